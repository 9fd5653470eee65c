"""Levels, places, rooms, drive and loudness."""

from __future__ import annotations

from collections.abc import Sequence

from engine.core.blueprint import MixPlan
from engine.generation.profiles import MixRole, StyleProfile
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.sketch.planning.moods import MoodEffect
from engine.generation.wishes import Wishes

LOUDEST_LUFS, QUIETEST_LUFS = -4.0, -24.0
_CLEANEST_DB, _RAWEST_DB = 0.5, 8.0


def plan_mix(
    profile: StyleProfile, wishes: Wishes, roles: Sequence[str], mood: MoodEffect, drive: float, decisions: Decisions
) -> MixPlan:
    """The style's ranges (domain reference 1.10), one draw each."""
    reverb = profile.mix.reverb.draw(decisions.rng("mix", "reverb"))
    finish = plan_finish(profile, mood, decisions)
    mix = MixPlan(
        levels_lu={role: level(profile.mix.roles[role], role, wishes, decisions) for role in roles},
        pans={role: pan(profile.mix.roles[role], role, decisions) for role in roles},
        sends={role: sends(profile.mix.roles[role], reverb) for role in roles},
        duck_db=round(profile.mix.duck_db.draw(decisions.rng("mix", "duck")), 2),
        drive_db=drive_db(finish, drive),
        target_lufs=target(profile, wishes, decisions),
        ceiling_dbtp=profile.mix.ceiling_dbtp.mode,
    )
    decisions.say(
        f"mix: {'polished' if finish > 0.6 else 'raw' if finish < 0.35 else 'between raw and polished'} "
        f"(bus drive {mix.drive_db:.1f} dB), {mix.target_lufs:.1f} LUFS"
        + (" as asked" if wishes.target_lufs is not None else "")
    )
    return mix


def plan_finish(profile: StyleProfile, mood: MoodEffect, decisions: Decisions) -> float:
    """0 raw – 1 polished."""
    return within(profile.finish.draw(decisions.rng("mix", "finish")) + mood.finish, 0.0, 1.0)


def drive_db(finish: float, drive: float) -> float:
    """Drive of the buses: two thirds from the rawness, one third from the log drum's own drive (design prior)."""
    return round(_CLEANEST_DB + (_RAWEST_DB - _CLEANEST_DB) * (0.67 * (1.0 - finish) + 0.33 * drive), 2)


def level(habits: MixRole, role: str, wishes: Wishes, decisions: Decisions) -> float:
    drawn = decisions.rng("mix", "level", role).uniform(*habits.level_lu)
    """LU relative to the whole: drawn, and moved by what was asked for."""
    asked = wishes.log_drum.get("level_db", 0.0) if role == "log_drum" else wishes.levels_db.get(role, 0.0)
    return round(float(drawn) + within(asked, -12.0, 12.0), 2)


def pan(habits: MixRole, role: str, decisions: Decisions) -> float:
    """Either side; the second shaker stands against the first (domain reference 1.4)."""
    if habits.pan[1] == 0.0:
        return 0.0
    distance = decisions.rng("mix", "pan", role).uniform(*habits.pan)
    side_of = "shaker" if role == "shaker_dark" else role
    side = 1.0 if decisions.rng("mix", "side", side_of).random() < 0.5 else -1.0
    return round(float(distance) * (-side if role == "shaker_dark" else side), 2)


def sends(habits: MixRole, reverb: float) -> dict[str, float]:
    return {room: round(share * reverb, 3) for room, share in habits.sends.items()}


def target(profile: StyleProfile, wishes: Wishes, decisions: Decisions) -> float:
    """Integrated loudness, LUFS."""
    if wishes.target_lufs is not None:
        return within(wishes.target_lufs, QUIETEST_LUFS, LOUDEST_LUFS)
    return round(profile.mix.target_lufs.draw(decisions.rng("mix", "loudness")), 1)
