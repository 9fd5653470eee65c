"""``aurax labels`` as an annotator meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.files import read, write
from engine.audio.fingerprint import fingerprint
from engine.cli import main
from engine.core.audio import Audio
from engine.core.track import AudioInfo, Tags
from engine.library import Library
from engine.paths import Paths
from tests.unit.exchange.test_labels_json import MISSION
from tests.unit.library.content import song

INFO = AudioInfo("wav", "pcm_s16le", 44100, 2, 200 * 44_100, 1_764_044)  # 3:20


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library of two songs, ``kabza_001`` and ``other``."""
    with Library.open(Paths.under(tmp_path / "home").library) as library:
        for name in ("kabza_001", "other"):
            library.tracks.add(song(tmp_path, f"{name}.wav"), f"fp-{name}", INFO, Tags(title=name.title()))
    return tmp_path / "home"


def labels(home: Path, *words: object) -> int:
    return main(["labels", *map(str, words), "--home", str(home), "--quiet"])


def document(home: Path, capsys: pytest.CaptureFixture[str], song_id: int = 1) -> dict[str, Any]:
    capsys.readouterr()
    assert labels(home, "show", song_id, "--json") == 0
    loaded = json.loads(capsys.readouterr().out)
    assert isinstance(loaded, dict)
    return loaded


