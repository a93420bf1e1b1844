"""What every test stands on."""

import os
import shutil
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogues that are newer than their .mo file, so that tests see the words in the
    tree.
    """
    for po in ROOT.glob("locales/*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            compiled = mo.with_suffix(f".{os.getpid()}")
            polib.pofile(str(po)).save_as_mofile(str(compiled))
            compiled.replace(mo)


def could_not_run(node: str, reason: str) -> None:
    """Write down a check that cannot run here, skip it; the run lists it by name, and a strict one
    fails.
    """
    path = os.environ.get("COULD_NOT_RUN")
    if path:
        with open(path, "a", encoding="utf-8") as stream:
            stream.write(f"{node}: {reason}\n")
    pytest.skip(reason)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What has to run one after another begins first, so that nothing waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test marked ``needs("tmux")`` runs where that program is, and is listed where it is not."""
    for mark in item.iter_markers("needs"):
        for program in mark.args:
            if program == "root":
                if os.geteuid() != 0:
                    could_not_run(item.nodeid, "needs an administrator's rights")
            elif shutil.which(program) is None:
                could_not_run(item.nodeid, f"{program} is not installed")
