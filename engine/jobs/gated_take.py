"""One take through the gate: planned, made and scored, and made again stronger while its total is too low."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.generation.gate import ATTEMPTS, Gate, Kept, Order, Scored, pass_gate

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.audio import Audio
    from engine.core.blueprint import Blueprint
    from engine.core.jobs import Report
    from engine.culture.profile import CultureProfile
    from engine.generation.base import Generator, Made, OnSound
    from engine.generation.profiles import StyleProfile

NOT_ASKED = "no gate was asked for"
ONE_ATTEMPT = "an earlier take with changes, or made again, is kept as it was asked for"
_SHARES = (0.6, 0.15, 0.1)
"""Of the progress, by attempt: most takes need one, and no bar runs backwards."""

Plan = Callable[[Order], "tuple[Blueprint, tuple[str, ...]]"]
"""Plans a take: the blueprint and the choices in words."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """What was made, its analysis (its own truth) and how it came about.

    ``shaping`` is what was done to sound alone, for the recipe; ``others`` the candidates it was chosen from, where
    they are kept, by number.
    """

    made: Made
    analysis: Analysis
    choices: tuple[str, ...]
    shaping: dict[str, Any] = field(default_factory=dict)
    others: dict[int, Audio] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class GatedTakes:
    """Makes takes with one generator under one gate.

    Args:
        generator: The backend.
        profile: How takes are judged.
        gate: What is to be reached; None to judge and keep whatever comes.
        seconds: What planning and judging have cost so far.
    """

    generator: Generator
    profile: CultureProfile
    gate: Gate | None
    seconds: dict[str, float]

    def make(
        self, order: Order, plan: Plan, *, is_final: bool, report: Report, on_sound: OnSound | None = None
    ) -> Kept[Piece]:
        """The take of an order, or of a stronger one.

        Args:
            order: What is asked for.
            plan: Plans an attempt; may refuse what this machine cannot bear.
            is_final: The order is a recipe or a change of one: it is carried out once, as it is.
            report: Progress.
            on_sound: Handed the first attempt's sound as it is made; a listener is not torn out of it by the next.
        """
        from engine.generation.base import Request
        from engine.jobs.score_song import judged

        def attempt(now: Order, number: int) -> Scored[Piece]:
            start = sum(_SHARES[: number - 1]) / sum(_SHARES)
            share = _SHARES[min(number, len(_SHARES)) - 1] / sum(_SHARES)
            started = time.perf_counter()
            blueprint, choices = plan(now)
            self._count("plan", started)
            request = Request(prompt=now.prompt, wishes=now.wishes, seed=now.seed, blueprint=blueprint)
            made = self.generator.make(
                request,
                report=lambda done: report(min(1.0, start + share * done)),
                on_sound=on_sound if number == 1 else None,
            )
            started = time.perf_counter()
            analysis = truth_of(made)
            score = judged(analysis, made.stems, profile=self.profile, threshold=self._threshold)
            self._count("judge", started)
            return Scored(made=Piece(made, analysis, choices), score=score, blueprint=blueprint)

        gate = Gate(threshold=self._threshold, attempts=1 if is_final or self.gate is None else self.gate.attempts)
        return pass_gate(order, attempt, gate, _style_of)

    @property
    def _threshold(self) -> float:
        return self.profile.gate if self.gate is None else self.gate.threshold

    def _count(self, step: str, started: float) -> None:
        self.seconds[step] = round(self.seconds.get(step, 0.0) + time.perf_counter() - started, 3)

    def document(self, kept: Kept[Piece], *, is_final: bool) -> dict[str, Any]:
        """``gate`` of a take's recipe: what was asked, what came of it, every attempt with its reason."""
        verdict = kept.attempt.verdict
        is_open = self.gate is None
        reason = verdict.reason
        if is_open:
            reason = f"{NOT_ASKED}; {reason}"
        elif verdict.passed is False:
            reason += f"; {ONE_ATTEMPT if is_final else _best_of(len(kept.history))}"
        return {
            "threshold": None if is_open else self._threshold,
            "passed": None if is_open else verdict.passed,
            "why": reason,
            "profile": self.profile.id,
            "profile_version": self.profile.version,
            "kept": kept.number,
            "history": [attempt.document() for attempt in kept.history],
        }


def gate_of(threshold: float | None, profile: CultureProfile) -> Gate:
    """The gate with this threshold, or with the profile's."""
    return Gate(threshold=profile.gate if threshold is None else threshold, attempts=ATTEMPTS)


def _best_of(count: int) -> str:
    return "nothing more could be strengthened" if count == 1 else f"the best of {count} attempts is kept"


def _style_of(scored: Scored[Piece]) -> StyleProfile | None:
    from engine.core.errors import UserError
    from engine.generation.profiles import load_profile

    if scored.blueprint is None:
        return None
    try:
        return load_profile(scored.blueprint.style)
    except UserError:  # a recipe of a style that this version does not have
        return None


def truth_of(made: Made) -> Analysis:
    """What is true of a piece that has just been made; its name and fingerprint follow when it is written."""
    from engine import __version__
    from engine.core.analysis import AudioFacts
    from engine.generation.truth import truth
    from engine.theory.summary import annotate

    assert made.composition is not None
    facts = AudioFacts(
        duration=made.mix.duration,
        sample_rate=made.mix.sample_rate,
        channels=made.mix.num_channels,
        fingerprint="",
        loudness_lufs=made.loudness_lufs,
        true_peak_dbtp=made.true_peak_dbtp,
    )
    return annotate(truth(made.composition, facts, engine=f"AURA-X Studio {__version__}"))
