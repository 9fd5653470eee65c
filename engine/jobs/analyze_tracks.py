"""Job: analyse recordings of the library, each in a process of its own kind, hundreds in a row.

What is to do stands in the library's analysis ledger (``ask_for``). A song is leased before it is begun and closed in
the transaction that keeps its analysis, so that ``kill -9`` at any moment loses at most the songs in hand, and of those
only what their separation had not yet put on disk. A song that crashes its process or takes too long is failed with a
sentence, and the others go on. Which processes do the work is an ``Executor``'s business.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import EngineError
from engine.core.track import TrackId
from engine.jobs.executor import Ending, Executor, Finished, Submitted, Task, Work, run_all
from engine.jobs.hear_song import HeardSong, SongToHear, hear, hear_apart
from engine.jobs.song import SeparationOptions
from engine.jobs.song_analysis import engine_name
from engine.settings import AnalysisSettings

if TYPE_CHECKING:
    from engine.core.track import Track
    from engine.jobs.context import JobContext
    from engine.library import Library

_BASE_TIMEOUT_SECONDS = 600.0
_TIMEOUT_PER_SECOND = 20.0
"""The embedded separator and the analysis take about one and a half seconds per second of music on one slow core; ten
times that, and ten minutes for a machine that is busy with something else, is a hang."""
_GB_PER_WORKER = 2.0  # a song of ten minutes peaks at 0.8 GB, its networks and libraries add as much
_HINT = "The other songs are not affected. Try it again with: aurax library analyze --retry"


@dataclass(frozen=True, slots=True)
class AnalyzeTracks:
    """Analyse what the ledger asks for.

    Args:
        paths: Only recordings that lie at or below these; all if empty.
        options: How to separate.
        num_workers: Songs at a time; 0 for what the machine can bear.
        timeout_seconds: What a song may take; 0 for ten minutes and twenty times its length.
        executor: ``local`` for processes of this machine, ``dask`` for dask.distributed.
        scheduler: Address of a dask cluster; empty for one of our own on this machine.
    """

    paths: tuple[str, ...] = ()
    options: SeparationOptions = field(default_factory=SeparationOptions)
    num_workers: int = 0
    timeout_seconds: float = 0.0
    executor: str = "local"
    scheduler: str = ""


@dataclass(frozen=True, slots=True)
class LeasedSong:
    """A song that is being begun."""

    track_id: TrackId


@dataclass(frozen=True, slots=True)
class FailedSong:
    """A song that could not be analysed, and why."""

    track_id: TrackId
    path: str
    reason: str
    hint: str
    error_type: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """What became of the songs. ``elsewhere``: those that another running program has in hand."""

    analysed: int = 0
    failed: tuple[FailedSong, ...] = ()
    elsewhere: int = 0


def run(spec: AnalyzeTracks, context: JobContext) -> AnalysisReport:
    """Give every song that is asked for to worker processes, and hand over what comes back.

    Raises:
        UnknownModel: If no separator has that id.
        ModelNotInstalled: If its weights are not on this machine. Nothing is begun then.
        WorkerDied: If worker processes do not even start.
        UserError: If no cluster answers at ``spec.scheduler``.
    """
    from engine.separation.registry import revision_of

    revision_of(spec.options.model, spec.options.setup(context.paths.models))
    return run_on(open_executor(spec, context), spec, context, work=hear_apart if spec.scheduler else hear)


def open_executor(spec: AnalyzeTracks, context: JobContext) -> Executor:
    """Where the songs are analysed."""
    num_workers = spec.num_workers or default_workers(context.settings.jobs.cpu_workers)
    threads = max(1, (os.cpu_count() or 1) // num_workers)
    if spec.executor == "dask":
        from engine.jobs.executor_dask import DaskExecutor, DaskOptions

        width = spec.num_workers if spec.scheduler else num_workers
        return DaskExecutor(DaskOptions(context.paths.logs, spec.scheduler, width, threads))
    from engine.jobs.executor_pebble import PebbleExecutor, PebbleOptions

    return PebbleExecutor(PebbleOptions(num_workers, context.paths.logs, num_threads=threads))


def default_workers(setting: int) -> int:
    """Songs at a time: the user's setting, else one per core as far as the free memory goes."""
    import psutil

    by_memory = int(psutil.virtual_memory().available / (_GB_PER_WORKER * 1e9))
    return setting or max(1, min(os.cpu_count() or 1, by_memory))


