"""A song as the tracks of a project: each stem's audio with its fader, below it its notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.mix import StemMix

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.stems import Stem
    from engine.exchange.dawproject import AudioClip, ProjectTrack

MIX_COLOUR = "#A9ADB3"


@dataclass(frozen=True, slots=True)
class TrackFiles:
    """How a project's audio is written.

    Args:
        scratch: For files in another form.
        subtype: Form of the samples, as ``engine.audio.files.write`` names it; empty for the files as they are.
        check: Called between files; raises where the job was cancelled.
    """

    scratch: Path
    subtype: str
    check: Callable[[], None]

    def clip(self, file: Path) -> AudioClip:
        """A file as it goes into the project."""
        from engine.audio.files import probe, read, write
        from engine.exchange.dawproject import AudioClip

        if self.subtype:
            target = self.scratch / file.name
            write(target, read(file), subtype=self.subtype)
            file = target
        info = probe(file)
        self.check()
        return AudioClip(file, file.name, info.sample_rate, info.num_channels, info.num_samples)


def mix_track(file: Path, files: TrackFiles) -> ProjectTrack:
    """A take that has no stems."""
    from engine.exchange.dawproject import ProjectTrack

    return ProjectTrack("Mix", MIX_COLOUR, files.clip(file))


def stem_tracks(
    stems: Mapping[Stem, Path], analysis: Analysis, mix: Mapping[Stem, StemMix], files: TrackFiles
) -> list[ProjectTrack]:
    """A track of audio for each stem and, where it was transcribed, one of notes below it.

    Notes have no fader of their own: they play nothing until the user gives them an instrument.

    Args:
        stems: Their files, from top to bottom.
        analysis: Has the notes.
        mix: Stems that are not in it stand at 0 dB.
        files: Where audio goes.
    """
    from engine.exchange.dawproject import ProjectTrack
    from engine.exchange.midi import STEM_TITLES
    from engine.exchange.overview_canvas import STEM_COLOURS

    tracks = []
    for stem, file in stems.items():
        colour, title, strip = STEM_COLOURS[stem], STEM_TITLES[stem], mix.get(stem, StemMix(stem))
        tracks.append(
            ProjectTrack(
                title,
                colour,
                files.clip(file),
                gain=strip.gain,
                pan=strip.pan,
                is_muted=strip.is_muted,
                is_soloed=strip.is_soloed,
            )
        )
        notes = analysis.notes.get(stem)
        if notes is not None:
            tracks.append(ProjectTrack(f"{title} notes", colour, notes=notes))
    return tracks
