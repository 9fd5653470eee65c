"""Pads and string sections: many detuned saws as one seamless loop, from a single inverse Fourier transform.

A loop of 2¹⁷ samples holds whole numbers of periods of every line in it, so a saw is a row of lines, a detuned saw
another row beside it, and nothing lies above the ear's limit (after Nasca's PADsynth, which spreads each harmonic over
many lines). A pitch's loop is made once; a note is a stretch of it under an envelope. Filters are applied to the lines:
two loops of one phase, a dark and an open one, and the filter's movement is the mixture of the two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.shaping import Floats, hardness, loudness, num_samples
from engine.generation.sketch.instruments.tones import bent, own, settled

_LOOP = 1 << 17
"""2.97 s; lines 0.336 Hz apart."""

_HIGHEST_HZ = 15_000.0
_KNOTS_APART = 256

_DIFFUSION, _FUNDAMENTAL_DIFFUSION = 0.24, 0.08
"""Greatest phase of a harmonic on one side, in turns; on the other it is the opposite."""

_SIDE = 0.36
"""Amplitude of all saws beside the middle one together, over its own and √2."""


def _curve(num: int, times: NDArray[np.floating], values: NDArray[np.floating]) -> Floats:
    """A slow envelope in lines through its points."""
    knots = np.arange(num // _KNOTS_APART + 2) * (_KNOTS_APART / RATE)
    drawn = np.interp(knots, times, values).astype(np.float32)
    steps = np.arange(_KNOTS_APART, dtype=np.float32) / np.float32(_KNOTS_APART)
    out: Floats = (drawn[:-1, None] + np.diff(drawn)[:, None] * steps).reshape(-1)[:num]
    return out


def _swell(num: int, duration: float, attack_s: float, release_s: float) -> Floats:
    """0 to 1 in a rounded rise, held, and a rounded fall to 0 after the key is let go."""
    attack_s = min(attack_s, 0.7 * duration)
    knots = np.arange(num // _KNOTS_APART + 2) * (_KNOTS_APART / RATE)
    rise = np.sin(0.5 * np.pi * np.clip(knots / attack_s, 0.0, 1.0)) ** 1.5
    fall = np.exp(-5.0 * np.clip((knots - duration) / release_s, 0.0, 1.0)) * (knots < duration + release_s)
    return _curve(num, knots, np.asarray(rise * fall))


@lru_cache(maxsize=32)
def _saws(
    hz: float, voices: int, detune_cents: float, blur_cents: float, dark_hz: float, open_hz: float, body: int, seed: int
) -> NDArray[np.float32]:
    """Loops ``[dark and open, left and right, samples]`` of so many saws; the peak of the open one is 1."""
    rng = np.random.Generator(np.random.PCG64([seed, round(hz * 100)]))
    spectrum = np.zeros((2, _LOOP // 2 + 1), np.complex64)
    places = np.linspace(-1.0, 1.0, voices) if voices > 1 else np.zeros(1)
    cents = detune_cents * places * rng.uniform(0.8, 1.2, voices)
    # neighbours in pitch do not stand side by side
    pans = np.linspace(-1.0, 1.0, voices)[np.argsort(np.arange(voices) * 0.618 % 1.0)] if voices > 1 else np.zeros(1)
    # were all as loud as the middle one, their beating would make holes in the sound (Rayleigh's statistics)
    shares = np.where(np.abs(places) < 1e-9, 1.0, _SIDE / math.sqrt(0.5 * voices))
    for cent, pan, start, share in zip(cents, pans, rng.random(voices), shares, strict=True):
        fundamental = hz * 2.0 ** (cent / 1200.0)
        number = np.arange(1, int(_HIGHEST_HZ / fundamental) + 1)
        blurred = fundamental * number * 2.0 ** (rng.normal(0.0, blur_cents, len(number)) / 1200.0)
        lines = np.rint(blurred * (_LOOP / RATE)).astype(np.int64)
        values = (
            share * np.exp(2j * np.pi * (start * number + rng.normal(0.0, 0.02 * blur_cents, len(number)))) / number
        )
        angle = 0.25 * np.pi * (1.0 + 0.85 * pan)
        # each harmonic reaches the ears at its own small difference of phase, so that the middle one is wide as well
        apart = np.exp(2j * np.pi * _diffusion(fundamental * number) * rng.uniform(-1.0, 1.0, len(number)))
        np.add.at(spectrum[0], lines, (np.cos(angle) * values * apart).astype(np.complex64))
        np.add.at(spectrum[1], lines, (np.sin(angle) * values / apart).astype(np.complex64))
    dark, opened = _filters(dark_hz, open_hz, body)
    stacked = np.stack([spectrum * dark, spectrum * opened])
    loops: NDArray[np.float32] = np.fft.irfft(stacked, axis=-1).astype(np.float32, copy=False)
    loops /= np.float32(1.02) * np.abs(loops[1]).max()
    loops.flags.writeable = False
    return loops


def _diffusion(hz: NDArray[np.floating]) -> NDArray[np.floating]:
    """None below 150 Hz, so that the ground of a chord survives in mono, all above 600 Hz."""
    most = _DIFFUSION * np.clip((hz - 150.0) / 450.0, 0.0, 1.0)
    # the fundamental is most of a high note: were it far apart, mono would lose the note
    most[0] = min(most[0], _FUNDAMENTAL_DIFFUSION)
    return np.asarray(most)


@lru_cache(maxsize=8)
def _filters(dark_hz: float, open_hz: float, body: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Gain of each line of the loop, closed and open; what a mix has no room for below 95 Hz is taken out of both."""
    frequencies = np.fft.rfftfreq(_LOOP, 1.0 / RATE)
    kept = _body(frequencies, body) / (1.0 + (95.0 / np.maximum(frequencies, 1.0)) ** 4)
    dark, opened = ((kept * _lowpass(frequencies, corner)).astype(np.float32) for corner in (dark_hz, open_hz))
    return dark, opened


