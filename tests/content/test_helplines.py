"""The helplines as data: whole, and nothing that a person could not ring."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).resolve().parents[2] / "templates" / "helplines.toml"
DATA: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
EMERGENCY: list[dict[str, Any]] = DATA["emergency"]
LINES: list[dict[str, Any]] = DATA["helpline"]
ENABLED = [line for line in LINES if line["enabled"]]

WHO = {
    *("all", "women", "men", "lgbtq", "child", "young", "elder", "deaf"),
    *("honour", "sexual", "stalking", "crisis"),
}
CONFIDENCE = {"high", "medium", "low"}
REGIONS = {"GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS", "BE-FR", "BE-NL"}

# What a keypad can take. Groups are parted by spaces or hyphens; one number in Japan begins
# with the hash key.
DIALLED = re.compile(r"(\+|#)?[0-9]+([ -][0-9]+)*")

LINE_KEYS = {
    "needed": {"country", "name", "phone", "who", "confidence", "source", "enabled"},
    "allowed": {"also", "text", "web", "hours", "languages", "note", "checked"},
}
EMERGENCY_KEYS = {
    "needed": {"country", "number", "confidence", "source", "enabled"},
    "allowed": {"also", "cannot_speak", "note", "members", "checked"},
}


def numbers(entry: dict[str, Any]) -> list[str]:
    """Every number of an entry that is meant to be dialled."""
    first = entry.get("phone", entry.get("number", ""))
    return [one for one in (first, *entry.get("also", [])) if one]


def named(entry: dict[str, Any]) -> str:
    """A short name for a failing entry."""
    return f"{entry['country']} {entry.get('name', entry.get('number'))}"


def emergency_for(country: str) -> list[str]:
    """Enabled emergency numbers of a country: its own, its own without region, else the EU's."""
    enabled = [one for one in EMERGENCY if one["enabled"]]
    for code in (country, country.split("-")[0]):
        own = [one["number"] for one in enabled if one["country"] == code]
        if own:
            return own
    return [one["number"] for one in enabled if country.split("-")[0] in one.get("members", [])]


def test_the_file_says_what_it_is() -> None:
    assert set(DATA) == {"schema", "checked_by_human", "emergency", "helpline"}
    assert DATA["schema"] == 2
    assert FILE.read_text(encoding="utf-8").startswith("schema = ")


@pytest.mark.parametrize(
    ("entries", "keys"),
    [(LINES, LINE_KEYS), (EMERGENCY, EMERGENCY_KEYS)],
    ids=["line", "emergency"],
)
def test_keys_and_kinds(entries: list[dict[str, Any]], keys: dict[str, set[str]]) -> None:
    for entry in entries:
        assert keys["needed"] <= set(entry) <= keys["needed"] | keys["allowed"], named(entry)
        for key, value in entry.items():
            kind = {"enabled": bool, "also": list, "members": list}.get(key, str)
            assert type(value) is kind, f"{named(entry)}: {key}"
            if isinstance(value, list):
                assert value, f"{named(entry)}: {key}"
                assert all(type(one) is str for one in value), f"{named(entry)}: {key}"
        assert entry["confidence"] in CONFIDENCE, named(entry)
        assert entry["source"].strip(), named(entry)


def test_countries_are_two_letters_or_a_known_region() -> None:
    for entry in (*LINES, *EMERGENCY):
        code = entry["country"]
        assert re.fullmatch(r"[A-Z]{2}", code) or code in REGIONS, named(entry)
    for entry in EMERGENCY:
        assert all(re.fullmatch(r"[A-Z]{2}", code) for code in entry.get("members", []))


def test_who_is_of_the_list() -> None:
    assert {line["who"] for line in LINES} <= WHO
    assert {line["who"] for line in ENABLED} == WHO - {"deaf"}


def test_every_enabled_number_can_be_dialled() -> None:
    for entry in (*ENABLED, *(one for one in EMERGENCY if one["enabled"])):
        for number in numbers(entry):
            assert DIALLED.fullmatch(number), f"{named(entry)}: {number!r}"
            assert 2 <= sum(sign.isdigit() for sign in number) <= 15, named(entry)
    assert [named(one) for one in ENABLED for n in numbers(one) if "#" in n] == [
        "JP DV Soudan Navi"
    ]


def test_a_line_without_a_number_has_a_page_to_look_at() -> None:
    silent = [line for line in ENABLED if not line["phone"]]
    assert [line["country"] for line in silent] == ["CA"]
    assert all(line["web"] for line in silent)


@pytest.mark.parametrize("number", ["999", "+44 20 7946 0000", "01632 960 123", "#8008"])
def test_the_dial_pattern_takes(number: str) -> None:
    assert DIALLED.fullmatch(number)


@pytest.mark.parametrize("number", ["", "0800 FLOWER", "999 or 112", "116 016 ", "(01) 2", "1--2"])
def test_the_dial_pattern_refuses(number: str) -> None:
    assert not DIALLED.fullmatch(number)


def test_nothing_doubtful_is_enabled() -> None:
    assert [named(one) for one in (*ENABLED, *EMERGENCY) if one["confidence"] == "low"] == []


def test_nothing_claims_to_be_checked() -> None:
    dated = [named(one) for one in (*LINES, *EMERGENCY) if "checked" in one]
    assert bool(dated) == DATA["checked_by_human"]


def test_counts() -> None:
    """The counts that the specification gives; a changed file changes this line by hand."""
    assert (len(LINES), len(ENABLED), len(EMERGENCY)) == (122, 104, 34)
    assert Counter(one["confidence"] for one in LINES) == {"high": 78, "medium": 27, "low": 17}
    codes = {line["country"] for line in ENABLED}
    assert len(codes) == 53
    assert len({code[:2] for code in codes}) == 48
    assert len({line["country"][:2] for line in LINES} - {"EU"}) == 57


def test_no_line_stands_twice() -> None:
    seen = Counter((line["country"], line["name"]) for line in LINES)
    assert [pair for pair, times in seen.items() if times > 1] == []
    twice = Counter(one["country"] for one in EMERGENCY)
    assert [code for code, times in twice.items() if times > 1] == []


def test_where_no_emergency_number_is_known() -> None:
    """There the “no number” sentence shows; no number is guessed."""
    assert {line["country"] for line in ENABLED if not emergency_for(line["country"])} == {"IL"}


def test_the_number_for_member_states_is_shown_for_members_alone() -> None:
    members = next(one for one in EMERGENCY if one["country"] == "EU")["members"]
    assert len(members) == len(set(members)) == 27
    assert emergency_for("DE") == ["112"]
    assert emergency_for("GB-SCT") == ["999"]
    assert emergency_for("US") == ["911"]
    assert emergency_for("ZZ") == []


def test_116_016_only_where_it_was_seen_to_work() -> None:
    where = {
        one["country"] for one in ENABLED if "116 016" in numbers(one) or "116016" in numbers(one)
    }
    assert where == {"DE", "CZ"}


def test_crisis_lines() -> None:
    crisis = {line["country"] for line in ENABLED if line["who"] == "crisis"}
    assert crisis == {"AU", "CA", "CH", "GB", "IE", "US"}
