"""What people say of a song: labels as the mission asks for them, and contests of a score.

Labels are people's and scores are the program's; neither ever changes the other. Nothing that was said is overwritten:
each ``Statement`` is kept with who made it and when, and a song's label is what they say together.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

MARKERS = (
    "log_drum_authenticity",
    "gospel_influence",
    "kwaito_rhythms",
    "jazz_harmonies",
    "traditional_percussion",
)
"""Ids of the five cultural markers, in the mission's order."""


def marker_like(name: str) -> str:
    """The marker somebody means who writes ``name``; empty where none is near."""
    beginning = [marker for marker in MARKERS if len(name) > 2 and marker.startswith(name.lower())]
    return next(iter(beginning or difflib.get_close_matches(name, MARKERS, n=1)), "")


def _require_values(values: Mapping[str, float | None]) -> None:
    for name, value in values.items():
        if name not in MARKERS:
            raise ValueError(f"there is no marker {name!r}; markers are {', '.join(MARKERS)}")
        if value is not None and not 0.0 <= value <= 1.0:
            raise ValueError(f"{name} lies in 0 to 1, got {value:g}")


def _require_stretch(start: float, end: float) -> None:
    if not (math.isfinite(end) and 0.0 <= start < end):
        raise ValueError(f"a segment goes from 0 s or later to a later time, got {start:g} to {end:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSegment:
    """What is said of ``start``–``end`` seconds of a song.

    Args:
        start, end: Seconds.
        cultural_markers: Marker to 0–1; None where its author cannot tell.
        sub_genre: Style there; empty where nothing is said.
        by, at: Who said it last, and when (ISO, UTC).
    """

    start: float
    end: float
    cultural_markers: dict[str, float | None] = field(default_factory=dict)
    sub_genre: str = ""
    by: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        _require_stretch(self.start, self.end)
        _require_values(self.cultural_markers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What people say of a song, in the mission's fields; ``segments`` say it of parts of it.

    Args:
        track_id: The name their author gave the song.
        cultural_markers: Marker to 0–1; None where the author cannot tell; what was not judged is not there.
        sub_genre: Style.
        reference_artists: Whom it sounds like.
        cultural_significance, educational_value: In words.
        segments: By time.
        by, at: Who said something of the whole song last, and when (ISO, UTC).
    """

    track_id: str
    cultural_markers: dict[str, float | None] = field(default_factory=dict)
    sub_genre: str = ""
    reference_artists: tuple[str, ...] = ()
    cultural_significance: str = ""
    educational_value: str = ""
    segments: tuple[LabelSegment, ...] = ()
    by: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        _require_values(self.cultural_markers)

    @property
    def is_empty(self) -> bool:
        words = (self.sub_genre, self.cultural_significance, self.educational_value)
        return not (self.cultural_markers or self.segments or self.reference_artists or any(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one person says at one time. What is None is left as it was said before; an empty text takes it back.

    Args:
        track_id: Name of the song for people.
        cultural_markers: Marker to 0–1 or None ("cannot tell"); markers that are not named are left.
        taken_back: Markers of which nothing is said any more.
        start, end: Seconds; None for the whole song. Only markers and style can be said of a part.
        by, at: Who, and when (ISO, UTC).
    """

    track_id: str | None = None
    cultural_markers: dict[str, float | None] = field(default_factory=dict)
    taken_back: tuple[str, ...] = ()
    sub_genre: str | None = None
    reference_artists: tuple[str, ...] | None = None
    cultural_significance: str | None = None
    educational_value: str | None = None
    start: float | None = None
    end: float | None = None
    by: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        _require_values({**self.cultural_markers, **dict.fromkeys(self.taken_back)})
        if (self.start is None) is not (self.end is None):
            raise ValueError("a segment has a start and an end")
        if self.start is not None and self.end is not None:
            _require_stretch(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Somebody hears a stretch otherwise than a score says. It stays, whatever is scored later.

    Args:
        marker: Which.
        start, end: Seconds.
        why: In their words.
        value: What they would say, 0–1; None where they name none.
        profile: Of the score they contest.
        by, at: Who, and when (ISO, UTC).
    """

    marker: str
    start: float
    end: float
    why: str
    value: float | None = None
    profile: str = ""
    by: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        _require_values({self.marker: self.value})
        _require_stretch(self.start, self.end)


def label_of(statements: Iterable[Statement], *, track_id: str) -> Label:
    """What all statements say together, the later ones winning.

    Args:
        statements: Oldest first.
        track_id: The song's name where no statement gives one.
    """
    label = Label(track_id=track_id)
    segments: dict[tuple[float, float], LabelSegment] = {}
    for said in statements:
        if said.start is None or said.end is None:
            label = _with(label, said)
            continue
        place = (said.start, said.end)
        before = segments.get(place, LabelSegment(start=said.start, end=said.end))
        now = replace(
            before,
            cultural_markers=_markers(before.cultural_markers, said),
            sub_genre=before.sub_genre if said.sub_genre is None else said.sub_genre,
            by=said.by,
            at=said.at,
        )
        segments[place] = now
    kept = (segments[place] for place in sorted(segments))
    return replace(label, segments=tuple(own for own in kept if own.cultural_markers or own.sub_genre))


def statements_of(label: Label) -> tuple[Statement, ...]:
    """What a label says, as statements: of the whole song first, then of its segments. Empty fields say nothing."""
    whole = Statement(
        track_id=label.track_id,
        cultural_markers=label.cultural_markers,
        sub_genre=label.sub_genre or None,
        reference_artists=label.reference_artists or None,
        cultural_significance=label.cultural_significance or None,
        educational_value=label.educational_value or None,
        by=label.by,
        at=label.at,
    )
    parts = (
        Statement(
            cultural_markers=own.cultural_markers,
            sub_genre=own.sub_genre or None,
            start=own.start,
            end=own.end,
            by=own.by,
            at=own.at,
        )
        for own in label.segments
    )
    return (whole, *parts)


def _with(label: Label, said: Statement) -> Label:
    names = ("sub_genre", "reference_artists", "cultural_significance", "educational_value")
    texts = {name: own for name in names if (own := getattr(said, name)) is not None}
    label = replace(label, track_id=label.track_id if said.track_id is None else said.track_id)
    if not (texts or said.cultural_markers or said.taken_back):
        return label  # a name alone is nothing said of the music
    return replace(label, cultural_markers=_markers(label.cultural_markers, said), by=said.by, at=said.at, **texts)


def _markers(before: Mapping[str, float | None], said: Statement) -> dict[str, float | None]:
    now = {**before, **said.cultural_markers}
    return {name: now[name] for name in MARKERS if name in now and name not in said.taken_back}
