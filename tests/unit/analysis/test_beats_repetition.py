"""Exact repetition: found to the sample where samples are played again, never where a player plays again."""

import numpy as np
import pytest

from engine.analysis.beats import track_beats
from engine.analysis.repetition import exact_repetition
from engine.analysis.spectrum import mono
from engine.cli import bench_rhythms
from engine.core.audio import Audio
from tests.signals import noise, silence, sine

RATE = 44_100


def _loop(num_samples: int, seed: int = 0) -> np.ndarray:
    """Noise bursts at irregular times: no period within."""
    rng = np.random.default_rng(seed)
    wave = np.zeros(num_samples, np.float32)
    for start in rng.integers(0, num_samples - 3_000, 9):
        wave[start : start + 3_000] += (rng.standard_normal(3_000) * np.exp(-np.arange(3_000) / 600)).astype(np.float32)
    return wave


@pytest.mark.parametrize("num_samples", [60_001, 109_107, 200_002])  # no multiples of the decimation
@pytest.mark.parametrize("rest", [0, 7_777])
def test_tiled_samples_give_their_length(num_samples: int, rest: int) -> None:
    tiled = np.tile(_loop(num_samples), 5)[: 4 * num_samples + rest]
    found = exact_repetition(tiled, RATE)
    assert found is not None
    assert found.period * RATE == pytest.approx(num_samples, abs=0.1)
    assert found.correlation > 0.999


def test_a_little_noise_does_not_hide_it() -> None:
    tiled = np.tile(_loop(90_000), 4)
    hiss = 0.1 * float(tiled.std()) * np.random.default_rng(1).standard_normal(len(tiled))
    found = exact_repetition((tiled + hiss).astype(np.float32), RATE)
    assert found is not None
    assert found.period * RATE == pytest.approx(90_000, abs=0.5)


def test_players_tones_noise_and_silence_do_not_repeat() -> None:
    played = bench_rhythms.render({"shaker": "5383538353835383"}, tempo_bpm=113.0, bars=8, jitter_s=0.005, seed=2)
    assert exact_repetition(mono(played.audio), RATE) is None
    for audio in (noise(8.0), silence(8.0), sine(110.0, 8.0), Audio(np.zeros((1, 0), np.float32), RATE)):
        assert exact_repetition(mono(audio), audio.sample_rate) is None


@pytest.mark.parametrize("tempo_bpm", [89.938, 97.0, 130.017, 151.3])
def test_the_tempo_of_a_tiled_loop_is_exact(tempo_bpm: float) -> None:
    grids = {"kick": "9..9..9...9.9...", "closed_hat": "8.68.68.68.68.6.", "rim": "..6..6..6..6..6."}
    bar = bench_rhythms.render(grids, tempo_bpm=tempo_bpm, bars=2, tail_s=0.0).audio
    tiled = Audio(np.tile(bar.samples, (1, 1 + round(20.0 / bar.duration))), RATE)
    grid = track_beats(tiled)
    assert grid is not None
    assert grid.tempo_bpm == pytest.approx(480.0 / bar.duration, abs=0.001)
