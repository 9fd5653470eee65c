"""What a file sounds like over time, a column at a time: the cost is the width of a picture, never the song.

Each column is the spectrum of a few frames within its time, on a logarithmic axis. Columns that are wider than their
frames are samples of what happens in them, as in every overview of a long recording.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.audio.source import shown
from engine.core.errors import AudioReadError

if TYPE_CHECKING:
    import soundfile

LOWEST_HZ, HIGHEST_HZ = 30.0, 16_000.0
FLOOR_DB, CEILING_DB = -78.0, -12.0
"""Levels of a sine, 0 dB at full scale: what a stem leaves in silence lies below, the peak of a loud bass above."""
_WINDOW_S = 0.08
"""Resolves two semitones at 100 Hz, where basses and log drums are, and still tells 16ths apart at 115 BPM."""
_FRAMES = 2  # a column
_BLOCK_COLUMNS = 64


def read_spectrum(
    path: Path, start: float, end: float, *, columns: int, bands: int, gain_db: float = 0.0
) -> NDArray[np.uint8]:
    """Levels between two seconds, ``[bands, columns]``, the highest band first: 0 at the floor, 255 at the ceiling.

    Args:
        path: A PCM file of the studio's own.
        start: Seconds.
        end: Seconds, later than ``start``; what lies beyond the file is silent.
        columns: Width of the picture.
        bands: Height of the picture, from ``HIGHEST_HZ`` down to ``LOWEST_HZ``.
        gain_db: Added to all levels.

    Raises:
        ValueError: If there is nothing to show.
        AudioReadError: If the file cannot be read.
    """
    import soundfile

    if not start < end or columns < 1 or bands < 1:
        raise ValueError(f"expected start < end and a picture, got {start}, {end}, {columns} x {bands}")
    name = os.fsencode(path) if os.name == "posix" else str(path)
    try:
        with soundfile.SoundFile(name) as file:
            return _columns(file, start, end, columns, bands, gain_db)
    except (soundfile.SoundFileError, OSError) as error:
        raise AudioReadError(shown(path), str(error), "Open the song again; it will be made anew.") from error


def _columns(
    file: soundfile.SoundFile, start: float, end: float, columns: int, bands: int, gain_db: float
) -> NDArray[np.uint8]:
    length = 2 ** round(np.log2(_WINDOW_S * file.samplerate))
    window = np.hanning(length).astype(np.float32)
    scale = 2.0 / float(window.sum())  # a sine of amplitude 1 is 1
    edges = _edges(bands, length, file.samplerate)
    picture = np.zeros((bands, columns), np.uint8)
    width = (end - start) / columns
    for first in range(0, columns, _BLOCK_COLUMNS):
        count = min(_BLOCK_COLUMNS, columns - first)
        centres = start + (first + (np.arange(count * _FRAMES) + 0.5) / _FRAMES) * width
        places = np.round(centres * file.samplerate).astype(np.int64) - length // 2
        spectra = np.abs(np.fft.rfft(_frames(file, places, length) * window, axis=1)) * scale
        levels = spectra.reshape(count, _FRAMES, -1).max(axis=1)
        decibels = 20.0 * np.log10(_in_bands(levels, edges) + 1e-9) + gain_db
        shares = np.clip((decibels - FLOOR_DB) / (CEILING_DB - FLOOR_DB), 0.0, 1.0)
        picture[:, first : first + count] = np.round(255.0 * shares).astype(np.uint8).T[::-1]
    return picture


def _frames(file: soundfile.SoundFile, places: NDArray[np.int64], length: int) -> NDArray[np.float32]:
    """Mono frames that begin at ``places``, silent outside the file. Neighbours are read in one go."""
    first, last = max(0, int(places[0])), min(file.frames, int(places[-1]) + length)
    frames = np.zeros((len(places), length), np.float32)
    if last <= first:
        return frames
    is_dense = last - first <= len(places) * length
    whole = _mono(file, first, last - first) if is_dense else None
    for row, place in enumerate(places.tolist()):
        begin, stop = max(0, place), min(file.frames, place + length)
        if stop > begin:
            part = whole[begin - first : stop - first] if whole is not None else _mono(file, begin, stop - begin)
            frames[row, begin - place : begin - place + len(part)] = part
    return frames


def _mono(file: soundfile.SoundFile, first: int, count: int) -> NDArray[np.float32]:
    file.seek(first)
    samples: NDArray[np.float32] = file.read(count, dtype="float32", always_2d=True).mean(axis=1)
    return samples


def _edges(bands: int, length: int, sample_rate: int) -> NDArray[np.float64]:
    """Bins at the edges of the bands, from low to high."""
    return np.geomspace(LOWEST_HZ, HIGHEST_HZ, bands + 1) * length / sample_rate


def _in_bands(levels: NDArray[np.floating], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """The highest level in each band ``[columns, bands]``; between bins where a band has none of its own."""
    last = levels.shape[1] - 1
    bands = len(edges) - 1
    found = np.zeros((len(levels), bands))
    middles = np.sqrt(edges[:-1] * edges[1:])
    for band in range(bands):
        low, high = int(np.ceil(edges[band])), int(np.floor(edges[band + 1]))
        if middles[band] >= last:
            continue  # above half the sample rate nothing is heard
        if low <= high:
            found[:, band] = levels[:, low : min(high, last) + 1].max(axis=1)
        else:
            below = int(middles[band])
            share = middles[band] - below
            found[:, band] = (1.0 - share) * levels[:, below] + share * levels[:, below + 1]
    return found
