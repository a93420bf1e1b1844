"""Nothing is left in GNU screen, which by default keeps all that was drawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import RIGHT, command
from tests.terminal.screen_harness import PROMPT, Screen
from tests.terminal.small_app import CANARY

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.xdist_group("terminal"),
    pytest.mark.needs("screen"),
]


@pytest.fixture(params=[True, False], ids=["alternate screen", "no alternate screen"])
def screen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Screen]:
    one = Screen(tmp_path, alternate=request.param)
    yield one
    one.close()


def opened(screen: Screen, vault: Path) -> tuple[Path, Path]:
    before, after = vault.with_suffix(".before"), vault.with_suffix(".after")
    screen.run_in(vault.with_suffix(".sh"), command(str(vault)), before, after)
    screen.shows("Password:")
    screen.write(RIGHT + "\r")
    screen.until(lambda: screen.everything().count("Pumpkin") >= 15, "its rows")
    return before, after


@pytest.mark.parametrize("way", [b"\x11", b"\x1b\x1b", b"\x1b" * 12], ids=["ctrl-q", "esc", "mash"])
def test_hide_leaves_no_row(screen: Screen, vault: Path, way: bytes) -> None:
    before, after = opened(screen, vault)
    screen.write(way)
    screen.shows("rc=0")
    screen.until(after.exists, "its modes")
    left = screen.everything()
    assert CANARY not in left
    assert "Pumpkin" not in left
    assert after.read_text() == before.read_text()
    rows = [row.strip() for row in left.splitlines() if row.strip()]
    assert rows in (["rc=0"], ["rc=0", PROMPT]), rows
