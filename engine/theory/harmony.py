"""What a row of chords does: loops, rate of change, colour and voice leading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise

from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key

_MATCH_SHARE = 0.8
_ALTERED = frozenset({"7b9", "7#9", "7#11", "7alt", "maj7#11"})
_EXTENDED = frozenset(quality for quality, steps in QUALITIES.items() if 2 in steps and len(steps) > 3) | _ALTERED
_SEVENTHS = frozenset(quality for quality, steps in QUALITIES.items() if len(steps) > 3 and {10, 11} & set(steps)) | {
    "dim7"
}


@dataclass(frozen=True, slots=True)
class Loop:
    """A progression that repeats.

    Args:
        num_bars: Its length in bars.
        chords: Its chords in order, from its first downbeat.
        share: Share of the bars in which the song follows it, 0–1.
    """

    num_bars: int
    chords: tuple[ChordLabel, ...]
    share: float


def sounding(chords: Sequence[ChordSegment]) -> tuple[ChordSegment, ...]:
    """The chords without ``N`` and ``X``."""
    return tuple(chord for chord in chords if chord.label.root is not None)


def duration_share(chords: Sequence[ChordSegment], qualities: frozenset[str]) -> float | None:
    """Share of the sounding time that belongs to chords of these qualities; None without chords."""
    rows = sounding(chords)
    total = sum(c.end - c.start for c in rows)
    return sum(c.end - c.start for c in rows if c.label.quality in qualities) / total if total else None


def extension_share(chords: Sequence[ChordSegment]) -> float | None:
    """Share of the sounding time with chords of a ninth or more."""
    return duration_share(chords, _EXTENDED)


def seventh_share(chords: Sequence[ChordSegment]) -> float | None:
    """Share of the sounding time with chords that have a seventh, extended ones included."""
    return duration_share(chords, _SEVENTHS)


def diatonic_share(chords: Sequence[ChordSegment], key: Key) -> float | None:
    """Share of the sounding time with chords that lie wholly in the key's scale (in minor: the natural one)."""
    rows = sounding(chords)
    total = sum(c.end - c.start for c in rows)
    scale = set(key.scale)
    return sum(c.end - c.start for c in rows if c.label.pitch_classes <= scale) / total if total else None


def chords_per_bar(chords: Sequence[ChordSegment], downbeats: Sequence[float]) -> float | None:
    """Harmonic rhythm: changes of chord per complete bar of sounding harmony; None without two bars."""
    bars = list(pairwise(downbeats))
    rows = sounding(chords)
    used = [bar for bar in bars if any(c.start < bar[1] and c.end > bar[0] for c in rows)]
    if len(used) < 2:
        return None
    half_beat = (used[0][1] - used[0][0]) / 8.0  # a change just before the first bar line still belongs to it
    starts = [c.start for c in rows if used[0][0] - half_beat <= c.start < used[-1][1] - half_beat]
    return len(starts) / len(used)


def bar_chords(chords: Sequence[ChordSegment], downbeats: Sequence[float]) -> tuple[tuple[ChordLabel, ChordLabel], ...]:
    """The longest-sounding chord of each half of each bar."""
    starts, ends = [chord.start for chord in chords], [chord.end for chord in chords]
    is_ordered = starts == sorted(starts) and ends == sorted(ends)

    def longest(start: float, end: float) -> ChordLabel:
        times: dict[ChordLabel, float] = {}
        near = chords[bisect_right(ends, start) : bisect_left(starts, end)] if is_ordered else chords
        for chord in near:
            overlap = min(end, chord.end) - max(start, chord.start)
            if overlap > 0.0:
                times[chord.label] = times.get(chord.label, 0.0) + overlap
        return max(times, key=lambda label: times[label]) if times else ChordLabel(None, "N")

    halves = []
    for start, end in pairwise(downbeats):
        middle = (start + end) / 2.0
        halves.append((longest(start, middle), longest(middle, end)))
    return tuple(halves)


def find_loop(chords: Sequence[ChordSegment], downbeats: Sequence[float]) -> Loop | None:
    """The shortest progression of 1, 2, 4, 8 or 16 bars that the song keeps to in at least 80 % of its bars.

    Two bars agree if the roots and thirds of their halves do: an added ninth is no new progression. None where nothing
    repeats.
    """
    bars = bar_chords(chords, downbeats)
    if all(half.root is None for bar in bars for half in bar):
        return None
    plain = [tuple(_triad(half) for half in bar) for bar in bars]
    for length in (1, 2, 4, 8, 16):
        if len(bars) < 2 * length:
            break
        columns = [Counter(plain[start::length]) for start in range(length)]
        typical = [column.most_common(1)[0][0] for column in columns]
        share = sum(plain[i] == typical[i % length] for i in range(len(bars))) / len(bars)
        if share >= _MATCH_SHARE and any(root is not None for bar in typical for root, _ in bar):
            return Loop(length, _loop_chords(bars, plain, typical), share)
    return None


def _triad(label: ChordLabel) -> tuple[int | None, int]:
    """Root and third (3, 4, or 0 where there is none)."""
    steps = QUALITIES.get(label.quality, ())
    return label.root, next((step for step in (4, 3) if step in steps), 0)  # 3 beside 4 is a sharp ninth


def _loop_chords(
    bars: Sequence[tuple[ChordLabel, ChordLabel]],
    plain: Sequence[tuple[tuple[int | None, int], ...]],
    typical: Sequence[object],
) -> tuple[ChordLabel, ...]:
    """The commonest full label of each half bar of the loop, repetitions joined."""
    length = len(typical)
    row: list[ChordLabel] = []
    for position in range(length):
        same = [bars[i] for i in range(position, len(bars), length) if plain[i] == typical[position]]
        for half in (0, 1):
            label = Counter(bar[half] for bar in same).most_common(1)[0][0]
            if label.root is not None and (not row or row[-1] != label):
                row.append(label)
    return tuple(row)


def voice_leading(first: ChordLabel, second: ChordLabel) -> int:
    """Least total motion, in semitones, that turns one chord's pitch classes into the other's.

    Every voice of both chords takes part; in the smaller one notes may be doubled (Tymoczko, "The Geometry of Musical
    Chords", Science 2006). The bass counts as a voice only if it is a note of its own.
    """
    return _voice_leading(tuple(sorted(first.pitch_classes)), tuple(sorted(second.pitch_classes)))


@lru_cache(maxsize=4096)
def _voice_leading(first: tuple[int, ...], second: tuple[int, ...]) -> int:
    small, large = sorted((first, second), key=len)
    if not small:
        return 0
    best = 6 * len(large)
    for extra in combinations_with_replacement(small, len(large) - len(small)):
        voices = (*small, *extra)
        best = min(best, _least_motion(voices, large))
    return best


def _least_motion(first: tuple[int, ...], second: tuple[int, ...]) -> int:
    """Least motion between two rows of equal length. Crossing voices never help on a circle (Tymoczko 2006), so only
    rotations of the sorted rows are tried.
    """
    ordered = sorted(first)
    return min(
        sum(min((a - b) % 12, (b - a) % 12) for a, b in zip(ordered, second[turn:] + second[:turn], strict=True))
        for turn in range(len(second))
    )


def mean_voice_leading(chords: Sequence[ChordSegment]) -> float | None:
    """Mean of ``voice_leading`` over all changes of chord; None without one."""
    moves = [voice_leading(a.label, b.label) for a, b in pairwise(sounding(chords)) if a.label != b.label]
    return sum(moves) / len(moves) if moves else None
