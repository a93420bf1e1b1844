"""This computer: what it may keep, and no promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeplan.app import made
from safeplan.app.screens import computer
from safeplan.language import gettext as _
from tests.app.screen_text import text
from tests.app.sheet_house import House, house, zoe

PROMISES = ("no trace", "undetectable", "clean", "are safe")


def flat(at: House) -> str:
    return " ".join(text(at.app).split())


async def open_it(at: House) -> None:
    at.app.visit("computer")
    await at.pilot.pause()


async def test_it_says_what_may_be_left_and_what_helps(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_it(at)
        seen = flat(at)
        assert "We write only to the stick. The computer may still keep:" in seen
        assert "What helps: your own stick in and out at normal times" in seen
        assert "We cannot see whether any of this happened." in seen
        assert not [one for one in PROMISES if one in seen]


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
async def test_only_this_systems_names_are_listed(
    tmp_path: Path, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path, zoe(), size=(80, 40)) as at:
        monkeypatch.setattr(computer.sys, "platform", platform)
        await open_it(at)
        await at.pilot.click("#do-this_system")
        await at.pilot.pause()
        seen = flat(at)
        for name, words in computer.SYSTEMS.items():
            first = _(words).split(":")[0]
            assert (first in seen) == (name == platform)
        assert not [one for one in PROMISES if one in seen]
        monkeypatch.undo()


async def test_a_system_that_is_not_known_has_no_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path, zoe()) as at:
        monkeypatch.setattr(computer.sys, "platform", "plan9")
        await open_it(at)
        assert not at.app.screen.query("#do-this_system")
        monkeypatch.undo()


async def test_what_is_on_the_stick_names_the_file_and_sheets(tmp_path: Path) -> None:
    async with house(tmp_path, made.with_names(zoe(), ["Film list.pdf", "gone.pdf"])) as at:
        (at.path.parent / "Film list.pdf").write_bytes(b"%PDF")
        await open_it(at)
        await at.pilot.click("#do-on_stick")
        await at.pilot.pause()
        seen = flat(at)
        assert "“notes.bin”: one file that looks like noise." in seen
        assert "“Film list.pdf”: a file you asked for. Anybody can open it." in seen
        assert "gone.pdf" not in seen
        await at.press("enter")
        assert at.app.screen.name == "computer"
