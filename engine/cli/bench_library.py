"""Bench: a collection analysed by worker processes, killed on the way and taken up again. Speed, memory, losses.

The songs are made here: a few seconds each, all different, as WAV, FLAC and MP3. What is measured is the machinery
around the analysis on the very command a user gives, so the songs are short; the seconds per song of a real collection
follow from their length.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.core.audio import Audio
    from engine.core.track import TrackId
    from engine.library import LedgerEntry, Library

DEFAULT_FOLDER = "aurax-bench-library"
DEFAULT_SONGS = 500
_SUFFIXES = (".wav", ".flac", ".mp3")
_SAMPLE_RATE = 44_100
_KILL_AT = 0.4
_SECONDS_BETWEEN_SAMPLES = 0.5
_CHORDS = ((0, 3, 7, 10), (0, 4, 7, 11), (0, 3, 7, 14), (0, 4, 7, 14))
_WARM_UP = 0.2
"""Share of a run before memory is looked at: until then libraries and networks are still being loaded."""

_MIN_SONGS = 10
_USUAL_SECONDS = 210.0
_WORKERS = (2, 16, 160)


@dataclass(frozen=True, slots=True)
class Options:
    """``songs`` of ``seconds`` each, in ``out``; ``workers``: 0 for the default; ``executor``: local or dask."""

    songs: int = DEFAULT_SONGS
    seconds: float = 4.0
    workers: int = 0
    out: Path = Path(DEFAULT_FOLDER)
    executor: str = "local"


@dataclass(frozen=True, slots=True)
class Sample:
    """Resident megabytes at one moment: the command itself, its largest worker, all workers; and songs done."""

    at: float
    command_mb: float
    worker_mb: float
    workers_mb: float
    done: int


@dataclass(slots=True)
class Run:
    """One run of the command, from start to its end or kill."""

    seconds: float = 0.0
    exit_status: int | None = None
    samples: list[Sample] = field(default_factory=list)
    orphans: int = 0


def run(console: Console, options: Options) -> dict[str, Any]:
    """Make the songs, analyse until two fifths are done, ``kill -9``, give the same command again, look at the rest."""
    import shutil

    folder = options.out
    songs, home = folder / "songs", folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    make_songs(songs, options, console)
    command = [sys.executable, "-m", "engine", "--home", str(home), "--quiet", "--json", "library", "add", str(songs)]
    command += ["--workers", str(options.workers)] if options.workers else []
    command += ["--executor", options.executor]
    line = console.progress("bench library")
    watch = _Watch(home, options.songs, lambda done: line(done / options.songs, f"{done} of {options.songs} songs"))
    try:
        first = watch.run(command, kill_at=round(_KILL_AT * options.songs))
        before = watch.entries()
        second = watch.run(command)
        after = watch.entries()
    finally:
        line.close()
        watch.close()
    return _document(options, first, second, before, after, home)


def make_songs(folder: Path, options: Options, console: Console) -> None:
    """Songs that no other has the like of, in three formats; those that are there are kept."""
    from engine.audio.files import write

    line = console.progress("making songs")
    for number in range(options.songs):
        file = folder / f"{number:05d}{_SUFFIXES[number % len(_SUFFIXES)]}"
        if not file.exists():
            write(file, make_song(number, options.seconds), subtype="pcm16")
        line((number + 1) / options.songs)
    line.close()


def make_song(seed: int, seconds: float) -> Audio:
    """Chords, a bass, a kick on every beat and a shaker between them; tempo, key and notes by the seed."""
    from engine.core.audio import Audio

    rng = np.random.default_rng(seed)
    t = np.arange(round(seconds * _SAMPLE_RATE)) / _SAMPLE_RATE
    beat = 60.0 / rng.uniform(105.0, 120.0)
    tonic = 110.0 * 2.0 ** (rng.integers(12) / 12.0)
    roots = rng.choice([0, 3, 5, 7, 8, 10], size=int(seconds / beat / 4) + 1)
    root = roots[(t / (4.0 * beat)).astype(np.int64)]
    chord = _CHORDS[rng.integers(len(_CHORDS))]
    keys = sum(np.sin(2 * np.pi * 2.0 * tonic * 2.0 ** ((root + step) / 12.0) * t) for step in chord)
    bass = np.sin(2 * np.pi * 0.5 * tonic * 2.0 ** (root / 12.0) * t)
    phase = np.mod(t, beat)
    kick = np.sin(2 * np.pi * 55.0 * phase * np.exp(-8.0 * phase)) * np.exp(-12.0 * phase)
    shaker = rng.standard_normal((2, len(t))) * np.exp(-60.0 * np.mod(t + beat / 2.0, beat / 2.0))
    mix = 0.06 * keys + 0.2 * bass + 0.4 * kick + 0.05 * shaker
    return Audio(mix.astype(np.float32), _SAMPLE_RATE)


@dataclass(slots=True)
class _Watch:
    """Starts the command and looks at its processes and its ledger from outside."""

    home: Path
    num_songs: int
    on_done: Callable[[int], None]
    library: Library | None = None

    def run(self, command: list[str], *, kill_at: int | None = None) -> Run:
        """To the end, or with ``kill_at`` until so many songs are done."""
        import psutil

        self.home.mkdir(parents=True, exist_ok=True)
        started, outcome = time.monotonic(), Run()
        with (self.home / "said.txt").open("ab") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said)
        parent = psutil.Process(process.pid)
        while process.poll() is None:
            time.sleep(_SECONDS_BETWEEN_SAMPLES)
            done = self.num_done()
            self.on_done(done)
            sample = _sample(parent, time.monotonic() - started, done)
            outcome.samples += [sample] if sample is not None else []
            if kill_at is not None and done >= kill_at:
                workers = parent.children(recursive=True)
                process.kill()
                outcome.orphans = len(psutil.wait_procs(workers, timeout=10.0)[1])
        outcome.exit_status, outcome.seconds = process.wait(), time.monotonic() - started
        return outcome

    def num_done(self) -> int:
        from engine.library import AnalysisState

        library = self._opened()
        counts = library.analysis_ledger.counts() if library is not None else {}
        return counts.get(AnalysisState.DONE, 0) + counts.get(AnalysisState.FAILED, 0)

    def entries(self) -> dict[TrackId, LedgerEntry]:
        """The ledger as it stands; empty before there is one."""
        library = self._opened()
        return {} if library is None else library.analysis_ledger.all()

    def close(self) -> None:
        if self.library is not None:
            self.library.close()

    def _opened(self) -> Library | None:
        from engine.core.errors import LibraryError
        from engine.library import Library

        folder = self.home / "library"
        if self.library is None and (folder / "library.db").exists():
            with suppress(LibraryError):  # it is being created at this moment
                self.library = Library.open(folder, daily_backup=False)
        return self.library


def _sample(parent: Any, at: float, done: int) -> Sample | None:
    import psutil

    try:
        command = parent.memory_info().rss
        workers = []
        for child in parent.children(recursive=True):
            try:
                workers.append(child.memory_info().rss)
            except psutil.NoSuchProcess:
                continue
    except psutil.NoSuchProcess:
        return None
    return Sample(at, command / 1e6, max(workers, default=0) / 1e6, sum(workers) / 1e6, done)


def slope_per_100_songs(samples: list[Sample], megabytes: Callable[[Sample], float]) -> float | None:
    """Growth in MB per 100 songs by least squares over a run, its beginning left out; None for too few songs."""
    if not samples:
        return None
    first, last = samples[0].done, samples[-1].done
    steady = [sample for sample in samples if sample.done >= first + _WARM_UP * (last - first)]
    if not steady or steady[-1].done - steady[0].done < _MIN_SONGS:
        return None
    return 100.0 * float(np.polyfit([s.done for s in steady], [megabytes(s) for s in steady], 1)[0])


def _document(
    options: Options,
    first: Run,
    second: Run,
    before: dict[TrackId, LedgerEntry],
    after: dict[TrackId, LedgerEntry],
    home: Path,
) -> dict[str, Any]:
    from engine.library import AnalysisState

    finished = {number: entry for number, entry in before.items() if entry.state is AnalysisState.DONE}
    done = [entry for entry in after.values() if entry.state is AnalysisState.DONE]
    peaks = [entry.peak_bytes for entry in done if entry.peak_bytes is not None]
    artifacts = home / "library" / "artifacts"
    seconds = first.seconds + second.seconds
    return {
        "songs": options.songs,
        "executor": options.executor,
        "seconds_per_song": options.seconds,
        "analysed": len(done),
        "failed": sum(entry.state is AnalysisState.FAILED for entry in after.values()),
        "wall_seconds": round(seconds, 1),
        "songs_per_minute": round(60.0 * len(after) / seconds, 2),
        "killed_after_songs": len(finished),
        "workers_alive_after_kill": first.orphans,
        "finished_songs_done_again": sum(after.get(number) != entry for number, entry in finished.items()),
        "exit_status_of_second_run": second.exit_status,
        "temporary_files_left": sum(1 for _ in artifacts.glob(".tmp-*"))
        + sum(1 for _ in artifacts.glob(".separating-*")),
        "peak_worker_mb": round(max(peaks, default=0) / 1e6, 1),
        "first_run": _memory(first),
        "second_run": _memory(second),
        "what_follows": what_follows(done, options, second),
    }


def what_follows(done: Sequence[LedgerEntry], options: Options, undisturbed: Run) -> dict[str, Any]:
    """From what songs took here, how long collections take: hours by workers, for songs of usual length.

    A song's time grows with its length (separation and analysis go through it once), so seconds of work per second of
    music are what carries over; what the machinery adds per song is taken from the wall clock of the undisturbed run.
    Assumed: all workers are as fast as these, songs lie where they are read without waiting, and nothing else is done.
    """
    took = [entry.seconds for entry in done if entry.seconds]
    num_workers = options.workers
    if not took or not num_workers or len(undisturbed.samples) < 2:
        return {}
    first, last = undisturbed.samples[0], undisturbed.samples[-1]
    num_last = last.done - first.done
    in_run = took[-num_last:] if num_last > 0 else took
    wall = (last.at - first.at) * num_workers / max(1, len(in_run))
    overhead = max(0.0, wall - float(np.mean(in_run)))
    work_per_second = float(np.mean(took)) / options.seconds
    song = work_per_second * _USUAL_SECONDS + overhead
    table = {
        f"{songs} songs": {f"{workers} workers": round(songs * song / workers / 3600.0, 1) for workers in _WORKERS}
        for songs in (1_000, 10_000, 100_000)
    }
    return {
        "work_seconds_per_second_of_music": round(work_per_second, 3),
        "machinery_seconds_per_song": round(overhead, 3),
        "assumed_song_seconds": _USUAL_SECONDS,
        "hours": table,
    }


def _memory(run: Run) -> dict[str, Any]:
    samples = run.samples
    document: dict[str, Any] = {"seconds": round(run.seconds, 1)}
    for name, megabytes in (
        ("command", lambda s: s.command_mb),
        ("largest_worker", lambda s: s.worker_mb),
        ("all_workers", lambda s: s.workers_mb),
    ):
        slope = slope_per_100_songs(samples, megabytes)
        document[f"{name}_peak_mb"] = round(max(map(megabytes, samples), default=0.0), 1)
        document[f"{name}_mb_per_100_songs"] = None if slope is None else round(slope, 2)
    return document
