"""The private journal: a blank page that is theirs."""

from __future__ import annotations

from pathlib import Path

from safeplan.app.crash import take_what_was_typed
from safeplan.app.screens.journal import day_words, starters
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.rows import Rows
from safeplan.plan import journal
from safeplan.plan.guide import load_guide
from safeplan.plan.model import Plan
from tests.app.screen_text import text
from tests.app.sheet_house import House, answered, bare, house, record

OLD = (
    record("1", date="2026-11-03", text="The garden was quiet."),
    record("2", date="2026-11-14", text="I am glad that the kettle works."),
)


def flat(at: House) -> str:
    return " ".join(text(at.app).split())


def with_entries() -> Plan:
    return answered(bare(), journal__entries=OLD)


async def open_journal(at: House) -> None:
    at.app.visit("journal")
    await at.pilot.pause()


def field(at: House) -> Field:
    return at.app.screen.query_one("#page-of-mine", Field)


async def click(at: House, does: str) -> None:
    await at.pilot.click(f"#do-{does}")
    await at.pilot.pause()


async def test_what_is_written_is_kept_with_its_day(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await open_journal(at)
        assert at.app.screen.focused is field(at)
        await at.type("a walk")
        await at.press("enter")
        await at.type("by the sea")
        await at.press("escape")
        (one,) = journal.entries(await at.saved())
        assert one.text("text") == "a walk\nby the sea"
        assert one.text("date") == "2026-11-25"


async def test_the_caution_stands_first(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await open_journal(at)
        seen = flat(at)
        assert seen.index("Someone may want to see diaries in court") < seen.index("Starts, if")


async def test_a_start_replaces_the_first_line(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await open_journal(at)
        await at.type("hm")
        await at.press("enter")
        await at.type("rain")
        await at.press("tab", "2")
        assert field(at).text == "I am glad that…\nrain"
        assert at.app.screen.focused is field(at)


def test_the_starts_are_those_of_the_guide() -> None:
    found = starters(load_guide().field(journal.KEY).help)
    assert found == (
        "Today I felt…",
        "I am glad that…",
        "What I wish I could say…",
        "What I did for myself…",
        "A thing I know is true…",
    )


async def test_an_entry_emptied_is_no_entry(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await open_journal(at)
        await at.type("ab")
        await at.press("backspace", "backspace", "escape")
        assert journal.entries(await at.saved()) == ()


async def test_every_visit_begins_a_new_page(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        for words in ("one", "two"):
            await open_journal(at)
            await at.type(words)
            await at.press("escape")
        assert [one.text("text") for one in journal.entries(await at.saved())] == ["two", "one"]


async def test_older_ones_are_listed_by_their_days_alone(tmp_path: Path) -> None:
    async with house(tmp_path, with_entries()) as at:
        await open_journal(at)
        await click(at, "older")
        seen = flat(at)
        assert seen.index("14 November 2026") < seen.index("3 November 2026")
        assert "kettle" not in seen
        await at.press("2")
        assert field(at).text == "The garden was quiet."
        await at.type("!")
        await at.press("escape")
        texts = [one.text("text") for one in journal.entries(await at.saved())]
        assert texts[1] == "The garden was quiet.!"
        assert at.app.screen.name == "journal_older"


async def test_erasing_asks_once_and_keeping_has_the_focus(tmp_path: Path) -> None:
    async with house(tmp_path, with_entries()) as at:
        await open_journal(at)
        await click(at, "erase")
        assert "Which one is to go?" in flat(at)
        await at.press("1")
        assert "Erase this entry? It cannot be brought back." in flat(at)
        assert "14 November 2026" in flat(at)
        focused = at.app.screen.focused
        assert focused is not None
        assert getattr(focused, "label", "") == "Keep it"
        await at.press("enter")
        assert len(journal.entries(at.app.session.plan)) == 2
        await at.press("1")
        await click(at, "erase")
        assert at.app.screen.name == "journal_older"
        (left,) = journal.entries(await at.saved())
        assert left.text("text") == "The garden was quiet."
        assert [row.key for row in at.app.screen.query_one("#days", Rows).rows] == [left.id]


async def test_the_last_one_erased_leaves_an_empty_list(tmp_path: Path) -> None:
    async with house(tmp_path, answered(bare(), journal__entries=OLD[:1])) as at:
        await open_journal(at)
        await click(at, "erase")
        await at.press("1")
        await click(at, "erase")
        assert "Nothing here yet. A line is enough." in flat(at)


async def test_erasing_what_is_being_written_empties_the_page(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await open_journal(at)
        await at.type("gone soon")
        await click(at, "erase")
        await click(at, "erase")
        assert at.app.screen.name == "journal"
        assert field(at).text == ""
        await at.press("ctrl+z")
        assert field(at).text == ""
        assert not journal.entries(at.app.session.plan)
        await at.type("x")
        await at.press("escape")
        (one,) = journal.entries(await at.saved())
        assert one.text("text") == "x"


async def test_erasing_an_opened_one_goes_back_to_the_days(tmp_path: Path) -> None:
    async with house(tmp_path, with_entries()) as at:
        await open_journal(at)
        await click(at, "older")
        await at.press("1")
        await click(at, "erase")
        await click(at, "erase")
        assert at.app.screen.name == "journal_older"
        assert len(journal.entries(await at.saved())) == 1


async def test_opening_and_leaving_changes_nothing(tmp_path: Path) -> None:
    async with house(tmp_path, with_entries()) as at:
        before = at.app.session.plan
        await open_journal(at)
        await at.press("escape")
        assert at.app.session.plan == before


def test_a_day_that_is_none_stays_as_it_was_written() -> None:
    assert day_words("last spring") == "last spring"
    assert day_words("") == "no day written"
    assert day_words("2026-01-09") == "9 January 2026"


async def test_an_entry_opened_twice_keeps_the_newer_words_and_one_erased_stays_away(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, with_entries()) as at:
        at.app.visit("journal_entry", entry="1")
        await at.pilot.pause()
        await at.press("f3")
        session = at.app.session
        session.put(journal.change_entry(session.plan, "1", "The garden sang."))
        take_what_was_typed(at.app.screen_stack)
        await at.press("escape")
        assert field(at).text == "The garden sang."
        await at.press("f3")
        session.put(journal.erase_entry(session.plan, "1"))
        take_what_was_typed(at.app.screen_stack)
        assert [one.id for one in journal.entries(session.plan)] == ["2"]
        await at.press("escape")
        assert field(at).text == ""
        await at.press("ctrl+z", "escape")
        assert [one.id for one in journal.entries(session.plan)] == ["2"]
