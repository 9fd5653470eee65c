"""What a study can find: before it, from its numbers; after it, from what was heard.

The test behind a claim is Student's over raters, so its power is that of a non-central t with ``raters - 1`` degrees
of freedom (Cohen 1988, chapter 2); the variance is that of a vote times the design effect 1 + (m - 1) rho of Kish
(1965) for m votes of each rater that correlate by rho.
"""

from __future__ import annotations

import math

from engine.rating.intervals import LEVEL, Interval

LIKELY_CORRELATION = 0.05
"""Between two votes of one rater; an assumption before the study, stated with every figure that rests on it."""
WANTED = 0.8
CLEAR = 0.6
"""A preference worth knowing of, 60 to 40: every statement says how many votes it takes."""
_CERTAIN = 30.0


def power(share: float, votes: int, raters: int, *, effect: float = 1.0, level: float = LEVEL) -> float:
    """How likely a true share is told from one half.

    Args:
        share: True share of votes for one side.
        votes: In all.
        raters: Who gave them; 1 means that every vote stands alone (one listener).
        effect: Design effect.
        level: Of the interval that must exclude one half.
    """
    from scipy import stats

    if share == 0.5:
        return 1.0 - level
    freedom = raters - 1 if raters > 1 else votes - 1
    spread = math.sqrt(max(share * (1.0 - share), 1e-9))
    # Wilson's interval excludes one half by the spread there, 0.5; the votes spread as the true share has them
    critical = float(stats.t.ppf(0.5 + level / 2.0, freedom)) * 0.5 / spread
    shift = abs(share - 0.5) / (spread * math.sqrt(effect / votes))
    if shift > critical + _CERTAIN:  # the distribution's own sum gives up out there
        return 1.0
    return float(stats.nct.sf(critical, freedom, shift) + stats.nct.sf(critical, freedom, -shift))


def detectable(votes: int, raters: int, *, effect: float = 1.0, wanted: float = WANTED) -> float | None:
    """The least share above one half that is found with the power wanted; None where none is."""
    low, high = 0.5, 0.999
    if power(high, votes, raters, effect=effect) < wanted:
        return None
    while high - low > 1e-4:
        middle = (low + high) / 2.0
        low, high = (low, middle) if power(middle, votes, raters, effect=effect) >= wanted else (middle, high)
    return high


def votes_needed(share: float, *, level: float = LEVEL, wanted: float = WANTED) -> int:
    """Independent votes that the exact binomial test needs for a true share, from where on its power stays."""
    from scipy import stats

    most = math.ceil(4.0 / (share - 0.5) ** 2)
    needed = most
    for num in range(most, 0, -1):
        critical = int(stats.binom.ppf((1.0 - level) / 2.0, num, 0.5)) - 1
        while stats.binom.cdf(critical + 1, num, 0.5) <= (1.0 - level) / 2.0:
            critical += 1
        found = stats.binom.cdf(critical, num, share) + stats.binom.sf(num - critical - 1, num, share)
        if found < wanted:
            return needed
        needed = num
    return needed


def kish(votes: int, raters: int, correlation: float) -> float:
    """The design effect of so many votes of each rater."""
    return 1.0 + (votes / raters - 1.0) * correlation if raters else 1.0


def counted(raters: int) -> str:
    """``1 rater``, ``12 raters``."""
    return "1 rater" if raters == 1 else f"{raters} raters"


def before(votes: int, raters: int) -> str:
    """What a planned study can find, as a sentence."""
    alone = detectable(votes, raters)
    alike = detectable(votes, raters, effect=kish(votes, raters, LIKELY_CORRELATION))
    if alone is None or alike is None:
        few = f"{votes} votes of {counted(raters)} are too few to find even a clear preference: plan more raters."
        return f"{few} {needed(votes, raters)}"
    return (
        f"{votes} votes of {counted(raters)} find a true preference of {alone:.0%} to {1 - alone:.0%} in 80 % of such "
        f"studies if every vote stands alone, one of {alike:.0%} if votes of one rater correlate by "
        f"{LIKELY_CORRELATION:g}. Smaller ones may be missed. {needed(votes, raters)}"
    )


def needed(votes: int, raters: int) -> str:
    """How many votes a preference of 60:40 takes, as a sentence; more if each rater gives as many as planned."""
    alone = votes_needed(CLEAR)
    alike = math.ceil(alone * kish(votes, raters, LIKELY_CORRELATION))
    return f"To see a preference of {CLEAR:.0%} takes {alone} votes that stand alone, or {alike} of such raters."


def after(found: Interval) -> str:
    """What the study could have found, from the likeness of its votes; few raters who agree by chance count as none."""
    least = detectable(found.num_votes, found.num_raters, effect=max(1.0, found.design_effect))
    if least is None:
        return f"{found.num_votes} votes of {counted(found.num_raters)} could have shown no preference with certainty."
    return (
        f"With {found.num_votes} votes of {counted(found.num_raters)} and a design effect of "
        f"{found.design_effect:.2f}, a true preference of {least:.0%} would have been found in 80 % of such studies."
    )
