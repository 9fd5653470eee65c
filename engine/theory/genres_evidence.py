"""How strongly one thing heard speaks for or against a genre: likelihood ratios against music at large.

A contribution is ``log(r * p(value | genre) / p(value | music at large) + 1 - r)``. ``r`` is how far the statement and
the measurement can be trusted together, so that no single value decides: one that a sure statement rules out costs a
few units, an unsure one less. Music at large is also the hypothesis "other", to which nothing speaks for or against.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.theory.genres import MEASURES, Genre, GenreBook, Progression, Rhythm
from engine.theory.genres_chords import canonical, covered, cycle_of, rarity
from engine.theory.genres_density import AtLarge, grid_likelihood, measure_density, tempo_density
from engine.theory.genres_heard import Heard, Reading

# design values of this file, none of them fitted to recordings
_TRUST = {"A": 0.97, "B": 0.93, "C": 0.88, "D": 0.80}
_TEMPO_RELIABILITY, _PATTERN_RELIABILITY, _CHORD_RELIABILITY = 0.97, 0.85, 0.75
_METRE_RELIABILITY, _KEY_RELIABILITY = 0.85, 0.8
_TEMPER = 0.85  # what is heard hangs together (a kick on each beat is also four kicks): naive sums would be too sure
_RARE_METRE = 0.01
_LOG_DRUM_AT_LARGE, _LOG_DRUM_ELSEWHERE = 0.06, 0.01
_PROGRESSION_SHARE = 0.4
_SUPPORTING = frozenset({"log_drum_per_bar", "log_drum_share"})
_SPEED_COSTS, _SHIFT_COST = {2.0: -2.0, 0.5: -2.0}, -1.8
_SPEED_WORDS = {2.0: "counted twice as fast as it was tracked", 0.5: "counted half as fast as it was tracked"}
_LAYER_WORDS = {"chords": "the chords are struck", "log_drum": "the log drum plays"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing heard, beside what the genre expects. ``contribution`` is in nats, + for and - against."""

    feature: str
    value: Any
    expected: Any
    contribution: float
    words: str


def _nats(ratio: float, confidence: str, reliability: float) -> float:
    trust = _TRUST[confidence] * reliability
    return round(_TEMPER * math.log(trust * ratio + 1.0 - trust), 3)


