"""The kick drum's low end, told from bass and log drum by what it does after every stroke: the same thing.

A song's kick is one sound, struck often. A synthetic one falls in pitch within some 60 ms to a last frequency that
never changes; an acoustic one is a thud that is gone after 70 ms. A bass or log drum note stays on its pitch, lasts,
and the next note has another. So the strokes that fall, or those that thud, are collected, and the median of their
power spectrograms is the song's kick: notes that sounded along, at other pitches each time, drop out of a median.
Every onset is then compared with that template, and the template, scaled to what the stroke can explain, is the
kick's share in the mixture's power there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Power = NDArray[np.float32]
"""Power spectrogram ``[frames, bins]``, frames of 11.6 ms, bins of 21.5 Hz."""

LOWEST_HZ, HIGHEST_HZ = 30.0, 430.0  # what is looked at
_BODY_HZ = 200.0  # a kick's body lies below, most of the voice above
_DEEP_HZ = 110.0  # a thud is measured below
_BEFORE, _AFTER = 2, 22  # frames of a stroke before and after its onset: 255 ms
_LAG = 3  # frames over which power must rise
_FALL = 1.45  # centre of frequency at the onset over that after 100 ms: kicks measured 1.5–3.0, notes 0.8–1.25
_THUD = 0.1  # power left after 70 ms; a log drum's fastest decay (tau 74 ms) leaves 0.15
_FEWEST = 5  # strokes that make a template
_LEAST_SHARE = 0.05  # of the power of all low strokes
_LIKENESS = 0.72  # cosine between the amplitudes of an onset and the template; 0.6–0.8 measured, the optimum is flat
_MOST_STROKES = 3_000  # looked at in a long song: memory


@dataclass(frozen=True, slots=True, eq=False)
class KickTemplate:
    """Power of one stroke from two frames before its onset, summing to one."""

    power: Power


def low_bins(n_fft: int, sample_rate: float) -> int:
    """Number of bins below ``HIGHEST_HZ``."""
    return min(n_fft // 2, int(HIGHEST_HZ * n_fft / sample_rate)) + 1


def learn_kick(power: Power, frequencies: NDArray[np.float64]) -> KickTemplate | None:
    """The kick of a song, or None if nothing in it strikes like one.

    Args:
        power: The song's low bins.
        frequencies: Hz of the bins.
    """
    onsets = find_onsets(power, frequencies)
    if len(onsets) > _MOST_STROKES:
        onsets = onsets[np.linspace(0, len(onsets) - 1, _MOST_STROKES).astype(int)]
    strokes = _strokes(power, onsets)
    body = (frequencies >= LOWEST_HZ) & (frequencies <= _BODY_HZ)
    energies = strokes[:, :, body].sum(axis=(1, 2))
    best: tuple[float, KickTemplate] | None = None
    for chosen in (_falls(strokes, frequencies, body), _thuds(strokes, frequencies, energies)):
        template, members = _template(strokes, chosen)
        share = float(energies[members].sum() / (energies.sum() + 1e-20))
        if template is not None and share >= _LEAST_SHARE and (best is None or share > best[0]):
            best = (share, template)
    return best[1] if best else None


def _falls(strokes: Power, frequencies: NDArray[np.float64], body: NDArray[np.bool_]) -> NDArray[np.bool_]:
    def centre(first: int, last: int) -> NDArray[np.float64]:
        energy = strokes[:, _BEFORE + first : _BEFORE + last][:, :, body].sum(axis=1, dtype=np.float64)
        return np.asarray((energy * frequencies[body]).sum(axis=1) / (energy.sum(axis=1) + 1e-20))

    return np.asarray(centre(-1, 2) > _FALL * centre(6, 10))


def _thuds(strokes: Power, frequencies: NDArray[np.float64], energies: Power) -> NDArray[np.bool_]:
    if len(strokes) == 0:
        return np.zeros(0, np.bool_)
    deep = (frequencies >= LOWEST_HZ) & (frequencies <= _DEEP_HZ)
    level = strokes[:, :, deep].sum(axis=2)
    gone = level[:, _BEFORE + 5 : _BEFORE + 8].max(axis=1) < _THUD * level[:, _BEFORE - 1 : _BEFORE + 3].max(axis=1)
    return np.asarray(gone & (energies > 0.1 * np.percentile(energies, 90)))


def _template(strokes: Power, chosen: NDArray[np.bool_]) -> tuple[KickTemplate | None, NDArray[np.bool_]]:
    """The template of the chosen strokes that resemble each other, and which those are."""
    if np.count_nonzero(chosen) < _FEWEST:
        return None, chosen
    members = chosen & (_likeness(strokes, _median_stroke(strokes[chosen])) > _LIKENESS)
    if np.count_nonzero(members) < _FEWEST:
        return None, members
    return KickTemplate(_median_stroke(strokes[members])), members


def kick_power(power: Power, frequencies: NDArray[np.float64], template: KickTemplate) -> Power:
    """The kick's share of ``power``, same shape."""
    onsets = find_onsets(power, frequencies)
    share = np.zeros((len(power) + _BEFORE + _AFTER, power.shape[1]), np.float32)
    strokes = _strokes(power, onsets)
    strong = template.power > 0.15 * template.power.max()
    for onset, stroke, like in zip(onsets, strokes, _likeness(strokes, template.power), strict=True):
        if like >= _LIKENESS:
            # the median over the template's strong cells: what sounds along fills some of them, never most
            gain = np.median(stroke[strong] / template.power[strong])
            there = share[onset : onset + _BEFORE + _AFTER]
            np.maximum(there, gain * template.power, out=there)
    return share[_BEFORE : _BEFORE + len(power)]


