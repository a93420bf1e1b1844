"""How far it is: a bar on a terminal, a line a step elsewhere."""

from __future__ import annotations

from typing import TextIO

from safeplan.language import gettext as _

WIDTH = 30


class Progress:
    """Told of steps and bytes; says so where the person looks.

    Args:
        stream: Where it is said.
        bar: Whether the stream is a terminal, on which a line can be written over.
    """

    def __init__(self, stream: TextIO, *, bar: bool) -> None:
        self._stream = stream
        self._bar = bar
        self._all = 0
        self._done = 0
        self._shown = -1
        self._last = ""

    def step(self, message_id: str, **values: object) -> None:
        """Say what is being done now."""
        said = _(message_id).format(**values)
        if said == self._last:
            return
        self._end_bar()
        self._last = said
        self._stream.write(said + "\n")
        self._stream.flush()

    def of(self, size: int) -> None:
        """So many bytes are to come."""
        self._all, self._done, self._shown = size, 0, -1

    def more(self, size: int) -> None:
        """So many more of them are done."""
        self._done += size
        part = min(100, self._done * 100 // self._all) if self._all else 100
        if not self._bar or part == self._shown:
            return
        self._shown = part
        full = part * WIDTH // 100
        self._stream.write(f"\r[{'#' * full}{' ' * (WIDTH - full)}] {part:3} %")
        self._stream.flush()

    def end(self) -> None:
        """Nothing more is to come."""
        self._end_bar()

    def _end_bar(self) -> None:
        if self._bar and self._shown >= 0:
            self._stream.write("\n")
        self._shown = -1
