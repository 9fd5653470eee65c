"""Putting the watermark into sound: each cell a little louder or softer, no more than the ear lets pass.

How much: a narrow band that fluctuates by itself masks small changes of its level (modulation masking: Dau, Kollmeier
and Kohlrausch, JASA 102, 1997), a steady tone does not. So a cell moves by 0.4 of its own fluctuation, between
0.35 and 1 dB; 0.4 dB of a tone is an error 26 dB below it, about what a tone masks at 10 Bark (Schroeder, Atal and
Hall, JASA 66, 1979: 14.5 + z dB). Nothing below 300 Hz or above 7.3 kHz is touched and silence stays silent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio
from engine.provenance.mark_pattern import (
    NUM_SLOTS,
    SLOT_SECONDS,
    Floats,
    band_edges,
    coverage,
    pattern_of,
    signs_with,
)

_HOP_SECONDS = 0.0116
_OVERLAP = 4
_SHARE, _LEAST_DB, _MOST_DB = 0.4, 0.35, 1.0
_STEADY_SECONDS = 0.25
_SILENCE = 1e-8
"""Mean square of a band below which nothing is marked: -80 dB below full scale."""
_CHUNK_FRAMES = 2_048


def embed(audio: Audio, key: bytes, payload: int) -> Audio:
    """The same music with the mark of ``key`` and 32 bits in it; as long, and nowhere louder at its peak.

    Args:
        audio: 1 or more channels at 16 kHz or more; all channels move together, so that the mark survives a downmix.
        key: Any bytes.
        payload: 0 to 2^32 - 1.

    Raises:
        ValueError: If the payload has more than 32 bits.
    """
    return embed_together(audio, (), key, payload)[0]


def embed_together(mix: Audio, parts: tuple[Audio, ...], key: bytes, payload: int) -> tuple[Audio, ...]:
    """Mark a mix and the parts that sum to it by the same moves, so that they still sum to it; the mix comes first.

    Raises:
        ValueError: If the payload has more than 32 bits, or a part has another shape than the mix.
    """
    signs = signs_with(pattern_of(key), payload)
    if any(part.samples.shape != mix.samples.shape or part.sample_rate != mix.sample_rate for part in parts):
        raise ValueError("parts must have the shape and rate of the mix")
    if mix.num_samples == 0:
        return (mix, *parts)
    grid = _grid(mix)
    gains = _gains_db(_padded(mix, grid), grid, signs)
    marked = [audio.samples + _change(audio, grid, gains) for audio in (mix, *parts)]
    before, after = float(np.abs(mix.samples).max()), float(np.abs(marked[0]).max())
    if after > before > 0.0:
        marked = [samples * np.float32(before / after) for samples in marked]
    return tuple(
        replace(audio, samples=np.ascontiguousarray(samples, dtype=np.float32))
        for audio, samples in zip((mix, *parts), marked, strict=True)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Frames of 46 ms at three quarters of overlap. ``share`` ``[bands, bins]`` spreads a band's gain over its bins."""

    sample_rate: int
    hop: int
    num_frames: int
    share: NDArray[np.float32]
    window: NDArray[np.float32]

    @property
    def size(self) -> int:
        return self.hop * _OVERLAP

    @property
    def start(self) -> int:
        """Where the sound begins in the padded signal."""
        return self.size - self.hop


def _grid(audio: Audio) -> _Grid:
    import scipy.fft

    hop = int(scipy.fft.next_fast_len(int(np.ceil(_HOP_SECONDS * audio.sample_rate)), real=True))
    size = hop * _OVERLAP
    share = coverage(np.fft.rfftfreq(size, 1.0 / audio.sample_rate), band_edges()).astype(np.float32)
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    return _Grid(audio.sample_rate, hop, -(-audio.num_samples // hop) + _OVERLAP - 1, share, window)


def _padded(audio: Audio, grid: _Grid) -> NDArray[np.float32]:
    padded = np.zeros((audio.num_channels, (grid.num_frames + _OVERLAP - 1) * grid.hop), dtype=np.float32)
    padded[:, grid.start : grid.start + audio.num_samples] = audio.samples
    return padded


def _change(audio: Audio, grid: _Grid, gains: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is added to the sound."""
    import scipy.fft

    padded = _padded(audio, grid)
    change = np.zeros_like(padded)
    for first in range(0, grid.num_frames, _CHUNK_FRAMES):
        last = min(first + _CHUNK_FRAMES, grid.num_frames)
        factors = np.expm1(gains[first:last] @ grid.share * np.float32(np.log(10.0) / 20.0))
        for channel in range(audio.num_channels):
            spectra = scipy.fft.rfft(_frames(padded[channel], grid)[first:last] * grid.window, axis=1)
            moved = scipy.fft.irfft(spectra * factors, grid.size, axis=1) * grid.window
            _add(change[channel], moved, first, grid.hop)
    # Hann twice at three quarters of overlap sums to 3/2 (Griffin and Lim, 1984, normalised overlap-add)
    return change[:, grid.start : grid.start + audio.num_samples] * np.float32(2.0 / 3.0)


def _gains_db(padded: NDArray[np.float32], grid: _Grid, signs: Floats) -> NDArray[np.float32]:
    """Level change ``[frames, bands]`` in dB."""
    import scipy.fft
    from scipy.ndimage import uniform_filter1d

    middle = padded.mean(axis=0)
    power = np.empty((grid.num_frames, grid.share.shape[0]), dtype=np.float32)
    for first in range(0, grid.num_frames, _CHUNK_FRAMES):
        last = min(first + _CHUNK_FRAMES, grid.num_frames)
        spectra = scipy.fft.rfft(_frames(middle, grid)[first:last] * grid.window, axis=1)
        power[first:last] = (spectra.real**2 + spectra.imag**2) @ grid.share.T
    power *= 2.0 / float(np.sum(grid.window)) ** 2
    level = 10.0 * np.log10(power + _SILENCE / 10.0)
    steady = 2 * round(_STEADY_SECONDS * grid.sample_rate / grid.hop / 2) + 1
    mean = uniform_filter1d(level, steady, axis=0, mode="nearest")
    spread = np.sqrt(np.maximum(uniform_filter1d(level**2, steady, axis=0, mode="nearest") - mean**2, 0.0))
    depth = np.clip(_SHARE * spread, _LEAST_DB, _MOST_DB)
    depth[power < _SILENCE] = 0.0
    centre = (np.arange(grid.num_frames) * grid.hop - grid.start + grid.size / 2) / grid.sample_rate
    slots = np.floor(centre / SLOT_SECONDS).astype(int) % NUM_SLOTS
    return np.asarray(depth * signs.T[slots], dtype=np.float32)


def _frames(channel: NDArray[np.float32], grid: _Grid) -> NDArray[np.float32]:
    return np.lib.stride_tricks.sliding_window_view(channel, grid.size)[:: grid.hop]


def _add(target: NDArray[np.float32], frames: NDArray[np.float32], first: int, hop: int) -> None:
    """Overlap-add, one quarter of all frames at a time."""
    count = len(frames)
    for part in range(_OVERLAP):
        begin = (first + part) * hop
        piece = frames[:, part * hop : (part + 1) * hop]
        target[begin : begin + count * hop] += piece.reshape(-1)
