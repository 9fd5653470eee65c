"""Job: split one song into stems, written to a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.jobs.separating import separated_on_disk, unpacked_song
from engine.jobs.song import SeparationFacts, SeparationOptions, Song, stored_separation, write_stems

if TYPE_CHECKING:
    from engine.jobs.context import JobContext
    from engine.library import Library


@dataclass(frozen=True, slots=True)
class SeparateTrack:
    """Separate ``source`` into ``folder``. ``reuse``: keep stems that are there already and were made the same way."""

    source: str
    folder: str
    options: SeparationOptions = field(default_factory=SeparationOptions)
    with_peaks: bool = False
    reuse: bool = True


@dataclass(frozen=True, slots=True)
class SeparatedTrack:
    folder: str
    facts: SeparationFacts
    was_cached: bool


def run(spec: SeparateTrack, context: JobContext) -> SeparatedTrack:
    """Unpack, separate, write, all in bounded memory. Nothing is left in the folder when cancelled.

    Killed, the same job goes on where it was.
    """
    with unpacked_song(
        Path(spec.source),
        Path(spec.folder),
        max_hours=context.settings.audio.max_hours,
        report=context.report(0.0, 0.05, "reading"),
    ) as song:
        return _separated(spec, song, context)


def _separated(spec: SeparateTrack, song: Song, context: JobContext) -> SeparatedTrack:
    folder = Path(spec.folder)
    existing = stored_separation(folder)
    models = context.paths.models
    if spec.reuse and existing is not None and is_same(existing, song.fingerprint, spec.options, models):
        context.progress(1.0, "already separated")
        return SeparatedTrack(spec.folder, existing, was_cached=True)
    with separated_on_disk(
        song,
        spec.options,
        folder,
        models_folder=models,
        will_resume=context.will_resume,
        report=context.report(0.05, 0.9, "separating"),
    ) as separated:
        report = context.report(0.9, 1.0, "writing")
        write_stems(folder, separated, with_peaks=spec.with_peaks, mixture=song.audio, report=report)
        return SeparatedTrack(spec.folder, separated.facts, was_cached=False)


def record(_spec: SeparateTrack, _result: SeparatedTrack, _library: Library) -> None:
    """Stems in the user's own folder are the user's; the library keeps no row of them."""


def is_same(
    facts: SeparationFacts, fingerprint: str, options: SeparationOptions, models_folder: Path | None = None
) -> bool:
    """Whether a stored separation is what ``options`` would make of the recording with this fingerprint."""
    from engine.separation.registry import revision_of

    return (
        facts.mixture_sha256 == fingerprint.removeprefix("sha256:")
        and facts.model == options.model
        and facts.revision == revision_of(options.model, options.setup(models_folder))
        and facts.parameters == options.parameters
    )
