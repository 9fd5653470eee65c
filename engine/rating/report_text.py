"""The report's content in order, as headings, paragraphs and tables; HTML and PDF print the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as they are printed; the first row names the columns."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


Block = Heading | Table | str


def blocks(document: dict[str, Any]) -> Iterator[Block]:
    """The whole report."""
    kept = sum(not rater["excluded"] for rater in document["raters"])
    yield (
        f"{document['votes']} answered trials of {len(document['raters'])} raters; {document['counted']} of them, by "
        f"{kept} raters, count. Made {document['made_at']}, unblinded {document['unblinded_at']}."
    )
    yield from _verdicts(document)
    yield Heading("What limits this")
    yield from document["remarks"]
    yield from _tables(document)
    yield Heading("Raters")
    yield _raters(document["raters"])
    yield Heading("Declared before the first vote")
    yield from document["preregistration"].split("\n")
    yield f"SHA-256 {document['preregistration_sha256']}; seed {document['seed']}; session {document['session']}."


def sentences(document: dict[str, Any]) -> list[str]:
    """What is found and what limits it, without tables and rules: for a terminal."""
    return [*(block for block in _verdicts(document) if isinstance(block, str)), *document["remarks"]]


def _verdicts(document: dict[str, Any]) -> Iterator[Block]:
    for one in document.get("questions", []):
        yield Heading(f"Question: {one['question']}")
        yield from (pair["words"] for pair in one["pairs"])
    if "power_before" in document:
        yield f"Before the study: {document['power_before']}"
    if "against_reference" in document:
        yield Heading("Against the reference")
        yield from (one["words"] for one in document["against_reference"]["differences"])
    for system, figures in document.get("mission", {}).items():
        yield Heading(f"Targets: {system}")
        yield from (figure["words"] for figure in figures)


def _tables(document: dict[str, Any]) -> Iterator[Block]:
    for one in document.get("questions", []):
        yield Heading(f"Votes: {one['question']}")
        yield _pairs(one["pairs"])
        if "matrix" in one:
            yield "How often the row was taken over the column; a tie is half for each."
            rows = [tuple(f"{cell:g}" for cell in row) for row in one["matrix"]]
            names = one["systems"]
            yield Table((("", *names), *((name, *row) for name, row in zip(names, rows, strict=True))))
        if len(one.get("strengths", [])) > 2:
            yield _strengths(one["strengths"])
        yield from _groups(one["pairs"])
    if document.get("ratings"):
        yield Heading("Answers")
        yield _ratings(document["ratings"])
        yield _agreements(document["ratings"])
    if "against_reference" in document:
        conditions = document["against_reference"]["conditions"].items()
        means = tuple((name, _number(one["mean"]), _interval(one["interval"])) for name, one in conditions)
        yield Table((("condition", "mean", "95 % interval"), *means))


def _pairs(pairs: Sequence[dict[str, Any]]) -> Table:
    head = ("first", "second", "wins", "losses", "ties", "share", "95 % interval", "design effect", "exact p, no ties")
    rows = (
        (
            pair["first"], pair["second"], str(pair["wins"]), str(pair["losses"]), str(pair["ties"]),
            f"{pair['share']:.3f}", _interval(pair["interval"]), f"{pair['design_effect']:.2f}",
            f"{pair['binomial_p_without_ties']:.4f}",
        )
        for pair in pairs
    )  # fmt: skip
    return Table((head, *rows))


def _groups(pairs: Sequence[dict[str, Any]]) -> Iterator[Block]:
    rows = [
        (f"{pair['first']} over {pair['second']}", kind, group, f"{own['share']:.2f}", _interval(own["interval"]),
         str(own["raters"]))
        for pair in pairs
        for kind, groups in pair["groups"].items()
        for group, own in groups.items()
    ]  # fmt: skip
    if rows:
        yield "Groups of raters, side by side."
        yield Table((("pair", "by", "group", "share", "95 % interval", "raters"), *rows))


def _strengths(strengths: Sequence[dict[str, Any]]) -> Table:
    rows = (
        (own["system"], f"{own['logit']:+.2f}", _interval(own["interval"]), f"{own['elo']:+.0f}",
         ", ".join(own["clearly_above"]) or "none")
        for own in sorted(strengths, key=lambda own: -own["logit"])
    )  # fmt: skip
    return Table((("system", "log odds", "95 % interval", "Elo", "clearly above"), *rows))


def _ratings(ratings: dict[str, Any]) -> Table:
    head = ("question", "system", "mean", "95 % interval", "share of 4 and 5", "95 % interval", "answers", "by scene")
    rows = (
        (
            question, system, _number(own["mean"]), _interval(own["interval"]), f"{own['share_clear']:.2f}",
            _interval(own["share_interval"]), str(own["answers"]),
            ", ".join(f"{scene} {value:.2f}" for scene, value in own["by_scene"].items()),
        )
        for question, one in ratings.items()
        for system, own in one["systems"].items()
    )  # fmt: skip
    return Table((head, *rows))


_SHOWN = {"number": "number", "disagree": "number, raters disagree", "evidence": "evidence only"}


def _agreements(ratings: dict[str, Any]) -> Table:
    rows = (
        (question, "–" if one["alpha"] is None else f"{one['alpha']:.3f}", _interval(one["alpha_interval"]),
         str(one["items"]), str(one["raters"]), one["why"] or _SHOWN[one["display"]])
        for question, one in ratings.items()
    )  # fmt: skip
    return Table((("question", "Krippendorff's alpha", "95 % interval", "items", "raters", "may be shown as"), *rows))


def _raters(raters: Sequence[dict[str, Any]]) -> Table:
    head = ("rater", "role", "scene", "trials", "repeats same", "catches right", "first place", "median s", "left out")
    rows = (
        (
            rater["pseudonym"], rater["role"], rater["scene"], str(rater["trials"]),
            f"{rater['repeats_same']}/{rater['repeats']}", f"{rater['catches_right']}/{rater['catches']}",
            "" if rater["first_share"] is None else f"{rater['first_share']:.0%}", _number(rater["median_seconds"]),
            rater["excluded"],
        )
        for rater in raters
    )  # fmt: skip
    return Table((head, *rows))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _interval(bounds: Sequence[float | None]) -> str:
    low, high = bounds
    is_known = low is not None and high is not None and abs(low) < float("inf") and abs(high) < float("inf")
    return f"{low:.2f} to {high:.2f}" if is_known else "–"
