"""How good an estimate of a stem is: ratios in dB, and levels in dBFS.

All ratios take the whole signal and both channels together. Levels are root mean squares against full scale ±1.0, so
that a full-scale sine reads -3.0 dBFS.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio, Samples

SILENT_DBFS = -80.0
"""Below this a reference is silent: the dither of 16-bit files lies at -96 dBFS, and nobody hears what lies here."""

WINDOW_S = 1.0
"""Windows and hops of the frame-wise measures (Stöter, Liutkus & Ito, SiSEC 2018, section 3)."""

_SILENT = 1e-12  # energy added to both sides of a ratio, so that silence against silence is 0 dB


def sdr(reference: Audio, estimate: Audio) -> float:
    """Signal-to-distortion ratio over the whole signal and all channels, in dB ("uSDR").

    10 log10(|s|² / |s - e|²), the measure of the Music Demixing Challenge (Mitsufuji et al. 2022, eq. 1). Silence as
    the estimate scores 0.
    """
    truth = reference.samples.astype(np.float64)
    return _ratio_db(np.sum(truth**2), np.sum((truth - estimate.samples) ** 2))


def si_sdr(reference: Audio, estimate: Audio) -> float:
    """Scale-invariant SDR in dB: the estimate against the nearest multiple of the reference (Le Roux et al. 2019).

    A silent estimate has nothing of the reference: ``-inf``.
    """
    truth, guess = reference.samples.astype(np.float64), estimate.samples.astype(np.float64)
    if not guess.any():
        return float("-inf")
    target = truth * (np.sum(truth * guess) / (np.sum(truth**2) + _SILENT))
    return _ratio_db(np.sum(target**2), np.sum((guess - target) ** 2))


def frame_sdr(reference: Audio, estimate: Audio) -> NDArray[np.float64]:
    """SDR of every whole second, in dB: BSSEval v4 as ``museval`` computes it. Its median is a clip's "cSDR".

    BSSEval takes an estimate apart into the true image, spatial error, interference and artefacts, by distortion
    filters of 512 taps. Its SDR is the true image's energy over that of the three errors' sum, which is the estimate
    minus the true image whatever the filters are (Vincent et al. 2012, eq. 1 and 2). So v4's SDR, which leaves the
    reference unfiltered, needs none of them; ISR, SIR and SAR, which do, are not computed here.

    Returns:
        One value a second (the signal as one frame if it is not longer); NaN where the reference is silent. ``museval``
        also leaves out frames where the estimate, or any other stem of the song, is silent: here an estimate that is
        silent where music plays counts as the 0 dB it is, and stems are judged one by one.
    """
    truth = _frames(reference.samples, reference.sample_rate)
    error = truth - _frames(estimate.samples, reference.sample_rate)
    energy = np.sum(truth**2, axis=(0, 2))
    noise = np.sum(error**2, axis=(0, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = 10.0 * np.log10(energy / noise)
    return np.where(_silent_frames(truth), np.nan, ratios)


def level_db(part: Audio, whole: Audio) -> float:
    """Energy of a part relative to the whole, in dB: how loud a stem is that should be silent."""
    return _ratio_db(np.sum(part.samples.astype(np.float64) ** 2), np.sum(whole.samples.astype(np.float64) ** 2))


def rms_dbfs(audio: Audio) -> float:
    """Level of a whole signal in dBFS; ``-inf`` for digital silence or nothing."""
    return _rms_dbfs(audio.samples.astype(np.float64))


def is_silent(reference: Audio) -> bool:
    """Whether a reference counts as silent: whoever hears its stem should hear nothing."""
    return rms_dbfs(reference) < SILENT_DBFS


def leakage_dbfs(reference: Audio, estimate: Audio) -> float | None:
    """Level of the estimate where the reference is silent, in dBFS; None where the reference plays all the time.

    Of a silent reference the whole estimate counts; of another the seconds in which it is silent (those of
    ``frame_sdr``).
    """
    if is_silent(reference):
        return rms_dbfs(estimate)
    silent = _silent_frames(_frames(reference.samples, reference.sample_rate))
    if not silent.any():
        return None
    return _rms_dbfs(_frames(estimate.samples, reference.sample_rate)[:, silent])


def _frames(samples: Samples, sample_rate: int) -> NDArray[np.float64]:
    """``[channels, frames, samples]`` of whole windows; one frame of everything where there is no more than one."""
    window = round(WINDOW_S * sample_rate)
    channels, length = samples.shape
    count = max(1, length // window)
    window = min(window, length)
    return samples[:, : count * window].astype(np.float64).reshape(channels, count, window)


def _silent_frames(truth: NDArray[np.float64]) -> NDArray[np.bool_]:
    threshold = truth.shape[0] * truth.shape[2] * 10.0 ** (SILENT_DBFS / 10.0)
    return np.asarray(np.sum(truth**2, axis=(0, 2)) < threshold)


def _rms_dbfs(samples: NDArray[np.float64]) -> float:
    energy = float(np.sum(samples**2))
    return 10.0 * float(np.log10(energy / samples.size)) if energy > 0.0 else float("-inf")


def _ratio_db(signal: float, noise: float) -> float:
    return float(10 * np.log10((signal + _SILENT) / (noise + _SILENT)))
