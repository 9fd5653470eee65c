"""Music that repeats itself sample by sample: loops, and what is built by tiling them.

A sequencer that plays the same samples again gives a waveform whose autocorrelation reaches 1 at the length of the
loop, to the sample. No player does. That length is a whole number of beats, which settles the tempo more exactly
than any onset could, and rules out tempi (3:2, 4:3) at which it would not be one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.spectrum import FloatArray

_LOWERED_RATE_HZ = 11_025.0  # a quarter of the work; candidates are checked at the full rate
_LONGEST_HEARD_S = 90.0
_SHORTEST_PERIOD_S = 0.9  # shorter repetition is a beat or a tone, which onsets and pitch tell better
_LARGEST_SHARE = 0.8  # of the recording: less overlap than a fifth proves little
_PERHAPS = 0.45  # at the lowered rate a lag may lie half a sample off, which costs white noise half of its correlation
_SAME = 0.9  # a lossy codec at 128 kbit/s leaves .95 and more, another take of the same player under .3
_MOST_CANDIDATES = 24
_CLEAR_OF_NEIGHBOURS = 0.05  # a drone repeats at each of its periods too: neighbours 2-40 ms away reach what it reaches


@dataclass(frozen=True, slots=True)
class Repetition:
    """A recording's exact period in seconds, and the normalised correlation there (0.9–1)."""

    period: float
    correlation: float


def exact_repetition(samples: FloatArray, sample_rate: int) -> Repetition | None:
    """The shortest time after which the waveform repeats itself; None where it does not.

    Args:
        samples: Mono ``[samples]``.
        sample_rate: Samples per second.
    """
    factor = max(1, round(sample_rate / _LOWERED_RATE_HZ))
    rate = sample_rate / factor
    used = samples[: round(_LONGEST_HEARD_S * sample_rate)]
    used = used[: len(used) // factor * factor]
    lowered = used.reshape(-1, factor).mean(axis=1, dtype=np.float64)
    lowered = lowered[2:] - lowered[:-2]  # attacks count, sustained lows and the octave below Nyquist less
    first, last = round(_SHORTEST_PERIOD_S * rate), int(_LARGEST_SHARE * len(lowered))
    if last <= first or not np.any(lowered):
        return None
    correlation = _normalised_autocorrelation(lowered, last)
    found = []
    for coarse in _clear_peaks(correlation, first, rate)[:_MOST_CANDIDATES]:
        lag, value = _at_full_rate(used, int(coarse) * factor, reach=factor + 1)
        if value >= _SAME:
            found.append((lag, value))
    if not found:
        return None
    return Repetition(_refined([lag for lag, _ in found]) / sample_rate, found[0][1])


def _normalised_autocorrelation(values: np.ndarray, max_lag: int) -> np.ndarray:
    """``sum x[t] x[t+L]`` over the geometric mean of the energies of the two parts compared: ``[max_lag + 1]``."""
    from scipy.fft import irfft, next_fast_len, rfft

    length = len(values)
    size = next_fast_len(length + max_lag + 1, real=True)
    raw = irfft(np.abs(rfft(values, size)) ** 2, size)[: max_lag + 1]
    energy = np.concatenate([[0.0], np.cumsum(values**2)])
    lags = np.arange(max_lag + 1)
    both = np.sqrt(energy[length - lags] * (energy[length] - energy[lags]))
    return np.asarray(np.divide(raw, both, out=np.zeros(max_lag + 1), where=both > 1e-6 * energy[length]))


def _clear_peaks(correlation: np.ndarray, first: int, rate_hz: float) -> np.ndarray:
    """Lags that may be repetitions: local maxima, clearly above what lies 2–40 ms away."""
    near, far = max(2, round(0.002 * rate_hz)), round(0.04 * rate_hz)
    found: list[int] = []
    candidates = first + np.flatnonzero(correlation[first:] >= _PERHAPS)
    while len(candidates):
        window = candidates[candidates <= candidates[0] + far]
        lag = int(window[np.argmax(correlation[window])])
        around = np.r_[correlation[max(0, lag - far) : lag - near], correlation[lag + near : lag + far]]
        if len(around) and float(around.max()) < correlation[lag] - _CLEAR_OF_NEIGHBOURS:
            found.append(lag)
        candidates = candidates[candidates > max(lag, int(window[-1])) + far]
    return np.asarray(found, np.int64)


def _at_full_rate(samples: FloatArray, lag: int, reach: int) -> tuple[float, float]:
    """The best lag within ``reach`` samples of one, to a fraction of a sample, and the correlation there."""
    lags = np.arange(max(1, lag - reach), lag + reach + 1)
    values = np.zeros(len(lags))
    for index, shift in enumerate(lags):
        early, late = samples[:-shift], samples[shift:]
        energy = float(np.dot(early, early)) * float(np.dot(late, late))
        values[index] = float(np.dot(early, late)) / np.sqrt(energy) if energy > 0.0 else 0.0
    top = int(np.argmax(values))
    if not 0 < top < len(lags) - 1:
        return float(lags[top]), float(values[top])
    left, middle, right = values[top - 1 : top + 2]
    bend = left - 2.0 * middle + right
    return float(lags[top] + (0.5 * (left - right) / bend if bend < 0.0 else 0.0)), float(middle)


def _refined(lags: list[float]) -> float:
    """The shortest period, made exact by the farthest lag that is a multiple of it."""
    period = lags[0]
    for lag in lags[1:]:
        count = round(lag / period)
        if abs(lag - count * period) < 1.0 + 0.5 * count:  # half a sample of error a repetition, and the lag's own
            period = lag / count
    return period
