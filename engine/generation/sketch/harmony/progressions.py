"""Loops of chords: drawn from the pools, varied for contrast, reharmonised, led home.

Pools and weights are data (``resources/harmony/progressions.toml``); the probability of reharmonisation is the domain
reference's (5.2: 0.15). A loop in which another key is heard than the one it is written in is drawn seldom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.core.harmony import Key
from engine.core.roman import parse_roman
from engine.generation.sketch.harmony import clarity
from engine.generation.sketch.harmony.colour import coloured
from engine.generation.sketch.harmony.pools import Family, Progression
from engine.generation.sketch.harmony.pools import families as pool_families
from engine.generation.sketch.harmony.reharmonise import reharmonised

KINDS = ("contrast", "reharmonise", "cadence")
BARS_PER_CHORD = (0.5, 1.0, 2.0, 4.0)
_ATTEMPTS = 6  # draws of colours before the clearest of them is taken
_UNCLEAR_WEIGHT = 0.08  # of a row in which another key is heard, against one in which the key is clear
_OUTSIDE_WEIGHT = 0.001  # per factor of two by which the harmonic rhythm misses what was asked for
_LONGEST_LOOP_BARS = 8.0


@dataclass(frozen=True, slots=True)
class Loop:
    """A progression that repeats.

    Args:
        numerals: In the notation of ``engine.core.roman``.
        bars_per_chord: Bars each lasts, one of ``BARS_PER_CHORD``.
        family: Id of the pool it came from.
        reason: Where it came from and what was done to it, in words.
    """

    numerals: tuple[str, ...]
    bars_per_chord: float
    family: str
    reason: str

    @property
    def num_bars(self) -> float:
        return len(self.numerals) * self.bars_per_chord


def draw_loop(
    rng: np.random.Generator,
    *,
    mode: str,
    families: Mapping[str, float],
    richness: float,
    chords_per_4_bars: tuple[int, int],
) -> Loop:
    """A loop from the pools.

    Args:
        rng: Draws the row, its harmonic rhythm and its colours.
        mode: ``major`` or ``minor``.
        families: Weights of families by id. Where none of them has rows of this mode, all that have take part with
            equal weights, and the loop's reason says so.
        richness: 0 triads – 1 every chord with a ninth or more.
        chords_per_4_bars: Least and most changes of chord in four bars; the nearest possible where none fits.

    Raises:
        ValueError: For a family that does not exist, or a mode that is none.
    """
    rows, note = _rows(mode, families)
    choices = [
        (family, row, bars, weight * row.weight * _rhythm_weight(row.numerals, bars, chords_per_4_bars) * _heard(row))
        for family, row, weight in rows
        for bars in _fitting_bars(row.numerals)
    ]
    weights = np.asarray([choice[3] for choice in choices])
    family, row, bars, _ = choices[int(rng.choice(len(choices), p=weights / weights.sum()))]
    numerals = _colour(row.numerals, mode, richness * family.colour, rng)
    reason = f"{family.title}: {' '.join(row.numerals)} ({row.confidence}, {row.source}){note}"
    return Loop(numerals, bars, family.id, reason)


def variation(loop: Loop, rng: np.random.Generator, *, mode: str, richness: float, kind: str) -> Loop:
    """Another loop beside this one.

    Args:
        loop: What it goes with.
        rng: Draws it.
        mode: As for ``draw_loop``.
        richness: As for ``draw_loop``.
        kind: ``contrast``: another row of the family in the same harmonic rhythm. ``reharmonise``: the same way with
            substitutes; chords may become twice as fast. ``cadence``: the same loop, its end led home; a loop of one or
            two chords is written twice for it. ``fill`` places it at the end of a section.

    Raises:
        ValueError: If there is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(f"a variation is one of {', '.join(KINDS)}, got {kind!r}")
    family = pool_families()[loop.family]
    if kind == "contrast":
        return _contrast(loop, family, rng, mode=mode, richness=richness)
    if kind == "cadence":
        return _cadence(loop, family, rng, mode=mode, richness=richness)
    numerals, bars, done = reharmonised(
        loop.numerals, loop.bars_per_chord, rng, mode=mode, richness=richness * family.colour,
        functional=family.functional,
    )  # fmt: skip
    if not done:
        return loop
    return Loop(numerals, bars, loop.family, f"{loop.reason}; {'; '.join(done)}")


