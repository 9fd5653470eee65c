"""How the network cuts the spectrum: which bins it sees one by one, which in cells, and which bands it reads as one.

Everything is at 44.1 kHz with windows of 4096 samples: a bin is 10.8 Hz. Bands are octaves cut into equal parts (band
split: Luo & Yu, "Music source separation with band-split RNN", 2023), much finer below 700 Hz than any published plan,
because kick, bass and log drum share 30-200 Hz there and nothing else tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass

SAMPLE_RATE = 44_100
N_FFT = 4096
HOP_LENGTH = 1024
FINE_BINS = 512
"""Below 5.5 kHz every bin has features and a mask of its own."""
COARSE_BINS = 1536
POOL = 4
"""Above, four bins (43 Hz) make one cell: what sounds there is noise to a mask, not partials."""
COARSE_CELLS = COARSE_BINS // POOL
COMPLEX_BINS = 256
"""Below 2.8 kHz masks are complex: with the mixture's phase alone even an oracle stops near 12 dB for a log drum."""
FINE_FEATURES = 8
COARSE_FEATURES = 3


@dataclass(frozen=True, slots=True)
class BandGroup:
    """``count`` neighbouring bands of ``width`` bins (cells, where coarse) from ``start``."""

    start: int
    width: int
    count: int
    is_coarse: bool = False
    is_complex: bool = False

    @property
    def stop(self) -> int:
        return self.start + self.width * self.count


GROUPS = (
    BandGroup(0, 2, 8, is_complex=True),
    BandGroup(16, 4, 12, is_complex=True),
    BandGroup(64, 8, 8, is_complex=True),
    BandGroup(128, 16, 8, is_complex=True),
    BandGroup(256, 32, 8),
    BandGroup(0, 32, 4, is_coarse=True),
    BandGroup(128, 64, 4, is_coarse=True),
)
NUM_BANDS = sum(group.count for group in GROUPS)
