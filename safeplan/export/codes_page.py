"""Codes on paper: a page of them, numbered, with no other word on it.

Each is drawn as one filled shape, 44 mm wide with its quiet zone. At that size a module of version
19 measures 0.43 mm; a hand-held camera needs 0.36 mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from safeplan.export.pdf import MM, PAPERS, Drawing
from safeplan.export.qr import Code

SIDE = 44 * MM
MODULE_LEAST = 0.36 * MM
EDGE = 8 * MM
LABEL = 5 * MM
LABEL_SIZE = 8.0


def codes_page(codes: Sequence[Code], *, paper: Literal["a4", "letter"] = "a4") -> bytes:
    """The codes as a PDF, upright, left to right, on as many pages as are needed.

    Args:
        codes: one or more, of version 19 at most.
        paper: the sheet.
    """
    page = PAPERS[paper]
    columns = int((page[0] - 2 * EDGE) / SIDE)
    rows = int((page[1] - 2 * EDGE) / (SIDE + LABEL))
    left = (page[0] - columns * SIDE) / 2
    drawing = Drawing(page)
    for index, code in enumerate(codes):
        if index and index % (columns * rows) == 0:
            drawing.next_page()
        row, column = divmod(index % (columns * rows), columns)
        x = left + column * SIDE
        y = page[1] - EDGE - (row + 1) * (SIDE + LABEL) + LABEL
        draw(drawing, code, x, y, SIDE)
        if code.of > 1:
            drawing.centred(x + SIDE / 2, y - LABEL_SIZE, f"{code.number}/{code.of}", LABEL_SIZE)
    return drawing.finish()


def draw(drawing: Drawing, code: Code, x: float, y: float, side: float) -> None:
    """One code, quiet zone included, with its lower left corner at ``x``, ``y``; in points."""
    module = side / code.side
    if module < MODULE_LEAST:
        raise ValueError(f"a module of {module / MM:.2f} mm is too small for a camera")
    shape = drawing.shape()
    for row, column, length in code.runs():
        shape.rect(x + column * module, y + side - (row + 1) * module, length * module, module)
    drawing.fill(shape)
