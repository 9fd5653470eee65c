"""Versions of one prompt differ in their music only."""

from __future__ import annotations

import numpy as np
import pytest

from engine.audio.loudness import integrated_loudness, true_peak_dbtp
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.rating.stimuli import SAMPLE_RATE, Cut, alike, low_passed


def noise(
    rng: np.random.Generator, seconds: float, gain: float, *, rate: int = SAMPLE_RATE, channels: int = 2
) -> Audio:
    return Audio((gain * rng.standard_normal((channels, round(rate * seconds)))).astype(np.float32), rate)


def test_rate_channels_length_and_loudness_are_one(rng: np.random.Generator) -> None:
    versions = {"a": noise(rng, 3.0, 0.2), "b": noise(rng, 2.5, 0.02, rate=48_000, channels=1), "c": noise(rng, 4, 0.1)}
    made = alike(versions, Cut(start=0.5, seconds=10.0))
    assert {(one.audio.sample_rate, one.audio.samples.shape) for one in made.values()} == {(44_100, (2, 88_200))}
    levels = [integrated_loudness(one.audio) for one in made.values()]
    assert np.ptp(np.asarray(levels, float)) < 0.1
    assert all(one.gain_db <= 0.0 for one in made.values()), "nothing is made louder"
    assert made["b"].gain_db == pytest.approx(0.0, abs=0.01), "the quietest stays as it is"


def test_loud_versions_come_down_to_minus_18_lufs(rng: np.random.Generator) -> None:
    made = alike({"a": noise(rng, 2.0, 0.5), "b": noise(rng, 2.0, 0.3)}, Cut())
    for one in made.values():
        assert integrated_loudness(one.audio) == pytest.approx(-18.0, abs=0.1)


def test_a_high_peak_lowers_all_alike(rng: np.random.Generator) -> None:
    spiky = noise(rng, 3.0, 0.05).samples.copy()
    spiky[:, 60_000] = 4.0
    made = alike({"a": noise(rng, 3.0, 0.05), "b": Audio(spiky, SAMPLE_RATE)}, Cut())
    levels = {name: integrated_loudness(one.audio) for name, one in made.items()}
    assert levels["a"] == pytest.approx(levels["b"], abs=0.1)
    assert (true_peak_dbtp(made["b"].audio) or 0.0) == pytest.approx(-1.0, abs=0.05)


def test_whole_bars_and_silent_ends(rng: np.random.Generator) -> None:
    bar = 240.0 / 112.0
    made = alike({"a": noise(rng, 7.9, 0.1), "b": noise(rng, 9.0, 0.1)}, Cut(bar_seconds=bar))["a"].audio
    assert made.num_samples == round(3 * bar * SAMPLE_RATE)
    assert np.abs(made.samples[:, 0]).max() == 0.0
    assert np.abs(made.samples[:, -1]).max() < 1e-4


def test_anchors_keep_what_lies_below_their_edge_and_little_above() -> None:
    time = np.arange(SAMPLE_RATE * 2) / SAMPLE_RATE
    for edge in (3_500.0, 7_000.0):
        for hz, least, most in ((edge * 0.95, 0.985, 1.015), (edge * 4_000 / 3_500, 0.0, 0.0018)):
            tone = Audio(np.sin(2 * np.pi * hz * time, dtype=np.float64)[None].astype(np.float32), SAMPLE_RATE)
            level = np.abs(low_passed(tone, edge).samples[:, 20_000:60_000]).max()
            assert least <= level <= most, (edge, hz)


def test_anchors_stay_in_step(rng: np.random.Generator) -> None:
    made = alike({"a": noise(rng, 2.0, 0.1)}, Cut(), anchors={"a": ["anchor_3500"]})
    whole, anchor = made["a"].audio.samples[0], made["a/anchor_3500"].audio.samples[0]
    lags = np.fft.irfft(np.fft.rfft(anchor) * np.conj(np.fft.rfft(whole)))
    assert int(np.argmax(np.abs(lags))) == 0


def test_silence_and_short_files_are_refused(rng: np.random.Generator) -> None:
    silent = Audio(np.zeros((2, 90_000), np.float32), SAMPLE_RATE)
    with pytest.raises(UserError, match="silent"):
        alike({"a": noise(rng, 2.0, 0.1), "b": silent}, Cut())
    with pytest.raises(UserError, match="too short"):
        alike({"a": noise(rng, 2.0, 0.1)}, Cut(start=1.5))
