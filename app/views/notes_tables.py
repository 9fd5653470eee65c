"""The tables below the piano roll: notes, chords, beats and sections in words, for reading and for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QTabWidget, QWidget

from app.bar_clock import BarClock
from app.widgets.chord_lane import chart_name
from app.widgets.plain_text import plain
from app.widgets.row_names import row_name
from app.widgets.transport import time_text
from app.widgets.value_table import RowsModel, quiet_table
from engine.core.analysis import ChordEvent
from engine.core.events import NoteEvent, Section

_COLUMN_WIDTH = 128


class NotesTables(QTabWidget):
    """Shows what it is given; a row that is entered asks to go there."""

    seek_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notes and chords"))
        self.setDocumentMode(True)
        self._clock: BarClock | None = None
        self._is_drums = False
        bar, time = self.tr("Bar"), self.tr("Time")
        self.notes = RowsModel((bar, time, self.tr("Note"), self.tr("Length"), self.tr("Velocity")))
        self.chords = RowsModel((bar, time, self.tr("Chord"), self.tr("Numeral"), self.tr("Function"), self.tr("Sure")))
        self.beats = RowsModel((bar, time, self.tr("Tempo here")))
        self.sections = RowsModel((bar, self.tr("From"), self.tr("To"), self.tr("Section")))
        self.tables: dict[str, QTableView] = {}
        for key, name, model in (
            ("notes", self.tr("Notes"), self.notes),
            ("chords", self.tr("Chords"), self.chords),
            ("beats", self.tr("Beats"), self.beats),
            ("sections", self.tr("Sections"), self.sections),
        ):
            self.tables[key] = self._table(name, model)
            self.addTab(self.tables[key], name)

    def _table(self, name: str, model: RowsModel) -> QTableView:
        table = quiet_table(name)
        table.setModel(model)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultSectionSize(_COLUMN_WIDTH)
        header.setStretchLastSection(True)
        table.activated.connect(lambda index: self._go(model.row(index.row())))
        return table

    def set_song(self, clock: BarClock | None, sections: Sequence[Section]) -> None:
        """Beats and sections of another song."""
        self._clock = clock
        self.sections.set_rows(sections, self._section_cells)
        beats = clock.beats.tolist() if clock is not None else []
        self.beats.set_rows(list(enumerate(beats)), self._beat_cells)

    def set_notes(self, notes: Sequence[NoteEvent], *, is_drums: bool) -> None:
        self._is_drums = is_drums
        self.notes.set_rows(notes, self._note_cells)

    def set_chords(self, chords: Sequence[ChordEvent]) -> None:
        self.chords.set_rows(chords, self._chord_cells)

    def _bar(self, time: float) -> str:
        return str(self._clock.position(time)) if self._clock is not None else ""

    def _note_cells(self, note: NoteEvent) -> tuple[str, ...]:
        length = self.tr("%.2f s") % (note.offset - note.onset)
        name = row_name(note.pitch, is_drums=self._is_drums)
        return self._bar(note.onset), time_text(note.onset), name, length, str(note.velocity)

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
