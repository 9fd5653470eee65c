"""Two separators in a row: one's four stems, and another's log drum taken out of them.

A network that knows no log drum leaves it in bass, drums and other. Where another one hears a log drum, each of these
stems gives up what it holds of it (``log_drum_share``), so that all stems together stay what the first one's were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.audio.resample import resample
from engine.core.audio import Audio, Samples
from engine.core.jobs import Report, no_report, part_of
from engine.core.stems import Stem
from engine.separation.base import Batched, ListensFirst, OnDevice, PlansSegments, Separator
from engine.separation.overlap import LISTENING, separate
from engine.separation.plan import Plan, trapezoids

_FIRST = 0.8  # share of the work that the first one's network is expected to be
_TAKING_OUT = 0.02
_REVISION = "1"


def joined_revision(first: str, second: str) -> str:
    """The revision of a cascade of separators with these revisions."""
    return f"{_REVISION}({first},{second})"


@dataclass(frozen=True, slots=True, eq=False)
class Cascade:
    """A separator of five stems made of two.

    Args:
        id: The model's id.
        first: Gives drums, bass, other and whatever else, and no log drum. The song is cut as it wants.
        second: Gives a log drum; what else it gives is not used.

    Raises:
        ValueError: If the first has a log drum, or the second has none.
    """

    id: str
    first: Separator
    second: Separator

    def __post_init__(self) -> None:
        if Stem.LOG_DRUM in self.first.sources or Stem.LOG_DRUM not in self.second.sources:
            raise ValueError(f"expected a log drum from {self.second.id} alone, not from {self.first.id}")

    @property
    def revision(self) -> str:
        return joined_revision(self.first.revision, self.second.revision)

    @property
    def sources(self) -> tuple[Stem, ...]:
        return tuple(stem for stem in Stem if stem in self.first.sources or stem is Stem.LOG_DRUM)

    @property
    def sample_rate(self) -> int | None:
        return self.first.sample_rate or self.second.sample_rate

    @property
    def device(self) -> str:
        return self._on_device[0].device if self._on_device else "cpu"

    @property
    def precision(self) -> str:
        return self._on_device[0].precision if self._on_device else "fp32"

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(note for part in self._on_device for note in part.notes))

    @property
    def _on_device(self) -> tuple[OnDevice, ...]:
        return tuple(part for part in (self.first, self.second) if isinstance(part, OnDevice))

    @property
    def listening_share(self) -> float:
        parts = [part for part in (self.first, self.second) if isinstance(part, ListensFirst)]
        return min(0.5, sum(float(getattr(part, "listening_share", LISTENING)) for part in parts))

    @property
    def segments_at_once(self) -> int:
        return self.first.segments_at_once if isinstance(self.first, Batched) else 1

    def segment_samples(self, sample_rate: int) -> int:
        """Those of the first."""
        return self.first.segment_samples(sample_rate)

    def plan(self, num_samples: int, sample_rate: int, overlap: float) -> Plan:
        """That of the first."""
        if isinstance(self.first, PlansSegments):
            return self.first.plan(num_samples, sample_rate, overlap)
        return trapezoids(num_samples, self.first.segment_samples(sample_rate), overlap)

    def adapted_to(self, mixture: Audio, *, report: Report = no_report) -> Cascade:
        """Both after hearing the song."""
        first = _adapted(self.first, mixture, part_of(report, 0.0, 0.5))
        second = _adapted(self.second, mixture, part_of(report, 0.5, 1.0))
        return replace(self, first=first, second=second)

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        """Five stems of one segment; see ``Separator`` for arguments."""
        return self.separate_segments([mixture], sample_rate, report=report)[0]

    def separate_segments(
        self, mixtures: Sequence[Samples], sample_rate: int, *, report: Report = no_report
    ) -> list[dict[Stem, Samples]]:
        """Five stems of segments of one length."""
        watch = part_of(report, 0.0, _FIRST)
        if isinstance(self.first, Batched):
            stems = self.first.separate_segments(mixtures, sample_rate, report=watch)
        else:
            stems = [self.first.separate_segment(one, sample_rate, report=watch) for one in mixtures]
        log_drums = self._log_drums(mixtures, sample_rate, part_of(report, _FIRST, 1.0 - _TAKING_OUT))
        answer = _taken_out(stems, log_drums)
        report(1.0)
        return answer

    def _log_drums(self, mixtures: Sequence[Samples], sample_rate: int, report: Report) -> list[Samples]:
        """The second one's log drum of each segment, which may be longer than it takes at once."""
        second, length = self.second, mixtures[0].shape[1]
        fits = second.sample_rate in (None, sample_rate) and second.segment_samples(sample_rate) >= length
        if fits and isinstance(second, Batched) and second.segments_at_once >= len(mixtures):
            stems = second.separate_segments(mixtures, sample_rate, report=report)
            return [one[Stem.LOG_DRUM] for one in stems]
        log_drums = []
        for index, mixture in enumerate(mixtures):
            part = part_of(report, index / len(mixtures), (index + 1) / len(mixtures))
            if fits:
                log_drums.append(second.separate_segment(mixture, sample_rate, report=part)[Stem.LOG_DRUM])
            else:
                audio = Audio(mixture, sample_rate)
                log_drums.append(separate(audio, _Adapted(second), report=part)[Stem.LOG_DRUM].samples)
        return log_drums


@dataclass(frozen=True, slots=True, eq=False)
class _Adapted:
    """A separator that has heard the song, and does not take a segment of it for another one."""

    separator: Separator

    @property
    def id(self) -> str:
        return self.separator.id

    @property
    def revision(self) -> str:
        return self.separator.revision

    @property
    def sources(self) -> tuple[Stem, ...]:
        return self.separator.sources

    @property
    def sample_rate(self) -> int | None:
        return self.separator.sample_rate

    def segment_samples(self, sample_rate: int) -> int:
        return self.separator.segment_samples(sample_rate)

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        return self.separator.separate_segment(mixture, sample_rate, report=report)


def _adapted(separator: Separator, mixture: Audio, report: Report) -> Separator:
    if not isinstance(separator, ListensFirst):
        return separator
    return separator.adapted_to(resample(mixture, separator.sample_rate or mixture.sample_rate), report=report)


def _taken_out(stems: list[dict[Stem, Samples]], log_drums: list[Samples]) -> list[dict[Stem, Samples]]:
    import torch

    from engine.separation.log_drum_share import take_out_log_drum

    names = [*stems[0], Stem.LOG_DRUM]
    estimates = np.stack([np.stack([*one.values(), drum]) for one, drum in zip(stems, log_drums, strict=True)])
    out = take_out_log_drum(torch.from_numpy(np.asarray(estimates, np.float32)), names).numpy()
    return [dict(zip(names, one, strict=True)) for one in out]
