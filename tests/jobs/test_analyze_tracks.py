"""Analysing a collection: what is done stays done, what fails costs nothing else, ``kill -9`` loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from engine.core.jobs import JobState
from engine.core.track import AudioInfo
from engine.jobs.analyze_tracks import ask_for
from engine.jobs.executor_inline import InlineExecutor
from engine.library import AnalysisState, Library
from engine.paths import Paths
from engine.settings import AnalysisSettings
from tests.jobs.toy_work import analyse

ROOT = Path(__file__).resolve().parents[2]
INFO = AudioInfo("WAV", "pcm_s16le", 44_100, 2, 44_100, 4)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    folder = tmp_path / "songs"
    folder.mkdir()
    return folder


def add(home: Path, songs: Path, *names: str) -> None:
    with Library.open(Paths.under(home).library) as library:
        for name in names:
            (songs / f"{name}.wav").write_bytes(b"RIFF")
            library.tracks.add(songs / f"{name}.wav", f"sha256:{name}", INFO)


def states(home: Path) -> dict[str, tuple[AnalysisState, int]]:
    """State and attempts of every song by the name of its file."""
    with Library.open(Paths.under(home).library) as library:
        entries = library.analysis_ledger.all()
        return {
            Path(track.path).stem: (entries[track.id].state, entries[track.id].attempts)
            for track in library.tracks.all()
            if track.id in entries
        }


def heard(home: Path) -> list[str]:
    """Names of the songs that were really begun, in order."""
    return (home / "heard.txt").read_text(encoding="utf-8").split()


def test_every_song_is_analysed_once_and_new_ones_later(home: Path, songs: Path) -> None:
    add(home, songs, "a", "b")
    assert analyse(home, songs, executor=InlineExecutor()).analysed == 2
    add(home, songs, "c")
    assert analyse(home, songs, executor=InlineExecutor()).analysed == 1
    assert heard(home) == ["a", "b", "c"]
    assert analyse(home, songs, executor=InlineExecutor(), again=True).analysed == 3
    with Library.open(Paths.under(home).library) as library:
        assert len(library.analyses.summaries()) == 3
        entry = library.analysis_ledger.get(1)  # type: ignore[arg-type]
        assert entry is not None
        assert (entry.state, entry.seconds, entry.peak_bytes, entry.owner) == (AnalysisState.DONE, 0.1, 1_000_000, None)
        assert {job.state for job in library.jobs.list()} == {JobState.SUCCEEDED}
        assert library.verify().is_sound


def test_other_choices_are_another_analysis(home: Path, songs: Path) -> None:
    add(home, songs, "a")
    assert analyse(home, songs, executor=InlineExecutor()).analysed == 1
    with Library.open(Paths.under(home).library) as library:
        assert ask_for((), library)[0] == 0
        assert ask_for((), library, choices=AnalysisSettings(tempo_prior="any"))[0] == 1


def test_only_what_lies_below_the_paths(home: Path, songs: Path, tmp_path: Path) -> None:
    other = tmp_path / "others"
    other.mkdir()
    add(home, songs, "a")
    add(home, other, "b")
    assert analyse(home, other, executor=InlineExecutor()).analysed == 1
    assert heard(home) == ["b"]


def test_a_song_that_fails_is_told_kept_and_left_alone_until_asked(home: Path, songs: Path) -> None:
    add(home, songs, "a", "fail-1", "z")
    report = analyse(home, songs, executor=InlineExecutor())
    assert report.analysed == 2
    (failed,) = report.failed
    assert (Path(failed.path).name, failed.error_type) == ("fail-1.wav", "UserError")
    assert failed.reason == "This cannot be done: "
    assert states(home)["fail-1"] == (AnalysisState.FAILED, 1)
    assert analyse(home, songs, executor=InlineExecutor()).failed == ()
    with Library.open(Paths.under(home).library) as library:
        assert ask_for((), library)[1] == (2,)
    assert len(analyse(home, songs, executor=InlineExecutor(), retry=True).failed) == 1
    assert heard(home) == ["a", "fail-1", "z", "fail-1"]


def test_a_crash_and_a_hang_cost_their_songs_only(home: Path, songs: Path) -> None:
    add(home, songs, "a", "crash-1", "hang-1", "z")
    report = analyse(home, songs, timeout_seconds=10.0)
    assert report.analysed == 2
    reasons = {Path(failed.path).stem: failed.reason for failed in report.failed}
    assert reasons["crash-1"].startswith("analysing it crashed its process, twice")
    assert reasons["hang-1"] == "analysing it took longer than 10 seconds and was ended"
    assert {name: state for name, (state, _) in states(home).items()} == {
        "a": AnalysisState.DONE,
        "crash-1": AnalysisState.FAILED,
        "hang-1": AnalysisState.FAILED,
        "z": AnalysisState.DONE,
    }


def test_songs_in_the_hands_of_another_program_are_left_there(home: Path, songs: Path) -> None:
    add(home, songs, "a", "b")
    paths = Paths.under(home)
    code = (
        "import sys; from pathlib import Path; from engine.library import Library;"
        "library = Library.open(Path(sys.argv[1])); library.analysis_ledger.ask([1], 'aurax 0');"
        "print(library.analysis_ledger.lease(1), flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(paths.library)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "True\n"
    report = analyse(home, songs, executor=InlineExecutor())
    assert (report.analysed, report.elsewhere) == (1, 1)
    other.communicate()
    assert analyse(home, songs, executor=InlineExecutor()).analysed == 1  # it ended and left the song undone
    assert heard(home) == ["b", "a"]


@pytest.mark.skipif(os.name != "posix", reason="kill -9 and process groups are POSIX")
def test_kill_at_any_time_then_the_same_command_goes_on(home: Path, songs: Path) -> None:
    names = [f"slow-{number}" for number in range(8)]
    add(home, songs, *names)
    command = [sys.executable, "-m", "tests.jobs.toy_work", str(home), str(songs)]
    finished: set[str] = set()
    for at_least in (1, 4):  # kills after so many songs
        process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        deadline = time.monotonic() + 120
        while sum(state is AnalysisState.DONE for state, _ in states(home).values()) < at_least:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert psutil.wait_procs(children, timeout=10.0)[1] == [], "workers end with their parent"
        done = {name for name, (state, _) in states(home).items() if state is AnalysisState.DONE}
        assert finished <= done
        finished = done
    before = heard(home)
    assert subprocess.run(command, cwd=ROOT, check=True).returncode == 0
    assert all(state is AnalysisState.DONE for state, _ in states(home).values())
    again = heard(home)[len(before) :]
    assert not finished & set(again), "what was finished is not done again"
    assert set(again) == set(names) - finished
    with Library.open(Paths.under(home).library) as library:
        assert len(library.analyses.summaries()) == len(names)
        assert {job.state for job in library.jobs.list()} == {JobState.SUCCEEDED}
