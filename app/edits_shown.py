"""What a person edits, where the song is drawn: the piano roll below the lanes, and the chords above them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from app.chord_editing import ChordEditing
from app.note_editing_store import NoteStore
from app.song import SongView
from app.theme import Theme
from app.views.drawer import Drawer
from app.views.song import SongPage
from app.widgets.stem_names import stem_name
from engine.core.events import NoteEvent
from engine.core.stems import Stem


def notes_shown(song: SongView, store: NoteStore, stem: Stem) -> Sequence[NoteEvent] | None:
    """A stem's notes as they were edited; None where it was neither transcribed nor written by hand."""
    picked = store.stems.get(stem)
    if picked is not None and picked.notes:
        return picked.notes
    return song.notes(stem) if picked is None or stem not in store.edited_stems() else ()


def why_no_notes(song: SongView | None, notes: Sequence[NoteEvent] | None) -> str:
    """What an empty piano roll says."""
    if song is not None and song.is_growing:
        return QCoreApplication.translate("NotesPage", "Notes follow once the stems are done")
    if notes is None:
        return QCoreApplication.translate("NotesPage", "This stem was not transcribed")
    return QCoreApplication.translate("NotesPage", "No notes were heard in this stem")


class EditsShown(QObject):
    """Between what is edited and where it is only looked at.

    Args:
        store: What is edited.
        page: The song's lanes.
        drawer: Holds the piano roll.
    """

    def __init__(self, store: NoteStore, page: SongPage, drawer: Drawer, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._page, self._drawer, self._theme = store, page, drawer, theme
        self._chords = ChordEditing(page.chords, store, self)
        store.notes_changed.connect(self._on_notes)
        store.chords_changed.connect(self.show_chords)
        page.lane_selected.connect(lambda _stem: self.show_roll())

    def set_theme(self, theme: Theme) -> None:
        """Dress the notes anew."""
        self._theme = theme
        self.show_roll()

    def _on_notes(self, stem: Stem) -> None:
        lane = self._page.selected_lane
        if lane is not None and lane.stem is stem:
            self.show_roll()

    def show_chords(self) -> None:
        """The chords of the song as they are now."""
        song = self._page.song
        self._chords.set_song(song.key if song is not None else None, self._page.clock)
        self._chords.show(is_growing=song is not None and song.is_growing)

    def show_roll(self) -> None:
        """The notes of the chosen lane."""
        song, lane, drawer = self._page.song, self._page.selected_lane, self._drawer
        if song is None or lane is None:
            return
        notes = notes_shown(song, self._store, lane.stem)
        sentence = why_no_notes(song, notes)
        drawer.roll_name.setText(stem_name(lane.stem))
        is_drums = lane.stem is Stem.DRUMS
        key, colour = None if is_drums else song.key, self._theme.stem(lane.stem)
        drawer.roll.set_notes(notes, colour, key, self._page.clock, sentence=sentence, is_drums=is_drums)
