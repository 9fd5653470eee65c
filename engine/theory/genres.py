"""Genre conventions: what each genre usually does, how sure that is and who says so, read from ``resources/genres``.

A file describes, it does not judge, and it is never one bare label's definition: ranges are where most pieces lie, and
every statement carries a confidence and a source of ``_sources.toml``. A genre with a ``parent`` is a kind of it and
says only what differs. ``genres_match`` weighs a song against all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.core.harmony import Key
from engine.core.roman import parse_roman

CONFIDENCES = ("A", "B", "C", "D")
"""Verified, two or more credible sources, one or weak sources, design prior: the letters of the style profiles."""

LAYERS = ("kick", "snare", "rim", "hat", "ride", "shaker", "percussion", "bass", "chords", "log_drum")
"""What a rhythm may be played by; ``snare`` holds claps, ``chords`` what the other stem strikes."""

METRES = ("4/4", "3/4", "6/8", "12/8", "2/4")


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity of ``[measures]``.

    Args:
        low, high: The span any music at all lies in; a genre's range is judged against it.
        tolerance: Standard deviation with which a genre's range fades out beyond its ends. All are design values: wide
            enough for an analysis that errs a little.
        reliability: How often the analysis measures it rightly, as a share; a design value.
        words: What it is, for people.
    """

    low: float
    high: float
    tolerance: float
    reliability: float
    words: str


MEASURES: dict[str, Measure] = {
    "swing": Measure(0.5, 0.7, 0.02, 0.6, "swing of the sixteenths"),
    "shuffle": Measure(0.0, 1.0, 0.12, 0.7, "share of off-beat notes on a triplet"),
    "kicks_per_bar": Measure(0.0, 12.0, 0.4, 0.85, "kicks per bar where they play"),
    "snares_per_bar": Measure(0.0, 12.0, 0.5, 0.8, "snares and claps per bar where they play"),
    "hats_per_bar": Measure(0.0, 20.0, 2.0, 0.7, "hats per bar where they play"),
    "shakers_per_bar": Measure(0.0, 24.0, 2.0, 0.7, "shakers per bar where they play"),
    "percussion_per_bar": Measure(0.0, 24.0, 1.5, 0.6, "toms, rims and hand drums per bar where they play"),
    "harmony": Measure(0.0, 1.0, 0.12, 0.7, "share of the time with a chord"),
    "chords_per_bar": Measure(0.0, 4.0, 0.25, 0.75, "chord changes per bar"),
    "sevenths": Measure(0.0, 1.0, 0.12, 0.75, "share of chords with a seventh"),
    "extensions": Measure(0.0, 1.0, 0.12, 0.7, "share of chords with a ninth or more"),
    "chromatic": Measure(0.0, 1.0, 0.1, 0.7, "share of chords outside the key"),
    "vocals": Measure(0.0, 1.0, 0.12, 0.75, "share of bars that are sung"),
    "drops": Measure(
        0.0, 1.0, 0.2, 0.5, "share of sections that are builds, drops and breaks, not verses and choruses"
    ),
    "loudness_lufs": Measure(-35.0, -4.0, 2.0, 0.5, "LUFS"),
    "log_drum_per_bar": Measure(0.0, 14.0, 0.8, 0.7, "log-drum notes per bar in which it plays"),
    "log_drum_share": Measure(0.0, 1.0, 0.1, 0.7, "share of bars with the log drum"),
}


