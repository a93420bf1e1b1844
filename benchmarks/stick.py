"""From the launcher on a stick to its first frame, beside a bare Textual app on the same stick.

Warm, from a plain folder; and, with the rights of an administrator, cold from a real exFAT image
behind a limit of 15 MB and 800 reads a second, which is a slow stick.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import figures
from benchmarks.first_frame import BARE
from benchmarks.places import favour, until
from safeplan.stick.layout import Places
from safeplan.stick.parts import LINUX
from tests.terminal.pty_harness import Terminal

TIMES = 15
COLD_TIMES = 5
BYTES, READS = 15_000_000, 800  # a second
BLKIO = Path("/sys/fs/cgroup/blkio")
NEEDED = ("mkfs.exfat", "mount.exfat-fuse", "losetup", "umount")
MIB = 1 << 20
# As the first step on a stick does it.
FOUND = """
import gc, marshal, sys, zlib
gc.disable()
with open({own!r}, "rb") as file:
    space = dict(__name__="own")
    exec(marshal.loads(zlib.decompress(file.read(int.from_bytes(file.read(4), "little")))), space)
sys.meta_path.insert(0, space["Box"]({own!r}, {compiled!r}))
sys.path.append({pure!r})
from safeplan.onboard import shelf
shelf.put_up()
"""


def ours(stick: Path) -> list[str]:
    """What a person types."""
    return ["/bin/sh", str(stick / "notes.sh")]


def bare(stick: Path) -> list[str]:
    """The least app that Textual can draw, from the same files."""
    return _python(stick, f"import sys\nsys.path.append({str(stick / Places().pure)!r})\n{BARE}")


def bare_our_way(stick: Path) -> list[str]:
    """The same, with modules found as ours are and no garbage looked for: what is left is ours."""
    places = Places()
    own, compiled = str(stick / places.own), str(stick / places.compiled(LINUX))
    found = FOUND.format(own=own, compiled=compiled, pure=str(stick / places.pure))
    return _python(stick, found + BARE)


def _python(stick: Path, code: str) -> list[str]:
    places = Places()
    rt, compiled = stick / places.runtime(LINUX), stick / places.compiled(LINUX)
    where = f"{rt / 'sys'}:{rt / 'lib'}:{compiled}"
    loader = [str(rt / "ld.exe"), "--inhibit-cache", "--library-path", where]
    return [*loader, str(rt / "python3"), "-I", "-S", "-B", "-X", "utf8", "-c", code]


def seen(command: Sequence[str], words: bytes) -> float:
    """Seconds until ``words`` are on the terminal."""
    start = time.perf_counter()
    with Terminal(command) as terminal:
        favour(terminal.pid)
        return until(terminal, words, patience=120.0) - start


def worked(command: Sequence[str], words: bytes) -> float:
    """Seconds of processors that all its processes had until then; hardly changed by others."""
    with Terminal(command) as terminal:
        until(terminal, words, patience=120.0)
        return sum(_ticks(pid) for pid in terminal.family()) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15]))  # its own, and of those it has waited for


def made(folder: Path) -> Path:
    """A stick for Linux, made by the command."""
    stick = folder / "stick"
    command = [sys.executable, "-m", "safeplan", "stick", str(stick), "--for", "linux"]
    subprocess.run(command, check=True, capture_output=True)
    return stick


def warm(stick: Path) -> None:
    """Everything is in memory already."""
    found = figures.interleaved(
        {
            "bare Textual from the stick": lambda: seen(bare(stick), b"FIRSTFRAME"),
            "the launcher's first frame": lambda: seen(ours(stick), b"English"),
        },
        TIMES,
    )
    for name, seconds in found.items():
        figures.tell(name, seconds)
    first, least = found["the launcher's first frame"], found["bare Textual from the stick"]
    figures.ratio("first frame / bare Textual, warm", first, least)
    found = figures.interleaved(
        {
            "bare, modules found our way": lambda: worked(bare_our_way(stick), b"FIRSTFRAME"),
            "bare Textual, processor time": lambda: worked(bare(stick), b"FIRSTFRAME"),
            "first frame, processor time": lambda: worked(ours(stick), b"English"),
        },
        TIMES,
    )
    for name, seconds in found.items():
        figures.tell(name, seconds)
    our_way, usual, ours_took = found.values()
    figures.ratio("the same in processor time", ours_took, usual)
    figures.ratio("beside the one found our way", ours_took, our_way)


@contextmanager
def slow(stick: Path, folder: Path) -> Iterator[tuple[Path, Path]]:
    """The same stick on an exFAT image, its reads held back; and where what is read is counted."""
    image, place = folder / "image", folder / "slow"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(160 * MIB)
    subprocess.run(["mkfs.exfat", image], check=True, capture_output=True)
    loop = ["losetup", "-f", "--show", "--direct-io=on", str(image)]
    device = subprocess.run(loop, check=True, capture_output=True, text=True).stdout.strip()
    group = BLKIO / f"notes-{os.getpid()}"
    mount = ["mount.exfat-fuse", "-d", device, str(place)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    daemon = subprocess.Popen(mount, **quiet)  # type: ignore[call-overload]
    try:
        while not os.path.ismount(place):
            time.sleep(0.05)
        shutil.copytree(stick, place, dirs_exist_ok=True, copy_function=shutil.copyfile)
        os.sync()
        numbers = os.stat(device).st_rdev
        name = f"{os.major(numbers)}:{os.minor(numbers)}"
        group.mkdir()
        (group / "blkio.throttle.read_bps_device").write_text(f"{name} {BYTES}")
        (group / "blkio.throttle.read_iops_device").write_text(f"{name} {READS}")
        (group / "cgroup.procs").write_text(str(daemon.pid))
        yield place, group / "blkio.throttle.io_service_bytes"
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)
        daemon.wait()
        if group.is_dir():
            group.rmdir()
        subprocess.run(["losetup", "-d", device], check=False)


def forget() -> None:
    """Let the system remember nothing of any file."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3")


