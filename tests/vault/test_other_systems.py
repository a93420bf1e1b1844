"""What is done where the system is another one, as far as it can be shown on this one."""

import errno
import fcntl
import os
import sys
import types
from pathlib import Path

import pytest

from safeplan.vault import folder, locking
from safeplan.vault.errors import Different, Gone, Missing, NotAFile
from safeplan.vault.storage import Storage
from tests.vault.cheap import Waits, make, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "notes.dat"
    make(made)
    return made


@pytest.mark.parametrize("granted", [True, False])
def test_macos_flushes_the_drive_too(
    path: Path, monkeypatch: pytest.MonkeyPatch, granted: bool
) -> None:
    asked = []

    def control(fd: int, number: int) -> None:
        asked.append(number)
        if not granted:
            raise OSError(errno.ENOTSUP, "")

    plain: list[int] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(os, "fsync", plain.append)
    locking.flush(7)
    assert asked == [51]
    assert plain == ([] if granted else [7])


@pytest.mark.parametrize(
    ("number", "free"), [(None, True), (errno.EACCES, False), (errno.EDEADLK, False)]
)
def test_windows_locks_a_byte_past_the_end(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int | None, free: bool
) -> None:
    places = []

    def locked(fd: int, mode: int, length: int) -> None:
        places.append((os.lseek(fd, 0, os.SEEK_CUR), length))
        if number is not None:
            raise OSError(number, "")

    fake = types.SimpleNamespace(LK_NBLCK=2, locking=locked)
    fd = os.open(path, os.O_RDWR)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr(sys, "platform", "win32")
    assert locking.lock(fd) is free
    os.close(fd)
    assert places == [(1 << 40, 1)]


def test_where_folders_cannot_be_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_FOLDERS", False)
    with opened(path) as vault:
        vault.save(b'{"n":1}')
        vault.settle(Waits())
        assert vault.whole().whole
    with pytest.raises(NotAFile):
        Storage.open(path.parent)
    with pytest.raises(Missing):
        Storage.open(path.parent / "none")
    second = path.with_name("second.dat")
    make(second)
    file = Storage.open(second)
    second.unlink()
    with pytest.raises(Gone):
        file.write(0, b"tea")
    second.write_bytes(path.read_bytes())
    with pytest.raises(Different):
        file.write(0, b"tea")
    file.close()


def test_where_dates_leave_a_trace_it_is_opened_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the owner may read without leaving a date."""
    opening = folder.Folder.open

    def refused(self: folder.Folder, flags: int) -> int:
        if flags & os.O_NOATIME:
            raise PermissionError(errno.EPERM, "")
        return opening(self, flags)

    monkeypatch.setattr(folder.Folder, "open", refused)
    with opened(path) as vault:
        assert not vault.read_only


def test_where_the_cache_cannot_be_passed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    with opened(path) as vault:
        vault.save(b'{"n":1}')
    monkeypatch.setattr(os, "supports_fd", set())
    make(path.with_name("second.dat"))
