"""Where something begins: onset novelty at 100 Hz in frequency ranges, and a fine novelty at 1 kHz for exact times.

Novelty is the SuperFlux of Böck & Widmer, "Maximum filter vibrato suppression for onset detection" (DAFx 2013): the
rise of each log-magnitude band over the loudest of its neighbourhood two frames before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.spectrum import FloatArray, Spectrogram, fine_envelope
from engine.core.time import FrameClock

_LAG_FRAMES = 2
_COMPRESSION = 100.0  # log10(1 + 100 x): 40 dB below the loud level still counts, the noise floor does not

LOW_HZ = (20.0, 160.0)
"""Kick, log drum and bass."""
MIDDLE_HZ = (160.0, 2_500.0)
"""Snare bodies, keys, voices."""
HIGH_HZ = (2_500.0, 20_000.0)
"""Shakers, hats, claps and clicks."""


@dataclass(frozen=True, slots=True, eq=False)
class Novelty:
    """Onset strength over time, ``[frames]`` each, not negative, independent of gain.

    ``total`` is the mean rise over all bands; ``low``, ``middle`` and ``high`` are those of their ranges.
    """

    total: FloatArray
    low: FloatArray
    middle: FloatArray
    high: FloatArray
    clock: FrameClock


def flux(spectrogram: Spectrogram, *, lag_frames: int = _LAG_FRAMES) -> FloatArray:
    """SuperFlux of every band: float32 ``[frames, bands]``."""
    level = np.log10(1.0 + _COMPRESSION * spectrogram.magnitudes)
    before = level.copy()
    np.maximum(before[:, 1:], level[:, :-1], out=before[:, 1:])
    np.maximum(before[:, :-1], level[:, 1:], out=before[:, :-1])
    rise = np.zeros_like(level)
    rise[lag_frames:] = np.maximum(0.0, level[lag_frames:] - before[:-lag_frames])
    rise[:lag_frames] = level[:lag_frames] if len(level) else 0.0  # what sounds at time 0 began there
    if len(level):
        rise[1:lag_frames] = np.maximum(0.0, level[1:lag_frames] - before[:1])
    return np.asarray(rise)


def novelty(spectrogram: Spectrogram) -> Novelty:
    """Onset strength of a recording by frequency range."""
    rise = flux(spectrogram)

    def mean_of(low_hz: float, high_hz: float) -> FloatArray:
        bands = rise[:, spectrogram.band_slice(low_hz, high_hz)]
        return np.asarray(bands.mean(axis=1) if bands.shape[1] else np.zeros(len(rise), np.float32))

    return Novelty(rise.mean(axis=1), mean_of(*LOW_HZ), mean_of(*MIDDLE_HZ), mean_of(*HIGH_HZ), spectrogram.clock)


def fine_novelty(samples: FloatArray, sample_rate: int) -> tuple[FloatArray, FrameClock]:
    """Sharp attack strength at about 1 kHz, for placing an onset that is already known to within some 30 ms.

    Rise of the log envelope from the mean of the 8 ms before to the mean of the 4 ms after: its maximum stands at the
    attack itself, to about 2 ms for clicks (measured in tests against known times).
    """
    envelope, clock = fine_envelope(samples, sample_rate)
    if not len(envelope):
        return envelope, clock
    loud = float(np.percentile(envelope, 99.5)) or float(envelope.max()) or 1.0
    level = np.log10(1.0 + _COMPRESSION * envelope / loud)
    total = np.concatenate([np.zeros(1), np.cumsum(level, dtype=np.float64)])

    def mean(start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        start, stop = np.clip(start, 0, len(level)), np.clip(stop, 0, len(level))
        return np.asarray((total[stop] - total[start]) / np.maximum(1, stop - start))

    frame = np.arange(len(level))
    rise = np.maximum(0.0, mean(frame, frame + 4) - mean(frame - 8, frame))
    return rise.astype(np.float32), clock


def peaks(
    strength: FloatArray,
    clock: FrameClock,
    *,
    threshold: float,
    separation_s: float = 0.05,
    mean_s: float = 0.1,
    ratio: float = 1.0,
) -> np.ndarray:
    """Frames that are local maxima, exceed ``ratio`` times the local mean by ``threshold``, ``separation_s`` apart.

    Peak picking after Böck, Krebs & Schedl, "Evaluating the online capabilities of onset detection methods"
    (ISMIR 2012).
    """
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    if not len(strength):
        return np.zeros(0, np.int64)
    reach = max(1, round(separation_s * clock.rate / 2))
    # nothing sounds before the beginning: an attack at time 0 must not be measured against its own repetition
    local_mean = uniform_filter1d(strength, 2 * max(1, round(mean_s * clock.rate)) + 1, mode="constant")
    is_peak = (strength == maximum_filter1d(strength, 2 * reach + 1, mode="nearest")) & (
        strength > ratio * local_mean + threshold
    )
    found: list[int] = []
    for frame in np.flatnonzero(is_peak):
        if not found or frame - found[-1] > reach:
            found.append(int(frame))
    return np.asarray(found, np.int64)
