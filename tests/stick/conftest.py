"""What every test of sticks stands on: one stick for Linux, made by the wheel of this project.

It is built once a run, in a clean environment that holds the wheel and pip alone.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, could_not_run
from tests.stick.images import Image


@dataclass(frozen=True)
class House:
    """A maker's computer.

    Attributes:
        root: Where all of it stands.
    """

    root: Path

    @property
    def command(self) -> Path:
        """The command, as the wheel installed it."""
        return self.root / "venv" / "bin" / "safeplan"

    @property
    def stick(self) -> Path:
        """A stick for Linux, nobody's yet; to be copied, not to be used."""
        return self.root / "stick"

    @property
    def first(self) -> Path:
        """The temporary folder of the program that made that stick; nobody else is given it."""
        return self.root / "first"

    @property
    def parts(self) -> Path:
        """Every wheel for Linux, as a maker without a network brings it; left as it is."""
        return self.root / "parts"

    def make(self, *words: str | Path, temporary: Path | None = None) -> list[str]:
        """Run ``stick``; answers the lines it printed."""
        done = self.run(*words, temporary=temporary)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def run(
        self, *words: str | Path, temporary: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run ``stick``, whatever comes of it."""
        place = temporary or self.root / "tmp"
        place.mkdir(exist_ok=True)
        environ = {**os.environ, "TMPDIR": str(place), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [self.command, "stick", *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            env=environ,
            cwd=self.root,
        )


def build(root: Path) -> None:
    """Wheel, environment, stick."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = root / "wheel"
    make = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheel)]
    subprocess.run([*make, str(ROOT)], check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", root / "venv"], check=True)
    install = [str(root / "venv" / "bin" / "python"), *pip[1:], "install", "--no-deps"]
    subprocess.run([*install, *map(str, wheel.glob("*.whl"))], check=True, capture_output=True)
    made = House(root)
    made.make(made.stick, "--for", "linux", "--keep", made.parts, temporary=made.first)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Built by whichever worker comes first; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "house"
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "ready").exists():
            build(root)
            (root / "ready").touch()
    return House(root)


@pytest.fixture(scope="session")
def parts(house: House) -> Path:
    """A folder with every wheel for Linux; fetched once a run."""
    return house.parts


@pytest.fixture
def stick(house: House, tmp_path: Path) -> Path:
    """A stick of one's own, in a plain folder."""
    return Path(shutil.copytree(house.stick, tmp_path / "stick"))


@pytest.fixture
def image(request: pytest.FixtureRequest, house: House, tmp_path: Path) -> Iterator[Image]:
    """A stick of one's own on a real exFAT image, put in."""
    folder = tmp_path / "image"
    folder.mkdir()
    made = Image(folder)
    try:
        if not made.put_in():
            could_not_run(request.node.nodeid, "this system does not let it be mounted")
        shutil.copytree(house.stick, made.place, dirs_exist_ok=True, copy_function=shutil.copyfile)
        yield made
    finally:
        made.end()
