"""HTDemucs with a fifth source, the log drum, while the four old stems stay what they were.

Only four tensors of an HTDemucs know how many sources there are: weight and bias of the last transposed convolution of
either decoder (``demucs.htdemucs``, version 4.1). That gives two ways to a fifth source:

* ``extend_htdemucs`` (here) makes those four tensors one source larger. The result is an ordinary HTDemucs of five
  sources: 2 310 new numbers at its published size, a linear read-out of features made for other sources.
* ``LogDrumHTDemucs`` (``demucs_branch``) keeps the network and gives the log drum decoders of its own. Recommended.

This module needs torch and demucs: only loaders import it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from torch import Tensor, nn  # noqa: TID253

from engine.core.errors import ModelRefused
from engine.core.stems import Stem

LOG_DRUM = Stem.LOG_DRUM.value
_NOISE = 1e-3  # tells the new slice from its parents, so that their gradients can part


def extend_htdemucs(model: Any, *, seed: int = 0) -> Any:
    """The same network with ``log_drum`` as its last source.

    The new slice of each of the four tensors is half the mean of those of bass and drums, between which a network
    without a log drum shares it, plus normal noise of 1e-3. All other numbers are copied, so on the CPU the old stems
    come out bit-identical (on a GPU, to rounding: cuDNN may choose other kernels for other shapes).

    Args:
        model: An HTDemucs with bass and drums and without log drum, as ``demucs`` made it.
        seed: Of the noise.

    Raises:
        ModelRefused: If it is no such network.
    """
    from demucs.htdemucs import HTDemucs

    require_extensible(model)
    arguments = init_arguments(model)
    extended = HTDemucs(**{**arguments, "sources": [*model.sources, LOG_DRUM]})
    noise = torch.Generator().manual_seed(seed)
    old = model.state_dict()
    state = {}
    for name, fresh in extended.state_dict().items():
        tensor = old[name].detach().cpu()
        state[name] = (
            tensor if tensor.shape == fresh.shape else torch.cat([tensor, new_slice(tensor, model, noise)], _dim(name))
        )
    extended.load_state_dict(state)
    extended.segment = model.segment
    device = next(iter(old.values())).device
    return extended.to(device).train(model.training)


def require_extensible(model: Any) -> None:
    """Refuse what is not an HTDemucs whose sources live in its last two convolutions alone.

    Raises:
        ModelRefused: With what is wrong.
    """
    from demucs.htdemucs import HTDemucs

    hint = "Give the weights of a four-stem HTDemucs, for example 955717e8-8726e21a.th."
    if not isinstance(model, HTDemucs):
        raise ModelRefused("htdemucs", f"it is {_article(type(model).__name__)}, not an HTDemucs", hint)
    if LOG_DRUM in model.sources:
        raise ModelRefused("htdemucs", "it has a log drum already", hint)
    if not {Stem.BASS, Stem.DRUMS} <= set(model.sources):
        raise ModelRefused("htdemucs", f"it separates {', '.join(model.sources)}, not bass and drums", hint)
    if not model.cac or len(model.tdecoder) != model.depth or any(layer.empty for layer in model.tdecoder):
        raise ModelRefused("htdemucs", "its geometry is none of the published ones", hint)
    if any(layer.norm for layer in _last_layers(model)):
        raise ModelRefused("htdemucs", "its last layer normalises across sources", hint)


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOUH' else 'a'} {name}"


def init_arguments(model: Any) -> dict[str, Any]:
    """The arguments an HTDemucs was made with, by name (``demucs.states.capture_init`` keeps them)."""
    from demucs.htdemucs import HTDemucs

    positional, named = model._init_args_kwargs  # noqa: SLF001 - how demucs itself saves its models
    bound = inspect.signature(HTDemucs.__init__.__wrapped__).bind(None, *positional, **named)
    return {name: value for name, value in bound.arguments.items() if name != "self"}


def train_new_slices(model: Any, *, train_encoder: bool = False) -> tuple[nn.Parameter, ...]:
    """Freeze an extended HTDemucs but for its log drum; returns the parameters left to train.

    The four tensors hold old sources and the new one together, so their gradients are masked: zero but for the new
    slice. An optimiser must not decay these four tensors: weight decay (AdamW) does not ask for gradients.

    Args:
        model: What ``extend_htdemucs`` gave.
        train_encoder: Also train both encoders, which all sources share: more to learn with, and the old stems are
            then no longer bit-identical.
    """
    if model.sources[-1] != LOG_DRUM:
        raise ValueError(f"expected a model whose last source is {LOG_DRUM}, got {model.sources}")
    model.requires_grad_(False)
    heads = tuple(_source_tensors(model))
    for head in heads:
        head.requires_grad_(True)
        head.register_hook(_mask_of_new_slice(len(model.sources)))  # type: ignore[no-untyped-call]
    return heads + (unfreeze_encoders(model) if train_encoder else ())


def _mask_of_new_slice(num_sources: int) -> Callable[[Tensor], Tensor]:
    def masked(gradient: Tensor) -> Tensor:
        dim = 1 if gradient.ndim > 1 else 0
        width = gradient.shape[dim] // num_sources
        kept = torch.zeros_like(gradient)  # not a product with zeros: an overflow in an old slice would turn to NaN
        new = gradient.narrow(dim, gradient.shape[dim] - width, width)
        kept.narrow(dim, gradient.shape[dim] - width, width).copy_(new)
        return kept

    return masked


def unfreeze_encoders(model: Any) -> tuple[nn.Parameter, ...]:
    """Let both encoders of an HTDemucs train; returns their parameters."""
    parameters = (*model.encoder.parameters(), *model.tencoder.parameters())
    for parameter in parameters:
        parameter.requires_grad_(True)
    return parameters


def _source_tensors(model: Any) -> Iterator[nn.Parameter]:
    for layer in _last_layers(model):
        yield layer.conv_tr.weight
        yield layer.conv_tr.bias


def _last_layers(model: Any) -> Iterator[Any]:
    """The last layer of either decoder; several where the frequency axis is split into bands."""
    for decoder in (model.decoder, model.tdecoder):
        yield from bands(decoder[-1])


def bands(layer: Any) -> tuple[Any, ...]:
    """The layers a decoder layer consists of: itself, or one a frequency band (``demucs.hdemucs.MultiWrap``)."""
    return tuple(getattr(layer, "layers", (layer,)))


def _dim(name: str) -> int:
    """Along which axis the sources of a transposed convolution's tensor lie."""
    return 1 if name.endswith("weight") else 0


def new_slice(tensor: Tensor, model: Any, noise: torch.Generator) -> Tensor:
    """The log drum's share of a transposed convolution's weight or bias, as ``extend_htdemucs`` describes it."""
    dim = 1 if tensor.ndim > 1 else 0
    slices = tensor.chunk(len(model.sources), dim)
    parents = [slices[list(model.sources).index(stem)] for stem in (Stem.BASS, Stem.DRUMS)]
    mean = torch.stack(parents).mean(0)
    return 0.5 * mean + _NOISE * torch.randn(mean.shape, generator=noise, dtype=mean.dtype)
