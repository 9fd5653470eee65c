"""Headers of uncompressed audio (WAV, RF64, W64, AIFF, AIFF-C), read here so that no lie in them reaches a codec.

What libsndfile is given afterwards is a raw stretch of samples whose form and length are known. That keeps its
header parsers and its ADPCM and GSM decoders, where its memory errors were found (CVE-2021-3246, CVE-2022-33065,
CVE-2026-37555), out of reach of strangers' files.

Sources: Microsoft/IBM "Multimedia Programming Interface and Data Specifications 1.0" (RIFF), Microsoft
"Multiple channel audio data and WAVE files" (extensible), EBU Tech 3306 (RF64), Sony "Wave64",
Apple "AIFF-C" (1991).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from engine.audio.formats import Container
from engine.audio.source import Source

_MAX_CHUNKS = 4096
_UNKNOWN_32 = 0xFFFF_FF00
"""Sizes from here to 2³²−1 mean "not known" (streamed WAV) or "see ds64" (RF64)."""
_EXTENSIBLE = 0xFFFE
_DAMAGED_HINT = "Export it again as WAV or FLAC."

_WAV_SUBTYPES = {
    (1, 1): "PCM_U8",
    (1, 2): "PCM_16",
    (1, 3): "PCM_24",
    (1, 4): "PCM_32",
    (3, 4): "FLOAT",
    (3, 8): "DOUBLE",
    (6, 1): "ALAW",
    (7, 1): "ULAW",
}
_WAV_COMPRESSED = {0x02: "Microsoft ADPCM", 0x11: "IMA ADPCM", 0x31: "GSM", 0x50: "MPEG", 0x55: "MP3"}
_AIFF_INTEGERS = {1: "PCM_S8", 2: "PCM_16", 3: "PCM_24", 4: "PCM_32"}
_AIFF_FIXED = {
    b"fl32": ("FLOAT", 4),
    b"FL32": ("FLOAT", 4),
    b"fl64": ("DOUBLE", 8),
    b"FL64": ("DOUBLE", 8),
    b"alaw": ("ALAW", 1),
    b"ALAW": ("ALAW", 1),
    b"ulaw": ("ULAW", 1),
    b"ULAW": ("ULAW", 1),
    b"raw ": ("PCM_U8", 1),
}


@dataclass(frozen=True, slots=True)
class PcmLayout:
    """Where the samples lie and what they are.

    ``subtype`` and ``endian`` are libsndfile's words; ``speakers`` is the extensible header's channel mask or None;
    ``start`` and ``length`` are bytes, ``length`` a whole number of sample frames.
    """

    subtype: str
    endian: str
    sample_rate: int
    num_channels: int
    bytes_per_sample: int
    start: int
    length: int
    speakers: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def num_samples(self) -> int:
        """Samples per channel."""
        return self.length // (self.bytes_per_sample * self.num_channels)


@dataclass(frozen=True, slots=True)
class _Form:
    """The part of a header that says what a sample is."""

    subtype: str
    endian: str
    sample_rate: int
    num_channels: int
    bytes_per_sample: int
    speakers: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A RIFF, AIFF or W64 chunk: its name, where its content starts in the file, and the bytes it claims to hold."""

    id: bytes
    body: int
    size: int


def read_layout(source: Source, container: Container, offset: int) -> PcmLayout:
    """Where the samples of an uncompressed file lie.

    Raises:
        AudioReadError: If the header is damaged, or what it describes is compressed.
    """
    if container is Container.AIFF:
        return _aiff(source, offset)
    return _wav(source, container, offset)


def _wav(source: Source, container: Container, offset: int) -> PcmLayout:
    big = source.bytes_at(offset, 4) == b"RIFX"
    order = ">" if big else "<"
    chunks = _w64_chunks(source, offset) if container is Container.W64 else _riff_chunks(source, offset, order)
    form: _Form | None = None
    size_64: int | None = None
    for chunk in chunks:
        if chunk.id == b"fmt ":
            form = _wav_form(source, source.bytes_at(chunk.body, min(chunk.size, 40)), order)
        elif chunk.id == b"ds64":
            sizes = source.bytes_at(chunk.body, 16)
            size_64 = struct.unpack("<8xQ", sizes)[0] if len(sizes) == 16 else None
        elif chunk.id == b"data" and form is not None:
            claimed = size_64 if size_64 and chunk.size >= _UNKNOWN_32 else chunk.size
            length, notes = _data_length(source, chunk.body, claimed, is_riff=container is Container.WAV)
            return _layout(source, form, chunk.body, length, notes)
    raise source.refusal("its header is damaged", _DAMAGED_HINT)


