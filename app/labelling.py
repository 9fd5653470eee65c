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
from app.scoring import track_of
from app.song import SongView
from app.widgets.plain_text import plain
from engine.core.errors import EngineError, UserError
from engine.core.labels import Contest, Label, LabelSegment, Statement, statements_of
from engine.core.track import TrackId
from engine.exchange.labels_json import WrittenLabel, label_document, read_labels, write_labels
from engine.library import Library

_SLACK_SECONDS = 1.0  # a part may be rounded up beyond the last sample

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SaidOfSong:
    """What the library holds about one song."""

    label: Label
    contests: tuple[Contest, ...] = ()


@dataclass(slots=True, eq=False)
class _Writing:
    """One thing to do in its turn; ``is_done`` is set by the thread that has done it.

    ``must_be_kept``: it waits until it can be written; otherwise a failure is told, and that is all.
    """

    song: SongView
    write: Callable[[TrackId], object]
    must_be_kept: bool = True
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
        self._waiting: deque[_Writing] = deque()
        self._is_writing = False
        self._turn = 0
        self.by = usual_name()
        """Who sits here, as they call themselves."""
        operations.library_changed.connect(self.refresh)

    def show_song(self, song: SongView | None) -> None:
        """Follow another song; None for none."""
        self._song = song
        self._label = Label(track_id=song_name(song) if song is not None else "")
        self.refresh()

    def refresh(self) -> None:
        """Read again, unless something that was said here is still being written."""
        song, library, turn = self._song, self._library, self._turn
        if song is None or song.is_growing or self._waiting:
            return

        def done(said: SaidOfSong) -> None:
            if song is self._song and turn == self._turn:  # what was said since is newer than what was read
                self._label = said.label
                self.read.emit(said)

        self._background.run(lambda: read_said(library, song), done, self._tell)

    # saying

    def change(self, wanted: Label) -> None:
        """The song's label shall say this from now on."""
        statements = tuple(replace(said, by=self.by) for said in difference(self._label, wanted))
        self._label = wanted
        if statements:
            self._keep(lambda track_id: self._library.labels.say(track_id, *statements))

    def contest(self, contest: Contest) -> None:
        """Somebody hears a passage otherwise; shown as soon as it is kept."""
        named = replace(contest, by=self.by)
        self._keep(lambda track_id: self._library.contests.add(track_id, named))

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

    def _keep(self, write: Callable[[TrackId], object]) -> None:
        if self._song is not None:
            self._do(_Writing(self._song, write))

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
        if track_id is None:
            raise UserError("This song is not in the library any more", "Open its file again.")
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


def read_said(library: Library, song: SongView) -> SaidOfSong:
    """What people say of a song.

    Raises:
        LibraryError: If the library cannot be read.
    """
    track_id = track_of(library, song)
    if track_id is None:
        return SaidOfSong(Label(track_id=song_name(song)))
    return SaidOfSong(library.labels.get(track_id, name=song_name(song)), library.contests.list(track_id))


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


def difference(now: Label, wanted: Label) -> tuple[Statement, ...]:
    """Statements after which a label that says ``now`` says ``wanted``; none where they say the same."""
    said = [_of_whole(now, wanted)]
    before = {(own.start, own.end): own for own in now.segments}
    after = {(own.start, own.end): own for own in wanted.segments}
    for place in sorted(before.keys() | after.keys()):
        nothing = LabelSegment(start=place[0], end=place[1])
        said.append(_of_part(before.get(place, nothing), after.get(place, nothing)))
    return tuple(one for one in said if one is not None)


def _of_whole(now: Label, wanted: Label) -> Statement | None:
    own = Statement(
        cultural_markers=_new(now.cultural_markers, wanted.cultural_markers),
        taken_back=_gone(now.cultural_markers, wanted.cultural_markers),
        sub_genre=_other(now.sub_genre, wanted.sub_genre),
        reference_artists=None if now.reference_artists == wanted.reference_artists else wanted.reference_artists,
        cultural_significance=_other(now.cultural_significance, wanted.cultural_significance),
        educational_value=_other(now.educational_value, wanted.educational_value),
    )
    return None if own == Statement() else own


def _of_part(now: LabelSegment, wanted: LabelSegment) -> Statement | None:
    nothing = Statement(start=now.start, end=now.end)
    own = replace(
        nothing,
        cultural_markers=_new(now.cultural_markers, wanted.cultural_markers),
        taken_back=_gone(now.cultural_markers, wanted.cultural_markers),
        sub_genre=_other(now.sub_genre, wanted.sub_genre),
    )
    return None if own == nothing else own


def _new(now: dict[str, float | None], wanted: dict[str, float | None]) -> dict[str, float | None]:
    return {name: value for name, value in wanted.items() if name not in now or now[name] != value}


def _gone(now: dict[str, float | None], wanted: dict[str, float | None]) -> tuple[str, ...]:
    return tuple(name for name in now if name not in wanted)


def _other(now: str, wanted: str) -> str | None:
    return None if now == wanted else wanted
