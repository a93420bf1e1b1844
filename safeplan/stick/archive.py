"""Archives of members without dates or rights: the same members are the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from safeplan.stick import chance

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_NEXT = b"PK"  # what stands behind each member


def write_archive(
    path: Path, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED
) -> None:
    """Write a new archive at ``path``, with ``members`` by name, in the order of their names.

    Raises:
        OSError: it cannot be written.
    """
    with zipfile.ZipFile(path, "x") as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = method
            data = members[name]
            level = None
            if method == zipfile.ZIP_DEFLATED:
                level = chance.quiet_level(data, before=name.encode(), after=_NEXT)
            archive.writestr(entry, data, compresslevel=level)
