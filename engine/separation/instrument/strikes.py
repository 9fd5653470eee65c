"""Where a log drum is struck in a song, heard in all that a separator made of it.

A separator leaves some log drums in the bass, gives some strokes to the drums and loses others. So this network listens
to the stems of log drum, bass and drums and to the mixture at once, each through the windows of ``attack_features``,
all against one level. Convolutions over time with ever wider holes see 0.7 s to either side; then it asks once more,
told what the surest strokes of the last quarter minute sound like on average: one song has one log drum. Trained on
short songs of ours, separated (``trainer/recipes/log_drum_strikes.py``; no recording was used).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.audio.resample import resample
from engine.core.audio import Audio
from engine.core.jobs import Report, no_report, part_of
from engine.core.stems import Stem, Stems
from engine.paths import resources
from engine.separation.instrument.attack_features import CLOCK, NUM_BANDS, RATE, Features, band_levels, compressed
from engine.separation.instrument.attacks import SILENT_DBFS, Attacks, convolved, pick_attacks
from engine.separation.instrument.one_channel import channel_weights, one_channel

__all__ = ["HEARD", "RATE", "find_strikes", "strike_features", "strike_log_odds"]

WEIGHTS = "log-drum-strikes.safetensors"
THRESHOLD = 0.45
"""Probability from which a strike counts: the best mean F-measure on songs of the validation split."""
HEARD = (Stem.LOG_DRUM, Stem.BASS, Stem.DRUMS)
"""Stems that are listened to, in this order; the mixture comes after them."""
NUM_FEATURES = (len(HEARD) + 1) * NUM_BANDS
HOLES = (1, 2, 4, 8, 16, 32)
"""Steps between the taps of the convolutions that see ever farther."""
LATER_HOLES = (1, 2)
"""Of those that follow once the song's log drum is known."""
LEAD_FRAMES = 50
"""Of silence before the song: what sounds at its first sample began there."""
LEAST_SHARE = 1e-3
"""Of a frame in what a log drum sounds like on average, where no strike is heard at all."""
SPREAD_FLOOR = 1e-4
"""Added to the variance, so that its root has a slope everywhere."""
_BLOCK_FRAMES = 3_000  # a quarter of a minute
_CONTEXT_FRAMES = 160  # more than the network's reach to either side: 4 + 2 * 63 + 2 * 3

Mono = NDArray[np.float32]
Half = NDArray[np.float16]
"""Features of a whole song in half precision, as the network learned them: an hour has a hundred million."""
Weights = Mapping[str, NDArray[np.float32]]


def find_strikes(
    stems: Stems, mixture: Audio, *, threshold: float = THRESHOLD, report: Report = no_report
) -> Attacks | None:
    """Strikes of the log drum in a separated song; none where its low end is silent.

    Args:
        stems: As a separator left them.
        mixture: Of the same length and rate.
        threshold: Least probability.
        report: Progress.

    Returns:
        None where a stem is missing that must be heard.
    """
    if any(stem not in stems for stem in HEARD):
        return None
    to_one = channel_weights(mixture)
    waves = []
    for own in (*(stems[stem] for stem in HEARD), mixture):
        waves.append(resample(one_channel(own, to_one), RATE).samples[0])
        report(0.1 * len(waves))
    if float(np.abs(waves[0] + waves[1]).max(initial=0.0)) < 10.0 ** (SILENT_DBFS / 20.0):
        return Attacks(np.zeros(0), np.zeros(0))
    features = strike_features(dict(zip(HEARD, waves, strict=False)), waves[-1], report=part_of(report, 0.4, 0.7))
    log_odds = strike_log_odds(features, load_weights(), report=part_of(report, 0.7, 1.0))
    found = pick_attacks(0.5 * (1.0 + np.tanh(0.5 * log_odds)), threshold=threshold)
    return Attacks(np.maximum(0.0, found.times - CLOCK.time(LEAD_FRAMES)), found.strengths)


def strike_features(waves: Mapping[Stem, Mono], mixture: Mono, *, report: Report = no_report) -> Half:
    """What the network sees, ``[LEAD_FRAMES + frames, NUM_FEATURES]``: frame 0 is a quarter second before the song.

    Args:
        waves: Stems of ``HEARD`` in one channel at ``RATE``.
        mixture: Likewise.
        report: Progress.
    """
    lead = (LEAD_FRAMES * CLOCK.hop_length, 0)
    low = band_levels(np.pad(waves[Stem.LOG_DRUM] + waves[Stem.BASS], lead))
    features = np.empty((len(low), NUM_FEATURES), np.float16)
    for number, own in enumerate((*(waves[stem] for stem in HEARD), mixture)):
        report(number / (len(HEARD) + 1))
        place = slice(number * NUM_BANDS, (number + 1) * NUM_BANDS)
        features[:, place] = compressed(band_levels(np.pad(own, lead)), low)
    return features


def strike_log_odds(features: Half, weights: Weights, *, report: Report = no_report) -> NDArray[np.float64]:
    """Log odds of a strike in every frame.

    Args:
        features: ``[frames, NUM_FEATURES]``.
        weights: As ``load_weights`` gives them.
        report: Progress.
    """
    out = np.empty(len(features))
    for start in range(0, len(features), _BLOCK_FRAMES):
        report(start / len(features))
        first = max(0, start - _CONTEXT_FRAMES)
        stop = min(len(features), start + _BLOCK_FRAMES)
        block = features[first : stop + _CONTEXT_FRAMES].astype(np.float32)
        out[start:stop] = _forward(block, weights)[start - first : stop - first]
    return out


def _forward(features: Features, weights: Weights) -> NDArray[np.float64]:
    def layer(x: Features, name: str, holes: int = 1) -> Features:
        return convolved(x, weights[f"{name}.weight"], weights[f"{name}.bias"], holes)

    x = np.maximum(layer(features, "enter"), 0.0)
    for number, holes in enumerate(HOLES):
        x = x + np.maximum(layer(x, f"wide.{number}", holes), 0.0)
    share = 0.5 * (1.0 + np.tanh(0.5 * layer(x, "first"))) + LEAST_SHARE
    mean = (x * share).sum(axis=0) / share.sum()
    spread = np.sqrt((np.square(x - mean) * share).sum(axis=0) / share.sum() + SPREAD_FLOOR)
    x = x + (np.concatenate([mean, spread]) @ weights["sound.weight"].T + weights["sound.bias"])
    for number, holes in enumerate(LATER_HOLES):
        x = x + np.maximum(layer(x, f"later.{number}", holes), 0.0)
    return np.asarray(layer(x, "out")[:, 0], np.float64)


@functools.lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The network's weights, which ship with the product."""
    from safetensors.numpy import load_file

    loaded: Weights = load_file(resources() / "weights" / WEIGHTS)
    return loaded