def find_onsets(power: Power, frequencies: NDArray[np.float64]) -> NDArray[np.int64]:
    """Frames where the low end's power rises."""
    from scipy import ndimage

    low = power[:, (frequencies >= LOWEST_HZ) & (frequencies <= _BODY_HZ)]
    rise = np.zeros(len(power), np.float32)
    rise[_LAG:] = np.maximum(low[_LAG:] - low[:-_LAG], 0).sum(axis=1)
    loud = np.percentile(low.sum(axis=1), 90)
    peaks = (rise == ndimage.maximum_filter1d(rise, 7)) & (rise > 0.05 * loud) & (rise > 0)
    return np.nonzero(peaks)[0]


def _strokes(power: Power, onsets: NDArray[np.int64]) -> Power:
    """What every onset added to the power that was there before: ``[onsets, frames, bins]``."""
    ahead = _BEFORE + 5
    padded = np.pad(power, ((ahead, _AFTER), (0, 0)), mode="edge")
    out = np.empty((len(onsets), _BEFORE + _AFTER, power.shape[1]), np.float32)
    for index, onset in enumerate(onsets):
        before = padded[onset : onset + 3].min(axis=0)
        out[index] = np.maximum(padded[onset + ahead - _BEFORE : onset + ahead + _AFTER] - before, 0)
    return out


def _median_stroke(strokes: Power) -> Power:
    energies = strokes.sum(axis=(1, 2), keepdims=True)
    median = np.median(strokes / (energies + 1e-20), axis=0)
    return np.asarray(median / (median.sum() + 1e-20), np.float32)


def _likeness(strokes: Power, template: Power) -> NDArray[np.float64]:
    """Cosine of amplitudes over the cells a kick touches, so that a note at another pitch does not hide it."""
    shape = np.sqrt(template).ravel()
    touched = shape > 0.1 * shape.max()
    amplitudes = np.sqrt(strokes).reshape(len(strokes), template.size)[:, touched]
    inside = amplitudes @ shape[touched]
    return np.asarray(inside / (np.linalg.norm(amplitudes, axis=1) * np.linalg.norm(shape[touched]) + 1e-20))
