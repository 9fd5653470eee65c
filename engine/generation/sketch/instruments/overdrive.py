"""Waveshaping at four times the rate, so that the harmonics it makes do not fold back."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from engine.generation.sketch.instruments.shaping import Floats

OVERSAMPLING = 4
TANH, HARD, ASYMMETRIC, FOLD = range(4)
"""Shapes: soft clip, hard clip, soft clip with a bias (even harmonics), wave folding by a sine."""

_BLOCK = 4096
_BIAS = np.float32(0.4)

_UP_TAPS, _DOWN_TAPS = 32, 48
_DELAY = (_UP_TAPS + _DOWN_TAPS) // 2 // OVERSAMPLING
"""Samples by which both filters together are late (39 of the higher rate's, 9.75: the result is a quarter early)."""


@lru_cache(maxsize=2)
def _kernel(taps: int) -> Floats:
    """Windowed-sinc low-pass at 0.9 of the lower Nyquist frequency, Kaiser β 6, gain 1; ``[taps / 4, 4]``."""
    times = np.arange(taps) - (taps - 1) / 2.0
    kernel = np.sinc(times * 0.9 / OVERSAMPLING) * np.kaiser(taps, 6.0)
    out: Floats = (kernel / kernel.sum()).astype(np.float32).reshape(-1, OVERSAMPLING)
    return out


def _upsampled(wave: Floats) -> Floats:
    """The four phases of the wave at four times its rate, ``[4, samples]``: sample 4 n + p of it is ``[p, n]``.

    Kept in phases, both filters are small matrix products and nothing is interleaved. The transition is wide
    (8-36 kHz): meant for sounds without much above 8 kHz.
    """
    kernel = _kernel(_UP_TAPS)
    late = len(kernel)
    padded = np.concatenate([np.zeros(late - 1, np.float32), wave])
    delayed = np.stack([padded[late - 1 - tap : len(padded) - tap] for tap in range(late)])
    phases: Floats = (kernel.T * np.float32(OVERSAMPLING)) @ delayed
    return phases


def _downsampled(phases: Floats) -> Floats:
    """Every fourth sample of a wave in phases, after a low-pass."""
    kernel = _kernel(_DOWN_TAPS)
    # sample 4 m of the filtered wave takes x[4 m - i]: phase 0 without delay, phases 3, 2, 1 of the samples before
    num = phases.shape[1]
    early = np.empty_like(phases)
    early[0] = phases[0]
    early[1:, 0] = 0.0
    early[1:, 1:] = phases[:0:-1, :-1]
    parts = kernel @ early
    out: Floats = parts[0].copy()
    for tap in range(1, len(kernel)):
        out[tap:] += parts[tap, : num - tap]
    return out


def shaped(wave: Floats, drive_db: float, shape: int) -> Floats:
    """The bare curve: full scale stays full scale, quiet parts come up by up to ``drive_db``.

    Raises:
        ValueError: If there is no such shape.
    """
    gain = np.float32(10.0 ** (drive_db / 20.0))
    out: Floats
    if shape == TANH:
        out = np.tanh(wave * gain) / np.tanh(gain)
    elif shape == HARD:
        out = np.clip(wave * gain, np.float32(-1.0), np.float32(1.0))
    elif shape == ASYMMETRIC:
        # the bias lets the negative half reach 1 + tanh(bias)
        out = (np.tanh(wave * gain + _BIAS) - np.tanh(_BIAS)) / (np.tanh(gain) * (np.float32(1.0) + np.tanh(_BIAS)))
    elif shape == FOLD:
        out = np.sin(wave * gain * np.float32(np.pi / 2.0))
    else:
        raise ValueError(f"shape must be 0 to 3, got {shape}")
    return out


def driven(wave: Floats, drive_db: float, shape: int = TANH) -> Floats:
    """A wave within ±1 through a curve of the given drive; below 0.1 dB it is passed on as it is."""
    if drive_db < 0.1:
        return wave
    margin = _UP_TAPS + _DOWN_TAPS
    padded = np.zeros(len(wave) + 2 * margin, np.float32)
    padded[margin : margin + len(wave)] = wave
    out = np.empty(len(wave), np.float32)
    # in blocks that stay in the processor's cache with their four phases
    for start in range(0, len(wave), _BLOCK):
        stop = min(start + _BLOCK, len(wave))
        phases = shaped(_upsampled(padded[start : stop + margin + _DELAY]), drive_db, shape)
        out[start:stop] = _downsampled(phases)[margin + _DELAY :]
    return out
