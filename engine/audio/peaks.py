"""Peak pyramids made from audio, and kept in files."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from engine.audio.source import shown
from engine.core.audio import Audio, Samples
from engine.core.errors import AudioReadError
from engine.core.peaks import BASE_SAMPLES, Outline, PeakPyramid
from engine.whole_file import whole_file

_FORMAT = 1
_INFINITY = np.float16(np.inf)
_CHUNK_BINS = 1 << 13
_DAMAGED = (
    *(OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, MemoryError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)
"""What ``numpy.load`` and ``zipfile`` raise on damaged files."""


def build_peaks(audio: Audio) -> PeakPyramid:
    """The outline of a recording in memory."""
    return build_peaks_of_blocks([audio])


def build_peaks_of_blocks(blocks: Iterable[Audio]) -> PeakPyramid:
    """The outline of a recording that comes in blocks of any length (one rate and channel count).

    Raises:
        ValueError: If there are no blocks.
    """
    lows: list[Outline] = []
    highs: list[Outline] = []
    rest: Samples | None = None
    num_samples = sample_rate = 0
    for block in blocks:
        sample_rate = block.sample_rate
        num_samples += block.num_samples
        samples = block.samples if rest is None or rest.shape[1] == 0 else np.concatenate([rest, block.samples], axis=1)
        full = samples.shape[1] // BASE_SAMPLES * BASE_SAMPLES
        for start in range(0, full, _CHUNK_BINS * BASE_SAMPLES):
            _append(lows, highs, samples[:, start : min(full, start + _CHUNK_BINS * BASE_SAMPLES)])
        rest = samples[:, full:].copy()
    if rest is None:
        raise ValueError("expected at least one block of audio")
    if rest.shape[1]:
        _append(lows, highs, np.pad(rest, ((0, 0), (0, BASE_SAMPLES - rest.shape[1])), mode="edge"))
    empty = np.zeros((rest.shape[0], 0), np.float16)
    return PeakPyramid.from_base(
        np.concatenate([empty, *lows], axis=1),
        np.concatenate([empty, *highs], axis=1),
        num_samples=num_samples,
        sample_rate=sample_rate,
    )


def _append(lows: list[Outline], highs: list[Outline], samples: Samples) -> None:
    bins = samples.reshape(samples.shape[0], -1, BASE_SAMPLES)
    lows.append(_round_outward(bins.min(axis=2), downward=True))
    highs.append(_round_outward(bins.max(axis=2), downward=False))


def _round_outward(bounds: Samples, *, downward: bool) -> Outline:
    """Float32 to float16 without ever cutting off the signal; ±65504 where it is louder than float16 can say."""
    limit = np.float32(np.finfo(np.float16).max)
    clipped = np.clip(bounds, -limit, limit)
    rounded = clipped.astype(np.float16)
    with np.errstate(over="ignore"):  # at the limit itself, where the neighbour beyond is not taken
        if downward:
            return np.where(rounded > clipped, np.nextafter(rounded, -_INFINITY), rounded)
        return np.where(rounded < clipped, np.nextafter(rounded, _INFINITY), rounded)


def save_peaks(path: Path, pyramid: PeakPyramid) -> None:
    """Keep the finest level (the others follow from it) in an ``.npz`` file, written whole.

    Raises:
        OSError: If it cannot be written.
    """
    with whole_file(path) as temporary, temporary.open("wb") as file:
        np.savez(
            file,
            format=np.int64(_FORMAT),
            form=np.array([pyramid.num_samples, pyramid.sample_rate], np.int64),
            minima=pyramid.minima[0],
            maxima=pyramid.maxima[0],
        )


def load_peaks(path: Path) -> PeakPyramid:
    """An outline from its file.

    Raises:
        AudioReadError: If the file is missing, damaged or of another format; then build it again.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as content:
            if int(content["format"]) != _FORMAT:
                raise ValueError("another format")
            num_samples, sample_rate = (int(number) for number in content["form"])
            minima, maxima = content["minima"], content["maxima"]
        if (
            minima.dtype != np.float16
            or maxima.dtype != np.float16
            or minima.ndim != 2
            or maxima.ndim != 2
            or sample_rate < 1
        ):
            raise ValueError("not an outline")
        return PeakPyramid.from_base(minima, maxima, num_samples=num_samples, sample_rate=sample_rate)
    except _DAMAGED as error:
        raise AudioReadError(
            shown(path), "it holds no waveform outline", "It can be built again from the song."
        ) from error
