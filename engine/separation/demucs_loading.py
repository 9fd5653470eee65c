"""HTDemucs networks from installed weights: one, or several that are mixed (a bag, in demucs' words)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ModelRefused
from engine.core.model_card import ModelCard
from engine.core.stems import Stem
from engine.models.installed import loadable_path
from engine.separation.demucs_package import Package, read_package

if TYPE_CHECKING:
    from torch import Tensor

_WRONG = (TypeError, ValueError, KeyError, IndexError, ArithmeticError, AssertionError, RuntimeError)
"""What demucs and torch raise on arguments that make no network, or not the one whose numbers came with them."""
_PARTS_OF_OTHER = ("guitar", "piano")  # further sources of htdemucs_6s


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Networks of one geometry whose estimates are mixed; usually one.

    Args:
        networks: In evaluation mode, on the CPU, in float32.
        mixing: Weight ``[networks, sources]`` of each network's estimate; every source's weights sum to 1.
        holds_log_drum: For each network, whether its other stems still hold what its log drum's stem holds too.
        sources: As the networks call them, in their order.
        sample_rate: In Hz.
        segment_samples: Samples of a segment, rounded as ``apply_model`` does.
        heard_samples: Samples that the networks always hear, as in training; None if they take any length.
        channels: Width of the first layer, which all the network's memory is proportional to.
    """

    networks: tuple[Any, ...]
    mixing: NDArray[np.float32]
    holds_log_drum: tuple[bool, ...]
    sources: tuple[str, ...]
    sample_rate: int
    segment_samples: int
    heard_samples: int | None
    channels: int

    @property
    def stems(self) -> tuple[Stem, ...]:
        """The stem that each source belongs to."""
        return tuple(stem_of(source) for source in self.sources)


def open_ensemble(card: ModelCard, models_folder: Path) -> Ensemble:
    """The networks of an installed model.

    Raises:
        ModelNotInstalled: If a file is missing.
        ModelRefused: If a file holds no HTDemucs, or the networks do not belong together.
    """
    packages = [read_package(loadable_path(card, models_folder, file.name), card.id) for file in card.files]
    networks = tuple(build(package, card.id, file.name) for package, file in zip(packages, card.files, strict=True))
    _require_relatives(networks, card.id)
    _require_stems(networks[0], card.id)
    first, base = networks[0], _base(networks[0])
    segment_samples = int(first.samplerate * first.segment)
    return Ensemble(
        networks,
        _mixing(card, len(first.sources)),
        tuple(package.holds_log_drum for package in packages),
        tuple(first.sources),
        int(first.samplerate),
        segment_samples,
        segment_samples if base.use_train_segment else None,
        int(base.channels),
    )


def _base(network: Any) -> Any:
    """The HTDemucs in a network that may have a branch beside it."""
    return getattr(network, "base", network)


def stem_of(source: str) -> Stem:
    """The stem that a network's source belongs to.

    Raises:
        ValueError: If it belongs to none.
    """
    return Stem.OTHER if source in _PARTS_OF_OTHER else Stem(source)


def build(package: Package, name: str, file_name: str) -> Any:
    """The network that a package describes, on the CPU in float32 and in evaluation mode.

    Args:
        package: From ``read_package``.
        name: The model's id, for messages.
        file_name: For messages.

    Raises:
        ModelRefused: If its arguments make no network, or its numbers belong to another.
    """
    import torch
    from demucs.htdemucs import HTDemucs

    try:
        with torch.device("meta"):  # costs nothing: a file that lies about its size is found before memory is taken
            network: Any = HTDemucs(**package.arguments)
        _require_fit(network.state_dict(), package.tensors, "base." if package.is_branch else "")
        network = network.to_empty(device="cpu")
        if package.is_branch:
            from engine.separation.demucs_branch import LogDrumHTDemucs

            network = LogDrumHTDemucs(network, first_layer=package.first_layer)
        network.load_state_dict(package.tensors)
    except _WRONG as error:
        reason = str(error).split("\n", maxsplit=1)[0][:200]
        raise ModelRefused(name, f"{file_name} makes no network ({reason})") from error
    return network.eval().requires_grad_(requires_grad=False)


def _require_fit(expected: Mapping[str, Tensor], found: Mapping[str, Tensor], prefix: str) -> None:
    """Raises ``ValueError`` with the first tensor that is missing or has another shape."""
    for key, tensor in expected.items():
        own = found.get(prefix + key)
        if own is None or own.shape != tensor.shape:
            got = "nothing" if own is None else str(tuple(own.shape))
            raise ValueError(f"expected {prefix}{key} of shape {tuple(tensor.shape)}, got {got}")


def _require_relatives(networks: tuple[Any, ...], name: str) -> None:
    """Networks are mixed sample by sample, so they must cut a song alike."""

    def geometry(network: Any) -> tuple[Any, ...]:
        length = float(network.segment), _base(network).use_train_segment
        return list(network.sources), network.samplerate, *length

    if not networks:
        raise ModelRefused(name, "its card names no files")
    if any(geometry(network) != geometry(networks[0]) for network in networks):
        raise ModelRefused(name, "its networks separate different sources or take segments of different lengths")


def _require_stems(network: Any, name: str) -> None:
    sources = list(network.sources)
    try:
        stems = {stem_of(source) for source in sources}
    except ValueError as error:
        raise ModelRefused(name, f"it separates {', '.join(sources)}, which are not stems of a song") from error
    if len(stems) < 2:
        raise ModelRefused(name, f"it separates {', '.join(sources)} only")


def _mixing(card: ModelCard, num_sources: int) -> NDArray[np.float32]:
    rows = card.mixing or tuple((1.0,) * num_sources for _ in card.files)
    if len(rows) != len(card.files) or any(len(row) != num_sources for row in rows):
        raise ModelRefused(card.id, f"its card does not mix {len(card.files)} networks of {num_sources} sources")
    weights = np.asarray(rows, np.float64)
    totals = weights.sum(axis=0)
    if (weights < 0).any() or (totals <= 0).any():
        raise ModelRefused(card.id, "its card leaves a source without a network")
    return np.asarray(weights / totals, np.float32)
