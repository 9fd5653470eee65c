"""Small synthetic songs with known stems: the truth separation is tested against.

Everything is made here from a seed, deterministic, stereo, 44.1 kHz. The ranges follow what producers do (amapiano
tempo, soft kick, shaker 16ths, FM log drum, keys panned wide, a voice in the middle), wide enough that a separator
cannot be tuned to one sound.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

from engine.core.audio import Audio
from engine.core.stems import Stem

RATE = 44_100


@dataclass(frozen=True)
class Plan:
    """What plays in a scene. Levels are RMS in dB relative to the log drum's place in the mix (0)."""

    seed: int
    seconds: float = 12.0
    drums: bool = True
    kick: bool = True
    bass: str | None = None  # "saw", "sub", "plucked"
    log_drum: bool = True
    voice: bool = True
    chords: str | None = "rhodes"  # "rhodes", "pad"
    width: float = 0.7
    levels_db: dict[Stem, float] = field(default_factory=dict)


def plans(count: int = 6) -> list[Plan]:
    """A spread of arrangements, one per seed."""
    basses = [None, "saw", None, "sub", None, "plucked"]
    chords = ["rhodes", "pad", "rhodes", "rhodes", "pad", "rhodes"]
    return [
        Plan(seed, bass=basses[seed % 6], chords=chords[seed % 6], kick=seed % 6 != 2, width=(0.7, 0.9, 0.3)[seed % 3])
        for seed in range(count)
    ]


def without_log_drum(plan: Plan, bass: str | None = "saw") -> Plan:
    return replace(plan, log_drum=False, bass=bass)


def render(plan: Plan) -> dict[Stem, Audio]:
    """The true stems; their sum is the mixture."""
    rng = np.random.default_rng(plan.seed)
    grid = _Grid(rng, plan.seconds)
    silent = np.zeros((2, grid.length))
    drums = _drums(rng, grid, kick=plan.kick) if plan.drums else silent
    stems = {
        Stem.DRUMS: drums,
        Stem.BASS: _bass(rng, grid, plan.bass) if plan.bass else silent,
        Stem.VOCALS: _voice(rng, grid) if plan.voice else silent,
        Stem.OTHER: _chords(rng, grid, plan.chords, plan.width) if plan.chords else silent,
        Stem.LOG_DRUM: _log_drum(rng, grid) if plan.log_drum else silent,
    }
    levels = {Stem.DRUMS: -4.0, Stem.BASS: -4.0, Stem.VOCALS: -3.0, Stem.OTHER: -7.0, Stem.LOG_DRUM: 0.0}
    levels |= {stem: level + rng.uniform(-2.5, 2.5) for stem, level in levels.items()} | plan.levels_db
    out = {}
    for stem, samples in stems.items():
        rms = np.sqrt(np.mean(samples**2))
        gain = 0.12 * 10 ** (levels[stem] / 20) / rms if rms > 0 else 0.0
        out[stem] = (gain * samples).astype(np.float32)
    peak = np.max(np.abs(sum(out.values())))
    return {stem: Audio((samples * (0.9 / max(peak, 0.9))).astype(np.float32), RATE) for stem, samples in out.items()}


def mix(stems: dict[Stem, Audio]) -> Audio:
    return Audio(np.sum([audio.samples for audio in stems.values()], axis=0, dtype=np.float32), RATE)


def sdr(reference: Audio, estimate: Audio) -> float:
    """10·log10(|s|² / |s - ŝ|²) over the whole signal and all channels (the MDX challenge's definition)."""
    truth = reference.samples.astype(np.float64)
    error = truth - estimate.samples
    return float(10 * np.log10((np.sum(truth**2) + 1e-12) / (np.sum(error**2) + 1e-12)))


class _Grid:
    def __init__(self, rng: np.random.Generator, seconds: float) -> None:
        self.length = round(seconds * RATE)
        self.seconds = seconds
        self.tempo = rng.uniform(108, 118)
        self.step = 60 / self.tempo / 4
        self.steps = int(seconds / self.step)
        self.swing = rng.uniform(0.5, 0.56)
        self.root = int(rng.integers(0, 12))

    def time(self, step: int) -> float:
        return (step + (2 * self.swing - 1 if step % 2 else 0.0)) * self.step


def _add(track: np.ndarray, time: float, sound: np.ndarray, gain: float = 1.0) -> None:
    start = round(time * RATE)
    stop = min(track.shape[-1], start + sound.shape[-1])
    if 0 <= start < stop:
        track[..., start:stop] += gain * sound[..., : stop - start]


