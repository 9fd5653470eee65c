"""Progressions that have a name, from ``resources/harmony/patterns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key
from engine.core.roman import parse_roman
from engine.paths import resources

Step = tuple[int, int]
"""Degree in semitones above the tonic, and the third: 4, 3, or 0 where there is none; a diminished triad is 6."""
_BAR_SHARE = 11 / 12  # one bar of a twelve-bar form may be reharmonised


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named progression.

    Args:
        name: As ``I-V-vi-IV``; what ``common_patterns`` lists.
        title: What it is called.
        steps: Its chords.
        kind: ``loop`` matches from any of its chords where it goes round, ``row`` only as written, ``bars`` bar by bar.
        mode: ``major`` or ``minor``.
        source: Where it is described.
    """

    name: str
    title: str
    steps: tuple[Step, ...]
    kind: str
    mode: str
    source: str


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that was heard: how often, from when (seconds), and over which share of the sounding chords, 0-1."""

    pattern: Pattern
    times: tuple[float, ...]
    share: float


@cache
def patterns() -> tuple[Pattern, ...]:
    """All named progressions, the longest first.

    Raises:
        ValueError: If the resource holds a numeral that is none, or a kind there is not.
    """
    content = tomllib.loads((resources() / "harmony" / "patterns.toml").read_text(encoding="utf-8"))
    found = []
    for entry in content["pattern"]:
        if entry["kind"] not in ("loop", "row", "bars") or entry["mode"] not in ("major", "minor"):
            raise ValueError(f"patterns.toml: {entry['title']}: kind {entry['kind']!r}, mode {entry['mode']!r}")
        key = Key(0, entry["mode"])
        numerals = entry["numerals"].split()
        steps = tuple(_step(parse_roman(numeral, key), key) for numeral in numerals)
        name = entry.get("name", "-".join(numerals))
        found.append(Pattern(name, entry["title"], steps, entry["kind"], entry["mode"], entry["source"]))
    return tuple(sorted(found, key=lambda pattern: -len(pattern.steps)))


def _step(label: ChordLabel, key: Key) -> Step:
    assert label.root is not None
    steps = QUALITIES[label.quality]
    third = 4 if 4 in steps else 3 if 3 in steps else 0
    if third == 3 and 6 in steps and 7 not in steps:
        third = 6
    return (label.root - key.tonic) % 12, third


def _agrees(heard: Step, wanted: Step) -> bool:
    """Same degree and third; where a chord heard is suspended or bare its third does not speak against the pattern."""
    return heard[0] == wanted[0] and (heard[1] in (0, wanted[1]) or wanted[1] == 0)


def find_patterns(chords: Sequence[ChordSegment], keys: Sequence[Key | None]) -> tuple[Match, ...]:
    """Named progressions among chords; those that explain most of the song first.

    Chords count by root and third: an added ninth is no other progression, a repeated chord none either. A progression
    inside a longer one that was found at the same place is not named again.
    """
    row = _collapsed(chords, keys)
    total = sum(end - start for _, _, start, end in row)
    matches: list[Match] = []
    taken: list[tuple[int, int, frozenset[tuple[Step, ...]]]] = []
    for rivals in _families():
        family = frozenset(_turned(pattern.steps, turn) for pattern in rivals for turn in range(len(pattern.steps)))
        for pattern, places in _by_first(row, rivals):
            fresh = [place for place in places if not _is_told(place, family, taken)]
            if not fresh:
                continue
            taken += [(*place, family) for place in fresh]
            covered = {index for first, end in fresh for index in range(first, end)}
            seconds = sum(row[index][3] - row[index][2] for index in covered)
            matches.append(Match(pattern, tuple(row[first][2] for first, _ in fresh), seconds / total))
    return tuple(sorted(matches, key=lambda match: (-round(match.share, 6), -len(match.pattern.steps))))


@cache
def _families() -> tuple[tuple[Pattern, ...], ...]:
    """Patterns that are turns of one another, together; the longest first."""
    groups: dict[tuple[str, tuple[Step, ...]], list[Pattern]] = {}
    for pattern in patterns():
        if pattern.kind != "bars":
            turns = range(len(pattern.steps)) if pattern.kind == "loop" else range(1)
            name = min(_turned(pattern.steps, turn) for turn in turns)
            groups.setdefault((f"{pattern.mode} {pattern.kind}", name), []).append(pattern)
    return tuple(tuple(group) for group in groups.values())


def _turned(steps: tuple[Step, ...], turn: int) -> tuple[Step, ...]:
    return steps[turn:] + steps[:turn]


def _by_first(
    row: Sequence[tuple[Step, Key, float, float]], rivals: Sequence[Pattern]
) -> list[tuple[Pattern, list[tuple[int, int]]]]:
    """Where each of some turns of one loop stands as written, the one heard first first; none: where a turn stands."""
    written = [(pattern, _places(row, pattern, range(1))) for pattern in rivals]
    heard = sorted((entry for entry in written if entry[1]), key=lambda entry: entry[1][0])
    if heard or rivals[0].kind != "loop":
        return heard
    return [(rivals[0], _places(row, rivals[0], range(1, len(rivals[0].steps))))]


def _is_told(
    place: tuple[int, int],
    family: frozenset[tuple[Step, ...]],
    taken: Sequence[tuple[int, int, frozenset[tuple[Step, ...]]]],
) -> bool:
    """Whether a longer pattern holds the place, or a turn of the same loop overlaps it."""
    first, end = place
    return any((a <= first and end <= b) or (kin == family and a < end and first < b) for a, b, kin in taken)


def _collapsed(chords: Sequence[ChordSegment], keys: Sequence[Key | None]) -> list[tuple[Step, Key, float, float]]:
    row: list[tuple[Step, Key, float, float]] = []
    for chord, key in zip(chords, keys, strict=True):
        if chord.label.root is None or key is None:
            continue
        step = _step(chord.label, key)
        if row and row[-1][1] == key and _agrees(step, row[-1][0]):
            row[-1] = (row[-1][0], key, row[-1][2], chord.end)
        else:
            row.append((step, key, chord.start, chord.end))
    return row


def _places(
    row: Sequence[tuple[Step, Key, float, float]], pattern: Pattern, turns: Sequence[int]
) -> list[tuple[int, int]]:
    """Where a pattern stands, as ranges of the row, not overlapping.

    A two-chord loop, and a loop entered in its middle, count only where they go round.
    """
    length = len(pattern.steps)
    found: list[tuple[int, int]] = []
    index = 0
    while index + length <= len(row):
        for turn in turns:
            steps = _turned(pattern.steps, turn)
            if not _stands(row, index, steps, pattern.mode):
                continue
            if (turn or length == 2) and not _goes_round(row, index, steps, pattern.mode):
                continue
            found.append((index, index + length))
            index += length - 1
            break
        index += 1
    return found


def _stands(row: Sequence[tuple[Step, Key, float, float]], index: int, steps: Sequence[Step], mode: str) -> bool:
    if index + len(steps) > len(row):
        return False
    return all(row[index + i][1].mode == mode and _agrees(row[index + i][0], step) for i, step in enumerate(steps))


def _goes_round(row: Sequence[tuple[Step, Key, float, float]], index: int, steps: Sequence[Step], mode: str) -> bool:
    whole = len(row) == len(steps)
    ahead = _stands(row, index, (*steps, *steps), mode)
    behind = index >= len(steps) and _stands(row, index - len(steps), (*steps, *steps), mode)
    return whole or ahead or behind


def find_bar_forms(
    bars: Sequence[tuple[ChordLabel, ChordLabel]], downbeats: Sequence[float], keys: Sequence[Key | None]
) -> tuple[Match, ...]:
    """Forms told bar by bar, such as the twelve-bar blues: at least 11 of 12 bars begin with the chord expected.

    Args:
        bars: The chords of each bar's halves.
        downbeats: Seconds at which the bars begin, and the last one ends.
        keys: The key at each of those bars.
    """
    matches: list[Match] = []
    taken: set[int] = set()
    for pattern in patterns():
        if pattern.kind != "bars":
            continue
        length = len(pattern.steps)
        times = []
        first = 0
        while first + length <= len(bars):
            span = range(first, first + length)
            if not taken & set(span) and _bars_agree(bars, keys, first, pattern):
                times.append(downbeats[first])
                taken |= set(span)
                first += length
            else:
                first += 1
        if times:
            matches.append(Match(pattern, tuple(times), len(times) * length / len(bars)))
    return tuple(matches)


def _bars_agree(
    bars: Sequence[tuple[ChordLabel, ChordLabel]], keys: Sequence[Key | None], first: int, pattern: Pattern
) -> bool:
    held = 0
    for offset, wanted in enumerate(pattern.steps):
        label, key = bars[first + offset][0], keys[first + offset]
        if key is None or label.root is None or key.mode != pattern.mode:
            continue
        held += _agrees(_step(label, key), wanted)
    moves = sum(bars[first + i][0].root != bars[first + i + 1][0].root for i, _ in enumerate(pairwise(pattern.steps)))
    return held >= _BAR_SHARE * len(pattern.steps) - 1e-9 and moves >= 2
