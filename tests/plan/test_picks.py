"""Picking what stands on the small sheet."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from safeplan.plan.guide import load_guide
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record, dumps, loads
from safeplan.plan.picks import Picks
from safeplan.plan.pocket import compose

GUIDE = load_guide()


def picks(plan: Plan) -> Picks:
    return Picks(GUIDE, plan)


def zoe() -> Plan:
    people = tuple(
        Record(str(at), MappingProxyType({"nickname": name, "number": number}))
        for at, (name, number) in enumerate(
            [("Mr Tea", "01632 960111"), ("Aunt Pumpkin", "07700 900222")], 1
        )
    )
    plan = Plan().with_answer("people.code_word", Answer("answer", "umbrella"))
    plan = plan.with_answer("people.check_in", Answer("answer", "Zoë at 7"))
    kind = (Own("the kettle is on"), Own("tea helps"))
    plan = plan.with_answer("feelings.kind_words", Answer("answer", kind))
    return plan.with_answer("people.helpers", Answer("answer", people))


def test_what_is_there_by_default_is_what_the_sheet_shows() -> None:
    assert list(picks(zoe()).now("line")) == ["people.code_word", "people.check_in"]
    assert picks(zoe()).now("number") == {}
    says = [line.says for line in compose(GUIDE, zoe()).lines]
    assert says == ["umbrella", "call Zoë at 7"]


def test_a_pick_keeps_what_was_there_by_default() -> None:
    plan = picks(zoe()).pick("line", "feelings.kind_words/tea helps")
    assert list(picks(plan).now("line")) == [
        *("people.code_word", "people.check_in", "feelings.kind_words/tea helps")
    ]


def test_one_item_of_a_list_is_picked_and_not_its_neighbour() -> None:
    plan = picks(zoe()).pick("line", "feelings.kind_words/tea helps")
    says = [line.says for line in compose(GUIDE, plan).lines]
    assert "tea helps" in says
    assert "the kettle is on" not in says


def test_dropping_all_leaves_nothing_and_stays_so() -> None:
    plan = zoe()
    for of in list(picks(plan).now("line")):
        plan = picks(plan).drop("line", of)
    assert picks(plan).now("line") == {}
    plan = loads(dumps(plan))
    assert picks(plan).now("line") == {}
    assert compose(GUIDE, plan).lines == ()


def test_words_of_ones_own_are_kept_and_taken_back() -> None:
    plan = picks(zoe()).pick("number", "Aunt Pumpkin")
    plan = picks(plan).reword("number", "Aunt Pumpkin", "  Choir \n group ")
    assert picks(plan).now("number") == {"Aunt Pumpkin": "Choir group"}
    says = [line.says for line in compose(GUIDE, plan).lines]
    assert "Choir group 07700 900222" in says
    plan = picks(plan).reword("number", "Aunt Pumpkin", "")
    assert "07700 900222" in [line.says for line in compose(GUIDE, plan).lines]


def test_picking_again_keeps_the_words() -> None:
    plan = picks(zoe()).reword("line", "people.code_word", "rain coat")
    plan = picks(plan).pick("line", "people.code_word")
    assert picks(plan).now("line")["people.code_word"] == "rain coat"


def test_a_line_knows_which_candidate_it_is() -> None:
    plan = picks(zoe()).pick("number", "Mr Tea")
    named = {(line.kind, line.of) for line in compose(GUIDE, plan).lines}
    assert named == {
        *(("line", "people.code_word"), ("line", "people.check_in"), ("number", "Mr Tea"))
    }


def test_a_sheet_is_full_at_its_limits() -> None:
    assert picks(zoe()).limit("number") == 3
    assert picks(zoe()).limit("line") == 5
    assert not picks(zoe()).full("number")
    plan = picks(zoe()).pick("number", "Mr Tea")
    plan = picks(plan).pick("number", "Aunt Pumpkin")
    assert not picks(plan).full("number")
    plan = plan.with_answer("now.memorise", Answer("answer", (Own("07700 900111"),)))
    plan = picks(plan).pick("number", "07700 900111")
    assert picks(plan).full("number")


def test_too_many_are_cut_to_what_has_room() -> None:
    numbers = tuple(Own(f"07700 90011{at}") for at in range(5))
    plan = zoe().with_answer("now.memorise", Answer("answer", numbers))
    for one in numbers:
        plan = picks(plan).pick("number", one.text)
    assert any(one.what == "too_many" for one in compose(GUIDE, plan).findings)
    plan = picks(plan).keep_first("number")
    assert len(picks(plan).now("number")) == 3
    assert not any(one.what == "too_many" for one in compose(GUIDE, plan).findings)


def test_a_pick_of_what_is_gone_goes_with_the_next_change() -> None:
    plan = picks(zoe()).pick("number", "Mr Tea")
    plan = plan.without("people.helpers")
    assert picks(plan).now("number") == {}
    assert any(one.what == "gone" for one in compose(GUIDE, plan).findings)
    plan = picks(plan).keep_first("number")
    assert not any(one.what == "gone" for one in compose(GUIDE, plan).findings)


def test_what_a_later_version_wrote_beside_a_pick_stays() -> None:
    extra = MappingProxyType({"colour": "blue"})
    one = Record("9", MappingProxyType({"of": "Mr Tea", "as": "Choir"}), extra)
    plan = zoe().with_answer("pocket.numbers", Answer("answer", (one,)))
    plan = picks(plan).pick("number", "Aunt Pumpkin")
    first = plan.records("pocket.numbers")[0]
    assert first.extra == extra
    assert first.text("as") == "Choir"


@pytest.mark.parametrize("value", ["shopping_list", "film_list"])
def test_a_look_is_chosen(value: str) -> None:
    plan = picks(zoe()).titled(value)
    assert picks(plan).title_chosen == value
    assert plan.items("pocket.title") == (Chosen(value),)


def test_no_look_is_chosen_for_anybody() -> None:
    assert picks(zoe()).title_chosen == ""
    assert picks(zoe()).filler == ()


def test_ordinary_lines_are_there_once() -> None:
    plan = picks(zoe()).with_filler(" bin  bags ")
    assert picks(plan).with_filler("bin bags") is plan
    assert picks(plan).with_filler("  ") is plan
    plan = picks(plan).with_filler("salt")
    assert picks(plan).filler == ("bin bags", "salt")
    plan = picks(plan).without_filler("bin bags")
    plan = picks(plan).without_filler("salt")
    assert plan.answer("pocket.filler") is None
