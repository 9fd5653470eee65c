"""The notes and chords of the open song while they are worked on: undo, autosave, and what was edited."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.background import Background
from app.note_editing import NoteChange, Picked, applied
from engine.core.analysis import Analysis, ChordEvent
from engine.core.errors import EngineError, UserError
from engine.core.events import NoteEvent
from engine.core.harmony import ChordLabel
from engine.core.stems import Stem
from engine.exchange.edits_json import FILE, Edits, read_edits, write_edits

_SAVE_MS = 1000
_MERGE_SECONDS = 0.8
_NUDGE, _CHORD_NUDGE = 1, 2


class _NoteStep(QUndoCommand):
    """One change of notes. Nudges of the same notes that follow each other closely are one step."""

    def __init__(self, store: NoteStore, change: NoteChange, text: str, *, is_nudge: bool) -> None:
        super().__init__(text)
        self._store, self.change, self._is_nudge = store, change, is_nudge
        self.at = time.monotonic()

    def redo(self) -> None:
        self._store.apply(self.change)

    def undo(self) -> None:
        self._store.apply(self.change.inverse)

    def id(self) -> int:
        return _NUDGE if self._is_nudge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        if (
            not isinstance(other, _NoteStep)
            or other.text() != self.text()
            or other.change.before != self.change.after
            or other.change.stem is not self.change.stem
            or other.at - self.at > _MERGE_SECONDS
        ):
            return False
        self.change = NoteChange(self.change.stem, self.change.before, other.change.after)
        self.at = other.at
        self.setObsolete(self.change.is_empty)
        return True


class _ChordStep(QUndoCommand):
    """One change of chords. Nudges that follow each other closely are one step."""

    def __init__(
        self,
        store: NoteStore,
        before: tuple[ChordEvent, ...],
        after: tuple[ChordEvent, ...],
        text: str,
        *,
        is_nudge: bool = False,
    ) -> None:
        super().__init__(text)
        self._store, self.before, self.after, self._is_nudge = store, before, after, is_nudge
        self.at = time.monotonic()

    def redo(self) -> None:
        self._store.apply_chords(self.after)

    def undo(self) -> None:
        self._store.apply_chords(self.before)

    def id(self) -> int:
        return _CHORD_NUDGE if self._is_nudge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        if not isinstance(other, _ChordStep) or other.before != self.after or other.at - self.at > _MERGE_SECONDS:
            return False
        self.after, self.at = other.after, other.at
        self.setObsolete(self.before == self.after)
        return True


class NoteStore(QObject):
    """What a person makes of a song's notes. The analysis itself is never changed.

    Edits are written beside it within two seconds of a change, in a thread, whole.
    """

    notes_changed = Signal(object)
    """``Stem`` whose notes are others now."""
    chords_changed = Signal()
    leaving = Signal()
    """Another song is about to be taken up; this one's edits can still be asked for."""
    edited = Signal()
    """Something is not what it was, and not written yet."""
    saved = Signal()
    problem = Signal(str, str)
    """A sentence and what helps."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo = QUndoStack(self)
        self.undo.setUndoLimit(1000)
        self.stems: dict[Stem, Picked] = {}
        self.chords: tuple[ChordEvent, ...] = ()
        self._folder: Path | None = None
        self._analysis: Analysis | None = None
        self._unsaved = self._is_saving = False
        self._background = Background(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self._save)

    @property
    def has_unsaved(self) -> bool:
        return self._unsaved or self._is_saving

    def open(self, folder: Path | None, analysis: Analysis | None) -> None:
        """Take up a song with what was edited of it; None for no song, or one that cannot be edited yet."""
        self.leaving.emit()
        self.settle()
        self.undo.clear()
        self._folder, self._analysis = folder, analysis
        edits = self._read(folder) if folder is not None else Edits()
        heard = analysis.notes if analysis is not None else {}
        notes = {**heard, **edits.notes}
        self.stems = {stem: Picked(tuple(sorted(notes.get(stem) or ()))) for stem in Stem}
        self.chords = edits.chords if edits.chords is not None else analysis.chords if analysis is not None else ()

    def _read(self, folder: Path) -> Edits:
        try:
            return read_edits(folder)
        except UserError as error:
            aside = folder / f"{Path(FILE).stem}.damaged.json"
            try:
                (folder / FILE).replace(aside)
            except OSError:
                self._folder = None  # never write over what could not be read
            self.problem.emit(
                str(error), self.tr("The song shows what was heard; the file is kept as %s.") % aside.name
            )
            return Edits()

    @property
    def folder(self) -> Path | None:
        """Of the song that is taken up; None where none is, or its edits could not be read."""
        return self._folder

    @property
    def can_edit(self) -> bool:
        return self._folder is not None and self._analysis is not None

    def edited_stems(self) -> tuple[Stem, ...]:
        """Stems whose notes are not those that were heard."""
        return tuple(stem for stem in self.stems if self.stems[stem].notes != self._heard(stem))

    def _heard(self, stem: Stem) -> tuple[NoteEvent, ...]:
        notes = self._analysis.notes.get(stem) if self._analysis is not None else None
        return tuple(sorted(notes or ()))

    @property
    def edits(self) -> Edits:
        """What differs from what was heard."""
        heard = self._analysis.chords if self._analysis is not None else ()
        return Edits(
            notes={stem: self.stems[stem].notes for stem in self.edited_stems()},
            chords=None if self.chords == heard else self.chords,
        )

    # work

    def choose(self, stem: Stem, picked: Picked) -> None:
        """Choose other notes; no step of work."""
        self.stems[stem] = picked

    def change(self, stem: Stem, after: Picked, text: str, *, is_nudge: bool = False) -> None:
        """A step of work, which can be undone; nothing where no note differs."""
        change = NoteChange(stem, self.stems[stem], after)
        if change.is_empty:
            self.stems[stem] = after
            self.notes_changed.emit(stem)
        elif self.can_edit:
            self.undo.push(_NoteStep(self, change, text, is_nudge=is_nudge))

    def set_chord(self, place: int, label: ChordLabel, text: str) -> None:
        """Another chord in a place; numerals follow."""
        if self._analysis is None or not self.can_edit:
            return
        from app.note_editing_chords import relabelled  # the theory is read in when the first chord is changed

        self._push_chords(relabelled(self.chords, place, label, self._analysis), text)

    def change_chords(self, chords: Sequence[ChordEvent], text: str, *, is_nudge: bool = False) -> None:
        """Chords with other times, or fewer or more of them, as a step that can be undone; numerals follow."""
        if self._analysis is None or not self.can_edit or tuple(chords) == self.chords:
            return
        from engine.jobs.chords_by_hand import reread

        self._push_chords(reread(chords, self._analysis), text, is_nudge=is_nudge)

    def _push_chords(self, after: tuple[ChordEvent, ...], text: str, *, is_nudge: bool = False) -> None:
        if after != self.chords:
            self.undo.push(_ChordStep(self, self.chords, after, text, is_nudge=is_nudge))

    def apply(self, change: NoteChange) -> None:
        """For the undo stack."""
        self.stems = applied(self.stems, change)
        self._touch()
        self.notes_changed.emit(change.stem)

    def apply_chords(self, chords: Sequence[ChordEvent]) -> None:
        """For the undo stack."""
        self.chords = tuple(chords)
        self._touch()
        self.chords_changed.emit()

    # keeping

    def _touch(self) -> None:
        self._unsaved = True
        self.edited.emit()
        if not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        folder = self._folder
        if self._is_saving or folder is None:
            return
        edits, self._unsaved, self._is_saving = self.edits, False, True
        self._background.run(lambda: write_edits(folder, edits), lambda _none: self._on_saved(), self._on_failed)

    def _on_saved(self) -> None:
        self._is_saving = False
        if self._unsaved:
            self._timer.start()
        else:
            self.saved.emit()

    def _on_failed(self, error: EngineError | OSError) -> None:
        self._is_saving, self._unsaved = False, True
        self._timer.start(5 * _SAVE_MS)
        sentence = self.tr("Your edits could not be saved: %s.") % (getattr(error, "strerror", None) or error)
        self.problem.emit(sentence, self.tr("They are kept in the window and saved as soon as there is room."))

    def settle(self) -> None:
        """Write now what is not written yet."""
        self._timer.stop()
        self._timer.setInterval(_SAVE_MS)
        self._background.close()
        if self.has_unsaved and self._folder is not None:
            self._unsaved = self._is_saving = False
            try:
                write_edits(self._folder, self.edits)
            except OSError as error:
                self._on_failed(error)
                self._timer.stop()
