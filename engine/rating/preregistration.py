"""What is fixed before the first vote, as a text with a hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.core.rating import MUSHRA, PAIRS, Question
from engine.rating.design import Numbers
from engine.rating.power import before

MOST_CATCHES_FAILED = 0.5
REFERENCE_LEAST, REFERENCE_MOST_BELOW = 90, 0.15
"""ITU-R BS.1534-3, annex 1, 4.1.2: out is who puts the hidden reference below 90 in more than 15 % of the items."""
LEAST_ANSWERED = 0.5


@dataclass(frozen=True, slots=True)
class Declared:
    """The numbers of a preregistration."""

    kind: str
    numbers: Numbers
    must_listen_seconds: float
    questions: Sequence[Question]


def text_of(declared: Declared) -> str:
    """The rules, in words that name no system."""
    numbers = declared.numbers
    exclusion = {
        PAIRS: "Raters who take the degraded copy in more than half of their catch trials are left out.",
        MUSHRA: f"Raters who put the hidden reference below {REFERENCE_LEAST} in more than {REFERENCE_MOST_BELOW:.0%} "
        "of their trials are left out (ITU-R BS.1534-3).",
    }
    default = "Raters who find the degraded copy's sound above the original's in more than half are left out."
    asked = f"Kind: {declared.kind}. Questions: {', '.join(question.id for question in declared.questions)}."
    number = (
        f"Each rater hears {numbers.trials} trials: {numbers.main} that count, {numbers.repeats} repeated with places "
        f"swapped, {numbers.catches} catch trials. Planned raters: {numbers.raters}. Voting ends with the last trial "
        "of the last rater; nobody sees a result before. If it is ended earlier, the report says so."
    )
    listening = f"A vote counts after {declared.must_listen_seconds:g} s of each item."
    left_out = (
        f"{exclusion.get(declared.kind, default)} So are raters who answered less than {LEAST_ANSWERED:.0%} of their "
        "trials. Repeats and catches do not enter the results. Nobody is left out for any other reason."
    )
    analysis = (
        f"The main question is '{declared.questions[0].id}'. Intervals are 95 % and treat each rater's votes as a "
        "cluster. A difference is claimed only where its interval excludes none; other questions are exploratory and "
        "not corrected for their number. A tie counts as half a vote for each side."
    )
    said = (asked, number, listening, left_out, analysis)
    can_find = (before(numbers.main * numbers.raters, numbers.raters),) if declared.kind == PAIRS else ()
    return "\n".join((*said, *can_find))
