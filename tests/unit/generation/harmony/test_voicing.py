"""Voicings: chord tones only, in range, led with little movement and no parallel octaves."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.roman import parse_roman
from engine.generation.sketch.harmony.fretboard import SPAN, TUNING, grips
from engine.generation.sketch.harmony.progressions import draw_loop
from engine.generation.sketch.harmony.tones import chord_tones
from engine.generation.sketch.harmony.voicing import (
    is_voicing_of,
    largest_top_leap,
    lead_voices,
    mean_movement,
    parallels,
)

labels = st.builds(ChordLabel, st.integers(0, 11), st.sampled_from(sorted(QUALITIES)))
STYLES = (
    ({"minor_vamp": 0.6, "dorian": 0.2}, 0.5, (2, 4)),
    ({"private": 0.75, "gospel": 0.1}, 0.85, (4, 8)),
    ({"gospel": 0.5, "marabi": 0.5, "pop": 0.5}, 0.6, (3, 5)),
    ({"modal_dark": 1.0}, 0.2, (1, 2)),
)


def drawn_loops(count: int) -> list[list[ChordLabel]]:
    loops = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        mode = "major" if seed % 3 == 0 else "minor"
        weights, richness, rate = STYLES[seed % len(STYLES)]
        loop = draw_loop(rng, mode=mode, families=weights, richness=richness, chords_per_4_bars=rate)
        key = Key(int(rng.integers(12)), mode)
        loops.append([parse_roman(numeral, key) for numeral in loop.numerals])
    return loops


@settings(max_examples=60, deadline=None)
@given(st.lists(labels, min_size=1, max_size=5), st.sampled_from([3, 4, 5]), st.booleans())
def test_voicings_are_chord_tones_in_range(row: list[ChordLabel], num_voices: int, rootless: bool) -> None:
    voicings = lead_voices(row, low=48, high=79, num_voices=num_voices, rootless=rootless)
    assert len(voicings) == len(row)
    for label, voicing in zip(row, voicings, strict=True):
        assert len(voicing) == num_voices
        assert list(voicing) == sorted(set(voicing))
        assert voicing[0] >= 48
        assert voicing[-1] <= 79
        assert is_voicing_of(voicing, label)


@settings(max_examples=60, deadline=None)
@given(labels)
def test_four_voices_hold_what_makes_the_chord(label: ChordLabel) -> None:
    (voicing,) = lead_voices([label], low=52, high=76, num_voices=4, rootless=True)
    sounding = {(pitch - (label.root or 0)) % 12 for pitch in voicing}
    needed = set(chord_tones(label, 4, rootless=True).needed)
    assert len(needed - sounding) <= max(0, len(needed) - 4)


@pytest.mark.parametrize(("num_voices", "low", "high"), [(3, 57, 81), (4, 52, 76), (4, 52, 81)])
def test_voice_leading_over_200_loops_meets_the_targets(num_voices: int, low: int, high: int) -> None:
    """Domain reference 1.7: at most 2.5 semitones a voice, top voice at most 4. Measured: 1.0–1.2 and no parallels."""
    movements, fifths, octaves, leaps, changes = [], 0, 0, [], 0
    for row in drawn_loops(200):
        voicings = lead_voices(row, low=low, high=high, num_voices=num_voices, rootless=True)
        movements.append(mean_movement(voicings))
        fifths += parallels(voicings, 7)
        octaves += parallels(voicings, 0)
        leaps.append(largest_top_leap(voicings))
        changes += len(row)
    assert np.mean(movements) <= 1.6
    assert max(movements) <= 2.5
    assert octaves == 0
    assert fifths <= 0.02 * changes
    assert max(leaps) <= 4


def test_equal_neighbours_and_equal_loops_have_equal_voicings() -> None:
    row = [ChordLabel.parse(text) for text in ("F:min9", "F:min9", "Db:maj9", "C:min7")]
    once = lead_voices(row, low=52, high=76, num_voices=4, rootless=True)
    assert once[0] == once[1]
    assert once == lead_voices(row, low=52, high=76, num_voices=4, rootless=True)


def test_the_first_chord_leads_on_from_what_sounded() -> None:
    row = [ChordLabel.parse("F:min9")]
    for seed in ((53, 56, 60, 63), (63, 67, 68, 72)):
        (voicing,) = lead_voices(row, low=52, high=76, num_voices=4, rootless=True, seed_voicing=seed)
        assert np.abs(np.subtract(voicing, seed)).mean() <= 3.0


def test_measures_on_known_cases() -> None:
    fifths = ((48, 55), (50, 57))
    assert parallels(fifths, 7, closes=False) == 1
    assert parallels(((48, 55), (48, 55)), 7, closes=False) == 0
    assert parallels(((48, 60), (50, 62)), 0, closes=False) == 1
    assert mean_movement(fifths, closes=False) == 2.0
    assert largest_top_leap(((48, 55), (48, 62)), closes=False) == 7
    assert mean_movement(((48, 55),)) == 0.0


@pytest.mark.parametrize(("low", "high", "voices"), [(60, 70, 4), (52, 76, 6), (52, 76, 1)])
def test_impossible_requests_are_refused(low: int, high: int, voices: int) -> None:
    with pytest.raises(ValueError):
        lead_voices([ChordLabel.parse("C")], low=low, high=high, num_voices=voices, rootless=True)
    with pytest.raises(ValueError, match="root"):
        lead_voices([ChordLabel.parse("N")], low=52, high=76, num_voices=4, rootless=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(labels, min_size=1, max_size=4), st.sampled_from([3, 4]))
def test_grips_can_be_played(row: list[ChordLabel], num_voices: int) -> None:
    for label, grip in zip(row, grips(row, num_voices=num_voices), strict=True):
        fretted = [fret for fret in grip.frets if fret]
        assert max(fretted) - min(fretted) <= SPAN
        assert grip.pitches == tuple(TUNING[s] + f for s, f in zip(grip.strings, grip.frets, strict=True))
        assert list(grip.strings) == list(range(grip.strings[0], grip.strings[0] + num_voices))
        assert is_voicing_of(grip.pitches, label)
        thirds = {3, 4} & set(QUALITIES[label.quality])
        if thirds:
            assert any((pitch - (label.root or 0)) % 12 in thirds for pitch in grip.pitches)


def test_grips_move_little() -> None:
    for row in drawn_loops(60):
        chosen = grips(row)
        hands = [abs(a.position - b.position) for a, b in pairwise(chosen)]
        assert max(hands, default=0.0) <= 5.0
        assert mean_movement([grip.pitches for grip in chosen], closes=False) <= 4.0


@pytest.mark.parametrize("quality", sorted(QUALITIES))
@pytest.mark.parametrize(("low", "high"), [(53, 74), (48, 72)], ids=["keys", "pad"])
def test_every_chord_in_every_key_has_a_voicing_of_four(quality: str, low: int, high: int) -> None:
    for root in range(12):
        (voicing,) = lead_voices(
            [ChordLabel(root, quality)], low=low, high=high, num_voices=4, rootless=True, closes=False
        )
        assert low - 4 <= voicing[0] < voicing[-1] <= high + 4
