"""Several versions of one piece in step, one of them heard: the play-head stays, the gains cross (a listening test)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.player.control import Command
from app.player.mixing import Block, ramp
from engine.rating.switching import Switch, curves, fade_samples


class VersionGains:
    """Raised-cosine cross-fades of 5 ms between versions, on the clock of the output: a jump or loop leaves them be.

    Args:
        num_versions: Open files.
        sample_rate: Hz.
    """

    def __init__(self, num_versions: int, sample_rate: int) -> None:
        self._num = num_versions
        self._length = fade_samples(sample_rate)
        self._state: Switch | None = None
        self._master: float | None = None
        self._heard = np.zeros(num_versions, np.float64)
        self._last: NDArray[np.float32] = np.zeros((num_versions, 0), np.float32)

    def __call__(self, command: Command, count: int) -> Block:
        """Float32 ``[versions, 1, count]``; see ``mixing.Gains``."""
        wanted = min(max(command.version, 0), self._num - 1)
        state = self._state if self._state is not None else Switch(wanted, wanted)
        block = curves(self._num, count, wanted, state, length=self._length)
        self._state, self._last = block.state, block.gains
        before = command.master if self._master is None else self._master
        self._master = command.master
        level = ramp(np.asarray([[before]], np.float32), np.asarray([[command.master]], np.float32), count)
        gains: Block = block.gains[:, None, :] * level
        return gains

    def count_heard(self) -> list[int]:
        """Frames of each version that were heard so far, the last block among them; half a fade counts for each."""
        self._heard += self._last.sum(axis=1)
        counted: list[int] = self._heard.astype(np.int64).tolist()
        return counted
