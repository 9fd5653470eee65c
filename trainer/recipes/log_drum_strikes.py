"""``aurax train fit log-drum-strikes``: where a log drum is struck, from all that a separator made of a song.

Songs of the train split teach (see ``log_drum_strikes_songs``), those of the validation split judge. Examples are eight
seconds of a song whose log drum is at times moved over to the bass in part, as a separator does, whose stems are louder
or softer, and which is heard through an equaliser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.separation.instrument.attack_features import CLOCK, NUM_BANDS
from engine.separation.instrument.attacks import pick_attacks
from engine.separation.instrument.strikes import (
    HEARD,
    HOLES,
    LATER_HOLES,
    LEAD_FRAMES,
    LEAST_SHARE,
    NUM_FEATURES,
    SPREAD_FLOOR,
    THRESHOLD,
    Half,
    strike_features,
    strike_log_odds,
)
from trainer.recipes.log_drum_strikes_songs import FOLDER, take_apart
from trainer.synth_corpus.split import Split

if TYPE_CHECKING:
    from torch import Tensor, nn

    from engine.separation.embedded.separator import EmbeddedSeparator

Floats = NDArray[np.float64]
Array = NDArray[np.float32]

NUM_SONGS = {
    Split.TRAIN: {"song": 660, "pasted": 280},
    Split.VALIDATION: {"song": 86, "pasted": 30},
}
"""Of each group; a thousand songs of 12 to 18 s are heard in an hour."""
STEPS = 7_000
_WIDTH = 40
_BATCH, _FRAMES = 12, 1_600
_LEARNING_RATE, _LEAST_RATE, _WARMUP, _DECAY, _MOST_GRADIENT = 2e-3, 2e-5, 100, 1e-2, 1.0
_REACH = 2.0  # frames over which a target falls off to either side of a strike
_STRIKE_WEIGHT = 3.0  # frames without one are about thirty times as many
_FIRST_SHARE = 0.3  # of the first answer, before the sound is known, in the loss
_MOVED, _LOUDER, _EQUALISED = 0.3, 0.5, 0.5
_LOUDER_DB, _EQUALISER_DB = 3.0, 3.0  # standard deviations
_BENDS = 4  # an equaliser's places over the bands of each of the two windows
_TOLERANCE_S = 0.05
_LEAST_ONSETS = 2
_HEARING = 0.5  # share of the work


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A song as the network sees it, and its strikes in seconds; empty where it has no log drum."""

    features: Half
    onsets: Floats


def fit_log_drum_strikes(
    corpus: Path, out: Path, report: Callable[[float], None], *, steps: int = STEPS, share: float = 1.0
) -> dict[str, Any]:
    """Make and hear the songs, train, judge, and write the weights.

    Args:
        corpus: Folder in which the songs are kept as they were taken apart.
        out: The file to write.
        report: Told the share that is done.
        steps: Of twelve examples.
        share: Of the songs, for a try.

    Returns:
        How many songs there were, and the mean F-measure on those held out, by group.

    Raises:
        OSError: If the songs or the weights cannot be written.
    """
    from safetensors.numpy import save

    from engine.separation.embedded.separator import load_embedded
    from engine.separation.setup import Setup
    from engine.whole_file import write_bytes

    separator = load_embedded(Setup(device="cpu"))
    counts = {split: {group: max(1, round(share * n)) for group, n in own.items()} for split, own in NUM_SONGS.items()}
    whole, done = sum(sum(own.values()) for own in counts.values()), 0
    heard: dict[Split, dict[str, list[Heard]]] = {}
    for split, own in counts.items():
        heard[split] = {}
        for group, count in own.items():
            heard[split][group] = []
            for song in hear(corpus / FOLDER, separator, split, group, count):
                heard[split][group].append(song)
                done += 1
                report(_HEARING * done / whole)
    songs = [song for own in heard[Split.TRAIN].values() for song in own]
    tensors = train_strikes(songs, steps=steps, report=lambda told: report(_HEARING + (1.0 - _HEARING) * told))
    write_bytes(out, save(tensors))
    report(1.0)
    return {
        "songs": len(songs),
        "f_measure": {group: f_measure(own, tensors) for group, own in heard[Split.VALIDATION].items()},
    }


def hear(folder: Path, separator: EmbeddedSeparator, split: Split, group: str, count: int) -> Iterator[Heard]:
    """The first songs of a group and split.

    Raises:
        OSError: If a song cannot be kept.
    """
    for number in range(count):
        taken = take_apart(folder, separator, split, group, number)
        yield Heard(strike_features(taken.waves, taken.mixture), taken.onsets)


def train_strikes(
    songs: Sequence[Heard], *, steps: int, seed: int = 0, report: Callable[[float], None] = lambda _share: None
) -> dict[str, Array]:
    """Tensors of the network; the same songs and seed give the same ones on one machine.

    Args:
        songs: What to learn from.
        steps: Of twelve examples.
        seed: Of the weights, the order, and what is done to the songs.
        report: Told the share that is done.
    """
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = strike_network()
    optimiser = torch.optim.AdamW(network.parameters(), lr=_LEARNING_RATE, weight_decay=_DECAY)
    wanted = [target(song.onsets, len(song.features)) for song in songs]
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = _rate(step, steps)
        rows = [_example(songs[place], wanted[place], rng) for place in rng.integers(len(songs), size=_BATCH)]
        features, truth = (torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True))
        first, last = network(features.transpose(1, 2))
        weight = 1.0 + _STRIKE_WEIGHT * truth
        loss = binary_cross_entropy_with_logits(last, truth, weight=weight)
        loss = loss + _FIRST_SHARE * binary_cross_entropy_with_logits(first, truth, weight=weight)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), _MOST_GRADIENT)
        optimiser.step()
        report((step + 1) / steps)
    return {name: np.ascontiguousarray(own.detach().numpy()) for name, own in network.state_dict().items()}


