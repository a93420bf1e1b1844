"""The table of rules: whole, and its faults told by the rule's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeplan.plan.guide import Guide, GuideError
from safeplan.plan.rules import Rules, load_rules, rules_for

SHIPPED = (Path(__file__).resolve().parents[2] / "templates" / "tailoring.toml").read_text(
    encoding="utf-8"
)

R1 = """now start priorities people incident daily signs health tech papers money place transport
day children pets work_school legal immigration disability older family honour young lgbtq rural
log feelings journal reason detach closeness drink_drugs after pocket help"""


@pytest.fixture(scope="module")
def rules(guide: Guide) -> Rules:
    return rules_for(guide)


def test_the_order_of_the_menu(rules: Rules) -> None:
    assert list(rules.order) == R1.split()
    assert rules.head == ("now", "start")


def test_every_rule_has_its_place(rules: Rules) -> None:
    """Each of R1 to R36 is a rule, or is said to be kept elsewhere; no number is made up."""
    told = {rule.id.split()[0] for rule in rules.rule if rule.id.startswith("R")}
    told |= set(rules.elsewhere) | {"R1", "R2"}
    assert told == {f"R{number}" for number in range(1, 37)}


def test_no_rule_can_touch_a_caution(rules: Rules) -> None:
    assert not [name for name in type(rules.rule[0]).__struct_fields__ if "caution" in name]


def test_rules_are_read_once_for_a_guide(guide: Guide, rules: Rules) -> None:
    assert rules_for(guide) is rules


def test_what_a_person_reads_is_translated(guide: Guide) -> None:
    welsh = load_rules(guide, lambda sentence: f"{sentence} (in Welsh)" if sentence else "")
    headings = {rule.heading for rule in welsh.rule if rule.heading}
    assert headings == {
        "If you ever need it (in Welsh)",
        "I have time to prepare (in Welsh)",
    }
    links = {link.text for rule in welsh.rule for link in rule.links}
    assert links == {
        "Harm to the neck (in Welsh)",
        "Transport you can use, and how to book it without {them}. (in Welsh)",
    }
    assert all(rule.banner.endswith("(in Welsh)") for rule in welsh.rule if rule.banner)
    assert [rule.when for rule in welsh.rule] == [rule.when for rule in rules_for(guide).rule]


def test_a_link_to_a_question_says_what_it_asks(guide: Guide, rules: Rules) -> None:
    found = [one for rule in rules.rule for one in rule.links if guide.field(one.to).prompt]
    assert found
    assert all(one.text == guide.field(one.to).prompt for one in found)


def test_sentences_are_those_of_the_guide_or_of_the_rules(guide: Guide, rules: Rules) -> None:
    option = guide.field("day.two_plans").option("i_have_time_to_prepare")
    assert option is not None
    heading = next(rule.heading for rule in rules.rule if rule.id == "R7")
    assert option.label.endswith(heading)
    titles = [one.text for one in guide.section("day").title_when]
    assert titles == [next(rule.heading for rule in rules.rule if rule.id == "R4")]


def _changed(old: str, new: str) -> str:
    assert old in SHIPPED, old
    return SHIPPED.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "rule", "reason"),
    [
        (_changed('"pocket", "help",\n]', '"pocket",\n]'), "order", "not-every-page-once"),
        (
            _changed('"now", "start", "priorities"', '"now", "now", "start", "priorities"'),
            "order",
            "twice",
        ),
        (_changed("my_pet =", "my_cat ="), "priorities", "not-the-options"),
        (_changed('"priorities.rank"', '"priorities.nobody"'), "priorities", "not-the-options"),
        (_changed('["pets"]', '["moon"]'), "priorities", "unknown-page: 'moon'"),
        (_changed('always = ["now", "help"]', 'always = ["moon"]'), "priorities", "unknown-page"),
        (
            _changed('when = "lives_with != no" }', 'when = "moon = full" }'),
            "priorities",
            "unknown-fact",
        ),
        (_changed('when = "stage = staying"', 'when = "stage = gone"'), "R4", "unknown-value"),
        (_changed('when = "not care"', 'when = "hardly care"'), "R12", "unreadable-condition"),
        (_changed('more = ["after"]', 'more = ["moon"]'), "R4", "unknown-page: 'moon'"),
        (_changed('menu = ["pets"]', 'menu = ["moon"]'), "R11", "unknown-page: 'moon'"),
        (_changed('helpline = ["signs"', 'helpline = ["moon"'), "R13", "unknown-page: 'moon'"),
        (_changed('pin = ["tech.first_note"]', 'pin = ["tech.moon"]'), "R17", "unknown-field"),
        (_changed('quiet = ["people.group"]', 'quiet = ["people.moon"]'), "R17", "unknown-field"),
        (_changed('= "tech.safer_device" }', '= "tech.moon" }'), "R17", "unknown-field"),
        (_changed('offer = "health.neck_page"', 'offer = "health.moon"'), "R14", "unknown-field"),
        (
            _changed('"first_note", "know_too_much"', '"moon", "know_too_much"'),
            "R4",
            "unknown-field: 'tech.moon'",
        ),
        (_changed('page = "now", to', 'page = "moon", to'), "R14 if not sure", "unknown-page"),
        (
            _changed('to = "health.neck_page"', 'to = "health.moon"'),
            "R14 if not sure",
            "unknown-field",
        ),
        (_changed('"they_have_or_can_get_a_gun"', '"they_have_a_cat"'), "R15", "unknown-option"),
        (_changed('["lease_deeds_mortgage"]', '["moon"]'), "R22", "unknown-option: 'moon'"),
        (_changed('["number", "safe_way"]', '["number", "moon"]'), "R19", "unknown-part: 'moon'"),
        (
            _changed('[rule.hide_options]\n"papers.docs"', '[rule.hide_options]\n"papers.moon"'),
            "R22",
            "unknown-field",
        ),
    ],
)
def test_a_fault_is_told_with_its_rule(
    guide: Guide, tmp_path: Path, text: str, rule: str, reason: str
) -> None:
    file = tmp_path / "tailoring.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        load_rules(guide, str, file)
    assert caught.value.file == "tailoring.toml"
    assert caught.value.field == rule
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        _changed('id = "R3"', 'name = "R3"'),
        _changed("print_note = true", 'print_note = "yes"'),
        _changed('more = ["daily"]', 'switch_off = ["c_T1"]'),
        "order = ",
        "",
    ],
)
def test_what_the_schema_does_not_know_is_refused(guide: Guide, tmp_path: Path, text: str) -> None:
    file = tmp_path / "tailoring.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GuideError):
        load_rules(guide, str, file)


def test_the_shipped_file_passes_the_same_road(guide: Guide, tmp_path: Path) -> None:
    file = tmp_path / "tailoring.toml"
    file.write_text(SHIPPED, encoding="utf-8")
    assert load_rules(guide, lambda sentence: sentence, file) == rules_for(guide)
