"""Words that tell what this is, from ``templates/telling.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from safeplan.language import DEFAULT

_LETTERS = re.compile(r"[^\W\d_]+")
# Scripts that are written without spaces: a word of theirs is met anywhere in the text.
_UNSPACED = ("CJK ", "HIRAGANA ", "KATAKANA ", "THAI ", "LAO ", "KHMER ", "MYANMAR ")


@dataclass(frozen=True, slots=True)
class Telling:
    """Two lists of words in lower case.

    Attributes:
        always: stand nowhere outside what is locked.
        in_names: stand in no name, no title, and on no small sheet.
    """

    always: frozenset[str]
    in_names: frozenset[str]


@lru_cache(maxsize=4)
def load_telling(language: str = DEFAULT) -> Telling:
    """The lists of ``language``, with the English ones: English words are told anywhere."""
    path = files("safeplan") / "templates" / "telling.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["languages"]
    wanted = [
        tables[code] for code in {DEFAULT, language, language.split("-")[0]} if code in tables
    ]
    return Telling(
        frozenset(_plain(word) for table in wanted for word in table["always"]),
        frozenset(_plain(word) for table in wanted for word in table["in_names"]),
    )


def telling_words(text: str, telling: Telling) -> tuple[str, ...]:
    """The telling words in ``text``, whole words in any case, in the order they stand there."""
    every = telling.always | telling.in_names
    plain = _plain(text)
    found = [(at.start(), at[0]) for at in _LETTERS.finditer(plain) if at[0] in every]
    for word in every:
        if unicodedata.name(word[0], "").startswith(_UNSPACED) and word in plain:
            found.append((plain.index(word), word))
    return tuple(dict.fromkeys(word for _, word in sorted(found)))


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in their plain form, for comparing phrases."""
    return tuple(re.findall(r"[^\W_]+", _plain(text)))


def _plain(text: str) -> str:
    """Lower case, one form for each letter, without signs that are not seen."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
