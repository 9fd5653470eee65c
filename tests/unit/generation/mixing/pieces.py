"""Pieces made of known signals: an instrument that plays decaying sines, and compositions of a few notes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.core.blueprint import Blueprint, MixPlan, PlannedSection, RolePlan, Voice
from engine.core.composition import Composition, Move, PlayedNote
from engine.core.harmony import Key
from engine.generation.sketch.compose import played_sections
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency
from engine.generation.sketch.instruments.families import InstrumentKind

BAR_S = 2.0
"""At 120 BPM."""


@dataclass(frozen=True)
class Sine:
    """A sine that dies away after ``tau`` seconds (for ever at 0), ``width`` 1 for two unlike channels."""

    tau: float = 0.1
    width: float = 0.0
    hz: float = 0.0
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        length = round(RATE * (max(stroke.duration, 0.01) if self.tau == 0.0 else 8.0 * self.tau))
        seconds = np.arange(length) / RATE
        hz = self.hz or frequency(stroke.pitch)
        envelope = np.exp(-seconds / self.tau) if self.tau else np.ones(length)
        fade = np.minimum(1.0, np.arange(length)[::-1] / 200.0)
        left = stroke.velocity / 127.0 * envelope * fade * np.sin(2 * np.pi * hz * seconds)
        if not self.width:
            return left.astype(np.float32)
        right = stroke.velocity / 127.0 * envelope * fade * np.cos(2 * np.pi * hz * seconds)
        return np.stack([left, right]).astype(np.float32)


SINE = InstrumentKind("Sine", Sine, (), lambda _: {}, lambda _: {})


def note(role: str, onset: float, pitch: int = 60, *, duration: float = 0.25, velocity: int = 127) -> PlayedNote:
    return PlayedNote(
        onset=onset,
        duration=duration,
        pitch=pitch,
        velocity=velocity,
        role=role,
        section=0,
        chord=0,
        step=onset / BAR_S * 16.0,
        reason="test",
    )


def move(role: str, kind: str, start: float, end: float, first: float, last: float) -> Move:
    return Move(role=role, kind=kind, start=start, end=end, first=first, last=last)


def piece(
    notes: list[PlayedNote],
    *,
    bars: int = 4,
    voices: dict[str, dict[str, float]] | None = None,
    mix: MixPlan | None = None,
    moves: tuple[Move, ...] = (),
    num_samples: int = 0,
    sections: tuple[PlannedSection, ...] | None = None,
) -> Composition:
    """A piece at 120 BPM of one section of ``bars`` bars, or of ``sections``; the mix is dry and gentle."""
    roles = sorted({note.role for note in notes})
    sections = sections or (
        PlannedSection(label="drop", num_bars=bars, roles=tuple(RolePlan(role=role) for role in roles)),
    )
    plain = MixPlan(
        sends={role: {} for role in roles}, pans=dict.fromkeys(roles, 0.0), duck_db=0.0, drive_db=0.0, target_lufs=-16.0
    )
    blueprint = Blueprint(
        style="classic",
        tempo_bpm=120.0,
        swing=0.5,
        key=Key(0, "minor"),
        sections=sections,
        seed=1,
        voices={role: Voice(instrument="sine", parameters=(voices or {}).get(role, {})) for role in roles},
        mix=mix or plain,
        num_samples=num_samples,
    )
    played = played_sections(blueprint)
    return Composition(
        blueprint=blueprint,
        duration=blueprint.num_bars * BAR_S,
        sections=played,
        chords=(),
        notes=tuple(sorted(notes, key=lambda note: note.onset)),
        moves=moves,
    )


def band(bars: int = 6, **changes: object) -> Composition:
    """A small band with everything a mix can do: reverbs, pans, ducking, drive, sweeps, throws, sections."""
    step = BAR_S / 16.0
    notes = []
    for bar in range(bars):
        start = bar * BAR_S
        notes += [note("kick", start + beat * 4 * step, 36) for beat in range(4)]
        notes += [note("shaker", start + s * step, 70, velocity=70 + 40 * (s % 2)) for s in range(16)]
        notes += [note("log_drum", start + s * step, 36 + s % 5, duration=0.2) for s in (3, 6, 9, 14)]
        notes += [note("pad", start, pitch, duration=BAR_S, velocity=90) for pitch in (60, 63, 67)]
        notes += [note("keys", start + s * step, 72, duration=0.3, velocity=100) for s in (2, 7, 10)]
        notes += [note("vocal", start + 4 * step, 67, duration=0.8)]
    notes = [replace(note, section=int(note.onset >= bars // 2 * BAR_S)) for note in notes]
    voices = {
        "kick": {"hz": 55.0, "tau": 0.08},
        "shaker": {"hz": 7000.0, "tau": 0.02},
        "log_drum": {"tau": 0.12},
        "pad": {"tau": 0.0, "width": 1.0},
        "keys": {"tau": 0.3, "width": 1.0},
        "vocal": {"tau": 0.0},
    }
    plans = tuple(RolePlan(role=role) for role in voices)
    quiet = tuple(replace(plan, level_db=-6.0) for plan in plans)
    sections = (
        PlannedSection(label="intro", num_bars=bars // 2, roles=quiet),
        PlannedSection(label="drop", num_bars=bars - bars // 2, roles=plans),
    )
    moves = (
        move("pad", "lowpass_hz", 1.0, 5.0, 300.0, 12_000.0),
        move("keys", "send", 3.5, 4.0, 0.2, 0.6),
        move("shaker", "level_db", 0.0, 4.0, -12.0, 0.0),
    )
    made = piece(notes, bars=bars, voices=voices, sections=sections, moves=moves, mix=MixPlan(target_lufs=-12.0))
    return replace(made, **changes)  # type: ignore[arg-type]
