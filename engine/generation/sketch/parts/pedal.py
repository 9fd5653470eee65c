"""Pedal tones as notes: held through the stretches of a section that bear them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.grid import GridNote, Passage
from engine.generation.sketch.harmony.pedals import bears, pedals

_OCTAVES = (72, 60)
"""Lowest pitches of the octaves in which pedals lie: above the chord, where a soft held tone is air, or within it."""

_VELOCITY = 46
_LONGEST_STEPS = 4 * STEPS_PER_BAR  # struck anew after four bars
_GAP = 0.25
_COMPANIONS = ("keys", "guitar")
"""Whose notes count beside the carrier's own: the chordal parts that follow the same seed and no other part."""


def held_pedals(passage: Passage, own: Sequence[GridNote], spans: Sequence[tuple[int, int, int]]) -> list[GridNote]:
    """The section's pedals; none where its key is clear from what the chordal parts play.

    Args:
        passage: The section.
        own: What the part that holds the pedals plays beside them.
        spans: Index of a chord, first and last step (exclusive) of each stretch that may be held, in steps of the
            section, in order.
    """
    notes: list[GridNote] = []
    key = passage.blueprint.key
    heard = [*own, *(note for role in _COMPANIONS for note in passage.written.get(role, ()))]
    for pedal in pedals(heard, passage.chords, key):
        reason = f"pedal, so that {key} is heard and not {pedal.instead_of}"
        pitch = _free_pitch(heard, pedal.tone)
        begin = end = -1
        for index, first, last in [*spans, (-1, -1, -1)]:
            fits = index >= 0 and bears(passage.chords[index].label, pedal.tone)
            if fits and first == end and last - begin <= _LONGEST_STEPS:
                end = last
                continue
            if end > begin:
                step = float(passage.first_step + begin)
                notes.append(
                    GridNote(step=step, length=end - begin - _GAP, pitch=pitch, velocity=_VELOCITY, reason=reason)
                )
            begin, end = (first, last) if fits else (-1, -1)
    return notes


def _free_pitch(heard: Sequence[GridNote], tone: int) -> int:
    """The octave in which the pitch is struck least, so that the pedal is not cut off by the chords."""
    pitches = [octave + (tone - octave) % 12 for octave in _OCTAVES]
    return min(pitches, key=lambda pitch: sum(note.pitch == pitch for note in heard))
