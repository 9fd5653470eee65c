"""One song of a batch, from file to analysis, as a function that a worker process is given. Nothing is kept on disk."""

from __future__ import annotations

import platform
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.core.jobs import Report, part_of
from engine.core.track import TrackId
from engine.jobs.song import SeparationOptions
from engine.settings import AnalysisSettings

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.jobs.song import Song

_COPIES_IN_MEMORY = 5.0  # as in open_song: song and stems lie on disk
_READ, _SEPARATED = 0.04, 0.6  # shares of the progress


@dataclass(frozen=True, slots=True)
class SongToHear:
    """All that a worker needs to know of a song."""

    track_id: TrackId
    path: str
    fingerprint: str
    options: SeparationOptions
    artifacts: str
    models: str
    max_hours: float
    choices: AnalysisSettings = field(default_factory=AnalysisSettings)


@dataclass(frozen=True, slots=True)
class HeardSong:
    """A song's analysis on its way to the library, with what it took."""

    track_id: TrackId
    analysis: Analysis
    seconds: float
    peak_bytes: int | None


def hear(song: SongToHear, report: Report) -> HeardSong:
    """Unpack, separate and analyse one song; its stems are used and not kept.

    Raises:
        AudioReadError: If it cannot be heard.
        UserError: If it is no longer the recording that was imported, or there is no room.
    """
    from engine.jobs.separating import unpacked_song
    from engine.jobs.song import require_memory

    started = time.perf_counter()
    with unpacked_song(
        Path(song.path),
        Path(song.artifacts),
        max_hours=song.max_hours,
        check=lambda info: require_memory(info.duration, info.sample_rate, copies=_COPIES_IN_MEMORY),
        report=part_of(report, 0.0, _READ),
    ) as unpacked:
        if unpacked.fingerprint != song.fingerprint:
            raise UserError(
                f"{song.path} is no longer the recording that was imported",
                "Have the library look again with: aurax library rescan",
            )
        analysis = _analysis_of(song, unpacked, report)
    report(1.0)
    return HeardSong(song.track_id, analysis, round(time.perf_counter() - started, 3), peak_bytes())


def hear_apart(song: SongToHear, report: Report) -> HeardSong:
    """``hear`` on another machine: what is scratch goes to that machine's own disk, not to the library's share.

    Raises:
        AudioReadError, UserError: As ``hear``; also if the song is not at its path there.
    """
    import tempfile

    if not Path(song.path).exists():
        raise UserError(
            f"{song.path} cannot be seen on the machine {platform.node()}",
            "Every machine of the cluster needs the songs and the model files under the same paths.",
        )
    scratch = Path(tempfile.gettempdir()) / "aurax-songs"
    return hear(replace(song, artifacts=str(scratch)), report)


def _analysis_of(song: SongToHear, unpacked: Song, report: Report) -> Analysis:
    from engine.jobs.known_song import known_song
    from engine.jobs.separating import separated_on_disk
    from engine.jobs.song_analysis import analyse_song

    known = known_song(unpacked)
    if known is not None:
        return known.analysis
    rest = part_of(report, _SEPARATED, 1.0)
    with separated_on_disk(
        unpacked,
        song.options,
        Path(song.artifacts),
        models_folder=Path(song.models),
        report=part_of(report, _READ, _SEPARATED),
    ) as separated:
        return analyse_song(
            unpacked,
            separated.stems,
            report=lambda fraction, _stage: rest(fraction),
            choices=song.choices,
            models_folder=Path(song.models),
        ).analysis


def peak_bytes() -> int | None:
    """The most memory this process has ever held; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        import psutil

        peak = getattr(psutil.Process().memory_info(), "peak_wset", None)
        return None if peak is None else int(peak)
    import sys

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # kilobytes on Linux
