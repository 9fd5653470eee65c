"""``aurax export TAKE --as theory-json --as training-sample``: documents beside the other files of an export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli import main
from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate
from engine.exchange.analysis_json import write_analysis
from engine.exchange.take_json import TAKE_FILE


@pytest.fixture
def take(tmp_path: Path) -> Path:
    """A take as far as these exports look at one: an analysis of an engine that knew no theory, and two stems."""
    folder = tmp_path / "take-1"
    (folder / "stems").mkdir(parents=True)
    (folder / TAKE_FILE).write_text("{}", "utf-8")
    for name in ("drums", "bass"):
        (folder / "stems" / f"{name}.wav").write_bytes(b"RIFF")
    heard = Analysis(
        engine="old",
        audio=AudioFacts(4.0, 44_100, 2, "sha256:7", None, None),
        tempo_bpm=112.0,
        key=KeyEstimate("F", "minor", 0.9),
        chords=(ChordEvent(0.0, 2.0, "F:min9", 0.9), ChordEvent(2.0, 4.0, "Bb:min9", 0.9)),
    )
    write_analysis(folder / "analysis.json", heard)
    return folder


def export(take: Path, *forms: str) -> list[str]:
    words = [word for form in forms for word in ("--as", form)]
    return ["export", str(take), *words, "--out", str(take.parent / "out"), "--home", str(take.parent / "home")]


def test_documents_are_written(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*export(take, "theory-json", "training-sample"), "--json", "--quiet"]) == 0

    assert json.loads(capsys.readouterr().out)["files"] == ["theory.json", "training_sample.json"]
    folder = take.parent / "out" / "take-1"
    theory = json.loads((folder / "theory.json").read_text("utf-8"))
    assert theory["music_theory"]["harmonic_analysis"]["roman_numerals"] == ["i9", "iv9"]
    assert theory["audio_stems"]["drums"] == str((take / "stems" / "drums.wav").absolute())
    assert theory["audio_stems"]["vocals"] is None
    sample = json.loads((folder / "training_sample.json").read_text("utf-8"))
    assert (sample["id"], sample["features"]["key"]) == ("sha256:7", "F minor")


def test_stems_that_are_exported_too_are_named_as_they_lie_there(take: Path) -> None:
    assert main([*export(take, "stems", "theory-json"), "--json", "--quiet"]) == 0

    folder = take.parent / "out" / "take-1"
    named = json.loads((folder / "theory.json").read_text("utf-8"))["audio_stems"]
    assert named["drums"] == "112bpm_Fmin_01_drums.wav"
    assert (folder / named["drums"]).is_file()


def test_a_folder_that_cannot_be_written_is_said(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (take.parent / "out").mkdir()
    (take.parent / "out" / "take-1").write_text("in the way", "utf-8")

    assert main([*export(take, "theory-json"), "--quiet"]) == 1

    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_form_is_answered_with_those_there_are(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*export(take, "theory"), "--quiet"]) == 1

    assert "theory-json" in capsys.readouterr().err
