"""The low end of a song, heard once as a whole: its kick, and whether it has a log drum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio, Samples
from engine.core.jobs import Report, no_report
from engine.separation import kick, low_notes
from engine.separation.kick import KickTemplate
from engine.separation.low_notes import LowNote
from engine.separation.stft import Stft

_LOW_RATE = 2756.25  # Hz the low end is listened to at: 44.1 kHz / 16
_SHORT, _LONG = Stft(128), Stft(256)  # 46 ms for strokes, 93 ms for notes, at that rate
_BLOCK = 20.0  # seconds brought to that rate at once; 50 ms of work
_WINDOW = 12.0  # seconds judged together, half of them new
_AUDIBLE = 0.01  # share of the power that must lie in the low notes' range for a window to have a low end to judge
# Share of clear log drum notes in the best quarter of a song: from 0.21 on 30 synthetic mixtures with a log drum, up to
# 0.13 on 31 of 32 without one (15 synthetic; 17 recordings, loops and drum tracks).
_PRESENCE = (0.13, 0.21)
# The odd one is a kick tuned to 139 Hz, 0.39. It has one pitch: the share of clear notes off their commonest pitch is
# 0.00 there, 0.07-0.74 on riffs. Only a riff on one note that is clearer than that kick passes without variety.
_VARIETY = (0.02, 0.07)
_CLEAR_ALONE = (0.45, 0.6)


@dataclass(frozen=True, slots=True, eq=False)
class LowEnd:
    """What a song's low end is made of.

    Args:
        kick: Its kick's power spectrogram, None if it has none that can be told.
        log_drum: 0–1, how sure it is that there is a log drum. 0 keeps that stem silent.
    """

    kick: KickTemplate | None
    log_drum: float


def decimation(sample_rate: int) -> int:
    """Factor from ``sample_rate`` to about 2.76 kHz. Windows are multiples of it: they last alike at any rate."""
    return max(1, round(sample_rate / _LOW_RATE))


def listen(mixture: Audio, *, report: Report = no_report) -> LowEnd:
    """Hear a whole song at 2.76 kHz, where a minute takes a fraction of a second.

    A song enters its log drum late and rests it often, so presence is judged by the upper quartile of its windows.
    Struck notes that all have one pitch are a drum.
    """
    factor = decimation(mixture.sample_rate)
    rate = mixture.sample_rate / factor
    low = _low_band(mixture, factor, report)
    scale = float(np.max(np.abs(low), initial=0.0)) or 1.0
    low = low / np.float32(scale)  # the gain of a song changes nothing
    template = _learn_kick(low, rate, report)
    window = round(_WINDOW * rate)
    starts = range(0, max(1, low.shape[1] - window // 2), max(1, window // 2))
    shares, notes = [], []
    for index, start in enumerate(starts):
        part = low[:, start : start + window]
        heard = mixture.samples[:, start * factor : (start + window) * factor] / np.float32(scale)
        loudness = float(np.mean(np.square(heard, dtype=np.float64)))
        found = _audible_notes(without_kick(part, rate, template), rate, loudness)
        shares.append(low_notes.log_drum_share(found))
        notes += found
        report(0.6 + 0.4 * (index + 1) / len(starts))
    share = float(np.percentile(shares, 75))
    riff = max(smooth_step(low_notes.pitch_variety(notes), *_VARIETY), smooth_step(share, *_CLEAR_ALONE))
    return LowEnd(template, riff * smooth_step(share, *_PRESENCE))


def smooth_step(value: float, low: float, high: float) -> float:
    """0 below ``low``, 1 above ``high``, smooth between."""
    x = min(1.0, max(0.0, (value - low) / (high - low)))
    return x * x * (3 - 2 * x)


def without_kick(low: Samples, rate: float, template: KickTemplate | None) -> Samples:
    """The low band ``[1, samples]`` without what the kick template explains."""
    if template is None:
        return low
    spectrogram = _SHORT.forward(low)
    bins = template.power.shape[1]
    power = np.square(np.abs(spectrogram[0, :, :bins]))
    share = kick.kick_power(power, _SHORT.frequencies(rate)[:bins], template)
    spectrogram[0, :, :bins] *= 1 - np.minimum(share / (power + 1e-20), 1)
    return _SHORT.inverse(spectrogram, low.shape[1])


def _audible_notes(low: Samples, rate: float, loudness: float) -> list[LowNote]:
    """A window's low notes; none where the low end is next to silent beside the mixture."""
    power = np.square(np.abs(_LONG.forward(low)[0]))
    hz_per_bin = rate / _LONG.n_fft
    first, last = int(low_notes.LOWEST_HZ / hz_per_bin), int(low_notes.HIGHEST_HZ / hz_per_bin)
    # a Hann frame of a signal with mean square m sums to 3/16 n_fft² m over its one-sided power spectrum
    level = power[:, first : last + 1].sum(axis=1).mean() / (0.1875 * _LONG.n_fft**2)
    return low_notes.find_notes(power, hz_per_bin) if level > _AUDIBLE * loudness else []


def _low_band(mixture: Audio, factor: int, report: Report) -> Samples:
    """Mono at ``1 / factor`` of the rate, ``[1, samples]``, block by block with the filter's context on both sides."""
    from scipy import signal

    context = 64 * factor  # resample_poly's filter reaches 10 * factor
    block = max(1, round(_BLOCK * mixture.sample_rate / factor)) * factor
    blocks = []
    for start in range(0, mixture.num_samples, block):
        first = max(0, start - context)
        mono = mixture.samples[:, first : start + block + context].mean(axis=0, dtype=np.float32)
        low = signal.resample_poly(mono, 1, factor)
        stop = min(start + block, mixture.num_samples)
        blocks.append(low[(start - first) // factor : -(-(stop - first) // factor)])
        report(0.5 * stop / mixture.num_samples)
    return np.concatenate(blocks)[None].astype(np.float32)


def _learn_kick(low: Samples, rate: float, report: Report) -> KickTemplate | None:
    bins = kick.low_bins(_SHORT.n_fft, rate)
    minute = round(60 * rate)
    powers = []
    for start in range(0, low.shape[1], minute):
        powers.append(np.square(np.abs(_SHORT.forward(low[:, start : start + minute])[0, :, :bins])))
        report(0.5)
    return kick.learn_kick(np.concatenate(powers), _SHORT.frequencies(rate)[:bins])
