"""An opened song as the window shows it: a frozen value, read from the folder that ``OpenSong`` wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from app.widgets.plain_text import plain
from app.widgets.waveform import highest_peak
from engine.audio.peaks import load_peaks
from engine.core.analysis import Analysis
from engine.core.codec import decode_json
from engine.core.errors import AudioReadError
from engine.core.events import NoteEvent
from engine.core.harmony import Key
from engine.core.names import safe_name
from engine.core.peaks import PeakPyramid
from engine.core.stems import Stem
from engine.jobs.song import (
    ANALYSIS_FILE,
    MIXTURE_PEAKS_FILE,
    SEPARATION_FILE,
    SeparationFacts,
    stem_file,
    stem_peaks_file,
)

T = TypeVar("T")


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
    """

    folder: Path
    source: str
    title: str
    artist: str
    mixture: PeakPyramid
    stems: tuple[StemView, ...]
    analysis: Analysis | None
    separation: SeparationFacts | None

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
    def export_name(self) -> str:
        """``112bpm_Fmin``: tempo and key as far as they are known, else the title; fit for a file name."""
        parts = []
        if self.analysis is not None and self.analysis.tempo_bpm is not None:
            parts.append(f"{round(self.analysis.tempo_bpm)}bpm")
        if self.key is not None:
            parts.append(f"{self.key.tonic_name}{'min' if self.key.mode == 'minor' else 'maj'}")
        return "_".join(parts) or safe_name(self.title)

    @property
    def loudest_peak(self) -> float:
        """Highest peak of any stem (linear), so that all lanes share one scale; 1 for silence."""
        return max((highest_peak(stem.peaks) for stem in self.stems), default=0.0) or 1.0


def load_opened_song(folder: Path, *, source: str = "") -> SongView:
    """Read an opened song's folder: ``mixture.peaks.npz``, ``<stem>.wav``, ``<stem>.peaks.npz``, ``analysis.json``.

    Raises:
        AudioReadError: If the folder does not hold a whole song.
    """
    analysis = _decoded(folder / ANALYSIS_FILE, Analysis)
    separation = _decoded(folder / SEPARATION_FILE, SeparationFacts)
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


def _decoded(path: Path, kind: type[T]) -> T | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return decode_json(content, kind)
    except msgspec.MsgspecError as error:
        raise AudioReadError(str(path), f"it is damaged ({error})", "Open the song again to make it anew.") from error
