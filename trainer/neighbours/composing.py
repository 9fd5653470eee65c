"""Pieces of neighbouring styles: chords, keys and voices of the composer, with drums and a bass of their own."""

from __future__ import annotations

import bisect
from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint
from engine.core.composition import Composition, PlayedNote
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.sketch.compose import compose
from engine.generation.sketch.plan import plan
from engine.generation.wishes import Wishes
from trainer.neighbours.bass_lines import figure
from trainer.neighbours.grids import draw_grid
from trainer.neighbours.kinds import KINDS, Kind
from trainer.synth_corpus.split import Split, draw_number

_COMPOSER_SEEDS = 1 << 20
_CALM = ("intro", "break", "outro")
_NEVER_OURS = frozenset({"log_drum", "bass"})


def compose_neighbour(rng: np.random.Generator, name: str, split: Split, *, seconds: float) -> Composition:
    """A piece of a neighbouring style; the same stream gives the same piece.

    Args:
        rng: Draws everything.
        name: In ``KINDS``.
        split: Whose patterns it may use.
        seconds: Length.
    """
    kind = KINDS[name]
    blueprint = _lent(rng, kind, split, seconds)
    lent = compose(blueprint)
    gone = {role for role, share in kind.kept.items() if rng.random() >= share}
    kept = [
        note
        for note in lent.notes
        if (note.stem is not Stem.DRUMS or note.role == "cymbal")
        and note.role not in _NEVER_OURS
        and note.role not in gone
    ]
    clock = _Clock(rng, blueprint)
    grids = {
        role: draw_grid(rng, f"{name} {role}", pool, split) for role, share, pool in kind.layers if rng.random() < share
    }
    active = _activity(rng, lent, kind, grids)
    notes = [*kept, *_drums(rng, lent, clock, grids, active), *_bass(rng, lent, clock, kind, grids, active)]
    notes.sort(key=lambda note: (note.onset, note.pitch))
    return replace(lent, blueprint=replace(blueprint, style=name), notes=tuple(notes))


def _lent(rng: np.random.Generator, kind: Kind, split: Split, seconds: float) -> Blueprint:
    """The plan of a piece of the composer's, at this kind's tempo; its log drum and drums are not used."""
    loop = kind.harmony[int(rng.integers(len(kind.harmony)))] if kind.harmony else ()
    is_asked = bool(loop) and rng.random() < kind.harmonised
    minor = bool(loop) and loop[0].startswith("i")
    wishes = Wishes(
        style=str(rng.choice(kind.bases)),
        tempo_bpm=round(float(rng.uniform(*kind.tempo_bpm)), 2),
        swing=round(float(rng.uniform(0.5, 0.58)), 3),
        seconds=seconds,
        harmony=loop if is_asked else (),
        mode=("minor" if minor else "major") if is_asked else None,
        richness=float(rng.uniform(*kind.richness)),
        roles={role: "" for role, share in kind.kept.items() if share >= 0.3 and rng.random() < share},
        without=frozenset({"log_drum"}),
    )
    return plan(wishes, draw_number(rng, "composer", split, of=_COMPOSER_SEEDS)).blueprint


class _Clock:
    """When a sixteenth sounds: the piece's swing, each role's bias, and a player's deviations."""

    def __init__(self, rng: np.random.Generator, blueprint: Blueprint) -> None:
        self._rng, self._step, self._swing = rng, blueprint.seconds_per_step, blueprint.swing
        self._late = {role: float(rng.uniform(-0.004, 0.008)) for role in ROLES}
        self._jitter = {role: float(rng.uniform(0.0005, 0.004)) for role in ROLES}

    def seconds(self, role: str, step: float) -> float:
        swung = 2.0 * (self._swing - 0.5) if int(step) % 2 else 0.0
        off = float(np.clip(self._rng.normal(0.0, self._jitter[role]), -0.01, 0.01))
        return max(0.0, (step + swung) * self._step + self._late[role] + off)

    def length(self, steps: float) -> float:
        return max(0.03, steps * self._step)


def _activity(
    rng: np.random.Generator, lent: Composition, kind: Kind, grids: dict[str, str]
) -> dict[str, tuple[bool, ...]]:
    """Which roles play in which section: calm ones lack some, and every role rests here and there."""
    active = {}
    for role in (*grids, "bass"):
        row = []
        for section in lent.sections:
            share = kind.constancy if section.label not in _CALM else 0.55
            row.append(bool(rng.random() < share))
        if not any(row):
            row[int(rng.integers(len(row)))] = True
        active[role] = tuple(row)
    active["kick"] = tuple(
        own or section.label not in _CALM for own, section in zip(active["kick"], lent.sections, strict=True)
    )
    return active


def _drums(
    rng: np.random.Generator,
    lent: Composition,
    clock: _Clock,
    grids: dict[str, str],
    active: dict[str, tuple[bool, ...]],
) -> list[PlayedNote]:
    notes = []
    for role, grid in grids.items():
        keys = ROLES[role].keys
        for place, section in enumerate(lent.sections):
            if not active[role][place]:
                continue
            for bar in range(section.first_bar, section.first_bar + section.num_bars):
                is_last = bar == section.first_bar + section.num_bars - 1
                until = 12 if role == "kick" and is_last and rng.random() < 0.25 else STEPS_PER_BAR
                for step, mark in enumerate(grid[:until]):
                    if mark == "." or rng.random() < 0.015:
                        continue
                    halves = (0.0, 0.5) if mark == "z" else (0.0,)
                    loud = 80 if mark == "z" else round(int(mark) * 127 / 9)
                    for half in halves:
                        key = int(rng.choice(keys)) if role in ("conga", "bongo", "tom", "agogo") else keys[0]
                        at = bar * STEPS_PER_BAR + step + half
                        notes.append(_note(clock, role, at, 1.0, key, loud + int(rng.integers(-6, 7)), place))
    return notes


def _bass(
    rng: np.random.Generator,
    lent: Composition,
    clock: _Clock,
    kind: Kind,
    grids: dict[str, str],
    active: dict[str, tuple[bool, ...]],
) -> list[PlayedNote]:
    manner = str(rng.choice(kind.bass)) if kind.bass else ""
    if not manner:
        return []
    bars = figure(rng, manner, grids.get("kick", "x..............."))
    lowest = int(rng.integers(28, 36))
    starts = [chord.first_step for chord in lent.chords]
    notes = []
    for place, section in enumerate(lent.sections):
        if not active["bass"][place]:
            continue
        for bar in range(section.first_bar, section.first_bar + section.num_bars):
            for tone in bars[bar % len(bars)]:
                at = bar * STEPS_PER_BAR + tone.step
                chord = lent.chords[max(0, bisect.bisect_right(starts, at) - 1)]
                root = chord.label.root if chord.label.root is not None else lent.blueprint.key.tonic
                pitch = lowest + (root - lowest) % 12 + tone.semitones
                notes.append(_note(clock, "bass", at, tone.length, pitch, tone.velocity, place))
    return notes


def _note(clock: _Clock, role: str, step: float, length: float, pitch: int, velocity: int, section: int) -> PlayedNote:
    return PlayedNote(
        onset=clock.seconds(role, step),
        duration=clock.length(length),
        pitch=min(120, max(20, pitch)),
        velocity=int(np.clip(velocity, 1, 127)),
        role=role,
        section=section,
        chord=0,
        step=step,
        reason="neighbour",
    )
