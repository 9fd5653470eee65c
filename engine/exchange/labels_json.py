"""The mission's label JSON: ``track_id, cultural_markers, sub_genre, reference_artists, cultural_significance,
educational_value``. A file holds one label or a list of them.

Ours may say more: ``segments`` (``start``, ``end`` in seconds, markers and style there), ``contests``, ``fingerprint``
of the recording, ``by`` and ``at``. These come after the six fields and only where there is something in them, so that
a reader of the plain form finds what it knows.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.labels import MARKERS, Contest, Label, LabelSegment, marker_like
from engine.whole_file import write_bytes

T = TypeVar("T")

_TEXTS = ("sub_genre", "cultural_significance", "educational_value", "by", "at")
_FIELDS = ("track_id", "cultural_markers", "reference_artists", *_TEXTS, "segments", "contests", "fingerprint")
_LONGEST = 4000
_MOST = 10_000
_MAX_BYTES = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLabel:
    """A label as a file holds it.

    Args:
        label: What it says.
        contests: Of scores.
        fingerprint: Of the recording, where the file names it.
        place: Where it stands, for sentences about it.
    """

    label: Label
    contests: tuple[Contest, ...] = ()
    fingerprint: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReadLabels:
    """The labels of a file, and one sentence for each field that does not fit: then there are no labels."""

    labels: tuple[WrittenLabel, ...]
    problems: tuple[str, ...]


def label_document(label: Label, *, fingerprint: str = "", contests: Iterable[Contest] = ()) -> dict[str, Any]:
    """The JSON document: the mission's six fields, then ours where there is something in them."""
    document: dict[str, Any] = {
        "track_id": label.track_id,
        "cultural_markers": dict(label.cultural_markers),
        "sub_genre": label.sub_genre,
        "reference_artists": list(label.reference_artists),
        "cultural_significance": label.cultural_significance,
        "educational_value": label.educational_value,
    }
    more = {
        "segments": [_segment_document(own) for own in label.segments],
        "contests": [_contest_document(own) for own in contests],
        "fingerprint": fingerprint,
        "by": label.by,
        "at": label.at,
    }
    return {**document, **{name: own for name, own in more.items() if own}}


def _segment_document(segment: LabelSegment) -> dict[str, Any]:
    return {
        "start": segment.start,
        "end": segment.end,
        "cultural_markers": dict(segment.cultural_markers),
        "sub_genre": segment.sub_genre,
        **_said(segment.by, segment.at),
    }


def _contest_document(contest: Contest) -> dict[str, Any]:
    return {
        "marker": contest.marker,
        "start": contest.start,
        "end": contest.end,
        "why": contest.why,
        "value": contest.value,
        "profile": contest.profile,
        **_said(contest.by, contest.at),
    }


def _said(by: str, at: str) -> dict[str, str]:
    return {name: text for name, text in (("by", by), ("at", at)) if text}


def write_labels(path: Path, documents: list[dict[str, Any]], *, as_list: bool) -> None:
    """Write one document plainly, or a list of them; UTF-8, indented by two spaces.

    Raises:
        OSError: If it cannot be written; an older file is then still there.
    """
    content = documents if as_list else documents[0]
    write_bytes(path, encode_json(content, indent=2) + b"\n")


def read_labels(path: Path) -> ReadLabels:
    """The labels of a file.

    Raises:
        UserError: If it cannot be read or is no JSON.
    """
    import msgspec

    hint = 'A label is {"track_id": ..., "cultural_markers": {...}, "sub_genre": ..., ...}, or a list of such.'
    try:
        with path.open("rb") as opened:
            content = opened.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UserError(f"Cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    if len(content) > _MAX_BYTES:
        raise UserError(f"{path} holds no labels: it is larger than {_MAX_BYTES >> 20} MB", hint)
    try:
        document = decode_json(content, object)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"{path} holds no labels: {error}", hint) from error
    return parse_labels(document, name=path.name)


def parse_labels(document: Any, *, name: str) -> ReadLabels:
    """Labels from parsed JSON; every field is checked, and nothing is taken where one does not fit.

    Args:
        document: One label or a list of them.
        name: Of the file, for sentences.
    """
    rows = document if isinstance(document, list) else [document]
    reader = _Reader()
    labels = []
    for number, row in enumerate(rows, start=1):
        place = f"{name}, label {number}" if isinstance(document, list) else name
        labels.append(reader.label(row, place))
    found = tuple(label for label in labels if label is not None)
    return ReadLabels(() if reader.problems else found, tuple(reader.problems))


