"""Audio files in and out. The only place of the engine that sees codecs and other axis orders.

Reading judges by content, never by name, and believes no header: lengths are what decoding delivers, memory and time
are bounded. What comes out is mono or stereo, finite, float32; whatever had to be repaired stands in the notes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.audio.decode import Decoding, join, open_recording
from engine.audio.encode import write
from engine.audio.fingerprint import Fingerprinter
from engine.audio.planar import PlanarWriter, map_planar
from engine.audio.source import shown
from engine.core.audio import Audio
from engine.core.jobs import Report, no_report
from engine.core.track import AudioInfo

__all__ = ["MAX_HOURS", "Recording", "Unpacked", "blocks", "probe", "read", "read_with_notes", "unpack", "write"]

MAX_HOURS = 12.0
_BLOCK_SECONDS = 10.0
_FIRST_CAPACITY_SECONDS = 60
_GROWTH = 1.5
_MEMORY_SHARE = 0.8
"""Share of the free memory that one recording may take."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recording:
    """A file, heard. ``notes`` are sentences without capital and full stop: what was repaired, left out or changed."""

    audio: Audio
    info: AudioInfo
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A recording whose samples lie in a file and are read as they are used, with its identity."""

    recording: Recording
    fingerprint: str


def probe(path: Path, *, max_hours: float = MAX_HOURS) -> AudioInfo:
    """What a file is, without decoding all of it.

    The length is the header's claim where the file's size allows it, else it is counted.

    Raises:
        AudioReadError: If it is no audio file that can be read, or longer than ``max_hours``.
    """
    with open_recording(path, max_hours=max_hours) as decoding:
        num_samples = decoding.num_samples
        if num_samples is None:
            num_samples = decoding.stream.count()
        if num_samples == 0:
            raise decoding.source.refusal("it holds no audio")
        if num_samples > decoding.max_samples:
            raise decoding.too_long()
        return _info(decoding, num_samples)


def read(path: Path, *, max_hours: float = MAX_HOURS, report: Report = no_report) -> Audio:
    """A whole recording, mono or stereo, finite. See ``read_with_notes`` for what had to be repaired.

    Raises:
        AudioReadError: With the reason and a way out.
    """
    return read_with_notes(path, max_hours=max_hours, report=report).audio


def read_with_notes(path: Path, *, max_hours: float = MAX_HOURS, report: Report = no_report) -> Recording:
    """A whole recording with what it is and what had to be repaired.

    Args:
        path: Any file; judged by content.
        max_hours: Longer recordings are refused.
        report: Called with the fraction read about once per second of decoding or oftener.

    Raises:
        AudioReadError: If it cannot be heard, is too long, or needs more memory than is free.
    """
    with open_recording(path, max_hours=max_hours) as decoding:
        if decoding.num_samples is not None and decoding.num_samples > decoding.max_samples:
            raise decoding.too_long()
        samples = _gather(decoding, report)
        info = _info(decoding, samples.shape[1])
    report(1.0)
    for note in decoding.notes:
        _log.info("%s: %s", shown(path), note)
    return Recording(Audio(samples, info.sample_rate), info, tuple(decoding.notes))


def unpack(path: Path, target: Path, *, max_hours: float = MAX_HOURS, report: Report = no_report) -> Unpacked:
    """``read_with_notes`` in bounded memory: the samples go to ``target`` (see ``planar``) and stay there.

    ``target`` must outlive the recording. It is left half-written where this raises.

    Raises:
        AudioReadError: If it cannot be heard or is too long.
        OSError: If the samples cannot be written.
    """
    with open_recording(path, max_hours=max_hours) as decoding:
        if decoding.num_samples is not None and decoding.num_samples > decoding.max_samples:
            raise decoding.too_long()
        rate, fingerprinter = decoding.stream.sample_rate, Fingerprinter()
        capacity = decoding.num_samples or _FIRST_CAPACITY_SECONDS * rate
        writer = PlanarWriter(target, decoding.num_channels, capacity)
        try:
            for block in decoding.blocks():
                writer.append(block)
                fingerprinter.update(Audio(block, rate))
                report(decoding.stream.window.fraction)
            writer.finish()
        finally:
            writer.close()
        info = _info(decoding, writer.position)
    report(1.0)
    for note in decoding.notes:
        _log.info("%s: %s", shown(path), note)
    samples = map_planar(target, writer.num_channels, writer.num_samples)
    return Unpacked(Recording(Audio(samples, rate), info, tuple(decoding.notes)), fingerprinter.result())


def blocks(path: Path, *, block_seconds: float = _BLOCK_SECONDS, max_hours: float = MAX_HOURS) -> Iterator[Audio]:
    """A recording piece by piece in bounded memory: the samples of ``read`` in blocks of one length, the last shorter.

    Raises:
        AudioReadError: At the first block if it cannot be opened; later if it turns out broken or too long.
    """
    with open_recording(path, max_hours=max_hours) as decoding:
        rate = decoding.stream.sample_rate
        if decoding.num_samples is not None and decoding.num_samples > decoding.max_samples:
            raise decoding.too_long()
        for block in join(decoding.blocks(), max(1, round(block_seconds * rate))):
            yield Audio(block, rate)
            decoding.stream.window.progressed()
    for note in decoding.notes:
        _log.info("%s: %s", shown(path), note)


def _gather(decoding: Decoding, report: Report) -> np.ndarray:
    """All blocks in one array that grows as samples really come, so that a lying header costs nothing."""
    capacity = decoding.num_samples or _FIRST_CAPACITY_SECONDS * decoding.stream.sample_rate
    buffer = _allocate(decoding, capacity)
    done = 0
    for block in decoding.blocks():
        if done + block.shape[1] > buffer.shape[1]:
            larger = _allocate(decoding, max(done + block.shape[1], round(buffer.shape[1] * _GROWTH)))
            larger[:, :done] = buffer[:, :done]
            buffer = larger
        buffer[:, done : done + block.shape[1]] = block
        done += block.shape[1]
        report(decoding.stream.window.fraction)
    return buffer if done == buffer.shape[1] else np.ascontiguousarray(buffer[:, :done])


def _allocate(decoding: Decoding, num_samples: int) -> np.ndarray:
    import psutil

    needed = decoding.num_channels * num_samples * 4
    free = psutil.virtual_memory().available
    hint = "Close other programs, or cut the recording into shorter files."
    if needed > _MEMORY_SHARE * free:
        raise decoding.source.refusal(
            f"it needs {needed / 1e9:.1f} GB of memory and {free / 1e9:.1f} GB are free", hint
        )
    try:
        return np.empty((decoding.num_channels, num_samples), np.float32)
    except MemoryError as error:
        raise decoding.source.refusal(f"it needs {needed / 1e9:.1f} GB of memory, which are not free", hint) from error


def _info(decoding: Decoding, num_samples: int) -> AudioInfo:
    stream = decoding.stream
    return AudioInfo(
        container=stream.container.value,
        codec=stream.codec,
        sample_rate=stream.sample_rate,
        num_channels=stream.num_channels,
        num_samples=num_samples,
        size_bytes=decoding.source.size_bytes,
    )
