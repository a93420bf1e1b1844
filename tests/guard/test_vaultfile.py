"""What cannot be a vault is refused before anything is asked."""

import errno
import os
from pathlib import Path

import pytest

from safeplan.guard import vaultfile
from safeplan.vault import format as layout


@pytest.mark.parametrize("size", vaultfile.SIZES)
def test_every_allowed_size(size: int, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    with path.open("wb") as stream:
        stream.truncate(size)
        stream.write(b"\x01" * 32)
        stream.seek(size // 2)
        stream.write(b"\x02" * 32)
    assert vaultfile.refusal(str(path)) == ""
    assert vaultfile.read_salts(str(path)) == (b"\x01" * 32, b"\x02" * 32)


@pytest.mark.parametrize("size", [0, 1, 31, (1 << 20) - 1, (1 << 20) + 1, 2 << 20, 128 << 20])
def test_other_sizes(size: int, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    with path.open("wb") as stream:
        stream.truncate(size)
    assert vaultfile.refusal(str(path)) == "wrong_size"


def test_a_folder_and_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert vaultfile.refusal(str(tmp_path)) == "not_a_file"
    assert vaultfile.refusal(str(tmp_path / "pipe")) == "not_a_file"


def test_a_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    assert vaultfile.refusal(str(tmp_path / "link")) == "cannot_read"


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.EACCES, "not_allowed"), (errno.EPERM, "not_allowed"), (errno.EIO, "cannot_read")],
)
def test_a_system_that_refuses(
    number: int, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notes.dat"
    with path.open("wb") as stream:
        stream.truncate(1 << 20)

    def refuse(*_: object) -> int:
        raise OSError(number, "")

    monkeypatch.setattr(os, "open", refuse)
    assert vaultfile.refusal(str(path)) == expected


def test_a_file_that_got_shorter(tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    path.write_bytes(b"x" * 40)
    with pytest.raises(OSError) as caught:  # noqa: PT011 - its number is looked at
        vaultfile.read_salts(str(path))
    assert caught.value.errno == errno.EIO


def test_the_sizes_are_those_of_the_format() -> None:
    assert set(vaultfile.SIZES) == set(layout.SIZES)
