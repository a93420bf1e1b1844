"""The lock as it is read for another system than this one."""

from __future__ import annotations

import pytest

from safeplan.stick.lock import locked
from safeplan.stick.parts import LINUX, MAC, SYSTEMS, WINDOWS, StickError
from tests.conftest import ROOT

HASH = "a" * 64
TEXT = f"""\
# a remark
tea==1.0 \\
    --hash=sha256:{HASH} \\
    --hash=sha256:{"b" * 64}
    # via cake
milk==2 ; sys_platform == 'win32' \\
    --hash=sha256:{HASH}
sugar==3 ; implementation_name != 'PyPy' and platform_python_implementation != 'PyPy' \\
    --hash=sha256:{HASH}
fuel==4 ; os_name == 'posix' and sys_platform != 'darwin' \\
    --hash=sha256:{HASH}
"""


def names(system: str) -> list[str]:
    return [one.name for one in locked(system, TEXT)]


def test_conditions_are_weighed_for_the_other_system() -> None:
    assert names(LINUX) == ["tea", "sugar", "fuel"]
    assert names(WINDOWS) == ["tea", "milk", "sugar"]
    assert names(MAC) == ["tea", "sugar"]


def test_lines_for_pip() -> None:
    tea = locked(LINUX, TEXT)[0]
    assert tea.hashes == (HASH, "b" * 64)
    assert tea.line == f"tea==1.0 --hash=sha256:{HASH} --hash=sha256:{'b' * 64}"


@pytest.mark.parametrize(
    "line",
    [
        "tea>=1",
        "tea==1 ; python_version < '3.12'",
        "tea==1 ; sys_platform == 'win32' or os_name == 'nt'",
        "-r other.txt",
        "--index-url https://example.org",
    ],
)
def test_what_is_not_understood_is_refused(line: str) -> None:
    with pytest.raises(StickError) as refused:
        locked(LINUX, line + "\n")
    assert refused.value.message_id == "stick.lock"


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_lock_that_is_shipped(system: str) -> None:
    found = locked(system)
    assert {"textual", "cryptography", "reportlab"} <= {one.name for one in found}
    assert ("colorama" in {one.name for one in found}) is (system == WINDOWS)
    assert all(one.hashes for one in found)
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    assert found == locked(system, text)
