"""What an import learns of one file, in a child process: identity, what it is, its tags, its waveform."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.jobs import part_of
from engine.core.track import AudioInfo, Tags

if TYPE_CHECKING:
    from engine.core.audio import Audio

PEAKS_FILE = "mixture.peaks.npz"
_PEAKS_VERSION = 1  # of the pyramid's layout (engine.audio.peaks); another one makes other artifacts


@dataclass(frozen=True, slots=True)
class ToExamine:
    """A file, and how to look at it.

    Args:
        path: Where it lies.
        size_bytes: Its size when it was found.
        is_meant: Whether its user takes it for audio.
        built: A folder that does not exist yet, for its waveform pyramid.
        max_hours: Longest recording that is read.
    """

    path: str
    size_bytes: int
    is_meant: bool
    built: str
    max_hours: float


@dataclass(frozen=True, slots=True)
class Examined:
    """All that the library keeps of a file. ``size_bytes`` and ``mtime_ns`` are of before it was read."""

    path: str
    fingerprint: str
    info: AudioInfo
    tags: Tags
    size_bytes: int
    mtime_ns: int
    built: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoAudio:
    """A file that nobody took for audio, and that is none."""

    path: str


def peaks_key(fingerprint: str) -> str:
    """Key of the artifact that holds a recording's waveform pyramid, in its file ``PEAKS_FILE``."""
    from engine.library import artifact_key

    return artifact_key("peaks", {"fingerprint": fingerprint, "version": _PEAKS_VERSION})


def examine(file: ToExamine, report: Callable[[float], None]) -> Examined | NoAudio:
    """Decode once and measure everything from that. The file is opened for reading only.

    Raises:
        AudioReadError: If it is taken for audio and cannot be heard.
    """
    from engine.audio.files import read_with_notes
    from engine.audio.fingerprint import fingerprint
    from engine.audio.source import open_source
    from engine.audio.tags import read_tags

    path = Path(file.path)
    if not file.is_meant and not _is_audio(path):
        return NoAudio(file.path)
    with open_source(path):  # says in words what is wrong with the path
        status = path.stat()
    recording = read_with_notes(path, max_hours=file.max_hours, report=part_of(report, 0.0, 0.7))
    identity = fingerprint(recording.audio)
    report(0.85)
    tags = read_tags(path)
    _build_peaks(recording.audio, Path(file.built))
    return Examined(
        file.path, identity, recording.info, tags, status.st_size, status.st_mtime_ns, file.built, recording.notes
    )


def _is_audio(path: Path) -> bool:
    from engine.audio.formats import identify
    from engine.audio.source import open_source
    from engine.core.errors import AudioReadError

    try:
        with open_source(path) as source:
            identify(source)
    except AudioReadError:
        return False
    return True


def _build_peaks(audio: Audio, built: Path) -> None:
    from engine.audio.peaks import build_peaks, save_peaks

    shutil.rmtree(built, ignore_errors=True)  # of a child that crashed here
    built.mkdir(parents=True)
    try:
        save_peaks(built / PEAKS_FILE, build_peaks(audio))
    except BaseException:
        shutil.rmtree(built, ignore_errors=True)
        raise
