"""Every idea of the article stands on a page, with its caution before it.

Twenty ideas, each with the pages that carry it and the key of the caution that goes with it. The
files are read as plain TOML and as lines of text: what stands first in the file stands first on
the screen.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SECTIONS = Path(__file__).resolve().parents[2] / "templates" / "sections"
CAUTIONS = tomllib.loads((Path(__file__).parent / "cautions.toml").read_text(encoding="utf-8"))

MENU = """now start priorities people incident daily signs health tech papers money place transport
day children pets work_school legal immigration disability older family honour young lgbtq rural
log feelings journal reason detach closeness drink_drugs after pocket help"""

# id: the pages that carry it, one idea a line.
CARRIED = {
    "T1": ("incident", "daily"),
    "T2": ("daily", "incident"),
    "T3": ("closeness",),
    "T4": ("drink_drugs",),
    "T5": ("people",),
    "T6": ("people",),
    "L1": ("reason",),
    "L2": ("feelings",),
    "L3": ("daily", "incident", "after"),
    "L4": ("after",),
    "L5": ("feelings",),
    "L6": ("feelings",),
    "L7": ("journal",),
    "L8": ("feelings", "after"),
    "L9": ("feelings",),
    "L10": ("feelings",),
    "L11": ("detach",),
    "L12": ("reason",),
    "W": ("reason",),
    "D": ("detach",),
}
PAIRS = [(idea, page) for idea, pages in CARRIED.items() for page in pages]


@dataclass(frozen=True)
class Stand:
    """Where an idea stands: the field it is done at, and the caution that goes with it."""

    idea: str
    page: str
    field: str
    caution: str
    place: str
    caution_line: int
    field_line: int


def raw(page: str) -> str:
    """The text of a page's file."""
    return (SECTIONS / f"{page}.toml").read_text(encoding="utf-8")


def lines_of(text: str, kind: str) -> list[int]:
    """The lines on which the tables of a kind (caution, field) begin, in the order of the file."""
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if line.strip() == f"[[{kind}]]"]


def placed(page: str, kind: str) -> list[tuple[int, dict[str, Any]]]:
    """A page's cautions or fields, each with the line it begins on."""
    text = raw(page)
    tables = tomllib.loads(text).get(kind, [])
    return list(zip(lines_of(text, kind), tables, strict=True))


def goes_with(caution: dict[str, Any], field: dict[str, Any]) -> bool:
    """Whether a caution stands with a field: by name from either side, or for the whole page."""
    whole_page = not caution.get("fields")
    return whole_page or field["id"] in caution["fields"]


def stands(idea: str, page: str) -> list[Stand]:
    """Each field of a page where an idea is done, with its caution in the words specified."""
    key = f"c_{idea}"
    return [
        Stand(idea, page, field["id"], key, caution["place"], before, after)
        for after, field in placed(page, "field")
        if idea in field.get("carries", [])
        for before, caution in placed(page, "caution")
        if caution["id"] == key and caution["text"] == CAUTIONS[key] and goes_with(caution, field)
    ]


@pytest.mark.parametrize(("idea", "page"), PAIRS)
def test_each_idea_is_done_at_a_field_with_its_caution(idea: str, page: str) -> None:
    data = tomllib.loads(raw(page))
    assert idea in data["carries"]
    doing = [field["id"] for field in data["field"] if idea in field.get("carries", [])]
    assert doing, f"{page} has no field for {idea}"
    assert sorted({one.field for one in stands(idea, page)}) == sorted(doing)


@pytest.mark.parametrize(("idea", "page"), PAIRS)
def test_the_caution_is_read_before_the_tip(idea: str, page: str) -> None:
    found = stands(idea, page)
    assert found
    for one in found:
        assert one.place in {"before", "beside"}
        assert one.caution_line < one.field_line, f"{page}.{one.field}: {one.caution} comes after"


@pytest.mark.parametrize(("idea", "page"), PAIRS)
def test_the_caution_says_what_was_specified(idea: str, page: str) -> None:
    texts = [c["text"] for c in tomllib.loads(raw(page))["caution"] if c["id"] == f"c_{idea}"]
    assert texts.count(CAUTIONS[f"c_{idea}"]) == 1


@pytest.mark.parametrize("page", MENU.split())
def test_every_caution_of_every_page_comes_before_its_fields(page: str) -> None:
    fields = {field["id"]: line for line, field in placed(page, "field")}
    for line, caution in placed(page, "caution"):
        for field in caution.get("fields") or fields:
            assert line < fields[field], f"{page}.{field}: {caution['id']} comes after"


@pytest.mark.parametrize("page", MENU.split())
def test_a_page_carries_nothing_that_is_not_in_the_table(page: str) -> None:
    data = tomllib.loads(raw(page))
    expected = {idea for idea, pages in CARRIED.items() if page in pages}
    assert set(data["carries"]) == expected
    assert {idea for field in data["field"] for idea in field.get("carries", [])} == expected


def test_the_menu_names_every_page_once_and_in_order() -> None:
    files = {path.stem: tomllib.loads(raw(path.stem)) for path in SECTIONS.glob("*.toml")}
    assert {name: data["id"] for name, data in files.items()} == {name: name for name in files}
    assert sorted(files, key=lambda name: files[name]["order"]) == MENU.split()
    assert sorted(data["order"] for data in files.values()) == list(range(1, 37))


def test_twenty_of_twenty(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints the table, and counts the ideas that stand whole on every page that carries them."""
    table = {pair: stands(*pair) for pair in PAIRS}
    whole = {
        idea
        for idea, pages in CARRIED.items()
        if all(
            table[idea, page]
            and all(one.caution_line < one.field_line for one in table[idea, page])
            for page in pages
        )
    }
    with capsys.disabled():
        print()
        for rows in table.values():
            for one in rows:
                at = f"{one.page}.{one.field}"
                print(f"{one.idea:4} {at:24} {one.caution:6} {one.place}")
        print(f"{len(whole)} of {len(CARRIED)} ideas stand with their caution")
    assert len(CARRIED) == len(CAUTIONS) == 20
    assert whole == set(CARRIED)
