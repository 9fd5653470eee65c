"""The gate of generation: a take whose total is too low is made again, stronger, and the best one is kept.

One interface serves every backend. What a backend is given is an ``Order``: one that plans follows its wishes, one that
reads words follows its prompt, and ``strengthened`` strengthens both. The gate judges scores and knows nothing of how a
take was made or scored. It never refuses: after the last attempt the best take stands, with the reason.

Only what a take lacks and its style usually has is strengthened, and never against what was asked for: who says "no log
drum" gets none. A take that cannot be judged (no total) stands as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from engine.generation.wishes import Wishes

if TYPE_CHECKING:
    from engine.core.blueprint import Blueprint
    from engine.core.score import CultureScore
    from engine.generation.profiles import StyleProfile

M = TypeVar("M")

ATTEMPTS = 3
_WEAK = 0.6
"""A marker below this value is not clear enough to be left alone (design value)."""
_HAND_DRUMS = ("conga", "bongo", "agogo", "cowbell", "shaker_dark", "tambourine")
_USUAL_SHARE = 0.3
"""A role that fewer of a style's pieces have is not added to lift a score (design value)."""
_LATE_BARS = 8
_LEVEL_STEP_DB = 1.0

WORDS = {
    "log_drum_authenticity": ("log drum", "prominent log drum bass line"),
    "traditional_percussion": ("percussion", "shakers, congas and hand percussion"),
    "jazz_harmonies": ("jazz", "jazzy ninth and eleventh chords"),
    "kwaito_rhythms": ("kwaito", "kwaito chants over a steady kick"),
    "gospel_influence": ("gospel", "gospel organ and choir"),
}
"""What a prompt is strengthened with, by marker: the word that says it is asked for already, and the words to add."""
_ROLES_OF = {
    "log_drum_authenticity": ("log_drum",),
    "traditional_percussion": _HAND_DRUMS,
    "kwaito_rhythms": ("chant",),
    "gospel_influence": ("choir",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a backend is to make: its prompt, what was understood of it, and the seed."""

    prompt: str
    wishes: Wishes
    seed: int


@dataclass(frozen=True, slots=True)
class Strengthened:
    """A stronger order and what was changed, in words; none where nothing could be."""

    order: Order
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate says of a take: ``passed`` is None where there is no total; ``weak`` markers, weakest first."""

    total: float | None
    interval: tuple[float, float] | None
    passed: bool | None
    reason: str
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The least total, and how often a take may be made."""

    threshold: float
    attempts: int = ATTEMPTS

    def judge(self, score: CultureScore) -> Verdict:
        """Whether a take's score reaches the threshold."""
        value = score.total.get("value")
        interval = score.total.get("interval")
        weak = weak_markers(score)
        if value is None:
            reason = f"not judged: {score.total.get('why') or 'there is no total'}"
            return Verdict(total=None, interval=None, passed=None, reason=reason, weak=weak)
        passed = bool(value >= self.threshold)
        words = "reaches" if passed else "is below"
        return Verdict(
            total=float(value),
            interval=None if interval is None else (float(interval[0]), float(interval[1])),
            passed=passed,
            reason=f"the total of {value:.2f} {words} {self.threshold:.2f}",
            weak=weak,
        )


def weak_markers(score: CultureScore) -> tuple[str, ...]:
    """Markers that are not clear, or that could not be told, weakest first."""
    values = {name: own.value if own.value is not None else 0.0 for name, own in score.markers.items()}
    return tuple(sorted((name for name, value in values.items() if value < _WEAK), key=lambda name: values[name]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One take on the way: its number (1 is the first), seed, what was changed for it, and its verdict."""

    number: int
    seed: int
    changes: tuple[str, ...]
    verdict: Verdict

    def document(self) -> dict[str, Any]:
        """As it stands in ``take.json``."""
        verdict = self.verdict
        return {
            "attempt": self.number,
            "seed": self.seed,
            "total": None if verdict.total is None else round(verdict.total, 4),
            "interval": None if verdict.interval is None else [round(bound, 4) for bound in verdict.interval],
            "passed": verdict.passed,
            "reason": verdict.reason,
            "weak": list(verdict.weak),
            "changes": list(self.changes),
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored(Generic[M]):
    """What one attempt made, with its score and the plan behind it (None from a backend that plans nothing)."""

    made: M
    score: CultureScore
    blueprint: Blueprint | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kept(Generic[M]):
    """The best attempt, its number and order, and all of them."""

    best: Scored[M]
    number: int
    order: Order
    history: tuple[Attempt, ...]

    @property
    def attempt(self) -> Attempt:
        return self.history[self.number - 1]


def pass_gate(
    order: Order, make: Callable[[Order, int], Scored[M]], gate: Gate, style: Callable[[Scored[M]], StyleProfile | None]
) -> Kept[M]:
    """Make takes until one reaches the gate; where none does, the best of them, the first of equals.

    Args:
        order: The first attempt's.
        make: Makes and scores a take of an order; the second argument counts attempts from 1.
        gate: What is to be reached.
        style: The style of a take, in whose ranges it is strengthened; None where it has none.
    """
    best: Scored[M] | None = None
    number = 0
    kept_order = order
    history: list[Attempt] = []
    changes: tuple[str, ...] = ()
    now = order
    while True:
        scored = make(now, len(history) + 1)
        verdict = gate.judge(scored.score)
        history.append(Attempt(number=len(history) + 1, seed=now.seed, changes=changes, verdict=verdict))
        if best is None or (verdict.total or 0.0) > (history[number - 1].verdict.total or 0.0):
            best, number, kept_order = scored, len(history), now
        if verdict.passed is not False or len(history) >= gate.attempts:
            break
        lacked = tuple(marker for attempt in history[:-1] for marker in attempt.verdict.weak)
        stronger = strengthened(
            order, scored.score, style(scored), step=len(history), blueprint=scored.blueprint, also=lacked
        )
        if not stronger.changes:
            break
        now, changes = stronger.order, stronger.changes
    return Kept(best=best, number=number, order=kept_order, history=tuple(history))


def strengthened(
    order: Order,
    score: CultureScore,
    style: StyleProfile | None,
    *,
    step: int = 1,
    blueprint: Blueprint | None = None,
    also: tuple[str, ...] = (),
) -> Strengthened:
    """The order again, with more of what the take lacks, within its style's ranges and with a seed of its own.

    Args:
        order: The first attempt's: what was asked for in it is never overruled.
        score: Of the take that was too weak.
        style: Its style's profile; None from a backend without styles: then only the prompt is strengthened.
        step: 1 for the second attempt, 2 for the third …: each goes further.
        blueprint: The weak take's plan, where there is one.
        also: Markers that were weak in an earlier attempt: what has helped them is not taken away again.
    """
    weak = tuple(dict.fromkeys((*weak_markers(score), *also)))
    prompt, words = strengthened_prompt(order.prompt, weak, order.wishes.without)
    if style is None:
        changed = replace(order, prompt=prompt, seed=next_seed(order.seed, step))
        return Strengthened(changed, words)
    wishes, changes = _strengthened_wishes(order.wishes, weak, style, step, blueprint)
    return Strengthened(replace(order, prompt=prompt, wishes=wishes, seed=next_seed(order.seed, step)), changes)


def next_seed(seed: int, step: int) -> int:
    """A seed for another attempt, the same on every machine."""
    digest = hashlib.sha256(f"{seed}/{step}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def strengthened_prompt(
    prompt: str, weak: tuple[str, ...], without: frozenset[str] = frozenset()
) -> tuple[str, tuple[str, ...]]:
    """A prompt with words for what is weak added to it, and those words; what it names already is not said again.

    Args:
        prompt: The user's words, which stay as they are.
        weak: Markers, weakest first.
        without: Roles that must not play: nothing is asked for that needs one of them.
    """
    said = prompt.lower()
    added = tuple(
        words
        for marker in weak
        if marker in WORDS
        for known, words in (WORDS[marker],)
        if known not in said and not set(_ROLES_OF.get(marker, ())) & without
    )
    return ", ".join(part for part in (prompt.strip(), *added) if part), added


def _strengthened_wishes(
    wishes: Wishes, weak: tuple[str, ...], style: StyleProfile, step: int, blueprint: Blueprint | None
) -> tuple[Wishes, tuple[str, ...]]:
    changes: list[str] = []
    for marker in weak:
        if marker == "log_drum_authenticity":
            wishes = _more_log_drum(wishes, style, step, blueprint, changes)
        elif marker == "jazz_harmonies":
            wishes = _richer(wishes, style, step, changes)
        else:
            wishes = _more_roles(wishes, _ROLES_OF.get(marker, ()), style, step, changes)
    return wishes, tuple(changes)


def _more_log_drum(
    wishes: Wishes, style: StyleProfile, step: int, blueprint: Blueprint | None, changes: list[str]
) -> Wishes:
    """Denser, a little louder, and earlier where it entered late; each only if nobody has said how it shall be."""
    if "log_drum" in wishes.without or "log_drum" not in style.band:
        return wishes
    asked = dict(wishes.log_drum)
    roles = wishes.roles
    if "log_drum" not in roles:
        roles = {**roles, "log_drum": ""}
        if blueprint is not None and "log_drum" not in blueprint.roles:
            changes.append("a log drum")
    if "busy" not in asked:
        asked["busy"] = round(0.5 + (_busiest(style) - 0.5) * min(1.0, step / (ATTEMPTS - 1)), 3)
        changes.append(f"a busier log drum ({asked['busy']:.0%})")
    if "level_db" not in asked and "log_drum" not in wishes.levels_db:
        asked["level_db"] = _LEVEL_STEP_DB * step
        changes.append(f"the log drum {asked['level_db']:g} dB louder")
    entry = _bars_before(blueprint)
    if "entry_bar" not in asked and entry > _LATE_BARS and not wishes.form:
        asked["entry_bar"] = float(max(_LATE_BARS, entry // (step + 1) // 4 * 4) + 1)
        changes.append(f"the log drum from bar {asked['entry_bar']:.0f} on")
    return replace(wishes, log_drum=asked, roles=roles)


def _busiest(style: StyleProfile) -> float:
    """How busy the log drum is at the upper end of the style's range: 1 would be a quarter beyond it."""
    span = style.log_drum.onsets_per_bar
    beyond = 1.25 * span.high - span.mode
    return 0.5 if beyond <= 0.0 else 0.5 + 0.5 * (span.high - span.mode) / beyond


def _bars_before(blueprint: Blueprint | None) -> int:
    """Bars before the first section in which the log drum plays."""
    bars = 0
    for section in blueprint.sections if blueprint is not None else ():
        if section.role("log_drum") is not None:
            return bars
        bars += section.num_bars
    return 0


def _richer(wishes: Wishes, style: StyleProfile, step: int, changes: list[str]) -> Wishes:
    """More chords with a ninth or more, up to the style's most; a progression that was asked for stays as it is."""
    if wishes.richness is not None or wishes.harmony:
        return wishes
    span = style.harmony.extensions
    richness = round(span.mode + (span.high - span.mode) * min(1.0, step / (ATTEMPTS - 1)), 3)
    changes.append(f"richer chords ({richness:.0%} with a ninth or more)")
    return replace(wishes, richness=richness)


def _more_roles(wishes: Wishes, roles: tuple[str, ...], style: StyleProfile, step: int, changes: list[str]) -> Wishes:
    """One more role of these for each step, the style's usual ones first; none that it seldom has."""
    there = [role for role in roles if role in style.band and style.band[role].share >= _USUAL_SHARE]
    usual = sorted(there, key=lambda role: -style.band[role].share)
    new = [role for role in usual if role not in wishes.roles and role not in wishes.without][:step]
    if not new:
        return wishes
    changes.append("with " + ", ".join(role.replace("_", " ") for role in new))
    return replace(wishes, roles={**wishes.roles, **dict.fromkeys(new, "")})