def _wav_form(source: Source, body: bytes, order: str) -> _Form:
    if len(body) < 16:
        raise source.refusal("its header is damaged", _DAMAGED_HINT)
    tag, channels, rate, _, block_align, bits = struct.unpack(order + "HHIIHH", body[:16])
    speakers = None
    if tag == _EXTENSIBLE and len(body) >= 40:
        speakers, tag = struct.unpack(order + "IH", body[20:26])
    if tag in _WAV_COMPRESSED:
        raise source.refusal(
            f"its sound is compressed as {_WAV_COMPRESSED[tag]}, which is not read in a WAV file", _DAMAGED_HINT
        )
    width = block_align // channels if channels and block_align % channels == 0 else 0
    width = max(width, (bits + 7) // 8)  # some writers leave block_align 0 or wrong
    subtype = _WAV_SUBTYPES.get((tag, width))
    if subtype is None:
        raise source.refusal(
            f"its header describes no sound that is known here (code {tag}, {bits} bits)", _DAMAGED_HINT
        )
    return _Form(subtype, "BIG" if order == ">" else "LITTLE", rate, channels, width, speakers)


def _aiff(source: Source, offset: int) -> PcmLayout:
    form: _Form | None = None
    claimed_frames, data = 0, None
    for chunk in _riff_chunks(source, offset, ">"):
        if chunk.id == b"COMM":
            body = source.bytes_at(chunk.body, min(chunk.size, 22))
            if len(body) < 18:
                break
            claimed_frames = struct.unpack(">2xI", body[:6])[0]
            form = _aiff_form(source, body)
        elif chunk.id == b"SSND":
            skip = source.bytes_at(chunk.body, 4)
            start = chunk.body + 8 + (struct.unpack(">I", skip)[0] if len(skip) == 4 else 0)
            data = (start, chunk.size - (start - chunk.body))
        if form is not None and data is not None:
            claimed = max(0, data[1]) or claimed_frames * form.num_channels * form.bytes_per_sample
            length, notes = _data_length(source, data[0], claimed, is_riff=False)
            return _layout(source, form, data[0], length, notes)
    reason = "its header is damaged" if form is None or claimed_frames else "it holds no audio"
    raise source.refusal(reason, _DAMAGED_HINT)


def _aiff_form(source: Source, body: bytes) -> _Form:
    channels, _, bits = struct.unpack(">HIH", body[:8])
    compression = body[18:22] if len(body) >= 22 else b"NONE"
    endian = "LITTLE" if compression == b"sowt" else "BIG"
    subtype, width = _AIFF_FIXED.get(compression, ("", 0))
    if compression in (b"NONE", b"twos", b"sowt", b"in24", b"in32"):
        width = (bits + 7) // 8
        subtype = _AIFF_INTEGERS.get(width, "")
    if not subtype:
        raise source.refusal("its sound is compressed in a way that is not read in an AIFF file", _DAMAGED_HINT)
    return _Form(subtype, endian, _extended_float(body[8:18]), channels, width)


def _extended_float(ten_bytes: bytes) -> int:
    """An 80-bit IEEE 754 extended number (AIFF's sample rate), rounded; 0 where it is no usable rate."""
    exponent, mantissa = struct.unpack(">HQ", ten_bytes)
    if exponent & 0x8000 or exponent >= 16_383 + 32:
        return 0
    return round(math.ldexp(mantissa, exponent - 16_383 - 63))


def _riff_chunks(source: Source, offset: int, order: str) -> Iterator[Chunk]:
    at = offset + 12
    for _ in range(_MAX_CHUNKS):
        header = source.bytes_at(at, 8)
        if len(header) < 8:
            return
        size = struct.unpack(order + "I", header[4:])[0]
        yield Chunk(header[:4], at + 8, size)
        at += 8 + size
        # odd chunks are padded to even, but some writers forget it: believe the position where a name stands
        if size % 2 and not (_is_name(source.bytes_at(at, 4)) and not _is_name(source.bytes_at(at + 1, 4))):
            at += 1


def chunks_of(source: Source, offset: int) -> Iterator[Chunk]:
    """All chunks of a RIFF or AIFF file that starts at ``offset``; ends where the structure does."""
    return _riff_chunks(source, offset, "<" if source.bytes_at(offset, 4) in (b"RIFF", b"RF64", b"BW64") else ">")


def _is_name(four: bytes) -> bool:
    return len(four) == 4 and four.isascii() and four.decode("ascii").isprintable() and four[:1] != b" "


def _w64_chunks(source: Source, offset: int) -> Iterator[Chunk]:
    at = offset + 40
    for _ in range(_MAX_CHUNKS):
        header = source.bytes_at(at, 24)
        if len(header) < 24:
            return
        size = struct.unpack("<Q", header[16:])[0]
        if size < 24:
            return
        yield Chunk(header[:4], at + 24, size - 24)
        at += (size + 7) // 8 * 8


def _data_length(source: Source, start: int, claimed: int, *, is_riff: bool) -> tuple[int, tuple[str, ...]]:
    """How many bytes of samples there really are."""
    present = max(0, source.size_bytes - start)
    if claimed >= _UNKNOWN_32 and claimed < 1 << 32:
        return present, ("its header states no length: everything to the end of the file was read",)
    if claimed == 0:
        following = source.bytes_at(start, 8)
        if present and not (
            _is_name(following[:4]) and struct.unpack("<I", following[4:].ljust(4, b"\0"))[0] <= present
        ):
            return present, ("its header states no length: everything to the end of the file was read",)
        return 0, ()
    if claimed > present:
        return present, ("it is cut off: part of the sound its header promises is missing",)
    wraps = (present - claimed) >> 32
    if is_riff and wraps:
        return claimed + (wraps << 32), ("it is longer than its header can say: everything was read",)
    return claimed, ()


def _layout(source: Source, form: _Form, start: int, length: int, notes: tuple[str, ...]) -> PcmLayout:
    if form.num_channels == 0:
        raise source.refusal("its header says it has no channels", _DAMAGED_HINT)
    frame = form.num_channels * form.bytes_per_sample
    return PcmLayout(
        subtype=form.subtype,
        endian=form.endian,
        sample_rate=form.sample_rate,
        num_channels=form.num_channels,
        bytes_per_sample=form.bytes_per_sample,
        start=start,
        length=length // frame * frame,
        speakers=form.speakers,
        notes=notes,
    )
