"""The library's questions: whose music it is, which folders are watched, which copies are kept, whether to go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.tracks_model import rights_text
from app.widgets.plain_text import PlainLabel, plain
from engine.core.track import Rights

_LICENCES = ("own", "licensed", "research", "CC0-1.0", "CC-BY-4.0", "unknown")
_WIDTH, _HEIGHT = 620, 420


def ask(parent: QWidget, question: str, meaning: str, button: str, then: Callable[[], None]) -> QMessageBox:
    """Ask before something is done that cannot be taken back; Escape does nothing."""
    box = QMessageBox(parent)
    box.setWindowTitle(button)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(plain(question))
    box.setInformativeText(plain(meaning))
    do = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    do.clicked.connect(then)
    box.open()
    return box


class _Dialog(QDialog):
    """A title, an explanation, something to do, buttons below."""

    def __init__(self, parent: QWidget, title: str, words: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(tokens.PADDING)
        label = PlainLabel(words)
        label.setWordWrap(True)
        self.column.addWidget(label)
        self.buttons = QDialogButtonBox()
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self.accept)


class RightsDialog(_Dialog):
    """States whose music it is; ``then`` is called with what was stated."""

    def __init__(self, parent: QWidget, number: int, then: Callable[[Rights], None]) -> None:
        words = self.tr("Whose music is this? It stays with the songs and with everything that is made of them.")
        super().__init__(parent, self.tr("Rights of %d songs") % number, words)
        self._then = then
        self.licence = QComboBox()
        self.licence.setAccessibleName(self.tr("Rights"))
        for licence in _LICENCES:
            self.licence.addItem(rights_text(licence), licence)
        self.may_train = QCheckBox(self.tr("Models may learn from it"))
        self.proof = QLineEdit()
        self.proof.setMaxLength(500)
        self.proof.setPlaceholderText(self.tr("Where the permission is written down, such as a contract or a link"))
        self.proof.setAccessibleName(self.tr("Where the permission is written down"))
        self.state = self.buttons.addButton(self.tr("State"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        for widget in (self.licence, self.may_train, self.proof, self.buttons):
            self.column.addWidget(widget)
        self.setMinimumWidth(_WIDTH // 4 * 3)

    def accept(self) -> None:
        """Tell what was stated, then close."""
        licence, may_train = self.licence.currentData(), self.may_train.isChecked()
        self._then(Rights(licence, may_train, plain(self.proof.text().strip())))
        super().accept()


class WatchDialog(_Dialog):
    """The folders that are watched; ``then`` is called with them after each change."""

    def __init__(self, parent: QWidget, folders: Sequence[str], then: Callable[[tuple[str, ...]], None]) -> None:
        words = self.tr(
            "Songs that appear in these folders come into the library by themselves: "
            "at the start of the studio, and while it runs. The files stay where they are."
        )
        super().__init__(parent, self.tr("Watched folders"), words)
        self._then = then
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Watched folders"))
        self.list.setSpacing(tokens.GRID // 2)
        for folder in folders:
            self._show(folder)
        add, self.remove = QPushButton(self.tr("Watch a folder…")), QPushButton(self.tr("Stop watching"))
        add.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        row.addWidget(self.buttons)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(row)
        self.resize(_WIDTH, _HEIGHT * 3 // 4)
        self._tell_nothing = False

    @property
    def folders(self) -> tuple[str, ...]:
        return tuple(self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count()))

    def add(self, folder: str) -> None:
        """Watch one more."""
        if folder and folder not in self.folders:
            self._show(folder)
            self._then(self.folders)

    def _show(self, folder: str) -> None:
        item = QListWidgetItem(plain(folder))
        item.setData(Qt.ItemDataRole.UserRole, folder)
        self.list.addItem(item)

    def _choose(self) -> None:
        self.add(QFileDialog.getExistingDirectory(self, self.tr("Watch a folder")))

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            self._then(self.folders)


class CopiesDialog(_Dialog):
    """Recordings that lie in more than one file. Unticked files leave the library; ``then`` is called with these.

    Args:
        copies: Title of each recording and its files, first found first.
    """

    def __init__(
        self,
        parent: QWidget,
        copies: Mapping[str, Sequence[tuple[str, str]]],
        then: Callable[[tuple[str, ...]], None],
    ) -> None:
        words = (
            self.tr(
                "These files hold the very same recording, sample by sample. Untick those that the library "
                "should forget; no file is deleted, and one file of each recording always stays."
            )
            if copies
            else self.tr("There are none: every recording of the library lies in one file only.")
        )
        super().__init__(parent, self.tr("Copies"), words)
        self._then = then
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Files of recordings with copies"))
        self.list.setSpacing(tokens.GRID // 2)
        self._groups: dict[str, list[QListWidgetItem]] = {}
        for title, places in copies.items():
            self._add_group(title, places)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.setVisible(bool(copies))
        if copies:
            self.forget = self.buttons.addButton(self.tr("Forget what is unticked"), self.buttons.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.buttons)
        self.resize(_WIDTH, _HEIGHT if copies else _HEIGHT // 3)

    def _add_group(self, title: str, places: Sequence[tuple[str, str]]) -> None:
        head = QListWidgetItem(plain(title, 120))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFont(tokens.font(weight=QFont.Weight.DemiBold))
        self.list.addItem(head)
        self._groups[title] = []
        for path, display in places:
            item = QListWidgetItem(plain(display))
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
            self._groups[title].append(item)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        """The last tick of a recording comes back: what is to be removed whole, is removed from the list of songs."""
        for group in self._groups.values():
            if item in group and all(each.checkState() == Qt.CheckState.Unchecked for each in group):
                item.setCheckState(Qt.CheckState.Checked)

    @property
    def unticked(self) -> tuple[str, ...]:
        items = (item for group in self._groups.values() for item in group)
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Unchecked
        )

    def accept(self) -> None:
        """Tell which files are to be forgotten, then close."""
        if self.unticked:
            self._then(self.unticked)
        super().accept()
