"""The right side of the Split page: how good, which stems, what leaves when a song is done, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.jobs_model import clock_text
from app.splitting import Cost
from app.splitting_presets import QUALITIES, SplitWishes, export_presets, quality_texts
from app.widgets.plain_text import ElidedLabel, PlainLabel, escaped, plain
from app.widgets.stem_names import stem_name
from engine.core.stems import Stem

T = TypeVar("T")
_COUNTS = (5, 4)
_FORMATS = ("wav", "flac", "mp3")


class SplitForm(QFrame):
    """Says what is wanted; knows nothing of how it is done."""

    changed = Signal()
    start_wanted = Signal()
    export_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, wishes: SplitWishes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("splitForm")
        self.setFixedWidth(tokens.MAKE_FORM_WIDTH - 60)
        self._wishes = wishes
        self.qualities = _chips(QUALITIES, [quality_texts()[each] for each in QUALITIES])
        self.counts = _chips(_COUNTS, [self.tr("5 stems"), self.tr("4 stems")])
        self.stems = {stem: QCheckBox(stem_name(stem)) for stem in Stem}
        self.exports = {preset.id: QCheckBox(preset.text) for preset in export_presets()}
        for preset in export_presets():
            self.exports[preset.id].setToolTip(escaped(preset.help))
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format of a stem pack"))
        self.format.setMinimumWidth(88)
        for name in _FORMATS:
            self.format.addItem(name.upper(), name)
        self.folder = ElidedLabel(role="quiet")
        self.choose = QPushButton(self.tr("Change…"))
        self.choose.setAccessibleName(self.tr("Change the folder for exports"))
        self.export = QPushButton(self.tr("Export now"))
        self.estimate = PlainLabel(role="quiet")
        self.estimate.setWordWrap(True)
        self.start = QPushButton()
        self.start.setProperty("primary", True)
        self._show_wishes()
        self._lay_out()
        self._connect()

    def _show_wishes(self) -> None:
        wishes = self._wishes
        self.qualities[wishes.quality].setChecked(True)
        self.counts[wishes.num_stems].setChecked(True)
        for stem, box in self.stems.items():
            box.setChecked(stem in wishes.written)
        for preset, box in self.exports.items():
            box.setChecked(preset in wishes.exports)
        self.format.setCurrentIndex(_FORMATS.index(wishes.audio_format) if wishes.audio_format in _FORMATS else 0)
        self.set_folder(wishes.folder)
        self._show_stems()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.PADDING,) * 4)
        column.setSpacing(2 * tokens.GRID)
        column.addWidget(PlainLabel(self.tr("How good"), "heading"))
        column.addLayout(_row(self, self.qualities.values()))
        self.quality_help = PlainLabel(role="quiet")
        self.quality_help.setWordWrap(True)
        column.addWidget(self.quality_help)
        column.addSpacing(tokens.GRID)
        column.addWidget(PlainLabel(self.tr("What you get"), "heading"))
        column.addLayout(_row(self, self.counts.values()))
        column.addWidget(PlainLabel(self.tr("Of these, exports write:"), "quiet"))
        column.addLayout(_grid(list(self.stems.values())))
        column.addSpacing(tokens.GRID)
        column.addWidget(PlainLabel(self.tr("When a song is done, write"), "heading"))
        column.addLayout(_grid(list(self.exports.values())))
        format_row = QHBoxLayout()
        format_row.addWidget(PlainLabel(self.tr("Stem pack as"), "quiet"))
        format_row.addWidget(self.format)
        format_row.addStretch(1)
        column.addLayout(format_row)
        folder_row = QHBoxLayout()
        folder_row.addWidget(self.folder, 1)
        folder_row.addWidget(self.choose)
        column.addLayout(folder_row)
        column.addWidget(self.export)
        column.addStretch(1)
        column.addWidget(self.estimate)
        column.addWidget(self.start)

    def _connect(self) -> None:
        for button in (*self.qualities.values(), *self.counts.values()):
            button.clicked.connect(self._on_change)
        for box in (*self.stems.values(), *self.exports.values()):
            box.clicked.connect(self._on_change)
        self.format.activated.connect(self._on_change)
        self.choose.clicked.connect(self.folder_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.start.clicked.connect(self.start_wanted)

    def _on_change(self) -> None:
        self._show_stems()
        self.changed.emit()

    def _show_stems(self) -> None:
        """Four stems have no log drum to write; one stem at least is written."""
        has_log_drum = self.counts[5].isChecked()
        self.stems[Stem.LOG_DRUM].setEnabled(has_log_drum)
        self.exports["one-shots"].setEnabled(has_log_drum)
        chosen = [stem for stem, box in self.stems.items() if box.isChecked() and box.isEnabled()]
        if not chosen:
            self.stems[Stem.DRUMS].setChecked(True)

    def wishes(self) -> SplitWishes:
        """As the controls say."""
        return replace(
            self._wishes,
            quality=next(name for name, button in self.qualities.items() if button.isChecked()),
            num_stems=next(count for count, button in self.counts.items() if button.isChecked()),
            written=tuple(stem for stem, box in self.stems.items() if box.isChecked()),
            exports=tuple(name for name, box in self.exports.items() if box.isChecked() and box.isEnabled()),
            audio_format=str(self.format.currentData()),
        )

    def set_folder(self, folder: str) -> None:
        """Where exports go."""
        self._wishes = replace(self._wishes, folder=folder)
        self.folder.setText(plain(folder, 300) if folder else self.tr("no folder chosen"))
        self.folder.setAccessibleName(self.tr("Exports go to %s") % plain(folder, 300))

    def show_model(self, words: str) -> None:
        """What the preset is, in a line."""
        self.quality_help.setText(words)

    def show_cost(self, cost: Cost, *, is_looking: bool) -> None:
        """What the start would cost, before it."""
        self.start.setEnabled(cost.songs > 0)
        self.start.setText(self.tr("Split 1 song") if cost.songs == 1 else self.tr("Split %d songs") % cost.songs)
        if cost.songs == 0:
            self.start.setText(self.tr("Split"))
            self.estimate.setText(
                self.tr("Looking at the files…") if is_looking else self.tr("Nothing is ready to start.")
            )
            return
        music, work = clock_text(cost.music_seconds), clock_text(cost.work_seconds)
        if cost.is_guess:
            self.estimate.setText(
                self.tr("%s of music: about %s, a guess until the first song is done") % (music, work)
            )
        else:
            self.estimate.setText(self.tr("%s of music: about %s on this machine") % (music, work))

    def show_export(self, songs: int) -> None:
        """How many songs a press would write."""
        can_export = songs > 0 and bool(self.wishes().exports)
        self.export.setEnabled(can_export)
        words = self.tr("Export 1 song now") if songs == 1 else self.tr("Export %d songs now") % songs
        self.export.setText(words if songs else self.tr("Export now"))
        self.export.setToolTip("" if can_export else self.tr("Choose what to write, and have a song that is done."))


def _chips(values: Sequence[T], texts: Sequence[str]) -> dict[T, QPushButton]:
    """A button for each value."""
    made: dict[T, QPushButton] = {}
    for value, text in zip(values, texts, strict=True):
        button = QPushButton(text)
        button.setCheckable(True)
        button.setProperty("chip", True)
        made[value] = button
    return made


def _row(parent: QWidget, buttons: Iterable[QPushButton]) -> QHBoxLayout:
    """Buttons side by side, of which one is down."""
    row = QHBoxLayout()
    row.setSpacing(tokens.GRID)
    group = QButtonGroup(parent)
    for button in buttons:
        group.addButton(button)
        row.addWidget(button, 1)
    return row


def _grid(boxes: list[QCheckBox]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * tokens.GRID)
    grid.setVerticalSpacing(tokens.GRID)
    for number, box in enumerate(boxes):
        grid.addWidget(box, number // 2, number % 2)
    return grid
