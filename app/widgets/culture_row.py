"""A marker's row: its name, meter and interval at the left, the song at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.culture_lane import MarkerLane, passages_of
from app.widgets.culture_meter import MarkerMeter
from app.widgets.culture_words import (
    Passage,
    cannot_tell,
    described,
    interval_text,
    marker_title,
    spoken,
    status_text,
    value_text,
)
from app.widgets.plain_text import ElidedLabel, PlainLabel, escaped, plain
from app.widgets.time_axis import TimeAxis
from engine.core.score import MarkerScore

_VALUE_WIDTH = 34


class MarkerRow(QWidget):
    """Takes the keyboard: Up and Down go to the other markers, Left and Right to passages, Enter jumps there."""

    selected = Signal()
    step_wanted = Signal(int)
    passage_step_wanted = Signal(int)
    jump_wanted = Signal()

    def __init__(self, marker: MarkerScore, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marker = marker
        self.passages: tuple[Passage, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(tokens.MARKER_MIN_HEIGHT)
        self.setMaximumHeight(tokens.MARKER_MAX_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.lane = MarkerLane(axis, theme)
        self.title = ElidedLabel(role="heading")
        self.meter = MarkerMeter(theme)
        self.value = PlainLabel(role="heading")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value.setMinimumWidth(_VALUE_WIDTH)
        self.words = ElidedLabel(role="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_head())
        row.addWidget(self.lane, 1)
        for told in (self.lane.clicked, self.lane.passage_clicked, self.lane.passage_dragged):
            told.connect(lambda *_what: self.selected.emit())
        self.show_marker(marker)

    def _build_head(self) -> QFrame:
        self.head = QFrame()
        self.head.setObjectName("laneHead")
        self.head.setFixedWidth(tokens.MARKER_HEAD_WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(2 * tokens.GRID)
        middle.addWidget(self.meter, 1)
        middle.addWidget(self.value)
        column = QVBoxLayout(self.head)
        column.setContentsMargins(2 * tokens.GRID + 2, 2, 2 * tokens.GRID, 2)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self.title)
        column.addLayout(middle)
        column.addWidget(self.words)
        column.addStretch()
        return self.head

    def show_marker(self, marker: MarkerScore, contests: Sequence[Passage] = ()) -> None:
        self.marker = marker
        self.passages = passages_of(marker, contests)
        self.title.setText(marker_title(marker))
        self.meter.set_value(marker.value, marker.interval)
        self.value.setText(value_text(marker.value) if marker.value is not None else "–")
        if marker.value is None:
            self.words.setText(cannot_tell())
        else:
            parts = (interval_text(marker.interval), status_text(marker.status))
            self.words.setText(" · ".join(part for part in parts if part))
        self.lane.show_marker(marker, self.passages)
        self.lane.setAccessibleName(self.tr("%s over the song") % marker_title(marker))
        self.lane.setAccessibleDescription(self.tr("The passages are listed in the table below."))
        self.setAccessibleName(described(marker))
        self.head.setToolTip(escaped(self._on_hover(marker)))

    def _on_hover(self, marker: MarkerScore) -> str:
        """What a value of 1 says, and what each input adds."""
        words = [self.tr("1 says: %s.") % plain(marker.meaning, 200)] if marker.meaning else []
        if marker.value is None and marker.why:
            words.append(plain(marker.why, 200))
        adds = sorted(marker.contributions.items(), key=lambda item: -abs(item[1]))
        words += [f"{spoken(name)} {move:+.2f}".replace("-", "−") for name, move in adds]
        return " ".join(words[:1]) + (" " + ", ".join(words[1:]) if words[1:] else "")

    def set_theme(self, theme: Theme) -> None:
        self.meter.set_theme(theme)
        self.lane.set_theme(theme)

    def set_selected(self, is_selected: bool) -> None:
        if bool(self.head.property("selected")) != is_selected:
            self.head.setProperty("selected", is_selected)
            self.head.style().unpolish(self.head)
            self.head.style().polish(self.head)

    @property
    def is_selected(self) -> bool:
        return bool(self.head.property("selected"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(tokens.MARKER_HEAD_WIDTH + 400, tokens.MARKER_HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.selected.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mousePressEvent(event)
        self.selected.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.passage_step_wanted.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jump_wanted.emit()
        else:
            super().keyPressEvent(event)
