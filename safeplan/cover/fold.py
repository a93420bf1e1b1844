"""The same words, whether in capitals or small, with accents or without."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """``text`` as it is compared: no accents, no case, one blank between words.

    Letters are taken apart by compatibility (NFKD), marks that take no place of their own (Mn) are
    dropped, case is folded, and that once more, since folding can bring new marks.
    """
    for _ in range(2):
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn").casefold()
    return " ".join(text.split())
