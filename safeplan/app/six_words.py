"""Ready-made words for a password: six, drawn from the list of a language.

2,048 words and more make 66 bits and more: out of reach even for somebody who has the file and
years. Never fewer than six.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

from safeplan.language import DEFAULT

COUNT = 6
FEWEST = 2048
"""Words that a list has at least: 6 x 11 bits."""

Random = Callable[[int], bytes]


@lru_cache(maxsize=2)
def words_of(language: str) -> tuple[str, ...]:
    """The words of a language; English where it has no list of its own."""
    folder = files("safeplan") / "templates" / "words"
    for code in (language, language.split("-")[0], DEFAULT):
        path = folder / f"{code}.txt"
        if path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            return tuple(line for line in lines if line and not line.startswith("#"))
    raise FileNotFoundError(language)


def six_words(language: str, random: Random) -> str:
    """Six words with spaces between them, each as likely as any other.

    Args:
        language: its code, as the catalogues are called.
        random: the system's random source.
    """
    words = words_of(language)
    return " ".join(words[_below(len(words), random)] for _ in range(COUNT))


def _below(limit: int, random: Random) -> int:
    """A number below ``limit``; what would favour the first ones is drawn again."""
    top = (1 << 32) - (1 << 32) % limit
    while True:
        drawn = int.from_bytes(random(4), "little")
        if drawn < top:
            return drawn % limit
