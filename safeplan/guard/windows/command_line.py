"""How the words of a command become the one string that Windows passes on.

A program takes it apart again by the rules of Microsoft's C library: words are parted by blanks
outside quotation marks; backslashes count as themselves, except before a quotation mark, where two
stand for one and an odd one makes the mark a letter.
"""

from __future__ import annotations


def command_line(words: tuple[str, ...]) -> str:
    """``words``, so that the program gets them as they are."""
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    if word and not any(letter in word for letter in ' \t\n\v"'):
        return word
    out, slashes = "", 0
    for letter in word:
        if letter == "\\":
            slashes += 1
            continue
        out += "\\" * (slashes * 2 + 1 if letter == '"' else slashes) + letter
        slashes = 0
    return '"' + out + "\\" * (slashes * 2) + '"'
