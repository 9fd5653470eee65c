"""Notes of one stem against time and pitch, for reading; ``piano_roll_editor`` writes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme as tokens
from app.bar_clock import BarClock
from app.theme import Theme
from app.widgets.piano_roll_crowd import packed, paint_crowd
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas
from engine.core.events import NoteEvent
from engine.core.harmony import FLAT_NAMES, Key

KEYS_WIDTH = 44
_BLACK = frozenset({1, 3, 6, 8, 10})
_MIN_SPAN = 24
_MARGIN = 2
_STRENGTHS = 8  # of opacity, for velocity
_ROUND_FROM = 8.0  # pixels


def note_name(pitch: int) -> str:
    """``A4`` for 69 (middle C is C4)."""
    return f"{FLAT_NAMES[pitch % 12]}{pitch // 12 - 1}".replace("b", "♭")


class PianoRoll(TimeCanvas):
    """Rows are semitones, the song's scale lighter than the rest; velocity is opacity."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(96)
        self._onsets = self._offsets = np.zeros(0)
        self._pitches = self._velocities = np.zeros(0, np.int64)
        self._colour = QColor(theme.accent)
        self._key: Key | None = None
        self._clock: BarClock | None = None
        self._sentence = ""
        self.setAccessibleName(self.tr("Piano roll"))
        self.setAccessibleDescription(self.tr("The table of notes below holds the same notes."))

    def set_notes(
        self,
        notes: Sequence[NoteEvent] | None,
        colour: QColor,
        key: Key | None,
        clock: BarClock | None,
        *,
        sentence: str = "",
    ) -> None:
        """Show notes; ``sentence`` says why there are none."""
        found = notes or ()
        self._onsets = np.asarray([note.onset for note in found], np.float64)
        self._offsets = np.asarray([note.offset for note in found], np.float64)
        self._pitches = np.asarray([note.pitch for note in found], np.int64)
        self._velocities = np.asarray([note.velocity for note in found], np.int64)
        self._colour, self._key, self._clock, self._sentence = colour, key, clock, sentence
        self.redraw()

    def pitch_range(self) -> tuple[int, int]:
        """Lowest and highest row shown: what is played, at least two octaves."""
        if not len(self._pitches):
            return 48, 48 + _MIN_SPAN
        low, high = int(self._pitches.min()) - _MARGIN, int(self._pitches.max()) + _MARGIN
        missing = max(0, _MIN_SPAN - (high - low))
        low = max(0, low - missing // 2)
        return low, min(127, max(high, low + _MIN_SPAN))

    def draw(self, painter: QPainter, size: QSize) -> None:
        low, high = self.pitch_range()
        row = size.height() / (high - low + 1)
        scale = set(self._key.scale) if self._key is not None else set(range(12)) - _BLACK
        for pitch in range(low, high + 1):
            top = (high - pitch) * row
            if pitch % 12 in scale:
                painter.fillRect(QRectF(0, top, size.width(), row), QColor(self.theme.surface2))
            if pitch % 12 == 0:
                painter.fillRect(QRectF(0, top + row - 1, size.width(), 1), QColor(self.theme.grid))
        self._draw_bars(painter, size)
        self.draw_behind(painter, size, high, row)
        self._draw_notes(painter, size, high, row)
        self.draw_before(painter, size, high, row)
        self._draw_names(painter, low, high, row)
        if not len(self._pitches) and self._sentence:
            painter.setFont(tokens.font())
            painter.setPen(QColor(self.theme.quiet))
            painter.drawText(QRectF(0, 0, size.width(), size.height()), Qt.AlignmentFlag.AlignCenter, self._sentence)

    def draw_behind(self, painter: QPainter, size: QSize, high: int, row: float) -> None:
        """What lies behind the notes; nothing here. ``row`` pixels for each semitone, ``high`` at the top."""

    def draw_before(self, painter: QPainter, size: QSize, high: int, row: float) -> None:
        """What lies before the notes; nothing here."""

    def _draw_bars(self, painter: QPainter, size: QSize) -> None:
        if self._clock is None:
            return
        starts = self._clock.bar_starts(self.axis.end)
        step = max(
            1,
            int(
                np.ceil(
                    12 * self.axis.visible / max(1, size.width()) / max(1e-6, float(np.median(np.diff(starts))))
                    if len(starts) > 1
                    else 1
                )
            ),
        )
        for start in starts[::step]:
            x = self.axis.x_of(float(start), size.width())
            if 0 <= x <= size.width():
                painter.fillRect(round(x), 0, 1, size.height(), QColor(self.theme.grid))

    def _draw_notes(self, painter: QPainter, size: QSize, high: int, row: float) -> None:
        visible = np.flatnonzero((self._offsets > self.axis.start) & (self._onsets < self.axis.end))
        scale = size.width() / self.axis.visible
        lefts = (self._onsets[visible] - self.axis.start) * scale
        widths = np.maximum(2.0, (self._offsets[visible] - self._onsets[visible]) * scale - 0.5)
        tops = (high - self._pitches[visible]) * row + 0.5
        height = max(2.0, row - 1)
        strengths = [tokens.faded(self._colour, 0.45 + 0.55 * step / _STRENGTHS) for step in range(_STRENGTHS + 1)]
        steps = self._velocities[visible] * _STRENGTHS // 127
        painter.setPen(Qt.PenStyle.NoPen)
        narrow = widths < _ROUND_FROM  # corners would not be seen, and cost ten times as much
        if narrow.any():
            low, _ = self.pitch_range()
            palette = np.asarray([packed(colour) for colour in strengths], np.uint32)
            area = QRectF(0, 0, size.width(), size.height())
            rows = high - self._pitches[visible][narrow]
            paint_crowd(painter, area, high - low + 1, lefts[narrow], widths[narrow], rows, palette[steps[narrow]])
        wide = ~narrow
        notes = zip(lefts[wide].tolist(), tops[wide].tolist(), widths[wide].tolist(), steps[wide].tolist(), strict=True)
        for left, top, width, step in notes:
            painter.setBrush(strengths[step])
            painter.drawRoundedRect(QRectF(left, top, width, height), 2, 2)

    def _draw_names(self, painter: QPainter, low: int, high: int, row: float) -> None:
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        for pitch in range(low, high + 1):
            if pitch % 12 == 0:
                bottom = (high - pitch + 1) * row
                painter.fillRect(QRectF(0, bottom - 15, KEYS_WIDTH - 12, 15), tokens.faded(self.theme.surface1, 0.8))
                painter.setPen(QColor(self.theme.quiet))
                painter.drawText(QPointF(5, bottom - 4), note_name(pitch))
