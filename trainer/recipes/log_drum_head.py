"""Gives an HTDemucs that the user has a fifth source, the log drum, and trains it.

Material: multitracks composed by the studio (a corpus on disk, or rendered while training) and the producer's own
labelled stems. The four old stems are frozen, so they stay bit-identical, unless the encoder that all stems share is
trained too. Settings are those of the authors for their fine-tuning: AdamW, 1e-4, L1 on waves, whole segments (Rouard,
Massa & Défossez, "Hybrid transformers for music source separation", 2023, section 3).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import UserError
from engine.core.stems import Stem
from trainer.multitracks import find_multitracks
from trainer.recipes.log_drum_examples import (
    ComposedSongs,
    Example,
    MixedSongs,
    Songs,
    SongsOnDisk,
    split_songs,
    training_example,
    validation_example,
)
from trainer.recipes.loop import StepLoss
from trainer.synth_corpus.split import Split
from trainer.synth_corpus.stream import SynthCorpus

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from lightning_fabric import Fabric
    from torch import Tensor, nn

    from trainer.recipes.log_drum_network import LogDrumTrainee

_COMPOSED_SECONDS = 12.0
_AHEAD = 3  # steps whose examples are made ahead


class HeadKind(StrEnum):
    """How the log drum is put into the network; see ``engine.separation.demucs_five``."""

    BRANCH = "branch"
    SLICES = "slices"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSettings:
    """What is trained on what.

    Args:
        weights: HTDemucs with four stems (``.th`` or safetensors), or a five-source model of this recipe to go on from.
        corpus: Folder of ``aurax train corpus make``; None composes while training.
        stems: Folder of labelled songs; None for none.
        stems_share: Chance of an example to come from the labelled songs, where there are both.
        kind: Decoders of the log drum's own, or new slices in the old heads.
        first_layer: Where the branch begins: 0 to 3, less is more.
        train_encoder: Train the encoders that all stems share too; the old stems change then.
        seed: Of the new weights and of the examples.
        seconds: Length of an example; None for the network's own segment.
        batch: Examples in a step, by process.
        validation_items: How many held-out examples score.
        workers: Processes that compose songs; without a composed corpus they are not needed.
    """

    weights: Path
    corpus: Path | None = None
    stems: Path | None = None
    stems_share: float = 0.5
    kind: HeadKind = HeadKind.BRANCH
    first_layer: int = 1
    train_encoder: bool = False
    seed: int = 0
    seconds: float | None = None
    batch: int = 8
    validation_items: int = 32
    workers: int = 1

    def __post_init__(self) -> None:
        if not 0.0 < self.stems_share < 1.0:
            raise UserError("The share of labelled songs must lie between 0 and 1", "Leave it out for one half.")
        if self.seconds is not None and not 0.1 <= self.seconds <= 60.0:
            raise UserError("An example lasts 0.1 to 60 seconds", "Leave --seconds out for the network's own segment.")
        if self.batch < 1 or self.validation_items < 1 or self.workers < 0 or self.seed < 0:
            raise UserError("Batch and held-out examples must be 1 or more", "Leave them out for the defaults.")


@dataclass(frozen=True, slots=True, eq=False)
class HeadBatch:
    """Float32 ``mixture [batch, 2, samples]``, ``targets [batch, targets, 2, samples]`` and, 0 or 1,
    ``is_known [batch, targets]``.
    """

    mixture: NDArray[np.float32]
    targets: NDArray[np.float32]
    is_known: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class LogDrumHeadRecipe:
    """See ``trainer.recipes.loop.Recipe``. Made by ``open_settings``.

    Args:
        settings: What was asked for.
        base: The network of the weights' file.
        training: Songs to learn from.
        validation: Songs to judge by: other sounds and patterns, other labelled songs.
    """

    settings: HeadSettings
    base: Any
    training: Songs
    validation: Songs

    @property
    def sample_rate(self) -> int:
        return int(self.base.samplerate)

    @property
    def num_samples(self) -> int:
        """Length of an example."""
        seconds = self.base.segment if self.settings.seconds is None else self.settings.seconds
        return int(seconds * self.sample_rate)

    def network(self) -> LogDrumTrainee:
        """The network with its new weights drawn from the seed, everything old frozen."""
        from engine.separation.demucs_branch import LogDrumHTDemucs
        from engine.separation.demucs_five import LOG_DRUM, extend_htdemucs
        from trainer.recipes.log_drum_network import LogDrumTrainee

        model, settings = copy.deepcopy(self.base), self.settings
        if LOG_DRUM not in model.sources:
            if settings.kind is HeadKind.BRANCH:
                model = LogDrumHTDemucs(model, first_layer=settings.first_layer, seed=settings.seed)
            else:
                model = extend_htdemucs(model, seed=settings.seed)
        return LogDrumTrainee(model, train_encoder=settings.train_encoder).train()

    def batches(self, numbers: range) -> Iterator[HeadBatch]:
        """The batches of these numbers, made ahead."""
        from concurrent.futures import ThreadPoolExecutor

        from trainer.synth_corpus.workers import worker_pool

        make = _Maker(self.training, self.settings.seed, self.num_samples, self.sample_rate, self._targets)
        composes = self.settings.corpus is None and self.settings.workers > 0
        with worker_pool(self.settings.workers) if composes else ThreadPoolExecutor(1) as pool:
            yield from _ahead(pool, make, numbers, self.settings.batch)

    def loss(self, network: nn.Module, batch: HeadBatch, fabric: Fabric) -> StepLoss:
        """L1 on waves, relative to the mixture's level."""
        from trainer.recipes.log_drum_network import mean_sdr_db, relative_error

        mixture, targets, is_known = _tensors(batch, fabric)
        estimate = network(mixture)
        figures = {}
        for place, stem in enumerate(self._targets):
            known = is_known[:, place] > 0
            sdr = mean_sdr_db(estimate[known, place].detach(), targets[known, place])
            if sdr is not None:
                figures[f"sdr_db/{stem.value}"] = sdr
        return StepLoss(relative_error(estimate, targets, is_known, mixture), figures)

    def validate(self, network: nn.Module, fabric: Fabric) -> dict[str, float]:
        """Median SDR of every stem after the log drum has been taken out of the others, and the leakage.

        ``score`` is the log drum's median SDR; ``leakage_dbfs`` the median level of its stem where there is none.
        """
        from trainer.recipes.log_drum_scores import score_examples

        was_training = network.training
        network.eval()
        examples = (
            validation_example(
                self.validation, number=number, num_samples=self.num_samples, sample_rate=self.sample_rate
            )
            for number in range(self.settings.validation_items)
        )
        scores = score_examples(network.model, examples, fabric, gives_up=not self.settings.train_encoder)
        network.train(was_training)
        return scores

    @property
    def _targets(self) -> tuple[Stem, ...]:
        if not self.settings.train_encoder:
            return (Stem.LOG_DRUM,)
        old = (source for source in self.base.sources if source != Stem.LOG_DRUM)
        return (*map(Stem, old), Stem.LOG_DRUM)


