"""Who plays what: each role of a piece gets a singer, a preset, a one-shot, or keeps an instrument of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.core.blueprint import Voice
from engine.core.composition import Composition, PlayedNote
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.sketch.instruments.table import for_role
from trainer.realism.one_shots import ShotSound, draw_shot_sound
from trainer.realism.phrases import draw_language
from trainer.realism.singing import Singer
from trainer.realism.soundfonts import KIT_ROLES, PROGRAMS, FontSound, choices, draw_font_sound
from trainer.realism.voices import variants
from trainer.synth_corpus.drawing import draw_one_shot
from trainer.synth_corpus.item import Sound, chance
from trainer.synth_corpus.split import Split

_CENTRES = {"man": 53, "woman": 64, "child": 70}
"""Middle of the range, MIDI: F3, E4, Bb4."""
_SPEAKING = {"man": 46, "woman": 57, "child": 64}
_TRACTS = {"man": (0.88, 1.1), "woman": (0.92, 1.12), "child": (1.14, 1.28)}
_RIDES = (51, 59)
_WHISPERS = ("whisperf",)


@dataclass(frozen=True, slots=True)
class Dressed:
    """A piece with its sounds.

    Args:
        composition: With notes in the range of who sings them, and a voice for every role that is ours.
        sounds: By role, those that are not ours.
        names: By role, for the item's truth.
    """

    composition: Composition
    sounds: dict[str, Sound]
    names: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How likely a role is played by something else than our instruments."""

    sampled: float
    one_shot: float
    sung: float


def dress(
    rng: np.random.Generator,
    composition: Composition,
    split: Split,
    *,
    cache: str,
    wishes: Wishes,
    also: Iterable[str] = (),
) -> Dressed:
    """Choose a sound for every role.

    Args:
        rng: Of the item.
        composition: The piece.
        split: Whose sounds.
        cache: Folder of spoken clips.
        wishes: How likely what is.
        also: Roles that will have notes although they have none yet (the confuser's).
    """
    playing = {note.role for note in composition.notes} | set(also)
    kits = choices("kick", split)
    kit = "#".join(kits[int(rng.integers(len(kits)))])
    sounds: dict[str, Sound] = {}
    names: dict[str, str] = {}
    voices = dict(composition.blueprint.voices)
    for role in (role for role in ROLES if role in playing and role != "log_drum"):
        sound = _sound(rng, composition, role, split, wishes, kit, cache)
        if sound is None:
            if role not in voices:
                able = for_role(role)
                voices[role] = draw_one_shot(rng, str(able[int(rng.integers(len(able)))]), split, names, role)
            continue
        sounds[role] = sound
        names[role] = name_of(sound)
    singers = {role: sound for role, sound in sounds.items() if isinstance(sound, Singer)}
    notes = tuple(_in_range(composition.notes, singers))
    used: dict[str, Voice] = {role: voice for role, voice in voices.items() if role not in sounds}
    blueprint = replace(composition.blueprint, voices=used)
    return Dressed(replace(composition, blueprint=blueprint, notes=notes), sounds, names)


def name_of(sound: Sound) -> str:
    """A sound in words, as truth states it."""
    if isinstance(sound, Singer):
        return f"espeak-ng {sound.language}+{sound.variant} {sound.manner}"
    if isinstance(sound, FontSound):
        return f"{Path(sound.file).stem} {sound.preset}"
    return f"one-shot {Path(sound.files[0]).stem}" if isinstance(sound, ShotSound) else type(sound).__name__


def _sound(
    rng: np.random.Generator,
    composition: Composition,
    role: str,
    split: Split,
    wishes: Wishes,
    kit: str,
    cache: str,
) -> Sound | None:
    """Something that is not ours; None to keep ours."""
    if ROLES[role].stem is Stem.VOCALS:
        return draw_singer(rng, composition, role, split, cache) if chance(rng, wishes.sung) else None
    has_ride = any(note.role == role and note.pitch in _RIDES for note in composition.notes)
    if role in KIT_ROLES:
        if chance(rng, wishes.one_shot) and not has_ride:
            return draw_shot_sound(rng, role, split)
        return draw_font_sound(rng, role, split, kit=kit) if has_ride or chance(rng, wishes.sampled) else None
    if role == "fx":
        return draw_shot_sound(rng, role, split) if chance(rng, wishes.sampled) else None
    if role in PROGRAMS and chance(rng, wishes.sampled):
        return draw_font_sound(rng, role, split)
    return None


def draw_singer(rng: np.random.Generator, composition: Composition, role: str, split: Split, cache: str) -> Singer:
    """A voice for a role."""
    kind = str(rng.choice(["man", "woman", "child"], p=[0.44, 0.48, 0.08]))
    able = variants(split, women=kind != "man")
    variant = able[int(rng.integers(len(able)))]
    manner = "sung"
    if role in ("chant", "adlib"):
        manner = str(rng.choice(["rapped", "spoken", "sung"], p=[0.6, 0.15, 0.25]))
    elif role == "vocal" and chance(rng, 0.08):
        manner = "rapped"
    if variant in _WHISPERS and role == "choir":
        variant = next(own for own in able if own not in _WHISPERS)
    copies = int(rng.choice([2, 3])) if role == "chant" else int(rng.choice([1, 2, 3], p=[0.8, 0.16, 0.04]))
    beat = 60.0 / composition.blueprint.tempo_bpm
    has_echo = chance(rng, 0.3)
    return Singer(
        variant=variant,
        language=draw_language(rng),
        cache=cache,
        kind=kind,
        seed=int(rng.integers(1 << 31)),
        manner=manner,
        tract=float(rng.uniform(*_TRACTS[kind])),
        vibrato_hz=float(rng.uniform(4.5, 6.8)),
        vibrato_cents=float(rng.uniform(0.0, 70.0)),
        glide_s=0.005 if chance(rng, 0.15) else float(rng.uniform(0.025, 0.09)),
        breath=float(rng.beta(1.2, 3.0)),
        brightness_db=float(rng.uniform(0.0, 12.0)),
        copies=copies,
        ensemble=int(rng.integers(1, 4)) if role == "choir" else 1,
        spread_cents=float(rng.uniform(4.0, 18.0)),
        echo_s=beat * float(rng.choice([0.25, 0.5, 0.75, 1.0])) if has_echo else 0.0,
        echo=float(rng.uniform(0.15, 0.5)) if has_echo else 0.0,
        drive_db=float(rng.uniform(2.0, 12.0)) if chance(rng, 0.2) else 0.0,
    )


def _in_range(notes: Iterable[PlayedNote], singers: dict[str, Singer]) -> Iterable[PlayedNote]:
    """Parts of singers by whole octaves into their range."""
    notes = tuple(notes)
    shifts = {}
    for role, singer in singers.items():
        own = [note.pitch for note in notes if note.role == role]
        centres = _CENTRES if singer.manner == "sung" else _SPEAKING
        shifts[role] = 12 * round((centres[singer.kind] - float(np.mean(own))) / 12.0) if own else 0
    for note in notes:
        shift = shifts.get(note.role, 0)
        yield replace(note, pitch=note.pitch + shift) if shift else note
