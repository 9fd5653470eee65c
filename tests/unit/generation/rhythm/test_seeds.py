from __future__ import annotations

import pytest

from engine.core.roles import roles_of
from engine.core.stems import Stem
from engine.generation.profiles import load_profiles
from engine.generation.sketch.parts.bass import MANNERS
from engine.generation.sketch.parts.hand_percussion import KEYS
from engine.generation.sketch.seeds import families, grid, names, velocities_of

STYLES = ("classic", "private_school", "fusion", "sgija", "bacardi", "three_step", "gqom_infused", "afropiano", "other")


def test_digits_are_ninths_of_full_velocity() -> None:
    assert velocities_of("9.7.5.3.........") == (127, 0, 99, 0, 71, 0, 42, *[0] * 9)


@pytest.mark.parametrize("text", ["", "9...", "9...9...9...9..x", "0" * 16])
def test_what_is_no_grid_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="grid"):
        velocities_of(text)


def test_the_references_grids_are_all_there() -> None:
    families = {letter: len(names(letter)) for letter in "KSHCPWLQ"}
    assert {letter: families[letter] for letter in "KSWLQ"} == {"K": 11, "S": 6, "W": 1, "L": 12, "Q": 6}
    assert families["H"] >= 3
    assert families["C"] >= 9
    assert families["P"] >= 5


def test_known_grids() -> None:
    assert grid("K1").steps == (0, 4, 8, 12)
    assert grid("K5").steps == ()
    assert grid("L4").steps == (0, 3, 4, 7, 11, 14, 15)
    assert grid("L4").semitones == (0, 0, 12, 0, 7, 5, 3)
    assert grid("L6").steps == (10, 13, 14, 15)
    assert grid("L9").bars == 2
    assert len(grid("L9").velocities) == 32
    assert grid("K6").confidence == "B"
    assert grid("K8").confidence == "C"
    assert grid("L1").confidence == "D"


def test_every_grid_is_whole_bars_with_a_motif_that_matches_its_hits() -> None:
    for name in names():
        own = grid(name)
        assert len(own.velocities) == 16 * own.bars
        assert not own.semitones or len(own.semitones) == len(own.steps)
        assert own.confidence in "ABCD"
        assert own.note


def test_an_unknown_grid_is_named() -> None:
    with pytest.raises(ValueError, match="'Z9'"):
        grid("Z9")


def test_families_name_grids_for_every_role_of_the_drums() -> None:
    for role in roles_of(Stem.DRUMS):
        if role.id in {"kick", "cymbal"}:
            continue
        for style in STYLES:
            for pattern in families(role.id, style):
                for name in pattern.split("+"):
                    assert grid(name).velocities


def test_profiles_ask_for_grids_that_there_are() -> None:
    for profile in load_profiles().values():
        for role, member in profile.band.items():
            if role not in {one.id for one in roles_of(Stem.DRUMS)} | {"bass"}:
                continue
            for pattern in member.patterns:
                assert pattern in MANNERS or all(grid(name) for name in pattern.split("+"))


def test_articulations_are_keys_of_their_role() -> None:
    known = {key for role in roles_of(Stem.DRUMS) for key in role.keys}
    assert set(KEYS.values()) <= known
