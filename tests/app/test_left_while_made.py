"""Files that are being made while their page is left, or asked for twice."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from safeplan.app import made
from safeplan.export import writer
from safeplan.vault.vault import Vault
from tests.app.fakes import WORD
from tests.app.sheet_house import house, with_sheet
from tests.app.walking import press, seen, stored, until, walking

HEADINGS = (
    *("Is this a good moment?", "How to hide fast", "This computer", "Traces", "The stick"),
    *("Do you need to write it down at all?", "What this is not", "Where it will be"),
    *("The password", "A second password?"),
)


async def test_a_second_enter_while_the_file_is_made_makes_no_second_one(tmp_path: Path) -> None:
    going, goes = threading.Event(), threading.Event()
    made: list[str] = []

    def slowly(path: str, **parts: object) -> None:
        made.append(path)
        going.set()
        assert goes.wait(60)
        Vault.create(path, **parts)  # type: ignore[arg-type]

    async with walking(tmp_path / "a", create_vault=slowly) as (app, pilot):
        for heading in HEADINGS:
            await press(pilot, "enter")
            await seen(pilot, heading)
        await press(pilot, "enter")
        await until(pilot, going.is_set)
        await press(pilot, "enter", "escape")
        await until(pilot, lambda: app.screen.name != "second_password")
        await press(pilot, "enter")
        goes.set()
        await seen(pilot, "Which country are you in?")
        await until(pilot, lambda: not app.making.busy)
    assert len(made) == 1
    assert stored(tmp_path / "a").consent


async def test_a_sheet_is_remembered_though_its_page_was_left_while_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, goes, write_new = threading.Event(), threading.Event(), writer.write_new

    def slowly(path: Path, data: bytes) -> None:
        going.set()
        assert goes.wait(60)
        write_new(path, data)

    monkeypatch.setattr(writer, "write_new", slowly)
    async with house(tmp_path, with_sheet(), WORD) as at:
        at.app.visit("sheet_how")
        await at.pilot.pause()
        await at.press("2")
        await until(at.pilot, going.is_set)
        await at.press("escape")
        page = at.app.screen
        assert page.name != "sheet_how"
        goes.set()
        await until(at.pilot, lambda: bool(made.names(at.app.session.plan)))
        assert made.names(await at.saved()) == ("Shopping list.pdf",) == tuple(at.beside)
        assert at.app.screen is page
