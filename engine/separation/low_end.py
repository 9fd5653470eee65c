"""The low end of a song, heard once as a whole: its kick, and whether it has a log drum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio, Samples
from engine.core.jobs import Report, no_report
from engine.separation import kick, low_notes
from engine.separation.kick import KickTemplate
from engine.separation.medians import median_over_frames
from engine.separation.stft import Stft

_LOW_RATE = 2756.25  # Hz the low end is listened to at; 44.1 kHz / 16
_WINDOW = 12.0  # seconds judged together
_AUDIBLE = 0.01  # share of the power below 160 Hz from which a window has a low end to judge
# Share of clear log drum notes in the best quarter of a song: measured up to 0.12 on real songs and loops without one,
# from 0.18 on synthetic mixtures with one.
_PRESENCE = (0.12, 0.22)


@dataclass(frozen=True, slots=True, eq=False)
class LowEnd:
    """What a song's low end is made of.

    Args:
        kick: Its kick's power spectrogram, None if it has none that can be told.
        log_drum: 0–1, how sure it is that there is a log drum.
    """

    kick: KickTemplate | None
    log_drum: float


def decimation(sample_rate: int) -> int:
    """Factor from ``sample_rate`` to about 2.76 kHz; window lengths are multiples of it, so that they last alike at any rate."""
    return max(1, round(sample_rate / _LOW_RATE))


def listen(mixture: Audio, *, report: Report = no_report) -> LowEnd:
    """Hear the whole song.

    Cheap (a few milliseconds per second of music): everything happens at 2.76 kHz.
    """
    factor = decimation(mixture.sample_rate)
    low = _low_band(mixture, factor, report)
    rate = mixture.sample_rate / factor
    short, long = Stft(128), Stft(256)
    template = _learn_kick(low, short, rate)
    shares = []
    window = round(_WINDOW * rate)
    starts = range(0, max(1, low.shape[1] - window // 2), window // 2)
    for index, start in enumerate(starts):
        part = low[:, start : start + window]
        power = np.square(np.abs(long.forward(without_kick(part, short, rate, template))[0]))
        first, last = (int(hz / rate * 256) for hz in (low_notes.LOWEST_HZ, low_notes.HIGHEST_HZ))
        loudness = np.mean(np.square(mixture.samples[:, start * factor : (start + window) * factor]), dtype=np.float64)
        # |X|^2 of a Hann frame summed over one side is 0.1875 * n_fft^2 times the mean square
        level = power[:, first : last + 1].sum(axis=1).mean() / (0.1875 * 256**2 * (loudness + 1e-20))
        if level > _AUDIBLE:
            shares.append(low_notes.log_drum_share(low_notes.find_notes(power, rate / 256)))
        else:
            shares.append(0.0)
        report(0.5 + 0.5 * (index + 1) / len(starts))
    return LowEnd(template, smooth_step(float(np.percentile(shares, 75)), *_PRESENCE))


def smooth_step(value: float, low: float, high: float) -> float:
    """0 below ``low``, 1 above ``high``, smooth between."""
    x = min(1.0, max(0.0, (value - low) / (high - low)))
    return x * x * (3 - 2 * x)


def _low_band(mixture: Audio, factor: int, report: Report) -> Samples:
    from scipy import signal

    mono = mixture.samples.mean(axis=0, dtype=np.float32, keepdims=True)
    return np.asarray(signal.resample_poly(mono, 1, factor, axis=1), np.float32)


def _learn_kick(low: Samples, short: Stft, rate: float) -> KickTemplate | None:
    bins = kick.low_bins(short.n_fft, rate)
    power = np.square(np.abs(short.forward(low)[0, :, :bins]))
    return kick.learn_kick(power, np.arange(bins) * rate / short.n_fft)


def without_kick(low: Samples, short: Stft, rate: float, template: KickTemplate | None) -> Samples:
    if template is None:
        return low
    spectrogram = short.forward(low)
    bins = template.power.shape[1]
    power = np.square(np.abs(spectrogram[0, :, :bins]))
    share = kick.kick_power(power, np.arange(bins) * rate / short.n_fft, template)
    spectrogram[0, :, :bins] *= 1 - np.minimum(share / (power + 1e-20), 1)
    return short.inverse(spectrogram, low.shape[1])
