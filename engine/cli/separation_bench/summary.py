"""From figures of single clips to figures of a method: medians with their uncertainty, presence, what was promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.stems import Stem

Record = Mapping[str, Any]

RATIOS = ("usdr_db", "usdr_improvement_db", "si_sdr_db", "csdr_db")
_ONSETS = tuple(f"{prefix}onset_{name}" for prefix in ("", "shown_") for name in ("f1", "precision", "recall"))
_RESAMPLES = 2_000
_SEED = 440  # of the bootstrap: the same figures give the same interval
PRESENT = 0.5
PRESENT_DBFS = -45.0
"""A louder log-drum stem counts as "present" where the stem's level alone is asked."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that is promised of our own models, on clips of the default test set.

    Args:
        label: In words.
        path: Where it stands in a method's summary.
        must, goal: At least, or at most where ``must`` is the greater.
    """

    label: str
    path: tuple[str, ...]
    must: float
    goal: float

    def reached(self, value: float) -> str:
        """``goal``, ``must`` or ``no``."""
        sign = -1.0 if self.must > self.goal else 1.0
        if sign * value >= sign * self.goal:
            return "goal"
        return "must" if sign * value >= sign * self.must else "no"


TARGETS = (
    Target("log drum uSDR, dB", ("stems", "log_drum", "usdr_db", "median"), 8.0, 12.0),
    Target("drums uSDR, dB", ("stems", "drums", "usdr_db", "median"), 7.0, 9.0),
    Target("bass uSDR, dB", ("stems", "bass", "usdr_db", "median"), 5.0, 8.0),
    Target("other uSDR, dB", ("stems", "other", "usdr_db", "median"), 5.0, 8.0),
    Target("log-drum onset F1 (50 ms)", ("onsets", "onset_f1", "median"), 0.85, 0.95),
    Target("presence accuracy", ("presence", "accuracy"), 0.90, 0.97),
    Target("leakage without log drum, dBFS", ("stems", "log_drum", "leakage_dbfs", "median"), -40.0, -50.0),
    Target("× real time", ("times_real_time", "median"), 4.0, 8.0),
    Target("residual of the sum, dB", ("residual_db", "max"), -60.0, -120.0),
)
"""The goal of the residual is "exact": below -120 dB lies only the rounding of float32."""


def summary(records: Sequence[Record]) -> dict[str, Any]:
    """Figures of one method over its clips. What none of them has is left out."""
    found: dict[str, Any] = {"num_clips": len(records)}
    for name in ("times_real_time", "core_seconds_per_second", "residual_db"):
        add(found, name, [record[name] for record in records if name in record])
    stems = {stem.value: _stem(records, stem) for stem in Stem}
    found["stems"] = {name: own for name, own in stems.items() if own}
    onsets: dict[str, Any] = {}
    heard = [record["log_drum"] for record in records if "log_drum" in record]
    for name in _ONSETS:
        add(onsets, name, [own[name] for own in heard if name in own])
    if onsets:
        found["onsets"] = onsets
    judged = [own for own in heard if own["is_present"] is not None and own["probability"] is not None]
    if judged:
        found["presence"] = presence(judged)
    return found


def spread(values: Sequence[float]) -> dict[str, float]:
    """Number, median with its 95 % bootstrap interval (Efron 1979), quartiles, mean and extremes."""
    array = np.sort(np.asarray(values, np.float64))
    rng = np.random.default_rng(_SEED)
    medians = np.median(rng.choice(array, (_RESAMPLES, len(array))), axis=1)
    low, high = np.percentile(medians, (2.5, 97.5))
    q1, median, q3 = np.percentile(array, (25, 50, 75))
    figures = {
        "median": median,
        "median_low": low,
        "median_high": high,
        "q1": q1,
        "q3": q3,
        "mean": array.mean(),
        "min": array[0],
        "max": array[-1],
    }
    return {"n": len(array), **{name: round(float(value), 4) for name, value in figures.items()}}


def presence(judged: Sequence[Record]) -> dict[str, Any]:
    """How often the analysis of the stem is right about whether there is a log drum.

    ``accuracy`` counts a probability of one half or more as "present"; ``undecided`` is the share of clips on which the
    product gives no verdict. ``balanced_accuracy`` is the mean over clips with and clips without. ``by_kind`` tells the
    clips apart by what plays in the log drum's place. ``auroc`` is the probability that a clip with a log drum is given
    a higher one than a clip without; ``level_*`` judge by the stem's loudness alone.
    """
    truth = np.array([own["is_present"] for own in judged])
    probability = np.array([own["probability"] for own in judged])
    level = np.array([own["level_dbfs"] for own in judged])
    right = (probability >= PRESENT) == truth
    kinds: dict[str, list[bool]] = defaultdict(list)
    for own, is_right in zip(judged, right.tolist(), strict=True):
        kinds[own["kind"]].append(is_right)
    return {
        "n": len(judged),
        "accuracy": round(float(right.mean()), 4),
        "balanced_accuracy": _balanced(truth, right),
        "auroc": auroc(probability, truth),
        "undecided": round(float(np.mean([own["heard"] is None for own in judged])), 4),
        "by_kind": {
            kind: {"n": len(all_), "right": round(float(np.mean(all_)), 4)} for kind, all_ in sorted(kinds.items())
        },
        "level_accuracy": round(float(np.mean((level >= PRESENT_DBFS) == truth)), 4),
        "level_auroc": auroc(level, truth),
    }


def auroc(scores: np.ndarray, truth: np.ndarray) -> float | None:
    """Area under the ROC curve by the Mann-Whitney statistic, ties counting half; None without both kinds."""
    positive, negative = scores[truth], scores[~truth]
    if not len(positive) or not len(negative):
        return None
    difference = positive[:, None] - negative[None, :]
    return round(float(np.mean((difference > 0) + 0.5 * (difference == 0))), 4)


def verdicts(own: Record) -> list[dict[str, Any]]:
    """What a method's summary says about each promise it has a figure for."""
    found = []
    for target in TARGETS:
        value: Any = own
        for name in target.path:
            value = value.get(name) if isinstance(value, Mapping) else None
        if value is not None:
            found.append(
                {
                    "figure": target.label,
                    "value": value,
                    "must": target.must,
                    "goal": target.goal,
                    "reached": target.reached(value),
                }
            )
    return found


def _stem(records: Sequence[Record], stem: Stem) -> dict[str, Any]:
    clips = [record["stems"][stem.value] for record in records if stem.value in record.get("stems", {})]
    found: dict[str, Any] = {}
    for name in RATIOS:
        add(found, name, [own[name] for own in clips if name in own])
    leaks = [own for own in clips if "leakage_dbfs" in own]
    add(found, "leakage_dbfs", [own["leakage_dbfs"] for own in leaks if own["is_silent"]])
    add(found, "rest_leakage_dbfs", [own["leakage_dbfs"] for own in leaks if not own["is_silent"]])
    if any(own.get("is_folded") for own in clips):
        found["is_folded"] = True
    return found


def _balanced(truth: np.ndarray, right: np.ndarray) -> float | None:
    if truth.all() or not truth.any():
        return None
    return round(float((right[truth].mean() + right[~truth].mean()) / 2.0), 4)


def add(found: dict[str, Any], name: str, values: Sequence[float]) -> None:
    """The spread of figures, where there are any."""
    if values:
        found[name] = spread(values)
