"""What everything in this room is a function of: a song's analysis, its stems, and its bars."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.core.analysis import Analysis
from engine.core.events import NoteEvent
from engine.core.stems import Stem, Stems
from engine.culture.bars import Bars, Window, bars_of

if TYPE_CHECKING:
    from engine.culture.instruments import InstrumentActivity

HEARD_RATE = 22_050
"""Sample rate, Hz, at which stems are measured here: nothing that counts lies above 11 kHz."""
SILENT_DB = -120.0
_STRIDE = 7  # every so-manieth sample: levels to a tenth of a dB at a seventh of the cost

DRUM_KEYS: dict[str, tuple[int, ...]] = {
    "kick": (35, 36),
    "snare": (38, 40),
    "clap": (39,),
    "rim": (37, 75),
    "hat": (42, 44, 46),
    "shaker": (54, 69, 70, 82),
    "cymbal": (49, 51, 52, 53, 55, 57, 59),
    "percussion": (41, 43, 45, 47, 48, 50, 56, *range(60, 69), *range(71, 75), 76, 77, 80, 81),
}
"""General MIDI percussion keys by class. What is heard knows fewer classes than what was composed."""


@dataclass(eq=False)
class CultureSong:
    """A song to be judged.

    Args:
        analysis: What was heard in it.
        stems: Its stems; None where only the analysis is there: then what needs sound cannot be told.
    """

    analysis: Analysis
    stems: Stems | None = None

    @cached_property
    def bars(self) -> Bars:
        return bars_of(self.analysis)

    @property
    def is_heard(self) -> bool:
        """Whether it was heard, and not told by whoever made it: every confidence is 1 of what is known."""
        chords = self.analysis.chords
        return not chords or any(chord.confidence < 1.0 for chord in chords)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        return self.bars.windows()

    def notes(self, stem: Stem) -> tuple[NoteEvent, ...]:
        """Notes of a stem, none where it was not transcribed."""
        return tuple(self.analysis.notes.get(stem) or ())

    def drum_onsets(self, *classes: str) -> NDArray[np.float64]:
        """Seconds at which drums of these classes (``DRUM_KEYS``) are struck, in order."""
        keys = {key for name in classes for key in DRUM_KEYS[name]}
        return np.asarray([note.onset for note in self.notes(Stem.DRUMS) if note.pitch in keys], np.float64)

    def samples(self, stem: Stem) -> NDArray[np.float32] | None:
        """A stem in one channel at ``HEARD_RATE``, kept once made; None where there is no such stem."""
        if self.stems is None or stem not in self.stems:
            return None
        if stem not in self._heard:
            self._heard[stem] = _heard(self.stems, stem)
        return self._heard[stem]

    @cached_property
    def levels_db(self) -> dict[Stem, float]:
        """Level of each stem relative to all of them together, dB, ``SILENT_DB`` at least; empty without stems."""
        if self.stems is None:
            return {}
        powers = {stem: _power(self.stems, stem) for stem in self.stems}
        whole = sum(powers.values())
        return {
            stem: max(SILENT_DB, 10.0 * math.log10(own / whole)) if own > 0.0 else SILENT_DB
            for stem, own in powers.items()
        }

    @cached_property
    def instruments(self) -> InstrumentActivity | None:
        """Which instruments play in each window; None where that cannot be told (``instruments_heard``)."""
        from engine.culture.instruments import instruments_heard

        return instruments_heard(self)

    @cached_property
    def _heard(self) -> dict[Stem, NDArray[np.float32]]:
        return {}


def _power(stems: Stems, stem: Stem) -> float:
    samples = stems[stem].samples[:, ::_STRIDE].astype(np.float64)
    return float(np.einsum("ij,ij->", samples, samples))


def _heard(stems: Stems, stem: Stem) -> NDArray[np.float32]:
    import soxr

    audio = stems[stem]
    together: NDArray[np.float32] = audio.samples.mean(axis=0, dtype=np.float32)
    if audio.sample_rate == HEARD_RATE:
        return together
    resampled: NDArray[np.float32] = soxr.resample(together, audio.sample_rate, HEARD_RATE, quality="MQ")
    return resampled.astype(np.float32, copy=False)
