"""What a cultural score rests on: a song's analysis and stems, taken from where they are, else heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.core.stems import GIVEN, Stem, Stems
from engine.jobs.known_song import TRUE_BASIS, known_song
from engine.jobs.song import (
    ANALYSIS_FILE,
    SeparationOptions,
    Song,
    find_stems,
    load_song,
    separate_song,
    stem_file,
    stored_separation,
)
from engine.jobs.song_analysis import analyse_song, write_analysis_files

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.audio import Audio
    from engine.core.track import Track
    from engine.jobs.context import JobContext

_READ, _SEPARATED, _ANALYSED = 0.04, 0.45, 0.93  # shares of the progress
_SLACK_SECONDS = 0.05  # stems and song are the same number of samples; an analysis rounds the length
WITHOUT_STEMS = "no stems are here: what needs their sound could not be measured"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A song to be judged: its file or folder, where its output goes (empty for none), and how to separate.

    Args:
        source: An audio file, a folder that ``aurax analyze`` wrote, or a take's folder.
        folder: Where an analysis may lie already, and goes where one had to be made.
        stems_folder: Where its stems are; empty where nobody has said.
        options: How to separate where there are none.
    """

    source: Path
    folder: Path | None
    stems_folder: str
    options: SeparationOptions


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """A song, ready to be judged.

    Args:
        title: Its name.
        analysis: What was heard in it, or is known of it.
        stems: None where only the analysis is there.
        origin: Where both come from, in words.
        notes: Sentences about what is missing.
        files: What was written in passing.
    """

    title: str
    analysis: Analysis
    stems: Stems | None
    origin: str
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """What the library has of a recording."""

    track: Track
    analysis: Analysis | None
    stems_in: Path | None


def basis_of(wanted: Wanted, context: JobContext) -> Basis:
    """Take what there is, hear what there is not.

    Raises:
        AudioReadError: If the song cannot be heard.
        UserError: If a folder holds neither a take nor an analysis, or stems do not belong to the song.
    """
    from engine.exchange.take_json import TAKE_FILE
    from engine.jobs.take_files import MIX_FILE

    if not wanted.source.is_dir():
        return _of_file(wanted.source, wanted, context)
    if (wanted.source / TAKE_FILE).is_file():
        return _of_file(wanted.source / MIX_FILE, wanted, context)
    if (wanted.source / ANALYSIS_FILE).is_file():
        return _of_folder(wanted)
    raise UserError(
        f"{wanted.source} holds neither a take nor an analysis",
        "Give a song, the folder that 'aurax analyze' wrote for it, or the folder of a take.",
    )


def _of_folder(wanted: Wanted) -> Basis:
    from engine.exchange.analysis_json import read_analysis

    analysis = read_analysis(wanted.source / ANALYSIS_FILE)
    title = str(analysis.metadata.get("title") or wanted.source.name)
    place = Path(wanted.stems_folder) if wanted.stems_folder else wanted.source
    if wanted.stems_folder and not (place / stem_file(Stem.DRUMS)).is_file():
        raise UserError(f"There are no stems in {place}", "Run 'aurax separate' first, or leave out --stems.")
    stems = read_stems(place, analysis)
    notes = () if stems is not None else (WITHOUT_STEMS,)
    return Basis(title, analysis, stems, "analysis of the folder", notes)


def read_stems(folder: Path, analysis: Analysis) -> Stems | None:
    """The stems in a folder; None where there are none.

    Raises:
        UserError: If they are not as long as the song that was analysed, or not as long as one another.
    """
    from engine.audio.files import read

    files = {stem: folder / stem_file(stem) for stem in Stem}
    if not files[Stem.DRUMS].is_file():
        return None
    found: dict[Stem, Audio] = {stem: read(file) for stem, file in files.items() if file.is_file()}
    for stem, audio in found.items():
        if abs(audio.duration - analysis.audio.duration) > _SLACK_SECONDS:
            raise UserError(
                f"{files[stem]} lasts {audio.duration:.2f} s, the analysed song {analysis.audio.duration:.2f} s",
                "Give the stems of this very song.",
            )
    facts = stored_separation(folder)
    try:
        return Stems(found, facts.model if facts else GIVEN, facts.log_drum_probability if facts else None)
    except ValueError as error:
        raise UserError(f"The stems in {folder} do not belong together: {error}", "Separate the song again.") from error


