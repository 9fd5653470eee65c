"""Chords with their Roman numerals along the song."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import plain
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas
from engine.core.analysis import ChordEvent
from engine.core.harmony import ChordLabel

_CHART_QUALITIES = {
    "maj": "",
    "min": "m",
    "maj7": "maj7",
    "min7": "m7",
    "maj9": "maj9",
    "min9": "m9",
    "min6": "m6",
    "maj6": "6",
    "min11": "m11",
    "minadd9": "m(add9)",
    "minmaj7": "m(maj7)",
    "dim": "°",
    "dim7": "°7",
    "hdim7": "ø7",
    "aug": "+",
    "maj13": "maj13",
    "min13": "m13",
    "69": "6/9",
    "min69": "m6/9",
    "maj7#11": "maj7♯11",
    "7b9": "7♭9",
    "7#9": "7♯9",
    "7#11": "7♯11",
    "9#11": "9♯11",
}
_MIN_TEXT_PIXELS = 12


def chart_name(label: str) -> str:
    """A chord as players write it: ``F:min9/b3`` is ``Fm9/A♭``; ``N`` is ``–``; ``X`` is ``?``."""
    if label in ("N", "X"):
        return "–" if label == "N" else "?"
    try:
        chord = ChordLabel.parse(label)
    except ValueError:
        return plain(label, 40)
    name = chord.root_name + _CHART_QUALITIES.get(chord.quality, chord.quality)
    if chord.bass and chord.root is not None:
        name += f"/{ChordLabel((chord.root + chord.bass) % 12, 'maj', flats=chord.flats).root_name}"
    return name.replace("b", "♭").replace("#", "♯") if len(chord.root_name) > 1 or "/" in name else name


class ChordLane(TimeCanvas):
    """One cell per chord: its name, below it the Roman numeral. Unsure chords are fainter and carry a question mark."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.setFixedHeight(tokens.CHORDS_HEIGHT)
        self._chords: tuple[ChordEvent, ...] = ()
        self._is_growing = False
        self.setAccessibleName(self.tr("Chords"))
        self.setAccessibleDescription(self.tr("The Notes view lists the chords as a table."))

    def set_chords(self, chords: tuple[ChordEvent, ...], *, is_growing: bool = False) -> None:
        """``is_growing``: there are none yet, which says nothing about the song."""
        self._chords, self._is_growing = chords, is_growing
        self.redraw()

    def draw(self, painter: QPainter, size: QSize) -> None:
        name_font, numeral_font = tokens.font(), tokens.font(tokens.TEXT_QUIET)
        name_metrics, numeral_metrics = QFontMetricsF(name_font), QFontMetricsF(numeral_font)
        if not self._chords:
            painter.setPen(QColor(self.theme.quiet))
            painter.drawText(
                QRectF(tokens.PADDING, 0, size.width(), size.height()),
                Qt.AlignmentFlag.AlignVCenter,
                self.tr("Chords and bars follow once the stems are done")
                if self._is_growing
                else self.tr("No chords were found in this song"),
            )
        num_named = 0
        for chord in self._chords:
            left, right = (self.axis.x_of(time, size.width()) for time in (chord.start, chord.end))
            if right < 0 or left > size.width():
                continue
            cell = QRectF(left, 0, max(1.0, right - left - 1), size.height() - 1)
            if chord.label != "N":
                painter.fillRect(
                    cell.adjusted(0, 3, 0, -3),
                    QColor(self.theme.surface3 if chord.function == "tonic" else self.theme.surface2),
                )
            if self.theme.surface2 == self.theme.surface1:  # cells of one colour need a line between them
                painter.fillRect(QRectF(left - 1, 5, 1, size.height() - 11), QColor(self.theme.grid))
            room = min(right, size.width()) - max(left, 0.0) - 8
            if room < _MIN_TEXT_PIXELS or chord.label == "N":
                continue
            x = max(left, 0.0) + 5
            painter.setFont(name_font)
            painter.setPen(QColor(self.theme.text))
            name = name_metrics.elidedText(chart_name(chord.label), Qt.TextElideMode.ElideRight, room)
            if len(name) < 2 and name != chart_name(chord.label):
                continue  # a lone "…" tells nothing
            num_named += 1
            painter.drawText(QPointF(x, 18), name)
            if chord.roman:
                painter.setFont(numeral_font)
                painter.setPen(QColor(self.theme.quiet))
                numeral = numeral_metrics.elidedText(plain(chord.roman, 20), Qt.TextElideMode.ElideRight, room)
                painter.drawText(QPointF(x, 32), numeral)
        if self._chords and not num_named:
            painter.setFont(numeral_font)
            painter.setPen(QColor(self.theme.quiet))
            words = QRectF(tokens.PADDING, 0, size.width(), size.height())
            painter.drawText(
                words, Qt.AlignmentFlag.AlignVCenter, self.tr("Zoom in to read the chords (Ctrl and wheel)")
            )
        painter.fillRect(
            0, size.height() - self.theme.line_width, size.width(), self.theme.line_width, QColor(self.theme.line)
        )
