"""A labelled piece by its number, a style of the family, a neighbour or other music: as notes, and as an item.

Some pieces of the family have no log drum, and some of the others have one pasted in: what is learnt is a style, not
the presence of one sound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint
from engine.core.composition import Composition
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.culture.style import FAMILY, NEIGHBOURS
from engine.generation.draws import generator
from engine.generation.sketch.compose import compose
from engine.generation.sketch.instruments.table import for_role
from engine.generation.sketch.plan import plan
from engine.generation.wishes import Wishes
from trainer.neighbours.composing import compose_neighbour
from trainer.realism.bands import compose_band
from trainer.synth_corpus.drawing import draw_mix, draw_one_shot, draw_treatment
from trainer.synth_corpus.item import ItemPlan, Source
from trainer.synth_corpus.split import Split, draw_number

STYLES = (*FAMILY, *NEIGHBOURS)
_COMPOSER_SEEDS = 1 << 20
_WITHOUT_LOG_DRUM = 0.08
_PASTED = 0.1
_TECHNO = 0.2
_OWN_TEMPO = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: its number, style, and notes."""

    split: Split
    style: str
    index: int
    seconds: float
    composition: Composition
    is_pasted: bool


def draw_piece(split: Split, style: str, index: int, *, seconds: float) -> Piece:
    """The piece of a number; the same number gives the same piece on every machine.

    Args:
        split: Whose patterns and sounds it may use.
        style: In ``STYLES``.
        index: Of the piece.
        seconds: Length.
    """
    rng = generator("style piece", split.value, style, index)
    composition = _composed(rng, style, split, seconds)
    is_pasted = style not in FAMILY and rng.random() < _PASTED
    if is_pasted:
        composition = with_log_drum(rng, composition, split)
    return Piece(split, style, index, seconds, composition, is_pasted)


def _composed(rng: np.random.Generator, style: str, split: Split, seconds: float) -> Composition:
    if style in FAMILY:
        wishes = Wishes(
            style=style,
            tempo_bpm=None if rng.random() < _OWN_TEMPO else round(float(rng.uniform(103.0, 124.0)), 2),
            swing=None if rng.random() < _OWN_TEMPO else round(float(rng.uniform(0.5, 0.6)), 3),
            seconds=seconds,
            without=frozenset({"log_drum"}) if rng.random() < _WITHOUT_LOG_DRUM else frozenset(),
        )
        return compose(plan(wishes, draw_number(rng, "composer", split, of=_COMPOSER_SEEDS)).blueprint)
    if style != "other":
        return compose_neighbour(rng, style, split, seconds=seconds)
    if rng.random() < _TECHNO:
        return compose_neighbour(rng, "techno", split, seconds=seconds)
    return compose_band(rng, seconds=seconds)


def with_log_drum(rng: np.random.Generator, composition: Composition, split: Split) -> Composition:
    """The log drum of another piece, in its own key, laid over this one at this one's tempo."""
    blueprint = composition.blueprint
    wishes = Wishes(
        style=str(rng.choice(("classic", "sgija", "fusion"))),
        tempo_bpm=blueprint.tempo_bpm,
        bars=blueprint.num_bars,
        roles={"log_drum": ""},
    )
    other = compose(plan(wishes, draw_number(rng, "composer", split, of=_COMPOSER_SEEDS)).blueprint)
    last = len(composition.sections) - 1
    pasted = [
        replace(note, section=min(note.section, last), chord=0)
        for note in other.of("log_drum")
        if note.onset < composition.duration
    ]
    notes = [*composition.notes, *pasted]
    notes.sort(key=lambda note: (note.onset, note.pitch))
    return replace(composition, notes=tuple(notes))


def item_of(piece: Piece) -> ItemPlan:
    """The item that renders a piece: one-shots of its split, a mix and a treatment of its own."""
    rng = generator("style sound", piece.split.value, piece.style, piece.index)
    played = {note.role for note in piece.composition.notes}
    shots: dict[str, str] = {}
    voices = {}
    for role in ROLES:
        if role not in played and role != "fx":
            continue
        able = for_role(role)
        usual = piece.composition.blueprint.voices.get(role)
        name = usual.instrument if usual is not None and rng.random() < 0.6 else str(rng.choice(able))
        voices[role] = draw_one_shot(rng, name if name in able else able[0], piece.split, shots, role)
    blueprint: Blueprint = replace(piece.composition.blueprint, voices=voices)
    blueprint = replace(blueprint, mix=draw_mix(rng, blueprint))
    bar = STEPS_PER_BAR * blueprint.seconds_per_step
    return ItemPlan(
        split=piece.split,
        seed=0,
        index=piece.index,
        seconds=min(piece.seconds, piece.composition.duration - 0.5 * bar),
        sources=(
            Source(
                blueprint=blueprint,
                composition=replace(piece.composition, blueprint=blueprint),
                stems=tuple(Stem),
                start=float(rng.uniform(0.0, 0.5 * bar)),
                one_shots=shots,
            ),
        ),
        confuser="",
        bleed_db=None,
        treatment=draw_treatment(rng),
    )
