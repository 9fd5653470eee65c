"""A new test of two systems: their folders, how many trials and raters, and what so many votes can find."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.space_presses import SpacePresses

_MOST_NAME = 40
_TRIALS, _RATERS = 20, 12
_MOST = 500


@dataclass(frozen=True, slots=True)
class WantedTest:
    """What the form says: two systems by name and folder, and how many trials and raters."""

    systems: tuple[tuple[str, Path], ...]
    trials: int
    raters: int
    title: str


class MakeScreen(QWidget):
    """Says which test is wanted; it is made elsewhere."""

    make_wanted = Signal(object)
    """``WantedTest``."""
    numbers_changed = Signal(int, int)
    """Trials and raters, for what they can find."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start_folder = ""
        self.names = [self._edit(words) for words in (self.tr("one name, such as plain"), self.tr("another"))]
        self.folders: list[Path | None] = [None, None]
        self.shown = [ElidedLabel(self.tr("no folder yet"), "quiet") for _ in self.names]
        self.pick = [QPushButton(self.tr("Folder…")) for _ in self.names]
        self.title = self._edit("")
        self.title.setText(self.tr("Listening test"))
        self.title.setAccessibleName(self.tr("Title"))
        self.trials, self.raters = self._number(_TRIALS, _MOST), self._number(_RATERS, _MOST)
        self.trials.setAccessibleName(self.tr("Trials for each rater"))
        self.raters.setAccessibleName(self.tr("Raters"))
        self.power = PlainLabel(role="quiet")
        self.power.setWordWrap(True)
        self.make = QPushButton(self.tr("Make the test…"))
        self.make.setProperty("primary", True)
        self.back = QPushButton(self.tr("Back"))
        self._lay_out()
        self._connect()
        self._space = SpacePresses(self)

    def _edit(self, example: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setMaxLength(_MOST_NAME)
        edit.setPlaceholderText(example)
        edit.setAccessibleName(self.tr("Name of a system"))
        return edit

    def _number(self, value: int, most: int) -> QLineEdit:
        edit = self._edit("")
        edit.setValidator(QIntValidator(1, most, edit))
        edit.setText(str(value))
        return edit

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(tokens.FORM_WIDTH + 80)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.PADDING)
        grid.setVerticalSpacing(2 * tokens.GRID)
        grid.setColumnStretch(2, 1)
        for place, words in enumerate((self.tr("First system"), self.tr("Second system"))):
            grid.addWidget(PlainLabel(words), place, 0)
            grid.addWidget(self.names[place], place, 1)
            grid.addWidget(self.shown[place], place, 2)
            grid.addWidget(self.pick[place], place, 3)
        for place, (words, widget) in enumerate(
            ((self.tr("Trials each"), self.trials), (self.tr("Raters"), self.raters), (self.tr("Title"), self.title)), 2
        ):
            grid.addWidget(PlainLabel(words), place, 0)
            grid.addWidget(widget, place, 1)
        feet = QHBoxLayout()
        feet.addWidget(self.back)
        feet.addStretch(1)
        feet.addWidget(self.make)
        rules = PlainLabel(
            self.tr(
                "A folder holds takes or songs; pieces of the same name are compared, made equally loud and long, and "
                "named so that nothing tells them apart. Neither the title nor the test's folder may name a system."
            ),
            "quiet",
        )
        rules.setWordWrap(True)
        column = QVBoxLayout(card)
        column.setContentsMargins(*(2 * tokens.PADDING,) * 4)
        column.setSpacing(tokens.PADDING)
        column.addWidget(PlainLabel(self.tr("A new test"), "big"))
        column.addWidget(rules)
        column.addLayout(grid)
        column.addWidget(self.power)
        column.addLayout(feet)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def _connect(self) -> None:
        for place, button in enumerate(self.pick):
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, place=place: self._choose(place))
        for edit in (*self.names, self.title):
            edit.textChanged.connect(self._enable)
        for edit in (self.trials, self.raters):
            edit.textChanged.connect(lambda _text: self.tell_numbers())
        for button in (self.make, self.back):
            button.setAutoDefault(True)
        self.make.clicked.connect(lambda: self.make_wanted.emit(self.wanted))
        self.back.clicked.connect(self.left)
        self._enable()

    def tell_numbers(self) -> None:
        """Ask what the numbers can find, once there are any."""
        self._enable()
        if self._are_numbers:
            self.numbers_changed.emit(self.wanted.trials, self.wanted.raters)

    @property
    def _are_numbers(self) -> bool:
        return self.trials.hasAcceptableInput() and self.raters.hasAcceptableInput()

    def _choose(self, place: int) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Takes or songs of this system"), self.start_folder)
        if folder:
            self.set_folder(place, Path(folder))

    def set_folder(self, place: int, folder: Path) -> None:
        """Where a system's pieces lie; its name is the system's until another is given."""
        self.folders[place] = folder
        self.start_folder = str(folder.parent)
        self.shown[place].setText(plain(folder, 200))
        if not self.names[place].text():
            self.names[place].setText(plain(folder.name, _MOST_NAME))
        self._enable()

    @property
    def wanted(self) -> WantedTest:
        """As it is filled in."""
        systems = tuple(
            (name.text().strip(), folder)
            for name, folder in zip(self.names, self.folders, strict=True)
            if folder is not None
        )
        return WantedTest(
            systems, int(self.trials.text() or 0), int(self.raters.text() or 0), self.title.text().strip()
        )

    def clear(self) -> None:
        """Forget the systems: whoever listens next must not find them here."""
        self.folders = [None, None]
        for name, shown in zip(self.names, self.shown, strict=True):
            name.clear()
            shown.setText(self.tr("no folder yet"))
            shown.setToolTip("")  # it holds the folder's whole name until the label is drawn again
        self._enable()

    def set_busy(self, *, is_busy: bool) -> None:
        """While a test is made."""
        self.make.setText(self.tr("Making all alike…") if is_busy else self.tr("Make the test…"))
        self._enable(is_busy=is_busy)

    def _enable(self, _text: str = "", *, is_busy: bool = False) -> None:
        names = {name for name, _folder in self.wanted.systems if name}
        is_whole = len(names) == len(self.names) and self._are_numbers and bool(self.title.text().strip())
        self.make.setEnabled(is_whole and not is_busy)

    def take_focus(self) -> None:
        self.pick[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
