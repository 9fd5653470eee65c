"""Job: take songs and folders of songs into the library.

The stages, each a small function: collect the files, leave out what is known and unchanged, examine the rest one by
one in child processes (``examine``, ``isolated``), hand each over to be recorded at once. Results are handed over in
the order of the sorted paths, whatever the order of their completion: so track ids do not depend on the number of
processes, and an import that was killed and taken up again ends like one that was not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.core.errors import AudioReadError, EngineError
from engine.core.track import Rights, TrackId
from engine.jobs.collect import Candidate, canonical, collect
from engine.jobs.examine import Examined, NoAudio, ToExamine, examine, peaks_key
from engine.jobs.isolated import Ending, Isolated, Isolation, isolated_map
from engine.whole_file import temporary_name

if TYPE_CHECKING:
    from engine.jobs.context import JobContext
    from engine.library import Library

PATIENCE_SECONDS = 28.0
"""Silence after which a file's examination is ended: longer than the 20 s after which the decoder gives up by itself
(``engine.audio.source``), shorter than the 30 s that a bad file may cost."""

_PATIENCE_SECONDS_PER_MEGABYTE = 0.25  # the longest step without a report hashes 12 GB from a 144 MB MP3 of ten hours
_MAX_CHILDREN = 4  # each holds a decoded song and its pyramid in memory
_COLLECTED, _RECORDED = 0.02, 1.0


class FailedFile(NamedTuple):
    """A file that could not be imported, and why."""

    path: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class ImportTracks:
    """Import files and folders.

    Args:
        paths: Songs, and folders that are searched for songs by content.
        rights: What the user states about all of them.
        recursive: Whether folders inside folders are searched.
    """

    paths: tuple[str, ...]
    rights: Rights = field(default_factory=Rights)
    recursive: bool = True


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the files.

    Args:
        imported: Recordings that are new in the library.
        duplicates: Files that hold a recording the library had already; they became further places of it.
        unchanged: Files that were known and not touched since.
        passed_over: Files that are no audio and that nobody took for audio.
        failed: Files that could not be heard, in the order of their paths.
    """

    imported: int = 0
    duplicates: int = 0
    unchanged: int = 0
    passed_over: int = 0
    failed: tuple[FailedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class FailedItem:
    """A failure on its way to the library. ``is_known_place``: there is something at that path to try again later."""

    file: FailedFile
    error_type: str
    is_known_place: bool = True


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file that is in the library now."""

    path: str
    track_id: TrackId
    is_new: bool


def run(spec: ImportTracks, context: JobContext) -> ImportReport:
    """Find, examine, hand over. What the library makes of it is filled in by ``conclude``."""
    found = collect(
        tuple(map(canonical, spec.paths)),
        recursive=spec.recursive,
        on_file=lambda n: context.progress(0.0, f"{n} files found"),
    )
    for folder, reason in found.unreadable:
        context.item(FailedItem(FailedFile(folder, reason, "Check the folder's permissions."), "OSError"))
    news = leave_out_unchanged(found.candidates, context)
    passed_over = 0
    files = with_built_folders(news, context)
    unclaimed = {file.path: file.built for file in files}
    try:
        for result in _examined(files, context):
            item = to_item(result)
            if item is None:
                passed_over += 1
                continue
            context.item(item)
            if isinstance(item, Examined):
                del unclaimed[item.path]
    finally:
        for built in unclaimed.values():
            shutil.rmtree(built, ignore_errors=True)
    return ImportReport(unchanged=len(found.candidates) - len(news), passed_over=passed_over)


def leave_out_unchanged(candidates: Sequence[Candidate], context: JobContext) -> list[Candidate]:
    """The files that are new, or have another size or time than when they were imported."""
    tracks = context.read_library().tracks
    news = []
    for number, candidate in enumerate(candidates):
        context.progress(_COLLECTED * number / len(candidates), "looking for changes")
        if not tracks.known_unchanged(Path(candidate.path)):
            news.append(candidate)
    return news


def with_built_folders(candidates: Iterable[Candidate], context: JobContext) -> list[ToExamine]:
    """Give each file the name of a folder for its artifact.

    The name carries this process and not the child, so that nobody takes it for a dead child's leftover while it waits
    to be recorded.
    """
    root = context.artifacts_folder
    hours = context.settings.audio.max_hours
    return [
        ToExamine(one.path, one.size_bytes, one.is_meant, str(root / temporary_name()), hours) for one in candidates
    ]


def _examined(files: Sequence[ToExamine], context: JobContext) -> Iterator[Isolated[ToExamine]]:
    sizes = [max(1, file.size_bytes) for file in files]
    total = sum(sizes)
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)

    def on_wait(num_done: float) -> None:
        whole = min(int(num_done), len(files) - 1)
        done = starts[whole] + (num_done - whole) * sizes[whole]
        context.progress(
            _COLLECTED + (_RECORDED - _COLLECTED) * done / total,
            f"{whole} of {len(files)}: {Path(files[whole].path).name}",
        )

    isolation = Isolation(examine, num_children(context), patience, context.paths.logs)
    yield from isolated_map(isolation, files, on_wait=on_wait)


def num_children(context: JobContext) -> int:
    """How many files are examined at a time."""
    return context.settings.jobs.cpu_workers or min(_MAX_CHILDREN, max(1, (os.cpu_count() or 1) // 2))


def patience(file: ToExamine) -> float:
    """Seconds of silence after which the examination of a file is ended."""
    return PATIENCE_SECONDS + file.size_bytes / 1e6 * _PATIENCE_SECONDS_PER_MEGABYTE


def to_item(result: Isolated[ToExamine]) -> Examined | FailedItem | None:
    """What is to be recorded of a file; None if it is no audio and was not meant to be."""
    path = result.item.path
    hint = "Leave this file out, or export it again from its source as WAV or FLAC."
    if result.ending is Ending.CRASHED:
        return FailedItem(FailedFile(path, "reading it crashed the decoder, twice", hint), "WorkerDied")
    if result.ending is Ending.HUNG or result.outcome is None:
        return FailedItem(FailedFile(path, "reading it takes for ever", hint), "Timeout")
    if result.outcome.error is not None:
        return _failed(path, result.outcome.error)
    examined: Examined | NoAudio = result.outcome.result
    return None if isinstance(examined, NoAudio) else examined


def _failed(path: str, error: EngineError) -> FailedItem:
    reason = error.reason if isinstance(error, AudioReadError) else str(error)
    return FailedItem(FailedFile(path, reason, error.hint), type(error).__name__, os.path.lexists(path))


def record_item(spec: ImportTracks, item: Examined | FailedItem, library: Library) -> RecordedFile | FailedFile:
    """Write one file's rows, inside a transaction: after a crash it is in the library wholly or not at all."""
    from engine.library import FileStamp

    if isinstance(item, FailedItem):
        if item.is_known_place:  # a name that was mistyped is told, not kept
            library.failures.record(Path(item.file.path), item.error_type, item.file.reason, item.file.hint)
        return item.file
    stamp = FileStamp(item.size_bytes, item.mtime_ns)
    try:
        added = library.tracks.add(Path(item.path), item.fingerprint, item.info, item.tags, spec.rights, stamp=stamp)
        library.artifacts.adopt(peaks_key(item.fingerprint), Path(item.built))
    finally:
        shutil.rmtree(item.built, ignore_errors=True)
    return RecordedFile(item.path, added.track.id, added.is_new)


def record(_spec: ImportTracks, _result: ImportReport, _library: Library) -> None:
    """Every file was recorded when it was done."""


def conclude(result: ImportReport, recorded: Sequence[RecordedFile | FailedFile]) -> ImportReport:
    """The report with what the library has said to each file."""
    files = [item for item in recorded if isinstance(item, RecordedFile)]
    num_new = sum(file.is_new for file in files)
    failed = tuple(item for item in recorded if isinstance(item, FailedFile))
    return replace(result, imported=num_new, duplicates=len(files) - num_new, failed=failed)
