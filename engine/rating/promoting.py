"""What a finished report says to a canary's rule: the share of votes for the new model over the one in use."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core.codec import decode_json
from engine.core.errors import UserError
from engine.core.rating import PAIRS
from engine.rating.canary import Rule, called
from engine.rating.findings import SCHEMA
from engine.rating.intervals import Interval
from engine.rating.report_files import JSON

_ROUNDING = 1e-9
_AGAIN = "Write it with: aurax rate report SESSION"


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report's document, where it lies, and the hash of its file."""

    document: dict[str, Any]
    file: Path
    sha256: str


def read_report(place: Path) -> Report:
    """The report of ``aurax rate report``: its folder, or ``report.json`` itself.

    Raises:
        UserError: If there is none, or it is another kind of document.
    """
    file = place / JSON if place.is_dir() else place
    try:
        content = file.read_bytes()
        document = decode_json(content, dict[str, Any])
    except FileNotFoundError as error:
        raise UserError(
            f"There is no finished report in {place}", "Write it with: aurax rate report SESSION"
        ) from error
    except (OSError, ValueError) as error:
        raise UserError(f"{file} cannot be read: {error}", _AGAIN) from error
    if document.get("schema") != SCHEMA or document.get("kind") != PAIRS:
        raise UserError(
            f"{file} is no report of a listening test of pairs",
            "Promotion is decided by pairs: aurax rate new --kind pairs",
        )
    return Report(document, file, hashlib.sha256(content).hexdigest())


def verdict_of(report: Report, rule: Rule) -> Interval:
    """The share of votes for the rule's new model over the one in use, as the report has it.

    Raises:
        UserError: If the report is older than the rule, compares other systems, or does not fit.
    """
    document = report.document
    try:
        if str(document["made_at"]) < rule.made_at:
            raise UserError(
                f"The session of {report.file} is older than the rule of {rule.name}",
                "Votes decide that were given after it was written down.",
            )
        pairs = {
            (str(pair["first"]), str(pair["second"])): pair
            for question in document["questions"]
            if question["question"] == rule.question
            for pair in question["pairs"]
        }
        new, old = (called(model, document["systems"]) for model in (rule.treatment, rule.control))
        if (pair := pairs.get((new, old))) is not None:
            return _interval(pair)
        if (pair := pairs.get((old, new))) is not None:
            return _other_way(_interval(pair))
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{report.file} does not fit: {error}", _AGAIN) from error
    raise UserError(
        f"{report.file} does not compare {rule.treatment} with {rule.control} on {rule.question}",
        "Name the systems of the session as the rule names its models.",
    )


def _interval(pair: Mapping[str, Any]) -> Interval:
    low, high = (float(bound) for bound in pair["interval"])
    votes = int(pair["wins"]) + int(pair["losses"]) + int(pair["ties"])
    found = Interval(float(pair["share"]), low, high, votes, int(pair["raters"]), float(pair["design_effect"]))
    bounds = (0.0, found.low, found.value, found.high, 1.0)
    if any(one > other + _ROUNDING for one, other in itertools.pairwise(bounds)):
        raise ValueError(f"a share of {found.value:g} between {found.low:g} and {found.high:g} is none")
    return found


def _other_way(found: Interval) -> Interval:
    return Interval(
        1.0 - found.value, 1.0 - found.high, 1.0 - found.low, found.num_votes, found.num_raters, found.design_effect
    )
