"""A stem's notes with what helps to work on them: ghosts of other stems, the grid, what is chosen, rows that scroll.

For looking; ``piano_roll_editor`` puts mouse and keyboard to it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.bar_clock import BarClock
from app.note_editing import EditGrid, Picked
from app.theme import Theme
from app.widgets.piano_roll import ROUND_FROM, PianoRoll
from app.widgets.piano_roll_crowd import packed, paint_crowd
from app.widgets.row_names import BASIC_KIT
from app.widgets.time_axis import TimeAxis
from engine.core.harmony import Key
from engine.core.stems import Stem

_LEAST_ROW = 9
_FEWEST_ROWS, _MOST_ROWS = 12, 88
_GHOST = 0.24
_OUTLINE = 2
_LEAST_GRID_PIXELS = 7.0
_GRID = 0.45


class LayeredRoll(PianoRoll):
    """Keeps what is shown and chosen; says where a pixel lies in it."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.picked = Picked()
        self.grid = EditGrid(None)
        self._ghosts: tuple[tuple[QColor, np.ndarray, np.ndarray, np.ndarray], ...] = ()
        self._rows: tuple[int, int] | None = None
        self._kit: frozenset[int] = frozenset()
        self._band: QRectF | None = None

    # what is shown

    def show_notes(
        self,
        picked: Picked,
        colour: QColor,
        key: Key | None,
        clock: BarClock | None,
        *,
        sentence: str,
        fits: bool,
        is_drums: bool = False,
    ) -> None:
        """Show a stem's notes; ``fits``: scroll to where they are."""
        self.picked = picked
        self._band = None
        if fits:
            self._rows, self._kit = None, frozenset(BASIC_KIT)
        self.set_notes(picked.notes, colour, key, clock, sentence=sentence, is_drums=is_drums)

    def show_picked(self, picked: Picked) -> None:
        """The same stem after a step. What is on screen stays where it is."""
        self._rows = self.pitch_range()
        self.picked = picked
        self.set_notes(
            picked.notes, self._colour, self._key, self._clock, sentence=self._sentence, is_drums=self.is_drums
        )

    def set_ghosts(self, stems: Mapping[Stem, Picked], theme: Theme) -> None:
        """Notes of other stems, faint behind this one's."""
        self._ghosts = tuple(
            (
                tokens.faded(theme.stem(stem), _GHOST),
                np.asarray([note.onset for note in other.notes]),
                np.asarray([note.offset for note in other.notes]),
                np.asarray([note.pitch for note in other.notes]),
            )
            for stem, other in stems.items()
            if other.notes
        )
        self.redraw()

    def set_grid(self, grid: EditGrid) -> None:
        self.grid = grid
        self.redraw()

    def pitch_range(self) -> tuple[int, int]:
        """Lowest and highest pitch shown: what was scrolled to, or what is played; all drums."""
        if self._rows is not None and not self.is_drums:
            return self._rows
        low, high = super().pitch_range()
        most = max(_FEWEST_ROWS, self.height() // _LEAST_ROW)
        if self.is_drums:
            return low, high
        if high - low + 1 > most and len(self._pitches):
            middle = int(np.median(self._pitches))
            low = max(low, min(middle - most // 2, high - most + 1))
            high = low + most - 1
        return low, high

    def drum_rows(self) -> tuple[int, ...]:
        """The kit and what is struck; a drum that had a row keeps it, or rows would jump under the mouse."""
        self._kit = self._kit | self.played
        return tuple(sorted(self._kit, reverse=True))

    def show_rows(self, low: int, num_rows: int) -> None:
        """Scroll and zoom to ``num_rows`` semitones from ``low``; drums stay, all of them are shown."""
        if self.is_drums:
            return
        num_rows = max(_FEWEST_ROWS, min(_MOST_ROWS, num_rows))
        low = max(0, min(low, 128 - num_rows))
        self._rows = (low, low + num_rows - 1)
        self.redraw()
        self.rows_changed.emit()

    def draw_behind(self, painter: QPainter, size: QSize) -> None:
        self._draw_grid(painter, size)
        area = QRectF(0, 0, size.width(), size.height())
        for colour, onsets, offsets, pitches in self._ghosts:
            lefts, widths, visible = self._spans(onsets, offsets, size)
            colours = np.full(len(lefts), packed(colour), np.uint32)
            paint_crowd(painter, area, len(self.rows()), lefts, widths, self.rows_of(pitches[visible]), colours)

    def draw_before(self, painter: QPainter, size: QSize, row: float) -> None:
        places = np.asarray(sorted(self.picked.chosen), np.int64)
        if not len(places):
            return
        lefts, widths, visible = self._spans(self._onsets[places], self._offsets[places], size)
        rows = self.rows_of(self._pitches[places][visible])
        narrow = widths < ROUND_FROM  # an outline would be all of it, and thousands cost more than a frame has
        if narrow.any():
            area, colour = QRectF(0, 0, size.width(), size.height()), packed(QColor(self.theme.text))
            colours = np.full(len(rows), colour, np.uint32)
            paint_crowd(painter, area, len(self.rows()), lefts[narrow], widths[narrow], rows[narrow], colours[narrow])
        painter.setPen(QPen(QColor(self.theme.text), _OUTLINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        tops, wide = rows * row, ~narrow
        boxes = zip(lefts[wide].tolist(), tops[wide].tolist(), widths[wide].tolist(), strict=True)
        painter.drawRects([QRectF(left, top + 1, width, row - 2) for left, top, width in boxes])

    def _spans(self, onsets: np.ndarray, offsets: np.ndarray, size: QSize) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Lefts and widths in pixels of what is on screen, and its places."""
        visible = np.flatnonzero((offsets > self.axis.start) & (onsets < self.axis.end))
        scale = size.width() / self.axis.visible
        widths = np.maximum(2.0, (offsets[visible] - onsets[visible]) * scale - 0.5)
        return (onsets[visible] - self.axis.start) * scale, widths, visible

    def _draw_grid(self, painter: QPainter, size: QSize) -> None:
        first, last = self.grid.beat_at(self.axis.start), self.grid.beat_at(self.axis.end)
        step = self.grid.step
        while step * size.width() / max(last - first, 1e-6) < _LEAST_GRID_PIXELS:
            step *= 2.0
            if step > 1.0:
                return
        swung = step == self.grid.step
        # opaque: a line that shines through costs five times as much, and there are hundreds of them
        faint = tokens.blended(self.theme.grid, self.theme.surface1, _GRID)
        for index in range(int(first // step), int(last // step) + 1):
            beat = self.grid.place(index) if swung else index * step
            x = self.axis.x_of(self.grid.time_of(beat), size.width())
            painter.fillRect(QRectF(round(x), 0, 1, size.height()), faint)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._band is not None:
            painter = QPainter(self)
            painter.setPen(QColor(self.theme.focus))
            painter.setBrush(tokens.faded(self.theme.focus, 0.12))
            painter.drawRect(self._band)
            painter.end()

    # places

    def note_at(self, where: QPointF) -> int | None:
        """Place of the note under a pixel, the topmost of several."""
        if not len(self._onsets):
            return None
        scale = self.width() / self.axis.visible
        lefts = (self._onsets - self.axis.start) * scale
        rights = np.maximum(lefts + 4.0, (self._offsets - self.axis.start) * scale)
        found = np.flatnonzero(
            (self._pitches == self.pitch_at(where.y())) & (lefts <= where.x()) & (where.x() <= rights)
        )
        return int(found[-1]) if len(found) else None
