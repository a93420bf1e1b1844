"""A page of the notebook as a text file beside it, for any printer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.widget import Widget

from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.cover.lines import as_text, title_of
from safeplan.cover.notebook import LISTS
from safeplan.cover.search import NOTES
from safeplan.export.errors import ExportError
from safeplan.export.writer import file_name, write_new
from safeplan.language import gettext as _
from safeplan.vault.errors import VaultError

ENDING = "txt"
TAKEN = "export.file_there"
MOST = 99


def write_page(folder: Path, title: str, text: str) -> Path:
    """Write a text file that was not there before, named by its title.

    Args:
        folder: where the notebook lies.
        title: what is printed; a number follows it where the name is taken.
        text: what stands in it; it is written in UTF-8, with the line ends that every printer
            program reads.

    Raises:
        ExportError: when the disk does not take it; no file is left then.
    """
    data = text.replace("\n", "\r\n").encode("utf-8", "replace")
    for number in range(1, MOST + 1):
        path = folder / file_name(title, ENDING, None if number == 1 else number)
        try:
            write_new(path, data)
        except ExportError as refused:
            if refused.message_id != TAKEN:
                raise
        else:
            return path
    raise ExportError(TAKEN)


class PrintPage(NotebookFrame):
    """Choose a page; it is written to a file that bears its title."""

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.print")

    def heading(self) -> str:
        """What one does here."""
        return _("notebook.print")

    def body(self) -> Iterable[Widget]:
        """A row for each page, by the name of its file."""
        pages = (*LISTS, NOTES)
        yield Rows([Row(page, file_name(title_of(page), ENDING)) for page in pages], id="list")

    def _write(self, folder: Path, title: str, text: str) -> Path:
        """Write it where the notebook lies; where that is not there, nothing is written."""
        from safeplan.app.exporting import still_the_same

        vault = self.sitting.session.vault
        if vault is not None:
            still_the_same(self.house.path, vault)
        return write_page(folder, title, text)

    @on(Rows.Chosen)
    async def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        page = event.row.key
        text = as_text(self.sitting.notebook, page)
        folder = Path(self.house.path).parent
        try:
            path = await asyncio.to_thread(self._write, folder, title_of(page), text)
        except (ExportError, VaultError):
            self.say(_("notebook.not_saved"))
        else:
            self.say(_("notebook.printed").format(name=path.name))
