"""A file of the package index is taken by its hash, and nothing that is in it is run."""

import hashlib
import io
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from safeplan.stick import pinned_archive
from safeplan.stick.parts import Source, StickError
from safeplan.stick.pinned_archive import Pinned, read, take

SETUP = """
import pathlib
pathlib.Path({mark!r}).write_text("run")
from setuptools import setup
setup(name="tea-set", version="1.2")
"""


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for its only index."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.delenv("PIP_CONSTRAINT", raising=False)
    return folder


def source_archive(folder: Path, mark: Path) -> Pinned:
    """An archive as setuptools makes them, whose own code would leave a mark."""
    path = folder / "tea_set-1.2.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in (
            ("PKG-INFO", "Metadata-Version: 2.1\nName: tea-set\nVersion: 1.2\n"),
            ("setup.py", SETUP.format(mark=str(mark))),
        ):
            member = tarfile.TarInfo("tea_set-1.2/" + name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return Pinned("tea-set", "1.2", path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def wheel(folder: Path) -> Pinned:
    """A wheel for Windows."""
    path = folder / "tea_set-1.2-cp313-cp313-win_amd64.whl"
    with zipfile.ZipFile(path, "w") as archive:
        head = "Metadata-Version: 2.1\nName: tea-set\nVersion: 1.2\n"
        archive.writestr("tea_set-1.2.dist-info/METADATA", head)
        archive.writestr("tea_set-1.2.dist-info/WHEEL", "Wheel-Version: 1.0\n")
        archive.writestr("tea_set-1.2.dist-info/RECORD", "")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Pinned(
        "tea-set", "1.2", path.name, sha256, ("--platform", "win_amd64", "--python-version", "3.13")
    )


def test_takes_a_source_archive_and_runs_nothing_of_it(index: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    pinned = source_archive(index, mark)
    kept = take(pinned, tmp_path / "cache", Source())
    assert kept.read_bytes() == (index / pinned.file).read_bytes()
    assert not mark.exists()


def test_takes_a_wheel_for_another_system(index: Path, tmp_path: Path) -> None:
    pinned = wheel(index)
    assert take(pinned, tmp_path / "cache", Source()).name == pinned.file


def test_keeps_it_for_the_next_time(index: Path, tmp_path: Path) -> None:
    pinned = source_archive(index, tmp_path / "mark")
    take(pinned, tmp_path / "cache", Source())
    (index / pinned.file).unlink()
    assert take(pinned, tmp_path / "cache", Source()).is_file()


def test_fetches_again_what_was_changed_in_the_cache(index: Path, tmp_path: Path) -> None:
    pinned = source_archive(index, tmp_path / "mark")
    kept = take(pinned, tmp_path / "cache", Source())
    kept.write_bytes(b"another")
    take(pinned, tmp_path / "cache", Source())
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == pinned.sha256


@pytest.mark.parametrize("offline", [False, True])
def test_refuses_one_changed_byte(index: Path, tmp_path: Path, offline: bool) -> None:
    pinned = source_archive(index, tmp_path / "mark")
    path = index / pinned.file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    source = Source(folder=index) if offline else Source()
    with pytest.raises(StickError) as refused:
        take(pinned, tmp_path / "cache", source)
    assert refused.value.message_id == "stick.part_changed"
    assert refused.value.values == {"name": pinned.file}


def test_says_what_the_makers_folder_lacks(index: Path, tmp_path: Path) -> None:
    pinned = Pinned("tea-set", "1.2", "tea_set-1.2.tar.gz", "0" * 64)
    with pytest.raises(StickError, match=r"stick\.part_not_there"):
        take(pinned, tmp_path / "cache", Source(folder=index))


def test_says_what_cannot_be_fetched(index: Path, tmp_path: Path) -> None:
    pinned = Pinned("tea-set", "1.2", "tea_set-1.2.tar.gz", "0" * 64)
    with pytest.raises(StickError, match=r"stick\.part_not_fetched"):
        take(pinned, tmp_path / "cache", Source())


def test_what_is_read_is_what_was_hashed(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that another takes the place of, after it was looked at, is refused."""
    pinned = source_archive(index, tmp_path / "mark")
    right = (index / pinned.file).read_bytes()
    assert read(pinned, tmp_path / "cache", Source(folder=index)) == right
    real = pinned_archive.take

    def swapped(*words: object) -> Path:
        kept = real(*words)  # type: ignore[arg-type]
        kept.write_bytes(b"another")
        return kept

    monkeypatch.setattr(pinned_archive, "take", swapped)
    with pytest.raises(StickError) as refused:
        read(pinned, tmp_path / "cache", Source(folder=index))
    assert refused.value.message_id == "stick.part_changed"


def test_pip_keeps_nothing_elsewhere(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No cache at home, and its temporary files where they are taken away with the rest."""
    pinned = source_archive(index, tmp_path / "mark")
    ran = []
    real = subprocess.run

    def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
        ran.append((command, more["env"]))
        return real(command, **more)

    monkeypatch.setattr(subprocess, "run", run)
    take(pinned, tmp_path / "cache", Source())
    command, environ = ran[-1]
    assert "download" in command
    assert "--no-cache-dir" in command
    (place,) = {environ[name] for name in ("TMPDIR", "TEMP", "TMP", "PATH")}
    assert command[command.index("--requirement") + 1].startswith(place + "/")
    assert not Path(place).exists()
