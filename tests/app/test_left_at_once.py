"""A screen that is left before it has appeared leaves nothing behind, and stumbles over nothing."""

import asyncio
from pathlib import Path

import pytest

from safeplan.app.screens.places import PLACES
from tests.app.walking import plan, walking

# Places that are shown with something in hand.
HANDED = {
    "gate", "page", "folded", "offer_put_away", "cannot_open", "other_answers", "one_page",
    "helpline", "sheet_as", "sheet_finding", "sheet_hand", "sheet_made", "file_left", "code",
    "journal_erase", "quiet_still", "quiet_answers", "quiet_kind", "quiet_let_out", "practise",
    "practise_again", "hide_key",
}  # fmt: skip
BARE = [place for place in PLACES if place not in HANDED]


@pytest.mark.parametrize(
    "turns", [0, *(pytest.param(turns, marks=pytest.mark.soak) for turns in (1, 2, 3, 5, 8, 21))]
)
async def test_each_place_may_be_left_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    """So many turns of the loop after it was asked for."""
    stumbled: list[tuple[str, Exception]] = []
    now = ""
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        monkeypatch.setattr(app, "_handle_exception", lambda error: stumbled.append((now, error)))
        for now in BARE:
            app.visit(now)
            for _turn in range(turns):
                await asyncio.sleep(0)
            app.back()
            while app.screen.name != "home":  # some places lead on to another by themselves
                await pilot.pause()
                app.back()
    assert len(BARE) > 40
    assert stumbled == []
