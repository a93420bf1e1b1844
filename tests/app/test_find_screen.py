"""Find: back to a thing; what is closed is counted and not shown."""

from __future__ import annotations

from pathlib import Path

from safeplan.app.widgets.field import Field
from safeplan.app.widgets.rows import Rows
from safeplan.plan.model import Own, Plan
from tests.app.screen_text import text
from tests.app.sheet_house import House, answered, house, record, zoe


def flat(at: House) -> str:
    return " ".join(text(at.app).split())


def tags(at: House) -> list[str]:
    return [row.tag for row in at.app.screen.query_one("#found", Rows).rows]


def plan() -> Plan:
    """Kettles in open places, and one in a closed one."""
    return answered(
        zoe(),
        people__ask_words="Could you bring the blue kettle?",
        people__not_tell=(Own("the kettle seller"),),
        health__meds_errand="kettle at the chemist",
        journal__entries=(record("1", date="2026-11-03", text="The kettle sings."),),
    )


async def look_for(at: House, words: str) -> None:
    await at.press("f3")
    await at.type(words)
    await at.pilot.pause()


async def test_it_finds_as_it_is_typed(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "mr te")
        assert at.app.screen.focused is at.app.screen.query_one("#words")
        assert "1 People you trust: Who could help?" in flat(at)
        assert "Mr Tea" in text(at.app)


async def test_closed_places_are_counted_and_not_shown(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "KETTLE")
        seen = flat(at)
        assert "Also in closed places: 2. They stay closed until you open them." in seen
        assert "seller" not in seen
        assert "chemist" not in seen
        assert "Could you bring the blue kettle?" in tags(at)


async def test_asked_for_closed_places_are_named_and_their_words_are_not(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "kettle")
        await at.pilot.click("#do-closed_too")
        await at.pilot.pause()
        seen = flat(at)
        rows = at.app.screen.query_one("#found", Rows).rows
        closed = [row.label for row in rows if row.tag == "kept closed"]
        assert "People you trust: Anyone who must not know?" in closed
        assert len(closed) == 2
        assert "seller" not in seen
        assert "chemist" not in seen
        await at.pilot.pause()
        at.app.screen.set_focus(at.app.screen.query_one("#words"))
        await at.press("backspace")
        assert "kept closed" not in text(at.app)


async def test_without_closed_ones_there_is_no_button(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "mr tea")
        assert "closed places" not in text(at.app)
        found = {one.id for one in at.app.screen.focus_chain}
        assert "do-closed_too" not in found


async def test_down_goes_into_the_rows_and_enter_opens_the_question(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "blue")
        await at.press("down", "enter")
        assert at.app.screen.name == "question people.ask_words"
        await at.press("escape")
        assert at.app.screen.name == "find"
        assert at.app.screen.query_one("#words", Field).text == "blue"
        await at.press("escape")
        assert at.app.screen.name == "home"


async def test_a_digit_is_text_in_the_field(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "960111")
        assert at.app.screen.query_one("#words", Field).text == "960111"
        assert "01632 960111" in text(at.app)


async def test_a_journal_entry_shows_its_day_and_opens(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "sings")
        assert "3 November 2026" in text(at.app)
        assert "kettle" not in text(at.app)
        await at.press("enter", "1")
        assert at.app.screen.name == "journal_entry"
        assert at.app.screen.query_one("#page-of-mine", Field).text == "The kettle sings."


async def test_a_hard_page_opens_behind_its_gate(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "chemist")
        await at.pilot.click("#do-closed_too")
        await at.pilot.pause()
        at.app.screen.set_focus(at.app.screen.query_one("#found"))
        await at.press("enter")
        assert at.app.screen.name == "gate"
        assert "chemist" not in text(at.app)


async def test_a_page_is_found_by_its_title(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "helplin")
        rows = at.app.screen.query_one("#found", Rows)
        assert any(row.label == "Helplines" for row in rows.rows)
        rows.index = next(at for at, row in enumerate(rows.rows) if row.label == "Helplines")
        at.app.screen.set_focus(rows)
        await at.press("enter")
        assert at.app.screen.name == "helplines"


async def test_nothing_found_says_what_next(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        await look_for(at, "zzz")
        assert "Nothing found for “zzz”. Try a shorter word, or look in All pages." in flat(at)


async def test_what_was_looked_for_is_kept_nowhere(tmp_path: Path) -> None:
    async with house(tmp_path, plan()) as at:
        before = at.app.session.plan
        await look_for(at, "zzz")
        await at.press("escape", "f3")
        assert at.app.screen.query_one("#words", Field).text == ""
        assert at.app.session.plan == before
