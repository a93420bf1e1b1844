"""The launcher for Windows in folders, and under names, as people give them."""

import sys
from pathlib import Path

import pytest

from safeplan.stick import starting
from safeplan.stick.layout import Places
from safeplan.stick.parts import WINDOWS
from tests.windows.consoles import Console
from tests.windows.on_stick import Said, WindowsStick
from tests.windows.wine_house import Wine

pytestmark = [
    pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made with Python 3.11 alone"),
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]
BOOT = """
import os, sys
here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
print(os.path.basename(here), sys._xoptions["as"], *sys.argv[1:], sep="\\n")
"""
TITLED = """
import ctypes, os
words = ctypes.create_unicode_buffer(300)
ctypes.windll.kernel32.GetConsoleTitleW(words, 300)
with open(os.path.join(os.path.dirname(__file__), "title.txt"), "w", encoding="utf-8") as file:
    file.write(words.value)
"""
# Wine's prompt loses a percent sign itself, and a title its exclamation mark, so what such names
# meet is read off the text below.
FOLDERS = ["Zoë's bread (old) & salt", "a^b", "salt & pepper!", "bread !name!"]
NAMES = ["Tom & Jerry", "my bread", "a^b", "tea (2)", "wow!"]


def stick_in(place: Path, wine: Wine) -> WindowsStick:
    """A stick whose program is the boot above, in the house's own Python."""
    (place / "app").mkdir(parents=True)
    (place / "rt").mkdir()
    files = starting.launchers((WINDOWS,), "notes")
    files |= starting.starters((WINDOWS,), Places(), "")
    for name, data in files.items():
        (place / name).write_bytes(data)
    (place / "app" / "boot.py").write_text(BOOT)
    (place / "rt" / "win").symlink_to(wine.python.parent)
    return WindowsStick(place, wine)


def test_no_name_is_read_twice() -> None:
    """``call`` reads percent signs and carets a second time; a name out of quotes can be more."""
    lines = starting.launchers((WINDOWS,), "notes")["notes.cmd"].decode().split("\r\n")
    assert [line for line in lines if line.startswith("call")] == []
    assert lines[-2] == '"%here%app%part%\\win.cmd" %*'
    quoted = ('set "', 'if exist "%here%', '"%here%')
    assert [line for line in lines if "%" in line and not line.startswith(quoted)] == []
    named = lines.index("title !name!")
    assert lines[named - 1 : named + 2 : 2] == ["setlocal EnableDelayedExpansion", "endlocal"]


def start(stick: WindowsStick, name: str, words: str = "") -> Said:
    """As Explorer starts it, by its whole place in quotes."""
    (stick.place / "run.cmd").write_bytes(f'@"%~dp0{name}.cmd" {words}'.encode())
    return stick.start(launcher="run.cmd")


@pytest.mark.parametrize("folder", FOLDERS)
def test_in_any_folder(wine: Wine, tmp_path: Path, folder: str) -> None:
    said = start(stick_in(tmp_path / folder, wine), "notes", '"a & b" "c^d"')
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [folder, "notes", "a & b", "c^d"]


@pytest.mark.parametrize("name", NAMES)
def test_under_any_name(wine: Wine, tmp_path: Path, name: str) -> None:
    """And a part of the name that is a command by itself is not one."""
    stick = stick_in(tmp_path / "stick", wine)
    (stick.place / "notes.cmd").rename(stick.place / f"{name}.cmd")
    (stick.place / "Jerry.cmd").write_bytes(b"@echo ran> ran.txt\r\n")
    said = start(stick, name)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == ["stick", name]
    assert not (stick.place / "ran.txt").exists()


@pytest.mark.parametrize("name", ["notes", "Tom & Jerry", "a^b", "tea (2)"])
def test_the_title_is_the_name(wine: Wine, tmp_path: Path, name: str) -> None:
    stick = stick_in(tmp_path / "stick", wine)
    (stick.place / "app" / "boot.py").write_text(TITLED)
    (stick.place / "notes.cmd").rename(stick.place / f"{name}.cmd")
    (stick.place / "run.cmd").write_bytes(f'@"%~dp0{name}.cmd"'.encode())
    (tmp_path / "console").mkdir()
    with Console(wine, tmp_path / "console") as console:
        prompt = r"C:\windows\system32\cmd.exe"
        console.ask("start", [prompt, "/c", stick.seen_as("run.cmd")], {})
        assert console.ended() == 0
    title = (stick.place / "app" / "title.txt").read_text(encoding="utf-8")
    assert title.partition(" - ")[0] == name  # Windows adds what runs
