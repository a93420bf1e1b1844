"""A stick that is pulled, full, or cannot be written to, with the program itself on it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.stick.images import Image
from tests.stick.whole_job import HIDE, PASSWORD, Computer
from tests.terminal.pty_harness import Terminal
from tests.vault.test_sticks import fill

pytestmark = [
    pytest.mark.needs("root", "mount.exfat-fuse", "mkfs.exfat", "losetup", "umount"),
    pytest.mark.terminal,
    pytest.mark.xdist_group("terminal"),
]


@pytest.fixture
def computer(image: Image, tmp_path: Path) -> Computer:
    home = tmp_path / "home"
    home.mkdir()
    start = ("/bin/sh", str(image.place / "notes.sh"))
    return Computer(start, str(image.place), image.place, home)


@pytest.fixture
def with_vault(computer: Computer) -> Computer:
    vault = f"{computer.seen}/notes.dat"
    computer.run("new", vault, "--size", "1")
    (computer.place / "a.toml").write_bytes((ROOT / "examples" / "answers.toml").read_bytes())
    computer.run("fill", vault, f"{computer.seen}/a.toml")
    (computer.place / "a.toml").unlink()
    return computer


def quiet(terminal: Terminal) -> None:
    """It ended, and left nothing that tells: no traceback, no path, no name of a module."""
    terminal.ended()
    for word in ("Traceback", "safeplan", ".py", "Error"):
        assert word not in terminal.text


@pytest.mark.parametrize("after", [1, 40, 400, 2000])
def test_pulled_while_it_starts(image: Image, computer: Computer, after: int) -> None:
    """``after`` so many bytes that it wrote on the terminal."""
    with computer.open() as terminal:
        terminal.until(lambda: len(terminal.output) >= after, "something")
        image.pull()
        terminal.until(lambda: terminal.has_ended(), "ended")
        quiet(terminal)
        assert "English" not in terminal.text
    image.take_out()
    assert image.put_in()
    with computer.open() as terminal:
        terminal.shows("English")
        terminal.write(HIDE)
        assert terminal.ended() == 0


def test_pulled_in_use_hides(image: Image, with_vault: Computer) -> None:
    with with_vault.open() as terminal:
        terminal.shows("Password:")
        terminal.write(PASSWORD + "\r")
        terminal.shows("English")
        image.pull()
        image.take_out()
        quiet(terminal)
        assert terminal.text == ""
    assert image.put_in()
    assert any("Zoë" in line for line in with_vault.run("show", f"{with_vault.seen}/notes.dat"))


def test_pulled_in_a_save(image: Image, with_vault: Computer) -> None:
    """A command that saves ends by itself; what was saved before still opens."""
    vault = f"{with_vault.seen}/notes.dat"
    (with_vault.place / "a.toml").write_bytes((ROOT / "examples" / "answers.toml").read_bytes())
    words = ["fill", vault, f"{with_vault.seen}/a.toml", "--passphrase-fd", "0"]
    with subprocess.Popen(
        [*with_vault.start, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=with_vault.environ,
    ) as running:
        assert running.stdin is not None
        running.stdin.write(PASSWORD + "\n")
        running.stdin.flush()
        wrote_to(running.pid, vault)
        image.pull()
        said, _ = running.communicate()
    assert running.returncode != 0
    assert "Traceback" not in said
    image.take_out()
    assert image.put_in()
    assert any("Zoë" in line for line in with_vault.run("show", vault))


def wrote_to(pid: int, path: str) -> None:
    """Wait until the process holds ``path`` open for writing, as it does to save."""
    while not any(_writes(entry, path) for entry in Path(f"/proc/{pid}/fd").glob("*")):
        assert Path(f"/proc/{pid}").exists()


def _writes(entry: Path, path: str) -> bool:
    try:
        if str(entry.readlink()) != path:
            return False
        told = (entry.parent.parent / "fdinfo" / entry.name).read_text()
    except OSError:
        return False
    flags = int(told.split("flags:")[1].split()[0], 8)
    return flags & 0o3 != 0


def test_full(with_vault: Computer) -> None:
    """What is there is opened, filled in and read; what is new says that there is no room."""
    fill(with_vault.place)
    vault = f"{with_vault.seen}/notes.dat"
    assert any("Zoë" in line for line in with_vault.run("show", vault))
    words = ["export", vault, "--as", "booklet", "--out", with_vault.seen, "--passphrase-fd", "0"]
    done = subprocess.run(
        [*with_vault.start, *words],
        input=PASSWORD + "\n",
        capture_output=True,
        text=True,
        check=False,
        env=with_vault.environ,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert not list(with_vault.place.glob("*.pdf"))


def test_locked_against_writing(image: Image, with_vault: Computer) -> None:
    vault = f"{with_vault.seen}/notes.dat"
    image.take_out()
    assert image.put_in(write=False)
    assert any("Zoë" in line for line in with_vault.run("show", vault))
    with with_vault.open() as terminal:
        terminal.shows("Password:")
        terminal.write(PASSWORD + "\r")
        terminal.shows("English")
        terminal.write(HIDE)
        assert terminal.ended() == 0
        assert terminal.text == ""
