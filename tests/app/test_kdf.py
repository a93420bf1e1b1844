"""The process that derives, through its pipes."""

import os
import select
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.app import kdf
from safeplan.app.derive import Deriver
from safeplan.guard import procs, wire
from safeplan.vault import keys
from safeplan.vault.errors import TooLittleMemory
from tests.terminal.cheap_kdf import CHEAP

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = (sys.executable, "-I", "-B", str(ROOT / "tests" / "terminal" / "cheap_kdf.py"))
SALTS = (bytes(range(32)), b"\x07" * 32, b"\x09" * 32)


class Started:
    def __init__(self, *, judge: bool = False) -> None:
        self.root, self._written = os.pipe()
        self.process = procs.Kdf(COMMAND, self._written, judge=judge)

    def give(self, mode: bytes, words: bytes, count: int = 1) -> "Started":
        head = wire.job_head(mode, SALTS[:count], len(words))
        self.process.give(head, memoryview(words))
        return self

    def hears(self) -> bytes:
        return self.process.hear()

    def roots(self) -> list[bytes]:
        data = b""
        while select.select([self.root], [], [], 0)[0]:
            data += os.read(self.root, 32)
        return [data[at : at + 32] for at in range(0, len(data), 32)]

    def close(self) -> None:
        self.process.end()
        os.close(self.root)
        os.close(self._written)


@pytest.fixture
def started() -> Iterator[Started]:
    one = Started()
    yield one
    one.close()


@pytest.fixture
def judging() -> Iterator[Started]:
    one = Started(judge=True)
    yield one
    one.close()


def root(words: str, at: int) -> bytes:
    return keys.derive_root(keys.normalise(words), SALTS[at], CHEAP)


def test_one_root_at_a_time(started: Started) -> None:
    started.give(wire.STEPS, b"six odd words", 2)
    assert started.hears() == wire.DERIVED
    assert started.roots() == [root("six odd words", 0)]
    started.process.say(wire.NEXT)
    assert started.hears() == wire.DERIVED
    assert started.roots() == [root("six odd words", 1)]
    assert started.hears() == b"", "it ends by itself"


def test_all_roots_at_once(started: Started) -> None:
    started.give(wire.TOGETHER, b"six odd words", 3)
    assert started.hears() == wire.DERIVED
    assert started.roots() == [root("six odd words", at) for at in range(3)]
    assert started.hears() == b""


def test_words_are_normalised(started: Started) -> None:
    started.give(wire.TOGETHER, "  Zoë’s \u00a0 \ufb01sh ".encode())
    assert started.hears() == wire.DERIVED
    assert started.roots() == [root("Zoë’s fish", 0)]


def test_bytes_that_are_no_text_are_derived_all_the_same(started: Started) -> None:
    started.give(wire.STEPS, b"Zo\xeb", 2)
    assert started.hears() == wire.DERIVED


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (b"abc", wire.GUESSABLE),
        (b"password", wire.GUESSABLE),
        (b"12345678901", wire.GUESSABLE),
        (b"verandah teapot gravel ninety lamp", wire.WILL_DO),
        ("чайник веранда гравий лампа".encode(), wire.WILL_DO),
        (b"correct lamp " * 20, wire.WILL_DO),
        (b"", wire.CANNOT_BE_TAKEN),
        (b"   ", wire.CANNOT_BE_TAKEN),
        (b"tea\x01pot verandah gravel", wire.CANNOT_BE_TAKEN),
        ("tea \ue000 verandah".encode(), wire.CANNOT_BE_TAKEN),
        ("tea \u0378 verandah".encode(), wire.CANNOT_BE_TAKEN),
        (b"Zo\xeb verandah gravel", wire.CANNOT_BE_TAKEN),
    ],
)
def test_verdicts(judging: Started, words: bytes, verdict: bytes) -> None:
    judging.give(wire.JUDGED, words)
    assert judging.hears() == verdict
    if verdict == wire.CANNOT_BE_TAKEN:
        assert judging.hears() == b""
    else:
        judging.process.say(wire.GO)
        assert judging.hears() == wire.DERIVED
    expected = [] if verdict == wire.CANNOT_BE_TAKEN else [root(words.decode(), 0)]
    assert judging.roots() == expected


def test_a_judged_password_is_derived_only_when_told(judging: Started) -> None:
    judging.give(wire.JUDGED, b"verandah teapot gravel")
    assert judging.hears() == wire.WILL_DO
    os.close(judging.process.job)
    assert judging.hears() == b""
    assert judging.roots() == []
    judging.process.job = os.open(os.devnull, os.O_WRONLY)


