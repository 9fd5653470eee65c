"""Instruments and kits of SoundFonts as the sound of a role, varied by generators, drive and a cabinet.

The same samples come again in every song that uses a preset; so each number of a preset tunes, filters and shapes them
otherwise (SoundFont 2.04, 8.1.2: generators 8 filter cutoff, 34 attack, 38 release, 51 coarse and 52 fine tuning).
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.composition import PlayedNote
from engine.core.errors import UserError
from engine.generation.draws import generator
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave
from engine.generation.sketch.instruments.overdrive import ASYMMETRIC, driven
from engine.generation.sketch.mixing.filters import filtered, high_pass, low_pass
from engine.generation.sketch.outside.messages import messages
from engine.generation.sketch.outside.soundfont import BEND_SEMITONES, Preset, SoundFontPlayer, presets
from trainer.realism.groups import of_split
from trainer.realism.packages import fonts
from trainer.synth_corpus.split import Split

KIT_BANK = 128
_FILTER, _ATTACK, _RELEASE, _COARSE, _FINE = 8, 34, 38, 51, 52
_CHANNELS, _POLYPHONY, _GAIN, _BEND_SETTING = 16, 256, 0.4, 24
_HELD_CHANNELS = 256

_FAMILY = 8
"""General MIDI's programs come in families of eight."""

PROGRAMS: dict[str, tuple[int, ...]] = {
    "keys": (*range(8), 11, *range(16, 21)),
    "stab": (4, 5, 6, 7, 45, 48, 50, 55, 61, 62, 63),
    "pad": (48, 49, 50, 51, 88, 89, 90, 92, 93, 94, 95, 16, 19, 20),
    "guitar": (*range(24, 31), 104, 105, 106),
    "riff": (*range(8, 16), 24, 25, 27, 45, 46, 104, 105, 106, 107, 108),
    "lead": (21, 22, 40, 41, 42, *range(56, 61), *range(64, 80), 80, 81, 84, 87, 110, 111),
    "bass": tuple(range(32, 40)),
}
"""Programs that can play a role. Choirs (52-54) are left out: they are voices, and would teach that voices are not."""

KIT_ROLES = frozenset(
    {"kick", "snare", "clap", "rim", "hat", "shaker", "shaker_dark", "tambourine", "conga", "bongo", "tom", "cowbell"}
    | {"agogo", "triangle", "cymbal", "whistle"}
)
_OTHER_KEYS: dict[int, tuple[int, ...]] = {
    36: (35,),
    38: (40,),
    42: (44,),
    49: (57, 55),
    51: (59,),
    47: (48, 45),
    43: (41,),
}
"""A second key of the same kind; General MIDI level 1 percussion."""
_MACHINES = ("kit electronic", "kit tr")
"""A group of their own, so that every split has a drummer."""
_PLAIN_BANKS = 16
"""Presets of higher banks are silent without a breath controller."""
_NUMBERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class FontSound:
    """A preset as it sounds in one song.

    Args:
        file, preset: ``bank:program``.
        semitones, cents: Tuning of the samples; kits only, or a few cents.
        cutoff_cents: Of the filter, against the preset's own.
        attack_cents, release_cents: Timecents, likewise.
        second_keys: Percussion keys that give way to their second key.
        drive_db: Of an amplifier; 0 for none.
        cabinet_hz: Low-pass behind it.
        octaves: Added to the notes.
    """

    file: str
    preset: str
    semitones: int = 0
    cents: float = 0.0
    cutoff_cents: float = 0.0
    attack_cents: float = 0.0
    release_cents: float = 0.0
    second_keys: dict[int, int] | None = None
    drive_db: float = 0.0
    cabinet_hz: float = 5000.0
    octaves: int = 0

    def play(self, notes: Sequence[PlayedNote], num_samples: int) -> Wave:
        """The role, ``[2, num_samples]``."""
        keys = self.second_keys or {}
        strokes = [
            (
                note.onset,
                Stroke(
                    pitch=min(127, max(0, keys.get(note.pitch, note.pitch) + 12 * self.octaves)),
                    velocity=note.velocity,
                    duration=round(note.duration, 3),
                    slide=note.slide,
                ),
            )
            for note in notes
        ]
        wave = _Player(self).play_all(strokes, num_samples)
        return _amplified(wave, self.drive_db, self.cabinet_hz) if self.drive_db > 0.0 else wave


