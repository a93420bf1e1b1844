"""One sheet, folded to a booklet of eight small pages with one cut.

The sheet is printed on one side and lies across. Fold it in half both ways and once more, open
it, cut along the dashed middle, fold it lengthwise and push the ends together: leaves {1,2}
{3,4} {5,6} {7,8}, and side by side {2,3} {4,5} {6,7} {8,1}.

::

    7 6 5 4    (head down)
    8 1 2 3

Page 1 is the cover with the title; the lines begin on page 2. Pages look like the ruled paper of
a note pad, which is what they are to anybody who picks them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from safeplan.export import fonts, layout
from safeplan.export.errors import UnfitError
from safeplan.export.pdf import MM, PAPERS, Drawing

ABOVE = (7, 6, 5, 4)
BELOW = (8, 1, 2, 3)
COLUMNS = len(BELOW)

SIDE = 8 * MM
HEAD = 9 * MM
FOOT = 7 * MM
# Printers leave about this much of the edge white; a mark there would be cut ragged.
EDGE = 5 * MM

TITLE_SIZE = 18.0
TITLE_HEIGHT = 0.62

RULE_GREY = 0.86
FOLD_GREY = 0.78
CUT_GREY = 0.6


@dataclass(frozen=True, slots=True)
class Panel:
    """One small page on the sheet: its lower left corner and its size in points."""

    number: int
    x: float
    y: float
    width: float
    height: float

    @property
    def head_down(self) -> bool:
        """Whether it lies in the upper row, which the fold turns over."""
        return self.number in ABOVE


def panels(page: tuple[float, float]) -> tuple[Panel, ...]:
    """The eight small pages in the order of reading; ``page`` lies across, in points."""
    wide, high = page[0] / COLUMNS, page[1] / 2
    found = [
        Panel(number, column * wide, row * high, wide, high)
        for row, numbers in enumerate((BELOW, ABOVE))
        for column, number in enumerate(numbers)
    ]
    return tuple(sorted(found, key=lambda panel: panel.number))


def booklet(
    title: str,
    lines: Sequence[str],
    *,
    paper: Literal["a4", "letter"] = "a4",
    largest: float = layout.USUAL,
) -> bytes:
    """The sheet as a PDF.

    Args:
        title: what the cover says.
        lines: what the pages say, in order; an empty line is a free one.
        paper: the sheet.
        largest: the size to begin with, in points, at most 12; it goes down to 7 where needed.

    Raises:
        ExportError: ``export.letters``; nothing is drawn.
        UnfitError: some lines have no room at 7 points; nothing is drawn.
    """
    fonts.refuse_missing(title, *lines)
    short, long = PAPERS[paper]
    page = (long, short)
    cover, *pages = panels(page)
    room = cover.width - 2 * SIDE
    height = cover.height - HEAD - FOOT
    heading = _heading(title, room)
    fitted = layout.fit(lines, room=room, height=height, columns=len(pages), largest=largest)

    drawing = Drawing(page)
    _marks(drawing)
    with drawing.turned(cover.x, cover.y, cover.width, cover.height, head_down=cover.head_down):
        _cover(drawing, cover, heading)
    for index, panel in enumerate(pages):
        rows = fitted.columns[index] if index < len(fitted.columns) else ()
        # The back of a booklet is plain unless it is written on.
        if rows or panel.number != len(pages) + 1:
            with drawing.turned(
                panel.x, panel.y, panel.width, panel.height, head_down=panel.head_down
            ):
                _page(drawing, panel, fitted, rows)
    return drawing.finish()


def _heading(title: str, room: float) -> layout.Fitted:
    """The title on at most three rows, as large as that allows."""
    size = TITLE_SIZE
    while size >= layout.SMALLEST:
        rows = layout.wrap(title, size, room)
        if rows is not None and len(rows) <= 3:
            return layout.Fitted(size, (rows,))
        size -= 1
    raise UnfitError((title,))


def _cover(drawing: Drawing, panel: Panel, heading: layout.Fitted) -> None:
    size, rows = heading.size, heading.columns[0]
    middle = panel.width / 2
    y = panel.height * TITLE_HEIGHT
    for row in rows:
        drawing.centred(middle, y, row.text, size)
        y -= size * 1.3
    for gap in (0.0, 2.0):
        drawing.line(
            (SIDE, y + size * 0.45 - gap), (panel.width - SIDE, y + size * 0.45 - gap), grey=0.5
        )


def _page(
    drawing: Drawing, panel: Panel, fitted: layout.Fitted, rows: tuple[layout.Row, ...]
) -> None:
    top = panel.height - HEAD
    most = int((panel.height - HEAD - FOOT) / fitted.pitch)
    for index in range(most):
        y = top - (index + 1) * fitted.pitch
        drawing.line((SIDE, y), (panel.width - SIDE, y), grey=RULE_GREY)
    for index, row in enumerate(rows):
        y = top - (index + 1) * fitted.pitch + fitted.size * 0.35
        drawing.text(SIDE + row.indent, y, row.text, fitted.size)


def _marks(drawing: Drawing) -> None:
    """Where to fold, dotted, and where to cut, dashed."""
    wide, high = drawing.page
    for column in range(1, COLUMNS):
        x = wide * column / COLUMNS
        drawing.line((x, EDGE), (x, high - EDGE), grey=FOLD_GREY, dash=(0.6, 3))
    first, last = wide / COLUMNS, wide * 3 / COLUMNS
    for start, end in ((EDGE, first), (last, wide - EDGE)):
        drawing.line((start, high / 2), (end, high / 2), grey=FOLD_GREY, dash=(0.6, 3))
    drawing.line((first, high / 2), (last, high / 2), grey=CUT_GREY, dash=(5, 3))
