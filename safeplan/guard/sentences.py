"""The few sentences of the line, from ``words/LANG.txt``.

Catalogues are read with gettext elsewhere; it is too slow for the line, which stands before
anything else. A file holds one sentence a line, its id before it.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "en"
NAME_SIZE = 64  # bytes at most of what the program calls itself
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words")


def language(environ: Mapping[str, str], folder: str = FOLDER) -> str:
    """The language with a file here that LC_ALL, LC_MESSAGES or LANG name, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(variable, "")
        if not value:
            continue
        code = value.split(".")[0].split("@")[0].replace("_", "-")
        for candidate in (code, code.split("-")[0]):
            plain = candidate.replace("-", "").isalnum()
            if plain and _read(folder, candidate) is not None:
                return candidate
        return DEFAULT
    return DEFAULT


def _read(folder: str, code: str) -> bytes | None:
    """The file of a language; whatever loaded this module knows where files lie."""
    try:
        found: bytes = globals()["__loader__"].get_data(os.path.join(folder, code + ".txt"))
    except OSError:
        return None
    return found


class Sentences:
    """Sentences by id, as UTF-8 ready to be written; ``name`` is what the program calls itself.

    Args:
        code: A language that has a file in ``folder``.
        name: UTF-8; empty for the usual name in that language.
    """

    def __init__(self, code: str, name: bytes = b"", folder: str = FOLDER) -> None:
        self._by_id: dict[str, bytes] = {}
        for row in (_read(folder, code) or b"").splitlines():
            key, _, sentence = row.strip().partition(b" ")
            self._by_id[key.decode("ascii")] = sentence
        self.name = name or self._by_id["name"]

    def prompt(self, key: str) -> bytes:
        """A sentence with a space behind it, where something is to be typed."""
        return self[key] + b" "

    def __getitem__(self, key: str) -> bytes:
        return self._by_id[key].replace(b"{name}", self.name)
