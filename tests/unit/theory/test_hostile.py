"""Whatever an analysis holds, annotating it neither fails nor leaves a number that is none."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, Modulation
from engine.core.codec import encode_json
from engine.core.events import NoteEvent, Section
from engine.core.harmony import QUALITIES, ChordLabel
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.exchange.theory_json import theory_document, training_sample
from engine.theory.summary import annotate

seconds = st.floats(0.0, 60.0, allow_nan=False)
lengths = st.floats(1e-3, 20.0, allow_nan=False)
grids = st.one_of(
    st.lists(seconds, max_size=24, unique=True).map(sorted).map(tuple),
    st.tuples(st.integers(1, 40), st.floats(0.2, 1.0), seconds).map(
        lambda g: tuple(g[2] + g[1] * i for i in range(g[0]))
    ),
)
labels = st.one_of(
    st.just("N"), st.just("X"),
    st.builds(ChordLabel, st.integers(0, 11), st.sampled_from(sorted(QUALITIES)), st.integers(0, 11)).map(str),
)  # fmt: skip
chords = st.lists(st.tuples(labels, lengths), max_size=14).map(
    lambda row: tuple(
        ChordEvent(sum(length for _, length in row[:i]), sum(length for _, length in row[: i + 1]), label, 0.5)
        for i, (label, _) in enumerate(row)
    )
)
notes = st.lists(
    st.builds(lambda t, d, p, v: NoteEvent(t, t + d, p, v), seconds, lengths, st.integers(0, 127), st.integers(1, 127)),
    max_size=16,
).map(tuple)
tonics = st.sampled_from(["C", "F#", "Eb", "B"])
modes = st.sampled_from(["major", "minor"])
sections = st.lists(
    st.builds(lambda s, d, n: Section(s, s + d, n), seconds, lengths, st.sampled_from("ABC")), max_size=5
)
analyses = st.builds(
    Analysis,
    engine=st.just("test"),
    audio=st.just(AudioFacts(60.0, 44_100, 2, "sha256:0", None, None)),
    tempo_bpm=st.none() | st.floats(20.0, 300.0),
    meter=st.none() | st.builds(Meter, st.integers(1, 12), st.sampled_from([4, 8])),
    beats=grids,
    downbeats=grids,
    key=st.none() | st.builds(KeyEstimate, tonics, modes, st.floats(0.0, 1.0)),
    modulations=st.lists(st.builds(Modulation, seconds, tonics, modes), max_size=2).map(tuple),
    chords=chords,
    sections=sections.map(tuple),
    notes=st.dictionaries(st.sampled_from(list(Stem)), st.none() | notes),
)


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for item in value.values() for number in numbers(item)]
    if isinstance(value, list | tuple):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, float) else []


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(analyses)
def test_nothing_breaks_it(analysis: Analysis) -> None:
    done = annotate(analysis)
    assert len(done.chords) == len(analysis.chords)
    chapters = [done.theory.harmonic, done.theory.rhythmic, done.theory.melodic, done.theory.form]
    assert all(math.isfinite(number) for chapter in chapters for number in numbers(chapter))
    for name in ("progression_complexity", "diatonic_share", "seventh_share"):
        value = done.theory.harmonic.get(name)
        assert value is None or 0.0 <= value <= 1.0 + 1e-9
    for name in ("syncopation_index", "complexity_score"):
        value = done.theory.rhythmic.get(name)
        assert value is None or 0.0 <= value <= 1.0 + 1e-9
    assert all(0.0 <= cadence["strength"] <= 1.0 for cadence in done.theory.harmonic.get("cadences", ()))
    assert encode_json(done)
    theory_document(done, {})
    training_sample(done, {})
