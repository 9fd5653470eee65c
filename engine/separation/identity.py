"""The separator that does nothing: everything is ``other``. It shows what the chunk loop alone does to a song."""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.audio import Samples
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem


@dataclass(frozen=True, slots=True)
class IdentitySeparator:
    """Gives the mixture back as ``other``."""

    segment_seconds: float = 10.0
    id: str = "identity"
    revision: str = "1"
    sources: tuple[Stem, ...] = (Stem.OTHER,)
    sample_rate: int | None = None

    def segment_samples(self, sample_rate: int) -> int:
        """Samples of ``segment_seconds``."""
        return max(1, round(self.segment_seconds * sample_rate))

    def separate_segment(
        self,
        mixture: Samples,
        sample_rate: int,  # noqa: ARG002 - the protocol's signature
        *,
        report: Report = no_report,
    ) -> dict[Stem, Samples]:
        """A copy of the segment, as ``other``."""
        report(1.0)
        return {Stem.OTHER: mixture.copy()}
