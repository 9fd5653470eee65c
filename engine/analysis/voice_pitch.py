"""Fundamental frequency of a voice or another single line, by SwiftF0.

The network is that of Nieradzik, "SwiftF0: Fast and Accurate Monophonic Pitch Detection" (2025), read from the
installed package ``swift_f0``. Around it: parts without sound are not computed, slips of an octave inside a note are
taken back, and voicing is decided between the network's frames of 16 ms, where notes begin and end.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis.spectrum import FloatArray, is_silent, mono
from engine.core.audio import Audio
from engine.core.errors import ModelNotInstalled
from engine.core.jobs import Report, no_report
from engine.core.pitch_curve import PitchCurve

if TYPE_CHECKING:
    from swift_f0 import SwiftF0

Floats = NDArray[np.float64]

STEP_S = 0.008
"""Half of the network's step: what lies between two frames is interpolated."""
_RATE = 16_000
_HOP = 256
_VOICED = 0.58  # the network's own 0.5 lies in the middle of an edge; between frames breaths would count as sung
_AUDIBLE_DB = 45.0  # below the loudest frame; what is softer is a room or what a separator left
_PEAK = 0.5
_BLOCK_HOPS = 16
_MARGIN_BLOCKS = 2  # half a second: more than the network looks to either side
_SILENT = 2e-3  # 54 dB below the loudest sample of the stem
_SLIP_FRAMES = 15
_SLIP_SEMITONES = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class VoicePitch:
    """A voice, frame by frame at ``STEP_S``.

    Args:
        pitch: Fractional MIDI number, also where nothing is sung, ``[frames]``.
        is_voiced: Whether something is sung.
        confidence: The network's, 0-1.
        level_db: Of the sound around the frame.
    """

    pitch: Floats
    is_voiced: NDArray[np.bool_]
    confidence: Floats
    level_db: Floats

    def curve(self) -> PitchCurve:
        """What is written out: Hz, 0 where nothing is sung."""
        hz = 440.0 * 2.0 ** ((self.pitch - 69.0) / 12.0)
        return PitchCurve(STEP_S, np.where(self.is_voiced, hz, 0.0).astype(np.float32))


def voice_pitch(audio: Audio, *, report: Report = no_report) -> VoicePitch:
    """Pitch of a single line between 47 and 2 094 Hz.

    Args:
        audio: The stem; channels are averaged. Silence costs nothing and is unvoiced.
        report: Progress and cancellation.

    Raises:
        ModelNotInstalled: If the package ``swift_f0`` is missing.
    """
    import soxr

    num_frames = 1 + int(audio.duration / STEP_S)
    samples = mono(audio)
    if is_silent(samples):
        return _nothing(num_frames)
    samples = samples * np.float32(_PEAK / float(np.abs(samples).max()))
    low = np.asarray(soxr.resample(samples, audio.sample_rate, _RATE, quality="HQ"), np.float32)
    count = max(1, len(low) // _HOP)
    pitch, confidence, level = np.full(count, 60.0), np.zeros(count), np.full(count, -140.0)
    network = _network()
    for first, last in _sounding(low, count):
        found = network.detect(low[first * _HOP : last * _HOP], _RATE)
        own = slice(first, first + len(found.confidence))
        pitch[own] = 69.0 + 12.0 * np.log2(np.maximum(found.pitch_hz, 1.0) / 440.0)
        confidence[own], level[own] = found.confidence, found.loudness_db
        report(last / count)
    frames = np.minimum(np.arange(num_frames) * (STEP_S * _RATE / _HOP), count - 1.0)
    between = np.arange(count)
    pitch = np.interp(frames, between, _without_slips(pitch))
    confidence, level = np.interp(frames, between, confidence), np.interp(frames, between, level)
    is_voiced = (confidence > _VOICED) & (level > float(level.max()) - _AUDIBLE_DB)
    return VoicePitch(pitch, is_voiced, confidence, level)


def _nothing(num_frames: int) -> VoicePitch:
    zeros = np.zeros(num_frames)
    return VoicePitch(np.full(num_frames, 60.0), np.zeros(num_frames, np.bool_), zeros, np.full(num_frames, -140.0))


def _sounding(samples: FloatArray, count: int) -> Iterator[tuple[int, int]]:
    """Stretches with sound and a margin around, as ``(first, last)`` hops."""
    blocks = -(-count // _BLOCK_HOPS)
    padded = np.zeros(blocks * _BLOCK_HOPS * _HOP, np.float32)
    padded[: min(len(samples), len(padded))] = samples[: len(padded)]
    loud = np.abs(padded.reshape(blocks, -1)).max(axis=1) > _SILENT
    spread = np.convolve(loud, np.ones(2 * _MARGIN_BLOCKS + 1), mode="same")[:blocks] > 0.5
    edges = np.flatnonzero(np.diff(np.concatenate([[0], spread.astype(np.int8), [0]])))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield first * _BLOCK_HOPS, min(count, last * _BLOCK_HOPS)


def _without_slips(pitch: Floats) -> Floats:
    """A few frames an octave away from what lies around them belong to it."""
    from scipy.ndimage import median_filter

    off = pitch - median_filter(pitch, size=_SLIP_FRAMES)
    is_slip = np.abs(np.abs(off) - 12.0) < _SLIP_SEMITONES
    return np.where(is_slip, pitch - 12.0 * np.sign(off), pitch)


@functools.lru_cache(maxsize=1)
def _network() -> SwiftF0:
    if find_spec("swift_f0") is None:
        raise ModelNotInstalled("swift-f0")
    from swift_f0 import SwiftF0

    return SwiftF0(threads=2, spin=False)
