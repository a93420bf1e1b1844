"""Which folders can become a stick; every other one is refused in one sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from safeplan.language import gettext as _
from safeplan.stick import place
from safeplan.stick.layout import UNFINISHED
from safeplan.stick.parts import StickError
from safeplan.stick.writing import Content

FILES = {"app/boot.py": Content.of(b"x" * 10), "notes.sh": Content.of(b"y" * 20)}


def refusal(folder: Path) -> StickError:
    with pytest.raises(StickError) as refused:
        place.ready(folder, FILES)
    sentence = _(refused.value.message_id).format(**refused.value.values)
    assert sentence != refused.value.message_id
    assert "\n" not in sentence
    return refused.value


def test_an_empty_folder_or_a_new_one(tmp_path: Path) -> None:
    place.ready(tmp_path, FILES)
    place.ready(tmp_path / "new", FILES)
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize("name", ["System Volume Information", ".Trash-1000", "lost+found"])
def test_what_systems_lay_there_is_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    place.ready(tmp_path, FILES)


@pytest.mark.parametrize("name", ["letter.txt", ".hidden", "notes.dat", "app"])
def test_anything_else_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    assert refusal(tmp_path).message_id == "stick.not_empty"
    assert (tmp_path / name).read_text() == "mine"


def test_unfinished_work_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / UNFINISHED).touch()
    (tmp_path / "app").mkdir()
    place.ready(tmp_path, FILES)
    (tmp_path / "letter.txt").touch()
    assert refusal(tmp_path).message_id == "stick.not_empty"


def test_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file").message_id == "stick.no_folder"
    assert refusal(tmp_path / "none" / "new").message_id == "stick.no_folder"
    assert not (tmp_path / "none").exists()


def test_too_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    needed = place.VAULT + place.SPARE + 2 * place._piece(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=needed))
    place.ready(tmp_path, FILES)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=needed - 1))
    refused = refusal(tmp_path)
    assert refused.message_id == "stick.too_small"
    assert refused.values == {"needed": 6, "free": 6}
    # What lies there from a first try needs no room a second time.
    (tmp_path / UNFINISHED).touch()
    (tmp_path / "notes.sh").write_bytes(b"y" * 20)
    place.ready(tmp_path, FILES)
