"""Log-drum stems whose every stroke is known: our own instrument, struck at places between samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio
from engine.core.composition import Slide
from engine.generation.sketch.instruments.base import RATE, Stroke
from engine.generation.sketch.instruments.log_drum import LogDrum
from engine.separation.instrument.reading import Readable

DRUM = LogDrum(drive_db=3.0, click_db=-14.0, decay_ms=90.0)
_CHOKE_S = 0.005


@dataclass(frozen=True)
class Struck:
    """A stroke: seconds, MIDI number, amplitude, slide. Velocity of the timbre is always 100, as in a sampler."""

    time: float
    pitch: int
    gain: float = 1.0
    slide: Slide | None = None


def sound(pitch: int, drum: LogDrum = DRUM, slide: Slide | None = None, seconds: float = 1.0) -> np.ndarray:
    """One stroke as it is played, ``[samples]``."""
    return np.asarray(drum.play(Stroke(pitch=pitch, velocity=100, duration=seconds, slide=slide)), np.float64)


def stem(
    strokes: Sequence[Struck], seconds: float, *, drum: LogDrum = DRUM, chokes: bool = True, channels: int = 1
) -> Audio:
    """The strokes one after the other; with ``chokes`` each ends the last one."""
    out = np.zeros(round(seconds * RATE))
    samples = np.arange(len(out))
    known: dict[tuple[int, Slide | None], Readable] = {}
    for index, stroke in enumerate(strokes):
        key = (stroke.pitch, stroke.slide)
        if key not in known:
            known[key] = Readable(sound(stroke.pitch, drum, stroke.slide)[None])
        start = stroke.time * RATE
        own = slice(max(0, int(start) - 40), min(len(out), int(start) + known[key].length + 40))
        wave = stroke.gain * known[key].at(samples[own] - start)[0]
        if chokes and index + 1 < len(strokes):
            left = (strokes[index + 1].time + _CHOKE_S) * RATE - samples[own]
            wave *= np.clip(left / (_CHOKE_S * RATE), 0.0, 1.0)
        out[own] += wave
    return Audio(np.tile(out.astype(np.float32), (channels, 1)), RATE)


def riff(bars: int = 4, *, seed: int = 5) -> list[Struck]:
    """Two pitches and a fill, 113 BPM, places between samples, every fourth bar with a slide of a fifth."""
    rng = np.random.default_rng(seed)
    step = 60.0 / 113.0 / 4.0
    cell = ((0, 33), (3, 33), (6, 36), (10, 33), (14, 40))
    strokes = []
    for bar in range(bars):
        for place, pitch in cell:
            slide = Slide(0.12, 0.06, 7.0) if bar % 4 == 1 and place == 10 else None
            time = 0.25 + (16 * bar + place) * step + float(rng.uniform(0.0, 1.0)) / RATE
            strokes.append(Struck(time, pitch, float(rng.uniform(0.5, 1.0)), slide))
    return strokes
