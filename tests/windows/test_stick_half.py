"""The Windows half of a stick does all that the other one does, and files move between them."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.stick.whole import ROOT, whole_stick
from tests.windows.on_stick import WindowsStick, hashes, windows_stick
from tests.windows.wine_house import Wine

pytestmark = [
    pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made with Python 3.11 alone"),
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]
WORD = "six small fish in a teapot"
TYPED = WORD + "\n"
ANSWERS = ROOT / "examples" / "answers.toml"
MB = 1_000_000
CLUSTER = 32 * 1024  # bytes, of a stick that a shop formatted
ASKING = ("--passphrase-fd", "0")


@pytest.fixture(scope="module")
def half(wine: Wine, tmp_path_factory: pytest.TempPathFactory) -> WindowsStick:
    """A stick whose folder has a name as people give them."""
    return windows_stick(tmp_path_factory.mktemp("E") / "Zoë's bread (old) & salt", wine)


@pytest.fixture(scope="module")
def filled(half: WindowsStick) -> str:
    """A file that was made and filled under Windows."""
    made = half.start("new", "made.dat", "--size", "1", *ASKING, typed=TYPED)
    assert (made.status, made.err) == (0, "")
    (half.place / "answers.toml").write_bytes(ANSWERS.read_bytes())
    took = half.start("fill", "made.dat", "answers.toml", *ASKING, typed=TYPED)
    assert (took.status, took.err) == (0, "")
    return "made.dat"


def here(*words: str | Path) -> str:
    """The same program on this computer."""
    command = [sys.executable, "-m", "safeplan", *map(str, words), *ASKING]
    done = subprocess.run(command, input=TYPED.encode(), capture_output=True, cwd=ROOT, check=True)
    return done.stdout.decode()


def test_the_launcher_starts_it_and_leaves_nothing(half: WindowsStick) -> None:
    prefix = half.wine.prefix / "drive_c"
    stick, computer = half.held(), hashes(prefix / "users") | hashes(prefix / "ProgramData")
    said = half.start("--help")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("usage: notes ")
    assert "stick" not in said.out  # what makes sticks stays with the maker
    assert half.held() == stick
    assert hashes(prefix / "users") | hashes(prefix / "ProgramData") == computer


def test_the_launchers_are_text_of_windows(half: WindowsStick) -> None:
    for name in ("notes.cmd", "app/win.cmd"):
        data = (half.place / name).read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n") > 2
        assert data.startswith(b"@echo off\r\n")
        assert data.isascii()
    # The window keeps the code page that it has; only a sentence before the end needs another.
    launcher = (half.place / "notes.cmd").read_bytes()
    assert (
        launcher.rindex(b" goto go") < launcher.index(b"chcp 65001 >nul") < launcher.index(b":go")
    )


def test_a_launcher_under_another_name_is_called_by_it(half: WindowsStick) -> None:
    data = (half.place / "notes.cmd").read_bytes()
    for name in ("my bread", "bread_2"):
        (half.place / f"{name}.cmd").write_bytes(data)
        said = half.start("--help", launcher=f"{name}.cmd")
        assert said.status == 0, said
        assert said.out.startswith(f"usage: {name} ")
        (half.place / f"{name}.cmd").unlink()


def test_a_stick_that_is_not_whole_says_so(half: WindowsStick) -> None:
    boot = half.place / "app" / "boot.py"
    boot.rename(boot.with_suffix(".tmp"))
    try:
        said = half.start("--help")
    finally:
        boot.with_suffix(".tmp").rename(boot)
    assert said.status == 1
    assert "This stick is not complete. Make it again." in said.out


def test_a_refusal_is_one_sentence_and_its_status(half: WindowsStick) -> None:
    said = half.start("show", "nowhere.dat", *ASKING, typed=TYPED)
    assert said.status == 1
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err


def test_every_library_is_the_sticks_own(half: WindowsStick) -> None:
    code = """
from importlib import import_module
names = "textual cryptography.hazmat.bindings._rust PIL._imaging reportlab.pdfgen.canvas qrcode"
names += " zxingcpp msgspec zxcvbn tomli_w safeplan.app.app safeplan.export.booklet"
for name in names.split():
    print(import_module(name).__file__)
