"""Switching between versions that play in step: the play-head stays, the gains cross by raised cosines.

A hard switch between two signals is a step, heard as a click. Over 5 ms the gains 0.5 (1 ∓ cos(pi t / T)) sum to one at
every sample, so that what both versions share passes unchanged; the transition's spectrum falls with 18 dB per octave.
A version that is asked for while a fade runs is taken up when that fade has ended: a fade that turns round has a kink.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Samples

FADE_MS = 5.0


@dataclass(frozen=True, slots=True)
class Switch:
    """Which version is heard, which one is coming, and how many samples of the fade to it have passed."""

    current: int
    target: int
    passed_samples: int = 0


def fade_samples(sample_rate: int, fade_ms: float = FADE_MS) -> int:
    return max(1, round(sample_rate * fade_ms / 1000.0))


@dataclass(frozen=True, slots=True)
class Curves:
    """Gains of a block, float32 ``[versions, samples]``, which sum to one; and the state for the next block."""

    gains: NDArray[np.float32]
    state: Switch


def curves(num_versions: int, num_samples: int, wanted: int, state: Switch, *, length: int) -> Curves:
    """How loud every version is in the next block.

    Args:
        num_versions: That play in step.
        num_samples: Of the block.
        wanted: The version that is asked for now.
        state: From the block before; ``Switch(n, n)`` at the start of version n.
        length: Of a fade in samples (``fade_samples``).
    """
    gains = np.zeros((num_versions, num_samples), np.float32)
    start = 0
    while start < num_samples:
        if state.current == state.target:
            state = Switch(state.current, wanted)
        if state.current == state.target:
            gains[state.current, start:] = 1.0
            break
        stop = min(num_samples, start + length - state.passed_samples)
        rising = _rising(state.passed_samples, stop - start, length)
        gains[state.current, start:stop] = np.float32(1.0) - rising
        gains[state.target, start:stop] = rising
        passed = state.passed_samples + stop - start
        state = Switch(state.target, state.target) if passed == length else replace(state, passed_samples=passed)
        start = stop
    return Curves(gains, state)


def play(versions: Samples, wanted: int, state: Switch, *, length: int) -> tuple[Samples, Switch]:
    """The next block of what is heard.

    Args:
        versions: The same stretch of every version, float32 ``[versions, channels, samples]``.
        wanted: The version that is asked for now.
        state: From the block before; ``Switch(n, n)`` at the start of version n.
        length: Of a fade in samples (``fade_samples``).

    Returns:
        Float32 ``[channels, samples]`` and the state for the next block.
    """
    block = curves(versions.shape[0], versions.shape[2], wanted, state, length=length)
    heard: Samples = (versions * block.gains[:, None, :]).sum(axis=0)
    return heard, block.state


def switched(
    versions: Samples, switches: list[tuple[int, int]], sample_rate: int, *, fade_ms: float = FADE_MS
) -> Samples:
    """A whole listening: version 0 first, then at each ``(sample, version)`` the one asked for."""
    state, parts, place, wanted = Switch(0, 0), [], 0, 0
    length = fade_samples(sample_rate, fade_ms)
    for at, version in [*sorted(switches), (versions.shape[2], 0)]:
        block, state = play(versions[:, :, place:at], wanted, state, length=length)
        parts.append(block)
        place, wanted = at, version
    return np.concatenate(parts, axis=1)


def _rising(passed: int, num: int, length: int) -> NDArray[np.float32]:
    phase = (np.arange(passed, passed + num, dtype=np.float64) + 1.0) / length
    return (0.5 - 0.5 * np.cos(np.pi * phase)).astype(np.float32)