def test_it_ends_when_nobody_waits(started: Started) -> None:
    os.close(started.process.job)
    assert started.process.gone(20)
    assert started.process.status == 0
    started.process.job = os.open(os.devnull, os.O_WRONLY)


def test_too_little_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_: object) -> bytes:
        raise TooLittleMemory

    monkeypatch.setattr(keys, "derive_root", no_memory)
    with pytest.raises(TooLittleMemory):
        kdf._Job(0, 0, 0, CHEAP)._derive(bytearray(b"tea"), SALTS[0])


def test_the_whole_process_says_too_little_memory(tmp_path: Path) -> None:
    greedy = tmp_path / "greedy_kdf.py"
    greedy.write_text(
        "import sys\nfrom safeplan.app import kdf\nfrom safeplan.vault.keys import Profile\n"
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))\n"
        "kdf.main(sys.argv[1:], Profile('greedy', 1 << 21, 1, 1))\n"
    )
    deriver = Deriver((sys.executable, "-I", "-B", str(greedy)))
    with pytest.raises(TooLittleMemory):
        deriver.root(bytearray(b"tea"), SALTS[0])


def test_judging_does_not_depend_on_the_newest_unicode() -> None:
    newer = "\U0001fae8"  # a face that Unicode 15 brought
    assert kdf.judge(bytearray(f"tea {newer} verandah".encode())) == wire.CANNOT_BE_TAKEN
    assert unicodedata.category("\U0001fae0") == "So"
    assert kdf.judge(bytearray("tea \U0001fae0 verandah gravel".encode())) == wire.WILL_DO


class TestDeriver:
    def test_root_and_roots(self) -> None:
        deriver = Deriver(COMMAND)
        words = bytearray(b"six odd words")
        assert deriver.root(words, SALTS[0]) == root("six odd words", 0)
        assert deriver.roots(words, SALTS) == tuple(root("six odd words", at) for at in range(3))
        assert words == b"six odd words", "the caller wipes it"

    def test_judge(self) -> None:
        deriver = Deriver(COMMAND)
        assert deriver.judge(bytearray(b"abc")) == wire.GUESSABLE
        assert deriver.judge(bytearray(b"")) == wire.CANNOT_BE_TAKEN

    def test_a_program_that_falls_over(self) -> None:
        deriver = Deriver((sys.executable, "-I", "-S", "-c", "raise SystemExit(3)"))
        with pytest.raises(TooLittleMemory):
            deriver.root(bytearray(b"tea"), SALTS[0])
        with pytest.raises(TooLittleMemory):
            deriver.judge(bytearray(b"tea"))

    def test_no_process_and_no_pipe_is_left(self) -> None:
        before = len(os.listdir("/proc/self/fd"))
        Deriver(COMMAND).root(bytearray(b"tea"), SALTS[0])
        assert len(os.listdir("/proc/self/fd")) == before


def test_the_standard_program_costs_what_the_format_says() -> None:
    words, salt = bytearray(b"six odd words"), SALTS[0]
    assert Deriver().root(words, salt) == keys.derive_root(bytes(words), salt)


def test_the_app_loads_no_textual_by_being_there() -> None:
    code = "import sys, safeplan.app.kdf, safeplan.app.derive; print('textual' in sys.modules)"
    run = subprocess.run([sys.executable, "-I", "-B", "-c", code], capture_output=True, check=True)
    assert run.stdout == b"False\n"


@pytest.mark.parametrize(("columns", "count"), [(80, 1), (40, 2), (12, 6)])
def test_words_are_shown_whole_in_a_window_of_any_width(
    columns: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, terminal = os.pipe()
    size = os.terminal_size((columns, 24))
    monkeypatch.setattr(os, "get_terminal_size", lambda fd: size)
    kdf.show("umbrella teapot raspberry folder pumpkin dentist", terminal)
    os.close(terminal)
    with os.fdopen(shown, "rb") as read:
        rows = read.read().decode().removesuffix("\r\n\r\n").split("\r\n")
    assert " ".join(rows) == "umbrella teapot raspberry folder pumpkin dentist"
    assert len(rows) == count
    assert all(len(row) < columns for row in rows)


def test_where_nobody_knows_the_width_nothing_is_lost() -> None:
    shown, terminal = os.pipe()
    kdf.show("a-code-of-one-piece", terminal)
    os.close(terminal)
    with os.fdopen(shown, "rb") as read:
        assert read.read() == b"a-code-of-one-piece\r\n\r\n"
