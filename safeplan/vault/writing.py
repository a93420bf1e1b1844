"""The one place that writes into a vault that is there."""

from __future__ import annotations

from collections.abc import Iterable

from safeplan.vault.door import Random
from safeplan.vault.errors import ReadBackDiffers
from safeplan.vault.format import Half
from safeplan.vault.held import Held, Part
from safeplan.vault.storage import OpenFile


def write_parts(
    file: OpenFile, held: Held, half: Half, parts: Iterable[Part], random: Random
) -> None:
    """Write parts of one half in place, flush, and read them back.

    Args:
        file: the vault.
        held: what the parts shall say.
        half: where; the caller has made sure by ``rule.next_write`` that it may be written.
        parts: in the order in which they are written.
        random: for salts and filler, fresh for each write.

    Raises:
        VaultError: the parts may be old, new or torn now.
    """
    rendered = [held.render(half, part, random) for part in parts]
    for offset, data in rendered:
        file.write(offset, data)
    file.sync()
    for offset, data in rendered:
        if file.read(offset, len(data), fresh=True) != data:
            raise ReadBackDiffers
