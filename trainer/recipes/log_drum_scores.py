"""How well a five-source HTDemucs separates held-out examples, as the app would use it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.stems import Stem
from engine.separation.measure import is_silent, leakage_dbfs, sdr

if TYPE_CHECKING:
    from lightning_fabric import Fabric

    from engine.core.audio import Samples
    from trainer.recipes.log_drum_examples import Example

_FLOOR_DBFS = -120.0  # JSON knows no infinity


def score_examples(
    model: Any, examples: Iterable[Example], fabric: Fabric, *, gives_up: bool = True
) -> dict[str, float]:
    """Median SDR by stem where it plays, median leakage of the log drum where it does not.

    Args:
        model: In evaluation mode.
        examples: Held-out ones.
        fabric: Whose device and precision is used.
        gives_up: Bass, drums and other give up what the log drum took (``log_drum_share``), as they do in the app where
            they were trained without one.

    Returns:
        ``sdr_db/<stem>`` and ``leakage_dbfs`` where there is something to measure, and ``score``: the log drum's SDR,
        or less than nothing where no example has one.
    """
    ratios: dict[Stem, list[float]] = {stem: [] for stem in Stem}
    leakages: list[float] = []
    for example in examples:
        estimates = _separated(model, example.mixture, fabric, gives_up)
        for place, stem in enumerate(Stem):
            if not example.is_known[place] or stem not in estimates:
                continue
            reference = Audio(example.targets[place], model.samplerate)
            estimate = Audio(estimates[stem], model.samplerate)
            if not is_silent(reference):
                ratios[stem].append(sdr(reference, estimate))
            elif stem is Stem.LOG_DRUM:
                leakages.append(max(_FLOOR_DBFS, leakage_dbfs(reference, estimate) or _FLOOR_DBFS))
    scores = {f"sdr_db/{stem.value}": float(np.median(values)) for stem, values in ratios.items() if values}
    if leakages:
        scores["leakage_dbfs"] = float(np.median(leakages))
    return {**scores, "score": scores.get("sdr_db/log_drum", _FLOOR_DBFS)}


def _separated(model: Any, mixture: Samples, fabric: Fabric, gives_up: bool) -> dict[str, Samples]:
    import torch

    from engine.separation.log_drum_share import take_out_log_drum

    with torch.no_grad(), fabric.autocast():
        estimates = model(torch.from_numpy(mixture)[None].to(fabric.device)).float()
    if gives_up:
        estimates = take_out_log_drum(estimates, model.sources)
    return dict(zip(model.sources, estimates[0].cpu().numpy(), strict=True))
