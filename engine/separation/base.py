"""What a separator is: a thing that splits one segment of a mixture. The chunk loop in ``overlap`` does the rest.

And what a refiner is: a thing that takes one stem further apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from engine.core.audio import Audio, Samples
from engine.core.jobs import Report, no_report
from engine.core.one_shots import StemInstrument
from engine.core.stems import Stem
from engine.separation.plan import Plan


class Separator(Protocol):
    """A backend. It sees one segment at a time and knows nothing of files, songs or progress bars.

    Attributes:
        id: The name on its model card.
        revision: Version of its code and weights; part of every cache key.
        sources: The stems it makes, in the order of ``Stem``.
        sample_rate: Hz of the audio it works on; None if it takes any rate. The loop resamples where needed.
    """

    @property
    def id(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def sources(self) -> tuple[Stem, ...]: ...
    @property
    def sample_rate(self) -> int | None: ...

    def segment_samples(self, sample_rate: int) -> int:
        """Longest segment it takes at once, in samples at ``sample_rate``; at least 1."""
        ...

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        """Split one segment.

        Args:
            mixture: Finite float32 ``[channels, samples]`` with 1 to ``segment_samples`` samples. A backend that
                needs a fixed length pads by itself.
            sample_rate: Samples per second, equal to ``self.sample_rate`` where that is not None.
            report: Told the fraction done of this segment at least every 0.5 s; raises ``JobCancelled`` to stop.

        Returns:
            One finite float32 array of the mixture's shape for every stem in ``sources``.
        """
        ...


@runtime_checkable
class ListensFirst(Protocol):
    """A separator that wants to hear the whole song before it splits the first segment.

    It may say in ``listening_share`` which share of the whole work that is (0–1); 0.1 where it does not.
    """

    def adapted_to(self, mixture: Audio, *, report: Report = no_report) -> Separator:
        """The separator to use for this song. Pure: ``self`` stays as it is.

        Args:
            mixture: The whole song at the separator's sample rate.
            report: Told the fraction done at least every 0.5 s; raises ``JobCancelled`` to stop.
        """
        ...


@runtime_checkable
class Batched(Protocol):
    """A separator that is faster on several segments than on one after the other."""

    @property
    def segments_at_once(self) -> int:
        """How many segments to give it at most; at least 1. May fall while it works (memory)."""
        ...

    def separate_segments(
        self, mixtures: Sequence[Samples], sample_rate: int, *, report: Report = no_report
    ) -> list[dict[Stem, Samples]]:
        """What ``separate_segment`` gives for each of 1 to ``segments_at_once`` segments of one length."""
        ...


@runtime_checkable
class PlansSegments(Protocol):
    """A separator that says itself where segments lie, what each hears and how its estimate is weighed."""

    def plan(self, num_samples: int, sample_rate: int, overlap: float) -> Plan:
        """The plan for a song of that many samples at the separator's rate; ``overlap`` 0–0.75."""
        ...


@runtime_checkable
class HearsLogDrum(Protocol):
    """A separator that says afterwards whether there was a log drum at all."""

    def log_drum_probability(self) -> float | None:
        """Calibrated probability 0-1 for what was separated since this was last asked; None if that is nothing."""
        ...


@runtime_checkable
class OnDevice(Protocol):
    """A separator that computes on a device of its choice and says afterwards which. Others run on the CPU in fp32.

    Attributes:
        device: ``cpu`` or ``cuda``: where the last segment was computed.
        precision: ``fp32``, ``bf16`` or ``fp16``.
        notes: Sentences about what came otherwise than asked for (less memory, another device).
    """

    @property
    def device(self) -> str: ...
    @property
    def precision(self) -> str: ...
    @property
    def notes(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """A stem taken further apart.

    Args:
        parts: By name; they sum to the stem.
        instrument: What plays it, where that has been found out.
    """

    parts: Mapping[str, Audio]
    instrument: StemInstrument | None = None


class Refiner(Protocol):
    """What takes one stem further apart: the log drum into its one-shots, the drums into their pieces."""

    def refine(self, stem: Audio, *, report: Report = no_report) -> Refined:
        """Take a stem apart.

        Args:
            stem: A whole stem; silence is taken apart into silence.
            report: Told the fraction done; raises ``JobCancelled`` to stop.
        """
        ...
