"""What each section does in the song, from what plays in it.

House forms build by layers: the drop is where the low end and the drums play together at full level, the break where
they rest, the build the short stretch before a drop. With vocals but without a log drum the words of songs apply:
verse, chorus, bridge. The rules are our reading of how such songs are built, not a trained classifier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

_ACTIVE_DB = -30.0  # a stem below this, relative to the mixture, is bleed
_FULL_DB = 3.0  # sections within so much of the loudest are full
_BUILD_BARS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """Per bar: levels in dB of everything, of the low and of the high range; onset rates of both; levels of stems."""

    total_db: np.ndarray
    low_db: np.ndarray
    high_db: np.ndarray
    low_rate: np.ndarray
    high_rate: np.ndarray
    stems_db: Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class _Facts:
    bars: int
    is_full: bool
    has_low: bool
    has_drums: bool
    has_log_drum: bool
    has_vocals: bool
    rises: bool


def label_sections(activity: Activity, bar_lengths: np.ndarray, starts: np.ndarray) -> tuple[str, ...]:
    """Labels of the sections that begin at the bars ``starts``."""
    ends = np.r_[starts[1:], len(bar_lengths)]
    sections = [_facts(activity, slice(int(a), int(b))) for a, b in zip(starts, ends, strict=True)]
    if len(sections) == 1:
        return (_only(sections[0]),)
    labels = [_inner(facts) for facts in sections]
    for i, facts in enumerate(sections[:-1]):
        follows_drop = labels[i + 1] in ("drop", "chorus")
        if (
            follows_drop
            and labels[i] in ("break", "verse")
            and facts.bars <= _BUILD_BARS
            and (facts.rises or not facts.has_low)
        ):
            labels[i] = "build"
    if not (sections[0].is_full and sections[0].has_low and sections[0].has_drums):
        labels[0] = "intro"
    last = sections[-1]
    if not (last.is_full and last.has_low and last.has_drums) or last.bars <= 2:
        labels[-1] = "outro"
    return tuple(labels)


def _facts(activity: Activity, bars: slice) -> _Facts:
    def stem_plays(name: str) -> bool:
        levels = activity.stems_db.get(name)
        return levels is not None and float(np.mean(levels[bars] > _ACTIVE_DB)) >= 0.5

    total = activity.total_db[bars]
    loudest = float(np.percentile(activity.total_db, 95))
    low_loudest = float(np.percentile(activity.low_db, 95))
    half = max(1, len(total) // 2)
    has_stems = bool(activity.stems_db)
    has_log_drum = stem_plays("log_drum")
    low_plays = float(np.median(activity.low_db[bars])) > low_loudest - 9.0
    return _Facts(
        bars=len(total),
        is_full=float(np.median(total)) > loudest - _FULL_DB,
        has_low=(has_log_drum or stem_plays("bass")) if has_stems else low_plays,
        has_drums=stem_plays("drums") if has_stems else float(np.median(activity.high_rate[bars])) > 0.4,
        has_log_drum=has_log_drum,
        has_vocals=stem_plays("vocals"),
        rises=float(total[half:].mean() - total[:half].mean()) > 1.5 if len(total) > 1 else False,
    )


def _only(facts: _Facts) -> str:
    """A loop or an excerpt of one section."""
    return "drop" if facts.has_log_drum else "verse"


def _inner(facts: _Facts) -> str:
    if facts.has_log_drum and facts.has_drums and facts.is_full:
        return "drop"
    if facts.has_low and facts.has_drums and facts.is_full:
        return "chorus" if facts.has_vocals else "drop"
    if not facts.has_drums or not (facts.has_low or facts.has_vocals):
        return "break"
    return "verse"
