"""Tiny HTDemucs networks with random numbers, in the files that demucs itself writes and reads."""

from __future__ import annotations

import json
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.core.codec import encode_json
from engine.core.model_card import ModelCard, WeightFile
from engine.models.installed import RECORD_FILE, Installation, InstalledFile
from tests.tiny_htdemucs import FOUR, tiny_htdemucs

SEGMENT = Fraction(1, 4)
_GEOMETRY: dict[str, Any] = {"channels": 4, "depth": 3, "nfft": 1024, "dconv_comp": 2, "bottom_channels": 16}


def smallest_htdemucs(sources: list[str] | None = None, *, seed: int = 0, **changed: Any) -> Any:
    """A quarter of a second at once in a hundredth of a second of work; weights that half precision holds exactly."""
    network = tiny_htdemucs(sources or list(FOUR), seed=seed, **{**_GEOMETRY, "segment": SEGMENT, **changed})
    network.load_state_dict({name: tensor.half().float() for name, tensor in network.state_dict().items()})
    return network


def write_th(network: Any, folder: Path, signature: str) -> Path:
    """What ``demucs.states.serialize_model`` and ``save_with_checksum`` write; returns ``<signature>-<sha256>.th``."""
    import numpy as np
    import torch
    from demucs.states import get_state

    args, kwargs = network._init_args_kwargs
    package = {
        "klass": type(network),
        "args": args,
        "kwargs": kwargs,
        "state": get_state(network, None, half=True),
        # as in the published files: settings of the training, with a number of numpy's among them
        "training_args": {"seed": 42, "epochs": 360, "dset": {"sources": FOUR}, "best": np.float64(0.5)},
    }
    path = folder / f"{signature}.th"
    torch.save(package, path)
    return path.rename(folder / f"{signature}-{sha256(path.read_bytes()).hexdigest()[:8]}.th")


def write_hub(network: Any, path: Path) -> Path:
    """The safetensors file of demucs 4.1's own hub format."""
    from safetensors.torch import save_file

    def plain(value: object) -> object:
        assert isinstance(value, Fraction)
        return {"_type": "fraction", "numerator": value.numerator, "denominator": value.denominator}

    args, kwargs = network._init_args_kwargs
    metadata = {
        "klass": "demucs.htdemucs.HTDemucs",
        "args": json.dumps(args, default=plain),
        "kwargs": json.dumps(kwargs, default=plain),
    }
    save_file({name: t.half().contiguous() for name, t in network.state_dict().items()}, path, metadata=metadata)
    return path


def install(models: Path, *networks: Any, mixing: tuple[tuple[float, ...], ...] = ()) -> ModelCard:
    """A model as the import leaves it, without the child process that would look at each file."""
    folder = models / "m"
    folder.mkdir(parents=True)
    files = [write_hub(network, folder / f"abcd000{index}.safetensors") for index, network in enumerate(networks)]
    record = Installation(
        "m", "r", "l", "import", tuple(InstalledFile(f.name, sha256(f.read_bytes()).hexdigest(), 1) for f in files)
    )
    (folder / RECORD_FILE).write_bytes(encode_json(record))
    return ModelCard(
        id="m",
        kind="separation",
        title="t",
        source="s",
        revision="r",
        licence="l",
        commercial_use=False,
        architecture="htdemucs",
        mixing=mixing,
        files=tuple(WeightFile(file.name) for file in files),
    )
