"""Which of several candidates is kept: how well tempo and key hold, how clear and steady the beat is, how it joins.

The score is the weighted mean of the parts that can be judged; each is 0–1:

``tempo``       1 at the tempo asked for, 0 from 6 % off on; half and double time count with half the credit.
``key``         1 the key asked for, 0.6 its relative, 0.4 its parallel, 0.3 a fifth away with the same mode, else 0.
``clarity``     how surely tempo and first beats are heard: the mean of the analysis' confidences.
``steadiness``  1 where all beats are equally long, 0 from a median deviation of 8 % on.
``drift``       1 where every stretch of 16 beats has the tempo of the whole, 0 where one is off by 4 %; only for pieces
                of 32 beats and more.
``join``        how alike the sound is on both sides of a join (``joins.continuity``); only for joins.

Weights and ranges are design values, to be replaced by listeners' choices. A part that was not asked for counts for
nothing; one that was asked for and cannot be heard counts as 0: no tempo heard is no tempo held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from engine.core.analysis import Analysis, KeyEstimate
    from engine.core.harmony import Key

WEIGHTS = {"tempo": 0.35, "key": 0.2, "clarity": 0.2, "steadiness": 0.25, "drift": 0.25, "join": 0.5}
MOST = 16
"""Candidates of a take."""
_TEMPO_TOLERANCE = 0.06
_OCTAVE_CREDIT = 0.5
_UNSTEADY = 0.08
_FEWEST_BEATS = 4
_STRETCH_BEATS = 16
_DRIFTED = 0.04


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate's parts (None: not asked for) and their weighted mean."""

    parts: dict[str, float | None]
    total: float

    def document(self) -> dict[str, Any]:
        """As it stands in ``take.json``."""
        parts = {name: None if value is None else round(value, 4) for name, value in self.parts.items()}
        return {"parts": parts, "total": round(self.total, 4)}


def judge(analysis: Analysis, *, tempo_bpm: float | None, key: Key | None, join: float | None = None) -> Judged:
    """How good a candidate is.

    Args:
        analysis: What was heard in it.
        tempo_bpm: What was asked for; None for nothing.
        key: What was asked for; None for nothing.
        join: Continuity of a join, 0–1; None where there is none.
    """
    parts = {
        "tempo": None if tempo_bpm is None else tempo_part(analysis.tempo_bpm, tempo_bpm),
        "key": None if key is None else key_part(analysis.key, key),
        "clarity": _clarity(analysis),
        "steadiness": steadiness(analysis.beats),
        "drift": drift(analysis.beats),
        "join": join,
    }
    judged = {name: value for name, value in parts.items() if value is not None}
    weight = sum(WEIGHTS[name] for name in judged)
    return Judged(parts, sum(WEIGHTS[name] * value for name, value in judged.items()) / weight)


def best_of(judged: Sequence[Judged]) -> int:
    """The index of the best, the first of equals."""
    return max(range(len(judged)), key=lambda index: (judged[index].total, -index))


def candidate_seed(seed: int, index: int) -> int:
    """The seed of a take's candidate, the same on every machine; the first has the take's own."""
    if index == 0:
        return seed
    digest = hashlib.sha256(f"{seed}/candidate/{index}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def tempo_part(heard: float | None, asked: float) -> float:
    """1 at the asked tempo, falling to 0 at the tolerance; half of that for half and double time."""
    if not heard:
        return 0.0

    def near(target: float) -> float:
        return max(0.0, 1.0 - abs(heard / target - 1.0) / _TEMPO_TOLERANCE)

    return max(near(asked), _OCTAVE_CREDIT * near(2.0 * asked), _OCTAVE_CREDIT * near(asked / 2.0))


def key_part(heard: KeyEstimate | None, asked: Key) -> float:
    """Credit by how many notes and which centre the keys share, in the steps of MIREX's key task but for a new mode."""
    from engine.core.harmony import Key

    if heard is None:
        return 0.0
    found = Key.parse(f"{heard.tonic} {heard.mode}")
    if found == asked:
        return 1.0
    if found.mode == asked.mode:
        return 0.3 if (found.tonic - asked.tonic) % 12 in (5, 7) else 0.0
    if set(found.scale) == set(asked.scale):
        return 0.6
    return 0.4 if found.tonic == asked.tonic else 0.0


def steadiness(beats: Sequence[float]) -> float:
    """1 for equal beats; 0 where half of them deviate by 8 % or more, or there are too few to tell."""
    if len(beats) < _FEWEST_BEATS:
        return 0.0
    lengths = np.diff(np.asarray(beats, np.float64))
    middle = float(np.median(lengths))
    return max(0.0, 1.0 - float(np.median(np.abs(lengths / middle - 1.0))) / _UNSTEADY)


def drift(beats: Sequence[float]) -> float | None:
    """1 for one tempo from start to end, 0 where a stretch is off by 4 % or more; None where there are too few beats.

    A steady beat may still wander: long pieces are made window by window, and each may take a tempo of its own.
    """
    if len(beats) < 2 * _STRETCH_BEATS:
        return None
    lengths = np.diff(np.asarray(beats, np.float64))
    stretches = np.array_split(lengths, len(lengths) // _STRETCH_BEATS)
    tempos = 1.0 / np.array([np.median(stretch) for stretch in stretches])
    return max(0.0, 1.0 - float(np.abs(tempos / np.median(tempos) - 1.0).max()) / _DRIFTED)


def _clarity(analysis: Analysis) -> float:
    heard = (analysis.tempo_confidence, analysis.downbeat_confidence)
    return sum(min(1.0, max(0.0, value or 0.0)) for value in heard) / len(heard)