def _read_so_far(counted: Path) -> int:
    lines = [line.split() for line in counted.read_text(encoding="ascii").splitlines()]
    return sum(int(line[2]) for line in lines if len(line) == 3 and line[1] == "Read")


def _read_in_a_row(place: Path, size: int) -> None:
    """As many bytes of the stick's own files, from the first on, and nothing done with them."""
    for path in sorted(path for path in place.rglob("*") if path.is_file()):
        with path.open("rb", buffering=0) as file:
            while size > 0 and (piece := file.read(MIB)):
                size -= len(piece)


def cold(stick: Path, folder: Path) -> None:
    """Nothing is in memory, and the stick is slow."""
    with slow(stick, folder) as (place, counted):

        def once(command: list[str], words: bytes) -> float:
            forget()
            return seen(command, words)

        before = _read_so_far(counted)
        once(ours(place), b"English")
        size = _read_so_far(counted) - before

        def only_read() -> float:
            forget()
            start = time.perf_counter()
            _read_in_a_row(place, size)
            return figures.since(start)

        found = figures.interleaved(
            {
                "bare Textual, cold": lambda: once(bare(place), b"FIRSTFRAME"),
                "first frame, cold": lambda: once(ours(place), b"English"),
                "as many bytes, read in a row": only_read,
            },
            COLD_TIMES,
        )
    for name, seconds in found.items():
        figures.tell(name, seconds)
    print(f"  read from the stick until the first frame    {size / MIB:.1f} MiB")
    least, first, read = found.values()
    figures.ratio("first frame / bare Textual, cold", first, least)
    figures.ratio("first frame / as many bytes read, cold", first, read)


def main() -> None:
    """Warm always; cold where this machine can hold reads back."""
    favour()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stick = made(folder)
        size = sum(path.stat().st_size for path in stick.rglob("*") if path.is_file())
        print(f"  size of a stick for Linux                    {size / MIB:.1f} MiB")
        warm(stick)
        missing = [program for program in NEEDED if shutil.which(program) is None]
        if os.geteuid() != 0 or missing or not BLKIO.is_dir():
            print("  cold: not measured, this machine cannot hold reads back")
            return
        try:
            cold(stick, folder)
        except OSError as refused:
            print(f"  cold: not measured, this machine does not hold reads back ({refused})")


if __name__ == "__main__":
    main()
