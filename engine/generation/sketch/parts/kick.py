"""The kick: soft, sparse, often away in the drop (domain reference 1.3). It never does more than it was asked for."""

from __future__ import annotations

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.parts.strokes import at_density, beaten, layers, stroke
from engine.generation.sketch.parts.transitions import fills, silent

_KEY = 36
_SPARE_BEFORE = 0.3  # density below which a kick only marks its strong strokes
_PICKUP = 60


def write_kick(passage: Passage) -> Written:
    """The plan's grid, else the blueprint's; a pick-up into every eighth bar above medium density, rests at turns.

    Several grids take turns: the first for three bars of four, the next for the fourth.
    """
    names = tuple((passage.plan.pattern or passage.blueprint.kick).split("+"))
    turns = fills(passage.blueprint, passage.index)
    density = passage.plan.density
    played = [
        at_density(layers([name], {}, _KEY)[0], density + 0.2 if density >= _SPARE_BEFORE else density)
        for name in names
    ]
    by_bar = [beaten(passage, "kick", [layer], turns=turns) for layer in played]
    notes = []
    for notes_of, own in enumerate(by_bar):
        notes += [note for note in own if _turn(note, passage, len(names)) == notes_of]
    if density > 0.6 and notes:
        notes += _pickups(passage, notes)
    kept = [note for note in notes if not silent("kick", turns, note.step - passage.first_step)]
    return Written(tuple(sorted(kept, key=lambda note: note.step)))


def _turn(note: GridNote, passage: Passage, count: int) -> int:
    """Which of several grids a note's bar belongs to."""
    bar = int(note.step - passage.first_step) // STEPS_PER_BAR
    return 0 if bar % 4 != 3 else (bar // 4) % (count - 1) + 1 if count > 1 else 0


def _pickups(passage: Passage, notes: list[GridNote]) -> list[GridNote]:
    """K2's pick-up on the last sixteenth of each eighth bar, where nothing stands."""
    taken = {note.step for note in notes}
    found = []
    for bar in range(7, passage.section.num_bars, 8):
        step = bar * STEPS_PER_BAR + 15
        if passage.first_step + step not in taken:
            found.append(stroke(passage, step, _KEY, _PICKUP, "kick pick-up at the end of 8 bars (K2)"))
    return found
