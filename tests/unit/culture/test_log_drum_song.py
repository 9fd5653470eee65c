"""The verdict on log drums, on sounds whose makers are known: the log drum, and all that is mistaken for one."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from engine.analysis.log_drum import transcribe_log_drum
from engine.core.audio import Audio
from engine.core.blueprint import Voice
from engine.core.stems import GIVEN, Stem, Stems
from engine.culture.log_drum_song import (
    Verdict,
    hear_log_drum,
    load_weights,
    note_probabilities,
    song_probability,
    tone_of,
)
from engine.culture.log_drum_strokes import RATE, Array, measure_at, measure_strokes
from engine.generation.sketch.instruments.base import Stroke
from engine.generation.sketch.instruments.table import make

STEP = 0.133  # a sixteenth at 113 BPM
FIGURE = "9..8..7.9..8..7."
PITCHES = (33, 33, 36, 33, 40, 31)
ONSETS = tuple(0.1 + STEP * place for place in range(round(12.0 / STEP)) if FIGURE[place % len(FIGURE)] != ".")
CONFUSERS = ("eight_o_eight", "saw_bass", "reese_bass", "upright_bass", "electric_bass", "sub_bass", "tom", "kick")


@functools.cache
def riff(instrument: str, seconds: float = 12.0) -> Array:
    """One riff on an instrument of ours, as it comes out of the factory, 22.05 kHz."""
    import soxr

    player = make(Voice(instrument=instrument))
    wave = np.zeros(round(seconds * 44_100), np.float32)
    for number, onset in enumerate(ONSETS):
        pitch = {"tom": (43, 47, 50)[number % 3], "kick": 36}.get(instrument, PITCHES[number % len(PITCHES)])
        sound = player.play(Stroke(pitch=pitch, velocity=70 + 10 * (number % 5), duration=1.2 * STEP))
        first = round(onset * 44_100)
        cut = sound[: max(0, len(wave) - first)] if sound.ndim == 1 else sound.mean(axis=0)[: max(0, len(wave) - first)]
        if instrument not in ("tom", "kick"):
            wave[first:] *= np.exp(-np.arange(len(wave) - first, dtype=np.float32) / 350.0)  # one voice cuts itself off
        wave[first : first + len(cut)] += cut
    return np.asarray(soxr.resample(0.3 * wave, 44_100, RATE), np.float32)


def verdict(log_drum: Array, *, heard: float | None = None) -> Verdict:
    found = hear_log_drum(stems(log_drum, heard=heard))
    assert found is not None
    return found


def stems(log_drum: Array, *, heard: float | None = None) -> Stems:
    return Stems({Stem.LOG_DRUM: Audio(log_drum[None], RATE)}, GIVEN, heard)


def test_a_log_drum_is_one() -> None:
    assert verdict(riff("fm_log_drum")).probability > 0.7


@pytest.mark.parametrize("instrument", CONFUSERS)
def test_what_plays_its_riff_is_none(instrument: str) -> None:
    assert verdict(riff(instrument)).probability < 0.4


@pytest.mark.parametrize("heard", [None, 0.5])
@pytest.mark.parametrize("sound", ["silence", "noise", "sine", "low sine", "bursts of noise"])
def test_neither_are_test_signals(sound: str, heard: float | None) -> None:
    times = np.arange(12 * RATE) / RATE
    rng = np.random.default_rng(1)
    wave = {
        "silence": np.zeros(len(times)),
        "noise": 0.1 * rng.standard_normal(len(times)),
        "sine": 0.3 * np.sin(2.0 * np.pi * 440.0 * times),
        "low sine": 0.3 * np.sin(2.0 * np.pi * 55.0 * times),
        "bursts of noise": 0.1 * rng.standard_normal(len(times)) * np.exp(-(times % 0.25) / 0.05),
    }[sound]
    assert verdict(wave.astype(np.float32), heard=heard).probability < 0.4


def test_gain_changes_nothing() -> None:
    loud, soft = (verdict(gain * riff("fm_log_drum")).log_odds for gain in (np.float32(1.0), np.float32(0.05)))
    assert soft == pytest.approx(loud, abs=0.02)  # the floor of 1e-12 in power lies 60 dB below


def test_eight_bars_of_it_in_two_minutes_are_enough() -> None:
    song = np.tile(riff("kick"), 10)
    without = verdict(song)
    song = song.copy()
    song[60 * RATE : 72 * RATE] = riff("fm_log_drum")
    found = verdict(song)
    assert without.probability < 0.4
    assert found.probability > 0.7
    assert 60.0 <= found.times[int(np.argmax(found.log_odds))] <= 72.0


def test_the_separators_opinion_moves_it_and_does_not_decide_alone() -> None:
    sure, unsure = (verdict(riff("fm_log_drum"), heard=heard).probability for heard in (0.9, 0.1))
    assert unsure < sure
    assert verdict(riff("saw_bass"), heard=0.6).probability < 0.5


def test_what_cannot_be_told() -> None:
    assert hear_log_drum(stems(riff("fm_log_drum")[: 3 * RATE])) is None
    assert hear_log_drum(Stems({Stem.BASS: Audio(riff("fm_log_drum")[None], RATE)}, GIVEN)) is None


def test_strokes_lie_where_they_are_struck() -> None:
    found = measure_strokes(riff("fm_log_drum"), None, None)
    apart = np.abs(np.asarray(ONSETS)[:, None] - found.times).min(axis=1)
    assert (apart < 0.015).mean() > 0.95  # two frames of 5 ms, and the window's own width


def test_the_pitch_of_a_stroke() -> None:
    found = measure_at(riff("fm_log_drum"), None, None, np.asarray(ONSETS))
    truth = np.asarray([440.0 * 2.0 ** ((PITCHES[n % len(PITCHES)] - 69) / 12) for n in range(len(ONSETS))])
    cents = 1200.0 * np.abs(np.log2(found.hz / truth))
    assert (cents < 60.0).mean() > 0.9  # candidates are 50 cents apart


def test_a_square_wave_is_odd_and_a_saw_is_not() -> None:
    times = np.arange(RATE) / RATE
    square = sum(np.sin(2.0 * np.pi * 55.0 * k * times) / k for k in (1, 3, 5, 7))
    saw = sum(np.sin(2.0 * np.pi * 55.0 * k * times) / k for k in range(1, 8))
    onsets = np.asarray([0.2])
    odd, even = (tone_of(np.asarray(0.2 * wave, np.float32), onsets) for wave in (square, saw))
    assert odd is not None
    assert even is not None
    assert odd > 20.0
    # (1/9 + 1/25) / (1/4 + 1/16) of a saw's power is -3.2 dB
    assert even == pytest.approx(-3.2, abs=1.0)


def test_notes_of_a_log_drum_are_surer_than_those_of_an_808() -> None:
    onsets = np.asarray(ONSETS)
    own, other = (note_probabilities(riff(name), None, None, onsets) for name in ("fm_log_drum", "eight_o_eight"))
    assert own is not None
    assert other is not None
    assert own.shape == other.shape == onsets.shape
    assert np.median(own) > 0.6 > 0.4 > np.median(other)
    assert note_probabilities(np.zeros(RATE, np.float32), None, None, onsets[:3]) is None


def test_a_long_song_needs_a_clearer_stretch_and_a_clear_one_is_enough() -> None:
    weights = load_weights()
    slope, offset = weights["alone"]
    just_enough = float(0.2 - offset / slope)
    short, long = (song_probability(just_enough, None, weights, chances) for chances in (0.0, 0.5))
    assert long < 0.5 <= short
    assert song_probability(4.0, None, weights, 0.5) > 0.8


@pytest.mark.parametrize("told", [0.93, 0.08])
def test_a_log_drum_that_lies_in_the_bass_stem_is_the_analysis_s_too(told: float) -> None:
    """Whoever heard the low end whole decides, though the separator left nothing in the log drum's own stem."""
    sound = Audio(riff("fm_log_drum", 6.0)[None], RATE)
    empty = Audio(np.zeros_like(sound.samples), RATE)
    heard = transcribe_log_drum(empty, sound, None, is_separated=True, heard=told).estimate
    assert (heard.present, heard.probability, heard.onsets) == (told > 0.5, told, ())
    silence = transcribe_log_drum(empty, empty, None, is_separated=True, heard=told).estimate
    assert (silence.present, silence.probability) == (False, 0.0)
