"""What voices do, from the notes of the voice's stem: choirs, runs, call and response, chants.

All times are counted in bars, so that a slower or faster performance of the same song is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.events import NoteEvent
from engine.core.stems import Stem
from engine.culture.bars import STEPS, Window
from engine.culture.song import CultureSong

Floats = NDArray[np.float64]

CHANT_RANGE_SEMITONES = 4.0
"""A chant stays within less than this (domain reference 2.3)."""
CHANT_SYLLABLES_PER_BEAT = 1.5
"""More than three syllables a second (2.3) at the 113 BPM of the genre's centre are 1.6 a beat; counted per beat, since
tempo decides nothing here."""
_PHRASE_GAP_BEATS = 1.0
_LEAST_CHANT_NOTES = 5
_LEAST_VOICE_DB = -28.0  # relative to the whole: what a separator leaves of other instruments lies below
_CHOIR_VOICES = 3  # domain reference 4.4, M2
_HOMORHYTHM = 0.6  # the same
_TOGETHER_BEATS = 0.12  # singers of one chord begin within a thirty-second
_JOINED_BEATS = 0.06
_RUN_NOTES = 3  # domain reference 4.4, M2: notes of a run on one breath
_RUN_NOTE_BEATS = 0.6
_LEAST_PHRASES = 4
_DOUBTED, _SURE = 0.3, 0.8


@dataclass(frozen=True, slots=True)
class Phrase:
    """Notes of a voice between two breaths; ``onsets`` and ``offsets`` in beats since the first bar line."""

    notes: tuple[NoteEvent, ...]
    onsets: tuple[float, ...]
    offsets: tuple[float, ...]

    @property
    def num_beats(self) -> float:
        return self.offsets[-1] - self.onsets[0]

    @property
    def range_semitones(self) -> float:
        """Between the 10th and the 90th percentile: one note that was misheard does not end a chant."""
        low, high = np.percentile([note.pitch for note in self.notes], [10.0, 90.0])
        return float(high - low)

    @property
    def syllables_per_beat(self) -> float:
        spread = self.onsets[-1] - self.onsets[0]
        return (len(self.notes) - 1) / spread if spread > 0.0 else 0.0

    @property
    def is_chant(self) -> bool:
        return (
            len(self.notes) >= _LEAST_CHANT_NOTES
            and self.range_semitones < CHANT_RANGE_SEMITONES
            and self.syllables_per_beat >= CHANT_SYLLABLES_PER_BEAT
        )


def phrases_of(song: CultureSong) -> tuple[Phrase, ...]:
    """The voice's phrases, parted by rests of more than a beat."""
    found: list[list[tuple[NoteEvent, float, float]]] = []
    for row in _placed(song):
        if found and row[1] - max(end for _, _, end in found[-1]) <= _PHRASE_GAP_BEATS:
            found[-1].append(row)
        else:
            found.append([row])
    return tuple(
        Phrase(
            tuple(note for note, _, _ in rows), tuple(start for _, start, _ in rows), tuple(end for _, _, end in rows)
        )
        for rows in found
    )


def chant_share(song: CultureSong) -> Floats | None:
    """Share of each stretch that is chanted, ``[windows]``; None where voices were not transcribed."""
    if song.analysis.notes.get(Stem.VOCALS) is None:
        return None
    chants = [phrase for phrase in phrases_of(song) if phrase.is_chant]
    return np.asarray([_covered(chants, window) for window in song.windows], np.float64)


def choir(song: CultureSong) -> Floats | None:
    """Share of each stretch in which three voices or more sing one rhythm, ``[windows]``.

    None where no two notes of the voice ever sound together: a voice that is followed as one line hides a choir.
    """
    rows = _placed(song)
    if not any(second[1] < first[2] - _TOGETHER_BEATS for first, second in pairwise(rows)):
        return None
    chords = _chords(rows)
    return np.asarray([_sung_together(chords, window) for window in song.windows], np.float64)


def by_ear(song: CultureSong, name: str) -> Floats | None:
    """How surely the instrument ear hears a class in each stretch, 0-1, ``[windows]``; None without stems.

    Below three in ten it is nothing, from eight in ten on it is sure: what it doubts in every stretch is not there.
    """
    heard = None if song.stems is None else song.instruments
    own = None if heard is None else heard.of(name)
    return None if own is None else np.clip((own - _DOUBTED) / (_SURE - _DOUBTED), 0.0, 1.0)


