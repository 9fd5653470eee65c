"""Single strokes of acoustic drums, everything drawn: modes of membranes, wires, plates, sticks, beads.

For training only: the aim is to cover what drums can sound like, not to please. Modes of an ideal membrane stand at the
zeros of the Bessel functions over the first (Rossing, "Science of Percussion Instruments", 2000, table 2.1); those of
cymbals are so dense that random frequencies do (ibid., chapter 8).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
Wave = NDArray[np.float32]
_Stroke = Callable[[np.random.Generator, float], Wave]

_MEMBRANE = np.array([1.0, 1.594, 2.136, 2.296, 2.653, 2.918, 3.156, 3.501, 3.6, 4.06, 4.15])


def _seconds(length: float) -> NDArray[np.float64]:
    return np.arange(int(length * RATE)) / RATE


def _band(rng: np.random.Generator, num: int, low_hz: float, high_hz: float, slope: float = 1.0) -> NDArray[np.float64]:
    """Noise between two frequencies with soft edges, root mean square 1."""
    hz = np.fft.rfftfreq(num, 1.0 / RATE)
    gain = 1.0 / np.sqrt(1.0 + (low_hz / np.maximum(hz, 1.0)) ** (4.0 * slope))
    gain /= np.sqrt(1.0 + (hz / high_hz) ** (4.0 * slope))
    wave = np.fft.irfft(np.fft.rfft(rng.standard_normal(num)) * gain, num)
    return np.asarray(wave / max(1e-9, float(np.sqrt(np.mean(wave**2)))))


def _log(rng: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _modes(
    rng: np.random.Generator, t: NDArray[np.float64], hz: NDArray[np.float64], taus: NDArray[np.float64],
    levels: NDArray[np.float64], bend: float = 0.0, bend_s: float = 0.02,
) -> NDArray[np.float64]:  # fmt: skip
    """Decaying sines, all bent upwards at first."""
    warp = t + bend * bend_s * (1.0 - np.exp(-t / bend_s))
    phases = rng.uniform(0.0, 2.0 * np.pi, len(hz))
    out = np.zeros(len(t))
    for f, tau, level, phase in zip(hz, taus, levels, phases, strict=True):
        out += level * np.exp(-t / tau) * np.sin(2.0 * np.pi * f * warp + phase)
    return out


def _head(
    rng: np.random.Generator, t: NDArray[np.float64], hz: float, tau: float, hard: float, bend: float
) -> NDArray[np.float64]:
    """A struck membrane: higher modes are weaker and die sooner, less so when struck hard."""
    ratios = _MEMBRANE * (1.0 + rng.normal(0.0, 0.03, len(_MEMBRANE)))
    ratios[0] = 1.0
    levels = ratios ** -_log(rng, 0.7, 3.0) * rng.uniform(0.3, 1.0, len(ratios)) * (0.3 + 0.7 * hard) ** (ratios - 1.0)
    levels[0] = 1.0
    taus = tau / ratios ** rng.uniform(0.5, 1.5)
    return _modes(rng, t, hz * ratios, taus, levels, bend * (0.4 + 0.6 * hard), _log(rng, 0.006, 0.04))


def _tick(rng: np.random.Generator, t: NDArray[np.float64], low_hz: float, high_hz: float) -> NDArray[np.float64]:
    """A stick, a beater or a finger: a burst of a few milliseconds."""
    return _band(rng, len(t), low_hz, high_hz) * np.exp(-t / _log(rng, 0.0008, 0.006))


def kick(rng: np.random.Generator, hard: float) -> Wave:
    """A bass drum, damped or open, with a felt or wooden beater, sometimes with the snare's wires buzzing along."""
    t = _seconds(0.55)
    wave = _head(rng, t, _log(rng, 38.0, 85.0), _log(rng, 0.03, 0.22), hard, rng.uniform(0.0, 1.2))
    wave += _log(rng, 0.02, 0.7) * hard * _tick(rng, t, _log(rng, 150.0, 2500.0), _log(rng, 3000.0, 9000.0))
    thud = _band(rng, len(t), 60.0, _log(rng, 200.0, 900.0)) * np.exp(-t / _log(rng, 0.01, 0.08))
    wave += _log(rng, 0.01, 0.2) * thud
    if rng.random() < 0.4:
        wave += _log(rng, 0.003, 0.03) * _wires(rng, t)
    return _finished(wave)


