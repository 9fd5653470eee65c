"""A take as the window shows it: a frozen value, read from the folder that the generator's job wrote."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.widgets.plain_text import plain
from app.widgets.waveform import highest_peak, outline
from engine.audio.files import blocks
from engine.audio.peaks import build_peaks_of_blocks, load_peaks, save_peaks
from engine.core.errors import AudioReadError
from engine.core.names import safe_name
from engine.core.peaks import PeakPyramid
from engine.core.stems import Stem
from engine.exchange.take_json import read_document
from engine.jobs.song import stem_file

logger = logging.getLogger(__name__)

MIX_FILE = "mix.wav"
MIDI_FILE = "take.mid"
COLUMNS = 1600
"""Columns of a card's waveform: a wide card on a screen of twice the density."""
MIX, MIDI = "mix", "midi"
_BULKY = ("notes", "chords", "blueprint", "instruments", "automation")
"""What a card does not show of a recipe."""


@dataclass(frozen=True, slots=True)
class TakeSection:
    """A part of the form: its name and where it lies, in seconds."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, eq=False)
class TakeView:
    """Everything a card shows. ``low`` and ``high``: the mix's outline in ``COLUMNS`` columns, ``full_scale`` its peak;
    ``recipe`` is ``take.json`` without notes and chords.
    """

    folder: Path
    recipe: Mapping[str, Any] = field(repr=False)
    low: NDArray[np.float32] = field(repr=False)
    high: NDArray[np.float32] = field(repr=False)
    full_scale: float
    stems: tuple[Stem, ...]
    sections: tuple[TakeSection, ...]
    has_midi: bool

    @property
    def mix(self) -> Path:
        return self.folder / MIX_FILE

    @property
    def prompt(self) -> str:
        return plain(self.recipe.get("prompt") or "", 200)

    @property
    def backend(self) -> str:
        return str(self.recipe.get("backend", ""))

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan behind it, from which parts and sections can be drawn anew."""
        return self.backend == "sketch"

    @property
    def seed(self) -> int:
        return int(self.recipe.get("seed") or 0)

    @property
    def audio(self) -> Mapping[str, Any]:
        audio = self.recipe.get("audio")
        return audio if isinstance(audio, dict) else {}

    @property
    def fingerprint(self) -> str:
        """Of the sound itself; a star belongs to it."""
        return str(self.audio.get("fingerprint") or self.folder)

    @property
    def duration(self) -> float:
        return float(self.audio.get("duration") or 0.0)

    @property
    def sample_rate(self) -> int:
        return int(self.audio.get("sample_rate") or 0)

    @property
    def tempo_bpm(self) -> float | None:
        tempo = self.recipe.get("tempo_bpm")
        return float(tempo) if isinstance(tempo, int | float) else None

    @property
    def num_bars(self) -> int | None:
        bars = self.recipe.get("num_bars")
        return bars if isinstance(bars, int) else None

    @property
    def key(self) -> str:
        """``B minor``, or nothing."""
        key = self.recipe.get("key")
        return f"{key.get('tonic', '')} {key.get('mode', '')}".strip() if isinstance(key, dict) else ""

    @property
    def gate(self) -> Mapping[str, Any]:
        gate = self.recipe.get("gate")
        return gate if isinstance(gate, dict) else {}

    def source(self, part: str) -> Path:
        """The file behind what is dragged: ``mix``, ``midi`` or a stem's name."""
        if part == MIX:
            return self.mix
        return self.folder / MIDI_FILE if part == MIDI else self.folder / "stems" / stem_file(Stem(part))

    def file_name(self, part: str) -> str:
        """As it is named in a DAW's browser: ``115bpm_Bmin_sgija dark_5_log_drum.wav``."""
        tempo = f"{self.tempo_bpm:g}bpm_" if self.tempo_bpm else ""
        tonic, _, mode = self.key.partition(" ")
        key = f"{tonic}{mode[:3]}_".replace("#", "s") if tonic else ""
        name = safe_name(self.prompt[:40] or "take").strip()
        return f"{tempo}{key}{name}_{self.seed}" + (".mid" if part == MIDI else f"_{part}.wav")


def load_take(folder: Path, cache: Path) -> TakeView:
    """Read a take's folder.

    Args:
        folder: Where ``take.json`` and ``mix.wav`` lie.
        cache: Where outlines are kept.

    Raises:
        UserError: If it holds no take that this version reads.
        AudioReadError: If its mix cannot be read.
    """
    document = read_document(folder)
    recipe = {name: value for name, value in document.items() if name not in _BULKY}
    audio = recipe.get("audio")
    fingerprint = str(audio.get("fingerprint") or "") if isinstance(audio, dict) else ""
    peaks = _peaks(folder / MIX_FILE, cache / f"{safe_name(fingerprint.removeprefix('sha256:')[:32])}.npz", fingerprint)
    low, high = outline(peaks, 0.0, max(peaks.duration, 1e-3), COLUMNS)
    stems = tuple(stem for stem in Stem if (folder / "stems" / stem_file(stem)).is_file())
    return TakeView(
        folder,
        recipe,
        low,
        high,
        highest_peak(peaks) or 1.0,
        stems,
        _sections(recipe),
        (folder / MIDI_FILE).is_file(),
    )


def _sections(recipe: Mapping[str, Any]) -> tuple[TakeSection, ...]:
    stored = recipe.get("sections")
    found = []
    for each in stored if isinstance(stored, list) else []:
        if isinstance(each, dict) and isinstance(each.get("start"), int | float):
            name = plain(each.get("name") or each.get("label") or "", 40)
            found.append(TakeSection(name, float(each["start"]), float(each.get("end") or each["start"])))
    return tuple(found)


def _peaks(mix: Path, kept: Path, fingerprint: str) -> PeakPyramid:
    """The mix's outline; drawn once, then kept."""
    if fingerprint and kept.is_file():
        try:
            return load_peaks(kept)
        except AudioReadError as error:
            logger.warning("an outline is drawn again: %s", error)
    peaks = build_peaks_of_blocks(blocks(mix))
    if fingerprint:
        try:
            save_peaks(kept, peaks)
        except OSError as error:
            logger.warning("an outline cannot be kept: %s", error)
    return peaks
