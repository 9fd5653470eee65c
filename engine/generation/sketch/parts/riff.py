"""The riff: a melodic ostinato of piano, marimba or pluck, the same in every section where the chords are the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.melody.figures import (
    Figure,
    developed,
    draw_motif,
    only_question,
    ornamented,
    phrase,
    question_and_answer,
    thinned,
)
from engine.generation.sketch.melody.placing import Register, is_free, lay, num_bars, times_before, window_low

_UNIT = 2 * STEPS_PER_BAR
_SPARSE, _BUSY = 0.3, 0.7
_HIGHEST = 88
_CENTRES = {"piano": (76.0, 79.0), "marimba": (70.0, 77.0), "kalimba": (74.0, 80.0), "mbira": (70.0, 76.0)}
_USUAL_CENTRE = (70.0, 79.0)


def write_riff(passage: Passage) -> Written:
    """An ostinato of two-bar figures over the section; a turn at the end of each eight bars."""
    blueprint = passage.blueprint
    figures = _figures(passage)
    register = Register(low=_low(passage), velocity=70, accent=30)
    notes: list[GridNote] = []
    for unit in range((num_bars(passage) + 1) // 2):
        place = unit % 4
        figure = figures[place if num_bars(passage) >= 8 else 0]
        if passage.plan.density < _SPARSE and unit % 2:
            continue  # the second half of each four bars belongs to others
        notes += lay(passage, figure, passage.first_step + unit * _UNIT, register, "riff")
    notes = _behind_the_voice(passage, notes)
    if _instrument(blueprint) == "piano" and passage.section.energy >= 0.7:
        notes += _octaves(notes)
    return Written(tuple(sorted(notes, key=lambda note: (note.step, note.pitch))))


def riff_motif(blueprint: Blueprint, pattern: str = "") -> Figure:
    """The motif of the piece; others quote it. ``pattern`` is a seed grid for its rhythm."""
    return draw_motif(stream(blueprint, "melody", "motif"), pattern=pattern)


def _figures(passage: Passage) -> tuple[Figure, Figure, Figure, Figure]:
    """The two-bar figures of eight bars: mostly A, so that the ostinato stays one."""
    blueprint = passage.blueprint
    rng = stream(blueprint, "melody", "riff", "phrase")
    motif = riff_motif(blueprint, passage.plan.pattern)
    figure = question_and_answer(motif, rng, longest=3)
    times = times_before(passage, "riff") if passage.section.label in {"drop", "chorus"} else 0
    figure = developed(figure, times, stream(blueprint, "melody", "riff", "developed", times))
    first, again, _, other = phrase(figure, rng)
    if passage.plan.density < _SPARSE:
        first = again = other = thinned(only_question(figure), 0.7)
    elif passage.plan.density > _BUSY:
        first, again, other = (ornamented(one, rng) for one in (first, again, other))
    turn = again if rng.random() < 0.5 else other
    return first, first, first, replace(turn, name=f"{turn.name}, turn")


def _instrument(blueprint: Blueprint) -> str:
    voice = blueprint.voices.get("riff")
    return voice.instrument if voice else ""


def _low(passage: Passage) -> int:
    """The same register through the piece."""
    low, high = _CENTRES.get(_instrument(passage.blueprint), _USUAL_CENTRE)
    centre = float(stream(passage.blueprint, "melody", "riff", "register").uniform(low, high))
    return int(np.clip(window_low(passage, centre), 60, _HIGHEST - 9))


def _behind_the_voice(passage: Passage, notes: list[GridNote]) -> list[GridNote]:
    """Softer while somebody sings."""
    return [
        note
        if is_free(passage, ("vocal", "chant"), note.step, note.step + note.length)
        else replace(note, velocity=max(1, note.velocity - 12), reason=f"{note.reason}; behind the voice")
        for note in notes
    ]


def _octaves(notes: list[GridNote]) -> list[GridNote]:
    """Accented tones doubled an octave below, as a pianist's hand spans a riff in a full drop."""
    return [
        replace(note, pitch=note.pitch - 12, velocity=max(1, note.velocity - 14), reason=f"{note.reason}; octave below")
        for note in notes
        if note.velocity >= 92 and note.pitch - 12 >= 60
    ]
