"""Covering with dots: on every screen, nothing that a person wrote is drawn while it is on."""

import datetime
from inspect import signature
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.covering import Known
from safeplan.app.screens.onward import SCREENS, kind_of, screen_for
from safeplan.app.screens.places import PLACES
from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.cover import DOT, DOTS
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.rows import Rows
from safeplan.cover import notebook as notebooks
from safeplan.cover.seed import seed
from safeplan.plan import journal
from safeplan.plan.guide import load_guide
from safeplan.plan.model import Answer, Chosen, Plan, Value
from safeplan.plan.schema import Field as GuideField
from safeplan.plan.values import Own, Record
from safeplan.vault.vault import Vault, new_salts
from tests.app.fakes import WORD, FakeLink, app_for, roots
from tests.app.screen_text import rows, text
from tests.app.walking import AT_120, NARROW, press, seen, until, walking, write
from tests.app.walking import plan as small_plan

# No word of ours, and none that a screen would make from one.
CANARY = "zyxomma"
NUMBER = "07700 900987"
# Screens of the first launch.
FIRST = frozenset(
    {"first", "practise", "first_place", "password", "second_password", "second_password_more"}
)


def by_themselves() -> list[str]:
    """Places that need not be told what to show."""
    found = []
    for place, screen in PLACES.items():
        needed = [one for one in signature(screen).parameters.values() if one.default is one.empty]
        if not needed and place not in FIRST:
            found.append(place)
    return sorted(found)


def value_for(field: GuideField) -> Value | None:
    """An answer of that kind with the canary in it, as far as words may be written there."""
    if field.type == "note" or field.picks:
        return None
    if field.key in ("journal.entries", "log.entries", "pocket.lines", "pocket.numbers"):
        return None
    if field.type in ("text", "date"):
        return f"{CANARY} {field.id}"
    if field.type == "choice" and not field.multi:
        return Chosen(field.options[0].value)
    if field.type == "choice":
        return (Chosen(field.options[0].value),)
    if field.type in ("contact", "log"):
        parts = {one.id: f"{CANARY} {NUMBER}" for one in field.subfields if one.type == "text"}
        return (Record("1", parts),)
    return (Own(f"{CANARY} {NUMBER}"),)


def full_plan() -> Plan:
    """A plan in which everything that can be written holds the canary."""
    plan = small_plan()
    for section in load_guide().sections:
        for field in section.fields:
            value = value_for(field)
            if value is not None and field.key not in ("start.country", "log.safe"):
                plan = plan.with_answer(field.key, Answer("answer", value))
    now = datetime.datetime(2026, 3, 2, 21, 30)
    return journal.add_entry(plan, f"{CANARY} in the garden\n{NUMBER}", now)


def nothing_told(app: SafeplanApp) -> None:
    drawn = text(app)
    assert CANARY not in drawn.casefold(), drawn
    assert "900987" not in drawn.replace(" ", ""), drawn
    for button in app.screen.query(BracketButton):
        # What can be pressed says what it does.
        assert CANARY in button.label or DOT not in button.words


async def settle(pilot: Pilot[None]) -> None:
    for _turn in range(3):
        await pilot.pause()


async def home(app: SafeplanApp, pilot: Pilot[None]) -> None:
    app.go_home()
    await until(pilot, lambda: app.screen.name == "home" and app.focused is not None)


# Every screen ---------------------------------------------------------------------------------


