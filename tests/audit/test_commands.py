"""No command speaks to the network, or writes anywhere but where it was told to."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit.watch import Seen

ROOT = Path(__file__).resolve().parents[2]
AUDITED = ROOT / "tests" / "audit" / "audited.py"
FIRST, SECOND, SEALING, THIRD = "teapot", "bicycle lamp", "grey lamp", "a kettle"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Seen, Path, Path]:
    """The whole road of the commands, under watch; what was seen, the folder, the empty home."""
    base = tmp_path_factory.mktemp("audit")
    folder, home, report = base / "stick", base / "home", base / "report"
    folder.mkdir()
    home.mkdir()
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home),
               "LANG": "C.UTF-8",}  # fmt: skip

    def run(*words: str | Path, passwords: tuple[str, ...]) -> list[str]:
        fd = ["--passphrase-fd", "0"] if passwords else []
        done = subprocess.run(
            [sys.executable, "-B", AUDITED, report, "cli", *words, *fd],
            input="".join(f"{word}\n" for word in passwords), capture_output=True, text=True,
            env=environ, cwd=home, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    vault, other = folder / "notes.dat", folder / "other.dat"
    run("new", vault, "--size", "1", "--cover", passwords=(FIRST, SECOND))
    run("fill", vault, ROOT / "examples" / "answers.toml", passwords=(FIRST,))
    run("show", vault, passwords=(FIRST,))
    run("export", vault, "--as", "booklet", "--out", folder, passwords=(FIRST,))
    run("export", vault, "--as", "codes", "--out", folder, passwords=(FIRST,))
    sealed = run("export", vault, "--as", "sealed-codes", "--out", folder / "carry.png",
                 passwords=(FIRST, SEALING))  # fmt: skip
    run("new", other, "--size", "1", passwords=(SECOND,))
    run("import", other, *sealed, passwords=(SECOND, SEALING))
    run("check", other, passwords=(SECOND,))
    run("password", other, passwords=(SECOND, THIRD))
    run("recovery", other, passwords=(THIRD,))
    run("notebook", other, "--add", passwords=(THIRD, SECOND))
    run("resize", other, folder / "larger.dat", "--size", "4", passwords=(THIRD,))
    run("copy", other, folder / "copy.dat", passwords=())
    run("notebook", other, "--remove", passwords=(THIRD,))
    run("remove", other, "--all", passwords=(THIRD,))
    return Seen.read(report), folder, home


def test_no_socket_is_made(seen: tuple[Seen, Path, Path]) -> None:
    assert seen[0].network() == []


def test_nothing_is_written_outside_the_folder(seen: tuple[Seen, Path, Path]) -> None:
    found, folder, home = seen
    assert found.written(), "the watch saw no write at all"
    assert (
        found.written_outside(folder, names=("notes.dat", "other.dat", "larger.dat", "copy.dat"))
        == set()
    )
    assert list(home.iterdir()) == []


def test_the_derivation_is_a_process_of_its_own(seen: tuple[Seen, Path, Path]) -> None:
    assert any(event[0] == "os.posix_spawn" for event in seen[0].events)


def test_the_watch_sees_what_is_planted(tmp_path: Path) -> None:
    report, outside = tmp_path / "report", tmp_path / "outside"
    program = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from tests.audit import watch
watch.install({str(report)!r})
import socket, os, asyncio
async def nothing(): pass
asyncio.run(nothing())
open({str(outside)!r}, "w").close()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as planted:
    planted.bind(("127.0.0.1", 0))
try:
    socket.getaddrinfo("localhost", 1, flags=socket.AI_NUMERICHOST)
except OSError:
    pass
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    found = Seen.read(report)
    names = {event[0] for event in found.network()}
    assert {"socket.__new__", "socket.bind", "socket.getaddrinfo"} <= names
    assert ("socket.__new__", int(socket.AF_UNIX)) not in {event[:2] for event in found.network()}
    assert found.written_outside(tmp_path / "stick") == {str(outside)}
