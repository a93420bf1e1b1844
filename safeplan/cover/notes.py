"""What can be done to notes. Each operation gives a new notebook.

A note is named by its place in ``notebook.notes``; a place that does not exist raises IndexError.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from safeplan.cover.notebook import Note, Notebook


def newest_first(notebook: Notebook) -> tuple[tuple[int, Note], ...]:
    """The notes with their places, the last changed first; of one day, the last added first."""
    return tuple(sorted(enumerate(notebook.notes), key=lambda it: (it[1].date, it[0]))[::-1])


def add_note(notebook: Notebook, title: str, text: str, today: date) -> Notebook:
    """With a new note, dated ``today``."""
    note = Note(title=title, text=text, date=today.isoformat())
    return replace(notebook, notes=(*notebook.notes, note))


def change_note(notebook: Notebook, at: int, title: str, text: str, today: date) -> Notebook:
    """With other words in the note at ``at``, dated ``today``; the same words change nothing."""
    _there(notebook, at)
    note = notebook.notes[at]
    if (note.title, note.text) == (title, text):
        return notebook
    changed = replace(note, title=title, text=text, date=today.isoformat())
    return replace(notebook, notes=(*notebook.notes[:at], changed, *notebook.notes[at + 1 :]))


def remove_note(notebook: Notebook, at: int) -> Notebook:
    """Without the note at ``at``."""
    _there(notebook, at)
    return replace(notebook, notes=notebook.notes[:at] + notebook.notes[at + 1 :])


def _there(notebook: Notebook, at: int) -> None:
    # A negative index would quietly mean another note.
    if not 0 <= at < len(notebook.notes):
        raise IndexError(at)
