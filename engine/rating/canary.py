"""A share of generations goes to a new model; listeners' votes keep or end it by a rule that is written down before.

Who gets the new model is decided by a hash of the generation's id with the rule's salt: the same id always goes the
same way, on every machine, and nobody can choose. The rule is sealed by its own hash; a changed rule decides nothing.
Votes are looked at once, when the declared number is there: to look oftener would find differences that are none
(Armitage, McPherson & Rowe, JRSS A 132, 1969).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from engine.core.codec import decode_json, encode_json, to_builtins
from engine.core.errors import UserError
from engine.rating.intervals import Interval
from engine.whole_file import whole_folder, write_bytes

SCHEMA = "aurax.canary-rule/1"
RULE_FILE, DECISION_FILE = "rule.json", "decision.json"
PROMOTE, WITHDRAW, UNDECIDED = "promote", "withdraw", "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What was fixed before the first generation.

    Args:
        name: Of the canary.
        control, treatment: The model in use and the new one.
        share: Of generations that go to the new one.
        question: Of a session of pairs that decides.
        votes, raters: Least numbers before anything is decided.
        promote_above: The interval of the new model's share of votes must lie above this to promote it.
        withdraw_below: And below this to withdraw it.
        salt: Makes the assignment this canary's own.
        made_at: ISO 8601.
    """

    name: str
    control: str
    treatment: str
    share: float
    question: str
    votes: int
    raters: int
    promote_above: float
    withdraw_below: float
    salt: str
    made_at: str
    schema: str = SCHEMA

    def __post_init__(self) -> None:
        if not 0.0 < self.share < 1.0:
            raise UserError(f"A share of {self.share:g} leaves nothing to compare", "Choose for example --share 0.1.")
        if not 0.0 <= self.withdraw_below <= self.promote_above <= 1.0 or self.promote_above < 0.5:
            raise UserError(
                "The bounds do not fit: withdraw below at most promote above, at least one half", "Correct them."
            )
        if self.control == self.treatment or self.votes < 1 or self.raters < 2:
            raise UserError("A canary compares two models by votes of two raters at least", "Correct the rule.")


@dataclass(frozen=True, slots=True)
class Decision:
    """``outcome``: promote, withdraw or undecided; the share it rests on, in words, and from which sessions."""

    outcome: str
    words: str
    share: float
    low: float
    high: float
    votes: int
    raters: int
    sessions: tuple[str, ...]
    at: str


def folder_of(home: Path, name: str) -> Path:
    """Where a canary lies.

    Raises:
        UserError: If the name cannot name a folder.
    """
    if not name.replace("-", "").replace("_", "").isalnum():
        raise UserError(f"{name} cannot name a canary", "Choose letters, digits and dashes.")
    return home / "canary" / name


def write_rule(folder: Path, rule: Rule) -> str:
    """Seal the rule; returns its hash. A rule is never replaced."""
    body = to_builtins(rule)
    seal = _seal(body)
    if folder.exists():
        raise UserError(f"There is a canary called {rule.name} already", "Its rule stands. Choose another name.")
    with whole_folder(folder, is_new=True) as temporary:
        (temporary / RULE_FILE).write_bytes(encode_json({"rule": body, "sha256": seal}, indent=2) + b"\n")
    return seal


def read_rule(folder: Path) -> Rule:
    """The rule as it was sealed.

    Raises:
        UserError: If there is none, or it was changed.
    """
    try:
        document = decode_json((folder / RULE_FILE).read_bytes(), dict[str, Any])
        rule = msgspec.convert(document["rule"], Rule)
    except FileNotFoundError as error:
        raise UserError(f"There is no canary called {folder.name}", "Make one with: aurax rate canary new") from error
    except (OSError, ValueError, KeyError, msgspec.MsgspecError) as error:
        raise UserError(f"The rule in {folder} does not fit: {error}", "Take it from a backup.") from error
    if _seal(document["rule"]) != document.get("sha256"):
        raise UserError(f"The rule in {folder} was changed after it was sealed", "It decides nothing any more.")
    return rule


def _seal(body: dict[str, Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()


def read_decision(folder: Path) -> Decision | None:
    """What was decided; None before."""
    try:
        return decode_json((folder / DECISION_FILE).read_bytes(), Decision)
    except FileNotFoundError:
        return None


def assign(rule: Rule, generation: str, decision: Decision | None = None) -> str:
    """The model a generation goes to; after a decision all go the same way, the new one only if it was promoted."""
    if decision is not None:
        return rule.treatment if decision.outcome == PROMOTE else rule.control
    digest = hashlib.sha256(f"{rule.salt}\n{generation}".encode()).digest()
    return rule.treatment if int.from_bytes(digest[:8], "big") < rule.share * 2.0**64 else rule.control


def called(model: str, systems: Collection[str]) -> str:
    """How a session calls a rule's model: as the rule does, or without backend or folder, which a name cannot have."""
    names = (model, model.partition(":")[2], Path(model).name)
    return next((name for name in names if name in systems), model)


def decide(rule: Rule, found: Interval, sessions: Sequence[str], *, at: str) -> Decision:
    """Apply the rule to the share of votes for the new model over the one in use.

    Raises:
        UserError: If fewer votes or raters are there than the rule asks: it is not applied early.
    """
    if found.num_votes < rule.votes or found.num_raters < rule.raters:
        raise UserError(
            f"The rule asks for {rule.votes} votes of {rule.raters} raters; there are {found.num_votes} of "
            f"{found.num_raters}",
            "Collect the rest; nothing is decided before.",
        )
    outcome = UNDECIDED
    if found.low > rule.promote_above:
        outcome = PROMOTE
    elif found.high < rule.withdraw_below:
        outcome = WITHDRAW
    words = (
        f"{outcome}: {rule.treatment} was taken over {rule.control} in {found.value:.0%} of {found.num_votes} votes, "
        f"95 % interval {found.low:.0%} to {found.high:.0%}; promoted above {rule.promote_above:.0%}, withdrawn below "
        f"{rule.withdraw_below:.0%}"
    )
    return Decision(
        outcome, words, found.value, found.low, found.high, found.num_votes, found.num_raters, tuple(sessions), at
    )


def write_decision(folder: Path, decision: Decision) -> None:
    """Keep it; it is made once.

    Raises:
        UserError: If one was made before.
    """
    if read_decision(folder) is not None:
        raise UserError("This canary is decided", "Make a new one for a new question.")
    write_bytes(folder / DECISION_FILE, encode_json(decision, indent=2) + b"\n")
