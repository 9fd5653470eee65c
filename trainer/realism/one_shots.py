"""Recorded single strokes (CC0) as the sound of a percussion role, re-tuned and re-shaped by number."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.core.composition import PlayedNote
from engine.generation.draws import generator
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.filters import filtered, high_pass, low_pass
from trainer.realism.groups import of_split
from trainer.realism.packages import AUDIOPHOB, SONIC_PI
from trainer.synth_corpus.split import Split

_SILENT = 1e-4
_LONGEST_S = 4.0
_NUMBERS = 64
_TAKES = 3

FILES: dict[str, tuple[str, ...]] = {
    "kick": (
        "bd_808", "bd_ada", "bd_boom", "bd_fat", "bd_gas", "bd_haus", "bd_klub", "bd_mehackit", "bd_pure", "bd_sone",
        "bd_tek", "bd_zome", "bd_zum",
        "drum_bass_hard", "drum_bass_soft", "drum_heavy_kick", "elec_hollow_kick", "elec_soft_kick",
        "86335__zgump__tom-0105",
    ),
    "snare": (
        "sn_dolf", "sn_dub", "sn_generic", "sn_zome", "drum_snare_hard", "drum_snare_soft", "elec_filt_snare",
        "elec_hi_snare", "elec_lo_snare", "elec_mid_snare", "elec_snare", "124382__cubix__8bit-snare",
        "25671__walter-odington__garage-city-snare-snappy",
    ),
    "clap": ("29800__stomachache__3", "perc_snap", "perc_snap2", "elec_flip"),
    "rim": ("elec_tick", "elec_wood", "elec_pop", "16336__sstokes__ss-ht-crunchtime", "glitch_perc1", "glitch_perc3"),
    "hat": (
        "drum_cymbal_closed", "drum_cymbal_pedal", "116973__cbeeching__hat-light", "156272__dayvonjersen__fxshake5",
        "elec_cymbal",
    ),
    "hat_open": ("drum_cymbal_open", "104227__minorr__hhat-paiste-302-14-open-p", "drum_splash_soft"),
    "tom": (
        "drum_tom_hi_hard", "drum_tom_hi_soft", "drum_tom_lo_hard", "drum_tom_lo_soft", "drum_tom_mid_hard",
        "drum_tom_mid_soft", "elec_fuzz_tom", "99930__menegass__noise-tom0", "99931__menegass__noise-tom1",
        "101450__menegass__tomh",
    ),
    "cymbal": (
        "drum_cymbal_hard", "drum_cymbal_soft", "drum_splash_hard", "drum_splash_soft", "124101__connersaw8__crash",
    ),
    "conga": (
        *(f"tabla_ghe{number}" for number in range(1, 9)), "tabla_dhec", "tabla_na", "tabla_na_o", "tabla_tun1",
        "tabla_tun2", "tabla_tun3", "tabla_tas1", "tabla_tas2",
    ),
    "bongo": (
        "tabla_ke1", "tabla_ke2", "tabla_ke3", "tabla_re", "tabla_te1", "tabla_te2", "tabla_te_m", "tabla_te_ne",
        "tabla_tas3", "tabla_na_s",
    ),
    "cowbell": ("drum_cowbell", "122557__anillogic__trimo-c3", "elec_bong"),
    "agogo": ("perc_bell", "perc_bell2", "elec_bell", "elec_chime", "elec_ping"),
    "triangle": ("elec_triangle", "elec_ping", "elec_chime"),
    "fx": (
        "ambi_choir", "ambi_dark_woosh", "ambi_drone", "ambi_glass_hum", "ambi_glass_rub", "ambi_haunted_hum",
        "ambi_lunar_land", "ambi_sauna", "ambi_soft_buzz", "ambi_swoosh", "misc_cineboom", "perc_swash", "perc_swoosh",
        "perc_impact1", "perc_impact2", "vinyl_backspin", "vinyl_hiss", "vinyl_rewind", "vinyl_scratch",
        "mehackit_phone1", "mehackit_robot1", "mehackit_robot3", "glitch_robot1", "glitch_robot2",
    ),
}  # fmt: skip
"""File names without suffix by what they can play. No ``loop_*`` file: their CC0 tag cannot clear every source."""

_OPEN_HAT = 46
_RIDES = (51, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotSound:
    """One-shots as they sound in one song.

    Args:
        files: By percussion key; 0 is for all others.
        semitones: Of the playback speed.
        seconds: By which it has faded; 0 leaves it as long as it is.
        low_pass_hz, high_pass_hz: 0 for none.
        seed: Of small differences between strokes.
    """

    files: dict[int, str]
    semitones: float = 0.0
    seconds: float = 0.0
    low_pass_hz: float = 0.0
    high_pass_hz: float = 0.0
    seed: int = 0

    def play(self, notes: Sequence[PlayedNote], num_samples: int) -> Wave:
        """The role, ``[2, num_samples]``."""
        out = np.zeros((2, num_samples), np.float32)
        takes: dict[tuple[int, int], Wave] = {}
        for number, note in enumerate(notes):
            key = (note.pitch, number % _TAKES)
            if key not in takes:
                takes[key] = self._take(note.pitch, number % _TAKES)
            start = round(note.onset * RATE)
            first, last = max(start, 0), min(start + takes[key].shape[1], num_samples)
            if last > first:
                gain = np.float32((note.velocity / 127.0) ** 1.6)
                out[:, first:last] += gain * takes[key][:, first - start : last - start]
        return out

    def _take(self, pitch: int, take: int) -> Wave:
        rng = generator("take", self.seed, pitch, take)
        kept = self.files.get(pitch, self.files[0])
        semitones = self.semitones + float(rng.normal(0.0, 0.12))
        if pitch not in self.files and pitch in _SPREAD:
            semitones += _SPREAD[pitch]
        wave = _resampled(sample(kept), semitones)
        if self.seconds > 0.0:
            fade = np.exp(-np.arange(wave.shape[1]) / (self.seconds * RATE / 6.9))
            wave = wave * fade.astype(np.float32)
        filters = [high_pass(self.high_pass_hz)] if self.high_pass_hz else []
        filters += [low_pass(self.low_pass_hz)] if self.low_pass_hz else []
        if not filters:
            return wave
        return np.stack([filtered(side, tuple(filters))[: wave.shape[1]] for side in wave])


_SPREAD = {43: -5.0, 50: 4.0, 61: -4.0, 62: 1.0, 64: -5.0, 68: -3.0}
"""Semitones of the keys of a role against its plain stroke where one file plays all."""


@functools.lru_cache(maxsize=256)
def sample(file: str) -> Wave:
    """A one-shot, ``[2, samples]`` at 44.1 kHz, from where it sounds, peak 1."""
    from engine.audio.files import read

    audio = read(Path(file))
    wave = np.asarray(
        np.broadcast_to(audio.samples, (2, audio.num_samples)) if audio.num_channels == 1 else audio.samples
    )
    if audio.sample_rate != RATE:
        wave = _resampled(wave, 12.0 * math.log2(audio.sample_rate / RATE))
    peak = float(np.abs(wave).max())
    loud = np.flatnonzero(np.abs(wave).max(axis=0) > 100 * _SILENT * peak)
    wave = wave[:, loud[0] : loud[0] + round(_LONGEST_S * RATE)] / np.float32(peak)
    fade = min(wave.shape[1], 441)
    wave[:, -fade:] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
    return np.asarray(wave, np.float32)


def _resampled(wave: Wave, semitones: float) -> Wave:
    """Played faster or slower; straight lines between samples are good enough for strokes of drums."""
    ratio = 2.0 ** (semitones / 12.0)
    at = np.arange(int((wave.shape[1] - 1) / ratio)) * ratio
    grid = np.arange(wave.shape[1])
    return np.stack([np.interp(at, grid, side) for side in wave]).astype(np.float32)


@functools.cache
def _paths() -> dict[str, str]:
    folders = (SONIC_PI, AUDIOPHOB)
    found = [file for folder in folders if folder.is_dir() for file in folder.iterdir()]
    return {file.stem: str(file) for file in found if file.suffix in (".flac", ".wav") and "loop" not in file.stem}


@functools.cache
def choices(kind: str, split: Split) -> tuple[str, ...]:
    """Paths of the one-shots of a kind that a split may use."""
    there = _paths()
    return tuple(there[name] for name in of_split(FILES.get(kind, ()), split) if name in there)


def draw_shot_sound(rng: np.random.Generator, role: str, split: Split) -> ShotSound | None:
    """One-shots for a role with a number's variations; None where the split has none."""
    able = choices(role, split)
    if not able:
        return None
    chosen = able[int(rng.integers(len(able)))]
    number = int(rng.integers(_NUMBERS))
    own = generator("shot sound", Path(chosen).stem, number)
    files = {0: chosen}
    if role == "hat":
        opened = choices("hat_open", split)
        if not opened:
            return None
        files[_OPEN_HAT] = opened[int(rng.integers(len(opened)))]
    if role == "cymbal":
        files |= dict.fromkeys(_RIDES, chosen)
    return ShotSound(
        files=files,
        semitones=float(own.uniform(-5.0, 5.0)),
        seconds=float(10.0 ** own.uniform(-0.9, 0.2)) if own.random() < 0.35 and role != "fx" else 0.0,
        low_pass_hz=float(own.uniform(3000.0, 12_000.0)) if own.random() < 0.2 else 0.0,
        high_pass_hz=float(own.uniform(60.0, 400.0)) if own.random() < 0.15 and role != "kick" else 0.0,
        seed=number,
    )
