"""Sounds between sections: what rises, falls, strikes, wails and crackles. The stroke's syllable names the effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Slide
from engine.generation.sketch.instruments.band_limited import (
    HOP,
    drawn,
    fade_out,
    harmonics_below,
    hop_times,
    make_table,
    num_hops,
    read,
)
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.intonation import Intonation
from engine.generation.sketch.instruments.shaped_noise import (
    FREQUENCIES_HZ,
    Magnitudes,
    band,
    frame_times,
    noise,
    num_frames,
)
from engine.generation.sketch.instruments.voice import Singer, sing

_LONGEST_TAIL_S = 5.0
_CLICK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Risers, downlifters, impacts, reverse swells, sweeps, sirens, a crowd, vinyl and a stopping tape; stereo.

    ``riser``, ``reverse`` and ``sweep`` end with the stroke, ``downlifter``, ``siren``, ``crowd``, ``vinyl`` and
    ``tape_stop`` fill it, ``impact`` rings on for as long as ``tail_s`` says. What is tuned follows the stroke's pitch.

    Args:
        seed: Noise.
        brightness: 0 dark – 1 bright.
        tonal: Share of what has a pitch in risers and downlifters, 0–1.
        tail_s: Time constant of an impact.
        crackle: Density of the vinyl's clicks, 0–1.
    """

    seed: int = 0
    brightness: float = 0.5
    tonal: float = 0.35
    tail_s: float = 0.9
    crackle: float = 0.5

    def play(self, stroke: Stroke) -> Wave:
        """One effect.

        Raises:
            ValueError: If the syllable names none.
        """
        if stroke.syllable not in _EFFECTS:
            raise ValueError(f"there is no effect {stroke.syllable!r}; effects are {', '.join(_EFFECTS)}")
        wide = _EFFECTS[stroke.syllable](self, stroke, noise_stream(self.seed, stroke))
        fade_out(wide, min(wide.shape[1] // 4, round(0.03 * RATE)))
        # the noise's lowest bins and the clicks may leave a trace of DC
        wide -= wide.mean(axis=1, keepdims=True) * _closing(wide.shape[1])
        loud: Wave = (wide * (stroke.velocity / 127.0 / max(float(np.max(np.abs(wide))), 1e-9))).astype(np.float32)
        return loud


def _closing(samples: int) -> NDArray[np.float32]:
    """A window of mean 1 that is 0 at both ends."""
    return (1.0 - np.cos(2.0 * np.pi * (np.arange(samples) + 0.5) / samples)).astype(np.float32)


def _wide_noise(magnitudes: Magnitudes, samples: int, rng: np.random.Generator, *, width: float = 0.7) -> Wave:
    """Noise in stereo: a share of it common to both sides."""
    left, right = (noise(magnitudes, samples, rng) for _ in range(2))
    wide: Wave = np.stack((left, (1.0 - width) * left + np.sqrt(width * (2.0 - width)) * right)).astype(np.float32)
    return wide


def _centred(samples: int, path: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> NDArray[np.float64]:
    """A path over 0–1 at each frame."""
    frames = num_frames(samples)
    return path(np.clip(frame_times(frames) / (samples / RATE), 0.0, 1.0))


def _saws(hops: int, pitch_hz: NDArray[np.float64], seed_phase: float) -> Wave:
    """Two detuned saws, one each side."""
    harmonics = harmonics_below(float(pitch_hz.max()) * 1.01)
    number = np.arange(1, harmonics + 1)
    saw = np.asarray(-1j / number, dtype=np.complex128)
    table = make_table(saw / number, saw)
    sides = [read(table, pitch_hz * detune, brightness=0.5, phase=seed_phase * detune) for detune in (0.995, 1.005)]
    wide: Wave = np.stack(sides)
    return wide[:, : hops * HOP]


def _riser(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    hops = num_hops(stroke.duration)
    samples = hops * HOP
    top = 3500.0 * 2.0 ** (2.0 * effects.brightness)
    centre = _centred(samples, lambda way: 350.0 * (top / 350.0) ** (way**1.3))
    level = _centred(samples, lambda way: 10.0 ** ((-34.0 + 34.0 * way**0.9) / 20.0))
    air = _wide_noise(band(centre, 0.9) * level[:, None], samples, rng)
    way = np.linspace(0.0, 1.0, hops + 1)
    # an octave up to the tonic, faster towards the end
    pitch_hz = frequency(stroke.pitch + 24) * 2.0 ** (way**2.2 - 1.0)
    tones = _saws(hops, pitch_hz, float(rng.random())) * drawn(10.0 ** ((-36.0 + 36.0 * way) / 20.0))
    wide: Wave = (1.0 - effects.tonal) * air / np.max(np.abs(air)) + effects.tonal * tones / np.max(np.abs(tones))
    return wide


def _downlifter(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    hops = num_hops(stroke.duration)
    samples = hops * HOP
    top = 3000.0 * 2.0 ** (2.0 * effects.brightness)
    centre = _centred(samples, lambda way: top * (220.0 / top) ** (way**0.7))
    level = _centred(samples, lambda way: np.minimum(1.0, way / 0.02 + 0.2) * 10.0 ** (-36.0 * way**0.8 / 20.0))
    air = _wide_noise(band(centre, 0.9) * level[:, None], samples, rng)
    way = np.linspace(0.0, 1.0, hops + 1)
    pitch_hz = frequency(stroke.pitch + 24) * 2.0 ** (-1.6 * way**0.8)
    tones = _saws(hops, pitch_hz, float(rng.random())) * drawn(
        np.minimum(1.0, way / 0.01) * 10.0 ** (-40.0 * way / 20.0)
    )
    wide: Wave = (1.0 - effects.tonal) * air / np.max(np.abs(air)) + effects.tonal * tones / np.max(np.abs(tones))
    return wide


def _impact(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    """A boom that falls onto the tonic from an octave and a half above, and a splash of air that dies away darker."""
    samples = num_hops(min(_LONGEST_TAIL_S, max(stroke.duration, 4.5 * effects.tail_s))) * HOP
    times = frame_times(num_frames(samples))
    centre = 250.0 + (900.0 + 2600.0 * effects.brightness) * np.exp(-times / 0.35)
    level = 10.0 ** (-times / effects.tail_s * 8.7 / 20.0) * (1.0 + 2.5 * np.exp(-times / 0.05))
    air = _wide_noise(band(centre, 1.2) * level[:, None], samples, rng)
    air[:, :256] *= np.linspace(0.0, 1.0, 256, dtype=np.float32) ** 0.3
    seconds = np.arange(samples) / RATE
    low = stroke.pitch
    while frequency(low) > 70.0:
        low -= 12
    turns = frequency(low) * (seconds + 1.8 * 0.045 * (1.0 - np.exp(-seconds / 0.045)))
    boom = np.sin(2.0 * np.pi * turns) * np.exp(-seconds / (0.5 * effects.tail_s)) * np.minimum(1.0, seconds / 0.002)
    wide: Wave = (0.75 * boom[None, :] + 0.6 * air / np.max(np.abs(air))).astype(np.float32)
    return wide


def _reverse(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    """A cymbal backwards: bright, thickening air that grows to where it is cut off."""
    samples = num_hops(stroke.duration) * HOP
    left = stroke.duration - frame_times(num_frames(samples))
    level = np.exp(-np.maximum(left, 0.0) / (0.28 * stroke.duration + 0.05))
    metal = band(np.full(level.size, 4200.0 + 4500.0 * effects.brightness), 0.8)
    # a cymbal's modes stand close but not everywhere: a fixed comb of them
    modes = 0.4 + 0.6 * rng.random(FREQUENCIES_HZ.size) ** 2
    return _wide_noise(metal * modes * level[:, None], samples, rng)


def _sweep(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    samples = num_hops(stroke.duration) * HOP
    top = 2500.0 * 2.0 ** (1.5 * effects.brightness)
    centre = _centred(samples, lambda way: 400.0 * (top / 400.0) ** np.sin(np.pi * way))
    level = _centred(samples, lambda way: np.sin(np.pi * way) ** 1.5)
    return _wide_noise(band(centre, 0.55) * level[:, None], samples, rng)


def _siren(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    """A sound-system siren: a filtered square that wails up and down, its two sides a little apart in time."""
    hops = num_hops(stroke.duration)
    times = hop_times(hops)
    rate = float(rng.choice((0.55, 1.1, 2.2)))
    wail = np.sin(2.0 * np.pi * rate * times - 0.5 * np.pi)
    base = frequency(60 + stroke.pitch % 12)
    pitch_hz = base * 2.0 ** ((7.0 * (wail + 1.0) / 2.0) / 12.0)
    harmonics = min(harmonics_below(float(pitch_hz.max())), 9 + round(12 * effects.brightness))
    number = np.arange(1, harmonics + 1)
    square = -1j * np.where(number % 2 == 1, 1.0 / number**1.2, 0.06 / number)
    tone = read(make_table(square, square), pitch_hz)
    way = times / times[-1]
    tone = tone * drawn(np.minimum(1.0, way / 0.06) * np.minimum(1.0, (1.0 - way) / 0.25))
    late = round(0.011 * RATE)
    wide: Wave = np.stack((tone, np.concatenate((np.zeros(late, np.float32), tone[:-late]))))
    return wide


def _crowd(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    """A cheer: calls of differing people over the roar of the rest."""
    samples = num_hops(stroke.duration) * HOP
    swell = _centred(samples, lambda way: np.sin(np.pi * np.clip(way, 0.0, 1.0) ** 0.7) ** 0.8)
    flutter = 1.0 + 0.25 * rng.standard_normal(swell.size)
    frames = np.ones(swell.size)
    roar = (
        band(700.0 * frames, 0.6)
        + 0.6 * band(1500.0 * frames, 0.5)
        + 0.5 * effects.brightness * band(3000.0 * frames, 0.5)
    )
    wide = _wide_noise(roar * (swell * np.clip(flutter, 0.2, 2.0))[:, None], samples, rng, width=0.95)
    wide *= 0.5 / max(float(np.max(np.abs(wide))), 1e-9)
    for _ in range(8):
        length = float(rng.uniform(0.25, 0.9))
        onset = round(float(rng.uniform(0.0, max(0.01, stroke.duration - length - 0.15))) * RATE)
        speaker = float(rng.uniform(0.0, 1.3))
        caller = Singer(
            speaker=speaker,
            effort=float(rng.uniform(0.6, 1.0)),
            breath=0.6,
            attack_s=0.03,
            open_mouth=1.15,
            roughness=0.25,
            intonation=Intonation(scoop_cents=250.0, scoop_s=0.07, jitter_cents=12.0, fall_semitones=4.0),
        )
        call = Stroke(
            pitch=round(52 + 12 * speaker + float(rng.normal(0.0, 3.0))),
            velocity=110,
            duration=length,
            slide=Slide(0.0, 0.6 * length, float(rng.uniform(1.0, 5.0))),
            syllable=str(rng.choice(("we", "o", "e", "ye", "ha"))),
        )
        voice = sing(caller, call, rng)[: samples - onset] * np.float32(rng.uniform(0.12, 0.3))
        side = float(rng.uniform(0.15, 0.85))
        wide[0, onset : onset + voice.size] += np.float32(np.cos(0.5 * np.pi * side)) * voice
        wide[1, onset : onset + voice.size] += np.float32(np.sin(0.5 * np.pi * side)) * voice
    return wide


def _vinyl(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    """Dust and hiss of a record at 33 1/3 turns a minute.

    Clicks have heavy-tailed heights; one scratch comes back at every turn.
    """
    samples = num_hops(stroke.duration) * HOP
    hiss = band(np.full(num_frames(samples), 2600.0), 1.5)
    wide = _wide_noise(hiss, samples, rng, width=0.9) * np.float32(0.02)
    count = rng.poisson((4.0 + 36.0 * effects.crackle) * samples / RATE)
    places = rng.integers(0, samples, count)
    turn_s = 60.0 / (100.0 / 3.0)
    scratch = np.arange(float(rng.uniform(0.0, turn_s)), samples / RATE, turn_s)
    places = np.concatenate((places, np.minimum((scratch * RATE).astype(int), samples - 1)))
    heights = np.concatenate((rng.pareto(2.2, count) * 0.06, np.full(scratch.size, 0.35)))
    signs = rng.choice((-1.0, 1.0), heights.size)
    # a click is short and rings in the pick-up near 3.5 kHz
    age = np.arange(_CLICK)
    click = np.exp(-age / 6.0) * np.cos(2.0 * np.pi * 3500.0 / RATE * age)
    for side in range(2):
        sizes = np.minimum(heights, 1.0) * signs * rng.uniform(0.4, 1.0, heights.size)
        kept = places < samples - _CLICK
        where = places[kept][:, None] + age
        np.add.at(wide[side], where, (sizes[kept][:, None] * click).astype(np.float32))
    return wide


def _tape_stop(effects: Effects, stroke: Stroke, rng: np.random.Generator) -> Wave:
    """A fifth and its octave on a tape that slows down to nothing."""
    hops = num_hops(stroke.duration)
    way = np.linspace(0.0, 1.0, hops + 1)
    speed = np.maximum(1.0 - way, 0.0) ** 0.8
    low = frequency(48 + stroke.pitch % 12)
    wide = np.zeros((2, hops * HOP), np.float32)
    for ratio, level in ((1.0, 1.0), (1.4983, 0.7), (2.0, 0.6)):
        wide += np.float32(level) * _saws(hops, low * ratio * np.maximum(speed, 0.004), float(rng.random()))
    wide *= drawn(np.minimum(1.0, way / 0.01) * speed**0.7)
    hiss = _centred(hops * HOP, lambda part: 400.0 + 3500.0 * np.maximum(1.0 - part, 0.0))
    wide += np.float32(0.15 * effects.brightness) * _wide_noise(band(hiss, 0.8), hops * HOP, rng) * drawn(speed)
    return wide


_EFFECTS: dict[str, Callable[[Effects, Stroke, np.random.Generator], Wave]] = {
    "riser": _riser,
    "downlifter": _downlifter,
    "impact": _impact,
    "reverse": _reverse,
    "sweep": _sweep,
    "siren": _siren,
    "crowd": _crowd,
    "vinyl": _vinyl,
    "tape_stop": _tape_stop,
}
EFFECTS = tuple(_EFFECTS)
"""Their names."""
