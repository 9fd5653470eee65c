"""Two dialogs about keys: the table in which they are changed, and the sheet that lists them all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.actions import Actions
from app.shortcuts import Shortcuts, by_heading, native
from app.widgets.plain_text import PlainLabel

_NAME = Qt.ItemDataRole.UserRole
_SHEET_COLUMNS = 3


class ShortcutsDialog(QDialog):
    """Every action with its keys. A row is chosen, keys are pressed, a sentence says what came of it.

    Args:
        acts: The window's actions.
        shortcuts: Their keys.
    """

    def __init__(self, acts: Actions, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts, self._shortcuts = acts, shortcuts
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(tokens.SHORTCUTS_WIDTH, tokens.SHORTCUTS_HEIGHT)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find an action or a key"))
        self.search.setAccessibleName(self.tr("Find an action or a key"))
        self.search.textChanged.connect(self._filter)
        self.table = self._made_table()
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(self.tr("New keys for the chosen action"))
        self.edit.keySequenceChanged.connect(lambda _keys: self._on_pressed())
        self.news = PlainLabel(role="quiet")
        self.news.setWordWrap(True)
        self.give = self._button(self.tr("Use these keys"), self._give)
        self.take = self._button(self.tr("Take them from there"), self._take)
        self.none = self._button(self.tr("No keys"), self._clear)
        self.reset = self._button(self.tr("Reset this one"), self._reset)
        self.reset_all = self._button(self.tr("Reset all"), self._reset_all)
        self.leave = self._button(self.tr("Close"), self.accept)
        self._lay_out()
        self._fill()
        self.table.selectRow(0)
        self.search.setFocus()

    @property
    def chosen(self) -> str:
        """The action of the current row; empty for none."""
        item = self.table.item(self.table.currentRow(), 0)
        return str(item.data(_NAME)) if item is not None else ""

    def choose(self, name: str) -> None:
        """Make an action's row the current one."""
        for row in range(self.table.rowCount()):
            if self._item(row, 0).data(_NAME) == name:
                self.table.setCurrentCell(row, 0)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Keys"), self.tr("Under")])
        table.setAccessibleName(self.tr("Actions and their keys"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setColumnWidth(1, tokens.SHORTCUTS_KEYS_WIDTH)
        table.currentCellChanged.connect(lambda *_cells: self._on_chosen())
        table.cellActivated.connect(lambda _row, _column: self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason))
        return table

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PADDING, tokens.PADDING, tokens.PADDING, tokens.PADDING)
        column.setSpacing(2 * tokens.GRID)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        pressed = QHBoxLayout()
        pressed.addWidget(self.edit, 1)
        for button in (self.give, self.take, self.none, self.reset):
            pressed.addWidget(button)
        column.addLayout(pressed)
        last = QHBoxLayout()
        last.addWidget(self.news, 1)
        last.addWidget(self.reset_all)
        last.addWidget(self.leave)
        column.addLayout(last)

    def _fill(self) -> None:
        chosen = self.chosen
        self.table.setRowCount(0)
        for name, spec in self._acts.specs.items():
            row = self.table.rowCount()
            self.table.insertRow(row)
            keys = self._shortcuts.shown(name)
            for place, words in enumerate((spec.text, keys, spec.menu)):
                item = QTableWidgetItem(words)
                item.setData(_NAME, name)
                self.table.setItem(row, place, item)
            if not self._shortcuts.is_default(name):
                changed = self._item(row, 1).font()
                changed.setBold(True)
                self._item(row, 1).setFont(changed)
        self._filter(self.search.text())
        self.choose(chosen)

    def _filter(self, wanted: str) -> None:
        words = wanted.casefold().split()
        for row in range(self.table.rowCount()):
            text = " ".join(self._item(row, place).text() for place in range(3)).casefold()
            self.table.setRowHidden(row, not all(word in text for word in words))

    def _item(self, row: int, place: int) -> QTableWidgetItem:
        item = self.table.item(row, place)
        assert item is not None  # every cell of a row is filled
        return item

    def _empty(self) -> None:
        """No new keys; Qt puts its own English word back into the field each time."""
        self.edit.clear()
        for field in self.edit.findChildren(QLineEdit):
            field.setPlaceholderText(self.tr("Press the new keys here"))
            field.setAccessibleName(self.edit.accessibleName())

    def _on_chosen(self) -> None:
        self._empty()
        name = self.chosen
        if not name:
            return
        self._tell(self.tr("Press new keys for “%s” in the field below the table.") % self._acts.specs[name].text)
        self._on_pressed()

    @property
    def _pressed(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _on_pressed(self) -> None:
        name, keys = self.chosen, self._pressed
        trouble = self._shortcuts.trouble(name, keys) if keys and name else ""
        is_taken = bool(trouble) and self._shortcuts.holder(keys, besides=name) is not None
        self.give.setEnabled(bool(keys and name) and not trouble)
        self.take.setEnabled(is_taken)
        if trouble:
            self._tell(trouble, is_bad=True)
        elif keys and name:
            self._tell(
                self.tr("“%(keys)s” is free for “%(action)s”.")
                % {"keys": native(keys), "action": self._acts.specs[name].text}
            )

    def _give(self) -> None:
        if self._shortcuts.give(self.chosen, self._pressed):
            self._changed(self.tr("Done. It works at once."))

    def _take(self) -> None:
        self._shortcuts.take_over(self.chosen, self._pressed)
        self._changed(self.tr("Done. The other action has lost these keys."))

    def _clear(self) -> None:
        self._shortcuts.clear(self.chosen)
        self._changed(self.tr("This action has no keys now; the command palette still finds it."))

    def _reset(self) -> None:
        trouble = self._shortcuts.reset(self.chosen)
        self._changed(trouble or self.tr("Back to the keys it came with."), is_bad=bool(trouble))

    def _reset_all(self) -> None:
        self._shortcuts.reset_all()
        self._changed(self.tr("All keys are as they came."))

    def _changed(self, sentence: str, *, is_bad: bool = False) -> None:
        self._fill()
        self._empty()
        self._tell(sentence, is_bad=is_bad)

    def _tell(self, sentence: str, *, is_bad: bool = False) -> None:
        self.news.set_role("bad" if is_bad else "quiet")
        self.news.setText(sentence)
        self.edit.setAccessibleDescription(sentence)


class ShortcutSheet(QDialog):
    """All actions with their keys by heading, to be read and left again."""

    def __init__(self, acts: Actions, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All keys"))
        self.lines: list[tuple[str, str]] = []
        columns = QHBoxLayout()
        columns.setSpacing(3 * tokens.PADDING)
        places = [QVBoxLayout() for _ in range(_SHEET_COLUMNS)]
        lengths = [0] * _SHEET_COLUMNS
        sections = {
            heading: [name for name in names if shortcuts.keys(name)]
            for heading, names in by_heading(acts.specs).items()
        }
        for heading, with_keys in sorted(sections.items(), key=lambda section: -len(section[1])):
            if not with_keys:
                continue
            shortest = lengths.index(min(lengths))
            lengths[shortest] += len(with_keys) + 2
            places[shortest].addLayout(self._section(heading, with_keys, acts, shortcuts))
        for place in places:
            place.addStretch(1)
            columns.addLayout(place, 1)
        body = QWidget()
        body.setLayout(columns)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(body)
        self.area.setAccessibleName(self.tr("All keys"))
        self.area.setAccessibleDescription("; ".join(f"{words}: {keys}" for words, keys in self.lines))
        change = QPushButton(self.tr("Change keys…"))
        change.setAutoDefault(False)
        change.clicked.connect(self.accept)
        change.clicked.connect(acts["shortcuts"].trigger)
        done = QPushButton(self.tr("Close"))
        done.setDefault(True)
        done.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(change)
        row.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PADDING, tokens.PADDING, tokens.PADDING, tokens.PADDING)
        column.addWidget(self.area, 1)
        column.addLayout(row)
        self.resize(tokens.SHEET_WIDTH, tokens.SHEET_HEIGHT)

    def _section(self, heading: str, names: list[str], acts: Actions, shortcuts: Shortcuts) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, tokens.PADDING)
        grid.setVerticalSpacing(tokens.GRID)
        grid.setColumnStretch(0, 1)
        grid.addWidget(PlainLabel(heading, "heading"), 0, 0, 1, 2)
        for row, name in enumerate(names, 1):
            words, keys = acts.specs[name].text.removesuffix("…"), shortcuts.shown(name)
            self.lines.append((words, keys))
            label = PlainLabel(words)
            label.setWordWrap(True)  # other languages are longer
            grid.addWidget(label, row, 0)
            grid.addWidget(PlainLabel(keys, "quiet"), row, 1, Qt.AlignmentFlag.AlignRight)
        return grid
