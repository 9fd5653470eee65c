"""What the engine hears in a song: its analysis, and the files that say it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.core.codec import to_builtins
from engine.core.jobs import Report
from engine.core.stems import GIVEN, Stem, Stems
from engine.jobs.song import ANALYSIS_FILE, Song
from engine.settings import AnalysisSettings

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.audio import Audio
    from engine.core.pitch_curve import PitchCurve
    from engine.exchange.midi_quantise import Grid


_STRIKES = 0.06
"""Share of an analysis that goes into where the log drum is struck."""


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """An analysis with what each of its steps cost in seconds, and the pitch of the voice where a stem holds it."""

    analysis: Analysis
    seconds: Mapping[str, float]
    vocal_pitch: PitchCurve | None = None


def engine_name(choices: AnalysisSettings) -> str:
    """As it stands in every analysis: the engine's version, and what of the choices differs from the defaults."""
    from engine import __version__

    usual = to_builtins(AnalysisSettings())
    own = {name: value for name, value in to_builtins(choices).items() if value != usual[name]}
    words = ", ".join(f"{name}={value}" for name, value in sorted(own.items()))
    return f"aurax {__version__}" + (f" ({words})" if words else "")


def analyse_song(
    song: Song,
    stems: Stems | None,
    *,
    report: Callable[[float, str], None],
    choices: AnalysisSettings | None = None,
    models_folder: Path | None = None,
) -> Analysed:
    """Everything the engine hears in a song, with theory.

    Args:
        song: The song.
        stems: Its stems.
        report: Called with the fraction done and the stage's name.
        choices: What the user chose for the analysis; None for the defaults.
        models_folder: Where the network lies that hears beats, if one was chosen.

    Raises:
        UserError: If a choice is unknown.
        ModelNotInstalled: If the chosen network is not here.
    """
    from engine.analysis.analyze import analyze
    from engine.analysis.beat_model import load_beat_model
    from engine.analysis.metadata import with_file_facts
    from engine.audio.tags import read_file_facts
    from engine.culture.log_drum_song import hear_log_drum
    from engine.theory.summary import annotate

    choices = choices or AnalysisSettings()
    struck = _Struck()
    if stems is not None:
        struck = _struck(stems, song.audio, lambda share: report(_STRIKES * share, "log drum"))
    if stems is not None and (verdict := hear_log_drum(stems)) is not None:
        stems = replace(stems, log_drum_probability=verdict.probability)  # of every stroke, the separator's among it
    run = analyze(
        song.audio,
        stems,
        fingerprint=song.fingerprint,
        tags=song.tags,
        info=song.info,
        report=lambda fraction, stage: report(_STRIKES + (1.0 - _STRIKES) * fraction, stage),
        log_drum_attacks=struck.times,
        is_whole_song=struck.is_whole_song,
        tempo_prior=choices.tempo_prior,
        beat_model=load_beat_model(choices.beats, models_folder),
    )
    started = time.perf_counter()
    annotated = annotate(run.analysis)
    told = read_file_facts(song.path)
    metadata = with_file_facts(annotated.metadata, artwork=told.artwork, encoder=told.encoder, notes=song.notes)
    return Analysed(
        replace(annotated, metadata=metadata, engine=engine_name(choices)),
        {**run.seconds, "theory": round(time.perf_counter() - started, 3)},
        run.vocal_pitch,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Struck:
    """Seconds at which a log drum is struck, None where there is no stem of it; whether the whole song told them."""

    times: NDArray[np.float64] | None = None
    is_whole_song: bool = False


def _struck(stems: Stems, mixture: Audio, report: Report) -> _Struck:
    """From all stems where a separator made them; of stems as they were played, its own tells."""
    from engine.separation.instrument.attacks import SEPARATED_THRESHOLD, THRESHOLD, find_attacks
    from engine.separation.instrument.strikes import find_strikes

    if Stem.LOG_DRUM not in stems:
        return _Struck()
    if stems.model == GIVEN:
        return _Struck(find_attacks(stems[Stem.LOG_DRUM], threshold=THRESHOLD, report=report).times)
    strikes = find_strikes(stems, mixture, report=report)
    if strikes is not None:
        return _Struck(strikes.times, is_whole_song=True)
    return _Struck(find_attacks(stems[Stem.LOG_DRUM], threshold=SEPARATED_THRESHOLD).times)


def write_analysis_files(
    folder: Path, song: Song, analysis: Analysis, *, vocal_pitch: PitchCurve | None = None, grid: Grid | None = None
) -> tuple[str, ...]:
    """Write what was heard into ``folder``, all of it or nothing; returns the files' names.

    ``analysis.json``, ``<song>.mid`` as it was played, ``<song>.quantised.mid`` where the song has beats, the ``.lab``
    files, and ``vocals.f0.csv`` where the pitch of its voice is known.

    Args:
        folder: Created where missing.
        song: For the names.
        analysis: What was heard.
        vocal_pitch: Of the vocal stem.
        grid: What notes are quantised to; None: sixteenths, with the song's swing.
    """
    from engine.exchange.analysis_json import write_analysis
    from engine.exchange.lab import write_labs
    from engine.exchange.midi import write_midi
    from engine.exchange.midi_quantise import Grid, quantised
    from engine.exchange.pitch_csv import FILE, write_pitch_csv
    from engine.whole_file import remove_temporaries, whole_set

    remove_temporaries(folder)
    with whole_set(folder, last=ANALYSIS_FILE) as inside:
        write_midi(inside / f"{song.name}.mid", analysis)
        on_grid = quantised(analysis, grid or Grid())
        if on_grid is not None:
            write_midi(inside / f"{song.name}.quantised.mid", on_grid)
        if vocal_pitch is not None:
            write_pitch_csv(inside / FILE, vocal_pitch)
        write_labs(inside, analysis)
        write_analysis(inside / ANALYSIS_FILE, analysis)
        return tuple(sorted(file.name for file in inside.iterdir()))
