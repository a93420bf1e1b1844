"""The whole job from a real exFAT image: as desktops mount it, without exec bits, with no system.

Each from the stick that the wheel of this project made in a clean environment.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.stick.images import Image
from tests.stick.whole_job import Computer, do_all

pytestmark = [
    pytest.mark.needs("root", "mount.exfat-fuse", "mkfs.exfat", "losetup", "umount"),
    pytest.mark.terminal,
    pytest.mark.xdist_group("terminal"),
]
DEVICES = {"null": (1, 3), "urandom": (1, 9), "tty": (5, 0)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    return made


def test_as_desktops_mount_it(image: Image, home: Path) -> None:
    launcher = str(image.place / "notes.sh")
    assert os.access(launcher, os.X_OK)
    do_all(Computer((launcher,), str(image.place), image.place, home))


def test_without_exec_bits(image: Image, home: Path) -> None:
    image.take_out()
    image.options = "fmask=0133"
    assert image.put_in()
    launcher = image.place / "notes.sh"
    assert not stat.S_IMODE(launcher.stat().st_mode) & 0o111
    with pytest.raises(PermissionError):
        subprocess.run([image.place / "rt" / "lin" / "ld.exe", "--version"], check=False)
    do_all(Computer(("/bin/sh", str(launcher)), str(image.place), image.place, home))


@pytest.fixture
def nothing(tmp_path: Path) -> Path:
    """A root folder that holds busybox, three devices, and nothing else."""
    busybox = shutil.which("busybox")
    assert busybox is not None
    root = tmp_path / "nothing"
    for name in ("bin", "dev", "stick", "home"):
        (root / name).mkdir(parents=True)
    shutil.copy2(busybox, root / "bin" / "busybox")
    for name, (major, minor) in DEVICES.items():
        os.mknod(root / "dev" / name, stat.S_IFCHR | 0o666, os.makedev(major, minor))
    return root


@pytest.mark.needs("busybox", "chroot")
def test_on_a_computer_that_holds_only_busybox(image: Image, nothing: Path) -> None:
    image.take_out()
    image.place = nothing / "stick"
    assert image.put_in()
    found = sorted(
        path.name for path in nothing.rglob("*") if nothing / "stick" not in path.parents
    )
    assert found == ["bin", "busybox", "dev", "home", "null", "stick", "tty", "urandom"]
    chroot = shutil.which("chroot")
    assert chroot is not None
    start = (chroot, str(nothing), "/bin/busybox", "sh", "/stick/notes.sh")
    do_all(Computer(start, "/stick", nothing / "stick", nothing / "home"))
