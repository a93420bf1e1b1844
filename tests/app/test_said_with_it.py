"""What stands with a question: ideas that fit, numbers to be checked, what could be noticed."""

import pytest

from safeplan.app.screens.onward import open_question, screen_for
from safeplan.app.screens.overview import Overview
from safeplan.plan.model import Chosen
from safeplan.vault.format import Salts
from tests.app.asking import asking, chosen, labels, list_of, plan_with, push, settle, where
from tests.app.screen_text import text

CHECK = "Numbers change. Check before you rely on it or print it."
GB, NOWHERE = {"start__country": Chosen("GB")}, {"start__country": Chosen("other")}


def flat(app) -> str:
    """The words of the screen, without its lines."""
    return " ".join(text(app).split())


@pytest.mark.parametrize("animals", ["yes", "no"])
async def test_an_idea_is_offered_to_whom_it_fits(animals: str) -> None:
    plan = plan_with(start__pets=Chosen(animals), start__children=chosen("no"))
    async with asking("day.steps_b", plan) as (app, pilot):
        if where(app) == "gate":
            await push(pilot, "open")
        ideas = labels(app, "ideas")
        assert ("pet" in ideas) == (animals == "yes")
        assert "children" not in ideas
        assert "call" in ideas


@pytest.mark.parametrize("risk", ["yes", "maybe", "no"])
async def test_no_relative_is_offered_where_the_family_may_be_the_danger(risk: str) -> None:
    async with asking("young.adults", plan_with(start__group_risk=Chosen(risk))) as (app, _pilot):
        assert "teacher" in labels(app, "ideas")
        assert ("aunt or uncle" in labels(app, "ideas")) == (risk == "no")


@pytest.mark.parametrize("risk", ["yes", "maybe", "no"])
async def test_nor_a_group_of_the_same_faith(risk: str) -> None:
    plan = plan_with(start__group_risk=Chosen(risk))
    async with asking("older.safe_contact", plan) as (app, _pilot):
        assert "chemist" in labels(app, "ideas")
        assert ("faith group" in labels(app, "ideas")) == (risk == "no")


@pytest.mark.parametrize("key", ["people.code_word", "place.place_code", "children.child_word"])
async def test_words_of_a_public_list_stand_in_another_order_at_each_install(key: str) -> None:
    class File:
        read_only, refusal = False, None

        def __init__(self, salt: bytes) -> None:
            self.salts = Salts(salt, salt)

    async with asking("", plan_with()) as (app, pilot):
        orders = []
        for salt in (b"one", b"another", b"one", b"a third"):
            app.session.vault = File(salt)  # type: ignore[assignment]
            app.push_screen(screen_for(app, key))
            await settle(pilot)
            orders.append(tuple(app.screen.ideas()))
            app.pop_screen()
        app.session.vault = None
        assert orders[0] == orders[2]
        assert len(set(orders)) > 1
        assert {frozenset(one) for one in orders} == {frozenset(orders[0])}


@pytest.mark.parametrize("key", ["feelings.crisis", "health.mood_crisis", "health.neck_call"])
@pytest.mark.parametrize("where_", [GB, NOWHERE], ids=["known", "unknown"])
async def test_a_number_stands_with_the_words_to_check_it(
    key: str, where_: dict[str, Chosen]
) -> None:
    async with asking(key, plan_with(**where_)) as (app, pilot):
        if where(app) == "gate":
            await push(pilot, "open")
        known = where_ is GB
        assert ("999" in flat(app).split("Hide: Esc Esc")[0].split("Emergency:")[0]) == known
        assert (CHECK in flat(app)) == known
        assert ("your local emergency number" in flat(app).lower()) != known


async def test_a_number_that_nobody_rang_is_told_as_such() -> None:
    async with asking("feelings.crisis", plan_with(**GB)) as (app, _pilot):
        assert "116 123" in flat(app)
        assert "Not yet checked by a person." in flat(app)


@pytest.mark.parametrize(
    ("page", "tip"),
    [("detach", "It can mean less time around"), ("tech", "A spy app is often hard to find")],
)
async def test_what_can_be_noticed_is_not_read_without_its_line(page: str, tip: str) -> None:
    async with asking("", plan_with()) as (app, pilot):
        app.open_page(page)
        await settle(pilot)
        assert tip not in " ".join(labels(app, "questions"))
        name = "is_2" if page == "detach" else "spyapp"
        open_question(app, f"{page}.{name}")
        await settle(pilot)
        said = flat(app)
        assert 0 < said.index("Could be noticed:") < said.index(tip)


async def test_a_note_that_is_the_caution_is_read_once() -> None:
    async with asking("detach.illness") as (app, _pilot):
        assert flat(app).count("Choosing to step back is not an illness.") == 1


async def test_what_stands_behind_a_gate_is_not_told_in_front_of_it() -> None:
    ticked = chosen("they_put_hands_or_an_object_on_my_neck")
    async with asking("signs.neck_link", plan_with(signs__noticed=ticked)) as (app, pilot):
        if where(app) == "gate":
            await push(pilot, "open")
        assert labels(app, "ways-on") == ["Body, injuries, medicine, pregnancy"]
        rows = list_of(app, "ways-on")
        rows.choose(0)
        await settle(pilot)
        assert where(app) == "gate"


async def test_a_sentence_begins_with_a_capital_letter() -> None:
    async with asking("people.signal_note") as (app, _pilot):
        assert "The other person may know it too." in flat(app)


@pytest.mark.parametrize("page", ["now", "people"])
async def test_what_always_stays_cannot_be_put_away(page: str) -> None:
    async with asking("", plan_with()) as (app, pilot):
        app.push_screen(Overview(page))
        await settle(pilot)
        assert bool(app.screen.query("#do-put_away")) == (page == "people")