def melisma(song: CultureSong) -> float | None:
    """Share of the voice's breaths with a run of three joined short notes on different pitches; None without voice."""
    breaths = phrases_of(song)
    if len(breaths) < _LEAST_PHRASES:
        return None
    return float(np.mean([_has_run(phrase) for phrase in breaths]))


def call_response(song: CultureSong) -> float | None:
    """How regularly the voice comes and goes in turns of one to four bars, 0-1; None where it hardly sings or rests.

    The highest autocorrelation of its activity over the beats at these lags. A voice that never rests has no answer.
    """
    active = _active_beats(song)
    share = float(active.mean()) if len(active) else 0.0
    if not 0.1 < share < 0.9:
        return None
    centred = active - share
    power = float(centred @ centred)
    beats = STEPS // 4
    lags = [beats * bars for bars in range(1, 5) if beats * bars < len(active) // 2]
    peaks = [float(centred[lag:] @ centred[:-lag]) / power for lag in lags]
    return max(0.0, *peaks) if peaks else None


def _placed(song: CultureSong) -> list[tuple[NoteEvent, float, float]]:
    """Notes of the voice that lie in the bars, onset and offset in beats; none where its stem is all but silent."""
    is_silent = song.levels_db.get(Stem.VOCALS, 0.0) < _LEAST_VOICE_DB
    notes = [] if is_silent else sorted(song.notes(Stem.VOCALS))
    starts = song.bars.places([note.onset for note in notes]) * 4.0
    last = song.bars.lines[-1] if song.bars.count else 0.0
    ends = song.bars.places([min(note.offset, last) for note in notes]) * 4.0
    rows = zip(notes, starts.tolist(), ends.tolist(), strict=True)
    return [(note, start, end) for note, start, end in rows if np.isfinite(start) and np.isfinite(end)]


def _covered(phrases: list[Phrase], window: Window) -> float:
    first, last = 4.0 * (window.first_bar - 1), 4.0 * window.last_bar
    sung = sum(max(0.0, min(phrase.offsets[-1], last) - max(phrase.onsets[0], first)) for phrase in phrases)
    return min(1.0, sung / (last - first))


def _chords(rows: list[tuple[NoteEvent, float, float]]) -> list[tuple[float, float, int, int]]:
    """Stretches that begin with an onset: from, to (beats), how many pitches sound, how many of them begin here."""
    onsets = sorted(start for _, start, _ in rows)
    moments = [own for index, own in enumerate(onsets) if index == 0 or own - onsets[index - 1] > _TOGETHER_BEATS]
    found = []
    for moment in moments:
        at = moment + _TOGETHER_BEATS
        sounding = [row for row in rows if row[1] <= at < row[2] + _TOGETHER_BEATS]
        begun = {note.pitch for note, start, _ in sounding if start >= moment - 1e-9}
        end = max((row[2] for row in sounding if row[1] >= moment - 1e-9), default=moment)
        found.append((moment, end, len({note.pitch for note, _, _ in sounding}), len(begun)))
    return found


def _sung_together(chords: list[tuple[float, float, int, int]], window: Window) -> float:
    first, last = 4.0 * (window.first_bar - 1), 4.0 * window.last_bar
    total = 0.0
    reached = first
    for start, end, pitches, begun in chords:
        if pitches >= _CHOIR_VOICES and begun >= _HOMORHYTHM * pitches:
            total += max(0.0, min(end, last) - max(start, reached))
            reached = max(reached, min(end, last))
    return min(1.0, total / (last - first))


def _has_run(phrase: Phrase) -> bool:
    length = 1
    for index in range(1, len(phrase.notes)):
        is_joined = phrase.onsets[index] - phrase.offsets[index - 1] <= _JOINED_BEATS
        is_short = phrase.offsets[index - 1] - phrase.onsets[index - 1] <= _RUN_NOTE_BEATS
        moves = phrase.notes[index].pitch != phrase.notes[index - 1].pitch
        length = length + 1 if is_joined and is_short and moves else 1
        if length >= _RUN_NOTES:
            return True
    return False


def _active_beats(song: CultureSong) -> Floats:
    active = np.zeros(song.bars.count * 4)
    for _, start, end in _placed(song):
        active[int(start) : max(int(start) + 1, int(np.ceil(end - 0.25)))] = 1.0
    return active
