"""The collection in columns: a hundred thousand recordings filtered and sorted within one key stroke.

Nothing here is Qt's. Rows are read and indexed in a thread; a filter is one pass over an array per condition, a sort is
a permutation that is computed once per column. A list shows what ``Collection.order`` returns: numbers of rows.

Keys are told in words and, for those who mix, as places on the Camelot wheel (M. Davis, "Camelot EasyMix System",
1991): minor keys are A, major keys B, a fifth upwards is one step clockwise, C major is 8B. Mixing well means: the same
place, one step either way on the same ring, or the other ring at the same number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.widgets.plain_text import plain
from engine.core.harmony import Key
from engine.core.track import TrackId
from engine.library import CatalogueEntry, Library, Verdict

TITLE, ARTIST, LENGTH, TEMPO, KEY, STYLE, VERDICT, RIGHTS, ADDED = range(9)
PASSED, BELOW, UNTOLD, UNSCORED = "passed", "below", "untold", "unscored"
NOT_STATED = "unknown"
MAY_TRAIN = "may_train"
MISSING, COPIES, UNANALYSED = "missing", "copies", "unanalysed"

_FIFTHS = 7  # semitones
_C_MAJOR = 8  # its number on the wheel
_TO_RELATIVE_MAJOR = 3  # semitones above a minor tonic

Order = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TrackRow:
    """One recording as a list shows it; None where it was not analysed.

    ``style``: what the score names, else the file's own genre. ``verdict``: of the score's gate.
    """

    id: TrackId
    path: str
    title: str
    artist: str
    duration: float
    tempo_bpm: float | None
    key: str | None
    rights: str
    added_at: str
    style: str = ""
    verdict: str = UNSCORED
    may_train: bool = False
    num_places: int = 1


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a list is narrowed to; empty and None mean all.

    Args:
        text: Words that title, artist, style or key must hold, case aside.
        bpm_from, bpm_to: Inclusive, to a tenth of a BPM.
        key: Such as ``F minor``.
        with_mixing: Also keys that mix with it.
        style: One of ``Collection.styles``.
        verdict: ``passed``, ``below``, ``untold`` or ``unscored``.
        rights: A licence, or ``may_train``.
        only: ``missing`` files, recordings with ``copies``, or ``unanalysed`` ones.
    """

    text: str = ""
    bpm_from: float | None = None
    bpm_to: float | None = None
    key: str = ""
    with_mixing: bool = False
    style: str = ""
    verdict: str = ""
    rights: str = ""
    only: str = ""

    def as_text(self) -> str:
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_text(cls, text: str) -> Wanted:
        """What ``as_text`` wrote; everything is wanted where that cannot be read."""
        try:
            return msgspec.json.decode(text or "{}", type=cls)
        except msgspec.MsgspecError:
            return cls()


@lru_cache(maxsize=512)
def parsed_key(words: str | None) -> Key | None:
    try:
        return Key.parse(words) if words else None
    except ValueError:
        return None


def camelot(key: Key) -> str:
    """``4A`` for F minor."""
    major = key.tonic if key.mode == "major" else (key.tonic + _TO_RELATIVE_MAJOR) % 12
    steps = major * _FIFTHS % 12  # fifths above C: seven is its own inverse modulo twelve
    return f"{(_C_MAJOR - 1 + steps) % 12 + 1}{'B' if key.mode == 'major' else 'A'}"


def mixing_keys(key: Key) -> frozenset[Key]:
    """The key itself, its neighbours in fifths, and its relative."""
    is_major = key.mode == "major"
    relative = (key.tonic - _TO_RELATIVE_MAJOR if is_major else key.tonic + _TO_RELATIVE_MAJOR) % 12
    same_ring = (key.tonic, (key.tonic + _FIFTHS) % 12, (key.tonic - _FIFTHS) % 12)
    return frozenset((*(Key(tonic, key.mode) for tonic in same_ring), Key(relative, "minor" if is_major else "major")))


