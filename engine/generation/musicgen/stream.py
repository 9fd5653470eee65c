"""Sound while tokens are still to come: EnCodec's decoder in windows that overlap.

The published EnCodec looks a few steps ahead and, by its LSTM, back without end, so a window in the middle is only
nearly what the whole would sound like. Each block is decoded with ``PAST`` steps before it and ``AHEAD`` after it, of
which it keeps none; the ends of neighbours are faded into one another. The finished take is decoded whole.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from engine.core.audio import Audio
from engine.generation.base import OnSound

if TYPE_CHECKING:
    from typing import Any

    import torch

    from engine.generation.musicgen.codec import EnCodec

BLOCK = 50
"""Steps of a block: a second of the published models."""
PAST = 100
"""Steps before it that its LSTM hears first (design value; what it costs is three blocks' decoding for one)."""
AHEAD = 12
"""Steps after it: the transposed convolutions and the last convolution reach less than that."""
_FADE = 160
"""Samples: 5 ms at 32 kHz."""


class Stream:
    """Codes in, sound out, block by block.

    Args:
        codec: Decodes.
        on_sound: Takes each block, in order; together they are as long as the codes.
        block: Steps of a block.
    """

    def __init__(self, codec: EnCodec, on_sound: OnSound, *, block: int = BLOCK) -> None:
        if block < 1:
            raise ValueError(f"a block has at least one step, got {block}")
        self.block = block
        self.first_sound: float | None = None
        """When the first block was handed over, by ``time.perf_counter``."""
        self._codec, self._on_sound = codec, on_sound
        self._parts: list[torch.Tensor] = []
        self._known, self._kept_from, self._played = 0, 0, 0
        self._tail: Any = None

    @property
    def missing(self) -> int:
        """How many more steps the next block needs."""
        return self._played + self.block + AHEAD - self._known

    def push(self, codes: torch.Tensor) -> None:
        """Take the next codes ``[1, codebooks, steps]``; hands over what they complete."""
        if codes.shape[-1] == 0:
            return
        self._parts.append(codes)
        self._known += int(codes.shape[-1])
        while self.missing <= 0:
            self._play(self._played + self.block, is_last=False)

    def close(self) -> None:
        """No more codes will come: hand over the rest."""
        if self._known > self._played:
            self._play(self._known, is_last=True)

    def _play(self, end: int, *, is_last: bool) -> None:
        import torch

        whole = torch.cat(self._parts, dim=-1)
        begin = max(self._kept_from, self._played - PAST)
        until = min(self._known, end + AHEAD)
        window = whole[..., begin - self._kept_from : until - self._kept_from]
        self._parts, self._kept_from = [whole[..., begin - self._kept_from :]], begin
        hop = self._codec.settings.hop_length
        sound = self._codec.decode(window)[0].float().cpu().numpy()
        first, last = (self._played - begin) * hop, (end - begin) * hop
        block = np.ascontiguousarray(sound[:, first:last], np.float32)
        if self._tail is not None:
            fade = self._tail.shape[1]
            rise = np.linspace(0.0, 1.0, fade, dtype=np.float32)
            block[:, :fade] = self._tail * (1.0 - rise) + block[:, :fade] * rise
        self._tail = None if is_last else sound[:, last : last + _FADE]
        start, self._played = self._played / self._codec.settings.token_rate, end
        if self.first_sound is None:
            self.first_sound = time.perf_counter()
        self._on_sound(Audio(block, self._codec.settings.sample_rate), start)
