"""Notes, chords, beats and sections to read: drawn as a piano roll and listed as tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import icons
from app import theme as tokens
from app.bar_clock import BarClock
from app.song import SongView
from app.theme import Theme
from app.widgets.beat_ruler import BeatRuler
from app.widgets.chord_lane import chart_name
from app.widgets.piano_roll import PianoRoll, note_name
from app.widgets.plain_text import PlainLabel, plain
from app.widgets.stem_names import stem_name
from app.widgets.time_axis import TimeAxis
from app.widgets.transport import time_text
from app.widgets.value_table import RowsModel, quiet_table
from engine.core.analysis import ChordEvent
from engine.core.events import NoteEvent, Section
from engine.core.stems import Stem

_ORDER = (Stem.LOG_DRUM, Stem.BASS, Stem.DRUMS, Stem.OTHER, Stem.VOCALS)

_COLUMN_WIDTH = 128


class NotesPage(QWidget):
    """Read only in this version: what was heard, and where."""

    seek_wanted = Signal(float)

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._song: SongView | None = None
        self._clock: BarClock | None = None
        self.stem = Stem.LOG_DRUM
        self.ruler = BeatRuler(axis, theme)
        self.roll = PianoRoll(axis, theme)
        self.notes = RowsModel(
            (self.tr("Bar"), self.tr("Time"), self.tr("Note"), self.tr("Length"), self.tr("Velocity"))
        )
        self.chords = RowsModel(
            (
                self.tr("Bar"),
                self.tr("Time"),
                self.tr("Chord"),
                self.tr("Numeral"),
                self.tr("Function"),
                self.tr("Sure"),
            )
        )
        self.beats = RowsModel((self.tr("Bar"), self.tr("Time"), self.tr("Tempo here")))
        self.sections = RowsModel((self.tr("Bar"), self.tr("From"), self.tr("To"), self.tr("Section")))
        self.buttons: dict[Stem, QPushButton] = {}
        self.count = PlainLabel(role="quiet")
        self._lay_out()
        for canvas in (self.ruler, self.roll):
            canvas.clicked.connect(self.seek_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_chips())
        column.addWidget(self._build_splitter(), 1)

    def _build_chips(self) -> QHBoxLayout:
        chips = QHBoxLayout()
        chips.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        chips.setSpacing(2 * tokens.GRID)
        group = QButtonGroup(self)
        for stem in _ORDER:
            button = QPushButton(f" {stem_name(stem)}")  # a space between colour and name
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(self.tr("Notes of %s") % stem_name(stem))
            button.clicked.connect(lambda _checked=False, stem=stem: self.show_stem(stem))
            group.addButton(button)
            chips.addWidget(button)
            self.buttons[stem] = button
        chips.addStretch(1)
        chips.addWidget(self.count)
        return chips

    def _build_splitter(self) -> QSplitter:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tables: dict[str, QTableView] = {}
        for key, name, model in (
            ("notes", self.tr("Notes"), self.notes),
            ("chords", self.tr("Chords"), self.chords),
            ("beats", self.tr("Beats"), self.beats),
            ("sections", self.tr("Sections"), self.sections),
        ):
            table = quiet_table(name)
            table.setModel(model)
            header = table.horizontalHeader()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            header.setDefaultSectionSize(_COLUMN_WIDTH)
            header.setStretchLastSection(True)
            table.activated.connect(lambda index, model=model: self._go(model.row(index.row())))
            self.tabs.addTab(table, name)
            self.tables[key] = table
        upper = QWidget()
        upper_column = QVBoxLayout(upper)
        upper_column.setContentsMargins(0, 0, 0, 0)
        upper_column.setSpacing(0)
        upper_column.addWidget(self.ruler)
        upper_column.addWidget(self.roll, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(upper)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        return splitter

    def show_song(self, song: SongView, clock: BarClock | None) -> None:
        self._song, self._clock = song, clock
        self.ruler.set_clock(clock)
        analysis = song.analysis
        self.chords.set_rows(analysis.chords if analysis is not None else (), self._chord_cells)
        self.sections.set_rows(analysis.sections if analysis is not None else (), self._section_cells)
        beats = clock.beats.tolist() if clock is not None else []
        self.beats.set_rows(list(enumerate(beats)), self._beat_cells)
        has_notes = [stem for stem in _ORDER if analysis is not None and analysis.notes.get(stem)]
        self.show_stem(self.stem if self.stem in has_notes else has_notes[0] if has_notes else Stem.LOG_DRUM)

    def show_stem(self, stem: Stem) -> None:
        """The notes of one stem."""
        self.stem = stem
        self.buttons[stem].setChecked(True)
        for other, button in self.buttons.items():
            button.setIcon(icons.swatch(self.theme.stems[other]))
        notes = self._song.notes(stem) if self._song is not None else None
        sentence = self.why_no_notes(notes)
        key = self._song.key if self._song is not None else None
        self.roll.set_notes(notes, self.theme.stem(stem), key, self._clock, sentence=sentence)
        self.notes.set_rows(notes or (), self._note_cells)
        if not notes:
            self.count.setText(sentence)
        else:
            self.count.setText(self.tr("1 note") if len(notes) == 1 else self.tr("%d notes") % len(notes))

    def why_no_notes(self, notes: Sequence[NoteEvent] | None) -> str:
        """What an empty piano roll says."""
        if self._song is not None and self._song.is_growing:
            return self.tr("Notes follow once the stems are done")
        if notes is None:
            return self.tr("This stem was not transcribed")
        return self.tr("No notes were heard in this stem")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.ruler.set_theme(theme)
        self.roll.set_theme(theme)
        if self._song is not None:
            self.show_stem(self.stem)

    def set_playhead(self, time: float) -> None:
        self.ruler.set_playhead(time)
        self.roll.set_playhead(time)

    def _bar(self, time: float) -> str:
        return str(self._clock.position(time)) if self._clock is not None else ""

    def _note_cells(self, note: NoteEvent) -> tuple[str, ...]:
        length = self.tr("%.2f s") % (note.offset - note.onset)
        return self._bar(note.onset), time_text(note.onset), note_name(note.pitch), length, str(note.velocity)

    def _chord_cells(self, chord: ChordEvent) -> tuple[str, ...]:
        return (
            self._bar(chord.start),
            time_text(chord.start),
            chart_name(chord.label),
            plain(chord.roman or "", 20),
            plain(chord.function or "", 40),
            f"{chord.confidence:.0%}",
        )

    def _beat_cells(self, beat: tuple[int, float]) -> tuple[str, ...]:
        index, time = beat
        beats = self._clock.beats if self._clock is not None else ()
        tempo = f"{60.0 / (beats[index + 1] - time):.1f}" if index + 1 < len(beats) else ""
        return self._bar(time), time_text(time), tempo

    def _section_cells(self, section: Section) -> tuple[str, ...]:
        return self._bar(section.start), time_text(section.start), time_text(section.end), plain(section.label, 60)

    def _go(self, row: NoteEvent | ChordEvent | Section | tuple[int, float]) -> None:
        if isinstance(row, tuple):
            self.seek_wanted.emit(row[1])
        else:
            self.seek_wanted.emit(row.onset if isinstance(row, NoteEvent) else row.start)
