"""What the first screen does without is loaded once it has been seen, or while a password is typed.

Nothing is waited for twice then, and a page that is opened after the stick was pulled does not
look for its code there.
"""

from __future__ import annotations

import gc
from importlib import import_module

from safeplan.app.screens.places import PLACES

# What screens look for by themselves, and only when it is wanted.
MODULES = (
    "safeplan.vault.vault",
    "safeplan.vault.rule",
    "safeplan.plan.tailoring",
    "safeplan.plan.helplines",
    "safeplan.plan.practices",
    "safeplan.plan.words",
    "safeplan.app.doors",
    "safeplan.app.ordinary",
    "safeplan.app.screens.kinds",
    "safeplan.app.screens.notebook",
)


def load_rest() -> None:
    """Load it; takes a while, so it runs in a thread, and what fails here is met again later."""
    try:
        for module in MODULES:
            import_module(module)
        for place in PLACES:
            PLACES[place]
    except (ImportError, OSError):
        return
    finally:
        gc.enable()  # `safeplan.app.child` had it wait
