"""What may be said of a comparison. The word "better" stands only where the interval excludes no difference."""

from __future__ import annotations

from engine.rating.intervals import Interval
from engine.rating.power import after

_ASKED = {
    "preference": "preferred",
    "amapiano": "found more amapiano",
    "log_drum": "preferred for its log drum",
    "groove": "preferred for its groove",
    "mix": "preferred for its mix",
}


def verdict(first: str, second: str, question: str, share: Interval) -> str:
    """A sentence on a pair: which one did better by the votes, or that they cannot be told apart."""
    asked = _ASKED.get(question, f"taken for '{question}'")
    figures = f"{share.value:.0%} of {share.num_votes} votes, 95 % interval {share.low:.0%} to {share.high:.0%}"
    scope = "" if share.num_raters > 1 else " This holds for the one rater who was heard."
    if share.low > 0.5 or share.high < 0.5:
        winner, loser = (first, second) if share.low > 0.5 else (second, first)
        if winner == second:
            figures = (
                f"{1 - share.value:.0%} of {share.num_votes} votes, 95 % interval {1 - share.high:.0%} to "
                f"{1 - share.low:.0%}"
            )
        return f"{winner} did better than {loser}: it was {asked} in {figures}.{scope}"
    return (
        f"{first} and {second} cannot be told apart by these votes ({first} was {asked} in {figures}). "
        f"{after(share)}{scope}"
    )


def target(name: str, value: Interval, least: float) -> dict[str, object]:
    """A promised figure: reached only where its whole interval lies above, missed where all of it lies below."""
    reached = True if value.low > least else False if value.high < least else None
    word = {True: "reached", False: "missed", None: "cannot be told yet"}[reached]
    bounds = f"95 % interval {value.low:.2f} to {value.high:.2f}"
    return {
        "name": name,
        "value": value.value,
        "interval": [value.low, value.high],
        "target": least,
        "reached": reached,
        "words": f"{name}: {value.value:.2f}, {bounds}; above {least:g}: {word}",
        "votes": value.num_votes,
        "raters": value.num_raters,
    }
