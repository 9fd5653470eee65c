"""What a lane can show beside its outline: a spectrogram in its place, and notes over it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.theme import Theme, faded
from app.widgets.piano_roll_crowd import crowd, packed
from app.widgets.time_axis import TimeAxis
from engine.audio.spectrum import HIGHEST_HZ, LOWEST_HZ
from engine.core.events import NoteEvent

Levels = NDArray[np.uint8]

_BRIGHT_FROM = 0.55  # of the range of levels: above, the stem's colour goes towards the text's
_MOST_ROW, _LEAST_ROW = 7, 3  # pixels, one of them air
_NOTE = 0.85


def shades(colour: QColor, bright: QColor) -> NDArray[np.uint32]:
    """The 256 levels of a spectrogram as premultiplied ARGB: nothing, the stem's colour, then brighter."""
    share = np.arange(256) / 255.0
    alpha = share**0.9
    mix = 0.8 * np.clip((share - _BRIGHT_FROM) / (1.0 - _BRIGHT_FROM), 0.0, 1.0)
    parts = [
        np.round(255.0 * alpha * ((1.0 - mix) * one + mix * other)).astype(np.uint32)
        for one, other in zip(_parts(colour), _parts(bright), strict=True)
    ]
    red, green, blue = parts
    opaque = np.round(255.0 * alpha).astype(np.uint32)
    return np.asarray((opaque << 24) | (red << 16) | (green << 8) | blue, np.uint32)


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


class SpectrumLayer:
    """Spectrograms of one stem: of the whole song, and of what was last on screen, where it is finer."""

    def __init__(self) -> None:
        self._levels: dict[bool, tuple[float, float, Levels]] = {}
        self._images: dict[bool, QImage] = {}
        self._dress: tuple[str, str] | None = None

    def put(self, levels: Levels, start: float, end: float, *, is_whole: bool) -> None:
        """Take in a picture of a stretch."""
        self._levels[is_whole] = start, end, levels
        self._images.pop(is_whole, None)

    @property
    def is_empty(self) -> bool:
        return not self._levels

    def drawn(self, size: QSize, ratio: float, axis: TimeAxis, colour: QColor, theme: Theme) -> QImage:
        """What is known of the stretch on screen, in the stem's colour on nothing."""
        self._wear(colour, theme)
        picture = QImage(
            max(1, round(size.width() * ratio)),
            max(1, round(size.height() * ratio)),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for is_whole in (True, False):
            if is_whole in self._levels:
                start, end, levels = self._levels[is_whole]
                left, right = (axis.x_of(time, size.width()) for time in (start, end))
                source = QRectF(0, 0, levels.shape[1], levels.shape[0])
                painter.drawImage(QRectF(left, 0, right - left, size.height()), self._images[is_whole], source)
        painter.end()
        return picture

    def _wear(self, colour: QColor, theme: Theme) -> None:
        dress = colour.name(), theme.text
        if dress != self._dress:
            self._dress = dress
            self._images.clear()
        table = shades(colour, QColor(theme.text))
        for is_whole, (_, _, levels) in self._levels.items():
            if is_whole not in self._images:
                pixels = np.ascontiguousarray(table[levels])
                height, width = levels.shape
                image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
                self._images[is_whole] = image.copy()


class NoteLayer:
    """Notes in miniature: high ones above, one row a semitone, or one a drum; over a spectrogram where they sound."""

    def __init__(self, notes: Sequence[NoteEvent], *, is_drums: bool) -> None:
        self._onsets = np.asarray([note.onset for note in notes], np.float64)
        self._offsets = np.asarray([note.offset for note in notes], np.float64)
        self._pitches = np.asarray([note.pitch for note in notes], np.int64)
        self._is_drums = is_drums

    def drawn(self, size: QSize, axis: TimeAxis, theme: Theme, *, is_on_spectrum: bool) -> QImage:
        """What is on screen, on nothing."""
        visible = np.flatnonzero((self._offsets > axis.start) & (self._onsets < axis.end))
        scale = size.width() / axis.visible
        widths = np.maximum(2.0, (self._offsets[visible] - self._onsets[visible]) * scale - 1.0)
        colours = np.full(len(visible), packed(faded(theme.text, _NOTE)), np.uint32)
        lefts = (self._onsets[visible] - axis.start) * scale
        if is_on_spectrum and not self._is_drums:
            rows, num_rows = self._at_frequency(size.height())
        else:
            rows, num_rows = self._in_rows(size.height())
        return crowd(size, num_rows, lefts, widths, rows[visible], colours)

    def _in_rows(self, height: int) -> tuple[NDArray[np.int64], int]:
        """Rows of all notes, and how many there are: no row is thicker than it need be."""
        if not len(self._pitches):
            return self._pitches, 1
        if self._is_drums:
            kinds, places = np.unique(self._pitches, return_inverse=True)
            rows, span = len(kinds) - 1 - places, len(kinds)
        else:
            rows = self._pitches.max() - self._pitches
            span = int(rows.max()) + 1
        num_rows = max(span + 2, height // _MOST_ROW)  # a row free at each edge: ticks of log-drum hits stand there
        return rows + (num_rows - span) // 2, num_rows

    def _at_frequency(self, height: int) -> tuple[NDArray[np.int64], int]:
        """Rows on the spectrogram's axis: equal temperament with A4 at 440 Hz."""
        num_rows = max(1, height // _LEAST_ROW)
        hz = 440.0 * 2.0 ** ((self._pitches - 69) / 12.0)
        share = 1.0 - np.log(hz / LOWEST_HZ) / np.log(HIGHEST_HZ / LOWEST_HZ)
        return np.floor(share * num_rows).astype(np.int64), num_rows
