"""Steps 1 and 2 of Train: folders with their rights, and what was found in every song."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import icons
from app import theme as tokens
from app.theme import Theme
from app.training import Training
from app.training_collection import RIGHTS, CollectionView, SongRow
from app.training_state import Folder
from app.widgets.empty_state import EmptyState
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.train_parts import StepPage, button, sentence
from app.widgets.value_table import RowsModel, quiet_table

_PATH_WIDTH = 240
_CELL_FRAME = 24
_FOLDER_HEIGHT = tokens.CONTROL_HEIGHT + 4 * tokens.GRID
_MOST_FOLDERS = 5
"""As many are seen at once; the list scrolls."""


def rights_words(widget: QWidget, rights: str) -> str:
    """Rights as a producer says them."""
    words = {
        "own": widget.tr("mine"),
        "licensed": widget.tr("licensed to me for training"),
        "research": widget.tr("research only"),
        "none": widget.tr("no rights"),
    }
    return words.get(rights, widget.tr("not stated"))


def rights_box(widget: QWidget, name: str) -> QComboBox:
    """A choice of rights; nothing is chosen to begin with."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(widget.tr("which rights?"), "")
    for rights in RIGHTS:
        box.addItem(rights_words(widget, rights), rights)
    return box


class FolderRow(QFrame):
    """One folder: where, which rights, where a permission is written, how it stands."""

    def __init__(self, folder: Folder, training: Training, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.folder = folder
        material = training.material
        name = ElidedLabel(plain(folder.path, 300), "heading")
        name.setMinimumWidth(_PATH_WIDTH)
        self.rights = rights_box(self, self.tr("Rights in %s") % plain(folder.path, 120))
        self.rights.setCurrentIndex(max(0, self.rights.findData(folder.rights)))
        self.proof = QLineEdit(folder.proof)
        self.proof.setMaxLength(300)
        self.proof.setPlaceholderText(self.tr("where it is written: contract, page"))
        self.proof.setAccessibleName(self.tr("Where the permission is written down"))
        self.proof.setVisible(folder.rights == "licensed")
        self.state = PlainLabel(self.tr("imported") if folder.is_imported else "", "good")
        remove = QToolButton()
        remove.setAccessibleName(self.tr("Take %s off the list") % plain(folder.path, 120))
        remove.setIcon(icons.icon("close", theme.quiet))
        remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, tokens.GRID, tokens.GRID, tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(name, 2)
        row.addWidget(self.proof, 1)
        row.addWidget(self.state)
        row.addWidget(self.rights)
        row.addWidget(remove)
        self.rights.activated.connect(
            lambda _index: material.set_folder(folder.path, rights=str(self.rights.currentData()))
        )
        self.proof.editingFinished.connect(lambda: material.set_folder(folder.path, proof=self.proof.text()))
        remove.clicked.connect(lambda: material.remove_folder(folder.path))


class SongsStep(StepPage):
    """Folders are added or dropped, rights stated, songs imported."""

    def __init__(self, training: Training, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Songs and rights"),
            self.tr(
                "Add folders of songs and say for each which rights you have. Nothing without rights is trained on; "
                "what is said is kept with your name and the date. Nothing leaves this machine."
            ),
            parent,
        )
        self.training, self.theme = training, theme
        self._shown: tuple[Folder, ...] | None = None
        self.rows: list[FolderRow] = []
        self.empty = EmptyState(
            "drop",
            self.tr("Drop a folder of songs here"),
            (
                self.tr("WAV, FLAC, MP3 and others, also in folders inside it. You say which rights you have in them."),
                self.tr("A hundred songs of your own are a beginning; the files stay where they are."),
            ),
            theme,
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.GRID)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addStretch(1)
        self._area = area = QScrollArea()
        area.setAccessibleName(self.tr("Folders and their rights"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.songs = SongsTable(
            self.tr("Rights of every song"),
            (self.tr("Title"), self.tr("Artist"), self.tr("Rights"), self.tr("In or why not")),
        )
        self.songs.texts = lambda row: (
            row.title,
            row.artist,
            rights_words(self, row.rights) if row.rights else "–",
            why_words(self, row),
        )
        self.song_rights = rights_box(self, self.tr("Rights of the chosen song"))
        self.state = button(self.tr("State for this song"), self._state_song)
        self._lay_out(area)
        self.add = button(self.tr("Add a folder…"), self._choose)
        self.start = button(self.tr("Import and analyse"), training.material.import_all, is_primary=True)
        self.feet.addWidget(self.add)
        self.feet.addWidget(self.start)
        training.material.collection_read.connect(self._on_collection)
        self.song_rights.activated.connect(lambda _index: self.refresh())
        self.songs.table.selectionModel().selectionChanged.connect(lambda *_: self.refresh())

    def _lay_out(self, area: QScrollArea) -> None:
        line = QHBoxLayout()
        line.addWidget(
            sentence(self.tr("A song may have other rights than its folder: choose it, then say which."), "quiet"), 1
        )
        line.addWidget(self.song_rights)
        line.addWidget(self.state)
        self.filled = QWidget()
        column = QVBoxLayout(self.filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * tokens.GRID)
        column.addWidget(area)
        column.addWidget(PlainLabel(self.tr("Checklist, song by song"), "heading"))
        column.addWidget(self.songs, 1)
        column.addLayout(line)
        self.content.addWidget(self.empty, 1)
        self.content.addWidget(self.filled, 1)

    def _on_collection(self, view: CollectionView) -> None:
        self.songs.show_rows(view.songs)
        self.refresh()

    def _state_song(self) -> None:
        row, rights = self.songs.chosen, self.song_rights.currentData()
        if row is not None and rights:
            self.training.material.state_song(row.path, str(rights))

    def _choose(self) -> None:
        services = self.training.desk.services
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("A folder of songs"), services.state.text("open_folder")
        )
        if folder:
            self.training.material.add_folders([Path(folder)])

    def refresh(self) -> None:
        """As the folders stand."""
        folders = self.training.desk.remembered.folders
        if folders != self._shown:
            self._shown = folders
            for row in self.rows:
                row.hide()
                row.deleteLater()
            self.rows = [FolderRow(folder, self.training, self.theme) for folder in folders]
            for row in self.rows:
                self._list.addWidget(row)
        has_any = bool(folders or self.training.material.collection.songs)
        self.empty.setVisible(not has_any)
        self.filled.setVisible(has_any)
        self._area.setFixedHeight(min(len(folders), _MOST_FOLDERS) * _FOLDER_HEIGHT)
        why = self.training.material.why_no_import
        self.why.setText(why)
        self.start.setEnabled(not why)
        self.state.setEnabled(self.songs.chosen is not None and bool(self.song_rights.currentData()))

    def set_theme(self, theme: Theme) -> None:
        self.theme, self._shown = theme, None
        self.empty.set_theme(theme)
        self.refresh()


def why_words(widget: QWidget, row: SongRow) -> str:
    """In, or every reason why not."""
    return widget.tr("in") if row.is_in else "; ".join(row.reasons)


class SongsTable(QWidget):
    """Rows of songs; a click on a heading sorts, again the other way round."""

    def __init__(self, name: str, headers: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: Callable[[SongRow], tuple[str, ...]] = lambda row: (row.title,)
        self._rows: tuple[SongRow, ...] = ()
        self._column, self._is_down = -1, False
        self.model = RowsModel(headers, self)
        self.table = quiet_table(name)
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setColumnWidth(0, 220)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().sectionClicked.connect(self.sort)
        self.table.setMinimumHeight(3 * tokens.CONTROL_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def fit(self, column: int, widest: str) -> None:
        """Make a column as wide as its heading and a text."""
        heading = str(self.model.headerData(column, Qt.Orientation.Horizontal))
        width = max(self.fontMetrics().horizontalAdvance(text) for text in (heading, widest))
        self.table.setColumnWidth(column, width + _CELL_FRAME)

    def show_rows(self, rows: tuple[SongRow, ...]) -> None:
        self._rows = rows
        self._fill()

    def sort(self, column: int) -> None:
        self._is_down = column == self._column and not self._is_down
        self._column = column
        self._fill()

    def _fill(self) -> None:
        rows = list(self._rows)
        if self._column >= 0:
            rows.sort(key=lambda row: _sortable(self.texts(row)[self._column]), reverse=self._is_down)
        self.model.set_rows(rows, self.texts)

    @property
    def chosen(self) -> SongRow | None:
        index: QModelIndex = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None


def _sortable(text: str) -> tuple[int, float, str]:
    try:
        return 0, float(text.replace(":", ".")), ""
    except ValueError:
        return (1, 0.0, text.casefold()) if text else (2, 0.0, "")
