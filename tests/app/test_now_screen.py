"""If it is bad right now: from anywhere, and back to the very place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from safeplan.app.widgets.field import Field
from safeplan.plan.model import Chosen, Own
from tests.app.screen_text import rows, text
from tests.app.sheet_house import answered, bare, house, zoe

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"


def flat(app: object) -> str:
    """The window's words in one line, however they were broken."""
    return " ".join(text(app).split())  # type: ignore[arg-type]


async def test_the_page_looks_as_it_was_drawn(tmp_path: Path) -> None:
    plan = zoe()
    plan = plan.with_settings(replace(plan.settings, region="GB-SCT"))
    async with house(tmp_path, plan) as at:
        await at.press("f2")
        assert text(at.app) == (SNAPSHOTS / "now_80x24.txt").read_text(encoding="utf-8")


async def test_a_half_typed_answer_is_unharmed_by_going_there_and_back(tmp_path: Path) -> None:
    async with house(tmp_path, answered(bare(), people__code_word="")) as at:
        from safeplan.app.screens.onward import open_question

        open_question(at.app, "people.code_word")
        await at.pilot.pause()
        at.app.screen.set_focus(at.app.screen.query_one("#answer"))
        await at.type("rasp")
        await at.press("left")
        question = at.app.screen
        await at.press("f2")
        assert at.app.screen.name == "numbers"
        await at.press("escape")
        assert at.app.screen is question
        await at.type("X")
        assert question.query_one("#answer", Field).text == "rasXp"
        assert (await at.saved()).text("people.code_word") == "rasXp"


async def test_the_same_key_goes_back_again(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await at.press("f2")
        await at.press("f2")
        assert at.app.screen.name == "home"


async def test_it_asks_nothing_and_has_no_gate(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await at.press("f2")
        assert at.app.screen.name == "numbers"
        assert not at.app.screen.query(Field)


async def test_without_a_country_whole_sentences_stand_in_for_numbers(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await at.press("f2")
        seen = flat(at.app)
        assert "If you are in danger, call your local emergency number if you can." in seen
        assert "If you cannot speak: stay on the line if you can." in seen
        assert "{" not in seen
        assert "999" not in seen


async def test_a_country_without_an_own_silent_call_says_what_is_not_known(tmp_path: Path) -> None:
    async with house(tmp_path, answered(bare(), start__country=Chosen("IE"))) as at:
        await at.press("f2")
        seen = flat(at.app)
        assert "If you are in danger, call 112 if you can." in seen
        assert "We do not know what happens with a silent call where you live." in seen


async def test_each_region_has_its_first_line_until_one_is_picked(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await at.press("f2")
        labels = [row.label for row in at.app.screen.query_one("#ways").rows]  # type: ignore[attr-defined]
        for region in ("England: ", "Scotland: ", "Wales: ", "Northern Ireland: "):
            assert sum(label.startswith(region) for label in labels) == 1


async def test_the_neck_opens_one_page_without_its_gate(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await at.press("f2")
        ways = at.app.screen.query_one("#ways")
        number = 1 + [row.key for row in ways.rows].index("neck")  # type: ignore[attr-defined]
        await at.press(str(number))
        seen = flat(at.app)
        assert at.app.screen.name == "one_page"
        assert "Even with no marks. Often there are no marks." in seen
        assert "Call 999 for trouble breathing" in seen
        await at.press("f2")
        assert at.app.screen.name == "numbers"


async def test_the_neck_page_has_a_whole_sentence_without_a_number(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await at.press("f2", "1")
        assert "Call your local emergency number for trouble breathing" in flat(at.app)


async def test_cannot_get_away_says_how_to_get_through_it(tmp_path: Path) -> None:
    async with house(tmp_path, answered(bare(), start__children=(Chosen("no"),))) as at:
        await at.press("f2", "2")
        seen = flat(at.app)
        assert "make yourself small. Cover your head, face and neck with your arms." in seen
        assert "children" not in seen


async def test_own_numbers_and_places_stand_there(tmp_path: Path) -> None:
    plan = answered(
        bare(), now__memorise=(Own("Sue 07700 900333"),), now__can_call_from=(Own("the bakery"),)
    )
    async with house(tmp_path, plan) as at:
        await at.press("f2")
        first = next(row for row in rows(at.app) if "learn by heart" in row)
        assert first.endswith("07700 900333")
        await at.press("4")
        assert "the bakery" in flat(at.app)
        assert "a neighbour" not in flat(at.app)


async def test_without_places_there_are_ideas(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await at.press("f2", "3")
        assert "a neighbour" in flat(at.app)


async def test_what_it_cannot_do_is_said(tmp_path: Path) -> None:
    async with house(tmp_path, zoe(), size=(100, 50)) as at:
        await at.press("f2")
        seen = flat(at.app)
        assert "This app cannot call anybody. It cannot see if you are safe." in seen
        assert "Numbers change. Check before you rely on it or print it." in seen
        assert "Not yet checked by a person." in seen


async def test_it_leads_to_all_the_lines(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await at.press("f2")
        await at.pilot.click("#do-helplines")
        await at.pilot.pause()
        assert at.app.screen.name == "helplines"


async def test_in_a_narrow_window_the_silent_call_is_not_scrolled_away(tmp_path: Path) -> None:
    async with house(tmp_path, zoe(), size=(40, 16)) as at:
        await at.press("f2")
        await at.pilot.pause()
        assert "From a mobile: stay on the line" in flat(at.app)
