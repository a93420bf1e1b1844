"""Where the output of a command goes: a full disk, a reader that has gone, another encoding."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from safeplan import cli
from tests.commands.conftest import FIRST, SEALING, Run
from tests.commands.test_refusals import one_sentence

FULL = Path("/dev/full")
on_linux = pytest.mark.skipif(not FULL.exists(), reason="no full disk here")


class Out:
    """Standard output of a process: a stream of its own, on a descriptor of its own."""

    def __init__(self, fd: int, encoding: str = "utf-8") -> None:
        self.stream = io.TextIOWrapper(io.FileIO(fd, "w"), encoding=encoding, write_through=False)

    def at_exit(self) -> None:
        """What Python does last; a fault now would be its own, with a traceback."""
        self.stream.flush()
        self.stream.close()


@on_linux
def test_what_could_not_be_shown_is_said(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Out(os.open(FULL, os.O_WRONLY))
    monkeypatch.setattr(sys, "stdout", out.stream)
    ended = run("show", vault, "--json", passwords=(FIRST,))
    assert ended.status == 1
    assert one_sentence(ended).startswith("What was to be shown could not be written there.")
    out.at_exit()


@on_linux
def test_a_code_that_nobody_got_is_said_to_be_lost(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Out(os.open(FULL, os.O_WRONLY))
    monkeypatch.setattr(sys, "stdout", out.stream)
    ended = run("recovery", vault, passwords=(FIRST,))
    assert ended.status == 1
    assert one_sentence(ended).startswith("The code could not be written, and is lost.")
    out.at_exit()


def test_a_reader_that_has_gone_hears_no_complaint(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    out = Out(writing)
    monkeypatch.setattr(sys, "stdout", out.stream)
    ended = run("show", vault, "--json", passwords=(FIRST,))
    assert (ended.status, ended.err) == (1, "")
    out.at_exit()


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_every_word_arrives_whatever_the_computer_speaks(
    run: Run,
    vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
) -> None:
    answers = tmp_path / "answers.toml"
    words = "\u201cb\u0142ue\u201d \u2603 um\u00e9"
    answers.write_text(f'[people]\ncode_word = "{words}"\n', encoding="utf-8")
    filled = run("fill", vault, answers, passwords=(FIRST,))
    assert filled.status == 0, filled.err
    shown = tmp_path / "shown"
    out = Out(os.open(shown, os.O_WRONLY | os.O_CREAT), encoding)
    monkeypatch.setattr(sys, "stdout", out.stream)
    ended = run("show", vault, "--toml", passwords=(FIRST,))
    out.at_exit()
    assert (ended.status, ended.err) == (0, "")
    assert words in shown.read_text(encoding="utf-8")


def test_a_terminal_keeps_its_own_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    bytes_ = io.BytesIO()
    stream = Terminal(bytes_, encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    cli._speak_to(stream)
    stream.write("um\u00e9 \u2603")
    stream.flush()
    assert bytes_.getvalue() == b"um\xe9 \\u2603"


@pytest.mark.parametrize("number", ["-1", "99999999999999999999"])
def test_a_number_that_is_no_descriptor(run: Run, vault: Path, number: str) -> None:
    ended = run("show", vault, f"--passphrase-fd={number}")
    assert ended.status == 1
    assert one_sentence(ended) == "That descriptor cannot be read. Give the number of an open one."


def test_a_name_that_no_disk_holds(run: Run, vault: Path, tmp_path: Path) -> None:
    ended = run("copy", vault, tmp_path / ("x" * 300))
    assert ended.status == 1
    assert one_sentence(ended) == "Nothing is there. Look at the name, and whether the stick is in."
    ended = run(
        *("export", vault, "--as", "sealed-codes", "--out", tmp_path / ("x" * 300)),
        passwords=(FIRST, SEALING),
    )
    assert (ended.status, ended.err) == (0, "")
