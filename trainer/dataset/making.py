"""Carry a plan out: every song once, in worker processes, and ``kill -9`` at any moment costs the songs in hand.

``v1.making/plan.json`` is written first and decides everything. Songs are prepared on any ``Executor``; each appears
whole. When all are there the tables are written, everything is hashed, and the folder takes its name: from then on it
never changes. The same command goes on where it was stopped; what it makes is the same as if it never had been.
"""

from __future__ import annotations

import contextlib
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.track import TrackId
from engine.jobs.executor import Ending, Executor, Finished, Submitted, Task, run_all
from engine.whole_file import remove_temporaries, sync_folder, write_bytes
from trainer.dataset.assemble import assemble
from trainer.dataset.manifest import make_manifest, make_read_only, write_manifest
from trainer.dataset.plan import DatasetOptions, Excluded, Plan, PlannedSong
from trainer.dataset.planning import analysis_hash
from trainer.dataset.prepare import PreparedSong, SongToPrepare, is_prepared, prepare
from trainer.dataset.restating import is_restated, restate
from trainer.dataset.store import DATASET_FILE, StoredDataset, making_folder, open_dataset, version_folder, versions
from trainer.dataset.taking_over import places_of, take_over

if TYPE_CHECKING:
    from engine.library import Library
    from engine.paths import Paths

PLAN_FILE = "plan.json"
FAILED_FILE = "failed.json"
MADE_FILE = "made.json"
LOCK_FILE = "making.lock"
_BASE_TIMEOUT = 600.0
_TIMEOUT_PER_SECOND = 20.0  # as for the analysis: ten times what one slow core takes is a hang
_PREPARED, _ASSEMBLED = 0.96, 0.97
_FLAC_SHARE, _STEMS_OF_MIX = 0.75, 2.5  # 0.71 and 2.4 measured
_FEW_FAILURES = 0.1  # of the songs: more than that is no matter of single files

Tell = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Making:
    """Where and with what a data set is made.

    Args:
        root: Folder of data sets.
        paths: The studio's folders.
        max_hours: Longer recordings are refused.
        tell: Progress, 0–1, and the stage in words; may raise to stop.
        on_song: Told of each song that is done or has failed: its name and, where it failed, why.
        allows_failures: Finish even where many songs could not be prepared.
        is_elsewhere: Workers are on other machines: they see songs and data sets by the same paths, and use disks of
            their own for what is temporary.
    """

    root: Path
    paths: Paths
    max_hours: float
    tell: Tell = lambda _fraction, _stage: None
    on_song: Callable[[str, str], None] = lambda _name, _why: None
    allows_failures: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class MadeDataset:
    """A finished data set, and whether this run has made it (or it was there already)."""

    dataset: StoredDataset
    is_new: bool
    num_prepared: int
    seconds: float


def make_dataset(plan: Plan, making: Making, library: Library, executor: Executor) -> MadeDataset:
    """Make a plan's data set, or go on with it; closes the executor.

    Raises:
        UserError: If another program is at it, the disk has no room, or so many songs fail that something else must be
            wrong.
        JobCancelled: If ``tell`` raises it; what is done stays.
    """
    started = time.monotonic()
    with contextlib.closing(executor):
        if (same := _finished_already(plan, making.root)) is not None:
            return MadeDataset(same, is_new=False, num_prepared=0, seconds=0.0)
        folder = making_folder(making.root, plan.name)
        with alone(folder.parent):
            making.tell(0.0, "looking at what is there")
            _begin(folder, plan, making.root)
            require_room(folder, plan)
            num_prepared = _prepare_all(folder, plan, making, library, executor)
            done = _without_failed(folder, plan)
            _check_failures(folder, plan, making)
            making.tell(_PREPARED, "writing tables")
            document = assemble(folder, done)
            if not document["num_segments"]:
                hint = "See why in excluded.json, or ask for shorter segments with --seconds."
                raise UserError("No song gave a segment", hint)
            document["plan_sha256"] = plan.sha256  # of what was asked for, failures or not: it is known again by that
            dataset = finish(folder, document, making.root, tell=making.tell, seconds=time.monotonic() - started)
    return MadeDataset(dataset, is_new=True, num_prepared=num_prepared, seconds=time.monotonic() - started)


