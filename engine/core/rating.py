"""Listening tests: what a rater hears and answers, and what ratings teach a scoring profile.

A ``Session`` names no system, no source file and no seed: whoever holds it cannot tell what is played. All of that lies
in the ``SessionKey``, which is opened once, after the last vote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SESSION_SCHEMA = "aurax.rating-session/1"
KEY_SCHEMA = "aurax.rating-key/1"

PAIRS, RATINGS, MUSHRA = "pairs", "ratings", "mushra"
KINDS = (PAIRS, RATINGS, MUSHRA)
MAIN, REPEAT, CATCH = "main", "repeat", "catch"
FIRST, SECOND, TIE, CANNOT_JUDGE = "first", "second", "tie", "cannot_judge"
"""Answers to a preference; ``cannot_judge`` answers a five-point question too."""

NUMBER, DISAGREE, EVIDENCE = "number", "disagree", "evidence"
"""How a marker may be shown, by the raters' agreement (domain reference 4.7)."""

Answer = str | int | list[int]


@dataclass(frozen=True, slots=True)
class Question:
    """``kind``: ``preference`` (first, second, perhaps tie), ``scale`` (1-5) or ``quality`` (0-100 for each item).

    Args:
        id: Its name in answers and tables.
        kind: See above.
        text: As the rater reads it.
        choices: What may be answered: ids of a preference or scale; empty for ``quality``.
        labels: What stands at the ends or at each choice, in the order of ``choices``.
    """

    id: str
    kind: str
    text: str
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatedItem:
    """An audio file as raters get it: ``sha256`` of the file, ``duration`` in seconds."""

    sha256: str
    duration: float


@dataclass(frozen=True, slots=True)
class Trial:
    """One comparison or rating: opaque ids of the items in the order of their places, and of an open reference."""

    id: str
    items: tuple[str, ...]
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Everything a rater's machine needs and nothing that tells what is what.

    Args:
        id: Opaque.
        kind: ``pairs``, ``ratings`` or ``mushra``.
        title: Shown to raters.
        made_at: ISO 8601, UTC.
        questions: Asked in every trial, in this order.
        must_listen_seconds: Least time each item of a trial is heard before a vote counts.
        plans: Trials in order, one plan for each rater that was planned. All have the declared number of trials.
        items: By opaque id; the audio is ``items/<id>.wav``.
        preregistration: Number of trials and raters, questions, exclusion rules and analysis, fixed before any vote.
        preregistration_sha256: Of that text.
        key_sha256: Of the sealed key file.
    """

    id: str
    kind: str
    title: str
    made_at: str
    questions: tuple[Question, ...]
    must_listen_seconds: float
    plans: tuple[tuple[Trial, ...], ...]
    items: dict[str, RatedItem]
    preregistration: str
    preregistration_sha256: str
    key_sha256: str
    schema: str = SESSION_SCHEMA

    @property
    def num_trials(self) -> int:
        """Trials each rater hears; fixed before the first vote."""
        return len(self.plans[0]) if self.plans else 0


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What an opaque item is: its system and prompt, where it came from, and by how much it was lowered.

    ``role``: ``system``, ``reference``, ``anchor_3500`` or ``anchor_7000``. ``total`` and ``markers`` are the cultural
    scores that lay beside the source, ``artist`` its tag; None and empty where there was none.
    """

    system: str
    prompt: str
    role: str
    source: str
    source_sha256: str
    gain_db: float
    total: float | None = None
    markers: dict[str, float] = field(default_factory=dict)
    artist: str = ""


@dataclass(frozen=True, slots=True)
class TrialKey:
    """``role``: main, repeat, catch. ``repeats``: the trial it repeats. ``expected``: the item a catch should yield."""

    role: str
    repeats: str | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class SessionKey:
    """The sealed half of a session. ``salt`` keeps its hash from being guessed by trying all assignments."""

    session: str
    salt: str
    seed: int
    systems: tuple[str, ...]
    items: dict[str, ItemKey]
    trials: dict[str, TrialKey]
    schema: str = KEY_SCHEMA


@dataclass(frozen=True, slots=True)
class RaterProfile:
    """Who listens, in their own words, under a pseudonym. Nothing here is asked for that is not used in the report.

    Args:
        id: Opaque; names the file of the rater's votes.
        pseudonym: Chosen by the rater.
        plan: Which of the session's plans is theirs.
        consented_at: When they agreed that their votes are kept, ISO 8601.
        may_train: Whether their votes may also teach models.
        role: producer, dj, dancer, listener, other or empty.
        years: With amapiano; None where not said.
        scene: Such as pretoria, soweto, durban, diaspora.
        language: Free text.
        listening: headphones, speakers or empty.
    """

    id: str
    pseudonym: str
    plan: int
    consented_at: str
    may_train: bool = False
    role: str = ""
    years: float | None = None
    scene: str = ""
    language: str = ""
    listening: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """One trial answered. ``listened``: seconds of each item, by its place; ``app``: the version that recorded it."""

    rater: str
    trial: str
    answers: dict[str, Answer]
    listened: tuple[float, ...]
    seconds: float
    switches: int
    at: str
    comment: str = ""
    app: str = ""
    volume_changes: int = 0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What ratings make of a marker's raw value: a monotone curve to the share of raters who say 4 or 5 of 5.

    Args:
        raw, share: Knots of the curve, both rising; between them it is linear, beyond them level.
        half_width: Of the 90 % interval, by split conformal prediction over artists.
        display: ``number``, ``disagree`` (a number with a remark) or ``evidence`` (no number).
        panel: Which ratings it rests on: sha256.
        num_items, num_raters: How many.
        alpha: Krippendorff's, ordinal; None where it could not be told.
    """

    raw: tuple[float, ...]
    share: tuple[float, ...]
    half_width: float
    display: str
    panel: str
    num_items: int
    num_raters: int
    alpha: float | None = None

    def __post_init__(self) -> None:
        if len(self.raw) != len(self.share) or not self.raw:
            raise ValueError("a curve has as many raw values as shares, and at least one")
        if list(self.raw) != sorted(self.raw) or list(self.share) != sorted(self.share):
            raise ValueError("a calibration curve never falls")
        if self.display not in (NUMBER, DISAGREE, EVIDENCE):
            raise ValueError(f"display is number, disagree or evidence, got {self.display!r}")


@dataclass(frozen=True, slots=True)
class NextTrial:
    """What a rater's player needs for the next trial.

    Args:
        session: Its id.
        trial: Opaque id; None when all are done.
        number, of: Which one it is, counted from 1, and how many there are.
        files: Paths of the items by place.
        reference: Path of the open reference, or None.
        questions: To be asked.
        must_listen_seconds: For each item.
    """

    session: str
    trial: str | None
    number: int
    of: int
    files: tuple[str, ...]
    reference: str | None
    questions: tuple[Question, ...]
    must_listen_seconds: float


Document = dict[str, Any]
