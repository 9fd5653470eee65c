"""Compressed audio (MP3, M4A, AAC, FLAC also in Ogg) to float32 chunks through FFmpeg's libraries (PyAV).

FFmpeg rather than libsndfile for MP3, because libsndfile's wheel bundles mpg123 1.32.3, whose heap overflow on
streams that change their form (CVE-2024-10573) is open, and which stops at such a change. On sound files both deliver
the same samples (``tests/unit/audio/test_reading.py`` holds them together).

FFmpeg is given a window of bytes and the name of one demuxer: it probes nothing and can open nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from engine.audio import mpeg
from engine.audio.conform import Conformer
from engine.audio.formats import Container, Found
from engine.audio.source import Source, Window
from engine.audio.stream import MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, RawStream, check_form
from engine.core.audio import Samples

if TYPE_CHECKING:
    import av
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

_DEMUXERS = {
    Container.MP3: "mp3",
    Container.MP4: "mov",
    Container.ADTS: "aac",
    Container.FLAC: "flac",
    Container.OGG_FLAC: "ogg",
}
_CODECS = frozenset({"mp1", "mp2", "mp3", "aac", "alac", "flac"})
_OPTIONS = {"codec_whitelist": "mp1float,mp2float,mp3float,aac,alac,flac"}
_INTEGER_SCALES = {"s16": 2.0**-15, "s32": 2.0**-31}


@contextmanager
def open_av(source: Source, found: Found) -> Iterator[RawStream]:
    """The samples of a compressed file, from its first audio stream.

    Raises:
        AudioReadError: If it is damaged beyond use or holds no audio that is read here.
    """
    with _open(source, found) as reader:
        first = reader.first
        check_form(source, first.sample_rate, first.layout.nb_channels)
        yield RawStream(
            container=found.container,
            codec=reader.codec,
            sample_rate=first.sample_rate,
            num_channels=first.layout.nb_channels,
            claimed_samples=_claimed_samples(source, found, reader),
            speakers=None,
            window=reader.window,
            chunks=_chunks(reader),
            count=reader.count,
            notes=reader.notes,
        )


@contextmanager
def _open(source: Source, found: Found) -> Iterator[_Reader]:
    import av

    window = source.window(found.offset)
    try:
        container = av.open(window, "r", format=_DEMUXERS[found.container], options=_OPTIONS, metadata_errors="replace")
    except av.FFmpegError as error:
        raise source.refusal(window.problem or "it is damaged, or only the beginning of a file") from error
    with container:
        if not container.streams.audio:
            raise source.refusal("it holds no audio")
        stream = container.streams.audio[0]
        if stream.codec_context is None or stream.codec_context.codec.canonical_name not in _CODECS:
            raise source.refusal("its sound is compressed in a way that is not known here")
        yield _Reader(source, window, container, stream, list(found.notes))


def _chunks(reader: _Reader) -> Iterator[Samples]:
    conformer = Conformer(reader.first.sample_rate, reader.first.layout.nb_channels)
    for frame in reader.frames():
        yield conformer.accept(_samples(frame), frame.sample_rate)
    yield conformer.rest()
    if conformer.num_changes:
        reader.notes.append("its sample rate or channels change on the way: it was brought to the form it starts with")


def _claimed_samples(source: Source, found: Found, reader: _Reader) -> int | None:
    """The length the header states, None where it is only an estimate from the bit rate or states nothing."""
    if reader.stated_seconds is None or found.container is Container.ADTS:
        return None
    if found.container is Container.MP3 and not mpeg.has_frame_count(source.bytes_at(found.offset, 256)):
        return None
    claimed = round(reader.stated_seconds * reader.first.sample_rate)
    return claimed if claimed > 0 else None


class _Reader:
    """Packets to frames. The first frame is decoded at once: it tells the true rate and channels."""

    def __init__(
        self, source: Source, window: Window, container: InputContainer, stream: AudioStream, notes: list[str]
    ) -> None:
        self.window = window
        self.notes = notes
        self.codec = stream.codec_context.codec.canonical_name
        self.stated_seconds: float | None = None
        if stream.duration is not None and stream.time_base is not None:
            self.stated_seconds = float(stream.duration * stream.time_base)
        self._damaged = 0
        self._packet_seconds = 0.0
        self._packets = self._demux(container, stream)
        self._decoded = self._decode()
        first = next(self._decoded, None)
        if first is None:
            raise source.refusal(window.problem or "it holds no audio that can be decoded")
        self.first: AudioFrame = first

    def frames(self) -> Iterator[AudioFrame]:
        """All frames, the first included; afterwards the notes say what was missing."""
        yield self.first
        self.window.progressed()
        for frame in self._decoded:
            yield frame
            self.window.progressed()
        if self._damaged:
            self.notes.append(f"damaged pieces were left out ({self._damaged})")
        if self.window.problem:
            self.notes.append(f"it could not be read to the end: {self.window.problem}")

    def count(self) -> int:
        """Samples per channel by the packets' durations, without decoding them; uses the reader up."""
        for _ in self._packets:
            self.window.progressed()
        return round(self._packet_seconds * self.first.sample_rate)

    def _demux(self, container: InputContainer, stream: AudioStream) -> Iterator[av.Packet[AudioStream]]:
        import av

        packets = container.demux(stream)
        while not self.window.has_stalled:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.FFmpegError:  # the file ends, or turns into something else: what was heard so far stays
                self.notes.append("it is damaged: nothing could be read after that place")
                return
            if packet.duration and packet.time_base:
                self._packet_seconds += float(packet.duration * packet.time_base)
            yield packet

    def _decode(self) -> Iterator[AudioFrame]:
        import av

        for packet in self._packets:
            try:
                frames = packet.decode()
            except av.FFmpegError:
                self._damaged += 1
                continue
            for frame in frames:
                if frame.samples and self._is_sane(frame):
                    yield frame

    def _is_sane(self, frame: AudioFrame) -> bool:
        """An impossible form in the middle of a stream is damage; at its start the caller refuses it."""
        if not hasattr(self, "first"):
            return True
        is_sane = MIN_SAMPLE_RATE <= frame.sample_rate <= MAX_SAMPLE_RATE and frame.layout.nb_channels <= MAX_CHANNELS
        self._damaged += not is_sane
        return is_sane


def _samples(frame: AudioFrame) -> Samples:
    """Float32 ``[channels, samples]`` of a frame of any sample format."""
    array = frame.to_ndarray()
    if not frame.format.is_planar:
        array = array.reshape(-1, frame.layout.nb_channels).T
    scale = _INTEGER_SCALES.get(frame.format.packed.name)
    if scale is not None:  # in float64, so that 24 and 32 bits are rounded once
        return np.ascontiguousarray(array * scale, dtype=np.float32)
    return np.ascontiguousarray(array, dtype=np.float32)
