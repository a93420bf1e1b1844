"""Each refusal: one clear sentence, exit 1, nothing lost, nothing left behind, no traceback."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import FIRST, ROOT, SEALING, SECOND, Ended, Run

NOBODY = 65534


def one_sentence(ended: Ended) -> str:
    """The sentence, after checking that it is one and all that was said."""
    assert ended.status == 1, ended
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert ended.err.endswith(".\n") or ended.err.endswith("?\n"), ended.err
    assert ended.err.count("\n") == 1, ended.err
    return ended.err.strip()


def test_a_wrong_password(run: Run, vault: Path) -> None:
    before = vault.read_bytes()
    assert one_sentence(run("show", vault, passwords=("not this one",))) == "That does not open it."
    assert vault.read_bytes() == before


@pytest.mark.parametrize("size", [0, 1, 4096, (1 << 20) - 1])
def test_a_file_of_another_size(run: Run, tmp_path: Path, size: int) -> None:
    path = tmp_path / "small.dat"
    path.write_bytes(b"x" * size)
    one_sentence(run("show", path, passwords=(FIRST,)))
    assert path.read_bytes() == b"x" * size


def test_a_foreign_file_of_the_right_size(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "foreign.dat"
    path.write_bytes(os.urandom(1 << 20))
    assert one_sentence(run("show", path, passwords=(FIRST,))) == "That does not open it."


def test_a_folder_and_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    one_sentence(run("show", tmp_path, passwords=(FIRST,)))
    one_sentence(run("show", tmp_path / "nothing.dat", passwords=(FIRST,)))
    assert list(tmp_path.iterdir()) == []


def test_new_never_takes_the_place_of_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "there.dat"
    path.write_text("mine")
    one_sentence(run("new", path, passwords=(FIRST,)))
    assert path.read_text() == "mine"


def test_the_same_password_twice(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    refused = run("new", path, "--size", "1", "--cover", passwords=(FIRST, FIRST))
    assert one_sentence(refused) == "Choose another password."
    assert not path.exists()


@pytest.mark.parametrize("word", ["a\x07bell", "\ue000private", "\x00"])
def test_a_password_that_cannot_be_kept(run: Run, tmp_path: Path, word: str) -> None:
    path = tmp_path / "notes.dat"
    refused = run("new", path, "--size", "1", passwords=(word,))
    assert one_sentence(refused) == "Choose another password."
    assert not path.exists()


def test_no_password_at_all(run: Run, vault: Path) -> None:
    one_sentence(run("show", vault, passwords=("",)))
    one_sentence(run("show", vault, "--passphrase-fd", "987"))


@pytest.mark.parametrize(
    "text",
    [
        '[people]\nfavourite_colour = "green"\n',
        "[no_such_page]\nx = 1\n",
        '[start]\nstage = "flying"\n',
        "[people]\ncode_word = 7\n",
        "not toml at all [",
    ],
)
def test_answers_with_something_unknown(run: Run, vault: Path, tmp_path: Path, text: str) -> None:
    before = vault.read_bytes()
    path = tmp_path / "answers.toml"
    path.write_text(text)
    one_sentence(run("fill", vault, path, passwords=(FIRST,)))
    one_sentence(run("fill", vault, tmp_path / "absent.toml", passwords=(FIRST,)))
    assert vault.read_bytes() == before


def test_a_sheet_with_nothing_on_it_or_a_word_that_tells(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    command = ("export", vault, "--as", "booklet", "--out", out)
    one_sentence(run(*command, passwords=(FIRST,)))
    answers = tmp_path / "answers.toml"
    answers.write_text('[people]\ncode_word = "refuge"\n[pocket]\nlines = ["people.code_word"]\n')
    run("fill", vault, answers, passwords=(FIRST,))
    assert "“refuge”" in one_sentence(run(*command, passwords=(FIRST,)))
    told = run("export", vault, "--as", "sealed-codes", "--out", out / "my plan.pdf",
               passwords=(FIRST, SEALING))  # fmt: skip
    assert "“plan”" in one_sentence(told)
    assert list(out.iterdir()) == []


def test_a_sealing_password_that_opens_the_vault(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    run("new", path, "--size", "1", "--cover", passwords=(FIRST, SECOND))
    for word in (FIRST, SECOND):
        refused = run("export", path, "--as", "sealed-codes", "--out", tmp_path / "carry.pdf",
                      passwords=(FIRST, word))  # fmt: skip
        assert one_sentence(refused) == "Choose another password."
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.dat"]


def test_pictures_that_hold_nothing_for_us(run: Run, vault: Path, tmp_path: Path) -> None:
    text, folder = tmp_path / "words.png", tmp_path / "folder.png"
    text.write_text("not a picture")
    folder.mkdir()
    for path in (text, folder, tmp_path / "absent.png"):
        one_sentence(run("import", vault, path, passwords=(FIRST,)))


def test_asked_wrongly(run: Run) -> None:
    for words in ((), ("flee",), ("new",), ("export", "x"), ("new", "x", "--size", "5")):
        ended = run(*words)
        assert (ended.status, ended.out) == (2, "")
    for command in ("new", "open", "fill", "show", "export", "import", "check"):
        assert run(command, "--help").status == 0
    ended = run("open")
    assert (ended.status, ended.err.count("\n")) == (2, 1)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A small disk in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill_up(path: Path) -> None:
    """Write until the disk takes no more."""
    with path.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while True:
            stream.write(b"x" * 4096)


@pytest.mark.needs("root", "mount")
def test_a_full_disk(run: Run, mounted: Path, answers: Path) -> None:
    path = mounted / "notes.dat"
    one_sentence(run("new", path, passwords=(FIRST,)))  # 4 MiB do not fit
    assert list(mounted.iterdir()) == []
    assert run("new", path, "--size", "1", passwords=(FIRST,)).status == 0
    assert run("fill", path, answers, passwords=(FIRST,)).status == 0
    fill_up(mounted / "other")
    one_sentence(run("export", path, "--as", "booklet", "--out", mounted, passwords=(FIRST,)))
    assert sorted(entry.name for entry in mounted.iterdir()) == ["notes.dat", "other"]
    # A save takes no new room: it is written where the older copy stood.
    assert run("fill", path, answers, passwords=(FIRST,)).status == 0


@pytest.mark.needs("root", "mount")
def test_a_disk_that_can_only_be_read(run: Run, mounted: Path, answers: Path) -> None:
    path = mounted / "notes.dat"
    run("new", path, "--size", "1", passwords=(FIRST,))
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    before = path.read_bytes()
    one_sentence(run("fill", path, answers, passwords=(FIRST,)))
    one_sentence(run("new", mounted / "more.dat", "--size", "1", passwords=(FIRST,)))
    assert run("show", path, passwords=(FIRST,)).status == 0
    assert path.read_bytes() == before


ORDINARY_USER = """
import os, sys
sys.path.insert(0, {root!r})
import importlib
from safeplan import cli
from safeplan.app import derive
from safeplan.vault import keys
for name in ("fill", "show", "new"):
    importlib.import_module(f"safeplan.commands.{{name}}_command")
