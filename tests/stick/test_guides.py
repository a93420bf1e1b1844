"""What the guides tell somebody to type can be typed, and what they show is there."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from safeplan.cli import _parser
from safeplan.commands.stick_command import _runtime
from safeplan.stick.layout import NAME, launcher
from safeplan.stick.parts import SYSTEMS
from tests.conftest import ROOT
from tests.stick.whole import whole_stick

GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
MAKING = (ROOT / "docs" / "guide" / "making-a-stick.md").read_text(encoding="utf-8")
CHECKING = (ROOT / "docs" / "guide" / "checking-on-a-real-machine.md").read_text(encoding="utf-8")
TYPED = re.findall(r"^safeplan (stick .*)$", MAKING, re.MULTILINE)
JARGON = {
    "runtime",
    "wheels",
    "pip",
    "zip",
    "glibc",
    "loader",
    "interpreter",
    "sdist",
    "repository",
}


@pytest.mark.parametrize("line", TYPED)
def test_what_is_to_be_typed_is_understood(line: str) -> None:
    asked = _parser().parse_args(shlex.split(line))
    assert asked.folders
    if asked.systems:
        assert set(asked.systems.split(",")) <= set(SYSTEMS)
    for word in asked.runtime:
        assert _runtime(word.replace("...", "ab" * 32))[1] == "ab" * 32 or "3.11..." in word


def test_every_option_is_told() -> None:
    parser = _parser()
    (commands,) = [
        action for action in parser._actions if hasattr(action, "choices") and action.choices
    ]
    assert isinstance(commands.choices, dict)
    options = set(commands.choices["stick"]._option_string_actions) - {"-h", "--help"}
    assert len(options) > 6
    assert {option for option in options if option not in MAKING} == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_pictures_and_pages_are_there(guide: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", guide.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (guide.parent / link).is_file()] == []


def test_names_are_those_of_a_stick() -> None:
    for system in SYSTEMS:
        assert launcher(system, NAME) in MAKING


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_words_are_everyones(guide: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", guide.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert JARGON & set(re.findall(r"[a-z]+", prose.lower())) == set()


def test_what_is_typed_beside_a_stick_can_be_typed_there() -> None:
    """On a computer that has nothing but the stick, a command begins with the launcher's name."""
    parser = _parser()
    typed = [words.split() for words in re.findall(r"`([^`]+)`", CHECKING)]
    names = {launcher(system, NAME) for system in SYSTEMS}
    asked = [words[words[0] == "sh" :] for words in typed if len(words) > 1]
    asked = [words for words in asked if words[0] in names]
    assert {words[1] for words in asked} == {"open", "traces"}
    assert {words[0] for words in asked} == {"notes.cmd", "notes.command"}
    for words in asked:
        assert parser.parse_args(words[1:])
    assert [words for words in typed if words[0] in {"open", "traces", "safeplan"}] == []


def test_fifty_are_not_copied() -> None:
    """A copy has the day's dates and was not read back."""
    many = MAKING.partition("## Many sticks")[2].partition("\n## ")[0]
    assert "Never copy a finished stick" in many
    typed = re.findall(r"^safeplan stick (.*)$", many, re.MULTILINE)
    assert any(line.startswith("--from ") for line in typed)
    assert [line for line in typed if "--copies" in line] == []


def stated() -> tuple[int, int, int]:
    """MB of a stick for Linux, for Windows and for both, as the first page states them."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    row = re.search(r"a stick for Linux, for Windows, for both \| (\d+), (\d+) and (\d+) MB", page)
    assert row is not None
    linux, windows, both = map(int, row.groups())
    return linux, windows, both


def test_the_guide_states_the_same_sizes() -> None:
    linux, windows, both = stated()
    assert f"takes {both} MB." in MAKING
    assert f"`--for windows`: {windows} MB." in MAKING
    assert f"`--for linux`: {linux} MB." in MAKING
    assert set(re.findall(r"(\d+) MB", MAKING)) - {"200", "4"} == set(map(str, stated()))


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made with Python 3.11 alone")
@pytest.mark.xdist_group("wine")  # where the whole stick is made
def test_the_sizes_are_those_of_a_stick() -> None:
    sizes = {
        path.relative_to(whole_stick()).as_posix(): path.stat().st_size
        for path in whole_stick().rglob("*")
        if path.is_file()
    }
    for said, left in zip(stated(), (("/win/", "win.cmd"), ("/lin/", "lin.sh"), ()), strict=True):
        found = sum(size for name, size in sizes.items() if not any(part in name for part in left))
        assert abs(found / 1_000_000 - said) < 2  # other versions of a system's own libraries
