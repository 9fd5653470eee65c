"""Compressed audio (MP3, M4A, FLAC, Ogg Vorbis, Opus) to float32 blocks through FFmpeg's libraries (PyAV).

FFmpeg rather than libsndfile for MP3 and Ogg because libsndfile's wheel bundles mpg123 1.32.3, whose heap overflow on
streams that change their form (CVE-2024-10573) is open, stops at such a change, and believes a header's frame count;
on sound files both deliver the same number of samples (``tests/unit/audio/test_round_trips.py`` holds them together).

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
    Container.OGG: "ogg",
}
_CODECS = frozenset({"mp1", "mp2", "mp3", "aac", "alac", "flac", "vorbis", "opus"})
_PROMISING = frozenset({"flac", "vorbis", "opus", "alac", "aac"})
"""Codecs whose header states the length rather than estimating it from the bit rate."""
_MAX_PADDING = 4096
"""Samples an encoder adds at the end to fill its last frame; what an edit list cuts beyond that is not padding."""
_INTEGER_SCALES = {"s16": 2.0**-15, "s32": 2.0**-31}


@contextmanager
def open_av(source: Source, found: Found) -> Iterator[RawStream]:
    """The samples of a compressed file, from its first audio stream.

    Raises:
        AudioReadError: If it is damaged beyond use or holds no audio that is read here.
    """
    import av

    window = source.window(found.offset)
    options = {"codec_whitelist": "mp1float,mp2float,mp3float,aac,alac,flac,vorbis,opus"}
    try:
        container = av.open(window, format=_DEMUXERS[found.container], options=options, metadata_errors="replace")
    except av.FFmpegError as error:
        raise source.refusal(window.problem or "it is damaged, or only the beginning of a file") from error
    with container:
        yield _stream(source, found, window, container)


def _stream(source: Source, found: Found, window: Window, container: InputContainer) -> RawStream:
    if not container.streams.audio:
        raise source.refusal("it holds no audio")
    stream = container.streams.audio[0]
    if stream.codec_context is None or stream.codec_context.codec.canonical_name not in _CODECS:
        raise source.refusal("its sound is compressed in a way that is not known here")
    notes = [*found.notes]
    decoder = _Decoder(source, window, container, stream, notes)
    if decoder.first is None:
        raise source.refusal(window.problem or "it holds no audio that can be decoded")
    sample_rate, num_channels = decoder.first.sample_rate, decoder.first.layout.nb_channels
    check_form(source, sample_rate, num_channels)
    return RawStream(
        container=found.container,
        codec=stream.codec_context.codec.canonical_name,
        sample_rate=sample_rate,
        num_channels=num_channels,
        claimed_samples=_claimed_samples(source, found, stream, sample_rate),
        speakers=None,
        window=window,
        chunks=decoder.chunks(),
        count=decoder.count,
        notes=notes,
    )


def _claimed_samples(source: Source, found: Found, stream: AudioStream, sample_rate: int) -> int | None:
    """The length the header states, None where it is only an estimate or states nothing."""
    if stream.duration is None or stream.time_base is None or found.container is Container.ADTS:
        return None
    if found.container is Container.MP3 and not mpeg.has_frame_count(source.bytes_at(found.offset, 256)):
        return None
    claimed = round(stream.duration * stream.time_base * sample_rate)
    if stream.codec_context.codec.canonical_name == "opus":  # the pre-skip (RFC 7845 §5.1) is counted, but never heard
        claimed -= int.from_bytes((stream.codec_context.extradata or b"")[10:12], "little")
    return claimed if claimed > 0 else None


class _Decoder:
    """Packets to frames to blocks. The first frame is decoded at once: it tells the true rate and channels."""

    def __init__(
        self, source: Source, window: Window, container: InputContainer, stream: AudioStream, notes: list[str]
    ) -> None:
        self._source = source
        self._window = window
        self._stream = stream
        self._notes = notes
        self._damaged = 0
        self._packets = self._demux(container, stream)
        self._counted = 0.0
        self._frames = self._decode()
        self.first = next(self._frames, None)

    def _demux(self, container: InputContainer, stream: AudioStream) -> Iterator[av.Packet]:
        import av

        packets = container.demux(stream)
        while not self._window.has_stalled:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.FFmpegError:  # the file ends, or turns into something else: what was heard so far stays
                self._notes.append("it is damaged: nothing could be read after that place")
                return
            if packet.duration and packet.time_base:
                self._counted += float(packet.duration * packet.time_base)
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
                if frame.samples and self._is_sane(frame):  # type: ignore[union-attr]
                    yield frame  # type: ignore[misc]

    def _is_sane(self, frame: AudioFrame) -> bool:
        """A frame with an impossible form in the middle of a stream is damage; in front it is refused by the caller."""
        is_sane = MIN_SAMPLE_RATE <= frame.sample_rate <= MAX_SAMPLE_RATE and frame.layout.nb_channels <= MAX_CHANNELS
        self._damaged += not is_sane
        return is_sane

    def count(self) -> int:
        """Samples per channel by the packets' durations, without decoding."""
        for _ in self._packets:
            self._window.progressed()
        rate = self.first.sample_rate if self.first is not None else 0
        return round(self._counted * rate)

    def chunks(self) -> Iterator[Samples]:
        first = self.first
        if first is None:
            return
        conformer = Conformer(first.sample_rate, first.layout.nb_channels)
        end = self._end_of_edit()
        done = 0
        frame: AudioFrame | None = first
        while frame is not None:
            self._window.progressed()
            block = conformer.accept(_samples(frame), frame.sample_rate)
            if end is not None and 0 < done + block.shape[1] - end <= _MAX_PADDING:
                block = block[:, : max(0, end - done)]
            done += block.shape[1]
            yield block
            frame = next(self._frames, None)
        yield conformer.rest()
        self._remark(conformer)

    def _end_of_edit(self) -> int | None:
        """Where an MP4's edit list ends (in samples), which is how that format says what of the last frame is padding."""
        stream = self._stream
        if stream.container.format.name.startswith("mov") and stream.duration and stream.time_base and self.first:
            return round(stream.duration * stream.time_base * self.first.sample_rate)
        return None

    def _remark(self, conformer: Conformer) -> None:
        if self._damaged:
            self._notes.append(f"{self._damaged} damaged pieces were left out")
        if conformer.num_changes:
            self._notes.append(
                f"it changes its sample rate or channels {conformer.num_changes} times: everything was brought to the form it starts with"
            )
        if self._window.problem:
            self._notes.append(f"it could not be read to the end: {self._window.problem}")


def _samples(frame: AudioFrame) -> Samples:
    """Float32 ``[channels, samples]`` of a frame of any sample format."""
    array = frame.to_ndarray()
    if not frame.format.is_planar:
        array = array.reshape(-1, frame.layout.nb_channels).T
    scale = _INTEGER_SCALES.get(frame.format.packed.name)
    if scale is not None:  # in float64, so that 24 and 32 bits are rounded once
        return np.ascontiguousarray(array * scale, dtype=np.float32)
    return np.ascontiguousarray(array, dtype=np.float32)
