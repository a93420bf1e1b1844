"""The other half of the plan's pages, held against a table that was written by hand.

Nothing here uses the program's own loader: the files are read as plain TOML, so that a fault in
the loader cannot hide a fault in the words.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SECTIONS = HERE.parents[1] / "templates" / "sections"
TABLE = tomllib.loads((HERE / "pages_a.toml").read_text(encoding="utf-8"))
CAUTIONS = tomllib.loads((HERE / "cautions.toml").read_text(encoding="utf-8")) | TABLE["cautions"]
NAMES = list(TABLE["fields"])
ALLOWED = [(one["at"], one["phrase"]) for one in TABLE["words"]["allowed"]]

TYPES = {"text", "list", "checklist", "contact", "date", "choice", "rank", "note", "log"}
PLACEHOLDERS = {"{them}", "{emergency}", "{crisis}", "{hide_key}"}
NUMBER = re.compile(r"\{(emergency|crisis)\}")
READ_ON_A_FIELD = (
    *("prompt", "help", "help_without_number", "text", "text_without_number", "gate"),
    *("noticeable", "stop_if", "collapsed_under"),
)


def text_of(name: str) -> str:
    """One page's file as it stands."""
    return (SECTIONS / f"{name}.toml").read_text(encoding="utf-8")


PAGE: dict[str, dict[str, Any]] = {name: tomllib.loads(text_of(name)) for name in NAMES}
FIELDS: dict[str, dict[str, Any]] = {
    f"{name}.{field['id']}": field for name in NAMES for field in PAGE[name]["field"]
}


def is_private(at: str) -> bool:
    """Whether a field is kept off every overview, by its own mark or by its page's."""
    page = PAGE[at.split(".")[0]]
    return "high" in {page["sens"], FIELDS[at].get("sens", "normal")}


def as_line(at: str) -> str:
    """A field in the form of the table."""
    field = FIELDS[at]
    many = "+" if field.get("many") or field.get("multi") else ""
    ordered = "=" if field.get("ordered") else ""
    printed = {"never": "", "optional": "*", "default": "**"}[field.get("pocket", "never")]
    kept = "!" if is_private(at) else ""
    options = f"({len(field['options'])})" if field.get("options") else ""
    ideas = f"[{len(field['suggest'])}]" if field.get("suggest") else ""
    return f"{field['id']}:{field['type']}{many}{ordered}{printed}{kept}{options}{ideas}"


def as_part(part: dict[str, Any]) -> str:
    """A part of a person or an entry in the form of the table."""
    many = "+" if part.get("multi") else ""
    options = f"({len(part['options'])})" if part.get("options") else ""
    return f"{part['id']}:{part['type']}{many}{options}{'@' if part.get('auto') else ''}"


