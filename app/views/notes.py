"""Notes and chords to work on, beats and sections to read: a piano roll with its lanes, and tables of the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

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
from app.note_editing import Picked, deleted, duplicated, louder, moved, quantised, resized
from app.note_editing_chords import parse_chord
from app.note_editing_sound import NoteSound
from app.note_editing_store import NoteStore
from app.player.client import Player
from app.song import SongView
from app.theme import Theme
from app.widgets.beat_ruler import BeatRuler
from app.widgets.chord_lane import chart_name
from app.widgets.piano_roll import note_name
from app.widgets.piano_roll_chords import ChordEditLane
from app.widgets.piano_roll_editor import PianoRollEditor
from app.widgets.piano_roll_keys import Step
from app.widgets.piano_roll_tools import RollTools
from app.widgets.plain_text import PlainLabel, plain
from app.widgets.stem_names import stem_name
from app.widgets.time_axis import TimeAxis
from app.widgets.transport import time_text
from app.widgets.value_table import RowsModel, quiet_table
from app.widgets.velocity_lane import VelocityLane
from engine.core.analysis import ChordEvent
from engine.core.events import NoteEvent, Section
from engine.core.stems import Stem

_ORDER = (Stem.LOG_DRUM, Stem.BASS, Stem.DRUMS, Stem.OTHER, Stem.VOCALS)

_COLUMN_WIDTH = 128
_OCTAVE = 12
_VELOCITY_STEP = 8
_MOST_HEARD = 64
_ROLL_SHARE, _TABLE_SHARE = 700, 200


class NotesPage(QWidget):
    """The notes of one stem at a time. What is heard stays in the analysis; what is edited is kept beside it."""

    seek_wanted = Signal(float)
    problem = Signal(str, str)
    """A sentence and what helps."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._song: SongView | None = None
        self._clock: BarClock | None = None
        self.stem = Stem.LOG_DRUM
        self.sound: NoteSound | None = None
        self.store = NoteStore(self)
        self.tools = RollTools(self.store.undo)
        self.ruler = BeatRuler(axis, theme)
        self.chord_lane = ChordEditLane(axis, theme)
        self.roll = PianoRollEditor(axis, theme)
        self.velocities = VelocityLane(axis, theme)
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
        self.ruler.clicked.connect(self.seek_wanted)
        self._connect()

    def _connect(self) -> None:
        store, tools, roll = self.store, self.tools, self.roll
        for editor in (roll, self.velocities):
            editor.edited.connect(lambda picked, name: store.change(self.stem, picked, name))
        roll.chosen_changed.connect(self._on_chosen)
        roll.touched.connect(lambda note: self._hear((note,)) if tools.sounds.isChecked() else None)
        roll.step_wanted.connect(self._on_step)
        store.notes_changed.connect(self._on_notes)
        store.chords_changed.connect(self._on_chords)
        store.problem.connect(self.problem)
        store.saved.connect(lambda: tools.saved.setText(self.tr("saved")))
        store.undo.indexChanged.connect(
            lambda _index: tools.saved.setText(self.tr("saving…") if store.has_unsaved else "")
        )
        tools.grid_changed.connect(lambda: roll.set_grid(tools.grid(self._clock)))
        tools.quantise_wanted.connect(lambda: self._on_step(Step.QUANTISE))
        tools.hear_wanted.connect(lambda: self._on_step(Step.HEAR))
        tools.undo_wanted.connect(self.undo)
        tools.redo_wanted.connect(self.redo)
        self.chord_lane.label_typed.connect(self._on_label)

    def make_audible(self, make_player: Callable[[], Player], folder: Path) -> None:
        """Let notes be heard; without this the page is silent."""
        from engine.generation.sketch.audition import write_notes

        self.sound = NoteSound(make_player, folder, write_notes, self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_chips())
        column.addWidget(self.tools)
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
        self.tabs.setAccessibleName(self.tr("Notes and chords"))
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
        upper_column.addWidget(self.chord_lane)
        upper_column.addWidget(self.roll, 1)
        upper_column.addWidget(self.velocities)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(upper)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_ROLL_SHARE, _TABLE_SHARE])
        splitter.setChildrenCollapsible(False)
        return splitter

    def show_song(self, song: SongView, clock: BarClock | None) -> None:
        self._song, self._clock = song, clock
        self.ruler.set_clock(clock)
        analysis = song.analysis
        self.store.open(None if song.is_growing else song.folder, analysis)
        self.tools.set_swing(analysis.swing if analysis is not None else None)
        self.tools.saved.setText("")
        for editor in (self.roll, self.chord_lane, self.velocities):
            editor.is_editable = self.store.can_edit
        self.tools.set_editable(is_editable=self.store.can_edit)
        self.roll.set_grid(self.tools.grid(clock))
        self._on_chords()
        self.sections.set_rows(analysis.sections if analysis is not None else (), self._section_cells)
        beats = clock.beats.tolist() if clock is not None else []
        self.beats.set_rows(list(enumerate(beats)), self._beat_cells)
        has_notes = [stem for stem in _ORDER if self.store.stems[stem].notes]
        self.show_stem(self.stem if self.stem in has_notes else has_notes[0] if has_notes else Stem.LOG_DRUM)

    def show_stem(self, stem: Stem) -> None:
        """The notes of one stem, those of the others faint behind them."""
        self.stem = stem
        self.buttons[stem].setChecked(True)
        for other, button in self.buttons.items():
            button.setIcon(icons.swatch(self.theme.stems[other]))
        picked = self._picked
        key = self._song.key if self._song is not None and stem is not Stem.DRUMS else None
        sentence = "" if picked.notes else self.why_no_notes(self._heard)
        self.roll.set_grid(self.tools.grid(self._clock))
        self.roll.show_notes(picked, self.theme.stem(stem), key, self._clock, sentence=sentence, fits=True)
        self.roll.set_ghosts(self._ghosts(), self.theme)
        self._show_lists()

    @property
    def _picked(self) -> Picked:
        return self.store.stems.get(self.stem, Picked())

    @property
    def _heard(self) -> Sequence[NoteEvent] | None:
        return self._song.notes(self.stem) if self._song is not None else None

    def _ghosts(self) -> dict[Stem, Picked]:
        """A drum's key is no pitch: drums are no one's ghost and have none."""
        if self.stem is Stem.DRUMS:
            return {}
        return {stem: self.store.stems[stem] for stem in _ORDER if stem not in (self.stem, Stem.DRUMS)}

    def _show_lists(self) -> None:
        """The velocities and the table of what the roll shows."""
        notes = self._picked.notes
        self.velocities.show_picked(self._picked, self.theme.stem(self.stem))
        self.notes.set_rows(notes, self._note_cells)
        if not notes:
            self.count.setText(self.why_no_notes(self._heard))
            return
        words = self.tr("1 note") if len(notes) == 1 else self.tr("%d notes") % len(notes)
        chosen = len(self._picked.chosen)
        self.count.setText(self.tr("%s, %d chosen") % (words, chosen) if chosen else words)

    def _on_notes(self, stem: Stem) -> None:
        """A step was done, or undone: show where."""
        if stem is not self.stem:
            self.show_stem(stem)
            return
        self.roll.show_picked(self._picked)
        self._show_lists()

    def _on_chosen(self, picked: Picked) -> None:
        self.store.choose(self.stem, picked)
        self.velocities.show_picked(picked, self.theme.stem(self.stem))
        words = self.tr("%d notes") % len(picked.notes)
        self.count.setText(self.tr("%s, %d chosen") % (words, len(picked.chosen)) if picked.chosen else words)

    # work

    def undo(self) -> None:
        """Take the last step back."""
        self.store.undo.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.store.undo.redo()

    def _on_step(self, step: Step) -> None:
        """What a key or a button asks for."""
        picked, roll = self._picked, self.roll
        if step is Step.ALL:
            roll.choose(picked.choosing(range(len(picked.notes))))
        elif step is Step.NO_NOTE:
            roll.choose(picked.choosing(()))
        elif step is Step.HEAR:
            self._hear_shown()
        elif roll.is_editable:
            name, change, is_nudge = self._steps()[step]
            after = change(picked)
            self.store.change(self.stem, after, name, is_nudge=is_nudge)
            if is_nudge and after.chosen and step in (Step.UP, Step.DOWN, Step.OCTAVE_UP, Step.OCTAVE_DOWN):
                roll.touched.emit(after.chosen_notes[0])

    def _steps(self) -> dict[Step, tuple[str, Callable[[Picked], Picked], bool]]:
        """Steps by key: their names, what they do, and whether a row of them is one."""
        grid, end = self.tools.grid(self._clock), self.roll.axis.duration
        move, length, velocity = self.tr("Move notes"), self.tr("Change lengths"), self.tr("Change velocities")

        def shift(steps: int, semitones: int) -> Callable[[Picked], Picked]:
            return lambda picked: moved(picked, grid, steps * grid.step, semitones, end)

        def longer(steps: int) -> Callable[[Picked], Picked]:
            return lambda picked: resized(picked, grid, steps * grid.step, end)

        return {
            Step.LEFT: (move, shift(-1, 0), True),
            Step.RIGHT: (move, shift(1, 0), True),
            Step.UP: (move, shift(0, 1), True),
            Step.DOWN: (move, shift(0, -1), True),
            Step.OCTAVE_UP: (move, shift(0, _OCTAVE), True),
            Step.OCTAVE_DOWN: (move, shift(0, -_OCTAVE), True),
            Step.LONGER: (length, longer(1), True),
            Step.SHORTER: (length, longer(-1), True),
            Step.LOUDER: (velocity, partial(louder, change=_VELOCITY_STEP), True),
            Step.SOFTER: (velocity, partial(louder, change=-_VELOCITY_STEP), True),
            Step.DELETE: (self.tr("Delete notes"), deleted, False),
            Step.DUPLICATE: (self.tr("Duplicate notes"), lambda picked: duplicated(picked, grid, end), False),
            Step.QUANTISE: (self.tr("Quantise"), lambda p: quantised(p, grid, self.tools.share), False),
        }

    def _hear(self, notes: Sequence[NoteEvent]) -> None:
        if self.sound is not None:
            self.sound.hear(self.stem, notes)

    def _hear_shown(self) -> None:
        """The chosen notes, or those on screen."""
        axis = self.roll.axis
        shown = [note for note in self._picked.notes if axis.start <= note.onset < axis.end]
        self._hear((self._picked.chosen_notes or tuple(shown))[:_MOST_HEARD])

    def _on_chords(self) -> None:
        song = self._song
        self.chord_lane.set_chords(self.store.chords, is_growing=song is not None and song.is_growing)
        self.chords.set_rows(self.store.chords, self._chord_cells)

    def _on_label(self, place: int, text: str) -> None:
        try:
            label = parse_chord(text, self._song.key if self._song is not None else None)
        except ValueError:
            self.problem.emit(
                self.tr("“%s” is no chord.") % plain(text, 24), self.tr("Write Fm9, Db/Ab, iv7, or N for no chord.")
            )
            return
        self.store.set_chord(place, label, self.tr("Change a chord"))

    def close_down(self) -> None:
        """Save what is not saved and end the sound."""
        self.store.settle()
        if self.sound is not None:
            self.sound.close()

    def why_no_notes(self, notes: Sequence[NoteEvent] | None) -> str:
        """What an empty piano roll says."""
        if self._song is not None and self._song.is_growing:
            return self.tr("Notes follow once the stems are done")
        if notes is None:
            return self.tr("This stem was not transcribed")
        return self.tr("No notes were heard in this stem")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for canvas in (self.ruler, self.chord_lane, self.roll, self.velocities):
            canvas.set_theme(theme)
        if self._song is not None:
            self.show_stem(self.stem)

    def set_playhead(self, time: float) -> None:
        for canvas in (self.ruler, self.chord_lane, self.roll, self.velocities):
            canvas.set_playhead(time)

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
