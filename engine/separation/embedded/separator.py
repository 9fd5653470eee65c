"""The separator that ships with the product: five stems, faster than real time on a laptop's processor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.core.audio import Samples
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem
from engine.paths import resources
from engine.separation.embedded.bands import SAMPLE_RATE
from engine.separation.embedded.presence import Calibration, Heard, probability
from engine.separation.embedded.weights import MODEL_ID, open_weights
from engine.separation.network_runner import Batch, NetworkRunner, choose_device, choose_precision
from engine.separation.setup import Setup

_SEGMENT_SECONDS = 8.0
_GPU_BYTES_PER_SEGMENT = 1.2e9  # generous; the ladder of the runner halves the batch where it is not enough


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedSeparator:
    """See ``Separator``, ``Batched`` and ``OnDevice``."""

    runner: NetworkRunner
    revision: str
    calibration: Calibration
    id: str = MODEL_ID
    sources: tuple[Stem, ...] = tuple(Stem)
    sample_rate: int | None = SAMPLE_RATE

    @property
    def device(self) -> str:
        return self.runner.device

    @property
    def precision(self) -> str:
        return self.runner.precision

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(self.runner.notes)

    @property
    def segments_at_once(self) -> int:
        return self.runner.at_once

    def log_drum_probability(self) -> float | None:
        """See ``HearsLogDrum``."""
        heard: list[Heard] = self.runner.networks[0].heard
        if not heard:
            return None
        answer = probability(heard, self.calibration)
        heard.clear()
        return answer

    def segment_samples(self, sample_rate: int) -> int:
        """Samples of eight seconds: about four bars."""
        return round(_SEGMENT_SECONDS * sample_rate)

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        """Five stems that sum to the segment."""
        return self.separate_segments([mixture], sample_rate, report=report)[0]

    def separate_segments(
        self,
        mixtures: Sequence[Samples],
        sample_rate: int,  # noqa: ARG002 - the protocol's signature
        *,
        report: Report = no_report,
    ) -> list[dict[Stem, Samples]]:
        """Five stems of each of some segments of one length."""
        estimates = self.runner.run(0, _stereo(mixtures), report=report)
        channels = mixtures[0].shape[0]
        if channels == 1:
            estimates = estimates.mean(axis=2, keepdims=True)
        return [dict(zip(self.sources, np.ascontiguousarray(own), strict=True)) for own in estimates]


def load_embedded(setup: Setup, path: Path | None = None) -> EmbeddedSeparator:
    """The separator with the weights that ship, or with those of a file.

    Raises:
        ModelRefused: If the file is not what it should be.
        UserError: If it does not run on the device asked for.
    """
    from engine.separation.embedded.waves import WaveNetwork

    device = choose_device(setup.device)
    precision = choose_precision(setup.precision, device)
    opened = open_weights(path or weights_file())
    runner = NetworkRunner(
        (WaveNetwork(opened.network, opened.calibration, opened.listener).eval(),),
        device,
        precision,
        bytes_per_segment=_GPU_BYTES_PER_SEGMENT,
    )
    return EmbeddedSeparator(runner, opened.revision, opened.calibration)


def weights_file() -> Path:
    """Where the weights lie that ship with the product."""
    return resources() / "weights" / "embedded.safetensors"


def _stereo(mixtures: Sequence[Samples]) -> Batch:
    """``[batch, 2, samples]``; one channel is heard on both sides, of more than two the first two are."""
    return np.stack([np.repeat(own, 2, axis=0) if len(own) == 1 else own[:2] for own in mixtures])