def strike_network(width: int = _WIDTH) -> nn.Module:
    """The network that ``engine.separation.instrument.strikes`` runs without torch, its weights by the same names."""
    import torch
    from torch import nn

    class StrikeNetwork(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.enter = nn.Conv1d(NUM_FEATURES, width, 9, padding=4)
            self.wide = nn.ModuleList(_convolution(width, holes) for holes in HOLES)
            self.first = nn.Conv1d(width, 1, 1)
            self.sound = nn.Linear(2 * width, width)
            self.later = nn.ModuleList(_convolution(width, holes) for holes in LATER_HOLES)
            self.out = nn.Conv1d(width, 1, 1)

        def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
            """Log odds ``[batch, frames]`` before and after the sound is known, of ``[batch, features, frames]``."""
            x = torch.relu(self.enter(features))
            for layer in self.wide:
                x = x + torch.relu(layer(x))
            first = self.first(x)
            share = torch.sigmoid(first) + LEAST_SHARE
            whole = share.sum(dim=2)
            mean = (x * share).sum(dim=2) / whole
            spread = torch.sqrt(((x - mean[:, :, None]).square() * share).sum(dim=2) / whole + SPREAD_FLOOR)
            x = x + self.sound(torch.cat([mean, spread], dim=1))[:, :, None]
            for layer in self.later:
                x = x + torch.relu(layer(x))
            return first[:, 0], self.out(x)[:, 0]

    return StrikeNetwork()


def _convolution(width: int, holes: int) -> nn.Module:
    from torch import nn

    return nn.Conv1d(width, width, 5, padding=2 * holes, dilation=holes)


def _rate(step: int, steps: int) -> float:
    """A cosine after a short rise (Loshchilov & Hutter, ICLR 2017)."""
    fall = 0.5 * (1.0 + np.cos(np.pi * step / steps))
    warmup = max(1, min(_WARMUP, steps // 10))
    return float(min(1.0, (step + 1) / warmup) * (_LEAST_RATE + (_LEARNING_RATE - _LEAST_RATE) * fall))


def target(onsets: Floats, num_frames: int) -> Array:
    """1 at the frame of a strike, falling to 0 over two frames."""
    places = LEAD_FRAMES + onsets * CLOCK.rate
    nearness = 1.0 - np.abs(np.arange(num_frames)[:, None] - places[None]) / _REACH
    return np.asarray(np.maximum(0.0, nearness.max(axis=1, initial=0.0)), np.float32)


def _example(song: Heard, wanted: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Eight seconds of a song, changed: features ``[frames, features]`` and targets ``[frames]``."""
    start = int(rng.integers(max(1, len(wanted) - _FRAMES)))
    part = song.features[start : start + _FRAMES].astype(np.float32)
    truth = wanted[start : start + _FRAMES]
    levels = np.power(np.float32(10.0), part, dtype=np.float32).reshape(len(part), len(HEARD) + 1, NUM_BANDS) - 1.0
    if rng.random() < _MOVED:
        share = np.float32(rng.random())
        levels[:, 1] = np.sqrt(np.square(levels[:, 1]) + share * np.square(levels[:, 0]))
        levels[:, 0] *= np.sqrt(1.0 - share)
    if rng.random() < _LOUDER:
        levels *= _gain(rng.normal(0.0, _LOUDER_DB, (levels.shape[1], 1)))
    if rng.random() < _EQUALISED:
        levels *= _gain(equaliser(rng))
    return _padded(np.log10(1.0 + levels).reshape(len(part), -1)), _padded(truth)


def equaliser(rng: np.random.Generator) -> Floats:
    """Decibels of each band, the same curve for both windows' bands from low to high, ``[bands]``."""
    curve = rng.normal(0.0, _EQUALISER_DB, _BENDS)
    places = np.linspace(0.0, 1.0, _BENDS)
    half = NUM_BANDS // 2 + NUM_BANDS % 2
    parts = (np.interp(np.linspace(0.0, 1.0, count), places, curve) for count in (half, NUM_BANDS - half))
    return np.concatenate([*parts])


def _gain(db: Floats) -> Array:
    return np.asarray(10.0 ** (db / 20.0), np.float32)


def _padded(part: Array) -> Array:
    short = _FRAMES - len(part)
    return np.pad(part, ((0, short), *((0, 0),) * (part.ndim - 1))).astype(np.float32)


def f_measure(songs: Sequence[Heard], tensors: dict[str, Array]) -> float | None:
    """Mean over the songs that have a log drum of the F-measure within 50 ms; None where there are none."""
    import mir_eval

    found = []
    for song in songs:
        if len(song.onsets) < _LEAST_ONSETS:
            continue
        chance = 0.5 * (1.0 + np.tanh(0.5 * strike_log_odds(song.features, tensors)))
        times = np.maximum(0.0, pick_attacks(chance, threshold=THRESHOLD).times - CLOCK.time(LEAD_FRAMES))
        right = len(mir_eval.util.match_events(np.sort(song.onsets), times, _TOLERANCE_S)) if len(times) else 0
        found.append(2.0 * right / (len(song.onsets) + len(times)))
    return round(float(np.mean(found)), 4) if found else None
