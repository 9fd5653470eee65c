"""What people say of the song on the page: labels and contests, kept in the library as soon as they are said.

One writer at a time, in the order in which things were said. What has not been written when the window closes is
written then.
"""

from __future__ import annotations

import getpass
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QDateTime, QObject, Signal

from app.background import Background
from app.operations import Operations, Problem
from app.said import SaidOfSong, Travelling, difference, now, take_in
from app.scoring import track_of
from app.song import SongView
from app.widgets.plain_text import plain
from engine.core.errors import EngineError, UserError
from engine.core.labels import Contest, Label, label_of, statements_of
from engine.core.track import TrackId
from engine.exchange.labels_json import WrittenLabel, label_document, read_labels, write_labels
from engine.library import Library

_SLACK_SECONDS = 1.0  # a part may be rounded up beyond the last sample

logger = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Writing:
    """One thing to do in its turn; ``is_done`` is set by the thread that has done it.

    ``must_be_kept``: it waits until it can be written; otherwise a failure is told, and that is all.
    ``is_in_project``: the open project has it, so that the library need not know the song.
    """

    song: SongView
    write: Callable[[TrackId], object]
    must_be_kept: bool = True
    is_in_project: bool = False
    then: Callable[[], None] | None = None
    is_done: bool = False


class Labelling(QObject):
    """Follows one song.

    Args:
        library: Holds labels and contests.
        background: Threads that read and write it.
        operations: Says when the library has changed.
    """

    read = Signal(object)
    """``SaidOfSong`` of the song on the page."""
    kept = Signal(str)
    """When everything that was said was in the library; empty while something is not yet."""
    exported = Signal(object)
    """The file that a label was written to."""
    problem = Signal(object)

    def __init__(self, library: Library, background: Background, operations: Operations) -> None:
        super().__init__()
        self._library, self._background = library, background
        self._song: SongView | None = None
        self._label = Label(track_id="")
        self.said: SaidOfSong | None = None
        """Of the song on the page; None while it is not read."""
        self._waiting: deque[_Writing] = deque()
        self._is_writing = False
        self._turn = 0
        self.by = usual_name()
        """Who sits here, as they call themselves."""
        self.project: Travelling | None = None
        """What is open; songs of it carry along what is said of them."""
        operations.library_changed.connect(self.refresh)

    def show_song(self, song: SongView | None) -> None:
        """Follow another song; None for none."""
        self._song, self.said = song, None
        self._label = Label(track_id=song_name(song) if song is not None else "")
        self.refresh()

    def refresh(self) -> None:
        """Read again, unless something that was said here is still being written."""
        song, library, turn = self._song, self._library, self._turn
        if song is None or song.is_growing or self._waiting:
            return

        def done(said: SaidOfSong) -> None:
            if song is self._song and turn == self._turn:  # what was said since is newer than what was read
                self._label, self.said = said.label, said
                self.read.emit(said)

        brought = self.project.said(song.folder) if self.project is not None else None
        self._background.run(lambda: read_said(library, song, brought), done, self._tell)

    # saying

    def change(self, wanted: Label) -> None:
        """The song's label shall say this from now on."""
        statements = tuple(replace(said, by=self.by, at=now()) for said in difference(self._label, wanted))
        self._label = wanted

        def changed(said: SaidOfSong) -> SaidOfSong:
            everything = (*statements_of(said.label), *statements)
            return replace(said, label=label_of(everything, track_id=wanted.track_id))

        if statements:
            self._keep(lambda track_id: self._library.labels.say(track_id, *statements), changed)

    def contest(self, contest: Contest) -> None:
        """Somebody hears a passage otherwise; shown as soon as it is kept."""
        named = replace(contest, by=self.by, at=now())
        self._keep(
            lambda track_id: self._library.contests.add(track_id, named),
            lambda said: replace(said, contests=(*said.contests, named)),
        )

    def export(self, target: Path) -> None:
        """Write the song's label as the mission's JSON, with its parts and contests."""
        song = self._song
        if song is not None:
            self._do(
                _Writing(
                    song,
                    lambda track_id: export_label(self._library, track_id, song_name(song), target),
                    must_be_kept=False,
                    then=lambda: self.exported.emit(target),
                )
            )

    def bring_in(self, source: Path) -> None:
        """Say what a file says of this song, in its authors' names."""
        song, by = self._song, self.by
        if song is not None:
            self._do(_Writing(song, lambda track_id: import_label(self._library, track_id, song, source, by), False))

    def _keep(self, write: Callable[[TrackId], object], change: Callable[[SaidOfSong], SaidOfSong]) -> None:
        song = self._song
        if song is not None:
            is_in_project = self.project is not None and self.project.change_said(song.folder, change)
            self._do(_Writing(song, write, is_in_project=is_in_project))

    def _do(self, writing: _Writing) -> None:
        self._turn += 1
        self._waiting.append(writing)
        self.kept.emit("")
        self._write_next()

    def _write_next(self) -> None:
        if self._is_writing or not self._waiting:
            return
        self._is_writing = True
        writing = self._waiting[0]

        def done(_result: object) -> None:
            self._is_writing = False
            self._waiting.popleft()
            if writing.then is not None:
                writing.then()
            self._go_on()

        def failed(error: EngineError | OSError) -> None:
            self._is_writing = False
            if not writing.must_be_kept:
                self._waiting.popleft()
                self._tell(error)
                self._go_on()
                return
            meaning = self.tr("It is kept here until it can be written.")
            hint = plain(getattr(error, "hint", ""))
            self.problem.emit(Problem(plain(error) + ".", f"{hint} {meaning}".strip(), retry=self._write_next))

        self._background.run(lambda: self._write(writing), done, failed)

    def _go_on(self) -> None:
        if self._waiting:
            self._write_next()
            return
        self.kept.emit(QDateTime.currentDateTime().toString("HH:mm:ss"))
        self.refresh()

    def _write(self, writing: _Writing) -> None:
        track_id = track_of(self._library, writing.song)
        if track_id is None and not writing.is_in_project:
            raise UserError("This song is not in the library any more", "Open its file again.")
        if track_id is not None:
            writing.write(track_id)
        writing.is_done = True

    def _tell(self, error: EngineError | OSError) -> None:
        self.problem.emit(Problem(plain(error) + ".", plain(getattr(error, "hint", ""))))

    def close(self) -> None:
        """Write what is still waiting; called when no thread works any more."""
        while self._waiting:
            writing = self._waiting.popleft()
            try:
                if writing.must_be_kept and not writing.is_done:
                    self._write(writing)
            except EngineError:
                logger.exception("what was said of %s could not be kept", writing.song.title)


