"""The total with its definition beside it, what the gate made of it, which versions it is of, and the way to score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.culture_meter import TotalReading, TotalScale
from app.widgets.culture_words import cannot_tell, interval_text, status_text, versions_text
from app.widgets.plain_text import PlainLabel, plain
from engine.core.score import CultureScore


class CultureSummary(QFrame):
    """One line of panels over the markers. Several scores of a song are kept; one is shown."""

    score_wanted = Signal()
    score_chosen = Signal(int)
    """Place of a score in the list that was shown last."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.number = PlainLabel(role="big")
        self.interval = PlainLabel(role="quiet")
        self.scale = TotalScale(theme)
        self.gate = PlainLabel(role="quiet")
        self.definition = PlainLabel(role="quiet")
        self.versions = PlainLabel(role="quiet")
        for label in (self.gate, self.definition, self.versions):
            label.setWordWrap(True)
        self.definition.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Which score of this song"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.activated.connect(self.score_chosen)
        self.button = QPushButton(self.tr("Score again"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAccessibleName(self.tr("Score this song again"))
        self.button.clicked.connect(self.score_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        row.setSpacing(2 * tokens.PADDING)
        number = self._column(PlainLabel(self.tr("Total"), "caption"), self.number, self.interval)
        row.addLayout(number)
        row.addLayout(self._column(self.scale, self.gate), 2)
        row.addLayout(self._column(PlainLabel(self.tr("What the total is"), "caption"), self.definition), 4)
        last = QHBoxLayout()
        last.addWidget(self.choice, 1)
        last.addWidget(self.button)
        versions = self._column(PlainLabel(self.tr("Made with"), "caption"), self.versions)
        versions.addLayout(last)
        row.addLayout(versions, 2)

    def _column(self, *widgets: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        return column

    def _fit(self) -> None:
        """As high as its words need at this width, and no higher."""
        layout = self.layout()
        height = layout.heightForWidth(self.width()) if layout is not None else 0
        if height > 0:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def set_theme(self, theme: Theme) -> None:
        self.scale.set_theme(theme)

    def set_busy(self, *, is_busy: bool) -> None:
        """Whether a score is being made."""
        self.button.setEnabled(not is_busy)
        self.button.setText(self.tr("Scoring…") if is_busy else self.tr("Score again"))

    def list_scores(self, scores: Sequence[CultureScore], chosen: int) -> None:
        """Scores to choose from, newest first."""
        self.choice.clear()
        for place, score in enumerate(scores):
            name = versions_text(score)
            self.choice.addItem(self.tr("newest: %s") % name if place == 0 else name)
        self.choice.setCurrentIndex(chosen)
        self.choice.setVisible(len(scores) > 1)

    def show_score(self, score: CultureScore) -> None:
        total, gate = score.total, score.gate
        value, interval = _number(total.get("value")), _interval(total.get("interval"))
        self.number.setText(f"{value:.2f}" if value is not None else "–")
        told = [interval_text(interval), status_text(str(total.get("status", "")))] if value is not None else []
        self.interval.setText(" · ".join(part for part in told if part) or cannot_tell())
        reading = TotalReading(value, interval, _number(gate.get("threshold")), _number(gate.get("alarm")))
        self.scale.show_reading(reading)
        self.gate.setText(self._gate_words(total, gate))
        self.definition.setText(str(total.get("definition", "")) or self.tr("This score carries no definition."))
        self.versions.setText(versions_text(score))
        self._fit()

    def _gate_words(self, total: dict[str, Any], gate: dict[str, Any]) -> str:
        if _number(total.get("value")) is None:
            return plain(total.get("why") or gate.get("reason") or cannot_tell(), 200)
        reason = plain(gate.get("reason") or "", 160)
        reason = reason[:1].upper() + reason[1:]
        return self.tr("%s. The gate only asks a generator for another take.") % reason if reason else ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _interval(value: object) -> tuple[float, float] | None:
    """Of a document, where it is a list or a tuple."""
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(end, int | float) for end in value):
        return float(value[0]), float(value[1])
    return None
