from __future__ import annotations

import itertools

import numpy as np
import pytest

from engine.core.blueprint import RolePlan
from engine.generation.sketch.parts.bass import HIGHEST, LOWEST, MANNERS
from tests.unit.generation.rhythm.written_rhythm import Section, drawn_sections, in_drop


def bass(manner: str, density: float = 0.5, *, beside: bool = False, seed: int = 1) -> Section:
    roles: dict[str, float | RolePlan] = {"bass": RolePlan(role="bass", pattern=manner, density=density)}
    return in_drop(roles | ({"log_drum": 0.5} if beside else {}), seed=seed)


def test_it_stays_in_range_and_in_chord_or_scale() -> None:
    for own in drawn_sections():
        for note in own.notes.get("bass", ()):
            allowed = own.passage.chord_at(note.step).label.pitch_classes | set(own.passage.blueprint.key.scale)
            assert LOWEST <= note.pitch <= HIGHEST
            assert note.pitch % 12 in allowed, note


def test_it_is_one_line() -> None:
    for own in drawn_sections():
        notes = own.notes.get("bass", ())
        for note, following in itertools.pairwise(notes):
            assert note.step < following.step
            assert note.step + note.length <= following.step + 1e-9


def test_it_begins_between_the_log_drums_onsets() -> None:
    for own in drawn_sections():
        struck = {note.step for note in own.notes.get("log_drum", ())}
        for note in own.notes.get("bass", ()):
            assert all(abs(note.step - step) >= 0.5 for step in struck)


@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_is_heard_alone_and_beside_the_log_drum(manner: str) -> None:
    assert bass(manner).notes["bass"]
    assert bass(manner, beside=True).notes["bass"]


def test_sustained_notes_are_long_and_an_ostinatos_are_not() -> None:
    long = np.mean([note.length for note in bass("sustain").notes["bass"]])
    short = np.mean([note.length for note in bass("ostinato").notes["bass"]])
    assert long > 10 > 4 > short


def test_off_beats_are_off_the_beat() -> None:
    assert all(note.step % 4 for note in bass("offbeat").notes["bass"])


def test_an_ostinato_repeats() -> None:
    notes = bass("U3").notes["bass"]
    bars = [[note.step % 16 for note in notes if note.step // 16 == bar] for bar in range(15)]
    assert all(bar == bars[0] for bar in bars)


def test_a_walk_steps_into_the_next_root() -> None:
    own = bass("walk", 0.9)
    notes = own.notes["bass"]
    steps = [
        abs(following.pitch - note.pitch)
        for note, following in itertools.pairwise(notes)
        if "steps into" in note.reason
    ]
    assert len(steps) > 6
    assert max(steps) <= 2


def test_the_root_is_the_bass() -> None:
    own = bass("sustain")
    for note in own.notes["bass"]:
        assert note.pitch % 12 == own.passage.chord_at(note.step).label.root


def test_density_never_takes_away() -> None:
    for manner in MANNERS:
        counts = [len(bass(manner, density).notes["bass"]) for density in np.linspace(0.0, 1.0, 6)]
        assert counts == sorted(counts)