@dataclass(slots=True)
class _Reader:
    """Reads field by field and collects a sentence for each that does not fit."""

    problems: list[str] = field(default_factory=list)

    def label(self, row: Any, place: str) -> WrittenLabel | None:
        if not isinstance(row, dict):
            self._refuse(place, f"expected a label in braces, got {_kind(row)}")
            return None
        before = len(self.problems)
        track_id = self._text(row, "track_id", place)
        if len(self.problems) == before and not track_id.strip():
            self._refuse(place, "track_id is missing: it names the song")
        self._unknown(row, _FIELDS, place)
        texts = {name: self._text(row, name, place) for name in _TEXTS}
        markers = self._markers(row.get("cultural_markers", {}), place)
        artists = self._artists(row.get("reference_artists", []), place)
        segments = self._rows(row, "segments", place, self._segment)
        contests = self._rows(row, "contests", place, self._contest)
        fingerprint = self._text(row, "fingerprint", place)
        if len(self.problems) > before:
            return None
        label = Label(
            track_id=track_id,
            cultural_markers={name: markers[name] for name in MARKERS if name in markers},
            reference_artists=artists,
            segments=tuple(sorted(segments, key=lambda own: (own.start, own.end))),
            **texts,
        )
        return WrittenLabel(label=label, contests=tuple(contests), fingerprint=fingerprint, place=place)

    def _segment(self, row: dict[str, Any], place: str) -> LabelSegment | None:
        self._unknown(row, ("start", "end", "cultural_markers", "sub_genre", "by", "at"), place)
        markers = self._markers(row.get("cultural_markers", {}), place)
        texts = {name: self._text(row, name, place) for name in ("sub_genre", "by", "at")}
        stretch = self._stretch(row, place)
        if stretch is None:
            return None
        return LabelSegment(start=stretch[0], end=stretch[1], cultural_markers=markers, **texts)

    def _contest(self, row: dict[str, Any], place: str) -> Contest | None:
        self._unknown(row, ("marker", "start", "end", "why", "value", "profile", "by", "at"), place)
        marker = self._text(row, "marker", place)
        values = self._markers({marker: row.get("value")}, place)
        texts = {name: self._text(row, name, place) for name in ("why", "profile", "by", "at")}
        stretch = self._stretch(row, place)
        if stretch is None or marker not in values:
            return None
        return Contest(marker=marker, start=stretch[0], end=stretch[1], value=values[marker], **texts)

    def _rows(
        self, row: dict[str, Any], name: str, place: str, read: Callable[[dict[str, Any], str], T | None]
    ) -> list[T]:
        given = row.get(name) or []
        if not isinstance(given, list) or len(given) > _MOST:
            self._refuse(place, f"{name} is {_kind(given)}; it must be a list of at most {_MOST}")
            return []
        found = []
        for number, item in enumerate(given, start=1):
            inside = f"{place}, {name} {number}"
            if not isinstance(item, dict):
                self._refuse(inside, f"expected braces, got {_kind(item)}")
            elif (own := read(item, inside)) is not None:
                found.append(own)
        return found

    def _markers(self, given: Any, place: str) -> dict[str, float | None]:
        if not isinstance(given, dict):
            self._refuse(place, f"cultural_markers is {_kind(given)}; it must name markers with their values")
            return {}
        found: dict[str, float | None] = {}
        for name, value in given.items():
            if name not in MARKERS:
                self._refuse(place, f"there is no marker {_short(name)}; {_near(name)}")
            elif value is None:
                found[name] = None
            elif isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1.0:
                self._refuse(place, f"{name} is {_short(value)}; it must be a number from 0 to 1, or null")
            else:
                found[name] = float(value)
        return found

    def _artists(self, given: Any, place: str) -> tuple[str, ...]:
        fits = isinstance(given, list) and len(given) <= _MOST
        if not fits or not all(isinstance(artist, str) and len(artist) <= _LONGEST for artist in given):
            self._refuse(place, f"reference_artists is {_short(given)}; it must be a list of names")
            return ()
        return tuple(given)

    def _text(self, row: dict[str, Any], name: str, place: str) -> str:
        given = row.get(name)
        if given is None:
            return ""
        if not isinstance(given, str) or len(given) > _LONGEST:
            self._refuse(place, f"{name} is {_kind(given)}; it must be a text of at most {_LONGEST} characters")
            return ""
        return given

    def _stretch(self, row: dict[str, Any], place: str) -> tuple[float, float] | None:
        times = [row.get(name) for name in ("start", "end")]
        if any(isinstance(time, bool) or not isinstance(time, int | float) for time in times):
            self._refuse(place, "start and end must be seconds")
            return None
        start, end = (float(time) for time in times if time is not None)
        if not 0.0 <= start < end < float("inf"):
            self._refuse(place, f"it goes from {start:g} s to {end:g} s; the end must come after the start")
            return None
        return start, end

    def _unknown(self, row: dict[str, Any], known: tuple[str, ...], place: str) -> None:
        """A field of somebody else's is passed over; a misspelt one of ours is told."""
        for name in row:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.8) if name not in known else []
            if near:
                self._refuse(place, f"there is no field {_short(name)}; did you mean {near[0]}?")

    def _refuse(self, place: str, sentence: str) -> None:
        self.problems.append(f"{place}: {sentence}")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _near(name: str) -> str:
    near = marker_like(name)
    return f"did you mean {near}?" if near else f"markers are {', '.join(MARKERS)}"
