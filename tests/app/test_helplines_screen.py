"""Helplines: only what is enabled, without editors' remarks, and with its doubts."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeplan.app.line_words import emergency_words, line_words, told
from safeplan.language import gettext as _
from safeplan.plan.guide import load_guide
from safeplan.plan.helplines import Line, load_helplines
from safeplan.plan.model import Chosen
from tests.app.screen_text import text
from tests.app.sheet_house import answered, bare, house, zoe


def flat(app: object) -> str:
    return " ".join(text(app).split())  # type: ignore[arg-type]


def line(**other: object) -> Line:
    """A line that does not exist."""
    values = {
        "country": "XX",
        "name": "Tea and Biscuits",
        "phone": "01632 960999",
        "who": "all",
        "confidence": "high",
        "source": "nowhere",
        "enabled": True,
        **other,
    }
    return Line(**values)  # type: ignore[arg-type]


def words_of(one: Line) -> str:
    return "\n".join(line_words(load_guide(), one))


async def test_the_list_says_that_numbers_change(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        at.app.visit("helplines")
        await at.pilot.pause()
        seen = flat(at.app)
        assert "Numbers change. Check before you rely on it or print it." in seen
        assert "Not yet checked by a person." in seen
        assert "Helplines United Kingdom" in seen
        assert "1 Emergency 999" in seen


async def test_a_line_opens_with_what_is_known_of_it(tmp_path: Path) -> None:
    async with house(tmp_path, answered(bare(), start__country=Chosen("US"))) as at:
        at.app.visit("helplines")
        await at.pilot.pause()
        await at.press("2")
        seen = flat(at.app)
        assert "Number: 1-800-799-7233" in seen
        assert "Hours: 24/7" in seen
        assert "Page: thehotline.org (chat)" in seen
        assert "Look only on a safer device." in seen
        await at.press("escape")
        assert at.app.screen.name == "helplines"


async def test_the_button_opens_the_line_under_the_focus_mark(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        at.app.visit("helplines")
        await at.pilot.pause()
        await at.press("down")
        await at.pilot.click("#do-more")
        await at.pilot.pause()
        assert "0800 027 1234" in flat(at.app)


async def test_the_emergency_number_opens_too(tmp_path: Path) -> None:
    async with house(tmp_path, answered(bare(), start__country=Chosen("IE"))) as at:
        at.app.visit("helplines")
        await at.pilot.pause()
        await at.press("1")
        seen = flat(at.app)
        assert "Number: 112" in seen
        assert "Also: 999" in seen
        assert "We do not know what happens with a silent call" in seen


@pytest.mark.parametrize("plan", [bare(), answered(bare(), start__country=Chosen("other"))])
async def test_a_place_without_lines_says_whom_to_ask(tmp_path: Path, plan: object) -> None:
    async with house(tmp_path, plan) as at:  # type: ignore[arg-type]
        at.app.visit("helplines")
        await at.pilot.pause()
        seen = flat(at.app)
        assert "We have no checked number for this place." in seen
        assert "findahelpline.com" in seen
        assert not at.app.screen.query("#lines")


async def test_another_country_is_looked_at_and_not_kept(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        at.app.visit("helplines")
        await at.pilot.pause()
        await at.pilot.click("#do-another")
        await at.pilot.pause()
        await at.press("f", "r", "end")
        rows = at.app.screen.query_one("Rows")
        rows.index = rows.index_of("FR")  # type: ignore[attr-defined]
        await at.press("enter")
        assert "Helplines France" in flat(at.app)
        await at.press("escape")
        assert "Helplines United Kingdom" in flat(at.app)
        assert at.app.session.plan.items("start.country") == (Chosen("GB"),)


async def test_a_region_that_is_picked_stands_alone(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        at.app.visit("helplines")
        await at.pilot.pause()
        assert "Wales: Live Fear Free" in flat(at.app)
        await at.pilot.click("#do-region")
        await at.pilot.pause()
        assert "My region" in flat(at.app)
        rows = at.app.screen.query_one("Rows")
        rows.index = rows.index_of("GB-WLS")  # type: ignore[attr-defined]
        await at.press("enter")
        seen = flat(at.app)
        assert "Live Fear Free" in seen
        assert "Wales: " not in seen
        assert "Scotland" not in seen
        assert (await at.saved()).settings.region == "GB-WLS"


def test_doubtful_hours_are_said_to_differ() -> None:
    words = words_of(line(hours="weekdays (check)"))
    assert "Hours may differ." in words
    assert "check" not in words.replace("checked", "")


@pytest.mark.parametrize("where", ["text", "web", "note", "languages"])
def test_remarks_of_the_editors_are_not_shown(where: str) -> None:
    words = words_of(line(**{where: "a line exists: check the number"}))
    assert "exists" not in words
    assert "safer device" not in words


def test_what_is_no_remark_is_shown() -> None:
    assert told("Write to 60000.") == "Write to 60000."
    assert told("checked every day") == "checked every day"
    assert "In writing: Write to 60000." in words_of(line(text="Write to 60000."))


def test_a_line_without_a_number_shows_its_page_only() -> None:
    words = words_of(line(phone="", web="tea.example"))
    assert "Number" not in words
    assert "Page: tea.example\nLook only on a safer device." in words


def test_a_checked_line_says_when() -> None:
    words = words_of(line(checked="2026-10-01"))
    assert "Last checked by a person: 2026-10-01" in words
    assert "Not yet" not in words


def test_no_remark_of_the_editors_reaches_a_person_anywhere() -> None:
    guide, lines = load_guide(), load_helplines()
    countries = [one.value for one in guide.field("start.country").options]
    assert len(countries) > 20
    for country in countries:
        for one in lines.lines(country):
            said = "\n".join(line_words(guide, one))
            assert "check" not in said.replace("checked", "").casefold(), one.name
        number = lines.emergency(country)
        if number is not None:
            said = "\n".join(emergency_words(number, "silent"))
            assert "check" not in said.replace("checked", "").casefold(), country


def test_every_kind_and_every_region_has_a_name() -> None:
    guide, lines = load_guide(), load_helplines()
    for option in guide.field("start.country").options:
        for region in lines.regions(option.value):
            assert _("helplines.region." + region) != "helplines.region." + region
        for one in lines.lines(option.value):
            assert "helplines." not in "\n".join(line_words(guide, one))
