"""``open`` loads next to nothing before it becomes the guard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"argparse", "gettext", "importlib.resources", "pathlib", "re", "enum", "typing"}
SHOW = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
before = set(sys.modules)
def execv(program, words):
    print("|".join(words[1:]), " ".join(sorted(set(sys.modules) - before)), sep="\\n")
    sys.exit(7)
os.execv = execv
os.isatty = lambda fd: TERMINAL
from safeplan.cli import main
sys.argv[0] = "safeplan"
sys.exit(main())
"""


def opened(
    *words: str, terminal: bool = True, cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    code = SHOW.replace("TERMINAL", str(terminal))
    python = [sys.executable, "-I", "-S", "-B", "-c", code, *words]
    return subprocess.run(python, capture_output=True, text=True, check=False, cwd=cwd)


def test_the_guard_of_that_file(tmp_path: Path) -> None:
    done = opened("open", "notes.dat", cwd=tmp_path)
    assert done.returncode == 7, done.stderr
    words, modules = done.stdout.splitlines()
    start = ROOT / "safeplan" / "guard" / "start.py"
    assert words == f"-I|-S|-B|{start}|{tmp_path / 'notes.dat'}"
    assert not set(modules.split()) & HEAVY


@pytest.mark.parametrize("words", [("open", "--help"), ("open",), ("open", "a", "b")])
def test_anything_else_is_read_with_care(words: tuple[str, ...]) -> None:
    done = opened(*words)
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


def test_no_terminal_no_guard(tmp_path: Path) -> None:
    done = opened("open", str(tmp_path / "notes.dat"), terminal=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert os.listdir(tmp_path) == []
