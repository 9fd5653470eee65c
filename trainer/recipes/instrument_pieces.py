"""Drums in which instruments come and go by chance, so that none is told by the company it keeps.

In the corpus nearly every piece has shakers, and hardly any a whistle; here each role is left out half of the time, and
some that are rare are asked for. Sounds and patterns are those of the split. Only the drums are rendered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.roles import ROLES, roles_of
from engine.core.stems import Stem
from engine.generation.draws import generator
from engine.generation.profiles import load_profiles
from engine.generation.sketch.compose import compose
from engine.generation.sketch.instruments.table import for_role
from engine.generation.sketch.plan import plan
from engine.generation.wishes import Wishes
from trainer.recipes.instrument_examples import ItemExamples, parts_of, samples_of, stem_stretches
from trainer.synth_corpus.drawing import draw_mix, draw_one_shot, draw_treatment
from trainer.synth_corpus.item import ItemPlan, Source
from trainer.synth_corpus.render_item import render_item
from trainer.synth_corpus.split import Split, draw_number

PIECES: dict[Split, int] = {Split.TRAIN: 80, Split.VALIDATION: 16, Split.TEST: 24}
SPANS = ((0.0, 8.2), (8.2, 16.4), (16.4, 24.6))
_SECONDS = 25.0
_COMPOSER_SEEDS = 1 << 20
_LEFT_OUT = 0.5
_ASKED_FOR = 2
_ALWAYS = frozenset({"kick", "hat"})
_RARE = ("whistle", "whistle", "tambourine", "tambourine", "agogo", "cowbell", "bongo", "tom")
_LEVEL_DB = (-7.0, 3.0)
"""Of drums among the stems of the corpus, mean and spread; here there are no others."""


def drum_examples() -> Iterator[ItemExamples]:
    """Examples of all pieces of all splits."""
    for split, count in PIECES.items():
        for index in range(count):
            yield piece_examples(split, index)


def piece_examples(split: Split, index: int) -> ItemExamples:
    """Stretches of one piece; none where its drums are silent."""
    item = render_item(draw_drum_piece(split, index))
    level = float(generator("drum level", split.value, index).normal(*_LEVEL_DB))
    own = stem_stretches(samples_of(item.stems, Stem.DRUMS), level, Stem.DRUMS, parts_of(item.truth), SPANS)
    return ItemExamples(split.value, {} if own is None else {("true", Stem.DRUMS): own})


def draw_drum_piece(split: Split, index: int) -> ItemPlan:
    """The piece of a number; the same number gives the same piece on every machine."""
    rng = generator("drum piece", split.value, index)
    asked = {str(role) for role in rng.choice(_RARE, size=_ASKED_FOR)}
    out = {role.id for role in roles_of(Stem.DRUMS) if role.id not in _ALWAYS | asked and rng.random() < _LEFT_OUT}
    wishes = Wishes(
        style=str(rng.choice(sorted(load_profiles()))),
        seconds=_SECONDS + 4.0,
        roles=dict.fromkeys(sorted(asked), ""),
        without=frozenset(out),
    )
    composition = compose(plan(wishes, draw_number(rng, "composer", split, of=_COMPOSER_SEEDS)).blueprint)
    shots: dict[str, str] = {}
    voices = {
        role: draw_one_shot(rng, str(rng.choice(for_role(role))), split, shots, role)
        for role in ROLES
        if any(note.role == role for note in composition.notes)
    }
    blueprint = replace(composition.blueprint, voices=voices)
    blueprint = replace(blueprint, mix=draw_mix(rng, blueprint))
    bar = STEPS_PER_BAR * blueprint.seconds_per_step
    source = Source(
        blueprint=blueprint,
        composition=replace(composition, blueprint=blueprint),
        stems=(Stem.DRUMS,),
        start=float(rng.uniform(0.0, 0.5 * bar)),
        bus_db={Stem.DRUMS: float(rng.uniform(0.0, 6.0))},
        one_shots=shots,
    )
    return ItemPlan(
        split=split,
        seed=0,
        index=index,
        seconds=float(np.clip(composition.duration - bar, 1.0, _SECONDS)),
        sources=(source,),
        confuser="",
        bleed_db=None,
        treatment=draw_treatment(rng),
    )
