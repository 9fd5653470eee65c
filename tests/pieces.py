"""A small piece written by hand: two sections, a chord loop, keys, kick, and a log drum that slides."""

from __future__ import annotations

from engine.core.blueprint import Blueprint, LogDrumPlan, PlannedSection, RolePlan, Voice
from engine.core.composition import Composition, PlayedChord, PlayedNote, PlayedSection, Slide
from engine.core.harmony import ChordLabel, Key

TEMPO_BPM = 112.0
STEP = 60.0 / TEMPO_BPM / 4.0


def blueprint(**changes: object) -> Blueprint:
    roles = tuple(RolePlan(role=role) for role in ("kick", "log_drum", "keys"))
    plan: dict[str, object] = {
        "style": "classic",
        "tempo_bpm": TEMPO_BPM,
        "swing": 0.53,
        "key": Key(5, "minor"),
        "sections": (
            PlannedSection(label="intro", name="INTRO", num_bars=2, harmony=("i9",), roles=roles[:1]),
            PlannedSection(label="drop", name="DROP A", num_bars=4, harmony=("i9", "VImaj9"), roles=roles, energy=0.9),
        ),
        "seed": 7,
        "log_drum": LogDrumPlan(cells=("L1",), onsets_per_bar=4.0, step_weights=(0.3,) * 16),
        "voices": {"kick": Voice(instrument="kick"), "log_drum": Voice(instrument="fm_log_drum", parameters={"a": 1})},
    }
    return Blueprint(**{**plan, **changes})  # type: ignore[arg-type]


def note(role: str, step: float, length: float, pitch: int, **more: object) -> PlayedNote:
    fields: dict[str, object] = {
        "onset": step * STEP,
        "duration": length * STEP,
        "pitch": pitch,
        "velocity": 100,
        "role": role,
        "section": 0 if step < 32 else 1,
        "chord": int(step // 16),
        "step": step,
        "reason": "written by hand",
    }
    return PlayedNote(**{**fields, **more})  # type: ignore[arg-type]


def composition() -> Composition:
    plan = blueprint()
    bars = [("F:min9", "i9")] * 2 + [("F:min9", "i9"), ("Db:maj9", "VImaj9")] * 2
    chords = tuple(
        PlayedChord(
            start=bar * 16 * STEP,
            end=(bar + 1) * 16 * STEP,
            first_step=bar * 16,
            last_step=(bar + 1) * 16,
            label=ChordLabel.parse(label),
            roman=roman,
            section=0 if bar < 2 else 1,
            reason="loop",
        )
        for bar, (label, roman) in enumerate(bars)
    )
    notes = [note("kick", step, 1, 36) for step in range(0, 96, 4)]
    notes += [note("log_drum", step, 2, 41) for step in range(35, 96, 16)]
    notes.append(note("log_drum", 38, 3, 41, slide=Slide(0.05, 0.08, 7.0)))
    notes += [note("keys", bar * 16, 12, pitch) for bar in range(2, 6) for pitch in (56, 60, 63)]
    notes.append(note("fx", 28, 4, 60, syllable="riser"))
    return Composition(
        blueprint=plan,
        duration=96 * STEP,
        sections=(
            PlayedSection(start=0.0, end=32 * STEP, label="intro", name="INTRO", first_bar=0, num_bars=2),
            PlayedSection(start=32 * STEP, end=96 * STEP, label="drop", name="DROP A", first_bar=2, num_bars=4),
        ),
        chords=chords,
        notes=tuple(sorted(notes, key=lambda n: n.onset)),
    )
