"""What the separator shows at a milestone: log drums taken out of held-out mixtures, heard against the true ones.

A separator generates no music, so there is nothing whose culture could be scored. What stands in is the share of
held-out passages whose log drum comes out well, measured in time on the waves it returns; the files say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from engine.separation.embedded.bands import SAMPLE_RATE
from trainer.orchestrator.seam import Measure, Sample, ScoredSample

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from torch import nn

    from trainer.recipes.separation import SeparationRecipe

_SECONDS = 4.0
_PASS_DB = 6.0
"""Half of the amplitude of the log drum's error is gone; below, kick and bass are still plainly heard in the stem."""
_PRESENT_SHARE = 1e-3
_TRIES_PER_SAMPLE = 20
_SEED_OF_LOSSES, _SEED_OF_SAMPLES = 11, 12  # beside the recipe's, whose own validation uses seed + 1 and + 2
_PLACE = list(Stem).index(Stem.LOG_DRUM)


@dataclass(frozen=True, slots=True)
class LogDrumHooks:
    """See ``trainer.orchestrator.seam.SampleHooks``.

    Args:
        recipe: Whose validation songs are used.
        num_losses: Held-out passages for the loss.
        pass_db: SDR from which a log drum has come out well.
    """

    recipe: SeparationRecipe
    num_losses: int
    pass_db: float = _PASS_DB

    @staticmethod
    def usual(pass_at: float | None) -> float:
        """What a plan asks for, or the usual."""
        return _PASS_DB if pass_at is None else pass_at

    @property
    def measure(self) -> Measure:
        words = (
            f"share of held-out passages of {self._seconds:g} s with a log drum whose separated log-drum stem has an "
            f"SDR of {self.pass_db:g} dB or more. A separator makes no music: this is not a cultural score."
        )
        return Measure("log_drum_sdr", words, is_stand_in=True)

    def losses(self, network: nn.Module, fabric: Fabric) -> Sequence[float]:
        """The recipe's loss (dB, less is better, 0 is silence) of passages of the validation songs."""
        import torch

        from trainer.recipes.separation_loss import loss_of, prepare

        found = []
        crops = self._crops(_SEED_OF_LOSSES)
        with torch.no_grad():
            for number in range(self.num_losses):
                batch = crops[number]
                waves = [torch.from_numpy(own).to(fabric.device) for own in (batch.mixture, batch.stems)]
                prepared = prepare(*waves)
                found.append(float(loss_of(network(prepared.fine, prepared.coarse), prepared).total))
        return found

    def generate(self, network: nn.Module, fabric: Fabric, folder: Path, number: int) -> Iterator[Sample]:
        """Separate ``number`` passages that have a log drum; fewer where the songs hold none."""
        import torch

        from engine.audio.files import write
        from engine.core.audio import Audio
        from engine.separation.embedded.waves import WaveNetwork

        separate: Any = WaveNetwork(network).eval()  # type: ignore[arg-type]
        crops, found = self._crops(_SEED_OF_SAMPLES), 0
        for place in range(number * _TRIES_PER_SAMPLE):
            if found == number:
                return
            batch = crops[place]
            truth = batch.stems[0, _PLACE]
            if float(np.square(truth).sum()) <= _PRESENT_SHARE * float(np.square(batch.mixture).sum()):
                continue
            with torch.no_grad():
                stems = separate(torch.from_numpy(batch.mixture).to(fabric.device))
            estimate = np.asarray(stems[0, _PLACE].cpu().numpy(), np.float32)
            name = f"log_drum_{found:04d}"
            write(folder / f"{name}.wav", Audio(np.clip(estimate, -1.0, 1.0), SAMPLE_RATE), subtype="pcm16")
            found += 1
            yield Sample(name, folder / f"{name}.wav", (truth, estimate))

    def score(self, sample: Sample) -> ScoredSample:
        """SDR of the stem against the truth."""
        pair: Any = sample.content
        value = sdr_db(*pair)
        return ScoredSample(sample.name, sample.file, round(value, 3), value >= self.pass_db, f"SDR {value:.2f} dB")

    @property
    def _seconds(self) -> float:
        return min(_SECONDS, self.recipe.seconds)

    def _crops(self, seed: int) -> Any:
        from trainer.recipes.separation_data import MultitrackCrops

        return MultitrackCrops(self.recipe.validation, self.recipe.seed + seed, self._seconds, 1, None)


def sdr_db(truth: NDArray[np.float32], estimate: NDArray[np.float32]) -> float:
    """Energy of the truth over that of the error, dB."""
    error = float(np.square(truth - estimate, dtype=np.float64).sum())
    return 10.0 * float(np.log10((float(np.square(truth, dtype=np.float64).sum()) + 1e-12) / (error + 1e-12)))
