"""A copy of the whole file, byte for byte: all that is in it goes along, seen or not."""

from __future__ import annotations

import os

from safeplan.vault.errors import Busy, Missing, Unreadable, WrongSize
from safeplan.vault.folder import StrPath
from safeplan.vault.format import SIZES
from safeplan.vault.storage import Disk, OpenFile, Storage


def copy_open(file: OpenFile, to: StrPath, disk: Disk = Storage) -> None:
    """Copy an open file into a new one, which is flushed and read back.

    Raises:
        Unreadable: a part of the file cannot be read.
        VaultError: the new file could not be made; nothing is left of it.
    """
    data = file.read(0, file.size, fresh=True)
    if data is None:
        raise Unreadable
    disk.create(to, data)


def copy_file(path: StrPath, to: StrPath, disk: Disk = Storage) -> None:
    """Copy a file that nobody is writing into meanwhile; no passphrase is needed for it.

    Raises:
        Busy: another program has it open for writing.
        WrongSize: it has a size that no vault has.
        VaultError: as ``copy_open``.
    """
    if not os.fspath(path):
        raise Missing
    file = disk.open(path, write=True)
    try:
        if file.size not in SIZES:
            raise WrongSize
        if file.refusal is Busy:
            raise Busy
        copy_open(file, to, disk)
    finally:
        file.close()
