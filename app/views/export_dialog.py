"""What leaves of the song in front: presets, stems, format and folder in one small window that remembers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.splitting_presets import SplitWishes, export_presets
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.stem_names import stem_name
from engine.core.stems import Stem

_FORMATS = ("wav", "flac", "mp3")
_WIDTH = 460


class ExportDialog(QDialog):
    """Asks once; the next time it stands as it was left.

    Args:
        title: The song's.
        present: Its stems.
        wishes: As they were left.
        export: Takes the wishes when the user presses the button.
    """

    def __init__(
        self,
        title: str,
        present: tuple[Stem, ...],
        wishes: SplitWishes,
        export: Callable[[SplitWishes], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export “%s”") % plain(title, 60))
        self.setMinimumWidth(_WIDTH)
        self._wishes, self._export = wishes, export
        self.presets = {preset.id: QCheckBox(preset.text) for preset in export_presets()}
        self.stems = {stem: QCheckBox(stem_name(stem)) for stem in present}
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format of a stem pack"))
        self.format.setMinimumWidth(88)
        for name in _FORMATS:
            self.format.addItem(name.upper(), name)
        self.folder = ElidedLabel(plain(wishes.folder, 300), "quiet")
        self.choose = QPushButton(self.tr("Change…"))
        self.choose.setAccessibleName(self.tr("Change the folder for exports"))
        self.start = QPushButton(self.tr("Export"))
        self.start.setProperty("primary", True)
        self.leave = QPushButton(self.tr("Cancel"))
        self._show_wishes()
        self._lay_out()
        self._connect()
        self._look()

    def _show_wishes(self) -> None:
        for name, box in self.presets.items():
            box.setChecked(name in self._wishes.exports)
        for stem, box in self.stems.items():
            box.setChecked(stem in self._wishes.written)
        known = self._wishes.audio_format
        self.format.setCurrentIndex(_FORMATS.index(known) if known in _FORMATS else 0)
        if Stem.LOG_DRUM not in self.stems:
            self.presets["one-shots"].setChecked(False)
            self.presets["one-shots"].setEnabled(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(2 * tokens.PADDING,) * 4)
        column.setSpacing(2 * tokens.GRID)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * tokens.GRID)
        for row, preset in enumerate(export_presets()):
            grid.addWidget(self.presets[preset.id], row, 0)
            grid.addWidget(PlainLabel(preset.help, "quiet"), row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addSpacing(2 * tokens.GRID)
        column.addWidget(PlainLabel(self.tr("Stems"), "heading"))
        stems = QHBoxLayout()
        for box in self.stems.values():
            stems.addWidget(box)
        stems.addStretch(1)
        column.addLayout(stems)
        pack = QHBoxLayout()
        pack.addWidget(PlainLabel(self.tr("Stem pack as"), "quiet"))
        pack.addWidget(self.format)
        pack.addStretch(1)
        column.addLayout(pack)
        where = QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(self.choose)
        column.addLayout(where)
        column.addSpacing(2 * tokens.GRID)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.start)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for box in (*self.presets.values(), *self.stems.values()):
            box.toggled.connect(self._look)
        self.choose.clicked.connect(self._choose)
        self.leave.clicked.connect(self.reject)
        self.start.clicked.connect(self._on_start)
        self.start.setDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _look(self) -> None:
        has_preset = any(box.isChecked() for box in self.presets.values())
        has_stem = any(box.isChecked() for box in self.stems.values())
        self.start.setEnabled(has_preset and has_stem and bool(self._wishes.folder))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Exports go to"), self._wishes.folder)
        if folder:
            self._wishes = replace(self._wishes, folder=folder)
            self.folder.setText(plain(folder, 300))
            self._look()

    def wishes(self) -> SplitWishes:
        """As the controls say. A song without a log drum leaves the wish for one as it was."""
        absent = tuple(stem for stem in self._wishes.written if stem not in self.stems)
        return replace(
            self._wishes,
            exports=tuple(name for name, box in self.presets.items() if box.isChecked()),
            written=tuple(stem for stem, box in self.stems.items() if box.isChecked()) + absent,
            num_stems=5 if Stem.LOG_DRUM in self.stems else 4,
            audio_format=str(self.format.currentData()),
        )

    def _on_start(self) -> None:
        self._export(self.wishes())
        self.accept()
