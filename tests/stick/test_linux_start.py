"""The launcher for Linux: odd folders, old loaders, and a shell that was set up oddly."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from safeplan.language import gettext as _
from safeplan.stick import linux_runtime, starting
from safeplan.stick.layout import Places
from safeplan.stick.parts import LINUX, Runtime, Source

# Prints which libraries are loaded, and what it was told.
BOOT = """
import socket, sys
maps = {line.split(None, 5)[-1].strip() for line in open("/proc/self/maps") if ".so" in line}
print(*sorted(maps), *sys.argv[1:], sys._xoptions["as"], sep="\\n")
"""


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    return linux_runtime.gather(tmp_path_factory.mktemp("made"), Source())


def stick_in(folder: Path, rt: Path | None = None, loader: str = "/nowhere/ld.so") -> Path:
    """A stick whose program is the boot above."""
    (folder / "app").mkdir(parents=True)
    files = starting.launchers((LINUX,), "notes")
    files |= starting.starters((LINUX,), Places(), loader)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "app" / "boot.py").write_text(BOOT)
    if rt is not None:
        shutil.copytree(rt, folder / "rt" / "lin")
        (folder / "rt" / "lin" / "ld.exe").chmod(0o755)
    return folder


def start(stick: Path | str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", f"{stick}/notes.sh", *words]
    environ = {**os.environ, **more}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ)


@pytest.mark.parametrize("name", ["stick", "a;b", "a:b", "it's 5 $; (old) & salt"])
def test_every_library_is_the_sticks_own(tmp_path: Path, runtime: Runtime, name: str) -> None:
    stick = stick_in(tmp_path / name, runtime.root)
    done = start(stick, "a b", "c;d")
    assert (done.returncode, done.stderr) == (0, "")
    *libraries, first, second, called = done.stdout.splitlines()
    assert (first, second, called) == ("a b", "c;d", "notes")
    assert len(libraries) > 4
    assert [path for path in libraries if not path.startswith(f"{stick}/rt/lin/")] == []


def loader_of(folder: Path, body: str) -> None:
    """Something else in the place of the loader."""
    (folder / "rt" / "lin").mkdir(parents=True)
    own = folder / "rt" / "lin" / "ld.exe"
    own.write_text("#!/bin/sh\n" + body)
    own.chmod(0o755)


def test_an_old_loader_knows_no_version(tmp_path: Path) -> None:
    """Before glibc 2.33 a loader took that word for the name of a program."""
    stick = stick_in(tmp_path / "stick")
    loader_of(stick, 'case $1 in --version) exit 127 ;; --verify) exit 0 ;; esac; echo "$@"\n')
    done = start(stick)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"--inhibit-cache --library-path {stick}/rt/lin/sys:")


@pytest.mark.parametrize("name", ["stick", "a;b"])
def test_where_the_own_loader_does_not_run(tmp_path: Path, name: str) -> None:
    """The computer's is tried, but not with folders that it would read otherwise."""
    other = tmp_path / "loader"
    other.write_text('#!/bin/sh\nshift 4\n[ "$3" = -c ] || echo "$@"\n')
    other.chmod(0o755)
    stick = stick_in(tmp_path / name, loader=str(other))
    loader_of(stick, "exit 1\n")
    done = start(stick, "word")
    if name == "stick":
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("boot.py word\n")
    else:
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == _("stick.cannot_start") + "\n"


def test_a_search_path_for_folders_leads_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell that was told where to look for folders looks for this one where it was named."""
    body = 'case $1 in --verify) exit 0 ;; esac; echo "$@"\n'
    for top in ("here", "elsewhere"):
        loader_of(stick_in(tmp_path / top / "stick"), body)
    monkeypatch.chdir(tmp_path / "here")
    done = start("stick", CDPATH=str(tmp_path / "elsewhere"))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{tmp_path}/here/stick/app/boot.py" in done.stdout
    assert "elsewhere" not in done.stdout