def _t(seconds: float) -> np.ndarray:
    return np.arange(round(seconds * RATE)) / RATE


def _band(noise: np.ndarray, low: float, high: float) -> np.ndarray:
    return sosfilt(butter(2, [low, high], "bandpass", fs=RATE, output="sos"), noise)


def _hz(midi: float) -> float:
    return float(440 * 2 ** ((midi - 69) / 12))


def _pan(mono: np.ndarray, position: float) -> np.ndarray:
    angle = (position + 1) * np.pi / 4
    return np.stack([np.cos(angle) * mono, np.sin(angle) * mono]) * np.sqrt(2)


def _room(rng: np.random.Generator, stereo: np.ndarray, seconds: float, wet: float) -> np.ndarray:
    t = _t(seconds)
    tail = rng.standard_normal((2, len(t))) * np.exp(-6.9 * t / seconds)
    tail /= np.sqrt(np.sum(tail**2, axis=1, keepdims=True))
    return stereo + wet * fftconvolve(stereo, tail, axes=1)[:, : stereo.shape[1]]


def _drums(rng: np.random.Generator, grid: _Grid, *, kick: bool) -> np.ndarray:
    track = np.zeros((2, grid.length))
    t = _t(0.6)
    low, ratio, tau = rng.uniform(45, 60), rng.uniform(3, 8), rng.uniform(0.008, 0.03)
    sweep = low + low * (ratio - 1) * np.exp(-t / tau)
    body = np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * np.exp(-t / rng.uniform(0.06, 0.16))
    thump = np.tanh(1.5 * body) + 0.3 * _band(rng.standard_normal(len(t)), 2000, 5000) * np.exp(-t / 0.003)
    t = _t(0.3)
    shakers = [_band(rng.standard_normal(len(t)), rng.uniform(3000, 6000), 12000) for _ in range(4)]
    shape = np.minimum(t / rng.uniform(0.005, 0.02), 1) * np.exp(-t / rng.uniform(0.02, 0.06))
    hat = sosfilt(butter(4, 7000, "highpass", fs=RATE, output="sos"), rng.standard_normal(len(t))) * np.exp(-t / 0.05)
    bursts = sum(np.where(t > d, np.exp(-(t - d) / 0.006), 0.0) for d in (0.0, 0.011, 0.022)) + np.exp(-t / 0.09) * (t > 0.022)
    clap = _band(rng.standard_normal(len(t)), 900, 2500) * bursts
    rim = sum(np.sin(2 * np.pi * f * t) for f in rng.uniform(500, 2400, 3)) * np.exp(-t / 0.015)
    side = rng.uniform(0.1, 0.5)
    four = rng.random() < 0.6
    for step in range(grid.steps):
        time = grid.time(step)
        if kick and (step % 4 == 0 if four else step % 16 in {0, 8, 11}):
            _add(track, time, _pan(thump, 0.0), 0.9)
        accent = 1.0 if step % 4 == 2 else 0.6
        _add(track, time + rng.uniform(0, 0.008), _pan(shakers[step % 4] * shape, side), 0.5 * accent)
        if step % 4 == 2:
            _add(track, time, _pan(hat, -side), 0.25)
        if step % 8 == 4:
            _add(track, time, _pan(clap, 0.0), 0.45)
        if step % 16 in {3, 6, 10, 12}:
            _add(track, time, _pan(rim, -0.2), 0.12)
    return _room(rng, track, 0.4, 0.08)


def _log_note(rng: np.random.Generator, hz: float, velocity: int, seconds: float, patch: dict[str, float]) -> np.ndarray:
    """Two-operator FM an octave below the key, modulator 2:1, fast index decay (Kellett's DX10 program "Log Drum")."""
    t = _t(seconds + 0.25)
    start, rest = 0.1176 * (32 + 0.5 * velocity), 0.01346 * (32 + 0.5 * velocity)
    index = rest + (start - rest) * np.exp(-t / 0.00431)
    pitch = hz * 2 ** (patch["drop"] / 12 * np.exp(-t / patch["drop_tau"]))
    if rng.random() < patch["slides"]:
        pitch = pitch * 2 ** (rng.choice([5, 7, -5, 12]) / 12 * np.clip((t - 0.12) / 0.06, 0, 1))
    base = 2 * np.pi * np.cumsum(pitch) / RATE
    phase = base + 2 * np.pi * np.cumsum(index * 2 * pitch * -np.sin(2 * base)) / RATE
    body = np.sin(phase) * np.exp(-t / patch["tau"]) * (1 - np.exp(-t / 0.00034))
    body *= np.where(t < seconds, 1.0, np.exp(-(t - seconds) / 0.082))
    driven = np.tanh(patch["drive"] * body) / np.tanh(patch["drive"])
    return velocity / 127 * driven


