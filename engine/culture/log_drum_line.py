"""The log drum's line: which of its notes are a log drum's, and how it is played against beat, kick and hats.

After the domain reference 4.4 (M1). The rhythm alone proves nothing, an 808 can play every riff; it says how the
instrument is used where there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from engine.culture.bars import STEPS, Window
from engine.culture.log_drum_song import note_probabilities
from engine.culture.song import CultureSong

Floats = NDArray[np.float64]

LEAST_NOTES = 2.0
"""Log-drum notes (sum of their probabilities) of a bar that is active (domain reference 4.4)."""
_OWN_NOTE = 0.5
_OFF_BEAT = 0.125  # of a beat: half a sixteenth
_TOGETHER_S = 0.03  # domain reference 4.4: log drum and kick within 30 ms
_CELL_BARS = 2
_LEAST_ENTROPY = 0.05


@dataclass(eq=False)
class LogDrumLine:
    """Notes of the log drum in a song.

    Args:
        song: The song.
        onsets: Seconds, ``[notes]``.
        pitches: MIDI numbers, ``[notes]``; NaN where only the onsets are known.
        sure: Probability that each is a log drum's, ``[notes]``.
    """

    song: CultureSong
    onsets: Floats
    pitches: Floats
    sure: Floats

    @cached_property
    def bar_notes(self) -> Floats:
        """Log-drum notes in each bar: the sum of their probabilities, ``[bars]``."""
        places = self.song.bars.places(self.onsets)
        inside = np.isfinite(places)
        bars = np.minimum(places[inside].astype(np.int64), self.song.bars.count - 1)
        counts = np.bincount(bars, weights=self.sure[inside], minlength=self.song.bars.count)
        return counts.astype(np.float64)

    @cached_property
    def active(self) -> NDArray[np.bool_]:
        """Bars in which a log drum plays, ``[bars]``.

        The reference asks for two notes a bar; a riff is two bars long (1.6.5), and a sparse one has its second note in
        the next bar: so two notes in a bar and a neighbour do, if the bar has one itself.
        """
        own = self.bar_notes
        beside = np.maximum(np.append(own[1:], 0.0), np.insert(own[:-1], 0, 0.0)) if len(own) else own
        return np.asarray((own >= LEAST_NOTES) | ((own >= _OWN_NOTE) & (own + beside >= LEAST_NOTES)), np.bool_)

    @property
    def first_bar(self) -> int | None:
        """The first active bar, from 0; None where there is none."""
        bars = np.flatnonzero(self.active)
        return int(bars[0]) if len(bars) else None

    def within(self, window: Window) -> NDArray[np.bool_]:
        """Which notes lie in a stretch, ``[notes]``."""
        slack = 0.25 * (window.end - window.start) / max(1, window.num_bars) / 4.0  # a quarter of a beat: pushed notes
        return np.asarray((self.onsets >= window.start - slack) & (self.onsets < window.end - slack), np.bool_)

    def off_beat(self, own: NDArray[np.bool_]) -> float:
        """Share of these notes off the quarters; NaN without beats or notes."""
        beats = np.asarray(self.song.analysis.beats, np.float64)
        if len(beats) < 2 or not own.any():
            return np.nan
        beats = np.append(beats, 2.0 * beats[-1] - beats[-2])  # the last beat lasts as long as the one before
        place = np.interp(self.onsets[own], beats, np.arange(len(beats), dtype=np.float64))
        return self._share(np.abs(place - np.rint(place)) > _OFF_BEAT, own)

    def on_kick(self, own: NDArray[np.bool_]) -> float:
        """Share of these notes that fall on a kick; NaN where drums were not transcribed or there are no notes."""
        if self.song.analysis.notes.get(Stem.DRUMS) is None or not own.any():
            return np.nan
        kicks = self.song.drum_onsets("kick")
        if not len(kicks):
            return 0.0
        times = self.onsets[own]
        after = (
            np.clip(np.searchsorted(kicks, times), 1, len(kicks) - 1) if len(kicks) > 1 else np.zeros(len(times), int)
        )
        near = np.minimum(np.abs(kicks[after] - times), np.abs(kicks[np.maximum(after - 1, 0)] - times))
        return self._share(near <= _TOGETHER_S, own)

    def pitch_classes(self, own: NDArray[np.bool_]) -> float:
        """Pitch classes among these notes that have a pitch; NaN where none has one."""
        pitches = self.pitches[own]
        pitches = pitches[np.isfinite(pitches)]
        return float(len(np.unique(pitches % 12))) if len(pitches) else np.nan

    def edits(self) -> float | None:
        """Mean share of the sounded sixteenths that change from one two-bar cell to the next, 0-1.

        The Hamming distance of the reference against the sixteenths that either cell uses: against all 32 it would be
        near nothing for every sparse riff. None with fewer than two active cells in a row.
        """
        raster = self.raster
        cells = [
            raster[bar : bar + _CELL_BARS].ravel()
            for bar in range(self.first_bar or 0, len(raster) - _CELL_BARS + 1, _CELL_BARS)
        ]
        changes = [
            float((one != two).sum()) / float((one | two).sum())
            for one, two in pairwise(cells)
            if one.any() and two.any()
        ]
        return float(np.mean(changes)) if changes else None

    def role_inversion(self) -> float | None:
        """How much more the log drum varies than the hats over it: log2 of the ratio of their entropies (1.2).

        None where hats and shakers were not heard or the log drum has fewer than four active bars.
        """
        own = self.raster[self.active]
        high = self.song.bars.raster(self.song.drum_onsets("hat", "shaker"))[self.active]
        if len(own) < 2 * _CELL_BARS or not high.any():
            return None
        return float(np.log2((_entropy(own) + _LEAST_ENTROPY) / (_entropy(high) + _LEAST_ENTROPY)))

    @cached_property
    def raster(self) -> NDArray[np.bool_]:
        """On which sixteenths a log drum is struck, ``[bars, 16]``."""
        return self.song.bars.raster(self.onsets[self.sure >= _OWN_NOTE])

    def _share(self, holds: NDArray[np.bool_], own: NDArray[np.bool_]) -> float:
        weights = self.sure[own] + 1e-6
        return float((holds * weights).sum() / weights.sum())


def _entropy(raster: NDArray[np.bool_]) -> float:
    """Mean over the sixteenths of the entropy of "struck here" across bars, bits."""
    share = raster.mean(axis=0)
    both = np.stack([share, 1.0 - share])
    return float(-(both * np.log2(np.maximum(both, 1e-12))).sum() / STEPS)


def line_of(song: CultureSong) -> LogDrumLine:
    """The log drum's notes as the analysis has them; their onsets alone where there was no stem to transcribe.

    How sure each is comes from the sound of its stem. Without stems all are as sure as the song's verdict.
    """
    heard = song.analysis.log_drum
    overall = 1.0 if heard is None or heard.probability is None else heard.probability
    if song.analysis.notes.get(Stem.LOG_DRUM) is None:
        onsets = np.asarray(heard.onsets if heard else (), np.float64)
        return LogDrumLine(song, onsets, np.full(len(onsets), np.nan), np.full(len(onsets), overall))
    notes = song.notes(Stem.LOG_DRUM)
    onsets = np.asarray([note.onset for note in notes], np.float64)
    pitches = np.asarray([note.pitch for note in notes], np.float64)
    sure = _sure(song, onsets)
    return LogDrumLine(song, onsets, pitches, np.full(len(onsets), overall) if sure is None else sure)


def _sure(song: CultureSong, onsets: Floats) -> Floats | None:
    samples = song.samples(Stem.LOG_DRUM)
    if samples is None or not len(onsets):
        return None
    # a separator may leave a part of each stroke to the bass; in stems as they were played the bass is another player
    is_separated = song.stems is not None and song.stems.log_drum_probability is not None
    beside = song.samples(Stem.BASS) if is_separated else None
    return note_probabilities(samples, beside, song.samples(Stem.DRUMS), onsets)
