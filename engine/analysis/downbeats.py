"""Where the bar begins: the place of the beat among its steps, and beat 1.

Evidence is read at the steps of the grid (``bar_features``), summed over bars of one length and compared over all
rotations of a bar: patterns of low, middle and high onsets (``bar_patterns``), harmonic change (Goto & Muraoka 1999:
chords change at downbeats), entries of new layers, crashes, fills before the bar line, and how the recording begins.
Each speaks in logarithms of likelihood, so that a clear clue outvotes several vague ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis import bar_patterns
from engine.analysis.bar_features import BarFeatures
from engine.analysis.spectrum import Spectrogram

_PATTERN_WEIGHT = 5.0  # nats per unit of correlation
_LOW_WEIGHT = 8.0  # where the kick falls tells most
_SHARPNESS = 16.0  # of the mean over patterns: infinite would be the best one alone
_BALANCE_WEIGHT = 2.0
_CHANGE_WEIGHT = 2.0
_ENTRY_WEIGHT = 1.0
_CLEAR_ENTRY = 0.3  # mean over bands of the change of log10 level, i.e. 6 dB everywhere or 24 dB in a quarter of them
_CLEAR_CRASH = 0.3  # log10 of treble beyond what is usual at that place of the bar: 6 dB for most of a beat
_CRASH_WEIGHT = 0.75
_MOST_CRASHES = 2.0
_FILL_WEIGHT = 1.5
_LEAST_VARIATION = 0.1  # mean accents of a step beyond what is usual, over four bands
_START_BAR = 2.0  # recordings begin on beat 1 seven times as often as on another beat (ln 7)
_START_BEAT = 1.0
_LOOP_BAR = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class BarScores:
    """How well a downbeat fits at each step of the bar, in nats, counted from the first of the given steps."""

    scores: np.ndarray
    steps_per_beat: int

    @property
    def best(self) -> int:
        return int(np.argmax(self.scores))

    @property
    def margin(self) -> float:
        """Difference to the best other step; 0 is a toss-up."""
        others = np.delete(self.scores, self.best)
        return float(self.scores[self.best] - others.max()) if len(others) else 0.0

    def on_every(self, steps: int) -> BarScores:
        """Only those downbeats that fall on every so-manieth step, as on the beats given."""
        masked = np.full(len(self.scores), -1e9)
        masked[::steps] = self.scores[::steps]
        return BarScores(masked, self.steps_per_beat)


def score_bars(
    features: BarFeatures,
    spectrogram: Spectrogram,
    *,
    length: int,
    first: int = 0,
    last: int | None = None,
    is_loop: bool = False,
) -> BarScores:
    """Score all places of the downbeat in a stretch of steps with bars of one length.

    Args:
        features: Evidence at the steps.
        spectrogram: The recording's.
        length: Steps of a bar.
        first: First step of the stretch.
        last: Step after its last; None for all.
        is_loop: Whether the recording is cut to whole bars, which makes its beginning a bar line.
    """
    part = slice(first, last)
    low, middle, high = features.low[part], features.middle[part], features.high[part]
    score = _register_scores(low, middle, high, length, features.steps_per_beat)
    place = _Places(length, features.steps_per_beat)
    score += _CHANGE_WEIGHT * place.score(_per_bar(features.change[part], length))
    score += _ENTRY_WEIGHT * place.score(_entries(features.level[part], length))
    score += _CRASH_WEIGHT * place.score(_crashes(features.ring[part], length, features.steps_per_beat))
    score += _FILL_WEIGHT * _fills(features.accents[part], length, features.steps_per_beat)
    if first == 0:
        score += _start_score(spectrogram, features.times, length, features.steps_per_beat)
        if is_loop:
            score[int(np.argmin(np.abs(features.times))) % length] += _LOOP_BAR
    return BarScores(score, features.steps_per_beat)


def _register_scores(
    low: np.ndarray, middle: np.ndarray, high: np.ndarray, length: int, steps_per_beat: int
) -> np.ndarray:
    usual = _usual_bars(length, steps_per_beat)
    score = np.zeros(length)
    if usual is None:
        for values, weight in ((low, 3.0), (middle, 0.5), (high, 0.5)):
            profile = _per_bar(values, length)
            score += weight * (profile - profile.mean())
        return score
    registers = (
        (low, usual.low, _LOW_WEIGHT),
        (middle, usual.middle, _PATTERN_WEIGHT),
        (high, usual.high, _PATTERN_WEIGHT),
    )
    for values, grids, weight in registers:
        score += weight * _pattern_score(_per_bar(values, length), grids)
    # what is broad above the bass is a snare or clap: where it answers the low end, not where both sound
    balance = _per_bar(low - np.minimum(middle, high), length)
    return np.asarray(score + _BALANCE_WEIGHT * _pattern_score(balance, usual.balance))


def _usual_bars(length: int, steps_per_beat: int) -> bar_patterns.Registers | None:
    if steps_per_beat == 4 and length == 14:  # seven eighths on a grid of quarters
        return bar_patterns.BY_METRE[7, 2]
    return bar_patterns.BY_METRE.get((length // steps_per_beat, steps_per_beat))


def _per_bar(values: np.ndarray, length: int) -> np.ndarray:
    """Mean over bars at each step of the bar: ``[length]``."""
    bars = max(1, len(values) // length)
    padded = np.resize(values, length) if len(values) < length else values[: bars * length]
    return np.asarray(padded.reshape(-1, length).mean(axis=0))


def _rotations(profile: np.ndarray) -> np.ndarray:
    """Row r is the profile as it looks if the downbeat is at step r."""
    length = len(profile)
    return np.asarray(profile[(np.arange(length)[:, None] + np.arange(length)[None, :]) % length])


def _pattern_score(profile: np.ndarray, grids: tuple[str, ...]) -> np.ndarray:
    """Correlation of each rotation with its likeliest patterns, times how much the profile varies at all."""
    centred = profile - profile.mean()
    norm = float(np.linalg.norm(centred))
    if norm < 1e-6:
        return np.zeros(len(profile))
    correlation = _rotations(centred / norm) @ bar_patterns.standardised(grids).T
    soft = (
        np.log(np.mean(np.exp(_SHARPNESS * correlation), axis=1)) / _SHARPNESS
    )  # between the mean and the best pattern
    return np.asarray(soft * min(1.0, norm / 0.5))


@dataclass(frozen=True, slots=True)
class _Places:
    """Things that happen at bar lines: full marks for beat 1, some for the middle of the bar."""

    length: int
    steps_per_beat: int

    def score(self, profile: np.ndarray) -> np.ndarray:
        beat = self.steps_per_beat
        return np.asarray(profile - 0.5 * np.roll(profile, -beat) - 0.5 * np.roll(profile, beat))


def _entries(level: np.ndarray, length: int) -> np.ndarray:
    """How clearly layers enter or leave at each step of the bar, 0 to about 2.

    The checkerboard of Foote (2000) at one bar: level of every band over the bar after against the bar before.
    """
    if len(level) < 4 * length:
        return np.zeros(length)
    total = np.concatenate([np.zeros((1, level.shape[1])), np.cumsum(level, axis=0)])
    inner = np.arange(length, len(level) - length)
    after = total[inner + length] - total[inner]
    before = total[inner] - total[inner - length]
    jump = np.abs(after - before).mean(axis=1) / length
    wide = np.array([jump[max(0, i - length // 2) : i + length // 2 + 1].max() for i in range(len(jump))])
    is_top = (jump == wide) & (jump > 2.0 * np.median(jump)) & (jump > 0.5 * _CLEAR_ENTRY)
    is_top[: length // 2] = is_top[len(jump) - length // 2 :] = False  # a maximum there has only one side
    out = np.zeros(length)
    for i in np.flatnonzero(is_top):
        out[inner[i] % length] += min(1.0, jump[i] / _CLEAR_ENTRY)
    return np.minimum(out, 2.0)


def _crashes(ring: np.ndarray, length: int, steps_per_beat: int) -> np.ndarray:
    """How often the treble of a beat rings on beyond what is usual there, at each step of the bar, 0 to 2.

    Drummers strike a crash with the kick on beat 1 of a phrase; a snare on every 2 and 4 rings too, but each time.
    """
    out = np.zeros(length)
    usual = np.zeros(length)
    for place in range(length):
        usual[place] = np.median(ring[place::length]) if len(ring) > place else 0.0
    excess = ring - usual[np.arange(len(ring)) % length]
    reach = 2 * steps_per_beat
    for step in np.flatnonzero(excess > 0.5 * _CLEAR_CRASH):
        if step < reach:  # the first sounds ring louder than the silence before them
            continue
        if excess[step] == excess[max(0, step - reach) : step + reach + 1].max():
            out[step % length] += min(1.0, excess[step] / _CLEAR_CRASH)
    return np.minimum(out, _MOST_CRASHES)


def _fills(accents: np.ndarray, length: int, steps_per_beat: int) -> np.ndarray:
    """How much more unusual the beat before each step is than the beat from it on, -1 to 1.

    Players vary the end of a bar and return to the pattern on beat 1.
    """
    if len(accents) < 3 * length:
        return np.zeros(length)
    place = np.arange(len(accents)) % length
    usual = np.stack([accents[place == p].mean(axis=0) for p in range(length)])
    unusual = np.maximum(0.0, accents - usual[place]).sum(axis=1)
    profile = np.array([unusual[place == p].mean() for p in range(length)])
    beat = np.mean([np.roll(profile, -k) for k in range(steps_per_beat)], axis=0)  # from each step on
    before = np.roll(beat, steps_per_beat)
    # where next to nothing varies, what does is no fill
    return np.asarray((before - beat) / (before + beat + _LEAST_VARIATION))


def _start_score(spectrogram: Spectrogram, steps: np.ndarray, length: int, steps_per_beat: int) -> np.ndarray:
    """The first sound of a recording is likely beat 1, less likely another beat."""
    loudest = spectrogram.magnitudes.max(axis=1)
    heard = np.flatnonzero(loudest > 0.05)
    score = np.zeros(length)
    if not len(heard):
        return score
    start = float(spectrogram.clock.time(int(heard[0])))
    step = int(np.argmin(np.abs(steps - start)))
    spacing = float(np.median(np.diff(steps)))
    if abs(float(steps[step]) - start) > 0.3 * spacing:
        return score
    place = step % length
    for beat in range(0, length, steps_per_beat):
        score[(place - beat) % length] += _START_BEAT
    score[place] += _START_BAR - _START_BEAT
    return score
