"""Thousands of narrow notes as one picture: filled in numpy, which costs the same however many they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter


def paint_crowd(
    painter: QPainter,
    area: QRectF,
    num_rows: int,
    lefts: NDArray[np.float64],
    widths: NDArray[np.float64],
    rows: NDArray[np.int64],
    colours: NDArray[np.uint32],
) -> None:
    """Paint bars into rows of one height (the top one is 0), with a pixel of air between rows.

    Args:
        painter: Where to.
        area: In pixels; what lies outside of it is not painted.
        num_rows: Rows of the area.
        lefts: Pixels from the area's left.
        widths: Pixels.
        rows: Of each bar.
        colours: Of each bar, premultiplied ARGB (``packed``).
    """
    size = QSize(max(1, int(area.width())), max(1, int(area.height())))
    painter.drawImage(area.topLeft(), crowd(size, num_rows, lefts, widths, rows, colours))


def crowd(
    size: QSize,
    num_rows: int,
    lefts: NDArray[np.float64],
    widths: NDArray[np.float64],
    rows: NDArray[np.int64],
    colours: NDArray[np.uint32],
) -> QImage:
    """The bars of ``paint_crowd`` as a picture of their own, on nothing."""
    width, height = size.width(), size.height()
    grid = np.zeros((num_rows, width), np.uint32)
    starts = np.maximum(np.round(lefts).astype(np.int64), 0)
    ends = np.minimum(np.maximum(np.round(lefts + widths).astype(np.int64), starts + 1), width)
    seen = (rows >= 0) & (rows < num_rows) & (starts < width) & (ends > starts)
    starts, lengths, rows, colours = starts[seen], (ends - starts)[seen], rows[seen], colours[seen]
    places = np.repeat(rows * width + starts, lengths) + _counted(lengths)
    grid.reshape(-1)[places] = np.repeat(colours, lengths)
    tops = np.arange(height) * num_rows / height
    row_of = tops.astype(np.int64)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, width)  # Qt's own memory: nothing is copied
    np.take(grid, row_of, axis=0, out=pixels, mode="clip")
    pixels[np.flatnonzero(np.diff(row_of, prepend=-1))] = 0
    return image


def _counted(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, … for each length."""
    total = int(lengths.sum())
    return np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def packed(colour: QColor) -> int:
    """A colour as premultiplied ARGB."""
    alpha = colour.alphaF()
    red, green, blue = (round(255 * alpha * part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return (round(255 * alpha) << 24) | (red << 16) | (green << 8) | blue
