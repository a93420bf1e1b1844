"""What the guides tell somebody to type can be typed, and what they show is there."""

import re
import shlex
from pathlib import Path

import pytest

from safeplan.cli import _parser
from safeplan.commands.stick_command import _runtime
from safeplan.stick.layout import NAME, launcher
from safeplan.stick.parts import SYSTEMS
from tests.conftest import ROOT

GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
MAKING = (ROOT / "docs" / "guide" / "making-a-stick.md").read_text(encoding="utf-8")
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
