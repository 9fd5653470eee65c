"""Recipe: the network that names the drums of a recording (``engine/analysis/drum_hearing.py``).

Scene ``n`` of batch ``k`` follows from (seed, k, n) and the bank of strokes alone. What judges is played on drums that
no training scene has: other drawn drums, other kits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.drum_features import CLOCK, NUM_BANDS
from engine.analysis.drum_hearing import CHANNELS, CLASSES, DILATIONS, NUM_FLAT, TAPS, WIDTH, pick_strokes
from engine.core.errors import UserError
from trainer.recipes.drum_classes_bank import Bank, make_bank, read_bank, write_bank
from trainer.recipes.drum_classes_scenes import Scene, make_scene
from trainer.recipes.loop import StepLoss
from trainer.synth_corpus.split import Split

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from torch import Tensor, nn

_STROKE_WEIGHT = 3.0  # frames without a stroke are some fifty times as many
_JUDGES, _JUDGED_SECONDS = 24, 10.0
_CALIBRATING = 160
_THRESHOLDS = np.arange(0.1, 0.91, 0.05)
_TOLERANCE_S = 0.05


@dataclass(frozen=True, slots=True)
class DrumSettings:
    """What is trained on what.

    Args:
        bank: File in which the strokes are kept; made where missing. None to make them anew.
        recorded: Whether kits of SoundFonts and CC0 one-shots play too.
        strokes: Drums drawn for each class.
        seconds: Length of a scene.
        batch: Scenes in a step.
        seed: Of the new weights and the scenes.
    """

    bank: Path | None = None
    recorded: bool = True
    strokes: int = 54
    seconds: float = 6.0
    batch: int = 16
    seed: int = 0


class DrumRecipe:
    """See ``Recipe``."""

    def __init__(self, settings: DrumSettings) -> None:
        self._settings = settings
        self._bank = _bank(settings)

    def network(self) -> nn.Module:
        """Weights drawn from the seed."""
        import torch

        torch.manual_seed(self._settings.seed)
        return drum_network()

    def batches(self, numbers: range) -> Iterator[tuple[Tensor, Tensor]]:
        """Features ``[batch, frames, bands]`` and targets ``[batch, frames, classes]``."""
        import torch

        own = self._settings
        for number in numbers:
            scenes = [
                make_scene(np.random.default_rng([own.seed, number, place]), self._bank, Split.TRAIN, own.seconds)
                for place in range(own.batch)
            ]
            features, targets = (np.stack([getattr(s, part) for s in scenes]) for part in ("features", "target"))
            yield torch.from_numpy(features), torch.from_numpy(targets)

    def loss(self, network: nn.Module, batch: Any, fabric: Fabric) -> StepLoss:
        """Cross-entropy of every frame and class."""
        from torch.nn.functional import binary_cross_entropy_with_logits

        features, wanted = (part.to(fabric.device) for part in batch)
        weight = 1.0 + (_STROKE_WEIGHT - 1.0) * wanted
        logits = network(features).float()
        # summed over classes: the mean over mostly silent classes would be a very small number
        return StepLoss(len(CLASSES) * binary_cross_entropy_with_logits(logits, wanted, weight=weight))

    def validate(self, network: nn.Module, fabric: Fabric) -> dict[str, float]:
        """F-measure within 50 ms of each class on drums it never heard; ``score`` is that of all strokes together."""
        counts = self._counts(network, fabric, _JUDGES, np.array([0.5]))[:, 0]
        figures = {name: _f(own) for name, own in zip(CLASSES, counts, strict=True)}
        return {**figures, "score": _f(counts.sum(axis=0))}

    def thresholds(self, network: nn.Module, fabric: Fabric, *, scenes: int = _CALIBRATING) -> NDArray[np.float32]:
        """The threshold of each class with the best F-measure on validation scenes, ``[classes]``."""
        counts = self._counts(network, fabric, scenes, _THRESHOLDS)
        # a broad optimum is better than a lucky one: smoothed over its neighbours
        scores = np.array([[_f(own) for own in row] for row in counts])
        smooth = np.array([np.convolve(np.pad(row, 1, mode="edge"), np.ones(3) / 3.0, mode="valid") for row in scores])
        return np.asarray(_THRESHOLDS[np.argmax(smooth, axis=1)], np.float32)

    def _counts(
        self, network: nn.Module, fabric: Fabric, scenes: int, thresholds: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Strokes matched, told and true, ``[classes, thresholds, 3]``."""
        import torch

        counts = np.zeros((len(CLASSES), len(thresholds), 3))
        for number in range(scenes):
            rng = np.random.default_rng([self._settings.seed, number, 0, 1])
            scene = make_scene(rng, self._bank, Split.VALIDATION, _JUDGED_SECONDS)
            with torch.no_grad():
                logits = network(torch.from_numpy(scene.features[None]).to(fabric.device))[0]
            heard = torch.sigmoid(logits).float().cpu().numpy()
            for place, name in enumerate(CLASSES):
                counts[place] += _matched(heard[:, place], scene, name, thresholds)
        return counts