class Here(derive.Deriver):
    def root(self, words, salt):
        return keys.derive_root(keys.normalise(words.decode()), salt, keys.Profile("c", 64, 1, 1))
    def judge(self, words):
        return b"k"
from safeplan import language
from safeplan.commands import opened, passwords
from safeplan.plan.guide import load_guide
# An interpreter below an administrator's home cannot be read once its rights are dropped.
language.use("en")
load_guide()
cli._parser().format_help()
passwords.Deriver = Here
os.setresgid({uid}, {uid}, {uid})
os.setresuid({uid}, {uid}, {uid})
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.needs("root")
@pytest.mark.parametrize("mode", [0o444, 0o000])
def test_a_file_that_an_ordinary_user_may_not_write(
    vault: Path, answers: Path, tmp_path: Path, mode: int
) -> None:
    copy = tmp_path / "answers.toml"
    copy.write_bytes(answers.read_bytes())
    before = vault.read_bytes()
    vault.chmod(mode)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    program = ORDINARY_USER.format(root=str(ROOT), uid=NOBODY)
    ended = subprocess.run(
        [sys.executable, "-c", program, "fill", vault, copy, "--passphrase-fd", "0"],
        input=f"{FIRST}\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    one_sentence(Ended(ended.returncode, ended.stdout, ended.stderr))
    vault.chmod(0o600)
    assert vault.read_bytes() == before
