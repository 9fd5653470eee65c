"""Which tones of a chord a voicing needs, which it wants, and which it can do without."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from engine.core.harmony import QUALITIES, ChordLabel


@dataclass(frozen=True, slots=True)
class ChordTones:
    """Tones of a chord in semitones above its root, 0–11.

    Args:
        needed: Those that make it what it is: third (or what is suspended for it), seventh or sixth, altered tones.
        wanted: Needed ones and the colours that its name promises.
        choices: Selections for a number of voices, each ascending, as many tones as voices; a tone may stand an octave
            higher as a doubling.
    """

    needed: tuple[int, ...]
    wanted: tuple[int, ...]
    choices: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=1024)
def chord_tones(label: ChordLabel, num_voices: int, rootless: bool) -> ChordTones:
    """The tones a chord is voiced with.

    The fifth is left out first, then, if ``rootless``, the root, which the bass has (Levine, "The Jazz Piano Book",
    1989). Triads keep both. The natural eleventh beside a major third is never needed.
    """
    steps = QUALITIES[label.quality]
    needed = tuple(step for step in steps if _is_needed(step, steps))
    wanted = tuple(step for step in steps if step in needed or step not in ((0, 7) if rootless else (7,)))
    optional = tuple(step for step in steps if step not in needed)
    if len(steps) >= num_voices + 1 and rootless:
        optional = tuple(step for step in optional if step)
    choices: dict[tuple[int, ...], None] = {}
    kept = needed if len(needed) <= num_voices else needed[-num_voices:]
    spare = num_voices - len(kept)
    for extra in combinations(optional, min(spare, len(optional))):
        base = tuple(sorted((*kept, *extra)))
        for doubled in _doublings(base, num_voices):
            choices[doubled] = None
    return ChordTones(needed, wanted, tuple(choices))


def _is_needed(step: int, steps: tuple[int, ...]) -> bool:
    if step in (3, 4):
        return True
    if step in (2, 5) and not {3, 4} & set(steps):
        return len(steps) < 5 or step == 5  # what is suspended; the ninth of a large sus chord is a colour
    if step in (6, 8, 1):
        return True
    return step in (9, 10, 11) and not (step == 9 and {10, 11} & set(steps))


def _doublings(base: tuple[int, ...], num_voices: int) -> list[tuple[int, ...]]:
    """The selection, filled up with tones an octave higher, then two, where it has fewer tones than voices."""
    full = base
    octave = 12
    while num_voices - len(full) >= len(base):
        full = (*full, *(step + octave for step in base))
        octave += 12
    return [
        tuple(sorted((*full, *(step + octave for step in extra))))
        for extra in combinations(base, num_voices - len(full))
    ]
