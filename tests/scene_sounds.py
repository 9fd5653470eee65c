"""The instruments of ``scene``: textbook synthesis, one function each. Mono float64 ``[samples]`` unless stated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
Wave = NDArray[np.float64]

# Formants of five sung vowels in Hz (Peterson and Barney 1952, rounded).
_VOWELS = ((730, 1090, 2440), (270, 2290, 3010), (570, 840, 2410), (530, 1840, 2480), (300, 870, 2240))


def hz(midi: float) -> float:
    """Frequency of a MIDI note, equal temperament, A4 = 440 Hz."""
    return float(440 * 2 ** ((midi - 69) / 12))


def place(track: Wave, time: float, sound: Wave, gain: float = 1.0) -> None:
    """Add a sound to a track at a time in seconds; what reaches over the end is cut."""
    start = round(time * RATE)
    stop = min(track.shape[-1], start + sound.shape[-1])
    if start < stop:
        track[..., start:stop] += gain * sound[..., : stop - start]


def pan(mono: Wave, position: float | Wave) -> Wave:
    """Stereo ``[2, samples]`` at a position from -1 (left) to 1, equal power."""
    angle = (np.clip(position, -1, 1) + 1) * np.pi / 4
    return np.asarray(np.sqrt(2) * np.stack([np.cos(angle) * mono, np.sin(angle) * mono]))


def room(rng: np.random.Generator, stereo: Wave, seconds: float, wet: float) -> Wave:
    """A room: noise that decays by 60 dB in ``seconds``, independent left and right."""
    from scipy import signal

    t = _times(seconds)
    tail = rng.standard_normal((2, len(t))) * np.exp(-6.9 * t / seconds)
    tail /= np.sqrt(np.sum(tail**2, axis=1, keepdims=True))
    return np.asarray(stereo + wet * signal.fftconvolve(stereo, tail, axes=1)[:, : stereo.shape[1]])


def kick(rng: np.random.Generator) -> Wave:
    """A sine that falls to 45–60 Hz, with a click."""
    t = _times(0.6)
    last_hz, ratio, tau = rng.uniform(45, 60), rng.uniform(3, 8), rng.uniform(0.008, 0.03)
    sweep = last_hz * (1 + (ratio - 1) * np.exp(-t / tau))
    body = np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * np.exp(-t / rng.uniform(0.06, 0.16))
    return np.tanh(1.5 * body) + 0.3 * _band(rng.standard_normal(len(t)), 2000, 5000) * np.exp(-t / 0.003)


def thud(rng: np.random.Generator) -> Wave:
    """An acoustic kick: a damped skin at 45–140 Hz that barely falls, and the beater."""
    return drumhead(rng, rng.uniform(45, 140), rng.uniform(0.02, 0.06)) + 0.5 * _band(
        rng.standard_normal(round(0.6 * RATE)), 1500, 5000
    ) * np.exp(-_times(0.6) / 0.004)


def drumhead(rng: np.random.Generator, hz: float, tau: float) -> Wave:
    """A tom or conga: the modes of a circular membrane (Rayleigh), falling by a semitone or two."""
    t = _times(0.6)
    fall = 1 + rng.uniform(0.02, 0.12) * np.exp(-t / 0.03)
    out = np.zeros_like(t)
    for index, ratio in enumerate((1.0, 1.59, 2.14, 2.30, 2.65, 2.92)):
        level = 1.0 if index == 0 else rng.uniform(0.05, 0.4)
        out += level * np.sin(2 * np.pi * hz * ratio * np.cumsum(fall) / RATE) * np.exp(-t * (1 + index) / tau)
    return out


def snare(rng: np.random.Generator) -> Wave:
    """Two shell modes at 170–330 Hz and the rattle of the wires."""
    t = _times(0.4)
    shell = sum((np.sin(2 * np.pi * f * t) for f in rng.uniform(170, 330, 2)), np.zeros_like(t)) * np.exp(-t / 0.05)
    return shell + 0.6 * _band(rng.standard_normal(len(t)), 1000, 12000) * np.exp(-t / rng.uniform(0.06, 0.14))


def shaker(rng: np.random.Generator) -> Wave:
    """Band noise that swells for 5–20 ms and falls for 20–60 ms."""
    t = _times(0.3)
    shape = np.minimum(t / rng.uniform(0.005, 0.02), 1) * np.exp(-t / rng.uniform(0.02, 0.06))
    return np.asarray(_band(rng.standard_normal(len(t)), rng.uniform(3000, 6000), 12000) * shape)


def hat(rng: np.random.Generator) -> Wave:
    """High noise, 50 ms."""
    t = _times(0.3)
    return _band(rng.standard_normal(len(t)), 7000, 18000) * np.exp(-t / 0.05)


def clap(rng: np.random.Generator) -> Wave:
    """Three bursts of noise 11 ms apart and a tail."""
    t = _times(0.3)
    bursts = sum((np.where(t > at, np.exp(-(t - at) / 0.006), 0.0) for at in (0.0, 0.011, 0.022)), np.zeros_like(t))
    tail = np.exp(-t / 0.09) * (t > 0.022)
    return np.asarray(_band(rng.standard_normal(len(t)), 900, 2500) * (bursts + tail))


def rim(rng: np.random.Generator) -> Wave:
    """Three short modes."""
    t = _times(0.1)
    return np.asarray(np.sin(2 * np.pi * rng.uniform(500, 2400, 3)[:, None] * t).sum(axis=0) * np.exp(-t / 0.015))


@dataclass(frozen=True, slots=True)
class LogDrumPatch:
    """A log drum's sound: decay and pitch drop in seconds, drive, drop in semitones, share of notes that slide."""

    tau: float
    drive: float
    drop_semitones: float
    drop_tau: float
    slides: float

    @classmethod
    def random(cls, rng: np.random.Generator) -> LogDrumPatch:
        """Decay 70–300 ms; six patches in ten without a pitch drop."""
        return cls(
            tau=float(np.exp(rng.uniform(np.log(0.07), np.log(0.3)))),
            drive=rng.uniform(0.3, 6.0),
            drop_semitones=0.0 if rng.random() < 0.6 else rng.uniform(2, 12),
            drop_tau=rng.uniform(0.005, 0.04),
            slides=rng.uniform(0, 0.25),
        )


