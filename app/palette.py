"""The command palette: every action by a few letters of its name, with its keys, and why it cannot be used now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QBrush, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.widgets.plain_text import PlainLabel, plain

_LONGEST_SEARCH = 80
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_WORD_START, _IN_A_ROW, _WHOLE, _BEHIND_NAMES = 3.0, 2.0, 20.0, 100.0


@dataclass(frozen=True, slots=True)
class Command:
    """One line. ``also``: other words it is found by. ``why_not``: a sentence where it cannot be used now."""

    text: str
    run: Callable[[], object]
    keys: str = ""
    heading: str = ""
    also: str = ""
    why_not: str = ""


def match(wanted: str, text: str) -> float | None:
    """How well ``text`` answers to ``wanted``; None where it does not. More is better.

    Every word must appear, whole or as letters in their order; starts of words and unbroken runs count more, as in
    the "fuzzy finders" of editors.
    """
    there = text.casefold()
    total = 0.0
    for word in wanted.casefold().split():
        score = _word(word, there)
        if score is None:
            return None
        total += score
    return total - len(there) / 1000


def _word(word: str, text: str) -> float | None:
    place = text.find(word)
    if place >= 0:
        return _WHOLE + (_WORD_START if _starts_a_word(text, place) else 0.0) + _IN_A_ROW * len(word)
    score, last = 0.0, -1
    for letter in word:
        place = text.find(letter, last + 1)
        if place < 0:
            return None
        score += 1.0
        score += _WORD_START if _starts_a_word(text, place) else _IN_A_ROW if place == last + 1 else 0.0
        last = place
    return score


def _starts_a_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def ranked(wanted: str, commands: Sequence[Command]) -> list[Command]:
    """Those that answer, best first; what cannot be used now comes after what can. All of them for no words."""
    if not wanted.strip():
        return list(commands)
    found = []
    for place, command in enumerate(commands):
        by_name = match(wanted, command.text)
        by_all = match(wanted, f"{command.heading} {command.text} {command.also}")
        best = by_name if by_name is not None else by_all - _BEHIND_NAMES if by_all is not None else None
        if best is not None:
            found.append((bool(command.why_not), -best, place, command))
    return [entry[3] for entry in sorted(found, key=lambda entry: entry[:3])]


class Palette(QDialog):
    """Type, choose with the arrows, press Enter. It closes before the command runs.

    Args:
        commands: Everything that can be done, in the order of the menus.
    """

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Command palette"))
        self._commands = list(commands)
        self._places: list[int] = []
        self.search = QLineEdit()
        self.search.setMaxLength(_LONGEST_SEARCH)
        self.search.setPlaceholderText(self.tr("What do you want to do?"))
        self.search.setAccessibleName(self.tr("Find a command"))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self.table = self._made_table()
        self.news = PlainLabel(role="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PADDING, tokens.PADDING, tokens.PADDING, tokens.PADDING)
        column.setSpacing(2 * tokens.GRID)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.news)
        self.resize(tokens.PALETTE_WIDTH, tokens.PALETTE_HEIGHT)
        self._fill("")
        self.search.setFocus()

    @property
    def shown(self) -> list[Command]:
        """The lines, top first."""
        return [self._commands[place] for place in self._places]

    @property
    def chosen(self) -> Command | None:
        row = self.table.currentRow()
        return self.shown[row] if row >= 0 else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrows move the list while the words keep the focus."""
        if watched is not self.search or not isinstance(event, QKeyEvent) or event.key() not in (*_MOVES, *_ENTERS):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:  # an action of the window may have these keys
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress:
            if event.key() in _ENTERS:
                self.use()
            else:
                self._move(event.key())
            return True
        return super().eventFilter(watched, event)

    def use(self) -> None:
        """Run the chosen command; one that cannot be used says why instead."""
        command = self.chosen
        if command is None:
            return
        if command.why_not:
            self.news.set_role("warn")
            self.news.setText(command.why_not)
            return
        self.accept()
        command.run()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName(self.tr("Commands"))
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(1, tokens.PALETTE_HEADING_WIDTH)
        table.setColumnWidth(2, tokens.PALETTE_KEYS_WIDTH)
        table.currentCellChanged.connect(lambda *_cells: self._on_chosen())
        table.cellClicked.connect(lambda _row, _column: self.use())
        return table

    def _fill(self, wanted: str) -> None:
        found = ranked(wanted, self._commands)
        self._places = [self._commands.index(command) for command in found]
        self.table.setRowCount(len(found))
        for row, command in enumerate(found):
            for place, words in enumerate((command.text, command.heading, command.keys)):
                item = QTableWidgetItem(plain(words, 120))
                if command.why_not or place:
                    brush = self.palette().placeholderText() if not command.why_not else self._faint()
                    item.setForeground(brush)
                if command.why_not:
                    item.setToolTip("")
                    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, command.why_not)
                self.table.setItem(row, place, item)
        if found:
            self.table.setCurrentCell(0, 0)
            self.table.scrollToTop()
        self._on_chosen()

    def _faint(self) -> QBrush:
        return self.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}[Qt.Key(key)]
        last = self.table.rowCount() - 1
        if last >= 0:
            self.table.setCurrentCell(min(last, max(0, self.table.currentRow() + step)), 0)

    def _on_chosen(self) -> None:
        command = self.chosen
        self.news.set_role("quiet")
        if command is None:
            self.news.setText(self.tr("Nothing is called that."))
        else:
            self.news.setText(command.why_not or self.tr("Enter does it, Esc closes."))
        self.search.setAccessibleDescription(f"{command.text}. {self.news.text()}" if command else self.news.text())
