"""Sources made alike: one rate, as many channels, one length, one loudness, no tags. Only the music differs.

Loudness is matched by lowering only (BS.1770): all versions of a prompt come down to the quietest one, at most to
-18 LUFS, and further, all by the same, if a true peak would pass -1 dBTP. Nothing is limited or raised.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audio.loudness import integrated_loudness, true_peak_dbtp
from engine.audio.resample import resample
from engine.core.audio import Audio
from engine.core.errors import UserError

SAMPLE_RATE = 44_100
TARGET_LUFS = -18.0  # domain reference 4.7
CEILING_DBTP = -1.0
FADE_SECONDS = 0.02
LEAST_SECONDS = 1.0
ANCHORS_HZ = {"anchor_3500": 3_500.0, "anchor_7000": 7_000.0}
"""Low-pass anchors of ITU-R BS.1534-3, annex 1, 5.2."""
_STOP_DB = 60.0


@dataclass(frozen=True, slots=True)
class Cut:
    """The stretch that is played: from ``start``, at most ``seconds`` long; whole bars where their length is known."""

    start: float = 0.0
    seconds: float = 20.0
    bar_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Stimulus:
    """Audio to be written, and by how much it was lowered."""

    audio: Audio
    gain_db: float


def alike(
    versions: Mapping[str, Audio],
    cut: Cut,
    *,
    anchors: Mapping[str, Sequence[str]] | None = None,
    may_be_silent: Collection[str] = (),
) -> dict[str, Stimulus]:
    """All versions of one prompt, made alike.

    Args:
        versions: By a name of the caller's.
        cut: The stretch.
        anchors: For a name, which anchors are wanted of it too; they are called ``(name)/(anchor)``.
        may_be_silent: Names whose silence is an answer too, as that of a separator which found nothing.

    Raises:
        UserError: If one is silent or too short to be compared.
    """
    channels = 2 if any(audio.num_channels > 1 for audio in versions.values()) else 1
    same = {name: _conformed(audio, channels) for name, audio in versions.items()}
    start = round(cut.start * SAMPLE_RATE)
    length = _length(min(audio.num_samples for audio in same.values()) - start, cut)
    cuts = {name: _faded(audio.samples[:, start : start + length]) for name, audio in same.items()}
    for name, wanted in (anchors or {}).items():
        for anchor in wanted:
            cuts[f"{name}/{anchor}"] = _faded(
                low_passed(same[name], ANCHORS_HZ[anchor]).samples[:, start : start + length]
            )
    return _matched({name: Audio(samples, SAMPLE_RATE) for name, samples in cuts.items()}, may_be_silent)


def low_passed(audio: Audio, edge_hz: float) -> Audio:
    """An anchor: linear phase, flat to ``edge_hz``, 60 dB down one seventh above it (BS.1534-3 asks 25 dB at 4 kHz)."""
    from scipy import signal

    nyquist = audio.sample_rate / 2.0
    width = edge_hz / 7.0
    taps, beta = signal.kaiserord(_STOP_DB, width / nyquist)
    kernel = signal.firwin(taps | 1, edge_hz + width / 2.0, window=("kaiser", beta), fs=audio.sample_rate)
    filtered = signal.oaconvolve(audio.samples, kernel[None, :].astype(np.float32), mode="same", axes=1)
    return Audio(np.ascontiguousarray(filtered, np.float32), audio.sample_rate)


def _conformed(audio: Audio, channels: int) -> Audio:
    samples = resample(audio, SAMPLE_RATE).samples
    if samples.shape[0] == channels:
        return Audio(samples, SAMPLE_RATE)
    if samples.shape[0] == 1:
        return Audio(np.repeat(samples, channels, axis=0), SAMPLE_RATE)
    return Audio(np.ascontiguousarray(samples[:channels]), SAMPLE_RATE)


def _length(available: int, cut: Cut) -> int:
    """Samples of the stretch: what all have, cut to whole bars if at least one fits."""
    length = min(available, round(cut.seconds * SAMPLE_RATE))
    if length < LEAST_SECONDS * SAMPLE_RATE:
        raise UserError(
            f"A version is too short: {max(0, available) / SAMPLE_RATE:.1f} s are left after {cut.start:g} s",
            "Start earlier (--start), or leave that item out.",
        )
    if cut.bar_seconds:
        bars = math.floor(length / SAMPLE_RATE / cut.bar_seconds + 1e-6)
        length = round(bars * cut.bar_seconds * SAMPLE_RATE) if bars else length
    return length


def _faded(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    ramp = round(FADE_SECONDS * SAMPLE_RATE)
    rising = (0.5 - 0.5 * np.cos(np.pi * np.arange(ramp) / ramp)).astype(np.float32)
    faded = samples.copy()
    faded[:, :ramp] *= rising
    faded[:, -ramp:] *= rising[::-1]
    return faded


def _matched(versions: Mapping[str, Audio], may_be_silent: Collection[str]) -> dict[str, Stimulus]:
    loudness = {name: integrated_loudness(audio) for name, audio in versions.items()}
    heard = {name: level for name, level in loudness.items() if level is not None}
    silent = next((name for name in versions if name not in heard and name not in may_be_silent), None)
    if silent is not None or not heard:
        raise UserError(
            f"{silent or 'All'} is silent in the stretch that would be played",
            "Choose another with --start, or leave that item out.",
        )
    target = min(TARGET_LUFS, *heard.values())
    gains = {name: target - heard.get(name, target) for name in versions}
    peaks = [(true_peak_dbtp(audio) or -math.inf) + gains[name] for name, audio in versions.items()]
    further = min(0.0, CEILING_DBTP - max(peaks))
    return {
        name: Stimulus(
            Audio((audio.samples * np.float32(10.0 ** ((gains[name] + further) / 20.0))), audio.sample_rate),
            round(gains[name] + further, 3),
        )
        for name, audio in versions.items()
    }
