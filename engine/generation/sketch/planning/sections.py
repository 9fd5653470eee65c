"""Form, band and chords together: the sections of a blueprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.core.blueprint import LogDrumPlan, PlannedSection, RolePlan
from engine.generation.profiles import StyleProfile, draw_weighted
from engine.generation.sketch.planning.allotment import Draft
from engine.generation.sketch.planning.band import PART_OF_ROLE, Scored, peak_numbers
from engine.generation.sketch.planning.chords import SectionChords
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.wishes import Wishes

CALM_COMPING = "Q4"
"""Keys hold a chord a bar where the section is calm (domain reference 1.7)."""

CALM_LABELS = ("break", "intro", "outro")

_DENSITY_BY_ENERGY = 0.5
_MIDDLE_ENERGY = 0.65
_PEAK_ENERGY = 0.9
_SECOND_PATTERN = 0.5
_TEASE_DENSITY = 0.1


@dataclass(frozen=True, slots=True)
class Manner:
    """How a role plays in a piece: its grid, the one for later drops, its own density."""

    main: str
    second: str
    density: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Groove:
    """What the sections' role plans are made from."""

    manners: dict[str, Manner]
    kick: str
    log_drum: LogDrumPlan | None
    energy_shift: float = 0.0


def manner_of(role: str, profile: StyleProfile, wishes: Wishes, decisions: Decisions) -> Manner:
    """Drawn once for the piece. In half of the pieces later drops turn to a second grid (design prior)."""
    member = profile.band[role]
    part = PART_OF_ROLE.get(role, "drums")
    own = float(decisions.rng(part, "density", role).uniform(*member.density))
    own = within(wishes.densities.get(role, own), 0.0, 1.0)
    if not member.patterns or role == "kick":
        return Manner("", "", own)
    main = draw_weighted(member.patterns, decisions.rng(part, "pattern", role))
    rng = decisions.rng(part, "second pattern", role)
    others = {grid: weight for grid, weight in member.patterns.items() if grid != main}
    if others and float(rng.random()) < _SECOND_PATTERN:
        return Manner(main, draw_weighted(others, rng), own)
    return Manner(main, main, own)


def plan_sections(
    drafts: Sequence[Draft], scored: Scored, chords: Sequence[SectionChords], groove: Groove
) -> tuple[PlannedSection, ...]:
    """Every section with its chords, roles and energy."""
    sections = []
    for index, (draft, number) in enumerate(zip(drafts, peak_numbers(drafts), strict=True)):
        energy = within(draft.energy + groove.energy_shift, 0.05, 1.0)
        is_tease = index in scored.teases
        roles = [
            RolePlan(
                role=role,
                pattern=_pattern(role, draft, groove, is_tease=is_tease, is_later_peak=(number or 0) > 0),
                density=density(role, energy, groove.manners[role], is_tease=is_tease),
                level_db=_level(role, draft),
            )
            for role in scored.roles[index]
        ]
        sections.append(
            PlannedSection(
                label=draft.label,
                name=draft.name,
                num_bars=draft.num_bars,
                harmony=chords[index].numerals,
                bars_per_chord=chords[index].bars_per_chord,
                roles=tuple(roles),
                energy=round(energy, 3),
            )
        )
    return tuple(sections)


def density(role: str, energy: float, manner: Manner, *, is_tease: bool = False) -> float:
    """The role's own density in this piece, more where the section has more energy.

    The log drum's writer plays the plan's onsets at 0.5 and hardly anything below 0.25: a tease.
    """
    if role == "log_drum" and is_tease:
        return _TEASE_DENSITY
    middle = _PEAK_ENERGY if role == "log_drum" else _MIDDLE_ENERGY
    lift = _DENSITY_BY_ENERGY * (energy - middle) * (0.4 if role in {"shaker", "log_drum"} else 1.0)
    return round(within(manner.density + lift, 0.0, 1.0), 3)


def _pattern(role: str, draft: Draft, groove: Groove, *, is_tease: bool, is_later_peak: bool) -> str:
    """The grid of a role in a section."""
    if role == "kick":
        return kick_pattern(groove.kick, draft.label, is_peak=draft.is_peak)
    if role == "log_drum":
        return "" if is_tease else cells_of(groove.log_drum, is_later_peak=is_later_peak)
    if role == "keys" and draft.label in CALM_LABELS:
        return CALM_COMPING
    manner = groove.manners[role]
    return manner.second if is_later_peak else manner.main


def kick_pattern(kick: str, label: str, *, is_peak: bool) -> str:
    """The family in the drops; outside of them a sparse family walks on four, as intros for mixing do."""
    if is_peak or kick not in {"K3", "K4", "K5", "K8"}:
        return kick
    return "K1" if kick == "K5" or label in {"intro", "outro", "verse", "bridge"} else kick


def cells_of(log_drum: LogDrumPlan | None, *, is_later_peak: bool) -> str:
    """First drop and later drops draw from overlapping sets of the piece's cells."""
    cells = log_drum.cells if log_drum else ()
    return "+".join(cells[1:] if is_later_peak and len(cells) > 2 else cells[:2])


def _level(role: str, draft: Draft) -> float:
    """Pads and keys carry a break, the log drum of a soft drop stays back, an intro's kick too."""
    if draft.label == "break" and role in {"pad", "keys", "choir"}:
        return 1.5
    if role == "log_drum" and draft.is_peak and draft.energy < 0.75:
        return -2.5
    return -1.0 if draft.label == "intro" and role == "kick" else 0.0
