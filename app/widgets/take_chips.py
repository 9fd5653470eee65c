"""Chips: one wish each, chosen from a menu. What stands in one wins over the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from app import theme as tokens
from app.widgets.plain_text import plain


@dataclass(frozen=True, slots=True)
class ChipChoice:
    """One line of a chip's menu: ``value`` is what it wishes; ``group`` the submenu it stands in, empty for none."""

    text: str
    value: object
    group: str = ""


class WishChip(QPushButton):
    """``Tempo  any``: pressed it offers its choices; once chosen it is lit and shows what was chosen.

    Args:
        name: Of the wish.
        choices: What can be wished; "any" comes by itself.
    """

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[ChipChoice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._said = ""
        self.choice: ChipChoice | None = None
        self.setProperty("chip", True)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.menu_of_choices = QMenu(self)
        self._group = QActionGroup(self)
        self._actions: list[tuple[QAction, ChipChoice | None]] = []
        self._fill(choices)
        self.clicked.connect(self._open)
        self._show()

    def _fill(self, choices: Sequence[ChipChoice]) -> None:
        self._add(self.menu_of_choices, self.tr("any"), None)
        self.menu_of_choices.addSeparator()
        menus: dict[str, QMenu] = {}
        for choice in choices:
            menu = self.menu_of_choices
            if choice.group:
                menu = menus.get(choice.group) or self.menu_of_choices.addMenu(choice.group)
                menus[choice.group] = menu
            self._add(menu, choice.text, choice)

    def _add(self, menu: QMenu, text: str, choice: ChipChoice | None) -> None:
        action = menu.addAction(plain(text, 60).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(choice is None)
        self._group.addAction(action)
        action.triggered.connect(lambda _checked=False, choice=choice: self.choose(choice))
        self._actions.append((action, choice))

    def _open(self) -> None:
        self._show()  # a click must not toggle it
        self.menu_of_choices.popup(self.mapToGlobal(QPoint(0, self.height() + tokens.GRID)))

    def choose(self, choice: ChipChoice | None) -> None:
        """Wish something, or None for whatever words and style say."""
        is_new = choice != self.choice
        self.choice = choice
        for action, each in self._actions:
            action.setChecked(each == choice)
        self._show()
        if is_new:
            self.changed.emit()

    def choose_value(self, value: object) -> None:
        """Choose by value; what is not offered is none."""
        self.choose(next((choice for _action, choice in self._actions if choice and choice.value == value), None))

    @property
    def value(self) -> object:
        return self.choice.value if self.choice is not None else None

    def set_said(self, text: str) -> None:
        """What the words ask for, shown while nothing is chosen here."""
        self._said = plain(text, 30)
        self._show()

    def _show(self) -> None:
        value = self.choice.text if self.choice is not None else self._said or self.tr("any")
        self.setChecked(self.choice is not None)
        self.setText(f"{self._name}: {plain(value, 30)}".replace("&", "&&"))
        if self.property("said") != bool(self._said):
            self.setProperty("said", bool(self._said))
            self.style().unpolish(self)
            self.style().polish(self)
        if self.choice is not None:
            hint = self.tr("Chosen here; it wins over your words.")
        elif self._said:
            hint = self.tr("From your words.")
        else:
            hint = self.tr("The style decides.")
        self.setToolTip(hint)
        self.setAccessibleName(f"{self._name}: {value}. {hint}")


class PickRow(QWidget):
    """A few numbers side by side, one of them chosen."""

    changed = Signal()

    def __init__(self, values: Sequence[int], chosen: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = chosen
        self.buttons: dict[int, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GRID)
        for value in values:
            button = QPushButton(str(value))
            button.setProperty("chip", True)
            button.setCheckable(True)
            button.setChecked(value == chosen)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"{name}: {value}")
            button.clicked.connect(lambda _checked=False, value=value: self.pick(value))
            row.addWidget(button, 1)
            self.buttons[value] = button

    def pick(self, value: int) -> None:
        is_new = value != self.value
        self.value = value
        for number, button in self.buttons.items():
            button.setChecked(number == value)
        if is_new:
            self.changed.emit()
