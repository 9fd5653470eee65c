"""Swing known by construction."""

import numpy as np
import pytest

from engine.analysis.beats import track_beats
from engine.analysis.swing import estimate_swing
from engine.cli import bench_rhythms
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stem, Stems
from tests.signals import noise, silence

GROOVES = {
    "shaker": {"kick": "9...9...9...9...", "shaker": "5383538353835383"},
    "hats and log drum": {"closed_hat": "6475647564756475", "log_drum": "9..8..7.9..8..7.", "clap": "....8.......8..."},
    "gapped": {"shaker": "8.47..478.47..47", "log_drum": "9..99..8...9..88", "clap": "....7.......7..4"},
}


def _true_grid(rhythm: bench_rhythms.Rhythm) -> BeatGrid:
    return BeatGrid(tuple(rhythm.beats.tolist()), tuple(1 + i % 4 for i in range(len(rhythm.beats))))


@pytest.mark.parametrize("swing", [0.5, 0.52, 0.54, 0.58, 0.62, 0.667])
@pytest.mark.parametrize("groove", GROOVES)
def test_swing_is_measured(groove: str, swing: float) -> None:
    rhythm = bench_rhythms.render(GROOVES[groove], tempo_bpm=113.0, bars=8, swing=swing, offset=0.3)
    assert estimate_swing(rhythm.audio, None, _true_grid(rhythm)) == pytest.approx(swing, abs=0.01)  # 2.7 ms


@pytest.mark.parametrize("swing", [0.5, 0.54, 0.58, 0.62])
def test_swing_on_tracked_beats(swing: float) -> None:
    rhythm = bench_rhythms.render(GROOVES["shaker"], tempo_bpm=113.0, bars=8, swing=swing, offset=0.3)
    grid = track_beats(rhythm.audio)
    assert grid is not None
    assert estimate_swing(rhythm.audio, None, grid) == pytest.approx(swing, abs=0.02)  # the contract's precision


def test_jitter_averages_out() -> None:
    rhythm = bench_rhythms.render(GROOVES["shaker"], tempo_bpm=113.0, bars=16, swing=0.56, jitter_s=0.006, seed=2)
    assert estimate_swing(rhythm.audio, None, _true_grid(rhythm)) == pytest.approx(0.56, abs=0.02)


def test_without_off_beat_sixteenths_nothing_can_be_told() -> None:
    grids = {"kick": "9...9...9...9...", "clap": "....8.......8...", "closed_hat": "..8...8...8...8."}
    rhythm = bench_rhythms.render(grids, tempo_bpm=113.0, bars=8)
    assert estimate_swing(rhythm.audio, None, _true_grid(rhythm)) is None


def test_silence_and_noise_do_not_swing() -> None:
    grid = BeatGrid(tuple(np.arange(0.0, 10.0, 0.5).tolist()), tuple(1 + i % 4 for i in range(20)))
    assert estimate_swing(silence(10.0), None, grid) is None
    assert estimate_swing(noise(10.0), None, grid) is None


def test_the_drums_are_asked_where_there_are_stems() -> None:
    drums = bench_rhythms.render(GROOVES["shaker"], tempo_bpm=113.0, bars=8, swing=0.58)
    other = bench_rhythms.render({"rim": "9999999999999999"}, tempo_bpm=113.0, bars=8)
    mixture = drums.audio.__class__(drums.audio.samples + 2 * other.audio.samples, 44_100)
    stems = Stems({Stem.DRUMS: drums.audio, Stem.OTHER: other.audio}, model="test")
    assert estimate_swing(mixture, stems, _true_grid(drums)) == pytest.approx(0.58, abs=0.01)
