"""HTDemucs (Rouard, Massa & Défossez, ICASSP 2023) with weights that the user brings: four stems, or five.

The numbers are those of ``demucs.api.Separator`` (version 4.1): the song is normalised by mean and deviation of its
mono mix, cut by ``demucs_plan``, and what comes out is scaled back. Segments may be computed together: the network
normalises each by itself, so batches change nothing but rounding.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.core.audio import Audio, Samples
from engine.core.errors import ModelNotInstalled
from engine.core.jobs import Report, no_report, part_of
from engine.core.model_card import ModelCard
from engine.core.stems import Stem
from engine.models.installed import installed_revision
from engine.separation.demucs_loading import Ensemble, open_ensemble
from engine.separation.demucs_plan import triangles
from engine.separation.network_runner import Batch, NetworkRunner, choose_device, choose_precision
from engine.separation.plan import Plan
from engine.separation.setup import Setup

if TYPE_CHECKING:
    import torch

_LONGEST_SHIFT_SECONDS = 0.5
_SMALLEST_DEVIATION = 1e-8
_BLOCK_SAMPLES = 1 << 20
_GPU_BYTES_PER_SAMPLE = 1e9 / 343_980  # for a network of 48 channels, as published; generous


@dataclass(frozen=True, slots=True)
class Level:
    """Mean and standard deviation of a song's mono mix, in full scale."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True, eq=False)
class DemucsSeparator:
    """A separator of four or five stems. ``level`` is what it has heard of the song; None before ``adapted_to``.

    Args:
        id: The model's id.
        revision: Of the weights.
        ensemble: The networks.
        runner: What computes them.
        shifts: Passes over the song, each moved by a random time up to half a second and averaged; 0 for one, unmoved.
        seed: Of those times.
        level: The song's.
    """

    id: str
    revision: str
    ensemble: Ensemble
    runner: NetworkRunner
    shifts: int = 0
    seed: int = 0
    level: Level | None = None
    listening_share: float = 0.0  # a pass over the samples, milliseconds

    @property
    def sources(self) -> tuple[Stem, ...]:
        return tuple(stem for stem in Stem if stem in self.ensemble.stems)

    @property
    def sample_rate(self) -> int:
        return self.ensemble.sample_rate

    @property
    def device(self) -> str:
        return self.runner.device

    @property
    def precision(self) -> str:
        return self.runner.precision

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(self.runner.notes)

    @property
    def segments_at_once(self) -> int:
        return self.runner.at_once

    def segment_samples(self, sample_rate: int) -> int:  # noqa: ARG002 - the protocol's signature
        """Samples of the segment the networks were trained on."""
        return self.ensemble.segment_samples

    def adapted_to(self, mixture: Audio, *, report: Report = no_report) -> DemucsSeparator:
        """This separator after hearing how loud the song is."""
        return replace(self, level=_level(mixture.samples, report))

    def plan(self, num_samples: int, sample_rate: int, overlap: float) -> Plan:
        """Demucs' own segments and weights."""
        longest = int(_LONGEST_SHIFT_SECONDS * sample_rate)
        # whole samples up to half a second, as `apply_model` draws them, but the same for the same seed
        draw = random.Random(self.seed)
        leads = [longest - draw.randint(0, longest) for _ in range(self.shifts)]
        return triangles(
            num_samples,
            self.ensemble.segment_samples,
            overlap,
            heard_samples=self.ensemble.heard_samples,
            leads=leads or (0,),
            beyond=self.level.mean if self.level else 0.0,
        )

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        """The stems of one segment; see ``Separator`` for arguments."""
        return self.separate_segments([mixture], sample_rate, report=report)[0]

    def separate_segments(
        self,
        mixtures: Sequence[Samples],
        sample_rate: int,  # noqa: ARG002 - the protocol's signature
        *,
        report: Report = no_report,
    ) -> list[dict[Stem, Samples]]:
        """The stems of segments of one length."""
        num_channels = mixtures[0].shape[0]
        if num_channels > 2:
            raise ValueError(f"expected one or two channels, got {num_channels}")
        batch = np.stack(mixtures).astype(np.float32)
        if num_channels == 1:
            batch = np.repeat(batch, 2, axis=1)
        level = self.level or _level(np.concatenate(list(mixtures), axis=1), no_report)
        mean, deviation = np.float32(level.mean), np.float32(level.deviation)
        estimate = self._mix((batch - mean) / deviation, report)
        estimate = estimate * deviation + mean
        if num_channels == 1:
            estimate = estimate.mean(axis=2, keepdims=True, dtype=np.float32)
        return [self._named(one) for one in estimate]

    def _mix(self, batch: Batch, report: Report) -> Batch:
        """The networks' estimates, weighed by source and added."""
        mixing = self.ensemble.mixing
        if len(mixing) == 1:
            return self.runner.run(0, batch, report=report)
        mixed = np.zeros((len(batch), mixing.shape[1], *batch.shape[1:]), np.float32)
        for index, weights in enumerate(mixing):
            part = part_of(report, index / len(mixing), (index + 1) / len(mixing))
            estimate = self.runner.run(index, batch, report=part)
            for source in np.flatnonzero(weights):
                mixed[:, source] += estimate[:, source] * weights[source]
        return mixed

    def _named(self, estimate: Batch) -> dict[Stem, Samples]:
        named: dict[Stem, Samples] = {}
        for stem, samples in zip(self.ensemble.stems, estimate, strict=True):
            named[stem] = named[stem] + samples if stem in named else samples
        return named


