"""What happens to stems and mixture after rendering: tape speed, tilt, room, clipping, loudness, and a codec.

Everything but the codec is linear, or a gain curve of the mixture applied to every stem, so the stems still sum to
``clean``; ``mixture`` is what a codec has made of it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audio.loudness import integrated_loudness
from engine.core.audio import Audio
from engine.core.stems import Stem
from trainer.synth_corpus.item import Treatment

Wave = NDArray[np.float32]

RATE = 44_100
_CEILING = 0.98
_OPUS_RATE = 48_000
_PRIMING = {"aac": 1024}
"""Samples by which FFmpeg's AAC encoder is late and which a decoder reading from memory does not skip (measured by
cross-correlation; MP3 and Opus come back in time)."""
_CONTAINERS = {"mp3": ("mp3", "libmp3lame"), "aac": ("mp4", "aac"), "opus": ("ogg", "libopus")}


@dataclass(frozen=True, slots=True, eq=False)
class Treated:
    """Stems ``[2, samples]`` that sum to ``clean``, and the mixture a listener gets."""

    stems: dict[Stem, Wave]
    clean: Wave
    mixture: Wave


def treat(stems: dict[Stem, Wave], treatment: Treatment, num_samples: int, rng: np.random.Generator) -> Treated:
    """Treat an item's stems; all results have ``num_samples`` samples.

    Args:
        stems: ``[2, samples]`` each, at 44.1 kHz, of one length.
        treatment: What to do.
        num_samples: Length of the result; stems are cut or continued by silence.
        rng: For the room's noise.
    """
    stems = {stem: _fit(_tape(wave, treatment.tape_ratio), num_samples) for stem, wave in stems.items()}
    linear = _linear(treatment, rng)
    stems = {stem: linear(wave) if wave.any() else wave for stem, wave in stems.items()}
    gain = _master_gain(_sum(stems), treatment)
    stems = {stem: (wave * gain).astype(np.float32) for stem, wave in stems.items()}
    clean = _sum(stems)
    return Treated(stems, clean, through_codec(clean, treatment.codec, treatment.bit_rate))


def _sum(stems: dict[Stem, Wave]) -> Wave:
    return np.asarray(np.sum(list(stems.values()), axis=0), np.float32)


def _fit(wave: Wave, num_samples: int) -> Wave:
    if wave.shape[1] >= num_samples:
        return wave[:, :num_samples]
    return np.pad(wave, ((0, 0), (0, num_samples - wave.shape[1])))


def _tape(wave: Wave, ratio: float) -> Wave:
    """Played ``ratio`` times as fast: tuning and tempo change together, as on tape or a record."""
    if ratio == 1.0 or not wave.any():
        return wave
    import soxr

    return np.ascontiguousarray(soxr.resample(wave.T, RATE * ratio, RATE, quality="HQ").T, dtype=np.float32)


def _linear(treatment: Treatment, rng: np.random.Generator):  # type: ignore[no-untyped-def]
    """One linear filter for all stems: tilt, telephone band, room, mono."""
    from scipy import signal

    sections = [*_tilt(treatment.tilt_db)]
    if treatment.phone_band:
        sections.append(signal.butter(4, [300.0, 3400.0], "bandpass", fs=RATE, output="sos"))
    response = _room(treatment, rng)

    def apply(wave: Wave) -> Wave:
        if treatment.mono:
            wave = np.repeat(wave.mean(axis=0, keepdims=True), 2, axis=0)
        for sos in sections:
            wave = signal.sosfilt(sos, wave, axis=1)
        if response is not None:
            wave = wave + signal.oaconvolve(wave, response, axes=1)[:, : wave.shape[1]]
        return np.asarray(wave, np.float32)

    return apply


def _tilt(tilt_db: float) -> list[NDArray[np.float64]]:
    """A tilt around 1 kHz as two first-order shelves, each of half the tilt (bilinear transform with pre-warping)."""
    if tilt_db == 0.0:
        return []
    gain = 10.0 ** (tilt_db / 40.0)
    warped = np.tan(np.pi * 1000.0 / RATE)
    # H(s) = (1 + gain s) / (gain + s): -tilt/2 dB below, +tilt/2 dB above
    b = np.array([gain + warped, warped - gain])
    a = np.array([1.0 + gain * warped, gain * warped - 1.0])
    return [np.array([[b[0] / a[0], b[1] / a[0], 0.0, 1.0, a[1] / a[0], 0.0]])]


def _room(treatment: Treatment, rng: np.random.Generator) -> NDArray[np.float64] | None:
    """Exponentially decaying noise, independent left and right, energy ``room_wet`` squared."""
    if treatment.room_seconds <= 0.0:
        return None
    t = np.arange(round(treatment.room_seconds * RATE)) / RATE
    tail = rng.standard_normal((2, len(t))) * np.exp(-6.908 * t / treatment.room_seconds)
    return np.asarray(treatment.room_wet * tail / np.sqrt(np.sum(tail**2, axis=1, keepdims=True)))


def _master_gain(mix: Wave, treatment: Treatment) -> Wave:
    """Gain by sample (one for both channels) that brings the mix to its loudness and below full scale."""
    loudness = integrated_loudness(Audio(np.ascontiguousarray(mix), RATE))
    if loudness is None:
        return np.ones((1, mix.shape[1]), np.float32)
    level = 10.0 ** ((treatment.target_lufs - loudness) / 20.0)
    peak = np.max(np.abs(mix), axis=0) * level * 10.0 ** (treatment.clip_db / 20.0)
    # a soft clipper is a gain: tanh(x) / x; below a quarter of full scale it changes less than 0.2 dB
    clipped = np.where(peak > 1e-6, np.tanh(peak) / np.maximum(peak, 1e-6), 1.0)
    gain = level * clipped
    highest = float(np.max(np.max(np.abs(mix), axis=0) * gain, initial=0.0))
    return np.asarray(gain * min(1.0, _CEILING / max(highest, 1e-9)), np.float32)[None, :]


def through_codec(wave: Wave, codec: str, kbit: int) -> Wave:
    """A mixture encoded and decoded again, in time with the original; the same array for no codec.

    Args:
        wave: ``[2, samples]`` at 44.1 kHz.
        codec: ``mp3``, ``aac``, ``opus`` or ``""``.
        kbit: Bit rate, kbit/s.
    """
    if not codec:
        return wave
    import soxr

    rate = _OPUS_RATE if codec == "opus" else RATE
    sent = wave if rate == RATE else np.ascontiguousarray(soxr.resample(wave.T, RATE, rate, quality="HQ").T)
    got = _decode(_encode(sent, rate, codec, kbit))
    if rate != RATE:
        got = np.ascontiguousarray(soxr.resample(got.T, rate, RATE, quality="HQ").T)
    return _fit(got[:, _PRIMING.get(codec, 0) :].astype(np.float32), wave.shape[1])


def _encode(wave: Wave, rate: int, codec: str, kbit: int) -> bytes:
    import av

    container_name, encoder = _CONTAINERS[codec]
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container_name) as container:
        stream = container.add_stream(encoder, rate=rate, layout="stereo")
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = kbit * 1000
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(np.clip(wave, -1, 1)), format="fltp", layout="stereo")
        frame.sample_rate = rate
        for packet in stream.encode(frame):
            container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return buffer.getvalue()


def _decode(data: bytes) -> NDArray[np.float32]:
    import av

    blocks = []
    with av.open(io.BytesIO(data), "r") as container:
        resampler = av.AudioResampler(format="fltp", layout="stereo")
        for frame in container.decode(audio=0):
            blocks += [converted.to_ndarray() for converted in resampler.resample(frame)]
    return np.concatenate(blocks, axis=1).astype(np.float32)
