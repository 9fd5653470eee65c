"""Where the band turns: fills inside a section and the transition at its end, decided once for every role.

Every writer of every role may ask; all get the same answer, because it is drawn from streams that only depend on the
blueprint. Kinds and their likelihood are design priors after the domain reference 1.9 (what happens every 8 and 16
bars) and 5.2 (a transition on the last one to four beats with p = 0.8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint
from engine.core.roles import roles_of
from engine.core.stems import Stem
from engine.generation.draws import stream

_DRUMS = frozenset(role.id for role in roles_of(Stem.DRUMS))
_SHAKERS = frozenset({"shaker", "shaker_dark"})
_BACKBEAT = frozenset({"clap", "rim", "snare"})

NEEDS: dict[str, str] = {
    "snare_roll": "snare",
    "clap_roll": "clap",
    "tom_fill": "tom",
    "conga_fill": "conga",
    "log_pickup": "log_drum",
    "whistle": "whistle",
    "kick_mute": "kick",
    "shaker_only": "shaker",
}
"""The role without which a kind of fill cannot be heard; ``stop``, ``swell`` and ``none`` need nobody."""

RESTS: dict[str, frozenset[str]] = {
    "kick_mute": frozenset({"kick"}),
    "shaker_only": (_DRUMS - _SHAKERS) | {"log_drum", "bass"},
    "stop": _DRUMS | {"log_drum", "bass"},
    "snare_roll": frozenset({"kick", "clap", "rim"}),
    "clap_roll": frozenset({"kick", "rim"}),
    "tom_fill": _BACKBEAT | {"conga", "bongo"},
    "conga_fill": frozenset({"rim", "bongo"}),
    "log_pickup": _BACKBEAT | {"kick", "bass", "tom"},
    "whistle": frozenset(),
    "swell": frozenset(),
    "none": frozenset(),
}
"""Which roles are silent during a fill of each kind."""

_TRANSITION_SHARE = 0.8

# likelihood of each kind by the label of the section that follows; design priors
_INTO: dict[str, dict[str, float]] = {
    "drop": {
        "stop": 2.0,
        "log_pickup": 3.0,
        "snare_roll": 1.5,
        "clap_roll": 0.7,
        "shaker_only": 1.8,
        "kick_mute": 1.2,
        "tom_fill": 1.0,
    },
    "build": {"kick_mute": 1.0, "conga_fill": 1.0, "tom_fill": 1.0, "swell": 1.0, "whistle": 0.6},
    "chorus": {"stop": 1.2, "log_pickup": 2.0, "snare_roll": 1.0, "clap_roll": 1.0, "kick_mute": 1.2, "tom_fill": 0.8},
}
_INTO_ELSEWHERE = {
    "kick_mute": 1.4,
    "tom_fill": 1.3,
    "conga_fill": 1.2,
    "shaker_only": 0.8,
    "swell": 1.2,
    "snare_roll": 0.4,
    "stop": 0.3,
}
_INSIDE = {
    "kick_mute": 1.6,
    "tom_fill": 1.0,
    "conga_fill": 1.3,
    "log_pickup": 1.4,
    "whistle": 0.7,
    "snare_roll": 0.7,
    "clap_roll": 0.4,
    "shaker_only": 0.4,
}
_BEATS: dict[str, tuple[int, ...]] = {
    "stop": (1, 1, 2),
    "shaker_only": (4, 4, 2),
    "log_pickup": (1, 2),
    "snare_roll": (1, 2, 4),
    "clap_roll": (1, 2),
    "tom_fill": (1, 2, 2),
    "conga_fill": (1, 2),
    "whistle": (1,),
    "swell": (4,),
    "kick_mute": (1, 2, 4),
}
"""Lengths in beats, short ones first; energy favours the long ones."""


@dataclass(frozen=True, slots=True)
class Transition:
    """What happens at the end of a section.

    Args:
        kind: A key of ``RESTS``. ``none`` for sections that run on, and at the end of the piece.
        beats: How many of the section's last beats it takes; 0 for ``none``.
        reason: In words, for the notes it makes.
    """

    kind: str
    beats: int
    reason: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A fill from ``first_step`` to ``last_step`` (exclusive), sixteenths from the start of its section."""

    kind: str
    first_step: int
    last_step: int
    reason: str

    @property
    def num_beats(self) -> int:
        return (self.last_step - self.first_step) // 4


