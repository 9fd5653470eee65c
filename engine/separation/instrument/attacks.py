"""Where the log drum is struck: a small convolutional network over ``attack_features``.

Three convolutions over time (45 ms, then 85 ms and 85 ms with holes), 13 000 weights, trained on composed corpora with
every kind of bleed (``trainer/recipes/log_drum_attacks.py``; no recording was used). Level rises alone do not do: a
stroke that cuts off one of the same pitch may raise no level at all, and what a separator leaves of kicks rises well.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audio.resample import resample
from engine.core.audio import Audio
from engine.core.jobs import Report, no_report, part_of
from engine.paths import resources
from engine.separation.instrument.attack_features import CLOCK, RATE, Features, attack_features
from engine.separation.instrument.one_channel import channel_weights, one_channel

WEIGHTS = "log-drum-attacks.safetensors"
THRESHOLD = 0.6
"""Probability from which an attack counts: the best F-measure on held-out stems, clean and with bleed."""
SEPARATED_THRESHOLD = 0.45
"""The same on stems of the separator that ships: F .897 on 34 held-out clips, .877 with the other."""
SILENT_DBFS = -80.0
"""A stem that never reaches this is silent: 16-bit dither peaks at about -87 dBFS."""
_REACH_FRAMES = 4  # a fortieth of a second: two strokes closer than this are one
_LEAD_FRAMES = 50
_BLOCK_FRAMES = 20_000
_CONTEXT_FRAMES = 32  # more than the network's reach to either side: 4 + 8 + 8 + 2

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Attacks:
    """Times in seconds, in order, and how sure each is, 0-1."""

    times: NDArray[np.float64]
    strengths: NDArray[np.float64]


def find_attacks(stem: Audio, *, threshold: float = THRESHOLD, report: Report = no_report) -> Attacks:
    """Attacks of a log-drum stem; none in silence.

    Args:
        stem: At any rate; its gain changes nothing, as long as it reaches ``SILENT_DBFS``.
        threshold: Least probability.
        report: Progress.
    """
    heard = resample(one_channel(stem, channel_weights(stem)), RATE).samples[0]
    if float(np.abs(heard).max(initial=0.0)) < 10.0 ** (SILENT_DBFS / 20.0):
        return Attacks(np.zeros(0), np.zeros(0))
    report(0.3)
    # a loop may begin with a stroke: silence is put before it, so that it is seen to begin
    features = attack_features(np.pad(heard, (_LEAD_FRAMES * CLOCK.hop_length, 0)))
    report(0.6)
    probability = attack_probability(features, load_weights(), report=part_of(report, 0.6, 1.0))
    found = pick_attacks(probability, threshold=threshold)
    return Attacks(np.maximum(0.0, found.times - CLOCK.time(_LEAD_FRAMES)), found.strengths)


def pick_attacks(probability: NDArray[np.float64], *, threshold: float = THRESHOLD) -> Attacks:
    """The peaks of the network's output, placed between frames by a parabola."""
    from scipy.ndimage import maximum_filter1d

    is_peak = (probability >= threshold) & (probability == maximum_filter1d(probability, 2 * _REACH_FRAMES + 1))
    frames = np.flatnonzero(is_peak)
    frames = frames[np.diff(frames, prepend=-_REACH_FRAMES - 1) > _REACH_FRAMES]  # equal neighbours are one peak
    padded = np.pad(probability, 1)
    left, middle, right = (padded[frames + d] for d in (0, 1, 2))
    bend = left - 2.0 * middle + right
    shift = np.divide(0.5 * (left - right), bend, out=np.zeros(len(frames)), where=np.abs(bend) > 1e-9)
    times = CLOCK.time(frames + np.clip(shift, -0.5, 0.5))
    return Attacks(np.maximum(0.0, times), probability[frames])


def attack_probability(features: Features, weights: Weights, *, report: Report = no_report) -> NDArray[np.float64]:
    """Probability of an attack in every frame.

    Args:
        features: ``[frames, bands]``.
        weights: As ``load_weights`` gives them.
        report: Progress.
    """
    out = np.empty(len(features))
    for start in range(0, len(features), _BLOCK_FRAMES):
        report(start / len(features))
        first = max(0, start - _CONTEXT_FRAMES)
        stop = min(len(features), start + _BLOCK_FRAMES)
        block = features[first : stop + _CONTEXT_FRAMES]
        out[start:stop] = _forward(block, weights)[start - first : stop - first]
    return out


def _forward(features: Features, weights: Weights) -> NDArray[np.float64]:
    x = np.maximum(convolved(features, weights["a.weight"], weights["a.bias"], 1), 0.0)
    x = np.maximum(convolved(x, weights["b.weight"], weights["b.bias"], 2), 0.0)
    x = x + np.maximum(convolved(x, weights["c.weight"], weights["c.bias"], 4), 0.0)
    logit = convolved(x, weights["d.weight"], weights["d.bias"], 1)[:, 0].astype(np.float64)
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logit, -50.0, 50.0))))


def convolved(x: Features, kernel: Features, bias: NDArray[np.float32], dilation: int) -> Features:
    """A convolution over time of ``[frames, in]`` with a kernel ``[out, in, taps]``; zeros beyond both ends."""
    taps = kernel.shape[2]
    reach = dilation * (taps - 1) // 2
    padded = np.pad(x, ((reach, reach), (0, 0)))
    out = np.tile(bias, (len(x), 1))
    for tap in range(taps):
        out += padded[tap * dilation : tap * dilation + len(x)] @ kernel[:, :, tap].T
    return out


@functools.lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The network's weights, which ship with the product."""
    from safetensors.numpy import load_file

    loaded: Weights = load_file(resources() / "weights" / WEIGHTS)
    return loaded
