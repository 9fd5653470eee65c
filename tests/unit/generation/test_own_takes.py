"""Independent tools hear in our takes what was planned; the judges themselves are held against known answers."""

import importlib.util

import numpy as np
import pytest

from engine.cli.bench_generation import heard_key, heard_tempo, judge, key_verdict, summary, tempo_verdict
from engine.core.audio import Audio
from engine.core.harmony import Key
from engine.generation.prompting import read_prompt
from engine.generation.sketch.compose import compose
from engine.generation.sketch.mixing.render import render
from engine.generation.sketch.plan import plan
from engine.generation.wishes import Wishes

needs_librosa = pytest.mark.skipif(importlib.util.find_spec("librosa") is None, reason="librosa is a tool of tests")


def clicks(tempo_bpm: float, seconds: float = 30.0) -> Audio:
    samples = np.zeros(int(seconds * 44_100), np.float32)
    noise = np.random.default_rng(1).standard_normal(800)
    for beat in np.arange(0.0, seconds - 0.1, 60.0 / tempo_bpm):
        start = int(beat * 44_100)
        samples[start : start + 800] = np.hanning(800) * noise  # librosa's onset envelope wants many bands
    return Audio(np.tile(samples, (2, 1)), 44_100)


@needs_librosa
@pytest.mark.parametrize("tempo_bpm", [112.0, 118.5])
def test_the_tempo_judge_is_right_on_clicks_to_a_fifth_of_a_per_cent(tempo_bpm: float) -> None:
    assert heard_tempo(clicks(tempo_bpm)) == pytest.approx(tempo_bpm, rel=0.002)


@needs_librosa
def test_the_tempo_judge_hears_nothing_in_silence() -> None:
    assert heard_tempo(Audio(np.zeros((2, 44_100 * 4), np.float32), 44_100)) == 0.0


def test_one_per_cent_is_a_hit_and_an_octave_is_none() -> None:
    assert tempo_verdict(112.0, 113.0) == "hit"
    assert tempo_verdict(112.0, 113.2) == "other"
    assert tempo_verdict(112.0, 56.0) == "half"
    assert tempo_verdict(112.0, 224.0) == "double"
    assert tempo_verdict(112.0, 168.0) == "three halves"
    assert tempo_verdict(112.0, 0.0) == "other"


def test_related_keys_are_errors_with_their_own_names() -> None:
    minor = Key(5, "minor")
    assert key_verdict(minor, minor) == "hit"
    assert key_verdict(minor, Key(8, "major")) == "relative"
    assert key_verdict(Key(8, "major"), minor) == "relative"
    assert key_verdict(minor, Key(5, "major")) == "parallel"
    assert key_verdict(minor, Key(0, "minor")) == "fifth"
    assert key_verdict(minor, Key(6, "minor")) == "other"
    assert key_verdict(minor, Key(2, "major")) == "other"


def test_the_summary_names_every_failure() -> None:
    good = {"name": "classic 1", "tempo_bpm": 112.0, "heard_bpm": 112.1, "tempo": "hit", "key": "F minor",
            "heard_key": "F minor", "key_verdict": "hit"}  # fmt: skip
    bad = {**good, "name": "sgija 2", "heard_bpm": 56.0, "tempo": "half"}
    result = summary([good, bad])
    assert (result["tempo_hits"], result["key_hits"], result["both_hits"]) == (0.5, 1.0, 0.5)
    assert result["tempo_errors"] == {"half": 1}
    assert list(result["failures"]) == ["sgija 2"]


@needs_librosa
def test_a_take_from_a_prompt_is_heard_at_its_tempo_and_in_its_key() -> None:
    wishes = read_prompt("classic, 112 bpm, F minor, Rhodes, log drum at bar 5, 24 bars").wishes
    composition = compose(plan(wishes, 7).blueprint)
    verdict = judge(composition, render(composition).mix)
    assert (verdict["tempo_bpm"], verdict["key"]) == (112.0, "F minor")
    assert (verdict["tempo"], verdict["key_verdict"]) == ("hit", "hit")


@pytest.mark.parametrize(("style", "seed"), [("sgija", 1), ("private_school", 2)])
def test_music21_reads_the_blueprints_key_from_the_midi_file(style: str, seed: int) -> None:
    composition = compose(plan(Wishes(style=style, bars=24), seed).blueprint)
    assert heard_key(composition) == composition.blueprint.key
