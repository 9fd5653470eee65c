"""What one training item will be: drawn wholly from its number, before anything is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from engine.core.blueprint import Blueprint
from engine.core.composition import Composition, PlayedNote
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import Wave
from trainer.synth_corpus.drift import Drift
from trainer.synth_corpus.rooms import Room
from trainer.synth_corpus.split import Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What happens to all stems together (domain reference 5.3, "mix"), in this order.

    Args:
        tape_ratio: Playback speed: tuning and tempo together, 1 is A = 440 Hz.
        rooms: Reverbs by their name in the mix (``room``, ``plate``, ``hall``).
        tilt_db: Spectral tilt from 100 Hz to 10 kHz.
        phone_band: Band-limited to 300-3400 Hz.
        resample_hz: The sample rate it went through; 0 for none.
        mono: One channel twice.
        around: A room around everything, or None.
        around_wet: Level of that room against the direct sound, amplitude.
        target_lufs: Loudness asked of the master.
        clip_db: How far peaks are driven into the clipper behind the limiter.
        codec: ``""``, ``mp3``, ``aac`` or ``opus``, on the mixture only.
        bit_rate: Of the codec, kbit/s.
    """

    tape_ratio: float = 1.0
    rooms: dict[str, Room] = field(default_factory=dict)
    tilt_db: float = 0.0
    phone_band: bool = False
    resample_hz: int = 0
    mono: bool = False
    around: Room | None = None
    around_wet: float = 0.0
    target_lufs: float = -12.0
    clip_db: float = 0.0
    codec: str = ""
    bit_rate: int = 0


class Sound(Protocol):
    """What plays a whole role in place of an instrument of ours."""

    def play(self, notes: Sequence[PlayedNote], num_samples: int) -> Wave:
        """The role as one recording, ``[1 or 2, num_samples]``; its level is its own business."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One piece an item takes sound from.

    Args:
        blueprint: A window of the piece.
        stems: Which are taken.
        start: Seconds into the window at which the item begins, at normal tape speed.
        drift: Of the tempo, or None.
        detune_cents: Of single stems.
        bus_db: Compression of each stem's bus: reduction at its loudest.
        one_shots: Number of each role's one-shot, as ``instrument/number``.
        composition: The piece, where it is not what the composer makes of the blueprint.
        sounds: What plays a role in place of the blueprint's voice.
    """

    blueprint: Blueprint
    stems: tuple[Stem, ...]
    start: float = 0.0
    drift: Drift | None = None
    detune_cents: dict[Stem, float] = field(default_factory=dict)
    bus_db: dict[Stem, float] = field(default_factory=dict)
    one_shots: dict[str, str] = field(default_factory=dict)
    composition: Composition | None = None
    sounds: dict[str, Sound] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlan:
    """An item.

    Args:
        split, seed, index: Its number; everything follows from it.
        seconds: Length.
        sources: One piece, or two for an incoherent remix; the log drum or what takes its place is of the first.
        confuser: What plays in the log drum's place (``eight_o_eight``, ``saw_bass``, ``tom`` ...); empty for none.
        bleed_db: Level of a log drum heard only through a room, in ``other``; None for none.
        treatment: What happens to the sound.
    """

    split: Split
    seed: int
    index: int
    seconds: float
    sources: tuple[Source, ...]
    confuser: str
    bleed_db: float | None
    treatment: Treatment

    @property
    def id(self) -> str:
        return f"{self.split.value}-{self.seed}-{self.index:08d}"

    @property
    def is_remix(self) -> bool:
        return len(self.sources) > 1


def chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)
