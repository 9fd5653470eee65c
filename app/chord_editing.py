"""Between a chord lane and the notes' store: what the lane asks for becomes a step that can be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app import chord_spans
from app.bar_clock import BarClock
from app.chord_spans import Chords, Edge
from app.note_editing_store import NoteStore
from app.widgets.chord_edit_lane import ChordEditLane
from app.widgets.plain_text import plain
from engine.core.harmony import Key


class ChordEditing(QObject):
    """Of one lane.

    Args:
        lane: Where it is asked.
        store: Keeps the chords.
    """

    def __init__(self, lane: ChordEditLane, store: NoteStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane, self._store = lane, store
        self._key: Key | None = None
        lane.label_typed.connect(self._on_label)
        lane.edge_moved.connect(self._on_edge)
        lane.split_wanted.connect(self._on_split)
        lane.join_wanted.connect(self._on_join)

    def set_song(self, key: Key | None, clock: BarClock | None) -> None:
        """Another song is taken up: its key reads numerals, its beats are where edges stick."""
        self._key = key
        self._lane.is_editable = self._store.can_edit
        self._lane.set_clock(clock)

    def show(self, *, is_growing: bool) -> None:
        """The chords as they are now."""
        self._lane.set_chords(self._store.chords, is_growing=is_growing)

    def _on_label(self, place: int, text: str) -> None:
        from app.note_editing_chords import parse_chord  # chords are read in when the first one is written

        try:
            label = parse_chord(text, self._key)
        except ValueError:
            self._store.problem.emit(
                self.tr("“%s” is no chord.") % plain(text, 24), self.tr("Write Fm9, Db/Ab, iv7, or N for no chord.")
            )
            return
        self._store.set_chord(place, label, self.tr("Change a chord"))

    def _on_edge(self, edge: Edge, time: float, is_nudge: bool) -> None:
        after = chord_spans.with_edge(self._store.chords, edge, time, self._lane.axis.duration)
        self._change(after, self.tr("Move a chord's edge"), is_nudge=is_nudge)

    def _on_split(self, place: int, time: float) -> None:
        self._change(chord_spans.split(self._store.chords, place, time), self.tr("Split a chord"))

    def _on_join(self, place: int, into: int) -> None:
        chords = self._store.chords
        if 0 <= place < len(chords):
            self._change(chord_spans.joined(chords, place, into), self.tr("Join chords"))

    def _change(self, after: Chords, words: str, *, is_nudge: bool = False) -> None:
        self._store.change_chords(after, words, is_nudge=is_nudge)
