"""The drum network: which drums are struck in every hundredth of a second, by a small convolutional network in numpy.

Two convolutions over time and frequency (a drum tuned otherwise is the same drum), then three over time with 0.4 s in
view. 55 000 weights, trained on scenes composed of single strokes (``trainer/recipes/drum_classes.py``).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.drum_features import CLOCK, NUM_BANDS, RATE, band_energies, compressed
from engine.analysis.spectrum import FloatArray
from engine.core.audio import Audio
from engine.core.jobs import Report, no_report

CLASSES = (
    "kick", "snare", "clap", "rim", "closed_hat", "open_hat", "shaker", "tom", "conga", "crash", "ride",
)  # fmt: skip
WEIGHTS = "drum-classes.safetensors"
CHANNELS = (8, 16)
"""Of the convolutions over time and frequency; after each, neighbouring bands are halved to the stronger."""
WIDTH = 48
TAPS = 5
DILATIONS = (2, 6)

Weights = Mapping[str, NDArray[np.float32]]

_BLOCK_FRAMES = 1_000
_REACH_FRAMES = 3
_UNLIKELY = 0.03
_EDGE_FRAMES = 3
_CONTEXT_FRAMES = 3 + sum(d * (TAPS // 2) for d in DILATIONS)


def hear_drums(samples: FloatArray, sample_rate: int, *, report: Report = no_report) -> FloatArray:
    """Probability of each class in every frame of ``drum_features.CLOCK``, ``[frames, classes]``.

    Args:
        samples: Mono ``[samples]`` at any rate; gain changes nothing.
        sample_rate: Samples per second.
        report: Progress and cancellation.
    """
    from engine.audio.resample import resample

    heard = resample(Audio(samples[None], sample_rate), RATE).samples[0]
    report(0.1)
    features = compressed(band_energies(heard))
    report(0.3)
    weights = load_weights()
    out = np.empty((len(features), len(CLASSES)), np.float32)
    # silence before and after: a recording may begin with a stroke
    padded = np.pad(features, ((_CONTEXT_FRAMES, _CONTEXT_FRAMES), (0, 0)))
    for start in range(0, len(features), _BLOCK_FRAMES):
        stop = min(len(features), start + _BLOCK_FRAMES)
        logits = forward(padded[start : stop + 2 * _CONTEXT_FRAMES], weights)[
            _CONTEXT_FRAMES : -_CONTEXT_FRAMES or None
        ]
        out[start:stop] = 1.0 / (1.0 + np.exp(-np.clip(logits, -50.0, 50.0)))
        report(0.3 + 0.7 * stop / len(features))
    out[-_EDGE_FRAMES:] = 0.0  # a recording that is cut off clicks
    return out


def forward(features: FloatArray, weights: Weights) -> FloatArray:
    """Logits ``[frames, classes]`` of ``[frames, bands]``, with zeros beyond both ends."""
    x = features[:, :, None] * np.float32(2.0) - np.float32(0.6)
    for name in ("a", "b"):
        x = np.maximum(_convolved_2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"]), 0.0)
        x = x.reshape(len(x), x.shape[1] // 2, 2, x.shape[2]).max(axis=2)
    flat = x.transpose(0, 2, 1).reshape(len(x), -1)
    y = np.maximum(_convolved(flat, weights["c.weight"], weights["c.bias"], 1), 0.0)
    for name, dilation in zip(("d", "e"), DILATIONS, strict=True):
        y = y + np.maximum(_convolved(y, weights[f"{name}.weight"], weights[f"{name}.bias"], dilation), 0.0)
    return _convolved(y, weights["f.weight"], weights["f.bias"], 1)


def _convolved_2d(x: FloatArray, kernel: FloatArray, bias: FloatArray) -> FloatArray:
    """``[frames, bands, in]`` with a kernel ``[out, in, 3, 3]``."""
    frames, bands, _ = x.shape
    padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))
    patches = np.concatenate(
        [padded[i : i + frames, j : j + bands] for i in range(3) for j in range(3)], axis=2
    ).reshape(frames * bands, -1)
    matrix = kernel.transpose(2, 3, 1, 0).reshape(-1, len(kernel))
    return np.asarray((patches @ matrix + bias).reshape(frames, bands, -1))


def _convolved(x: FloatArray, kernel: FloatArray, bias: FloatArray, dilation: int) -> FloatArray:
    """``[frames, in]`` with a kernel ``[out, in, taps]``."""
    taps = kernel.shape[2]
    reach = dilation * (taps - 1) // 2
    padded = np.pad(x, ((reach, reach), (0, 0)))
    out = np.tile(bias, (len(x), 1))
    for tap in range(taps):
        out += padded[tap * dilation : tap * dilation + len(x)] @ kernel[:, :, tap].T
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """Strokes that the network finds at all likely, in no order.

    Args:
        times: Seconds, ``[strokes]``.
        classes: Index into ``CLASSES``, ``[strokes]``.
        odds: Natural logarithm of its odds over those at the class's threshold, ``[strokes]``: above 0 counts.
    """

    times: NDArray[np.float64]
    classes: NDArray[np.int64]
    odds: NDArray[np.float64]


def heard_strokes(probability: FloatArray, thresholds: NDArray[np.float32] | None = None) -> Heard:
    """The peaks of every class.

    Args:
        probability: ``[frames, classes]``, as ``hear_drums`` gives it.
        thresholds: Of each class; None for those that came with the weights.
    """
    limits = load_weights()["threshold"] if thresholds is None else thresholds
    times, classes, odds = [np.zeros(0)], [np.zeros(0, np.int64)], [np.zeros(0)]
    for place, limit in enumerate(limits):
        own = probability[:, place].astype(np.float64)
        frames = pick_strokes(own, _UNLIKELY)
        padded = np.pad(own, 1)
        left, middle, right = (padded[frames + d] for d in (0, 1, 2))
        # between frames: the centre of gravity of the peak, as targets fall off evenly to both sides
        shift = (right - left) / (left + middle + right + 1e-9)
        times.append(np.maximum(0.0, CLOCK.time(frames + shift)))
        classes.append(np.full(len(frames), place))
        odds.append(_log_odds(middle) - float(_log_odds(np.array([limit], np.float64))[0]))
    return Heard(np.concatenate(times), np.concatenate(classes), np.concatenate(odds))


def _log_odds(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    inside = np.clip(probability, 1e-4, 1.0 - 1e-4)
    return np.asarray(np.log(inside / (1.0 - inside)))


def pick_strokes(probability: NDArray[np.floating], threshold: float) -> NDArray[np.int64]:
    """Frames of one class's strokes: local maxima above a threshold, 40 ms apart.

    Args:
        probability: ``[frames]``.
        threshold: Least probability.
    """
    from scipy.ndimage import maximum_filter1d

    if not len(probability):
        return np.zeros(0, np.int64)
    is_peak = (probability >= threshold) & (probability == maximum_filter1d(probability, 2 * _REACH_FRAMES + 1))
    frames = np.flatnonzero(is_peak)
    return np.asarray(frames[np.diff(frames, prepend=-_REACH_FRAMES - 1) > _REACH_FRAMES])  # equal neighbours are one


@functools.lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The network's weights, which ship with the product."""
    from safetensors.numpy import load_file

    from engine.paths import resources

    loaded: Weights = load_file(resources() / "weights" / WEIGHTS)
    return loaded


NUM_FLAT = CHANNELS[1] * (NUM_BANDS // 4)
"""What a frame is after the convolutions over frequency."""
