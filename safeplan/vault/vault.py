"""A vault: what the rest of the program sees of the file.

It takes roots, never passphrases, and gives bytes back. All methods may be called from any thread,
one after the other; those that touch the disk are for a worker.
"""

from __future__ import annotations

import hmac
import os
import time
from typing import NamedTuple

from safeplan.vault import creating
from safeplan.vault.door import Random
from safeplan.vault.errors import Missing, VaultError, WrongSize
from safeplan.vault.folder import StrPath
from safeplan.vault.format import HALVES, SALT, SIZES, Half, Layout, Roots, Salts
from safeplan.vault.held import Held, look_at_both
from safeplan.vault.keeper import Keeper
from safeplan.vault.opening import Derive, find
from safeplan.vault.operations import Operations
from safeplan.vault.payload import deflate
from safeplan.vault.report import Report, report
from safeplan.vault.rule import PAUSE, Sleep
from safeplan.vault.storage import Disk, OpenFile, Storage

LOW_AT = 0.75
"""The part of a compartment from which on room is said to run out: there are months left then."""


class Room(NamedTuple):
    """How full the open compartment is, in compressed bytes."""

    used: int
    capacity: int

    @property
    def left(self) -> int:
        """Compressed bytes that still fit; words take about a third of what they are long."""
        return self.capacity - self.used

    @property
    def low(self) -> bool:
        """Whether the person should hear that room runs out, and what can be done."""
        return self.used >= self.capacity * LOW_AT


def new_salts(random: Random = os.urandom) -> Salts:
    """The salts of a file that is yet to be made; the roots are derived under them first."""
    return creating.new_salts(random)


class Vault(Operations):
    """An open vault; made by ``open``, ended by ``close`` (or ``with``)."""

    @property
    def _held(self) -> Held:
        return self._keeper.held

    @property
    def _file(self) -> OpenFile:
        return self._keeper.file

    @staticmethod
    def create(
        path: StrPath,
        *,
        size: int,
        salts: Salts,
        plan: tuple[Roots, bytes] | None,
        notebook: tuple[Roots, bytes] | None,
        random: Random = os.urandom,
        disk: Disk = Storage,
    ) -> None:
        """Make a new file with a plan, a notebook, or a plan and a notebook beside it.

        Args:
            path: where nothing stands yet.
            size: in bytes, one of ``format.SIZES``.
            salts: under which the roots were derived.
            plan: the roots of its passphrase, and its JSON.
            notebook: the same of the notebook.
            random: the system's random source.
            disk: where the file is made.

        Raises:
            ChooseAnother: both passphrases are the same.
            VaultError: no file was made.
        """
        disk.create(path, creating.image(size, salts, plan, notebook, random))

    @staticmethod
    def read_salts(path: StrPath, *, disk: Disk = Storage) -> Salts:
        """The salts of a file of an allowed size.

        Raises:
            VaultError: there is no such file, or it cannot be read.
        """
        file = _of_a_size(disk, path, write=False)
        try:
            salts = [file.read(Layout(file.size).salt_at(half), SALT) for half in HALVES]
        finally:
            file.close()
        # A salt that cannot be read opens nothing, as one that is wrong does.
        return Salts(*(salt or bytes(SALT) for salt in salts))

    @classmethod
    def open(
        cls,
        path: StrPath,
        derive: Derive,
        *,
        write: bool = True,
        random: Random = os.urandom,
        disk: Disk = Storage,
    ) -> Vault:
        """Open a vault, for reading alone where no more is granted.

        Args:
            path: of the file.
            derive: the root for a salt; asked for half B only if half A opened nothing.
            write: whether it is to be changed; takes the lock.
            random: the system's random source.
            disk: where the file stands.

        Raises:
            NotOpened: a wrong passphrase or a foreign file.
            VaultError: there is no file that could be one.
        """

        def again() -> OpenFile:
            return _of_a_size(disk, path, write=write)

        file = again()
        try:
            held, payload = find(file, Layout(file.size), derive)
            return cls(Keeper(file, held, random), payload, again)
        except BaseException:
            file.close()
            raise

    @property
    def payload(self) -> bytes:
        """The JSON that was opened or saved last."""
        return self._payload

    @property
    def salts(self) -> Salts:
        """The salts of both halves."""
        return self._held.copy.header.salts

    @property
    def kind(self) -> int:
        """``format.PASSPHRASE`` or ``format.RECOVERY``: what it was opened with."""
        return self._held.kinds[self._held.door]

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written; ``refusal`` says why."""
        return self._file.refusal is not None

    @property
    def refusal(self) -> type[VaultError] | None:
        """``ReadOnly`` or ``Busy``, or None while the file can be written."""
        return self._file.refusal

    @property
    def mended(self) -> bool:
        """Whether a part that could not be read has been written anew since the opening."""
        return self._keeper.mended

    @property
    def needs_level(self) -> bool:
        """Whether ``level`` has something to write."""
        return not self.read_only and not self._removed and self._keeper.needs_level

    def room(self) -> Room:
        """What is used of the compartment, and what it holds."""
        return Room(len(self._held.copy.packed), self._held.layout.capacity)

    def matches(self, root: bytes, half: Half = "A") -> bool:
        """Whether a root belongs to a door that leads to what is open; takes the same time always.

        Args:
            root: derived under the salt of ``half``.
            half: A or B.
        """
        found = False
        for roots in self._held.copy.header.roots:
            same = hmac.compare_digest(root, bytes(SALT) if roots is None else roots.of(half))
            found |= same and roots is not None
        return found

    def whole(self) -> Report:
        """Read both halves again and say which parts are whole."""
        with self._turn:
            return report(self._held, look_at_both(self._file, self._held))

    def save(self, payload: bytes, *, sleep: Sleep = time.sleep) -> None:
        """Write one copy of a new payload; after ``PAUSE`` seconds ``level`` writes the other.

        Saving again instead of levelling is the same: the older copy is written. The caller lets
        ``PAUSE`` seconds pass between any two writes.

        Args:
            payload: the JSON.
            sleep: called only when parts of both halves must be mended before.

        Raises:
            TooLarge: it does not fit; nothing was written.
            VaultError: not saved. The payload that was saved before is whole, and the next call
                writes the same copy again.
        """
        with self._turn:
            self._keeper.save(deflate(payload, self._held.layout), sleep)
            self._payload = payload

    def level(self) -> None:
        """Write what one half lacks of what is held; nothing when nothing is lacking.

        The caller lets ``PAUSE`` seconds pass since the last write, and asks ``needs_level`` again.

        Raises:
            VaultError: what was saved is whole; the next call tries again.
        """
        with self._turn:
            self._keeper.level()

    def erase(self, payload: bytes, *, sleep: Sleep = time.sleep) -> None:
        """Save what is left after an erasure, and level: when this returns, it is final.

        Raises:
            VaultError: not final yet; what was erased may still stand in one half.
        """
        with self._turn:
            self._keeper.pause(sleep)
            self.save(payload, sleep=sleep)
            self.settle(sleep)

    def settle(self, sleep: Sleep = time.sleep) -> None:
        """Level both halves, with the pauses: an orderly end.

        Raises:
            VaultError: as ``level``.
        """
        while self.needs_level:
            sleep(PAUSE)
            self.level()

    def close(self) -> None:
        """Give the file and its lock back at once; the next opening levels what is not level."""
        with self._turn:
            self._file.close()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _of_a_size(disk: Disk, path: StrPath, *, write: bool) -> OpenFile:
    if not os.fspath(path):
        raise Missing
    file = disk.open(path, write=write)
    if file.size not in SIZES:
        file.close()
        raise WrongSize
    return file
