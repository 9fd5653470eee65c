"""Roman numerals of the blueprint to chords in time."""

from __future__ import annotations

from engine.core.blueprint import STEPS_PER_BAR, Blueprint, PlannedSection
from engine.core.composition import PlayedChord
from engine.core.harmony import ChordLabel, Key
from engine.core.roman import chord_function, parse_roman

_RESOLVING = ("outro",)


def realise(blueprint: Blueprint) -> list[PlayedChord]:
    """The chords of the piece, in order, without gaps; a section without harmony stays on the tonic triad.

    Numerals follow each other as the blueprint says; anticipations are the players' business, not the chords'. Where
    the last section is an outro, its last chord is the tonic, so that the piece ends at home.

    Raises:
        ValueError: If a numeral cannot be read.
    """
    chords: list[PlayedChord] = []
    step = 0
    for index, section in enumerate(blueprint.sections):
        is_last = index == len(blueprint.sections) - 1
        rows = _section_rows(section, blueprint.key, resolves=is_last and section.label in _RESOLVING)
        for start, stop, roman, reason in rows:
            chords.append(
                PlayedChord(
                    start=(step + start) * blueprint.seconds_per_step,
                    end=(step + stop) * blueprint.seconds_per_step,
                    first_step=step + start,
                    last_step=step + stop,
                    label=parse_roman(roman, blueprint.key),
                    roman=roman,
                    section=index,
                    reason=reason,
                )
            )
        step += section.num_bars * STEPS_PER_BAR
    return chords


def tonic_numeral(key: Key) -> str:
    """The plain tonic of a key."""
    return "i" if key.mode == "minor" else "I"


def _section_rows(section: PlannedSection, key: Key, *, resolves: bool) -> list[tuple[int, int, str, str]]:
    """First and last step (exclusive, from the section's start), numeral and reason of each chord of a section."""
    home = tonic_numeral(key)
    loop = section.harmony or (home,)
    name = section.name or section.label
    num_steps = section.num_bars * STEPS_PER_BAR
    length = max(1, round(section.bars_per_chord * STEPS_PER_BAR))
    rows: list[tuple[int, int, str, str]] = []
    for place, start in enumerate(range(0, num_steps, length)):
        roman = loop[place % len(loop)]
        turn, within = divmod(place, len(loop))
        where = f"chord {within + 1} of {len(loop)}" + (f", time {turn + 1}" if turn else "")
        if not section.harmony:
            where = "no progression, so the tonic"
        function = chord_function(parse_roman(roman, key), key)
        rows.append((start, min(num_steps, start + length), roman, f"{name}: {where}; {function}"))
    if resolves and parse_roman(rows[-1][2], key).root != key.tonic:
        start, stop, roman, _ = rows[-1]
        rows[-1] = (start, stop, _resolution(loop, key), f"{name}: the last chord resolves to the tonic for {roman}")
    return rows


def _resolution(loop: tuple[str, ...], key: Key) -> str:
    """The tonic as the loop itself colours it, or the plain triad where it has none in root position."""
    for roman in loop:
        label: ChordLabel = parse_roman(roman, key)
        if label.root == key.tonic and not label.bass and chord_function(label, key) == "tonic":
            return roman
    return tonic_numeral(key)
