from __future__ import annotations

import numpy as np
import pytest

from engine.core.blueprint import Blueprint
from engine.core.roles import ROLES
from engine.generation.sketch.parts.transitions import (
    NEEDS,
    RESTS,
    fills,
    played_by,
    silent,
    transition,
)
from tests.unit.generation.rhythm.written_rhythm import DRUMS, drawn_piece, piece, section, written

FULL = dict.fromkeys((*DRUMS, "log_drum", "bass"), 0.5)


def two(seed: int, after: str = "drop", energy: float = 0.7, num_bars: int = 8) -> Blueprint:
    return piece([section("build", num_bars, FULL, energy=energy), section(after, 8, FULL, energy=energy)], seed=seed)


def test_four_of_five_sections_end_in_a_transition() -> None:
    happens = np.mean([transition(two(seed), 0).kind != "none" for seed in range(600)])
    assert abs(happens - 0.8) < 4 * np.sqrt(0.16 / 600)


def test_the_end_of_the_piece_is_no_transition() -> None:
    assert transition(two(1), 1).beats == 0


def test_every_caller_gets_the_same() -> None:
    for seed in range(20):
        assert transition(two(seed), 0) == transition(two(seed), 0)
        assert fills(two(seed), 0) == fills(two(seed), 0)


def test_a_transition_lies_in_the_last_four_beats_and_is_the_last_fill() -> None:
    for seed in range(200):
        blueprint = two(seed)
        made = transition(blueprint, 0)
        assert 0 <= made.beats <= 4
        if made.beats:
            assert fills(blueprint, 0)[-1].last_step == 8 * 16
            assert fills(blueprint, 0)[-1].num_beats == made.beats
            assert "DROP" in made.reason


def test_fills_end_phrases_of_four_bars_and_grow_with_them() -> None:
    lengths: dict[int, list[int]] = {4: [], 8: [], 16: []}
    for seed in range(300):
        for fill in fills(two(seed, num_bars=32), 0):
            end, within = divmod(fill.last_step, 16)
            assert within == 0
            assert end % 4 == 0
            if end < 32:
                lengths[16 if end % 16 == 0 else 8 if end % 8 == 0 else 4].append(fill.num_beats)
    assert max(lengths[4]) == 1
    assert max(lengths[8]) == 2
    assert max(lengths[16]) == 4
    # there are four ends of 4 bars, two of 8 and one of 16 in 32 bars: rarer fills at shorter phrases
    assert len(lengths[4]) / 4 < len(lengths[8]) / 2 < len(lengths[16])


def test_energy_brings_fills() -> None:
    calm, full = (sum(len(fills(two(s, energy=e, num_bars=32), 0)) for s in range(200)) for e in (0.1, 1.0))
    assert full > 1.4 * calm


def test_fills_need_somebody_who_plays_them() -> None:
    for seed in range(200):
        blueprint = piece([section("build", 32, {"shaker": 0.5}), section("drop", 8, FULL)], seed=seed)
        for fill in fills(blueprint, 0):
            assert NEEDS.get(fill.kind, "shaker") == "shaker"


def test_a_section_without_rhythm_may_still_turn() -> None:
    blueprint = piece([section("intro", 8, {}), section("drop", 8, FULL)])
    assert transition(blueprint, 0).kind in RESTS


def test_rests_name_roles_and_nobody_rests_in_a_fill_of_his_own() -> None:
    assert set(NEEDS) <= set(RESTS)
    for kind, roles in RESTS.items():
        assert roles <= set(ROLES)
        assert NEEDS.get(kind) not in roles or kind == "kick_mute"


def test_every_role_keeps_to_its_rests() -> None:
    for seed in range(25):
        for own in written(drawn_piece(seed)):
            turns = fills(own.passage.blueprint, own.passage.index)
            for role, notes in own.notes.items():
                assert not [note for note in notes if silent(role, turns, note.step - own.passage.first_step)]


@pytest.mark.parametrize(("kind", "role"), [("snare_roll", "snare"), ("tom_fill", "tom"), ("conga_fill", "conga")])
def test_who_is_asked_for_a_fill_plays_it(kind: str, role: str) -> None:
    heard = 0
    for seed in range(120):
        own = written(two(seed), role)[0]
        for fill in played_by(role, fills(own.passage.blueprint, 0)):
            assert fill.kind == kind
            inside = [n for n in own.notes[role] if fill.first_step <= n.step < fill.last_step]
            assert len(inside) >= 2 * fill.num_beats
            assert inside[-1].velocity > inside[0].velocity
            heard += 1
    assert heard > 5
