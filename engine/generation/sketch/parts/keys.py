"""Keys: comping in the middle register, roots where nobody else plays them, runs at the ends of phrases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import Move
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.harmony.voicing import Voicing
from engine.generation.sketch.parts.comping import Stab, chord_index, comp, has_low_part, roman, stops, strike, voicings
from engine.generation.sketch.parts.pedal import held_pedals

_LOW, _HIGH = 52, 76  # domain reference 1.7
_NUM_VOICES = 4
_ROOT_LOW = 40
_DEFAULT_GRIDS = ("Q1", "Q2", "Q3", "Q6")
_PENTATONIC = {"minor": (0, 3, 5, 7, 10), "major": (0, 2, 4, 7, 9)}
_RUN_STEPS = ((12, 13, 14, 15), (10, 12, 13, 14), (11, 12, 14, 15), (12, 14, 15), (13, 14, 15))
_RUN_HIGH = 84
_FILTER_FROM_HZ, _FILTER_TO_HZ = 700.0, 16_000.0


def write_keys(passage: Passage) -> Written:
    """Comping on the plan's grids (``Q1`` … ``Q6``, two joined by ``+`` alternate by bar), four voices in MIDI 52–76.

    Where neither bass nor log drum plays, strokes on the beat carry the root below; where no pad plays, the keys hold
    the pedals that the key needs.
    """
    grids = chosen_grids(passage, _DEFAULT_GRIDS)
    stabs = comp(passage, grids)
    chords = voicings(passage, low=_LOW, high=_HIGH, num_voices=_NUM_VOICES)
    runs = _runs(passage, chords)
    notes: list[GridNote] = []
    for stab in stabs:
        if any(first <= stab.step < last for first, last in runs):
            continue
        held = [first for first, _ in runs if stab.step < first < stab.step + stab.length]
        cut = Stab(
            step=stab.step,
            length=min([stab.length, *(first - stab.step for first in held)]),
            velocity=stab.velocity,
            chord=stab.chord,
            reason=stab.reason,
        )
        notes += strike(passage, cut, chords[stab.chord])
        notes += _root(passage, cut)
    for played in runs.values():
        notes += played
    if passage.section.role("pad") is None:
        notes += held_pedals(passage, notes, _spans(passage))
    return Written(tuple(sorted(notes, key=lambda note: (note.step, note.pitch))), _moves(passage))


def chosen_grids(passage: Passage, defaults: Sequence[str]) -> tuple[str, ...]:
    """The grids the plan names, else one of the defaults drawn for the section."""
    named = tuple(name for name in passage.plan.pattern.split("+") if name)
    drawn = defaults[int(passage.rng.integers(len(defaults)))]
    return named if named and all(name.startswith("Q") for name in named) else (drawn,)


def _root(passage: Passage, stab: Stab) -> list[GridNote]:
    """The chord's bass below the voicing, on strokes of the beat or of a new chord, where no low part plays it."""
    if has_low_part(passage) or (stab.step % 4 and "anticipates" not in stab.reason):
        return []
    label = passage.chords[stab.chord].label
    pitch = _ROOT_LOW + ((label.root or 0) + label.bass - _ROOT_LOW) % 12
    return [
        GridNote(
            step=passage.first_step + stab.step,
            length=stab.length,
            pitch=pitch,
            velocity=int(np.clip(round(stab.velocity - 4), 1, 127)),
            reason=f"{stab.reason}; its root, as no bass plays",
        )
    ]


def _runs(passage: Passage, chords: Sequence[Voicing]) -> dict[tuple[int, int], list[GridNote]]:
    """Short runs in the last beat of eight-bar phrases, by the steps they take."""
    runs: dict[tuple[int, int], list[GridNote]] = {}
    likely = 0.2 + 0.5 * passage.plan.density
    silent = stops(passage)
    for bar in range(3, passage.section.num_bars, 4):
        happens, shape, turn = passage.rng.random(3)
        if happens >= (likely if bar % 8 == 7 else 0.3 * likely):
            continue
        steps = [bar * STEPS_PER_BAR + step for step in _RUN_STEPS[int(shape * len(_RUN_STEPS))]]
        if any(first <= step < last for step in steps for first, last in silent):
            continue
        runs[steps[0], (bar + 1) * STEPS_PER_BAR] = _run(passage, steps, chords, falls=turn < 0.4)
    return runs


def _run(passage: Passage, steps: Sequence[int], chords: Sequence[Voicing], *, falls: bool) -> list[GridNote]:
    """Pentatonic single notes that lead by step to the top of the chord that follows."""
    key = passage.blueprint.key
    home = [(key.tonic + step) % 12 for step in _PENTATONIC[key.mode]]
    goal_index = min(len(chords) - 1, chord_index(passage, steps[-1] + 1 if steps[-1] % 16 == 15 else steps[-1] + 2))
    goal = chords[goal_index][-1]
    scale = [pitch for pitch in range(_LOW, _RUN_HIGH + 1) if pitch % 12 in home]
    around = [pitch for pitch in scale if (pitch > goal if falls else pitch < goal)]
    line = around[: len(steps)][::-1] if falls else around[-len(steps) :]
    words = f"run of the {key.mode} pentatonic, {'down' if falls else 'up'} to the top of"
    return [
        GridNote(
            step=passage.first_step + step,
            length=1.0,
            pitch=pitch,
            velocity=int(np.clip(62 + 6 * number + 10 * passage.section.energy, 1, 118)),
            reason=f"{words} {roman(passage.chords[goal_index])}",
        )
        for number, (step, pitch) in enumerate(zip(steps[-len(line) :] if line else (), line, strict=True))
    ]


def _spans(passage: Passage) -> list[tuple[int, int, int]]:
    """Index, first and last step (exclusive) of each chord, in steps of the section."""
    first = passage.first_step
    return [(index, chord.first_step - first, chord.last_step - first) for index, chord in enumerate(passage.chords)]


def _moves(passage: Passage) -> tuple[Move, ...]:
    """In a build the keys' filter opens (domain reference 1.9: filtered keys)."""
    if passage.section.label != "build":
        return ()
    per_step = passage.blueprint.seconds_per_step
    start = passage.first_step * per_step
    return (
        Move(
            role="keys",
            kind="lowpass_hz",
            start=start,
            end=start + passage.num_steps * per_step,
            first=_FILTER_FROM_HZ,
            last=_FILTER_TO_HZ,
            reason="filter opens through the build",
        ),
    )
