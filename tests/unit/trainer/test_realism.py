"""Realistic items: what is pure is tested everywhere, what sounds only where its packages are."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.core.composition import PlayedNote
from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.generation.sketch.outside.soundfont import SoundFontPlayer
from trainer.realism import one_shots, packages, soundfonts, voices
from trainer.realism.bands import compose_band
from trainer.realism.groups import of_split
from trainer.realism.melody import line
from trainer.realism.singing import lines, phrases
from trainer.realism.styles import STYLES
from trainer.realism.timing import Sung, align
from trainer.realism.voices import FRAME_S, MEN, WOMEN, Syllable, syllables
from trainer.synth_corpus.split import Split

RATE = 44_100


def installed() -> str:
    """Why realistic items cannot be made here; empty if they can."""
    try:
        packages.check()
        SoundFontPlayer(str(packages.FLUID_FONT))
    except UserError as error:
        return str(error)
    return ""


needs_packages = pytest.mark.skipif(bool(installed()), reason=installed() or "everything is installed")


def note(onset: float, duration: float, pitch: int, role: str = "vocal") -> PlayedNote:
    return PlayedNote(
        onset=onset,
        duration=duration,
        pitch=pitch,
        velocity=100,
        role=role,
        section=0,
        chord=0,
        step=0.0,
        reason="test",
    )


def test_every_name_belongs_to_one_split_and_every_split_has_some() -> None:
    for group in (MEN, WOMEN, one_shots.FILES["snare"], [f"program {number}" for number in range(32, 40)]):
        parts = {split: set(of_split(group, split)) for split in Split}
        assert all(parts.values())
        assert set.union(*parts.values()) == set(group)
        assert sum(len(part) for part in parts.values()) == len(set(group))


def test_small_groups_are_for_training() -> None:
    assert of_split(["b", "a"], Split.TRAIN) == ("a", "b")
    assert of_split(["b", "a"], Split.TEST) == ()


def test_vowels_begin_on_their_notes() -> None:
    first, second = Syllable(10, 20, 30, 35), Syllable(40, 52, 60, 70)
    aligned = align([Sung(1.0, 1.5, 60.0, 1.0, first), Sung(1.5, 3.0, 62.0, 1.0, second)])
    at = aligned.start + FRAME_S * np.arange(len(aligned.frames))
    for onset, frame in ((1.0, 20), (1.5, 52)):
        # a step of the clock away at most, at the speed of the consonants
        assert abs(np.interp(onset, at, aligned.frames) - frame) <= 1.0
    held = aligned.frames[(at > 1.6) & (at < 2.9)]
    assert held.min() >= 52
    assert held.max() <= 60


def test_far_notes_have_silence_between_them() -> None:
    syllable = Syllable(0, 5, 15, 20)
    aligned = align([Sung(0.5, 0.8, 60.0, 1.0, syllable), Sung(3.0, 3.5, 60.0, 1.0, syllable)])
    at = aligned.start + FRAME_S * np.arange(len(aligned.frames))
    assert (aligned.frames[(at > 1.2) & (at < 2.7)] < 0.0).all()
    assert (aligned.frames[(at > 0.55) & (at < 0.75)] >= 0.0).all()


def test_syllables_are_where_the_level_swells() -> None:
    """Three bumps of the level are three syllables with their vowels at the tops."""
    frames = np.arange(180)
    level = -30.0 * np.abs(np.sin(np.pi * (frames - 30) / 60.0))
    envelope = np.repeat(level[:, None], voices.BINS, axis=1).astype(np.float32)
    found = syllables(np.full(180, 120.0, np.float32), envelope)
    assert [round((own.vowel_start + own.vowel_end) / 2 / 10) for own in found] == [3, 9, 15]
    assert all(left.end == right.start for left, right in itertools.pairwise(found))


def test_chords_are_dealt_to_lines_of_one_note_at_a_time() -> None:
    dealt = lines([note(0.0, 2.0, 60), note(0.0, 2.0, 64), note(1.0, 1.0, 65), note(1.0, 1.0, 59)])
    assert [[own.pitch for own in part] for part in dealt] == [[64, 65], [60, 59]]
    assert all(a.onset + a.duration <= b.onset for part in dealt for a, b in itertools.pairwise(part))


def test_phrases_end_at_rests() -> None:
    assert [len(part) for part in phrases([note(0.0, 0.4, 60), note(0.5, 0.4, 62), note(2.0, 0.4, 64)])] == [2, 1]


@pytest.mark.parametrize("seed", range(30))
def test_bands_play_in_their_bars_and_without_log_drum(seed: int) -> None:
    piece = compose_band(np.random.default_rng(seed), seconds=12.0)
    assert piece.notes
    assert not piece.of("log_drum")
    assert piece.duration >= 12.0
    assert all(0.0 <= own.onset < piece.duration + 0.1 for own in piece.notes)
    assert [own.onset for own in piece.notes] == sorted(own.onset for own in piece.notes)
    style = STYLES[piece.blueprint.style.removeprefix("band ")]
    assert style.tempo_bpm[0] <= piece.blueprint.tempo_bpm <= style.tempo_bpm[1]
    basses = piece.of("bass")
    assert all(27 <= own.pitch <= 62 for own in basses)


def test_lines_stay_in_key_and_range() -> None:
    scale = (0, 2, 4, 5, 7, 9, 11)
    tones = line(np.random.default_rng(1), [(0, 4, 7), (5, 9, 0)] * 4, scale, low=57, high=71, busy=1.0)
    assert tones
    assert all(57 <= tone.pitch <= 71 and tone.pitch % 12 in scale for tone in tones)


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = replace(packages.PACKAGES[0], found="/nowhere/at/all")
    monkeypatch.setattr(packages, "PACKAGES", (gone,))
    with pytest.raises(UserError, match=r"not installed: espeak-ng$") as caught:
        packages.check()
    assert "apt install espeak-ng" in str(caught.value.hint)


def test_no_loop_is_among_the_one_shots() -> None:
    assert not [name for names in one_shots.FILES.values() for name in names if "loop" in name]


@needs_packages
def test_a_singer_sings_the_melody(tmp_path: Path) -> None:
    from trainer.realism.singing import Singer

    singer = Singer(variant="f2", language="tn", cache=str(tmp_path), seed=3, vibrato_cents=0.0)
    melody = [(0.3, 0.9, 64), (1.2, 0.9, 69), (2.1, 1.2, 60)]
    wave = singer.play([note(*own) for own in melody], 4 * RATE)
    assert np.array_equal(wave, singer.play([note(*own) for own in melody], 4 * RATE))
    vocoder = packages.world()
    f0, times = vocoder.harvest(wave[0, ::2].astype(np.float64), RATE // 2, f0_floor=80.0, f0_ceil=800.0)
    for onset, duration, pitch in melody:
        own = f0[(times > onset + 0.15) & (times < onset + duration - 0.15) & (f0 > 0.0)]
        assert len(own) > 20
        assert abs(12.0 * np.log2(np.median(own) / 440.0) + 69.0 - pitch) < 0.3  # drift is 8 cents, scoops are over


@needs_packages
def test_realistic_items_are_true_and_repeat(tmp_path: Path) -> None:
    from trainer.realism.drawing import draw_realistic
    from trainer.synth_corpus.render_item import render_item

    plans: list[Any] = [draw_realistic(Split.TEST, 5, index, seconds=3.0, cache=str(tmp_path)) for index in range(12)]
    band = next(plan for plan in plans if all(own.blueprint.style.startswith("band") for own in plan.sources))
    item = render_item(replace(band, treatment=replace(band.treatment, codec="")))
    assert item.stems.residual_db(item.mixture) < -100.0
    assert not item.stems[Stem.LOG_DRUM].samples.any()
    assert not item.truth["log_drum"]["present"]
    again = render_item(replace(band, treatment=replace(band.treatment, codec="")))
    assert np.array_equal(item.mixture.samples, again.mixture.samples)
    assert np.isfinite(item.mixture.samples).all()


@needs_packages
def test_splits_share_no_preset() -> None:
    for role in ("kick", "keys", "bass", "guitar", "pad", "lead"):
        parts = [set(soundfonts.choices(role, split)) for split in Split]
        assert all(parts)
        assert sum(len(part) for part in parts) == len(set.union(*parts))
