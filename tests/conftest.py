"""What every test stands on."""

from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogues that are newer than their .mo file, so that tests see the words in the tree."""
    for po in ROOT.glob("locales/*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            compiled = mo.with_suffix(f".{id(config)}")
            polib.pofile(str(po)).save_as_mofile(str(compiled))
            compiled.replace(mo)