def _lowpass(frequencies: NDArray[np.floating], corner: float) -> NDArray[np.floating]:
    """12 dB per octave, a little lifted at the corner."""
    ratio = frequencies / corner
    return np.asarray(1.0 / np.sqrt((1.0 - ratio**2) ** 2 + (1.25 * ratio) ** 2))


def _body(frequencies: NDArray[np.floating], body: int) -> NDArray[np.floating]:
    """1 for a synthesizer; the wood of bowed instruments for a section."""
    if not body:
        return np.ones_like(frequencies)
    response = np.full_like(frequencies, 0.55)
    for centre, width, gain in ((280.0, 0.35, 0.8), (460.0, 0.3, 0.9), (1050.0, 0.45, 0.6), (2600.0, 0.5, 0.7)):
        response += gain * np.exp(-0.5 * (np.log2(np.maximum(frequencies, 1.0) / centre) / width) ** 2)
    return response


def _stretch(loops: NDArray[np.float32], first: int, num: int) -> NDArray[np.float32]:
    """So many samples of the loops from a place on, around the end."""
    first %= _LOOP
    if first + num <= _LOOP:
        return loops[..., first : first + num]
    return np.take(loops, np.arange(first, first + num), axis=-1, mode="wrap")


def _level(stroke: Stroke, dynamics: float) -> np.float32:
    """Of a stroke. The loop's peak is 1; a stroke that happens to miss it must not be louder for that."""
    return np.float32(loudness(stroke.velocity, dynamics))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """A wide, airy synthesizer pad: detuned saws behind a filter that opens slowly. Stereo.

    Args:
        voices: Saws, 2–9.
        detune_cents: Of the outermost from the pitch (domain reference 5.1: 4–18 cents).
        dark_hz: Cutoff of the closed filter.
        open_hz: Cutoff of the open one (domain reference: 400–4000 Hz).
        opening_s: Until it has opened.
        resting: How open it stays, 0–1.
        air: Breath above the tone, 0–1.
        attack_s: Until full loudness; no longer than 0.7 of the note.
        release_s: Until silence after the key is let go.
        dynamics: Exponent of level over velocity.
        seed: Phases of the saws, and the air's noise.
    """

    voices: int = 7
    detune_cents: float = 11.0
    dark_hz: float = 520.0
    open_hz: float = 2600.0
    opening_s: float = 1.4
    resting: float = 0.45
    air: float = 0.4
    attack_s: float = 0.32
    release_s: float = 1.1
    dynamics: float = 0.9
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        num = num_samples(stroke.duration + self.release_s + 0.01)
        loops = _saws(
            frequency(stroke.pitch),
            *(
                self.voices,
                round(self.detune_cents, 3),
                0.8,
                round(self.dark_hz, 2),
                round(self.open_hz, 2),
                0,
                self.seed,
            ),
        )
        first = int(noise_stream(self.seed, stroke).integers(_LOOP))
        part = _stretch(loops, first, num)
        hard = hardness(stroke.velocity)
        most = 0.35 + 0.65 * hard
        times = np.array([0.0, self.opening_s, 2.2 * self.opening_s + 0.5, 60.0])
        opened = _curve(num, times, most * np.array([0.05, 1.0, self.resting, self.resting]))
        wave = part[0] + opened * (part[1] - part[0])
        if self.air > 0.0:
            wave = wave + _breath(first, num) * (opened * np.float32(0.035 * self.air))
        wave = wave * (_swell(num, stroke.duration, self.attack_s, self.release_s) * _level(stroke, self.dynamics))
        return settled(bent(wave, stroke.slide), None)


