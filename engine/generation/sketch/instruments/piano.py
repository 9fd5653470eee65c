"""A grand piano as the sum of its strings' modes: stiff strings, a hammer, two stages of decay, a wooden body.

Each partial is two modes: strings of one key share their energy so that the sound first falls fast and then slowly
(Weinreich, "Coupled piano strings", JASA 1977). Stiffness stretches partial n to n f √(1 + B n²) (Fletcher 1964).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.shaping import (
    Floats,
    amplitude,
    butterworth,
    decay,
    filtered,
    hardness,
    held,
    loudness,
    noise,
    ring,
    rise,
)
from engine.generation.sketch.instruments.tones import bent, length, octaves, own, settled

_HIGHEST_HZ = 14_500.0
_MOST_PARTIALS = 48
_BRIGHT_FROM_HZ = 2600.0
_LAST_DAMPER = 88
"""Keys above this MIDI number have no damper."""

_FRAME_HZ = (88.0, 143.0, 226.0, 371.0, 540.0)
_FRAME_LEVELS = (1.0, 0.8, 0.55, 0.35, 0.2)


class _Strings(NamedTuple):
    """A key's modes: two for each partial; ``[modes]`` each."""

    hz: NDArray[np.float64]
    number: NDArray[np.float64]
    tau: NDArray[np.float64]
    share: NDArray[np.float64]
    side: NDArray[np.float64]
    colour: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piano:
    """A close, slightly mellow grand, stereo as from the player's seat.

    Args:
        inharmonicity: B of the string at middle C (domain reference 5.1: 2e-4 to 6e-4).
        sustain_s: Time constant of the first decay of the lowest partials at middle C.
        second: Share of the slow decay.
        detune_cents: Between the strings of a key.
        hammer_hz: How far up a medium stroke reaches in the spectrum at middle C: the hardness of the felt.
        strike: Where the hammer meets the string, share of its length.
        brightness_db: Lift of the treble above 2.6 kHz: positive for the bright piano of house riffs.
        knock_db: Level of felt and frame.
        width: Stereo width, 0–1.
        damper_s: Time constant after the key is let go, at middle C.
        dynamics: Exponent of level over velocity.
        seed: The small differences between keys.
    """

    inharmonicity: float = 3.6e-4
    sustain_s: float = 1.0
    second: float = 0.2
    detune_cents: float = 0.8
    hammer_hz: float = 1050.0
    strike: float = 0.12
    brightness_db: float = 2.0
    knock_db: float = -24.0
    width: float = 0.55
    damper_s: float = 0.055
    dynamics: float = 1.3
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        key, hard = octaves(stroke.pitch), hardness(stroke.velocity)
        strings = _strings(
            stroke.pitch, self.seed, round(self.inharmonicity, 8), round(self.detune_cents, 4), round(self.second, 4)
        )
        tau = self.sustain_s * 2.0 ** (-0.62 * key)
        taus = strings.tau * tau
        release = self.damper_s * 2.0 ** (-0.3 * key) if stroke.pitch <= _LAST_DAMPER else 10.0
        num = length(stroke, float(taus.max()), release)
        levels = self._levels(strings, key, hard)
        phases = 0.25 * (1.0 + np.sign(np.sin(np.pi * self.strike * strings.number)))
        lean = np.clip(0.16 * key, -0.35, 0.35) * self.width
        spread = 0.55 * self.width * strings.side
        sides = [
            ring(strings.hz, taus, levels * (1.0 + direction * (lean + spread)), phases, num)
            for direction in (-1.0, 1.0)
        ]
        wave = np.stack(sides) * held(num, stroke.duration, release)
        wave *= rise(num, 0.0006 + 0.0012 * (1.0 - hard))
        wave += self._knock(stroke, num, hard) * np.float32(np.abs(wave).max())
        return settled(bent(wave, stroke.slide), loudness(stroke.velocity, self.dynamics))

    def _levels(self, strings: _Strings, key: float, hard: float) -> NDArray[np.float64]:
        """Amplitudes: where the hammer meets the string, how hard its felt is, what the soundboard radiates."""
        comb = np.abs(np.sin(np.pi * self.strike * strings.number)) + 0.04
        reach = self.hammer_hz * (0.4 + 1.8 * hard**1.3) * 2.0 ** (0.42 * key)
        felt = (1.0 + (strings.hz / reach) ** 2) ** -1.15
        board = 1.0 / (1.0 + (95.0 / strings.hz) ** 2) / np.sqrt(1.0 + (strings.hz / 3800.0) ** 2)
        bright = 10.0 ** (self.brightness_db / 20.0 / (1.0 + (_BRIGHT_FROM_HZ / strings.hz) ** 2))
        return np.asarray(comb * felt * board * bright * strings.share * strings.colour / strings.number**0.85)

    def _knock(self, stroke: Stroke, num: int, hard: float) -> Floats:
        out = np.zeros(num, np.float32)
        short = min(num, int(0.16 * RATE))
        frame = np.array(_FRAME_HZ) * (1.0 + 0.06 * own(self.seed, stroke.pitch))
        out[:short] = ring(frame, 0.022, np.array(_FRAME_LEVELS), 0.0, short) * np.float32(0.4)
        felt = noise(noise_stream(self.seed, stroke), short) * decay(short, 0.004) * rise(short, 0.0008)
        out[:short] += filtered(felt, butterworth("bandpass", 1, 500.0, 3200.0)) * np.float32(0.9)
        out[:short] *= np.float32(amplitude(self.knock_db) * (0.35 + 0.65 * hard))
        return out


@lru_cache(maxsize=256)
def _strings(pitch: int, seed: int, inharmonicity: float, detune_cents: float, second: float) -> _Strings:
    key = octaves(pitch)
    stiffness = inharmonicity * 2.0 ** (1.05 * key if key > -1.0 else -1.05 + 0.35 * (-1.0 - key))
    number = np.arange(1, _MOST_PARTIALS + 1, dtype=np.float64)
    # the first partial is the pitch
    hz = frequency(pitch) * number * np.sqrt((1.0 + stiffness * number**2) / (1.0 + stiffness))
    number, hz = number[hz < _HIGHEST_HZ], hz[hz < _HIGHEST_HZ]
    rng = np.random.Generator(np.random.PCG64([seed, pitch]))
    apart = 2.0 ** (detune_cents * rng.uniform(0.5, 1.0, len(hz)) / 2400.0)
    fast = 1.0 / (1.0 + (hz / 2600.0) ** 1.1)
    colour = 10.0 ** (np.clip(rng.normal(0.0, 2.0, len(hz)), -4.0, 4.0) / 20.0)
    side = rng.uniform(-1.0, 1.0, 2 * len(hz))
    side[0] *= 0.3
    return _Strings(
        hz=np.concatenate([hz * apart, hz / apart]),
        number=np.concatenate([number, number]),
        tau=np.concatenate([fast, fast * 3.6]),
        share=np.concatenate([np.full(len(hz), 1.0 - second), np.full(len(hz), second)]),
        side=side,
        colour=np.concatenate([colour, colour]),
    )
