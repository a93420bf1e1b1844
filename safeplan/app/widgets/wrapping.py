"""Where a text breaks into lines, measured in terminal cells."""

from __future__ import annotations

from rich.cells import cell_len


def spans(text: str, width: int) -> list[tuple[int, int]]:
    """Break ``text`` into lines of at most ``width`` cells.

    Args:
        text: any text; a newline always ends a line.
        width: cells in a line; anything below one counts as one.

    Returns:
        Half-open spans of characters, in order, together covering all but the newlines. A space
        that ends a line stays with it and may stand outside the width.
    """
    width = max(width, 1)
    found: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        found.extend((start + a, start + b) for a, b in _broken(paragraph, width))
        start += len(paragraph) + 1
    return found


def _broken(paragraph: str, width: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin = 0
    cells = 0
    after_space = 0
    for at, letter in enumerate(paragraph):
        size = cell_len(letter)
        while cells + size > width and letter != " " and at > begin:
            # At the last space, or within a word that is wider than the line.
            cut = after_space if after_space > begin else at
            found.append((begin, cut))
            begin = cut
            cells = cell_len(paragraph[begin:at])
        cells += size
        if letter == " ":
            after_space = at + 1
    found.append((begin, len(paragraph)))
    return found


def lines(text: str, width: int) -> list[str]:
    """The lines of ``text`` at ``width`` cells, without the spaces that end them."""
    return [text[a:b].rstrip(" ") for a, b in spans(text, width)]


def cut(text: str, width: int) -> str:
    """``text``, shortened with an ellipsis where it is wider than ``width`` cells."""
    if cell_len(text) <= width:
        return text
    kept = ""
    for letter in text:
        if cell_len(kept + letter) > width - 1:
            break
        kept += letter
    return (kept.rstrip() + "…")[: max(width, 0)]


def pad(text: str, width: int) -> str:
    """``text`` with spaces after it, up to ``width`` cells."""
    return text + " " * max(width - cell_len(text), 0)
