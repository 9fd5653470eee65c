"""Notes and chords to work on, beats and sections to read: a piano roll with its lanes, and tables of the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app import icons
from app import theme as tokens
from app.bar_clock import BarClock
from app.chord_editing import ChordEditing
from app.edits_shown import why_no_notes
from app.note_editing import Picked, deleted, duplicated, louder, moved, quantised, resized
from app.note_editing_sound import NoteSound
from app.note_editing_store import NoteStore
from app.pages import Screen
from app.player.client import Player
from app.song import SongView
from app.theme import Theme
from app.views.notes_tables import NotesTables
from app.widgets.beat_ruler import BeatRuler
from app.widgets.chord_edit_lane import ChordEditLane
from app.widgets.drag_grip import DragGrip
from app.widgets.lane_head import with_head
from app.widgets.piano_roll_editor import PianoRollEditor
from app.widgets.piano_roll_keys import Step
from app.widgets.piano_roll_tools import RollTools
from app.widgets.plain_text import PlainLabel
from app.widgets.roll_keys import RollKeys
from app.widgets.stem_names import stem_name
from app.widgets.time_axis import TimeAxis
from app.widgets.velocity_lane import VelocityLane
from engine.core.events import NoteEvent
from engine.core.stems import Stem

_ORDER = (Stem.LOG_DRUM, Stem.BASS, Stem.DRUMS, Stem.OTHER, Stem.VOCALS)

_OCTAVE = 12
_VELOCITY_STEP = 8
_MOST_HEARD = 64
_KEY_SECONDS, _KEY_VELOCITY = 0.4, 100
_ROLL_SHARE, _TABLE_SHARE = 700, 200


class NotesPage(Screen):
    """The notes of one stem at a time. What is heard stays in the analysis; what is edited is kept beside it."""

    seek_wanted = Signal(float)

    def __init__(self, axis: TimeAxis, theme: Theme, store: NoteStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._song: SongView | None = None
        self._clock: BarClock | None = None
        self.stem = Stem.LOG_DRUM
        self.sound: NoteSound | None = None
        self.store = store
        self.tools = RollTools(self.store.undo)
        self.ruler = BeatRuler(axis, theme)
        self.chord_lane = ChordEditLane(axis, theme)
        self.roll = PianoRollEditor(axis, theme)
        self.velocities = VelocityLane(axis, theme)
        self.keys = RollKeys(self.roll, theme, width=tokens.ROLL_KEYS_WIDTH)
        self.lists = NotesTables()
        self.grip = DragGrip(theme, word="MIDI")
        self.grip.name(self.tr("Drag the MIDI of this stem into your DAW"), "")
        self.chord_editing = ChordEditing(self.chord_lane, store, self)
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
        store.saved.connect(lambda: tools.saved.setText(self.tr("saved")))
        store.undo.indexChanged.connect(
            lambda _index: tools.saved.setText(self.tr("saving…") if store.has_unsaved else "")
        )
        tools.grid_changed.connect(lambda: roll.set_grid(tools.grid(self._clock)))
        tools.quantise_wanted.connect(lambda: self._on_step(Step.QUANTISE))
        tools.hear_wanted.connect(lambda: self._on_step(Step.HEAR))
        tools.undo_wanted.connect(self.undo)
        tools.redo_wanted.connect(self.redo)
        self.lists.seek_wanted.connect(self.seek_wanted)
        self.keys.pitch_clicked.connect(lambda pitch: self._hear((NoteEvent(0.0, _KEY_SECONDS, pitch, _KEY_VELOCITY),)))

    def make_audible(self, make_player: Callable[[], Player], folder: Path) -> None:
        """Let notes be heard; without this the page is silent."""

        def write(*arguments: Any) -> None:  # our instruments are loaded in the thread that first plays one
            from engine.generation.sketch.audition import write_notes

            write_notes(*arguments)

        self.sound = NoteSound(make_player, folder, write, self)

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
        chips.addWidget(self.grip)
        return chips

    def _build_splitter(self) -> QSplitter:
        upper = QWidget()
        upper_column = QVBoxLayout(upper)
        upper_column.setContentsMargins(0, 0, 0, 0)
        upper_column.setSpacing(0)
        width = tokens.ROLL_KEYS_WIDTH
        upper_column.addWidget(with_head(self.tr("Bars"), self.ruler, width))
        upper_column.addWidget(with_head(self.tr("Chords"), self.chord_lane, width))
        rows = QHBoxLayout()
        rows.setSpacing(0)
        rows.addWidget(self.keys)
        rows.addWidget(self.roll, 1)
        upper_column.addLayout(rows, 1)
        upper_column.addWidget(with_head(self.tr("Velocities"), self.velocities, width))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(upper)
        splitter.addWidget(self.lists)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_ROLL_SHARE, _TABLE_SHARE])
        splitter.setChildrenCollapsible(False)
        return splitter

    def show_song(self, song: SongView, clock: BarClock | None) -> None:
        self._song, self._clock = song, clock
        self.ruler.set_clock(clock)
        analysis = song.analysis
        self.tools.set_swing(analysis.swing if analysis is not None else None)
        self.tools.saved.setText("")
        for editor in (self.roll, self.velocities):
            editor.is_editable = self.store.can_edit
        self.chord_editing.set_song(song.key, clock)
        self.tools.set_editable(is_editable=self.store.can_edit)
        self.roll.set_grid(self.tools.grid(clock))
        self.lists.set_song(clock, analysis.sections if analysis is not None else ())
        self._on_chords()
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
        sentence = "" if picked.notes else why_no_notes(self._song, self._heard)
        self.roll.set_grid(self.tools.grid(self._clock))
        colour, is_drums = self.theme.stem(stem), stem is Stem.DRUMS
        self.roll.show_notes(picked, colour, key, self._clock, sentence=sentence, fits=True, is_drums=is_drums)
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
        self.lists.set_notes(notes, is_drums=self.stem is Stem.DRUMS)
        if not notes:
            self.count.setText(why_no_notes(self._song, self._heard))
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
        self.chord_editing.show(is_growing=song is not None and song.is_growing)
        self.lists.set_chords(self.store.chords)

    def close_down(self) -> None:
        """End the sound."""
        if self.sound is not None:
            self.sound.close()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.ruler, self.chord_lane, self.roll, self.keys, self.velocities, self.grip):
            part.set_theme(theme)
        if self._song is not None:
            self.show_stem(self.stem)

    def take_focus(self) -> None:
        """The chip of the stem that is shown."""
        self.buttons[self.stem].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_playhead(self, time: float) -> None:
        for canvas in (self.ruler, self.chord_lane, self.roll, self.velocities):
            canvas.set_playhead(time)
