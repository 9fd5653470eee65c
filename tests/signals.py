"""Signals with known answers. All return ``Audio`` or float32 ``[channels, samples]`` at full scale ±1."""

from __future__ import annotations

import numpy as np

from engine.core.audio import Audio

SAMPLE_RATE = 44_100


def sine(
    frequency_hz: float,
    seconds: float = 1.0,
    *,
    amplitude: float = 0.5,
    channels: int = 2,
    sample_rate: int = SAMPLE_RATE,
) -> Audio:
    """A steady sine, the same in every channel."""
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    wave = (amplitude * np.sin(2 * np.pi * frequency_hz * t)).astype(np.float32)
    return Audio(np.tile(wave, (channels, 1)), sample_rate)


def silence(seconds: float = 1.0, *, channels: int = 2, sample_rate: int = SAMPLE_RATE) -> Audio:
    return Audio(np.zeros((channels, round(seconds * sample_rate)), np.float32), sample_rate)


def noise(
    seconds: float = 1.0, *, amplitude: float = 0.1, channels: int = 2, sample_rate: int = SAMPLE_RATE, seed: int = 440
) -> Audio:
    """White Gaussian noise, independent in every channel."""
    rng = np.random.default_rng(seed)
    return Audio(
        (amplitude * rng.standard_normal((channels, round(seconds * sample_rate)))).astype(np.float32), sample_rate
    )


def click(frequency_hz: float = 1_000.0, seconds: float = 0.03, *, sample_rate: int = SAMPLE_RATE) -> np.ndarray:
    """A short decaying tone burst ``[samples]`` whose onset is its first sample."""
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    return (np.exp(-t * 150.0) * np.cos(2 * np.pi * frequency_hz * t)).astype(np.float32)


def place(
    events: list[tuple[float, np.ndarray]], seconds: float, *, sample_rate: int = SAMPLE_RATE, channels: int = 2
) -> Audio:
    """Sounds ``(time in seconds, samples)`` mixed into silence."""
    out = np.zeros(round(seconds * sample_rate), np.float32)
    for time, sound in events:
        start = round(time * sample_rate)
        stop = min(len(out), start + len(sound))
        if start < stop:
            out[start:stop] += sound[: stop - start]
    return Audio(np.tile(out, (channels, 1)), sample_rate)


def click_track(tempo_bpm: float, seconds: float, *, beats_per_bar: int = 4, offset: float = 0.0) -> Audio:
    """Clicks on every beat, the downbeat an octave higher and louder."""
    period = 60.0 / tempo_bpm
    events = []
    for index, time in enumerate(np.arange(offset, seconds, period)):
        is_downbeat = index % beats_per_bar == 0
        events.append((float(time), (0.9 if is_downbeat else 0.5) * click(2_000.0 if is_downbeat else 1_000.0)))
    return place(events, seconds)
