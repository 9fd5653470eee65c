"""The scorer: published scores, known answers, and what no answer is worth."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cli.analysis_bench import parity
from engine.cli.analysis_bench.annotations import Annotations, Hits, Notes, PitchLine, Spans, drum_class, drum_kind
from engine.cli.analysis_bench.scores import (
    counted_f,
    drum_counts,
    f_measure,
    hz_of,
    note_scores,
    score,
    section_scores,
    tempo_scores,
    without_unisons,
)
from engine.core.errors import UserError

BEATS = np.arange(0.5, 16.0, 0.5)
FULL = Annotations(
    beats=BEATS,
    downbeats=BEATS[::4],
    tempo_bpm=120.0,
    key="F minor",
    chords=Spans.of([(0.0, 8.0, "F:min7"), (8.0, 16.0, "Db:maj7")]),
    sections=Spans.of([(0.0, 4.0, "intro"), (4.0, 12.0, "drop"), (12.0, 16.0, "break")]),
    notes={"bass": (Notes.of([(1.0, 1.5, 41.0), (9.0, 9.5, 37.0)]),)},
    drums=Hits.of([(0.5, "KD"), (1.0, "SD")]),
    drum_kinds=Hits.of([(0.5, "kick"), (1.0, "clap")]),
    voice=PitchLine(np.arange(0.0, 16.0, 0.01), np.where(np.arange(1600) % 200 < 100, 220.0, 0.0)),
    log_drum=np.array([2.0, 3.0]),
    has_log_drum=True,
)


def test_every_published_score_is_reproduced(shared_audio: Path) -> None:
    """Of all triples that are whole; a reference that is not there leaves nothing to compare."""
    found = parity.document(shared_audio / "mir_eval")
    if not found["triples"]:
        pytest.skip("no triple of the scorer's test suite is whole on this machine")
    assert found["is_reproduced"], parity.told(found)


def test_a_difference_from_a_published_score_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "key"
    folder.mkdir()
    (folder / "ref00.txt").write_text("G\tminor", encoding="utf-8")
    (folder / "est00.txt").write_text("Bb\tmajor", encoding="utf-8")
    (folder / "est01.txt").write_text("Bb\tmajor", encoding="utf-8")
    (folder / "output00.json").write_text(json.dumps({"Weighted Score": 0.3}), encoding="utf-8")  # the relative
    (folder / "output01.json").write_text(json.dumps({"Weighted Score": 0.3}), encoding="utf-8")
    found = parity.document(tmp_path)
    assert found["is_reproduced"]
    assert (found["num_triples"], found["num_scores"]) == (1, 1)
    assert found["incomplete"] == ["key 01: no reference"]
    (folder / "output00.json").write_text(json.dumps({"Weighted Score": 0.5}), encoding="utf-8")
    found = parity.document(tmp_path)
    assert not found["is_reproduced"]
    assert "NOT reproduced" in parity.told(found)


def test_a_folder_without_published_scores_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no expected scores"):
        parity.document(tmp_path)


def test_the_truth_itself_scores_one_everywhere() -> None:
    figures = score(FULL, FULL, duration=16.0)
    errors = {"tempo_error_bpm", "tempo_error_octave_free_bpm", "voice_false_alarm"}
    rates = {name: value for name, value in figures.items() if isinstance(value, float) and name not in errors}
    assert len(rates) > 30
    assert rates == {name: pytest.approx(1.0) for name in rates}
    assert all(figures[name] == pytest.approx(0.0, abs=1e-9) for name in errors)


def test_no_answer_scores_zero_and_is_never_left_out() -> None:
    full, nothing = score(FULL, FULL, duration=16.0), score(FULL, Annotations(), duration=16.0)
    free = {"tempo_error_bpm", "tempo_error_octave_free_bpm", "drum_kinds"}  # no tempo has no error
    assert set(full) - free <= set(nothing)
    unearned = {
        "section_pairwise_f",
        "section_hr05_p",
        "section_hr3_p",
        "voice_overall_accuracy",
        "chord_seconds",
        "drums",
    }
    assert {name: value for name, value in nothing.items() if name not in unearned and value} == {}
    assert nothing["voice_overall_accuracy"] == pytest.approx(0.5, abs=0.02)  # silence is right half of the time


def test_what_nobody_knows_is_not_scored() -> None:
    assert score(Annotations(), FULL, duration=16.0) == {}


@pytest.mark.parametrize(("late_ms", "expected"), [(69.0, 1.0), (71.0, 0.0)])
def test_a_beat_is_right_within_70_ms(late_ms: float, expected: float) -> None:
    assert f_measure(BEATS, BEATS + late_ms / 1000.0) == expected


def test_every_other_beat_is_two_thirds() -> None:
    assert f_measure(BEATS[:-1], BEATS[:-1:2]) == pytest.approx(2.0 / 3.0)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no finding
@given(st.lists(st.floats(0.0, 100.0), max_size=30), st.lists(st.floats(0.0, 100.0), max_size=30))
def test_f_is_symmetric_and_bounded(first: list[float], second: list[float]) -> None:
    one, other = np.sort(np.array(first, np.float64)), np.sort(np.array(second, np.float64))
    value = f_measure(one, other)
    assert 0.0 <= value <= 1.0
    assert value == pytest.approx(f_measure(other, one))


@pytest.mark.parametrize(
    ("estimate", "first", "second", "error"),
    [
        (120.0, 1.0, 1.0, 0.0),
        (60.1, 0.0, 1.0, 0.2),
        (240.0, 0.0, 1.0, 0.0),
        (124.0, 1.0, 1.0, 4.0),
        (150.0, 0.0, 0.0, 30.0),
    ],
)
def test_tempo_accuracies_and_the_error_beside_the_octave(
    estimate: float, first: float, second: float, error: float
) -> None:
    figures = tempo_scores(120.0, estimate)
    assert (figures["tempo_accuracy_1"], figures["tempo_accuracy_2"]) == (first, second)
    assert figures["tempo_error_octave_free_bpm"] == pytest.approx(error)


def test_a_tempo_is_told_from_beats_where_none_is_given() -> None:
    figures = score(Annotations(beats=BEATS), Annotations(beats=BEATS, tempo_bpm=121.0), duration=16.0)
    assert figures["tempo_error_bpm"] == pytest.approx(1.0)


@pytest.mark.parametrize(("late_s", "narrow", "wide"), [(0.4, 1.0, 1.0), (0.6, 0.0, 1.0), (3.1, 0.0, 0.0)])
def test_section_boundaries_hit_within_half_a_second_or_three(late_s: float, narrow: float, wide: float) -> None:
    known = Spans.of([(0.0, 30.0, "intro"), (30.0, 60.0, "drop")])
    heard = Spans.of([(0.0, 30.0 + late_s, "intro"), (30.0 + late_s, 60.0, "drop")])
    figures = section_scores(known, heard, 60.0)
    assert (figures["section_hr05_f"], figures["section_hr3_f"]) == (narrow, wide)
    assert figures["section_label_accuracy"] == pytest.approx(1.0 - late_s / 60.0, abs=0.003)


def test_a_note_needs_its_pitch_and_its_onset() -> None:
    known = Notes.of([(1.0, 2.0, 60.0), (2.0, 3.0, 62.0), (3.0, 4.0, 64.0)])
    heard = Notes.of([(1.04, 1.2, 60.0), (2.0, 3.0, 63.0), (3.06, 4.0, 64.0)])
    figures = note_scores(known, heard)
    assert figures["onset_f1"] == pytest.approx(2.0 / 3.0)
    assert figures["pitch_f1"] == pytest.approx(1.0 / 3.0)


def test_unisons_of_one_stem_are_one_note() -> None:
    notes = without_unisons(Notes.of([(1.0, 2.0, 60.0), (1.02, 1.5, 60.0), (1.02, 1.5, 61.0), (1.2, 1.5, 60.0)]))
    assert notes.onsets == pytest.approx([1.0, 1.02, 1.2])
    assert notes.pitches == pytest.approx([60.0, 61.0, 60.0])


def test_several_annotators_give_the_mean() -> None:
    both = Annotations(notes={"vocals": (Notes.of([(1.0, 2.0, 60.0)]), Notes.of([(5.0, 6.0, 60.0)]))})
    heard = Annotations(notes={"vocals": (Notes.of([(1.0, 2.0, 60.0)]),)})
    assert score(both, heard, duration=8.0)["vocals_pitch_f1"] == pytest.approx(0.5)


def test_what_rings_already_when_the_song_begins_is_no_mistake() -> None:
    known = Annotations(notes={"bass": (Notes.of([(2.0, 3.0, 40.0)]),)}, ringing={"bass": frozenset({45})})
    heard = Annotations(notes={"bass": (Notes.of([(0.0, 1.0, 45.0), (2.0, 3.0, 40.0)]),)})
    assert score(known, heard, duration=4.0)["bass_pitch_f1"] == 1.0
    wrong = Annotations(notes={"bass": (Notes.of([(0.0, 1.0, 44.0), (2.0, 3.0, 40.0)]),)})
    assert score(known, wrong, duration=4.0)["bass_pitch_f1"] < 1.0


def test_drums_are_counted_by_class_and_a_class_that_was_made_up_costs() -> None:
    known = Hits.of([(0.5, "KD"), (1.0, "SD"), (1.5, "KD")])
    heard = Hits.of([(0.54, "KD"), (1.0, "KD"), (1.5, "CY")])
    counts = drum_counts(known, heard)
    assert counts == {"KD": [1, 2, 2], "SD": [0, 1, 0], "CY": [0, 0, 1]}
    assert counted_f(counts) == pytest.approx(2.0 / 6.0)


@pytest.mark.parametrize(
    ("key", "coarse", "fine"),
    [(36, "KD", "kick"), (39, "SD", "clap"), (37, "OT", "rim"), (46, "HH", "open_hat"), (70, "OT", "shaker"),
     (63, "OT", "conga"), (47, "TT", "tom"), (51, "CY", "cymbal"), (56, "OT", "other")],
)  # fmt: skip
def test_general_midi_to_drum_classes(key: int, coarse: str, fine: str) -> None:
    assert (drum_class(key), drum_kind(key)) == (coarse, fine)


@pytest.mark.parametrize(("heard", "expected"), [(True, 1.0), (False, 0.0), (None, 0.0)])
def test_no_verdict_about_the_log_drum_is_none(heard: bool | None, expected: float) -> None:
    figures = score(Annotations(has_log_drum=True), Annotations(has_log_drum=heard), duration=8.0)
    assert figures["presence_right"] == expected


def test_a_is_440_hz() -> None:
    assert hz_of(np.array([69.0, 57.0])) == pytest.approx([440.0, 220.0])