def _log_drum(rng: np.random.Generator, grid: _Grid) -> np.ndarray:
    track = np.zeros(grid.length)
    patch = {
        "tau": float(np.exp(rng.uniform(np.log(0.07), np.log(0.3)))),
        "drive": rng.uniform(0.3, 6.0),
        "drop": 0.0 if rng.random() < 0.6 else rng.uniform(2, 12),
        "drop_tau": rng.uniform(0.005, 0.04),
        "slides": rng.uniform(0, 0.25),
    }
    cells = ["9..8..7.9..8..7.", "9..8..9...8..7..", "...8..9....8..9.", "9..99..8...9..88", "..8...8...8..889", "9.98.99..8.99.98"]
    cell = cells[int(rng.integers(len(cells)))] + cells[int(rng.integers(len(cells)))]
    root = 31 + grid.root % 12 - (12 if grid.root > 8 else 0) + (12 if grid.root < 2 else 0)
    walk = rng.choice([0, 0, 0, 3, 5, 7, 10, -2, 12], size=32)
    hits = [i for i in range(grid.steps) if cell[i % 32] != "."]
    for now, following in zip(hits, [*hits[1:], grid.steps], strict=True):
        gate = min((following - now) * grid.step * 0.9, 0.5)
        velocity = min(127, round(int(cell[now % 32]) * 127 / 9 + rng.normal(0, 4)))
        note = _log_note(rng, _hz(root + 2 + walk[now % 32]), velocity, gate, patch)
        _add(track, grid.time(now) + rng.uniform(-0.002, 0.004), note)
    return np.stack([track, track])


