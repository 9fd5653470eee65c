"""New sound joined to what was there: behind it, or in place of a region of it. What is kept is kept bit for bit."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audio.resample import resample
from engine.audio.transform import to_mono, to_stereo
from engine.core.audio import Audio

FADE_SECONDS = 0.05
"""Of each cross-fade of a replaced region; both lie inside the region."""
SETTLE_SECONDS = 0.005
"""In which a continuation comes from the last sample of what it continues to its own course."""
_LISTEN_SECONDS = 0.25
_BANDS = 24
_ALIKE_DB = 6.0
_FLOOR = 1e-8


@dataclass(frozen=True, slots=True)
class Region:
    """Seconds of a piece that are replaced."""

    start: float
    end: float


def in_form_of(audio: Audio, other: Audio) -> Audio:
    """At the rate and with the channels of ``other``."""
    if audio.num_channels != other.num_channels:
        audio = to_mono(audio) if other.num_channels == 1 else to_stereo(audio)
    return resample(audio, other.sample_rate)


def continued(before: Audio, made: Audio, *, context: float, only_new: bool) -> Audio:
    """What was there, unchanged, and the new part behind it (or the new part alone).

    Args:
        before: What was continued.
        made: What the model made: it begins with its own picture of the last ``context`` seconds of ``before``.
        context: Seconds.
        only_new: Leave ``before`` out.
    """
    fitted = in_form_of(made, before)
    new = fitted.samples[:, round(context * before.sample_rate) :].copy()
    if new.shape[1] and before.num_samples:
        length = min(new.shape[1], max(1, round(SETTLE_SECONDS * before.sample_rate)))
        gap = before.samples[:, -1:] - new[:, :1]
        new[:, :length] += gap * (0.5 + 0.5 * np.cos(np.pi * np.arange(length, dtype=np.float32) / length))
    samples = new if only_new else np.concatenate([before.samples, new], axis=1)
    return Audio(np.ascontiguousarray(samples, np.float32), before.sample_rate)


def replaced(whole: Audio, made: Audio, region: Region, *, context: float) -> Audio:
    """The piece with new sound in a region; every sample outside of it is the one it was.

    Equal-power cross-fades of ``FADE_SECONDS`` (at most a quarter of the region) lie inside the region at both ends.
    """
    rate = whole.sample_rate
    first, last = round(region.start * rate), min(whole.num_samples, round(region.end * rate))
    begin = round(context * rate)
    new = in_form_of(made, whole).samples[:, begin : begin + last - first]
    if new.shape[1] < last - first:
        new = np.pad(new, ((0, 0), (0, last - first - new.shape[1])))
    weight = np.ones(last - first, np.float64)
    fade = min(round(FADE_SECONDS * rate), (last - first) // 4)
    ramp = np.sin(0.5 * np.pi * (np.arange(fade) + 0.5) / max(1, fade))
    weight[:fade] = ramp
    weight[len(weight) - fade :] = ramp[::-1]
    # what starts or ends with the region has nothing on that side to be joined to
    if first == 0:
        weight[:fade] = 1.0
    if last == whole.num_samples:
        weight[len(weight) - fade :] = 1.0
    samples = whole.samples.copy()
    old_weight = np.sqrt(1.0 - weight**2)
    samples[:, first:last] = whole.samples[:, first:last] * old_weight + new * weight
    return Audio(samples, rate)


def only_within(changed: Audio, plain: Audio, region: Region) -> Audio:
    """``changed`` in a region, ``plain`` outside of it bit for bit; it comes and goes within the region's fades.

    Both are the same music, so the two levels add (no equal power).
    """
    rate = plain.sample_rate
    first, last = round(region.start * rate), min(plain.num_samples, round(region.end * rate))
    fade = min(round(FADE_SECONDS * rate), (last - first) // 4)
    weight = np.ones(max(0, last - first), np.float32)
    ramp = ((np.arange(fade) + 0.5) / max(1, fade)).astype(np.float32)
    if first > 0:
        weight[:fade] = ramp
    if last < plain.num_samples:
        weight[len(weight) - fade :] = ramp[::-1]
    samples = plain.samples.copy()
    samples[:, first:last] += weight * (changed.samples[:, first:last] - plain.samples[:, first:last])
    return Audio(samples, rate)


def continuity(left: Audio, right: Audio) -> float:
    """How alike two sounds that follow one another are, 0–1: ``1 / (1 + d / 6 dB)``.

    ``d`` is the mean difference of their levels in 24 bands, a constant number of octaves each, over a quarter of a
    second on both sides of the join.
    """
    difference = np.abs(_levels(left, is_end=True) - _levels(right, is_end=False))
    return float(1.0 / (1.0 + difference.mean() / _ALIKE_DB))


def _levels(audio: Audio, *, is_end: bool) -> NDArray[np.float64]:
    mono = to_mono(audio).samples[0].astype(np.float64)
    length = round(_LISTEN_SECONDS * audio.sample_rate)
    mono = mono[-length:] if is_end else mono[:length]
    if len(mono) < length:
        mono = np.pad(mono, (0, length - len(mono)))
    power = np.abs(np.fft.rfft(mono * np.hanning(length))) ** 2 / length
    frequencies = np.fft.rfftfreq(length, 1.0 / audio.sample_rate)
    edges = np.geomspace(40.0, 12_000.0, _BANDS + 1)
    bands = [power[(frequencies >= low) & (frequencies < high)] for low, high in itertools.pairwise(edges)]
    return np.array([10.0 * np.log10(_FLOOR + (band.sum() if len(band) else 0.0)) for band in bands])
