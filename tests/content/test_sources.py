"""Each caution and claim names where it is from, and the page that lists them keeps up."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "templates" / "sections").glob("*.toml"))
}
PAGE = (ROOT / "docs" / "content-sources.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "content_sources", ROOT / "scripts" / "content_sources.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script: ModuleType) -> None:
    assert script.page() == PAGE, "run scripts/content_sources.py"


def test_it_says_that_nobody_has_reviewed_it() -> None:
    assert "**Not yet reviewed by an advocate or by survivors.**" in PAGE[:200]


def test_every_caution_names_its_source_and_stands_in_the_page() -> None:
    count = 0
    for name, data in PAGES.items():
        for one in data.get("caution", []):
            assert one["source"], f"{name}/{one['id']}"
            assert one["text"] in PAGE, f"{name}/{one['id']}"
            count += 1
    assert count == 61


def test_every_note_and_every_line_about_being_noticed_stands_in_the_page() -> None:
    for name, data in PAGES.items():
        for field in data["field"]:
            for key in ("text", "help", "noticeable", "stop_if"):
                if field.get(key):
                    assert field[key] in PAGE, f"{name}.{field['id']}: {key}"


def test_every_danger_sign_names_its_source() -> None:
    (noticed,) = [one for one in PAGES["signs"]["field"] if one["id"] == "noticed"]
    assert len(noticed["options"]) == 14
    assert all(one["source"] for one in noticed["options"])


def test_every_key_has_its_title_and_no_title_is_left_over(script: ModuleType) -> None:
    used = set()
    for name, data in PAGES.items():
        for source in _sources(data):
            for word in re.findall(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*\b", source):
                assert word in script.TITLES or word in {"OK", "US"}, (name, word)
            used |= set(script.keys(source))
    # These three are about numbers that hold in several countries.
    assert set(script.TITLES) - used == {"EC2022", "SOCIALB", "VSE"}


def _sources(data: Any) -> list[str]:
    if isinstance(data, dict):
        own = [data["source"]] if isinstance(data.get("source"), str) else []
        return own + [one for value in data.values() for one in _sources(value)]
    if isinstance(data, list):
        return [one for value in data for one in _sources(value)]
    return []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("[WEAVE][WSV]", "WEAVE, WSV"),
        ("WSV; PLYM", "WSV, PLYM"),
        ("[STOPSTALK](rest OK)", "STOPSTALK, common knowledge"),
        ("OK", "common knowledge"),
        ("", "common knowledge"),
        ("own rule", "our own"),
    ],
)
def test_how_a_source_is_told(script: ModuleType, source: str, words: str) -> None:
    assert script.said(source) == words
