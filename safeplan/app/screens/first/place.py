"""Where the file will be, and how large; it is shown for a file that is not there yet."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.outside import MIB
from safeplan.app.room_left import size_words
from safeplan.app.screens.first.road import PLACE, OnTheRoad
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.vault.format import SIZES

BESIDE = MIB // 4
"""Bytes that a disk takes beside the file: its entry in the folder, and what a cluster wastes."""


class Place(OnTheRoad):
    """The place was given when this was started; the size is chosen here, and can be passed by."""

    page_id = PLACE

    def __init__(self, name: str = PLACE) -> None:
        super().__init__(name=name)

    @property
    def _folder(self) -> str:
        return os.path.dirname(os.path.abspath(self.house.path))

    @property
    def _beside(self) -> bool:
        """Whether it will lie where the starter of a stick lies."""
        starter = self.house.outside.starter
        return bool(starter) and os.path.dirname(os.path.abspath(starter)) == self._folder

    def middle(self) -> str:
        """The name of this place; it is not one of the pages that are counted."""
        return _("first.place.where")

    def heading(self) -> str:
        """What is told, and what is asked."""
        return _("first.place.title")

    def body(self) -> Iterable[Widget]:
        """The file's name and place, how to have it elsewhere, and the sizes that fit."""
        name = os.path.basename(self.house.path)
        way = "stick" if self._beside else "folder"
        yield Words(_("first.place." + way).format(name=name, folder=self._folder))
        yield Words(_("first.place.elsewhere_" + way), quiet=True)
        free = self.house.outside.free(self._folder)
        sizes = fitting(free)
        if free is None:
            yield Words(_("first.place.not_there"))
        elif not sizes:
            yield Words(_("first.place.full"))
        else:
            usual = self.house.making.size
            at = usual if usual in sizes else sizes[-1]
            yield Words(_("first.place.size"))
            yield Rows([Row(str(size), size_words(size)) for size in sizes], at=str(at), id="sizes")
            if sizes != SIZES:
                yield Words(_("first.place.larger"), quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A row goes on; here is only the way out."""
        return [(_("button.stop"), "stop")]

    @on(Rows.Chosen, "#sizes")
    def chosen(self, event: Rows.Chosen) -> None:
        """That large, and go on."""
        self.house.making.size = int(event.row.key)
        self.do_go_on()


def fitting(free: int | None) -> tuple[int, ...]:
    """The sizes of a file that a disk has room for.

    Args:
        free: bytes, or None where there is no such place.

    Returns:
        Bytes, the smallest first.
    """
    return tuple(size for size in SIZES if size + BESIDE <= (free or 0))
