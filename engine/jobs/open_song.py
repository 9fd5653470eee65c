"""Job: everything the window shows of one song: imported, separated, analysed, with its waveforms."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.codec import encode_json
from engine.core.errors import AudioReadError
from engine.core.stems import Stem
from engine.core.track import Rights
from engine.jobs.known_song import known_song
from engine.jobs.separating import separated_on_disk, unpacked_song
from engine.jobs.song import (
    ANALYSIS_FILE,
    OVERVIEW_FILE,
    Separated,
    SeparationFacts,
    SeparationOptions,
    Song,
    require_memory,
    write_stems,
)
from engine.jobs.song_analysis import analyse_song, write_analysis_files
from engine.jobs.stem_spool import GrowingStems, SpoolForm
from engine.library.artifacts import artifact_key
from engine.library.tracks import FileStamp
from engine.whole_file import temporary_name

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.track import AudioInfo, Tags
    from engine.jobs.context import JobContext
    from engine.library import Library
    from engine.paths import Paths

ARTIFACT_KIND = "song"
_USUAL_RATE = 44_100
_COPIES_IN_MEMORY = 5.0  # song and stems lie on disk; ten minutes peaked at 816 MB, 3.9 times their float32 PCM


@dataclass(frozen=True, slots=True)
class OpenSong:
    """Open the song at ``source``; ``rights`` are what the user has stated about it, if anything.

    ``is_watched``: the stems are heard while they are made. ``GrowingStems`` say how far they are, and what they lie in
    stays: ``OpenedSong.scratch`` names it for whoever listened.
    """

    source: str
    options: SeparationOptions = field(default_factory=SeparationOptions)
    rights: Rights = field(default_factory=Rights)
    is_watched: bool = False


@dataclass(frozen=True, slots=True)
class IdentifiedSong:
    """What is known as soon as the file is decoded; recorded at once, so that the library shows it early."""

    source: str
    fingerprint: str
    info: AudioInfo
    tags: Tags
    stamp: FileStamp


@dataclass(frozen=True, slots=True)
class OpenedSong:
    """The folder with stems, waveforms, analysis, MIDI and picture of a track; ``built``: where the worker made it.

    ``scratch``: files and folders in which it was heard while it was made; to be removed once nobody hears them.
    """

    source: str
    folder: str
    key: str
    fingerprint: str
    analysis: Analysis
    separation: SeparationFacts
    notes: tuple[str, ...] = ()
    built: str = ""
    track_id: int = 0
    scratch: tuple[str, ...] = ()


def run(spec: OpenSong, context: JobContext) -> OpenedSong:
    """Unpack, separate, hear and draw into a temporary folder of the artifact store; the parent adopts it."""
    stamp = _stamp(Path(spec.source))
    with unpacked_song(
        Path(spec.source),
        context.artifacts_folder,
        max_hours=context.settings.audio.max_hours,
        check=lambda info: require_memory(info.duration, info.sample_rate, copies=_COPIES_IN_MEMORY),
        keep=spec.is_watched,
        report=context.report(0.0, 0.04, "reading"),
    ) as song:
        context.item(IdentifiedSong(spec.source, song.fingerprint, song.info, song.tags, stamp))
        return _opened(spec, song, context)


def _opened(spec: OpenSong, song: Song, context: JobContext) -> OpenedSong:
    told: list[GrowingStems] = []
    built = context.artifacts_folder / temporary_name()
    built.mkdir(parents=True)
    try:
        analysis, facts = _make(song, spec, built, context, told)
    except BaseException:
        shutil.rmtree(built, ignore_errors=True)
        raise
    key = song_key(song.fingerprint, facts)
    folder = context.artifacts_folder / key[:2] / key
    scratch = tuple({path for growing in told for path in (growing.folder, growing.mixture) if path})
    return OpenedSong(
        spec.source,
        str(folder),
        key,
        song.fingerprint,
        analysis,
        facts,
        song.notes,
        built=str(built),
        scratch=scratch,
    )


def prepare(options: SeparationOptions, paths: Paths) -> None:
    """Import what opening a song imports, and separate a second of noise: the first song need not wait for that.

    Raises:
        EngineError: If the model cannot be loaded.
    """
    import importlib

    import numpy as np

    from engine.core.audio import Audio
    from engine.separation.overlap import separate
    from engine.separation.registry import load_separator

    for module in ("av", "soundfile", "soxr", "engine.audio.files", "engine.audio.peaks"):
        importlib.import_module(module)
    separator = load_separator(options.model, options.setup(paths.models))
    rate = separator.sample_rate or _USUAL_RATE
    noise = 0.1 * np.random.default_rng(0).standard_normal((2, rate))
    separate(Audio(noise.astype(np.float32), rate), separator, overlap=options.overlap)


def _stamp(source: Path) -> FileStamp:
    """Size and time before decoding, so that a change meanwhile is noticed next time."""
    try:
        return FileStamp.of(source)
    except OSError as error:
        raise AudioReadError(str(source), (error.strerror or "it cannot be opened").lower()) from error


def _make(
    song: Song, spec: OpenSong, built: Path, context: JobContext, told: list[GrowingStems]
) -> tuple[Analysis, SeparationFacts]:
    def tell(growing: GrowingStems) -> None:
        told.append(growing)
        context.tell(growing)

    if spec.is_watched:
        tell(_mixture_alone(song))
    known = known_song(song)
    if known is not None:
        return _written(song, known.separated, known.analysis, built, context)
    with separated_on_disk(
        song,
        spec.options,
        context.artifacts_folder,
        models_folder=context.paths.models,
        tell=tell if spec.is_watched else None,
        will_resume=context.will_resume,
        report=context.report(0.04, 0.4, "separating"),
    ) as separated:
        return _written(song, separated, None, built, context)


def _mixture_alone(song: Song) -> GrowingStems:
    """The song can be heard; what its stems will lie in is not known yet."""
    form = SpoolForm(tuple(Stem), song.audio.sample_rate, song.audio.num_channels, song.audio.num_samples)
    return GrowingStems(str(song.path), song.title, "", str(song.samples_file or ""), form)


def _written(
    song: Song, separated: Separated, analysis: Analysis | None, built: Path, context: JobContext
) -> tuple[Analysis, SeparationFacts]:
    from engine.exchange.overview import draw_overview

    context.progress(0.4, "writing stems")
    write_stems(
        built, separated, with_peaks=True, mixture=song.audio, report=context.report(0.4, 0.48, "writing stems")
    )
    vocal_pitch = None
    if analysis is None:
        analysed = analyse_song(
            song,
            separated.stems,
            report=lambda fraction, stage: context.progress(0.48 + 0.46 * fraction, stage),
            choices=context.settings.analysis,
            models_folder=context.paths.models,
        )
        analysis, vocal_pitch = analysed.analysis, analysed.vocal_pitch
    context.progress(0.94, "drawing")
    draw_overview(built / OVERVIEW_FILE, song.audio, separated.stems, analysis, song.title)
    write_analysis_files(built, song, analysis, vocal_pitch=vocal_pitch)
    return analysis, separated.facts


def song_key(fingerprint: str, facts: SeparationFacts) -> str:
    """Artifact key: recording, separator with revision and parameters, engine version."""
    inputs = {
        "fingerprint": fingerprint,
        "model": facts.model,
        "revision": facts.revision,
        "parameters": facts.parameters,
        "engine": facts.engine,
    }
    return artifact_key(ARTIFACT_KIND, inputs)


def record_item(spec: OpenSong, item: IdentifiedSong, library: Library) -> int:
    """The track's row; returns its id."""
    added = library.tracks.add(Path(item.source), item.fingerprint, item.info, item.tags, spec.rights, stamp=item.stamp)
    return int(added.track.id)


