"""What the program must never do, line by line, each proven by whatever can prove it.

Some are proven elsewhere, at the level where the thing happens: the audit watches sockets and
writes of every process, the tests of the sheet and of the PDF look at paper. ``ELSEWHERE`` names
those tests, and a test here looks whether they still exist.
"""

from __future__ import annotations

import ast
import datetime
import inspect
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from safeplan.plan import journal, log, pocket
from safeplan.plan.facts import PlanFacts
from safeplan.plan.guide import Guide, load_guide
from safeplan.plan.helplines import load_helplines
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record, Settings, dumps
from safeplan.plan.rules import rules_for
from safeplan.plan.schema import Field
from safeplan.plan.tailoring import arrange
from safeplan.plan.words import words_for
from tests.content.everything_read import holds, messages, pages, sentences

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "safeplan").rglob("*.py"))
EVERYTHING = list(sentences())
NOW = datetime.datetime(2026, 3, 2, 21, 30)

# What cannot be: where it is proven.
ELSEWHERE = {
    "use the network": ("tests/audit/test_commands.py", "test_no_socket_is_made"),
    "use the network, in the screens": ("tests/audit/test_app.py", "test_no_socket_is_made"),
    "write outside the stick": (
        "tests/audit/test_commands.py",
        "test_nothing_is_written_outside_the_folder",
    ),
    "write outside the stick, in the screens": (
        "tests/audit/test_app.py",
        "test_nothing_is_written_outside_the_folder",
    ),
    "show the plan's name in files": (
        "tests/export/test_quiet.py",
        "test_no_telling_word_and_no_name",
    ),
    "show the name in a print job": ("tests/export/test_writer.py", "test_the_name_is_the_title"),
    "print a never-item": (
        "tests/plan/test_pocket.py",
        "test_what_is_never_on_paper_is_blocked_whatever_the_templates_say",
    ),
    "keep readable plan text": ("tests/vault/test_noise.py", "test_one_of_each"),
    "red, amber, green on paper": ("tests/export/test_quiet.py", "test_grey_alone_and_no_pictures"),
    "push, promise, diagnose, blame": ("tests/content/test_forbidden.py", "test_it_stands_nowhere"),
    "suggest deleting proof": (
        "tests/content/test_forbidden.py",
        "test_deleting_proof_is_never_suggested",
    ),
    "a guessed number": (
        "tests/content/test_forbidden.py",
        "test_no_emergency_number_is_written_into_a_sentence",
    ),
    "a source key, a rule number, a flag": (
        "tests/content/test_forbidden.py",
        "test_no_shouting_no_marks_no_tags",
    ),
    "open a hard page without its gate": (
        "tests/plan/test_gates.py",
        "test_every_promise_holds_for_everyone",
    ),
    "hide in one key, always": ("tests/terminal/test_leaving.py", "test_keys"),
    "cautions with the tip, always": (
        "tests/content/test_coverage.py",
        "test_the_caution_is_read_before_the_tip",
    ),
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_what_is_proven_elsewhere_still_is(what: str) -> None:
    file, name = ELSEWHERE[what]
    text = (ROOT / file).read_text(encoding="utf-8")
    assert f"def {name}(" in text


# --- what the code reaches for ------------------------------------------------------------------

NETWORK = {
    *("socket", "ssl", "http", "urllib", "urllib3", "requests", "httpx", "aiohttp", "ftplib"),
    *("smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "webbrowser", "socketserver"),
    *("asyncore", "nntplib", "paramiko", "websockets"),
}
OUTSIDE = {
    *("logging", "syslog", "tempfile", "sqlite3", "shelve", "dbm", "pickle", "faulthandler"),
    *("pyperclip", "tkinter", "cups", "win32print", "sentry_sdk", "platformdirs", "appdirs"),
    *("notify2", "plyer", "desktop_notifier", "geocoder", "geopy", "sched"),
}


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The first part of the name of every module that a module names, wherever it does."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (one.name.split(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def called(path: Path) -> Iterator[str]:
    """The last part of the name of everything that a module calls."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.func.id


def test_no_module_reaches_for_the_network_or_for_places_outside() -> None:
    found = {
        (str(path.relative_to(ROOT)), name)
        for path in MODULES
        for name in imported(path)
        if name in NETWORK | OUTSIDE
    }
    # Who makes sticks does so on their own computer, in a folder that goes away again.
    makers = {"safeplan/stick/workshop.py", "safeplan/stick/pinned_archive.py"}
    assert found == {(path, "tempfile") for path in makers}


def test_that_look_can_fail(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def f():\n    import socket\n    from urllib.request import urlopen\n")
    assert set(imported(planted)) == {"socket", "urllib"}


def test_nothing_is_put_on_the_clipboard_rung_or_shown_as_a_notice() -> None:
    loud = {"copy_to_clipboard", "notify", "bell", "action_copy_text", "deliver_text", "open_url"}
    loud |= {"deliver_screenshot", "save_screenshot", "deliver_binary", "action_screenshot"}
    found = {(path.name, name) for path in MODULES for name in called(path) if name in loud}
    assert found == set()


def test_no_timer_calls_a_person_back() -> None:
    """Nothing reminds: the one date a person can set is looked at only when they look."""
    users = {
        str(path.relative_to(ROOT))
        for path in MODULES
        if "priorities.review" in path.read_text(encoding="utf-8") and path.name != "review.py"
    }
    assert all("screens" in user for user in users), users
    source = inspect.getsource(__import__("safeplan.plan.review", fromlist=["review"]))
    assert not re.search(r"\b(sleep|Timer|schedule|set_interval|now\(\))\b", source)


def test_nothing_counts_people() -> None:
    """No analytics: no name of a machine, a user or an install is asked for by the plan's rooms."""
    asked = {"gethostname", "getnode", "getlogin", "getuser", "uuid1", "uuid4", "platform"}
    for path in MODULES:
        if path.parent.name in {"plan", "commands", "export", "cover", "vault"}:
            # A list of a stick's parts has a serial number that is drawn, and stays with its maker.
            drawn = {"uuid", "uuid4"} if path.name == "stick_command.py" else set()
            assert not asked & set(called(path)) - drawn, path.name
            assert not {"uuid", "platform", "getpass"} & set(imported(path)) - drawn, path.name


# --- what a plan holds --------------------------------------------------------------------------


def a_full_plan(guide: Guide) -> Plan:
    """Something at every question."""
    plan = Plan(settings=Settings())
    for field in guide.fields():
        value = _something(field)
        if value is not None:
            plan = plan.with_answer(field.key, Answer("answer", value))
    plan = log.add_incident(plan, {"what": "an invented entry"}, NOW)
    return journal.add_entry(plan, "an invented day", NOW)


def _something(field: Field) -> Any:
    if field.holds == "text":
        return "2026-05-01" if field.type == "date" else "teapot"
    if field.holds == "item":
        return Chosen(field.options[0].value)
    if field.holds == "items":
        chosen = tuple(Chosen(one.value) for one in field.options)
        return chosen or (Own("teapot"),)
    return None


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(lambda sentence: sentence)


def test_care_is_never_stored_shown_or_exported(guide: Guide) -> None:
    from safeplan.plan.answers import write_toml

    plan = a_full_plan(guide)
    assert PlanFacts(plan).flag("care")
    names: set[str] = set()

    def walk(data: Any) -> None:
        if isinstance(data, dict):
            names.update(data)
            list(map(walk, data.values()))
        elif isinstance(data, list):
            list(map(walk, data))

    walk(json.loads(dumps(plan)))
    walk(tomllib.loads(write_toml(plan, guide)))
    assert not {"care", "l4_ok", "apart", "level", "score", "risk", "danger"} & names
    seen = arrange(guide, plan)
    assert not {"care", "level", "score"} & set(type(seen).__dataclass_fields__)


def test_no_number_is_made_of_answers(guide: Guide) -> None:
    """No score: however much is ticked, what is said below it is the same."""
    for key, end in (("signs.noticed", "signs.end"), ("reason.selfcheck", "reason.selfcheck_end")):
        options = guide.field(key).options
        section, name = end.split(".")
        said = set()
        for count in range(len(options) + 1):
            ticked = tuple(Chosen(one.value) for one in options[:count])
            plan = Plan().with_answer(key, Answer("answer", ticked))
            found = arrange(guide, plan).page(section).field(name)
            assert found is not None
            said.add((found.field.text, tuple(c.text for c in found.cautions)))
        assert len(said) == 1


def test_facts_are_yes_or_no_and_never_a_sum() -> None:
    source = inspect.getsource(PlanFacts)
    assert not re.search(r"\bsum\(|\blen\(|\bcount\b|[+*]=|\d{2,}", source)


def test_no_scan_no_photo_and_no_address_of_a_refuge_is_asked_for(guide: Guide) -> None:
    kinds = {field.type for field in guide.fields()}
    assert kinds == {
        *("text", "list", "checklist", "contact", "date", "choice", "rank", "note", "log"),
    }
    for field in guide.fields():
        for part in field.subfields:
            assert "address" not in part.id, field.key
        assert not re.search(r"address of (the|a) (refuge|shelter)", field.prompt.lower())
    warning = "never write a refuge address in this plan or on paper"
    page = arrange(guide, Plan()).page("place")
    places = page.field("places")
    assert places is not None
    assert any(warning in one.text for one in places.cautions)


def test_nothing_has_to_be_answered(guide: Guide) -> None:
    """Works when half filled, or not at all; any answer can be taken out at once."""
    empty = arrange(guide, Plan())
    assert {"now", "help"} <= {page.id for page in empty.menu}
    plan = a_full_plan(guide)
    for key in list(plan.answers):
        less = plan.without(key)
        assert less.answer(key) is None
    assert pocket.candidates(guide, Plan()) == ()
    assert "required" not in set(Field.__struct_fields__)


def test_nobody_is_locked_out_of_help(guide: Guide) -> None:
    rules = rules_for(guide)
    assert set(rules.always) == {"now", "help"}
    plan = Plan().with_put_away("help").with_put_away("now")
    for answers in (Plan(), plan, a_full_plan(guide)):
        assert {"now", "help"} <= {page.id for page in arrange(guide, answers).menu}
    for rule in rules.rule:
        assert not {"now", "help"} & {*rule.more, *rule.off_home, *rule.collapse}
        assert not [key for key in rule.hide if key.startswith(("now.", "help."))]


def test_no_empty_and_no_guessed_number(guide: Guide) -> None:
    """Where none is known, whole sentences take the place of a number."""
    lines = load_helplines(str)
    for country in ("", "IL", "other", "XX"):
        plan = Plan()
        if country:
            plan = plan.with_answer("start.country", Answer("answer", Chosen(country)))
        words = words_for(plan, lines, "F4")
        for field in guide.fields():
            said = [words.fill(field.prompt), words.fill(field.text, field.text_without_number)]
            said.append(words.fill(field.help, field.help_without_number))
            assert bool(said[2]) == bool(field.help), field.key
            said += [words.fill(one.label, one.label_without_number) for one in field.options]
            assert bool(said[0]) == bool(field.prompt), field.key
            assert bool(said[1]) == bool(field.text), field.key
            for text in said:
                assert not re.search(r"[{}]|  |[Cc]all if you can|[Cc]all [.,]", text), text


# --- what is said -------------------------------------------------------------------------------

# Sentences that would tell someone what to do with their life. A negation or a question before
# them is no advice.
ORDERS = re.compile(
    r"(?:^|[.:;] )(?:please )?(leave (?:him|her|them|now|home|the home|today)"
    r"|stay with (?:him|her|them)|go back (?:home|to (?:him|her|them))|call the police"
    r"|report (?:him|her|them|it)|forgive|confront|get an order|divorce|break up"
    r"|end it|move out)\b",
    re.IGNORECASE,
)


def test_nobody_is_told_to_leave_stay_report_forgive_confront_or_get_an_order() -> None:
    for at, said in EVERYTHING:
        assert not ORDERS.search(said), (at, said)


@pytest.mark.parametrize(
    "said", ["Leave them.", "It is time. Report it to someone.", "End it soon."]
)
def test_an_order_is_seen(said: str) -> None:
    assert ORDERS.search(said)


ADVICE = {
    "telling the other person": r"\btell {them}(?! by mistake)",
    "a child that spies, lies or carries messages": (
        r"\bchild(ren)?\b[^.]*\b(lie|lies|spy|messages)\b"
    ),
    "fighting back": r"\b(hit|hitting|fight|fighting|hurt) (them )?back\b",
    "touching a weapon": (
        r"\b(touch|move|hide|take|remove|lock)\w* (the|a|their) (gun|weapon|knife)"
    ),
    "their accounts": r"(\btheir|{them}’s) (accounts?|password|phone)\b",
    "trackers and spy apps, first": (
        r"\b(remov|delet|uninstall|destroy|throw)\w* (it|the (app|tracker))"
    ),
    "stopping a medicine, drink or drug at once": r"\bstop (all at once|a medicine|drinking|using)",
}
# The sentences that hold such words, and say the opposite, or ask.
SAY_THE_OPPOSITE = {
    "telling the other person": [
        "it is safer not to tell {them}",
        "If a child tells {them} by mistake",
    ],
    "a child that spies, lies or carries messages": ["Children are not asked to spy"],
    "fighting back": ["Hitting back can lead to worse injury", "It is not for fighting {them}"],
    "touching a weapon": [],
    "their accounts": ["Getting into {them}’s accounts or devices for proof may be a crime"],
    "trackers and spy apps, first": [
        "Removing it tells them",
        "you could move it rather than delete it",
    ],
    "stopping a medicine, drink or drug at once": [
        "please do not stop all at once",
        "Please do not stop a medicine on your own",
    ],
}


@pytest.mark.parametrize("what", ADVICE)
def test_no_advice_that_can_hurt(what: str) -> None:
    found = []
    for at, said in pages():
        for sentence in re.split(r"(?<=[.?!]) ", said):
            if re.search(ADVICE[what], sentence, re.IGNORECASE):
                found.append((at, sentence))
    wrong = [(at, one) for at, one in found if not any(ok in one for ok in SAY_THE_OPPOSITE[what])]
    assert wrong == []


# What each pattern has to see, were it ever written.
WOULD_HURT = {
    "telling the other person": "You could tell {them} about your limits.",
    "a child that spies, lies or carries messages": "Your child could carry messages for you.",
    "fighting back": "Hit them back as hard as you can.",
    "touching a weapon": "Hide the gun before they come home.",
    "their accounts": "Look into {them}’s phone for proof.",
    "trackers and spy apps, first": "Delete the app at once.",
    "stopping a medicine, drink or drug at once": "It is best to stop drinking today.",
}


@pytest.mark.parametrize("what", ADVICE)
def test_such_advice_is_seen(what: str) -> None:
    said = WOULD_HURT[what]
    assert re.search(ADVICE[what], said, re.IGNORECASE)
    assert not any(ok in said for ok in SAY_THE_OPPOSITE[what])


@pytest.mark.parametrize("what", ADVICE)
def test_the_opposite_is_still_said(what: str) -> None:
    """An exception for a sentence that is gone would let another one through."""
    whole = " ".join(said for _, said in pages())
    assert [one for one in SAY_THE_OPPOSITE[what] if one not in whole] == []


def test_trackers_are_looked_at_first_and_changed_later(guide: Guide) -> None:
    tech = guide.section("tech")
    assert tech.fields[0].id == "first_note"
    assert tech.fields[0].text.startswith("Please look first, and change nothing yet.")
    for name in ("spyapp", "found_tracker"):
        text = guide.field(f"tech.{name}").text
        assert re.search(r"before you touch it|do not have to do anything at once", text)
    reset = guide.field("tech.spyapp").noticeable
    assert reset.startswith("A reset or new phone tells them")


def test_no_real_names_in_examples(guide: Guide) -> None:
    """Ideas name things and places; the one person among them is an aunt nobody has."""
    names = re.compile(r"\b(John|Mary|Anna|Peter|Sarah|David|Maria|Mohammed|Ali|Emma|Tom)\b")
    for at, said in EVERYTHING:
        if at != "helplines":
            assert not names.search(said), (at, said)


def test_secrecy_is_never_promised() -> None:
    text = " ".join(said for _, said in messages())
    assert "this may not stay secret on this computer" in text
    for at, said in EVERYTHING:
        for phrase in ("nobody can find", "no one can find", "cannot be found", "leaves no trace"):
            assert not holds(said, phrase), (at, said)


def test_numbers_are_always_shown_with_check_the_number(guide: Guide) -> None:
    words = "Numbers change. Check before you rely on it or print it."
    assert guide.section("help").footer == words
    for name in ("helplines.py", "now.py"):
        screen = (ROOT / "safeplan" / "app" / "screens" / name).read_text(encoding="utf-8")
        assert 'section("help").footer' in screen, name


def test_no_traffic_light_on_the_screen() -> None:
    """Colours come from a few pale or dark ones; none is a warning, none says that all is well."""
    folder = ROOT / "safeplan" / "app"
    named = r"\$(error|success|warning)|[\"' ](red|green|amber|orange|crimson|lime|yellow)[\"';]"
    for path in (folder / "app.tcss", folder / "themes.py"):
        assert not re.search(named, path.read_text(encoding="utf-8")), path.name
    codes = re.findall(r"\b([0-9A-F]{6})\b", (folder / "themes.py").read_text("utf-8"))
    assert len(codes) > 50
    for code in codes:
        red, green, blue = (int(code[at : at + 2], 16) for at in (0, 2, 4))
        assert not (red > 160 and green < 90 and blue < 90), code
        assert not (green > 140 and red < 90 and blue < 90), code
        assert not (red > 180 and 90 < green < 200 and blue < 60), code


# --- what leaves the plan -----------------------------------------------------------------------


def users_of(name: str) -> set[str]:
    """The modules that call something of this name."""
    return {path.name for path in MODULES if name in set(called(path))}


def test_nothing_is_exported_by_itself() -> None:
    """Files are written by a command that was typed, or by a button that was pressed."""
    plan_files = {"exporting.py", "notebook_print.py", "export_command.py"}
    # A second vault, where the first one cannot be written or is too small.
    vaults = {"elsewhere.py", "notebook_settings.py"}
    assert users_of("write_new") == plan_files | vaults
    makers = {
        path.name
        for path in MODULES
        if re.search(r"from safeplan\.app\.exporting import .*\bmake\b", path.read_text("utf-8"))
    }
    assert makers == {"sheet_how.py"}
    assert (ROOT / "safeplan" / "app" / "screens" / "sheet_how.py").exists()


def test_a_file_is_made_after_a_fresh_password_alone() -> None:
    path = ROOT / "safeplan" / "app" / "exporting.py"
    (make,) = [n for n in tree(path).body if isinstance(n, ast.FunctionDef) and n.name == "make"]
    steps = [
        node.func.id
        for node in ast.walk(make)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    lines = {
        node.func.id: node.lineno
        for node in ast.walk(make)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {"confirmed", "write_all"} <= set(steps)
    assert lines["confirmed"] < lines["write_all"]


def test_a_code_word_alone_can_be_the_whole_sheet(guide: Guide) -> None:
    plan = Plan().with_answer("people.code_word", Answer("answer", "umbrella"))
    sheet = pocket.compose(guide, plan, ("oats", "glue", "bread"))
    own = [line.says for line in sheet.lines if not line.filler]
    assert own == ["umbrella"]
    assert sheet.open == ()
    assert "umbrella" in sheet.printable()


def test_the_meaning_of_a_code_word_has_no_way_onto_paper(guide: Guide) -> None:
    for key in ("people.code_meaning", "people.check_in_if_not"):
        field = guide.field(key)
        assert field.pocket == "never"
        assert field.private
        assert not pocket.allowed(field)


def test_what_was_picked_by_hand_is_held_back_all_the_same(guide: Guide) -> None:
    """A plan that was written by something else still gets nothing private onto paper."""
    private = [one.key for one in guide.fields() if one.private and one.type != "note"]
    assert len(private) > 60
    plan = a_full_plan(guide)
    for key in private:
        chosen = (Record("1", {"of": key}), Record("2", {"of": f"{key}/teapot"}))
        asked = plan.with_answer("pocket.lines", Answer("answer", chosen))
        sheet = pocket.compose(guide, asked, ("oats", "glue"))
        assert not [line for line in sheet.lines if not line.filler and line.kind == "line"], key


# --- the whole list -----------------------------------------------------------------------------

# Line by line, and what proves it: a test of this file, or a line of ELSEWHERE.
LIST = {
    "use the network in any form": "use the network",
    "call, text, email, notify, share location": (
        "test_no_module_reaches_for_the_network_or_for_places_outside"
    ),
    "leave a clipboard behind": "test_nothing_is_put_on_the_clipboard_rung_or_shown_as_a_notice",
    "give a score, level, percentage": "test_no_number_is_made_of_answers",
    "count towards a level": "test_facts_are_yes_or_no_and_never_a_sum",
    "say that someone is safe or at risk": "push, promise, diagnose, blame",
    "tell someone to leave, stay, report, forgive, confront, get an order": (
        "test_nobody_is_told_to_leave_stay_report_forgive_confront_or_get_an_order"
    ),
    "write outside the stick": "write outside the stick",
    "write outside the stick, in the screens": "write outside the stick, in the screens",
    "keep readable plan text on the stick": "keep readable plan text",
    "show the plan’s name or words in titles, files, errors": "show the plan's name in files",
    "show them in print jobs": "show the name in a print job",
    "remind or pop up": "test_no_timer_calls_a_person_back",
    "print a never-item": "print a never-item",
    "print what was picked by hand": "test_what_was_picked_by_hand_is_held_back_all_the_same",
    "make a sheet without a fresh password": "test_a_file_is_made_after_a_fresh_password_alone",
    "store refuge addresses, scans or photos": (
        "test_no_scan_no_photo_and_no_address_of_a_refuge_is_asked_for"
    ),
    "suggest deleting messages or proof": "suggest deleting proof",
    "suggest removing spy apps or trackers as a first step": (
        "test_trackers_are_looked_at_first_and_changed_later"
    ),
    "suggest what can hurt": "test_no_advice_that_can_hurt",
    "suggest couple counselling or mediation": "push, promise, diagnose, blame",
    "use real names in examples": "test_no_real_names_in_examples",
    "collect counts or analytics": "test_nothing_counts_people",
    "promise secrecy": "test_secrecy_is_never_promised",
    "lock a person out of help": "test_nobody_is_locked_out_of_help",
    "show an empty or guessed number": "test_no_empty_and_no_guessed_number",
    "write a number into a sentence": "a guessed number",
    "open a hard page without its gate": "open a hard page without its gate",
    "auto-export": "test_nothing_is_exported_by_itself",
    "make any red, amber, green on paper": "red, amber, green on paper",
    "make any red, amber, green on the screen": "test_no_traffic_light_on_the_screen",
    "show a source key, a rule number or the flag": "a source key, a rule number, a flag",
    "store or export the flag": "test_care_is_never_stored_shown_or_exported",
    # Always.
    "hide in one key": "hide in one key, always",
    "keep a code-word-only sheet": "test_a_code_word_alone_can_be_the_whole_sheet",
    "let any field be deleted, work when half filled": "test_nothing_has_to_be_answered",
    "show cautions with the tip": "cautions with the tip, always",
    "say “check the number”": "test_numbers_are_always_shown_with_check_the_number",
}


@pytest.mark.parametrize("line", LIST)
def test_each_line_of_the_list_has_its_proof(line: str) -> None:
    proof = LIST[line]
    assert proof in ELSEWHERE or callable(globals().get(proof)), proof


def test_no_proof_is_left_over() -> None:
    ours = {name for name in globals() if name.startswith("test_")}
    about_the_list = {"can_fail", "is_seen", "has_its_proof", "left_over", "still_is", "still_said"}
    unnamed = {
        name
        for name in ours - set(LIST.values())
        if not any(name.endswith(end) for end in about_the_list)
    }
    assert unnamed == {"test_the_meaning_of_a_code_word_has_no_way_onto_paper"}
    assert set(ELSEWHERE) - set(LIST.values()) == {"use the network, in the screens"}