class _Player(SoundFontPlayer):
    """The product's player with generators; samples are loaded once in a process."""

    def __init__(self, sound: FontSound) -> None:
        super().__init__(sound.file, sound.preset)
        self._sound = sound

    def play_all(self, strokes_with_onsets: Sequence[tuple[float, Stroke]], num_samples: int) -> Wave:
        """The role as one recording, ``[2, num_samples]``."""
        _keep_loaded(self._library, self._file, self.preset)
        synth = _synth(self._library, _CHANNELS)
        try:
            font = synth.sfload(self._file)
            for channel in range(_CHANNELS):
                synth.program_select(channel, font, self.preset.bank, self.preset.program)
                for control, value in ((101, 0), (100, 0), (6, _BEND_SETTING), (38, 0)):
                    synth.cc(channel, control, value)
                self._shape(synth, channel)
            return self._recorded(synth, messages(strokes_with_onsets, bend_semitones=BEND_SEMITONES), num_samples)
        finally:
            synth.delete()

    def _shape(self, synth: Any, channel: int) -> None:
        own = self._sound
        values = {
            _COARSE: own.semitones,
            _FINE: own.cents,
            _FILTER: own.cutoff_cents,
            _ATTACK: own.attack_cents,
            _RELEASE: own.release_cents,
        }
        set_generator = self._library.cfunc(
            "fluid_synth_set_gen",
            ctypes.c_int,
            ("synth", ctypes.c_void_p, 1),
            ("chan", ctypes.c_int, 1),
            ("param", ctypes.c_int, 1),
            ("value", ctypes.c_float, 1),
        )
        for number, value in values.items():
            if value:
                set_generator(synth.synth, channel, number, float(value))


def _synth(library: Any, channels: int) -> Any:
    return library.Synth(
        gain=_GAIN,
        samplerate=float(RATE),
        channels=channels,
        **{
            "synth.reverb.active": 0,
            "synth.chorus.active": 0,
            "synth.polyphony": _POLYPHONY,
            "synth.cpu-cores": 1,
            "synth.dynamic-sample-loading": 1,
        },
    )


@functools.lru_cache(maxsize=4)
def _holder(library: Any, file: str) -> tuple[Any, int, list[str]]:
    """A synthesiser that never plays: FluidSynth shares samples among all that have a preset selected."""
    synth = _synth(library, _HELD_CHANNELS)
    font = synth.sfload(file)
    if font < 0:
        raise UserError(f"FluidSynth cannot load {Path(file).name}", "Install its package again.")
    return synth, font, []


def _keep_loaded(library: Any, file: str, preset: Preset) -> None:
    """Otherwise a compressed SoundFont would be decoded for every item (up to 3 s for a piano)."""
    synth, font, held = _holder(library, file)
    if preset.id not in held and len(held) < _HELD_CHANNELS:
        synth.program_select(len(held), font, preset.bank, preset.program)
        held.append(preset.id)


def _amplified(wave: Wave, drive_db: float, cabinet_hz: float) -> Wave:
    """A tube amplifier's bias and a cabinet's band, on the middle of both channels."""
    mono = wave.mean(axis=0)
    peak = float(np.abs(mono).max())
    if peak <= 0.0:
        return wave
    mono = filtered(np.asarray(mono / peak, np.float32), (high_pass(90.0),))[: wave.shape[1]]
    mono = driven(np.asarray(np.clip(mono, -1.0, 1.0), np.float32), drive_db, ASYMMETRIC)
    made = filtered(np.asarray(mono, np.float32), (low_pass(cabinet_hz), low_pass(1.1 * cabinet_hz), high_pass(75.0)))
    return np.repeat(made[None, : wave.shape[1]], 2, axis=0)


