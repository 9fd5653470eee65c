"""Chords as the markers read them: in their key, as charts write them, and what happens from one to the next.

Everything is counted from the chord labels and the key that holds at their time; a Roman numeral that somebody wrote
beside them is not needed, so that heard and composed songs are judged alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.analysis import Analysis
from engine.core.harmony import FLAT_NAMES, QUALITIES, SHARP_NAMES, ChordLabel, Key
from engine.core.roman import degree_numeral
from engine.culture.bars import Window
from engine.culture.song import CultureSong

Floats = NDArray[np.float64]

_GAP_BARS = 0.25  # chords further apart than a beat do not follow upon one another
_CHANGES_PER_BAR = 0.5
_MOST_NAMES = 8  # of chords in a sentence

CHARTS: dict[str, str] = {
    "maj": "", "min": "m", "dim": "dim", "aug": "+", "5": "5", "sus2": "sus2", "sus4": "sus", "maj6": "6",
    "min6": "m6", "7": "7", "maj7": "maj7", "min7": "m7", "minmaj7": "m(maj7)", "dim7": "dim7", "hdim7": "m7b5",
    "7sus4": "7sus", "9": "9", "maj9": "maj9", "min9": "m9", "add9": "add9", "minadd9": "m(add9)", "11": "11",
    "min11": "m11", "13": "13", "maj13": "maj13", "min13": "m13", "69": "6/9", "min69": "m6/9",
    "maj7#11": "maj7#11", "9sus4": "9sus", "13sus4": "13sus", "7b9": "7b9", "7#9": "7#9", "7#11": "7#11",
    "9#11": "9#11", "7alt": "7alt",
}  # fmt: skip
"""How charts write the qualities of ``QUALITIES``."""


@dataclass(frozen=True, slots=True)
class HeardChord:
    """A chord from ``start`` to ``end`` (seconds) in the key that holds there; equal ones in a row are one."""

    start: float
    end: float
    label: ChordLabel
    key: Key | None
    confidence: float

    @property
    def root(self) -> int:
        assert self.label.root is not None
        return self.label.root

    @property
    def degree(self) -> int | None:
        """Semitones of its root above the tonic, 0-11; None without a key."""
        return None if self.key is None else (self.root - self.key.tonic) % 12

    @property
    def bass_degree(self) -> int | None:
        """Semitones of its bass above the tonic, 0-11; None without a key."""
        return None if self.degree is None else (self.degree + self.label.bass) % 12

    @property
    def steps(self) -> frozenset[int]:
        """Its tones above the root, the bass not counted."""
        return frozenset(QUALITIES[self.label.quality])

    @property
    def is_major(self) -> bool:
        """Whether it has a major third; a sharp ninth beside it changes nothing."""
        return 4 in self.steps

    @property
    def is_minor(self) -> bool:
        return 3 in self.steps and 4 not in self.steps

    @property
    def is_dominant(self) -> bool:
        """A minor seventh over a major third or a suspended fourth."""
        return 10 in self.steps and (self.is_major or (5 in self.steps and not self.is_minor))

    @property
    def name(self) -> str:
        """As charts write it: ``Dm9``, ``G13sus``, ``C/E``."""
        names = FLAT_NAMES if self.label.flats else SHARP_NAMES
        bass = f"/{names[(self.root + self.label.bass) % 12]}" if self.label.bass else ""
        return f"{names[self.root]}{CHARTS[self.label.quality]}{bass}"

    @property
    def numeral(self) -> str:
        """The bare numeral of its root: ``IV``, ``iv``; empty without a key."""
        if self.key is None or self.degree is None:
            return ""
        upper = True if self.is_major else False if self.is_minor else None
        return degree_numeral(self.degree, self.key, upper=upper)


@dataclass(frozen=True, slots=True)
class Change:
    """One chord followed by another, with what stands around them; None at an end or a pause."""

    earlier: HeardChord | None
    before: HeardChord
    after: HeardChord
    later: HeardChord | None

    @property
    def time(self) -> float:
        return self.after.start

    @property
    def confidence(self) -> float:
        """That both were heard."""
        return self.before.confidence * self.after.confidence

    @property
    def name(self) -> str:
        return f"{self.before.name} - {self.after.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Harmony:
    """All chords of a song and their changes; both empty where none were heard."""

    chords: tuple[HeardChord, ...]
    changes: tuple[Change, ...]

    def weights(self, windows: Sequence[Window]) -> Floats:
        """How much of each stretch has chords, weighed by how surely they were heard, 0-1, ``[windows]``."""
        heard = np.asarray(
            [sum(_overlap(chord, window) * chord.confidence for chord in self.chords) for window in windows]
        )
        lengths = np.asarray([window.end - window.start for window in windows])
        return np.clip(heard / np.maximum(lengths, 1e-9), 0.0, 1.0) if len(windows) else np.zeros(0)

    def time_share(self, windows: Sequence[Window], amount: Callable[[HeardChord], float]) -> Floats:
        """Mean of something a chord has (0-1) over the time chords sound, ``[windows]``; NaN without chords."""
        rows = []
        for window in windows:
            spans = [(_overlap(chord, window) * chord.confidence, chord) for chord in self.chords]
            heard = [(weight, chord) for weight, chord in spans if weight > 0.0]
            total = sum(weight for weight, _ in heard)
            rows.append(sum(weight * amount(chord) for weight, chord in heard) / total if total else np.nan)
        return np.asarray(rows, np.float64)

    def change_share(self, windows: Sequence[Window], holds: Callable[[Change], bool]) -> Floats:
        """Share of the changes in each stretch that are of a kind; 0 on a vamp of one chord, NaN without chords.

        Fewer than a change in two bars count less: one change that happens to be of the kind is no habit.
        """
        weights = self.weights(windows)
        rows = []
        for window in windows:
            own = self.within(window)
            total = sum(change.confidence for change in own)
            found = sum(change.confidence for change in own if holds(change))
            habit = min(1.0, len(own) / (_CHANGES_PER_BAR * window.num_bars))
            rows.append(habit * found / total if total else 0.0)
        return np.where(weights > 0.0, np.asarray(rows, np.float64), np.nan) if rows else np.zeros(0)

    def within(self, window: Window) -> list[Change]:
        """The changes that happen in a stretch, its first moment included."""
        return [change for change in self.changes if window.start - 1e-6 <= change.time < window.end - 1e-6]

    def names(self, window: Window) -> str:
        """The chords of a stretch in a row, each loop once: ``Dm9 - G13sus - Cmaj9``."""
        least = 0.1 * (window.end - window.start) / window.num_bars
        own = [chord.name for chord in self.chords if _overlap(chord, window) > least]
        return " - ".join(_once(own)[:_MOST_NAMES])


def harmony_of(song: CultureSong) -> Harmony:
    """The chords of a song; ``N`` and ``X`` are pauses."""
    found: list[HeardChord] = []
    for event in song.analysis.chords:
        label = ChordLabel.parse(event.label)
        if label.root is None or event.end <= event.start:
            continue
        chord = HeardChord(event.start, event.end, label, key_at(song.analysis, event.start), event.confidence)
        if found and _is_same(found[-1], chord):
            found[-1] = _joined(found[-1], chord)
        else:
            found.append(chord)
    gap = _GAP_BARS * _bar_seconds(song)
    return Harmony(tuple(found), tuple(_changes(found, gap)))


def key_at(analysis: Analysis, time: float) -> Key | None:
    """The key that holds at a time; None where none was found."""
    if analysis.key is None:
        return None
    tonic, mode = analysis.key.tonic, analysis.key.mode
    for modulation in analysis.modulations:
        if modulation.time <= time + 1e-6:
            tonic, mode = modulation.tonic, modulation.mode
    return Key.parse(f"{tonic} {mode}")


def bars_text(window: Window) -> str:
    """``bars 9-12``, or ``bar 9``."""
    return f"bars {window.first_bar}-{window.last_bar}" if window.num_bars > 1 else f"bar {window.first_bar}"


def listed(names: Iterable[str]) -> str:
    """Each name once, in order: ``F - Bb, Bb - F``."""
    return ", ".join(dict.fromkeys(names))


def _is_same(first: HeardChord, second: HeardChord) -> bool:
    return (
        first.key == second.key
        and (first.root, first.label.quality, first.label.bass)
        == (second.root, second.label.quality, second.label.bass)
        and second.start - first.end < 0.05
    )


def _joined(first: HeardChord, second: HeardChord) -> HeardChord:
    lengths = (first.end - first.start, second.end - second.start)
    sure = float(np.average([first.confidence, second.confidence], weights=lengths))
    return HeardChord(first.start, second.end, first.label, first.key, sure)


def _changes(chords: Sequence[HeardChord], gap: float) -> Iterable[Change]:
    follows = [second.start - first.end <= gap for first, second in pairwise(chords)]
    for index, is_joined in enumerate(follows):
        if not is_joined:
            continue
        earlier = chords[index - 1] if index > 0 and follows[index - 1] else None
        later = chords[index + 2] if index + 1 < len(follows) and follows[index + 1] else None
        yield Change(earlier, chords[index], chords[index + 1], later)


def _bar_seconds(song: CultureSong) -> float:
    return float(np.median(np.diff(song.bars.lines))) if song.bars.count else 2.0


def _overlap(chord: HeardChord, window: Window) -> float:
    return max(0.0, min(chord.end, window.end) - max(chord.start, window.start))


def _once(names: list[str]) -> list[str]:
    """A row without its repeats: of ``A B A B`` only ``A B``."""
    for length in range(1, len(names) // 2 + 1):
        if all(name == names[place % length] for place, name in enumerate(names)):
            return names[:length]
    return names