def log_drum_note(rng: np.random.Generator, hz: float, velocity: int, seconds: float, patch: LogDrumPatch) -> Wave:
    """Two-operator FM, modulator at twice the carrier, index falling within 4.3 ms.

    After the program "Log Drum" of Paul Kellett's mda DX10 (1999), from its published parameters.
    """
    t = _times(seconds + 0.25)
    start, rest = 0.1176 * (32 + 0.5 * velocity), 0.01346 * (32 + 0.5 * velocity)
    index = rest + (start - rest) * np.exp(-t / 0.00431)
    pitch = hz * 2 ** (patch.drop_semitones / 12 * np.exp(-t / patch.drop_tau))
    if rng.random() < patch.slides:
        pitch = pitch * 2 ** (rng.choice([5, 7, -5, 12]) / 12 * np.clip((t - 0.12) / 0.06, 0, 1))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    phase = phase + 2 * np.pi * np.cumsum(index * 2 * pitch * -np.sin(2 * phase)) / RATE
    body = np.sin(phase) * np.exp(-t / patch.tau) * (1 - np.exp(-t / 0.00034))
    body *= np.where(t < seconds, 1.0, np.exp(-(t - seconds) / 0.082))
    return np.asarray(velocity / 127 * np.tanh(patch.drive * body) / np.tanh(patch.drive))


def bass_note(kind: str, hz: float, seconds: float, cutoff_hz: float) -> Wave:
    """A held ``saw`` through a low-pass, a held ``sub``, or a ``plucked`` string whose upper partials die first."""
    from scipy import signal

    t = _times(seconds)
    partial = np.arange(1, 30)[:, None]
    if kind == "saw":
        wave = (np.sin(2 * np.pi * hz * partial * t) / partial).sum(axis=0)
        return _fade(signal.lfilter(*signal.butter(2, cutoff_hz, fs=RATE), wave), 0.03, 0.03)
    if kind == "sub":
        return _fade(np.sin(2 * np.pi * hz * t) + 0.2 * np.sin(4 * np.pi * hz * t), 0.05, 0.05)
    partial = partial[:11]
    wave = np.sin(2 * np.pi * hz * partial * t) * np.exp(-t * (1.2 + 0.8 * partial)) / partial**0.9
    return _fade(wave.sum(axis=0), 0.006, 0.04)