def record(_spec: OpenSong, result: OpenedSong, library: Library) -> None:
    """Adopt the folder, and note separation and analysis of the track."""
    library.artifacts.adopt(result.key, Path(result.built))
    shutil.rmtree(result.built, ignore_errors=True)  # still there if another process was faster
    track = library.tracks.by_fingerprint(result.fingerprint)
    if track is None:  # removed by the user meanwhile: the folder stays cached, the rows would point nowhere
        return
    parameters = encode_json(result.separation.parameters)
    library.separations.put(track.id, result.separation.model, parameters, result.key)
    library.analyses.put(track.id, result.analysis)


def conclude(result: OpenedSong, recorded: Sequence[int]) -> OpenedSong:
    """The result with the id of its track."""
    return replace(result, built="", track_id=recorded[0] if recorded else 0)


def find_opened(source: Path, library: Library) -> tuple[int, Path] | None:
    """Track id and folder of a song that was opened before and has not changed since; None if work is needed."""
    if not library.tracks.known_unchanged(source):
        return None
    track = library.tracks.by_path(source)
    separation = library.separations.get(track.id) if track else None
    artifact = library.artifacts.get(separation.artifact_key) if separation else None
    if track is None or artifact is None or not (artifact.folder / ANALYSIS_FILE).is_file():
        return None
    return int(track.id), artifact.folder
