"""What lies behind the chosen marker: its passages, what each input adds; and the style beside it. Lists, with bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QSplitter, QTableView, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.culture_bars import Bar, BarDelegate, BarsModel, low_rows
from app.widgets.culture_words import (
    Passage,
    bars_text,
    clock_words,
    interval_text,
    marker_title,
    passage_text,
    speaks_text,
    spoken,
)
from app.widgets.plain_text import ElidedLabel, PlainLabel, escaped, plain
from app.widgets.value_table import quiet_table
from engine.core.score import CultureScore, MarkerScore

_CELL_FRAME = 28
_LEAST_SCALE = 1.0
"""Log odds at the ends of the scale, unless an input adds more."""


@dataclass(frozen=True, slots=True)
class InputRow:
    """One input of a marker; ``adds`` is None where it does not count, ``measured`` where it could not be measured."""

    name: str
    adds: float | None
    measured: float | None


def input_rows(marker: MarkerScore) -> tuple[InputRow, ...]:
    """Inputs of a marker, those that move it most first."""
    names = dict.fromkeys((*marker.contributions, *marker.inputs))
    rows = [InputRow(name, marker.contributions.get(name), marker.inputs.get(name)) for name in names]
    return tuple(sorted(rows, key=lambda row: -abs(row.adds) if row.adds is not None else 1.0))


def times_text(passage: Passage) -> str:
    """``1:04–1:12``."""
    return f"{clock_words(passage.start)}–{clock_words(passage.end)}"


class PassagesPanel(QWidget):
    """Evidence and counter-evidence of the chosen marker as a list, and the way to contest a passage."""

    passage_chosen = Signal(object)
    contest_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(role="heading")
        self.chosen = PlainLabel(role="quiet")
        self.words = ElidedLabel(role="quiet")
        self.contest = QPushButton(self.tr("Contest this passage…"))
        self.contest.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.contest.setProperty("compact", True)
        self.contest.clicked.connect(self.contest_wanted)
        self.model = BarsModel(
            (self.tr("Speaks"), self.tr("Bars"), self.tr("Time"), self.tr("Strength"), self.tr("What was heard")), 3
        )
        self.table = low_rows(quiet_table(self.tr("Passages that speak for and against the marker")))
        self.table.setModel(self.model)
        self.delegate = BarDelegate(theme, self.table)
        self.table.setItemDelegate(self.delegate)
        self.table.setWordWrap(True)  # what was heard is read whole
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.sectionResized.connect(lambda *_what: self.table.resizeRowsToContents())
        for column, width in ((0, 88), (1, 62), (2, 96), (3, 72)):
            self.table.setColumnWidth(column, width)
        self.table.clicked.connect(lambda index: self.passage_chosen.emit(self.model.row(index.row())))
        self.table.activated.connect(lambda index: self.passage_chosen.emit(self.model.row(index.row())))
        _stack(self, (self.title, self.chosen, self.contest), self.words, self.table)
        self.choose(None)

    def show_marker(self, marker: MarkerScore, passages: Sequence[Passage]) -> None:
        title = marker_title(marker)
        self.title.setText(title if marker.value is not None else f"{title}: {marker.why}")
        self._passages = tuple(passages)
        self.model.set_bars(self._passages, self._cells, self._bar)

    def choose(self, passage: Passage | None) -> None:
        """Mark a passage in the list, without saying so; one that was dragged is only named above it."""
        self.contest.setEnabled(passage is not None)
        self.chosen.setText(passage_text(passage, times_text(passage)) if passage is not None else "")
        hint = self.tr("Choose a passage, or drag over a marker to mark one of your own")
        self.words.setText(hint if passage is None else passage.text or self.tr("a passage of your own"))
        selection = self.table.selectionModel()
        place = next((i for i in range(self.model.rowCount()) if self.model.row(i) == passage), None)
        if place is None:
            selection.clearSelection()
            return
        index = self.model.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        selection.setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def _cells(self, passage: Passage) -> tuple[str, ...]:
        strength = f"{passage.strength:.2f}" if passage.strength is not None else ""
        text = f"{passage.by}: {passage.text}" if passage.by else passage.text
        return speaks_text(passage), bars_text(passage.bars), times_text(passage), strength, text

    def _bar(self, passage: Passage) -> Bar | None:
        if passage.strength is None or passage.by is not None:
            return None
        return Bar(passage.strength, is_plain=not passage.speaks_for)


class InputsPanel(QWidget):
    """What each input of a marker adds to the log odds of its value, and what was measured."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(self.tr("What each input adds"), "heading")
        self.note = PlainLabel(self.tr("log odds"), "quiet")
        self.model = BarsModel((self.tr("Input"), self.tr("Adds"), "", self.tr("Measured")), 2)
        self.table = low_rows(quiet_table(self.tr("What each input adds")))
        self.table.setModel(self.model)
        self.delegate = BarDelegate(theme, self.table)
        self.table.setItemDelegate(self.delegate)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        room = self.table.fontMetrics().horizontalAdvance(self.tr("not heard")) + _CELL_FRAME
        for column, width in ((1, 68), (2, 80), (3, max(96, room))):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, width)
        self._scale = _LEAST_SCALE
        _stack(self, (self.title, self.note), self.table)

    def show_marker(self, marker: MarkerScore) -> None:
        rows = input_rows(marker)
        self._scale = max([_LEAST_SCALE, *(abs(row.adds) for row in rows if row.adds is not None)])
        self.model.set_bars(rows, self._cells, self._bar)
        self.table.setToolTip(escaped(self.tr("1 says: %s") % plain(marker.meaning, 200)) if marker.meaning else "")

    def _cells(self, row: InputRow) -> tuple[str, ...]:
        adds = f"{row.adds:+.2f}".replace("-", "−") if row.adds is not None else "–"
        measured = f"{row.measured:.3g}".replace("-", "−") if row.measured is not None else self.tr("not heard")
        return spoken(row.name), adds, "", measured

    def _bar(self, row: InputRow) -> Bar | None:
        if row.adds is None:
            return None
        return Bar(row.adds, -self._scale, self._scale, is_plain=row.adds < 0)