print(*(path for path in sys.path if path != tree), sep="\\n")
"""
    found = half.run_code(code).splitlines()
    assert len(found) > 11
    assert [line for line in found if half.seen_as("") not in line] == []


def test_answers_go_in_and_come_out_the_same(half: WindowsStick, filled: str) -> None:
    shown = half.start("show", filled, "--toml", *ASKING, typed=TYPED)
    assert (shown.status, shown.err) == (0, "")
    asked, kept = tomllib.loads(ANSWERS.read_text(encoding="utf-8")), tomllib.loads(shown.out)
    assert kept["people"] == asked["people"]
    assert "Zoë" in shown.out
    whole = half.start("check", filled, *ASKING, typed=TYPED)
    assert (whole.status, whole.err) == (0, "")
    assert whole.out.count("whole, the newest") == 2


def test_a_booklet_is_made_there(half: WindowsStick, filled: str) -> None:
    made = half.start(
        "export", filled, "--as", "booklet", "--out", "list.pdf", *ASKING, typed=TYPED
    )
    assert (made.status, made.err) == (0, "")
    reader = PdfReader(half.place / "list.pdf")
    assert "oats" in "".join(page.extract_text() for page in reader.pages)
    assert "safe" not in str(reader.metadata).lower()


def test_codes_go_out_and_in_again(half: WindowsStick, filled: str) -> None:
    (half.place / "codes").mkdir()
    made = half.start("export", filled, "--as", "codes", "--out", "codes", *ASKING, typed=TYPED)
    assert (made.status, made.err) == (0, "")
    pictures = sorted(path.name for path in (half.place / "codes").iterdir())
    assert pictures
    half.start("new", "second.dat", "--size", "1", *ASKING, typed=TYPED)
    words = [f"codes\\{name}" for name in pictures]
    taken = half.start("import", "second.dat", *words, *ASKING, typed=TYPED)
    assert (taken.status, taken.err) == (0, "")
    assert "oats" in half.start("show", "second.dat", "--toml", *ASKING, typed=TYPED).out


def test_a_file_moves_there_and_back_again(half: WindowsStick, filled: str, tmp_path: Path) -> None:
    """Made on Windows, changed here, changed there, read here: nothing of it is lost on the way."""
    moved = tmp_path / "moved.dat"
    moved.write_bytes((half.place / filled).read_bytes())
    assert (
        here("show", moved, "--toml")
        == half.start("show", filled, "--toml", *ASKING, typed=TYPED).out
    )
    more = tmp_path / "more.toml"
    more.write_text('[people]\ncode_word = "Aunt Pumpkin\'s ünbaked loaf"\n', encoding="utf-8")
    here("fill", moved, more)
    assert moved.stat().st_size == 1 << 20
    (half.place / "back.dat").write_bytes(moved.read_bytes())
    told = half.start("show", "back.dat", "--toml", *ASKING, typed=TYPED)
    assert told.out == here("show", moved, "--toml")
    assert "ünbaked loaf" in told.out
    (half.place / "more.toml").write_bytes(b'[people]\r\ncode_word = "\xc3\xa4 bun"\r\n')
    half.start("fill", "back.dat", "more.toml", *ASKING, typed=TYPED)
    moved.write_bytes((half.place / "back.dat").read_bytes())
    assert "ä bun" in here("show", moved, "--toml")
    assert here("check", moved).count("whole, the newest") == 2


def test_the_screens_work_there(half: WindowsStick, tmp_path: Path) -> None:
    """The app in the stick's own Python, walked through by keys, without a console."""
    code = """
import asyncio
import pathlib
import safeplan
assert safeplan.__file__.startswith(top)
from tests.app.screen_text import text
from tests.app.walking import plan, press, seen, walking

async def walk():
    async with walking(pathlib.Path(sys.argv[3]), plan()) as (app, pilot):
        await seen(pilot, "Carry on")
        await press(pilot, "enter")
        await seen(pilot, "A word that means: I need help.")
        await press(pilot, *"tea")
        print(text(app))

asyncio.run(walk())
"""
    seen = half.run_code(code, tmp_path / "a.dat")
    assert "A word that means: I need help." in seen
    assert (tmp_path / "a.dat").stat().st_size >= 1 << 20


def test_it_is_small() -> None:
    """No more than 60 MB for one system, 110 MB for two, counted in whole clusters too."""
    sizes = {
        path.relative_to(whole_stick()).as_posix(): path.stat().st_size
        for path in whole_stick().rglob("*")
        if path.is_file()
    }
    other = {"Windows": ("/lin/", ".sh"), "Linux": ("/win/", ".cmd"), "both": ("//",)}
    for system, left in other.items():
        kept = [size for name, size in sizes.items() if not any(part in name for part in left)]
        clusters = sum(-(-size // CLUSTER) * CLUSTER for size in kept)
        print(f"{system}: {len(kept)} files, {sum(kept) / MB:.1f} MB, {clusters / MB:.1f} on exFAT")
        assert 20 * MB < clusters <= (110 if system == "both" else 60) * MB
