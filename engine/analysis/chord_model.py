"""The chords that can be found, and how well each explains what sounds in a span of beats.

Over a span each pitch class sounds with a probability v read from the salience. A chord says how often each of its
tones is played (the third nearly always, the fifth and ninth less) and how often a foreign note slips in; the log
likelihood is the sum over pitch classes of log(π v + (1 - π)(1 - v)). Missing tones therefore count against large
chords, and a triad stays a triad. The lowest note is evidence of its own, which tells Am7 from C6.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.core.harmony import QUALITIES, ChordLabel, Key

Array = NDArray[np.float64]

# Design values, not counts (no corpus of amapiano harmony exists): sevenths and ninths are common in the style,
# thirteenths, augmented and diminished chords rare. They decide only where the sound leaves a choice.
_QUALITY_PRIOR = {
    "maj": 0.12, "min": 0.12, "dim": 0.01, "aug": 0.006, "5": 0.004, "sus2": 0.02, "sus4": 0.02,
    "maj6": 0.02, "min6": 0.015, "7": 0.06, "maj7": 0.09, "min7": 0.14, "minmaj7": 0.004, "dim7": 0.01,
    "hdim7": 0.012, "7sus4": 0.03, "9": 0.025, "maj9": 0.07, "min9": 0.11, "add9": 0.03, "minadd9": 0.025,
    "11": 0.012, "min11": 0.025, "13": 0.015, "maj13": 0.006,
}  # fmt: skip
VOCABULARY_QUALITIES = tuple(_QUALITY_PRIOR)
"""The qualities that can be found, in the order of the network's outputs."""
_PLAYED = {0: 0.93, 2: 0.88, 3: 0.95, 4: 0.95, 5: 0.90, 6: 0.93, 7: 0.82, 8: 0.93, 9: 0.90, 10: 0.92, 11: 0.92}
_FOREIGN = 0.10
_NOTHING = 0.03
_ROOT_POSITION_PRIOR = 0.93
_BASS_SHARE = 0.80
_BASS_EVIDENCE = 2.0
_FOREIGN_TO_KEY = -0.55
_BASS_OPINION = 0.6
_LEAST_LOG_BASS = -6.0
_SURE = 0.03  # no note is surer to sound, or to be silent, than this leaves


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Roots × qualities × basses, and one last state for no chord.

    Args:
        labels: The chords; state ``len(labels)`` is no chord.
        played: How often each pitch class is played, by root and quality, ``[templates, 12]``.
        template_of: Row of ``played`` of each chord, ``[labels]``.
        bass: Bass pitch class of each chord, ``[labels]``.
        log_prior: ``[labels]``; the probabilities sum to one.
    """

    labels: tuple[ChordLabel, ...]
    played: Array
    template_of: NDArray[np.int64]
    bass: NDArray[np.int64]
    log_prior: Array


@cache
def vocabulary() -> Vocabulary:
    """Every quality that has a prior, on every root, with root, third or fifth in the bass.

    ``core.harmony`` knows more (altered dominants, 6/9, thirteenths with a fourth); they are left out because their
    tones are those of a commoner chord on the same or another root, and sound alone does not tell which was meant.
    """
    labels: list[ChordLabel] = []
    template_of: list[int] = []
    priors: list[float] = []
    templates: list[Array] = []
    for root in range(12):
        for quality, prior in _QUALITY_PRIOR.items():
            steps = QUALITIES[quality]
            played = np.full(12, _FOREIGN)
            for step in steps:
                played[(root + step) % 12] = _PLAYED[step]
            inversions = [s for s in steps if s in (3, 4)][:1] + [s for s in steps if s in (6, 7, 8)][:1]
            for bass in (0, *inversions):
                labels.append(ChordLabel(root, quality, bass))
                template_of.append(len(templates))
                share = (1.0 - _ROOT_POSITION_PRIOR) / 2.0 if bass else _ROOT_POSITION_PRIOR
                priors.append(prior * share)
            templates.append(played)
    bass_classes = [((label.root or 0) + label.bass) % 12 for label in labels]
    log_prior = np.log(np.asarray(priors) / np.sum(priors))
    return Vocabulary(
        tuple(labels), np.asarray(templates), np.asarray(template_of), np.asarray(bass_classes), log_prior
    )


def key_log_prior(key: Key | None) -> Array:
    """Log prior of every chord in a key, ``[labels]``: each tone foreign to its scale costs a little, a foreign root
    twice.

    In minor the leading tone and the Dorian sixth are at home.
    """
    words = vocabulary()
    if key is None:
        return words.log_prior
    home = set(key.scale)
    if key.mode == "minor":
        home |= {(key.tonic + 11) % 12, (key.tonic + 9) % 12}
    cost = np.asarray(
        [
            sum((label.root + step) % 12 not in home for step in QUALITIES[label.quality]) + (label.root not in home)
            for label in words.labels
            if label.root is not None
        ]
    )
    raw = words.log_prior + _FOREIGN_TO_KEY * cost
    prior: Array = raw - np.log(np.sum(np.exp(raw)))
    return prior


def log_likelihood(upper: Array, bass: Array) -> Array:
    """How well every state explains spans of sound: ``[spans, labels + 1]``, the last column is no chord.

    Args:
        upper: Probability that each pitch class sounds, ``[spans, 12]``.
        bass: Distribution of the lowest note over pitch classes, ``[spans, 12]``; rows sum to at most 1, the rest is
        unknown.
    """
    words = vocabulary()
    v = np.clip(upper, _SURE, 1.0 - _SURE)[:, np.newaxis, :]
    templates = words.played[np.newaxis]
    explained = np.log(templates * v + (1.0 - templates) * (1.0 - v)).sum(axis=2)
    unknown = 1.0 - bass.sum(axis=1, keepdims=True)
    # the chord's bass with _BASS_SHARE, any other note with what is left, evenly; what is unknown favours nobody
    likelihood = np.maximum(
        unknown / 12.0 + bass * _BASS_SHARE + (bass.sum(axis=1, keepdims=True) - bass) * (1.0 - _BASS_SHARE) / 11.0,
        1e-3,
    )
    below = _BASS_EVIDENCE * np.log(12.0 * likelihood)
    silent = np.log(_NOTHING * v + (1.0 - _NOTHING) * (1.0 - v)).sum(axis=2)
    return np.concatenate([explained[:, words.template_of] + below[:, words.bass], silent], axis=1)


def state_scores(chords: Array, bass: Array) -> Array:
    """What the network says of each cell, by state: ``[cells, labels + 1]``, the last column is no chord.

    Args:
        chords: Log probability of root and quality, and of no chord last, ``[cells, 12 * qualities + 1]``.
        bass: Log probability of the bass's pitch class, ``[cells, 12]``.
    """
    words = vocabulary()
    below = np.maximum(bass, _LEAST_LOG_BASS)
    scores = chords[:, words.template_of] + _BASS_OPINION * below[:, words.bass]
    silent = chords[:, -1:] + _BASS_OPINION * below.max(axis=1, keepdims=True)  # no chord asks for no bass
    return np.concatenate([scores, silent], axis=1)
