"""Reference panels of the user's own, and how unusual a song is against one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine.culture.score as culture
from engine.cli import main
from engine.core.score import CultureScore
from engine.culture.descriptors import NAMES
from engine.exchange.analysis_json import write_analysis
from tests.culture_songs import TWO_FIVE_ONE, song


@pytest.fixture
def songs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Five analysed songs; the last is far from the others by its descriptors, which are made up."""
    original = culture.score_song

    def scored(analysis: Any, *given: Any, **options: Any) -> CultureScore:
        score = original(analysis, *given, **options)
        number = int(analysis.audio.fingerprint)
        rng = np.random.default_rng(number)
        values = 0.5 + 0.05 * rng.standard_normal(len(NAMES)) + (2.0 if number == 4 else 0.0)
        return replace(score, style={**score.style, "descriptors": dict(zip(NAMES, values.tolist(), strict=True))})

    monkeypatch.setattr(culture, "score_song", scored)
    folders = []
    for number in range(5):
        analysis = song(TWO_FIVE_ONE, bars=8)
        folder = tmp_path / f"song {number}"
        folder.mkdir()
        write_analysis(
            folder / "analysis.json", replace(analysis, audio=replace(analysis.audio, fingerprint=str(number)))
        )
        folders.append(folder)
    return folders


def aurax(tmp_path: Path, *words: object) -> int:
    return main([*map(str, words), "--home", str(tmp_path / "home"), "--quiet"])


def typicality(folder: Path) -> dict[str, Any]:
    loaded = json.loads((folder / "culture.json").read_text(encoding="utf-8"))["style"]["typicality"]
    assert isinstance(loaded, dict)
    return loaded


def test_a_song_unlike_the_panel_is_unusual_and_one_of_its_own_is_not(
    tmp_path: Path, songs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert aurax(tmp_path, "panel", "create", "kasi", *songs[:4]) == 0
    assert "panel kasi holds 4 songs. It is small" in capsys.readouterr().out
    assert aurax(tmp_path, "score", *songs[3:], "--panel", "kasi") == 0

    assert "Against your panel" in capsys.readouterr().out
    usual, unusual = (typicality(folder) for folder in songs[3:])
    assert usual["num_songs"] == 3  # it is not compared with itself
    assert unusual["num_songs"] == 4
    assert unusual["percentile"] == 1.0
    assert unusual["distance"] > 5.0 * usual["distance"]
    assert unusual["panel"] == "kasi"
    assert "neither good nor bad" in unusual["meaning"]


def test_panels_are_listed_shown_and_removed(
    tmp_path: Path, songs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert aurax(tmp_path, "panel", "create", "kasi", *songs[:2]) == 0
    capsys.readouterr()
    assert aurax(tmp_path, "panel", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"panels": [{"name": "kasi", "songs": 2}]}
    assert aurax(tmp_path, "panel", "show", "kasi", "--json") == 0
    members = json.loads(capsys.readouterr().out)["members"]
    assert [member["fingerprint"] for member in members] == ["0", "1"]
    assert all(set(member["versions"]) >= {"features", "model"} for member in members)
    assert aurax(tmp_path, "panel", "remove", "kasi") == 0
    assert aurax(tmp_path, "panel", "remove", "kasi") == 1
    assert "no panel kasi" in capsys.readouterr().err


def test_a_panel_too_small_for_its_own_song_is_told_and_the_score_stands(tmp_path: Path, songs: list[Path]) -> None:
    assert aurax(tmp_path, "panel", "create", "two", *songs[:2]) == 0
    assert aurax(tmp_path, "score", songs[0], "--panel", "two") == 0
    assert typicality(songs[0])["percentile"] is None
    assert "panel of 1 song" in typicality(songs[0])["why"]


def test_what_makes_no_panel_is_refused_in_a_sentence(
    tmp_path: Path, songs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert aurax(tmp_path, "panel", "create", "one", songs[0], songs[0]) == 1
    assert "two different songs" in capsys.readouterr().err
    assert aurax(tmp_path, "panel", "create", " ", songs[0]) == 1
    assert "needs a name" in capsys.readouterr().err
    assert aurax(tmp_path, "panel", "create", "two", *songs[:2]) == 0
    assert aurax(tmp_path, "panel", "create", "two", *songs[:2]) == 1
    assert "panel two already" in capsys.readouterr().err
    assert aurax(tmp_path, "score", songs[0], "--panel", "nobody") == 1
    assert "no panel nobody" in capsys.readouterr().err