def _finished_already(plan: Plan, root: Path) -> StoredDataset | None:
    """The newest version, where it was made from the very same plan."""
    there = versions(root, plan.name)
    if not there:
        return None
    newest = open_dataset(root, f"{plan.name}/v{there[-1]}")
    return newest if newest.document.get("plan_sha256") == plan.sha256 else None


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One program makes a data set at a time; the lock goes with the process, however it ends.

    Raises:
        UserError: If another one is at it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("ab") as opened:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(opened.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UserError(
                f"Another program is making {folder.name} at this moment", "Wait until it has ended."
            ) from error
        yield


def _begin(folder: Path, plan: Plan, root: Path) -> None:
    """Write the plan, or find it. A plan that differs begins anew: prepared songs that it shares are kept.

    So are songs of the last finished version.
    """
    remove_temporaries(folder, recursive=True)
    (folder / FAILED_FILE).unlink(missing_ok=True)  # what failed is tried again: a disk may have been full
    before = stored_plan(folder)
    if before is not None and before.sha256 == plan.sha256:
        return
    if before is not None:
        _keep_shared(folder, before, plan)
    if (older := last_plan(root, plan.name)) is not None:
        take_over(version_folder(root, plan.name, versions(root, plan.name)[-1]), older, folder, plan)
    write_bytes(folder / PLAN_FILE, encode_json(plan, indent=1) + b"\n")


def bytes_needed(songs: Sequence[PlannedSong], options: DatasetOptions) -> float:
    """What songs will take on the disk, rather too much: FLAC by what was measured, WAV exactly."""
    pcm = sum(song.duration for song in songs) * options.sample_rate * options.channels * 2
    coded = pcm * (_FLAC_SHARE if options.format == "flac" else 1.0)
    return coded * (1.0 + (_STEMS_OF_MIX if options.format == "flac" else options.stems) * (options.stems > 0))


def require_room(folder: Path, plan: Plan) -> None:
    """Refuse at once what the disk cannot take; songs that are there already count as written.

    Raises:
        UserError: With what is needed and what is free.
    """
    import shutil

    needed = bytes_needed([song for song in plan.songs if not is_prepared(folder, song)], plan.options)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise UserError(
            f"The data set needs about {needed / 1e9:.1f} GB more, and {free / 1e9:.1f} GB are free",
            "Free some space, choose another disk with --datasets, or leave the stems out with --stems 0.",
        )


def stored_plan(folder: Path) -> Plan | None:
    """The plan of a data set that is in the making, or of a finished one."""
    try:
        return decode_json((folder / PLAN_FILE).read_bytes(), Plan)
    except (OSError, msgspec.MsgspecError):
        return None


def last_plan(root: Path, name: str) -> Plan | None:
    """The plan of the newest finished version; None where there is none, or none that can be read."""
    there = versions(root, name)
    return stored_plan(version_folder(root, name, there[-1])) if there else None


def _keep_shared(folder: Path, before: Plan, plan: Plan) -> None:
    """Remove what the new plan would make otherwise; where only statements differ, the papers are written anew."""
    import shutil

    same_way = before.options == plan.options and before.engine == plan.engine
    wanted = {song.name: song for song in plan.songs} if same_way else {}
    for song in before.songs:
        now = wanted.get(song.name)
        if now == song or (now is not None and is_restated(song, now) and _is_kept(folder, now)):
            continue
        for place in reversed(places_of(song)):
            shutil.rmtree(folder / place, ignore_errors=True)


def _is_kept(folder: Path, song: PlannedSong) -> bool:
    return is_prepared(folder, song) and restate(folder, song)


def _prepare_all(folder: Path, plan: Plan, making: Making, library: Library, executor: Executor) -> int:
    failed: dict[str, str] = {}
    missing = [song for song in plan.songs if not is_prepared(folder, song)]
    progress = _Progress(making, plan.songs, missing)
    scratch = making.paths.cache / "datasets"
    scratch.mkdir(parents=True, exist_ok=True)
    remove_temporaries(scratch)  # a killed run's, also where no song is left to be prepared
    by_key = {song.name: song for song in missing}
    tasks = _tasks(missing, folder, scratch, plan, making, library, failed)
    num_prepared = 0
    for finished in run_all(executor, tasks, on_wait=progress.show):
        song = by_key[finished.task.key]
        why = _why(finished)
        if why:
            failed[song.name] = why
            write_bytes(folder / FAILED_FILE, encode_json(dict(sorted(failed.items())), indent=1) + b"\n")
        num_prepared += not why
        progress.done(song)
        making.on_song(song.name, why)
    return num_prepared


def _tasks(
    songs: Sequence[PlannedSong],
    folder: Path,
    scratch: Path,
    plan: Plan,
    making: Making,
    library: Library,
    failed: dict[str, str],
) -> Iterator[Task]:
    """A task for each song; of one that cannot be given to anybody it is told why."""
    for song in songs:
        argument = _argument(song, folder, scratch, plan, making, library)
        if isinstance(argument, str):
            failed[song.name] = argument
            write_bytes(folder / FAILED_FILE, encode_json(dict(sorted(failed.items())), indent=1) + b"\n")
            making.on_song(song.name, argument)
            continue
        yield Task(song.name, prepare, argument, timeout_seconds=_BASE_TIMEOUT + _TIMEOUT_PER_SECOND * song.duration)


def _argument(
    song: PlannedSong, folder: Path, scratch: Path, plan: Plan, making: Making, library: Library
) -> SongToPrepare | str:
    from engine.jobs.analyze_tracks import place_of

    track = library.tracks.get(TrackId(song.track_id))
    analysis = library.analyses.get(TrackId(song.track_id))
    if track is None or track.fingerprint != song.fingerprint or analysis is None:
        return "it is no longer in the library"
    if analysis_hash(analysis) != song.analysis_sha256:
        raise UserError(
            "The library has analysed songs anew since this data set was begun",
            f"Remove {folder} and give the same command again: what is made then rests on one analysis.",
        )
    path = place_of(track, library)
    if path is None:
        return "its file is not there"
    separation = library.separations.get(track.id, plan.options.model)
    artifact = library.artifacts.get(separation.artifact_key) if separation is not None else None
    return SongToPrepare(
        song=song,
        path=path,
        analysis=analysis,
        score=library.scores.get(plan.options.profile, track_id=track.id),
        stems_in=str(artifact.folder) if artifact is not None else "",
        options=plan.options,
        folder=str(folder),
        scratch="" if making.is_elsewhere else str(scratch),
        models=str(making.paths.models),
        home=str(making.paths.home),
        max_hours=making.max_hours,
    )


def _why(finished: Finished) -> str:
    """Why a song could not be prepared; empty where it could."""
    end = finished.end
    if end.ending is Ending.TIMED_OUT:
        return f"preparing it took longer than {finished.task.timeout_seconds or 0.0:.0f} s and was ended"
    if end.ending is Ending.LOST:
        return f"preparing it crashed its process, {finished.num_attempts} times"
    if end.outcome is None:
        return "its preparation was cancelled"
    if end.outcome.error is not None:
        return str(end.outcome.error)
    assert isinstance(end.outcome.result, PreparedSong)
    return ""


@dataclass(slots=True)
class _Progress:
    """How far it is, by the length of the songs."""

    making: Making
    songs: Sequence[PlannedSong]
    missing: Sequence[PlannedSong]
    finished: float = 0.0
    num_done: int = 0
    durations: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.durations = {song.name: song.duration for song in self.missing}
        self.num_done = len(self.songs) - len(self.missing)

    def done(self, song: PlannedSong) -> None:
        self.finished += song.duration
        self.num_done += 1

    def show(self, _num_done: int, running: Sequence[Submitted]) -> None:
        """Of what this run has to do, so that the time left is right for a run that goes on."""
        part = sum(one.fraction() * self.durations[one.task.key] for one in running)
        share = (self.finished + part) / max(sum(self.durations.values()), 1e-9)
        self.making.tell(_PREPARED * min(1.0, share), f"{self.num_done} of {len(self.songs)} songs")


def _failed(folder: Path) -> dict[str, str]:
    try:
        return decode_json((folder / FAILED_FILE).read_bytes(), dict[str, str])
    except (OSError, msgspec.MsgspecError):
        return {}


def _without_failed(folder: Path, plan: Plan) -> Plan:
    """The plan as far as it could be carried out; the rest is excluded, with the reason."""
    failed = _failed(folder)
    more = tuple(
        Excluded(path="", title=song.name, fingerprint=song.fingerprint, reasons=(failed[song.name],))
        for song in plan.songs
        if song.name in failed
    )
    songs = tuple(song for song in plan.songs if song.name not in failed)
    return replace(plan, songs=songs, excluded=(*plan.excluded, *more))


def _check_failures(folder: Path, plan: Plan, making: Making) -> None:
    failed = _failed(folder)
    if making.allows_failures or len(failed) <= max(1.0, _FEW_FAILURES * len(plan.songs)):
        return
    name, why = next(iter(failed.items()))
    raise UserError(
        f"{len(failed)} of {len(plan.songs)} songs could not be prepared, the first ({name}) because: {why}",
        "Mend that and give the same command again: what is done is kept. --allow-failures leaves them out.",
    )


def finish(folder: Path, document: dict[str, Any], root: Path, *, tell: Tell, seconds: float) -> StoredDataset:
    """Describe, hash, take away the permission to write, and give a data set that is in the making its name.

    Args:
        folder: ``v1.making`` or the like.
        document: What ``dataset.json`` says.
        root: Folder of data sets.
        tell: Progress.
        seconds: What this run took.
    """
    write_bytes(folder / DATASET_FILE, encode_json(document, indent=1) + b"\n")
    remove_temporaries(folder, recursive=True)
    manifest = make_manifest(folder, report=lambda done: tell(_ASSEMBLED + (1.0 - _ASSEMBLED) * 0.99 * done, "hashing"))
    made = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": platform.machine(),
        "seconds_of_last_run": round(seconds, 1),
    }
    write_bytes(folder / MADE_FILE, encode_json(made, indent=1) + b"\n")
    write_manifest(folder, manifest)
    make_read_only(folder)
    target = folder.with_suffix("")
    folder.replace(target)
    sync_folder(target.parent)
    return open_dataset(root, str(target))