def read_said(library: Library, song: SongView, brought: SaidOfSong | None = None) -> SaidOfSong:
    """What people say of a song.

    Args:
        library: Of this machine; it is told what a project brought that is newer.
        song: Which.
        brought: What the open project holds; all there is where the library does not know the song.

    Raises:
        LibraryError: If the library cannot be read.
    """
    track_id, name = track_of(library, song), song_name(song)
    if track_id is None:
        said = brought or SaidOfSong(Label(track_id=name))
        return replace(said, label=replace(said.label, track_id=said.label.track_id or name))
    if brought is not None:
        take_in(library, track_id, brought, name)
    return SaidOfSong(library.labels.get(track_id, name=name), library.contests.list(track_id))


def song_name(song: SongView) -> str:
    """The song's name in labels: that of its file."""
    return Path(song.source).stem or song.title


def usual_name() -> str:
    """Whoever uses this machine; empty where it has no name for them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def export_label(library: Library, track_id: TrackId, name: str, target: Path) -> None:
    """Write what people say of a recording.

    Raises:
        UserError: If nobody has said anything, or the file cannot be written.
        LibraryError: If the library cannot be read.
    """
    label, contests = library.labels.get(track_id, name=name), library.contests.list(track_id)
    if label.is_empty and not contests:
        raise UserError("Nobody has said anything of this song yet", "Set a marker or a word first, then export.")
    track = library.tracks.get(track_id)
    document = label_document(label, fingerprint=track.fingerprint if track is not None else "", contests=contests)
    try:
        write_labels(target, [document], as_list=False)
    except OSError as error:
        raise UserError(f"Cannot write {target}: {error.strerror or error}", "Choose another folder.") from error


def import_label(library: Library, track_id: TrackId, song: SongView, source: Path, by: str) -> None:
    """Say what a file says of a recording, all of it or nothing.

    Args:
        library: Keeps it.
        track_id: The recording.
        song: As it is shown.
        source: The file: one label, which is taken to be of this song, or a list with one of it.
        by: Who says what the file names nobody for.

    Raises:
        UserError: If the file cannot be read, a field does not fit, or no label in it is of this song.
        LibraryError: If the library cannot be written.
    """
    found = read_labels(source)
    if found.problems:
        more = f" (and {len(found.problems) - 1} more)" if len(found.problems) > 1 else ""
        raise UserError(f"Nothing was imported: {found.problems[0]}{more}", "Correct what is named, then try again.")
    track = library.tracks.get(track_id)
    fingerprint = track.fingerprint if track is not None else ""
    own = _label_of_song(found.labels, fingerprint, song_name(song))
    if own is None:
        raise UserError(f"No label in {source.name} is of this song", "Open the song it is of, or export it by itself.")
    ends = [*(part.end for part in own.label.segments), *(contest.end for contest in own.contests)]
    if max(ends, default=0.0) > song.duration + _SLACK_SECONDS:
        raise UserError(f"{source.name} speaks of what lies beyond the end of this song", "Open the song it is of.")
    said = (one if one.by else replace(one, by=by) for one in statements_of(own.label))
    with library.transaction():
        library.labels.say(track_id, *said)
        for contest in own.contests:
            library.contests.add(track_id, contest if contest.by else replace(contest, by=by))


def _label_of_song(labels: Sequence[WrittenLabel], fingerprint: str, name: str) -> WrittenLabel | None:
    """By the recording, else by the name; a file of one label that names no recording is of the song on the page."""
    by_sound = [own for own in labels if own.fingerprint and own.fingerprint == fingerprint]
    unnamed = [own for own in labels if not own.fingerprint]
    by_name = [own for own in unnamed if own.label.track_id == name]
    only = unnamed if len(labels) == 1 else []
    return next(iter((*by_sound, *by_name, *only)), None)
