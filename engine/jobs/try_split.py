"""Job: the loudest seconds of a song, separated, to hear what a model makes of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.jobs.separating import unpacked_song
from engine.jobs.song import SeparationFacts, SeparationOptions, Song, separate_song, write_stems

if TYPE_CHECKING:
    from engine.core.audio import Audio
    from engine.jobs.context import JobContext
    from engine.library import Library

TRY_SECONDS = 20.0
_FOLDER = "tries"
_KEPT = 8
"""Tries that stay in the cache: enough to compare presets on a few songs, 20 s of five stems are 18 MB each."""
_STEP_S = 0.5


@dataclass(frozen=True, slots=True)
class TrySplit:
    """Separate the loudest ``seconds`` of ``source``, into the cache. Nothing of it enters the library."""

    source: str
    options: SeparationOptions = field(default_factory=SeparationOptions)
    seconds: float = TRY_SECONDS


@dataclass(frozen=True, slots=True)
class TriedSplit:
    """The folder with stems and waveforms, and where in the song they begin (seconds)."""

    source: str
    folder: str
    facts: SeparationFacts
    start: float


def run(spec: TrySplit, context: JobContext) -> TriedSplit:
    """Read, choose, separate, write; the folder appears whole.

    Raises:
        AudioReadError: If the song cannot be heard.
        UserError: If there is no room, or the model does not run here.
    """
    from engine.audio.fingerprint import fingerprint
    from engine.core.audio import Audio

    cache = context.paths.cache / _FOLDER
    with unpacked_song(
        Path(spec.source),
        cache,
        max_hours=context.settings.audio.max_hours,
        report=context.report(0.0, 0.3, "reading"),
    ) as song:
        first = loudest_start(song.audio, spec.seconds)
        last = min(song.audio.num_samples, first + round(spec.seconds * song.audio.sample_rate))
        audio = Audio(song.audio.samples[:, first:last].copy(), song.audio.sample_rate)
        cut: Song = replace(song, audio=audio, fingerprint=fingerprint(audio), samples_file=None)
        report = context.report(0.3, 0.9, "separating")
        separated = separate_song(cut, spec.options, models_folder=context.paths.models, report=report)
        key = f"{separated.facts.mixture_sha256[:16]}-{separated.facts.model}-{separated.facts.parameters['overlap']:g}"
        folder = cache / f"{key}-{spec.options.num_stems}"
        write_stems(folder, separated, with_peaks=True, mixture=audio, report=context.report(0.9, 1.0, "writing"))
    _forget_old(cache, folder)
    return TriedSplit(spec.source, str(folder), separated.facts, first / audio.sample_rate)


def loudest_start(audio: Audio, seconds: float) -> int:
    """The sample at which the loudest stretch of that length begins, on a grid of half seconds; 0 in a short song."""
    import numpy as np

    step = max(1, round(_STEP_S * audio.sample_rate))
    steps = max(1, round(seconds / _STEP_S))
    blocks = range(0, audio.num_samples, step)
    energy = np.array([float(np.square(audio.samples[:, at : at + step], dtype=np.float64).sum()) for at in blocks])
    if len(energy) <= steps:
        return 0
    sums = np.convolve(energy, np.ones(steps), "valid")
    return int(np.argmax(sums)) * step


def _forget_old(cache: Path, newest: Path) -> None:
    """Remove all but the latest tries."""
    folders = [path for path in cache.iterdir() if path.is_dir() and path != newest and not path.name.startswith(".")]
    folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in folders[_KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)


def record(_spec: TrySplit, _result: TriedSplit, _library: Library) -> None:
    """A try is no separation of the song: the library keeps no row of it."""
