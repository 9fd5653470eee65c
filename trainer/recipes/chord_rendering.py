"""Written pieces as sound: SoundFont presets of the training split, a level each, drums in the mixture alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import RATE
from trainer.realism.soundfonts import FontSound, draw_font_sound
from trainer.recipes.chord_songs import WrittenSong
from trainer.synth_corpus.split import Split

_LEVELS = {"keys": 0.08, "pad": 0.04, "bass": 0.08, "lead": 0.056, "kick": 0.064}
"""Effective values, of full scale."""
_SPREAD_DB = 5.0
_TAIL_S = 0.3
_GUITAR_KINDS = ("rock", "pop")


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A mixture and the stems that sound in it."""

    mixture: Audio
    stems: Mapping[Stem, Audio]


def render(song: WrittenSong, rng: np.random.Generator, *, split: Split = Split.TRAIN) -> Recording:
    """A piece played by presets of a split.

    Raises:
        UserError: If FluidSynth or its SoundFonts are not installed.
    """
    length = round((song.seconds + _TAIL_S) * RATE)
    stems = {"keys": Stem.OTHER, "pad": Stem.OTHER, "bass": Stem.BASS, "kick": Stem.DRUMS}
    waves: dict[Stem, np.ndarray] = {}
    for role, notes in song.parts.items():
        plays_guitar = role == "keys" and song.kind in _GUITAR_KINDS and rng.random() < 0.5
        wave = _sound(rng, "guitar" if plays_guitar else role, split).play(notes, length)
        loudness = float(np.sqrt(np.mean(wave**2))) + 1e-9
        level = _LEVELS[role] * 10.0 ** (rng.uniform(-_SPREAD_DB, _SPREAD_DB) / 20.0)
        lead = Stem.OTHER if rng.random() < 0.6 else Stem.VOCALS
        stem = stems.get(role, lead)
        waves[stem] = waves.get(stem, np.zeros((2, length), np.float32)) + wave * np.float32(level / loudness)
    mixture = np.clip(np.sum(list(waves.values()), axis=0), -1.0, 1.0).astype(np.float32)
    return Recording(Audio(mixture, RATE), {s: Audio(np.clip(w, -1.0, 1.0), RATE) for s, w in waves.items()})


def _sound(rng: np.random.Generator, role: str, split: Split) -> FontSound:
    from trainer.realism.packages import check

    sound = draw_font_sound(rng, role, split) or draw_font_sound(rng, "keys", split)
    if sound is None:
        check()  # says what to install
        raise RuntimeError(f"no preset of {split} plays {role}")
    return sound
