"""From grids to strokes: layers of a pattern, thinned or filled by density, struck by a hand that is not a machine.

The constant pattern lies up high in this music and the bass varies (domain reference 1.2), so a percussion pattern is
chosen once for the piece and repeats from bar to bar; what changes are fills, density and the hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.parts.transitions import Fill, fills, silent
from engine.generation.sketch.seeds import families, grid

GHOST = 34
"""Velocity of a ghost stroke."""

_HAND = 3.0  # standard deviation of a hand's velocity; cut at two, so that accents of a grid stay accents


@dataclass(frozen=True, slots=True)
class Layer:
    """One articulation's velocities by sixteenth, some whole bars long, and where they come from."""

    key: int
    velocities: tuple[int, ...]
    name: str
    length: float = 1.0

    @property
    def hits(self) -> tuple[int, ...]:
        return tuple(step for step, velocity in enumerate(self.velocities) if velocity)


def pattern(passage: Passage, role: str) -> tuple[str, ...]:
    """Names of a role's grids: the plan's own, else one of the style's family, the same for the whole piece."""
    if passage.plan.pattern:
        return tuple(passage.plan.pattern.split("+"))
    choices = families(role, passage.blueprint.style)
    rng = stream(passage.blueprint, "drums", "pattern", role)
    return tuple(choices[int(rng.integers(len(choices)))].split("+"))


def layers(names: Sequence[str], keys: Mapping[str, int], plain: int) -> list[Layer]:
    """Grids as layers, each with its own key (``plain`` where none is named); those of one key are laid together."""
    merged: dict[int, Layer] = {}
    for name in names:
        key = keys.get(name, plain)
        layer = Layer(key, grid(name).velocities, name)
        merged[key] = _together(merged[key], layer) if key in merged else layer
    return list(merged.values())


def _together(one: Layer, other: Layer) -> Layer:
    num_steps = math.lcm(len(one.velocities), len(other.velocities))
    velocities = tuple(
        max(one.velocities[step % len(one.velocities)], other.velocities[step % len(other.velocities)])
        for step in range(num_steps)
    )
    return Layer(one.key, velocities, f"{one.name}+{other.name}", one.length)


def rotated(layer: Layer, steps: int) -> Layer:
    """A layer that begins ``steps`` sixteenths later."""
    if steps % len(layer.velocities) == 0:
        return layer
    shift = steps % len(layer.velocities)
    return replace(
        layer,
        velocities=layer.velocities[-shift:] + layer.velocities[:-shift],
        name=f"{layer.name} rotated {steps}",
    )


def at_density(
    layer: Layer, density: float, *, ghosts: Sequence[int] = (), ghost: int = GHOST, most: float = 1.0
) -> Layer:
    """A layer with fewer strokes below a density of 0.5 and more above, the grid as written at 0.5.

    The softest strokes go first, on the same sixteenth of every beat before the next sixteenth, so that what is left
    stays a groove. ``ghosts`` are the steps of a bar at which ghost strokes come in, in their order, at full density a
    share of ``most`` of those that are free. A higher density never has fewer strokes.
    """
    hits = sorted(layer.hits, key=lambda step: (-layer.velocities[step], -(step % 2 == 0), step % 4, step))
    velocities = list(layer.velocities)
    if density < 0.5 and hits:
        keep = math.ceil(len(hits) * (0.3 + 1.4 * density) - 1e-9)
        for step in hits[max(1, keep) :]:
            velocities[step] = 0
    for bar in range(0, len(velocities), STEPS_PER_BAR):
        free = [bar + step for step in ghosts if not layer.velocities[bar + step]]
        for step in free[: round(max(0.0, density - 0.5) * 2.0 * most * len(free))]:
            velocities[step] = ghost
    return replace(layer, velocities=tuple(velocities))


def beaten(
    passage: Passage, role: str, played: Sequence[Layer], *, turns: Sequence[Fill] | None = None
) -> list[GridNote]:
    """Layers repeated through a passage, with rests where a fill wants them.

    Args:
        passage: Where.
        role: Whose strokes they are.
        played: The layers.
        turns: The section's fills, where they are known already.
    """
    turns = fills(passage.blueprint, passage.index) if turns is None else turns
    hand = passage.rng.normal(0.0, _HAND, (len(played), passage.num_steps)).tolist()
    notes = []
    for layer, shades in zip(played, hand, strict=True):
        for step in range(passage.num_steps):
            velocity = layer.velocities[step % len(layer.velocities)]
            if velocity and not silent(role, turns, step):
                notes.append(
                    stroke(passage, step, layer.key, velocity, layer.name, shade=shades[step], length=layer.length)
                )
    return notes


def written(passage: Passage, role: str, notes: Sequence[GridNote], *, turns: Sequence[Fill] | None = None) -> Written:
    """The notes in order, without those that fall into a rest of the role's, and each place struck once a key."""
    turns = fills(passage.blueprint, passage.index) if turns is None else turns
    kept = {(note.step, note.pitch): note for note in notes if not silent(role, turns, note.step - passage.first_step)}
    return Written(tuple(kept[place] for place in sorted(kept)))


def stroke(
    passage: Passage, step: float, key: int, velocity: float, reason: str, *, shade: float = 0.0, length: float = 1.0
) -> GridNote:
    """A stroke at a step of the section; ``shade`` is what the hand adds to the velocity."""
    strength = 0.9 + 0.1 * passage.section.energy
    shaded = velocity * strength + max(-2 * _HAND, min(2 * _HAND, shade))
    return GridNote(
        step=passage.first_step + step,
        length=length,
        pitch=key,
        velocity=max(1, min(127, round(shaded))),
        reason=reason,
    )


def roll(
    passage: Passage,
    fill: Fill,
    keys: Sequence[int],
    *,
    grain: float,
    first: int = 40,
    last: int = 122,
) -> list[GridNote]:
    """Even strokes through a fill, ``grain`` sixteenths apart, rising in velocity, over the keys from first to last.

    The velocity staircase of the domain reference 1.6.5 and its "roll = 32nd flam with velocity ramp" (5.1, no. 7).
    """
    count = round((fill.last_step - fill.first_step) / grain)
    shades = passage.rng.normal(0.0, _HAND, count).tolist()
    notes = []
    for number, shade in enumerate(shades):
        share = number / max(1, count - 1)
        key = keys[min(len(keys) - 1, int(share * len(keys)))]
        # beats within a roll stay heard: the hand leans on each quarter
        lean = 8 if (number * grain) % 4 == 0 else 0
        velocity = first + (last - first) * share + lean
        step = fill.first_step + number * grain
        notes.append(stroke(passage, step, key, velocity, fill.reason, shade=shade, length=grain))
    return notes