def fill(loop: Loop, num_bars: int, ending: Loop | None = None) -> tuple[str, ...]:
    """The numerals of a section of ``num_bars``: the loop as often as it takes, the last chords from ``ending``.

    The ending takes at most half of the section.

    Raises:
        ValueError: If the ending has another harmonic rhythm.
    """
    slots = max(1, round(num_bars / loop.bars_per_chord))
    row = [loop.numerals[slot % len(loop.numerals)] for slot in range(slots)]
    if ending is None:
        return tuple(row)
    if ending.bars_per_chord != loop.bars_per_chord:
        raise ValueError(f"the ending has {ending.bars_per_chord} bars a chord, the loop {loop.bars_per_chord}")
    count = min(slots // 2, len(ending.numerals))
    return (*row[: slots - count], *ending.numerals[len(ending.numerals) - count :])


def changes_per_4_bars(numerals: tuple[str, ...], bars_per_chord: float) -> float:
    """Changes of chord in four bars of the loop; a loop of one chord counts as one."""
    changes = sum(first != second for first, second in zip(numerals, (*numerals[1:], numerals[0]), strict=True))
    return max(1.0, changes * 4.0 / (len(numerals) * bars_per_chord)) if changes else 1.0


def clearness(numerals: tuple[str, ...], mode: str) -> float:
    """The least lead of the key over every other one, over all profiles, if each chord is held equally long."""
    key = Key(0, mode)
    durations = clarity.chord_durations([(parse_roman(numeral, key), 1.0) for numeral in numerals])
    return clarity.lead(durations, key)


def _rows(mode: str, wanted: Mapping[str, float]) -> tuple[list[tuple[Family, Progression, float]], str]:
    if mode not in ("major", "minor"):
        raise ValueError(f"mode is major or minor, got {mode!r}")
    pool = pool_families()
    unknown = sorted(set(wanted) - set(pool))
    if unknown:
        raise ValueError(f"there is no family {', '.join(unknown)}; families are {', '.join(pool)}")
    rows = [
        (family, row, wanted[name])
        for name, family in pool.items()
        if wanted.get(name, 0.0) > 0.0
        for row in family.of(mode)
    ]
    if rows:
        return rows, ""
    names = ", ".join(pool[name].title for name in wanted) or "no family"
    return [(family, row, 1.0) for family in pool.values() for row in family.of(mode)], f"; {names} has none in {mode}"


def _fitting_bars(numerals: tuple[str, ...]) -> tuple[float, ...]:
    """Harmonic rhythms in which the loop fills 1, 2, 4 or 8 bars."""
    fitting = tuple(bars for bars in BARS_PER_CHORD if 1.0 < len(numerals) * bars <= _LONGEST_LOOP_BARS)
    return fitting or (BARS_PER_CHORD[-1],)


def _rhythm_weight(numerals: tuple[str, ...], bars: float, wanted: tuple[int, int]) -> float:
    rate = changes_per_4_bars(numerals, bars)
    low, high = min(wanted), max(wanted)
    miss = max(0.0, float(np.log2(low / rate)) if low > 0 else 0.0, float(np.log2(rate / max(1, high))))
    return float(_OUTSIDE_WEIGHT**miss) * (0.5 if bars == 0.5 else 1.0)


def _heard(row: Progression) -> float:
    lead = clearness(row.numerals, row.mode)
    return float(np.clip(lead / clarity.CLEAR_MARGIN, _UNCLEAR_WEIGHT, 1.0))


def _colour(numerals: tuple[str, ...], mode: str, richness: float, rng: np.random.Generator) -> tuple[str, ...]:
    """Colours for a row, the first of some draws in which the key is clear, else the clearest."""
    best: tuple[str, ...] = numerals
    lead = -2.0
    for _ in range(_ATTEMPTS):
        # a chord that is held over two places keeps its colour
        drawn: list[str] = []
        for place, numeral in enumerate(numerals):
            fresh = coloured(numeral, mode, min(1.0, richness), rng)
            drawn.append(drawn[-1] if place and numeral == numerals[place - 1] else fresh)
        found = clearness(tuple(drawn), mode)
        if found > lead:
            best, lead = tuple(drawn), found
        if lead >= clarity.CLEAR_MARGIN:
            break
    return best


def _contrast(loop: Loop, family: Family, rng: np.random.Generator, *, mode: str, richness: float) -> Loop:
    """A row of the family whose roots differ; a family with one row answers with the loop from its middle."""
    key = Key(0, mode)
    own = {parse_roman(numeral, key).root for numeral in loop.numerals}
    rows = [
        row
        for row in family.of(mode)
        if {parse_roman(numeral, key).root for numeral in row.numerals} != own
        and len(row.numerals) * loop.bars_per_chord <= _LONGEST_LOOP_BARS
        and len(row.numerals) > 1
    ]
    if not rows:
        half = len(loop.numerals) // 2
        turned = (*loop.numerals[half:], *loop.numerals[:half])
        return replace(loop, numerals=turned, reason=f"{loop.reason}; from its middle")
    weights = np.asarray([row.weight * _heard(row) for row in rows])
    row = rows[int(rng.choice(len(rows), p=weights / weights.sum()))]
    numerals = _colour(row.numerals, mode, richness * family.colour, rng)
    reason = f"{family.title}, in contrast: {' '.join(row.numerals)} ({row.confidence}, {row.source})"
    return Loop(numerals, loop.bars_per_chord, family.id, reason)


def _cadence(loop: Loop, family: Family, rng: np.random.Generator, *, mode: str, richness: float) -> Loop:
    options = family.cadences.get(mode, ())
    if not options:
        return loop
    cadence = options[int(rng.integers(len(options)))]
    key = Key(0, mode)
    base = loop.numerals
    while len(base) < 2 * len(cadence):
        base += loop.numerals
    led = tuple(coloured(numeral, mode, min(1.0, richness * family.colour), rng) for numeral in cadence)
    # a loop that ends at home is led there; one that does not is led to the home of the next section
    end = len(base)
    while end > len(led) and parse_roman(base[end - 1], key).root == key.tonic:
        end -= 1
    if end <= len(led) or parse_roman(base[0], key).root == key.tonic:
        end = len(base)
    numerals = (*base[: end - len(led)], *led, *base[end:])
    return replace(loop, numerals=numerals, reason=f"{loop.reason}; cadence {' '.join(led)}")
