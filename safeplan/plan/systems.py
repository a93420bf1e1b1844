"""The systems that the program knows by name."""

from __future__ import annotations

SYSTEMS = ("linux", "macos", "windows")
# As Python names the systems.
_PLATFORMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}


def system_of(platform: str) -> str:
    """The system that Python calls ``platform``; "" where its places are not known."""
    return _PLATFORMS.get(platform, "")
