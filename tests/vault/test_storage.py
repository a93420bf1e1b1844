import errno
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from safeplan.vault import locking
from safeplan.vault.errors import (
    AlreadyThere,
    Busy,
    Different,
    Full,
    Gone,
    Missing,
    NotAFile,
    NotAllowed,
    NotSaved,
    ReadBackDiffers,
    ReadOnly,
)
from safeplan.vault.storage import Storage

DATA = bytes(range(256)) * 64


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "notes.dat"
    Storage.create(made, DATA)
    return made


@contextmanager
def somebody() -> Iterator[None]:
    """An ordinary user: an administrator may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that an ordinary user reaches; those of pytest are the owner's alone."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_there_and_back(path: Path) -> None:
    file = Storage.open(path)
    assert file.size == len(DATA)
    assert file.refusal is None
    assert file.read(100, 300) == DATA[100:400]
    file.write(100, b"tea")
    file.sync()
    assert file.read(99, 5, fresh=True) == DATA[99:100] + b"tea" + DATA[103:104]
    file.close()
    file.close()
    assert path.read_bytes() == DATA[:100] + b"tea" + DATA[103:]


def test_only_the_owner_reads_a_new_file(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["notes.dat"]


def test_dates_are_put_back(path: Path) -> None:
    os.utime(path, ns=(10**18, 10**18 + 5))
    file = Storage.open(path)
    file.read(0, 100)
    file.write(0, b"tea")
    assert path.stat().st_mtime_ns != 10**18 + 5
    file.sync()
    file.close()
    assert (path.stat().st_atime_ns, path.stat().st_mtime_ns) == (10**18, 10**18 + 5)


def test_dates_that_cannot_be_put_back_lose_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Storage.open(path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)
    monkeypatch.setattr(os, "supports_fd", {refuse})
    file.write(0, b"tea")
    file.sync()
    file.close()
    assert path.read_bytes()[:3] == b"tea"


def test_never_made_longer_or_begun_before(path: Path) -> None:
    file = Storage.open(path)
    for offset in (-1, len(DATA) - 2, len(DATA)):
        with pytest.raises(ValueError, match=str(offset)):
            file.write(offset, b"tea")
    file.close()
    assert path.read_bytes() == DATA


def test_the_second_opening_only_reads(path: Path) -> None:
    first, second = Storage.open(path), Storage.open(path)
    assert first.refusal is None
    assert second.refusal is Busy
    with pytest.raises(Busy):
        second.write(0, b"tea")
    assert second.read(0, 3) == DATA[:3]
    second.close()
    reader = Storage.open(path, write=False)
    assert reader.refusal is ReadOnly
    reader.close()
    first.write(0, b"tea")
    first.close()
    third = Storage.open(path)
    assert third.refusal is None
    third.close()


def test_reading_beside_takes_no_lock(path: Path) -> None:
    reader = Storage.open(path, write=False)
    writer = Storage.open(path)
    assert writer.refusal is None
    writer.close()
    reader.close()


def test_where_there_are_no_locks_it_can_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "")

    monkeypatch.setattr(fcntl, "flock", none)
    file = Storage.open(path)
    assert file.refusal is None
    file.close()
    assert locking.lock(-1)


@pytest.mark.parametrize("name", ["none.dat", "none/none.dat", "notes.dat/x", "a" * 300, "a\0b"])
def test_missing(path: Path, name: str) -> None:
    with pytest.raises(Missing):
        Storage.open(path.parent / name)


def test_not_a_file(path: Path) -> None:
    fifo, link, there = (path.with_name(name) for name in ("fifo", "link", "socket"))
    os.mkfifo(fifo)
    link.symlink_to(fifo)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(there))
    for wrong in (path.parent, fifo, link, there, Path("/dev/null"), Path("/")):
        with pytest.raises(NotAFile):
            Storage.open(wrong)


def test_a_link_leads_to_the_file(path: Path) -> None:
    link = path.with_name("link")
    link.symlink_to(path)
    file = Storage.open(link)
    file.write(0, b"tea")
    file.close()
    assert path.read_bytes()[:3] == b"tea"


def test_a_file_that_can_only_be_read(public: Path) -> None:
    path = public / "notes.dat"
    Storage.create(path, DATA)
    path.chmod(0o444)
    with somebody():
        file = Storage.open(path)
        assert file.refusal is ReadOnly
        assert file.read(0, 3) == DATA[:3]
        with pytest.raises(ReadOnly):
            file.write(0, b"tea")
        file.close()


def test_a_file_that_cannot_be_read(public: Path) -> None:
    path = public / "notes.dat"
    Storage.create(path, DATA)
    path.chmod(0o000)
    with somebody(), pytest.raises(NotAllowed):
        Storage.open(path)


def test_a_folder_that_cannot_be_entered(public: Path) -> None:
    inner = public / "inner"
    inner.mkdir()
    Storage.create(inner / "notes.dat", DATA)
    inner.chmod(0o000)
    with somebody():
        with pytest.raises(NotAllowed):
            Storage.open(inner / "notes.dat")
        with pytest.raises(NotAllowed):
            Storage.create(inner / "new.dat", DATA)
    inner.chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_enough(public: Path) -> None:
    inner = public / "inner"
    inner.mkdir()
    Storage.create(inner / "notes.dat", DATA)
    (inner / "notes.dat").chmod(0o644)
    inner.chmod(0o711)
    with somebody():
        Storage.open(inner / "notes.dat", write=False).close()
    inner.chmod(0o700)


def test_a_file_that_was_removed_is_not_made_again(path: Path) -> None:
    file = Storage.open(path)
    path.unlink()
    with pytest.raises(Gone):
        file.write(0, b"tea")
    file.close()
    assert not path.exists()


def test_another_file_in_its_place_is_not_written(path: Path) -> None:
    file = Storage.open(path)
    path.rename(path.with_name("moved.dat"))
    path.write_bytes(DATA)
    with pytest.raises(Different):
        file.write(0, b"tea")
    file.close()
    assert path.read_bytes() == path.with_name("moved.dat").read_bytes() == DATA


def test_a_file_that_was_cut_is_not_written(path: Path) -> None:
    file = Storage.open(path)
    os.truncate(path, len(DATA) - 1)
    with pytest.raises(Different):
        file.write(0, b"tea")
    assert file.read(len(DATA) - 10, 10) is None
    file.close()


def test_a_folder_that_was_renamed_is_followed(path: Path) -> None:
    file = Storage.open(path)
    moved = path.parent.rename(path.parent.with_name("moved"))
    file.write(0, b"tea")
    file.close()
    assert (moved / path.name).read_bytes()[:3] == b"tea"


@pytest.mark.parametrize(
    ("number", "refused"),
    [
        (errno.ENOSPC, Full),
        (errno.EDQUOT, Full),
        (errno.EIO, NotSaved),
        (errno.ENODEV, Gone),
        (errno.EROFS, ReadOnly),
    ],
)
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_faults_of_the_system(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, refused: type, call: str
) -> None:
    def fault(*_: object) -> int:
        raise OSError(number, "")

    file = Storage.open(path)
    monkeypatch.setattr(os, call, fault)

    def write_and_sync() -> None:
        file.write(0, b"tea")
        file.sync()

    with pytest.raises(refused):
        write_and_sync()
    file.close()


def test_short_writes_are_gone_on_with(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, data[:7]))
    file = Storage.open(path)
    file.write(5, DATA[:100])
    file.close()
    assert path.read_bytes() == DATA[:5] + DATA[:100] + DATA[105:]
    monkeypatch.setattr(os, "write", lambda fd, data: 0)
    file = Storage.open(path)
    with pytest.raises(NotSaved):
        file.write(5, DATA[:100])
    file.close()


def test_what_cannot_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [errno.EIO, errno.ENXIO]

    def fault(*_: object) -> bytes:
        raise OSError(numbers.pop(0), "")

    file = Storage.open(path)
    monkeypatch.setattr(os, "read", fault)
    assert file.read(0, 10) is None
    with pytest.raises(Gone):
        file.read(0, 10)
    file.close()


def test_nothing_is_made_over_something(path: Path) -> None:
    link = path.with_name("link")
    link.symlink_to(path.with_name("nowhere"))
    for there in (path, path.parent):
        with pytest.raises(AlreadyThere):
            Storage.create(there, b"tea")
    assert path.read_bytes() == DATA


@pytest.mark.parametrize("name", ["none/new.dat", "a" * 300])
def test_nothing_is_made_where_no_folder_is(tmp_path: Path, name: str) -> None:
    with pytest.raises(Missing):
        Storage.create(tmp_path / name, b"tea")
    assert not list(tmp_path.iterdir())


def test_a_file_that_the_disk_does_not_keep_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = os.read
    monkeypatch.setattr(os, "read", lambda fd, n: read(fd, n)[:-1] + b"?")
    with pytest.raises(ReadBackDiffers):
        Storage.create(tmp_path / "notes.dat", DATA)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, room = os.write, [5000, 3000]

    def full(fd: int, data: bytes) -> int:
        if not room:
            raise OSError(errno.ENOSPC, "")
        return write(fd, data[: room.pop()])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(Full):
        Storage.create(tmp_path / "notes.dat", DATA)
    assert not list(tmp_path.iterdir())


def test_no_file_is_made_where_that_is_not_allowed(public: Path) -> None:
    public.chmod(0o755)
    with somebody():
        if os.geteuid() == public.stat().st_uid:
            public.chmod(0o555)
        with pytest.raises(NotAllowed):
            Storage.create(public / "notes.dat", DATA)
    public.chmod(0o755)


def open_files() -> list[int]:
    found = []
    for fd in range(200):
        with suppress(OSError):
            os.fstat(fd)
            found.append(fd)
    return found


def test_no_file_stays_open(path: Path) -> None:
    before = open_files()
    for wrong in (path.parent, path.with_name("none"), path):
        with suppress(NotAFile, Missing):
            Storage.open(wrong).close()
        with suppress(AlreadyThere):
            Storage.create(wrong if wrong == path else path.parent, b"")
    assert open_files() == before


def test_reading_leaves_no_date(path: Path) -> None:
    os.utime(path, ns=(10**18, 10**18))
    file = Storage.open(path)
    file.read(0, len(DATA), fresh=True)
    file.close()
    if hasattr(os, "O_NOATIME"):
        assert path.stat().st_atime_ns == 10**18
