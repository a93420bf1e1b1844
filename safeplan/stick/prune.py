"""What of wheels and of the standard library is left behind, since nothing on a stick uses it."""

from __future__ import annotations

import re

# Whole wheels: asked for by others, imported by none of what we use.
WHEELS_LEFT = frozenset({"charset-normalizer", "pycparser"})

# Parts of wheels, as patterns for the whole path inside one.
_LEFT = re.compile(
    r".*\.(pyi|h|cfg|yaml|md|sfd|typed)"
    r"|cffi/.*"  # cryptography loads _cffi_backend alone
    r"|PIL/_(avif|webp|imagingcms|imagingft|imagingmath|imagingmorph|imagingtk|tkinter_finder)\b.*"
    r"|reportlab/fonts/.*"  # pages are set in fonts of ours
    r"|reportlab/graphics/samples/.*"
    r"|textual/(demo|tree-sitter)/.*"
    r"|pygments/lexers/(?!__init__|_mapping|python|special).*"
    r"|pygments/(formatters/(?!__init__|_mapping)|sphinxext).*"
    r"|(.*/)?(tests?|testing)/.*"
)

# The standard library: packages and modules that nothing on a stick loads.
_STANDARD = re.compile(
    r"(test|idlelib|tkinter|turtledemo|lib2to3|ensurepip|distutils|pydoc_data|site-packages"
    r"|dist-packages|sqlite3|venv|unittest|wsgiref|xmlrpc|curses|dbm|msilib|config-[^/]*"
    r"|lib-dynload|__pycache__|_pyrepl)/.*"
    r"|(.*/)?(tests?|idle_test|__pycache__)/.*"
    r"|(turtle|antigravity|this|pydoc|doctest|pdb|cProfile|profile|pstats|ssl|nntplib|smtpd"
    r"|smtplib|poplib|imaplib|ftplib|telnetlib|mailbox|aifc|sunau|wave|chunk|cgi|cgitb"
    r"|audioop|imghdr|sndhdr|crypt|nturl2path|pipes|uu|xdrlib|asynchat|asyncore|_aix_support"
    r"|_osx_support|_sysconfigdata[^/]*|modulefinder|tabnanny|webbrowser|zipapp)\.py"
)
_MODULES = re.compile(
    r"_?(ssl|hashlib|sqlite3|tkinter|curses|curses_panel|crypt|dbm|gdbm|lsprof)"
    r"|_(test.*|ctypes_test|xx.*|codecs_.*|multibytecodec)|xx.*"
    r"|_bz2|_lzma|_uuid|readline|nis|ossaudiodev|audioop|spwd|syslog"
)


def left_of_wheel(path: str) -> bool:
    """Whether the file at ``path`` inside a wheel is left behind."""
    return _LEFT.fullmatch(path) is not None


def left_of_library(path: str) -> bool:
    """Whether the file at ``path`` inside the standard library is left behind."""
    return not path.endswith(".py") or _STANDARD.fullmatch(path) is not None


def left_of_modules(name: str) -> bool:
    """Whether the compiled module ``name`` of the standard library is left behind."""
    return _MODULES.fullmatch(name) is not None
