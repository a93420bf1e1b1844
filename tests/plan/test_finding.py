"""Finding a thing again."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.finding import Found, Hit, find, fold
from safeplan.plan.guide import load_guide
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record
from safeplan.plan.tailoring import arrange
from safeplan.plan.values import Value

GUIDE = load_guide()


def plan_with(**values: Value) -> Plan:
    plan = Plan()
    for key, value in values.items():
        plan = plan.with_answer(key.replace("__", "."), Answer("answer", value))
    return plan


def look(plan: Plan, words: str) -> Found:
    return find(arrange(GUIDE, plan), plan, words)


def keys(hits: tuple[Hit, ...]) -> set[str]:
    return {hit.key for hit in hits}


def helper(**values: Value) -> Record:
    return Record("1", MappingProxyType(values))


def test_an_answer_is_found_in_any_case_and_without_accents() -> None:
    plan = plan_with(people__code_word="Crème brûlée")
    for words in ("creme", "BRÛLÉE", "brulee creme"):
        (hit,) = look(plan, words).open
        assert hit == Hit(
            "question",
            "people.code_word",
            "People you trust",
            "A word that means: I need help.",
            "Crème brûlée",
        )


def test_all_words_must_be_there() -> None:
    plan = plan_with(people__code_word="blue kettle")
    assert "people.code_word" not in keys(look(plan, "blue teapot").open)


def test_prompts_and_titles_are_looked_at_too() -> None:
    found = look(Plan(), "check in")
    assert Hit("question", "people.check_in", "People you trust", "A time to check in.") in (
        found.open
    )
    titles = [hit for hit in look(Plan(), "people you trust").open if hit.where == "page"]
    assert [hit.key for hit in titles] == ["people"]


def test_every_kind_of_answer_is_looked_at() -> None:
    plan = plan_with(
        people__helpers=(helper(nickname="Mr Tea", number="01632 960111"),),
        now__can_call_from=(Own("under the clock tower"),),
        incident__keep_near=(Chosen("small_cash"),),
        feelings__meditate=Chosen("3_minutes"),
    )
    for words, key in (
        ("mr tea", "people.helpers"),
        ("960111", "people.helpers"),
        ("clock tower", "now.can_call_from"),
        ("small cash", "incident.keep_near"),
        ("3 minutes", "feelings.meditate"),
    ):
        assert key in keys(look(plan, words).open), words


def test_what_several_choices_of_a_person_say_is_found() -> None:
    plan = plan_with(people__helpers=(helper(nickname="Bo", can_do=(Chosen("hold_a_bag"),)),))
    hits = [hit for hit in look(plan, "hold a bag").open if hit.key == "people.helpers"]
    assert [hit.text for hit in hits] == ["hold a bag"]


def test_closed_questions_say_nothing() -> None:
    plan = plan_with(people__not_tell=(Own("kettle seller"),), start__label="Ludo Kettle")
    found = look(plan, "kettle")
    assert "people.not_tell" in keys(found.closed)
    assert all(hit.text == "" for hit in found.closed)
    assert "people.not_tell" not in keys(found.open)


def test_pages_behind_a_gate_are_closed_and_their_titles_are_not() -> None:
    plan = plan_with(health__meds_errand="kettle at the chemist")
    found = look(plan, "chemist")
    assert keys(found.closed) == {"health.meds_errand"}
    assert found.open == ()
    title = GUIDE.section("health").title
    assert "health" in keys(look(plan, title).open)


def test_pages_that_were_put_away_are_closed() -> None:
    plan = plan_with(feelings__peace_place="the pond").with_put_away("feelings")
    found = look(plan, "the pond")
    assert keys(found.closed) == {"feelings.peace_place"}
    assert "feelings.peace_place" not in keys(found.open)


def test_a_closed_question_is_counted_once() -> None:
    plan = plan_with(people__not_tell=(Own("kettle one"), Own("kettle two")))
    assert len([hit for hit in look(plan, "kettle").closed if "not_tell" in hit.key]) == 1


def test_entries_of_the_journal_are_found_by_their_words_and_shown_by_their_day() -> None:
    entry = Record("4", MappingProxyType({"date": "2026-11-03", "text": "The pond was quiet."}))
    (hit,) = look(plan_with(journal__entries=(entry,)), "pond").open
    assert (hit.where, hit.key, hit.text) == ("journal", "4", "2026-11-03")


def test_a_skipped_answer_holds_no_words() -> None:
    plan = Plan().with_answer("people.code_word", Answer("skip", "kettle"))
    assert look(plan, "kettle") == Found()


def test_gaps_are_filled_before_looking() -> None:
    plan = Plan()
    found = find(arrange(GUIDE, plan), plan, "ludo", lambda text: text.replace("{them}", "Ludo"))
    assert any("Ludo" in hit.prompt for hit in (*found.open, *found.closed))


@given(st.text(max_size=12))
def test_anything_may_be_looked_for(words: str) -> None:
    found = look(plan_with(people__code_word="umbrella"), words)
    if not fold(words).split():
        assert found == Found()
    assert all(hit.text == "" for hit in found.closed)
