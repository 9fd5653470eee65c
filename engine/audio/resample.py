"""Sample rate conversion."""

from __future__ import annotations

import numpy as np

from engine.core.audio import Audio


def resample(audio: Audio, sample_rate: int) -> Audio:
    """The same sound at another rate (soxr, "very high quality": 28 bits, linear phase, pass band to 0.91 of Nyquist).

    The result has ``round(num_samples * sample_rate / audio.sample_rate)`` samples. The same rate returns ``audio``.
    """
    if sample_rate == audio.sample_rate:
        return audio
    import soxr

    out = soxr.resample(audio.samples.T, audio.sample_rate, sample_rate, quality="VHQ").T
    wanted = round(audio.num_samples * sample_rate / audio.sample_rate)
    samples = np.zeros((audio.num_channels, wanted), np.float32)
    taken = min(wanted, out.shape[1])
    samples[:, :taken] = out[:, :taken]
    return Audio(samples, sample_rate)
