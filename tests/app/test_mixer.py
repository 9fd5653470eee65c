"""A mix as a value: what it keeps, what it refuses, and that mixes of earlier versions are read."""

from __future__ import annotations

import pytest

from app.mixer import Mix
from engine.core.mix import StemMix
from engine.core.stems import Stem

MIX = Mix({Stem.BASS: -6.0}, frozenset({Stem.VOCALS}), frozenset({Stem.LOG_DRUM}), {Stem.OTHER: -0.3})


def test_text_round_trip() -> None:
    assert Mix.from_text(MIX.as_text()) == MIX
    assert Mix.from_text(Mix().as_text()) == Mix()


def test_a_mix_kept_before_there_were_pans_stays() -> None:
    text = '{"gains_db": {"bass": -6.0}, "mutes": ["vocals"], "solos": ["log_drum"]}'
    assert Mix.from_text(text) == Mix(MIX.gains_db, MIX.mutes, MIX.solos)


@pytest.mark.parametrize("text", ["", "[]", '{"gains_db": {}, "mutes": [], "solos": [], "pans": {"kazoo": 1}}'])
def test_what_is_no_mix_is_none(text: str) -> None:
    assert Mix.from_text(text) == Mix()


def test_pans_stay_between_the_sides() -> None:
    assert Mix().with_pan(Stem.BASS, -7.0).pan(Stem.BASS) == -1.0
    assert Mix.from_text('{"gains_db": {}, "mutes": [], "solos": [], "pans": {"bass": 9}}').pan(Stem.BASS) == 1.0


def test_a_daw_gets_what_was_changed() -> None:
    assert MIX.strips() == (
        StemMix(Stem.BASS, gain_db=-6.0),
        StemMix(Stem.VOCALS, is_muted=True),
        StemMix(Stem.OTHER, pan=-0.3),
        StemMix(Stem.LOG_DRUM, is_soloed=True),
    )


def test_the_player_gets_every_lane_in_order() -> None:
    strips = MIX.for_player((Stem.OTHER, Stem.VOCALS, Stem.LOG_DRUM))
    assert strips.pans == (-0.3, 0.0, 0.0)
    assert strips.gains == (1.0, 1.0, 1.0)
    assert (strips.mutes, strips.solos) == (0b010, 0b100)
