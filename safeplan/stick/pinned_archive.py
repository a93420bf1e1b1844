"""An archive from the package index, taken by its hash, without running anything that is in it.

pip knows the index, the proxy and the certificates that the maker's computer is set to, so pip
fetches. It would also build the archive's metadata, with the archive's own code. It is handed a
build backend that reads the metadata which already stands in the archive, and does no more.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from safeplan.stick.parts import Source, StickError

_BACKEND = """\
import email, os, shutil, sys

def get_requires_for_build_wheel(settings=None):
    return []

def prepare_metadata_for_build_wheel(folder, settings=None):
    with open("PKG-INFO", encoding="utf-8") as stream:
        head = email.message_from_file(stream)
    name = head["Name"].replace("-", "_") + "-" + head["Version"] + ".dist-info"
    os.mkdir(os.path.join(folder, name))
    shutil.copy("PKG-INFO", os.path.join(folder, name, "METADATA"))
    return name

__legacy__ = sys.modules[__name__]
"""


@dataclass(frozen=True)
class Pinned:
    """A source archive of the package index.

    Attributes:
        name: The package's, as the index spells it.
        version: As the index counts.
        sha256: Of the archive, 64 hexadecimal digits.
    """

    name: str
    version: str
    sha256: str

    @property
    def file(self) -> str:
        """The archive's own name."""
        return f"{self.name.replace('-', '_')}-{self.version}.tar.gz"


def sha256_of(path: Path) -> str:
    """The sha256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def take(pinned: Pinned, cache: Path, source: Source) -> Path:
    """The archive, out of the cache, the maker's folder or the package index, its hash checked.

    Args:
        pinned: Which archive.
        cache: A folder that keeps it for the next time; made if it is not there.
        source: Where it comes from.

    Returns:
        Where the archive lies. Nothing of it was opened or run.

    Raises:
        StickError: It is not there, cannot be fetched, or one byte of it is another.
    """
    kept = cache / pinned.file
    if kept.is_file() and sha256_of(kept) == pinned.sha256:
        return kept
    if source.folder is not None:
        path = source.folder / pinned.file
        if not path.is_file():
            raise StickError("stick.archive_not_there", name=pinned.file, folder=source.folder)
        if sha256_of(path) != pinned.sha256:
            raise StickError("stick.archive_differs", name=pinned.file)
        return path
    kept.unlink(missing_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    _fetch(pinned, cache)
    if not kept.is_file() or sha256_of(kept) != pinned.sha256:
        kept.unlink(missing_ok=True)
        raise StickError("stick.archive_differs", name=pinned.file)
    return kept


def _fetch(pinned: Pinned, folder: Path) -> None:
    """Let pip lay the archive into ``folder``; it refuses another hash by itself."""
    with tempfile.TemporaryDirectory() as beside:
        backend = Path(beside) / "setuptools"
        backend.mkdir()
        (backend / "__init__.py").touch()
        (backend / "build_meta.py").write_text(_BACKEND, encoding="utf-8")
        wanted = Path(beside) / "wanted.txt"
        line = f"{pinned.name}=={pinned.version} --hash=sha256:{pinned.sha256}\n"
        wanted.write_text(line, encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
        command += ["--disable-pip-version-check", "--no-build-isolation", "--no-binary", ":all:"]
        command += ["--require-hashes", "--requirement", str(wanted), "--dest", str(folder)]
        # pip's child that asks for metadata finds our backend before any other of that name.
        environ = {**os.environ, "PYTHONPATH": beside, "PIP_USE_PEP517": "1"}
        ended = subprocess.run(  # noqa: S603 - our own Python
            command, env=environ, capture_output=True, text=True, check=False
        )
    if ended.returncode != 0:
        differs = "DO NOT MATCH THE HASHES" in ended.stderr
        message = "stick.archive_differs" if differs else "stick.archive_not_fetched"
        raise StickError(message, name=pinned.file)
