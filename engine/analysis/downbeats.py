"""Where the bar begins: metre, the place of the beat among its 16ths, and beat 1.

Evidence is read at the 16ths of the grid, summed over the song and compared over all rotations of a bar:
patterns of low, middle and high onsets (``bar_patterns``), harmonic change (Goto & Muraoka 1999: chords change at
downbeats), entries of new layers, and how the recording begins. Each speaks in logarithms of likelihood, so that a
clear clue outvotes several vague ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis import bar_patterns
from engine.analysis.onsets import Novelty
from engine.analysis.spectrum import Spectrogram, frame_blocks

STEPS_PER_BEAT = 4

_PATTERN_WEIGHT = 5.0  # nats per unit of correlation
_BALANCE_WEIGHT = 2.0
_CHANGE_WEIGHT = 2.0
_ENTRY_WEIGHT = 2.0
_CLEAR_CHANGE = 0.4  # 1 - cosine of the chroma of two chords that share one or two notes
_CLEAR_ENTRY = 0.3  # mean over bands of the change of log10 level, i.e. 6 dB everywhere or 24 dB in a quarter of them
_START_BAR = 2.5  # recordings begin on beat 1 far oftener than elsewhere: seven times in ten is ln 7 above one in ten
_START_BEAT = 1.0
_LOOP_BAR = 3.0


@dataclass(frozen=True, slots=True)
class BarPlacement:
    """Where bars lie on a grid of beats.

    Args:
        shift_steps: 16ths by which the true beats lie after the given ones, 0–3.
        beats_per_bar: Beats of a bar.
        first_position: Position in the bar, from 1, of the first given beat once shifted.
        margin: Difference in log-likelihood to the best other placement; 0 is a toss-up.
    """

    shift_steps: int
    beats_per_bar: int
    first_position: int
    margin: float


def step_times(beats: np.ndarray) -> np.ndarray:
    """Times of the 16ths of a grid, one beat before the first and one after the last included: ``[4·(beats + 1)]``."""
    widened = np.r_[2 * beats[0] - beats[1], beats, 2 * beats[-1] - beats[-2]]
    position = np.arange(STEPS_PER_BEAT * (len(widened) - 1)) / STEPS_PER_BEAT
    return np.interp(position, np.arange(len(widened)), widened)


def at_steps(values: np.ndarray, rate_hz: float, steps: np.ndarray) -> np.ndarray:
    """Largest value of ``[frames, …]`` around each step, from half a step before to half a step after."""
    edges = np.r_[steps[0] - 0.5 * (steps[1] - steps[0]), 0.5 * (steps[1:] + steps[:-1])]
    frames = np.clip(np.rint(edges * rate_hz).astype(np.int64), 0, len(values) - 1)
    return np.asarray(np.maximum.reduceat(values, frames, axis=0))


def place_bars(
    beats: np.ndarray, onset: Novelty, spectrogram: Spectrogram, change: np.ndarray, *, is_loop: bool = False
) -> BarPlacement:
    """Find the bar on a grid of beats.

    Args:
        beats: Beat times in seconds, at least two.
        onset: Novelty of the recording.
        spectrogram: Its log-frequency magnitudes.
        change: Harmonic change at each step of ``step_times(beats)``.
        is_loop: Whether the recording is cut to whole bars, which makes its beginning a bar line.
    """
    steps = step_times(beats)
    rate = onset.clock.rate
    low, middle, high = (_strength(at_steps(band, rate, steps)) for band in (onset.low, onset.middle, onset.high))
    level = np.log10(1e-3 + at_steps(spectrogram.magnitudes, rate, steps))
    numerator = _beats_per_bar(np.stack([low, middle, high, _strength(change)], axis=1))
    length = numerator * STEPS_PER_BEAT
    score = np.zeros(length)
    if numerator == 4:
        for strength, grids in ((low, bar_patterns.LOW), (middle, bar_patterns.MIDDLE), (high, bar_patterns.HIGH)):
            score += _PATTERN_WEIGHT * _pattern_score(_per_bar(strength, length), grids)
        # what is broad above the bass is a snare or clap: where it answers the low end, not where both sound
        balance = _per_bar(low - np.minimum(middle, high), length)
        score += _BALANCE_WEIGHT * _pattern_score(balance, bar_patterns.BALANCE)
    else:
        for strength, weight in ((low, 3.0), (middle, 0.5), (high, 0.5)):
            score += weight * _accent_score(_per_bar(strength, length))
    score += _CHANGE_WEIGHT * _place_score(_per_bar(np.minimum(1.0, change / _CLEAR_CHANGE), length))
    score += _ENTRY_WEIGHT * _place_score(_entries(level, length))
    score += _start_score(spectrogram, steps, length)
    if is_loop:
        score[int(np.argmin(np.abs(steps))) % length] += _LOOP_BAR
    return _placement(score, numerator)


def _placement(score: np.ndarray, numerator: int) -> BarPlacement:
    """``score[r]`` says how well the downbeat fits at step r (mod the bar)."""
    best = int(np.argmax(score))
    others = np.delete(score, best)
    margin = float(score[best] - others[np.isfinite(others)].max()) if np.isfinite(others).any() else 0.0
    shift = best % STEPS_PER_BEAT
    beat_of_bar = (best - shift) // STEPS_PER_BEAT  # counted from the beat before the first one
    first = (1 - beat_of_bar) % numerator
    return BarPlacement(shift, numerator, first + 1, margin)


def _strength(values: np.ndarray) -> np.ndarray:
    """Scaled so that a usual strong event is 1, and no event counts for more."""
    positive = values[values > 0]
    if not len(positive):
        return np.zeros(len(values))
    return np.asarray(np.minimum(1.0, values / np.percentile(positive, 90)))


def _per_bar(strength: np.ndarray, length: int) -> np.ndarray:
    """Mean over bars at each step of the bar: ``[length]``."""
    bars = max(1, len(strength) // length)
    padded = np.resize(strength, length) if len(strength) < length else strength[: bars * length]
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
    soft = np.log(np.mean(np.exp(8.0 * correlation), axis=1)) / 8.0  # between the mean and the best pattern
    return np.asarray(soft * min(1.0, norm / 0.5))


def _accent_score(profile: np.ndarray) -> np.ndarray:
    return np.asarray(profile - profile.mean())


def _place_score(profile: np.ndarray) -> np.ndarray:
    """Things that happen at bar lines: full marks for beat 1, some for the middle of the bar."""
    return np.asarray(profile - 0.5 * np.roll(profile, -STEPS_PER_BEAT) - 0.5 * np.roll(profile, STEPS_PER_BEAT))


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


def _start_score(spectrogram: Spectrogram, steps: np.ndarray, length: int) -> np.ndarray:
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
    for beat in range(0, length, STEPS_PER_BEAT):
        score[(place - beat) % length] += _START_BEAT
    score[place] += _START_BAR - _START_BEAT
    return score


def _beats_per_bar(strength: np.ndarray) -> int:
    """Beats of a bar: the length at which the pattern of beats repeats best, four unless another is clearly better."""
    on_beats = strength.reshape(-1, STEPS_PER_BEAT, strength.shape[1]).max(axis=1)
    centred = on_beats - on_beats.mean(axis=0)
    energy = float(np.mean(centred**2))
    if energy < 1e-6 or len(centred) < 12:
        return 4

    def repeats(beats: int) -> float:
        values = [
            float(np.mean(centred[lag:] * centred[:-lag])) / energy
            for lag in (beats, 2 * beats)
            if lag < len(centred) - 4
        ]
        return float(np.mean(values)) if values else 0.0

    four = repeats(4)
    other = max((3, 5, 7), key=lambda n: repeats(n) - 0.05 * n)
    return other if repeats(other) > four + 0.25 else 4


def harmonic_change(samples: np.ndarray, sample_rate: int, steps: np.ndarray) -> np.ndarray:
    """How much the chroma differs over the two beats after each step from the two beats before, 0–2.

    One less the cosine of 12-bin chroma (100–2 000 Hz, 186 ms windows), weighed by how tonal both sides are.
    """
    size = 2 ** round(float(np.log2(0.186 * sample_rate)))
    hop = round(sample_rate / 20)
    frequencies = np.fft.rfftfreq(size, 1.0 / sample_rate)
    used = (frequencies >= 100.0) & (frequencies <= 2_000.0)
    pitch_class = np.rint(12 * np.log2(frequencies[used] / 440.0)).astype(int) % 12
    fold = np.zeros((int(used.sum()), 12), np.float32)
    fold[np.arange(len(pitch_class)), pitch_class] = 1.0
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    chroma = np.concatenate([np.abs(block[:, used]) @ fold for _, block in frame_blocks(samples, window, hop)])
    chroma -= chroma.min(axis=1, keepdims=True)  # what all pitch classes share is noise
    total = np.concatenate([np.zeros((1, 12)), np.cumsum(chroma, axis=0)])
    rate = sample_rate / hop
    span = 2.0 * STEPS_PER_BEAT * float(np.median(np.diff(steps)))

    def between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
        first, last = (np.clip(np.rint(t * rate).astype(int), 0, len(chroma)) for t in (start, end))
        return np.asarray(total[last] - total[first])

    # the window's half of 93 ms blurs a change: leave that out on both sides
    before, after = between(steps - span, steps - 0.05), between(steps + 0.05, steps + span)
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    cosine = np.divide((before * after).sum(axis=1), norms, out=np.ones(len(steps)), where=norms > 0)
    change = 1.0 - cosine
    peak = (change >= np.roll(change, 1)) & (change >= np.roll(change, -1))
    return np.asarray(np.where(peak, change, 0.3 * change))
