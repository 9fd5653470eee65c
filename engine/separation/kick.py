"""The kick drum's low end, told from bass and log drum by what it does after every stroke: the same thing.

A song's kick is one sound, struck often. Its pitch falls within some 60 ms to a last frequency that never changes,
while a bass or log drum note stays on its pitch and the next note has another. So the strokes whose centre of
frequency falls are collected, and the median of their power spectrograms is the song's kick: notes that happened to
sound along, at other pitches each time, drop out of a median. Every onset is then compared with that template, and
the template, scaled to what the stroke can explain, is the kick's share in the mixture's power there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Power = NDArray[np.float32]
"""Power spectrogram ``[frames, bins]``."""

LOWEST_HZ, HIGHEST_HZ = 30.0, 430.0  # what is looked at
_BODY_HZ = 200.0  # a kick's body lies below, most of the voice above
_BEFORE, _AFTER = 2, 22  # frames of a stroke before and after its onset, 11.6 ms each: 255 ms
_LAG = 3  # frames over which power must rise
_FALL = 1.45  # centre of frequency at the onset over that after 100 ms: kicks measured 1.5–3.0, notes 0.8–1.25
_FEWEST = 5  # strokes that make a template
import os
_LIKENESS = float(os.environ.get('LK','0.72'))
_LIKE2 = float(os.environ.get('L2','0.72'))  # cosine between the amplitudes of an onset and the template


@dataclass(frozen=True, slots=True, eq=False)
class KickTemplate:
    """Power ``[_BEFORE + _AFTER, bins]`` of one stroke, summing to one."""

    power: Power


def low_bins(n_fft: int, sample_rate: int) -> int:
    """Number of bins below ``HIGHEST_HZ``."""
    return int(HIGHEST_HZ * n_fft / sample_rate) + 1


def learn_kick(power: Power, frequencies: NDArray[np.float64]) -> KickTemplate | None:
    """The kick of a song, or None if nothing in it strikes like one.

    Args:
        power: The song's low bins ``[frames, bins]``, frames of 11.6 ms.
        frequencies: Hz of the bins.
    """
    onsets = find_onsets(power, frequencies)
    strokes = _strokes(power, onsets)
    if len(onsets) < _FEWEST:
        return None
    import os
    body = (frequencies >= LOWEST_HZ) & (frequencies <= _BODY_HZ)
    early = _centre(strokes[:, _BEFORE - 1 : _BEFORE + 2], frequencies, body)
    late = _centre(strokes[:, _BEFORE + 6 : _BEFORE + 10], frequencies, body)
    deep = (frequencies >= LOWEST_HZ) & (frequencies <= 110)
    level = strokes[:, :, deep].sum(axis=2)
    thud = level[:, _BEFORE + 5 : _BEFORE + 8].max(axis=1) < float(os.environ.get('TD','0.1')) * level[:, _BEFORE - 1 : _BEFORE + 3].max(axis=1)
    power_ = strokes[:, :, body].sum(axis=(1,2))
    big = power_ > 0.1*np.percentile(power_, 90)
    best = None
    for chosen in (early > _FALL * late, thud & big):
        if np.count_nonzero(chosen) < _FEWEST: continue
        template = _median_stroke(strokes[chosen])
        alike = _likeness(strokes, template) > _LIKENESS
        if np.count_nonzero(alike & chosen) < _FEWEST: continue
        t = _median_stroke(strokes[alike & chosen])
        score = power_[alike & chosen].sum()
        if score < 0.05*power_.sum(): continue
        if VERB: print(np.count_nonzero(chosen), np.count_nonzero(alike&chosen), score/power_.sum())
        if best is None or score > best[0]: best = (score, t)
    return None if best is None else KickTemplate(best[1])

VERB=False

def kick_power(power: Power, frequencies: NDArray[np.float64], template: KickTemplate) -> Power:
    """The kick's share of ``power``, same shape."""
    onsets = find_onsets(power, frequencies)
    strokes = _strokes(power, onsets)
    share = np.zeros((len(power) + _BEFORE + _AFTER, power.shape[1]), np.float32)
    if len(onsets) == 0:
        return share[_BEFORE:-_AFTER]
    likeness = _likeness(strokes, template.power)
    strong = template.power > float(os.environ.get('SC','0.15')) * template.power.max()
    for onset, stroke, like in zip(onsets, strokes, likeness, strict=True):
        if like < _LIKE2:
            continue
        gain = np.percentile(stroke[strong] / template.power[strong], float(os.environ.get('PC','50')))
        share[onset : onset + _BEFORE + _AFTER] = np.maximum(share[onset : onset + _BEFORE + _AFTER], gain * template.power)
    return share[_BEFORE:-_AFTER]


def find_onsets(power: Power, frequencies: NDArray[np.float64]) -> NDArray[np.int64]:
    """Frames where the low end's power rises."""
    from scipy import ndimage

    body = (frequencies >= LOWEST_HZ) & (frequencies <= _BODY_HZ)
    low = power[:, body]
    rise = np.zeros(len(power), np.float32)
    rise[_LAG:] = np.maximum(low[_LAG:] - low[:-_LAG], 0).sum(axis=1)
    loud = np.percentile(low.sum(axis=1), 90)
    peaks = (rise == ndimage.maximum_filter1d(rise, 7)) & (rise > 0.05 * loud) & (rise > 0)
    return np.nonzero(peaks)[0]


def _strokes(power: Power, onsets: NDArray[np.int64]) -> NDArray[np.float32]:
    """What every onset added to the power that was there before: ``[onsets, frames, bins]``."""
    ahead = _BEFORE + 5
    padded = np.pad(power, ((ahead, _AFTER), (0, 0)), mode="edge")
    out = np.empty((len(onsets), _BEFORE + _AFTER, power.shape[1]), np.float32)
    for index, onset in enumerate(onsets):
        before = padded[onset : onset + 3].min(axis=0)
        out[index] = np.maximum(padded[onset + ahead - _BEFORE : onset + ahead + _AFTER] - before, 0)
    return out


def _centre(frames: NDArray[np.float32], frequencies: NDArray[np.float64], body: NDArray[np.bool_]) -> NDArray[np.float64]:
    energy = frames[:, :, body].sum(axis=1, dtype=np.float64)
    return (energy * frequencies[body]).sum(axis=1) / (energy.sum(axis=1) + 1e-20)


def _median_stroke(strokes: NDArray[np.float32]) -> Power:
    energies = strokes.sum(axis=(1, 2), keepdims=True)
    median = np.median(strokes / (energies + 1e-20), axis=0)
    return np.asarray(median / (median.sum() + 1e-20), np.float32)


def _likeness(strokes: NDArray[np.float32], template: Power) -> NDArray[np.float64]:
    shape = np.sqrt(template).ravel()
    amplitudes = np.sqrt(strokes).reshape(len(strokes), -1)
    # only cells the kick touches count, so that a note sounding along at another pitch does not hide it
    weight = shape > 0.1 * shape.max()
    inside = amplitudes[:, weight] @ shape[weight]
    return np.asarray(inside / (np.linalg.norm(amplitudes[:, weight], axis=1) * np.linalg.norm(shape[weight]) + 1e-20))
