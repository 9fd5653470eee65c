"""What struck and plucked instruments share: time, decays, ringing modes, filters, overdrive, the end of a sound.

Arrays are float32 ``[samples]`` at ``RATE``: numpy's float32 sine, exponential and tanh are vectorised and ten times
as fast as in float64. Phases are kept in float64 turns and wrapped before they become float32.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.core.composition import Slide
from engine.generation.sketch.instruments.base import RATE, Stroke
from engine.generation.sketch.instruments.filters import bell, butterworth, convolved, filtered, resonance

__all__ = ["bell", "butterworth", "convolved", "filtered", "resonance"]

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

TAIL = 8.0
"""Time constants after which a decay is let go: -69 dB, then the closing fade."""

_LONGEST = 20.0

_GROUP = 64
"""Modes in one matrix product."""

_ONE_THREAD = 200_000
"""Multiplications of one matrix product at most: OpenBLAS divides products above 262 144 among its threads, and then
the last bits of the sums depend on how many processors there are."""
_TURN = np.float32(2.0 * math.pi)


@lru_cache(maxsize=1)
def _long_clock() -> Doubles:
    times = np.arange(int(_LONGEST * RATE)) / RATE
    times.flags.writeable = False
    return times


@lru_cache(maxsize=1)
def _long_clock_single() -> Floats:
    times = _long_clock().astype(np.float32)
    times.flags.writeable = False
    return times


def num_samples(seconds: float) -> int:
    """Samples of a length, at least 32 and at most 20 s."""
    return max(32, min(int(seconds * RATE), int(_LONGEST * RATE)))


def clock(num: int) -> Doubles:
    """Seconds of the first ``num`` samples, read-only."""
    return _long_clock()[:num]


def decay(num: int, tau: float) -> Floats:
    """``exp(-t / tau)``; ``tau`` in seconds."""
    out: Floats = np.exp(_long_clock_single()[:num] * np.float32(-1.0 / tau))
    return out


def attack(num: int, tau: float) -> Floats:
    """``1 - exp(-t / tau)``; ``tau`` in seconds."""
    return np.float32(1.0) - decay(num, tau)


def rise(num: int, seconds: float) -> Floats:
    """A raised-cosine ramp from 0 to 1 over ``seconds``, then 1."""
    out = np.ones(num, np.float32)
    ramp = min(num, max(1, int(seconds * RATE)))
    out[:ramp] = 0.5 - 0.5 * np.cos(np.pi * np.arange(ramp) / ramp)
    return out


def held(num: int, duration: float, release: float) -> Floats:
    """1 while the key is held, then an exponential fall with time constant ``release`` (seconds)."""
    out = np.ones(num, np.float32)
    start = min(num, int(duration * RATE))
    out[start:] = decay(num - start, release) if start < num else 1.0
    return out


def sine(turns: Doubles) -> Floats:
    """Sine of a phase in turns (1 turn = a period)."""
    out: Floats = np.sin((turns - np.floor(turns)).astype(np.float32) * _TURN)
    return out


def falling_phase(num: int, hz: float, ratio: float, tau: float) -> Doubles:
    """Turns of a tone that starts at ``ratio * hz`` and falls to ``hz`` exponentially: the integral in closed form."""
    times = clock(num)
    return hz * (times + (ratio - 1.0) * tau * (1.0 - decay(num, tau).astype(np.float64)))


def glide(num: int, slide: Slide | None) -> Doubles | None:
    """Frequency ratio over time of a slide, linear in semitones; None without one."""
    if slide is None:
        return None
    progress = np.clip((clock(num) - slide.start) / max(slide.duration, 1e-3), 0.0, 1.0)
    return np.exp2(progress * (slide.semitones / 12.0))


def phase(num: int, hz: float, ratio: Doubles | None) -> Doubles:
    """Turns of a tone of ``hz`` times a changing ratio (None: constant)."""
    if ratio is None:
        return clock(num) * hz
    turns = np.cumsum(ratio)
    turns *= hz / RATE
    turns -= turns[0]
    return turns


def ring(hz: ArrayLike, taus: ArrayLike, amplitudes: ArrayLike, phases: ArrayLike, num: int) -> Floats:
    """Sum of decaying sines ``a sin(2π f t + φ) exp(-t / τ)``: modal synthesis as one matrix product.

    With t = (r B + n) / RATE every mode is a product of a factor per block r and one per place n in the block, so the
    sum over K modes is a product of ``[blocks, 2 K]`` and ``[2 K, B]`` matrices: 2 K multiplications a sample in BLAS
    and no sine a sample. The product is made in pieces that one thread makes, so that the result does not depend on
    the number of threads. Modes above 20 kHz are left out.

    Args:
        hz: Frequencies, ``[modes]``; the next three are broadcast against them.
        taus: Time constants in seconds.
        amplitudes: Of each mode at its start.
        phases: In turns.
        num: Samples.
    """
    frequencies, times, levels, turns = np.broadcast_arrays(
        *(np.asarray(item, dtype=np.float64) for item in (hz, taus, amplitudes, phases))
    )
    heard = (frequencies < 20_000.0) & (levels != 0.0)
    frequencies, times, levels, turns = frequencies[heard], times[heard], levels[heard], turns[heard]
    out = np.zeros(num, np.float32)
    # long modes first, in groups that end when their longest has fallen by 87 dB
    order = np.argsort(-times, kind="stable")
    for first in range(0, len(order), _GROUP):
        group = order[first : first + _GROUP]
        stop = min(num, max(32, int(10.0 * float(times[group[0]]) * RATE)))
        out[:stop] += _rung(frequencies[group], times[group], levels[group], turns[group], stop)
    return out


def _rung(frequencies: Doubles, times: Doubles, levels: Doubles, turns: Doubles, num: int) -> Floats:
    depth = 2 * len(frequencies)
    block = max(16, min(int(math.sqrt(num)), _ONE_THREAD // (8 * depth)))
    together = max(1, _ONE_THREAD // (depth * block))
    batches = -(-num // (block * together))
    starts = np.arange(batches * together) * (block / RATE)
    places = np.arange(block) / RATE
    row_turns = starts[:, None] * frequencies + turns
    row_levels = np.exp(-starts[:, None] / times) * levels
    place_turns = frequencies[:, None] * places
    place_levels = np.exp(-places / times[:, None])
    rows = np.concatenate([row_levels * sine(row_turns), row_levels * sine(row_turns + 0.25)], axis=1)
    columns = np.concatenate([place_levels * sine(place_turns + 0.25), place_levels * sine(place_turns)])
    stacked = rows.astype(np.float32).reshape(batches, together, -1)
    out: Floats = (stacked @ columns.astype(np.float32)).reshape(-1)[:num]
    return out


def resampled(wave: Floats, ratio: Doubles) -> Floats:
    """The wave read at a changing speed (a finger that slides): cubic interpolation (Catmull-Rom) between samples."""
    places = np.cumsum(ratio) - ratio[0]
    places = places[places < len(wave) - 3]
    index = places.astype(np.int64)
    part = (places - index).astype(np.float32)
    before, here, after, later = (wave[np.maximum(index + step, 0)] for step in (-1, 0, 1, 2))
    linear, half = after - before, np.float32(0.5)
    square = np.float32(2.0) * before - np.float32(5.0) * here + np.float32(4.0) * after - later
    cube = np.float32(3.0) * (here - after) + later - before
    out: Floats = here + half * part * (linear + part * (square + part * cube))
    return out


def amplitude(db: float) -> float:
    """Factor of a level in dB; -60 dB and below count as off."""
    return 0.0 if db <= -60.0 else float(10.0 ** (db / 20.0))


def loudness(velocity: int, exponent: float) -> float:
    """Peak of a stroke: ``(velocity / 127) ** exponent``; 1.5 gives 9 dB from 64 to 127."""
    return float((min(max(velocity, 1), 127) / 127.0) ** exponent)


def hardness(velocity: int) -> float:
    """Velocity from 0 to 1, for timbre."""
    return (min(max(velocity, 1), 127) - 1) / 126.0


def loosened(rng: np.random.Generator, spread: float) -> float:
    """A factor around 1, so that no two strokes are one: uniform within ± ``spread``."""
    return 1.0 + spread * (2.0 * float(rng.random()) - 1.0)


def noise(rng: np.random.Generator, num: int) -> Floats:
    """White noise, uniform in [-1, 1): as white as Gaussian and four times as fast."""
    return np.float32(2.0) * rng.random(num, dtype=np.float32) - np.float32(1.0)


def finished(
    wave: Floats, peak: float, *, fade: float = 0.004, weight: Floats | None = None, top: float | None = None
) -> Floats:
    """The end of a sound: no DC, silent end, the given peak.

    Args:
        wave: The sound.
        peak: Its greatest magnitude afterwards.
        fade: Seconds of the closing fade.
        weight: Shape of the bump whose subtraction takes the mean to zero; a Hann window if None.
        top: The magnitude that becomes ``peak`` where it is known beforehand; the sound's greatest if None.
    """
    out = wave.astype(np.float32, copy=True)
    num = len(out)
    ramp = min(num, max(16, int(fade * RATE)))
    out[num - ramp :] *= closing(ramp)
    bump = hann(num) if weight is None else weight * _faded(num, ramp)
    out -= bump * np.float32(float(out.sum(dtype=np.float64)) / float(bump.sum(dtype=np.float64)))
    out[-1] = 0.0
    reference = float(np.abs(out).max()) if top is None else top
    if reference > 0.0:
        out *= np.float32(peak / reference)
    return out


def _faded(num: int, ramp: int) -> Floats:
    out = np.ones(num, np.float32)
    out[num - ramp :] = closing(ramp)
    return out


@lru_cache(maxsize=64)
def closing(num: int) -> Floats:
    """A raised-cosine fall from 1 to 0."""
    out = (0.5 + 0.5 * np.cos(np.pi * np.arange(1, num + 1) / num)).astype(np.float32)
    out.flags.writeable = False
    return out


@lru_cache(maxsize=32)
def hann(num: int) -> Floats:
    """A Hann window, ``[num]``; single precision throughout, in which numpy's sine is ten times as fast."""
    out = np.sin(np.linspace(0.0, np.pi, num, dtype=np.float32)) ** 2
    out.flags.writeable = False
    return out


def choked(wave: Floats, stroke: Stroke, tau: float) -> Floats:
    """The wave with the hand laid on it when the key is let go; ``tau`` in seconds."""
    return wave * held(len(wave), stroke.duration, tau)
