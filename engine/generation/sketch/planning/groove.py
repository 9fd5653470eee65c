"""Kick family, grids and timing: what makes it move."""

from __future__ import annotations

from collections.abc import Sequence

from engine.core.blueprint import Feel
from engine.generation.profiles import FeelHabits, StyleProfile, draw_weighted
from engine.generation.sketch.planning.band import PART_OF_ROLE, PERCUSSION, SHAKERS, VOICES
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.wishes import Wishes

FEEL_GROUPS: dict[str, str] = {
    "kick": "kick",
    "log_drum": "log_drum",
    "bass": "bass",
    "rim": "rim",
    "clap": "clap",
    "snare": "clap",
    "hat": "shaker",
    **dict.fromkeys(SHAKERS, "shaker"),
    **dict.fromkeys((*PERCUSSION, "whistle"), "percussion"),
    **dict.fromkeys(("keys", "stab", "pad", "guitar"), "chords"),
    **dict.fromkeys(("riff", "lead"), "melody"),
    **dict.fromkeys(VOICES, "voices"),
}
"""The group of ``profile.feel`` each role belongs to; roles that are not named (cymbal, fx) are straight."""

_FULL_SWING = 0.8
"""Least share of an asked-for swing that every role takes, so that it is heard."""

KICK_NAMES = {
    "K1": "four to the floor",
    "K2": "four to the floor with a pickup",
    "K3": "half-time",
    "K4": "one per bar",
    "K5": "no kick",
    "K6": "three-step, kicks on beats one to three",
    "K7": "three uneven kicks",
    "K8": "broken",
    "K9": "afrobeats",
    "K10": "bacardi-type, syncopated",
    "K11": "gqom-type, broken",
}


def plan_kick(profile: StyleProfile, wishes: Wishes, decisions: Decisions) -> str:
    """The kick's family in the drops."""
    rng = decisions.rng("drums", "kick")
    kick = wishes.kick if wishes.kick is not None else profile.kick_families.draw(rng)
    if kick == "K5" and "kick" in wishes.roles and wishes.kick is None:  # who asks for a kick hears one
        sounding = {name: weight for name, weight in profile.kick_families.weights.items() if name != "K5"}
        kick = draw_weighted(sounding or {"K1": 1.0}, rng)
    why = "as asked" if wishes.kick is not None else f"drawn from {profile.title}'s families"
    decisions.say(f"kick {kick} ({KICK_NAMES.get(kick, 'own grid')}): {why}")
    return kick


def plan_feel(
    profile: StyleProfile, wishes: Wishes, roles: Sequence[str], swing: float, decisions: Decisions
) -> dict[str, Feel]:
    """Swing, delay and jitter of every role. Roles of a group share its delay, as players who sit together do."""
    feel = {}
    for role in roles:
        habits = profile.feel.get(FEEL_GROUPS.get(role, ""))
        if habits is None:
            feel[role] = Feel(swing=round(within(swing, 0.5, 0.75), 4))
        else:
            feel[role] = role_feel(habits, role, swing, decisions, is_asked=wishes.swing is not None)
    return feel


def role_feel(habits: FeelHabits, role: str, swing: float, decisions: Decisions, *, is_asked: bool) -> Feel:
    """One role's timing in a piece of this swing."""
    part = PART_OF_ROLE.get(role, "drums")
    late = decisions.rng(part, "late", FEEL_GROUPS[role]).uniform(*habits.late_ms)
    rng = decisions.rng(part, "feel", role)
    jitter = rng.uniform(*habits.jitter_ms)
    spread = rng.uniform(*habits.spread_ms) if habits.spread_ms[1] > 0.0 and role != "pad" else 0.0
    return Feel(
        swing=role_swing(habits, swing, is_asked=is_asked),
        late_ms=round(float(late), 2),
        jitter_ms=round(float(jitter), 2),
        spread_ms=round(float(spread), 2),
    )


def role_swing(habits: FeelHabits, swing: float, *, is_asked: bool) -> float:
    """A role's place of the second sixteenth in a piece of this swing."""
    share = max(_FULL_SWING, min(1.0, habits.swing_share)) if is_asked else habits.swing_share
    return round(within(0.5 + share * (swing - 0.5), 0.5, 0.75), 4)
