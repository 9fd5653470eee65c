"""``aurax jobs``: what waits, what was interrupted, what failed; and doing something about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import soundfile

from engine.cli import main
from engine.core.jobs import JobState
from engine.jobs.import_tracks import ImportTracks
from engine.jobs.ledger import spec_json
from engine.library import Library
from tests.signals import noise


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    folder = tmp_path / "songs"
    folder.mkdir()
    for number in range(3):
        soundfile.write(folder / f"{number}.wav", noise(0.1, seed=number).samples.T, 44_100)
    return folder


def interrupted(home: Path, spec: ImportTracks, label: str = "Import") -> str:
    """A job in the state in which ``kill -9`` leaves it."""
    with Library.open(home / "library") as library:
        job_id = library.jobs.add("import_tracks", spec_json(spec), label)
        library.jobs.set_state(job_id, JobState.RUNNING)
        library._database.rows("UPDATE jobs SET owner_pid = 1, owner_started = 'long ago'")
    return job_id


def call(home: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    status = main(["jobs", *words, "--home", str(home), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_an_interrupted_import_is_listed_and_resumed(
    home: Path, songs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job_id = interrupted(home, ImportTracks((str(songs),)))
    status, document = call(home, "list", capsys=capsys)
    assert status == 0
    assert [(job["id"], job["state"]) for job in document["jobs"]] == [(job_id, "interrupted")]
    status, document = call(home, "resume", capsys=capsys)
    assert status == 0
    assert [(job["id"], job["state"], job["attempts"]) for job in document["jobs"]] == [(job_id, "succeeded", 2)]
    with Library.open(home / "library") as library:
        assert library.tracks.count() == 3
    assert call(home, "list", capsys=capsys) == (0, {"jobs": []})
    assert len(call(home, "list", "--all", capsys=capsys)[1]["jobs"]) == 1
    assert call(home, "resume", capsys=capsys) == (0, {"jobs": []})


def test_cancelling_takes_a_job_from_the_queue(home: Path, songs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    job_id = interrupted(home, ImportTracks((str(songs),)))
    assert call(home, "cancel", job_id, capsys=capsys) == (0, {"cancelled": job_id})
    assert call(home, "resume", capsys=capsys) == (0, {"jobs": []})
    status, document = call(home, "cancel", job_id, capsys=capsys)
    assert status == 1
    assert "cancelled already" in document["error"]["message"]
    status, document = call(home, "cancel", "seven", capsys=capsys)
    assert status == 1
    assert "no job 'seven'" in document["error"]["message"]


def test_a_failed_job_is_tried_again_if_asked(home: Path, songs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library.open(home / "library") as library:
        library.jobs.add("unheard_of", b"{}", "From a later version")
    assert main(["jobs", "resume", "--home", str(home), "--quiet"]) == 1
    assert "unheard_of" in capsys.readouterr().err
    status, document = call(home, "list", capsys=capsys)
    assert document["jobs"][0]["state"] == "failed"
    assert document["jobs"][0]["error"]["hint"]
    status, document = call(home, "resume", "--failed", capsys=capsys)
    assert status == 1
    assert document["jobs"][0]["state"] == "failed"


def test_the_list_reads_well(home: Path, songs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["jobs", "list", "--home", str(home)]) == 0
    assert capsys.readouterr().out == "no jobs\n"
    interrupted(home, ImportTracks((str(songs),)), label="Import of \x1b[31mred\u202e songs")
    assert main(["jobs", "list", "--home", str(home)]) == 0
    line = capsys.readouterr().out
    assert line.split()[:2] == ["1", "interrupted"]
    assert "\x1b" not in line
    assert "\u202e" not in line
