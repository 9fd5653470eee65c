"""What keyed and plucked instruments share: many partials at once, stereo movement, pitch slides, a clean end.

Arrays are float32, ``[samples]`` or ``[2, samples]``, at ``RATE``.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Slide
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave
from engine.generation.sketch.instruments.shaping import closing, glide, hann, num_samples, resampled, sine

SILENT = 9.3
"""Time constants after which a decay has fallen by 80 dB."""

_LFO_STEP = 64
"""Samples between two values of a slow oscillator, which goes in lines between them."""

MIDDLE_C = 60

_ONE_THREAD = 200_000
"""Multiplications up to which BLAS takes one thread for a matrix product."""


def octaves(pitch: int) -> float:
    """Octaves above middle C; negative below."""
    return (pitch - MIDDLE_C) / 12.0


def length(stroke: Stroke, ringing_s: float, release_s: float) -> int:
    """Samples of a stroke: held and released with time constant ``release_s``, or shorter if it has died away before.

    Args:
        stroke: Gives the time the key is held.
        ringing_s: Slowest time constant of the held sound.
        release_s: Time constant after the key is let go.
    """
    return num_samples(min(stroke.duration + SILENT * release_s, SILENT * ringing_s) + 0.01)


def slow_sine(num: int, rate_hz: float, turn: float = 0.0) -> Wave:
    """A sine for movements below 20 Hz, in lines between one value each 1.5 ms, from a phase of ``turn`` turns on."""
    count = num // _LFO_STEP + 2
    values = np.sin(2.0 * np.pi * (np.arange(count) * (_LFO_STEP / RATE * rate_hz) + turn)).astype(np.float32)
    steps = np.arange(_LFO_STEP, dtype=np.float32) / np.float32(_LFO_STEP)
    lines: Wave = (values[:-1, None] + np.diff(values)[:, None] * steps).reshape(-1)[:num]
    return lines


def delayed(wave: Wave, delay: Wave) -> Wave:
    """A wave read ``delay`` samples late (positive, may move), in lines between samples; nothing before its start."""
    whole = delay.astype(np.int32)
    part = delay - whole
    most = int(whole.max()) + 1
    padded = np.concatenate([np.zeros(most, np.float32), wave])
    place = np.arange(most, most + len(wave), dtype=np.int32) - whole
    later = padded[place]
    out: Wave = later + part * (padded[place - 1] - later)
    return out


def chorused(wave: Wave, amount: float, *, rate_hz: float = 0.7, depth_ms: float = 2.2, turn: float = 0.0) -> Wave:
    """A mono wave made stereo by a two-voice chorus: each side adds a copy whose delay swings about 9 ms, in opposite
    directions (Dattorro, "Effect design, part 2", JAES 1997). ``amount`` 0 is dry and mono, 1 as much copy as dry.
    """
    if amount <= 0.0:
        return np.stack([wave, wave])
    swing = slow_sine(len(wave), rate_hz, turn) * np.float32(depth_ms * 1e-3 * RATE)
    middle = np.float32(9e-3 * RATE)
    gain = np.float32(amount)
    return np.stack([wave + gain * delayed(wave, middle + swing), wave + gain * delayed(wave, middle - swing)])


def swayed(wave: Wave, depth: float, rate_hz: float) -> Wave:
    """A stereo wave that goes from side to side at constant power: the vibrato of a suitcase piano. ``depth`` 0–1."""
    if depth <= 0.0:
        return wave
    angle = slow_sine(wave.shape[-1], rate_hz) * np.float32(0.25 * np.pi * depth) + np.float32(0.25 * np.pi)
    gains = np.stack([np.cos(angle), np.sin(angle)]) * np.float32(math.sqrt(2.0))
    out: Wave = wave * gains
    return out


def bent(wave: Wave, slide: Slide | None) -> Wave:
    """A rendered sound through the pitch wheel: read faster or slower along the slide."""
    ratio = glide(wave.shape[-1], slide)
    if ratio is None:
        return wave
    out = np.zeros_like(wave)
    for source, target in zip(np.atleast_2d(wave), np.atleast_2d(out), strict=True):
        moved = resampled(source, ratio)
        target[: len(moved)] = moved
    return out


def bank(hz: NDArray[np.float64], levels: NDArray[np.float64], turns: NDArray[np.float64], num: int) -> Wave:
    """Sum of steady sines whose levels go in lines between knots: additive synthesis as two matrix products.

    As in ``shaping.ring``, sin(a + b) splits each sine into a factor per block and one per place in the block; a level
    that goes in a line within the block is a constant and a ramp.

    Args:
        hz: Frequencies, ``[partials]``; those above 20 kHz are left out.
        levels: Amplitude at each knot, ``[knots, partials]``; knots lie evenly from the start to the end.
        turns: Phases at the start in turns, ``[partials]``.
        num: Samples.
    """
    heard = hz < 20_000.0
    hz, levels, turns = hz[heard], levels[:, heard], turns[heard]
    blocks = len(levels) - 1
    block = -(-num // blocks)
    starts = np.arange(blocks) * (block / RATE)
    row = starts[:, None] * hz + turns
    row_sine, row_cosine = sine(row), sine(row + 0.25)
    place = hz[:, None] * (np.arange(block) / RATE)
    columns = np.concatenate([sine(place + 0.25), sine(place)])
    ramp = (np.arange(block) / block).astype(np.float32)
    start, step = levels[:-1], np.diff(levels, axis=0)
    rows = np.concatenate([start * row_sine, start * row_cosine, step * row_sine, step * row_cosine], axis=1)
    both = np.concatenate([columns, columns * ramp])
    # in pieces too small for several threads, so that the result does not depend on how many there are
    together = max(1, _ONE_THREAD // both.size)
    batches = -(-blocks // together)
    stacked = np.zeros((batches * together, rows.shape[1]), np.float32)
    stacked[:blocks] = rows
    out: Wave = (stacked.reshape(batches, together, -1) @ both).reshape(-1)[:num]
    return out


@lru_cache(maxsize=4096)
def own(seed: int, *names: int) -> float:
    """A number in -1…1 that belongs to one key or partial of one instrument, and stays."""
    return float(np.random.Generator(np.random.PCG64([seed, *names])).uniform(-1.0, 1.0))


def settled(wave: Wave, peak: float | None, *, fade_s: float = 0.012) -> Wave:
    """The end of a sound: no DC in any channel, the last sample 0 after a short fade, the given peak if any."""
    num = wave.shape[-1]
    out = np.array(wave, dtype=np.float32)
    ramp = min(num, max(16, int(fade_s * RATE)))
    out[..., num - ramp :] *= closing(ramp)
    bump = hann(num)
    mean = out.sum(axis=-1, dtype=np.float64, keepdims=True) / float(bump.sum(dtype=np.float64))
    out -= mean.astype(np.float32) * bump
    out[..., -1] = 0.0
    top = float(np.abs(out).max())
    if peak is not None and top > 0.0:
        out *= np.float32(peak / top)
    return out
