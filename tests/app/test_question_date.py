"""A date in any words, on the screen."""

import pytest

from tests.app.asking import asking, plan_with, press, push, settle, type_in, value_of, where
from tests.app.screen_text import text

KEY = "priorities.review"


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("1.3.2027", "2027-03-01", "We read this as: 1 March 2027."),
        ("2027-3-1", "2027-03-01", "We read this as: 1 March 2027."),
        ("in a week", "2026-12-02", "We read this as: 2 December 2026."),
        ("Yesterday", "2026-11-24", "We read this as: 24 November 2026."),
        ("after the move", "after the move", "We kept it as you wrote it: “after the move”."),
        ("31.2.2027", "31.2.2027", "We kept it as you wrote it: “31.2.2027”."),
    ],
)
async def test_what_is_understood_is_said_and_the_rest_kept(typed, kept, said) -> None:
    async with asking(KEY) as (app, pilot):
        await type_in(pilot, typed)
        assert said in text(app)
        await press(pilot, "enter")
        await settle(pilot)
        assert value_of(app, KEY) == kept
        assert where(app) != f"question {KEY}"


async def test_a_stored_day_is_read_back_as_people_write_it_and_stays_the_same() -> None:
    async with asking(KEY, plan_with(priorities__review="2027-03-01")) as (app, pilot):
        assert app.screen.query_one("#answer").text == "1 March 2027"
        await push(pilot, "next")
        assert value_of(app, KEY) == "2027-03-01"


async def test_a_ready_row_fills_the_line_and_stays_to_be_read() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "tab", "2")
        await settle(pilot)
        assert where(app) == f"question {KEY}"
        assert "We read this as: 25 December 2026." in text(app)
        await press(pilot, "enter")
        assert value_of(app, KEY) == "2026-12-25"


async def test_nothing_moves_when_the_reading_appears() -> None:
    async with asking(KEY) as (app, pilot):
        before = app.screen.query_one("#ready").region
        await type_in(pilot, "soon")
        assert app.screen.query_one("#ready").region == before


async def test_an_emptied_date_is_as_if_never_touched() -> None:
    async with asking(KEY, plan_with(priorities__review="x")) as (app, pilot):
        await press(pilot, "backspace", "escape")
        assert app.session.plan.answer(KEY) is None
