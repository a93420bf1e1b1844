"""Half of the plan's pages, held against a table that was written by hand.

Nothing here uses the program's own loader: the files are read as plain TOML, so that a fault in
the loader cannot hide a fault in the words.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = ROOT / "templates" / "sections"
HERE = Path(__file__).parent
SHARED_CAUTIONS = tomllib.loads((HERE / "cautions.toml").read_text(encoding="utf-8"))
TABLE = tomllib.loads((HERE / "pages_b.toml").read_text(encoding="utf-8"))
NAMES = list(TABLE["fields"])
CAUTIONS = SHARED_CAUTIONS | TABLE["cautions"]
ALLOWED = [(one["at"], one["phrase"]) for one in TABLE["words"]["allowed"]]

TYPES = {"text", "list", "checklist", "contact", "date", "choice", "rank", "note", "log"}
PLACEHOLDERS = {"{them}", "{emergency}", "{crisis}", "{hide_key}"}


def page(name: str) -> dict[str, Any]:
    """One page's file as plain data."""
    return tomllib.loads((SECTIONS / f"{name}.toml").read_text(encoding="utf-8"))


PAGE = {name: page(name) for name in NAMES}
FIELDS = {f"{name}.{field['id']}": field for name in NAMES for field in PAGE[name]["field"]}


def as_line(field: dict[str, Any]) -> str:
    """A field in the form of the table above."""
    many = "+" if field.get("many") or field.get("multi") else ""
    printed = {"never": "", "optional": "*", "default": "**"}[field.get("pocket", "never")]
    kept = "!" if field.get("sens", "normal") == "high" else ""
    options = f"({len(field['options'])})" if field.get("options") else ""
    ideas = f"[{len(field['suggest'])}]" if field.get("suggest") else ""
    return f"{field['id']}:{field['type']}{many}{printed}{kept}{options}{ideas}"


def sentences(name: str) -> list[tuple[str, str]]:
    """Everything a person reads on a page, with the place it stands at."""
    data = PAGE[name]
    read = [(name, data[key]) for key in ("title", "purpose", "gate") if data[key]]
    read += [(f"{name}/{c['id']}", c["text"]) for c in data.get("caution", [])]
    for field in data["field"]:
        at = f"{name}.{field['id']}"
        for key in ("prompt", "help", "help_without_number", "text", "text_without_number", "gate"):
            read += [(at, field[key])] if field.get(key) else []
        for key in ("noticeable", "stop_if", "collapsed_under"):
            read += [(at, field[key])] if field.get(key) else []
        read += [(at, idea) for idea in field.get("suggest", [])]
        for option in field.get("options", []):
            read += [(at, option[k]) for k in ("label", "label_without_number") if k in option]
        read += [(at, sub["label"]) for sub in field.get("subfields", [])]
    return read


def slug(label: str) -> str:
    """The value that a label gives: lower case, underscores, no apostrophes."""
    return re.sub(r"[^a-z0-9]+", "_", label.lower().replace("’", "")).strip("_")


@pytest.mark.parametrize("name", NAMES)
def test_fields_types_marks_and_counts(name: str) -> None:
    assert [as_line(field) for field in PAGE[name]["field"]] == TABLE["fields"][name].split()


@pytest.mark.parametrize("name", NAMES)
def test_place_title_and_secrecy(name: str) -> None:
    data = PAGE[name]
    assert data["id"] == name
    assert {key: data[key] for key in ("order", "title", "sens")} == TABLE["pages"][name]


def test_every_page_of_the_table_has_its_place() -> None:
    assert set(TABLE["pages"]) == set(TABLE["cautioned"]) == set(NAMES)
    assert len(NAMES) == 18


def test_types_are_of_the_nine() -> None:
    assert {field["type"] for field in FIELDS.values()} <= TYPES


@pytest.mark.parametrize("name", NAMES)
def test_gate_sentences(name: str) -> None:
    assert PAGE[name]["gate"] == TABLE["gates"].get(name, "")


@pytest.mark.parametrize("key", ["noticeable", "stop_if"])
def test_risk_lines(key: str) -> None:
    assert {at: field[key] for at, field in FIELDS.items() if field.get(key)} == TABLE[key]


@pytest.mark.parametrize("name", NAMES)
def test_each_caution_stands_where_it_belongs(name: str) -> None:
    cautions = PAGE[name].get("caution", [])
    assert [[c["id"], c["place"], c["fields"]] for c in cautions] == TABLE["cautioned"][name]


@pytest.mark.parametrize("name", NAMES)
def test_caution_texts(name: str) -> None:
    for caution in PAGE[name].get("caution", []):
        variant = f"{name}/{caution['id']} if {caution['show_if']}"
        expected = TABLE["variants"].get(variant, CAUTIONS[caution["id"]])
        assert caution["text"] == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_caution_and_its_field_name_each_other(name: str) -> None:
    named = {
        (field["id"], caution)
        for field in PAGE[name]["field"]
        for caution in field.get("cautions", [])
    }
    stands = {(field, key) for key, _, fields in TABLE["cautioned"][name] for field in fields}
    assert named == stands


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_carries_is_done_at_its_fields(name: str) -> None:
    expected = {idea: set(ids) for idea, ids in TABLE["carried"].get(name, {}).items()}
    assert set(PAGE[name]["carries"]) == set(expected)
    found: dict[str, set[str]] = {}
    for field in PAGE[name]["field"]:
        for idea in field.get("carries", []):
            found.setdefault(idea, set()).add(field["id"])
    assert found == expected


