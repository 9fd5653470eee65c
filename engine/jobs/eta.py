"""Time left of a job, steady enough to read."""

from __future__ import annotations

from dataclasses import dataclass

_MIN_FRACTION = 0.02
_MIN_SECONDS = 1.0
_TIME_CONSTANT = 5.0


@dataclass(slots=True)
class EtaEstimate:
    """Smooths the *total* duration of a job, not the time left.

    Every report of a fraction done gives one estimate of the total, ``elapsed / fraction``. Of these an exponential
    average with a time constant of 5 s is kept (reports come irregularly, so the weight of a new one is
    ``1 - exp(-dt / 5 s)`` ≈ ``dt / (dt + 5 s)``), and the time left is the average minus what has elapsed. Between
    two reports the time left so falls by itself, second by second, instead of jumping.

    Args:
        started: Reading of a monotonic clock, in seconds, when the work began.
    """

    started: float
    _total: float | None = None
    _updated: float = 0.0

    def update(self, fraction: float, now: float) -> float | None:
        """Seconds left after a report at clock reading ``now``; None in the first second and below 2 %."""
        elapsed = now - self.started
        if elapsed < _MIN_SECONDS or fraction < _MIN_FRACTION:
            return None
        estimate = elapsed / min(1.0, fraction)
        if self._total is None:
            self._total = estimate
        else:
            gap = max(0.0, now - self._updated)
            self._total += (estimate - self._total) * gap / (gap + _TIME_CONSTANT)
        self._updated = now
        return max(0.0, self._total - elapsed)
