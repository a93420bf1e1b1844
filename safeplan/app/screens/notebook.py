"""The household notebook is opened here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from safeplan.app.notebook_sitting import Sitting
from safeplan.app.screens.notebook_places import page
from safeplan.cover.notebook import WEEK, Notebook, NotebookError, loads, start_again
from safeplan.language import gettext as _

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp


def open_notebook(app: SafeplanApp, today: Callable[[], date] = date.today) -> Sitting:
    """Show this week's list of the notebook that was opened.

    Bytes that cannot be read are kept inside the new notebook that is begun, and it is said so.

    Args:
        app: its session holds the open file.
        today: tells the day.
    """
    vault = app.session.vault
    payload = vault.payload if vault is not None else b""
    words = ""
    try:
        notebook = loads(payload)
    except NotebookError as refused:
        notebook = start_again(payload, Notebook())
        words = _(refused.message_id)
    sitting = Sitting(notebook, app.session, today)
    first = page(sitting, WEEK)
    app.push_screen(first)
    if words:
        first.call_after_refresh(first.say, words)
    return sitting
