"""Blueprints of rhythm only, and what the rhythm writers make of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from engine.core.blueprint import Blueprint, LogDrumPlan, PlannedSection, RolePlan
from engine.core.harmony import Key
from engine.core.roles import roles_of
from engine.core.stems import Stem
from engine.generation.draws import stream
from engine.generation.sketch.compose import PART_OF_ROLE
from engine.generation.sketch.grid import GridNote, Passage
from engine.generation.sketch.harmony.realise import realise
from engine.generation.sketch.parts.writers import WRITERS
from engine.generation.sketch.seeds import names

DRUMS = tuple(role.id for role in roles_of(Stem.DRUMS))
RHYTHM = (*DRUMS, "log_drum", "bass")

# step profiles of the log drum, domain reference 5.2
CLASSIC = (0.55, 0.10, 0.30, 0.60, 0.15, 0.12, 0.65, 0.20, 0.20, 0.20, 0.60, 0.25, 0.20, 0.45, 0.50, 0.30)
PRIVATE = (0.60, 0.05, 0.10, 0.30, 0.10, 0.05, 0.45, 0.10, 0.15, 0.10, 0.40, 0.10, 0.10, 0.20, 0.25, 0.15)
STREET = (0.70, 0.20, 0.50, 0.55, 0.30, 0.25, 0.60, 0.30, 0.45, 0.30, 0.60, 0.40, 0.35, 0.55, 0.60, 0.45)

_LOOPS = (
    ("i9", "IVmaj9"),
    ("VImaj9", "v7", "i9", "i9"),
    ("i9", "bII", "i9", "v7"),
    ("ii9", "V13", "Imaj9", "vi7"),
    ("I", "I7/3", "IV", "iv6", "I/5", "VI7", "ii9", "V7sus4"),
)
_KEYS = ("F minor", "F minor", "A minor", "Eb major", "Bb major")
_KICKS = tuple(name for name in names("K"))


@dataclass(frozen=True)
class Section:
    """What one section was asked for, and what was written."""

    passages: Mapping[str, Passage]
    notes: Mapping[str, Sequence[GridNote]]

    @property
    def passage(self) -> Passage:
        """That of any role: place, chords, plan of the section."""
        return next(iter(self.passages.values()))


def section(label: str, num_bars: int, roles: Mapping[str, float | RolePlan], **more: object) -> PlannedSection:
    """A section; roles by density, or as plans."""
    plans = tuple(
        plan if isinstance(plan, RolePlan) else RolePlan(role=role, density=plan) for role, plan in roles.items()
    )
    options: dict[str, object] = {"name": label.upper(), "harmony": ("i9", "VImaj9", "iv9", "v7"), "energy": 0.7} | more
    return PlannedSection(label=label, num_bars=num_bars, roles=plans, **options)  # type: ignore[arg-type]


def piece(sections: Sequence[PlannedSection], *, seed: int = 1, **more: object) -> Blueprint:
    """A blueprint of these sections in F minor at 113 BPM."""
    log_drum = LogDrumPlan(cells=("L1", "L4", "L9", "euclid", "markov"), onsets_per_bar=5.5, step_weights=CLASSIC)
    options: dict[str, object] = {"style": "classic", "key": Key.parse("F minor"), "log_drum": log_drum} | more
    return Blueprint(tempo_bpm=113.0, swing=0.53, sections=tuple(sections), seed=seed, **options)  # type: ignore[arg-type]


def drawn_piece(seed: int) -> Blueprint:
    """A short piece in which everything that a rhythm writer looks at is drawn."""
    rng = np.random.default_rng(seed)
    cells = tuple(rng.permutation([*names("L"), "euclid", "markov"])[: int(rng.integers(1, 6))].tolist())
    loop = int(rng.integers(len(_LOOPS)))
    log_drum = LogDrumPlan(
        cells=cells,
        onsets_per_bar=float(rng.uniform(1.0, 10.0)),
        step_weights=(CLASSIC, PRIVATE, STREET)[int(rng.integers(3))],
        slide_share=float(rng.uniform(0.0, 0.4)),
        lowest=int(rng.integers(24, 34)),
        highest=int(rng.integers(46, 58)),
        longest_beats=float(rng.choice([0.5, 0.75, 1.0, 2.0])),
        hits_around_kick=float(rng.uniform(0.1, 0.5)),
    )
    density = {role: float(rng.random()) for role in RHYTHM}
    some = {role: density[role] for role in RHYTHM if rng.random() < 0.7} | {"log_drum": density["log_drum"]}
    harmony = {"harmony": _LOOPS[loop], "bars_per_chord": float(rng.choice([0.5, 1.0, 2.0]))}
    return piece(
        [
            section("build", int(rng.integers(2, 10)), some | {"log_drum": 0.1}, energy=float(rng.random()), **harmony),
            section("drop", int(rng.integers(1, 20)), some, energy=float(rng.random()), **harmony),
            section(
                "break", int(rng.integers(1, 9)), {"shaker": 0.8, "bass": 0.5}, energy=float(rng.random()), **harmony
            ),
            section("drop", int(rng.integers(8, 17)), some, energy=float(rng.random()), **harmony),
        ],
        seed=seed,
        style=str(rng.choice(["classic", "private_school", "bacardi", "three_step", "gqom_infused"])),
        kick=_KICKS[int(rng.integers(len(_KICKS)))],
        key=Key.parse(_KEYS[loop]),
        log_drum=log_drum,
    )


def written(blueprint: Blueprint, *roles: str) -> list[Section]:
    """What the rhythm writers (or some of them) make of a piece, section by section, as ``compose`` calls them."""
    chords = realise(blueprint)
    sections: list[Section] = []
    first_step = 0
    for index, planned in enumerate(blueprint.sections):
        own = [chord for chord in chords if chord.section == index]
        notes: dict[str, Sequence[GridNote]] = {}
        passages: dict[str, Passage] = {}
        for role in (role for role in WRITERS if role in (roles or RHYTHM)):
            plan = planned.role(role)
            passages[role] = Passage(
                blueprint=blueprint,
                index=index,
                section=planned,
                plan=plan or RolePlan(role=role),
                first_step=first_step,
                chords=own,
                first_chord=chords.index(own[0]),
                written=notes,
                before=(),
                rng=stream(blueprint, PART_OF_ROLE.get(role, "drums"), role, section=index),
            )
            if plan is not None:
                notes[role] = WRITERS[role](passages[role]).notes
        sections.append(Section(passages, notes))
        first_step += planned.num_bars * 16
    return sections


@cache
def drawn_sections() -> list[Section]:
    """Some hundreds of sections in which everything was drawn, each written once for all tests."""
    return [own for seed in range(110) for own in written(drawn_piece(seed))]


def in_drop(
    roles: Mapping[str, float | RolePlan], *, num_bars: int = 16, seed: int = 1, energy: float = 0.9, **more: object
) -> Section:
    """One drop with some roles: what was written there."""
    return written(piece([section("drop", num_bars, roles, energy=energy)], seed=seed, **more))[0]
