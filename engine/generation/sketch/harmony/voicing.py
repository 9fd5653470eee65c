"""Voicings and voice leading: which pitches play a chord, found by search over a whole row of chords.

Candidates are the shapes of the domain reference (1.7: m9 {3,7,10,14}, maj9 {4,7,11,14}, m11 {3,10,14,17}, 13sus
{10,14,17,21}, 6/9 {4,9,14}, quartal {5,10,15}), and close and drop-2 positions of the tones a chord needs. The row is
chosen by dynamic programming (Viterbi): least movement of the voices, with penalties for parallel fifths and octaves,
leaps of the top voice, mud in the low register and positions far from the middle of the range. A loop closes: its last
chord leads to its first. Targets: at most 2.5 semitones a voice on average, top voice at most 4 (1.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.harmony import QUALITIES, ChordLabel
from engine.generation.sketch.harmony.tones import ChordTones, chord_tones

Array = NDArray[np.float64]
Voicing = tuple[int, ...]

_SHAPES: dict[str, tuple[tuple[int, ...], ...]] = {
    "min9": ((3, 7, 10, 14), (10, 14, 15, 19)),
    "maj9": ((4, 7, 11, 14), (11, 14, 16, 19)),
    "min11": ((3, 10, 14, 17), (5, 10, 15, 19)),
    "13sus4": ((10, 14, 17, 21), (5, 10, 14, 21)),
    "9sus4": ((10, 14, 17, 19), (5, 10, 14, 19)),
    "69": ((4, 9, 14, 19), (4, 9, 14)),
    "min69": ((3, 9, 14, 19), (3, 9, 14)),
    "13": ((10, 14, 16, 21), (4, 10, 14, 21)),
    "9": ((10, 14, 16, 19), (4, 10, 14, 19)),
    "7alt": ((4, 10, 15, 20), (10, 15, 16, 20)),
    "7sus4": ((5, 10, 12, 19),),
}
_MUD_BELOW = 52
_NARROW = 5  # an interval of less than this below _MUD_BELOW is mud
_WEIGHTS = {"parallel_fifth": 1.6, "parallel_octave": 30.0, "top_leap": 1.5, "mud": 2.0, "centre": 0.06, "colour": 0.7}
"""In semitones of mean movement each is worth: design values, set so that 200 drawn loops meet the targets."""
_TOP_LEAP = 4
_MOST_CANDIDATES = 48
_WIDEST_GAP = 12
_MOST_BEYOND = 9  # semitones on either side, enough for every chord in every key


def lead_voices(
    labels: Sequence[ChordLabel],
    *,
    low: int,
    high: int,
    num_voices: int,
    rootless: bool,
    seed_voicing: Voicing | None = None,
    closes: bool = True,
) -> tuple[Voicing, ...]:
    """One voicing for each chord, with the least movement over the whole row.

    Args:
        labels: Chords with a root; equal neighbours get one voicing.
        low: Lowest MIDI pitch allowed.
        high: Highest MIDI pitch allowed, at least 17 above ``low``.
        num_voices: 2–5 pitches a voicing.
        rootless: Whether the root is left to the bass (chords of fewer tones than voices keep it).
        seed_voicing: What sounded before: the first chord leads on from it, where it has as many voices.
        closes: Whether the last chord leads back to the first, as in a loop. Otherwise, and with ``seed_voicing``, not.

    Returns:
        Ascending MIDI pitches, ``num_voices`` each.

    Raises:
        ValueError: For a chord without a root, or a range or number of voices that allows no voicing.
    """
    if not labels:
        return ()
    if high - low < 17 or not 2 <= num_voices <= 5:
        raise ValueError(f"a range of 18 semitones and 2-5 voices are needed, got {low}-{high} and {num_voices}")
    if any(label.root is None for label in labels):
        raise ValueError("chords without a root cannot be voiced")
    seed = seed_voicing if seed_voicing is not None and len(seed_voicing) == num_voices else None
    return _lead(tuple(labels), low, high, num_voices, rootless, seed, closes and seed is None)


def mean_movement(voicings: Sequence[Voicing], *, closes: bool = True) -> float:
    """Mean absolute movement per voice and change of chord, in semitones."""
    pairs = [pair for pair in _pairs(voicings, closes) if pair[0] != pair[1]]
    if not pairs:
        return 0.0
    return float(np.mean([np.mean(np.abs(np.subtract(first, second))) for first, second in pairs]))


def parallels(voicings: Sequence[Voicing], interval: int, *, closes: bool = True) -> int:
    """How often two voices move in one direction from one fifth (7) or octave (0 or 12) to another."""
    count = 0
    for first, second in _pairs(voicings, closes):
        for low, high in combinations(range(len(first)), 2):
            moved = second[low] - first[low]
            keeps = (first[high] - first[low]) % 12 == (second[high] - second[low]) % 12 == interval % 12
            count += moved != 0 and moved * (second[high] - first[high]) > 0 and keeps
    return count


def largest_top_leap(voicings: Sequence[Voicing], *, closes: bool = True) -> int:
    """Largest leap of the highest voice, in semitones."""
    return max((abs(second[-1] - first[-1]) for first, second in _pairs(voicings, closes)), default=0)


def _pairs(voicings: Sequence[Voicing], closes: bool) -> list[tuple[Voicing, Voicing]]:
    row = [*voicings, voicings[0]] if closes and len(voicings) > 1 else list(voicings)
    return list(pairwise(row))


@lru_cache(maxsize=512)
def _lead(
    labels: tuple[ChordLabel, ...], low: int, high: int, num_voices: int, rootless: bool, seed: Voicing | None,
    closes: bool,
) -> tuple[Voicing, ...]:  # fmt: skip
    runs = [index for index, label in enumerate(labels) if index == 0 or label != labels[index - 1]]
    places = [_candidates(labels[index], low, high, num_voices, rootless) for index in runs]
    if seed is not None:
        first = _transitions((seed,), places[0])[0] + _standing(labels[runs[0]], places[0], low, high, rootless)
    else:
        first = _standing(labels[runs[0]], places[0], low, high, rootless)
    costs = [_standing(labels[index], place, low, high, rootless) for index, place in zip(runs, places, strict=True)]
    steps = [_transitions(a, b) for a, b in pairwise(places)]
    if closes and len(places) > 1:
        path = _best_cycle(first, costs, steps, _transitions(places[-1], places[0]))
    else:
        path, _ = _best_path(first, costs, steps)
    chosen = [place[index] for place, index in zip(places, path, strict=True)]
    voicings: list[Voicing] = []
    for index in range(len(labels)):
        run = sum(start <= index for start in runs) - 1
        voicings.append(chosen[run])
    return tuple(voicings)


def _best_path(first: Array, costs: Sequence[Array], steps: Sequence[Array]) -> tuple[list[int], float]:
    """Viterbi: the cheapest index at each place, and its total."""
    total = first
    back: list[NDArray[np.int64]] = []
    for cost, step in zip(costs[1:], steps, strict=True):
        reached = total[:, np.newaxis] + step
        back.append(np.argmin(reached, axis=0))
        total = np.min(reached, axis=0) + cost
    path = [int(np.argmin(total))]
    for pointer in reversed(back):
        path.append(int(pointer[path[-1]]))
    return path[::-1], float(np.min(total))


def _best_cycle(first: Array, costs: Sequence[Array], steps: Sequence[Array], closing: Array) -> list[int]:
    """The cheapest path whose end leads back to its start: one search for each start, all at once."""
    num_starts = len(first)
    total = np.full((num_starts, num_starts), np.inf)
    np.fill_diagonal(total, first)
    back: list[NDArray[np.int64]] = []
    for cost, step in zip(costs[1:], steps, strict=True):
        reached = total[:, :, np.newaxis] + step[np.newaxis]
        back.append(np.argmin(reached, axis=1))
        total = np.min(reached, axis=1) + cost
    closed = total + closing.T
    start, end = np.unravel_index(int(np.argmin(closed)), closed.shape)
    path = [int(end)]
    for pointer in reversed(back):
        path.append(int(pointer[int(start), path[-1]]))
    return path[::-1]


@lru_cache(maxsize=1024)
def _candidates(label: ChordLabel, low: int, high: int, num_voices: int, rootless: bool) -> tuple[Voicing, ...]:
    """Voicings of one chord, the best by themselves first, at most ``_MOST_CANDIDATES``.

    A chord of two tones in four voices spans more than an octave and a half and does not fit every range in every key:
    then the range gives way by as little as needed.
    """
    tones = chord_tones(label, num_voices, rootless)
    rows: tuple[Voicing, ...] = ()
    for beyond in range(_MOST_BEYOND + 1):
        rows = _placed(label, tones, low - beyond, high + beyond, num_voices, rootless)
        if rows:
            break
    else:
        raise ValueError(f"{label} has no voicing of {num_voices} voices between {low} and {high}")
    order = np.argsort(_own_cost(rows, low, high) + _colour_cost(rows, label, tones), kind="stable")
    return tuple(rows[index] for index in order[:_MOST_CANDIDATES])


def _placed(
    label: ChordLabel, tones: ChordTones, low: int, high: int, num_voices: int, rootless: bool
) -> tuple[Voicing, ...]:
    """Every shape, close position and open position of a chord within a range."""
    found: dict[Voicing, None] = {}
    for shape in _SHAPES.get(label.quality, ()):
        if len(shape) == num_voices and (rootless or 0 in shape):
            _place_everywhere(shape, label.root or 0, low, high, found)
    for choice in tones.choices:
        for inversion in range(len(choice)):
            turned = [*choice[inversion:], *(step + 12 for step in choice[:inversion])]
            close = tuple(np.sort(turned).tolist())
            _place_everywhere(close, label.root or 0, low, high, found)
            for dropped in (2, 3):
                if len(close) >= 4 or (dropped == 2 and len(close) == 3):
                    open_shape = sorted([*close[:-dropped], close[-dropped] - 12, *close[len(close) - dropped + 1 :]])
                    _place_everywhere(tuple(open_shape), label.root or 0, low, high, found)
    return tuple(found)


def _place_everywhere(shape: Sequence[int], root: int, low: int, high: int, found: dict[Voicing, None]) -> None:
    """Adds the shape above the root in every octave that fits the range."""
    if any(second - first > _WIDEST_GAP or second == first for first, second in pairwise(shape)):
        return
    for octave in range(0, 120, 12):
        placed = tuple(octave + root + step for step in shape)
        if low <= placed[0] and placed[-1] <= high:
            found[placed] = None


@lru_cache(maxsize=4096)
def _transitions(first: tuple[Voicing, ...], second: tuple[Voicing, ...]) -> Array:
    """Cost of going from each of the first to each of the second, ``[first, second]``."""
    a = np.asarray(first, np.int64)[:, np.newaxis, :]
    b = np.asarray(second, np.int64)[np.newaxis, :, :]
    move = b - a
    cost: Array = np.abs(move).mean(axis=2).astype(np.float64)
    leap = np.abs(move[:, :, -1])
    cost += _WEIGHTS["top_leap"] * np.maximum(0, leap - _TOP_LEAP)
    for low, high in combinations(range(a.shape[2]), 2):
        before, after = (a[:, :, high] - a[:, :, low]) % 12, (b[:, :, high] - b[:, :, low]) % 12
        together = (move[:, :, low] != 0) & (move[:, :, low] * move[:, :, high] > 0) & (before == after)
        cost += _WEIGHTS["parallel_fifth"] * (together & (before == 7))
        cost += _WEIGHTS["parallel_octave"] * (together & (before == 0))
    return cost


def _standing(label: ChordLabel, rows: tuple[Voicing, ...], low: int, high: int, rootless: bool) -> Array:
    """What each voicing costs by itself, ``[rows]``."""
    tones = chord_tones(label, len(rows[0]), rootless)
    return _own_cost(rows, low, high) + _colour_cost(rows, label, tones)


def _own_cost(rows: tuple[Voicing, ...], low: int, high: int) -> Array:
    pitches = np.asarray(rows, np.float64)
    centre = np.abs(pitches.mean(axis=1) - (low + high) / 2.0)
    gaps = np.diff(pitches, axis=1)
    mud = ((pitches[:, :-1] < _MUD_BELOW) & (gaps < _NARROW)).sum(axis=1)
    clusters = (gaps == 1.0).sum(axis=1) * 0.25 + (gaps[:, -1] <= 2.0) * 0.4  # a second on top hides the melody
    cost: Array = _WEIGHTS["centre"] * centre + _WEIGHTS["mud"] * mud + clusters
    return cost


def _colour_cost(rows: tuple[Voicing, ...], label: ChordLabel, tones: ChordTones) -> Array:
    """A price for each colour tone of the chord that a voicing leaves out."""
    wanted = {((label.root or 0) + step) % 12 for step in tones.wanted}
    missing = np.asarray([len(wanted - {pitch % 12 for pitch in row}) for row in rows], np.float64)
    cost: Array = _WEIGHTS["colour"] * missing
    return cost


def is_voicing_of(voicing: Voicing, label: ChordLabel) -> bool:
    """Whether every pitch belongs to the chord."""
    steps = QUALITIES.get(label.quality, ())
    return all((pitch - (label.root or 0)) % 12 in (*steps, label.bass) for pitch in voicing)