def test_fixed_closing_texts_repeat_their_caution() -> None:
    assert FIELDS["reason.selfcheck_end"]["text"] == CAUTIONS["c_W"]
    assert FIELDS["detach.illness"]["text"] == CAUTIONS["c_D"]


def test_when_things_show() -> None:
    found = {name: PAGE[name]["show_if"] for name in NAMES}
    found |= {at: field["show_if"] for at, field in FIELDS.items() if "show_if" in field}
    assert {at: when for at, when in found.items() if when != "always"} == TABLE["shown"]


def test_when_cautions_show() -> None:
    found = [
        [f"{name}/{caution['id']}", caution["show_if"]]
        for name in NAMES
        for caution in PAGE[name].get("caution", [])
        if caution["show_if"] != "always"
    ]
    assert found == TABLE["shown_cautions"]["list"]


def test_when_options_show() -> None:
    found = {
        f"{at}.{option['value']}": option["show_if"]
        for at, field in FIELDS.items()
        for option in field.get("options", [])
        if "show_if" in option
    }
    assert found == TABLE["shown_options"]


def test_only_one_word_of_these_pages_may_reach_a_sheet() -> None:
    marked = {at: f["pocket"] for at, f in FIELDS.items() if f.get("pocket", "never") != "never"}
    assert marked == {"children.child_word": "optional"}
    assert FIELDS["children.child_word"]["pocket_as"] == "word"


def test_roads_to_other_pages() -> None:
    assert {at: field["opens"] for at, field in FIELDS.items() if "opens" in field} == TABLE[
        "opens"
    ]
    hard = FIELDS["reason.hard"]
    assert len(hard["opens"]) == len(hard["suggest"])


@pytest.mark.parametrize("at", FIELDS)
def test_each_field_is_whole(at: str) -> None:
    field = FIELDS[at]
    if field["type"] == "note":
        assert field["text"]
        assert not field.get("prompt")
        assert not field.get("options")
    else:
        assert field["prompt"]
        assert not field.get("text")
    assert bool(field.get("options")) == (field["type"] in {"choice", "checklist", "rank"})
    assert bool(field.get("subfields")) == (field["type"] in {"contact", "log"})
    for idea in field.get("suggest", []):
        assert idea == idea.strip() != ""


@pytest.mark.parametrize("at", [at for at in FIELDS if FIELDS[at].get("options")])
def test_option_values_come_from_their_labels(at: str) -> None:
    options = FIELDS[at]["options"]
    for option in options:
        whole = slug(option["label"])
        assert whole == option["value"] or whole.startswith(option["value"] + "_")
        assert len(option["value"]) <= 44
    values = [option["value"] for option in options]
    assert len(values) == len(set(values))


def test_every_number_in_a_sentence_has_its_sentence_without() -> None:
    for field in FIELDS.values():
        for key in ("text", "prompt"):
            if re.search(r"\{(emergency|crisis)\}", field.get(key, "")):
                assert field["text_without_number"]
        for option in field.get("options", []):
            if re.search(r"\{(emergency|crisis)\}", option["label"]):
                assert "{" not in option["label_without_number"]
    learn = FIELDS["children.child_learn"]["options"][0]
    assert learn["label_without_number"] == (
        "how to call the local emergency number from a safe place"
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_pushes_blames_or_promises(name: str) -> None:
    for at, sentence in sentences(name):
        for phrase in TABLE["words"]["forbidden"]:
            if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", sentence.lower()):
                assert (at, phrase) in ALLOWED, f"{at}: {sentence}"


@pytest.mark.parametrize(("at", "phrase"), ALLOWED)
def test_an_exception_is_still_needed(at: str, phrase: str) -> None:
    assert any(
        where == at and phrase in sentence.lower()
        for where, sentence in sentences(at.split(".")[0])
    )


@pytest.mark.parametrize("name", NAMES)
def test_words_are_set_with_care(name: str) -> None:
    for at, sentence in sentences(name):
        assert "'" not in sentence, at
        assert '"' not in sentence, at
        assert not re.search(r"\[[A-Z0-9]+\]|\(OK|\bR\d+\b|\bc_[A-Z]|\bsens=|  ", sentence), at
        assert set(re.findall(r"\{[^}]*\}", sentence)) <= PLACEHOLDERS, at
        assert sentence == sentence.strip(), at


@pytest.mark.parametrize("name", NAMES)
def test_purpose_is_short(name: str) -> None:
    assert 0 < len(PAGE[name]["purpose"]) <= 110


def test_doubted_article_sentences_are_nowhere() -> None:
    """The self-check never turns into advice, and proof is never thrown away."""
    words = " ".join(text.lower() for name in NAMES for _, text in sentences(name))
    deletes = re.findall(r"[^.]*\bdelete\b[^.]*\.", words)
    assert [one.strip() for one in deletes] == ["do not delete messages."]
