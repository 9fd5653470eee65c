"""The two documents people train on: exactly these keys, of exactly these types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.exchange.theory_json import THEORY_FORMS, theory_document, training_sample, write_theory
from engine.theory.summary import annotate

NUMBER = (int, float)
LOOP = ("A:maj", "E:maj", "F#:min", "D:maj")


def song() -> Analysis:
    chords = tuple(ChordEvent(2.0 * i, 2.0 * i + 2.0, LOOP[i % 4], 0.9) for i in range(16))
    kicks = tuple(NoteEvent(0.5 * i, 0.5 * i + 0.1, 36, 100) for i in range(64))
    return annotate(
        Analysis(
            engine="test",
            audio=AudioFacts(32.0, 44_100, 2, "sha256:12", -9.0, -1.0),
            metadata={"title": "Smooth", "artist": "Band", "album": "Sands", "year": "1999-06-15", "genre": "Rock"},
            tempo_bpm=120.0,
            meter=Meter(4, 4),
            beats=tuple(0.5 * i for i in range(65)),
            downbeats=tuple(2.0 * i for i in range(17)),
            key=KeyEstimate("A", "major", 0.9),
            chords=chords,
            sections=(Section(0.0, 16.0, "verse"), Section(16.0, 32.0, "chorus")),
            notes={Stem.DRUMS: kicks},
        )
    )


def silence() -> Analysis:
    return annotate(Analysis(engine="test", audio=AudioFacts(1.0, 44_100, 2, "sha256:0", None, None)))


FILES = {stem: f"{stem.value}.wav" for stem in Stem}


def keys(document: dict[str, Any]) -> list[str]:
    return list(document)


@pytest.mark.parametrize("analysis", [song(), silence()], ids=["song", "silence"])
def test_every_key_of_the_theory_and_no_other(analysis: Analysis) -> None:
    document = theory_document(analysis, FILES)
    assert keys(document) == ["basic_info", "audio_stems", "music_theory"]
    assert keys(document["basic_info"]) == ["title", "artist", "album", "year", "genre", "duration", "bpm", "key"]
    assert document["audio_stems"] == {name: f"{name}.wav" for name in ("vocals", "drums", "bass", "other")}
    theory = document["music_theory"]
    assert keys(theory) == ["harmonic_analysis", "rhythmic_analysis", "genre_analysis"]
    harmonic, rhythmic, genre = theory.values()
    assert keys(harmonic) == [
        "roman_numerals", "functional_harmony", "common_patterns", "cadences", "progression_complexity",
    ]  # fmt: skip
    assert keys(rhythmic) == ["syncopation_index", "time_signature", "complexity_score", "metric_hierarchy"]
    assert keys(rhythmic["metric_hierarchy"]) == ["strong_beats", "weak_beats"]
    assert keys(genre) == ["primary_genre", "confidence", "predicted_genres"]


def test_types_and_values_of_a_song() -> None:
    document = theory_document(song(), FILES)
    info = document["basic_info"]
    assert (info["title"], info["year"], info["key"], info["bpm"]) == ("Smooth", 1999, "A major", 120.0)
    harmonic, rhythmic, genre = document["music_theory"].values()
    assert harmonic["roman_numerals"][:4] == ["I", "V", "vi", "IV"]
    assert harmonic["functional_harmony"][:4] == ["tonic", "dominant", "tonic_substitute", "subdominant"]
    assert harmonic["common_patterns"][0] == "I-V-vi-IV"
    assert len(harmonic["roman_numerals"]) == len(harmonic["functional_harmony"]) == 16
    assert all(isinstance(c["type"], str) and 0.0 <= c["strength"] <= 1.0 for c in harmonic["cadences"])
    assert all(keys(c) == ["type", "strength"] for c in harmonic["cadences"])
    assert 0.0 <= harmonic["progression_complexity"] <= 1.0
    assert rhythmic["syncopation_index"] == 0.0
    assert rhythmic["time_signature"] == "4/4"
    assert isinstance(rhythmic["complexity_score"], NUMBER)
    assert rhythmic["metric_hierarchy"] == {"strong_beats": [1, 3], "weak_beats": [2, 4]}
    assert isinstance(genre["primary_genre"], str)
    assert all(keys(one) == ["genre", "confidence"] for one in genre["predicted_genres"])


@pytest.mark.parametrize(
    ("chord", "function"),
    [("A:maj9", "tonic"), ("A:sus4", "tonic"), ("A:maj(9)/3", "tonic"), ("C#:min7", "tonic_substitute"),
     ("E:9", "dominant"), ("B:min9", "subdominant")],
)  # fmt: skip
def test_functions_in_the_documents_words(chord: str, function: str) -> None:
    one = Analysis(
        engine="test",
        audio=AudioFacts(2.0, 44_100, 2, "sha256:0", None, None),
        key=KeyEstimate("A", "major", 0.9),
        chords=(ChordEvent(0.0, 2.0, chord, 1.0),),
    )
    document = theory_document(annotate(one), {})
    assert document["music_theory"]["harmonic_analysis"]["functional_harmony"] == [function]


def test_what_is_not_known_is_null() -> None:
    document = theory_document(silence(), {})
    assert set(document["audio_stems"].values()) == {None}
    assert document["basic_info"] == {
        "title": None, "artist": None, "album": None, "year": None, "genre": None, "duration": 1.0, "bpm": None,
        "key": None,
    }  # fmt: skip
    harmonic, rhythmic, genre = document["music_theory"].values()
    assert (harmonic["roman_numerals"], harmonic["progression_complexity"]) == ([], None)
    assert (rhythmic["syncopation_index"], rhythmic["time_signature"]) == (None, None)
    assert genre == {"primary_genre": None, "confidence": None, "predicted_genres": []}


def test_a_training_sample_has_exactly_its_keys() -> None:
    sample = training_sample(song(), FILES)
    assert keys(sample) == ["id", "audio_stems", "features", "metadata"]
    assert sample["id"] == "sha256:12"
    assert keys(sample["audio_stems"]) == ["vocals", "drums", "bass", "other"]
    features = sample["features"]
    assert keys(features) == ["harmonic_progression", "rhythmic_pattern", "genre", "bpm", "key", "structure"]
    theory = theory_document(song(), FILES)["music_theory"]
    assert features["harmonic_progression"] == theory["harmonic_analysis"]
    assert features["rhythmic_pattern"] == theory["rhythmic_analysis"]
    assert features["genre"] == theory["genre_analysis"]["primary_genre"]
    assert features["structure"][0] == {"start": 0.0, "end": 16.0, "label": "verse"}
    assert sample["metadata"] == {"artist": "Band", "year": 1999, "genre_tag": "Rock"}


@pytest.mark.parametrize("form", THEORY_FORMS)
def test_files_are_json_and_appear_whole(form: str, tmp_path: Path) -> None:
    path = write_theory(form, tmp_path, song(), FILES)
    assert isinstance(json.loads(path.read_text("utf-8")), dict)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
