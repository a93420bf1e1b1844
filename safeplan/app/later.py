"""What the first screen does without is loaded once it has been seen, or while a password is typed.

Nothing is waited for twice then, and a page that is opened after the stick was pulled does not
look for its code there.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
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


def load_rest(let_pass: Callable[[], None] = lambda: None) -> None:
    """Load it; takes a while, so it runs in a thread, and what fails here is met again later.

    Args:
        let_pass: comes back when nobody waits for anything more urgent.
    """
    try:
        for module in MODULES:
            import_module(module)
        for place in PLACES:
            let_pass()
            PLACES[place]
    except (ImportError, OSError):
        return
    finally:
        # `safeplan.app.child` had it wait. What is loaded stays, so nobody need look at it again.
        gc.freeze()
        gc.enable()
