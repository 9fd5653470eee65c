"""Whatever is recorded, hearing it neither crashes nor says anything that cannot be; what is no number is refused."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.analysis.analyze import analyze
from engine.analysis.metadata import describe, with_file_facts
from engine.audio.fingerprint import fingerprint
from engine.audio.peaks import build_peaks
from engine.core.analysis import Analysis
from engine.core.audio import Audio
from engine.core.codec import encode_json
from engine.core.stems import Stems
from engine.core.track import AudioInfo, Tags
from engine.exchange.analysis_json import analysis_document
from engine.theory.summary import annotate
from tests.faults.random_inputs import Recipe, examples, recipes, stems_of

AUDIO_FEW, AUDIO_FULL = 40, 1_500
STEMS_FEW, STEMS_FULL = 20, 1_000
FACTS_FEW, FACTS_FULL = 150, 3_000
HALF_A_FRAME = 0.01  # the last frame of an analysis may be centred as far behind the last sample


def heard(audio: Audio, stems: Stems | None) -> Analysis:
    run = analyze(audio, stems, fingerprint="sha256:0", tags=Tags(), info=None, report=lambda _f, _s: None)
    return annotate(run.analysis)


def check(analysis: Analysis, audio: Audio) -> None:
    """What holds of every analysis."""
    end = audio.duration + 1e-6
    for times in (analysis.beats, analysis.downbeats):
        assert all(later > earlier for earlier, later in pairwise(times))
        assert all(math.isfinite(time) for time in times)
    assert analysis.tempo_bpm is None or 20.0 < analysis.tempo_bpm < 500.0
    for spans in (analysis.chords, analysis.sections):
        assert all(0.0 <= span.start < span.end <= end for span in spans)
        assert all(later.start >= earlier.end - 1e-6 for earlier, later in pairwise(spans))
    for notes in analysis.notes.values():
        assert all(0.0 <= note.onset < end + HALF_A_FRAME for note in notes or ())
    json.loads(json.dumps(analysis_document(analysis), allow_nan=False))


@examples(AUDIO_FEW, AUDIO_FULL)
@given(st.one_of(recipes(min_seconds=1.0), recipes()))
def test_any_recording_is_heard(recipe: Recipe) -> None:
    audio = recipe.audio()
    check(heard(audio, None), audio)


@examples(STEMS_FEW, STEMS_FULL)
@given(st.data(), recipes(min_seconds=0.9, max_seconds=2.0))
def test_any_recording_is_heard_with_any_stems(data: st.DataObject, recipe: Recipe) -> None:
    audio = recipe.audio()
    check(heard(audio, data.draw(stems_of(recipe))), audio)


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for item in value.values() for number in numbers(item)]
    if isinstance(value, list | tuple):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, float) else []


infos = st.builds(
    AudioInfo,
    st.sampled_from(["WAV", "MP3", "?"]),
    st.sampled_from(["PCM_16", "mp3", "aac", "opus", ""]),
    st.integers(1, 768_000),
    st.integers(1, 64),
    st.integers(0, 2**40),
    st.integers(0, 2**45),
)


@examples(FACTS_FEW, FACTS_FULL)
@given(recipes(max_seconds=1.0), st.none() | infos, st.lists(st.text(max_size=40), max_size=3))
def test_any_recording_is_described(recipe: Recipe, info: AudioInfo | None, notes: list[str]) -> None:
    audio = recipe.audio()
    described = describe(audio, fingerprint(audio), tags=Tags(), info=info)
    metadata = with_file_facts(described.metadata, artwork=None, encoder=None, notes=notes)
    assert all(map(math.isfinite, numbers(metadata)))
    assert encode_json(described.facts)
    quality = metadata["quality"]
    assert quality["verdict"] in ("good", "usable", "poor")
    assert bool(quality["reasons"]) == (quality["verdict"] != "good")
    assert quality["silence_share"] is None or 0.0 <= quality["silence_share"] <= 1.0
    build_peaks(audio)


@examples(10, 100)
@given(recipes(min_seconds=1.0, max_seconds=1.5), st.sampled_from([math.nan, math.inf, -math.inf]), st.floats(0.0, 1.0))
def test_what_is_no_number_is_refused(recipe: Recipe, value: float, where: float) -> None:
    samples = recipe.audio().samples.copy()
    assume(samples.shape[1] > 0)
    samples[0, int(where * (samples.shape[1] - 1))] = value
    with pytest.raises(ValueError, match="finite"):
        heard(Audio(samples.astype(np.float32), recipe.sample_rate), None)
