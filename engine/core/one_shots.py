"""An instrument taken out of a stem: the sounds it is made of and the strokes that play them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.core.audio import Audio
from engine.core.composition import Slide


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One stroke of the instrument.

    Args:
        onset: Seconds from the start of the recording, exact to a fraction of a sample.
        offset: Where it ends, by release, by the next stroke or by ringing out; later than the onset.
        pitch: Sounding fundamental as a fractional MIDI number, before a slide.
        key: The MIDI number it is written as, 0-127.
        gain: Amplitude against its one-shot's samples.
        velocity: 1-127; the loudest stroke has 127 and level falls by 40 dB a decade of velocity, which is what a
            sampler makes of velocities by default (SFZ ``amp_veltrack=100``).
        one_shot: Index into the instrument's ``one_shots``.
        slide: A glide within it, or None.
        fit: Share of its energy that its one-shot explains, 0-1.
    """

    onset: float
    offset: float
    pitch: float
    key: int
    gain: float
    velocity: int
    one_shot: int
    slide: Slide | None = None
    fit: float = 1.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.onset) and math.isfinite(self.offset) and 0.0 <= self.onset < self.offset):
            raise ValueError(f"a hit needs 0 <= onset < offset, got {self.onset} and {self.offset}")
        if not 1 <= self.velocity <= 127:
            raise ValueError(f"velocity must be 1-127, got {self.velocity}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneShot:
    """One sound of the instrument, ready for a sampler: begins at its attack, peaks just below full scale.

    Args:
        audio: The samples.
        pitch: Sounding fundamental as a fractional MIDI number.
        key: The MIDI number it is written as, 0-127.
        timbre: Which sound it is, counted from 1, the most used first.
        num_hits: Strokes it was averaged from.
        is_root: Whether it stands for its timbre: the pitch most played.
    """

    audio: Audio
    pitch: float
    key: int
    timbre: int
    num_hits: int
    is_root: bool = False

    @property
    def cents(self) -> float:
        """How far it sounds above its key."""
        return 100.0 * (self.pitch - self.key)


@dataclass(frozen=True, slots=True)
class StemInstrument:
    """What plays a stem.

    Args:
        one_shots: Its sounds, by timbre, then from low to high.
        hits: Its strokes in order of onset.
        is_choked: Whether a stroke ends the one before it.
        tuning_cents: How far the song is tuned above A4 = 440 Hz; keys are those of its own tuning.
        explained_db: Energy of the stem over the energy of what the strokes, played by the one-shots, leave of it;
            None for a silent stem.
    """

    one_shots: tuple[OneShot, ...]
    hits: tuple[Hit, ...]
    is_choked: bool
    tuning_cents: float
    explained_db: float | None

    @property
    def roots(self) -> tuple[OneShot, ...]:
        """One one-shot for each timbre."""
        return tuple(one_shot for one_shot in self.one_shots if one_shot.is_root)
