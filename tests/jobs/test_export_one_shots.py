"""``aurax export SONG --as one-shots``: from an opened song's folder to files in a folder of the user's."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from engine.audio.files import write
from engine.cli import main
from engine.core.analysis import Analysis, AudioFacts, LogDrumEstimate
from engine.core.errors import JobCancelled, UserError
from engine.core.jobs import Progress
from engine.exchange.analysis_json import write_analysis
from engine.generation.sketch.instruments.base import RATE
from engine.jobs.export_one_shots import ExportedOneShots, ExportOneShots
from engine.jobs.inline import run_inline
from engine.paths import Paths
from engine.settings import Settings
from tests.log_drum_stems import riff, stem
from tests.signals import silence

SECONDS = 9.5
ANALYSIS = Analysis(
    engine="test",
    audio=AudioFacts(SECONDS, RATE, 1, "sha256:0", -10.0, -1.0),
    log_drum=LogDrumEstimate(True, 0.97),
)


@pytest.fixture
def take(tmp_path: Path) -> Path:
    """What ``export`` needs of a take: its recipe's name, its analysis, its stems."""
    folder = tmp_path / "take-1"
    (folder / "stems").mkdir(parents=True)
    write(folder / "stems" / "log_drum.wav", stem(riff(), SECONDS))
    write_analysis(folder / "analysis.json", ANALYSIS)
    (folder / "take.json").write_text("{}", encoding="utf-8")
    return folder


def export(take: Path, *more: str) -> list[str]:
    return ["export", str(take), "--out", str(take.parent / "out"), "--home", str(take.parent / "home"), *more]


def test_stem_notes_and_one_shots_are_written(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(export(take, "--as", "one-shots", "--json", "--quiet")) == 0

    document = json.loads(capsys.readouterr().out)
    folder = Path(document["folder"])
    assert {path.name for path in folder.iterdir()} == set(document["files"])
    found = document["one_shots"]
    assert len(found["hits"]) == len(riff())
    root = next(one for one in found["one_shots"] if one["is_root"])
    assert (root["key"], root["file"]) == (33, "take-1 - log drum 1 - A1 (33).wav")
    assert soundfile.info(folder / root["file"]).subtype == "PCM_24"
    copied = (take / "stems" / "log_drum.wav").read_bytes()
    assert (folder / "take-1 - log drum.wav").read_bytes() == copied


def test_the_plain_answer_says_what_was_found(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(export(take, "--as", "one-shots", "--quiet")) == 0
    assert "20 hits, 1 of them with a slide, on 3 one-shots; root A1 (33)" in capsys.readouterr().out


def test_a_song_without_a_log_drum_says_so_in_a_sentence(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_analysis(take / "analysis.json", replace(ANALYSIS, log_drum=LogDrumEstimate(False, 0.03)))
    assert main(export(take, "--as", "one-shots", "--quiet")) == 1
    said = capsys.readouterr()
    assert "No log drum was heard in take-1 (probability 3%)" in said.err
    assert not (take.parent / "out").exists()


def test_a_silent_stem_says_so_in_a_sentence(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(take / "stems" / "log_drum.wav", silence(3.0))
    assert main(export(take, "--as", "one-shots", "--quiet")) == 1
    assert "No log drum plays in take-1" in capsys.readouterr().err


def test_four_stems_have_no_log_drum_to_take_apart(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (take / "stems" / "log_drum.wav").unlink()
    assert main(export(take, "--as", "one-shots", "--quiet")) == 1
    assert "has no log drum stem" in capsys.readouterr().err


def test_the_drums_cannot_be_taken_apart_yet(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(export(take, "--as", "one-shots", "--of", "drums", "--quiet", "--json")) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["message"] == "Nothing in this version takes the drums stem further apart"
    assert "log_drum" in error["hint"]


def test_a_cancelled_export_leaves_nothing(take: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.fraction > 0.5:
            raise KeyboardInterrupt

    spec = ExportOneShots(str(take), str(take.parent / "out"), "take-1")
    with pytest.raises(JobCancelled):
        run_inline(
            spec, paths=Paths.under(take.parent / "home"), settings=Settings(), library=None, on_progress=interrupt
        )
    assert not (take.parent / "out").exists()


def test_a_folder_that_cannot_be_written_is_named(take: Path) -> None:
    (take.parent / "out").write_text("a file, not a folder", encoding="utf-8")
    spec = ExportOneShots(str(take), str(take.parent / "out"), "take-1")
    with pytest.raises(UserError, match="Cannot write to"):
        run_inline(spec, paths=Paths.under(take.parent / "home"), settings=Settings(), library=None)


def test_the_result_crosses_to_the_window(take: Path) -> None:
    import pickle

    spec = ExportOneShots(str(take), str(take.parent / "out"), "take-1")
    result = run_inline(spec, paths=Paths.under(take.parent / "home"), settings=Settings(), library=None)
    assert isinstance(result, ExportedOneShots)
    assert pickle.loads(pickle.dumps(result)) == result
