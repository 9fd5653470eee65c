"""The whistle of the dance floor: a referee's whistle whose pea shakes the tone, and one without."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.band_limited import (
    drawn,
    envelope,
    fade_out,
    hop_times,
    make_table,
    num_hops,
    read,
)
from engine.generation.sketch.instruments.base import Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.intonation import glide
from engine.generation.sketch.instruments.shaped_noise import band, noise, num_frames

_SHORT_KEY = 71
_AIR_OCTAVES = 0.25
_SINE = make_table(np.array([1.0, 0.03, 0.012], complex), np.array([1.0, 0.12, 0.05], complex))


@dataclass(frozen=True, slots=True, kw_only=True)
class Whistle:
    """Sine and noise at 2–3.5 kHz with a pea's trill of 18–30 Hz (domain reference 5.1, 18).

    General MIDI key 71 is blown short and rises a little, 72 is held; both last as long as the stroke at most.

    Args:
        seed: Noise.
        pitch_hz: 2000–3500.
        trill_hz: 18–30; 0 for a whistle without a pea.
        trill_depth: 0–1.
        air: 0–1.
    """

    seed: int = 0
    pitch_hz: float = 2650.0
    trill_hz: float = 24.0
    trill_depth: float = 0.6
    air: float = 0.35

    def play(self, stroke: Stroke) -> Wave:
        """One blow; mono."""
        rng = noise_stream(self.seed, stroke)
        is_short = stroke.pitch == _SHORT_KEY
        duration = min(stroke.duration, 0.16) if is_short else stroke.duration
        hops = num_hops(duration + 0.04)
        times = hop_times(hops)
        loudness = envelope(hops, duration, attack=0.014, release=0.035)
        # the pea speeds up with the breath and never runs quite evenly
        speed = self.trill_hz * (0.8 + 0.2 * loudness) * (1.0 + 0.04 * rng.standard_normal(times.size).cumsum() * 0.1)
        turns = np.cumsum(speed) * (times[1] - times[0])
        shake = np.sin(2.0 * np.pi * turns) if self.trill_hz else np.zeros_like(times)
        rise = 1.0 - 0.05 * np.exp(-times / 0.018) - (0.03 * np.clip(times / duration, 0.0, 1.0) if is_short else 0.0)
        bend = 2.0 ** (glide(stroke.slide, times) / 12.0)
        frequency_hz = self.pitch_hz * rise * bend * (1.0 + 0.022 * self.trill_depth * shake)
        heard = loudness * (1.0 - 0.45 * self.trill_depth * (0.5 + 0.5 * shake))
        tone = read(_SINE, frequency_hz, brightness=stroke.velocity / 127.0)
        hiss = noise(band(np.full(num_frames(tone.size), self.pitch_hz), _AIR_OCTAVES), tone.size, rng)
        hiss *= np.float32(0.3 * self.air / max(float(np.sqrt(np.mean(hiss**2))), 1e-9))
        wave = (tone + hiss) * drawn(heard)
        fade_out(wave)
        loud: Wave = wave * np.float32((stroke.velocity / 127.0) / max(float(np.max(np.abs(wave))), 1e-9))
        return loud