@functools.cache
def _catalogue() -> tuple[tuple[str, Preset], ...]:
    return tuple((str(font), preset) for font in fonts() for preset in presets(font))


def _group_of(preset: Preset) -> str:
    """What must not be parted: one program in all banks and SoundFonts, one family of kits."""
    if preset.bank == KIT_BANK:
        return "kit " + preset.name.rstrip("0123456789 -").lower()
    return f"program {preset.program}"


@functools.cache
def choices(role: str, split: Split) -> tuple[tuple[str, str], ...]:
    """File and preset of everything that can play a role in a split; programs go to splits by family."""
    if role in KIT_ROLES:
        kits = [(file, preset) for file, preset in _catalogue() if preset.bank == KIT_BANK and _is_band_kit(preset)]
        allowed = set(of_split((group for _, preset in kits if (group := _group_of(preset)) not in _MACHINES), split))
        allowed |= set(of_split(_MACHINES, split))
        return tuple((file, preset.id) for file, preset in kits if _group_of(preset) in allowed)
    programs = PROGRAMS.get(role, ())
    allowed = set()
    for first in range(0, 128, _FAMILY):
        allowed |= set(of_split((f"program {number}" for number in range(first, first + _FAMILY)), split))
    return tuple(
        (file, preset.id)
        for file, preset in _catalogue()
        if preset.bank <= _PLAIN_BANKS and preset.program in programs and _group_of(preset) in allowed
    )


def _is_band_kit(preset: Preset) -> bool:
    """Not orchestra, sound effects and marching bands, whose keys hold other things."""
    words = preset.name.lower()
    return preset.program < 48 and not any(word in words for word in ("orch", "sfx", "march", "effect"))


def draw_font_sound(rng: np.random.Generator, role: str, split: Split, *, kit: str = "") -> FontSound | None:
    """A preset for a role with its number's variations; None where the split has none.

    Args:
        rng: Of the item.
        role: Id of a role.
        split: Whose presets.
        kit: ``file#preset`` of a kit already chosen, so that a song has one drummer.
    """
    able = choices(role, split)
    if not able:
        return None
    file, preset = kit.rsplit("#", 1) if kit else able[int(rng.integers(len(able)))]
    number = int(rng.integers(_NUMBERS))
    own = generator("font sound", Path(file).name, preset, number, role)
    sound = FontSound(
        file=file,
        preset=preset,
        cents=float(own.normal(0.0, 3.0)),
        cutoff_cents=float(own.uniform(-2400.0, 0.0)) if own.random() < 0.35 else 0.0,
        release_cents=float(own.uniform(-1200.0, 1800.0)) if own.random() < 0.4 else 0.0,
    )
    if role in KIT_ROLES:
        second = {key: int(own.choice(others)) for key, others in _OTHER_KEYS.items() if own.random() < 0.4}
        tuned = int(own.integers(-4, 5)) if own.random() < 0.5 else 0
        return replace(sound, semitones=tuned, second_keys=second, release_cents=0.0)
    program = int(preset.split(":")[1])
    if role in ("guitar", "riff") and 26 <= program <= 30 and own.random() < 0.6:
        sound = replace(sound, drive_db=float(own.uniform(6.0, 30.0)), cabinet_hz=float(own.uniform(3000.0, 6500.0)))
    if role == "bass" and own.random() < 0.35:
        sound = replace(sound, drive_db=float(own.uniform(3.0, 16.0)), cabinet_hz=float(own.uniform(1500.0, 5000.0)))
    if role == "keys" and own.random() < 0.1:
        sound = replace(sound, drive_db=float(own.uniform(3.0, 12.0)), cabinet_hz=float(own.uniform(3500.0, 8000.0)))
    return sound
