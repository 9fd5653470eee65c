"""Beat This! (Foscarin, Schlüter & Widmer, "Beat this! Accurate beat tracking without DBN postprocessing", ISMIR 2024).

The authors' network from their package, their checkpoint format, our loading: the file is read only as the safetensors
that a capped child made of it. The spectrogram and the cutting into pieces are theirs, without torchaudio.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.analysis.beat_model import BeatActivations
from engine.core.errors import ModelRefused
from engine.core.jobs import Report
from engine.models.installed import loadable_path

if TYPE_CHECKING:
    import torch

    from engine.core.audio import Audio
    from engine.core.model_card import ModelCard

SAMPLE_RATE = 22_050
HOP_LENGTH = 441
WINDOW = 1_024
NUM_MELS = 128
LOW_HZ, HIGH_HZ = 30.0, 11_000.0
LOG_MULTIPLIER = 1_000.0
"""Of the authors' ``LogMelSpect``: magnitudes of a Hann window divided by sqrt(1024), Slaney mels, log(1 + 1000 x)."""

PIECE_FRAMES = 1_500
BORDER_FRAMES = 6
"""Length of the authors' training pieces, 30 s, and the frames at either end that were not trained."""

_PREFIX = "state_dict.model."
_SETTINGS = "hyper_parameters."
_LIMITS = {"spect_dim": 512, "transformer_dim": 2_048, "ff_mult": 16, "n_layers": 48, "head_dim": 256, "stem_dim": 512}
_SWITCHES = ("sum_head", "partial_transformers")
_WRONG = (TypeError, ValueError, KeyError, IndexError, ArithmeticError, AssertionError, RuntimeError)


def load_beat_this(card: ModelCard, models_folder: Path) -> BeatThis:
    """The network of an installed card.

    Raises:
        ModelNotInstalled: If its file is missing.
        ModelRefused: If the file holds no Beat This network.
    """
    if len(card.files) != 1:
        raise ModelRefused(card.id, "its card must name one file")
    file = loadable_path(card, models_folder, card.files[0].name)
    return BeatThis(read_network(file, card.id))


@dataclass(frozen=True, slots=True, eq=False)
class BeatThis:
    """The network, in evaluation mode on the CPU. ``activations`` hears a recording at 50 frames per second."""

    network: Any

    def activations(self, audio: Audio, *, report: Report) -> BeatActivations:
        import torch

        from engine.audio.resample import resample

        samples = resample(audio, SAMPLE_RATE).samples.mean(axis=0)
        with torch.inference_mode():
            mel = log_mel(torch.from_numpy(np.ascontiguousarray(samples)))
            beat, downbeat = _in_pieces(self.network, mel, report)
        return BeatActivations(beat, downbeat, SAMPLE_RATE / HOP_LENGTH)


def log_mel(samples: torch.Tensor) -> torch.Tensor:
    """The network's input: ``[samples]`` at 22 050 Hz to ``[frames, mels]``."""
    import torch
    from librosa.filters import mel

    if len(samples) <= WINDOW // 2:  # reflection needs more than half a window
        samples = torch.nn.functional.pad(samples, (0, WINDOW // 2 + 1 - len(samples)))
    window = torch.hann_window(WINDOW)
    spectrum = torch.stft(samples, WINDOW, HOP_LENGTH, window=window, center=True, normalized=True, return_complex=True)
    bank = mel(sr=SAMPLE_RATE, n_fft=WINDOW, n_mels=NUM_MELS, fmin=LOW_HZ, fmax=HIGH_HZ, htk=False, norm=None)
    return torch.log1p(LOG_MULTIPLIER * (spectrum.abs().T @ torch.from_numpy(bank.T.copy())))


def _in_pieces(network: Any, mel: torch.Tensor, report: Report) -> tuple[np.ndarray, np.ndarray]:
    """The authors' pieces: borders are thrown away, the last piece ends with the song, earlier pieces win."""
    import torch

    num_frames = len(mel)
    step = PIECE_FRAMES - 2 * BORDER_FRAMES
    starts = list(range(-BORDER_FRAMES, num_frames - BORDER_FRAMES, step))
    if num_frames > step:
        starts[-1] = num_frames - (PIECE_FRAMES - BORDER_FRAMES)
    out = np.full((2, num_frames), -1_000.0, np.float32)
    for index, start in enumerate(reversed(starts)):
        stop = min(start + PIECE_FRAMES, num_frames)
        after = max(0, min(BORDER_FRAMES, start + PIECE_FRAMES - num_frames))
        piece = torch.nn.functional.pad(mel[max(0, start) : stop], (0, 0, max(0, -start), after))
        heard = network(piece[None])
        first = start + BORDER_FRAMES
        for row, name in enumerate(("beat", "downbeat")):
            values = heard[name][0, BORDER_FRAMES:-BORDER_FRAMES].float().numpy()
            out[row, first : first + len(values)] = values
        report((index + 1) / len(starts))
    return out[0], out[1]


def read_network(file: Path, model: str) -> Any:
    """The network in a checkpoint that was checked and rewritten as safetensors (``engine.models.safe_load``).

    Args:
        file: With its settings under ``values`` in the metadata.
        model: Id for messages.

    Raises:
        ModelRefused: If it holds none, or one whose numbers belong to another.
    """
    import torch
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(file), framework="pt") as opened:
            metadata = opened.metadata() or {}
            names = [name for name in opened.keys() if name.startswith(_PREFIX)]  # noqa: SIM118 - safe_open is no mapping
            tensors = {name.removeprefix(_PREFIX).removeprefix("_orig_mod."): opened.get_tensor(name) for name in names}
        values = json.loads(metadata.get("values", "{}"))
    except (SafetensorError, OSError, ValueError) as error:
        raise ModelRefused(model, f"{file.name} is damaged ({str(error)[:120]})") from error
    if not tensors or not isinstance(values, dict):
        raise ModelRefused(model, f"{file.name} is no checkpoint of Beat This", "Get it from its authors' release.")
    from beat_this.model.beat_tracker import BeatThis as Network  # type: ignore[import-untyped]

    try:
        arguments = _arguments(values)
        with torch.device("meta"):  # a file that lies about its size is found before memory is taken
            expected = Network(**arguments).state_dict()
        for name, tensor in expected.items():
            found = tensors.get(name)
            if found is None or found.shape != tensor.shape:
                raise ValueError(f"expected {name} of shape {tuple(tensor.shape)}")
        network = Network(**arguments)
        network.load_state_dict(tensors)
    except _WRONG as error:
        reason = str(error).split("\n", maxsplit=1)[0][:160]
        raise ModelRefused(model, f"{file.name} makes no Beat This network ({reason})") from error
    return network.eval().requires_grad_(requires_grad=False)


def _arguments(values: dict[str, Any]) -> dict[str, Any]:
    """The network's own settings among the checkpoint's, as their package picks them; dropout is of training only."""
    arguments: dict[str, Any] = {}
    for name, most in _LIMITS.items():
        value = values.get(_SETTINGS + name)
        if value is not None:
            if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
                raise ValueError(f"{name} is {value!r}")
            arguments[name] = value
    for name in _SWITCHES:
        value = values.get(_SETTINGS + name)
        if value is not None:
            arguments[name] = bool(value)
    return arguments
