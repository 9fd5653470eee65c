"""How complex a progression is, 0-1, and from what."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment
from engine.theory.numerals import Reading

_COLOUR = {3: 0.0, 4: 0.5}  # triads, sevenths; ninths and more 1
_RATE_FULL = 2.0  # chords a bar at which change is as dense as in bebop
_VOCABULARY_FULL = math.log2(12)
_FAR = frozenset({"borrowed", "neapolitan", "augmented_sixth", "tritone_substitution", "chromatic_mediant", "backdoor"})
_NEAR = frozenset({"secondary_dominant", "secondary_leading_tone", "related_two", "passing_diminished"})


@dataclass(frozen=True, slots=True)
class Complexity:
    """A progression's complexity and its parts, each 0-1.

    Harmonic complexity as heard rises with how unlikely the chords and their successions are (Di Giorgi, Zanoni,
    Sarti & Tubaro, "A Data-Driven Model of Tonal Chord Sequence Complexity", IEEE/ACM TASLP 2017), with the dissonance
    and distance of chords (Lerdahl, "Tonal Pitch Space", 2001), and with how fast they change. Without a corpus to
    count in, likelihood is that of the song itself; the five parts weigh alike, which is a design value.

    Args:
        value: Mean of the parts that are known.
        vocabulary: Entropy of the chords by time over that of twelve equally long ones.
        succession: Entropy of the next chord given the present one, over 2 bits (four equally likely successors).
        colour: Mean by time: 0 triads, 0.5 sevenths, 1 ninths and more.
        chromaticism: Mean by time: 0 chords of the key, 0.5 secondary dominants, 1 chords from elsewhere.
        rate: Changes a bar over two; None without bars.
    """

    value: float
    vocabulary: float
    succession: float
    colour: float
    chromaticism: float | None
    rate: float | None


def progression_complexity(
    chords: Sequence[ChordSegment], readings: Sequence[Reading | None], chords_per_bar: float | None
) -> Complexity | None:
    """Complexity of a song's chords; None without a sounding one."""
    rows = [(c, r) for c, r in zip(chords, readings, strict=True) if c.label.root is not None]
    total = sum(c.end - c.start for c, _ in rows)
    if total <= 0.0:
        return None
    parts: dict[str, float | None] = {
        "vocabulary": min(1.0, _entropy(rows, total) / _VOCABULARY_FULL),
        "succession": min(1.0, _successions([c.label for c, _ in rows]) / 2.0),
        "colour": sum((c.end - c.start) * _colour(c.label) for c, _ in rows) / total,
        "chromaticism": _chromaticism(rows),
        "rate": None if chords_per_bar is None else min(1.0, chords_per_bar / _RATE_FULL),
    }
    known = [part for part in parts.values() if part is not None]
    return Complexity(value=sum(known) / len(known), **parts)  # type: ignore[arg-type]


def _entropy(rows: Sequence[tuple[ChordSegment, Reading | None]], total: float) -> float:
    times: defaultdict[tuple[int | None, str], float] = defaultdict(float)
    for chord, _ in rows:
        times[chord.label.root, chord.label.quality] += chord.end - chord.start
    return -sum(time / total * math.log2(time / total) for time in times.values())


def _successions(labels: Sequence[ChordLabel]) -> float:
    """Mean uncertainty in bits about the next chord, by how often each chord is left."""
    row = [(label.root, label.quality) for label in labels]
    pairs = [(a, b) for a, b in pairwise(row) if a != b]
    left = Counter(a for a, _ in pairs)
    return -sum(count / len(pairs) * math.log2(count / left[a]) for (a, _), count in Counter(pairs).items())


def _colour(label: ChordLabel) -> float:
    quality, steps = label.quality, QUALITIES[label.quality]
    if len(steps) > 4 or quality in ("add9", "minadd9", "7alt"):
        return 1.0
    return _COLOUR.get(max(3, len(steps)), 1.0)


def _chromaticism(rows: Sequence[tuple[ChordSegment, Reading | None]]) -> float | None:
    read = [(c.end - c.start, r) for c, r in rows if r is not None]
    if not read:
        return None
    weights = [1.0 if _FAR & set(r.tags) else 0.5 if _NEAR & set(r.tags) else 0.0 for _, r in read]
    return sum(s * w for (s, _), w in zip(read, weights, strict=True)) / sum(s for s, _ in read)
