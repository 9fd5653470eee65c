"""How fast the pulse is: autocorrelation of onset novelty weighed by what tempi are likely.

Periods repeat at every metrical level, so the autocorrelation alone cannot tell a beat from its half or double
(the octave error that is nearly all of the error of published systems); a prior over tempi decides, as in
Ellis, "Beat tracking by dynamic programming" (J. New Music Research 36, 2007) and Moelants (ICMPC 2002).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.analysis.spectrum import FloatArray
from engine.core.errors import UserError

_STEPS_PER_OCTAVE = 140  # 0.5 % apart
_LONGEST_LOOP_S = 17.0  # eight bars at 113 BPM
_LOOP_GAIN = 1.8


@dataclass(frozen=True, slots=True)
class TempoPrior:
    """What tempi are likely: log-normal, cut at a range.

    Args:
        centre_bpm: The likeliest tempo.
        spread_octaves: Standard deviation in octaves.
        low_bpm: No tempo below this is considered.
        high_bpm: No tempo above this is considered.
        preferred_bpm: A range into which a tempo an octave away is moved; None for none.
    """

    centre_bpm: float
    spread_octaves: float
    low_bpm: float
    high_bpm: float
    preferred_bpm: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not 0.0 < self.low_bpm < self.high_bpm or self.spread_octaves <= 0.0:
            raise ValueError(f"not a range of tempi: {self.low_bpm}–{self.high_bpm} ± {self.spread_octaves}")

    def octave(self, tempo_bpm: float) -> float:
        """The tempo, or its double or half where only that is preferred."""
        if self.preferred_bpm is None:
            return tempo_bpm
        low, high = self.preferred_bpm
        if low <= tempo_bpm <= high:
            return tempo_bpm
        return next((t for t in (2.0 * tempo_bpm, 0.5 * tempo_bpm) if low <= t <= high), tempo_bpm)

    def log_weight(self, tempo_bpm: np.ndarray) -> np.ndarray:
        """Logarithm of the prior relative to its maximum."""
        return np.asarray(-0.5 * (np.log2(tempo_bpm / self.centre_bpm) / self.spread_octaves) ** 2)


ANY_TEMPO = TempoPrior(centre_bpm=115.0, spread_octaves=0.6, low_bpm=50.0, high_bpm=215.0)
"""Listeners tap near 120 BPM whatever they hear (Moelants 2002); wide enough for 60 and 200."""

HOUSE = TempoPrior(centre_bpm=115.0, spread_octaves=0.6, low_bpm=50.0, high_bpm=215.0, preferred_bpm=(100.0, 126.0))
"""Amapiano and its neighbours: 57 BPM is heard as 114. All else is heard as what it is: 90 and 170 BPM stay so.

The preference is for octaves alone. A prior narrow enough to matter between 3:2 neighbours makes 117 of drum and bass
at 176 and 112 of ballads in 6/8 (measured on rendered rhythms).
"""

PRIORS = {"house": HOUSE, "any": ANY_TEMPO}
"""By the word of the setting ``analysis.tempo_prior``."""


def prior_named(word: str) -> TempoPrior:
    """The prior of a setting's word.

    Raises:
        UserError: If there is none.
    """
    if word not in PRIORS:
        raise UserError(f"There is no tempo prior called '{word}'", f"Known: {', '.join(PRIORS)}.")
    return PRIORS[word]


def autocorrelation(signal: np.ndarray, max_lag: int) -> np.ndarray:
    """Unbiased autocorrelation of a zero-mean signal, relative to lag 0: ``[max_lag + 1]``."""
    length = len(signal)
    size = 2 ** int(np.ceil(np.log2(length + max_lag + 1)))
    power = np.abs(np.fft.rfft(signal, size)) ** 2
    raw = np.fft.irfft(power)[: max_lag + 1]
    unbiased = raw / np.maximum(length - np.arange(max_lag + 1), 0.25 * length)
    return np.asarray(unbiased / unbiased[0] if unbiased[0] > 0 else np.zeros(max_lag + 1))


def without_trend(strength: FloatArray, rate_hz: float, *, mean_s: float = 1.0) -> np.ndarray:
    """Novelty less its local mean, scaled to unit variance: what pulses remains, loudness trends do not."""
    from scipy.ndimage import uniform_filter1d

    values = np.asarray(strength, dtype=np.float64)
    centred = values - uniform_filter1d(values, 2 * round(mean_s * rate_hz / 2) + 1, mode="nearest")
    deviation = float(centred.std())
    return np.asarray(centred / deviation if deviation > 0.0 else centred)


@dataclass(frozen=True, slots=True)
class TempoCandidate:
    """A possible tempo: its score with the prior, and its strength without (normalised autocorrelation, -1–1)."""

    tempo_bpm: float
    score: float
    strength: float


def _level_weight(lags: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    """How much a period looks like the beat rather than its half or double, a factor up to 1.

    A beat is a level of its own: something returns after one beat, not only after two; and beats differ from the
    half-beats between them. A metronome at 60 or 200 BPM, where the prior would rather hear 120 or 100, obeys both.
    """
    index = np.arange(len(correlation))

    def near(lag: np.ndarray) -> np.ndarray:
        """The autocorrelation's peaks are a few frames wide: the largest within half a frame."""
        return np.asarray(np.max([np.interp(lag + d, index, correlation, right=0.0) for d in (-0.5, 0.0, 0.5)], axis=0))

    once, twice, half = near(lags), near(2.0 * lags), near(0.5 * lags)
    is_played = np.clip(once / np.maximum(twice, 0.05), 0.0, 1.0)
    # only where nearly everything recurs at the half: hats on all eighths do in some bands, clicks in all
    is_half = np.minimum(half, half / np.maximum(once, 0.05))
    return np.asarray(np.interp(is_played, [0.0, 0.4], [0.3, 1.0]) * np.interp(is_half, [0.72, 0.88], [1.0, 0.3]))


