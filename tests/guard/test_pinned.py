"""What is typed is kept out of the swap file, by everybody as far as they may."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import could_not_run

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")

AS_ANYBODY = """
import ctypes, os, resource
resource.setrlimit(resource.RLIMIT_MEMLOCK, (MOST, MOST))
class Head(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))
head = Head(0x20080522, 0)
ctypes.CDLL(None).capset(ctypes.byref(head), (ctypes.c_uint32 * 6)())
if os.geteuid() == 0:
    os.geteuid = lambda: 1000
"""
AS_IT_IS = """
from safeplan.guard import pinned
def locked():
    rows = open("/proc/self/status").read().splitlines()
    return int(next(row for row in rows if row.startswith("VmLck")).split()[1]) * 1024
place = bytearray(80_000)
print(pinned.pin_all(), locked(), pinned.pin(place, bytearray(10)), locked())
"""


def as_anybody(limit: int) -> list[str]:
    """The same user without rights of an administrator, who may lock ``limit`` bytes."""
    return told_by(AS_ANYBODY.replace("MOST", str(limit)) + AS_IT_IS)


def told_by(code: str) -> list[str]:
    code = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{code}"
    python = [sys.executable, "-I", "-S", "-B", "-c", code]
    return subprocess.run(python, capture_output=True, check=True, text=True).stdout.split()


@linux
def test_a_little_is_allowed_to_everybody() -> None:
    all_of_it, before, places, after = as_anybody(1 << 20)
    assert (all_of_it, before, places) == ("False", "0", "True")
    assert int(after) >= 80_000


@linux
def test_nothing_is_allowed() -> None:
    assert as_anybody(0) == ["False", "0", "False", "0"]


@linux
def test_everything_is_allowed(request: pytest.FixtureRequest) -> None:
    resource = pytest.importorskip("resource")
    most = resource.getrlimit(resource.RLIMIT_MEMLOCK)[1]
    enough = not 0 <= most < 64 << 20
    if not enough and os.geteuid() != 0:
        could_not_run(request.node.nodeid, "the system lets nobody keep 64 MiB in memory")
    # An administrator may, whatever the limit is.
    all_of_it, before, places, after = as_anybody(most) if enough else told_by(AS_IT_IS)
    assert (all_of_it, places) == ("True", "True")
    assert int(before) > 4 << 20
    assert int(after) >= int(before)


@linux
@pytest.mark.needs("root")
def test_pages_to_come_are_kept_too_by_an_administrator() -> None:
    code = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from safeplan.guard import pinned
pinned.pin_all()
place = bytearray(b"x") * 40_000_000
print(open("/proc/self/status").read())
"""
    python = [sys.executable, "-I", "-S", "-B", "-c", code]
    told = subprocess.run(python, capture_output=True, text=True, check=True).stdout
    rows = [row for row in told.splitlines() if row.startswith("VmLck")]
    assert int(rows[0].split()[1]) > 40_000
