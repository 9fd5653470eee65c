"""What a list of a hundred thousand recordings needs of each, read in pages and without opening large documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from engine.core.analysis import SCHEMA
from engine.core.track import TrackId
from engine.library.database import Database, Row

_PAGE = 2000
_SCORES_PAGE = 100
_ENTRIES = f"""SELECT t.id,
    (SELECT path FROM track_locations WHERE track_id = t.id ORDER BY id LIMIT 1),
    (SELECT count(*) FROM track_locations WHERE track_id = t.id),
    t.info, t.tags, t.licence, t.may_train, t.added_at, a.tempo_bpm, a.key
    FROM tracks AS t LEFT JOIN analyses AS a ON a.track_id = t.id AND a.schema = ?
    WHERE t.id > ? ORDER BY t.id LIMIT {_PAGE}"""


class _Info(msgspec.Struct):
    """The part of ``AudioInfo`` that says how long a recording is."""

    sample_rate: int
    num_samples: int


class _Tags(msgspec.Struct):
    """The part of ``Tags`` that a list shows."""

    title: str | None = None
    artist: str | None = None
    genre: str | None = None


class _Style(msgspec.Struct):
    named: tuple[str, ...] = ()


class _Gate(msgspec.Struct):
    passed: bool | None = None


class _Score(msgspec.Struct):
    """The part of ``CultureScore`` that a list shows."""

    style: _Style = msgspec.field(default_factory=_Style)
    gate: _Gate = msgspec.field(default_factory=_Gate)


_INFO = msgspec.json.Decoder(_Info)
_TAGS = msgspec.json.Decoder(_Tags)
_SCORE = msgspec.json.Decoder(_Score)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One recording as a list shows it; None where it was not told or not analysed.

    ``path``: where it was found first, empty if nowhere any more. ``duration``: seconds. ``num_places``: files of it.
    """

    id: TrackId
    path: str
    num_places: int
    title: str | None
    artist: str | None
    genre: str | None
    duration: float
    licence: str
    may_train: bool
    added_at: str
    tempo_bpm: float | None
    key: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the newest score says of a recording: whether it passed its gate (None: cannot be told), clear styles."""

    passed: bool | None
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A file of a recording. ``path`` may hold surrogate escapes; ``display`` is plain text."""

    track_id: TrackId
    path: str
    display: str
    size_bytes: int


class Catalogue:
    """Read-only views over the whole collection. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self) -> Iterator[CatalogueEntry]:
        """All recordings in the order of their ids, read in pages, so that writers never wait for a reader."""
        last = 0
        while True:
            rows = self._database.rows(_ENTRIES, (SCHEMA, last))
            with self._database.decoding("the list of tracks"):
                yield from map(_entry, rows)
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def verdicts(self, after: int = 0) -> tuple[dict[TrackId, Verdict], int]:
        """The newest verdict of each recording among the scores later than ``after``, and the last score's number."""
        found: dict[TrackId, Verdict] = {}
        while True:
            rows = self._database.rows(
                "SELECT id, track_id, document FROM culture_scores WHERE id > ? AND track_id IS NOT NULL"
                f" ORDER BY id LIMIT {_SCORES_PAGE}",
                (after,),
            )
            for number, track_id, document in rows:
                after = number
                with self._database.decoding("a culture score"):
                    score = _SCORE.decode(document)
                found[TrackId(track_id)] = Verdict(score.gate.passed, score.style.named)
            if len(rows) < _SCORES_PAGE:
                return found, after

    def places(self) -> Iterator[Place]:
        """All files of all recordings, those found first first."""
        last = 0
        while True:
            rows = self._database.rows(
                "SELECT id, track_id, path, display, size_bytes FROM track_locations"
                f" WHERE id > ? ORDER BY id LIMIT {_PAGE}",
                (last,),
            )
            for number, track_id, path, display, size in rows:
                last = number
                yield Place(TrackId(track_id), os.fsdecode(path), display, size)
            if len(rows) < _PAGE:
                return


def _entry(row: Row) -> CatalogueEntry:
    track_id, path, num_places, info, tags, licence, may_train, added_at, tempo, key = row
    told, length = _TAGS.decode(tags), _INFO.decode(info)
    return CatalogueEntry(
        TrackId(track_id),
        os.fsdecode(path or b""),
        num_places,
        told.title,
        told.artist,
        told.genre,
        length.num_samples / length.sample_rate,
        licence,
        bool(may_train),
        added_at,
        tempo,
        key,
    )
