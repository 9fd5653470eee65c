"""What the network hears: level, and phase only where it means something.

The absolute phase of a bin depends on where the frame happens to lie; a network would first have to learn to ignore it.
Ratios of bins do not: between frames they are the instantaneous frequency, between neighbouring bins the group delay
(where in the frame the energy lies), between middle and side the place in the stereo picture. A complex mask is such a
ratio too, so input and output are both invariant to shifts of the song against the frames.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.separation.embedded.bands import COARSE_CELLS, FINE_BINS, HOP_LENGTH, N_FFT, POOL

if TYPE_CHECKING:
    import torch

_FLOOR = 1e-5
"""Power that counts as silence, relative to the mean power of a bin of the song."""
_LOG_SCALE = 0.2  # a range of 50 dB becomes about two units


def spectrogram(samples: torch.Tensor) -> torch.Tensor:
    """Complex ``[..., 2049, frames]`` of ``[..., samples]``; frame ``t`` is centred on sample ``t * 1024``."""
    import torch

    flat = samples.reshape(-1, samples.shape[-1])
    window = torch.hann_window(N_FFT, device=samples.device)
    spec = torch.stft(flat, N_FFT, HOP_LENGTH, window=window, center=True, pad_mode="constant", return_complex=True)
    return spec.reshape(*samples.shape[:-1], *spec.shape[-2:])


def waveform(spec: torch.Tensor, num_samples: int) -> torch.Tensor:
    """``[..., samples]`` of a spectrogram made by ``spectrogram``."""
    import torch

    flat = spec.reshape(-1, *spec.shape[-2:])
    window = torch.hann_window(N_FFT, device=spec.device)
    wave = torch.istft(flat, N_FFT, HOP_LENGTH, window=window, center=True, length=num_samples)
    return wave.reshape(*spec.shape[:-2], num_samples)


def features(middle: torch.Tensor, side: torch.Tensor, power: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Features of a spectrogram.

    Args:
        middle: Complex ``[batch, 2049, frames]``, the mean of left and right.
        side: Half their difference, the same shape.
        power: ``[batch]``, mean power of a bin of the middle, by which levels are measured.

    Returns:
        ``[batch, frames, 512, 8]`` for bins and ``[batch, frames, 384, 3]`` for cells of four bins.
    """
    import torch

    gain = (1.0 / (power + 1e-12))[:, None, None]
    mid, sid = middle[:, :FINE_BINS].transpose(1, 2), side[:, :FINE_BINS].transpose(1, 2)
    before = torch.nn.functional.pad(mid, (0, 0, 1, 0))[:, :-1]
    below = torch.nn.functional.pad(mid, (1, 0))[:, :, :-1]
    # a sinusoid at a bin's centre turns by k * 2 pi * hop / n_fft between frames; taken out, steady means real
    turn = torch.exp(-2j * torch.pi * HOP_LENGTH / N_FFT * torch.arange(FINE_BINS, device=mid.device))
    frequency = _phasor(mid * before.conj() * turn.to(mid.dtype))
    delay = _phasor(-mid * below.conj())  # minus: phases count from the frame's start, its centre is half a turn on
    place = _phasor(mid * sid.conj())
    levels = [_level(mid, gain), _level(sid, gain)]
    fine = torch.stack([*levels, *_parts(frequency), *_parts(delay), *_parts(place)], dim=-1)
    return fine, _coarse(middle[:, FINE_BINS:-1], side[:, FINE_BINS:-1], gain)


def _coarse(middle: torch.Tensor, side: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    import torch

    mid, sid = pooled(_power(middle)), pooled(_power(side))
    across = pooled(middle.real * side.real + middle.imag * side.imag)
    place = across / (mid * sid + 1e-20).sqrt()
    levels = [_LOG_SCALE * (power.transpose(1, 2) * gain / POOL + _FLOOR).log() + 1.0 for power in (mid, sid)]
    return torch.stack([*levels, place.transpose(1, 2)], dim=-1)


def pooled(values: torch.Tensor) -> torch.Tensor:
    """``[..., 1536, frames]`` summed over four neighbouring bins to ``[..., 384, frames]``."""
    return values.reshape(*values.shape[:-2], COARSE_CELLS, POOL, values.shape[-1]).sum(-2)


def _power(spec: torch.Tensor) -> torch.Tensor:
    return spec.real.square() + spec.imag.square()


def _level(spec: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    return _LOG_SCALE * (_power(spec) * gain + _FLOOR).log() + 1.0


def _phasor(values: torch.Tensor) -> torch.Tensor:
    import torch

    return values * torch.rsqrt(_power(values) + 1e-24)


def _parts(values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return values.real, values.imag
