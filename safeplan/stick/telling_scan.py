"""Looks at every byte of a stick before it is made, for words that tell what it is.

Letters are read as whoever looks into a file reads them: one byte each, or two with a nothing in
between, as Windows keeps its words. What stands compressed is looked at as it lies there. The two
lists are those of ``templates/telling.toml``, in every language that is shipped.
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files

from safeplan.language import available
from safeplan.plan.telling import Telling, load_telling, telling_words
from safeplan.stick.layout import GENERATIONS, Places
from safeplan.stick.parts import StickError

_NAME = __name__.partition(".")[0]  # the program's own: not even in the middle of a word
_SHORTEST = 4  # letters of a word of letters from A to Z that is looked for in bytes
# The first letters are written out: a counted group is looked for three times as slowly.
_ONE = re.compile(rb"[A-Za-z]{%d,}" % _SHORTEST)
_LOW_FIRST = re.compile(rb"[A-Za-z]\0" * _SHORTEST + rb"(?:[A-Za-z]\0)*(?![A-Za-z])")
_HIGH_FIRST = re.compile(rb"(?<![A-Za-z])" + rb"\0[A-Za-z]" * _SHORTEST + rb"(?:\0[A-Za-z])*")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1252")
_PLAIN = (".cmd", ".sh", ".command", ".py", "_pth")  # of ours, and read by whoever opens them


@dataclass(frozen=True, order=True)
class Told:
    """A word that tells.

    Attributes:
        path: The file on the stick, or a label.
        word: The word, in lower case.
    """

    path: str
    word: str


@lru_cache(maxsize=1)
def every_telling() -> Telling:
    """The lists of all shipped languages together."""
    lists = [load_telling(code) for code in available()]
    return Telling(
        frozenset(word for one in lists for word in one.always) | {_NAME},
        frozenset(word for one in lists for word in one.in_names),
    )


def check(holds: Iterable[tuple[str, bytes]], labels: Iterable[str] = ()) -> None:
    """Refuse what tells.

    Args:
        holds: Everything that a stick is to hold: its path there, with ``/``, and its bytes.
        labels: What else a person is shown: a volume's label, a window's title.

    Raises:
        StickError: something does; the first such word is named.
    """
    for found in told(holds, labels):
        raise StickError("stick.tells", name=found.path, word=found.word)


def told(holds: Iterable[tuple[str, bytes]], labels: Iterable[str] = ()) -> Iterator[Told]:
    """Every word that tells, wherever it stands."""
    telling, known = every_telling(), _known()
    for label in labels:
        yield from (Told(label, word) for word in _in_words(label, telling))
    for path, data in holds:
        name = path.rpartition("/")[2]
        for word in sorted(_in_file(path, data, telling)):
            if _ours(path) or not any(fnmatchcase(name, kind) for kind in known.get(word, ())):
                yield Told(path, word)


@lru_cache(maxsize=1)
def _known() -> dict[str, list[str]]:
    """Words that files of others hold in their own trade's meaning, with the files' names."""
    text = (files("safeplan.stick") / "telling_known.toml").read_text(encoding="utf-8")
    known: dict[str, list[str]] = tomllib.loads(text)["known"]
    return known


def _in_file(path: str, data: bytes, telling: Telling) -> set[str]:
    found = set(_in_words(path, telling)) | in_bytes(data, telling.always)
    if _ours(path) and path.endswith(_PLAIN):
        found |= set(_in_words(data.decode("utf-8", "replace"), telling))
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = Telling(telling.always, frozenset())
            found |= {word for name in archive.namelist() for word in _in_words(name, members)}
    return found


def _ours(path: str) -> bool:
    """Whether we wrote it: a launcher, what it hands over to, or the first lines of Python."""
    top, _, rest = path.partition("/")
    return not rest or top in {Places(generation).app for generation in GENERATIONS}


def _in_words(text: str, telling: Telling) -> Iterator[str]:
    """Words of a name; words that are run together (``someWords``) are words too."""
    yield from telling_words(text, telling)
    yield from telling_words(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text), telling)
    if _NAME in text.casefold():
        yield _NAME


def in_bytes(data: bytes, words: frozenset[str]) -> set[str]:
    """Those of ``words`` that stand in ``data`` as whole words.

    A word of letters from A to Z counts written small, large, or with a large first letter: four
    letters of any kind come up by chance in compressed bytes. The program's own name always counts.
    """
    letters = frozenset(word for word in words if word.isascii() and word.isalpha())
    found = set()
    for pattern, step, start in ((_ONE, 1, 0), (_LOW_FIRST, 2, 0), (_HIGH_FIRST, 2, 1)):
        for run in set(pattern.findall(data)):
            text = run[start::step].decode("ascii")
            if text.lower() in letters and (text.islower() or text.isupper() or text.istitle()):
                found.add(text.lower())
    small = data.lower()
    if any(_NAME.encode(encoding) in small for encoding in _ENCODINGS):
        found.add(_NAME)
    return found | {word for word in words - letters if _stands(word, data)}


def _stands(word: str, data: bytes) -> bool:
    """Whether a word of other letters stands there in any of the ways that letters are kept."""
    for form in {word, word.upper(), word.title()}:
        for encoding in _ENCODINGS:
            try:
                if form.encode(encoding) in data:
                    return True
            except UnicodeEncodeError:
                continue
    return False