def run_on(executor: Executor, spec: AnalyzeTracks, context: JobContext, *, work: Work) -> AnalysisReport:
    """The job on any executor and with any work; closes the executor."""
    songs, num_elsewhere = _to_do(spec, context)
    progress = _Progress(context, {str(track_id): duration for track_id, duration in songs.items()})
    tasks = (task for track_id in songs if (task := _task(track_id, spec, context, work)) is not None)
    with contextlib.closing(executor):
        for finished in run_all(
            executor,
            tasks,
            on_give=lambda task: context.item(LeasedSong(TrackId(int(task.key)))),
            on_wait=progress.show,
        ):
            progress.done(finished.task.key)
            _remove_spool(finished, context)
            context.item(to_item(finished, progress.seconds_of(finished.task.key)))
    return AnalysisReport(elsewhere=num_elsewhere)


def _to_do(spec: AnalyzeTracks, context: JobContext) -> tuple[dict[TrackId, float], int]:
    """The tracks to analyse with their lengths in seconds, and the number of those in other hands.

    Songs that were in hand when a run was killed come last: if one of them was what killed it, the others are done.
    """
    from engine.library import AnalysisState

    library = context.read_library()
    entries = library.analysis_ledger.all()
    ours = {os.getpid(), os.getppid()}  # the library's rows are written here, or by the program this is a worker of
    todo: list[tuple[int, TrackId, float]] = []
    num_elsewhere = 0
    for track in tracks_at(spec.paths, library):
        entry = entries.get(track.id)
        if entry is None:
            continue
        if entry.is_open or (entry.owner is not None and entry.owner.pid in ours):
            todo.append((entry.attempts, track.id, max(1.0, track.info.duration)))
        elif entry.state is AnalysisState.LEASED:
            num_elsewhere += 1
    return {track_id: duration for _, track_id, duration in sorted(todo)}, num_elsewhere


def tracks_at(paths: Sequence[str], library: Library) -> Iterator[Track]:
    """The recordings at or below these paths, each once; all where none is named."""
    if not paths:
        yield from library.tracks.all()
        return
    seen: set[TrackId] = set()
    for path in map(Path, paths):
        here = library.tracks.by_path(path)
        for track in [here] if here else library.tracks.under(path):
            if track.id not in seen:
                seen.add(track.id)
                yield track


def place_of(track: Track, library: Library) -> str | None:
    """Where the recording can be read now; None if its files are gone or their drive is."""
    if track.path and Path(track.path).exists():
        return track.path
    places = [location.path for location in library.tracks.locations(track.id)]
    return next((path for path in places if Path(path).exists()), None)


def _task(track_id: TrackId, spec: AnalyzeTracks, context: JobContext, work: Work) -> Task | None:
    """The song as a task; None if the user has removed it meanwhile."""
    track = context.read_library().tracks.get(track_id)
    if track is None:
        return None
    song = SongToHear(
        track.id,
        place_of(track, context.read_library()) or track.path,
        track.fingerprint,
        spec.options,
        str(context.artifacts_folder),
        str(context.paths.models),
        context.settings.audio.max_hours,
        context.settings.analysis,
    )
    seconds = spec.timeout_seconds or _BASE_TIMEOUT_SECONDS + _TIMEOUT_PER_SECOND * track.info.duration
    return Task(str(track.id), work, song, timeout_seconds=seconds)


@dataclass(slots=True)
class _Progress:
    """How far the batch is, by the length of the songs: a mix of an hour takes longer than a loop."""

    context: JobContext
    durations: dict[str, float]
    total: float = field(init=False)
    finished: float = 0.0
    num_done: int = 0
    begun: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.total = sum(self.durations.values())

    def done(self, key: str) -> None:
        self.finished += self.durations[key]
        self.num_done += 1

    def show(self, _num_done: int, running: Sequence[Submitted]) -> None:
        now = time.monotonic()
        for submitted in running:
            if submitted.fraction() > 0.0:
                self.begun.setdefault(submitted.task.key, now)
        part = sum(submitted.fraction() * self.durations[submitted.task.key] for submitted in running)
        stage = f"{self.num_done} of {len(self.durations)} songs analysed"
        self.context.progress((self.finished + part) / self.total, stage)

    def seconds_of(self, key: str) -> float:
        """How long a song has been in hand."""
        return time.monotonic() - self.begun.pop(key, time.monotonic())


def _remove_spool(finished: Finished, context: JobContext) -> None:
    """Of a process that was ended for good nobody takes the half-made stems up."""
    from engine.jobs.stem_spool import remove_spools_of

    process = finished.end.process
    if finished.end.ending in (Ending.LOST, Ending.TIMED_OUT) and process is not None:
        remove_spools_of(process, context.artifacts_folder)


