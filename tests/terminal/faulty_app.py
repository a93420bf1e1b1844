"""The real app with a fault: F2 raises while variables hold words that must be told nowhere.

LC_FAULT says where: on the loop, in a thread beside it, or in a task of its own.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from safeplan.app import app as product
from safeplan.app.child import start

if TYPE_CHECKING:
    from safeplan.app.link import Link

WORDS = "the lodger’s quite invented umbrella"


def fall_over() -> None:
    in_a_variable = f"{WORDS} stands in the hall"
    raise RuntimeError(in_a_variable, len(in_a_variable))


class Faulty(product.SafeplanApp, inherit_bindings=True):
    def visit(self, place: str, **values: object) -> None:
        if place != "numbers":
            super().visit(place, **values)
        elif os.environ["LC_FAULT"] == "loop":
            fall_over()
        elif os.environ["LC_FAULT"] == "thread":
            self.run_worker(fall_over, thread=True)
        else:
            self.run_worker(self.later())

    async def later(self) -> None:
        fall_over()


def run(link: Link, path: str, fresh: bool) -> None:
    vars(product)["SafeplanApp"] = Faulty
    product.run(link, path, fresh)


if __name__ == "__main__":
    start(sys.argv[1:], run)
