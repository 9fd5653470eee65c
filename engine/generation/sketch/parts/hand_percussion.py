"""Congas, bongos, toms, bells and the whistle (domain reference 1.5)."""

from __future__ import annotations

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.draws import stream
from engine.generation.sketch.cells import ROTATIONS
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.parts.strokes import (
    Layer,
    at_density,
    beaten,
    layers,
    pattern,
    roll,
    rotated,
    stroke,
    written,
)
from engine.generation.sketch.parts.transitions import Fill, fills, played_by
from engine.generation.sketch.seeds import grid

_OPEN, _SLAP, _LOW = 63, 62, 64
_TOM_MID, _TOM_LOW, _TOM_HIGH = 47, 43, 50
KEYS = {
    "P1": _SLAP,
    "P2": _OPEN,
    "P3": _SLAP,
    "P6": _OPEN,
    "P7": _LOW,
    "B1": 60,
    "B2": 61,
    "B3": 60,
    "B4": 61,
    "G1": 67,
    "G2": 68,
    "G3": 67,
    "G4": 68,
    "R1": 81,
    "R2": 80,
    "R3": 81,
    "M1": _TOM_HIGH,
    "M2": _TOM_LOW,
}
"""The articulation each grid is struck with."""

_CONGA_GHOSTS = (2, 10, 7, 0, 8, 6, 3, 11)
_CONGA_GHOST = 32
_ROTATED = frozenset({"cowbell", "agogo", "triangle"})
_WHISTLE_LENGTH = 2.0


def write_conga(passage: Passage) -> Written:
    """Open, slap and muted strokes; a low answer closes every fourth bar; runs where a fill asks for them."""
    turns = fills(passage.blueprint, passage.index)
    played = []
    for layer in layers(pattern(passage, "conga"), KEYS, _OPEN):
        ghosts = _CONGA_GHOSTS if layer.key == _SLAP else ()
        played.append(at_density(layer, passage.plan.density, ghosts=ghosts, ghost=_CONGA_GHOST))
    notes = beaten(passage, "conga", played, turns=turns)
    if passage.plan.density >= 0.4:
        notes += _answers(passage, notes)
    for fill in played_by("conga", turns):
        notes = _without(notes, passage, fill)
        notes += roll(passage, fill, (_OPEN, _SLAP, _OPEN, _LOW), grain=1.0, first=62, last=116)
    return written(passage, "conga", notes)


def write_bongo(passage: Passage) -> Written:
    """Two bongos in one figure."""
    return _figure(passage, "bongo", 60)


def write_tom(passage: Passage) -> Written:
    """Toms: a part of the beat in the street styles, else P5 at the ends of phrases; falling runs in fills."""
    turns = fills(passage.blueprint, passage.index)
    names = pattern(passage, "tom")
    notes: list[GridNote] = []
    own = [name for name in names if name != "P5"]
    if own:
        notes += beaten(
            passage, "tom", [at_density(one, passage.plan.density) for one in layers(own, KEYS, _TOM_MID)], turns=turns
        )
    if "P5" in names:
        notes += _phrase_ends(passage)
    for fill in played_by("tom", turns):
        notes = _without(notes, passage, fill)
        notes += _falling(passage, fill)
    return written(passage, "tom", notes)


def write_cowbell(passage: Passage) -> Written:
    """Cowbell in a phase of its own."""
    return _figure(passage, "cowbell", 56)


def write_agogo(passage: Passage) -> Written:
    """High and low bell."""
    return _figure(passage, "agogo", 67)


def write_triangle(passage: Passage) -> Written:
    """Open and muted triangle."""
    return _figure(passage, "triangle", 81)


def write_whistle(passage: Passage) -> Written:
    """A blow at the end of every eighth bar, of every fourth where it is dense, and in fills of its own."""
    every = 4 if passage.plan.density > 0.6 else 8
    turns = fills(passage.blueprint, passage.index)
    notes = []
    velocities = grid("W1").velocities
    for bar in range(every - 1, passage.section.num_bars, every):
        for step in grid("W1").steps:
            place = bar * STEPS_PER_BAR + step
            notes.append(stroke(passage, place, 71, velocities[step], f"W1 every {every} bars", length=_WHISTLE_LENGTH))
    for fill in played_by("whistle", turns):
        notes = _without(notes, passage, fill)
        notes.append(stroke(passage, fill.first_step, 71, 118, fill.reason, length=fill.last_step - fill.first_step))
    return written(passage, "whistle", notes)


def _figure(passage: Passage, role: str, plain: int) -> Written:
    """A repeating figure; bells begin in a phase of their own, the same for the whole piece (domain reference 5.2)."""
    played: list[Layer] = [at_density(one, passage.plan.density) for one in layers(pattern(passage, role), KEYS, plain)]
    if role in _ROTATED and not passage.plan.pattern:
        rng = stream(passage.blueprint, "drums", "phase", role)
        turn = ROTATIONS[int(rng.integers(len(ROTATIONS)))]
        played = [rotated(one, turn) for one in played]
    return written(passage, role, beaten(passage, role, played))


def _answers(passage: Passage, notes: list[GridNote]) -> list[GridNote]:
    """Low, low, open on the last beat of every fourth bar, where nothing stands."""
    taken = {note.step for note in notes}
    found = []
    for bar in range(3, passage.section.num_bars, 4):
        for within, key, velocity in ((11, _LOW, 84), (13, _LOW, 92)):
            place = bar * STEPS_PER_BAR + within
            if passage.first_step + place not in taken:
                found.append(stroke(passage, place, key, velocity, "low conga answers at the end of 4 bars"))
    return found


def _phrase_ends(passage: Passage) -> list[GridNote]:
    """P5 in every eighth bar, every fourth where it is dense."""
    every = 4 if passage.plan.density > 0.65 else 8
    found = []
    velocities = grid("P5").velocities
    keys = (_TOM_HIGH, _TOM_MID, _TOM_LOW)
    for bar in range(every - 1, passage.section.num_bars, every):
        for key, step in zip(keys, grid("P5").steps, strict=True):
            place = bar * STEPS_PER_BAR + step
            found.append(
                stroke(passage, place, key, velocities[step] + 12, f"P5 at the end of {every} bars", length=2.0)
            )
    return found


def _falling(passage: Passage, fill: Fill) -> list[GridNote]:
    """A run from the high to the low tom, in the rhythm 3-3-2 by beats or in sixteenths when it is short."""
    if fill.num_beats <= 1:
        return roll(passage, fill, (_TOM_HIGH, _TOM_MID, _TOM_LOW), grain=1.0, first=84, last=116)
    spaced = [step for step in range(fill.first_step, fill.last_step) if (step - fill.first_step) % 8 in (0, 3, 6, 7)]
    keys = (_TOM_HIGH, _TOM_MID, _TOM_MID, _TOM_LOW)
    return [
        stroke(passage, step, keys[place % 4], 86 + 34 * place / len(spaced), fill.reason, length=2.0)
        for place, step in enumerate(spaced)
    ]


def _without(notes: list[GridNote], passage: Passage, fill: Fill) -> list[GridNote]:
    return [note for note in notes if not fill.first_step <= note.step - passage.first_step < fill.last_step]
