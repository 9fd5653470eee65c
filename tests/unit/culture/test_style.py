"""The style vector: what our composer writes is of the family, and what it does not know is not named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.analysis import Analysis, AudioFacts, LogDrumEstimate
from engine.core.events import NoteEvent
from engine.core.stems import Stem
from engine.culture.descriptors import NAMES
from engine.culture.song import CultureSong
from engine.culture.style import FAMILY, FARTHEST, NEIGHBOURS, StyleVector, style_of
from engine.culture.style_net import answer, load_weights, standardised, strangeness
from engine.generation.sketch.compose import compose
from engine.generation.sketch.plan import plan
from engine.generation.truth import truth
from engine.generation.wishes import Wishes


def _composed(style: str, seed: int, seconds: float = 60.0) -> Analysis:
    composition = compose(plan(Wishes(style=style, seconds=seconds), seed).blueprint)
    return truth(composition, AudioFacts(composition.duration, 44_100, 2, "", -9.0, -1.0), engine="composed")


def _rock(analysis: Analysis) -> Analysis:
    """A rock band at the same bars: back-beat, eighths on hats and bass, no log drum."""
    beats = np.asarray(analysis.beats)
    drums, bass = [], []
    for bar in range(len(beats) // 4 - 1):
        at = [float(own) for own in np.linspace(beats[4 * bar], beats[4 * bar + 4], 17)[:16]]
        drums += [NoteEvent(at[step], at[step] + 0.1, 42, 90) for step in range(0, 16, 2)]
        drums += [NoteEvent(at[step], at[step] + 0.1, 36, 100) for step in (0, 8, 10)]
        drums += [NoteEvent(at[step], at[step] + 0.1, 38, 110) for step in (4, 12)]
        bass += [NoteEvent(at[step], at[step] + 0.2, 33, 100) for step in range(0, 16, 2)]
    notes = {**analysis.notes, Stem.DRUMS: tuple(sorted(drums)), Stem.BASS: tuple(bass), Stem.LOG_DRUM: ()}
    return replace(analysis, notes=notes, log_drum=LogDrumEstimate(False, 0.02))


@pytest.mark.parametrize("style", FAMILY)
def test_takes_are_of_the_family(style: str) -> None:
    told = style_of(CultureSong(_composed(style, 11)))
    assert told.family is not None
    assert told.family > 0.8
    assert told.family_interval is not None
    assert told.family_interval[0] <= told.family <= told.family_interval[1]
    assert set(told.probabilities) == {*FAMILY, *NEIGHBOURS}
    assert all(0.0 <= own <= 1.0 for own in told.probabilities.values())


def test_rock_is_not() -> None:
    told = style_of(CultureSong(_rock(_composed("popiano", 5))))
    assert told.family is not None
    assert told.family < 0.3


def test_a_log_drum_pasted_on_rock_does_not_make_it_amapiano() -> None:
    piece = _composed("classic", 5)
    pasted = _rock(piece)
    pasted = replace(pasted, notes={**pasted.notes, Stem.LOG_DRUM: piece.notes[Stem.LOG_DRUM]}, log_drum=piece.log_drum)
    told = style_of(CultureSong(pasted))
    assert told.family is not None
    assert told.family < 0.5


def test_nothing_is_said_without_bars_or_drums() -> None:
    piece = _composed("classic", 5)
    no_bars = style_of(CultureSong(replace(piece, beats=(), downbeats=())))
    no_drums = style_of(CultureSong(replace(piece, notes={Stem.OTHER: piece.notes[Stem.OTHER]})))
    for told in (no_bars, no_drums):
        assert told.why
        assert told.family is None
        assert told.probabilities == {}
        assert told.named == ()


def test_it_names_no_style_that_is_not_clear() -> None:
    told = StyleVector(probabilities={"classic": 0.49, "sgija": 0.3}, family=0.9)
    assert told.named == ()
    both = StyleVector(probabilities={"classic": 0.6, "sgija": 0.7, "gqom": 0.1}, family=0.9)
    assert both.named == ("sgija", "classic")


def test_weights_fit_the_descriptors() -> None:
    weights = load_weights()
    assert weights["mean"].shape == (len(NAMES),)
    assert weights["out.bias"].shape[1] == len(FAMILY) + len(NEIGHBOURS) + 1
    told = answer(np.full(len(NAMES), np.nan), weights)
    assert told.family_interval[0] < told.family_interval[1]


def test_one_wrong_descriptor_does_not_decide() -> None:
    weights = load_weights()
    row = np.full((1, len(NAMES)), 1e9)
    assert np.abs(standardised(row, weights)).max() <= 4.0


def test_what_is_like_nothing_learnt_is_turned_down(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = load_weights()
    odd = np.where(np.random.default_rng(0).random(len(NAMES)) < 0.5, -1e9, 1e9)
    assert strangeness(weights["mean"].astype(np.float64), weights) < 1.0
    assert strangeness(odd, weights) > FARTHEST
    monkeypatch.setattr("engine.culture.style.vector_of", lambda _values: odd)
    told = style_of(CultureSong(_composed("classic", 11, 20.0)))
    assert "too unlike" in told.why
    assert told.family is None
    assert told.probabilities == {}
    assert told.descriptors["log_active"] is not None
