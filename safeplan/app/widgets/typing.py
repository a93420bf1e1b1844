"""What happens to a text while it is typed: pure, with undo, and without a clipboard."""

from __future__ import annotations

from rich.cells import cell_len

MOST_STEPS = 200


def _joins(letter: str) -> bool:
    """Whether it is drawn together with its neighbours (a joiner, an accent), and no control."""
    return ord(letter) > 159 and cell_len(letter) == 0


class Typing:
    """A text with a cursor between two of its characters.

    Args:
        text: what stands in the field at first; the cursor stands at its end.
        one_line: whether newlines become spaces.
    """

    def __init__(self, text: str = "", *, one_line: bool = True) -> None:
        self.one_line = one_line
        self.text = self._clean(text)
        self.at = len(self.text)
        self._steps: list[tuple[str, int]] = []
        self._kind = ""

    def _clean(self, text: str) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if self.one_line:
            text = " ".join(text.split("\n"))
        return "".join(c for c in text if c == "\n" or c.isprintable() or _joins(c))

    def _remember(self, kind: str) -> None:
        """One step of undo is a run of the same doing: a word typed, a run erased."""
        if kind != self._kind or kind == "paste":
            self._steps.append((self.text, self.at))
            del self._steps[:-MOST_STEPS]
        self._kind = kind

    def insert(self, text: str) -> bool:
        """Put ``text`` at the cursor; False if nothing of it can stand here."""
        text = self._clean(text)
        if not text:
            return False
        self._remember("type" if len(text) == 1 else "paste")
        if text == " ":
            self._kind = ""
        self.text = self.text[: self.at] + text + self.text[self.at :]
        self.at += len(text)
        return True

    def replace(self, text: str) -> None:
        """Put another text in the place of this one, in one step."""
        self._remember("paste")
        self.text = self._clean(text)
        self.at = len(self.text)

    def erase_before(self) -> bool:
        """Erase the character before the cursor, with all that is drawn in its cell."""
        before = self._before(self.at)
        return self._erase(before, self.at)

    def erase_after(self) -> bool:
        """Erase the character after the cursor, with all that is drawn in its cell."""
        return self._erase(self.at, self._after(self.at))

    def _erase(self, start: int, end: int) -> bool:
        if start == end:
            return False
        self._remember("erase")
        self.text = self.text[:start] + self.text[end:]
        self.at = start
        return True

    def _before(self, at: int) -> int:
        at = max(at - 1, 0)
        while at > 0 and self._joined(at):
            at -= 1
        return at

    def _after(self, at: int) -> int:
        at = min(at + 1, len(self.text))
        while at < len(self.text) and self._joined(at):
            at += 1
        return at

    def _joined(self, at: int) -> bool:
        """Whether the character at ``at`` is drawn in the cell of the one before."""
        return self.text[at] != "\n" and cell_len(self.text[at]) == 0

    def left(self) -> None:
        """One character to the left."""
        self.move(self._before(self.at))

    def right(self) -> None:
        """One character to the right."""
        self.move(self._after(self.at))

    def move(self, at: int) -> None:
        """Put the cursor before the character at ``at``."""
        self.at = min(max(at, 0), len(self.text))
        self._kind = ""

    def undo(self) -> bool:
        """Take back the last step; False if there is none."""
        if not self._steps:
            return False
        self.text, self.at = self._steps.pop()
        self._kind = ""
        return True
