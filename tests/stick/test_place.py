"""Which folders can become a stick; every other one is refused in one sentence."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from safeplan.language import gettext as _
from safeplan.stick import place
from safeplan.stick.layout import UNFINISHED
from safeplan.stick.parts import LINUX, WINDOWS, StickError
from safeplan.stick.starting import launchers
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


TRASH = [".Trash-1000", ".Trash", ".Trashes", "$RECYCLE.BIN", ".TemporaryItems"]


@pytest.mark.parametrize("name", TRASH)
def test_a_trash_that_holds_anything_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name / "files").mkdir(parents=True)
    place.ready(tmp_path, FILES)
    (tmp_path / name / "files" / "notes.dat").write_bytes(b"mine")
    assert refusal(tmp_path).message_id == "stick.trash"
    (tmp_path / UNFINISHED).touch()  # nor is unfinished work gone on with
    assert refusal(tmp_path).message_id == "stick.trash"
    assert (tmp_path / name / "files" / "notes.dat").read_bytes() == b"mine"


def test_what_systems_put_into_an_empty_trash_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "$RECYCLE.BIN" / "S-1-5-21").mkdir(parents=True)
    (tmp_path / "$RECYCLE.BIN" / "S-1-5-21" / "desktop.ini").write_text("[.ShellClassInfo]")
    sizes = tmp_path / ".Trash-1000" / "directorysizes"
    sizes.parent.mkdir()
    sizes.touch()
    place.ready(tmp_path, FILES)
    sizes.write_text("4096 1700000000 letters")
    assert refusal(tmp_path).message_id == "stick.trash"


def test_a_trash_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".Trash-1000").write_bytes(b"mine")
    assert refusal(tmp_path).message_id == "stick.trash"


def test_a_trash_that_nobody_can_look_into_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".Trashes").mkdir()
    real = os.scandir

    def scandir(path: str = ".") -> object:
        if str(path).endswith(".Trashes"):
            raise PermissionError
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert refusal(tmp_path).message_id == "stick.trash"


@pytest.mark.parametrize("way", ["app", "notes.sh", "app/boot.py", ".fseventsd", "rt"])
def test_a_link_that_leads_elsewhere_is_refused(tmp_path: Path, way: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    stick = tmp_path / "stick"
    (stick / way).parent.mkdir(parents=True)
    (stick / UNFINISHED).touch()
    (stick / way).symlink_to(elsewhere)
    with pytest.raises(StickError) as refused:
        place.ready(stick, {**FILES, "rt/lin/python3": FILES["notes.sh"]})
    assert refused.value.message_id == "stick.link"
    assert refused.value.values == {"name": stick / way}
    assert list(elsewhere.iterdir()) == []


def test_a_mark_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / UNFINISHED).write_text("half of a film")
    assert refusal(tmp_path).message_id == "stick.not_empty"
    (tmp_path / UNFINISHED).unlink()
    (tmp_path / UNFINISHED).symlink_to(tmp_path / "nothing")
    assert refusal(tmp_path).message_id == "stick.not_empty"


LEFT = ["rt/lin/python3", "lib/lin/a.so", "app/lin.sh", "app/boot.tmp", "rt/win/old", "lib/any.zip"]


def test_what_other_choices_left_is_taken_away(tmp_path: Path) -> None:
    for path in [*LEFT, "app/win.cmd"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    (tmp_path / UNFINISHED).touch()
    for name, data in launchers((LINUX, WINDOWS), "bread").items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "notes.sh.tmp").write_bytes(b"#!")
    wanted = ["app/boot.py", "app/win.cmd", "notes.sh"]
    place.ready(tmp_path, dict.fromkeys(wanted, FILES["notes.sh"]))
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert found == {"app", "app/boot.tmp", "app/win.cmd", UNFINISHED}


@pytest.mark.parametrize("name", ["bread.sh", "lib/letter.txt", "app/win/letter.txt", "a.cmd.tmp"])
def test_nothing_of_somebody_elses_is_taken_away(tmp_path: Path, name: str) -> None:
    (tmp_path / UNFINISHED).touch()
    for path in (*LEFT, name):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    assert refusal(tmp_path).message_id == "stick.not_empty"
    assert all((tmp_path / path).is_file() for path in (*LEFT, name))


def test_a_new_folder_where_none_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.usable(tmp_path / "new")
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)
    assert refusal(tmp_path / "new").message_id == "stick.not_there"
    assert not (tmp_path / "new").exists()


def test_a_disk_that_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anybody waits; that it is not there would be the wrong sentence."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(PermissionError):
        place.usable(tmp_path)
    told = os.statvfs(tmp_path)
    locked = os.statvfs_result([*told[:8], told.f_flag | os.ST_RDONLY, told.f_namemax])
    monkeypatch.setattr(os, "statvfs", lambda path: locked)
    with pytest.raises(OSError, match="Read-only") as refused:
        place.usable(tmp_path / "new")
    assert refused.value.errno == errno.EROFS


def test_the_label_of_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert place.label(tmp_path) == []
    monkeypatch.setattr(os.path, "ismount", lambda path: path == tmp_path)
    assert place.label(tmp_path) == [tmp_path.name]
    assert place.label(tmp_path / "folder") == []
    (tmp_path / "link").symlink_to(tmp_path)
    assert place.label(tmp_path / "link") == [tmp_path.name]


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
    assert refused.values == {"needed": 6, "free": 5, "name": tmp_path}
    # What lies there from a first try needs no room a second time.
    (tmp_path / UNFINISHED).touch()
    (tmp_path / "notes.sh").write_bytes(b"y" * 20)
    place.ready(tmp_path, FILES)
