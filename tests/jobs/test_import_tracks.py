"""Import: each recording once, bad files named, originals untouched; the same result from any number of processes."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import soundfile

from engine.audio.files import read
from engine.audio.fingerprint import fingerprint
from engine.audio.peaks import load_peaks
from engine.core.errors import JobCancelled
from engine.core.jobs import JobState, Progress
from engine.core.track import Rights
from engine.jobs import import_tracks
from engine.jobs.examine import PEAKS_FILE, Examined, NoAudio, ToExamine, examine, peaks_key
from engine.jobs.import_tracks import ImportReport, ImportTracks
from engine.jobs.inline import run_inline
from engine.jobs.pool import JobPool
from engine.library import Library
from engine.paths import Paths
from engine.settings import JobSettings, Settings
from tests.jobs.conftest import Bench
from tests.signals import noise

ROOT = Path(__file__).resolve().parents[2]
Import = Callable[..., ImportReport]


def song(path: Path, seed: int, *, seconds: float = 0.1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    audio = noise(seconds, seed=seed)
    soundfile.write(path, audio.samples.T, audio.sample_rate, subtype="PCM_16")
    return path


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Three recordings in five files, two broken files, and two that nobody takes for audio."""
    folder = tmp_path / "music"
    song(folder / "c.wav", 1)
    song(folder / "a" / "b.flac", 2)
    song(folder / "z.wav", 3)
    shutil.copyfile(folder / "z.wav", folder / "a" / "same.wav")
    samples, rate = soundfile.read(folder / "c.wav", dtype="int16")
    soundfile.write(folder / "other container.flac", samples, rate)
    (folder / "broken.wav").write_bytes(b"RIFF1234WAVE")
    (folder / "text.mp3").write_text("not a song\n" * 20)
    (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8)
    (folder / "notes.txt").write_text("buy strings")
    return folder


@pytest.fixture
def add(paths: Paths, settings: Settings, library: Library) -> Import:
    def add(*sources: Path, **options: Any) -> ImportReport:
        spec = ImportTracks(tuple(map(str, sources)), **options)
        report: ImportReport = run_inline(spec, paths=paths, settings=settings, library=library)
        return report

    return add


def names(report: ImportReport) -> list[str]:
    return [Path(file.path).name for file in report.failed]


def test_recordings_duplicates_failures_and_other_files_are_told_apart(
    add: Import, library: Library, music: Path
) -> None:
    report = add(music, rights=Rights("own", may_train=True))
    assert (report.imported, report.duplicates, report.unchanged, report.passed_over) == (3, 2, 0, 2)
    assert names(report) == ["broken.wav", "text.mp3"]
    assert all(file.reason and file.hint for file in report.failed)
    tracks = list(library.tracks.all())
    assert [Path(track.path).name for track in tracks] == ["b.flac", "same.wav", "c.wav"], "in the order of the paths"
    assert [track.id for track in tracks] == [1, 2, 3]
    assert {track.rights for track in tracks} == {Rights("own", may_train=True)}
    assert [Path(place.path).name for place in library.tracks.locations(tracks[2].id)] == [
        "c.wav",
        "other container.flac",
    ]
    assert sorted(Path(failure.path).name for failure in library.failures.all()) == ["broken.wav", "text.mp3"]


def test_a_track_is_what_decoding_finds_and_its_waveform_is_kept(add: Import, library: Library, music: Path) -> None:
    add(music / "c.wav")
    (track,) = library.tracks.all()
    audio = read(music / "c.wav")
    assert track.fingerprint == fingerprint(audio)
    assert (track.info.num_samples, track.info.sample_rate) == (audio.num_samples, audio.sample_rate)
    artifact = library.artifacts.get(peaks_key(track.fingerprint))
    assert artifact is not None
    drawn = max(float(load_peaks(artifact.path(PEAKS_FILE)).maxima[-1].max()), 0.0)
    assert drawn == pytest.approx(float(audio.samples.max()), rel=0.002), "float16 rounds by a thousandth"
    assert library.verify().problems == ()


def never(file: ToExamine, report: Callable[[float], None]) -> Examined:
    raise AssertionError(file)


