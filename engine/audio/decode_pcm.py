"""Uncompressed samples to float32 blocks, through libsndfile's converters (integers scaled by 2^(bits−1))."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from engine.audio.formats import Found
from engine.audio.pcm import read_layout
from engine.audio.source import Source, Window
from engine.audio.stream import BLOCK_SAMPLES, RawStream, check_form
from engine.core.audio import Samples


@contextmanager
def open_pcm(source: Source, found: Found) -> Iterator[RawStream]:
    """The samples of a WAV, RF64, W64 or AIFF file.

    Raises:
        AudioReadError: If the header is damaged or describes compressed sound.
    """
    import soundfile

    layout = read_layout(source, found.container, found.offset)
    check_form(source, layout.sample_rate, layout.num_channels)
    if layout.num_samples == 0:
        raise source.refusal("it holds no audio")
    window = source.window(layout.start, layout.length)
    try:
        file = soundfile.SoundFile(
            window, samplerate=layout.sample_rate, channels=layout.num_channels,
            format="RAW", subtype=layout.subtype, endian=layout.endian,
        )  # fmt: skip
    except soundfile.LibsndfileError as error:
        raise source.refusal("its samples cannot be opened") from error
    with file:
        yield RawStream(
            container=found.container,
            codec=layout.subtype,
            sample_rate=layout.sample_rate,
            num_channels=layout.num_channels,
            claimed_samples=layout.num_samples,
            speakers=layout.speakers,
            window=window,
            chunks=_chunks(file, window),
            count=lambda: layout.num_samples,
            notes=[*found.notes, *layout.notes],
        )


def _chunks(file: object, window: Window) -> Iterator[Samples]:
    while True:
        window.progressed()
        block = file.read(BLOCK_SAMPLES, dtype="float32", always_2d=True)  # type: ignore[attr-defined]
        if len(block) == 0:
            return
        yield np.ascontiguousarray(block.T)
