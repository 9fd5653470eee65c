"""A melody as MusicGen's chroma models hear it: which pitch class sounds strongest, moment by moment."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from engine.generation.musicgen.settings import MelodySettings

_EPSILON = 1e-6


class Chroma:
    """Chromagrams of one length: that of the window the model was trained on.

    The spectrogram is normalised by the window's energy, folded by librosa's chroma filters without tuning, divided
    by each row's largest class, and, where the model was trained so, reduced to it alone (Copet et al. 2023, §3.3).
    """

    def __init__(self, settings: MelodySettings, *, window_seconds: float, device: str = "cpu") -> None:
        import torch
        from librosa import filters  # type: ignore[attr-defined]

        self.settings, self.device = settings, device
        self.size = 1 << settings.radix2_exp
        bank = filters.chroma(sr=settings.sample_rate, n_fft=self.size, tuning=0, n_chroma=settings.num_chroma)
        self._bank = torch.from_numpy(bank).to(device)
        window = torch.hann_window(self.size, device=device)
        self._window, self._energy = window, window.pow(2.0).sum()
        self.length = int(settings.sample_rate * window_seconds) // (self.size // 4) + 1

    def __call__(self, audio: torch.Tensor) -> torch.Tensor:
        """Mono ``[items, samples]`` to ``[items, length, classes]``; a shorter melody is repeated."""
        import torch
        from torch.nn.functional import normalize, one_hot, pad

        audio = audio.to(self.device)
        lack = self.size - audio.shape[-1]
        if lack > 0:
            audio = pad(audio, (lack // 2, lack // 2 + lack % 2))
        spectrum = torch.stft(
            audio, self.size, self.size // 4, window=self._window, center=True, pad_mode="reflect", return_complex=True
        )
        power = (spectrum / self._energy.sqrt()).abs().pow(2.0)
        rows = normalize(self._bank @ power, p=math.inf, dim=1, eps=_EPSILON).transpose(1, 2)
        if self.settings.is_argmax:
            rows = one_hot(rows.argmax(-1), self.settings.num_chroma).to(rows.dtype)
        times = -(-self.length // rows.shape[1])
        return rows.repeat(1, times, 1)[:, : self.length]
