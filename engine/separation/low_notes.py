"""Pitched notes in the low end, and how much each sounds like a log drum rather than a bass.

A log drum is a struck tone: two-operator FM with the modulator at twice the carrier, so odd partials dominate (third
about -9 dB, second below -30 dB), attack within a few milliseconds, decay within 0.1–0.4 s. A bass holds its level
or dies slowly and has the second partial of a saw or a string. No single trait decides (one note heard alone is
recognised in nine cases of ten), so six of them are weighed by a logistic function, and the song as a whole decides
whether there is a log drum at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Power = NDArray[np.float32]

LOWEST_HZ, HIGHEST_HZ = 38.0, 230.0  # fundamentals: MIDI 28–50, and an octave above in fills
EVIDENCE_HZ = 160.0  # most log drum notes lie below
_LAG = 2
_MEMORY = 10  # frames of a note that its traits are taken from, 23 ms each
# Logistic regression on 2,454 notes of 61 synthetic mixtures (scene.py: seeds 100-139 with drum machines, 200-223 with
# drum kits; log drum or not; AUC 0.90, 90 % right). No recording took part; seven drum and song recordings heard
# afterwards showed that kits must be among the counter-examples. Traits in dB: second partial, third partial, level
# after 115 ms and after 185 ms, all relative to the note; the note relative to what sounded before; what sounded just
# before relative to the note.
_WEIGHTS = np.array([-0.114, 0.133, 0.035, -0.005, 0.057, 0.012])
_BIAS = -1.59
_MOST = np.array([1e4, 1e4, 1e4, 1e4, 1e3, 1e4])  # a note after silence is not more new than one 30 dB over the last
CLEARLY = 0.6  # probability from which a note counts as evidence


@dataclass(frozen=True, slots=True)
class LowNote:
    """One note: frame of its onset, fundamental in Hz, probability of being a log drum, and power."""

    onset: int
    pitch_hz: float
    log_drum: float
    power: float


def find_notes(power: Power, hz_per_bin: float) -> list[LowNote]:
    """The low notes of a passage.

    Args:
        power: Low bins ``[frames, bins]`` without the kick, frames of 23 ms and bins of 11 Hz.
        hz_per_bin: Width of a bin.
    """
    from scipy import ndimage

    first, last = int(np.ceil(LOWEST_HZ / hz_per_bin)), int(HIGHEST_HZ / hz_per_bin)
    low = power[:, first : last + 1]
    rise = np.zeros(len(power), np.float32)
    rise[_LAG:] = np.maximum(low[_LAG:] - low[:-_LAG], 0).sum(axis=1)
    loud = float(np.percentile(low.sum(axis=1), 90))
    peaks = (rise == ndimage.maximum_filter1d(rise, 5)) & (rise > 0.1 * loud) & (rise > 0)
    padded = np.pad(power, ((5, _MEMORY + 1), (0, 1)), mode="edge")
    return [_note(padded, int(onset), first, last, loud, hz_per_bin) for onset in np.nonzero(peaks)[0]]


def _note(padded: Power, onset: int, first: int, last: int, loud: float, hz_per_bin: float) -> LowNote:
    at = onset + 5
    before = np.minimum(padded[at - 4], padded[at - 3])
    added = np.maximum(padded[at - 1 : at + _MEMORY + 1] - before, 0)
    struck = added[1:4].sum(axis=0)
    peak = first + int(np.argmax(struck[first : last + 1]))
    left, centre, right = np.log(struck[peak - 1 : peak + 2] + 1e-20)
    curve = left - 2 * centre + right
    pitch = peak + (float(np.clip(0.5 * (left - right) / curve, -0.5, 0.5)) if curve < 0 else 0.0)

    def around(frame: Power, bin_index: int) -> float:
        return float(frame[max(0, bin_index - 1) : bin_index + 2].sum())

    own = around(struck, peak) + 1e-20
    top = around(added[1:4].max(axis=0), peak) + 1e-20
    traits = np.array(
        [
            around(struck, round(2 * pitch)) / own,
            around(struck, round(3 * pitch)) / own,
            around(added[5], peak) / top,
            around(added[8], peak) / top,
            own / 3 / (around(padded[at - 4], peak) + 1e-6 * loud + 1e-20),
            around(padded[at - 2], peak) / (around(padded[at + 1], peak) + 1e-20),
        ]
    )
    logit = _BIAS + float(_WEIGHTS @ (10 * np.log10(np.clip(traits, 1e-4, _MOST))))
    return LowNote(onset, pitch * hz_per_bin, 1 / (1 + float(np.exp(-logit))), own)


def log_drum_share(notes: list[LowNote]) -> float:
    """Share of the notes, weighted by power up to its upper quartile, that are clearly log drum: 0–1.

    Notes above ``EVIDENCE_HZ`` are no evidence: a tom is struck, pitched and short too.
    """
    witnesses = [note for note in notes if note.pitch_hz <= EVIDENCE_HZ]
    if not witnesses:
        return 0.0
    return float(np.average([note.log_drum > CLEARLY for note in witnesses], weights=_weights(witnesses)))


def pitch_variety(notes: list[LowNote]) -> float:
    """Share of the clear log drum notes that are not on the pitch most of them have: 0–1. A drum has but one pitch."""
    clear = [note for note in notes if note.pitch_hz <= EVIDENCE_HZ and note.log_drum > CLEARLY]
    if not clear:
        return 0.0
    semitones = 12 * np.log2([note.pitch_hz for note in clear])
    weights = _weights(clear)
    near = np.abs(semitones[:, None] - semitones[None]) < 0.8  # a note's pitch is read to half a semitone or so
    return 1.0 - float(np.max(near @ weights) / np.sum(weights))


def _weights(notes: list[LowNote]) -> NDArray[np.float64]:
    power = np.array([note.power for note in notes])
    return np.asarray(np.minimum(power, np.percentile(power, 75)))
