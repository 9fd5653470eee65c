"""What every decoder hands over, and the limits on what is accepted from one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from engine.audio.formats import Container
from engine.audio.source import Source, Window
from engine.core.audio import Samples

MIN_SAMPLE_RATE = 8_000
MAX_SAMPLE_RATE = 384_000
MAX_CHANNELS = 64
BLOCK_SAMPLES = 1 << 16
"""Samples per channel that are decoded at a time: 1.5 s at 44.1 kHz."""


@dataclass(slots=True)
class RawStream:
    """An opened recording before its samples are read.

    Args:
        claimed_samples: Samples per channel by the header, None where it says nothing that can be believed.
        speakers: WAV's channel mask, or None for the usual order.
        chunks: Decoded blocks, any length, float32 ``[num_channels, n]``; may hold anything a float can hold.
        count: Counts the samples per channel without decoding them; uses the stream up.
        notes: What was not as it should be; grows while decoding.
    """

    container: Container
    codec: str
    sample_rate: int
    num_channels: int
    claimed_samples: int | None
    speakers: int | None
    window: Window
    chunks: Iterator[Samples]
    count: Callable[[], int]
    notes: list[str] = field(default_factory=list)


def check_form(source: Source, sample_rate: int, num_channels: int) -> None:
    """Refuse rates and channel counts that no recording has.

    Raises:
        AudioReadError: Outside 8–384 kHz or 1–64 channels.
    """
    if not MIN_SAMPLE_RATE <= sample_rate <= MAX_SAMPLE_RATE:
        reason = f"its sample rate of {sample_rate:,} Hz is outside 8 to 384 kHz"
        raise source.refusal(reason, "Export it again at 44.1 or 48 kHz.")
    if not 1 <= num_channels <= MAX_CHANNELS:
        reason = f"it has {num_channels:,} channels, more than {MAX_CHANNELS}"
        raise source.refusal(reason, "Export it again in stereo.")