def options_of(field: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every option of a field and of its parts."""
    yield from field.get("options", [])
    for part in field.get("subfields", []):
        yield from part.get("options", [])


def sentences(name: str) -> Iterator[tuple[str, str]]:
    """Everything a person reads on a page, with the place it stands at."""
    data = PAGE[name]
    for key in ("title", "purpose", "gate", "footer"):
        yield name, data[key]
    for one in data.get("title_when", []):
        yield name, one["text"]
    for caution in data.get("caution", []):
        yield f"{name}/{caution['id']}", caution["text"]
    for field in data["field"]:
        at = f"{name}.{field['id']}"
        for key in READ_ON_A_FIELD:
            yield at, field.get(key, "")
        for idea in field.get("suggest", []):
            yield at, idea
        for one in (*options_of(field), *field.get("item_states", [])):
            yield at, one["label"]
            yield at, one.get("label_without_number", "")
        for part in field.get("subfields", []):
            yield at, part["label"]


def forbidden_in(sentence: str) -> list[str]:
    """The phrases of the table that stand in a sentence as whole words."""
    low = sentence.lower().replace("'", "’")
    return [
        phrase
        for phrase in TABLE["words"]["forbidden"]
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", low)
    ]


def slug(label: str) -> str:
    """The value that a label gives: lower case, underscores, no apostrophes or brackets."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"[’“”]", "", label.lower())).strip("_")


def test_eighteen_pages() -> None:
    assert len(NAMES) == 18
    assert set(TABLE["pages"]) == set(TABLE["cautioned"]) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_fields_types_marks_and_counts(name: str) -> None:
    found = [as_line(at) for at in FIELDS if at.split(".")[0] == name]
    assert found == TABLE["fields"][name].split()


@pytest.mark.parametrize("name", NAMES)
def test_place_title_and_id(name: str) -> None:
    data = PAGE[name]
    assert data["id"] == name
    assert [data["order"], data["title"]] == TABLE["pages"][name]
    retitled = [[one["show_if"], one["text"]] for one in data.get("title_when", [])]
    assert retitled == ([TABLE["retitled"][name]] if name in TABLE["retitled"] else [])
    assert 0 < len(data["purpose"]) <= 80
    assert data["sens"] == ("high" if name in {"start", "log", "closeness"} else "normal")
    assert bool(data["footer"]) == (name == "help")


def test_types_are_of_the_nine() -> None:
    assert {field["type"] for field in FIELDS.values()} <= TYPES
    assert {FIELDS[at]["type"] for at in TABLE["added"]["ids"]} == {"note"}


def test_gate_sentences_of_pages_and_questions() -> None:
    found = {name: PAGE[name]["gate"] for name in NAMES}
    found |= {at: field.get("gate", "") for at, field in FIELDS.items()}
    assert {at: gate for at, gate in found.items() if gate} == TABLE["gates"]


@pytest.mark.parametrize("key", ["noticeable", "stop_if"])
def test_risk_lines(key: str) -> None:
    assert {at: field[key] for at, field in FIELDS.items() if field.get(key)} == TABLE[key]


@pytest.mark.parametrize("name", NAMES)
def test_each_caution_stands_where_and_when_it_belongs(name: str) -> None:
    found = [
        [one["id"], one["place"], one["show_if"], one["fields"]]
        for one in PAGE[name].get("caution", [])
    ]
    assert found == TABLE["cautioned"][name]


@pytest.mark.parametrize("name", NAMES)
def test_caution_texts(name: str) -> None:
    for one in PAGE[name].get("caution", []):
        variant = TABLE["variants"].get(f"{one['id']} if {one['show_if']}")
        assert one["text"] == (variant or CAUTIONS[one["id"]])


@pytest.mark.parametrize("name", NAMES)
def test_a_caution_and_its_field_name_each_other(name: str) -> None:
    cautions = PAGE[name].get("caution", [])
    for field in PAGE[name]["field"]:
        named = {one["id"] for one in cautions if field["id"] in one["fields"]}
        wide = {one["id"] for one in cautions if not one["fields"]}
        own = set(field.get("cautions", []))
        assert named <= own <= named | wide
        assert {f"c_{idea}" for idea in field.get("carries", [])} <= own


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_carries_is_done_at_its_fields(name: str) -> None:
    expected = TABLE["carried"].get(name, {})
    assert set(PAGE[name]["carries"]) == set(expected)
    found: dict[str, list[str]] = {}
    for field in PAGE[name]["field"]:
        for idea in field.get("carries", []):
            found.setdefault(idea, []).append(field["id"])
    assert found == expected


@pytest.mark.parametrize("at", TABLE["said"])
def test_the_idea_is_told_in_the_words_that_may_be_said(at: str) -> None:
    assert TABLE["said"][at] in FIELDS[at].get("help", "") + FIELDS[at].get("text", "")


def test_the_caution_of_closeness_comes_before_its_tip() -> None:
    text = text_of("closeness")
    caution = CAUTIONS["c_T3"]
    assert text.count(caution) == 1
    assert text.index(caution) < text.index("[[field]]")
    assert text.index(caution) < text.index(FIELDS["closeness.tip"]["text"])
    for name in ("tip", "excuses"):
        assert FIELDS[f"closeness.{name}"]["cautions"] == ["c_T3"]


def test_grounding_comes_before_a_quiet_minute() -> None:
    order = [field["id"] for field in PAGE["feelings"]["field"]]
    assert order.index("grounding") < order.index("meditate")


def test_what_lies_closed() -> None:
    found = {at: f["collapsed_under"] for at, f in FIELDS.items() if "collapsed_under" in f}
    assert found == {"closeness.tip": "If it is safe", "log.tips": "Read more"}


def test_when_things_show() -> None:
    found = {name: PAGE[name]["show_if"] for name in NAMES}
    found |= {at: field["show_if"] for at, field in FIELDS.items() if "show_if" in field}
    tied = {"now.silent_note", "help.no_lines_note"}
    assert tied <= set(found)
    told = {at: when for at, when in found.items() if when != "always" and at not in tied}
    assert told == TABLE["shown"]


def test_when_options_and_parts_show() -> None:
    found = {
        f"{at}.{option['value']}": option["show_if"]
        for at, field in FIELDS.items()
        for option in options_of(field)
        if "show_if" in option
    }
    assert found == TABLE["shown_options"]
    parts = {
        f"{at}.{part['id']}": part["show_if"]
        for at, field in FIELDS.items()
        for part in field.get("subfields", [])
        if "show_if" in part
    }
    assert parts == {"log.incidents.order_broken": "order = yes"}


def test_what_may_go_on_a_small_sheet() -> None:
    marked = {
        at: [field["pocket"], field["pocket_as"]]
        for at, field in FIELDS.items()
        if field.get("pocket", "never") != "never"
    }
    assert marked == TABLE["sheet"]
    assert not [at for at in marked if is_private(at)]
    assert not [at for at in FIELDS if at not in marked and "pocket_as" in FIELDS[at]]


def test_parts_of_people_and_entries() -> None:
    found = {
        at: " ".join(as_part(part) for part in field["subfields"])
        for at, field in FIELDS.items()
        if "subfields" in field
    }
    assert found == TABLE["parts"]
    assert {at for at, f in FIELDS.items() if f["type"] in {"contact", "log"}} <= set(found)


def test_states_of_things_to_take() -> None:
    states = {at: f["item_states"] for at, f in FIELDS.items() if "item_states" in f}
    assert set(states) == {"papers.docs", "papers.things"}
    for found in states.values():
        labels = [one["label"] for one in found]
        assert labels == ["have", "copy made", "with helper", "cannot get"]


def test_roads_to_other_pages() -> None:
    found = {at: field["opens"] for at, field in FIELDS.items() if "opens" in field}
    assert found == TABLE["opens"]


@pytest.mark.parametrize("fact", TABLE["facts"])
def test_values_that_rules_name(fact: str) -> None:
    options = FIELDS[f"start.{fact}"]["options"]
    assert " ".join(option["value"] for option in options) == TABLE["facts"][fact]
    assert all(option["label"][0].isupper() or option["label"][0].isdigit() for option in options)


@pytest.mark.parametrize("at", FIELDS)
def test_each_field_is_whole(at: str) -> None:
    field = FIELDS[at]
    if field["type"] == "note":
        assert field["text"]
        assert not {"prompt", "options", "suggest"} & set(field)
    else:
        assert field["prompt"]
        assert "text" not in field
    picked_elsewhere = at in {"pocket.numbers", "pocket.lines"}
    has_options = field["type"] in {"choice", "checklist", "rank"} and not picked_elsewhere
    assert bool(field.get("options")) == has_options
    for option in options_of(field):
        assert set(option) <= {"value", "label", "show_if", "label_without_number"}
    for idea in field.get("suggest", []):
        assert idea == idea.strip() != ""


@pytest.mark.parametrize("at", [at for at in FIELDS if any(options_of(FIELDS[at]))])
def test_option_values_come_from_their_labels(at: str) -> None:
    values = [option["value"] for option in FIELDS[at].get("options", [])]
    assert len(values) == len(set(values))
    if at.startswith("start.") or at == "pocket.form":
        return
    for option in options_of(FIELDS[at]):
        whole, value = slug(option["label"]), option["value"]
        begins = [f"{start}{value}_" for start in ("", "a_", "b_")]
        assert f"{whole}_".startswith(tuple(begins)) or value == "check_for_trackers", (at, value)
        assert len(value) <= 40


def test_every_number_in_a_sentence_has_its_sentence_without() -> None:
    found = {}
    for at, field in FIELDS.items():
        for key in ("text", "help"):
            if NUMBER.search(field.get(key, "")):
                found[at] = field.get(f"{key}_without_number")
            else:
                assert f"{key}_without_number" not in field
        assert not NUMBER.search(field.get("prompt", ""))
        for option in options_of(field):
            if NUMBER.search(option["label"]):
                found[f"{at}.{option['value']}"] = option.get("label_without_number")
    assert found == TABLE["without_number"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_pushes_blames_or_promises(name: str) -> None:
    for at, sentence in sentences(name):
        for phrase in forbidden_in(sentence):
            assert (at, phrase) in ALLOWED, f"{at}: {sentence}"


@pytest.mark.parametrize(("at", "phrase"), ALLOWED)
def test_an_exception_is_still_needed(at: str, phrase: str) -> None:
    page = at.split(".")[0]
    assert any(where == at and phrase in forbidden_in(said) for where, said in sentences(page))


def test_the_search_finds_what_is_planted() -> None:
    assert forbidden_in("Simply stand up to them.") == ["simply", "stand up to them"]
    assert forbidden_in("It is not weakness. Adjust it.") == []
    assert forbidden_in("You MUST go") == ["you must"]


@pytest.mark.parametrize("name", NAMES)
def test_words_are_set_with_care(name: str) -> None:
    for at, sentence in sentences(name):
        assert not set("'\"") & set(sentence), at
        assert "..." not in sentence, at
        assert not re.search(r"\[[A-Za-z0-9]+\]|\(OK|\bR\d+\b|\bc_[A-Z]|§|  |!", sentence), at
        assert set(re.findall(r"\{[^}]*\}", sentence)) <= PLACEHOLDERS, at
        assert sentence == sentence.strip(), at
