"""AudioSeal's watermark, for those who have installed it: 16 bits in sound, found by its publisher's own detector.

San Roman et al. 2024, "Proactive Detection of Voice Cloning with Localized Watermarking". The package and its weights
are no part of the studio: ``pip install audioseal`` beside it, and fetch the weights once as its own documentation
says. Here it never reaches for the network. It works at 16 kHz on single channels, so the mark is made there and
brought to the sound's own rate.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray

METHOD = "audioseal/16bits"
RATE = 16_000
BITS = 16
GENERATOR, DETECTOR = "audioseal_wm_16bits", "audioseal_detector_16bits"
"""Names of the package's own cards."""
_FOUND_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the detector says: the share of the sound that looks marked, and the bits (random where it is not)."""

    share: float
    payload: int

    @property
    def is_marked(self) -> bool:
        return self.share >= _FOUND_FROM


def require_installed() -> Any:
    """The package.

    Raises:
        UserError: If it is not there.
    """
    try:
        return importlib.import_module("audioseal")
    except ImportError as error:
        raise UserError(
            "The watermark 'audioseal' needs the package audioseal, which is not installed",
            'Install it beside the studio (pip install audioseal), or set watermark = "aurax" under [provenance].',
        ) from error


def embed_together(mix: Audio, parts: Sequence[Audio], payload: int) -> list[Audio]:
    """The mix with its mark, then the parts, each with an equal share of it, so that they still sum to the mix.

    Raises:
        UserError: If the package or its weights are not there.
    """
    import torch

    generator = _load("load_generator", GENERATOR)
    message = torch.tensor([[payload >> bit & 1 for bit in reversed(range(BITS))]] * mix.num_channels)
    with torch.inference_mode():
        low = generator.get_watermark(_at_rate(mix), sample_rate=RATE, message=message)
    mark = _as_long(low[:, 0].float().cpu().numpy(), mix)
    share = mark / np.float32(max(1, len(parts)))
    return [_with(mix, mark), *(_with(part, share) for part in parts)]


def detect(audio: Audio) -> Sealed:
    """Whether a sound carries AudioSeal's mark, and which.

    Raises:
        UserError: If the package or its weights are not there.
    """
    import torch

    detector = _load("load_detector", DETECTOR)
    with torch.inference_mode():
        share, message = detector.detect_watermark(_at_rate(audio).mean(dim=0, keepdim=True), sample_rate=RATE)
    bits = "".join(str(int(bit)) for bit in message[0])
    return Sealed(float(share), int(bits, 2))


def _with(audio: Audio, mark: NDArray[np.float32]) -> Audio:
    return Audio(np.ascontiguousarray(audio.samples + mark, np.float32), audio.sample_rate)


def _load(loader: str, name: str) -> Any:
    package = require_installed()
    try:
        with _offline():
            return getattr(package.AudioSeal, loader)(name).eval()
    except Exception as error:  # another's loader: whatever it raises, the mark cannot be made
        words = str(error).split("\n", maxsplit=1)[0][:200]
        raise UserError(
            f"AudioSeal's weights cannot be loaded: {words or type(error).__name__}",
            "Fetch them once as its documentation says; the studio does not download them by itself.",
        ) from error


@contextmanager
def _offline() -> Iterator[None]:
    """While it lasts neither of the two ways in which the package fetches weights reaches the network."""
    import huggingface_hub.constants as hub
    import torch.hub

    def refuse(*_given: Any, **_named: Any) -> None:
        raise ConnectionError("its weights are not on this machine")

    kept: tuple[Any, Any] = (hub.HF_HUB_OFFLINE, torch.hub.download_url_to_file)
    hub.HF_HUB_OFFLINE, torch.hub.download_url_to_file = True, refuse
    try:
        yield
    finally:
        hub.HF_HUB_OFFLINE, torch.hub.download_url_to_file = kept


def _at_rate(audio: Audio) -> Any:
    """``[channels, 1, samples]`` at 16 kHz: channels as a batch."""
    import torch

    from engine.audio.resample import resample

    return torch.from_numpy(resample(audio, RATE).samples.astype(np.float32, copy=True))[:, None]


def _as_long(mark: NDArray[np.float32], audio: Audio) -> NDArray[np.float32]:
    """The mark at the sound's rate, cut or filled to its length."""
    from engine.audio.resample import resample

    brought = resample(Audio(mark, RATE), audio.sample_rate).samples[:, : audio.num_samples]
    filled = np.zeros_like(audio.samples)
    filled[:, : brought.shape[1]] = brought
    return filled
