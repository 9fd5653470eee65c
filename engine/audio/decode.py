"""From a path to mono or stereo float32 blocks: identify, decode, bound, repair, downmix."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.audio.decode_av import open_av
from engine.audio.decode_ogg import open_ogg
from engine.audio.decode_pcm import open_pcm
from engine.audio.downmix import stereo_matrix, to_stereo
from engine.audio.formats import Container, identify
from engine.audio.repair import Repairer
from engine.audio.source import Source, open_source
from engine.audio.stream import BLOCK_SAMPLES, RawStream
from engine.core.audio import Samples
from engine.core.errors import AudioReadError

_PCM = frozenset({Container.WAV, Container.RF64, Container.W64, Container.AIFF})
_SLOWEST_BYTES_PER_SECOND = 1_000
"""8 kbit/s, the lowest bit rate of MP3: a header that claims more seconds than the bytes allow is not believed but
checked by counting. (Digital silence in FLAC is smaller still, and then the count says so.)"""
_CUT_SHARE = 0.98
_CUT_SECONDS = 0.1
"""Less than this is missing in many a sound file, because encoders pad; more is a file that was cut off."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """A recording that is being decoded.

    ``num_samples`` per channel is what the header claims where its size can hold that, else None.
    ``notes`` is complete once the blocks have been read.
    """

    source: Source
    stream: RawStream
    num_samples: int | None
    max_samples: int
    notes: list[str]

    @property
    def num_channels(self) -> int:
        """Channels of the blocks: 1 or 2."""
        return min(2, self.stream.num_channels)

    def too_long(self) -> AudioReadError:
        """The error for a recording beyond ``max_samples``."""
        hours = self.max_samples / self.stream.sample_rate / 3600
        return self.source.refusal(f"it is longer than {hours:g} hours", "Cut it into shorter files.")

    def blocks(self) -> Iterator[Samples]:
        """Finite float32 ``[1 or 2, n]``, n > 0, to the end of the recording.

        Raises:
            AudioReadError: If it is longer than allowed, broken, or holds no samples at all.
        """
        stream, repairer, done = self.stream, Repairer(self.source), 0
        matrix = stereo_matrix(stream.num_channels, stream.speakers) if stream.num_channels > 2 else None
        for chunk in join(stream.chunks, BLOCK_SAMPLES):
            done += chunk.shape[1]
            if done > self.max_samples:
                raise self.too_long()
            block = repairer.repair(chunk)
            yield block if matrix is None else to_stereo(block, matrix)
            stream.window.progressed()
        if done == 0:
            raise self.source.refusal(stream.window.problem or "it holds no audio")
        self._conclude(repairer, done)

    def _conclude(self, repairer: Repairer, done: int) -> None:
        self.notes.extend(note for note in self.stream.notes if note not in self.notes)
        verdict = repairer.verdict()
        if verdict:
            self.notes.append(verdict)
        if self.stream.num_channels > 2:
            self.notes.append(f"its {self.stream.num_channels} channels were mixed down to stereo")
        rate = self.stream.sample_rate
        if self.num_samples is None and self.stream.claimed_samples is not None:
            self.notes.append("its header claims a length that cannot be true: everything there is was read")
        elif self.num_samples is not None and self._is_cut(done, self.num_samples):
            promised = f"its header promises {self.num_samples / rate:.1f} s"
            self.notes.append(f"it is cut off: {done / rate:.1f} s could be decoded, {promised}")

    def _is_cut(self, done: int, promised: int) -> bool:
        return done < _CUT_SHARE * promised and promised - done > _CUT_SECONDS * self.stream.sample_rate


@contextmanager
def open_recording(path: Path, *, max_hours: float) -> Iterator[Decoding]:
    """Open any audio file that is read here.

    Raises:
        AudioReadError: With the reason and a way out, if it cannot be heard.
    """
    with open_source(path) as source:
        found = identify(source)
        opener = open_pcm if found.container in _PCM else open_ogg if found.container is Container.OGG else open_av
        with opener(source, found) as stream:
            claimed = stream.claimed_samples
            seconds = (claimed or 0) / stream.sample_rate
            is_plausible = found.container in _PCM or seconds <= source.size_bytes / _SLOWEST_BYTES_PER_SECOND
            max_samples = int(max_hours * 3600 * stream.sample_rate)
            yield Decoding(source, stream, claimed if is_plausible else None, max_samples, [])


def join(blocks: Iterator[Samples], num_samples: int) -> Iterator[Samples]:
    """The same samples in blocks of exactly ``num_samples``, but for the last."""
    held: list[Samples] = []
    count = 0
    for block in blocks:
        held.append(block)
        count += block.shape[1]
        if count < num_samples:
            continue
        whole = held[0] if len(held) == 1 else np.concatenate(held, axis=1)
        full = count // num_samples * num_samples
        for start in range(0, full, num_samples):
            yield np.ascontiguousarray(whole[:, start : start + num_samples])
        held, count = [whole[:, full:].copy()], count - full
    if count:
        yield np.concatenate(held, axis=1)
