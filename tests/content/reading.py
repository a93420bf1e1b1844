"""How old a reader must be: Flesch and Kincaid's grade of 1975, with syllables counted by ear.

Syllables are groups of vowels, less what is silent at the end of an English word. That is right for
some nine words of ten and off by one for the others; on a whole sentence it evens out.
"""

from __future__ import annotations

import re

# A pupil of grade g is some g + 5 years old.
GRADE_TO_AGE = 5
_WORD = re.compile(r"[A-Za-z]+(?:’[a-z]+)?")
_SENTENCE = re.compile(r"[.?!:·;]+")
_SILENT = re.compile(r"(?<=[^aeiouy])(?:es|ed|e)$")
_SPOKEN_END = re.compile(r"(?:[^aeiouyl]le|[td]ed|[sxz]es|ches|shes|[cg]es|the)$")
_GAPS = {"{them}": "them", "{emergency}": "999", "{crisis}": "the line", "{hide_key}": "this key"}


def syllables(word: str) -> int:
    """How many syllables an English word has, by ear."""
    low = word.lower().replace("’", "")
    short = low if len(low) <= 3 or _SPOKEN_END.search(low) else _SILENT.sub("", low)
    # Two vowels that are spoken apart count twice.
    apart = len(
        re.findall(r"i[ao](?!us)|[eu]o(?!u|pl)|ua(?!r)|ing(?<=[aeiouy]ing)|io(?=u?s)", short)
    )
    apart -= len(re.findall(r"[tcsg]i(?:on|al|an|ou)|ti[ao]", short))
    return max(1, len(re.findall(r"[aeiouy]+", short)) + max(0, apart))


def grade(text: str) -> float:
    """The school grade of a text; a list that is parted by points counts as sentences."""
    for gap, words in _GAPS.items():
        text = text.replace(gap, words)
    words_found = _WORD.findall(text)
    if not words_found:
        return 0.0
    count = sum(1 for part in _SENTENCE.split(text) if _WORD.search(part))
    per_word = sum(map(syllables, words_found)) / len(words_found)
    return 0.39 * len(words_found) / count + 11.8 * per_word - 15.59


def age(text: str) -> float:
    """How old a reader must be for a text."""
    return grade(text) + GRADE_TO_AGE
