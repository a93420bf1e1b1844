"""Our code, templates and catalogues in one file, laid out as `safeplan.onboard.finder` says."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from safeplan.stick import chance
from safeplan.stick.compiled import code_of
from safeplan.stick.parts import StickError

PACKAGE = "safeplan"
ONBOARD = f"{PACKAGE}.onboard"
FIRST = f"{ONBOARD}.finder"
BEGIN, READER = f"{ONBOARD}.begin", f"{ONBOARD}.reader"
# What makes sticks stays with the maker; what a translator or a person who mends reads, too.
_LEFT = ("__pycache__", ".po", ".pyc", ".pyi")
# What is loaded first lies first, and in one place: a slow stick reads on by itself.
_EARLY = (f"{PACKAGE}.guard", f"{PACKAGE}.vault", f"{PACKAGE}.app")


def package_folder() -> Path:
    """Where the maker's own copy of the program lies.

    Raises:
        StickError: it does not lie in a folder.
    """
    folder = files(PACKAGE)
    if not isinstance(folder, Path):
        raise StickError("stick.no_program")
    return folder


def own(folder: Path) -> bytes:
    """The one file, made of the program in ``folder``.

    Raises:
        StickError: a part of the program is missing.
        OSError: one cannot be read.
    """
    if not any(folder.glob("locales/*/LC_MESSAGES/*.mo")):
        raise StickError("stick.no_program")
    modules: dict[str, tuple[int, int, bool]] = {}
    others: dict[str, tuple[int, int]] = {}
    parts = bytearray()
    for path in sorted(_kept(folder), key=lambda path: _order(path, folder)):
        inside = f"{PACKAGE}/{path.relative_to(folder).as_posix()}"
        data = path.read_bytes()
        if path.suffix == ".py":
            data = marshal.dumps(code_of(data, inside))
        part = chance.quiet(data, before=bytes(parts[-chance.AROUND :]))
        place = (len(parts), len(part))
        if path.suffix == ".py":
            modules[module_name(inside)] = (*place, path.name == "__init__.py")
        else:
            others[inside] = place
        parts += part
    if not {FIRST, BEGIN, READER} <= set(modules):
        raise StickError("stick.no_program")
    finder = folder.joinpath(*FIRST.split(".")[1:]).with_suffix(".py")
    first = marshal.dumps(code_of(finder.read_bytes(), "own"))
    index = marshal.dumps((modules, others, BEGIN, READER))
    head = _with_length(first, b"")
    return head + _with_length(index, head, bytes(parts[: chance.AROUND])) + bytes(parts)


def module_name(path: str) -> str:
    """``a/b.py`` is ``a.b``; ``a/__init__.py`` is ``a``."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _with_length(data: bytes, before: bytes, after: bytes = b"") -> bytes:
    packed = chance.quiet(data, before=before + b"\0", after=after)
    return len(packed).to_bytes(4, "little") + packed


def _order(path: Path, folder: Path) -> tuple[int, str]:
    name = f"{PACKAGE}.{module_name(path.relative_to(folder).as_posix())}"
    early = [at for at, start in enumerate(_EARLY) if name.startswith(start)]
    return (early[0] if early else len(_EARLY), name)


def _kept(folder: Path) -> Iterator[Path]:
    return (path for path in _walk(folder) if folder / "stick" not in path.parents)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in _LEFT or path.suffix in _LEFT or path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path
