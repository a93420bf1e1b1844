"""A PDF that says nothing about how, when, where or by what it was made.

ReportLab draws the pages and sets the fonts. Its own way of closing a file writes an Info
dictionary, dates, its name in two comments and an identifier that comes from the clock, so the
file is put together here: header, objects, table of offsets, trailer, as ISO 32000-1 section 7.5
asks, and nothing else. The same drawing gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from safeplan.export import fonts
from safeplan.export.engine import Canvas, PDFPathObject, pdfdoc

MM = 72 / 25.4
PAPERS = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}

# Bytes above 127 in a comment tell copying programs that the file is not text; any four will do.
_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class _Document(pdfdoc.PDFDocument):
    """ReportLab's document, closed without Info, identifier, outline or comments."""

    def GetPDFData(self, canvas: object) -> bytes:  # noqa: N802  (ReportLab's name)
        own: Any = self
        for font in own.delayedFonts:
            font.addObjects(self)
        own.Catalog.Outlines = None
        own.Reference(own.Catalog)
        return self.format()

    def format(self) -> bytes:
        own: Any = self
        made = bytearray(_HEADER)
        offsets: list[int] = []
        # Formatting one object may register further ones, so the end is not known beforehand.
        while len(offsets) + 1 in own.numberToId:
            name = own.numberToId[len(offsets) + 1]
            offsets.append(len(made))
            made += pdfdoc.PDFIndirectObject(name, own.idToObject[name]).format(self)
        table = len(made)
        made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        for offset in offsets:
            made += b"%010d 00000 n \n" % offset
        root, _version = own.idToObjectNumberAndVersion[own.Reference(own.Catalog).name]
        made += b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(offsets) + 1, root)
        made += b"startxref\n%d\n%%%%EOF\n" % table
        return bytes(made)


class Drawing:
    """Pages of grey lines, filled shapes and text.

    Args:
        page: width and height in points.
    """

    def __init__(self, page: tuple[float, float]) -> None:
        fonts.font()
        self.page = page
        make: Any = Canvas  # the published types of its arguments are wrong
        self.canvas: Any = make(
            io.BytesIO(),
            pagesize=page,
            pageCompression=1,
            invariant=1,
            initialFontName=fonts.NAME,
            lang=None,
        )
        # The canvas makes its document itself and offers no other place to change its kind.
        self.canvas._doc.__class__ = _Document

    def text(self, x: float, y: float, text: str, size: float) -> None:
        """Black text with its baseline starting at ``x``, ``y`` points."""
        self.canvas.setFillGray(0)
        self.canvas.setFont(fonts.NAME, size)
        self.canvas.drawString(x, y, text.replace(fonts.NO_BREAK_SPACE, " "))

    def centred(self, x: float, y: float, text: str, size: float) -> None:
        """Black text, its middle at ``x``."""
        self.text(x - fonts.width(text, size) / 2, y, text, size)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        grey: float,
        thick: float = 0.4,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A line of ``thick`` points; ``grey`` from 0 (black) to 1 (white)."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(thick)
        self.canvas.setDash(*([list(dash)] if dash else []))
        self.canvas.line(*start, *end)

    def shape(self) -> PDFPathObject:
        """A new path, to be given to ``fill`` when it is whole."""
        path: PDFPathObject = self.canvas.beginPath()
        return path

    def fill(self, shape: PDFPathObject) -> None:
        """Fill ``shape`` in black, in one stroke, so that its parts meet without seams."""
        self.canvas.setFillGray(0)
        self.canvas.drawPath(shape, stroke=0, fill=1, fillMode=1)

    @contextmanager
    def turned(
        self, x: float, y: float, width: float, height: float, *, head_down: bool
    ) -> Iterator[None]:
        """Draw inside a part of the page, from its own lower left corner, upright or head down."""
        self.canvas.saveState()
        if head_down:
            self.canvas.transform(-1, 0, 0, -1, x + width, y + height)
        else:
            self.canvas.translate(x, y)
        yield
        self.canvas.restoreState()

    def next_page(self) -> None:
        """Close this page and begin another."""
        self.canvas.showPage()

    def finish(self) -> bytes:
        """The whole file."""
        made: bytes = self.canvas.getpdfdata()
        return made
