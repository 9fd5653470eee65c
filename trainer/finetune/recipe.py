"""Fine-tuning as a recipe of the shared loop: which clips make batch ``k``, its loss, and figures on held-out clips."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from trainer.finetune.batch import Batch, Clip, collate
from trainer.finetune.cache import Cached, read_clip
from trainer.finetune.network import Adapters
from trainer.recipes.loop import Pieces, Schedule, StepLoss

if TYPE_CHECKING:
    from lightning_fabric import Fabric

    from engine.generation.musicgen.checkpoint import Checkpoint

DRIFT_BELOW = 0.75
"""A mean cultural score of generated samples below this is called cultural drift."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosine(Schedule):
    """Up over the warm-up, then half a cosine down to a tenth (Loshchilov and Hutter, "SGDR", 2017)."""

    def rate(self, step: int) -> float:
        """The learning rate of a step, counted from 0."""
        if step < self.warmup:
            return self.learning_rate * (step + 1) / self.warmup
        done = (step - self.warmup) / max(1, self.steps - self.warmup)
        return self.learning_rate * (0.1 + 0.9 * 0.5 * (1.0 + math.cos(math.pi * min(1.0, done))))


@dataclass(frozen=True, slots=True, kw_only=True)
class TuneOptions:
    """How a model is tuned.

    Args:
        adapters: LoRA; None to train all weights.
        batch: Clips in memory at once.
        accumulate: Batches of a step, by process.
        seconds: Longest stretch of a clip; 0 for all of it.
        untold: Share of the clips that are told no words, for guidance; audiocraft's 0.3.
        culture: Weight of the cultural loss; 0 leaves the head away.
        held_out: Most clips that judge.
        samples: Pieces generated and scored at each validation.
        saves_memory: Compute layers again in the backward pass.
        seed: Of all that is drawn.
    """

    adapters: Adapters | None = field(default_factory=Adapters)
    batch: int = 4
    accumulate: int = 1
    seconds: float = 0.0
    untold: float = 0.3
    culture: float = 0.3
    held_out: int = 64
    samples: int = 0
    saves_memory: bool = False
    seed: int = 0


CultureOfSamples = Callable[[Any, "Fabric", int], "list[float | None]"]
"""Generates so many pieces with a network and scores each; None where one could not be scored."""