async def test_no_place_shows_what_was_written(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", full_plan(), size=AT_120) as (app, pilot):
        await press(pilot, "ctrl+y")
        assert app.covered
        walked = []
        for place in by_themselves():
            await home(app, pilot)
            app.visit(place)
            await settle(pilot)
            nothing_told(app)
            app.screen.query_one("#page").scroll_end(animate=False)  # type: ignore[attr-defined]
            await settle(pilot)
            nothing_told(app)
            walked.append(place)
        assert len(walked) >= 30


async def test_no_page_shows_what_was_written_on_it(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", full_plan(), size=(80, 60)) as (app, pilot):
        await press(pilot, "ctrl+y")
        told = 0
        for section in app.session.pages:
            await home(app, pilot)
            app.visit("page", section=section)
            await settle(pilot)
            nothing_told(app)
            told += DOTS in text(app)
        assert told > 20


def sample() -> list[str]:
    """Two fields of every kind of question."""
    found: dict[str, list[str]] = {}
    for section in load_guide().sections:
        for field in section.fields:
            if kind_of(field) in SCREENS and value_for(field) is not None:
                found.setdefault(kind_of(field), []).append(field.key)
    return [key for keys in found.values() for key in (keys[0], keys[-1])]


async def test_no_question_shows_its_answer(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", full_plan(), size=(80, 60)) as (app, pilot):
        await press(pilot, "ctrl+y")
        for key in sample():
            await home(app, pilot)
            app.push_screen(screen_for(app, key))
            await settle(pilot)
            nothing_told(app)
            assert DOT in text(app)
            for lists in app.screen.query(Rows):
                assert not any("[x]" in row or "(o)" in row for row in rows(app)), lists


@pytest.mark.parametrize("size", [(80, 24), NARROW])
async def test_people_and_each_part_of_them_are_covered(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with walking(tmp_path / "a", full_plan(), size=size) as (app, pilot):
        await press(pilot, "ctrl+y")
        app.visit("people")
        await settle(pilot)
        await press(pilot, "1")
        await settle(pilot)
        assert app.screen.name != "people"
        for _turn in range(6):
            nothing_told(app)
            await press(pilot, "tab")


async def test_what_is_looked_for_and_found_is_covered(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", full_plan()) as (app, pilot):
        await press(pilot, "ctrl+y", "f3")
        await write(pilot, CANARY)
        await until(pilot, lambda: bool(app.screen.query_one("#found", Rows).rows))
        nothing_told(app)
        assert DOT * len(CANARY) in text(app)
        await press(pilot, "ctrl+y")
        assert CANARY in text(app)


async def test_the_journal_is_covered_while_it_is_read_and_written(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", full_plan()) as (app, pilot):
        await press(pilot, "ctrl+y")
        app.visit("journal_older")
        await settle(pilot)
        nothing_told(app)
        await press(pilot, "1")
        await settle(pilot)
        nothing_told(app)


async def test_a_notebook_is_covered_too(tmp_path: Path) -> None:
    path = tmp_path / "a"
    salts = new_salts()
    book = seed(Random(4), datetime.date(2026, 3, 2))
    payload = notebooks.dumps(book)
    Vault.create(
        str(path), size=1 << 20, salts=salts, plan=None, notebook=(roots(WORD, salts), payload)
    )
    link = FakeLink(WORD)
    app = app_for(link, str(path))
    async with app.run_test(size=(80, 60)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        names = [item.name for item in book.items if item.name in text(app)]
        assert len(names) > 5
        await press(pilot, "ctrl+y")
        assert not [name for name in names if name in text(app)]
        assert DOTS in text(app)
        await press(pilot, "ctrl+y")
        assert all(name in text(app) for name in names)
    link.end()


# What stays shut, covered or not ---------------------------------------------------------------


def private_plan() -> Plan:
    """The canary in every field of high sensitivity, and nowhere else."""
    plan = small_plan()
    for section in load_guide().sections:
        for field in section.fields:
            value = value_for(field)
            if field.private and value is not None and section.id not in ("start", "log"):
                plan = plan.with_answer(field.key, Answer("answer", value))
    return plan


async def test_what_is_most_private_is_seen_on_its_own_question_alone(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", private_plan(), size=(120, 70)) as (app, pilot):
        shut = 0
        for section in app.session.pages:
            await home(app, pilot)
            app.visit("page", section=section)
            await settle(pilot)
            nothing_told(app)
            shut += text(app).count("kept closed")
            headings = {one.collapsed_under for one in app.session.pages[section].fields}
            for under in headings - {""}:
                app.visit("folded", section=section, under=under)
                await settle(pilot)
                nothing_told(app)
                shut += text(app).count("kept closed")
                app.back()
                await settle(pilot)
        assert shut > 30
        for place in by_themselves():
            await home(app, pilot)
            app.visit(place)
            await settle(pilot)
            nothing_told(app)
        await home(app, pilot)
        app.push_screen(screen_for(app, "day.best_time"))
        await seen(pilot, CANARY)


async def test_finding_counts_what_is_most_private_and_shows_none_of_it(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", private_plan(), size=(120, 70)) as (app, pilot):
        await press(pilot, "f3")
        await write(pilot, CANARY)
        await seen(pilot, "They stay closed until you open them.")
        assert text(app).count(CANARY) == 1  # the word that was typed
        await press(pilot, "tab")
        app.screen.do_closed_too()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "kept closed" in text(app)
        assert text(app).count(CANARY) == 1


# On and off -----------------------------------------------------------------------------------


async def test_one_key_covers_and_the_same_key_shows_and_the_frame_stays(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", small_plan()) as (app, pilot):
        app.visit("page", section="people")
        await settle(pilot)
        before = rows(app)
        assert "umbrella" in text(app)
        await press(pilot, "ctrl+y")
        await seen(pilot, "Your words are covered. Ctrl-Y shows them again.")
        assert "umbrella" not in text(app)
        # Put off is an answer as well.
        assert "later" not in text(app)
        assert "Covered: Ctrl-Y" in rows(app)[-1]
        assert [row[:30] for row in rows(app)[:4]] == [row[:30] for row in before[:4]]
        await press(pilot, "ctrl+y")
        await seen(pilot, "Your words are shown.")
        assert "umbrella" in text(app)
        assert rows(app)[-1] == before[-1]


async def test_what_is_typed_while_covered_is_kept_as_it_was_typed(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", small_plan()) as (app, pilot):
        app.push_screen(screen_for(app, "reason.why_now"))
        await settle(pilot)
        await press(pilot, "ctrl+y")
        assert isinstance(app.focused, Field)
        await write(pilot, "quiet days")
        assert DOT * len("quiet days") in text(app)
        assert "quiet" not in text(app)
        await press(pilot, "escape")
        assert app.session.plan.text("reason.why_now") == "quiet days"


async def test_looking_at_covered_answers_changes_none_of_them(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", full_plan()) as (app, pilot):
        await press(pilot, "ctrl+y")
        before = app.session.plan.answers
        for key in sample():
            if key.startswith("log."):
                continue
            await home(app, pilot)
            app.push_screen(screen_for(app, key))
            await settle(pilot)
            await press(pilot, "escape")
        assert app.session.plan.answers == before


async def test_it_is_reached_without_its_key_and_never_outlives_the_sitting(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a"
    async with walking(path, small_plan()) as (app, pilot):
        app.visit("more_settings")
        await settle(pilot)
        settings = app.screen.query_one("#settings", Rows)
        settings.choose(settings.index_of("cover"))
        await settle(pilot)
        assert app.covered
        assert settings.row is not None
        assert settings.row.tag == "on"
        await until(pilot, lambda: not app.session.unsaved)
    again = app_for(FakeLink(WORD), str(path))
    assert not again.covered


async def test_two_answers_cannot_be_told_by_their_length(tmp_path: Path) -> None:
    drawn = []
    field = next(
        field
        for section in load_guide().sections
        for field in section.fields
        if kind_of(field) == "choice" and not field.private and section.id != "start"
    )
    page = field.section
    for which in (0, -1):
        choice = field.options[which].value
        plan = small_plan().with_answer(field.key, Answer("answer", Chosen(choice)))
        async with walking(tmp_path / f"{which}", plan, size=(80, 40)) as (app, pilot):
            app.visit("page", section=page)
            await settle(pilot)
            await press(pilot, "ctrl+y")
            assert DOTS in text(app)
            drawn.append(text(app))
    assert drawn[0] == drawn[1]


# What is ours ---------------------------------------------------------------------------------


def test_sentences_are_shown_and_what_fills_them_is_not() -> None:
    known = Known(["Back", "More about {name}", "{page}: {prompt}", "{count} notes", "a {b} c."])
    assert known.cover("Back") == "Back"
    assert known.cover("More about Mr Tea") == f"More about {DOTS}"
    assert known.cover("12 notes") == "12 notes"
    assert known.cover("my notes") == f"{DOTS} notes"
    assert known.cover("Back: back") == "Back: back"
    assert known.cover("Back: umbrella") == DOTS
    assert known.cover("01632 960101") == DOTS
    assert known.cover("a teapot c") == f"a {DOTS} c"
    assert known.cover("Back\numbrella") == f"Back\n{DOTS}"
    assert known.cover("-- ·") == "-- ·"


def test_an_option_is_an_answer_wherever_it_stands() -> None:
    known = Known(["Yes", "No", "Not now"], answers=["Yes", "Not now", "pears"])
    assert known.cover("Yes") == DOTS
    assert known.cover("No") == "No"
    assert known.cover("Not now", button=True) == "Not now"
    assert known.cover("pears", button=True) == DOTS


def test_a_very_long_text_of_somebody_is_covered_at_once() -> None:
    known = Known(["{a} x {b} y {c}", "From {a} to {b}"])
    assert known.cover("x y " * 20000) == DOTS
