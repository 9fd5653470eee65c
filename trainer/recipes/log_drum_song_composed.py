"""Songs made for the verdict on log drums: short, and with what is mistaken for a log drum where one could be.

Rounds of three: a piece of a style told apart, whose bass may be any, and two items of a corpus in which every second
low end is played by an 808, a reese, a saw or something else. Those that are told easily are left out more often. Every
one goes through the separator, which leaves some log drums in the bass: those are learnt as they lie there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.culture.log_drum_song import STRETCH_S
from engine.culture.log_drum_strokes import measure_strokes
from trainer.neighbours.pieces import draw_piece, item_of
from trainer.recipes.log_drum_song_examples import separated
from trainer.recipes.log_drum_song_net import Bag
from trainer.recipes.log_drum_song_pieces import HEARD, bag_of, starts_of, within
from trainer.synth_corpus.drawing import Shares, draw_item
from trainer.synth_corpus.item import ItemPlan
from trainer.synth_corpus.render_item import render_item
from trainer.synth_corpus.split import Split

if TYPE_CHECKING:
    from engine.separation.embedded.separator import EmbeddedSeparator

STYLES = (
    "deep_house",
    "afro_house",
    "kwaito",
    "trap",
    "classic",
    "afrobeats",
    "gqom",
    "other",
    "sgija",
    "private_school",
    "three_step",
)
_VALIDATION_EVERY = 5
_FIRST_PIECE = 2_000
"""Numbers that no corpus of pieces comes to."""
_SEED = 606
_SHARES = Shares(without=0.55, only_bleed=0.03, with_bass=0.2)
_KEPT = {"": 0.3, "kick_only": 0.3, "upright_bass": 0.5, "tom": 0.5, "saw_bass": 0.7}
_PIECE_S = 18.0


def composed(separator: EmbeddedSeparator, split: Split, rounds: int) -> Iterator[Bag]:
    """Stretches of the songs of a split, separated."""
    for plan, kind in plans(split, rounds):
        item = render_item(plan)
        wave = item.mixture.samples
        waves, heard = separated(separator, np.asarray(np.broadcast_to(wave, (2, wave.shape[1])), np.float32))
        strokes = measure_strokes(*(waves[stem] for stem in HEARD))
        onsets = np.asarray(item.truth["log_drum"]["onsets"], np.float64)
        name = kind or ("log drum" if len(onsets) else "none")
        for start in starts_of(strokes):
            own = onsets[(onsets >= start) & (onsets < start + STRETCH_S)]
            yield from bag_of(within(strokes, start, start + STRETCH_S), own, name, heard)


def plans(split: Split, rounds: int) -> Iterator[tuple[ItemPlan, str]]:
    """Plans of the songs of a split, every fifth round of the validation split, and what plays for a log drum."""
    for number in range(rounds):
        is_held_out = number % _VALIDATION_EVERY == _VALIDATION_EVERY - 1
        if is_held_out != (split is Split.VALIDATION):
            continue
        style = STYLES[number % len(STYLES)]
        piece = item_of(draw_piece(split, style, _FIRST_PIECE + number, seconds=_PIECE_S))
        voices = piece.sources[0].blueprint.voices
        yield piece, voices["bass"].instrument if "bass" in voices else ""
        for index in (2 * number, 2 * number + 1):
            plan = draw_item(split, _SEED, index, shares=_SHARES)
            if np.random.default_rng(index).random() <= _KEPT.get(plan.confuser, 1.0):
                yield plan, plan.confuser