def _wires(rng: np.random.Generator, t: NDArray[np.float64]) -> NDArray[np.float64]:
    noise = _band(rng, len(t), _log(rng, 600.0, 3500.0), _log(rng, 5000.0, 15_000.0), rng.uniform(0.5, 1.0))
    return np.asarray(noise * (1.0 - np.exp(-t / _log(rng, 0.0004, 0.004))) * np.exp(-t / _log(rng, 0.025, 0.16)))


def snare(rng: np.random.Generator, hard: float) -> Wave:
    """A snare drum: two heads coupled by the shell's air, wires, the stick; a tenth are rim shots."""
    t = _seconds(0.6)
    hz = _log(rng, 120.0, 340.0)
    wave = _head(rng, t, hz, _log(rng, 0.01, 0.13), hard, rng.uniform(0.0, 0.4))
    wave *= _log(rng, 0.15, 1.0)
    wave += _log(rng, 0.06, 1.3) * (0.5 + 0.5 * hard) * _wires(rng, t)
    wave += _log(rng, 0.05, 0.6) * hard * _tick(rng, t, _log(rng, 800.0, 3000.0), _log(rng, 5000.0, 14_000.0))
    if rng.random() < 0.3:  # a ring of the rim
        ring = np.array([hz * rng.uniform(2.2, 5.5) for _ in range(3)])
        wave += _log(rng, 0.03, 0.3) * _modes(rng, t, ring, np.full(3, _log(rng, 0.02, 0.25)), np.ones(3))
    return _finished(wave)


def brush(rng: np.random.Generator, hard: float) -> Wave:
    """A brush that slaps or sweeps the snare drum."""
    t = _seconds(0.4)
    rise, fall = _log(rng, 0.001, 0.025), _log(rng, 0.015, 0.12)
    wave = _band(rng, len(t), _log(rng, 400.0, 3000.0), _log(rng, 5000.0, 14_000.0), 0.6)
    wave *= (1.0 - np.exp(-t / rise)) * np.exp(-t / fall)
    wave += _log(rng, 0.03, 0.5) * _head(rng, t, _log(rng, 140.0, 300.0), _log(rng, 0.02, 0.06), hard, 0.1)
    return _finished(wave)


def rim(rng: np.random.Generator, hard: float) -> Wave:
    """A stick laid across the rim: a few short modes, high on some, woody on others."""
    t = _seconds(0.25)
    hz = _log(rng, 380.0, 1900.0) * np.array([1.0, rng.uniform(1.4, 1.9), rng.uniform(2.1, 3.2), rng.uniform(3.5, 6.0)])
    taus = _log(rng, 0.004, 0.03) / np.array([1.0, 1.2, 1.6, 2.2])
    wave = _modes(rng, t, hz, taus, np.array([1.0, *(_log(rng, 0.15, 1.2) for _ in range(3))]))
    wave += _log(rng, 0.05, 0.6) * (0.5 + 0.5 * hard) * _tick(rng, t, _log(rng, 800.0, 3000.0), _log(rng, 4e3, 12e3))
    wave += _log(rng, 0.01, 0.25) * _head(rng, t, _log(rng, 150.0, 280.0), _log(rng, 0.01, 0.04), hard, 0.0)
    return _finished(wave)


