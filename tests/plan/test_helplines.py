"""Numbers to ring: those that are enabled, in their order, and never a guess."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from safeplan.plan.guide import Guide, GuideError
from safeplan.plan.helplines import (
    KINDS,
    Helplines,
    Line,
    country_of,
    load_helplines,
    read_file,
)
from safeplan.plan.model import Plan, Settings

MakePlan = Callable[..., Plan]

DATA = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "templates" / "helplines.toml").read_text(
        encoding="utf-8"
    )
)
COUNTRIES = sorted({one["country"] for one in DATA["helpline"]})


@pytest.fixture(scope="module")
def lines() -> Helplines:
    return load_helplines(lambda sentence: sentence)


def names(found: tuple[Line, ...]) -> list[str]:
    return [one.name for one in found]


def test_nothing_that_is_not_enabled_is_ever_shown(lines: Helplines) -> None:
    off = {(one["country"], one["name"]) for one in DATA["helpline"] if not one["enabled"]}
    assert off
    shown = {(one.country, one.name) for code in COUNTRIES for one in lines.lines(code)}
    assert not off & shown
    on = {(one["country"], one["name"]) for one in DATA["helpline"] if one["enabled"]}
    assert on == shown


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("GB", "999"),
        ("GB-SCT", "999"),
        ("IE", "112"),
        ("FR", "17"),
        ("LV", "112"),  # by the entry for member states
        ("BE-FR", "112"),
        ("NO", "112"),
        ("AU", "000"),
        ("HK", None),
        ("ID", None),
        ("IL", None),
        ("XX", None),
        ("", None),
        ("other", None),
    ],
)
def test_the_emergency_number(lines: Helplines, country: str, number: str | None) -> None:
    found = lines.emergency(country)
    assert (found.number if found else None) == number


def test_what_to_do_if_one_cannot_speak(lines: Helplines) -> None:
    found = lines.emergency("GB")
    assert found is not None
    assert "Press 55" in found.cannot_speak
    assert found.also == ("112",)


def test_a_country_shows_its_regions_until_one_is_picked(lines: Helplines) -> None:
    assert lines.regions("GB") == ("GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS")
    assert lines.regions("GB-SCT") == lines.regions("GB")
    assert lines.regions("US") == ()
    whole, scotland = lines.lines("GB"), lines.lines("GB-SCT")
    assert {one.country for one in whole} == {"GB", "GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS"}
    assert {one.country for one in scotland} == {"GB", "GB-SCT"}
    assert set(scotland) < set(whole)


def test_no_country_has_the_lines_of_another(lines: Helplines) -> None:
    for code in COUNTRIES:
        assert {one.country.split("-")[0] for one in lines.lines(code)} <= {code.split("-")[0]}
    assert lines.lines("") == ()
    assert lines.lines("other") == ()
    assert lines.lines("LV") == ()


def test_the_usual_order(lines: Helplines) -> None:
    for code in COUNTRIES:
        kinds = [KINDS.index(one.who) for one in lines.lines(code)]
        assert kinds == sorted(kinds)


@pytest.mark.parametrize("first", [("men",), ("child", "women"), ("deaf", "elder", "lgbtq")])
def test_what_was_asked_for_comes_first_and_nothing_is_left_out(
    lines: Helplines, first: tuple[str, ...]
) -> None:
    usual, asked = lines.lines("GB"), lines.lines("GB", first)
    assert sorted(names(usual)) == sorted(names(asked))
    wanted = [one.who for kind in first for one in usual if one.who == kind]
    assert wanted
    assert [one.who for one in asked][: len(wanted)] == wanted


def test_the_order_inside_a_kind_is_that_of_the_file(lines: Helplines) -> None:
    order = [one["name"] for one in DATA["helpline"] if one["country"].startswith("GB")]
    for kind in KINDS:
        same = [one.name for one in lines.lines("GB", ("men",)) if one.who == kind]
        assert same == sorted(same, key=order.index)


@pytest.mark.parametrize(
    ("country", "phone"),
    [
        ("GB", "116 123"),
        ("GB-WLS", "116 123"),
        ("US", "988"),
        ("CA", "988"),  # the better known of two
        ("FR", None),
        ("", None),
    ],
)
def test_the_line_for_someone_who_cannot_go_on(
    lines: Helplines, country: str, phone: str | None
) -> None:
    found = lines.crisis(country)
    assert (found.phone if found else None) == phone


def test_hours_in_doubt_are_told_as_such(lines: Helplines) -> None:
    doubted = [one for code in COUNTRIES for one in lines.lines(code) if one.hours_may_differ]
    assert doubted
    assert all("check" in one.hours for one in doubted)
    sure = [one for one in lines.lines("US") if one.hours == "24/7"]
    assert sure
    assert not any(one.hours_may_differ for one in sure)


def test_no_line_claims_that_a_person_rang_it(lines: Helplines) -> None:
    assert not any(one.was_checked for code in COUNTRIES for one in lines.lines(code))


def test_notes_and_hours_are_translated_and_numbers_are_not() -> None:
    welsh = load_helplines(lambda sentence: f"{sentence} (in Welsh)" if sentence else "")
    emergency = welsh.emergency("GB")
    assert emergency is not None
    assert emergency.cannot_speak.endswith("(in Welsh)")
    assert emergency.number == "999"
    line = welsh.crisis("GB")
    assert line is not None
    assert line.note == "free; not on bill (in Welsh)"
    assert line.hours == "24/7 (in Welsh)"
    assert (line.name, line.phone) == ("Samaritans", "116 123")


# --- what editors wrote to each other -----------------------------------------------------------


def test_no_remark_of_an_editor_reaches_a_person(lines: Helplines) -> None:
    for code in COUNTRIES:
        for one in lines.lines(code):
            for words in (one.name, one.phone, one.text, one.web, one.languages, one.note):
                assert not re.search(r"\bcheck\b|\bwrong\b|\bring before\b", words), (code, words)
        number = lines.emergency(code)
        if number is not None:
            assert not re.search(r"\bcheck\b", number.note + number.cannot_speak), code


def test_the_file_has_such_remarks() -> None:
    """So that the test above can fail."""
    said = [one.get(k, "") for one in DATA["helpline"] for k in ("text", "web", "languages")]
    assert sum("check" in words for words in said) >= 4


def test_a_remark_is_left_out_in_every_language(tmp_path: Path) -> None:
    file = tmp_path / "helplines.toml"
    said = 'text = "WhatsApp: check"\nweb = "a page: check"\nnote = "two found: check"\n'
    hours = 'hours = "24/7 (check)"\n'
    file.write_text(HEAD + LINE + said + hours, encoding="utf-8")
    for translate in (str, lambda sentence: sentence.replace("check", "gwirio")):
        (one,) = load_helplines(translate, file).lines("GB")
        assert (one.text, one.web, one.note, one.phone) == ("", "", "", "01632 960 999")
        assert one.hours_may_differ


def test_a_line_with_nothing_left_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "helplines.toml"
    silent = LINE.replace("01632 960 999", "") + 'web = "a page: check"\n'
    file.write_text(HEAD + silent, encoding="utf-8")
    assert load_helplines(str, file).lines("GB") == ()


def test_those_who_keep_the_file_see_every_entry_as_it_stands() -> None:
    entries = read_file()
    assert len(entries) == len(DATA["emergency"]) + len(DATA["helpline"])
    assert any("check" in one.text for one in entries if isinstance(one, Line))
    assert any(not one.enabled for one in entries)


# --- the country of a plan ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "region", "code"),
    [
        ("GB", "", "GB"),
        ("GB", "GB-SCT", "GB-SCT"),
        ("IE", "GB-SCT", "IE"),
        ("other", "GB-SCT", ""),
        ("rather_not", "", ""),
        ("@skip", "", ""),
        (None, "GB-SCT", ""),
    ],
)
def test_the_country_of_a_plan(make: MakePlan, country: str | None, region: str, code: str) -> None:
    plan = make(country=country).with_settings(Settings(region=region))
    assert country_of(plan) == code


def test_every_country_that_can_be_chosen_is_in_the_data(guide: Guide, lines: Helplines) -> None:
    written = {code.split("-")[0] for code in COUNTRIES}
    for option in guide.field("start.country").options:
        if option.value not in {"other", "rather_not"}:
            assert option.value in written or lines.emergency(option.value), option.value
    chosen = {option.value for option in guide.field("start.country").options}
    assert written - {"EU"} <= chosen


def test_a_country_without_lines_is_told_so(guide: Guide, lines: Helplines) -> None:
    told = guide.field("help.no_lines_note").show_if
    for option in guide.field("start.country").options:
        if option.value not in {"other", "rather_not"} and not lines.lines(option.value):
            assert option.value in told, option.value


# --- faults -------------------------------------------------------------------------------------

HEAD = "schema = 2\nchecked_by_human = false\nemergency = []\n"
LINE = """
[[helpline]]
country = "GB"
name = "An invented line"
phone = "01632 960 999"
who = "all"
confidence = "high"
source = "invented"
enabled = true
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + LINE.replace("enabled = true", "enabeld = true"), "enabeld"),
        (HEAD + LINE.replace('who = "all"', 'who = "cats"'), "unknown-kind: cats"),
        (HEAD + LINE.replace('"high"', '"sure"'), "unknown-kind: all: sure"),
        (HEAD + LINE.replace('phone = "01632 960 999"', "phone = 7"), "str"),
        (LINE, "schema"),
        ("schema =", "Invalid value"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "helplines.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        load_helplines(str, file)
    assert caught.value.file == "helplines.toml"
    assert reason in caught.value.reason


def test_a_small_file_loads(tmp_path: Path) -> None:
    file = tmp_path / "helplines.toml"
    file.write_text(HEAD + LINE + LINE.replace("true", "false"), encoding="utf-8")
    found = load_helplines(str, file)
    assert names(found.lines("GB")) == ["An invented line"]
    assert found.emergency("GB") is None


EMERGENCY = """
[[emergency]]
country = "GB"
number = "999"
confidence = "high"
source = "invented"
enabled = {enabled}
"""


@pytest.mark.parametrize(("enabled", "number"), [("true", "999"), ("false", None)])
def test_an_emergency_number_that_is_off_is_not_shown(
    tmp_path: Path, enabled: str, number: str | None
) -> None:
    file = tmp_path / "helplines.toml"
    head = "schema = 2\nchecked_by_human = false\nhelpline = []\n"
    file.write_text(head + EMERGENCY.format(enabled=enabled), encoding="utf-8")
    found = load_helplines(str, file).emergency("GB")
    assert (found.number if found else None) == number
