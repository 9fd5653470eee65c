"""A synthesizer pluck: two saws or pulses behind a filter that closes at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency
from engine.generation.sketch.instruments.shaping import hardness, held, loudness, rise
from engine.generation.sketch.instruments.tones import bank, bent, chorused, length, octaves, own, settled

_MOST_HARMONICS = 44
_KNOTS_PER_S = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pluck:
    """A short, bright synthesizer note. Stereo by chorus.

    Args:
        pulse: 0 saw – 1 square; between them a mixture.
        detune_cents: Between the two oscillators.
        floor_hz: Where the filter comes to rest.
        peak_octaves: How far above that a hard stroke opens it.
        closing_s: Time constant of its closing, in octaves.
        resonance: Lift at the cutoff, 0–1.
        decay_s: Time constant of loudness at middle C.
        release_s: Time constant after the key is let go.
        chorus: Share of a chorus.
        dynamics: Exponent of level over velocity.
        seed: Phases of the oscillators.
    """

    pulse: float = 0.35
    detune_cents: float = 7.0
    floor_hz: float = 420.0
    peak_octaves: float = 4.2
    closing_s: float = 0.075
    resonance: float = 0.35
    decay_s: float = 0.32
    release_s: float = 0.09
    chorus: float = 0.3
    dynamics: float = 1.0
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        key, hard, hz = octaves(stroke.pitch), hardness(stroke.velocity), frequency(stroke.pitch)
        tau = self.decay_s * 2.0 ** (-0.3 * key)
        num = length(stroke, tau, self.release_s)
        number = np.arange(1, min(_MOST_HARMONICS, int(16_000.0 / hz)) + 1, dtype=np.float64)
        knots = np.arange(int(num / RATE * _KNOTS_PER_S) + 2) * (num / RATE / (int(num / RATE * _KNOTS_PER_S) + 1))
        cutoff = self.floor_hz * 2.0 ** (
            0.6 * key + self.peak_octaves * (0.32 + 0.68 * hard) * np.exp(-knots / self.closing_s)
        )
        through = self._filter(number * hz, cutoff) * np.exp(-knots / tau)[:, None]
        even = np.where(number % 2 == 0, 1.0 - self.pulse, 1.0)
        spectrum = even / number
        apart = 2.0 ** (self.detune_cents / 2400.0)
        turn = 0.25 * (1.0 + own(self.seed, stroke.pitch))
        levels = np.concatenate([through * spectrum, 0.8 * through * spectrum], axis=1)
        frequencies = np.concatenate([number * hz * apart, number * hz / apart])
        turns = np.concatenate([np.zeros(len(number)), number * turn])
        wave = bank(frequencies, levels, turns, num) * rise(num, 0.001) * held(num, stroke.duration, self.release_s)
        stereo = chorused(wave, self.chorus, rate_hz=0.8)
        return settled(bent(stereo, stroke.slide), loudness(stroke.velocity, self.dynamics))

    def _filter(self, hz: NDArray[np.float64], cutoff: NDArray[np.float64]) -> NDArray[np.float64]:
        """Magnitude of a two-pole low-pass in series with a one-pole, ``[knots, partials]``."""
        ratio = hz[None, :] / cutoff[:, None]
        damping = 1.4 - 1.0 * self.resonance
        return np.asarray(
            1.0 / np.sqrt((1.0 - ratio**2) ** 2 + (damping * ratio) ** 2) / np.sqrt(1.0 + (0.6 * ratio) ** 2)
        )