def _check(confidence: str) -> None:
    if confidence not in CONFIDENCES:
        raise ValueError(f"confidence is one of {', '.join(CONFIDENCES)}, got {confidence!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """BPM ``usual`` from–to and the ``extremes`` beyond which it would be something else; counted as dancers count."""

    usual: tuple[float, float]
    extremes: tuple[float, float]
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if not 20.0 <= self.extremes[0] <= self.usual[0] <= self.usual[1] <= self.extremes[1] <= 400.0:
            raise ValueError(
                f"20 <= extreme <= usual <= usual <= extreme <= 400 is not so in {self.extremes[0]}, {self.usual[0]}, "
                f"{self.usual[1]}, {self.extremes[1]}"
            )
        _check(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Choices with the share of pieces that make them; the shares sum to at most 1, the rest is open."""

    shares: dict[str, float]
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if not self.shares or min(self.shares.values()) < 0.0 or sum(self.shares.values()) > 1.0 + 1e-9:
            raise ValueError(f"shares lie in 0-1 and sum to at most 1, got {self.shares}")
        _check(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where about four pieces in five lie."""

    low: float
    high: float
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"low <= high is not so in {self.low}, {self.high}")
        _check(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progression:
    """Chords as Roman numerals joined by ``-``, in the notation of ``core.roman``, in a key of ``mode``."""

    numerals: str
    mode: str
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if self.mode not in ("major", "minor"):
            raise ValueError(f"mode is major or minor, got {self.mode!r}")
        for numeral in self.numerals.split("-"):
            parse_roman(numeral, Key(0, self.mode))
        _check(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """One bar of sixteenths of one layer, and the share of pieces that keep to it.

    ``grid`` has a sign per sixteenth: a digit says how regularly it is struck (9 in nearly every bar, 5 in every
    other), a dot that it is not. Sixteen signs are a bar of 4/4, twelve one of 3/4 or of 6/8.
    """

    name: str
    layer: str
    grid: str
    share: float
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if self.layer not in LAYERS:
            raise ValueError(f"layer is one of {', '.join(LAYERS)}, got {self.layer!r}")
        if len(self.grid) not in (12, 16) or set(self.grid) - set(".123456789"):
            raise ValueError(f"a grid is 12 or 16 signs of . and 1-9, got {self.grid!r}")
        if not 0.0 < self.share <= 1.0:
            raise ValueError(f"share lies above 0 and up to 1, got {self.share}")
        _check(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Statements in words, most usual first."""

    words: tuple[str, ...]
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError("at least one word is needed")
        _check(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """One genre's conventions. ``parent`` is what it is a kind of, ``roots`` what it came from."""

    id: str
    title: str
    description: str
    evidence: str
    tempo: Tempo
    structures: Words
    instruments: Words
    production: Words
    modes: Shares
    metres: Shares
    rhythms: tuple[Rhythm, ...] = ()
    progressions: tuple[Progression, ...] = ()
    measures: dict[str, Span] = field(default_factory=dict)
    log_drum: Span | None = None
    aliases: tuple[str, ...] = ()
    parent: str = ""
    roots: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, span in self.measures.items():
            known = MEASURES.get(name)
            if known is None:
                raise ValueError(f"there is no measure called {name!r}; known are {', '.join(MEASURES)}")
            if not known.low <= span.low <= span.high <= known.high:
                raise ValueError(f"{name} lies in {known.low:g} to {known.high:g}, got {span.low:g} to {span.high:g}")
        if set(self.modes.shares) - {"major", "minor"}:
            raise ValueError(f"modes are major and minor, got {', '.join(self.modes.shares)}")
        if set(self.metres.shares) - set(METRES):
            raise ValueError(f"metres are {', '.join(METRES)}, got {', '.join(self.metres.shares)}")
        for layer in LAYERS:
            total = sum(rhythm.share for rhythm in self.rhythms if rhythm.layer == layer)
            if total > 1.0 + 1e-9:
                raise ValueError(f"the shares of the {layer}'s rhythms sum to {total:g}, more than 1")

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source that a statement here names, in alphabetical order."""
        statements: list[Any] = [
            self.tempo, self.structures, self.instruments, self.production, self.modes, self.metres,
            *self.rhythms, *self.progressions, *self.measures.values(), *([self.log_drum] if self.log_drum else []),
        ]  # fmt: skip
        return tuple(sorted({name for one in statements for name in one.source.split("+")}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A book, paper, article or page.

    ``known`` says how: ``excerpt`` (the passage was read), ``memory`` (cited from memory, not read again) or ``prior``
    (nobody's statement: a design value).
    """

    title: str
    known: str

    def __post_init__(self) -> None:
        if self.known not in ("excerpt", "memory", "prior"):
            raise ValueError(f"known is excerpt, memory or prior, got {self.known!r}")


@dataclass(frozen=True, slots=True)
class GenreBook:
    """All genres by id, and the sources their statements name."""

    genres: dict[str, Genre]
    sources: dict[str, Source]

    def family(self, genre: str) -> str:
        """The outermost genre that this one is a kind of; itself where it is a kind of none."""
        while self.genres[genre].parent:
            genre = self.genres[genre].parent
        return genre

    def children(self, genre: str) -> tuple[str, ...]:
        """Genres that are directly a kind of this one."""
        return tuple(other.id for other in self.genres.values() if other.parent == genre)


def conventions(genre: Genre) -> dict[str, Any]:
    """``{"genre", "conventions": {...}}`` with the field names of a database of genre conventions.

    ``common_progressions``, ``typical_bpm_range``, ``common_structures``, ``instrumentation``, ``rhythmic_patterns``
    (names) and ``production_style``: the usual first, nothing invented where a genre has none.
    """
    return {
        "genre": genre.id,
        "conventions": {
            "common_progressions": [progression.numerals for progression in genre.progressions],
            "typical_bpm_range": [_whole(bpm) for bpm in genre.tempo.usual],
            "common_structures": list(genre.structures.words),
            "instrumentation": list(genre.instruments.words),
            "rhythmic_patterns": list(dict.fromkeys(rhythm.name for rhythm in genre.rhythms)),
            "production_style": list(genre.production.words),
        },
    }


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


def genre_conventions(genre: str) -> dict[str, Any]:
    """The ``conventions`` of a genre of the product by id, e.g. ``pop``.

    Raises:
        UserError: If there is no such genre, or its file is damaged.
    """
    from engine.theory.genres_files import find_genre

    return conventions(find_genre(genre))
