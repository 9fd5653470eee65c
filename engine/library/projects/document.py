"""``project.json``, schema ``aurax.project/1``: what a project holds. Values only; files are elsewhere.

A song's or take's files are named by what they contain; what a person made of it (note edits, mix, loop, label) stands
in ``work``, part by part, as JSON that this room does not look into: a part that it does not know is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from engine.core.codec import encode_json
from engine.core.errors import UserError
from engine.core.names import safe_name

SCHEMA: Final = "aurax.project/1"
SONG, TAKE = "song", "take"
MOST_BYTES = 256 * 2**20
MOST_SONGS = 10_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"(\.[a-z0-9]{1,8})?")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

Migration = Callable[[dict[str, Any]], dict[str, Any]]
MIGRATIONS: dict[str, Migration] = {}
"""By the schema they read: each makes the document of the next one. A new schema adds one line here."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in ``audio/``: SHA-256 of its bytes, how many they are, and its name's suffix in small letters."""

    sha256: str
    size: int
    suffix: str = ""

    @property
    def name(self) -> str:
        return self.sha256 + self.suffix


@dataclass(frozen=True, slots=True)
class ProjectSong:
    """A song or take. ``files`` by their names in its folder (``stems/drums.wav``); ``source``: where the user's own
    file lay, a hint and no more; ``original``: that file's content, once it was collected.
    """

    id: str
    title: str
    kind: str = SONG
    source: str = ""
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    original: StoredFile | None = None
    work: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stored(self) -> tuple[StoredFile, ...]:
        """Everything of it that lies in ``audio/``."""
        return (*self.files.values(), *((self.original,) if self.original is not None else ()))


@dataclass(frozen=True, slots=True)
class ProjectDocument:
    """All of a project but its audio. ``revision`` grows with every change: the newer of two states has the higher."""

    id: str
    name: str
    schema: str = SCHEMA
    created: float = 0.0
    changed: float = 0.0
    revision: int = 0
    open_song: str = ""
    stars: tuple[str, ...] = ()
    songs: tuple[ProjectSong, ...] = ()

    def song(self, song_id: str) -> ProjectSong | None:
        return next((song for song in self.songs if song.id == song_id), None)

    @property
    def stored(self) -> tuple[StoredFile, ...]:
        """Every content once."""
        return tuple({stored.sha256: stored for song in self.songs for stored in song.stored}.values())

    def with_song(self, song: ProjectSong) -> ProjectDocument:
        """A song put in the place of the one with its id, or behind the others."""
        if self.song(song.id) is None:
            return replace(self, songs=(*self.songs, song))
        return replace(self, songs=tuple(song if each.id == song.id else each for each in self.songs))

    def with_work(self, song_id: str, part: str, value: Any) -> ProjectDocument:
        """A part of a song's work; None takes it away."""
        song = self.song(song_id)
        if song is None:
            return self
        work = {name: each for name, each in song.work.items() if name != part}
        return self.with_song(replace(song, work=work if value is None else {**work, part: value}))

    def touched(self, at: float) -> ProjectDocument:
        """The next revision."""
        return replace(self, revision=self.revision + 1, changed=at)


def encode(document: ProjectDocument) -> bytes:
    """As it stands in a file."""
    return encode_json(document, indent=2) + b"\n"


def decode(text: bytes, place: str, *, migrations: Mapping[str, Migration] | None = None) -> ProjectDocument:
    """From a file's text; an older schema is brought up to this one.

    Args:
        text: UTF-8 JSON.
        place: Named in errors.
        migrations: ``MIGRATIONS`` if None.

    Raises:
        UserError: If it is no project, a damaged one, or one of a newer version.
    """
    import msgspec

    damaged = "Restore an earlier state with: aurax project snapshots, then aurax project restore"
    if len(text) > MOST_BYTES:
        raise UserError(f"{place} is too large to be a project", damaged)
    try:
        content = msgspec.json.decode(text)
        if not isinstance(content, dict):
            raise TypeError("it holds no object")
        content = _migrated(content, place, MIGRATIONS if migrations is None else migrations)
        document = msgspec.convert(content, ProjectDocument)
        _check(document)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(f"{place} is damaged: {error}", damaged) from error
    return document


def _migrated(content: dict[str, Any], place: str, migrations: Mapping[str, Migration]) -> dict[str, Any]:
    seen = set()
    while content.get("schema") != SCHEMA:
        schema = content.get("schema")
        if not isinstance(schema, str) or not schema.startswith("aurax.project/"):
            raise ValueError("it is no project of AURA-X Studio")
        if schema not in migrations or schema in seen:
            hint = "Open it with the version that wrote it, or update AURA-X Studio."
            raise UserError(f"{place} was written by another version ({schema[:40]}); this one reads {SCHEMA}", hint)
        seen.add(schema)
        content = migrations[schema](content)
    return content


def _check(document: ProjectDocument) -> None:
    """What types do not say: names stay inside the folder they are of."""
    if len(document.songs) > MOST_SONGS or len({song.id for song in document.songs}) != len(document.songs):
        raise ValueError("it holds too many songs, or two of one name")
    if not _ID.fullmatch(document.id) or document.revision < 0:
        raise ValueError("its identity is not valid")
    for song in document.songs:
        if not _ID.fullmatch(song.id) or song.kind not in (SONG, TAKE):
            raise ValueError("a song's identity is not valid")
        for name in song.files:
            if not is_inside(name):
                raise ValueError(f"{name[:80]!r} is no name of a file in a song's folder")
        for stored in song.stored:
            if not _SHA256.fullmatch(stored.sha256) or not _SUFFIX.fullmatch(stored.suffix) or stored.size < 0:
                raise ValueError("the address of a file is not valid")


def is_inside(name: str) -> bool:
    """Whether a name with ``/`` between folders can only mean a file below a folder, on every system."""
    parts = name.split("/")
    return len(parts) <= 4 and all(part and part == safe_name(part) for part in parts)


def tidy_suffix(name: str) -> str:
    """A file name's suffix as the store writes it; none where it is a strange one."""
    _stem, dot, suffix = name.rpartition(".")
    found = f".{suffix.lower()}" if dot else ""
    return found if _SUFFIX.fullmatch(found) else ""
