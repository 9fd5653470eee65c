from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest

from engine.core.blueprint import RolePlan
from engine.core.roles import ROLES
from engine.generation.sketch.parts.transitions import fills
from engine.generation.sketch.seeds import grid, names
from tests.unit.generation.rhythm.written_rhythm import (
    DRUMS,
    drawn_piece,
    drawn_sections,
    in_drop,
    piece,
    section,
    written,
)


def step_entropy(steps: list[float], num_bars: int) -> float:
    """Mean over sixteen steps of the binary entropy of an onset there across bars, in bits (domain reference 1.2)."""
    share = np.bincount([int(step) % 16 for step in steps], minlength=16) / num_bars
    inside = np.clip(share, 1e-12, 1 - 1e-12)
    return float(np.mean(-inside * np.log2(inside) - (1 - inside) * np.log2(1 - inside)))


def test_notes_are_whole() -> None:
    for own in drawn_sections():
        first, last = own.passage.first_step, own.passage.first_step + own.passage.num_steps
        for role, notes in own.notes.items():
            assert list(notes) == sorted(notes, key=lambda note: (note.step, note.pitch))
            assert len({(note.step, note.pitch) for note in notes}) == len(notes)
            for note in notes:
                assert first <= note.step < last
                assert note.length > 0
                assert 1 <= note.velocity <= 127
                assert note.reason
                assert role in {"log_drum", "bass"} or note.pitch in ROLES[role].keys
                # plain numbers: they are written into the take's file
                assert type(note.step) in {int, float}
                assert type(note.length) in {int, float}
                assert type(note.pitch) is int
                assert type(note.velocity) is int
                assert note.slide is None or {type(v) for v in astuple(note.slide)} == {float}


def test_the_same_piece_is_written_twice_the_same() -> None:
    for seed in range(5):
        one, other = written(drawn_piece(seed)), written(drawn_piece(seed))
        assert [own.notes for own in one] == [own.notes for own in other]


@pytest.mark.parametrize("seed", range(12))
def test_the_shaker_is_constant_and_the_log_drum_varies(seed: int) -> None:
    own = in_drop({"shaker": 0.8, "log_drum": 0.6, "kick": 0.5}, seed=seed)
    shaker = step_entropy([note.step for note in own.notes["shaker"]], 16)
    log_drum = step_entropy([note.step for note in own.notes["log_drum"]], 16)
    assert shaker == pytest.approx(0.0, abs=1e-9)
    assert log_drum > 0.2  # role inversion above 1


def test_a_shakers_accents_stay_accents() -> None:
    own = in_drop({"shaker": RolePlan(role="shaker", pattern="S1", density=0.5)})
    by_step = [[n.velocity for n in own.notes["shaker"] if n.step % 16 == step] for step in range(16)]
    accents = [min(by_step[step]) for step in (2, 6, 10, 14)]
    others = [max(by_step[step]) for step in range(16) if step not in (2, 6, 10, 14)]
    assert min(accents) > max(others)
    assert len(set(by_step[2])) > 1  # struck by a hand


@pytest.mark.parametrize("name", names("K"))
@pytest.mark.parametrize("density", [0.0, 0.3, 0.5, 1.0])
def test_the_kick_does_no_more_than_it_was_asked_for(name: str, density: float) -> None:
    own = in_drop({"kick": density}, kick=name)
    asked = set(grid(name).steps)
    extra = [note for note in own.notes["kick"] if note.step % 16 not in asked]
    assert all(note.step % 128 == 127 and density > 0.6 for note in extra)
    if name == "K5":
        assert not own.notes["kick"]


def test_the_plans_kick_comes_before_the_pieces() -> None:
    own = in_drop({"kick": RolePlan(role="kick", pattern="K6")}, kick="K1")
    assert {note.step % 16 for note in own.notes["kick"]} == {0, 4, 8}


def test_several_kicks_take_turns() -> None:
    own = in_drop({"kick": RolePlan(role="kick", pattern="K3+K2")}, num_bars=8)
    bars = {int(note.step) // 16 for note in own.notes["kick"] if note.step % 16 == 15}
    assert bars <= {3, 7}
    assert bars


@pytest.mark.parametrize("role", [role for role in DRUMS if role not in {"cymbal", "whistle"}])
def test_density_never_takes_away(role: str) -> None:
    for seed in range(4):
        counts = [len(in_drop({role: density}, seed=seed).notes[role]) for density in np.linspace(0.0, 1.0, 11)]
        assert counts == sorted(counts)


@pytest.mark.parametrize("role", DRUMS)
def test_every_role_is_heard_in_a_full_drop(role: str) -> None:
    assert in_drop({role: 0.6}, num_bars=16).notes[role]


def test_percussion_is_the_same_figure_in_the_whole_piece() -> None:
    blueprint = piece([section("verse", 4, {"cowbell": 0.5}), section("drop", 4, {"cowbell": 0.5})], seed=3)
    verse, drop = ({note.step % 16 for note in own.notes["cowbell"]} for own in written(blueprint, "cowbell"))
    turned = {note.step % 16 for note in written(blueprint, "cowbell")[0].notes["cowbell"] if note.step < 48}
    assert turned == verse == drop


def test_congas_are_struck_in_three_ways() -> None:
    own = in_drop({"conga": RolePlan(role="conga", pattern="P1+P2+P3", density=0.5)})
    assert {note.pitch for note in own.notes["conga"]} == {62, 63, 64}
    slaps = {n.step % 16: n.velocity for n in own.notes["conga"] if n.pitch == 62}
    assert slaps[4] > 80 > slaps[0]  # P1's slap and P3's muted strokes


def test_open_hats_are_not_choked_by_closed_ones() -> None:
    own = in_drop({"hat": RolePlan(role="hat", pattern="H1+H2", density=1.0)})
    opened = {note.step for note in own.notes["hat"] if note.pitch == 46}
    closed = {note.step for note in own.notes["hat"] if note.pitch == 42}
    assert opened
    assert closed
    assert not opened & closed


def test_a_crash_marks_the_drop() -> None:
    own = in_drop({"cymbal": 0.4}, num_bars=32)
    assert [note.step for note in own.notes["cymbal"]] == [0, 256]


@pytest.mark.parametrize(("density", "bars"), [(0.4, [7, 15]), (0.8, [3, 7, 11, 15])])
def test_the_whistle_blows_every_four_or_eight_bars(density: float, bars: list[int]) -> None:
    own = in_drop({"whistle": density}, energy=0.0)
    turns = [fill for fill in fills(own.passage.blueprint, 0) if fill.kind == "whistle"]
    inside = {int(n.step) for n in own.notes["whistle"]} - {fill.first_step for fill in turns}
    assert {step // 16 for step in inside} <= set(bars)
    assert all(step % 16 == 14 for step in inside)


def test_marching_snares_roll_in_32nds() -> None:
    own = in_drop({"snare": RolePlan(role="snare", pattern="C8", density=0.6)})
    halves = [note for note in own.notes["snare"] if note.step % 1 and "C8" in note.reason]
    assert halves
    assert all(note.step % 16 > 13 for note in halves)


def test_a_build_brings_the_shaker_up() -> None:
    from engine.generation.sketch.parts.shakers import write_shaker

    blueprint = piece([section("build", 8, {"shaker": 0.7}), section("drop", 8, {"shaker": 0.7})])
    build, drop = written(blueprint, "shaker")
    (move,) = write_shaker(build.passage).moves
    assert move.first < move.last == 0.0
    assert move.kind == "level_db"
    assert move.end == pytest.approx(8 * 16 * blueprint.seconds_per_step)
    assert not write_shaker(drop.passage).moves