def open_settings(settings: HeadSettings) -> LogDrumHeadRecipe:
    """Find the songs and open the weights.

    Raises:
        UserError: If songs are missing, or the settings fit neither each other nor the weights.
        ModelRefused: If the weights are no HTDemucs that can be given a log drum.
        AudioReadError: If a labelled song cannot be read.
    """
    from trainer.recipes.htdemucs_weights import open_htdemucs, require_file

    require_file(settings.weights)
    training, validation = _songs(settings)
    base = open_htdemucs(settings.weights)
    require_fit(settings, base)
    return LogDrumHeadRecipe(settings, base, training, validation)


def require_fit(settings: HeadSettings, base: Any) -> None:
    """Refuse settings that the network cannot be trained with.

    Raises:
        UserError: With what does not fit.
        ModelRefused: If it cannot be given a log drum.
    """
    from engine.separation.demucs_branch import LogDrumHTDemucs
    from engine.separation.demucs_five import LOG_DRUM, require_extensible

    if LOG_DRUM not in base.sources:
        require_extensible(base)
        if not 0 <= settings.first_layer < base.depth:
            raise UserError(
                f"A branch cannot begin at layer {settings.first_layer}", f"Choose 0 to {base.depth - 1}; less is more."
            )
    elif isinstance(base, LogDrumHTDemucs) != (settings.kind is HeadKind.BRANCH):
        other = HeadKind.SLICES if settings.kind is HeadKind.BRANCH else HeadKind.BRANCH
        raise UserError(f"{settings.weights.name} has a log drum of the kind '{other}'", f"Choose --kind {other}.")
    if settings.seconds is not None and settings.seconds > base.segment:
        raise UserError(
            f"{settings.seconds:g} s are more than this network takes at once ({float(base.segment):.1f} s)",
            "Leave --seconds out.",
        )


def _songs(settings: HeadSettings) -> tuple[Songs, Songs]:
    """Songs to learn from and songs to judge by."""
    training: list[Songs] = []
    validation: list[Songs] = []
    if settings.corpus is not None:
        training.append(SongsOnDisk(find_multitracks(settings.corpus / Split.TRAIN)))
        validation.append(SongsOnDisk(find_multitracks(settings.corpus / Split.VALIDATION)))
    else:
        for songs, split in ((training, Split.TRAIN), (validation, Split.VALIDATION)):
            songs.append(ComposedSongs(SynthCorpus(split, settings.seed, _COMPOSED_SECONDS)))
    if settings.stems is not None:
        labelled = split_songs(find_multitracks(settings.stems))
        training.append(SongsOnDisk(labelled.training))
        validation.append(SongsOnDisk(labelled.validation))
    shares = (1.0 - settings.stems_share, settings.stems_share)
    return (
        (training[0], validation[0])
        if len(training) == 1
        else (MixedSongs(training, shares), MixedSongs(validation, shares))
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes one example in whatever thread or process; only what is learned is kept."""

    songs: Songs
    seed: int
    num_samples: int
    sample_rate: int
    targets: tuple[Stem, ...]

    def __call__(self, step: int, number: int) -> Example:
        example = training_example(
            self.songs,
            seed=self.seed,
            step=step,
            number=number,
            num_samples=self.num_samples,
            sample_rate=self.sample_rate,
        )
        places = [list(Stem).index(stem) for stem in self.targets]
        return Example(example.mixture, example.targets[places], tuple(example.is_known[place] for place in places))


def _ahead(pool: Executor, make: _Maker, numbers: Sequence[int], batch: int) -> Iterator[HeadBatch]:
    from collections import deque

    waiting: deque[list[Any]] = deque()
    for step in numbers:
        waiting.append([pool.submit(make, step, number) for number in range(batch)])
        if len(waiting) > _AHEAD:
            yield _batch([future.result() for future in waiting.popleft()])
    while waiting:
        yield _batch([future.result() for future in waiting.popleft()])


def _batch(examples: Sequence[Example]) -> HeadBatch:
    return HeadBatch(
        np.stack([example.mixture for example in examples]),
        np.stack([example.targets for example in examples]),
        np.asarray([example.is_known for example in examples], np.float32),
    )


def _tensors(batch: HeadBatch, fabric: Fabric) -> tuple[Tensor, Tensor, Tensor]:
    import torch

    mixture, targets, is_known = (
        torch.from_numpy(array).to(fabric.device) for array in (batch.mixture, batch.targets, batch.is_known)
    )
    return mixture, targets, is_known
