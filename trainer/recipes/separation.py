"""Trains the embedded five-stem separator (``engine/separation/embedded``) on multitracks made by the studio.

Only audio rendered by the studio goes in; no recording of anybody's music. Material: folders written by ``aurax
train corpus make`` (its train split; its validation split scores), and the user's own stems where there are some.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from trainer.recipes.loop import StepLoss
from trainer.recipes.separation_data import Augmentation, Batch, MultitrackCrops, Pool, read_ahead

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from torch import nn

    from engine.separation.embedded.listener import Listener
    from engine.separation.embedded.network import EmbeddedNetwork, NetworkShape
    from engine.separation.embedded.presence import Calibration


_VALIDATION_SECONDS = 8.0
_VALIDATION_BATCH = 4
_PRESENT_SHARE = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparationRecipe:
    """See ``trainer.recipes.loop.Recipe``.

    Args:
        training: Songs to learn from.
        validation: Songs to judge by.
        shape: Of the network; None for the one that ships.
        seed: Of weights and batches.
        seconds: Length of a crop.
        batch: Crops in a batch (by rank).
        validation_items: How many held-out crops score.
        calibration_items: How many held-out passages calibrate the answer whether there is a log drum.
        augmentation: What is done to crops.
        start_from: A file of weights to begin with; None begins anew.
    """

    training: Sequence[Pool]
    validation: Sequence[Pool]
    shape: NetworkShape | None = None
    seed: int = 0
    seconds: float = 4.0
    batch: int = 4
    validation_items: int = 32
    calibration_items: int = 150
    augmentation: Augmentation = field(default_factory=Augmentation)
    start_from: Path | None = None

    @property
    def model_name(self) -> str:
        """For the files of an orchestrated run."""
        return "embedded five-stem separator"

    @property
    def dataset_name(self) -> str:
        """How many songs, of which folders."""
        songs = [song for pool in self.training for song in pool.songs]
        return f"{len(songs)} multitracks"

    def network(self) -> nn.Module:
        """The network with weights drawn from the seed, or those to begin with."""
        import torch

        from engine.separation.embedded.network import EmbeddedNetwork, NetworkShape

        if self.start_from is not None:
            from engine.separation.embedded.weights import open_weights

            return open_weights(self.start_from).network.train()
        torch.manual_seed(self.seed)
        return EmbeddedNetwork(self.shape or NetworkShape())

    def batches(self, numbers: range) -> Iterator[Batch]:
        """Augmented crops of the train splits, read ahead by a thread."""
        crops = MultitrackCrops(self.training, self.seed, self.seconds, self.batch, self.augmentation)
        return read_ahead(crops, numbers)

    def loss(self, network: nn.Module, batch: Batch, fabric: Fabric) -> StepLoss:
        """Thresholded SDR on the spectrogram; see ``separation_loss``."""
        from trainer.recipes.separation_loss import loss_of

        prepared = _on_device(batch, fabric)
        with fabric.autocast():
            masks = network(prepared.fine, prepared.coarse)
        loss = loss_of(masks, prepared)
        figures = {}
        for place, stem in enumerate(Stem):
            there = loss.present[:, place]
            if bool(there.any()):
                figures[f"sdr_db/{stem.value}"] = float(loss.sdr_db[:, place][there].mean())
        return StepLoss(loss.total / 10.0, figures)

    def validate(self, network: nn.Module, fabric: Fabric) -> dict[str, float]:
        """Median SDR by stem on crops of the validation splits, as made; ``score`` is their mean."""
        import torch

        from trainer.recipes.separation_loss import loss_of

        batch = min(_VALIDATION_BATCH, self.validation_items)
        crops = MultitrackCrops(self.validation, self.seed + 1, _VALIDATION_SECONDS, batch, None)
        found: dict[Stem, list[float]] = {stem: [] for stem in Stem}
        losses, right = [], []
        with torch.no_grad():
            for number in range(-(-self.validation_items // crops.batch)):
                prepared = _on_device(crops[number], fabric)
                with fabric.autocast():
                    masks = network(prepared.fine, prepared.coarse)
                loss = loss_of(masks, prepared)
                losses.append(float(loss.total))
                right.append(float(((masks.activity > 0) == (prepared.activity > 0.5)).float().mean()))
                for place, stem in enumerate(Stem):
                    found[stem] += loss.sdr_db[:, place][loss.present[:, place]].tolist()
        medians = {f"sdr_db/{stem.value}": float(np.median(values)) for stem, values in found.items() if values}
        return {
            **medians,
            "loss": float(np.mean(losses)),
            "activity_right": float(np.mean(right)),
            "score": float(np.mean(list(medians.values()))),
        }

    def calibration(self, network: EmbeddedNetwork, listener: Listener | None = None) -> Calibration:
        """What answers about the log drum mean, by a logistic fit on held-out passages of eight seconds.

        A passage has a log drum where the stem has more than a ten-thousandth of the mixture's energy.
        """
        import torch

        from engine.separation.embedded.presence import LOG_DRUM, evidence
        from engine.separation.embedded.waves import WaveNetwork

        waves = WaveNetwork(network, None, listener).eval()
        crops = MultitrackCrops(self.validation, self.seed + 2, _VALIDATION_SECONDS, 1, None)
        witnesses, truths = [], []
        with torch.no_grad():
            for number in range(self.calibration_items):
                batch = crops[number]
                waves.heard.clear()
                waves(torch.from_numpy(batch.mixture))
                witnesses.append(evidence(waves.heard))
                energies = np.square(batch.stems[0]).sum(axis=(1, 2))
                truths.append(bool(energies[LOG_DRUM] > _PRESENT_SHARE * energies.sum()))
        return fit_logistic(np.array(witnesses), np.array(truths))


def fit_logistic(witnesses: NDArray[np.float64], truths: NDArray[np.bool_]) -> Calibration:
    """Log odds from answers and shares ``[passages, 2]`` (Platt 1999, with his softened targets: never certain)."""
    from scipy.optimize import minimize

    from engine.separation.embedded.presence import Calibration

    there, absent = int(truths.sum()), int((~truths).sum())
    wanted = np.where(truths, (there + 1) / (there + 2), 1 / (absent + 2))
    centre, spread = witnesses.mean(axis=0), witnesses.std(axis=0) + 1e-9
    scaled = (witnesses - centre) / spread

    def loss(values: NDArray[np.float64]) -> float:
        odds = scaled @ values[:2] + values[2]
        return float(np.mean(np.logaddexp(0.0, odds) - wanted * odds))

    found = minimize(loss, np.array([1.0, 1.0, 0.0]), method="BFGS").x
    slope, level_slope = (float(value) for value in found[:2] / spread)
    return Calibration(slope, level_slope, float(found[2]) - slope * float(centre[0]) - level_slope * float(centre[1]))


def _on_device(batch: Batch, fabric: Fabric) -> Any:
    import torch

    from trainer.recipes.separation_loss import prepare

    return prepare(torch.from_numpy(batch.mixture).to(fabric.device), torch.from_numpy(batch.stems).to(fabric.device))
