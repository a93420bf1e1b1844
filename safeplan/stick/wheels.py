"""Wheels for one system, by the hashes of the lock: from the package index, or from a folder."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from safeplan.stick.lock import Locked, locked
from safeplan.stick.parts import MAC, WINDOWS, Source, StickError
from safeplan.stick.prune import WHEELS_LEFT

_GLIBC = (28, 27, 26, 24, 17)  # what systems of 2019 and later have


def tags(system: str) -> tuple[str, ...]:
    """Platforms whose wheels run on ``system``, as pip calls them."""
    if system == WINDOWS:
        return ("win_amd64",)
    if system == MAC:
        return tuple(f"macosx_{major}_0_arm64" for major in (11, 12, 13))
    machine = platform.machine()
    return ("manylinux2014_" + machine, *(f"manylinux_2_{minor}_{machine}" for minor in _GLIBC))


def wanted(system: str) -> tuple[Locked, ...]:
    """What is laid on a stick for ``system``, of all that stands in the lock."""
    return tuple(one for one in locked(system) if one.name not in WHEELS_LEFT)


def gather_wheels(cache: Path, source: Source, system: str, python: str) -> tuple[Path, ...]:
    """Bring every wheel for ``system`` to a folder of ``cache``, and look at its hash.

    What is there from an earlier try is kept.

    Args:
        cache: A folder of the maker's own.
        source: Where they come from.
        system: One of `safeplan.stick.parts.SYSTEMS`.
        python: Such as ``3.11``.

    Raises:
        StickError: one is missing, or is not the one that the lock names.
    """
    needed = wanted(system)
    folder = cache / f"wheels-{system}"
    folder.mkdir(parents=True, exist_ok=True)
    found, missing = _matching(folder, needed)
    if missing:
        ask_pip(folder, source, missing, *_choice(system, python))
        found, missing = _matching(folder, needed)
    for one in missing:
        raise StickError("stick.no_wheel", name=f"{one.name} {one.version}")
    return tuple(found)


def _choice(system: str, python: str) -> list[str]:
    words = ["--only-binary", ":all:", "--python-version", python, "--implementation", "cp"]
    for tag in tags(system):
        words += ["--platform", tag]
    return words


def ask_pip(folder: Path, source: Source, needed: Iterable[Locked], *options: str) -> None:
    """Have the maker's own pip bring what is ``needed`` to ``folder``; it checks each hash too.

    Raises:
        StickError: there is no pip, or it did not bring them.
    """
    listed = folder / "wanted.txt"
    listed.write_text("".join(one.line + "\n" for one in needed), encoding="utf-8")
    command = [sys.executable, "-m", "pip"]
    if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode:  # noqa: S603
        raise StickError("stick.no_pip")
    command += ["download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]
    command += ["--no-cache-dir", "--require-hashes", "--dest", str(folder), *options]
    if source.folder is not None:
        command += ["--no-index", "--find-links", str(source.folder.absolute())]
    command += ["--requirement", str(listed)]
    # Its own words are many, and are not for the person: what is missing is told by name.
    done = subprocess.run(  # noqa: S603 the maker's own pip
        command, capture_output=True, text=True, check=False, env=kept_in(folder)
    )
    listed.unlink()
    if done.returncode:
        changed = "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
        raise StickError("stick.changed" if changed else "stick.not_brought")


def kept_in(folder: Path) -> dict[str, str]:
    """The environment of a pip that writes nowhere but to ``folder``, and starts no other program.

    It would ask compilers that it finds for their versions, which can leave files at home.
    """
    here = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "PATH"), str(folder))
    return {**os.environ, **here, "PYTHONDONTWRITEBYTECODE": "1"}


def sha256(path: Path) -> str:
    """Of a file, hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _matching(folder: Path, needed: tuple[Locked, ...]) -> tuple[list[Path], list[Locked]]:
    """Wheels in ``folder`` that the lock knows, and what is not there; others are taken away."""
    by_hash = {value: one for one in needed for value in one.hashes}
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.whl")):
        one = by_hash.get(sha256(path))
        if one is None:
            path.unlink()
        else:
            found[one.name] = path
    kept = [found[one.name] for one in needed if one.name in found]
    return kept, [one for one in needed if one.name not in found]
