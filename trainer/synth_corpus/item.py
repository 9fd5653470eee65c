"""What one training item will be: drawn wholly from its number, before anything is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.core.blueprint import Blueprint
from engine.core.stems import Stem
from trainer.synth_corpus.split import Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What happens to the stems and the mixture after rendering (domain reference 5.3, "mix").

    Args:
        stem_gains_db: Change of each stem's level.
        tape_ratio: Playback speed: tuning and tempo together, 1 is A = 440 Hz.
        tilt_db: Spectral tilt from 100 Hz to 10 kHz on everything.
        phone_band: Band-limited to 300–3400 Hz.
        mono: One channel twice.
        clip_db: How far the mixture is driven into a soft clipper.
        target_lufs: Loudness afterwards.
        codec: ``""``, ``mp3``, ``aac`` or ``opus``.
        bit_rate: Of the codec, kbit/s.
        room_seconds: RT60 of a room around everything; 0 for none.
        room_wet: Share of that room.
    """

    stem_gains_db: dict[Stem, float] = field(default_factory=dict)
    tape_ratio: float = 1.0
    tilt_db: float = 0.0
    phone_band: bool = False
    mono: bool = False
    clip_db: float = 0.0
    target_lufs: float = -12.0
    codec: str = ""
    bit_rate: int = 0
    room_seconds: float = 0.0
    room_wet: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One piece an item takes sound from: a window of ``blueprint``, and which stems are taken."""

    blueprint: Blueprint
    stems: tuple[Stem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlan:
    """An item.

    Args:
        split, seed, index: Its number; everything follows from it.
        seconds: Length.
        sources: One piece, or several for an incoherent remix.
        confuser: What plays in the log drum's place (``eight_o_eight``, ``saw_bass``, ``tom`` …); empty for none.
        bleed_db: Level of a log drum heard only through the room, in ``other``; None for none.
        treatment: What happens to the sound.
        one_shots: Number of each role's one-shot, as ``instrument/number``.
    """

    split: Split
    seed: int
    index: int
    seconds: float
    sources: tuple[Source, ...]
    confuser: str
    bleed_db: float | None
    treatment: Treatment
    one_shots: dict[str, str]

    @property
    def id(self) -> str:
        return f"{self.split.value}-{self.seed}-{self.index:08d}"

    @property
    def is_remix(self) -> bool:
        return len(self.sources) > 1


def chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)
