"""What stays on a computer: told, not looked for, and nothing is deleted."""

from __future__ import annotations

import sys

import pytest

from safeplan import cli, language
from safeplan.commands.traces_command import page
from safeplan.plan.systems import SYSTEMS, system_of
from safeplan.plan.telling import load_telling
from safeplan.plan.traces import ANY, load_traces, traces_of

# What stick.md and the measurements name; a list that lost one is not honest any more.
NAMED = {
    "linux": ("journal", "history", "recently-used", "thumbnails", "index", "memory", "cups"),
    "macos": ("unified log", "KnowledgeC", ".fseventsd", "Spotlight", ".zsh_sessions",
              "Quick Look", "cups", "quarantine", ".metadata_never_index"),
    "windows": ("Prefetch", "Amcache", "ShimCache", "BAM", "UserAssist", "SRUM", "ShellBags",
                "Jump Lists", "USBSTOR", "MountPoints2", "setupapi.dev.log", "virus scanner",
                "clipboard", "hibernates", "print"),
}  # fmt: skip
PROMISES = ("no trace", "undetectable", "you are safe", "cannot be found", "clean ")


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_known_place_is_named(system: str) -> None:
    text = page(system, 4000)
    for name in NAMED[system]:
        assert name in text, name
    other = {one.keeps for one in load_traces() if one.system not in (system, ANY)}
    mine = {one.keeps for one in load_traces() if one.system in (system, ANY)}
    assert all(keeps in text for keeps in mine)
    assert not any(keeps in text for keeps in other - mine)


@pytest.mark.parametrize("system", ["", *SYSTEMS])
def test_honest(system: str) -> None:
    text = page(system, 78)
    assert not [one for one in PROMISES if one in text.lower()]
    assert "Nothing was looked at, and nothing was deleted." in text
    assert max(map(len, text.splitlines())) <= 78


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_says_whether_clearing_would_be_noticed(system: str) -> None:
    told = traces_of(system, stays=True) + traces_of(system, stays=False)
    assert len(told) >= 8
    for one in told:
        assert one.noticed.strip().endswith("."), one.id
        assert one.keeps.strip()
    assert all(one.by_hand for one in traces_of(system, stays=False))
    text = page(system, 4000)
    assert text.count("Would it be noticed: ") == len(told)
    assert text.index("WHAT STAYS") < text.index("WHAT YOU CAN CLEAR")


def test_an_unknown_system_has_what_stays_everywhere() -> None:
    text = page(system_of("plan9"), 4000)
    assert "(this system)" in text
    assert "That a stick was plugged in" in text
    assert "journal" not in text


def test_no_word_tells_what_for() -> None:
    words = load_telling().always - {"safeplan"}
    for system in SYSTEMS:
        found = set(page(system, 4000).lower().replace(".", " ").replace(",", " ").split())
        assert not found & words


@pytest.mark.parametrize(
    ("platform", "name"),
    [("linux", "Linux"), ("darwin", "macOS"), ("win32", "Windows"), ("plan9", "this system")],
)
def test_the_command_tells_of_the_system_it_runs_on(
    platform: str, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    status = cli.main(["traces"])
    monkeypatch.undo()
    assert status == 0
    out = capsys.readouterr()
    assert out.out.startswith(f"What may stay on this computer ({name})\n")
    assert out.err == ""


def test_another_system(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["traces", "--system", "windows"]) == 0
    assert capsys.readouterr().out.startswith("What may stay on this computer (Windows)\n")


def test_the_words_can_be_translated() -> None:
    language.use("en")
    shouted = load_traces(str.upper)
    assert shouted[0].title == load_traces()[0].title.upper()
    assert all(one.by_hand == one.by_hand.upper() for one in shouted)
