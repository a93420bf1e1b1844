"""Real exFAT and FAT32 file systems in an image: filled, read-only, torn away in mid-save.

By way of FUSE, whose process is killed: for the program that is a stick pulled out.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.vault.copying import copy_file
from safeplan.vault.errors import (
    AlreadyThere,
    Full,
    Gone,
    NotAllowed,
    NotOpened,
    NotSaved,
    ReadOnly,
)
from safeplan.vault.format import Layout
from tests.conftest import could_not_run
from tests.vault.cheap import NOTEBOOK, PLAN, SMALL, Waits, make, opened, roots_of

IMAGE = 40 << 20
PATIENCE = 200


class Stick:
    """An image with a file system, which can be put in, taken out and pulled."""

    def __init__(self, folder: Path) -> None:
        self.image = folder / "image"
        self.place = folder / "stick"
        self.place.mkdir()
        with self.image.open("wb") as file:
            file.truncate(IMAGE)
        self.process: subprocess.Popen[bytes] | None = None
        self.format()

    def format(self) -> None:
        raise NotImplementedError

    def command(self, *, write: bool) -> list[str]:
        raise NotImplementedError

    def put_in(self, *, write: bool = True) -> bool:
        """Mount; False where this system does not let anybody."""
        self.process = subprocess.Popen(
            self.command(write=write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(PATIENCE):
            if os.path.ismount(self.place):
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.05)
        return False

    def pull(self) -> None:
        """What a hand does: whatever is not on it yet is lost."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def take_out(self) -> None:
        lazily = ["umount", "-l", str(self.place)]  # though a program holds on to it
        subprocess.run(lazily, check=False, capture_output=True)
        if self.process is not None:
            self.process.wait()
            self.process = None

    def end(self) -> None:
        if self.process is not None:
            self.pull()
        self.take_out()


class Fat32(Stick):
    def format(self) -> None:
        subprocess.run(["mkfs.vfat", "-F", "32", self.image], check=True, capture_output=True)

    def command(self, *, write: bool) -> list[str]:
        how = "rw+" if write else "ro"
        return ["fusefat", "-f", "-o", how, str(self.image), str(self.place)]


class ExFat(Stick):
    device = ""

    def format(self) -> None:
        subprocess.run(["mkfs.exfat", self.image], check=True, capture_output=True)
        loop = ["losetup", "-f", "--show", str(self.image)]
        found = subprocess.run(loop, check=False, capture_output=True, text=True)
        self.device = found.stdout.strip()

    def command(self, *, write: bool) -> list[str]:
        how = [] if write else ["-o", "ro"]
        return ["mount.exfat-fuse", "-d", *how, self.device or str(self.image), str(self.place)]

    def end(self) -> None:
        super().end()
        if self.device:
            subprocess.run(["losetup", "-d", self.device], check=False)


@pytest.fixture(
    params=[
        pytest.param(Fat32, marks=pytest.mark.needs("root", "fusefat", "mkfs.vfat", "umount")),
        pytest.param(
            ExFat, marks=pytest.mark.needs("root", "mount.exfat-fuse", "mkfs.exfat", "losetup")
        ),
    ]
)
def stick(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stick]:
    made: Stick = request.param(tmp_path)
    try:
        if not made.put_in():
            could_not_run(request.node.nodeid, "this system does not let it be mounted")
        yield made
    finally:
        made.end()
        # Nothing was ever made on the host's own disk, where the stick stands.
        assert list(made.place.iterdir()) == []
        assert {each.name for each in tmp_path.iterdir()} <= {"image", "stick"}


def found(path: Path, passphrase: str) -> bytes:
    with opened(path, passphrase) as vault:
        vault.settle(Waits())
        assert vault.whole().whole
        return vault.payload


def test_a_life_on_it(stick: Stick) -> None:
    path = stick.place / "notes.dat"
    make(path, "zoe", "tea")
    dates = path.stat().st_mtime_ns, path.stat().st_size
    with opened(path) as vault:
        assert vault.refusal is None
        vault.save(b'{"form":"plan","n":1}')
        vault.settle(Waits())
        vault.change_passphrase(roots_of("milk", vault.salts), sleep=Waits())
        vault.add_code(roots_of("code", vault.salts), sleep=Waits())
        assert vault.whole().whole
    assert (path.stat().st_mtime_ns, path.stat().st_size) == dates
    copy_file(path, path.with_name("copy.dat"))
    stick.take_out()
    assert stick.put_in()
    for each in (path, path.with_name("copy.dat")):
        assert found(each, "milk") == found(each, "code") == b'{"form":"plan","n":1}'
        assert found(each, "tea") == NOTEBOOK
    with pytest.raises(AlreadyThere):
        copy_file(path, path.with_name("copy.dat"))


