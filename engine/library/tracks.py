"""The recordings of the collection and the places where they lie.

A recording's identity is its fingerprint (hash of the decoded PCM); a path is only where it was found. The same
recording at a second path is a second location, never a second track.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.core.codec import decode_json
from engine.core.errors import UserError
from engine.core.track import AudioInfo, Rights, Tags, Track, TrackId
from engine.library.database import Database, Row, json_bytes, storable, utc_now

_PAGE = 500
_NO_TAGS = Tags()
_UNSTATED = Rights()
_COLUMNS = """SELECT id, (SELECT path FROM track_locations WHERE track_id = tracks.id ORDER BY id LIMIT 1),
    fingerprint, info, tags, licence, may_train, proof, added_at FROM tracks"""


@dataclass(frozen=True, slots=True)
class Added:
    """A track and whether this recording was new to the collection."""

    track: Track
    is_new: bool


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Size in bytes and time of last change (ns) of a file: enough to tell whether it was touched since."""

    size_bytes: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> FileStamp:
        """Raises: OSError if there is no such file."""
        status = path.stat()
        return cls(status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Location:
    """A place where a track's recording lies. ``path`` may hold surrogate escapes; ``display`` is plain text."""

    path: str
    display: str
    stamp: FileStamp


class Tracks:
    """The table of recordings. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        path: Path,
        fingerprint: str,
        info: AudioInfo,
        tags: Tags = _NO_TAGS,
        rights: Rights = _UNSTATED,
        *,
        stamp: FileStamp | None = None,
    ) -> Added:
        """Record that ``path`` holds the recording ``fingerprint``.

        A recording that is known keeps its tags, unless this very file was re-tagged, and its rights, unless none
        were stated before. If ``path`` held another recording, that one loses this location. A failure to import
        ``path`` is forgotten.

        Args:
            path: The file; made absolute.
            fingerprint: Identity of the recording.
            info: What decoding found.
            tags: What the file says about itself.
            rights: What the user states.
            stamp: The file's size and time as they were *before* it was decoded; taken now if None.

        Raises:
            OSError: If ``stamp`` is None and the file is gone.
        """
        where = place(path)
        stamp = stamp or FileStamp.of(path)
        shown = display(path)
        with self._database.transaction():
            known = self._database.row(
                "SELECT id, licence, may_train, proof FROM tracks WHERE fingerprint = ?", (fingerprint,)
            )
            if known is None:
                track_id = self._insert(fingerprint, info, tags, rights, shown)
            else:
                track_id = known[0]
                if Rights(known[1], bool(known[2]), known[3]) == _UNSTATED:
                    self.set_rights(track_id, rights)
                before = self._database.value("SELECT track_id FROM track_locations WHERE path = ?", (where,))
                if before == track_id:
                    self._update(track_id, info, tags, shown)
            self._database.rows(
                """INSERT INTO track_locations (path, track_id, display, size_bytes, mtime_ns) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET track_id = excluded.track_id, size_bytes = excluded.size_bytes,
                mtime_ns = excluded.mtime_ns""",
                (where, track_id, shown, stamp.size_bytes, stamp.mtime_ns),
            )
            self._database.rows("DELETE FROM import_failures WHERE path = ?", (where,))
            track = self.get(TrackId(track_id))
        if track is None:
            raise UserError(f"Track {track_id} is no longer in the library")
        return Added(track, is_new=known is None)

    def _insert(self, fingerprint: str, info: AudioInfo, tags: Tags, rights: Rights, shown: str) -> int:
        return int(
            self._database.value(
                """INSERT INTO tracks
                (fingerprint, info, tags, search_text, licence, may_train, proof, last_seen, added_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
                (
                    fingerprint,
                    json_bytes(info),
                    json_bytes(tags),
                    _search_text(tags, shown),
                    rights.licence,
                    int(rights.may_train),
                    rights.proof,
                    shown,
                    utc_now(),
                ),
            )
        )

    def _update(self, track_id: int, info: AudioInfo, tags: Tags, shown: str) -> None:
        self._database.rows(
            "UPDATE tracks SET info = ?, tags = ?, search_text = ?, last_seen = ? WHERE id = ?",
            (json_bytes(info), json_bytes(tags), _search_text(tags, shown), shown, track_id),
        )

    def get(self, track_id: TrackId) -> Track | None:
        return self._one("WHERE id = ?", track_id)

    def by_fingerprint(self, fingerprint: str) -> Track | None:
        return self._one("WHERE fingerprint = ?", fingerprint)

    def by_path(self, path: Path) -> Track | None:
        """The track whose recording was found at ``path``; the file itself is not looked at."""
        return self._one("WHERE id = (SELECT track_id FROM track_locations WHERE path = ?)", place(path))

    def _one(self, where: str, value: int | str | bytes) -> Track | None:
        row = self._database.row(f"{_COLUMNS} {where}", (value,))
        return self._track(row) if row else None

    def all(self) -> Iterator[Track]:
        """All tracks in the order of their ids, read in pages, so that writers never wait for a reader."""
        yield from self._pages("", ())

    def under(self, folder: Path) -> Iterator[Track]:
        """All tracks with a location below ``folder``, in the order of their ids."""
        start = place(folder).rstrip(os.fsencode(os.sep)) + os.fsencode(os.sep)
        end = start[:-1] + bytes([start[-1] + 1])
        yield from self._pages(
            "AND id IN (SELECT track_id FROM track_locations WHERE path >= ? AND path < ?)", (start, end)
        )

    def search(self, text: str) -> Iterator[Track]:
        """Tracks whose title, artist, album, genre or file name holds every word of ``text``, case aside."""
        words = tuple(_folded(text).split())
        yield from self._pages("AND instr(search_text, ?) > 0 " * len(words), words)

    def _pages(self, condition: str, values: tuple[str | bytes, ...]) -> Iterator[Track]:
        last = 0
        while True:
            rows = self._database.rows(
                f"{_COLUMNS} WHERE id > ? {condition} ORDER BY id LIMIT {_PAGE}", (last, *values)
            )
            for row in rows:
                yield self._track(row)
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def count(self) -> int:
        return int(self._database.value("SELECT count(*) FROM tracks"))

    def set_rights(self, track_id: TrackId, rights: Rights) -> None:
        """Replace what is stated about a recording.

        Raises:
            UserError: If there is no such track.
        """
        with self._database.transaction():
            changed = self._database.rows(
                "UPDATE tracks SET licence = ?, may_train = ?, proof = ? WHERE id = ? RETURNING id",
                (rights.licence, int(rights.may_train), rights.proof, track_id),
            )
        if not changed:
            raise no_such_track(track_id)

    def remove(self, track_id: TrackId) -> bool:
        """Forget a recording with everything derived from it; the user's file is never touched.

        Returns:
            Whether there was such a track.
        """
        with self._database.transaction():
            return bool(self._database.rows("DELETE FROM tracks WHERE id = ? RETURNING id", (track_id,)))

    def locations(self, track_id: TrackId) -> tuple[Location, ...]:
        """Where a recording lies, oldest first; empty if another recording has taken its only place."""
        rows = self._database.rows(
            "SELECT path, display, size_bytes, mtime_ns FROM track_locations WHERE track_id = ? ORDER BY id",
            (track_id,),
        )
        with self._database.decoding("a track's location"):
            return tuple(
                Location(os.fsdecode(path), shown, FileStamp(size, mtime)) for path, shown, size, mtime in rows
            )

    def num_places(self) -> dict[TrackId, int]:
        """In how many files each recording lies, those without any left out; above 1 there are copies of it."""
        return dict(self._database.rows("SELECT track_id, count(*) FROM track_locations GROUP BY track_id"))

    def last_seen(self, track_id: TrackId) -> str:
        """Where a recording was last found, for display; empty if there is no such track."""
        return self._database.value("SELECT last_seen FROM tracks WHERE id = ?", (track_id,)) or ""

    def forget_location(self, path: Path) -> bool:
        """Forget that a recording lies at ``path``; the track stays. Returns whether that was known."""
        with self._database.transaction():
            return bool(self._database.rows("DELETE FROM track_locations WHERE path = ? RETURNING id", (place(path),)))

    def known_unchanged(self, path: Path) -> bool:
        """Whether ``path`` was imported and has the size and time of change it had then: no need to decode it again."""
        row = self._database.row("SELECT size_bytes, mtime_ns FROM track_locations WHERE path = ?", (place(path),))
        if row is None:
            return False
        try:
            return FileStamp.of(path) == FileStamp(*row)
        except OSError:
            return False

    def _track(self, row: Row) -> Track:
        track_id, path, fingerprint, info, tags, licence, may_train, proof, added_at = row
        with self._database.decoding(f"track {track_id}"):
            return Track(
                TrackId(track_id),
                os.fsdecode(path or b""),
                fingerprint,
                decode_json(info, AudioInfo),
                decode_json(tags, Tags),
                Rights(licence, bool(may_train), proof),
                added_at,
            )


def no_such_track(track_id: int) -> UserError:
    return UserError(f"There is no track {track_id} in the library", "See what there is with: aurax library list")


def display(path: Path) -> str:
    """A path as plain text: bytes that are no UTF-8 become U+FFFD."""
    return storable(os.fsdecode(place(path)))


def place(path: Path) -> bytes:
    """The one name of a place in the library: absolute, links kept, unless a ``..`` behind one would lead elsewhere."""
    return os.fsencode(os.path.realpath(path) if ".." in path.parts else path.absolute())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", storable(text)).casefold()


def _search_text(tags: Tags, shown: str) -> str:
    words = (tags.title, tags.artist, tags.album, tags.genre, Path(shown).name)
    return _folded("\n".join(word for word in words if word))
