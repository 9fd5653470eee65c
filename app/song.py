"""An opened song as the window shows it: a frozen value, read from the folder that ``OpenSong`` wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.widgets.plain_text import plain
from app.widgets.waveform import highest_peak
from engine.audio.peaks import load_peaks
from engine.core.analysis import Analysis
from engine.core.errors import AudioReadError
from engine.core.events import NoteEvent
from engine.core.harmony import Key
from engine.core.names import safe_name
from engine.core.peaks import PeakPyramid
from engine.core.stems import Stem
from engine.exchange.analysis_json import read_analysis
from engine.jobs.song import (
    ANALYSIS_FILE,
    MIXTURE_PEAKS_FILE,
    SeparationFacts,
    stem_file,
    stem_peaks_file,
    stored_separation,
)


@dataclass(frozen=True, slots=True, eq=False)
class StemView:
    """One stem: its WAV file and the pyramid its waveform is drawn from."""

    stem: Stem
    path: Path
    peaks: PeakPyramid


@dataclass(frozen=True, slots=True, eq=False)
class SongView:
    """Everything the window needs of one song. ``folder`` holds its files; ``source`` is the user's own file.

    ``analysis`` and ``separation`` are None where the file is not there; the stems are in the order of ``Stem``.
    ``is_growing``: its stems are still being made; there is nothing to export yet.
    """

    folder: Path
    source: str
    title: str
    artist: str
    mixture: PeakPyramid
    stems: tuple[StemView, ...]
    analysis: Analysis | None
    separation: SeparationFacts | None
    is_growing: bool = False

    @property
    def duration(self) -> float:
        return self.mixture.duration

    @property
    def key(self) -> Key | None:
        if self.analysis is None or self.analysis.key is None:
            return None
        try:
            return Key.parse(f"{self.analysis.key.tonic} {self.analysis.key.mode}")
        except ValueError:
            return None

    def notes(self, stem: Stem) -> tuple[NoteEvent, ...] | None:
        """A stem's notes; None where it was not transcribed."""
        return self.analysis.notes.get(stem) if self.analysis is not None else None

    @property
    def file_name(self) -> str:
        """The song's name as a safe file name: that of the user's own file, which they will recognise."""
        return safe_name(Path(self.source).stem if self.source else self.title)

    @property
    def loudest_peak(self) -> float:
        """Highest peak of any stem (linear), so that all lanes share one scale; 1 for silence."""
        return max((highest_peak(stem.peaks) for stem in self.stems), default=0.0) or 1.0


def load_opened_song(folder: Path, *, source: str = "") -> SongView:
    """Read an opened song's folder: ``mixture.peaks.npz``, ``<stem>.wav``, ``<stem>.peaks.npz``, ``analysis.json``.

    Raises:
        AudioReadError: If the folder does not hold a whole song.
        UserError: If its analysis cannot be read.
    """
    analysis_file = folder / ANALYSIS_FILE
    analysis = read_analysis(analysis_file) if analysis_file.exists() else None
    separation = stored_separation(folder)
    stems = tuple(
        StemView(stem, folder / stem_file(stem), load_peaks(folder / stem_peaks_file(stem)))
        for stem in Stem
        if (folder / stem_file(stem)).is_file() and (folder / stem_peaks_file(stem)).is_file()
    )
    if not stems:
        raise AudioReadError(str(folder), "its stems are not there", "Open the song again to make them anew.")
    mixture = load_peaks(folder / MIXTURE_PEAKS_FILE)
    metadata = analysis.metadata if analysis is not None else {}
    title = plain(metadata.get("title") or Path(source).stem or folder.name)
    artist = plain(metadata.get("artist") or "")
    return SongView(folder, source, title, artist, mixture, stems, analysis, separation)
