"""The question about the country, and the notes that stand where a country has no number.

Both follow ``templates/helplines.toml``: who enables a line there learns here which page to touch.
"""

import tomllib
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LINES = tomllib.loads((TEMPLATES / "helplines.toml").read_text(encoding="utf-8"))


def field(page: str, name: str) -> dict[str, Any]:
    """One field of a page as plain data."""
    data = tomllib.loads((TEMPLATES / "sections" / f"{page}.toml").read_text(encoding="utf-8"))
    return next(one for one in data["field"] if one["id"] == name)


COUNTRIES = field("start", "country")["options"]


def test_countries_are_those_of_the_helplines() -> None:
    listed = {one["country"].split("-")[0] for one in LINES["helpline"]}
    members = {m for one in LINES["emergency"] for m in one.get("members", [])}
    values = [option["value"] for option in COUNTRIES]
    assert values[-2:] == ["other", "rather_not"]
    assert set(values[:-2]) == (listed | members) - {"EU"}
    labels = [option["label"] for option in COUNTRIES]
    assert len(set(values)) == len(values) == len(set(labels)) == 61
    assert labels[6:-2] == sorted(labels[6:-2])


def test_notes_that_follow_the_helplines() -> None:
    """A country whose lines are confirmed, or whose silent call is known, loses its note."""
    chosen = [o["value"] for o in COUNTRIES][:-2]
    lines = {one["country"].split("-")[0] for one in LINES["helpline"] if one["enabled"]}
    without = [country for country in chosen if country not in lines]
    assert field("help", "no_lines_note")["show_if"] == (
        f"unknown(country) or country in {{{', '.join(['other', *without])}}}"
    )
    told = {
        one["country"] for one in LINES["emergency"] if one.get("cannot_speak") and one["enabled"]
    }
    parts = field("now", "silent_note")["show_if"].split(" and ")
    assert sorted(parts) == sorted(f"country != {country}" for country in told)
    assert told <= set(chosen)


def test_each_list_of_numbers_says_to_check_them() -> None:
    text = (TEMPLATES / "sections" / "help.toml").read_text(encoding="utf-8")
    footer = tomllib.loads(text)["footer"]
    assert footer == "Numbers change. Check before you rely on it or print it."