def clap(rng: np.random.Generator, hard: float) -> Wave:
    """Hands: one to five bursts of band noise and a tail."""
    t = _seconds(0.5)
    low, high = _log(rng, 500.0, 1400.0), _log(rng, 2200.0, 18_000.0)
    wave = np.zeros(len(t))
    start = 0.0
    for _ in range(int(rng.integers(1, 6))):
        later = t - start
        wave += (later >= 0.0) * np.exp(-np.maximum(later, 0.0) / _log(rng, 0.002, 0.008)) * rng.uniform(0.5, 1.0)
        start += rng.uniform(0.004, 0.014)
    wave += _log(rng, 0.1, 0.8) * np.exp(-t / _log(rng, 0.02, 0.12)) * (0.5 + 0.5 * hard)
    return _finished(wave * _band(rng, len(t), low, high))


def _plate(rng: np.random.Generator, t: NDArray[np.float64], low_hz: float, tau: float) -> NDArray[np.float64]:
    """A cymbal's shimmer: dense modes, as bands of noise that each decay on their own."""
    out = np.zeros(len(t))
    edges = np.geomspace(low_hz, 17_000.0, 7)
    tilt, damp = rng.uniform(-0.6, 0.7), rng.uniform(-0.2, 0.7)
    for low, high in itertools.pairwise(edges):
        level = (low / low_hz) ** tilt * _log(rng, 0.5, 1.6)
        out += level * _band(rng, len(t), low, high, 2.0) * np.exp(-t / (tau * (low / low_hz) ** -damp))
    if rng.random() < 0.6:
        hz = rng.uniform(max(low_hz * 0.7, 250.0), 9000.0, 24)
        out += _log(rng, 0.1, 0.8) * _modes(rng, t, hz, tau * rng.uniform(0.4, 1.0, 24), rng.uniform(0.1, 0.6, 24))
    return out


def closed_hat(rng: np.random.Generator, hard: float) -> Wave:
    """Two small cymbals pressed together, by stick or by foot, tight or loose."""
    t = _seconds(0.3)
    by_foot = rng.random() < 0.2
    wave = _plate(rng, t, _log(rng, 250.0, 8000.0), _log(rng, 0.008, 0.06))
    rise = _log(rng, 0.002, 0.012) if by_foot else _log(rng, 0.0002, 0.002)
    wave *= 1.0 - np.exp(-t / rise)
    if not by_foot:
        wave += _log(rng, 0.1, 1.2) * hard * _tick(rng, t, _log(rng, 1500.0, 5000.0), 14_000.0)
    return _finished(wave)


def open_hat(rng: np.random.Generator, hard: float) -> Wave:
    """Half open to open: the plates buzz against each other."""
    t = _seconds(1.2)
    wave = _plate(rng, t, _log(rng, 300.0, 4000.0), _log(rng, 0.09, 0.7))
    wave *= 1.0 - np.exp(-t / _log(rng, 0.0002, 0.004))
    return _finished(wave + _log(rng, 0.05, 0.8) * hard * _tick(rng, t, _log(rng, 1500.0, 5000.0), 14_000.0))


def ride(rng: np.random.Generator, hard: float) -> Wave:
    """A stick's ping over a wash; some are bells."""
    t = _seconds(1.5)
    wave = _log(rng, 0.05, 0.6) * _plate(rng, t, _log(rng, 200.0, 2500.0), _log(rng, 0.25, 1.4))
    num = int(rng.integers(3, 14))
    hz = rng.uniform(500.0, 8000.0, num)
    wave += _log(rng, 0.1, 1.0) * _modes(rng, t, hz, np.full(num, _log(rng, 0.05, 0.6)), rng.uniform(0.1, 1.0, num))
    wave += _log(rng, 0.3, 2.5) * (0.5 + 0.5 * hard) * _tick(rng, t, _log(rng, 1200.0, 4500.0), _log(rng, 7e3, 16e3))
    return _finished(wave)


def crash(rng: np.random.Generator, hard: float) -> Wave:
    """A large cymbal or a splash: it takes some milliseconds to open out."""
    t = _seconds(1.5)
    wave = _plate(rng, t, _log(rng, 180.0, 2000.0), _log(rng, 0.2, 1.6))
    wave *= 1.0 - (0.3 + 0.7 * hard) * np.exp(-t / _log(rng, 0.001, 0.02))
    return _finished(wave + _log(rng, 0.05, 0.6) * hard * _tick(rng, t, _log(rng, 800.0, 4000.0), 14_000.0))


