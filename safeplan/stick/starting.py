"""The launchers and what they hand over to, with the few words that they may have to say."""

from __future__ import annotations

from importlib.resources import files

from safeplan.language import gettext as _
from safeplan.stick.layout import Places, launcher
from safeplan.stick.parts import LINUX, MAC, WINDOWS

_LAUNCHERS = {LINUX: "launch.sh", MAC: "launch.sh", WINDOWS: "launch.cmd"}
_STARTERS = {LINUX: "lin.sh", MAC: "mac.sh", WINDOWS: "win.cmd"}


def launchers(systems: tuple[str, ...], name: str) -> dict[str, bytes]:
    """What a person clicks on, by its name on the stick. It is never written again."""
    return {
        launcher(system, name): _text(
            _LAUNCHERS[system],
            system,
            STARTER=Places().starter(system).partition("/")[2],
            INCOMPLETE=_("stick.incomplete"),
        )
        for system in systems
    }


def starters(systems: tuple[str, ...], places: Places, loader: str) -> dict[str, bytes]:
    """What the launchers hand over to, by its path on the stick.

    Args:
        systems: Those that the stick is for.
        places: Where the program stands.
        loader: Path of the loader that a Linux of this kind has of its own.
    """
    return {
        places.starter(system): _text(
            _STARTERS[system], system, LOADER=loader, REFUSED=_("stick.cannot_start")
        )
        for system in systems
    }


def boot() -> bytes:
    """The few lines that Python runs."""
    return _text("boot.txt", LINUX, STOPPED=_("cli.stopped"))


def _text(file: str, system: str, **words: str) -> bytes:
    text = (files("safeplan.stick") / "starters" / file).read_text(encoding="utf-8")
    for name, value in words.items():
        text = text.replace(f"@{name}@", _harmless(value))
    return text.replace("\n", "\r\n" if system == WINDOWS else "\n").encode()


def _harmless(words: str) -> str:
    """Without what a shell or a command prompt would take for more than a word."""
    return "".join(letter for letter in words if letter not in '"`$\\%^&|<>!')
