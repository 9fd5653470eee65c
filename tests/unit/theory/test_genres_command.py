"""``aurax genres``: one JSON document, plain words, one sentence for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli import main
from engine.exchange.analysis_json import write_analysis
from engine.theory.genres_files import load_genres
from tests.genre_songs import SONGS


def asked(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> tuple[int, str, str]:
    status = main(["genres", *words, "--home", str(home)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_the_list_has_every_genre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = asked(capsys, tmp_path, "list", "--json")
    assert status == 0
    listed = json.loads(out)["genres"]
    assert {one["id"] for one in listed} == set(load_genres().genres)
    assert all(one["genre"] == one["id"] and one["conventions"]["typical_bpm_range"] for one in listed)
    _, words, _ = asked(capsys, tmp_path, "list")
    assert len(words.splitlines()) == len(listed)
    assert "  private_school_amapiano" in words  # below amapiano


def test_a_genre_is_shown_with_its_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = asked(capsys, tmp_path, "show", "Private School", "--json")
    assert status == 0
    shown = json.loads(out)
    assert shown["genre"] == "private_school_amapiano"
    assert set(shown["conventions"]) == {
        "common_progressions", "typical_bpm_range", "common_structures", "instrumentation", "rhythmic_patterns",
        "production_style",
    }  # fmt: skip
    assert shown["statements"]["tempo"]["confidence"] == "D"
    assert "domain" in shown["sources"]
    _, words, _ = asked(capsys, tmp_path, "show", "jazz")
    assert "ii7-V7-Imaj7" in words
    assert "Friberg" in words


def test_a_song_is_matched_from_its_analysis(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_analysis(tmp_path / "analysis.json", SONGS["techno"])
    status, out, _ = asked(capsys, tmp_path, "match", str(tmp_path / "analysis.json"), "--json")
    assert status == 0
    assert json.loads(out)["primary_genre"] == "techno"
    _, words, _ = asked(capsys, tmp_path, "match", str(tmp_path / "analysis.json"))
    assert words.startswith("Most like Techno")
    assert "+ " in words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["show", "amapino"], "no genre called 'amapino'"), (["match", "nothing.json"], "Cannot read nothing.json")],
)
def test_what_is_wrong_is_one_sentence(
    words: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = asked(capsys, tmp_path, *words)
    assert status == 1
    assert out == ""
    assert sentence in err
    assert len(err.strip().splitlines()) == 1
