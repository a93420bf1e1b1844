"""The command as a maker gives it, from the wheel in its clean environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random

import pytest

from safeplan.stick import copies
from safeplan.stick.parts import StickError
from safeplan.stick.writing import contents, read_back
from tests.conftest import could_not_run
from tests.stick.conftest import House
from tests.stick.images import MIB, Image


def refused(house: House, *words: str | Path, status: int = 1) -> str:
    """The one sentence with which it is refused; nothing is left behind."""
    place = Path(tempfile.mkdtemp(dir=house.root))  # others build sticks at the same time
    done = house.run(*words, temporary=place)
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert not list(place.glob("notes-*/built"))
    *steps, sentence = done.stderr.splitlines()
    assert all(step.endswith(" ...") for step in steps)
    return sentence


def test_size_and_names(house: House) -> None:
    files = [path for path in house.stick.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 60_000_000
    assert len(files) < 100
    assert sorted(os.listdir(house.stick)) == ["app", "lib", "notes.sh", "rt"]
    assert not list(house.first.iterdir())  # its temporary folder is gone


def test_sticks_without_a_network(house: House, parts: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    said = house.make(tmp_path / "all", "--for", "linux", "--from", parts, "--copies", "2")
    assert said[0].startswith("2 sticks")
    for number in ("1", "2"):
        stick = tmp_path / "all" / number
        start = ["/bin/sh", str(stick / "notes.sh"), "--help"]
        done = subprocess.run(start, capture_output=True, text=True, env={"HOME": str(home)})
        assert done.stdout.startswith("usage: notes")
    one, other = (
        {p.relative_to(tmp_path / "all" / n): p for p in (tmp_path / "all" / n).rglob("*")}
        for n in ("1", "2")
    )
    assert set(one) == set(other)
    for name, path in one.items():
        assert path.stat().st_mtime != other[name].stat().st_mtime
        if path.is_file():
            assert path.read_bytes() == other[name].read_bytes()
    assert list(home.iterdir()) == []


def test_a_changed_byte_is_refused(house: House, parts: Path, tmp_path: Path) -> None:
    bad = Path(shutil.copytree(parts, tmp_path / "bad"))
    (textual,) = bad.glob("textual-*.whl")
    data = bytearray(textual.read_bytes())
    data[len(data) // 2] ^= 1
    textual.write_bytes(data)
    sentence = refused(house, tmp_path / "stick", "--for", "linux", "--from", bad)
    assert sentence.startswith("A part is not the file that it should be.")
    assert not (tmp_path / "stick").exists()


def test_a_missing_part_is_refused(house: House, parts: Path, tmp_path: Path) -> None:
    few = Path(shutil.copytree(parts, tmp_path / "few"))
    for path in few.glob("textual-*.whl"):
        path.unlink()
    sentence = refused(house, tmp_path / "stick", "--for", "linux", "--from", few)
    assert sentence.startswith("Not every part could be fetched.")


def test_without_pip(house: House, tmp_path: Path) -> None:
    (tmp_path / "pip.py").write_text("raise SystemExit(1)\n")
    done = subprocess.run(
        [house.command, "stick", tmp_path / "stick", "--for", "linux"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "TMPDIR": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("This Python has no pip")


@pytest.mark.parametrize(
    ("words", "status", "start"),
    [
        (["--names", "safety-plan"], 1, "“safety” can tell"),
        (["--names", "myPlan"], 1, "“plan” can tell"),
        (["--names", "con"], 1, "“con” cannot be a name"),
        (["--names", "a/b"], 1, "“a/b” cannot be a name"),
        (["--for", "amiga"], 2, "Write --for with"),
        (["--copies", "0"], 2, "Give a number of copies"),
        (["--upgrade", "--copies", "2"], 2, "Give a number of copies"),
        (["--runtime", "python.zip"], 2, "Write the hash behind the file"),
        (["--from", "/nowhere"], 2, "/nowhere is no folder"),
        (["--upgrade"], 1, "There is no program to replace"),
    ],
)
def test_refused_at_once(
    house: House, tmp_path: Path, words: list[str], status: int, start: str
) -> None:
    assert refused(house, tmp_path, *words, status=status).startswith(start)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty(house: House, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert "is not empty" in refused(house, tmp_path, "--for", "linux")
    assert "is not empty" in refused(house, tmp_path, "--for", "linux", "--copies", "2")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert "is no folder" in refused(house, tmp_path / "letter.txt", "--for", "linux")


@pytest.mark.needs("root", "mount.exfat-fuse", "mkfs.exfat", "losetup", "umount")
def test_a_real_stick_too_small_then_large_enough_then_replaced(
    house: House, parts: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "small").mkdir()
    small = Image(tmp_path / "small", size=40 * MIB)
    (tmp_path / "large").mkdir()
    large = Image(tmp_path / "large", size=160 * MIB)
    try:
        if not (small.put_in() and large.put_in()):
            could_not_run(request.node.nodeid, "this system does not let it be mounted")
        with pytest.raises(StickError) as told:  # what the command says of it, once all is built
            copies.make(small.place, contents(house.stick), chance=Random(1), now=0, tell=print)
        assert told.value.message_id == "stick.too_small"
        assert list(small.place.iterdir()) == []
        house.make(large.place, "--for", "linux", "--from", parts)
        (large.place / "notes.dat").write_bytes(b"x" * MIB)
        house.make(large.place, "--upgrade", "--from", parts)
        assert sorted(os.listdir(large.place)) == ["app2", "lib2", "notes.dat", "notes.sh", "rt2"]
        assert (large.place / "notes.dat").read_bytes() == b"x" * MIB
        start = ["/bin/sh", str(large.place / "notes.sh"), "--help"]
        done = subprocess.run(start, capture_output=True, text=True, env={"HOME": str(home)})
        assert done.stdout.startswith("usage: notes")
    finally:
        small.end()
        large.end()


@pytest.mark.soak
def test_twenty_real_ones_in_one_run(house: House, parts: Path, tmp_path: Path) -> None:
    """Built once: what the later ones cost is copying, and reading back."""
    before = time.monotonic()
    house.make(tmp_path / "one", "--for", "linux", "--from", parts)
    one = time.monotonic() - before
    before = time.monotonic()
    said = house.make(tmp_path / "all", "--for", "linux", "--from", parts, "--copies", "20")
    twenty = time.monotonic() - before
    assert said[0].startswith("20 sticks")
    each = (twenty - one) / 19
    print(f"\none stick {one:.1f} s, twenty {twenty:.1f} s, each later one {each:.1f} s")
    files = contents(tmp_path / "one")
    for number in range(1, 21):
        read_back(tmp_path / "all" / str(number), files, lambda size: None)
