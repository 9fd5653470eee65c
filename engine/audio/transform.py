"""Small pure operations on audio."""

from __future__ import annotations

import numpy as np

from engine.core.audio import Audio


def to_mono(audio: Audio) -> Audio:
    """The mean of all channels; mono is returned as it is."""
    if audio.num_channels == 1:
        return audio
    return Audio(audio.samples.mean(axis=0, keepdims=True, dtype=np.float64).astype(np.float32), audio.sample_rate)


def to_stereo(audio: Audio) -> Audio:
    """Mono on both channels; stereo as it is.

    Raises:
        ValueError: For more than two channels: how to mix those is a decision, see ``downmix``.
    """
    if audio.num_channels == 2:
        return audio
    if audio.num_channels != 1:
        raise ValueError(f"expected 1 or 2 channels, got {audio.num_channels}")
    return Audio(np.repeat(audio.samples, 2, axis=0), audio.sample_rate)


def gain_db(audio: Audio, level_db: float) -> Audio:
    """Louder by ``level_db`` dB (negative: quieter). Nothing is clipped."""
    return Audio(audio.samples * np.float32(10.0 ** (level_db / 20.0)), audio.sample_rate)


def trim(audio: Audio, start: float, end: float) -> Audio:
    """The part from ``start`` to ``end`` seconds, within the recording; shares memory with it.

    Raises:
        ValueError: If ``end`` is before ``start``.
    """
    if end < start:
        raise ValueError(f"end must not be before start, got {start} and {end}")
    first = min(max(0, round(start * audio.sample_rate)), audio.num_samples)
    last = min(max(first, round(end * audio.sample_rate)), audio.num_samples)
    return Audio(audio.samples[:, first:last], audio.sample_rate)


def fade(audio: Audio, *, fade_in: float = 0.0, fade_out: float = 0.0) -> Audio:
    """Raised-cosine fades of that many seconds, each at most as long as the audio."""
    samples = audio.samples.copy()
    for seconds, is_in in ((fade_in, True), (fade_out, False)):
        length = min(audio.num_samples, round(seconds * audio.sample_rate))
        if length > 0:
            ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)
            if is_in:
                samples[:, :length] *= ramp
            else:
                samples[:, -length:] *= ramp[::-1]
    return Audio(samples, audio.sample_rate)


def concatenate(*parts: Audio) -> Audio:
    """One after the other.

    Raises:
        ValueError: If there are none, or they differ in rate or channels.
    """
    forms = {(part.sample_rate, part.num_channels) for part in parts}
    if len(forms) != 1:
        raise ValueError(f"parts must share one rate and channel count, got {sorted(forms)}")
    return Audio(np.concatenate([part.samples for part in parts], axis=1), parts[0].sample_rate)
