"""Reharmonisation: other chords that do the same work.

Substitutes after Levine, "The Jazz Theory Book" (1995): tritone substitute, secondary dominant, minor subdominant,
passing diminished chord, and chords of one function for each other. Each place that allows one takes it with
probability 0.15 (domain reference 5.2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from engine.core.harmony import ChordLabel, Key
from engine.core.roman import parse_roman, roman_numeral
from engine.generation.sketch.harmony.colour import coloured, kind

PROBABILITY = 0.15
_MOST_CHORDS = 16
_SHORTEST_BARS = 0.5

_Rule = Callable[[ChordLabel, ChordLabel, Key], ChordLabel | None]


def reharmonised(
    numerals: Sequence[str],
    bars_per_chord: float,
    rng: np.random.Generator,
    *,
    mode: str,
    richness: float,
    functional: bool,
) -> tuple[tuple[str, ...], float, list[str]]:
    """A loop with substitutes: its numerals, bars a chord, and what was done in words (empty where nothing was).

    At least one place is changed where any allows it. Approach chords take the second half of the chord before, which
    doubles the number of numerals and halves the bars of each.

    Args:
        numerals: The loop.
        bars_per_chord: Bars each lasts.
        rng: Chooses the places.
        mode: ``major`` or ``minor``.
        richness: Colour of the substitutes, as for ``colour.coloured``.
        functional: Whether dominants and relatives may be used; modal loops keep to minor iv and passing chords.
    """
    key = Key(0, mode)
    labels = [parse_roman(numeral, key) for numeral in numerals]
    swaps = _swaps(labels, key, functional)
    approaches = _approaches(labels, key, functional) if _may_split(numerals, bars_per_chord) else []
    places = swaps + approaches
    chosen = [place for place in places if rng.random() < PROBABILITY]
    if not chosen and places:
        chosen = [places[int(rng.integers(len(places)))]]
    row: list[list[str]] = [[numeral, numeral] for numeral in numerals]
    done: list[str] = []
    for index, label, word, is_approach in chosen:
        before = row[index]
        text = coloured(roman_numeral(label, key), mode, richness, rng)
        changed = [before[0], text] if is_approach else [text, text]
        candidate = [*row[:index], changed, *row[index + 1 :]]
        if before[0] != before[1] or (functional and not keeps_function(_flat(candidate), key)):
            continue
        row = candidate
        done.append(f"{word} {text}" if is_approach else f"{word} {text} for {before[0]}")
    if any(first != second for first, second in row):
        return _flat(row), bars_per_chord / 2.0, done
    return tuple(pair[0] for pair in row), bars_per_chord, done


def keeps_function(numerals: Sequence[str], key: Key) -> bool:
    """Whether no dominant falls back to the subdominant (V to IV), the loop's seam included.

    A suspended or minor v is no such dominant, and a cadential ``I/5`` is none either.
    """
    labels = [parse_roman(numeral, key) for numeral in numerals]
    for first, second in pairwise([*labels, labels[0]]):
        is_dominant = _degree(first, key) == 7 and kind(first) in ("dominant", "major")
        if is_dominant and _degree(second, key) == 5:
            return False
    return True


def _flat(row: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(numeral for pair in row for numeral in pair)


def _may_split(numerals: Sequence[str], bars_per_chord: float) -> bool:
    return 2 * len(numerals) <= _MOST_CHORDS and bars_per_chord / 2.0 >= _SHORTEST_BARS


_Place = tuple[int, ChordLabel, str, bool]


def _swaps(labels: Sequence[ChordLabel], key: Key, functional: bool) -> list[_Place]:
    """Places where one chord can stand for another, with that other and its name."""
    rules: list[tuple[str, _Rule]] = [("minor iv", _minor_iv)]
    if functional:
        rules += [("relative", _relative), ("tritone substitute", _tritone)]
    found: list[_Place] = []
    for index, label in enumerate(labels):
        following = labels[(index + 1) % len(labels)]
        for word, rule in rules:
            other = rule(label, following, key)
            if other is not None:
                found.append((index, other, word, False))
    return found


def _approaches(labels: Sequence[ChordLabel], key: Key, functional: bool) -> list[_Place]:
    """Places whose second half can lead to the next chord."""
    found: list[_Place] = []
    for index, label in enumerate(labels):
        goal = labels[(index + 1) % len(labels)]
        if label.root is None or goal.root is None or label.root == goal.root or goal.bass:
            continue
        step = (goal.root - label.root) % 12
        if step in (2, 10) and kind(label) != "fixed":
            # up a whole tone from below, down a whole tone from above: the semitone between
            between = (goal.root + (11 if step == 2 else 1)) % 12
            found.append((index, ChordLabel(between, "dim7", flats=key.prefers_flats), "passing diminished", True))
        own = (goal.root - key.tonic) % 12
        if functional and own != 0 and kind(goal) in ("minor", "major") and goal.root in key.scale and step != 5:
            dominant = ChordLabel((goal.root + 7) % 12, "7", flats=key.prefers_flats)
            found.append((index, dominant, "secondary dominant", True))
    return found


def _tritone(label: ChordLabel, following: ChordLabel, key: Key) -> ChordLabel | None:
    """A dominant that falls a fifth, replaced by the one a tritone away, with its sharp eleventh."""
    if label.root is None or following.root is None or kind(label) != "dominant" or label.bass:
        return None
    if (label.root - following.root) % 12 != 7 or (label.root - key.tonic) % 12 == 1:
        return None
    return ChordLabel((label.root + 6) % 12, "7#11", flats=key.prefers_flats)


def _minor_iv(label: ChordLabel, following: ChordLabel, key: Key) -> ChordLabel | None:
    """IV before I in major, as iv6 (borrowed from minor)."""
    is_plagal = _degree(label, key) == 5 and _degree(following, key) == 0 and kind(label) == "major"
    return replace(label, quality="min6", bass=0) if is_plagal and key.mode == "major" else None


def _relative(label: ChordLabel, following: ChordLabel, key: Key) -> ChordLabel | None:
    """A predominant by its relative: IV and ii in major, iv and ii half-diminished in minor.

    The tonic is left alone: vi or III in its place would take the key away.
    """
    if label.bass or label.root == following.root:
        return None
    degree = _degree(label, key)
    if key.mode == "major" and degree == 5 and kind(label) == "major":
        return ChordLabel((key.tonic + 2) % 12, "min7", flats=key.prefers_flats)
    if key.mode == "major" and degree == 2 and kind(label) == "minor":
        return ChordLabel((key.tonic + 5) % 12, "maj7", flats=key.prefers_flats)
    if key.mode == "minor" and degree == 5 and kind(label) == "minor" and _degree(following, key) == 7:
        return ChordLabel((key.tonic + 2) % 12, "hdim7", flats=key.prefers_flats)
    return None


def _degree(label: ChordLabel, key: Key) -> int | None:
    return None if label.root is None else (label.root - key.tonic) % 12
