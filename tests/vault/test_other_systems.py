"""What is done where the system is another one, as far as it can be shown on this one."""

import errno
import fcntl
import os
import sys
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
