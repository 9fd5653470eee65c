"""How good an estimate of a stem is, in dB."""

from __future__ import annotations

import numpy as np

from engine.core.audio import Audio

_SILENT = 1e-12  # energy added to both sides of a ratio, so that silence against silence is 0 dB


def sdr(reference: Audio, estimate: Audio) -> float:
    """Signal-to-distortion ratio over the whole signal and all channels, in dB.

    10 log10(|s|² / |s - e|²), the measure of the Music Demixing Challenge (Mitsufuji et al. 2022, eq. 1).
    """
    truth = reference.samples.astype(np.float64)
    return _ratio_db(np.sum(truth**2), np.sum((truth - estimate.samples) ** 2))


def si_sdr(reference: Audio, estimate: Audio) -> float:
    """Scale-invariant SDR in dB: the estimate against the nearest multiple of the reference (Le Roux et al. 2019)."""
    truth, guess = reference.samples.astype(np.float64), estimate.samples.astype(np.float64)
    target = truth * (np.sum(truth * guess) / (np.sum(truth**2) + _SILENT))
    return _ratio_db(np.sum(target**2), np.sum((guess - target) ** 2))


def level_db(part: Audio, whole: Audio) -> float:
    """Energy of a part relative to the whole, in dB: how loud a stem is that should be silent."""
    return _ratio_db(np.sum(part.samples.astype(np.float64) ** 2), np.sum(whole.samples.astype(np.float64) ** 2))


def _ratio_db(signal: float, noise: float) -> float:
    return float(10 * np.log10((signal + _SILENT) / (noise + _SILENT)))
