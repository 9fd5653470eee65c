"""Hats and cymbal."""

from __future__ import annotations

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.grid import Passage, Written
from engine.generation.sketch.parts.strokes import at_density, beaten, layers, pattern, stroke
from engine.generation.sketch.parts.transitions import fills

_CLOSED, _OPEN, _CYMBAL = 42, 46, 49
_KEYS = {"H1": _OPEN, "H5": _OPEN}
_CLOSED_GHOSTS = (15, 7, 3, 11, 13, 5, 1, 9)
_ARRIVALS = frozenset({"drop", "chorus"})


def write_hat(passage: Passage) -> Written:
    """Closed and open hats; a closed stroke never falls on an open one, it would choke it."""
    turns = fills(passage.blueprint, passage.index)
    played = []
    for layer in layers(pattern(passage, "hat"), _KEYS, _CLOSED):
        ghosts = _CLOSED_GHOSTS if layer.key == _CLOSED else ()
        played.append(at_density(layer, passage.plan.density, ghosts=ghosts))
    notes = beaten(passage, "hat", played, turns=turns)
    opened = {note.step for note in notes if note.pitch == _OPEN}
    kept = [note for note in notes if note.pitch == _OPEN or note.step not in opened]
    return Written(tuple(sorted(kept, key=lambda note: (note.step, note.pitch))))


def write_cymbal(passage: Passage) -> Written:
    """A crash where a drop or chorus begins, and softer ones every 16 bars of long ones."""
    section = passage.section
    notes = []
    if section.label in _ARRIVALS or passage.plan.density > 0.6:
        name = section.name or section.label
        notes.append(
            stroke(passage, 0, _CYMBAL, 96 + 24 * section.energy, f"crash as {name} begins", length=STEPS_PER_BAR)
        )
    if section.label in _ARRIVALS and passage.plan.density >= 0.3:
        notes += [
            stroke(passage, bar * STEPS_PER_BAR, _CYMBAL, 84, "crash after 16 bars", length=STEPS_PER_BAR)
            for bar in range(16, section.num_bars, 16)
        ]
    return Written(tuple(notes))
