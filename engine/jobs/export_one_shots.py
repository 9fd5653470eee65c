"""Job: the instrument of an opened song's log drum, as one-shots, MIDI and SFZ in a folder of the user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.jobs.song import ANALYSIS_FILE, stem_file

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.one_shots import StemInstrument
    from engine.exchange.one_shots import OneShotFiles
    from engine.jobs.context import JobContext
    from engine.library import Library

_STEMS_FOLDER = "stems"
_NO_LOG_DRUM_HINT = "Listen to its log-drum stem; another model may find one: aurax separate SONG --model ID"


@dataclass(frozen=True, slots=True)
class ExportOneShots:
    """Take the instrument out of a stem of the song in ``song_folder`` and write it into ``folder``.

    Args:
        song_folder: Of an opened song or a take: stems and ``analysis.json``.
        folder: Where the files go.
        name: The song's name, for the names of the files.
        stem: Which stem.
    """

    song_folder: str
    folder: str
    name: str
    stem: str = Stem.LOG_DRUM.value


@dataclass(frozen=True, slots=True)
class ExportedOneShots:
    """What was written, and what was found, as ``--json`` shows it."""

    folder: str
    files: tuple[str, ...]
    found: dict[str, Any]


def run(spec: ExportOneShots, context: JobContext) -> ExportedOneShots:
    """Read the stem, take its instrument out, write it.

    Raises:
        UserError: If the song has no such stem, or nothing plays in it, or nothing takes that stem apart.
    """
    from engine.audio.files import read
    from engine.exchange.analysis_json import read_analysis
    from engine.exchange.one_shots import one_shots_document
    from engine.separation.registry import load_refiner

    stem = Stem(spec.stem)
    refiner = load_refiner(stem)
    analysis = read_analysis(Path(spec.song_folder) / ANALYSIS_FILE)
    file = _stem_of(Path(spec.song_folder), stem)
    _require_log_drum(spec.name, analysis)
    audio = read(file, report=context.report(0.0, 0.05, "reading"))
    refined = refiner.refine(audio, report=context.report(0.05, 0.95, "taking the instrument out"))
    if refined.instrument is None or not refined.instrument.hits:
        raise UserError(f"No log drum plays in {spec.name}: nothing pitched is struck in its stem", _NO_LOG_DRUM_HINT)
    context.progress(0.95, "writing")
    files = _written(spec, refined.instrument, file, analysis)
    return ExportedOneShots(spec.folder, files.all, one_shots_document(refined.instrument, files))


def _written(spec: ExportOneShots, instrument: StemInstrument, stem: Path, analysis: Analysis) -> OneShotFiles:
    from engine.exchange.one_shots import write_one_shots

    try:
        return write_one_shots(Path(spec.folder), spec.name, instrument, stem, analysis)
    except OSError as error:
        raise UserError(
            f"Cannot write to {spec.folder}: {error.strerror}", "Choose another folder, or make room on the disk."
        ) from error


def _stem_of(folder: Path, stem: Stem) -> Path:
    place = folder / _STEMS_FOLDER if (folder / _STEMS_FOLDER).is_dir() else folder
    file = place / stem_file(stem)
    if not file.is_file():
        raise UserError(
            f"The song in {folder} has no {stem.value.replace('_', ' ')} stem",
            "It was separated into four stems; open it with a model that makes five.",
        )
    return file


def _require_log_drum(name: str, analysis: Analysis) -> None:
    heard = analysis.log_drum
    if heard is not None and heard.present is False:
        sure = "" if heard.probability is None else f" (probability {heard.probability:.0%})"
        raise UserError(f"No log drum was heard in {name}{sure}", _NO_LOG_DRUM_HINT)


def record(_spec: ExportOneShots, _result: ExportedOneShots, _library: Library) -> None:
    """Files in the user's own folder are the user's; the library keeps no row of them."""
