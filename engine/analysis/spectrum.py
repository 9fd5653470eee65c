"""Spectra the rhythm analysis shares: a mono view, a log-frequency spectrogram, fine energy envelopes.

Plain numpy on float32, so that a whole song costs about a second on one core.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio
from engine.core.jobs import Report, no_report
from engine.core.time import FrameClock

FloatArray = NDArray[np.float32]

SILENCE_DBFS = -80.0
"""A recording whose loudest sample stays below this is silence: 16-bit dither peaks at about -87 dBFS."""

_BLOCK_FRAMES = 512
_ANTIPHASE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Spectrogram:
    """Magnitudes in log-spaced bands.

    Args:
        magnitudes: Float32 ``[frames, bands]``, relative to the recording's loud level (see ``band_spectrogram``).
        centres_hz: Centre of each band, ``[bands]``.
        clock: Time of each frame's centre.
    """

    magnitudes: FloatArray
    centres_hz: FloatArray
    clock: FrameClock

    def band_slice(self, low_hz: float, high_hz: float) -> slice:
        """Bands whose centre lies in ``[low_hz, high_hz)``."""
        start, stop = np.searchsorted(self.centres_hz, [low_hz, high_hz])
        return slice(int(start), int(stop))


def mono(audio: Audio) -> FloatArray:
    """One channel ``[samples]``: the mean of all, or the strongest where the mean cancels (channels out of phase)."""
    if audio.num_channels == 1 or audio.num_samples == 0:
        return np.asarray(audio.samples[0])
    mean: FloatArray = audio.samples.mean(axis=0)
    energies = np.einsum("cs,cs->c", audio.samples, audio.samples)
    if float(np.dot(mean, mean)) < _ANTIPHASE * float(energies.max()):
        return np.asarray(audio.samples[int(np.argmax(energies))])
    return mean


def is_silent(samples: FloatArray) -> bool:
    """Whether nothing swings as far as ``SILENCE_DBFS``: a constant offset is not heard, an empty array is silent."""
    if not samples.size:
        return True
    swing = 0.5 * (float(samples.max()) - float(samples.min()))
    return bool(swing < 10.0 ** (SILENCE_DBFS / 20.0))


def frame_blocks(
    samples: FloatArray, window: FloatArray, hop_length: int
) -> Iterator[tuple[int, NDArray[np.complexfloating]]]:
    """Blocks of a short-time Fourier transform ``(first frame, [frames, bins])``; frame k is centred on k·hop."""
    size = len(window)
    num_frames = 1 + len(samples) // hop_length
    padded = np.zeros(num_frames * hop_length + 2 * size, np.float32)
    padded[size // 2 : size // 2 + len(samples)] = samples
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop_length]
    for start in range(0, num_frames, _BLOCK_FRAMES):
        stop = min(num_frames, start + _BLOCK_FRAMES)
        yield start, np.fft.rfft(frames[start:stop] * window, axis=1)


def log_filterbank(
    sample_rate: int, size: int, *, bands_per_octave: int, low_hz: float, high_hz: float
) -> tuple[FloatArray, FloatArray]:
    """Triangular filters of unit sum on a log-frequency axis: ``([bins, bands], centres in Hz)``.

    Centres that fall on the same bin are merged (as in Böck & Widmer 2013): low bands are as narrow as can be.
    """
    resolution = sample_rate / size
    high_hz = min(high_hz, 0.5 * sample_rate - resolution)
    octaves = np.log2(high_hz / low_hz)
    centres = low_hz * 2.0 ** (np.arange(int(octaves * bands_per_octave) + 3) / bands_per_octave)
    bins = np.unique(np.round(centres / resolution).astype(int))
    bins = bins[(bins >= 1) & (bins <= size // 2)]
    bank = np.zeros((size // 2 + 1, len(bins) - 2), np.float32)
    for band, (left, middle, right) in enumerate(zip(bins, bins[1:], bins[2:], strict=False)):
        rise = np.arange(left, middle)
        fall = np.arange(middle, right)
        bank[left:middle, band] = (rise - left) / (middle - left)
        bank[middle:right, band] = (right - fall) / (right - middle)
        bank[:, band] /= bank[:, band].sum()
    return bank, (bins[1:-1] * resolution).astype(np.float32)


def band_spectrogram(
    samples: FloatArray,
    sample_rate: int,
    *,
    rate_hz: float = 100.0,
    window_s: float = 0.046,
    bands_per_octave: int = 8,
    low_hz: float = 27.5,
    high_hz: float = 16_000.0,
    report: Report = no_report,
) -> Spectrogram:
    """Magnitude spectrogram in log-spaced bands, scaled so that the 99th percentile of the loudest band per frame is 1.

    The scaling makes everything after it independent of the recording's gain.

    Args:
        samples: Mono ``[samples]``.
        sample_rate: Samples per second.
        rate_hz: Frames per second wanted; the hop is the nearest whole number of samples.
        window_s: Hann window in seconds (rounded to a power of two of samples).
        bands_per_octave: Resolution of the band axis.
        low_hz: Centre of the lowest band.
        high_hz: Upper end, at most half the sample rate.
        report: Progress and cancellation.
    """
    size = 2 ** max(6, round(float(np.log2(window_s * sample_rate))))
    hop_length = max(1, round(sample_rate / rate_hz))
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    bank, centres = log_filterbank(sample_rate, size, bands_per_octave=bands_per_octave, low_hz=low_hz, high_hz=high_hz)
    num_frames = 1 + len(samples) // hop_length
    magnitudes = np.empty((num_frames, bank.shape[1]), np.float32)
    for start, block in frame_blocks(samples, window, hop_length):
        magnitudes[start : start + len(block)] = np.abs(block) @ bank
        report(min(1.0, (start + len(block)) / num_frames))
    loud = float(np.percentile(magnitudes.max(axis=1), 99)) if num_frames else 0.0
    if loud == 0.0:
        loud = float(magnitudes.max()) if num_frames else 0.0
    if loud > 0.0:
        magnitudes /= loud
    return Spectrogram(magnitudes, centres, FrameClock(sample_rate, hop_length))


def fine_envelope(samples: FloatArray, sample_rate: int, *, rate_hz: float = 1000.0) -> tuple[FloatArray, FrameClock]:
    """Amplitude of the pre-emphasised signal at about 1 kHz: ``([frames], clock)``, frame k covers ``[k, k+1)`` hops.

    The first difference weighs attacks (broadband) over sustained lows, and costs no filter delay.
    """
    hop_length = max(1, round(sample_rate / rate_hz))
    difference = np.diff(samples, prepend=samples[:1])
    num_frames = len(samples) // hop_length
    folded = difference[: num_frames * hop_length].reshape(num_frames, hop_length)
    return np.sqrt(np.einsum("fh,fh->f", folded, folded) / hop_length), FrameClock(sample_rate, hop_length)
