"""Clap, rim and snare: the back-beat and what dances around it ("clap and tap", domain reference 1.5)."""

from __future__ import annotations

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.parts.strokes import at_density, beaten, layers, pattern, roll, stroke, written
from engine.generation.sketch.parts.transitions import fills, played_by

_CLAP, _RIM, _SNARE = 39, 37, 38

# ghosts between the beats, those that lead into a back-beat first; design priors
_RIM_GHOSTS = (11, 3, 14, 7, 1, 9)
_SNARE_GHOSTS = (11, 3, 14, 6, 9)
_SNARE_GHOST, _RIM_GHOST = 30, 36


def write_clap(passage: Passage) -> Written:
    """Claps, the same every bar; a doubled one closes 8 bars of busy sections, a roll where a fill asks for it."""
    turns = fills(passage.blueprint, passage.index)
    layer = at_density(layers(pattern(passage, "clap"), {}, _CLAP)[0], passage.plan.density)
    notes = beaten(passage, "clap", [layer], turns=turns)
    if passage.plan.density > 0.55:
        notes += _doubles(passage, notes)
    for fill in played_by("clap", turns):
        notes = _without(notes, passage, fill.first_step, fill.last_step)
        notes += roll(passage, fill, (_CLAP,), grain=1.0, first=50, last=112)
    return written(passage, "clap", notes)


def write_rim(passage: Passage) -> Written:
    """The rim's figure with ghosts above medium density; several grids take turns by pairs of bars."""
    names = pattern(passage, "rim")
    played = [
        at_density(layers([name], {}, _RIM)[0], passage.plan.density, ghosts=_RIM_GHOSTS, ghost=_RIM_GHOST)
        for name in names
    ]
    notes: list[GridNote] = []
    for place, layer in enumerate(played):
        for note in beaten(passage, "rim", [layer]):
            bar = int(note.step - passage.first_step) // STEPS_PER_BAR
            if (bar // 2) % len(played) == place:
                notes.append(note)
    return written(passage, "rim", notes)


def write_snare(passage: Passage) -> Written:
    """The snare's grid with ghosts; rolls in 32nds where a fill asks for it, and C8's own roll every fourth bar."""
    turns = fills(passage.blueprint, passage.index)
    names = pattern(passage, "snare")
    layer = at_density(layers(names, {}, _SNARE)[0], passage.plan.density, ghosts=_SNARE_GHOSTS, ghost=_SNARE_GHOST)
    notes = beaten(passage, "snare", [layer], turns=turns)
    if "C8" in names and passage.plan.density >= 0.4:
        notes = _marching(passage, notes)
    for fill in played_by("snare", turns):
        notes = _without(notes, passage, fill.first_step, fill.last_step)
        notes += roll(passage, fill, (_SNARE,), grain=0.5 if fill.num_beats < 4 else 1.0, first=38)
    return written(passage, "snare", notes)


def _doubles(passage: Passage, notes: list[GridNote]) -> list[GridNote]:
    """A second, softer clap a sixteenth after the last one of every eighth bar."""
    taken = {note.step for note in notes}
    found = []
    for bar in range(7, passage.section.num_bars, 8):
        step = bar * STEPS_PER_BAR + 13
        if passage.first_step + step - 1 in taken and passage.first_step + step not in taken:
            found.append(stroke(passage, step, _CLAP, 78, "double clap at the end of 8 bars"))
    return found


def _marching(passage: Passage, notes: list[GridNote]) -> list[GridNote]:
    """C8's note: its last beat may roll in 32nds. Every fourth bar, where no fill rests it."""
    taken = {note.step for note in notes}
    for bar in range(3, passage.section.num_bars, 4):
        last = bar * STEPS_PER_BAR + 15
        if passage.first_step + last not in taken:
            continue
        notes = _without(notes, passage, last - 1, last + 1)
        notes += [
            stroke(
                passage,
                last - 1 + 0.5 * number,
                _SNARE,
                70 + 14 * number,
                "C8, last strokes rolled in 32nds",
                length=0.5,
            )
            for number in range(4)
        ]
    return notes


def _without(notes: list[GridNote], passage: Passage, first: int, last: int) -> list[GridNote]:
    return [note for note in notes if not first <= note.step - passage.first_step < last]
