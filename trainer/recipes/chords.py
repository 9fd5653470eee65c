"""Recipe: the network that names the chord of a beat (``engine/analysis/chord_net.py``).

Batch ``k`` is drawn from all beats by (seed, k) alone. Nothing is transposed: the network reads every root with the
same weights, so a lesson in one key is a lesson in twelve.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.analysis.chord_features import NUM_CHANNELS
from engine.analysis.chord_model import VOCABULARY_QUALITIES
from trainer.recipes.chord_examples import UNKNOWN, Beats, corpus_pieces, gather, joined, rendered_beats, written_pieces
from trainer.recipes.chord_heard import Split, heard_beats
from trainer.recipes.loop import StepLoss

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from torch import Tensor, nn

HIDDEN = 64
_DROPOUT = 0.1
_BASS_WEIGHT = 0.5
_RENDERED_TIMES, _HEARD_TIMES = 10, 2
"""How often a beat that was heard counts against one that was imagined: a written piece's, a corpus song's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChordSettings:
    """What is trained on what.

    Args:
        corpora: Folders of ``aurax train corpus make``.
        written: Pieces written and imagined.
        rendered: Pieces written, rendered and heard.
        heard: Songs of the corpora that are heard, in their order.
        cache: Folder in which what was heard is kept.
        seed: Of weights, pieces and batches.
        batch: Beats in a step.
    """

    corpora: tuple[Path, ...]
    written: int
    rendered: int
    heard: int = 0
    cache: Path
    seed: int = 0
    batch: int = 256


class ChordRecipe:
    """See ``Recipe``. Examples are made when they are first asked for."""

    def __init__(self, settings: ChordSettings) -> None:
        self._settings = settings

    @cached_property
    def beats(self) -> tuple[Beats, Beats]:
        """To learn from, and to be judged by.

        Raises:
            UserError: If there are not enough pieces.
        """
        own = self._settings
        corpora = [corpus_pieces(folder, own.seed) for folder in own.corpora]
        learned, judged = gather(itertools.chain(written_pieces(own.written, own.seed), *corpora))
        rendered = rendered_beats(own.rendered, own.seed, own.cache)
        heard = heard_beats(own.corpora, own.heard, own.cache, _embedded_separator()) if own.heard else None
        more = [
            part
            for beats, times in ((rendered, _RENDERED_TIMES), (heard, _HEARD_TIMES))
            if beats is not None
            for part in [beats] * times
        ]
        return joined([learned, *more]), judged

    def network(self) -> nn.Module:
        """Weights drawn from the seed."""
        import torch

        torch.manual_seed(self._settings.seed)
        return chord_network()

    def batches(self, numbers: range) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Features ``[batch, 12, channels]``, chords and basses ``[batch]``."""
        import torch

        learned, _ = self.beats
        for number in numbers:
            rng = np.random.default_rng([self._settings.seed, number])
            chosen = rng.integers(len(learned), size=self._settings.batch)
            features = learned.features[chosen].astype(np.float32)
            columns = (features, learned.chords[chosen], learned.bass[chosen])
            yield tuple(torch.from_numpy(own) for own in columns)  # type: ignore[misc]

    def loss(self, network: nn.Module, batch: Any, fabric: Fabric) -> StepLoss:
        """Cross-entropy of the chord, and half that of the bass."""
        from torch.nn.functional import cross_entropy

        features, chords, bass = (part.to(fabric.device) for part in batch)
        logits, low = network(features)
        own = cross_entropy(logits, chords)
        below = cross_entropy(low, bass, ignore_index=UNKNOWN, reduction="sum") / max(1, len(bass))
        return StepLoss(own + _BASS_WEIGHT * below)

    def validate(self, network: nn.Module, fabric: Fabric) -> dict[str, float]:
        """Share of held-out beats whose root, and whose root and quality, are right; ``score`` is their mean."""
        import torch

        _, judged = self.beats
        was_training = network.training
        network.eval()
        with torch.no_grad():
            logits, _ = network(torch.from_numpy(judged.features.astype(np.float32)).to(fabric.device))
        network.train(was_training)
        found = logits.argmax(dim=1).cpu().numpy()
        count = len(VOCABULARY_QUALITIES)
        figures = {
            "root": float(np.mean(found // count == judged.chords // count)),
            "chord": float(np.mean(found == judged.chords)),
        }
        return {**figures, "score": 0.5 * (figures["root"] + figures["chord"])}


def _embedded_separator() -> Split:
    """The separator that ships, as users have it."""
    from engine.separation.overlap import separate
    from engine.separation.registry import load_separator
    from engine.separation.setup import Setup

    separator = load_separator("embedded", Setup(None, "auto", "auto", 0))
    return lambda mixture: separate(mixture, separator, overlap=0.25)


def chord_network() -> nn.Module:
    """The network that ``engine.analysis.chord_net`` runs without torch, its weights by the same names."""
    import torch
    from torch import nn

    class ChordNetwork(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a = nn.Linear(12 * NUM_CHANNELS, HIDDEN)
            self.b = nn.Linear(HIDDEN, HIDDEN)
            self.c = nn.Linear(HIDDEN, len(VOCABULARY_QUALITIES) + 2)
            self._order = (torch.arange(12)[:, None] + torch.arange(12)) % 12

        def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
            """Logits of chords ``[beats, 12 * qualities + 1]`` and of the bass ``[beats, 12]``."""
            x = features[:, self._order].reshape(len(features), 12, -1)
            x = torch.relu(self.a(x))
            x = torch.relu(self.b(nn.functional.dropout(x, _DROPOUT, self.training)))
            out = self.c(x)
            silent = out[:, :, -1].mean(dim=1, keepdim=True)
            return torch.cat([out[:, :, :-2].reshape(len(out), -1), silent], dim=1), out[:, :, -2]

    return ChordNetwork()
