"""The listener of the embedded separator: whether there is a log drum, from what the masks have taken apart.

It hears the separator's own estimates on composed songs, so it is trained after the separator, in minutes: every song
of the corpus is separated once, and the network (25 600 weights) learns from the levels alone. Songs of the validation
split calibrate the probability.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from trainer.multitracks import Multitrack

if TYPE_CHECKING:
    from torch import Tensor

    from engine.separation.embedded.listener import Listener
    from engine.separation.embedded.network import EmbeddedNetwork

_SECONDS = 12.0
_EPOCHS = 24
_BATCH = 32
_LEARNING_RATE, _WEIGHT_DECAY = 4e-3, 0.05
_STEM_SPREAD, _BAND_SPREAD = 0.12, 0.06  # in halves of ten decibels: another mix, another equaliser
_DOUBT = 0.03
"""Labels are 0.03 and 0.97: a faint log drum is hardly one, and nobody is certain."""
_LOUDEST_SHARE = 0.2  # of the smoothed frames decide: a log drum may rest most of a passage
_PRESENT_SHARE = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """One song as the listener sees it.

    Args:
        levels: Float32 ``[5, bands, frames]``, see ``band_levels``.
        activity: Float32 ``[frames, 5]``, the separator's answers.
        has_log_drum: The truth.
    """

    levels: NDArray[np.float32]
    activity: NDArray[np.float32]
    has_log_drum: bool


def hear(network: EmbeddedNetwork, songs: Sequence[Multitrack], report: Callable[[float], None]) -> list[Heard]:
    """The first seconds of every song, separated."""
    import torch

    from engine.core.stems import Stem
    from engine.separation.embedded.bands import SAMPLE_RATE
    from engine.separation.embedded.listener import band_levels
    from engine.separation.embedded.presence import LOG_DRUM
    from engine.separation.embedded.waves import estimates

    heard = []
    with torch.no_grad():
        for number, song in enumerate(songs):
            report(number / len(songs))
            cut = song.cut(0.0, round(_SECONDS * SAMPLE_RATE), SAMPLE_RATE)
            parts, spec, activity = estimates(network, torch.from_numpy(cut.mixture[None]))
            energies = [float(np.square(cut.stems[stem]).sum()) for stem in Stem]
            heard.append(
                Heard(
                    band_levels(parts, spec)[0].numpy(),
                    activity[0].float().numpy(),
                    energies[LOG_DRUM] > _PRESENT_SHARE * sum(energies),
                )
            )
    return heard


def train_listener(heard: Sequence[Heard], *, seed: int = 0, epochs: int = _EPOCHS) -> Listener:
    """A listener that has learned from songs; the same songs and seed give the same one."""
    import torch
    from torch.nn import functional

    from engine.separation.embedded.listener import Listener

    torch.manual_seed(seed)
    frames = min(own.activity.shape[0] for own in heard)
    levels = torch.from_numpy(np.stack([own.levels[..., :frames] for own in heard]))
    activity = torch.from_numpy(np.stack([own.activity[:frames] for own in heard]))
    truth = torch.tensor([float(own.has_log_drum) for own in heard])
    listener = Listener()
    batch = min(_BATCH, len(heard))
    optimiser = torch.optim.AdamW(listener.parameters(), lr=_LEARNING_RATE, weight_decay=_WEIGHT_DECAY)
    schedule: Any = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, _LEARNING_RATE, total_steps=epochs * (len(heard) // batch)
    )
    for _ in range(epochs):
        order = torch.randperm(len(heard))
        for start in range(0, len(heard) - batch + 1, batch):
            chosen = order[start : start + batch]
            logits = passage_logits(listener(_remixed(levels[chosen]), activity[chosen]))
            wanted = truth[chosen] * (1.0 - 2.0 * _DOUBT) + _DOUBT
            loss = functional.binary_cross_entropy_with_logits(logits, wanted)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return listener.eval()


def passage_logits(answers: Tensor) -> Tensor:
    """``[batch, frames]`` to ``[batch]``: the mean of the greatest fifth of the smoothed answers."""
    from engine.separation.embedded.presence import smoothed

    own = smoothed(answers)
    return own.topk(max(1, int(_LOUDEST_SHARE * own.shape[1])), dim=1).values.mean(dim=1)


def _remixed(levels: Tensor) -> Tensor:
    """Every stem a little louder or softer, every band too."""
    import torch

    count, stems, bands, _ = levels.shape
    by_stem = _STEM_SPREAD * torch.randn(count, stems, 1, 1)
    return levels + by_stem + _BAND_SPREAD * torch.randn(count, 1, bands, 1)


def fit_listener(corpus: Path, out: Path, report: Callable[[float], None]) -> dict[str, Any]:
    """Train a listener for the separator that ships, and write the separator's file with it.

    Args:
        corpus: Of ``aurax train corpus make``: its train split teaches, its validation split calibrates.
        out: The file to write; its revision is the old one and ``+listener``.
        report: Told the share that is done.

    Raises:
        UserError: If a split holds no song with all five stems.
    """
    from engine.separation.embedded.separator import weights_file
    from engine.separation.embedded.weights import open_weights, save_weights
    from trainer.recipes.separation import SeparationRecipe
    from trainer.recipes.separation_data import Pool, complete_songs
    from trainer.synth_corpus.split import Split

    songs = complete_songs(corpus, Split.TRAIN)
    held_out = [Pool(complete_songs(corpus, Split.VALIDATION))]
    opened = open_weights(weights_file())
    heard = hear(opened.network, songs, lambda share: report(0.8 * share))
    listener = train_listener(heard)
    recipe = SeparationRecipe(training=held_out, validation=held_out)
    calibration = recipe.calibration(opened.network, listener)
    revision = f"{opened.revision.removesuffix('+listener')}+listener"
    save_weights(out, opened.network, revision, calibration, listener)
    report(1.0)
    return {"songs": len(heard), "with_log_drum": sum(own.has_log_drum for own in heard), "revision": revision}
