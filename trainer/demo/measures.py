"""What the takes of two models say: how often a log drum is heard for each caption, and the scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core.codec import decode_json
from trainer.demo.corpus import CAPTIONS


@dataclass(frozen=True, slots=True)
class HeardTake:
    """What was heard in a take.

    Args:
        model, caption: Whose, and what it was told.
        folder: Where it lies.
        has_log_drum: What the detector says; None where it could not tell.
        probability: Of a log drum.
        total: AURA-X; None where there is none.
        passed: The gate's verdict.
        problem: Why it has no total; empty where it has one.
    """

    model: str
    caption: str
    folder: str
    has_log_drum: bool | None
    probability: float | None
    total: float | None
    passed: bool | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its Wilson interval (Wilson, 1927) at 95 %."""

    hits: int
    num: int
    share: float
    low: float
    high: float


def rate_of(hits: int, num: int) -> Rate | None:
    """``hits`` of ``num``; None where nothing was counted."""
    from engine.rating.intervals import normal_quantile, wilson

    if num == 0:
        return None
    low, high = wilson(hits, num, normal_quantile())
    return Rate(hits, num, hits / num, low, high)


def heard_takes(root: Path, model: str) -> list[HeardTake]:
    """The takes of a model, in the order of their names; ``root`` holds ``<caption>/take-<n>``."""
    takes = []
    for caption in CAPTIONS:
        for folder in sorted((root / caption.id).glob("take-*"), key=lambda own: int(own.name.rpartition("-")[2])):
            analysis = decode_json((folder / "analysis.json").read_bytes(), dict)
            culture = decode_json((folder / "culture.json").read_bytes(), dict)
            drum = analysis.get("log_drum") or {}
            takes.append(
                HeardTake(
                    model,
                    caption.id,
                    str(folder),
                    drum.get("present"),
                    drum.get("probability"),
                    culture["total"]["value"],
                    culture["gate"]["passed"],
                    "" if culture["total"]["value"] is not None else str(culture["total"].get("why") or "unknown"),
                )
            )
    return takes


def rates(takes: Sequence[HeardTake]) -> dict[str, Rate | None]:
    """By caption: in how many of those that could be judged a log drum is heard."""
    found = {}
    for caption in CAPTIONS:
        known = [take.has_log_drum for take in takes if take.caption == caption.id and take.has_log_drum is not None]
        found[caption.id] = rate_of(sum(known), len(known))
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more often a log drum is heard when it is asked for.

    Args:
        share: Difference of the two shares; None where one is missing.
        low, high: Newcombe's interval of it at 95 % (Newcombe, 1998, method 10).
        p: Fisher's exact test, one-sided: more with than without.
    """

    share: float | None
    low: float | None
    high: float | None
    p: float | None

    @property
    def tells_apart(self) -> bool:
        """Whether the interval lies above 0."""
        return self.low is not None and self.low > 0.0


def difference(found: dict[str, Rate | None]) -> Difference:
    """With a log drum against without."""
    import math

    from scipy import stats

    asked, not_asked = (found[caption.id] for caption in sorted(CAPTIONS, key=lambda one: not one.has_log_drum))
    if asked is None or not_asked is None:
        return Difference(None, None, None, None)
    share = asked.share - not_asked.share
    low = share - math.hypot(asked.share - asked.low, not_asked.high - not_asked.share)
    high = share + math.hypot(asked.high - asked.share, not_asked.share - not_asked.low)
    table = [[asked.hits, asked.num - asked.hits], [not_asked.hits, not_asked.num - not_asked.hits]]
    return Difference(share, low, high, float(stats.fisher_exact(table, alternative="greater").pvalue))


def summary(takes: Sequence[HeardTake]) -> dict[str, Any]:
    """The figures of a model."""
    from engine.core.codec import to_builtins

    found = rates(takes)
    totals = [take.total for take in takes if take.total is not None]
    apart = difference(found)
    return {
        "log_drum_heard": to_builtins(found),
        "difference": {**to_builtins(apart), "tells_apart": apart.tells_apart},
        "no_verdict": {caption.id: _num_unknown(takes, caption.id) for caption in CAPTIONS},
        "mean_probability": {caption.id: _mean_probability(takes, caption.id) for caption in CAPTIONS},
        "scored": len(totals),
        "mean_total": sum(totals) / len(totals) if totals else None,
        "not_scored": dict(Counter(take.problem for take in takes if take.total is None)),
        "passed_gate": sum(take.passed is True for take in takes),
        "takes": to_builtins(list(takes)),
    }


def _num_unknown(takes: Sequence[HeardTake], caption: str) -> int:
    return sum(take.caption == caption and take.has_log_drum is None for take in takes)


def _mean_probability(takes: Sequence[HeardTake], caption: str) -> float | None:
    own = [take.probability for take in takes if take.caption == caption and take.probability is not None]
    return sum(own) / len(own) if own else None