def transition(blueprint: Blueprint, index: int) -> Transition:
    """What happens in the last beats of a section, towards the next.

    For every writer: roles named in ``RESTS[kind]`` are silent in the section's last ``beats`` beats (``silent`` tells
    it for a step); whoever is named in ``NEEDS[kind]`` plays the fill. Keys, pads, effects and voices may lean on it: a
    ``stop`` is a good place for a shout or a reversed cymbal, a ``swell`` asks keys and effects to open a filter or to
    rise, ``shaker_only`` leaves the bar to a voice. The same for all callers.
    """
    section = blueprint.sections[index]
    if index + 1 >= len(blueprint.sections):
        return Transition("none", 0, "end of the piece")
    following = blueprint.sections[index + 1]
    rng = stream(blueprint, "drums", "transition", section=index)
    happens, chosen, length = rng.random(3)
    towards = following.name or following.label
    if happens >= _TRANSITION_SHARE:
        return Transition("none", 0, f"runs on into {towards}")
    kind = _choose(_INTO.get(following.label, _INTO_ELSEWHERE), {plan.role for plan in section.roles}, chosen)
    beats = _length(kind, max(section.energy, following.energy), length)
    return Transition(kind, min(beats, section.num_bars * 4), f"{_words(kind)} into {towards}")


def fills(blueprint: Blueprint, index: int) -> tuple[Fill, ...]:
    """Every fill of a section in order: at the ends of its phrases of 4, 8 and 16 bars, the transition last.

    A phrase of 4 bars is rarely filled and then by a beat, one of 16 mostly and by up to a bar; more so where the
    section has energy.
    """
    section = blueprint.sections[index]
    roles = {plan.role for plan in section.roles}
    rng = stream(blueprint, "drums", "fills", section=index)
    energy = section.energy
    found = []
    for bar in range(4, section.num_bars, 4):
        happens, chosen, length = rng.random(3)
        likely = _likelihood(bar, energy)
        if happens >= likely:
            continue
        kind = _choose(_INSIDE, roles, chosen)
        beats = min(_length(kind, energy, length), 1 if bar % 8 else 2 if bar % 16 else 4)
        end = bar * STEPS_PER_BAR
        found.append(Fill(kind, end - 4 * beats, end, f"{_words(kind)} at bar {bar}"))
    last = transition(blueprint, index)
    if last.beats:
        end = section.num_bars * STEPS_PER_BAR
        found.append(Fill(last.kind, end - 4 * last.beats, end, last.reason))
    return tuple(fill for fill in found if fill.kind != "none")


def silent(role: str, turns: Sequence[Fill], step: float) -> bool:
    """Whether a role rests for a fill at a step of its section."""
    return any(fill.first_step <= step < fill.last_step and role in RESTS[fill.kind] for fill in turns)


def played_by(role: str, turns: Sequence[Fill]) -> tuple[Fill, ...]:
    """The fills that a role plays."""
    return tuple(fill for fill in turns if NEEDS.get(fill.kind) == role and role not in RESTS[fill.kind])


def _likelihood(bar: int, energy: float) -> float:
    if bar % 16 == 0:
        return 0.55 + 0.4 * energy
    if bar % 8 == 0:
        return 0.3 + 0.5 * energy
    return 0.08 + 0.3 * energy


def _choose(weights: Mapping[str, float], roles: set[str], position: float) -> str:
    """The kind at a position 0–1 among those that somebody in the section can play."""
    possible = {kind: weight for kind, weight in weights.items() if kind not in NEEDS or NEEDS[kind] in roles}
    if not possible:
        return "none"
    edges = np.cumsum(list(possible.values()))
    return list(possible)[int(np.searchsorted(edges, position * edges[-1], side="right"))]


def _length(kind: str, energy: float, position: float) -> int:
    """Beats of a fill: the position is bent so that full energy doubles the chance of the long ones."""
    lengths = _BEATS.get(kind)
    if lengths is None:
        return 0
    return lengths[min(len(lengths) - 1, int(len(lengths) * position ** (1.6 - energy)))]


def _words(kind: str) -> str:
    return {"none": "nothing", "stop": "band stops"}.get(kind, kind.replace("_", " "))
