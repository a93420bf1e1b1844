"""A plan, and its one serial form."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.language import gettext as _
from safeplan.plan.model import (
    UPGRADES,
    VERSION,
    Answer,
    Chosen,
    FormError,
    Own,
    Plan,
    Record,
    Settings,
    dumps,
    loads,
    upgraded,
)

EXAMPLES = Path(__file__).parent / "examples"
V1 = (EXAMPLES / "v1.json").read_bytes()

text = st.text(st.characters(), max_size=20)  # half surrogate pairs too
items = st.one_of(st.builds(Chosen, text, text), st.builds(Own, text, text))
values = st.one_of(
    text,
    items,
    st.lists(items, max_size=3).map(tuple),
    st.lists(
        st.builds(Record, text, st.dictionaries(text, text, max_size=2).map(MappingProxyType)),
        max_size=2,
    ).map(tuple),
)
answers = st.one_of(
    st.sampled_from([Answer("skip"), Answer("not_for_me"), Answer("later")]),
    values.map(lambda value: Answer("answer", value)),
)
plans = st.builds(
    Plan,
    st.dictionaries(text, answers, max_size=4).map(MappingProxyType),
    st.lists(text, max_size=3).map(tuple),
    st.lists(text, max_size=3).map(tuple),
    st.lists(text, max_size=3).map(tuple),
    st.booleans(),
    st.builds(Settings, language=text, lock_minutes=st.integers(0, 30), large=st.booleans()),
    st.dictionaries(st.sampled_from(["tide", "moon"]), text, max_size=2).map(MappingProxyType),
)


@given(plans)
def test_every_plan_comes_back(plan: Plan) -> None:
    assert loads(dumps(plan)) == plan
    assert dumps(loads(dumps(plan))) == dumps(plan)


def test_the_form_names_itself_first() -> None:
    assert dumps(Plan()).startswith(b'{"form":"plan","version":1,')


def test_letters_stand_as_they_are() -> None:
    plan = Plan().with_answer("start.label", Answer("answer", "Zoë और 💐"))
    assert "Zoë और 💐".encode() in dumps(plan)


def test_half_a_surrogate_pair_is_not_lost() -> None:
    plan = Plan().with_answer("start.label", Answer("answer", "half \ud83d of one"))
    assert loads(dumps(plan)).text("start.label") == "half \ud83d of one"


def test_bytes_that_can_be_wiped_are_read_too() -> None:
    assert loads(bytearray(V1)) == loads(V1)


# --- the stored example of version 1 -----------------------------------------------------------


def test_version_1_is_read() -> None:
    plan = loads(V1)
    assert plan.consent
    assert plan.seen == ("now", "start", "people")
    assert plan.put_away == ("pets",)
    assert plan.offered == ("health.neck_page",)
    assert plan.items("start.country") == (Chosen("GB"),)
    assert plan.text("start.label") == "the lodger"
    assert [plan.answers[key].state for key in ("start.shared_devices", "start.neck")] == [
        "skip",
        "later",
    ]
    assert plan.answers["start.pets"].state == "not_for_me"
    zoe, tea = plan.records("people.helpers")
    assert (zoe.text("nickname"), tea.text("number")) == ("Zoë", "07700 900 102")
    assert zoe.values["can_do"] == (Chosen("come_and_get_me"), Chosen("listen"))
    assert plan.items("papers.docs")[0] == Chosen("id_card_or_passport", "copy_made")
    assert plan.items("papers.docs")[1].state == "with_helper"
    (entry,) = plan.records("log.incidents")
    assert entry.values["children"] == Chosen("not_sure")
    assert entry.values["notes"] == (
        Record("1", MappingProxyType({"date": "2026-03-09", "text": "Added later."})),
    )
    assert plan.records("pocket.lines")[1].text("as") == "call Zoë 7"
    assert plan.settings.region == "GB-SCT"
    assert plan.settings.hide_key_name == "F12"
    assert plan.settings.lock_minutes == 5
    assert not plan.settings.stars


def test_version_1_is_written_again_with_all_it_held() -> None:
    held, again = json.loads(V1), json.loads(dumps(loads(V1)))
    settings, before = again.pop("settings"), held.pop("settings")
    assert again == held
    # A setting that came later stands there with what it is where nothing was said.
    assert {**settings, **before} == settings
    assert {name: settings[name] for name in settings.keys() - before.keys()} == {"time_left": True}


def test_what_a_later_version_added_is_kept_through_an_edit() -> None:
    plan = loads(V1).with_answer("people.check_in", Answer("answer", "Zoë at 7"))
    again = json.loads(dumps(plan))
    assert again["tide"] == ["kept", "from", {"a": "later version"}]
    assert again["settings"]["moon"] == "a setting of a later version"
    assert again["answers"]["people.code_word"]["colour"] == "kept from a later version"
    assert again["answers"]["people.helpers"]["value"][1]["weather"] == "kept too"
    assert again["answers"]["papers.docs"]["value"][1]["pages"] == 2


def test_there_is_an_example_of_every_version() -> None:
    stored = {int(path.stem[1:]) for path in EXAMPLES.glob("v*.json")}
    assert stored == set(range(1, VERSION + 1))
    for path in EXAMPLES.glob("v*.json"):
        assert loads(path.read_bytes()).text("people.code_word") == "Aunt Pumpkin"


def test_there_is_a_step_from_every_version() -> None:
    assert set(UPGRADES) == set(range(1, VERSION))


# --- from one version to the next --------------------------------------------------------------


def _words_to_say(document: dict[str, Any]) -> dict[str, Any]:
    """An invented change: version 2 calls the put away pages closed."""
    rest = dict(document)
    closed = rest.pop("put_away")
    return {**rest, "closed": closed}


def _closed_in_order(document: dict[str, Any]) -> dict[str, Any]:
    """Another one: version 3 has them in order, once each."""
    return {**document, "closed": sorted(set(document["closed"]))}


STEPS = {1: _words_to_say, 2: _closed_in_order}


def test_an_old_form_is_led_step_by_step() -> None:
    document = {"form": "plan", "version": 1, "put_away": ["pets", "day", "pets"], "tide": 1}
    assert upgraded(document, 3, STEPS) == {
        "form": "plan",
        "version": 3,
        "closed": ["day", "pets"],
        "tide": 1,
    }
    assert upgraded(document, 2, STEPS)["closed"] == ["pets", "day", "pets"]
    assert document["version"] == 1, "the document itself is left alone"


def test_a_form_between_starts_where_it_is() -> None:
    document = {"form": "plan", "version": 2, "closed": ["pets", "day"]}
    assert upgraded(document, 3, STEPS)["closed"] == ["day", "pets"]
    assert upgraded(document, 2, STEPS) == document


def test_the_example_goes_through_invented_steps_too() -> None:
    assert upgraded(json.loads(V1), 3, STEPS)["closed"] == ["pets"]


def test_a_later_version_is_told_apart() -> None:
    with pytest.raises(FormError) as caught:
        loads(json.dumps({"form": "plan", "version": VERSION + 1}).encode())
    assert caught.value.message_id == "plan.newer"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"{",
        b'{"form":"notebook","version":1}',
        b'{"version":1}',
        b'{"form":"plan"}',
        b'{"form":"plan","version":0}',
        b'{"form":"plan","version":"1"}',
        b'{"form":"plan","version":true}',
        b'{"form":"plan","version":1,"answers":[]}',
        b'{"form":"plan","version":1,"answers":{"a.b":{"state":"perhaps"}}}',
        b'{"form":"plan","version":1,"consent":1}',
        b'{"form":"plan","version":1,"seen":"now"}',
        b'{"form":"plan","version":1,"seen":[7]}',
        b'{"form":"plan","version":1,"settings":[]}',
        b'{"form":"plan","version":1,"settings":{"lock_minutes":"two"}}',
        b'{"form":"plan","version":1,"settings":{"lock_minutes":true}}',
        b'{"form":"plan","version":1,"settings":{"large":1}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_plan_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(FormError) as caught:
        loads(data)
    assert caught.value.message_id == "plan.not_read"
    assert _("plan.not_read").endswith(".")
    assert caught.value.__cause__ is None


def test_a_short_document_is_filled_with_the_usual() -> None:
    assert loads(b'{"form":"plan","version":1}') == Plan()


# --- what a plan says and how it changes -------------------------------------------------------


def test_an_answer_is_found_again_and_the_old_plan_stays() -> None:
    old = Plan()
    new = old.with_answer("people.code_word", Answer("answer", "umbrella"))
    assert old.answer("people.code_word") is None
    assert new.answer("people.code_word") == Answer("answer", "umbrella")
    assert new.text("people.code_word") == "umbrella"
    assert new.filled("people.code_word")
    assert not old.filled("people.code_word")
    assert new.without("people.code_word") == old
    assert old.without("people.code_word") == old


def test_an_answer_takes_the_place_of_another() -> None:
    plan = Plan().with_answer("a.b", Answer("answer", "one")).with_answer("a.b", Answer("skip"))
    assert plan.answers == {"a.b": Answer("skip")}
    assert plan.text("a.b") == ""
    assert plan.items("a.b") == ()
    assert plan.records("a.b") == ()


def test_an_answer_of_another_shape_gives_nothing() -> None:
    plan = Plan().with_answer("a.b", Answer("answer", (Own("x"),)))
    assert plan.text("a.b") == ""
    assert plan.records("a.b") == ()
    assert plan.items("a.b") == (Own("x"),)


def test_answers_cannot_be_changed_in_place() -> None:
    plan = Plan().with_answer("a.b", Answer("skip"))
    with pytest.raises(TypeError):
        plan.answers["a.b"] = Answer("later")  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.consent = True  # type: ignore[misc]


def test_pages_that_were_opened() -> None:
    plan = Plan().with_opened("now").with_opened("people").with_opened("now")
    assert plan.seen == ("now", "people")
    assert plan.opened("people")
    assert not plan.opened("pets")


def test_pages_put_away_and_taken_back() -> None:
    plan = Plan().with_put_away("pets").with_put_away("pets").with_put_away("day")
    assert plan.put_away == ("pets", "day")
    assert plan.with_taken_back("pets").put_away == ("day",)
    assert plan.with_taken_back("now") == plan


def test_what_was_offered_once() -> None:
    plan = Plan().with_offered("pets").with_offered("pets")
    assert plan.offered == ("pets",)


def test_consent_and_settings() -> None:
    assert not Plan().consent
    assert Plan().with_consent().consent
    assert not Plan().with_consent().with_consent(False).consent
    other = Settings(theme="plain", lock_minutes=0)
    assert Plan().with_settings(other).settings == other
    assert Plan().settings.lock_minutes == 2
    assert Plan().settings.pulled_stick == "hide"
    assert Plan().settings.hide_page == ""
