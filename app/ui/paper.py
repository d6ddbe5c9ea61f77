"""A letter on paper: a PDF of A4 or US Letter pages, with the fonts in it and text that can be selected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from app.model.letter import Letter
from app.ui.paper_fonts import font, need_application, refuse_unprintable

_DOTS_PER_INCH: Final = 300
_POINTS_PER_INCH: Final = 72
_MARGINS: Final = QMarginsF(25, 20, 20, 20)  # millimetres: left, top, right, bottom

# Points. The space under the sender puts the recipient where a windowed envelope of DIN 5008 shows it.
_BODY: Final = 10.5
_SMALL: Final = 9.0
_TITLE: Final = 12.0
_FOOT: Final = 30.0
_AFTER: Final = 7.0
_LINE_HEIGHT: Final = 136.0

_NUMBERED: Final = re.compile(r"(\d+\.) (?=\S)")
# A photo among the paragraphs; "31. August 2026: …" is none.
_PHOTO: Final = re.compile(r"\d+\. https?://")


def write_pdf(letter: Letter, path: Path) -> None:
    """Write a letter as a PDF, whole or not at all; works without a screen.

    Raises Unprintable where a sign of it stands in none of our fonts, OSError where the file cannot be written.
    """
    need_application()
    refuse_unprintable(letter)
    data = _pdf(letter)
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _pdf(letter: Letter) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(letter.subject)
    writer.setCreator("Overexposed")
    writer.setResolution(_DOTS_PER_INCH)
    size = QPageSize.PageSizeId.Letter if letter.paper == "Letter" else QPageSize.PageSizeId.A4
    writer.setPageLayout(
        QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, _MARGINS, QPageLayout.Unit.Millimeter)
    )
    document = _document(letter, writer)
    _print(document, writer, letter.reference)
    return bytes(buffer.data().data())


def _dots(points: float) -> float:
    return points * _DOTS_PER_INCH / _POINTS_PER_INCH


def _document(letter: Letter, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    # Sizes in points are counted in the dots of this device, not of a screen.
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setDefaultFont(font(_BODY))
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    page = writer.pageLayout().paintRectPixels(_DOTS_PER_INCH)
    document.setPageSize(QSizeF(page.width(), page.height() - _dots(_FOOT)))
    _Pen(document, _stretch(writer)).write(letter)
    return document


def _stretch(writer: QPdfWriter) -> float:
    """Measure by how much Qt stretches margins and tabs for a device: by its dots over those of the screen.

    Widths at the side are not stretched, and the screen's dots differ from system to system.
    """
    heights = list[float]()
    for margin in (0, 100):
        document = QTextDocument()
        document.documentLayout().setPaintDevice(writer)
        shape = QTextBlockFormat()
        shape.setBottomMargin(margin)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(shape)
        cursor.insertText("x")
        cursor.insertBlock(QTextBlockFormat())
        heights.append(document.documentLayout().blockBoundingRect(cursor.block()).top())
    return (heights[1] - heights[0]) / 100


class _Pen:
    """Writes the parts of a letter into a document, one below the other; text goes in as text, never as HTML."""

    def __init__(self, document: QTextDocument, stretch: float) -> None:
        self._document = document
        self._cursor = QTextCursor(document)
        self._stretch = stretch
        self._is_first = True

    def write(self, letter: Letter) -> None:
        """Write the whole letter."""
        self._block(letter.sender, size=_SMALL, after=26, grey=True)
        self._block(letter.addressee, after=28)
        self._line(letter.place_and_date, after=26)
        self._line(letter.subject, size=_TITLE, bold=True, after=12)
        if letter.salutation:
            self._line(letter.salutation)
        before: QTextBlock | None = None
        for paragraph in letter.opening:
            is_row = bool(_PHOTO.match(paragraph))
            block = self._row(paragraph) if is_row else self._line(paragraph)
            # The sentence that leads to the photos stays with the first of them.
            self._together([before, block] if before is not None and is_row else [block])
            before = None if is_row else block
        title = self._line(letter.demands_title, before=3)
        rows = [
            self._line(f"{number}.\t{demand}", after=5, hang=20)
            for number, demand in enumerate(letter.demands, 1)
        ]
        self._together([title, *rows[:1]])
        last = [self._line(paragraph) for paragraph in letter.closing]
        for block in (*rows[1:], *last[:-1]):
            self._together([block])
        end = last[-1:]
        if letter.farewell:
            end.append(self._line(letter.farewell, before=4, after=36))
        end.append(self._line(letter.signature))
        self._together(end)
        if letter.schedule:
            self._line(letter.schedule_title, size=_TITLE, bold=True, after=10, new_page=True)
            for row in letter.schedule:
                self._together([self._row(row)])

    def _row(self, text: str) -> QTextBlock:
        """Write one photo: its number stands out at the left."""
        return self._line(_NUMBERED.sub(r"\1\t", text, count=1), size=_SMALL, after=4, hang=24)

    def _together(self, blocks: list[QTextBlock]) -> None:
        """Move blocks to the next page where the end of one would part them."""
        layout = self._document.documentLayout()
        top = layout.blockBoundingRect(blocks[0]).top()
        end = layout.blockBoundingRect(blocks[-1])
        height = self._document.pageSize().height()
        # A block that is cut by a page's end starts on one page and ends on the next.
        if int(top // height) == int((end.bottom() - 1) // height) or end.bottom() - top > height / 2:
            return
        cursor = QTextCursor(blocks[0])
        shape = cursor.blockFormat()
        shape.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        cursor.setBlockFormat(shape)

    def _block(
        self, lines: tuple[str, ...], *, after: float, size: float = _BODY, grey: bool = False
    ) -> None:
        for place, text in enumerate(lines, 1):
            self._line(text, size=size, after=after if place == len(lines) else 0, grey=grey)

    def _line(  # noqa: PLR0913 each names one property of a paragraph
        self,
        text: str,
        *,
        size: float = _BODY,
        bold: bool = False,
        before: float = 0,
        after: float = _AFTER,
        hang: float = 0,
        grey: bool = False,
        new_page: bool = False,
    ) -> QTextBlock:
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(_dots(before) / self._stretch)
        shape.setBottomMargin(_dots(after) / self._stretch)
        if hang:
            shape.setLeftMargin(_dots(hang))
            shape.setTextIndent(-_dots(hang))
            tab = QTextOption.Tab(_dots(hang) / self._stretch, QTextOption.TabType.LeftTab)
            shape.setTabPositions([tab])
        if new_page:
            shape.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        look = QTextCharFormat()
        look.setFont(font(size, bold=bold))
        if grey:
            look.setForeground(Qt.GlobalColor.darkGray)
        if self._is_first:
            self._cursor.setBlockFormat(shape)
            self._cursor.setBlockCharFormat(look)
            self._is_first = False
        else:
            self._cursor.insertBlock(shape, look)
        self._cursor.insertText(text, look)
        return self._cursor.block()


def _print(document: QTextDocument, writer: QPdfWriter, reference: str) -> None:
    """Paint each page, with the reference and the page's number at its foot."""
    pages = document.pageCount()
    height = document.pageSize().height()
    width = document.pageSize().width()
    painter = QPainter(writer)
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    context.palette = palette  # pyright: ignore[reportAttributeAccessIssue]
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * height)
        context.clip = QRectF(0, page * height, width, height)  # pyright: ignore[reportAttributeAccessIssue]
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
        painter.setFont(font(_SMALL - 1))
        painter.setPen(Qt.GlobalColor.darkGray)
        foot = QRectF(0, height + _dots(_FOOT) / 2, width, _dots(_FOOT) / 2)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, reference)
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, f"{page + 1} / {pages}"
        )
    painter.end()
