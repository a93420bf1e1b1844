"""A new file, whole and read back, or none."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.export import writer
from safeplan.export.errors import ExportError

DATA = bytes(range(256)) * 40


class Failing(writer.Disk):
    """A disk that fails at one call."""

    def __init__(self, call: str, number: int = errno.EIO, after: int = 0) -> None:
        self.call, self.number, self.after = call, number, after
        self.taken = 0

    def fail(self, call: str) -> None:
        if call == self.call:
            if self.after <= 0:
                raise OSError(self.number, "no")
            self.after -= 1

    def create(self, path: Path) -> int:
        self.fail("create")
        return super().create(path)

    def write(self, descriptor: int, data: memoryview) -> int:
        self.fail("write")
        return super().write(descriptor, data[:1000])

    def read(self, descriptor: int, size: int) -> bytes:
        self.fail("read")
        return super().read(descriptor, min(size, 700))

    def sync(self, descriptor: int) -> None:
        self.fail("sync")
        super().sync(descriptor)

    def remove(self, path: Path) -> None:
        self.fail("remove")
        super().remove(path)


def refusal(path: Path, disk: writer.Disk | None = None) -> str:
    with pytest.raises(ExportError) as caught:
        writer.write_new(path, DATA, disk)
    assert caught.value.sentence() != caught.value.message_id
    assert "{" not in caught.value.sentence()
    return caught.value.message_id


def test_a_new_file_holds_what_was_given_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    writer.write_new(tmp_path / "Shopping list.pdf", DATA)
    assert [entry.name for entry in tmp_path.iterdir()] == ["Shopping list.pdf"]
    assert (tmp_path / "Shopping list.pdf").read_bytes() == DATA
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "Shopping list.pdf").stat().st_mode) == 0o600


def test_short_writes_and_reads_are_gone_on_with(tmp_path: Path) -> None:
    writer.write_new(tmp_path / "a.pdf", DATA, Failing("none"))
    assert (tmp_path / "a.pdf").read_bytes() == DATA


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"mine")
    assert refusal(tmp_path / "a.pdf") == "export.file_there"
    assert (tmp_path / "a.pdf").read_bytes() == b"mine"
    (tmp_path / "b.pdf").mkdir()
    assert refusal(tmp_path / "b.pdf") == "export.file_there"
    (tmp_path / "c.pdf").symlink_to(tmp_path / "elsewhere")
    assert refusal(tmp_path / "c.pdf") == "export.file_there"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "export.file_full"),
        (errno.EDQUOT, "export.file_full"),
        (errno.EROFS, "export.file_read_only"),
        (errno.EACCES, "export.file_not_allowed"),
        (errno.EIO, "export.file_not_written"),
        (errno.ENODEV, "export.file_not_written"),
    ],
)
@pytest.mark.parametrize(
    ("call", "after"),
    [("create", 0), ("write", 0), ("write", 5), ("sync", 0), ("read", 0), ("read", 3)],
)
def test_whatever_fails_no_file_is_left(
    call: str, after: int, number: int, message: str, tmp_path: Path
) -> None:
    assert refusal(tmp_path / "a.pdf", Failing(call, number, after)) == message
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_even_be_taken_away_is_still_one_sentence(tmp_path: Path) -> None:
    class Gone(Failing):
        def remove(self, path: Path) -> None:
            raise OSError(errno.ENODEV, "gone")

    assert refusal(tmp_path / "a.pdf", Gone("write", errno.ENODEV)) == "export.file_not_written"


@pytest.mark.parametrize("change", ["other", "short", "long"])
def test_a_stick_that_keeps_something_else_is_found_out(change: str, tmp_path: Path) -> None:
    class Lying(writer.Disk):
        def read(self, descriptor: int, size: int) -> bytes:
            data = super().read(descriptor, size)
            if change == "other":
                return data[:-1] + bytes([data[-1] ^ 1]) if data else data
            if change == "short":
                return data[:0]
            return data or b"more"

    assert refusal(tmp_path / "a.pdf", Lying()) == "export.file_differs"
    assert list(tmp_path.iterdir()) == []


def test_a_stop_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    class Stopped(writer.Disk):
        def write(self, descriptor: int, data: memoryview) -> int:
            super().write(descriptor, data[:10])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writer.write_new(tmp_path / "a.pdf", DATA, Stopped())
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_be(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none" / "a.pdf") == "export.file_no_folder"
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / "file" / "a.pdf") == "export.file_no_folder"
    assert refusal(tmp_path / ("x" * 400)) == "export.file_name"
    assert refusal(Path(f"{tmp_path}/a\0b")) == "export.file_name"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(tmp_path: Path) -> None:
    class Full(writer.Disk):
        def write(self, descriptor: int, data: memoryview) -> int:
            full = os.open("/dev/full", os.O_WRONLY)
            try:
                return os.write(full, data)
            finally:
                os.close(full)

    assert refusal(tmp_path / "a.pdf", Full()) == "export.file_full"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_synced_is_no_fault(tmp_path: Path) -> None:
    writer.write_new(tmp_path / "a.pdf", DATA, Failing("sync", errno.EINVAL, after=1))
    assert (tmp_path / "a.pdf").read_bytes() == DATA


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Shopping list", "Shopping list.pdf"),
        ("Zoë’s recipe", "Zoë’s recipe.pdf"),
        ("a/b\\c:d*e?f", "a b c d e f.pdf"),
        ("../../etc", "etc.pdf"),
        (" . Bin days. ", "Bin days.pdf"),
        ("con", "con 1.pdf"),
        ("???", "1.pdf"),
        ("a\nb\u202ec", "a b c.pdf"),
        ("Cafe\u0301", "Café.pdf"),
    ],
)
def test_the_name_is_the_title(title: str, name: str) -> None:
    assert writer.file_name(title, "pdf") == name


def test_several_files_are_numbered() -> None:
    assert writer.file_name("Film list", "png", 2) == "Film list 2.png"


@given(st.text(max_size=200))
def test_any_title_gives_a_name_that_can_be_written(title: str) -> None:
    name = writer.file_name(title, "pdf")
    assert name == Path(name).name
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert not name.startswith((".", " "))
    assert len(name.encode()) < 255
    name.encode()


def test_forgetting_overwrites_before_it_takes_away(tmp_path: Path) -> None:
    seen = []

    class Watching(writer.Disk):
        def remove(self, path: Path) -> None:
            seen.append(path.read_bytes())
            super().remove(path)

    path = tmp_path / "a.pdf"
    writer.write_new(path, DATA)
    writer.forget(path, lambda size: b"r" * size, Watching())
    assert seen == [b"r" * len(DATA)]
    assert list(tmp_path.iterdir()) == []
    writer.forget(path, os.urandom)


def test_forgetting_a_link_leaves_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "other")
    writer.forget(tmp_path / "a.pdf", os.urandom)
    assert [entry.name for entry in tmp_path.iterdir()] == ["other"]
    assert (tmp_path / "other").read_bytes() == b"other"


def test_forgetting_says_when_it_cannot(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    writer.write_new(path, DATA)
    with pytest.raises(ExportError) as caught:
        writer.forget(path, os.urandom, Failing("write", errno.EROFS))
    assert caught.value.message_id == "export.file_read_only"
    assert path.exists()


def test_nothing_else_in_the_room_opens_a_file_to_write(tmp_path: Path) -> None:
    """A whole way out and in again, watched: each file opened to write is named by the writer."""
    program = (
        "import os, sys\n"
        "sys.dont_write_bytecode = True\n"
        "opened = []\n"
        "def watch(event, values):\n"
        "    if event == 'open' and values[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):\n"
        "        opened.append(str(values[0]))\n"
        "    if event.startswith('socket.') or event in ('os.mkdir', 'os.rename'):\n"
        "        opened.append(event)\n"
        "sys.addaudithook(watch)\n"
        "from pathlib import Path\n"
        "from safeplan.export import booklet, codes, codes_page, reading, sealed, writer\n"
        "folder = Path(sys.argv[1])\n"
        "made = codes.pocket_codes('List', ['bread'])\n"
        "writer.write_new(folder / 'a.pdf', booklet.booklet('List', ['bread']))\n"
        "writer.write_new(folder / 'b.pdf', codes_page.codes_page(made))\n"
        "writer.write_new(folder / 'c.png', made[0].png())\n"
        "frames = sealed.seal_plan(b'{}', b'r' * 32, b's' * 32, os.urandom)\n"
        "writer.write_new(folder / 'd.png', sealed.sealed_codes(frames)[0].png())\n"
        "assert len(reading.read_pictures([folder / 'c.png', folder / 'd.png'])) == 2\n"
        "print('\\n'.join(opened))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        check=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    names = done.stdout.decode().split()
    assert names == [str(tmp_path / name) for name in ("a.pdf", "b.pdf", "c.png", "d.png")]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "a.pdf",
        "b.pdf",
        "c.png",
        "d.png",
    ]
