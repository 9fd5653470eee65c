"""The mission's label JSON, plain and with ours behind it: written, read again, and refused field by field."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.errors import UserError
from engine.core.labels import MARKERS, Contest, Label, LabelSegment, label_of, statements_of
from engine.exchange.labels_json import label_document, parse_labels, read_labels, write_labels

MISSION: dict[str, Any] = {
    "track_id": "kabza_001",
    "cultural_markers": {
        "log_drum_authenticity": 0.95,
        "gospel_influence": 0.8,
        "kwaito_rhythms": 0.7,
        "jazz_harmonies": 0.3,
        "traditional_percussion": 0.9,
    },
    "sub_genre": "classic_amapiano",
    "reference_artists": ["Kabza De Small", "DJ Maphorisa"],
    "cultural_significance": "High - traditional township sound",
    "educational_value": "Demonstrates classic log drum programming",
}

words = st.text(max_size=40)
values = st.dictionaries(st.sampled_from(MARKERS), st.none() | st.floats(0.0, 1.0))
stretches = st.tuples(st.floats(0.0, 600.0), st.floats(0.001, 60.0)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def segments(draw: st.DrawFn) -> LabelSegment:
    start, end = draw(stretches)
    own = draw(values)
    style = draw(words if own else st.text(min_size=1, max_size=40))  # one that says nothing is none
    markers = {name: own[name] for name in MARKERS if name in own}
    return LabelSegment(start=start, end=end, cultural_markers=markers, sub_genre=style, by=draw(words), at=draw(words))


@st.composite
def labels(draw: st.DrawFn) -> Label:
    own = draw(values)
    parts = draw(st.lists(segments(), max_size=3, unique_by=lambda part: (part.start, part.end)))
    label = Label(
        track_id=draw(st.text(min_size=1, max_size=40).filter(str.strip)),
        cultural_markers={name: own[name] for name in MARKERS if name in own},
        sub_genre=draw(words),
        reference_artists=tuple(draw(st.lists(words, max_size=3))),
        cultural_significance=draw(words),
        educational_value=draw(words),
    )
    by, at = ("", "") if label.is_empty else (draw(words), draw(words))  # nobody is the author of nothing
    return replace(label, segments=tuple(sorted(parts, key=lambda part: (part.start, part.end))), by=by, at=at)


@given(labels(), stretches, words, st.none() | st.floats(0.0, 1.0))
def test_what_is_written_is_read_again(
    label: Label, stretch: tuple[float, float], why: str, value: float | None
) -> None:
    contest = Contest(marker=MARKERS[0], start=stretch[0], end=stretch[1], why=why, value=value, by="me")
    text = json.dumps(label_document(label, fingerprint="fp", contests=[contest]))
    read = parse_labels(json.loads(text), name="a.json")
    assert read.problems == ()
    assert (read.labels[0].label, read.labels[0].contests, read.labels[0].fingerprint) == (label, (contest,), "fp")


@given(labels())
def test_a_label_is_what_its_statements_say(label: Label) -> None:
    assert label_of(statements_of(label), track_id="other") == label


def test_the_missions_own_example(tmp_path: Path) -> None:
    file = tmp_path / "label.json"
    file.write_text(json.dumps(MISSION), encoding="utf-8")
    (read,) = read_labels(file).labels
    assert label_document(read.label) == MISSION  # nothing of ours where nothing of ours was said
    write_labels(file, [label_document(read.label)], as_list=False)
    assert json.loads(file.read_text(encoding="utf-8")) == MISSION


def test_a_reader_of_the_plain_form_finds_it_first() -> None:
    label = Label(track_id="a", segments=(LabelSegment(start=0.0, end=2.0, sub_genre="sgija"),), by="Zodwa")
    document = label_document(label, fingerprint="fp")
    assert list(document)[:6] == list(MISSION)
    assert set(document) - set(MISSION) == {"segments", "fingerprint", "by"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"track_id": ""}, "track_id is missing"),
        ({"track_id": 7}, "track_id is a number"),
        ({"cultural_markers": {"log_drum": 0.5}}, "no marker 'log_drum'; did you mean log_drum_authenticity?"),
        ({"cultural_markers": {"jazz_harmonies": 1.4}}, "jazz_harmonies is 1.4; it must be a number from 0 to 1"),
        ({"cultural_markers": {"jazz_harmonies": True}}, "jazz_harmonies is True"),
        ({"cultural_markers": {"jazz_harmonies": "high"}}, "jazz_harmonies is 'high'"),
        ({"cultural_markers": [0.5]}, "cultural_markers is a list"),
        ({"reference_artists": "Kabza"}, "reference_artists is 'Kabza'"),
        ({"sub_genre": ["classic"]}, "sub_genre is a list"),
        ({"sub_gnre": "classic"}, "no field 'sub_gnre'; did you mean sub_genre?"),
        ({"segments": [{"start": 3, "end": 1}]}, "segments 1: it goes from 3 s to 1 s"),
        ({"segments": [{"start": "0", "end": 1}]}, "start and end must be seconds"),
        ({"segments": [{"start": 0, "end": 1, "cultural_markers": {"jazz_harmonies": -1}}]}, "segments 1: jazz"),
        ({"segments": [7]}, "segments 1: expected braces"),
        ({"segments": 7}, "segments is a number"),
        ({"contests": [{"marker": "jaz", "start": 0, "end": 1, "why": ""}]}, "contests 1: there is no marker 'jaz'"),
    ],
)
def test_a_field_that_does_not_fit_is_told_in_a_sentence(change: dict[str, Any], said: str) -> None:
    read = parse_labels({**MISSION, **change}, name="a.json")
    assert read.labels == ()
    (problem,) = read.problems
    assert problem.startswith("a.json")
    assert said in problem


def test_one_that_does_not_fit_keeps_all_out_and_every_problem_is_told() -> None:
    bad = {**MISSION, "track_id": "", "cultural_markers": {"jazz_harmonies": 2}}
    read = parse_labels([MISSION, bad, 7], name="a.json")
    assert read.labels == ()
    assert [problem.partition(":")[0] for problem in read.problems] == ["a.json, label 2"] * 2 + ["a.json, label 3"]


def test_fields_of_somebody_else_are_passed_over() -> None:
    assert parse_labels({**MISSION, "isrc": "ZA1"}, name="a.json").problems == ()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 5000])
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(UserError, match="holds no labels"):
        read_labels(tmp_path / "a.json")
    with pytest.raises(UserError, match="Cannot read"):
        read_labels(tmp_path / "nowhere.json")