def loop_weight(tempo_bpm: np.ndarray, duration: float) -> np.ndarray:
    """How much a recording's length speaks for a tempo: loops are cut to whole bars of four.

    Only recordings of up to 17 s ask for it; longer ones hold so many beats that every tempo has a whole number nearby.
    A factor of 1 for lengths off any bar line, up to ``_LOOP_GAIN`` on one.
    """
    if duration > _LONGEST_LOOP_S:
        return np.ones(len(tempo_bpm))
    bars = tempo_bpm * duration / 240.0
    off_beats = 4.0 * np.abs(bars - np.rint(bars))
    is_bar = np.exp(-0.5 * (off_beats / 0.15) ** 2) * (bars > 0.9)
    return np.asarray(1.0 + (_LOOP_GAIN - 1.0) * is_bar)


def loop_tempo(tempo_bpm: float, duration: float) -> float | None:
    """The tempo at which a short recording is exactly so many bars of four as ``tempo_bpm`` says it nearly is."""
    bars = round(tempo_bpm * duration / 240.0)
    if duration > _LONGEST_LOOP_S or bars < 1:
        return None
    exact = 240.0 * bars / duration
    return exact if abs(exact / tempo_bpm - 1.0) < 0.005 + 0.03 / duration else None


@dataclass(frozen=True, slots=True, eq=False)
class TempoScores:
    """Every tempo's score with the prior, and its strength without: ``[tempi]`` each, tempi on a logarithmic raster."""

    tempi: np.ndarray
    score: np.ndarray
    strength: np.ndarray

    def near(self, tempo_bpm: float) -> TempoCandidate:
        """The best score within 1.5 % of a tempo, given to that tempo itself."""
        inside = np.abs(np.log(self.tempi / tempo_bpm)) < 0.015
        if not inside.any():
            return TempoCandidate(tempo_bpm, 0.0, 0.0)
        best = int(np.flatnonzero(inside)[np.argmax(self.score[inside])])
        return TempoCandidate(tempo_bpm, float(self.score[best]), float(self.strength[best]))


def tempo_scores(pulse: np.ndarray, rate_hz: float, prior: TempoPrior) -> TempoScores | None:
    """How well each tempo explains a zero-mean pulse signal; None where it is too short for one period.

    Args:
        pulse: Zero-mean novelty ``[frames]`` (see ``without_trend``).
        rate_hz: Frames per second.
        prior: Which tempi are likely.
    """
    longest = min(len(pulse) - 2, int(4.1 * 60.0 / prior.low_bpm * rate_hz) + 2)
    if longest < 2 or not np.any(pulse):
        return None
    correlation = autocorrelation(pulse, longest)
    octaves = np.log2(prior.high_bpm / prior.low_bpm)
    tempi = prior.low_bpm * 2.0 ** np.linspace(0.0, octaves, max(2, int(octaves * _STEPS_PER_OCTAVE)))
    lags = 60.0 / tempi * rate_hz
    index = np.arange(longest + 1)
    strength = np.zeros(len(tempi))
    weight = np.zeros(len(tempi))
    for multiple, gain in ((1, 1.0), (2, 1.0), (4, 1.0), (3, 0.5)):
        inside = multiple * lags <= longest
        # a peak of the autocorrelation is as wide as an onset (some 30 ms): take the best within ±1.5 % of long lags
        value = np.max(
            [
                np.interp(multiple * lags * (1 + d), index, correlation)
                for d in ((0.0,) if multiple == 1 else (-0.005, 0.0, 0.005))
            ],
            axis=0,
        )
        strength += np.where(inside, gain * value, 0.0)
        weight += np.where(inside, gain, 0.0)
    strength = np.divide(strength, weight, out=np.zeros_like(strength), where=weight > 0)
    score = np.maximum(strength, 0.0) * np.exp(prior.log_weight(tempi)) * loop_weight(tempi, len(pulse) / rate_hz)
    score *= _level_weight(lags, correlation)
    return TempoScores(tempi, score, strength)


def tempo_candidates(scores: TempoScores, *, count: int = 5) -> tuple[TempoCandidate, ...]:
    """The likeliest tempi, best first: the peaks of the score."""
    score = scores.score
    inner = np.r_[-np.inf, score, -np.inf]
    peaks = np.flatnonzero((inner[1:-1] >= inner[:-2]) & (inner[1:-1] > inner[2:]) & (score > 0))
    order = peaks[np.argsort(-score[peaks], kind="stable")][:count]
    return tuple(TempoCandidate(float(scores.tempi[i]), float(score[i]), float(scores.strength[i])) for i in order)


def repeated_tempo(scores: TempoScores, period: float) -> TempoCandidate | None:
    """The likeliest tempo at which an exact repetition after ``period`` seconds is a whole number of beats.

    Loops are cut to bars of four far oftener than to bars of three or to odd numbers of beats.
    """
    tempi = scores.tempi
    least, most = max(1, math.ceil(period * tempi[0] / 60.0)), int(period * tempi[-1] / 60.0)
    best: TempoCandidate | None = None
    for beats in range(least, most + 1):
        found = scores.near(60.0 * beats / period)
        likely = 1.0 if beats % 4 == 0 else 0.75 if beats % 3 == 0 or beats == 2 else 0.5
        if found.score > 0.0 and (best is None or likely * found.score > best.score):
            best = TempoCandidate(found.tempo_bpm, likely * found.score, found.strength)
    return best
