"""Small messages that the work in the background sends to the app."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


class Mended(Message):
    """A part of the file was damaged, and is whole again."""


class Saved(Message):
    """All that was written so far is on the stick, read back."""


class ClosingSoon(Message):
    """The line will stand again soon, unless a key is pressed."""


class StaysOpen(Message):
    """A key was pressed after that."""


class StickOut(Message):
    """The stick is out, and the person wants to be asked."""


class StickBack(Message):
    """The stick is back."""


@dataclass
class NotSaved(Message):
    """The stick did not take the last change; it is kept here, and tried again."""

    message_id: str
