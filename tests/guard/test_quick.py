"""The guard asks for short turns, and for itself alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import could_not_run

ROOT = Path(__file__).resolve().parents[2]
GET = {"x86_64": 315, "aarch64": 275}

SHOW = f"""
import ctypes, os, sys
sys.path.insert(0, {str(ROOT)!r})
from safeplan.guard import quick
def attributes():
    place = ctypes.create_string_buffer(48)
    ctypes.CDLL(None).syscall({GET}[os.uname().machine], 0, place, 48, 0)
    numbers = place.raw
    return (int.from_bytes(numbers[16:20], "little", signed=True),
            int.from_bytes(numbers[24:32], "little"))
os.nice(3)
print(*attributes())
quick.be_quick()
print(*attributes(), flush=True)
child = os.fork()
if not child:
    print(*attributes(), flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a call of Linux")
def test_turns_are_short_for_it_and_for_nobody_that_it_starts(
    request: pytest.FixtureRequest,
) -> None:
    python = [sys.executable, "-I", "-S", "-B", "-c", SHOW]
    done = subprocess.run(python, capture_output=True, text=True, check=False)
    if "KeyError" in done.stderr:
        could_not_run(request.node.nodeid, "no number is known for this machine's call")
    assert done.stderr == ""
    before, after, child = (tuple(map(int, row.split())) for row in done.stdout.splitlines())
    if before[1] == 0:
        could_not_run(request.node.nodeid, "this kernel has no turns of different lengths")
    assert after == (3, 100_000), "its nice number is what it was"
    assert child == before


def test_nothing_is_called_where_the_number_is_not_known() -> None:
    code = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from safeplan.guard import quick
quick._NUMBERS = {{}}
sys.modules["ctypes"] = None  # to load it would be a mistake
quick.be_quick()
"""
    subprocess.run([sys.executable, "-I", "-S", "-B", "-c", code], check=True)