def rhodes_note(hz: float, seconds: float, side: float, sway: float, tremolo_hz: float) -> Wave:
    """An electric piano, stereo: 1:1 FM with a bright tine, swaying from side to side."""
    t = _times(seconds)
    tone = np.sin(2 * np.pi * hz * t + 1.2 * np.exp(-t / 0.3) * np.sin(2 * np.pi * hz * t)) * np.exp(-t / 0.9)
    tone += 0.12 * np.sin(2 * np.pi * 14 * hz * t) * np.exp(-t / 0.05)
    return pan(_fade(tone, 0.003, 0.02), side + sway * np.sin(2 * np.pi * tremolo_hz * t))


def pad_note(rng: np.random.Generator, hz: float, seconds: float, side: float) -> Wave:
    """Three detuned saws that swell, stereo."""
    t = _times(seconds)
    tone = np.zeros_like(t)
    for cents in rng.uniform(-8, 8, 3):
        for partial in range(1, 9):
            tone += np.sin(2 * np.pi * hz * 2 ** (cents / 1200) * partial * t + cents) / partial
    return pan(_fade(tone, 0.3, 0.02), side)


@dataclass(frozen=True, slots=True)
class SungNote:
    """Samples ``start`` to ``stop`` on one pitch."""

    start: int
    stop: int
    hz: float
    level: float


def sing(rng: np.random.Generator, notes: list[SungNote], length: int) -> Wave:
    """Glottal pulses with vibrato and glides through the formants of a vowel per note; some notes begin with an s."""
    pitch, level = np.full(length, 220.0), np.zeros(length)
    for note in notes:
        pitch[note.start : note.stop] = note.hz
        level[note.start : note.stop] = note.level * _fade(np.ones(note.stop - note.start), 0.03, 0.04)
    source = _glottis(rng, pitch) * level
    out = np.zeros(length)
    for note in notes:
        sound = _formants(source[note.start : note.stop], _VOWELS[int(rng.integers(len(_VOWELS)))])
        out[note.start : note.stop] += sound
        hiss = _band(rng.standard_normal(round(0.07 * RATE)), 4000, 9000) * np.hanning(round(0.07 * RATE))
        if rng.random() < 0.4 and note.start > len(hiss):
            place(out, note.start / RATE - 0.05, hiss, 0.4 * float(np.std(sound)))
    return out


def _glottis(rng: np.random.Generator, pitch: Wave) -> Wave:
    glide = np.ones(round(0.05 * RATE)) / round(0.05 * RATE)
    padded = np.pad(np.log(pitch), len(glide), mode="edge")
    smooth = np.exp(np.convolve(padded, glide, "same"))[len(glide) : -len(glide)]
    t = np.arange(len(pitch)) / RATE
    vibrato = rng.uniform(0.3, 0.6) * np.sin(2 * np.pi * rng.uniform(5, 6.2) * t) + 0.1 * np.sin(2 * np.pi * 1.3 * t)
    smooth *= 2 ** (vibrato / 12)
    phase = 2 * np.pi * np.cumsum(smooth) / RATE
    source = 0.02 * rng.standard_normal(len(pitch))
    for partial in range(1, 40):
        source += np.where(partial * smooth < 16_000, np.sin(partial * phase) / partial**1.3, 0)
    return source


def _formants(piece: Wave, vowel: tuple[int, int, int]) -> Wave:
    from scipy import signal

    sound = np.zeros_like(piece)
    for formant, gain in zip(vowel, (1.0, 0.6, 0.35), strict=True):
        radius = np.exp(-np.pi * (60 + formant * 0.05) / RATE)  # bandwidths of 75–210 Hz
        poles = [1, -2 * radius * np.cos(2 * np.pi * formant / RATE), radius**2]
        resonance = signal.lfilter([1 - radius], poles, piece)
        sound += gain * resonance / (np.std(resonance) + 1e-9) * np.std(piece)
    return sound


def _times(seconds: float) -> Wave:
    return np.arange(round(seconds * RATE)) / RATE


def _fade(wave: Wave, rise: float, fall: float) -> Wave:
    t = np.arange(len(wave)) / RATE
    return np.asarray(wave * np.minimum(t / rise, 1) * np.minimum(t[::-1] / fall, 1))


def _band(noise: Wave, low_hz: float, high_hz: float) -> Wave:
    from scipy import signal

    return np.asarray(signal.sosfilt(signal.butter(2, [low_hz, high_hz], "bandpass", fs=RATE, output="sos"), noise))
