"""Sounds of which nothing can be said, and whether nothing is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.cli.culture_bench.loops import LOOPS, RATE, Wave, render
from engine.core.audio import Audio
from engine.core.score import CultureScore
from engine.core.stems import Stem

_SECONDS = 12.0
_VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (270, 2290, 3010), (570, 840, 2410), (300, 870, 2240))
"""First three formants of men's vowels, Hz (Peterson and Barney, JASA 24, 1952)."""


def sounds() -> Mapping[str, Callable[[], Audio]]:
    """By name; all of them last twelve seconds."""
    return {
        "silence": lambda: _stereo(np.zeros(_length())),
        "white noise": lambda: _stereo(0.1 * _rng().standard_normal(_length())),
        "pink noise": lambda: _stereo(_pink()),
        "sine": lambda: _stereo(0.3 * np.sin(2.0 * np.pi * 440.0 * _times())),
        "low sine": lambda: _stereo(0.3 * np.sin(2.0 * np.pi * 55.0 * _times())),
        "sweep": lambda: _stereo(0.3 * np.sin(2.0 * np.pi * np.cumsum(20.0 * 1_000.0 ** (_times() / _SECONDS)) / RATE)),
        "metronome": lambda: _stereo(_clicks()),
        "speech": lambda: _stereo(speech()),
        "piano without drums": lambda: render(LOOPS["pop"]).stems[Stem.OTHER],
    }


def is_null(score: CultureScore) -> bool:
    """Whether no marker, no style and no total is told."""
    return (
        all(marker.value is None for marker in score.markers.values())
        and not score.style.get("probabilities")
        and score.total.get("value") is None
    )


def told(score: CultureScore) -> dict[str, Any]:
    """For the report: whether nothing was said, and why."""
    reasons = {marker.why for marker in score.markers.values()}
    return {"is_null": is_null(score), "why": "; ".join(sorted(reasons - {""}))}


def speech(seconds: float = _SECONDS) -> Wave:
    """Syllables of 70 to 260 ms without pulse: glottal pulses whose pitch glides, through a vowel's formants."""
    from scipy.signal import lfilter

    rng = _rng()
    wave, at = np.zeros(_length(seconds)), 0.2
    while at < seconds - 0.5:
        long = float(rng.uniform(0.07, 0.26))
        t = np.arange(round(long * RATE)) / RATE
        pitch = 120.0 * 2.0 ** (rng.uniform(-0.4, 0.4) + rng.uniform(-0.3, 0.3) * t / long)
        voice = np.mod(np.cumsum(pitch) / RATE, 1.0) - 0.5 + 0.05 * rng.standard_normal(len(t))
        for formant in _VOWELS[int(rng.integers(len(_VOWELS)))]:
            radius = np.exp(-np.pi * (60.0 + 0.05 * formant) / RATE)
            poles = [1.0, -2.0 * radius * np.cos(2.0 * np.pi * formant / RATE), radius**2]
            voice = voice + lfilter([0.3 * (1.0 - radius)], poles, voice) * 20.0
        start = round(at * RATE)
        wave[start : start + len(t)] += voice * np.hanning(len(t)) * rng.uniform(0.4, 1.0)
        at += long + float(rng.uniform(0.0, 0.05)) + (float(rng.uniform(0.25, 0.8)) if rng.random() < 0.12 else 0.0)
    return np.asarray(0.3 * wave / np.abs(wave).max())


def _rng() -> np.random.Generator:
    return np.random.default_rng(440)


def _length(seconds: float = _SECONDS) -> int:
    return round(seconds * RATE)


def _times() -> Wave:
    return np.arange(_length()) / RATE


def _pink() -> Wave:
    """Noise whose power falls by 3 dB an octave, shaped in the frequency domain."""
    spectrum = np.fft.rfft(_rng().standard_normal(_length()))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1.0))
    wave = np.fft.irfft(spectrum, _length())
    return np.asarray(0.3 * wave / np.abs(wave).max())


def _clicks() -> Wave:
    wave = np.zeros(_length())
    t = np.arange(round(0.03 * RATE)) / RATE
    for beat in range(int(_SECONDS * 2) - 1):
        start = beat * RATE // 2
        click = 0.7 * np.exp(-150.0 * t) * np.cos(2.0 * np.pi * (2_000.0 if beat % 4 == 0 else 1_000.0) * t)
        wave[start : start + len(t)] += click
    return wave


def _stereo(wave: Wave) -> Audio:
    return Audio(np.tile(wave.astype(np.float32), (2, 1)), RATE)
