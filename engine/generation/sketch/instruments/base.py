"""What an instrument is: frozen parameters that turn a stroke into sound, always the same sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Slide

RATE = 44_100
"""Sample rate of everything the sketch backend renders, Hz."""

Wave = NDArray[np.float32]
"""Float32, ``[samples]`` where the sound is mono, ``[2, samples]`` where it is stereo by nature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A note as an instrument gets it; hashable, so that what was rendered once is not rendered again.

    Args:
        pitch: MIDI number; for percussion the General MIDI key, which chooses the articulation.
        velocity: 1–127.
        duration: Seconds the key is held; the sound may ring on after it.
        slide: A glide, or None.
        syllable: Vowel or word of a voice.
        variant: Which of several takes of the same stroke: noise and small differences follow from it.
    """

    pitch: int
    velocity: int
    duration: float
    slide: Slide | None = None
    syllable: str = ""
    variant: int = 0


class Instrument(Protocol):
    """A sound with its parameters. Implementations are frozen dataclasses of floats, ints and ``seed``.

    The result ends in silence without a click, has no DC, and peaks near 1.0 for a hard stroke (velocity 127), less
    for softer ones as the instrument's dynamics ask. Levels in the mix are the mixer's business.
    """

    def play(self, stroke: Stroke) -> Wave: ...


def frequency(pitch: float) -> float:
    """Hz of a MIDI number in equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def noise_stream(seed: int, stroke: Stroke) -> np.random.Generator:
    """The noise of a stroke: the same for the same instrument, pitch and variant, independent of velocity."""
    return np.random.Generator(np.random.PCG64([seed, stroke.variant, stroke.pitch]))
