"""Going back: the notebook as it is, and as it was before each change."""

from __future__ import annotations

from dataclasses import dataclass

from safeplan.cover.notebook import Notebook

STEPS = 100


@dataclass(frozen=True, slots=True)
class History:
    """The notebook now, and up to ``STEPS`` older ones, the oldest first."""

    now: Notebook
    before: tuple[Notebook, ...] = ()

    def then(self, changed: Notebook) -> History:
        """After a change; a change that changes nothing leaves no step behind."""
        if changed == self.now:
            return self
        return History(changed, (*self.before, self.now)[-STEPS:])

    def undone(self) -> History:
        """One step back; the same where there is none."""
        return History(self.before[-1], self.before[:-1]) if self.before else self
