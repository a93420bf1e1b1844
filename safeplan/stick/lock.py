"""The lock: which wheels there are, in which version, each with the hashes that it may have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from safeplan.stick.parts import LINUX, MAC, WINDOWS, StickError

_NAMES = {
    LINUX: {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    WINDOWS: {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
    MAC: {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
}
_EVERYWHERE = {"platform_python_implementation": "CPython", "implementation_name": "cpython"}
_NEEDED = re.compile(r"([A-Za-z0-9._-]+)==(\S+)\s*(?:;\s*(.*?))?\s*\\?")
_TERM = re.compile(r"(\w+)\s*(==|!=)\s*'([^']*)'")
_HASH = re.compile(r"\s+--hash=sha256:([0-9a-f]{64})\s*\\?")


@dataclass(frozen=True)
class Locked:
    """One wheel of the lock.

    Attributes:
        name: As the index calls it.
        version: The one version that may be used.
        hashes: sha256 of every file that may be used, hexadecimal.
    """

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def line(self) -> str:
        """As a line for pip, without a condition."""
        return " ".join(
            [f"{self.name}=={self.version}", *(f"--hash=sha256:{h}" for h in self.hashes)]
        )


def locked(system: str, text: str | None = None) -> tuple[Locked, ...]:
    """What the lock has for ``system``.

    Pip would weigh the conditions of the lock for the system it runs on, not for the one that the
    wheels are for, so they are weighed here.

    Args:
        system: One of `safeplan.stick.parts.SYSTEMS`.
        text: The lock; the one that is shipped where None.

    Raises:
        StickError: the lock says something that is not understood here.
    """
    if text is None:
        text = (files("safeplan.stick") / "run.txt").read_text(encoding="utf-8")
    found: list[tuple[str, str, str, list[str]]] = []
    for line in text.splitlines():
        hashed = _HASH.fullmatch(line)
        if hashed and found:
            found[-1][3].append(hashed[1])
            continue
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        needed = _NEEDED.fullmatch(line)
        if needed is None:
            raise StickError("stick.lock", line=line)
        found.append((needed[1], needed[2], needed[3] or "", []))
    return tuple(
        Locked(name, version, tuple(hashes))
        for name, version, condition, hashes in found
        if _holds(condition, system)
    )


def _holds(condition: str, system: str) -> bool:
    """Whether a condition of the lock holds: terms that are joined by ``and``."""
    values = {**_EVERYWHERE, **_NAMES[system]}
    for term in filter(None, condition.split(" and ")):
        parts = _TERM.fullmatch(term.strip())
        if parts is None or parts[1] not in values:
            raise StickError("stick.lock", line=condition)
        if (values[parts[1]] == parts[3]) is not (parts[2] == "=="):
            return False
    return True
