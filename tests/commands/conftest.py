"""A command run as a person runs it, at a cost that tests can pay."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from safeplan import cli
from safeplan.commands import opened
from safeplan.guard import procs

ROOT = Path(__file__).resolve().parents[2]
FIRST = "six small fish in a teapot"
SECOND = "plum curtain bicycle"
SEALING = "grey lamp under a Tuesday"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def cheap_roots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derivations in a real process of their own, at a cost that only tests have."""
    program = str(ROOT / "tests" / "terminal" / "cheap_kdf.py")
    programs = procs.Programs(app=("unused",), kdf=(sys.executable, "-B", program))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    # The two seconds between the halves are the vault's own rule, and tested there.
    monkeypatch.setattr(opened, "time", SimpleNamespace(sleep=lambda _seconds: None))
    monkeypatch.setattr(procs, "standard_programs", lambda: programs)


@pytest.fixture
def run(cheap_roots: None, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command with passwords, one a line, on a descriptor of their own."""

    def command(*words: str | Path, passwords: tuple[str, ...] = ()) -> Ended:
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{word}\n" for word in passwords).encode())
        os.close(writing)
        argv = [str(word) for word in words]
        if passwords:
            argv += ["--passphrase-fd", str(reading)]
        capfd.readouterr()
        try:
            status = cli.main(argv)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        finally:
            os.close(reading)
        out, err = capfd.readouterr()
        return Ended(status, out, err)

    return command


@pytest.fixture
def answers() -> Path:
    """Answers of an invented person, in every form that the file takes."""
    return ROOT / "examples" / "answers.toml"


@pytest.fixture
def vault(run: Run, tmp_path: Path) -> Path:
    """A vault of 1 MiB with a plan alone."""
    path = tmp_path / "notes.dat"
    assert run("new", path, "--size", "1", passwords=(FIRST,)).status == 0
    return path