def to_item(finished: Finished, seconds: float) -> HeardSong | FailedSong:
    """What is to be recorded of a song."""
    song: SongToHear = finished.task.argument
    fail = _Failure(song, round(seconds, 3))
    end = finished.end
    if end.ending is Ending.TIMED_OUT:
        return fail(f"analysing it took longer than {_span(finished.task.timeout_seconds)} and was ended", "Timeout")
    if end.ending is Ending.LOST:
        code = "" if end.exit_code is None else f" (exit code {end.exit_code})"
        return fail(f"analysing it crashed its process, {_times(finished.num_attempts)}{code}", "WorkerDied")
    if end.outcome is None:
        return fail("its analysis was cancelled", "Cancelled")
    if end.outcome.error is not None:
        return fail.by(end.outcome.error)
    heard: HeardSong = end.outcome.result
    return heard


def _span(seconds: float | None) -> str:
    seconds = seconds or 0.0
    return f"{seconds:.0f} seconds" if seconds < 120.0 else f"{seconds / 60.0:.0f} minutes"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


@dataclass(frozen=True, slots=True)
class _Failure:
    song: SongToHear
    seconds: float

    def __call__(self, reason: str, error_type: str, hint: str = _HINT) -> FailedSong:
        return FailedSong(self.song.track_id, self.song.path, reason, hint, error_type, self.seconds)

    def by(self, error: EngineError) -> FailedSong:
        reason = getattr(error, "reason", None) or str(error)
        return self(reason, type(error).__name__, error.hint)


def ask_for(
    paths: Sequence[str],
    library: Library,
    *,
    again: bool = False,
    retry: bool = False,
    choices: AnalysisSettings | None = None,
) -> tuple[int, tuple[TrackId, ...]]:
    """Enter into the ledger what can be read and is not analysed by this version with these choices.

    Returns how many songs wait, and which have failed before and are left alone.

    Args:
        paths: Only recordings at or below these; all if empty.
        library: The open collection.
        again: Also what is analysed.
        retry: Also what has failed.
        choices: What the user chose for the analysis; None for the defaults.
    """
    from engine.library import AnalysisState

    engine = engine_name(choices or AnalysisSettings())
    summaries, entries = library.analyses.summaries(), library.analysis_ledger.all()
    asked: list[TrackId] = []
    failed: list[TrackId] = []
    num_in_hand = 0
    for track in tracks_at(paths, library):
        summary, entry = summaries.get(track.id), entries.get(track.id)
        state = entry.state if entry is not None and entry.engine == engine else None
        is_done = summary is not None and (summary.engine == engine or state is AnalysisState.DONE)
        if state in (AnalysisState.WAITING, AnalysisState.LEASED):
            num_in_hand += 1
        elif state is AnalysisState.FAILED and not (retry or again):
            failed.append(track.id)
        elif (again or not is_done or state is AnalysisState.FAILED) and place_of(track, library) is not None:
            asked.append(track.id)
    library.analysis_ledger.ask(asked, engine)
    return num_in_hand + len(asked), tuple(failed)


def record_item(
    _spec: AnalyzeTracks, item: LeasedSong | HeardSong | FailedSong, library: Library
) -> HeardSong | FailedSong | TrackId | None:
    """Write one song's rows, inside a transaction: after a crash it is analysed wholly or not at all."""
    from engine.core.codec import encode_json

    ledger = library.analysis_ledger
    if isinstance(item, LeasedSong):
        ledger.lease(item.track_id)
        return None
    if isinstance(item, FailedSong):
        document = {"type": item.error_type, "message": item.reason, "hint": item.hint}
        ledger.close(item.track_id, seconds=item.seconds, error_json=encode_json(document))
        return item
    if library.tracks.get(item.track_id) is None:  # removed by the user meanwhile
        return None
    library.analyses.put(item.track_id, item.analysis)
    ledger.close(item.track_id, seconds=item.seconds, peak_bytes=item.peak_bytes)
    return item.track_id


def record(_spec: AnalyzeTracks, _result: AnalysisReport, _library: Library) -> None:
    """Every song was recorded when it was done."""


def conclude(result: AnalysisReport, recorded: Sequence[FailedSong | TrackId | None]) -> AnalysisReport:
    """The report with what became of each song."""
    failed = tuple(item for item in recorded if isinstance(item, FailedSong))
    return replace(result, analysed=sum(isinstance(item, int) for item in recorded), failed=failed)