def tom(rng: np.random.Generator, hard: float) -> Wave:
    """High to floor tom, damped or singing."""
    t = _seconds(0.8)
    wave = _head(rng, t, _log(rng, 65.0, 230.0), _log(rng, 0.05, 0.35), hard, rng.uniform(0.0, 0.5))
    wave += _log(rng, 0.02, 0.5) * hard * _tick(rng, t, _log(rng, 300.0, 2500.0), _log(rng, 3000.0, 10_000.0))
    wave += _log(rng, 0.02, 0.25) * _band(rng, len(t), 100.0, 1200.0) * np.exp(-t / _log(rng, 0.02, 0.1))
    if rng.random() < 0.3:
        wave += _log(rng, 0.005, 0.05) * _wires(rng, t)
    return _finished(wave)


def conga(rng: np.random.Generator, hard: float) -> Wave:
    """A hand drum: open, muted or slapped."""
    t = _seconds(0.5)
    manner = rng.random()
    tau = _log(rng, 0.05, 0.25) if manner < 0.5 else _log(rng, 0.01, 0.05)
    wave = _head(rng, t, _log(rng, 150.0, 520.0), tau, hard, rng.uniform(0.0, 0.15))
    slap = _log(rng, 0.3, 1.5) if manner > 0.75 else _log(rng, 0.02, 0.4)
    wave += slap * (0.4 + 0.6 * hard) * _tick(rng, t, _log(rng, 400.0, 1800.0), _log(rng, 2500.0, 9000.0))
    return _finished(wave)


def shaker(rng: np.random.Generator, hard: float) -> Wave:
    """Beads or jingles: noise that swells, sometimes in two strokes."""
    t = _seconds(0.35)
    rise, fall = _log(rng, 0.003, 0.03), _log(rng, 0.01, 0.08)
    wave = _band(rng, len(t), _log(rng, 1800.0, 7000.0), _log(rng, 8000.0, 17_000.0))
    wave *= (1.0 - np.exp(-t / rise)) ** 2 * np.exp(-t / fall)
    if rng.random() < 0.3:  # jingles of a tambourine
        hz = rng.uniform(3500.0, 13_000.0, 12)
        wave += _log(rng, 0.1, 0.6) * _modes(rng, t, hz, np.full(12, fall), rng.uniform(0.2, 1.0, 12)) * hard
    return _finished(wave)


def bell(rng: np.random.Generator, hard: float) -> Wave:
    """Cowbell, woodblock, triangle, claves: no class of theirs, so that they are not taken for another."""
    t = _seconds(0.7)
    num = int(rng.integers(2, 6))
    hz = _log(rng, 450.0, 3000.0) * np.concatenate([[1.0], rng.uniform(1.3, 5.0, num - 1)])
    wave = _modes(rng, t, hz, np.full(num, _log(rng, 0.01, 0.3)), rng.uniform(0.2, 1.0, num))
    return _finished(wave + _log(rng, 0.01, 0.3) * hard * _tick(rng, t, 1000.0, 9000.0))


def _finished(wave: NDArray[np.float64]) -> Wave:
    """Peak 1, the end faded."""
    wave = wave / max(1e-9, float(np.abs(wave).max()))
    fade = min(len(wave), RATE // 50)
    wave[-fade:] *= np.linspace(1.0, 0.0, fade)
    return wave.astype(np.float32)


STROKES: dict[str, tuple[_Stroke, ...]] = {
    "kick": (kick,),
    "snare": (snare, snare, brush),
    "clap": (clap,),
    "rim": (rim,),
    "closed_hat": (closed_hat,),
    "open_hat": (open_hat,),
    "shaker": (shaker,),
    "tom": (tom,),
    "conga": (conga,),
    "crash": (crash,),
    "ride": (ride,),
    "other": (bell,),
}
"""By class, what can be drawn for it."""
