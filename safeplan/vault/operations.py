"""What a vault can do beside saving: other passphrases, codes, notebooks, copies, an end.

Each takes seconds, since it waits between its writes, and belongs on a worker. Each is refused in
whole, or says by its error what is still owed. ``sleep`` is passed in, so that tests wait for
nothing.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable

from safeplan.vault import adding, copying, rekeying, removing
from safeplan.vault.door import Door
from safeplan.vault.errors import (
    ChooseAnother,
    Different,
    Gone,
    Missing,
    NotAFile,
    NotThisPassword,
    WrongSize,
)
from safeplan.vault.folder import StrPath
from safeplan.vault.format import DOORS, HALVES, PASSPHRASE, RECOVERY, Roots
from safeplan.vault.keeper import Keeper
from safeplan.vault.rule import Sleep
from safeplan.vault.storage import Disk, OpenFile, Storage


class Operations:
    """The half of ``Vault`` that changes more than the words in it.

    Args:
        keeper: of what is open.
        payload: the JSON that was opened.
        again: opens the file anew, under the name it was opened by.
    """

    def __init__(self, keeper: Keeper, payload: bytes, again: Callable[[], OpenFile]) -> None:
        self._keeper = keeper
        self._payload = payload
        self._again = again
        self._turn = threading.RLock()
        self._removed = False

    @property
    def is_plan(self) -> bool:
        """Whether it has a say over the rest of the file; a notebook's header knows only itself.

        The one thing that the vault reads of a payload: a notebook that added or removed something
        could hit a plan that it does not know of.
        """
        try:
            return bool(json.loads(self._payload).get("form") == "plan")
        except (ValueError, AttributeError):
            return False

    @property
    def has_code(self) -> bool:
        """Whether a recovery code leads to what is open."""
        return RECOVERY in self._keeper.held.kinds.values()

    @property
    def has_notebook(self) -> bool:
        """Whether something else is in the file; false in a notebook, whatever is beside it."""
        return bool(self._keeper.held.copy.header.others_doors)

    def taken(self, roots: Roots) -> bool:
        """Whether a passphrase opens any door of the file: it cannot be a new one then."""
        found = False
        with self._turn:
            for half in HALVES:
                for number in range(DOORS):
                    layout = self._keeper.held.layout
                    door = Door(number).read(self._keeper.file, layout, half, roots.of(half))
                    found |= door is not None
        return found

    def change_passphrase(self, roots: Roots, *, sleep: Sleep = time.sleep) -> None:
        """Let another passphrase open what is open, under a new key; 2 to 6 seconds.

        A recovery code is void afterwards; a new one is offered. Works in a plan and in a notebook,
        and after an opening by recovery code.

        Args:
            roots: of the new passphrase, under ``salts``.
            sleep: called between the writes.

        Raises:
            ChooseAnother: it opens a door of this file already.
            HalfChanged: keep both in mind; ``settle`` finishes it.
            VaultError: nothing was changed.
        """
        with self._turn:
            self._refuse_taken(roots)
            rekeying.change(self._keeper, roots, sleep)

    def add_code(self, roots: Roots, *, sleep: Sleep = time.sleep) -> None:
        """Let a recovery code open the plan; an older code is void. 2 to 8 seconds.

        Args:
            roots: of ``recovery.new_code``; it is shown only after this returns.
            sleep: called between the writes.

        Raises:
            NotThisPassword: not the plan, or it was opened with a code: set a passphrase first.
            NoCode: no code can be relied on; make another.
            VaultError: nothing was changed.
        """
        with self._turn:
            self._refuse_unless_plan()
            self._refuse_taken(roots)
            adding.add_code(self._keeper, roots, sleep)

    def add_notebook(self, roots: Roots, payload: bytes, *, sleep: Sleep = time.sleep) -> None:
        """Put a notebook beside the plan; about 6 seconds.

        Args:
            roots: of its passphrase, under ``salts``.
            payload: its JSON.
            sleep: called between the writes.

        Raises:
            NotThisPassword: not the plan.
            ChooseAnother: the passphrase opens something already.
            NoPlace: the file has no free compartment.
            HalfAdded: remove it, then add it again.
            VaultError: nothing was added.
        """
        with self._turn:
            self._refuse_unless_plan()
            self._refuse_taken(roots)
            adding.add_notebook(self._keeper, roots, payload, sleep)

    def remove_notebook(self, *, sleep: Sleep = time.sleep) -> None:
        """Overwrite every notebook beside the plan; about 6 seconds.

        Raises:
            NotThisPassword: not the plan.
            NoNotebook: the plan knows of none.
            VaultError: it may still be there; the plan is as it was.
        """
        with self._turn:
            self._refuse_unless_plan()
            removing.remove_beside(self._keeper, sleep)

    def remove(self, *, everything: bool = False, sleep: Sleep = time.sleep) -> None:
        """Overwrite what is open with random bytes, then close; about 6 seconds.

        Args:
            everything: in a plan, the notebook too. In a notebook it changes nothing, whether a
                plan is beside it or not.
            sleep: called between the writes.

        Raises:
            VaultError: it is still there, and mends itself at the next ``level``.
        """
        with self._turn:
            removing.remove_own(self._keeper, sleep, all_known=everything)
            self._removed = True
            self._keeper.file.close()

    def copy_to(self, path: StrPath, *, sleep: Sleep = time.sleep, disk: Disk = Storage) -> None:
        """Copy the file byte for byte, once both halves are level; read back.

        Raises:
            AlreadyThere, Missing, NotAllowed, ReadOnly, Full, ReadBackDiffers: no copy was made.
            Unreadable: a part of this file cannot be read.
            VaultError: as ``level``.
        """
        with self._turn:
            if self._keeper.file.refusal is None:
                self._keeper.settle(sleep)
            copying.copy_open(self._keeper.file, path, disk)

    def reattach(self) -> None:
        """Open the file anew, after the stick was pulled and put back.

        What was typed stays in memory; ``save`` or ``level`` come next. A byte for byte copy on
        another stick is the same vault, and is taken.

        Raises:
            Gone: it is not there.
            Different: another file or another stick; nothing was written to it.
            ReadOnly, Busy: it is there, and can only be read now.
            VaultError: it cannot be read.
        """
        with self._turn:
            self._keeper.file.close()
            try:
                file = self._again()
            except (Missing, NotAFile):
                raise Gone from None
            except WrongSize:
                raise Different from None
            try:
                self._keeper.take_up(file)
            except BaseException:
                file.close()
                raise

    def _refuse_taken(self, roots: Roots) -> None:
        if self.taken(roots):
            raise ChooseAnother

    def _refuse_unless_plan(self) -> None:
        held = self._keeper.held
        if not self.is_plan or held.kinds[held.door] != PASSPHRASE:
            raise NotThisPassword
