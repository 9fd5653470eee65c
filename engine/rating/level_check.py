"""The sound a rater sets the level with, before the first trial: noise that no item is louder than.

Pink noise has as much power in each octave, which is nearer to music than white noise is (ITU-R BS.1116-3, 7.2, aligns
listening levels with it). It has the loudness that items are lowered to at most.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.audio.encode import write
from engine.audio.loudness import integrated_loudness
from engine.core.audio import Audio
from engine.rating.stimuli import SAMPLE_RATE, TARGET_LUFS

SECONDS = 6.0
_LOW_HZ, _HIGH_HZ = 40.0, 16_000.0
_SEED = 18


def level_sound() -> Audio:
    """Stereo pink noise that repeats without a seam, of -18 LUFS."""
    num_samples = round(SECONDS * SAMPLE_RATE)
    hz = np.fft.rfftfreq(num_samples, 1.0 / SAMPLE_RATE)
    heard = (hz >= _LOW_HZ) & (hz <= _HIGH_HZ)
    spectrum = np.where(heard, 1.0 / np.sqrt(np.maximum(hz, _LOW_HZ)), 0.0)
    phases = np.random.default_rng(_SEED).uniform(0.0, 2.0 * np.pi, (2, len(hz)))
    noise = np.fft.irfft(spectrum * np.exp(1j * phases), num_samples, axis=1)
    noise *= 0.1 / np.sqrt(np.mean(noise**2))
    audio = Audio(noise.astype(np.float32), SAMPLE_RATE)
    loudness = integrated_loudness(audio)
    assert loudness is not None  # the noise above is not silent
    return Audio(audio.samples * np.float32(10.0 ** ((TARGET_LUFS - loudness) / 20.0)), SAMPLE_RATE)


def write_level_sound(path: Path) -> Path:
    """The sound as a file, made once; returns ``path``."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, level_sound(), subtype="pcm24")
    return path
