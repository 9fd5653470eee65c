"""Where the pitch of a sung or blown note is at every moment: scoop, glide, vibrato and a person's unsteadiness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.core.composition import Slide
from engine.generation.sketch.instruments.band_limited import Curve, hop_times
from engine.generation.sketch.instruments.base import Stroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Intonation:
    """How somebody holds a pitch.

    Args:
        scoop_cents: How far below the note begins, positive; above it where negative.
        scoop_s: Time constant of its way up.
        vibrato_cents: Peak deviation. Singers 50–100 cents, 5–7 Hz (Sundberg, "The Science of the Singing Voice",
            1987, ch. 8); wind players less.
        vibrato_hz: Rate.
        vibrato_delay_s: Before it begins; it has grown full after as long again and a quarter of a second.
        drift_cents: Standard deviation of slow wandering.
        jitter_cents: Standard deviation of the change from moment to moment.
        detune_cents: Constant deviation.
        fall_semitones: How far the pitch drops after the key is let go, positive downwards.
    """

    scoop_cents: float = 0.0
    scoop_s: float = 0.03
    vibrato_cents: float = 0.0
    vibrato_hz: float = 5.4
    vibrato_delay_s: float = 0.25
    drift_cents: float = 2.0
    jitter_cents: float = 1.0
    detune_cents: float = 0.0
    fall_semitones: float = 0.0


def glide(slide: Slide | None, times: Curve) -> Curve:
    """Semitones of a slide at each time: a raised cosine from 0 to its interval."""
    if slide is None:
        return np.zeros_like(times)
    way = np.clip((times - slide.start) / max(slide.duration, 1e-3), 0.0, 1.0)
    return np.asarray(slide.semitones * 0.5 * (1.0 - np.cos(np.pi * way)))


def frequency_curve(stroke: Stroke, hops: int, manner: Intonation, rng: np.random.Generator) -> Curve:
    """Hz of a stroke at each hop."""
    times = hop_times(hops)
    cents = (
        manner.detune_cents
        + 100.0 * glide(stroke.slide, times)
        + _vibrato(manner, times, rng)
        + _unsteady(manner, times.size, rng)
    )
    # a short note has no time for the whole scoop
    share = min(1.0, stroke.duration / 0.15)
    cents -= share * manner.scoop_cents * np.exp(-times / manner.scoop_s)
    if manner.fall_semitones:
        way = np.clip((times - 0.6 * stroke.duration) / max(times[-1] - 0.6 * stroke.duration, 0.02), 0.0, 1.0)
        cents -= 100.0 * manner.fall_semitones * way**2
    return np.asarray(440.0 * 2.0 ** ((stroke.pitch - 69.0 + cents / 100.0) / 12.0))


def _vibrato(manner: Intonation, times: Curve, rng: np.random.Generator) -> Curve:
    if not manner.vibrato_cents:
        return np.zeros_like(times)
    grown = np.clip((times - manner.vibrato_delay_s) / (manner.vibrato_delay_s + 0.25), 0.0, 1.0)
    rate = manner.vibrato_hz * float(rng.uniform(0.95, 1.05))
    # it begins upwards from the note, as singers do
    turns = rate * np.maximum(times - manner.vibrato_delay_s, 0.0)
    return np.asarray(manner.vibrato_cents * grown * np.sin(2.0 * np.pi * turns))


def _unsteady(manner: Intonation, size: int, rng: np.random.Generator) -> Curve:
    """Slow wandering (knots each 0.19 s) and fast jitter (knots each 12 ms), both in lines."""
    slow = _wander(size, 128, manner.drift_cents, rng)
    return np.asarray(slow + _wander(size, 8, manner.jitter_cents, rng))


def _wander(size: int, hops_apart: int, deviation: float, rng: np.random.Generator) -> Curve:
    knots = rng.standard_normal(size // hops_apart + 2) * deviation
    return np.asarray(np.interp(np.arange(size), np.arange(knots.size) * hops_apart, knots))
