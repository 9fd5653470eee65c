"""The network's file: safetensors in half precision, its sizes and revision in the header."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import to_builtins
from engine.core.errors import ModelRefused
from engine.separation.embedded.presence import Calibration

if TYPE_CHECKING:
    from engine.separation.embedded.listener import Listener
    from engine.separation.embedded.network import EmbeddedNetwork, NetworkShape

MODEL_ID = "embedded"
_FORMAT = "aurax.embedded/1"
_LISTENER = "listener."


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedWeights:
    """An opened file: networks in evaluation mode, their revision, and what answers about the log drum mean."""

    network: EmbeddedNetwork
    revision: str
    calibration: Calibration
    listener: Listener | None = None


def save_weights(
    path: Path, network: EmbeddedNetwork, revision: str, calibration: Calibration, listener: Listener | None = None
) -> None:
    """Write a network; half precision costs less than 0.01 dB and half of the bytes."""
    import torch
    from safetensors.torch import save_file

    from engine.whole_file import whole_file

    state = dict(network.state_dict())
    if listener is not None:
        state |= {_LISTENER + name: value for name, value in listener.state_dict().items()}
    tensors = {name: value.detach().to("cpu", torch.float16).contiguous() for name, value in state.items()}
    header = {"format": _FORMAT, "revision": revision, "shape": json.dumps(to_builtins(network.shape))}
    header["calibration"] = json.dumps(to_builtins(calibration))
    with whole_file(path) as temporary:
        save_file(tensors, temporary, metadata=header)


def open_weights(path: Path) -> EmbeddedWeights:
    """Read a network.

    Raises:
        ModelRefused: If the file is missing, damaged, or of another network.
    """
    import msgspec
    from safetensors import SafetensorError, safe_open

    from engine.separation.embedded.network import EmbeddedNetwork, NetworkShape

    try:
        with safe_open(path, framework="pt") as opened:
            header = opened.metadata() or {}
            if header.get("format") != _FORMAT:
                raise ModelRefused(MODEL_ID, f"{path.name} is not a file of this separator")
            shape = msgspec.convert(json.loads(header["shape"]), NetworkShape)
            calibration = msgspec.convert(json.loads(header["calibration"]), Calibration)
            network = EmbeddedNetwork(_checked(shape))
            state: dict[str, Any] = {name: opened.get_tensor(name).float() for name in opened.keys()}  # noqa: SIM118 - no mapping
        heard = {name.removeprefix(_LISTENER): state.pop(name) for name in list(state) if name.startswith(_LISTENER)}
        network.load_state_dict(state)
        listener = _listener(heard) if heard else None
    except (OSError, SafetensorError, KeyError, ValueError, RuntimeError) as error:
        first_line = str(error).split("\n", maxsplit=1)[0]
        raise ModelRefused(MODEL_ID, f"{path.name} cannot be read ({first_line[:200]})") from error
    return EmbeddedWeights(network.eval(), header["revision"], calibration, listener)


def _listener(state: dict[str, Any]) -> Listener:
    from engine.separation.embedded.listener import Listener

    listener = Listener()
    listener.load_state_dict(state)
    return listener.eval()


def _checked(shape: NetworkShape) -> NetworkShape:
    if not (1 <= shape.width <= 1024 and 1 <= shape.blocks <= 64 and 1 <= shape.heads <= shape.width):
        raise ValueError("its sizes are out of range")
    return shape
