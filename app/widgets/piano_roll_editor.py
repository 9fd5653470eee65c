"""The piano roll under the mouse and the keyboard: draw, choose, move, lengthen and delete notes.

The mouse does what it does in FL Studio: left draws or drags, the right end of a note lengthens it, right deletes,
Ctrl+drag chooses, the wheel scrolls, Ctrl+wheel zooms, the middle button pans.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.bar_clock import BarClock
from app.note_editing import EditGrid, Picked, drawn, moved, resized
from app.theme import Theme
from app.widgets.piano_roll import PianoRoll
from app.widgets.piano_roll_crowd import packed, paint_crowd
from app.widgets.piano_roll_keys import KEYS, Step, step_of
from app.widgets.time_axis import TimeAxis
from engine.core.events import NoteEvent
from engine.core.harmony import Key
from engine.core.stems import Stem

_EDGE_PIXELS = 7.0
_NOTCH = 120.0
_ROWS_PER_NOTCH = 3
_LEAST_ROW = 9
_FEWEST_ROWS, _MOST_ROWS = 12, 88
_GHOST = 0.24
_OUTLINE = 2
_FIRST_LENGTH, _FIRST_VELOCITY, _FIRST_PITCH = 1.0, 100, 60
_LEAST_GRID_PIXELS = 7.0


@dataclass(slots=True)
class _Drag:
    """What the mouse does between press and release."""

    kind: str  # move, resize, draw, erase, band, pan
    base: Picked
    at: QPointF
    beat: float
    pitch: int


class PianoRollEditor(PianoRoll):
    """A stem's notes to work on. It keeps none of the work: ``edited`` tells of each finished step."""

    edited = Signal(object, str)
    """``Picked`` after a step, and the step's name for the undo list."""
    chosen_changed = Signal(object)
    """``Picked`` with the same notes, others of them chosen."""
    touched = Signal(object)
    """``NoteEvent`` that was drawn, taken or moved to another pitch: to be heard."""
    step_wanted = Signal(object)
    """``Step`` asked for by the keyboard."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.picked = Picked()
        self.grid = EditGrid(None)
        self.is_editable = False
        self._ghosts: tuple[tuple[QColor, np.ndarray, np.ndarray, np.ndarray], ...] = ()
        self._rows: tuple[int, int] | None = None
        self._drag: _Drag | None = None
        self._band: QRectF | None = None
        self._length, self._velocity, self._pitch = _FIRST_LENGTH, _FIRST_VELOCITY, _FIRST_PITCH
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Piano roll, editable"))
        self.setAccessibleDescription(
            self.tr(
                "Arrows move the chosen notes, with Shift they change the length, Alt and arrows choose the next note, "
                "Insert draws one, Delete deletes, Q quantises. The table of notes below holds the same notes."
            )
        )

    # what is shown

    def show_notes(
        self, picked: Picked, colour: QColor, key: Key | None, clock: BarClock | None, *, sentence: str, fits: bool
    ) -> None:
        """Show a stem's notes; ``fits``: scroll to where they are."""
        self.picked = picked
        self._drag = self._band = None
        if fits:
            self._rows = None
        self.set_notes(picked.notes, colour, key, clock, sentence=sentence)

    def show_picked(self, picked: Picked) -> None:
        """The same stem after a step. What is on screen stays where it is."""
        self._rows = self.pitch_range()
        self.picked = picked
        self.set_notes(picked.notes, self._colour, self._key, self._clock, sentence=self._sentence)

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
        """Lowest and highest row shown: what was scrolled to, or what is played."""
        if self._rows is not None:
            return self._rows
        low, high = super().pitch_range()
        most = max(_FEWEST_ROWS, self.height() // _LEAST_ROW)
        if high - low + 1 > most and len(self._pitches):
            middle = int(np.median(self._pitches))
            low = max(low, min(middle - most // 2, high - most + 1))
            high = low + most - 1
        return low, high

    def show_rows(self, low: int, num_rows: int) -> None:
        """Scroll and zoom to ``num_rows`` semitones from ``low``."""
        num_rows = max(_FEWEST_ROWS, min(_MOST_ROWS, num_rows))
        low = max(0, min(low, 128 - num_rows))
        self._rows = (low, low + num_rows - 1)
        self.redraw()

    def draw_behind(self, painter: QPainter, size: QSize, high: int, row: float) -> None:  # noqa: ARG002 - of the base
        self._draw_grid(painter, size)
        area, low = QRectF(0, 0, size.width(), size.height()), self.pitch_range()[0]
        for colour, onsets, offsets, pitches in self._ghosts:
            lefts, widths, visible = self._spans(onsets, offsets, size)
            colours = np.full(len(lefts), packed(colour), np.uint32)
            paint_crowd(painter, area, high - low + 1, lefts, widths, high - pitches[visible], colours)

    def draw_before(self, painter: QPainter, size: QSize, high: int, row: float) -> None:
        places = np.asarray(sorted(self.picked.chosen), np.int64)
        if not len(places):
            return
        lefts, widths, visible = self._spans(self._onsets[places], self._offsets[places], size)
        tops = (high - self._pitches[places][visible]) * row
        painter.setPen(QPen(QColor(self.theme.text), _OUTLINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        boxes = zip(lefts.tolist(), tops.tolist(), widths.tolist(), strict=True)
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
        faint = tokens.faded(self.theme.grid, 0.45)
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

    def pitch_at(self, y: float) -> int:
        low, high = self.pitch_range()
        return max(0, min(127, high - int(y * (high - low + 1) // max(1, self.height()))))

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

    def _at_end(self, place: int, x: float) -> bool:
        left, right = (self.axis.x_of(float(t[place]), self.width()) for t in (self._onsets, self._offsets))
        return right - x <= min(_EDGE_PIXELS, (right - left) / 3)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        where = event.position()
        self._drag = _Drag(
            "pan", self.picked, where, self.grid.beat_at(self.time_at(where.x())), self.pitch_at(where.y())
        )
        if event.button() == Qt.MouseButton.MiddleButton or not self.is_editable:
            return
        place = self.note_at(where)
        if event.button() == Qt.MouseButton.RightButton:
            self._drag.kind = "erase"
            self._erase(where)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press_left(self._drag, event.modifiers(), place)

    def _press_left(self, drag: _Drag, keys: Qt.KeyboardModifier, place: int | None) -> None:
        if keys & Qt.KeyboardModifier.ControlModifier:
            drag.kind = "band"
            if not keys & Qt.KeyboardModifier.ShiftModifier:
                drag.base = self.picked.choosing(())
            if place is not None:
                drag.base = drag.base.choosing(self.picked.chosen ^ {place})
            self.choose(drag.base)
        elif place is not None:
            if place not in self.picked.chosen:
                adds = bool(keys & Qt.KeyboardModifier.ShiftModifier)
                self.choose(self.picked.choosing({place, *(self.picked.chosen if adds else ())}))
            drag.base = self.picked
            drag.kind = "resize" if self._at_end(place, drag.at.x()) else "move"
            self._remember(self.picked.notes[place])
            self.touched.emit(self.picked.notes[place])
        else:
            self.draw_note(self.grid.before(self.time_at(drag.at.x())), drag.pitch, is_finished=False)
            drag.base, drag.kind = self.picked, "draw"

    def draw_note(self, onset: float, pitch: int, *, is_finished: bool = True) -> None:
        """A note of the last length and velocity; it is chosen. ``is_finished``: it is a step of its own."""
        end = min(self.grid.time_of(self.grid.beat_at(onset) + self._length), self.axis.duration)
        if end <= onset:
            return
        note = NoteEvent(onset, end, pitch, self._velocity)
        self.show_picked(drawn(self.picked, note))
        self._pitch = pitch
        self.touched.emit(note)
        if is_finished:
            self.edited.emit(self.picked, self.tr("Draw a note"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        drag, where = self._drag, event.position()
        if drag is None:
            self.setCursor(self._cursor_at(where))
        elif drag.kind == "pan":
            self._pan(drag, where)
        elif drag.kind == "erase":
            self._erase(where)
        elif drag.kind == "band":
            self._stretch_band(drag, where)
        else:
            self._follow(drag, where, is_free=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def _cursor_at(self, where: QPointF) -> Qt.CursorShape:
        place = self.note_at(where) if self.is_editable else None
        if place is None:
            return Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.SizeHorCursor if self._at_end(place, where.x()) else Qt.CursorShape.OpenHandCursor

    def _follow(self, drag: _Drag, where: QPointF, *, is_free: bool) -> None:
        beats = self.grid.beat_at(self.time_at(where.x())) - drag.beat
        if not is_free:
            beats = round(beats / self.grid.step) * self.grid.step
        if drag.kind == "resize":
            self.show_picked(resized(drag.base, self.grid, beats, self.axis.duration))
            return
        before = self.picked.chosen_notes
        semitones = self.pitch_at(where.y()) - drag.pitch
        self.show_picked(moved(drag.base, self.grid, beats, semitones, self.axis.duration))
        after = self.picked.chosen_notes
        if before and after and before[0].pitch != after[0].pitch:
            self.touched.emit(after[0])

    def _stretch_band(self, drag: _Drag, where: QPointF) -> None:
        self._band = QRectF(drag.at, where).normalized()
        start, end = self.time_at(self._band.left()), self.time_at(self._band.right())
        low, high = self.pitch_at(self._band.bottom()), self.pitch_at(self._band.top())
        inside = np.flatnonzero(
            (self._offsets > start) & (self._onsets < end) & (self._pitches >= low) & (self._pitches <= high)
        )
        self.choose(drag.base.choosing({*drag.base.chosen, *inside.tolist()}))

    def _erase(self, where: QPointF) -> None:
        place = self.note_at(where)
        if place is not None:
            rest = [i for i in range(len(self.picked.notes)) if i != place]
            chosen = {rest.index(i) for i in self.picked.chosen if i != place}
            self.show_picked(Picked(tuple(self.picked.notes[i] for i in rest), frozenset(chosen)))

    def _pan(self, drag: _Drag, where: QPointF) -> None:
        self.axis.scroll((drag.at.x() - where.x()) / max(1, self.width()) * self.axis.visible)
        low, high = self.pitch_range()
        rows = round((where.y() - drag.at.y()) / max(1, self.height()) * (high - low + 1))
        if rows:
            self.show_rows(low + rows, high - low + 1)
            drag.at = where
        else:
            drag.at = QPointF(where.x(), drag.at.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        drag, self._drag, self._band = self._drag, None, None
        self.update()
        names = {
            "move": self.tr("Move notes"),
            "resize": self.tr("Change lengths"),
            "draw": self.tr("Draw a note"),
            "erase": self.tr("Delete notes"),
        }
        if drag is not None and drag.kind in names:
            if drag.kind in ("resize", "draw") and self.picked.chosen_notes:
                self._remember(self.picked.chosen_notes[0])
            self.edited.emit(self.picked, names[drag.kind])

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        keys, down = event.modifiers(), event.angleDelta().y() / _NOTCH
        low, high = self.pitch_range()
        if keys & Qt.KeyboardModifier.AltModifier:
            turned = (event.angleDelta().x() + event.angleDelta().y()) / _NOTCH  # Alt makes some systems swap the axes
            rows = round((high - low + 1) * 1.25**-turned)
            self.show_rows((low + high - rows) // 2, rows)
            event.accept()
        elif keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier) or not down:
            super().wheelEvent(event)
        else:
            self.show_rows(low + round(down * _ROWS_PER_NOTCH), high - low + 1)
            event.accept()

    def choose(self, picked: Picked) -> None:
        """Choose other notes of the same."""
        if picked.chosen != self.picked.chosen:
            self.picked = picked
            self.redraw()
            self.chosen_changed.emit(picked)

    def _remember(self, note: NoteEvent) -> None:
        self._length = self.grid.beat_at(note.offset) - self.grid.beat_at(note.onset)
        self._velocity, self._pitch = note.velocity, note.pitch

    # keyboard

    def event(self, event: QEvent) -> bool:
        """The roll's own keys come before the window's while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and step_of(event) in KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = step_of(event)
        if step is Step.NONE:
            super().keyPressEvent(event)
        elif step is Step.DRAW:
            self._draw_by_key()
        elif step in (Step.NEXT, Step.PREVIOUS, Step.ADD_NEXT, Step.ADD_PREVIOUS):
            self._choose_beside(step)
        else:
            self.step_wanted.emit(step)

    def _draw_by_key(self) -> None:
        if self.is_editable:
            here = self.playhead if self.playhead is not None else self.axis.start
            self.draw_note(self.grid.before(here), self._pitch)

    def _choose_beside(self, step: Step) -> None:
        """The note after or before the chosen ones; without any, the one nearest to the play-head."""
        if not self.picked.notes:
            return
        forward = step in (Step.NEXT, Step.ADD_NEXT)
        if self.picked.chosen:
            place = max(self.picked.chosen) + 1 if forward else min(self.picked.chosen) - 1
        else:
            place = int(np.abs(self._onsets - (self.playhead or self.axis.start)).argmin())
        place = max(0, min(place, len(self.picked.notes) - 1))
        keep = self.picked.chosen if step in (Step.ADD_NEXT, Step.ADD_PREVIOUS) else ()
        self.choose(self.picked.choosing({place, *keep}))
        self.show_note(self.picked.notes[place])
        self._remember(self.picked.notes[place])
        self.touched.emit(self.picked.notes[place])

    def show_note(self, note: NoteEvent) -> None:
        """Scroll until a note is on screen."""
        if not self.axis.start <= note.onset < self.axis.end:
            self.axis.show_range(note.onset - 0.2 * self.axis.visible, self.axis.visible)
        low, high = self.pitch_range()
        if not low <= note.pitch <= high:
            self.show_rows(note.pitch - (high - low) // 2, high - low + 1)
