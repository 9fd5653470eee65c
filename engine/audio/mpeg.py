"""MPEG audio frame headers (ISO/IEC 11172-3 §2.4.1.3, 13818-3 for the low sampling frequencies) and ID3v2 sizes.

Used to tell an MP3 from anything else that happens to hold the bytes FF Ex, and to find its first frame behind
tags or garbage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_KBPS = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_SYNC = re.compile(rb"\xff[\xe2-\xff]")
_FRAMES_TO_BELIEVE = 3
_HEADER_BYTES = 4
ID3_HEADER_BYTES = 10


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """``length`` in bytes, header included; ``layer`` 1–3."""

    length: int
    layer: int
    sample_rate: int


def parse_header(data: bytes, at: int = 0) -> FrameHeader | None:
    """The frame header at ``data[at:]``, or None where there is none (free-format streams count as none)."""
    if len(data) - at < _HEADER_BYTES or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = (data[at + 1] >> 3) & 3, 4 - ((data[at + 1] >> 1) & 3)
    bitrate, rate, padding = data[at + 2] >> 4, (data[at + 2] >> 2) & 3, (data[at + 2] >> 1) & 1
    if version == 1 or layer == 4 or rate == 3 or bitrate in (0, 15):
        return None
    sample_rate = _RATES_HZ[version][rate]
    bits = 1000 * _KBPS[1 if version == 3 else 2, layer][bitrate - 1]
    if layer == 1:
        return FrameHeader((12 * bits // sample_rate + padding) * 4, layer, sample_rate)
    samples = 576 if layer == 3 and version != 3 else 1152
    return FrameHeader(samples // 8 * bits // sample_rate + padding, layer, sample_rate)


def _chain(data: bytes, at: int, *, is_whole: bool) -> bool:
    """Whether consecutive frames start at ``at``; a whole file may also end after fewer."""
    for count in range(_FRAMES_TO_BELIEVE):
        header = parse_header(data, at)
        if header is None:
            return is_whole and count > 0 and at >= len(data)
        at += header.length
    return True


def first_frame(data: bytes, *, is_whole: bool) -> int | None:
    """Offset of the first frame that is followed by others. ``is_whole``: ``data`` reaches the end of the file."""
    for match in _SYNC.finditer(data):
        if _chain(data, match.start(), is_whole=is_whole):
            return match.start()
    return None


def has_frame_count(frame: bytes) -> bool:
    """Whether the first frame is a Xing, Info or VBRI header, which states the number of frames."""
    return any(mark in frame[:200] for mark in (b"Xing", b"Info", b"VBRI"))


def encoder_of(frame: bytes) -> str:
    """The encoder that the first frame's Xing or Info header names, such as ``LAME3.100``; empty where it does not.

    G. Bouvigne, "Mp3 Info Tag rev 1": nine characters behind the fields that the header's flags announce.
    """
    start = max(frame.find(b"Xing"), frame.find(b"Info"))
    if start < 0 or start + 8 > len(frame):
        return ""
    flags = int.from_bytes(frame[start + 4 : start + 8], "big")
    at = start + 8 + sum(size for bit, size in ((1, 4), (2, 4), (4, 100), (8, 4)) if flags & bit)
    name = frame[at : at + 9].rstrip(b"\0 \xaaU")
    return (
        name.decode("ascii")
        if len(name) >= 4 and name[:1].isalpha() and name.isascii() and name.decode().isprintable()
        else ""
    )


def id3_length(head: bytes) -> int:
    """Bytes of the ID3v2 tag at the start of ``head`` (id3.org, "ID3v2.4 main structure", §3.1); 0 if there is none."""
    if len(head) < ID3_HEADER_BYTES or head[:3] != b"ID3" or head[3] == 0xFF or any(byte & 0x80 for byte in head[6:10]):
        return 0
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    footer = ID3_HEADER_BYTES if head[5] & 0x10 else 0
    return ID3_HEADER_BYTES + size + footer
