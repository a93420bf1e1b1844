"""Many sticks of one kind, and no two that look as if they had been made together."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from random import Random

import pytest

from safeplan.stick import copies, writing
from safeplan.stick.building import Built
from safeplan.stick.layout import UNFINISHED
from safeplan.stick.parts import LINUX, MAC, WINDOWS, StickError
from tests.stick.small import built

NOW = 1_800_000_000.0
YEAR = 365 * 86_400.0


@pytest.fixture
def small(tmp_path: Path) -> Built:
    return built(tmp_path / "built")


def nothing(size: int) -> None:
    """Nobody is told."""


def test_twenty_in_one_run(tmp_path: Path, small: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    files = copies.stick_files(small, "notes")
    orders = []

    def seen(folder: Path, laid: dict[str, writing.Content], **names: object) -> None:
        made: list[str] = []
        real_write = writing._write
        with monkeypatch.context() as patched:

            def write(path: Path, content: writing.Content, tell: writing.Told) -> None:
                made.append(path.relative_to(folder).as_posix())
                real_write(path, content, tell)

            patched.setattr(writing, "_write", write)
            writing.lay(folder, laid, **names)  # type: ignore[arg-type]
        orders.append(tuple(made))

    monkeypatch.setattr(copies, "lay", seen)
    top = tmp_path / "all"
    top.mkdir()
    places = copies.targets([top], 20)
    for number, place in enumerate(places):
        copies.make(place, files, chance=Random(number), now=NOW, tell=nothing)
    assert [path.name for path in places] == [str(number) for number in range(1, 21)]
    times = []
    for place in places:
        writing.read_back(place, files, nothing)
        found = {path.relative_to(place): path for path in place.rglob("*")}
        assert UNFINISHED not in map(str, found)
        times.append({str(name): path.stat().st_mtime for name, path in found.items()})
    assert len(set(orders)) == 20
    assert {frozenset(order) for order in orders} == {frozenset(orders[0])}
    for one, other in itertools.combinations(times, 2):
        assert not set(one.values()) & set(other.values())
    for stick in times:
        assert all(NOW - 2 * YEAR < at < NOW for at in stick.values())
        assert len(set(stick.values())) == len(stick)
        assert max(stick.values()) - min(stick.values()) <= 2 * 86_400


def test_nothing_personal_is_laid(small: Built) -> None:
    assert not [path for path in copies.stick_files(small, "notes") if path == "notes.dat"]


def test_several_folders_or_numbered_ones(tmp_path: Path) -> None:
    two = [tmp_path / "a", tmp_path / "b"]
    assert copies.targets(two, 1) == two
    assert copies.targets([tmp_path], 2) == [tmp_path / "1", tmp_path / "2"]
    with pytest.raises(StickError) as refused:
        copies.targets(two, 2)
    assert refused.value.message_id == "stick.copies_or_folders"


def test_a_mac_is_told_to_be_quiet(tmp_path: Path) -> None:
    all_three = built(tmp_path / "built", systems=(LINUX, WINDOWS, MAC))
    files = copies.stick_files(all_three, "list")
    assert {"list.sh", "list.cmd", "list.command"} <= set(files)
    assert {".metadata_never_index", ".fseventsd/no_log"} <= set(files)


@pytest.mark.parametrize("keep", [1, 4, 7])
def test_goes_on_where_it_was_left(tmp_path: Path, small: Built, keep: int) -> None:
    files = copies.stick_files(small, "notes")
    stick = tmp_path / "stick"
    copies.make(stick, files, chance=Random(1), now=NOW, tell=nothing)
    (stick / UNFINISHED).touch()
    for path in sorted(files)[keep:]:
        (stick / path).write_bytes(b"half")
    (stick / "app" / "boot.py").unlink(missing_ok=True)
    left = [path for path in sorted(files)[:keep] if path != "app/boot.py"]
    kept = {path: (stick / path).stat().st_ino for path in left}
    copies.make(stick, files, chance=Random(2), now=NOW, tell=nothing)
    writing.read_back(stick, files, nothing)
    assert {path: (stick / path).stat().st_ino for path in kept} == kept
    assert not (stick / UNFINISHED).exists()
    assert not (stick / "app" / "boot.tmp").exists()


def test_what_does_not_read_back_is_no_stick(
    tmp_path: Path, small: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flipped(path: Path) -> None:
        if path.name == "own.dat":
            data = bytearray(path.read_bytes())
            data[0] ^= 1
            path.write_bytes(data)

    monkeypatch.setattr(writing, "forget", flipped)
    files = copies.stick_files(small, "notes")
    with pytest.raises(StickError) as refused:
        copies.make(tmp_path / "stick", files, chance=Random(1), now=NOW, tell=nothing)
    assert refused.value.message_id == "stick.read_back"
    assert refused.value.values == {"name": tmp_path / "stick" / "lib" / "own.dat"}
    # It does not start: its first step is not there.
    assert not (tmp_path / "stick" / "app" / "boot.py").exists()


def test_progress_reaches_all_of_it(tmp_path: Path, small: Built) -> None:
    files = copies.stick_files(small, "notes")
    told: list[int] = []
    copies.make(tmp_path / "stick", files, chance=Random(1), now=NOW, tell=told.append)
    assert sum(told) == 2 * sum(content.size for content in files.values())
    assert max(told) <= max(writing.PIECE, max(content.size for content in files.values()))


@pytest.mark.skipif(os.name == "nt", reason="bits of this kind are not kept there")
def test_what_is_started_can_be(tmp_path: Path, small: Built) -> None:
    files = copies.stick_files(small, "notes")
    copies.make(tmp_path / "stick", files, chance=Random(1), now=NOW, tell=nothing)
    for name in ("notes.sh", "rt/lin/python3"):
        assert os.access(tmp_path / "stick" / name, os.X_OK)
    assert not os.access(tmp_path / "stick" / "lib" / "own.dat", os.X_OK)