def test_a_song_and_a_stretch_are_labelled(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["--marker", "log_drum_authenticity=0.9", "--marker", "kwaito_rhythms=?", "--sub-genre", "classic_amapiano"]
    more = ["--artist", "Kabza De Small", "--artist", "DJ Maphorisa", "--significance", "High", "--by", "Zodwa"]
    assert labels(home, "set", 1, *said, *more) == 0
    part = ["--marker", "log_drum_authenticity=0.2", "--from", "1:02", "--to", "1:30", "--by", "Thabo"]
    assert labels(home, "set", 1, *part) == 0

    found = document(home, capsys)
    assert found["track_id"] == "kabza_001"
    assert found["cultural_markers"] == {"log_drum_authenticity": 0.9, "kwaito_rhythms": None}
    assert found["reference_artists"] == ["Kabza De Small", "DJ Maphorisa"]
    (segment,) = found["segments"]
    assert (segment["start"], segment["end"], segment["by"]) == (62.0, 90.0, "Thabo")
    assert found["by"] == "Zodwa"
    assert len(found["history"]) == 2
    assert labels(home, "show", 1) == 0
    assert "1:02-1:30: log_drum_authenticity 0.20  (Thabo" in capsys.readouterr().out


def test_what_was_said_is_taken_back_and_stays_in_the_history(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert labels(home, "set", 1, "--marker", "jazz_harmonies=0.4", "--sub-genre", "soulful") == 0
    assert labels(home, "set", 1, "--marker", "jazz_harmonies=", "--sub-genre", "") == 0
    found = document(home, capsys)
    assert (found["cultural_markers"], found["sub_genre"], len(found["history"])) == ({}, "", 2)


def test_a_contest_is_kept_shown_and_exported(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--marker", "log_drum_authenticity", "--from", "62", "--to", "1:30", "--value", "0.1"]
    assert labels(home, "contest", 1, *where, "--why", "that is an 808", "--by", "Thabo") == 0
    assert "contested log_drum_authenticity, 1:02-1:30, 0.10 instead: that is an 808" in capsys.readouterr().out
    assert document(home, capsys)["contests"][0]["why"] == "that is an 808"


def test_export_and_import_carry_everything_to_another_library(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert labels(home, "set", 1, "--marker", "jazz_harmonies=0.4", "--by", "Zodwa") == 0
    assert labels(home, "set", 2, "--sub-genre", "sgija", "--from", "0", "--to", "30", "--by", "Zodwa") == 0
    contest = ["--marker", "jazz_harmonies", "--from", "0", "--to", "9", "--why", "no", "--by", "Thabo"]
    assert labels(home, "contest", 2, *contest) == 0
    file = tmp_path / "all.json"
    assert labels(home, "export", "--all", "--out", file) == 0
    before = [document(home, capsys, number) for number in (1, 2)]

    other = tmp_path / "elsewhere"
    with Library.open(Paths.under(other).library) as library:
        for name in ("kabza_001", "other"):
            library.tracks.add(song(tmp_path, f"renamed {name}.wav"), f"fp-{name}", INFO)
    assert labels(other, "import", file) == 0
    after = [document(other, capsys, number) for number in (1, 2)]
    for one in (*before, *after):
        one.pop("history")
    assert after == before
    assert labels(other, "import", file, "--json") == 0
    assert json.loads(capsys.readouterr().out)["new_statements"] == 0


def test_the_missions_example_finds_its_song_by_name(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(MISSION), encoding="utf-8")
    assert labels(home, "import", tmp_path / "a.json", "--by", "expert") == 0
    found = document(home, capsys)
    assert {name: found[name] for name in MISSION} == MISSION
    assert found["by"] == "expert"


def test_import_is_all_or_nothing_with_a_sentence_for_each_field(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = {**MISSION, "cultural_markers": {"jazz_harmonies": 3}, "sub_genre": 1}
    (tmp_path / "a.json").write_text(json.dumps([MISSION, bad]), encoding="utf-8")
    assert labels(home, "import", tmp_path / "a.json") == 1
    error = capsys.readouterr().err
    assert "a.json, label 2: jazz_harmonies is 3" in error
    assert "a.json, label 2: sub_genre is a number" in error
    assert "Nothing was imported: 2 fields did not fit" in error
    assert document(home, capsys)["cultural_markers"] == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"track_id": "nobody"}, "no recording of the library has the name 'nobody'"),
        (
            {"segments": [{"start": 190, "end": 400, "sub_genre": "x"}]},
            "the stretch ends at 6:40, and the song at 3:20",
        ),
    ],
)
def test_a_label_that_fits_no_song_keeps_all_out(
    home: Path, tmp_path: Path, change: dict[str, Any], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps([MISSION, {**MISSION, **change}]), encoding="utf-8")
    assert labels(home, "import", tmp_path / "a.json") == 1
    assert said in capsys.readouterr().err
    assert document(home, capsys)["cultural_markers"] == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "nowhere"], "no track 'nowhere'"),
        (["set", "1"], "Nothing is said"),
        (["set", "1", "--marker", "jazz=0.5"], "Did you mean jazz_harmonies?"),
        (["set", "1", "--marker", "jazz_harmonies"], "not understood"),
        (["set", "1", "--marker", "jazz_harmonies=5"], "cannot be 5"),
        (["set", "1", "--marker", "jazz_harmonies=nan"], "cannot be nan"),
        (["set", "1", "--sub-genre", "x", "--from", "0:10"], "a beginning and an end"),
        (["set", "1", "--sub-genre", "x", "--from", "0:10", "--to", "0:05"], "not after its beginning"),
        (["set", "1", "--sub-genre", "x", "--from", "0:10", "--to", "9:00"], "the song at 3:20"),
        (["set", "1", "--sub-genre", "x", "--from", "soon", "--to", "9:00"], "'soon' is no time"),
        (["set", "1", "--artist", "x", "--from", "0", "--to", "1"], "only markers and the style"),
        (["contest", "1", "--marker", "jazz_harmonies", "--from", "0", "--to", "1", "--why", " "], "says why"),
        (["export"], "which labels"),
        (["export", "1", "--all"], "which labels"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(
    home: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert labels(home, *words) == 1
    assert said in capsys.readouterr().err


def test_a_copy_of_a_recording_is_that_recording_and_an_unknown_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(0)
    for name in ("known.wav", "stranger.wav"):
        write(tmp_path / name, Audio((0.1 * rng.standard_normal((1, 22_050))).astype(np.float32), 22_050))
    home = tmp_path / "home"
    with Library.open(Paths.under(home).library) as library:
        heard = fingerprint(read(tmp_path / "known.wav"))
        track_id = library.tracks.add(tmp_path / "known.wav", heard, INFO, Tags(title="Known")).track.id
    copy = tmp_path / "copy.wav"
    copy.write_bytes((tmp_path / "known.wav").read_bytes())

    assert labels(home, "set", copy, "--marker", "jazz_harmonies=0.4") == 0
    assert document(home, capsys, track_id)["cultural_markers"] == {"jazz_harmonies": 0.4}
    assert labels(home, "show", tmp_path / "stranger.wav") != 0
    assert "aurax library add" in capsys.readouterr().err
