"""The guide as it is shipped, and faults in files that are told by file and field."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from safeplan.plan.checks import condition_fault, facts_of, faults
from safeplan.plan.guide import Guide, GuideError, load_guide
from safeplan.plan.schema import Field

MakeGuide = Callable[..., Guide]

R1 = """now start priorities people incident daily signs health tech papers money place transport
day children pets work_school legal immigration disability older family honour young lgbtq rural
log feelings journal reason detach closeness drink_drugs after pocket help"""

START = """
id = "start"
order = 1
title = "About"

[[field]]
id = "stage"
type = "choice"
prompt = "Where?"
options = [{ value = "left", label = "I left" }, { value = "staying", label = "I stay" }]
"""

PAGE = """
id = "page"
order = 2
title = "A page"
carries = ["T1"]

[[title_when]]
show_if = "stage = left"
text = "Another title"

[[caution]]
id = "c_T1"
text = "Be careful with {them}."
fields = ["word"]

[[field]]
id = "word"
type = "text"
prompt = "A word."
suggest = ["umbrella"]
carries = ["T1"]
opens = ["start.stage", "start"]

[[field]]
id = "note"
type = "note"
text = "Call {emergency}."
text_without_number = "Call the local number."
"""


# --- as it is shipped ---------------------------------------------------------------------------


def test_every_page_is_there_in_the_order_of_the_menu(guide: Guide) -> None:
    assert [one.id for one in guide.sections] == R1.split()


def test_nothing_is_the_matter_with_the_shipped_pages(guide: Guide) -> None:
    assert [str(one) for one in faults(guide.sections)] == []


def test_pages_and_fields_are_found(guide: Guide) -> None:
    assert guide.section("people").title == "People you trust"
    field = guide.field("people.code_word")
    assert (field.section, field.id, field.key) == ("people", "code_word", "people.code_word")
    assert field.pocket == "default"
    assert guide.has_field("people.helpers")
    assert not guide.has_field("people.nobody")
    assert guide.has_section("now")
    assert not guide.has_section("nowhere")
    with pytest.raises(KeyError):
        guide.field("people.nobody")
    with pytest.raises(KeyError):
        guide.section("nowhere")
    assert sum(1 for _ in guide.fields()) == sum(len(one.fields) for one in guide.sections)


def test_a_private_page_makes_its_fields_private(guide: Guide) -> None:
    for section in guide.sections:
        for field in section.fields:
            assert field.private or section.sens == "normal"
    assert guide.field("log.incidents").private
    assert guide.field("signs.noticed").private
    assert guide.field("people.not_tell").private
    assert not guide.field("people.code_word").private


@pytest.mark.parametrize(
    ("key", "holds"),
    [
        ("people.code_word", "text"),
        ("health.due", "text"),
        ("start.stage", "item"),
        ("start.relation", "items"),
        ("daily.hooks", "items"),
        ("papers.docs", "items"),
        ("priorities.rank", "items"),
        ("people.helpers", "records"),
        ("log.incidents", "records"),
        ("journal.entries", "records"),
        ("pocket.numbers", "records"),
        ("pocket.lines", "records"),
        ("now.call_note", "nothing"),
    ],
)
def test_what_a_field_holds(guide: Guide, key: str, holds: str) -> None:
    assert guide.field(key).holds == holds


def test_options_and_parts_are_found(guide: Guide) -> None:
    option = guide.field("start.stage").option("any_day")
    assert option is not None
    assert option.label == "I may have to go any day"
    assert guide.field("start.stage").option("never") is None
    part = guide.field("people.helpers").subfield("number")
    assert part is not None
    assert part.label == "Number"
    assert guide.field("people.helpers").subfield("address") is None


def test_every_sentence_goes_through_the_translation() -> None:
    welsh = load_guide(lambda sentence: f"{sentence} (in Welsh)")
    people = welsh.section("people")
    assert people.title == "People you trust (in Welsh)"
    assert people.cautions[0].text.endswith(" (in Welsh)")
    assert welsh.field("people.code_word").prompt == "A word that means: I need help. (in Welsh)"
    assert welsh.field("people.code_word").suggest[0] == "umbrella (in Welsh)"
    option = welsh.field("start.stage").option("left")
    assert option is not None
    assert option.label == "I have left (in Welsh)"
    part = welsh.field("people.helpers").subfield("nickname")
    assert part is not None
    assert part.label == "A nickname (in Welsh)"
    # What is no sentence stays as it is.
    assert welsh.field("people.code_word").id == "code_word"
    assert welsh.section("start").show_if == "always"
    assert welsh.field("tech.change_order").type == "rank"


def test_every_word_a_person_reads_is_translated() -> None:
    seen: list[str] = []
    load_guide(lambda sentence: seen.append(sentence) or sentence)  # type: ignore[func-returns-value]
    shown = set(seen)
    plain = load_guide(lambda sentence: sentence)
    for section in plain.sections:
        for words in _words(section.fields):
            assert not words or words in shown, words
        assert section.title in shown
        assert {one.text for one in section.cautions} <= shown
        assert {one.text for one in section.title_when} <= shown


def _words(fields: tuple[Field, ...]) -> list[str]:
    found: list[str] = []
    for field in fields:
        found += [field.prompt, field.help, field.text, field.text_without_number, field.gate]
        found += [
            field.help_without_number,
            field.noticeable,
            field.stop_if,
            field.collapsed_under,
            *field.suggest,
        ]
        found += [one.label for one in field.options]
        found += [one.label for one in field.item_states]
        found += [one.label for one in field.subfields]
        found += [one.label_without_number for one in field.options]
        found += [one.label for part in field.subfields for one in part.options]
    return found


# --- conditions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("stage = left", ""),
        ("start.stage = left", ""),
        ("log.safe_to_keep = yes and care", ""),
        ("opened(young)", ""),
        ("moon = full", "unknown-fact: 'moon'"),
        ("stage = gone", "unknown-value: 'gone'"),
        ("stage in {left, gone}", "unknown-value: 'gone'"),
        ("unknown(moon)", "unknown-fact: 'moon'"),
        ("people.code_word = umbrella", "unknown-fact: 'people.code_word'"),
        ("opened(moon)", "unknown-page: 'moon'"),
        ("safe_to_keep = yes", "unknown-fact: 'safe_to_keep'"),
        ("stage left", "unreadable-condition"),
    ],
)
def test_a_condition_may_only_name_what_there_is(guide: Guide, text: str, fault: str) -> None:
    found = condition_fault(text, facts_of(guide.sections))
    assert found.startswith(fault) if fault else found == ""


# --- faults -------------------------------------------------------------------------------------


def test_a_small_guide_loads(made_guide: MakeGuide) -> None:
    guide = made_guide(start=START, page=PAGE)
    assert [one.id for one in guide.sections] == ["start", "page"]
    assert guide.section("page").title_when[0].text == "Another title"
    assert guide.field("page.word").suggest == ("umbrella",)


def _changed(old: str, new: str) -> str:
    assert old in PAGE, old
    return PAGE.replace(old, new)


@pytest.mark.parametrize(
    ("page", "field", "reason"),
    [
        (_changed('id = "page"', 'id = "A page"'), "", "id-is-not-the-name"),
        (_changed('id = "page"', 'id = "start"'), "", "id-is-not-the-name"),
        (_changed("stage = left", "moon = full"), "", "unknown-fact: 'moon'"),
        (_changed('id = "c_T1"', 'id = "c_T2"'), "", "carries-without-caution: c_T1"),
        (_changed('fields = ["word"]', 'fields = ["nobody"]'), "c_T1", "no-such-field"),
        (_changed('fields = ["word"]', 'fields = ["note"]'), "word", "carries-without-caution"),
        (_changed('text = "Be careful with {them}."', 'text = ""'), "c_T1", "empty-caution"),
        (_changed("Be careful with {them}.", "Ring {emergency}."), "c_T1", "no-words-without"),
        (_changed("Be careful with {them}.", "Hi {name}."), "c_T1", "unknown-placeholder: name"),
        (_changed('fields = ["word"]', 'show_if = "moon = full"'), "c_T1", "unknown-fact"),
        (_changed('id = "word"', 'id = "Word"'), "c_T1", "no-such-field: 'word'"),
        (_changed('id = "note"', 'id = "Note"'), "Note", "not-an-id"),
        (_changed('prompt = "A word."', ""), "word", "no-prompt"),
        (_changed('text = "Call {emergency}."', ""), "note", "empty-note"),
        (
            _changed('text_without_number = "Call the local number."', ""),
            "note",
            "no-words-without-number",
        ),
        (_changed("Call the local number.", "Call {crisis}."), "note", "no-words-without-number"),
        (_changed('"start.stage", "start"', '"start.nobody"'), "word", "opens-nothing"),
        (_changed('"start.stage", "start"', '"nowhere"'), "word", "opens-nothing: 'nowhere'"),
        (_changed('suggest = ["umbrella"]', 'suggest = ["{who}"]'), "word", "unknown-placeholder"),
        (_changed('suggest = ["umbrella"]', "multi = true"), "word", "meaningless-key: multi"),
        (_changed('suggest = ["umbrella"]', "many = true"), "word", "meaningless-key: many"),
        (_changed('suggest = ["umbrella"]', "ordered = true"), "word", "meaningless-key: ordered"),
        (
            _changed('suggest = ["umbrella"]', 'options = [{ value = "a", label = "A" }]'),
            "word",
            "meaningless-key: options",
        ),
        (_changed('type = "text"', 'type = "choice"'), "word", "meaningless-key: suggest"),
        (_changed('suggest = ["umbrella"]', 'cautions = ["c_X"]'), "word", "unknown-caution"),
        (_changed('suggest = ["umbrella"]', 'show_if = "stage = gone"'), "word", "unknown-value"),
        (
            _changed('suggest = ["umbrella"]', 'pocket = "default"\nsens = "high"'),
            "word",
            "private-on-a-sheet",
        ),
        (_changed('carries = ["T1"]\nopens', 'carries = ["T9"]\nopens'), "word", "page-does-not"),
        (PAGE + PAGE[PAGE.index("[[field]]") :], "", "twice: field: 'note'"),
        (PAGE + PAGE[PAGE.index("[[caution]]") : PAGE.index("[[field]]")], "", "twice: caution"),
    ],
)
def test_a_fault_is_told_with_its_file_and_field(
    made_guide: MakeGuide, page: str, field: str, reason: str
) -> None:
    with pytest.raises(GuideError) as caught:
        made_guide(start=START, page=page)
    assert caught.value.file == "page.toml"
    assert caught.value.field == field
    assert reason in caught.value.reason
    lines = page.splitlines()
    assert 1 <= caught.value.line <= len(lines)
    assert str(caught.value).startswith(f"page.toml:{caught.value.line}: ")
    if field:
        # The line lies in the table of that field.
        table = [at for at, line in enumerate(lines, 1) if line == f'id = "{field}"'][-1]
        after = [at for at, line in enumerate(lines, 1) if line.startswith("[[") and at > table]
        assert table <= caught.value.line < min(after, default=len(lines) + 1)


@pytest.mark.parametrize(
    ("page", "line"),
    [
        (
            _changed('suggest = ["umbrella"]', 'show_if = "stage = gone"'),
            'show_if = "stage = gone"',
        ),
        (_changed('suggest = ["umbrella"]', "multi = true"), "multi = true"),
        (_changed('suggest = ["umbrella"]', "colour = 3"), "colour = 3"),
        (_changed('prompt = "A word."', "prompt = 3"), "prompt = 3"),
        (_changed('prompt = "A word."', ""), 'id = "word"'),
        (_changed('"start.stage", "start"', '"nowhere"'), 'opens = ["nowhere"]'),
        (_changed("Be careful with {them}.", "Hi {name}."), 'text = "Hi {name}."'),
        (_changed("stage = left", "moon = full"), 'show_if = "moon = full"'),
        (_changed('prompt = "A word."', "prompt = "), "prompt = "),
    ],
)
def test_a_fault_is_told_with_its_very_line(made_guide: MakeGuide, page: str, line: str) -> None:
    with pytest.raises(GuideError) as caught:
        made_guide(start=START, page=page)
    assert line in page.splitlines()[caught.value.line - 1]


def test_two_pages_may_not_have_the_same_place(made_guide: MakeGuide) -> None:
    with pytest.raises(GuideError, match=r"start.toml:\d+: order-twice: 1: page.toml"):
        made_guide(start=START, page=_changed("order = 2", "order = 1"))


FIELD = """
[[field]]
id = "more"
type = "{type}"
prompt = "More?"
"""


@pytest.mark.parametrize(
    ("kind", "rest", "reason"),
    [
        ("choice", "", "no-options: choice"),
        ("rank", "", "no-options: rank"),
        ("contact", "", "no-subfields: contact"),
        ("log", "", "no-subfields: log"),
        ("choice", 'options = [{ value = "A b", label = "A" }]', "not-an-option-value"),
        (
            "choice",
            'options = [{ value = "a", label = "A" }, { value = "a", label = "B" }]',
            "twice: option: 'a'",
        ),
        (
            "choice",
            'options = [{ value = "a", label = "A", show_if = "moon = full" }]',
            "unknown-fact: 'moon'",
        ),
        ("choice", 'options = [{ value = "a", label = "Call {emergency}" }]', "no-words-without"),
        ("contact", 'subfields = [{ id = "a", label = "" }]', "no-label: a"),
        ("contact", 'subfields = [{ id = "a", label = "A", type = "choice" }]', "go-together"),
        (
            "contact",
            'subfields = [{ id = "a", label = "A" }, { id = "a", label = "B" }]',
            "twice: subfield",
        ),
        (
            "contact",
            'subfields = [{ id = "a", label = "A", show_if = "moon = full" }]',
            "unknown-fact",
        ),
        ("list", 'item_states = [{ value = "have", label = "Have" }]', "meaningless-key"),
        ("list", 'help = "Ask {emergency}."', "no-words-without-number"),
        (
            "list",
            'suggest = ["a"]\nsuggest_if = [{ text = "b", show_if = "always" }]',
            "no-such-idea: 'b'",
        ),
        (
            "list",
            'suggest = ["a"]\nsuggest_if = [{ text = "a", show_if = "moon = full" }]',
            "unknown-fact",
        ),
        (
            "list",
            'suggest = ["a"]\nsuggest_if = [{ text = "a", show_if = "always" },'
            ' { text = "a", show_if = "always" }]',
            "twice: idea: 'a'",
        ),
        ("note", 'text = "x"\nsuggest_if = [{ text = "a", show_if = "always" }]', "meaningless"),
    ],
)
def test_a_fault_of_a_field(made_guide: MakeGuide, kind: str, rest: str, reason: str) -> None:
    with pytest.raises(GuideError) as caught:
        made_guide(start=START, page=PAGE + FIELD.replace("{type}", kind) + rest)
    assert caught.value.file == "page.toml"
    assert caught.value.field == "more"
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("page", "field", "reason"),
    [
        (_changed('prompt = "A word."', 'promt = "A word."'), "word", "promt"),
        (_changed('title = "A page"', 'tytle = "A page"'), "", "tytle"),
        (_changed('type = "text"', 'type = "essay"'), "word", "essay"),
        (_changed('prompt = "A word."', "prompt = 7"), "word", "str"),
        (_changed('title = "A page"', ""), "", "title"),
        (_changed("order = 2", 'order = "2"'), "", "int"),
        (_changed('fields = ["word"]', 'place = "above"'), "", "above"),
        (_changed('suggest = ["umbrella"]', 'section = "start"'), "", "section"),
        (_changed('suggest = ["umbrella"]', 'pocket = "always"'), "word", "always"),
        ("id = ", "", "Invalid value"),
        ("field = 7", "", "id-is-not-the-name"),
        ('id = "page"\nfield = 7', "", "array"),
        ('field = [7]\nid = "page"', "field:0", "object"),
    ],
)
def test_what_the_schema_does_not_know_is_refused(
    made_guide: MakeGuide, page: str, field: str, reason: str
) -> None:
    with pytest.raises(GuideError) as caught:
        made_guide(start=START, page=page)
    assert caught.value.file == "page.toml"
    assert caught.value.field == field
    assert reason in caught.value.reason


def test_a_field_is_named_by_its_place_where_it_has_no_id(made_guide: MakeGuide) -> None:
    with pytest.raises(GuideError) as caught:
        made_guide(start=START, page=_changed('id = "note"\n', ""))
    assert caught.value.field == "field:1"


def test_a_file_that_is_not_utf_8_is_named(made_guide: MakeGuide, tmp_path: Any) -> None:
    made_guide(start=START, page=PAGE)
    (tmp_path / "sections" / "page.toml").write_bytes(b'id = "\xff"')
    with pytest.raises(GuideError) as caught:
        load_guide(lambda sentence: sentence, tmp_path / "sections")
    assert caught.value.file == "page.toml"


def test_a_picked_checklist_needs_no_options(made_guide: MakeGuide) -> None:
    guide = made_guide(start=START, page=PAGE + FIELD.replace("{type}", "checklist"))
    assert guide.field("page.more").picks


def test_the_same_caution_may_stand_twice_under_two_conditions(made_guide: MakeGuide) -> None:
    second = PAGE[PAGE.index("[[caution]]") : PAGE.index("[[field]]")]
    second = second.replace('fields = ["word"]', 'fields = ["word"]\nshow_if = "care"')
    assert len(made_guide(start=START, page=PAGE + second).section("page").cautions) == 2


# --- what the room brings with it ---------------------------------------------------------------


@pytest.mark.parametrize("other", ["textual", "reportlab", "safeplan.vault", "safeplan.cover"])
def test_the_plan_brings_none_of_the_other_rooms(other: str) -> None:
    code = (
        "import sys\n"
        "import safeplan.plan.answers, safeplan.plan.pocket, safeplan.plan.tailoring\n"
        "import safeplan.plan.journal, safeplan.plan.log, safeplan.plan.merge\n"
        "import safeplan.plan.words, safeplan.plan.helplines\n"
        "print(*sorted(sys.modules), sep='\\n')\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert "safeplan.plan.pocket" in out, "the look at sys.modules works"
    assert not [name for name in out if re.match(rf"{re.escape(other)}(\.|$)", name)]