class Judge:
    """Weighs one song against the genres of a book.

    ``of_song`` holds for every way of counting it, ``of_reading`` for one. What could not be heard is silent.
    """

    def __init__(self, heard: Heard, book: GenreBook) -> None:
        self._heard = heard
        self._at_large = AtLarge(book)
        self._rarity = rarity(book)
        self._covered: dict[Any, float] = {}
        self._values: dict[tuple[str, float], float] = {}
        tempos = {reading.tempo_bpm for reading in heard.readings if reading.tempo_bpm and reading.tempo_bpm > 0.0}
        self._tempos = {bpm: self._at_large.tempo(bpm) for bpm in tempos}
        self._grids = [
            {layer: self._at_large.grid(layer, grid) for layer, grid in reading.grids.items()}
            for reading in heard.readings
        ]
        self._likely: dict[tuple[int, str, str], float] = {}
        self._counted: dict[tuple[float, str], list[Evidence]] = {}

    def of_song(self, genre: Genre) -> list[Evidence]:
        """Metre, mode, log drum, chords and whatever else does not hang on the count."""
        heard = self._heard
        found = [
            *self._metre(genre), *_mode(heard, genre), *_presence(heard, genre),
            *self._measures(heard.measures, genre), *self._progressions(genre),
        ]  # fmt: skip
        return [one for one in found if one.contribution != 0.0]

    def of_reading(self, index: int, genre: Genre) -> list[Evidence]:
        """Tempo, rhythms and what is counted per bar, of the reading at ``index``; and the price of that reading."""
        reading = self._heard.readings[index]
        key = (reading.speed, genre.id)
        if key not in self._counted:  # the same wherever the bar begins
            self._counted[key] = [*self._tempo(reading, genre), *self._measures(reading.measures, genre)]
        found = [*_counting(reading), *self._counted[key], *self._rhythms(index, genre)]
        return [one for one in found if one.contribution != 0.0]

    def _tempo(self, reading: Reading, genre: Genre) -> list[Evidence]:
        bpm = reading.tempo_bpm
        if bpm is None or bpm <= 0.0:
            return []
        ratio = tempo_density(bpm, genre.tempo) / self._tempos[bpm]
        low, high = genre.tempo.usual
        words = f"{bpm:.1f} BPM is {_place(bpm, low, high)} its usual {low:g}-{high:g}"
        nats = _nats(ratio, genre.tempo.confidence, _TEMPO_RELIABILITY)
        return [Evidence("tempo_bpm", round(bpm, 2), [low, high], nats, words)]

    def _metre(self, genre: Genre) -> list[Evidence]:
        metre = self._heard.metre
        if metre is None:
            return []
        at_large = max(_RARE_METRE, self._at_large.share(lambda one: one.metres.shares.get(metre, 0.0)))
        shares = genre.metres.shares
        share = shares.get(metre, 0.0) + (1.0 - sum(shares.values())) * at_large
        nats = _nats(share / at_large, genre.metres.confidence, _METRE_RELIABILITY)
        words = f"{metre} is {'a usual' if share >= 0.1 else 'an unusual'} metre for it"
        return [Evidence("metre", metre, dict(shares), nats, words)]

    def _measures(self, heard: dict[str, float], genre: Genre) -> list[Evidence]:
        found = []
        for name, span in genre.measures.items():
            if name not in heard:
                continue
            value, kind = heard[name], MEASURES[name]
            if (name, value) not in self._values:
                self._values[name, value] = self._at_large.measure(name, value)
            ratio = measure_density(name, value, span) / self._values[name, value]
            nats = _nats(ratio, span.confidence, kind.reliability)
            if name in _SUPPORTING:  # as with the riff itself: to have a log drum never counts against its genres
                nats = max(0.0, nats)
            place = _place(value, span.low, span.high)
            words = f"{kind.words}: {value:.2g}, {place} its usual {span.low:g} to {span.high:g}"
            found.append(Evidence(name, round(value, 3), [span.low, span.high], nats, words))
        return found

    def _progressions(self, genre: Genre) -> list[Evidence]:
        if len(self._heard.changes) < 3 or not genre.progressions:
            return []
        ranked = sorted(genre.progressions, key=self._fit, reverse=True)
        best, weight = ranked[0], self._fit(ranked[0])
        ratio = 1.0 - _PROGRESSION_SHARE + _PROGRESSION_SHARE * weight
        nats = _nats(ratio, best.confidence, _CHORD_RELIABILITY)
        expected = [one.numerals for one in genre.progressions]
        if weight == 0.0:
            return [Evidence("progression", None, expected, nats, "none of its usual progressions is heard")]
        words = f"{self._share(best):.0%} of the chords move as {best.numerals}"
        return [Evidence("progression", best.numerals, expected, nats, words)]

    def _fit(self, progression: Progression) -> float:
        return self._share(progression) * self._rarity[canonical(cycle_of(progression))]

    def _share(self, progression: Progression) -> float:
        cycle = canonical(cycle_of(progression))
        if cycle not in self._covered:
            self._covered[cycle] = covered(self._heard.changes, cycle)
        return self._covered[cycle]

    def _rhythms(self, index: int, genre: Genre) -> list[Evidence]:
        found = []
        for layer, heard in self._heard.readings[index].grids.items():
            rhythms = [one for one in genre.rhythms if one.layer == layer and len(one.grid) == len(heard)]
            at_large = self._grids[index][layer]
            if rhythms and at_large is not None:
                found.append(self._rhythm(index, heard, rhythms, at_large))
        return found

    def _rhythm(self, index: int, heard: NDArray[np.float64], rhythms: Sequence[Rhythm], at_large: float) -> Evidence:
        layer = rhythms[0].layer
        ratios = [self._likelihood(index, layer, heard, rhythm.grid) / at_large for rhythm in rhythms]
        trusts = [_TRUST[rhythm.confidence] * _PATTERN_RELIABILITY * rhythm.share for rhythm in rhythms]
        total = sum(trust * ratio for trust, ratio in zip(trusts, ratios, strict=True)) + 1.0 - sum(trusts)
        nats = round(_TEMPER * math.log(total), 3)
        if layer == "log_drum":  # its riffs vary without end: one like the genre's speaks for it, another says nothing
            nats = max(0.0, nats)
        best = rhythms[int(np.argmax(ratios))]
        subject = _LAYER_WORDS.get(layer, f"the {layer} plays")
        names = " or ".join(dict.fromkeys(rhythm.name for rhythm in rhythms))
        words = f"{subject} {best.name}" if max(ratios) > 1.0 else f"{subject} something else than {names}"
        expected = {rhythm.name: rhythm.grid for rhythm in rhythms}
        return Evidence(f"{layer}_pattern", _drawn(heard), expected, nats, words)

    def _likelihood(self, index: int, layer: str, heard: NDArray[np.float64], grid: str) -> float:
        key = (index, layer, grid)
        if key not in self._likely:
            self._likely[key] = grid_likelihood(heard, grid)
        return self._likely[key]


def _drawn(heard: NDArray[np.float64]) -> str:
    return "".join(str(round(9.0 * share)) if share >= 1.0 / 18.0 else "." for share in heard)


def _place(value: float, low: float, high: float) -> str:
    return "below" if value < low else "above" if value > high else "within"


def _counting(reading: Reading) -> list[Evidence]:
    found = []
    if reading.speed != 1.0:
        found.append(Evidence("count", reading.speed, 1.0, _SPEED_COSTS[reading.speed], _SPEED_WORDS[reading.speed]))
    if reading.shift:
        words = f"with the bar's first beat {reading.shift} later than it was tracked"
        found.append(Evidence("first_beat", reading.shift, 0, _SHIFT_COST, words))
    return found


def _mode(heard: Heard, genre: Genre) -> list[Evidence]:
    if heard.mode is None:
        return []
    mode, confidence = heard.mode
    shares = genre.modes.shares
    ratio = 2.0 * (shares.get(mode, 0.0) + (1.0 - sum(shares.values())) / 2.0)
    nats = _nats(ratio, genre.modes.confidence, _KEY_RELIABILITY * min(1.0, max(0.0, confidence)))
    words = f"{mode} is its {'more' if ratio >= 1.0 else 'less'} usual mode"
    return [Evidence("mode", mode, dict(shares), nats, words)]


def _presence(heard: Heard, genre: Genre) -> list[Evidence]:
    if heard.log_drum is None:
        return []
    p = min(1.0, max(0.0, heard.log_drum))
    span = genre.log_drum
    share = _LOG_DRUM_ELSEWHERE if span is None else (span.low + span.high) / 2.0
    ratio = (share * p + (1.0 - share) * (1.0 - p)) / (_LOG_DRUM_AT_LARGE * p + (1.0 - _LOG_DRUM_AT_LARGE) * (1.0 - p))
    expected = [0.0, 0.0] if span is None else [span.low, span.high]
    words = f"a log drum is {'heard' if p >= 0.5 else 'not heard'}; {share:.0%} of its pieces have one"
    return [Evidence("log_drum", round(p, 3), expected, round(_TEMPER * math.log(ratio), 3), words)]
