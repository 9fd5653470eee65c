"""The exact grid, and loops without a seam: measured on clicks and tones whose places are known."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.generation.shaping.grid_fit import LARGEST_CHANGE, fit_grid, grid_samples, heard_tempo
from engine.generation.shaping.looping import loop

RATE = 32_000


def clicks(bpm: float, *, bars: int, start: float = 0.3, channels: int = 1) -> tuple[Audio, list[float]]:
    """A short burst on each beat from ``start`` on; and when."""
    step = 60.0 / bpm
    times = [start + step * beat for beat in range(bars * 4)]
    samples = np.zeros((channels, round((start + bars * 4 * step) * RATE) + 1), np.float32)
    burst = np.sin(2 * np.pi * 900.0 * np.arange(640) / RATE) * np.hanning(640)
    for time in times:
        at = round(time * RATE)
        room = min(640, samples.shape[1] - at)
        samples[:, at : at + room] += burst[:room].astype(np.float32)
    return Audio(samples, RATE), times


def strikes(audio: Audio, count: int, step: float) -> list[float]:
    """The middle of the energy around each grid place."""
    energy = audio.samples[0].astype(np.float64) ** 2
    found = []
    for beat in range(1, count):
        low = round((beat - 0.4) * step * audio.sample_rate)
        part = energy[low : low + round(0.8 * step * audio.sample_rate)]
        found.append((low + float((part * np.arange(len(part))).sum() / part.sum())) / audio.sample_rate)
    return found


@pytest.mark.parametrize("played", [108.0, 112.0, 117.5])
def test_a_piece_off_the_tempo_lands_on_the_grid(played: float) -> None:
    audio, times = clicks(played, bars=6, channels=2)
    fitted = fit_grid(audio, beats=times, downbeats=times[::4], tempo_bpm=112.0, bars=4)

    assert fitted.is_fitted
    assert fitted.ratio == pytest.approx(112.0 / played, rel=1e-6)
    assert fitted.audio.num_samples == grid_samples(4, 112.0, RATE) == round(4 * 4 * 60 / 112 * RATE)
    assert fitted.audio.num_channels == 2
    step = 60.0 / 112.0
    places = strikes(fitted.audio, 16, step)
    middle = places[0] - step  # of the burst, the same for each
    errors = [abs(place - (beat * step + middle)) for beat, place in enumerate(places, 1)]
    assert max(errors) < 0.012  # Rubber Band moves transients within its window


def test_a_tempo_too_far_is_left_as_it_is_and_said() -> None:
    audio, times = clicks(100.0, bars=4)
    fitted = fit_grid(audio, beats=times, downbeats=times[::4], tempo_bpm=112.0, bars=2)

    assert not fitted.is_fitted
    assert fitted.audio is audio
    assert "100.0 BPM" in fitted.reason
    assert abs(112.0 / 100.0 - 1) > LARGEST_CHANGE
    assert not fit_grid(audio, beats=[], downbeats=[], tempo_bpm=112.0, bars=2).is_fitted


def test_fewer_bars_than_asked_are_said() -> None:
    audio, times = clicks(112.0, bars=3)
    fitted = fit_grid(audio, beats=times, downbeats=times[::4], tempo_bpm=112.0, bars=8)

    assert fitted.is_fitted
    assert fitted.bars < 8
    assert f"only {fitted.bars} of 8 bars" in fitted.reason


def test_half_and_double_time_are_the_same_grid() -> None:
    assert heard_tempo([0.5 * n for n in range(9)], 118.0) == pytest.approx(120.0)
    assert heard_tempo([1.0 * n for n in range(9)], 118.0) == pytest.approx(120.0)
    assert heard_tempo([0.0, 0.5, 1.5, 2.0, 2.5, 3.0], 118.0) == pytest.approx(120.0)  # one was missed


def test_a_loop_has_no_seam_and_whole_bars() -> None:
    time = np.arange(round(11.0 * RATE)) / RATE
    tone = (0.4 * np.sin(2 * np.pi * 97.3 * time) + 0.2 * np.sin(2 * np.pi * 311.7 * time)).astype(np.float32)
    audio = Audio(np.stack([tone, -tone]), RATE)
    looped = loop(audio, tempo_bpm=112.0, bars=4, start=0.25)

    assert looped is not None
    assert looped.audio.num_samples == grid_samples(4, 112.0, RATE)
    plain = audio.samples[:, 8000 : 8000 + looped.audio.num_samples]
    assert np.abs(plain[:, 0] - plain[:, -1]).max() > 4 * looped.step  # without the fade it jumps
    inside = np.abs(np.diff(audio.samples, axis=1)).max()
    assert looped.step <= inside * 1.001  # no larger than any other step of the tone
    # and no larger bend either: second differences across the seam
    twice = np.concatenate([looped.audio.samples[:, -200:], looped.audio.samples[:, :200]], axis=1)
    assert np.abs(np.diff(twice, 2, axis=1)).max() <= np.abs(np.diff(audio.samples, 2, axis=1)).max() * 1.5


def test_a_loop_keeps_its_power_and_refuses_what_is_too_short() -> None:
    noise = np.random.default_rng(1).standard_normal((1, 12 * RATE)).astype(np.float32) * 0.1
    looped = loop(Audio(noise, RATE), tempo_bpm=120.0, bars=None)

    assert looped is not None
    assert looped.bars == 5
    fade = round(looped.fade * RATE)
    inside = float(np.mean(looped.audio.samples[0, :fade] ** 2)) / float(np.mean(looped.audio.samples[0, fade:] ** 2))
    assert inside == pytest.approx(1.0, abs=0.06)  # cos² + sin² of independent noise; 8 000 samples scatter by 2 %
    assert loop(Audio(noise[:, :RATE], RATE), tempo_bpm=120.0, bars=1) is None
