"""A stretch of a PCM file, sample by sample as it stands there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.audio.source import shown
from engine.core.audio import Audio
from engine.core.errors import AudioReadError

_SUBTYPES = {"PCM_16": "pcm16", "PCM_24": "pcm24"}
"""All other forms are read as the float32 that the studio computes in."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Samples of a file and the form that holds them without loss, as ``engine.audio.encode.write`` names it."""

    audio: Audio
    subtype: str


def read_excerpt(path: Path, start: float, end: float) -> Excerpt:
    """The samples from ``round(start * rate)`` up to ``round(end * rate)``, as far as the file reaches.

    Both ends are rounded as the player rounds those of a loop: what is cut is what was heard.

    Args:
        path: A file of the studio's own, such as a stem; nothing is repaired or resampled.
        start: Seconds.
        end: Seconds.

    Raises:
        AudioReadError: If it cannot be read, or has no sample there.
    """
    import soundfile

    name = os.fsencode(path) if os.name == "posix" else str(path)
    try:
        with soundfile.SoundFile(name) as file:
            first = min(max(0, round(start * file.samplerate)), file.frames)
            count = min(round(end * file.samplerate), file.frames) - first
            if count < 1:
                raise AudioReadError(shown(path), "there is no sound in this stretch", "Choose a longer one.")
            file.seek(first)
            samples = file.read(count, dtype="float32", always_2d=True).T
            subtype = _SUBTYPES.get(file.subtype, "float32")
            return Excerpt(Audio(np.ascontiguousarray(samples), file.samplerate), subtype)
    except (soundfile.SoundFileError, OSError) as error:
        raise AudioReadError(shown(path), str(error), "Open the song again; it will be made anew.") from error
