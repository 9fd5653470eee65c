"""Loudness and true peak after ITU-R BS.1770-4, in bounded memory."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio

_STEPS_PER_BLOCK = 4
_STEPS_PER_SECOND = 10
"""Gating blocks of 400 ms that overlap by 75 %: energies are summed per step of 100 ms."""
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_RANGE_GATE_LU = -20.0
_STEPS_PER_SHORT_TERM = 30
_OFFSET_LU = -0.691
"""Undoes the K filter's gain at 997 Hz (BS.1770-4, Annex 1, eq. 2)."""

_SILENCE = 10.0 ** (-120.0 / 20.0)
"""Below −120 dBFS not even the last bit of 16 moves (that is −90 dBFS): silence."""
_BLOCK_SECONDS = 10.0
_MEMORY_SECONDS = 0.25
"""The high-pass has its double pole at 38 Hz: exp(-2 pi 38 t) is 1e-26 after a quarter of a second."""


def k_weighting(sample_rate: int) -> NDArray[np.float64]:
    """The K filter for any sample rate as two second-order sections ``[2, 6]`` (scipy's order b0 b1 b2 a0 a1 a2).

    BS.1770-4 gives coefficients for 48 kHz only (Annex 1, tables 1 and 2). These are the analogue prototypes behind
    them, found by B. De Man ("Evaluation of implementations of the EBU R128 loudness measurement", AES e-Brief, 2018),
    taken to the rate by the bilinear transform; at 48 kHz they are the standard's table to 1e-9.
    """
    shelf_hz, shelf_db, shelf_q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    pass_hz, pass_q = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * shelf_hz / sample_rate)
    high = 10.0 ** (shelf_db / 20.0)
    band = high**0.4996667741545416
    a0 = 1.0 + k / shelf_q + k * k
    shelf = (
        (high + band * k / shelf_q + k * k) / a0,
        2.0 * (k * k - high) / a0,
        (high - band * k / shelf_q + k * k) / a0,
        1.0,
        2.0 * (k * k - 1.0) / a0,
        (1.0 - k / shelf_q + k * k) / a0,
    )
    k = math.tan(math.pi * pass_hz / sample_rate)
    a0 = 1.0 + k / pass_q + k * k
    high_pass = (1.0, -2.0, 1.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / pass_q + k * k) / a0)
    return np.array([shelf, high_pass])


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS (None for silence or less than 0.4 s) and loudness range in LU (None below 3 s)."""

    integrated_lufs: float | None
    range_lu: float | None


def measure_loudness(audio: Audio) -> Loudness:
    """Both measures of one filtering."""
    energy = _step_energies(audio)
    return Loudness(_integrated(energy), _range(energy))


def integrated_loudness(audio: Audio) -> float | None:
    """Integrated loudness in LUFS; None for silence (nothing passes the −70 LUFS gate) or less than 0.4 s.

    Both channels count with weight 1 (left, right); there are no more in this product.
    """
    return _integrated(_step_energies(audio))


def _integrated(energy: NDArray[np.float64]) -> float | None:
    if len(energy) < _STEPS_PER_BLOCK:
        return None
    blocks = np.convolve(energy, np.full(_STEPS_PER_BLOCK, 1.0 / _STEPS_PER_BLOCK), mode="valid")
    heard = blocks[blocks > _power(_ABSOLUTE_GATE_LUFS)]
    if len(heard) == 0:
        return None
    heard = heard[heard > np.mean(heard) * 10.0 ** (_RELATIVE_GATE_LU / 10.0)]
    return _OFFSET_LU + 10.0 * math.log10(float(np.mean(heard)))


def _range(energy: NDArray[np.float64]) -> float | None:
    """Loudness range after EBU Tech 3342 (2016): short-term loudness over 3 s, gated at −70 LUFS and 20 LU below the
    mean of what passes; from its 10th to its 95th percentile.
    """
    if len(energy) < _STEPS_PER_SHORT_TERM:
        return None
    windows = np.convolve(energy, np.full(_STEPS_PER_SHORT_TERM, 1.0 / _STEPS_PER_SHORT_TERM), mode="valid")
    heard = windows[windows > _power(_ABSOLUTE_GATE_LUFS)]
    if len(heard) == 0:
        return None
    heard = heard[heard > np.mean(heard) * 10.0 ** (_RANGE_GATE_LU / 10.0)]
    low, high = np.percentile(10.0 * np.log10(heard), [10.0, 95.0])
    return float(high - low)


def _power(lufs: float) -> float:
    return float(10.0 ** ((lufs - _OFFSET_LU) / 10.0))


def _step_energies(audio: Audio) -> NDArray[np.float64]:
    """Mean square of the K-weighted signal, summed over channels, of each full 100 ms.

    The recursive filters are applied block by block as products of spectra, which is exact here: their response has
    fallen below 1e-20 after ``_MEMORY_SECONDS``, and so much of the past stands before every block, where it also
    takes up what a circular product wraps around. ``scipy.signal`` would do, but takes longer to import than a
    minute of music to measure.
    """
    memory = round(_MEMORY_SECONDS * audio.sample_rate)
    num_steps = audio.num_samples * _STEPS_PER_SECOND // audio.sample_rate
    edges = (np.arange(num_steps + 1) * audio.sample_rate) // _STEPS_PER_SECOND
    energies = np.empty(num_steps)
    steps_at_once = round(_BLOCK_SECONDS * _STEPS_PER_SECOND)
    for first in range(0, num_steps, steps_at_once):
        bounds = edges[first : first + steps_at_once + 1]
        length = int(bounds[-1] - bounds[0])
        size = _fast_size(memory + length)
        past = min(size - length, int(bounds[0]))
        padded = np.zeros((audio.num_channels, size))
        padded[:, size - length - past :] = audio.samples[:, bounds[0] - past : bounds[-1]]
        spectrum = np.fft.rfft(padded, axis=1) * _k_response(audio.sample_rate, size)
        squares = np.square(np.fft.irfft(spectrum, size, axis=1)[:, size - length :]).sum(axis=0)
        sums = np.add.reduceat(squares, bounds[:-1] - bounds[0])
        energies[first : first + len(sums)] = sums / np.diff(bounds)
    return energies


def _fast_size(length: int) -> int:
    """The smallest even 2^a 3^b, b at most 3, not below ``length``: such transforms are fast."""
    return min(odd << max(1, math.ceil(math.log2(length / odd))) for odd in (1, 3, 9, 27))


@functools.lru_cache(maxsize=4)
def _k_response(sample_rate: int, size: int) -> NDArray[np.complex128]:
    """The K filter's complex gain at the bins of a real transform of ``size`` samples."""
    delay = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    gain = np.ones(size // 2 + 1, np.complex128)
    for b0, b1, b2, a0, a1, a2 in k_weighting(sample_rate):
        gain *= (b0 + b1 * delay + b2 * delay**2) / (a0 + a1 * delay + a2 * delay**2)
    return gain


def true_peak_dbtp(audio: Audio) -> float | None:
    """The highest level between the samples in dBTP; None for silence.

    BS.1770-4, Annex 2: four times oversampled below 80 kHz, twice below 160 kHz (soxr HQ, 20 bits, in place of the
    annex's 48-tap example filter). At four times, the true peak is at most 0.69 dB higher (Annex 2, attachment 1).
    """
    peak = float(max(audio.samples.max(initial=0.0), -audio.samples.min(initial=0.0)))
    if peak < _SILENCE:
        return None
    factor = 4 if audio.sample_rate < 80_000 else 2 if audio.sample_rate < 160_000 else 1
    if factor > 1:
        peak = max(peak, _oversampled_peak(audio, factor))
    return 20.0 * math.log10(peak)


def _oversampled_peak(audio: Audio, factor: int) -> float:
    import soxr

    stream = soxr.ResampleStream(
        audio.sample_rate, factor * audio.sample_rate, audio.num_channels, dtype="float32", quality="HQ"
    )
    length = round(_BLOCK_SECONDS * audio.sample_rate)
    peak = 0.0
    for start in range(0, audio.num_samples, length):
        block = audio.samples[:, start : start + length]
        interleaved = np.ascontiguousarray(block.T if audio.num_channels > 1 else block[0])
        out = stream.resample_chunk(interleaved, last=start + length >= audio.num_samples)
        peak = max(peak, float(np.abs(out).max(initial=0.0)))
    return peak
