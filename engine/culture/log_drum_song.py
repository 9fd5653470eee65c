"""From strokes to a verdict: which are a log drum's, and whether there is one in the song at all.

A small network reads every stroke (see ``log_drum_strokes``) and then all strokes of twelve seconds together: their
mean and how they differ, since the FM sound of a log drum answers velocity and pitch with other harmonics each time
(domain reference 1.6.2), where a driven 808 keeps its own. Several such networks, trained from other first weights, are
asked, and the mean of their log odds is the answer (Lakshminarayanan et al., NeurIPS 2017): what only one of them
believes is seldom so. A song is judged by its clearest stretch: a log drum that comes in for eight bars is there. The
separator's own opinion, where it has one, is weighed in by a logistic model that was fitted on held-out songs.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem, Stems
from engine.culture.log_drum_strokes import RATE, Array, Floats, Strokes, measure_at, measure_strokes
from engine.paths import resources

WEIGHTS = "log-drum-song.safetensors"
VERSION = "log drum 4"
"""Of the networks; every score carries it."""
STRETCH_S = 12.0
"""What is judged at once: six bars at 113 BPM."""
MOST_STROKES = 48
"""Of a stretch; of more the loudest are read."""
_HOP_S = 6.0
_USUAL_STRETCHES = 5  # of the songs of 36 s on which the logistic was fitted
# On held-out songs joined to 216 s: 0.15 ends the false alarms (17 % without it); a log drum in one sixth of the song
# is found 91 % of the time (98 % without), in a third 99 %. At 1 it would be 69 %.
_INDEPENDENT = 0.15
_LEAST_STROKES = 3
_NOTHING = -8.0
_SURE = 8.0
_FAR = 4.0
_LEAST_SECONDS = 4.0
_LEAST_SHARE_DB = -38.0
_TOP = 8

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """Whether there is a log drum: its probability 0-1, and the log odds of each stretch with its middle in seconds."""

    probability: float
    times: Floats
    log_odds: Floats


def hear_log_drum(stems: Stems) -> Verdict | None:
    """The verdict on stems, separated or given; None where it cannot be told: no log-drum stem, or under 4 s.

    Args:
        stems: With ``log_drum``; ``bass`` and ``drums`` are heard beside it where they are there.
    """
    if Stem.LOG_DRUM not in stems or stems.num_samples < _LEAST_SECONDS * stems.sample_rate:
        return None
    waves = {stem: one_channel(stems, stem) for stem in (Stem.LOG_DRUM, Stem.BASS, Stem.DRUMS) if stem in stems}
    log_drum, bass = waves[Stem.LOG_DRUM], waves.get(Stem.BASS)
    is_separated = stems.log_drum_probability is not None
    strokes = measure_strokes(log_drum, bass if is_separated else None, waves.get(Stem.DRUMS))
    return judge_strokes(strokes, len(log_drum) / RATE, stems.log_drum_probability)


def one_channel(stems: Stems, stem: Stem) -> Array:
    """A stem in one channel at ``RATE``."""
    import soxr

    samples = stems[stem].samples.mean(axis=0, dtype=np.float32)
    if stems.sample_rate == RATE:
        return np.asarray(samples, np.float32)
    return np.asarray(soxr.resample(samples, stems.sample_rate, RATE, quality="MQ"), np.float32)


def judge_strokes(strokes: Strokes, seconds: float, heard: float | None, weights: Weights | None = None) -> Verdict:
    """The verdict on a song's strokes.

    Args:
        strokes: Of the whole song, in order.
        seconds: Its length.
        heard: The separator's own probability; None where it has none.
        weights: Of the networks; those that ship where none are given.
    """
    weights = load_weights() if weights is None else weights
    starts = np.arange(0.0, max(_HOP_S, seconds - STRETCH_S + _HOP_S), _HOP_S)
    odds = np.asarray([stretch_odds(strokes, start, start + STRETCH_S, weights) for start in starts])
    chances = max(0.0, _INDEPENDENT * float(np.log(len(starts) / _USUAL_STRETCHES)))
    return Verdict(song_probability(float(odds.max()), heard, weights, chances), starts + 0.5 * STRETCH_S, odds)


def song_probability(odds: float, heard: float | None, weights: Weights, chances: float = 0.0) -> float:
    """Platt's logistic (1999) of the clearest stretch's log odds and the separator's.

    Args:
        odds: Of the clearest stretch.
        heard: The separator's own probability; None where it has none.
        weights: Of the network.
        chances: Log of how many times as many stretches could be mistaken as in the songs the logistic was fitted on:
            taken from the log odds (Bonferroni's correction, tempered: stretches of one song resemble each other), or
            long songs would give false alarms by their length.
    """
    if heard is None:
        slope, offset = weights["alone"]
        told = slope * odds + offset
    else:
        slope, trust, offset = weights["together"]
        sure = float(np.clip(heard, 1e-4, 1.0 - 1e-4))
        told = slope * odds + trust * np.log(sure / (1.0 - sure)) + offset
    return float(_sigmoid(np.clip(told - chances, -_SURE, _SURE)))


def stretch_odds(strokes: Strokes, start: float, end: float, weights: Weights) -> float:
    """Log odds that a log drum plays between two times, from all strokes there: the mean over the networks."""
    own = np.flatnonzero((strokes.times >= start) & (strokes.times < end))
    if len(own) < _LEAST_STROKES:
        return _NOTHING
    if len(own) > MOST_STROKES:
        own = np.sort(own[np.argsort(-strokes.level_db[own])[:MOST_STROKES]])
    features, level_db = strokes.features[own], strokes.level_db[own]
    return float(np.mean([_one_opinion(features, level_db, one) for one in networks(weights)]))


def _one_opinion(features: Array, level_db: Floats, weights: Weights) -> float:
    """Log odds of a stretch by one network."""
    hidden, odds = _read(features, weights)
    chance = _sigmoid(odds)
    loud = 10.0 ** (np.clip(level_db, -26.0, 0.0) / 26.0)
    share = (loud * chance + 1e-3)[:, None]
    mean = (hidden * share).sum(axis=0) / share.sum()
    spread = np.sqrt((np.square(hidden - mean) * share).sum(axis=0) / share.sum() + 1e-4)
    best = np.pad(np.sort(odds)[::-1][:_TOP], (0, max(0, _TOP - len(odds))), constant_values=-12.0)
    context = (
        np.log1p(chance.sum()) - 1.5,
        chance.mean(),
        np.clip(best, -8.0, 8.0).mean() / 4.0,
        np.log1p(len(odds)) - 3.0,
    )
    pooled = np.concatenate([mean, 2.0 * spread, context])
    return float(np.clip(_layer(np.maximum(0.0, _layer(pooled, weights, "pool")), weights, "out")[0], -_SURE, _SURE))


def stroke_odds(features: Array, weights: Weights) -> Floats:
    """Log odds of each stroke to be a log drum's, the mean over the networks, ``[strokes]``."""
    return np.asarray(np.mean([_read(features, one)[1] for one in networks(weights)], axis=0), np.float64)


def networks(weights: Weights) -> list[Weights]:
    """The networks of a file, one by one: their layers lie behind each other along the first axis."""
    layers = [name for name in weights if name.endswith((".weight", ".bias"))]
    shared = {name: own for name, own in weights.items() if name not in layers}
    return [shared | {name: weights[name][place] for name in layers} for place in range(len(weights["out.bias"]))]


def _read(features: Array, weights: Weights) -> tuple[Floats, Floats]:
    """What a network makes of strokes ``[strokes, hidden]``, and each one's log odds to be a log drum's."""
    scaled = np.clip((features - weights["mean"]) / weights["deviation"], -_FAR, _FAR)
    hidden = np.tanh(_layer(np.maximum(0.0, _layer(scaled, weights, "first")), weights, "second"))
    return hidden.astype(np.float64), _layer(hidden, weights, "note")[:, 0].astype(np.float64)


def note_probabilities(log_drum: Array, bass: Array | None, drums: Array | None, onsets: Floats) -> Floats | None:
    """Probability of each note to be a log drum's, ``[notes]``; None where the stem is silent.

    Args:
        log_drum: In one channel at ``RATE``.
        bass: Likewise; None where it is another player's.
        drums: Likewise; None where there are none.
        onsets: Of the notes, seconds.
    """
    strokes = measure_at(log_drum, bass, drums, onsets)
    return _sigmoid(stroke_odds(strokes.features, load_weights())) if len(strokes) else None


def tone_of(log_drum: Array, onsets: Floats) -> float | None:
    """Odd harmonics 3 and 5 against 2 and 4 in dB, the median over notes; None in silence."""
    strokes = measure_at(log_drum, None, None, onsets)
    return float(np.median(strokes.odd_even_db)) if len(strokes) else None


@functools.cache
def load_weights() -> Weights:
    """The networks that ship."""
    from safetensors.numpy import load

    return load((resources() / "weights" / WEIGHTS).read_bytes())


def _layer(x: NDArray[np.floating], weights: Weights, name: str) -> NDArray[np.floating]:
    return np.asarray(x @ weights[f"{name}.weight"] + weights[f"{name}.bias"])


def _sigmoid(log_odds: Floats | float) -> Floats:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * np.asarray(log_odds, np.float64))))
