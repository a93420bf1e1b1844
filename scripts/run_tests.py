"""Run every test on every Python that is found, and say by name what could not run.

The first Python is the one of the virtual environment; its run shows coverage. For each other
supported version that is found on PATH or among pyenv's versions, an environment of its own is
made once and reused. With STRICT=1 in the environment, a check that could not run fails the run.

Tests of sticks run on one Python alone: the one that lies on every stick, and that makes them.
What takes minutes and says the same on every Python runs on the first one alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
STICKS = "3.11"  # the Python of every stick, see safeplan/stick/parts.py
OF_STICKS = ("tests/stick", "tests/windows")
# Minutes of work over data and bytes, which no version of Python sees another way; and walks
# through every screen and terminal, of which every version has its sample elsewhere.
ONCE = (
    "tests/content",
    "tests/faults",
    "tests/plan/test_gates.py",
    "tests/vault/test_noise.py",
    "tests/vault/test_sticks.py",
    "tests/export/test_camera.py",
    "tests/app/test_covering.py",
    "tests/terminal/test_every_screen.py",
    "tests/terminal/test_kept_rows.py",
    "tests/terminal/test_tour.py",
)
# Each system with the tags that its pip would accept.
PLATFORMS = {
    "Linux": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Windows": ("win_amd64",),
    "macOS": ("macosx_11_0_arm64", "macosx_12_0_arm64", "macosx_13_0_arm64"),
}


def interpreters() -> Iterator[tuple[str, Path]]:
    """Each supported version but the one running, with the first interpreter found for it."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in SUPPORTED:
        if version == here:
            continue
        named = [shutil.which(f"python{version}")]
        kept = sorted(pyenv.glob(f"{version}.*/bin/python3"), reverse=True)
        named += [str(path) for path in kept]
        for candidate in filter(None, named):
            able = [candidate, "-c", "import venv, ensurepip"]
            if subprocess.run(able, capture_output=True, check=False).returncode == 0:
                yield version, Path(candidate)
                break


def environment(version: str, interpreter: Path) -> Path:
    """The Python of an environment for ``version``, made from the lock if it is not there yet."""
    folder = ROOT / f".venv-{version}"
    python = folder / "bin" / "python"
    mark = folder / "ready"
    lock = ROOT / "requirements" / "dev.txt"
    if not mark.exists() or mark.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([interpreter, "-m", "venv", "--clear", folder], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
        mark.touch()
    return python


def run_pytest(
    python: Path | str, version: str, listed: Path, *extra: str, once_done: bool = True
) -> bool:
    """Whether every test passed; tests that could not run are named in the file ``listed``.

    Those of sticks are left out where ``version`` is another than theirs, and those of ``ONCE``
    where they were run already.

    Tests on a real terminal wait for real processes, and can wait too long while every core is
    busy. What failed is run once more, alone and in peace, and named; it has to pass then.
    """
    environ = {**os.environ, "COULD_NOT_RUN": str(listed)}
    command = [str(python), "-m", "pytest", "-q", "-m", "not soak"]
    left_out = (OF_STICKS if version != STICKS else ()) + (ONCE if once_done else ())
    command += [f"--ignore={ROOT / path}" for path in left_out]
    # Screens wait more than they work, so there are more workers than cores.
    workers = str(2 * (os.cpu_count() or 1) + 1)
    parallel = ["-n", workers, "--dist", "loadgroup", *extra]
    if subprocess.run([*command, *parallel], cwd=ROOT, env=environ, check=False).returncode == 0:
        return True
    print("\nOnce more, alone, what failed:", flush=True)
    again = ["--last-failed", "--last-failed-no-failures", "none"]
    return subprocess.run([*command, *again], cwd=ROOT, env=environ, check=False).returncode == 0


def resolves_to_wheels(version: str, tags: tuple[str, ...]) -> bool:
    """Whether the users' lock resolves to wheels alone on this version and these platform tags."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet"]
        command += ["--disable-pip-version-check", "--target", folder, "--require-hashes"]
        command += ["--only-binary", ":all:", "--python-version", version]
        for tag in tags:
            command += ["--platform", tag]
        command += ["-r", str(ROOT / "requirements" / "run.txt")]
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def main() -> int:
    """Run all, print a summary, return the exit status."""
    passed = True
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "could-not-run"
        listed.touch()
        here = f"{sys.version_info.major}.{sys.version_info.minor}"
        passed &= run_pytest(
            sys.executable, here, listed, "--cov", "--cov-report=term", once_done=False
        )
        found = {here}
        for version, interpreter in interpreters():
            print(f"\nPython {version}", flush=True)
            passed &= run_pytest(environment(version, interpreter), version, listed)
            found.add(version)
        for version in [version for version in SUPPORTED if version not in found]:
            for system, tags in PLATFORMS.items():
                good = resolves_to_wheels(version, tags)
                verdict = "resolves" if good else "does NOT resolve"
                print(f"Python {version} is not here; on {system} the lock {verdict} to wheels")
                passed &= good
        if STICKS not in found:
            with listed.open("a", encoding="utf-8") as stream:
                stream.writelines(f"{each}: Python {STICKS} is not here\n" for each in OF_STICKS)
        missing = sorted(set(listed.read_text(encoding="utf-8").splitlines()))
    others = ", ".join(version for version in SUPPORTED if version in found - {STICKS})
    if others:
        print(f"\nRun on Python {STICKS} alone, which every stick holds, and not on {others}:")
        for folder in OF_STICKS:
            print(f"  {folder}")
    if len(found) > 1:
        print(f"\nRun once, on Python {here}, since it says the same on each:")
        for path in ONCE:
            print(f"  {path}")
    if missing:
        print("\nThese checks could not run here:")
        for line in missing:
            print(f"  {line}")
        passed &= os.environ.get("STRICT") != "1"
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