def _matched(
    heard: NDArray[np.float32], scene: Scene, name: str, thresholds: Sequence[float] | NDArray[np.float64]
) -> NDArray[np.float64]:
    import mir_eval

    true = np.unique(scene.onsets[name])
    rows = []
    for threshold in thresholds:
        told = CLOCK.time(pick_strokes(heard, float(threshold)).astype(float))
        both = len(mir_eval.util.match_events(true, told, _TOLERANCE_S)) if len(true) and len(told) else 0
        rows.append((both, len(told), len(true)))
    return np.array(rows, float)


def _f(counts: NDArray[np.float64]) -> float:
    matched, told, true = counts
    return float(2.0 * matched / max(1.0, told + true))


def _bank(settings: DrumSettings) -> Bank:
    if settings.bank is not None and settings.bank.is_file():
        return read_bank(settings.bank)
    if settings.recorded:
        _check_packages()
    bank = make_bank(num_strokes=settings.strokes, recorded=settings.recorded)
    if settings.bank is not None:
        write_bank(settings.bank, bank)
    return bank


def _check_packages() -> None:
    from trainer.realism.packages import AUDIOPHOB, SONIC_PI, fonts

    if not fonts() or not SONIC_PI.is_dir() or not AUDIOPHOB.is_dir():
        raise UserError(
            "Recorded drums need packages that are not installed",
            "Install them with: apt install libfluidsynth3 fluid-soundfont-gm musescore-general-soundfont "
            "sonic-pi-samples hydrogen-drumkits; or do without: --own-sounds-only",
        )


def drum_network() -> nn.Module:
    """The network that ``engine.analysis.drum_hearing`` runs without torch, its weights by the same names."""
    import torch
    from torch import nn
    from torch.nn.functional import max_pool2d

    class DrumNetwork(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a = nn.Conv2d(1, CHANNELS[0], 3, padding=1)
            self.b = nn.Conv2d(CHANNELS[0], CHANNELS[1], 3, padding=1)
            self.c = nn.Conv1d(NUM_FLAT, WIDTH, 3, padding=1)
            first, second = DILATIONS
            self.d = nn.Conv1d(WIDTH, WIDTH, TAPS, padding=first * (TAPS // 2), dilation=first)
            self.e = nn.Conv1d(WIDTH, WIDTH, TAPS, padding=second * (TAPS // 2), dilation=second)
            self.f = nn.Conv1d(WIDTH, len(CLASSES), 1)
            assert self.f.bias is not None
            nn.init.constant_(self.f.bias, -3.0)  # strokes are rare

        def forward(self, features: Tensor) -> Tensor:
            """Logits ``[batch, frames, classes]`` of ``[batch, frames, bands]``."""
            x = (2.0 * features - 0.6)[:, None].contiguous(memory_format=torch.channels_last)
            for convolution in (self.a, self.b):
                x = max_pool2d(torch.relu(convolution(x)), (1, 2))
            y = torch.relu(self.c(x.permute(0, 1, 3, 2).flatten(1, 2)))
            y = y + torch.relu(self.d(y))
            y = y + torch.relu(self.e(y))
            logits: Tensor = self.f(y).transpose(1, 2)
            return logits

    assert NUM_BANDS % 4 == 0
    return DrumNetwork()
