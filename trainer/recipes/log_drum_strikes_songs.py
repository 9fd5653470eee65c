"""Songs that teach where log drums are struck: short, composed, rendered and taken apart by the separator.

Most have a log drum and many a bass beside it, or one laid over another style: what a separator confuses is learnt as
it leaves it. A song follows from its group, split and number alone. What was taken apart is kept, so that learning
again does not hear everything again.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from engine.culture.style import FAMILY, NEIGHBOURS
from engine.separation.instrument.strikes import HEARD, RATE
from trainer.neighbours.pieces import draw_piece, item_of, with_log_drum
from trainer.synth_corpus.drawing import Shares, draw_item
from trainer.synth_corpus.item import ItemPlan
from trainer.synth_corpus.render_item import render_item
from trainer.synth_corpus.split import Split

if TYPE_CHECKING:
    from engine.separation.embedded.separator import EmbeddedSeparator

Mono = NDArray[np.float32]

FOLDER = "log-drum-strikes"
"""Of a corpus: where songs that were taken apart are kept."""
_SECONDS = 18.0
_FIRST_PIECE = 7_000
"""Numbers that no other recipe comes to."""
_ITEM_SEED = 909
_SHARES = Shares(without=0.12, only_bleed=0.0, with_bass=0.45)
_WITH_LOG_DRUM = tuple(style for style in FAMILY if style != "three_step")
_OFTEN = ("private_school", "classic")  # their log drums are the ones a separator loses
_ORDER = (*_OFTEN, *_WITH_LOG_DRUM, *_OFTEN)
_WITHOUT = ("deep_house", "afro_house", "kwaito", "gqom", "three_step")
_FAMILY_SHARE = 0.9
_PIECES, _ROUND = 3, 5  # pieces in a round; the rest are items of a corpus
_FULL_SCALE = 32_767.0


def _song(split: Split, number: int) -> ItemPlan:
    """Three of five are a piece of a style, two an item of a corpus, every other of which has a bass as well."""
    rng = np.random.default_rng(number)
    turn, place = divmod(number, _ROUND)
    if place >= _PIECES:
        return draw_item(split, _ITEM_SEED, number, shares=_SHARES)
    own = _ORDER[(turn * _PIECES + place) % len(_ORDER)]
    style = own if rng.random() < _FAMILY_SHARE else str(rng.choice(_WITHOUT))
    return item_of(draw_piece(split, style, _FIRST_PIECE + number, seconds=_SECONDS))


def _pasted(split: Split, number: int) -> ItemPlan:
    """A log drum laid over a piece of a neighbouring style or of other music, with its own bass."""
    style = NEIGHBOURS[number % len(NEIGHBOURS)]
    piece = draw_piece(split, style, _FIRST_PIECE + number, seconds=_SECONDS)
    if not piece.is_pasted:
        rng = np.random.default_rng(number)
        piece = replace(piece, composition=with_log_drum(rng, piece.composition, split), is_pasted=True)
    return item_of(piece)


GROUPS: dict[str, Callable[[Split, int], ItemPlan]] = {"song": _song, "pasted": _pasted}
"""What is drawn, by the name that stands in the kept files."""


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """A song as the separator took it apart.

    Args:
        waves: Stems of ``HEARD`` in one channel at ``RATE``.
        mixture: Likewise.
        onsets: Of its log drum, seconds; empty where it has none.
    """

    waves: dict[Stem, Mono]
    mixture: Mono
    onsets: NDArray[np.float64]


def take_apart(folder: Path, separator: EmbeddedSeparator, split: Split, group: str, number: int) -> Taken:
    """A song by its number, made and separated unless it is kept in the folder.

    Raises:
        OSError: If it cannot be kept.
    """
    from engine.whole_file import write_bytes

    file = folder / f"{split.value}-{group}-{number:05d}-{separator.revision[:8]}.npz"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        write_bytes(file, _made(separator, GROUPS[group](split, number)))
    with np.load(file, allow_pickle=False) as kept:
        sound = {
            name: kept[name].astype(np.float32) / np.float32(_FULL_SCALE) for name in kept.files if name != "onsets"
        }
        return Taken({stem: sound[stem.value] for stem in HEARD}, sound["mixture"], kept["onsets"])


def _made(separator: EmbeddedSeparator, plan: ItemPlan) -> bytes:
    item = render_item(plan)
    wave = item.mixture.samples
    stems = separator.separate_segments([np.asarray(np.broadcast_to(wave, (2, wave.shape[1])), np.float32)], 44_100)[0]
    kept: dict[str, Any] = {stem.value: _whole(stems[stem]) for stem in HEARD} | {"mixture": _whole(wave)}
    kept["onsets"] = np.asarray(item.truth["log_drum"]["onsets"], np.float64)
    content = io.BytesIO()
    np.savez(content, **kept)
    return content.getvalue()


def _whole(wave: Mono) -> NDArray[np.int16]:
    """One channel at ``RATE`` in 16 bits."""
    import soxr

    one = soxr.resample(wave.mean(axis=0, dtype=np.float32), 44_100, RATE, quality="MQ")
    return np.asarray(np.clip(np.rint(one * _FULL_SCALE), -_FULL_SCALE - 1, _FULL_SCALE), np.int16)