class StylePanel(QWidget):
    """The style vector: several styles may be clear at once, or none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(self.tr("Style"), "heading")
        self.named = PlainLabel()
        self.named.setWordWrap(True)
        self.family = ElidedLabel(role="quiet")
        self.typical = PlainLabel(role="quiet")
        self.typical.setWordWrap(True)
        self.model = BarsModel((self.tr("Style"), self.tr("How clear"), ""), 2)
        self.table = low_rows(quiet_table(self.tr("How clearly each style is heard")))
        self.table.setModel(self.model)
        self.delegate = BarDelegate(theme, self.table)
        self.table.setItemDelegate(self.delegate)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 78), (2, 84)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, width)
        self._named: frozenset[str] = frozenset()
        _stack(self, (self.title,), self.named, self.family, self.typical, self.table)

    def show_score(self, score: CultureScore) -> None:
        style = score.style
        probabilities = {str(name): float(own) for name, own in (style.get("probabilities") or {}).items()}
        named = [str(name) for name in style.get("named") or ()]
        self._named = frozenset(named)
        if named:
            words = ", ".join(spoken(name) for name in named)
        elif probabilities:
            words = self.tr("abstains: no style is clear enough to be named")
        else:
            words = self.tr("cannot tell: %s") % plain(style.get("why") or self.tr("no reason was kept"), 200)
        self.named.setText(words)
        self.family.setText(self._family_words(style))
        self.family.setVisible(bool(self.family.text()))
        self.typical.setText(self._typical_words(style.get("typicality")))
        self.typical.setVisible(bool(self.typical.text()))
        rows = sorted(probabilities.items(), key=lambda item: -item[1])
        self.model.set_bars(rows, self._cells, self._bar)

    def _family_words(self, style: dict[str, Any]) -> str:
        words = []
        family, interval = style.get("family"), style.get("family_interval")
        if isinstance(family, int | float):
            words.append(self.tr("amapiano family %.2f") % family)
            if isinstance(interval, list | tuple) and len(interval) == 2:
                words[-1] += f" ({interval_text((interval[0], interval[1]))})"
        return " · ".join(words)

    def _typical_words(self, typicality: object) -> str:
        """How unusual the song is against the user's panel; empty where it was told against none."""
        if not isinstance(typicality, dict):
            return ""
        panel, share = plain(typicality.get("panel") or "?", 40), typicality.get("percentile")
        if not isinstance(share, int | float):
            return self.tr("against the panel %s: cannot tell, %s") % (panel, plain(typicality.get("why") or "", 120))
        parts = (panel, f"{share:.0%}", typicality.get("num_songs", "?"))
        words = self.tr("against the panel %s: farther from the others than %s of its %s songs") % parts
        meaning = plain(typicality.get("meaning") or "", 120)
        return f"{words}; {meaning}" if meaning else words

    def _cells(self, row: tuple[str, float]) -> tuple[str, ...]:
        return spoken(row[0]), f"{row[1]:.2f}", ""

    def _bar(self, row: tuple[str, float]) -> Bar:
        return Bar(row[1], is_plain=row[0] not in self._named)


class CultureDetails(QSplitter):
    """The three panels side by side."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.passages = PassagesPanel(theme)
        self.inputs = InputsPanel(theme)
        self.style_panel = StylePanel(theme)
        for panel, share in ((self.passages, 5), (self.inputs, 3), (self.style_panel, 2)):
            self.addWidget(panel)
            self.setStretchFactor(self.count() - 1, share)
        self.setSizes([500, 370, 300])
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)

    def show_marker(self, marker: MarkerScore, passages: Sequence[Passage]) -> None:
        self.passages.show_marker(marker, passages)
        self.inputs.show_marker(marker)

    def set_theme(self, theme: Theme) -> None:
        for panel in (self.passages, self.inputs, self.style_panel):
            panel.delegate.theme = theme
            panel.table.viewport().update()


def _stack(panel: QWidget, head: Sequence[QWidget], *rest: QWidget) -> None:
    """A head in a row (its first widget takes the room), then what fills the panel."""
    line = QHBoxLayout()
    line.setSpacing(2 * tokens.GRID)
    for place, widget in enumerate(head):
        line.addWidget(widget, 1 if place == 0 else 0)
    inside = QVBoxLayout()
    inside.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 0)
    inside.setSpacing(2)
    inside.addLayout(line)
    panel.setObjectName("details")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.GRID)
    column.addLayout(inside)
    for widget in rest:
        if isinstance(widget, QTableView):
            column.addWidget(widget, 1)
        else:
            inside.addWidget(widget)