def load_demucs(card: ModelCard, setup: Setup) -> DemucsSeparator:
    """The separator of an installed HTDemucs model.

    Raises:
        ModelNotInstalled: If its weights are not on this machine.
        ModelRefused: If they are no HTDemucs of stems of a song.
        UserError: If it cannot run on the device or in the precision asked for.
    """
    revision = demucs_revision(card, setup)
    device = choose_device(setup.device)
    precision = choose_precision(setup.precision, device)
    ensemble = open_ensemble(card, _folder(card, setup))
    need = _GPU_BYTES_PER_SAMPLE * ensemble.segment_samples * ensemble.channels / 48
    runner = NetworkRunner(ensemble.networks, device, precision, need, _giving_up_log_drum(ensemble))
    return DemucsSeparator(card.id, revision, ensemble, runner, setup.shifts)


def _giving_up_log_drum(ensemble: Ensemble) -> Callable[[int, torch.Tensor], torch.Tensor] | None:
    """For networks whose log drum came later than their other stems, which still hold it."""
    if not any(ensemble.holds_log_drum):
        return None
    from engine.separation.log_drum_share import take_out_log_drum

    def finish(index: int, estimate: torch.Tensor) -> torch.Tensor:
        return take_out_log_drum(estimate, ensemble.sources) if ensemble.holds_log_drum[index] else estimate

    return finish


def demucs_revision(card: ModelCard, setup: Setup) -> str:
    """``load_demucs(card, setup).revision`` without opening the weights.

    Raises:
        ModelNotInstalled: If they are not on this machine.
    """
    return installed_revision(card, _folder(card, setup))


def _folder(card: ModelCard, setup: Setup) -> Path:
    if setup.models_folder is None:
        raise ModelNotInstalled(card.id)
    return setup.models_folder


def _level(samples: Samples, report: Report) -> Level:
    """Mean and deviation (over n - 1, as torch has it) of the channels' mean, block by block in double precision."""
    count = samples.shape[1]
    total = squares = 0.0
    for start in range(0, count, _BLOCK_SAMPLES):
        mono = samples[:, start : start + _BLOCK_SAMPLES].mean(axis=0, dtype=np.float64)
        total += float(mono.sum())
        squares += float(mono @ mono)
        report(min(1.0, (start + _BLOCK_SAMPLES) / count))
    mean = total / max(1, count)
    variance = max(0.0, squares - count * mean * mean) / max(1, count - 1)
    return Level(mean, float(np.sqrt(variance)) + _SMALLEST_DEVIATION)
