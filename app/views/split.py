"""The Split page: songs on the left, what is wanted of them on the right. It joins them; what they do is elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app import theme as tokens
from app.pages import Screen, Services
from app.splitting import Splitting
from app.splitting_presets import BEST, FAST, STANDARD, options_of
from app.theme import Theme
from app.views.split_form import SplitForm
from app.views.split_table import SplitDelegate, SplitModel, split_table
from app.widgets.drop_zone import dropped_paths
from app.widgets.empty_state import EmptyState
from app.widgets.space_presses import SpacePresses
from engine.core.errors import EngineError

_TYPES = "*.wav *.aif *.aiff *.flac *.mp3 *.m4a *.ogg *.opus"


class SplitPage(Screen):
    """Everything of the Split page.

    Args:
        services: What it may use of the window.
        theme: Its dress.
    """

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._is_looking = False
        self.splitting = Splitting(services, self)
        self.model = SplitModel(self.splitting, self)
        self.delegate = SplitDelegate(theme, self)
        words = self.tr("Cancel, retry, show or remove")
        self.table = split_table(self.tr("Songs to split"), words, self.model, self.delegate)
        self.form = SplitForm(self.splitting.wishes)
        self.add_files = QPushButton(self.tr("Add songs…"))
        self.add_folder = QPushButton(self.tr("Add a folder…"))
        self.try_button = QPushButton(self.tr("Try 20 s"))
        self.try_button.setToolTip(
            self.tr("Splits the loudest 20 seconds of the chosen song, to hear the preset first.")
        )
        self.clear = QPushButton(self.tr("Clear what is done"))
        self.empty = EmptyState(
            "drop",
            self.tr("Drop songs or a folder here"),
            (
                self.tr("Each becomes stems with beat, key, chords and notes."),
                self.tr("See how long it takes before you start, or try 20 seconds first."),
            ),
            theme,
        )
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._space = SpacePresses(self)
        self._show()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(tokens.PADDING, tokens.PADDING, tokens.PADDING, 2 * tokens.GRID)
        tools.setSpacing(2 * tokens.GRID)
        tools.addWidget(self.add_files)
        tools.addWidget(self.add_folder)
        tools.addStretch(1)
        tools.addWidget(self.try_button)
        tools.addWidget(self.clear)
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(tools)
        left.addWidget(place, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.form)

    def _connect(self) -> None:
        splitting, form = self.splitting, self.form
        splitting.rows_changed.connect(self._show)
        splitting.row_changed.connect(lambda _place: self._show())
        splitting.looking_changed.connect(self._on_looking)
        self.delegate.pressed.connect(splitting.press)
        self.table.selectionModel().selectionChanged.connect(lambda *_ranges: self._show())
        self.add_files.clicked.connect(self._choose_files)
        self.add_folder.clicked.connect(self._choose_folder)
        self.try_button.clicked.connect(self._try)
        self.clear.clicked.connect(splitting.clear_done)
        form.changed.connect(self._on_wishes)
        form.start_wanted.connect(splitting.start)
        form.export_wanted.connect(lambda: splitting.export(self._exported))
        form.folder_wanted.connect(self._choose_target)

    # songs

    def _choose_files(self) -> None:
        state = self._services.state
        kinds = f"{self.tr('Songs')} ({_TYPES});;{self.tr('All files')} (*)"
        paths, _kind = QFileDialog.getOpenFileNames(self, self.tr("Add songs"), state.text("open_folder"), kinds)
        if paths:
            state.set_text("open_folder", str(Path(paths[0]).parent))
            self.splitting.add([Path(path) for path in paths])

    def _choose_folder(self) -> None:
        state = self._services.state
        folder = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"), state.text("open_folder"))
        if folder:
            state.set_text("open_folder", folder)
            self.splitting.add([Path(folder)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        paths = dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            self.splitting.add(paths)

    # what is chosen

    @property
    def _chosen(self) -> list[int]:
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    @property
    def _exported(self) -> list[int]:
        """The chosen rows that are done; all that are done where none is chosen."""
        rows = self.splitting.rows
        chosen = [place for place in self._chosen if rows[place].is_done]
        return chosen or [place for place, row in enumerate(rows) if row.is_done]

    def _try(self) -> None:
        for place in self._chosen[:1]:
            self.splitting.try_row(place)

    def _on_wishes(self) -> None:
        self.splitting.set_wishes(self.form.wishes())
        self._show()

    def _choose_target(self) -> None:
        title, now = self.tr("Exports go to"), self.splitting.wishes.folder
        folder = QFileDialog.getExistingDirectory(self, title, now)
        if folder:
            self.form.set_folder(folder)
            self.splitting.set_wishes(replace(self.form.wishes(), folder=folder))

    def _on_looking(self, is_looking: bool) -> None:
        self._is_looking = is_looking
        self._show()

    # showing

    def _show(self) -> None:
        rows = self.splitting.rows
        self._stack.setCurrentIndex(0 if rows else 1)
        chosen = self._chosen
        self.try_button.setEnabled(len(chosen) == 1 and rows[chosen[0]].duration > 0.0)
        self.clear.setEnabled(any(row.is_done for row in rows))
        self.form.show_cost(self.splitting.cost(), is_looking=self._is_looking)
        self.form.show_export(len(self._exported))
        self.form.show_model(self._model_words())

    def _model_words(self) -> str:
        wishes = self.splitting.wishes
        try:
            options = options_of(wishes, self._services.settings, self._services.paths.models)
        except EngineError:
            return ""
        words = {
            FAST: self.tr("The least overlap between pieces: quick, for sketches."),
            STANDARD: self.tr("What the studio always uses."),
            BEST: self.tr("Every moment is heard twice: slower, smoother."),
        }
        return f"{words[wishes.quality]} {self.tr('Model: %s') % options.model}"

    def take_focus(self) -> None:
        place = self.table if self.splitting.rows else self.add_files
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        self.delegate.theme = theme
        self.empty.set_theme(theme)
        self.table.viewport().update()
