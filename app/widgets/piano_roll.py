"""Notes of one stem against time and pitch, for reading; ``piano_roll_editor`` writes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme as tokens
from app.bar_clock import BarClock
from app.theme import Theme
from app.widgets.bar_lines import bar_lines
from app.widgets.piano_roll_crowd import packed, paint_crowd
from app.widgets.row_names import BASIC_KIT
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas
from engine.core.events import NoteEvent
from engine.core.harmony import Key

BLACK = frozenset({1, 3, 6, 8, 10})
_MIN_SPAN = 24
_MARGIN = 2
_STRENGTHS = 8  # of opacity, for velocity
ROUND_FROM = 8.0  # pixels


class PianoRoll(TimeCanvas):
    """Rows are semitones, the song's scale lighter than the rest, or drums; velocity is opacity."""

    rows_changed = Signal()
    """Other rows are shown, or other notes are played on them."""

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
        self.is_drums = False
        self.played: frozenset[int] = frozenset()
        self._drums: tuple[int, ...] = ()
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
        is_drums: bool = False,
    ) -> None:
        """Show notes; ``sentence`` says why there are none. ``is_drums``: a row is a drum and no pitch."""
        found = notes or ()
        self.is_drums = is_drums
        self._onsets = np.asarray([note.onset for note in found], np.float64)
        self._offsets = np.asarray([note.offset for note in found], np.float64)
        self._pitches = np.asarray([note.pitch for note in found], np.int64)
        self._velocities = np.asarray([note.velocity for note in found], np.int64)
        self.played = frozenset(self._pitches.tolist())
        self._drums = self.drum_rows() if is_drums else ()
        self._colour, self._key, self._clock, self._sentence = colour, key, clock, sentence
        self.redraw()
        self.rows_changed.emit()

    @property
    def colour(self) -> QColor:
        """The notes'."""
        return self._colour

    def pitch_range(self) -> tuple[int, int]:
        """Lowest and highest pitch shown: what is played, at least two octaves; of drums, those with a row."""
        if self.is_drums:
            return self._drums[-1], self._drums[0]
        if not len(self._pitches):
            return 48, 48 + _MIN_SPAN
        low, high = int(self._pitches.min()) - _MARGIN, int(self._pitches.max()) + _MARGIN
        missing = max(0, _MIN_SPAN - (high - low))
        low = max(0, low - missing // 2)
        return low, min(127, max(high, low + _MIN_SPAN))

    def drum_rows(self) -> tuple[int, ...]:
        """The drums that have a row, highest key first: those that are played, without gaps between them."""
        return tuple(sorted(self.played or BASIC_KIT, reverse=True))

    def rows(self) -> Sequence[int]:
        """The pitch of every row, from the top."""
        if self.is_drums:
            return self._drums
        low, high = self.pitch_range()
        return range(high, low - 1, -1)

    def rows_of(self, pitches: np.ndarray) -> np.ndarray:
        """The row of each pitch, counted from the top; above or below the rows shown where it is not among them."""
        if not self.is_drums:
            return self.pitch_range()[1] - pitches
        return len(self._drums) - 1 - np.searchsorted(np.asarray(self._drums[::-1]), pitches)

    def pitch_at(self, y: float) -> int:
        """The pitch of the row under a pixel; the nearest one outside."""
        rows = self.rows()
        return rows[max(0, min(len(rows) - 1, int(y * len(rows) // max(1, self.height()))))]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.rows_changed.emit()

    def draw(self, painter: QPainter, size: QSize) -> None:
        row = size.height() / len(self.rows())
        self._draw_rows(painter, size, row)
        self.draw_behind(painter, size)
        self._draw_bars(painter, size)  # over the grid, whose lines are opaque
        self._draw_notes(painter, size, row)
        self.draw_before(painter, size, row)
        if not len(self._pitches) and self._sentence:
            painter.setFont(tokens.font())
            painter.setPen(QColor(self.theme.quiet))
            painter.drawText(QRectF(0, 0, size.width(), size.height()), Qt.AlignmentFlag.AlignCenter, self._sentence)

    def _draw_rows(self, painter: QPainter, size: QSize, row: float) -> None:
        scale = set(self._key.scale) if self._key is not None else set(range(12)) - BLACK
        for place, pitch in enumerate(self.rows()):
            top = place * row
            if pitch in self.played if self.is_drums else pitch % 12 in scale:
                painter.fillRect(QRectF(0, top, size.width(), row), QColor(self.theme.surface2))
            if self.is_drums or pitch % 12 == 0:
                line = self.theme.surface3 if self.is_drums else self.theme.grid
                painter.fillRect(QRectF(0, top + row - 1, size.width(), 1), QColor(line))

    def draw_behind(self, painter: QPainter, size: QSize) -> None:
        """What lies behind the notes; nothing here."""

    def draw_before(self, painter: QPainter, size: QSize, row: float) -> None:
        """What lies before the notes, with ``row`` pixels for each row; nothing here."""

    def _draw_bars(self, painter: QPainter, size: QSize) -> None:
        for x in bar_lines(self._clock, self.axis, size.width()).bars:
            painter.fillRect(x, 0, 1, size.height(), QColor(self.theme.grid))

    def _draw_notes(self, painter: QPainter, size: QSize, row: float) -> None:
        visible = np.flatnonzero((self._offsets > self.axis.start) & (self._onsets < self.axis.end))
        scale = size.width() / self.axis.visible
        lefts = (self._onsets[visible] - self.axis.start) * scale
        widths = np.maximum(2.0, (self._offsets[visible] - self._onsets[visible]) * scale - 0.5)
        rows = self.rows_of(self._pitches[visible])
        tops = rows * row + 0.5
        height = max(2.0, row - 1)
        strengths = [tokens.faded(self._colour, 0.45 + 0.55 * step / _STRENGTHS) for step in range(_STRENGTHS + 1)]
        steps = self._velocities[visible] * _STRENGTHS // 127
        painter.setPen(Qt.PenStyle.NoPen)
        narrow = widths < ROUND_FROM  # corners would not be seen, and cost ten times as much
        if narrow.any():
            palette = np.asarray([packed(colour) for colour in strengths], np.uint32)
            area = QRectF(0, 0, size.width(), size.height())
            shades = palette[steps[narrow]]
            paint_crowd(painter, area, len(self.rows()), lefts[narrow], widths[narrow], rows[narrow], shades)
        wide = ~narrow
        notes = zip(lefts[wide].tolist(), tops[wide].tolist(), widths[wide].tolist(), steps[wide].tolist(), strict=True)
        for left, top, width, step in notes:
            painter.setBrush(strengths[step])
            painter.drawRoundedRect(QRectF(left, top, width, height), 2, 2)
