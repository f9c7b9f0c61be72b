"""A widget as a picture file: pixels, or lines and text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QMarginsF, QPoint, QRect, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from pgviz.environments.errors import PgvizError

POINTS = 72.0  # an inch
SCALES = (1, 2, 3, 4)
MOST_PIXELS = 32_000  # to a side, more than Qt's rasteriser draws


def image_of(widget: QWidget, ground: QColor, scale: float = 1.0) -> QImage:
    """Return a widget at so many device pixels a pixel; `ground` shows where it is transparent.

    Raises PgvizError where it would be too large.
    """
    size = widget.size() * scale
    if max(size.width(), size.height()) > MOST_PIXELS:
        raise PgvizError(f"A picture may have {MOST_PIXELS} pixels to a side; choose less scale.")
    image = QImage(size, QImage.Format.Format_RGB32)
    if image.isNull():
        raise PgvizError("There is not enough memory for this picture; choose less scale.")
    image.setDevicePixelRatio(scale)
    image.fill(ground)
    with QPainter(image) as painter:
        _render(widget, painter)
    return image


def as_png(widget: QWidget, ground: QColor, scale: float = 1.0) -> bytes:
    """Return the bytes of a PNG file."""
    buffer = _buffer()
    image_of(widget, ground, scale).save(buffer, "PNG")
    return buffer.data().data()


def as_svg(widget: QWidget, ground: QColor, scale: float = 1.0) -> bytes:
    """Return the bytes of an SVG file, in which text is text; it has no scale."""
    buffer = _buffer()
    # Tiny, which cuts nothing: as SVG 1.1, Qt puts what a widget clips for itself elsewhere.
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.SvgTiny12)
    generator.setOutputDevice(buffer)
    generator.setResolution(widget.logicalDpiX())
    generator.setSize(widget.size())
    generator.setViewBox(QRect(QPoint(), widget.size()))
    generator.setTitle(widget.windowTitle())
    with QPainter(generator) as painter:
        painter.fillRect(widget.rect(), ground)
        _render_lines(widget, painter, widget.rect())
    return buffer.data().data()


def as_pdf(widget: QWidget, ground: QColor, scale: float = 1.0) -> bytes:
    """Return the bytes of a PDF file of one page, in which text is text; it has no scale."""
    buffer, dpi = _buffer(), widget.logicalDpiX()
    writer = QPdfWriter(buffer)
    page = QSizeF(widget.size()) * POINTS / dpi
    writer.setPageSize(
        QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF())
    writer.setResolution(dpi)
    writer.setTitle(widget.windowTitle())
    with QPainter(writer) as painter:
        painter.fillRect(widget.rect(), ground)
        _render_lines(widget, painter, widget.rect())
    return buffer.data().data()


@dataclass(frozen=True)
class Format:
    """A kind of picture file."""

    suffix: str
    label: str
    encode: Callable[[QWidget, QColor, float], bytes]
    scales: bool = False  # whether it is of pixels


FORMATS: Mapping[str, Format] = {
    each.suffix: each
    for each in (
        Format("png", "PNG: pixels", as_png, scales=True),
        Format("svg", "SVG: lines and text", as_svg),
        Format("pdf", "PDF: lines and text", as_pdf),
    )
}


def _render(widget: QWidget, painter: QPainter) -> None:
    widget.render(painter, QPoint(), widget.rect(), QWidget.RenderFlag.DrawChildren)


def _render_lines(widget: QWidget, painter: QPainter, seen: QRect) -> None:
    """Render the part of a widget that is seen.

    SVG and PDF would show what has been scrolled away as well, and SVG all of what is cut.
    """
    widget.render(painter, QPoint(), widget.rect(), QWidget.RenderFlag(0))
    for child in _shown(widget):
        part = seen.translated(-child.pos()) & child.rect()
        if not _is_lost(child, part):
            painter.save()
            painter.translate(child.pos())
            painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            _render_lines(child, painter, part)
            painter.restore()


def _shown(widget: QWidget) -> list[QWidget]:
    """Return the parts of a widget that are shown in it, the lowest at first."""
    parts = (child for child in widget.children() if isinstance(child, QWidget))
    return [part for part in parts if part.isVisible() and not part.isWindow()]


def _is_lost(widget: QWidget, part: QRect) -> bool:
    """Return whether so little of a widget is seen that it is better left out."""
    return part.isEmpty() if _shown(widget) else 2 * part.height() < widget.height()


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    return buffer
