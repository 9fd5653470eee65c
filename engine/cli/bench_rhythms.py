"""Drum and log-drum patterns rendered in code, so that every beat, onset and class is known exactly.

Grids are strings of one character per 16th: ``.`` is a rest, ``1``–``9`` a hit of that loudness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio

RATE = 44_100
_Wave = np.ndarray


def kick(*, frequency_hz: float = 52.0) -> _Wave:
    """A sine that falls to ``frequency_hz`` within 30 ms, with a click."""
    t = np.arange(int(0.28 * RATE)) / RATE
    pitch = frequency_hz * (1.0 + 4.0 * np.exp(-t / 0.018))
    body = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-t / 0.09)
    return body + 0.25 * np.exp(-t / 0.002) * np.sin(2 * np.pi * 3_000 * t)


def _noise(seconds: float, decay_s: float, seed: int) -> _Wave:
    t = np.arange(int(seconds * RATE)) / RATE
    return np.random.default_rng(seed).standard_normal(len(t)) * np.exp(-t / decay_s)


def _high_pass(wave: _Wave, cutoff_hz: float, order: int = 2) -> _Wave:
    """Brick-like high-pass in the frequency domain, zero phase."""
    spectrum = np.fft.rfft(wave, 2 * len(wave))
    frequency = np.fft.rfftfreq(2 * len(wave), 1 / RATE)
    gain = 1.0 / np.sqrt(1.0 + (cutoff_hz / np.maximum(frequency, 1.0)) ** (4 * order))
    out = np.fft.irfft(spectrum * gain)[: len(wave)]
    return np.asarray(out)


def snare(seed: int = 1) -> _Wave:
    """Two shell modes and a noise tail."""
    t = np.arange(int(0.25 * RATE)) / RATE
    shell = np.sin(2 * np.pi * 185 * t) * np.exp(-t / 0.05) + 0.6 * np.sin(2 * np.pi * 330 * t) * np.exp(-t / 0.035)
    return 0.6 * shell + 0.5 * _high_pass(_noise(0.25, 0.06, seed), 1_200)


def clap(seed: int = 2) -> _Wave:
    """Three short bursts 10 ms apart and a tail; its onset is the first burst."""
    out = np.zeros(int(0.3 * RATE))
    for index, gain in enumerate((0.6, 0.7, 1.0)):
        burst = _noise(0.2, 0.004 if index < 2 else 0.05, seed + index) * gain
        start = int(0.010 * index * RATE)
        out[start : start + len(burst)] += burst
    return 0.5 * _high_pass(out, 900)


def closed_hat(seed: int = 3) -> _Wave:
    return 0.4 * _high_pass(_noise(0.12, 0.02, seed), 7_000, 3)


def open_hat(seed: int = 4) -> _Wave:
    return 0.4 * _high_pass(_noise(0.5, 0.16, seed), 7_000, 3)


def shaker(seed: int = 5) -> _Wave:
    """A noise burst with a soft 8 ms attack."""
    burst = _noise(0.12, 0.03, seed)
    t = np.arange(len(burst)) / RATE
    return 0.35 * _high_pass(burst * (1 - np.exp(-t / 0.004)), 5_000)


def rim() -> _Wave:
    t = np.arange(int(0.08 * RATE)) / RATE
    return 0.5 * np.exp(-t / 0.008) * (np.sin(2 * np.pi * 1_700 * t) + 0.6 * np.sin(2 * np.pi * 820 * t))


def log_drum(frequency_hz: float = 65.4, velocity: int = 100) -> _Wave:
    """The log drum of Paul Kellett's mda DX10, from its equations: FM 2:1, index 9.65 falling to 1.10 within 4.3 ms."""
    t = np.arange(int(0.5 * RATE)) / RATE
    strength = 32.0 + 0.5 * velocity
    index = 0.01346 * strength + (0.1176 - 0.01346) * strength * np.exp(-t / 0.00431)
    phase = 2 * np.pi * frequency_hz * t
    phase += 2 * np.pi * np.cumsum(index * 2 * frequency_hz * -np.sin(4 * np.pi * frequency_hz * t)) / RATE
    return np.asarray(0.8 * np.sin(phase) * np.exp(-t / 0.0743) * (1 - np.exp(-t / 0.00034)))


def pad(frequencies_hz: tuple[float, ...], seconds: float) -> _Wave:
    """Soft sustained partials with a 60 ms attack."""
    t = np.arange(int(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * f * k * t) / k**1.5 for f in frequencies_hz for k in (1, 2, 3))
    edge = np.minimum(1.0, np.minimum(t, t[::-1]) / 0.06)
    return np.asarray(0.08 * edge * wave)


VOICES = {
    "kick": kick,
    "snare": snare,
    "clap": clap,
    "closed_hat": closed_hat,
    "open_hat": open_hat,
    "shaker": shaker,
    "rim": rim,
    "log_drum": log_drum,
}


@dataclass(frozen=True, slots=True, eq=False)
class Rhythm:
    """A rendered pattern and its truth: beat times, downbeat times, and each voice's onsets, all in seconds."""

    audio: Audio
    parts: Mapping[str, Audio]
    beats: np.ndarray
    downbeats: np.ndarray
    onsets: Mapping[str, np.ndarray]


def render(
    grids: Mapping[str, str],
    *,
    tempo_bpm: float,
    bars: int,
    beats_per_bar: int = 4,
    swing: float = 0.5,
    offset: float = 0.0,
    jitter_s: float = 0.0,
    seed: int = 0,
    tail_s: float = 0.5,
) -> Rhythm:
    """Repeat the grids over a number of bars.

    Args:
        grids: Voice of ``VOICES`` to its 16th grid; the grid repeats until the bars are full.
        tempo_bpm: Beats per minute.
        bars: How many bars.
        beats_per_bar: Four 16ths each.
        swing: Position of the off-beat 16th within its 8th, 0.5 straight.
        offset: Time of the first downbeat in seconds.
        jitter_s: Standard deviation of each onset's deviation in seconds.
        seed: Of the jitter.
        tail_s: Silence kept after the last bar.
    """
    rng = np.random.default_rng(seed)
    step = 15.0 / tempo_bpm
    steps = bars * beats_per_bar * 4
    times = offset + step * (np.arange(steps) + np.where(np.arange(steps) % 2, 2 * swing - 1, 0.0))
    length = round((offset + steps * step + tail_s) * RATE)
    parts: dict[str, Audio] = {}
    onsets: dict[str, np.ndarray] = {}
    total = np.zeros(length)
    for voice, grid in grids.items():
        sound = VOICES[voice]()
        out = np.zeros(length)
        hits = [(times[i], int(grid[i % len(grid)])) for i in range(steps) if grid[i % len(grid)] != "."]
        deviations = np.clip(jitter_s * rng.standard_normal(len(hits)), -3 * jitter_s, 3 * jitter_s)
        placed = [max(0.0, time + d) for (time, _), d in zip(hits, deviations, strict=True)]
        for time, (_, loudness) in zip(placed, hits, strict=True):
            start = round(time * RATE)
            stop = min(length, start + len(sound))
            out[start:stop] += (loudness / 9.0) * sound[: stop - start]
        parts[voice] = _audio(0.3 * out)
        onsets[voice] = np.asarray(placed)
        total += 0.3 * out
    beats = offset + 60.0 / tempo_bpm * np.arange(bars * beats_per_bar)
    return Rhythm(_audio(total), parts, beats, beats[::beats_per_bar], onsets)


def _audio(wave: _Wave) -> Audio:
    return Audio(np.tile(wave.astype(np.float32), (2, 1)), RATE)
