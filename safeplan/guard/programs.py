"""What is executed beside the guard."""

from __future__ import annotations

import os
import sys

WAIT_FOR_DEAD = 0.03  # seconds; a process that sits in a slow write is not waited for

_APP = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "app")


class Programs:
    """What is executed as the app and as the process that derives.

    Attributes:
        app: Command line of the app; the numbers of its pipes are added.
        kdf: Command line of the process that derives; likewise.
    """

    __slots__ = ("app", "kdf")

    def __init__(self, app: tuple[str, ...], kdf: tuple[str, ...]) -> None:
        self.app = app
        self.kdf = kdf


_chosen: list[Programs] = []


def use_programs(programs: Programs) -> None:
    """Let these be the programs of the product, where it does not lie in folders (on a stick)."""
    _chosen[:] = [programs]


def standard_programs() -> Programs:
    """The programs of the product, run by the Python that runs this."""
    if _chosen:
        return _chosen[0]
    python = (sys.executable, "-I", "-B")
    return Programs(
        app=(*python, os.path.join(_APP, "child.py")),
        kdf=(*python, os.path.join(_APP, "kdf.py")),
    )
