"""What goes to the log drum leaves the stems it was in.

A network that was trained without a log drum puts it into its other stems: the attack mostly into the drums, the tail
into the bass. Once there is an estimate of the log drum, each frequency at each moment is taken from the stems in the
proportion in which it lies in them, and all of it is taken, so the sum of the stems does not change.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch  # noqa: TID253 - works on a network's output where it lies; whoever imports this module is a loader
from torch import Tensor  # noqa: TID253

from engine.core.stems import Stem

_N_FFT = 4096  # the resolution HTDemucs works at; the lowest log drums (35 Hz) have three periods in it
_HOP = 1024
_SMOOTH_FRAMES = 5  # about 0.12 s
_SMOOTH_BINS = 3
_DONORS = (Stem.DRUMS, Stem.BASS, Stem.OTHER)


def take_out_log_drum(estimates: Tensor, sources: Sequence[str]) -> Tensor:
    """Estimates in which bass, drums and other have given up what the log drum holds.

    With ``E`` a donor's and ``L`` the log drum's spectrogram, the donor holds ``Re(E L*) / |L|²`` of the log drum
    (least squares, both smoothed over 5 frames and 3 bins, negative shares set to zero). The shares are scaled to sum
    to one in every bin; where no donor holds anything, they fall to ``other``, which the remainder belongs to anyway.

    A silent log drum changes nothing, voices never change, and the sum over the old sources falls by exactly the log
    drum (float rounding aside).

    Args:
        estimates: ``[batch, sources, channels, samples]``.
        sources: Their names; ``log_drum`` and at least one of drums, bass and other among them.

    Returns:
        A new tensor of the same shape.
    """
    names = list(sources)
    donors = [names.index(stem) for stem in _DONORS if stem in names]
    log_drum = estimates[:, names.index(Stem.LOG_DRUM)]
    if not donors:
        raise ValueError(f"expected drums, bass or other among the sources, got {names}")
    spectrum = _stft(log_drum)
    held = torch.stack([_smooth((_stft(estimates[:, donor]) * spectrum.conj()).real) for donor in donors])
    held = held.clamp_min_(0.0)
    total = held.sum(0)
    # below this a share would be noise over noise
    is_held = total > 1e-6 * _smooth(spectrum.abs().square_()) + torch.finfo(total.dtype).tiny
    shares = held / torch.where(is_held, total, torch.ones_like(total))
    out = estimates.clone()
    rest = log_drum.clone()
    # the last donor takes what the others leave: one rounding instead of a remainder
    for donor, share in zip(donors[:-1], shares[:-1], strict=True):
        part = _istft(spectrum * torch.where(is_held, share, torch.zeros_like(share)), log_drum.shape[-1])
        out[:, donor] -= part
        rest -= part
    out[:, donors[-1]] -= rest
    return out


def _stft(samples: Tensor) -> Tensor:
    """Spectrogram ``[batch, channels, bins, frames]`` of ``[batch, channels, samples]``."""
    batch, channels, length = samples.shape
    padded = torch.nn.functional.pad(samples.reshape(batch * channels, length), (0, _N_FFT))
    window = torch.hann_window(_N_FFT, device=samples.device, dtype=samples.dtype)
    spectrum = torch.stft(padded, _N_FFT, _HOP, window=window, pad_mode="constant", return_complex=True)
    return spectrum.reshape(batch, channels, *spectrum.shape[1:])


def _istft(spectrum: Tensor, length: int) -> Tensor:
    window = torch.hann_window(_N_FFT, device=spectrum.device, dtype=spectrum.real.dtype)
    samples = torch.istft(spectrum.flatten(0, 1), _N_FFT, _HOP, window=window, length=length)
    return samples.reshape(*spectrum.shape[:2], length)


def _smooth(power: Tensor) -> Tensor:
    """Mean over neighbours in frequency and time; at the borders over those there are."""
    size = (_SMOOTH_BINS, _SMOOTH_FRAMES)
    padding = (_SMOOTH_BINS // 2, _SMOOTH_FRAMES // 2)
    return torch.nn.functional.avg_pool2d(power, size, 1, padding, count_include_pad=False)
