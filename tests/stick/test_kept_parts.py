"""Parts that were fetched once are enough to make sticks where there is no network."""

import subprocess
import sys
from pathlib import Path

import pytest

from safeplan.stick import kept_parts
from safeplan.stick.parts import LINUX, Source, StickError
from safeplan.stick.wheels import sha256
from tests.stick.whole import ROOT, everything_fetched


def test_all_that_was_fetched_is_kept_and_nothing_else(tmp_path: Path) -> None:
    cache, folder = tmp_path / "cache", tmp_path / "a" / "kept"
    for name in (
        "wheels-linux/a.whl",
        "wheels-windows/b.whl",
        "runtimes/c.tar.gz",
        "runtimes/d.whl",
    ):
        (cache / name).parent.mkdir(parents=True, exist_ok=True)
        (cache / name).write_text(name)
    for name in (
        "busy",
        "runtimes/windows/python.exe",
        "built/lib/e.whl",
        "wheels-linux/wanted.txt",
    ):
        (cache / name).parent.mkdir(parents=True, exist_ok=True)
        (cache / name).write_text(name)
    assert kept_parts.keep(cache, folder, Source()) == 4
    assert sorted(path.name for path in folder.iterdir()) == ["a.whl", "b.whl", "c.tar.gz", "d.whl"]
    assert kept_parts.keep(cache, folder, Source()) == 4  # once more, over the first


def test_packages_of_the_makers_own_folder_are_kept_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, given, kept = tmp_path / "cache", tmp_path / "given", tmp_path / "kept"
    for folder in (cache / "wheels-windows", given):
        folder.mkdir(parents=True)
    (cache / "wheels-windows" / "a.whl").write_text("flour")
    right, other = {"file": "b.tar.gz"}, {"file": "c.whl", "sha256": "0" * 64}
    for name in ("b.tar.gz", "c.whl", "letter.txt"):
        (given / name).write_text(name)
    right["sha256"] = sha256(given / "b.tar.gz")
    none = {"file": "none.whl", "sha256": "0" * 64}
    packages = {"one": right, "other": other, "none": none}
    monkeypatch.setattr(kept_parts, "parts_table", lambda: {"packages": packages})
    assert kept_parts.keep(cache, kept, Source(given)) == 2
    assert sorted(path.name for path in kept.iterdir()) == ["a.whl", "b.tar.gz"]
    # In the very folder that they come from, they stay as they are.
    assert kept_parts.keep(cache, given, Source(given)) == 2
    assert (given / "b.tar.gz").read_text() == "b.tar.gz"
    assert {path.name for path in given.iterdir()} == {"a.whl", "b.tar.gz", "c.whl", "letter.txt"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("bread")
    with pytest.raises(StickError, match=r"stick\.no_folder"):
        kept_parts.checked(tmp_path / "kept")
    kept_parts.checked(tmp_path)
    kept_parts.checked(tmp_path / "new")


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made with Python 3.11 alone")
@pytest.mark.xdist_group("wine")
def test_a_stick_for_windows_is_made_without_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = everything_fetched()  # while there is a network
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")  # where nothing answers
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # no part is left there from an earlier try
    stick = tmp_path / "stick"
    command = [sys.executable, "-m", "safeplan", "stick", str(stick), "--for", "windows"]
    listed = tmp_path / "list.json"
    command = [*command, "--list", str(listed)]
    done = subprocess.run(
        [*command, "--from", str(fetched)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert (stick / "notes.cmd").is_file()
    assert "Microsoft Visual C++ runtime" in listed.read_text(encoding="utf-8")
    assert not (stick / "notes.sh").exists()
    again = subprocess.run(
        [*command[:4], str(tmp_path / "b"), "--for", LINUX], cwd=ROOT, capture_output=True
    )
    assert again.returncode == 1  # the network is really not there