def fill(place: Path) -> None:
    """To the last byte: whole files first, then single bytes."""
    for name, step in (("fill", 1 << 20), ("rest", 4096), ("last", 1)):
        with (place / name).open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * step)
            except OSError:
                pass


def test_filled_to_the_last_byte(stick: Stick) -> None:
    path = stick.place / "notes.dat"
    make(path, "zoe", "tea")
    fill(stick.place)
    with opened(path) as vault:
        vault.save(b'{"form":"plan","n":1}')
        vault.settle(Waits())
        vault.change_passphrase(roots_of("milk", vault.salts), sleep=Waits())
    # fusefat says of a full stick that writing is not permitted.
    with pytest.raises((Full, NotAllowed)):
        make(stick.place / "more.dat")
    assert not (stick.place / "more.dat").exists()
    stick.take_out()
    assert stick.put_in()
    assert found(path, "milk") == b'{"form":"plan","n":1}'
    assert found(path, "tea") == NOTEBOOK


def test_made_read_only(stick: Stick) -> None:
    path = stick.place / "notes.dat"
    make(path)
    before = path.read_bytes()
    stick.take_out()
    assert stick.put_in(write=False)
    with opened(path) as vault:
        assert vault.payload == PLAN
        assert vault.refusal is ReadOnly
        with pytest.raises(ReadOnly):
            vault.save(b"{}")
        with pytest.raises(ReadOnly):
            vault.change_passphrase(roots_of("milk", vault.salts), sleep=Waits())
    assert path.read_bytes() == before


class Tear:
    """A write that is torn at some byte by a hand at the stick."""

    def __init__(self, stick: Stick, after: int) -> None:
        self.stick, self.left, self._write = stick, after, os.write

    def __call__(self, fd: int, data: bytes) -> int:
        if self.left >= len(data):
            self.left -= len(data)
            return self._write(fd, data)
        if self.left >= 0:
            self._write(fd, data[: self.left])
            self.left = -1
            self.stick.pull()
        return self._write(fd, data)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 1.0, 1.05, 1.5, 2.0])
def test_pulled_in_mid_save(stick: Stick, monkeypatch: pytest.MonkeyPatch, part: float) -> None:
    """While a passphrase is changed; then it is put back, and the program goes on."""
    path = stick.place / "notes.dat"
    make(path, "zoe", "tea")
    stick.take_out()
    assert stick.put_in()
    with opened(path) as vault:
        roots = roots_of("milk", vault.salts)
        monkeypatch.setattr(os, "write", Tear(stick, int(part * Layout(SMALL).copy)))
        with pytest.raises(NotSaved):
            vault.change_passphrase(roots, sleep=Waits())
        monkeypatch.undo()
        stick.take_out()
        # The stick is out: nothing is written where it stood.
        with pytest.raises(Gone):
            vault.save(b'{"form":"plan","n":1}')
        with pytest.raises(Gone):
            vault.reattach()
        assert list(stick.place.iterdir()) == []
        assert vault.payload == PLAN
        assert stick.put_in()
        anybody = [who for who in ("zoe", "milk") if opens(path, who) == PLAN]
        assert anybody
        assert opens(path, "tea") == NOTEBOOK
        vault.reattach()
        vault.settle(Waits())
        vault.save(b'{"form":"plan","n":1}')
        vault.settle(Waits())
        assert vault.whole().whole
    now = [who for who in ("zoe", "milk") if opens(path, who) is not None]
    assert len(now) == 1
    assert found(path, now[0]) == b'{"form":"plan","n":1}'
    assert found(path, "tea") == NOTEBOOK


def opens(path: Path, passphrase: str) -> bytes | None:
    try:
        with opened(path, passphrase, write=False) as vault:
            return vault.payload
    except NotOpened:
        return None


def test_taken_out_between_two_halves(stick: Stick) -> None:
    """Unmounted while it is open: what is written goes to the stick or nowhere."""
    path = stick.place / "notes.dat"
    make(path, "zoe", "tea")
    vault = opened(path)
    vault.save(b'{"form":"plan","n":1}')
    subprocess.run(["umount", "-l", stick.place], check=True)
    try:
        vault.level()
    except NotSaved:
        assert vault.payload == b'{"form":"plan","n":1}'
    assert list(stick.place.iterdir()) == []
    vault.close()
    stick.take_out()
    assert stick.put_in()
    assert found(path, "zoe") == b'{"form":"plan","n":1}'
    assert found(path, "tea") == NOTEBOOK