def test_a_second_import_decodes_nothing(add: Import, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(music)
    monkeypatch.setattr(import_tracks, "examine", never)
    report = add(music / "a")
    assert report == ImportReport(unchanged=2)


def test_what_was_touched_is_looked_at_again(add: Import, library: Library, music: Path) -> None:
    add(music)
    song(music / "c.wav", 77)
    (music / "text.mp3").unlink()
    song(music / "broken.wav", 78)
    report = add(music)
    assert (report.imported, report.unchanged, report.failed) == (2, 4, ())
    assert [Path(failure.path).name for failure in library.failures.all()] == ["text.mp3"]


def test_a_file_named_by_itself_is_meant(add: Import, library: Library, music: Path) -> None:
    report = add(music / "cover.jpg", music / "missing.wav")
    assert [(Path(f.path).name, f.reason) for f in report.failed] == [
        ("cover.jpg", "it is a picture"),
        ("missing.wav", "there is no such file"),
    ]
    assert [Path(f.path).name for f in library.failures.all()] == ["cover.jpg"], "a mistyped name is told, not kept"


def dump(library: Library) -> list[tuple[Any, ...]]:
    tracks = [(t.id, t.path, t.fingerprint, t.info, t.tags) for t in library.tracks.all()]
    return tracks + [tuple(library.tracks.locations(t.id)) for t in library.tracks.all()]


def test_the_result_does_not_depend_on_the_number_of_processes(music: Path, tmp_path: Path) -> None:
    for number in range(12):
        song(music / "many" / f"{number}.wav", 100 + number, seconds=0.5 if number == 0 else 0.05)
    dumps = []
    for workers in (1, 3):
        paths = Paths.under(tmp_path / f"home {workers}")
        with Library.open(paths.library) as library:
            settings = Settings(jobs=JobSettings(cpu_workers=workers))
            run_inline(ImportTracks((str(music),)), paths=paths, settings=settings, library=library)
            dumps.append(dump(library))
    assert dumps[0] == dumps[1]


def crash_on_c(file: ToExamine, report: Callable[[float], None]) -> Examined | NoAudio:
    if Path(file.path).name == "c.wav":
        built = Path(file.built)
        built.mkdir(exist_ok=True)
        (built / "half").write_bytes(b"half")
        ctypes.string_at(0)
    if Path(file.path).name == "z.wav":
        time.sleep(1000)
    return examine(file, report)


def test_a_decoder_that_crashes_or_hangs_costs_one_file(
    add: Import, library: Library, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_tracks, "examine", crash_on_c)
    monkeypatch.setattr(import_tracks, "PATIENCE_SECONDS", 3.0)
    report = add(music)
    assert names(report) == ["broken.wav", "c.wav", "text.mp3", "z.wav"]
    reasons = {Path(file.path).name: file.reason for file in report.failed}
    assert "crashed" in reasons["c.wav"]
    assert "for ever" in reasons["z.wav"]
    assert (report.imported, report.duplicates) == (3, 0)
    assert list(library.artifacts.root.glob(".tmp-*")) == []


def test_a_bad_file_costs_less_than_thirty_seconds() -> None:
    small = ToExamine("x", 1_000_000, is_meant=True, built="", max_hours=1.0)
    assert import_tracks.patience(small) < 30.0


def test_cancelling_keeps_what_was_done_and_leaves_no_half(
    paths: Paths, settings: Settings, library: Library, music: Path
) -> None:
    for number in range(60):
        song(music / f"{number:02d}.wav", 200 + number, seconds=0.5)

    def stop(progress: Progress) -> None:
        if library.tracks.count() >= 5:
            raise KeyboardInterrupt

    with pytest.raises(JobCancelled):
        run_inline(ImportTracks((str(music),)), paths=paths, settings=settings, library=library, on_progress=stop)
    assert 5 <= library.tracks.count() < 60
    assert library.verify().problems == ()
    assert list(library.artifacts.root.glob(".tmp-*")) == []
    assert len(library.artifacts.all_keys()) == len(list(library.artifacts.root.glob("*/*")))


def test_an_import_in_a_worker_gives_the_same(
    paths: Paths, settings: Settings, library: Library, music: Path, tmp_path: Path
) -> None:
    bench = Bench(paths, settings, library, JobPool(paths, settings, library))
    job_id = bench.pool.submit(ImportTracks((str(music),)))
    bench.until_idle()
    event = bench.last(job_id)
    assert event.state is JobState.SUCCEEDED
    assert (event.result.imported, event.result.duplicates, names(event.result)) == (3, 2, ["broken.wav", "text.mp3"])
    in_worker = dump(library)
    assert list(library.artifacts.root.glob(".tmp-*")) == []
    bench.pool.close()
    other = Paths.under(tmp_path / "other")
    with Library.open(other.library) as inline:
        run_inline(ImportTracks((str(music),)), paths=other, settings=settings, library=inline)
        assert dump(inline) == in_worker


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_a_name_that_is_no_text_is_imported(add: Import, library: Library, music: Path, tmp_path: Path) -> None:
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.wav"))
    try:
        shutil.copyfile(music / "c.wav", strange)
    except OSError:
        pytest.skip("this file system takes text only")
    assert add(strange).imported == 1
    (track,) = library.tracks.all()
    assert track.path == str(strange)


@pytest.mark.skipif(os.name != "posix" or shutil.which("strace") is None, reason="needs strace")
def test_originals_are_opened_for_reading_only(music: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    calls = "openat,open,creat,unlink,unlinkat,rename,renameat,renameat2,truncate,utimensat,chmod,fchmodat"
    command = [
        sys.executable,
        "-m",
        "engine",
        "--home",
        str(tmp_path / "home"),
        "--quiet",
        "library",
        "add",
        "--no-analyze",
        str(music),
    ]
    done = subprocess.run(
        ["strace", "-f", "-o", str(trace), "-e", f"trace={calls}", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "Operation not permitted" in done.stderr:
        pytest.skip("this machine does not let processes be traced")
    lines = [line for line in trace.read_text(errors="replace").splitlines() if f'"{music}' in line]
    assert any("c.wav" in line for line in lines), "the trace saw the files"
    assert [line for line in lines if not ("open" in line and "O_RDONLY" in line)] == []


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_in_the_command_line_ends_all_processes(music: Path, tmp_path: Path) -> None:
    for number in range(150):
        song(music / f"{number:03d}.wav", 300 + number, seconds=0.5)
    home = tmp_path / "home"
    process = subprocess.Popen(
        [sys.executable, "-m", "engine", "--home", str(home), "library", "add", "--no-analyze", str(music)],
        cwd=ROOT,
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    artifacts = home / "library" / "artifacts"
    deadline = time.monotonic() + 60
    while sum(1 for _ in artifacts.glob("??/*")) < 5:  # a folder comes just before its row, one from every worker
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    children = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    assert psutil.wait_procs(children, timeout=5.0)[1] == []
    assert list(artifacts.glob(".tmp-*")) == []
    with Library.open(home / "library") as library:
        assert 0 < library.tracks.count() < 150
        assert [job.state for job in library.jobs.list()] == [JobState.CANCELLED]
        assert library.verify().problems == ()