class FineTune:
    """See ``trainer.recipes.loop.Recipe``. Batch ``k`` is a function of the seed and ``k``, whatever came before.

    Args:
        checkpoint: The base.
        cached: The data set as tokens.
        options: How.
        dataset_name: For the files of a run.
        scores: Generates and scores samples at a validation.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        cached: Cached,
        options: TuneOptions,
        *,
        dataset_name: str = "",
        scores: CultureOfSamples | None = None,
    ) -> None:
        self.checkpoint, self.cached, self.options = checkpoint, cached, options
        self.model_name, self.dataset_name = checkpoint.model, dataset_name
        self.scores = scores
        self.clips = cached.clips["train"]
        self.steps_per_epoch = max(1, len(self.clips) // (options.batch * options.accumulate))

    @property
    def num_markers(self) -> int:
        """Of the head; none without markers in the data set or where the cultural loss is switched off."""
        return len(self.cached.markers) if self.options.culture > 0.0 else 0

    def network(self) -> Any:
        from trainer.finetune.network import build_network

        own = self.options
        return build_network(
            self.checkpoint,
            adapters=own.adapters,
            num_markers=self.num_markers,
            seed=own.seed,
            saves_memory=own.saves_memory,
        )

    def batches(self, numbers: range) -> Iterator[Pieces]:
        """Batch ``k`` has the pieces ``k * accumulate`` and on: two processes share what one adds up."""
        size = self.options.accumulate
        for number in numbers:
            yield Pieces(self.piece(place) for place in range(number * size, (number + 1) * size))

    def piece(self, number: int) -> Batch:
        """The clips of a piece: every epoch all clips in a new order, each cut and told or not by its own draw."""
        places = range(number * self.options.batch, (number + 1) * self.options.batch)
        drawn = [self._drawn(place) for place in places]
        return self._batch([clip for clip, _ in drawn], [is_told for _, is_told in drawn])

    def _drawn(self, place: int) -> tuple[Clip, bool]:
        epoch, index = divmod(place, len(self.clips))
        seed = self.options.seed
        order = np.random.default_rng([seed, 1, epoch]).permutation(len(self.clips))
        rng = np.random.default_rng([seed, 2, place])
        clip, is_told = read_clip(self.clips[order[index]]), bool(rng.random() >= self.options.untold)
        longest = self._longest()
        spare = clip.tokens.shape[1] - longest
        if spare > 0:
            start = int(rng.integers(spare + 1))
            clip = Clip(clip.tokens[:, start : start + longest], clip.text, clip.markers)
        return clip, is_told

    def _longest(self) -> int:
        """Steps of a stretch; never more than the model was made to look back."""
        window = self.checkpoint.language.window_seconds
        seconds = min(self.options.seconds or window, window)
        return max(1, round(seconds * self.checkpoint.codec.settings.token_rate))

    def _batch(self, clips: list[Clip], told: list[bool]) -> Batch:
        return collate(clips, told, special_token=self.checkpoint.language.special_token)

    def loss(self, network: Any, batch: Batch, fabric: Fabric) -> StepLoss:
        """Cross-entropy, and the cultural loss with its weight."""
        from trainer.finetune.loss import cross_entropy, culture_loss

        batch = batch.to(fabric.device)
        said = network(batch)
        total, each = cross_entropy(said.logits, batch.tokens, said.mask)
        figures = {"cross_entropy": float(total.detach())}
        figures |= {f"cross_entropy_{index}": float(own) for index, own in enumerate(each, start=1)}
        if said.markers is not None:
            culture = culture_loss(said.markers, batch.markers)
            figures["culture_loss"] = float(culture.detach())
            total = total + self.options.culture * culture
        return StepLoss(total, figures)

    def held_out_losses(self, network: Any, fabric: Fabric) -> list[float]:
        """Cross-entropy of every held-out clip, told its words, from its beginning; always the same clips."""
        import torch

        from trainer.finetune.loss import cross_entropy

        was_training, longest = network.training, self._longest()
        network.eval()
        found = []
        with torch.no_grad():
            for file in self.cached.clips["validation"][: self.options.held_out]:
                clip = read_clip(file)
                batch = self._batch([Clip(clip.tokens[:, :longest], clip.text, clip.markers)], [True]).to(fabric.device)
                said = network(batch)
                found.append(float(cross_entropy(said.logits, batch.tokens, said.mask)[0]))
        network.train(was_training)
        return found

    def validate(self, network: Any, fabric: Fabric) -> dict[str, float]:
        """Held-out loss; the culture of generated samples where they are wanted."""
        losses = self.held_out_losses(network, fabric)
        mean = sum(losses) / len(losses)
        figures = {"loss": mean, "score": -mean}
        if self.options.samples and self.scores is not None:
            figures |= drift(self.scores(network, fabric, self.options.samples))
        return figures


def drift(scores: list[float | None]) -> dict[str, float]:
    """The mean score of those that could be scored; says so where it is too low."""
    known = [score for score in scores if score is not None]
    if not known:
        logger.warning("None of %d generated samples could be scored: their culture is unknown", len(scores))
        return {"culture_scored": 0.0}
    mean = sum(known) / len(known)
    if mean < DRIFT_BELOW:
        logger.warning(
            "Cultural drift: %d generated samples score %.2f on average, below %.2f", len(known), mean, DRIFT_BELOW
        )
    return {"culture": mean, "culture_scored": len(known) / len(scores)}


def text_of(cached: Cached, number: int) -> str:
    """The words of sample ``number``: captions of held-out clips, one after the other."""
    captions = [caption for caption in cached.captions["validation"] if caption] or ["amapiano"]
    return captions[number % len(captions)]


def cache_folder(dataset_folder: Path) -> Path:
    """Where caches lie if nobody says: beside the data set's versions."""
    return dataset_folder.parent / "tokens"