def _bass(rng: np.random.Generator, grid: _Grid, kind: str) -> np.ndarray:
    track = np.zeros(grid.length)
    progression = [0, -4, 3, -2]
    cutoff = rng.uniform(250, 700)
    step = 0
    while step < grid.steps:
        length = int(rng.choice([4, 6, 8, 16] if kind != "plucked" else [2, 3, 4]))
        seconds = length * grid.step
        t = _t(seconds)
        hz = _hz(28 + (grid.root + 5) % 12 + progression[step // 16 % 4])
        if kind == "saw":
            note = sum(np.sin(2 * np.pi * hz * k * t) / k for k in range(1, 30))
            note = lfilter(*butter(2, cutoff, fs=RATE), note)
            note *= np.minimum(t / 0.03, 1) * np.minimum((seconds - t) / 0.03, 1)
        elif kind == "sub":
            note = np.sin(2 * np.pi * hz * t) + 0.2 * np.sin(4 * np.pi * hz * t)
            note *= np.minimum(t / 0.05, 1) * np.minimum((seconds - t) / 0.05, 1)
        else:
            note = sum(np.sin(2 * np.pi * hz * k * t) * np.exp(-t * (1.2 + 0.8 * k)) / k**0.9 for k in range(1, 12))
            note *= np.minimum(t / 0.006, 1) * np.minimum((seconds - t) / 0.04, 1)
        _add(track, grid.time(step), note, rng.uniform(0.8, 1.0))
        step += length
    return np.stack([track, track])


def _chords(rng: np.random.Generator, grid: _Grid, kind: str, width: float) -> np.ndarray:
    track = np.zeros((2, grid.length))
    voicings = [(3, 7, 10, 14), (0, 4, 7, 11), (3, 10, 14, 17), (2, 5, 9, 12)]
    pattern = {0, 3, 6, 10, 12} if kind == "rhodes" else {0}
    roots = [0, -4, 3, -2]
    tremolo = rng.uniform(4, 6)
    for step in range(grid.steps):
        if step % 16 not in pattern:
            continue
        seconds = grid.step * (16 if kind == "pad" else 5)
        t = _t(seconds)
        bar = step // 16 % 4
        for voice, interval in enumerate(voicings[bar]):
            hz = _hz(57 + grid.root % 7 + roots[bar] + interval)
            side = width * np.cos(voice * 2.1)
            if kind == "rhodes":
                tone = np.sin(2 * np.pi * hz * t + 1.2 * np.exp(-t / 0.3) * np.sin(2 * np.pi * hz * t)) * np.exp(-t / 0.9)
                tone += 0.12 * np.sin(2 * np.pi * 14 * hz * t) * np.exp(-t / 0.05)
                pan = side + 0.3 * width * np.sin(2 * np.pi * tremolo * t)
            else:
                detune = rng.uniform(-8, 8, 3)
                tone = sum(np.sin(2 * np.pi * hz * 2 ** (d / 1200) * k * t + d) / k for d in detune for k in range(1, 9))
                tone *= np.minimum(t / 0.3, 1)
                pan = np.full_like(t, side)
            tone *= np.minimum(t / 0.003, 1) * np.minimum((seconds - t) / 0.02, 1)
            angle = (np.clip(pan, -1, 1) + 1) * np.pi / 4
            _add(track, grid.time(step), np.stack([np.cos(angle) * tone, np.sin(angle) * tone]))
    return _room(rng, track, 1.2, 0.25 * width)


def _voice(rng: np.random.Generator, grid: _Grid) -> np.ndarray:
    """Glottal pulses with vibrato and glides through moving formants, in phrases, with breathy beginnings."""
    hz, level = np.zeros(grid.length), np.zeros(grid.length)
    scale = [0, 3, 5, 7, 10, 12, 15]
    male = rng.random() < 0.5
    step, pitch, opened = int(rng.integers(0, 8)), 45 if male else 57, []
    while step < grid.steps:
        for _ in range(int(rng.integers(3, 8))):
            length = int(rng.choice([1, 2, 2, 3, 4, 6]))
            start, stop = round(grid.time(step) * RATE), min(grid.length, round(grid.time(step + length) * RATE))
            if start >= stop:
                break
            pitch = (45 if male else 57) + grid.root % 7 + int(rng.choice(scale))
            hz[start:stop] = _hz(pitch)
            fade = np.minimum(np.arange(stop - start) / (0.03 * RATE), 1) * np.minimum(np.arange(stop - start)[::-1] / (0.04 * RATE), 1)
            level[start:stop] = rng.uniform(0.6, 1.0) * fade
            opened.append((start, stop))
            step += length
        step += int(rng.integers(4, 14))
    hz = np.where(hz > 0, hz, 220.0)
    glide = np.ones(round(0.05 * RATE)) / round(0.05 * RATE)
    smooth = np.exp(np.convolve(np.log(np.pad(hz, len(glide), mode="edge")), glide, "same"))[len(glide) : -len(glide)]
    t = np.arange(grid.length) / RATE
    smooth *= 2 ** (rng.uniform(0.3, 0.6) / 12 * np.sin(2 * np.pi * rng.uniform(5, 6.2) * t) + 0.1 / 12 * np.sin(2 * np.pi * 1.3 * t))
    phase = np.cumsum(smooth) / RATE
    source = np.zeros(grid.length)
    for k in range(1, 40):
        source += np.where(k * smooth < 16000, np.sin(2 * np.pi * k * phase) / k**1.3, 0)
    source += 0.02 * rng.standard_normal(grid.length)
    vowels = [(730, 1090, 2440), (270, 2290, 3010), (570, 840, 2410), (530, 1840, 2480), (300, 870, 2240)]
    out = np.zeros(grid.length)
    for start, stop in opened:
        formants = vowels[int(rng.integers(len(vowels)))]
        piece = source[start:stop] * level[start:stop]
        sound = np.zeros(stop - start)
        for formant, gain in zip(formants, (1.0, 0.6, 0.35), strict=True):
            radius = np.exp(-np.pi * (60 + formant * 0.05) / RATE)
            a = [1, -2 * radius * np.cos(2 * np.pi * formant / RATE), radius**2]
            resonance = lfilter([1 - radius], a, piece)
            sound += gain * resonance / (np.std(resonance) + 1e-9) * np.std(piece)
        out[start:stop] += sound
        if rng.random() < 0.4:
            hiss = _band(rng.standard_normal(round(0.07 * RATE)), 4000, 9000) * np.hanning(round(0.07 * RATE))
            _add(out, start / RATE - 0.05, hiss, 0.2 * float(np.std(sound)) * 2)
    return _room(rng, np.stack([out, out]), 0.8, 0.15)
