"""Key profiles: parity with music21's, and what a scale says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.harmony import ChordLabel, Key
from engine.generation.sketch.harmony import clarity

durations = st.lists(st.floats(0.0, 100.0), min_size=12, max_size=12).filter(lambda row: max(row) - min(row) > 1.0)


@pytest.mark.parametrize(("profile", "analyser"), [("aarden", "AardenEssen"), ("krumhansl", "KrumhanslSchmuckler")])
def test_parity_with_music21(profile: str, analyser: str) -> None:
    from music21 import note, stream
    from music21.analysis import discrete

    for seed in range(12):
        lengths = np.random.default_rng(seed).integers(1, 40, 12) / 4.0
        notes = stream.Stream()
        for pitch_class, length in enumerate(lengths):
            played = note.Note(60 + pitch_class)
            played.quarterLength = float(length)
            notes.append(played)
        (tonic, mode, correlation), _ = getattr(discrete, analyser)().process(notes)
        key = clarity.heard_key(lengths, profile)
        assert (key.tonic, key.mode) == (tonic.pitchClass, mode)
        assert clarity.correlations(lengths, profile).max() == pytest.approx(correlation, abs=1e-9)


@given(durations, st.integers(0, 11), st.sampled_from(sorted(clarity.PROFILES)))
def test_transposing_moves_the_key_along(row: list[float], shift: int, profile: str) -> None:
    scores = clarity.correlations(row, profile)
    moved = clarity.correlations(np.roll(row, shift), profile)
    for mode in (0, 12):
        assert np.roll(scores[mode : mode + 12], shift) == pytest.approx(moved[mode : mode + 12], abs=1e-9)


@given(durations)
def test_the_lead_is_positive_only_for_the_key_that_is_heard(row: list[float]) -> None:
    leaders = [key for key in clarity.KEYS if clarity.margin(row, key) > 1e-9]
    assert leaders in ([], [clarity.heard_key(row)])


def test_a_tonic_triad_is_clear_and_silence_is_no_key() -> None:
    triad = clarity.chord_durations([(ChordLabel.parse("F:min"), 4.0)])
    assert clarity.heard_key(triad) == Key.parse("F minor")
    assert clarity.is_clear(triad, Key.parse("F minor"))
    assert not clarity.is_clear(triad, Key.parse("Ab major"))
    with pytest.raises(ValueError, match="not all of them zero"):
        clarity.heard_key([0.0] * 12)


def test_the_rival_of_a_minor_key_without_its_tonic_is_the_relative_major() -> None:
    heard = clarity.chord_durations([(ChordLabel.parse("Ab:maj7"), 4.0), (ChordLabel.parse("Db:maj9"), 2.0)])
    assert clarity.lead(heard, Key.parse("F minor")) < 0.0
    assert clarity.rival(heard, Key.parse("F minor")).mode == "major"
