"""What may have happened to a song before it is opened: the mixture degraded, its references in the same form.

Only the mixture goes through a codec. What changes the form of both (mono, another sample rate) is done to the
references too: nobody can be asked to restore what is no longer there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.audio.files import read
from engine.audio.resample import resample
from engine.cli.separation_bench.references import Clip
from engine.core.audio import Audio

ORIGINAL = "original"
MP3_KBIT = 128
_MP3_MOST, _MP3_LEAST = 320, 32  # kbit/s between which libsndfile's compression level is linear
_MP3_RATES = (32_000, 44_100, 48_000)  # below these lies MPEG-2, which has other bit rates


def _mp3(clip: Clip) -> Clip:
    """The mixture through LAME and our own decoder, which takes the encoder's delay and padding off again."""
    import soundfile

    audio = clip.mixture if clip.mixture.sample_rate in _MP3_RATES else resample(clip.mixture, 44_100)
    level = (_MP3_MOST - MP3_KBIT) / (_MP3_MOST - _MP3_LEAST)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mixture.mp3"
        soundfile.write(
            path,
            audio.samples.T,
            audio.sample_rate,
            format="MP3",
            subtype="MPEG_LAYER_III",
            bitrate_mode="CONSTANT",
            compression_level=level,
        )
        heard = resample(read(path), clip.mixture.sample_rate).samples[:, : clip.mixture.num_samples]
    missing = clip.mixture.num_samples - heard.shape[1]
    return replace(clip, mixture=Audio(np.pad(heard, ((0, 0), (0, missing))), clip.mixture.sample_rate))


def _mono(clip: Clip) -> Clip:
    return _all(clip, lambda audio: Audio(audio.samples.mean(axis=0, keepdims=True), audio.sample_rate))


def _at_rate(sample_rate: int) -> Callable[[Clip], Clip]:
    return lambda clip: _all(clip, lambda audio: resample(audio, sample_rate))


def _all(clip: Clip, change: Callable[[Audio], Audio]) -> Clip:
    stems = {stem: change(audio) for stem, audio in clip.stems.items()}
    return replace(clip, mixture=change(clip.mixture), stems=stems)


CONDITIONS: dict[str, Callable[[Clip], Clip]] = {
    ORIGINAL: lambda clip: clip,
    "mp3_128": _mp3,
    "mono": _mono,
    "22050_hz": _at_rate(22_050),
    "48000_hz": _at_rate(48_000),
}
"""By name: a clip as it is opened in that condition."""
