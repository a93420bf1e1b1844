"""Everything that a person does, from a stick: the same steps wherever it is put in."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import zxingcpp
from PIL import Image as Pictures

from tests.conftest import ROOT
from tests.terminal.pty_harness import Terminal

PASSWORD = "pear tram lantern velvet otter brick"
HIDE = "\x1b\x1b"


@dataclass(frozen=True)
class Computer:
    """Somebody else's computer, with the stick in it.

    Attributes:
        start: What is typed to start the launcher.
        seen: Where the stick stands for whoever typed it.
        place: Where it stands for the test.
        home: A home folder that stays empty.
    """

    start: tuple[str, ...]
    seen: str
    place: Path
    home: Path

    @property
    def environ(self) -> dict[str, str]:
        return {"HOME": str(self.home), "TMPDIR": str(self.home), "PATH": os.environ["PATH"]}

    def run(self, *words: str, password: str = PASSWORD) -> list[str]:
        """A command from the stick, with a password on a pipe."""
        done = subprocess.run(
            [*self.start, *words, *(("--passphrase-fd", "0") if password else ())],
            input=f"{password}\n",
            capture_output=True,
            text=True,
            check=False,
            env=self.environ,
        )
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        assert done.stderr == ""
        return done.stdout.splitlines()

    def open(self, *words: str) -> Terminal:
        """The launcher on a terminal of its own."""
        return Terminal([*self.start, *words], rows=24, columns=80, **self.environ)


def decoded(place: Path) -> set[str]:
    """What a decoder that is not ours reads from the pictures in ``place``."""
    found = set()
    for path in place.glob("*.png"):
        with Pictures.open(path) as picture:
            found |= {code.text for code in zxingcpp.read_barcodes(picture.convert("L"))}
    return found


def press(terminal: Terminal, keys: str, words: str) -> None:
    terminal.write(keys)
    terminal.shows(words)


def begin(terminal: Terminal) -> None:
    """The pages before the password: hiding is practised, the place told, the size chosen."""
    terminal.shows("English")
    press(terminal, "\r", "Is this a good moment?")
    press(terminal, "\r", "How to hide fast")
    press(terminal, HIDE, "Press Enter to go on.")
    for words in ("This computer", "Traces", "The stick", "at all?", "What this is not"):
        press(terminal, "\r", words)
    press(terminal, "\r", "“notes.dat”, beside the")
    press(terminal, "1", "The password")


def protect(terminal: Terminal) -> None:
    """The password, twice, no second one, and the country: the file is made."""
    press(terminal, "\r", "New password:")
    press(terminal, PASSWORD + "\r", "The same again:")
    press(terminal, PASSWORD + "\r", "A second password?")
    press(terminal, "\r", "Which country are you in?")
    press(terminal, "1", "What would you like to do?")
    terminal.shows("Saved.")


def do_all(computer: Computer) -> None:
    """New, answers, paper, codes, in again, the screen, and out by the quick exit."""
    place, seen = computer.place, computer.seen
    vault = f"{seen}/notes.dat"
    with computer.open() as terminal:  # the first start of all: nothing is there yet
        terminal.shows("English")
        terminal.write(HIDE)
        assert terminal.ended() == 0
        assert terminal.text == ""
    assert not (place / "notes.dat").exists()
    with computer.open() as terminal:
        begin(terminal)
        assert not (place / "notes.dat").exists()
        protect(terminal)
        terminal.write(HIDE)
        assert terminal.ended() == 0
        assert terminal.text == ""
    assert (place / "notes.dat").stat().st_size == 1 << 20
    (place / "a.toml").write_bytes((ROOT / "examples" / "answers.toml").read_bytes())
    computer.run("fill", vault, f"{seen}/a.toml")
    (place / "a.toml").unlink()
    computer.run("export", vault, "--as", "booklet", "--out", seen)
    computer.run("export", vault, "--as", "codes", "--out", seen)
    (paper,) = place.glob("*.pdf")
    assert paper.read_bytes().startswith(b"%PDF-")
    (picture,) = place.glob("*.png")
    assert decoded(place)
    computer.run("import", vault, f"{seen}/{picture.name}")
    assert any("Zoë" in line for line in computer.run("show", vault))
    computer.run("check", vault)
    with computer.open() as terminal:
        terminal.shows("Password:")
        terminal.write(PASSWORD + "\r")
        terminal.shows("so that your hand knows it")  # the practice, once more
        terminal.write(HIDE)
        terminal.shows("Press Enter to go on.")
        terminal.write("\r")
        terminal.shows("What would you like to do?")
        terminal.write(HIDE)
        assert terminal.ended() == 0
        assert terminal.text == ""
        assert terminal.left == b""
    assert list(computer.home.iterdir()) == []
