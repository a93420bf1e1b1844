"""Python source made into what an interpreter loads at once, without a word on where it lay."""

from __future__ import annotations

import importlib.util
import marshal
from types import CodeType

OPTIMIZE = 2  # no docstrings, no asserts
_UNCHECKED = (1).to_bytes(4, "little") + bytes(8)  # a hash that is never compared (PEP 552)


def code_of(source: bytes, name: str) -> CodeType:
    """The code object of one module; ``name`` is all that it knows of its file.

    Raises:
        SyntaxError: it is no Python of this version.
        ValueError: it cannot be read as text.
    """
    return compile(source, name, "exec", dont_inherit=True, optimize=OPTIMIZE)


def pyc(source: bytes, name: str) -> bytes:
    """The bytes of a ``.pyc`` for this Python, never compared with a source."""
    return importlib.util.MAGIC_NUMBER + _UNCHECKED + marshal.dumps(code_of(source, name))
