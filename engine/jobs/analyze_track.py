"""Job: hear one song, written to a folder as JSON, MIDI and .lab."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.jobs.song import (
    OVERVIEW_FILE,
    Separated,
    SeparationFacts,
    SeparationOptions,
    find_stems,
    load_song,
    separate_song,
    write_stems,
)
from engine.jobs.song_analysis import analyse_song, write_analysis_files

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.stems import Stems
    from engine.exchange.midi_quantise import Grid
    from engine.jobs.context import JobContext
    from engine.jobs.song import Song
    from engine.jobs.song_analysis import Analysed
    from engine.library import Library


@dataclass(frozen=True, slots=True)
class AnalyzeTrack:
    """Analyse ``source`` into ``folder``.

    Args:
        source: The song.
        folder: Where ``analysis.json``, MIDI and ``.lab`` files go.
        stems_folder: Where its stems are already; empty to separate in passing.
        keep_stems: Also write the stems made in passing into ``folder``, with waveform pyramids.
        with_overview: Also draw ``overview.png``.
        quantise: What the notes of the second MIDI file lie on, as a user writes it: ``1/16``, ``1/8t``.
        straight: Take the song's swing out of that file.
        options: How to separate where no stems are given.
        beats: Which tracker hears the beats; empty for the one of the settings.
    """

    source: str
    folder: str
    stems_folder: str = ""
    keep_stems: bool = False
    with_overview: bool = False
    quantise: str = "1/16"
    straight: bool = False
    options: SeparationOptions = field(default_factory=SeparationOptions)
    beats: str = ""


@dataclass(frozen=True, slots=True)
class AnalyzedTrack:
    """What was written, and what each stage cost in seconds."""

    folder: str
    title: str
    files: tuple[str, ...]
    analysis: Analysis
    seconds: dict[str, float]
    separation: SeparationFacts | None
    notes: tuple[str, ...]


def run(spec: AnalyzeTrack, context: JobContext) -> AnalyzedTrack:
    """Load, separate unless stems are given, analyse, write. Nothing is left in the folder when cancelled."""
    from engine.exchange.midi_quantise import Grid

    folder = Path(spec.folder)
    grid = Grid.parse(spec.quantise, keeps_swing=not spec.straight)
    seconds: dict[str, float] = {}
    clock = time.perf_counter()
    song = load_song(
        Path(spec.source), max_hours=context.settings.audio.max_hours, report=context.report(0.0, 0.04, "reading")
    )
    seconds["read"] = round(time.perf_counter() - clock, 3)
    stems, separated = _stems(spec, song, context)
    if separated is not None:
        seconds["separate"] = separated.facts.seconds
    chosen = context.settings.analysis
    analysed = analyse_song(
        song,
        stems,
        report=lambda fraction, stage: context.progress(0.4 + 0.5 * fraction, stage),
        choices=replace(chosen, beats=spec.beats or chosen.beats),
        models_folder=context.paths.models,
    )
    seconds.update(analysed.seconds)
    clock = time.perf_counter()
    context.progress(0.9, "writing")
    files = _write(spec, folder, song, separated, stems, analysed, grid)
    seconds["write"] = round(time.perf_counter() - clock, 3)
    context.progress(1.0, "done")
    facts = separated.facts if separated is not None else None
    return AnalyzedTrack(spec.folder, song.title, files, analysed.analysis, seconds, facts, song.notes)


def _stems(spec: AnalyzeTrack, song: Song, context: JobContext) -> tuple[Stems, Separated | None]:
    if spec.stems_folder:
        return find_stems(Path(spec.stems_folder), song), None
    separated = separate_song(
        song, spec.options, models_folder=context.paths.models, report=context.report(0.04, 0.4, "separating")
    )
    return separated.stems, separated


def _write(
    spec: AnalyzeTrack,
    folder: Path,
    song: Song,
    separated: Separated | None,
    stems: Stems,
    analysed: Analysed,
    grid: Grid,
) -> tuple[str, ...]:
    files: tuple[str, ...] = ()
    if spec.keep_stems and separated is not None:
        write_stems(folder, separated, with_peaks=True, mixture=song.audio)
        files += separated.facts.files
    if spec.with_overview:
        from engine.exchange.overview import draw_overview

        draw_overview(folder / OVERVIEW_FILE, song.audio, stems, analysed.analysis, song.title)
        files += (OVERVIEW_FILE,)
    return files + write_analysis_files(folder, song, analysed.analysis, vocal_pitch=analysed.vocal_pitch, grid=grid)


def record(_spec: AnalyzeTrack, _result: AnalyzedTrack, _library: Library) -> None:
    """An analysis in the user's own folder is the user's; the library keeps no row of it."""