def _of_file(source: Path, wanted: Wanted, context: JobContext) -> Basis:
    kept = _kept_unchanged(source, context)
    if kept is not None and kept.analysis is not None and kept.stems_in is not None and not wanted.stems_folder:
        context.progress(_READ, "reading stems")
        stems = read_stems(kept.stems_in, kept.analysis)
        if stems is not None:
            return Basis(_title(kept.track), kept.analysis, stems, "stems and analysis of the library")
    song = load_song(source, max_hours=context.settings.audio.max_hours, report=context.report(0.0, _READ, "reading"))
    known = known_song(song) if not wanted.stems_folder else None
    if known is not None:
        return Basis(song.title, known.analysis, known.separated.stems, TRUE_BASIS)
    return _of_song(song, wanted, kept or _kept(song.fingerprint, context), context)


def _title(track: Track) -> str:
    return track.tags.title or Path(track.path).stem


def _kept_unchanged(source: Path, context: JobContext) -> _Kept | None:
    """What is kept of a file that has not changed since it was imported: it need not even be decoded."""
    library = context.read_library()
    if not library.tracks.known_unchanged(source):
        return None
    track = library.tracks.by_path(source)
    return _of_track(track, context) if track is not None else None


def _kept(fingerprint: str, context: JobContext) -> _Kept | None:
    track = context.read_library().tracks.by_fingerprint(fingerprint)
    return _of_track(track, context) if track is not None else None


def _of_track(track: Track, context: JobContext) -> _Kept:
    library = context.read_library()
    separation = library.separations.get(track.id)
    artifact = library.artifacts.get(separation.artifact_key) if separation is not None else None
    return _Kept(track, library.analyses.get(track.id), artifact.folder if artifact is not None else None)


def _of_song(song: Song, wanted: Wanted, kept: _Kept | None, context: JobContext) -> Basis:
    """A song of which some of it is there, or nothing."""
    beside = _beside(song, wanted.folder)
    analysis = kept.analysis if kept is not None and kept.analysis is not None else beside
    origin = ["analysis of the library" if analysis is not beside else "analysis in its folder"] if analysis else []
    stems, words = _stems(song, wanted, kept, context)
    files: tuple[str, ...] = ()
    if analysis is None:
        analysed = analyse_song(
            song,
            stems,
            report=_stages(context),
            choices=context.settings.analysis,
            models_folder=context.paths.models,
        )
        analysis = analysed.analysis
        origin = ["analysed now"]
        if wanted.folder is not None:
            files = write_analysis_files(wanted.folder, song, analysis, vocal_pitch=analysed.vocal_pitch)
    return Basis(song.title, analysis, stems, ", ".join([*origin, words]), song.notes, files)


def _stages(context: JobContext) -> Callable[[float, str], None]:
    span = _ANALYSED - _SEPARATED
    return lambda fraction, stage: context.progress(_SEPARATED + span * fraction, stage)


def _beside(song: Song, folder: Path | None) -> Analysis | None:
    """An analysis of this very recording that lies where the score goes."""
    from engine.exchange.analysis_json import read_analysis

    if folder is None or not (folder / ANALYSIS_FILE).is_file():
        return None
    try:
        analysis = read_analysis(folder / ANALYSIS_FILE)
    except UserError:  # of another version or damaged: it is made anew
        return None
    return analysis if analysis.audio.fingerprint == song.fingerprint else None


def _stems(song: Song, wanted: Wanted, kept: _Kept | None, context: JobContext) -> tuple[Stems, str]:
    if wanted.stems_folder:
        return find_stems(Path(wanted.stems_folder), song), "stems that were given"
    places = [(kept.stems_in, "stems of the library")] if kept is not None and kept.stems_in is not None else []
    if wanted.folder is not None:
        facts = stored_separation(wanted.folder)
        if facts is not None and facts.mixture_sha256 == song.fingerprint.removeprefix("sha256:"):
            places.append((wanted.folder, "stems in its folder"))
    if places:
        place, words = places[0]
        return find_stems(place, song), words
    separated = separate_song(
        song,
        wanted.options,
        models_folder=context.paths.models,
        report=context.report(_READ, _SEPARATED, "separating"),
    )
    return separated.stems, "separated now"