def folded(text: str) -> str:
    """As the list compares text."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


class Collection(Sequence[TrackRow]):
    """Rows with their columns. Immutable but for ``missing``.

    Args:
        rows: In any order; a list's order comes from ``order``.
    """

    def __init__(self, rows: Iterable[TrackRow] = ()) -> None:
        self._rows = list(rows)
        self.missing: Mask = np.zeros(len(self._rows), bool)
        self._orders: dict[tuple[int, bool], Order] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __iter__(self) -> Iterator[TrackRow]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Collection) and self._rows == other._rows

    __hash__ = None  # type: ignore[assignment]  # it is compared by what it holds

    def prepare(self) -> Collection:
        """Compute what the first filter and the first sort need, in whatever thread this is called; returns itself."""
        self.order(Wanted(bpm_from=0.0, key="C", style=" ", verdict=" ", rights=" ", text=" "), ADDED, is_falling=True)
        self.order(Wanted(), TITLE)
        self.order(Wanted(), ARTIST)
        return self

    def mark_missing(self, missing: frozenset[TrackId]) -> None:
        """Say whose files are not where they were."""
        self.missing = self._mask(lambda row: row.id in missing)

    @cached_property
    def texts(self) -> list[str]:
        """What is searched of each row."""
        return [folded(f"{row.title} {row.artist} {row.style} {_key_words(row.key)}") for row in self._rows]

    @cached_property
    def tempos(self) -> NDArray[np.float64]:
        """To a tenth, as shown; NaN where it is not known."""
        values = (np.nan if row.tempo_bpm is None else row.tempo_bpm for row in self._rows)
        tempos = np.fromiter(values, np.float64, len(self))
        return np.round(tempos, 1, out=tempos)

    @cached_property
    def keys(self) -> NDArray[np.int8]:
        """Tonic plus 12 for major; -1 where it is not known."""
        numbers = {words: _key_number(parsed_key(words)) for words in {row.key for row in self._rows}}
        return np.fromiter((numbers[row.key] for row in self._rows), np.int8, len(self))

    @cached_property
    def styles(self) -> tuple[str, ...]:
        """Every style there is, in order."""
        return tuple(sorted({row.style for row in self._rows if row.style}, key=folded))

    @cached_property
    def licences(self) -> tuple[str, ...]:
        """Every licence that is stated, in order."""
        return tuple(sorted({row.rights for row in self._rows} - {NOT_STATED}))

    @cached_property
    def id_rows(self) -> Mapping[TrackId, int]:
        """Number of the row of each recording."""
        return {row.id: number for number, row in enumerate(self._rows)}

    def order(self, wanted: Wanted, column: int, *, is_falling: bool = False) -> Order:
        """Numbers of the rows that are wanted, sorted by a column; what is not known comes last either way."""
        if (column, is_falling) not in self._orders:
            self._orders[column, is_falling] = self._sorted(column, is_falling=is_falling)
        everything = self._orders[column, is_falling]
        mask = self._wanted(wanted)
        return everything if mask is None else everything[mask[everything]]

    def _wanted(self, wanted: Wanted) -> Mask | None:
        parts = (self._by_text, self._by_tempo, self._by_key, self._by_words, self._by_state)
        masks = [mask for mask in (part(wanted) for part in parts) if mask is not None]
        return _all(masks) if masks else None

    def _sorted(self, column: int, *, is_falling: bool) -> Order:
        ranks = self._ranks(column)
        last = np.iinfo(np.int64).max
        signed = -ranks if is_falling else ranks
        return np.argsort(np.where(ranks < 0, last, signed), kind="stable")

    def _ranks(self, column: int) -> NDArray[np.int64]:
        """Each row's place among the column's values; -1 where there is none."""
        values = [_VALUES[column](row) for row in self._rows]
        known = sorted({value for value in values if value is not None and value != ""})
        rank = {value: number for number, value in enumerate(known)}
        return np.fromiter((rank.get(value, -1) for value in values), np.int64, len(values))

    def _mask(self, test: Callable[[TrackRow], bool]) -> Mask:
        return np.fromiter(map(test, self._rows), bool, len(self))

    # one condition each; None where it asks for nothing

    def _by_text(self, wanted: Wanted) -> Mask | None:
        words = folded(wanted.text).split()
        if not words:
            return None
        hits = ((word in text for text in self.texts) for word in words)
        return _all([np.fromiter(hit, bool, len(self)) for hit in hits])

    def _by_tempo(self, wanted: Wanted) -> Mask | None:
        if wanted.bpm_from is None and wanted.bpm_to is None:
            return None
        least = -np.inf if wanted.bpm_from is None else wanted.bpm_from
        most = np.inf if wanted.bpm_to is None else wanted.bpm_to
        return np.asarray((self.tempos >= least) & (self.tempos <= most))

    def _by_key(self, wanted: Wanted) -> Mask | None:
        key = parsed_key(wanted.key)
        if key is None:
            return None
        keys = mixing_keys(key) if wanted.with_mixing else {key}
        return np.isin(self.keys, [_key_number(each) for each in keys])

    def _by_words(self, wanted: Wanted) -> Mask | None:
        """Style, verdict and rights."""
        tests: list[Mask] = []
        if wanted.style:
            tests.append(self._column(STYLE) == wanted.style)
        if wanted.verdict:
            tests.append(self._column(VERDICT) == wanted.verdict)
        if wanted.rights == MAY_TRAIN:
            tests.append(self._mask(lambda row: row.may_train))
        elif wanted.rights:
            tests.append(self._column(RIGHTS) == wanted.rights)
        return _all(tests) if tests else None

    @cached_property
    def _columns(self) -> dict[int, NDArray[np.object_]]:
        return {}

    def _column(self, column: int) -> NDArray[np.object_]:
        """Interned words: comparing them is comparing pointers nearly always."""
        if column not in self._columns:
            name = {STYLE: "style", VERDICT: "verdict", RIGHTS: "rights"}[column]
            values = np.empty(len(self), object)
            values[:] = [getattr(row, name) for row in self._rows]
            self._columns[column] = values
        return self._columns[column]

    def _by_state(self, wanted: Wanted) -> Mask | None:
        if wanted.only == MISSING:
            return self.missing
        if wanted.only == COPIES:
            return self._mask(lambda row: row.num_places > 1)
        return np.isnan(self.tempos) & (self.keys < 0) if wanted.only == UNANALYSED else None


_VERDICT_ORDER = {PASSED: 0, UNTOLD: 1, BELOW: 2}
_VALUES: dict[int, Callable[[TrackRow], Any]] = {
    TITLE: lambda row: folded(row.title),
    ARTIST: lambda row: folded(row.artist),
    LENGTH: lambda row: row.duration,
    TEMPO: lambda row: row.tempo_bpm,
    KEY: lambda row: _place_of(row),
    STYLE: lambda row: folded(row.style),
    VERDICT: lambda row: _VERDICT_ORDER.get(row.verdict),
    RIGHTS: lambda row: None if row.rights == NOT_STATED else row.rights,
    ADDED: lambda row: row.added_at,
}
"""What each column is sorted by; keys go round the wheel, so that neighbours in the list mix."""


def _all(masks: Sequence[Mask]) -> Mask:
    """Where each of them is true."""
    result: Mask = np.logical_and.reduce(masks)
    return result


def _place_of(row: TrackRow) -> tuple[int, str] | None:
    return _wheel_place(row.key)


def _key_number(key: Key | None) -> int:
    return -1 if key is None else key.tonic + (12 if key.mode == "major" else 0)


@lru_cache(maxsize=512)
def _wheel_place(words: str | None) -> tuple[int, str] | None:
    key = parsed_key(words)
    if key is None:
        return None
    place = camelot(key)
    return int(place[:-1]), place[-1]


@lru_cache(maxsize=512)
def _key_words(words: str | None) -> str:
    key = parsed_key(words)
    return f"{words or ''} {camelot(key)}" if key is not None else words or ""


def read_rows(library: Library) -> Collection:
    """All recordings with what is known of them, ready to be filtered; called in a thread.

    Raises:
        LibraryError: If the library cannot be read.
    """
    verdicts, _last = library.catalogue.verdicts()
    words: dict[str, str] = {}
    rows = (_row(entry, verdicts.get(entry.id), words) for entry in library.catalogue.entries())
    return Collection(rows).prepare()


def _row(entry: CatalogueEntry, verdict: Verdict | None, words: dict[str, str]) -> TrackRow:
    def shared(text: str) -> str:
        """One string for all rows that say the same."""
        return words.setdefault(text, text)

    styles = ", ".join(verdict.styles) if verdict is not None else ""
    return TrackRow(
        entry.id,
        entry.path,
        plain(entry.title or Path(entry.path).stem),
        shared(plain(entry.artist or "")),
        entry.duration,
        entry.tempo_bpm,
        shared(entry.key) if entry.key else None,
        shared(plain(entry.licence)),
        entry.added_at,
        shared(plain(styles or entry.genre or "", 60)),
        _verdict_word(verdict),
        entry.may_train,
        entry.num_places,
    )


def _verdict_word(verdict: Verdict | None) -> str:
    if verdict is None:
        return UNSCORED
    return UNTOLD if verdict.passed is None else PASSED if verdict.passed else BELOW
