"""A file of the package index, taken by its hash, without running anything that is in it.

pip knows the index, the proxy and the certificates that the maker's computer is set to, so pip
fetches. It would also build a source archive's metadata, with the archive's own code. It is handed
a build backend that reads the metadata which already stands in the archive, and does no more.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from safeplan.stick.parts import Source, StickError
from safeplan.stick.wheels import kept_in, sha256

_BACKEND = Path(__file__).with_name("metadata_alone.txt")  # what pip asks of a source archive


@dataclass(frozen=True)
class Pinned:
    """One file of the package index.

    Attributes:
        name: The package's, as the index spells it.
        version: As the index counts.
        file: The file's own name; a source archive, or a wheel.
        sha256: Of the file, 64 hexadecimal digits.
        pip: For a wheel, the words that make pip choose it whatever computer it runs on.
    """

    name: str
    version: str
    file: str
    sha256: str
    pip: tuple[str, ...] = ()


def take(pinned: Pinned, cache: Path, source: Source) -> Path:
    """The file, out of the cache, the maker's folder or the package index, its hash looked at.

    Args:
        pinned: Which file.
        cache: A folder that keeps it for the next time; made if it is not there.
        source: Where it comes from.

    Returns:
        Where the file lies. Nothing of it was opened or run.

    Raises:
        StickError: it is not there, cannot be fetched, or one byte of it is another.
        OSError: the cache cannot be written.
    """
    kept = cache / pinned.file
    if kept.is_file() and sha256(kept) == pinned.sha256:
        return kept
    if source.folder is not None:
        kept = source.folder / pinned.file
        if not kept.is_file():
            raise StickError("stick.part_not_there", name=pinned.file)
    else:
        kept.unlink(missing_ok=True)
        cache.mkdir(parents=True, exist_ok=True)
        _fetch(pinned, cache)
    if not kept.is_file() or sha256(kept) != pinned.sha256:
        raise StickError("stick.part_changed", name=pinned.file)
    return kept


def read(pinned: Pinned, cache: Path, source: Source) -> bytes:
    """What the file holds: the very bytes whose hash was looked at, whatever comes to lie there.

    Raises:
        StickError: as `take`.
        OSError: it cannot be read, or the cache cannot be written.
    """
    data = take(pinned, cache, source).read_bytes()
    if hashlib.sha256(data).hexdigest() != pinned.sha256:
        raise StickError("stick.part_changed", name=pinned.file)
    return data


def _fetch(pinned: Pinned, folder: Path) -> None:
    """Let pip lay the file into ``folder``; it refuses another hash by itself."""
    with tempfile.TemporaryDirectory() as beside:
        backend = Path(beside) / "setuptools"
        backend.mkdir()
        (backend / "__init__.py").touch()
        (backend / "build_meta.py").write_bytes(_BACKEND.read_bytes())
        wanted = Path(beside) / "wanted.txt"
        line = f"{pinned.name}=={pinned.version} --hash=sha256:{pinned.sha256}\n"
        wanted.write_text(line, encoding="utf-8")
        command = [sys.executable, "-m", "pip"]
        here = kept_in(Path(beside))  # what pip unpacks lies there, and goes with it
        if _run([*command, "--version"], here).returncode:
            raise StickError("stick.no_pip")
        command += ["download", "--quiet", "--no-input", "--no-deps", "--no-build-isolation"]
        command += ["--disable-pip-version-check", "--no-cache-dir", "--require-hashes"]
        command += ["--requirement", str(wanted), "--dest", str(folder)]
        wheel = pinned.file.endswith(".whl")
        command += ["--only-binary" if wheel else "--no-binary", ":all:", *pinned.pip]
        # pip's child that asks for metadata finds our backend before any other of that name.
        ended = _run(command, {**here, "PYTHONPATH": beside, "PIP_USE_PEP517": "1"})
    if ended.returncode != 0:
        changed = "DO NOT MATCH THE HASHES" in ended.stderr
        raise StickError(
            "stick.part_" + ("changed" if changed else "not_fetched"), name=pinned.file
        )


def _run(command: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run it to its end; what it says is not for the person."""
    return subprocess.run(  # noqa: S603 - our own Python
        command, env=environ, capture_output=True, text=True, check=False
    )