@lru_cache(maxsize=1)
def _air_loop() -> NDArray[np.float32]:
    """Noise between 3 and 11 kHz, ``[2, samples]``, effective value 1."""
    rng = np.random.Generator(np.random.PCG64(7))
    frequencies = np.fft.rfftfreq(_LOOP, 1.0 / RATE)
    band = np.exp(-0.5 * (np.log2(np.maximum(frequencies, 1.0) / 5600.0) / 0.55) ** 2)
    loop = np.fft.irfft(band * np.exp(2j * np.pi * rng.random((2, len(frequencies)))), axis=-1)
    out: NDArray[np.float32] = (loop / np.sqrt(np.mean(loop**2))).astype(np.float32)
    out.flags.writeable = False
    return out


def _breath(first: int, num: int) -> NDArray[np.float32]:
    air: NDArray[np.float32] = _stretch(_air_loop(), first, num)
    return air


@dataclass(frozen=True, slots=True, kw_only=True)
class Strings:
    """A string section: many players, each a little off, behind wood. Stereo.

    Args:
        players: 4–16.
        spread_cents: Of the outermost from the pitch.
        blur_cents: Standard deviation of each partial: vibrato and unsteady bows.
        soft_hz: How far up a soft stroke reaches.
        loud_hz: How far up a loud one does.
        attack_s: Until full loudness at medium velocity; short notes are bowed faster.
        release_s: Until silence after the bows stop.
        dynamics: Exponent of level over velocity.
        seed: The players.
    """

    players: int = 11
    spread_cents: float = 9.0
    blur_cents: float = 4.0
    soft_hz: float = 900.0
    loud_hz: float = 4200.0
    attack_s: float = 0.16
    release_s: float = 0.5
    dynamics: float = 1.0
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        num = num_samples(stroke.duration + self.release_s + 0.01)
        loops = _saws(
            frequency(stroke.pitch),
            *(self.players, round(self.spread_cents, 3), round(self.blur_cents, 3)),
            *(round(self.soft_hz, 2), round(self.loud_hz, 2), 1, self.seed),
        )
        part = _stretch(loops, int(noise_stream(self.seed, stroke).integers(_LOOP)), num)
        hard = hardness(stroke.velocity)
        attack = self.attack_s * (1.4 - 0.8 * hard)
        times = np.array([0.0, attack, 4.0 * attack + 0.4, 60.0])
        bowed = _curve(num, times, (0.15 + 0.85 * hard) * np.array([0.3, 1.0, 0.85, 0.85]))
        drift = 0.06 * own(self.seed, stroke.pitch, stroke.variant)
        wave = part[0] + (bowed * np.float32(1.0 + drift)) * (part[1] - part[0])
        wave = wave * (_swell(num, stroke.duration, attack, self.release_s) * _level(stroke, self.dynamics))
        return settled(bent(wave, stroke.slide), None)
