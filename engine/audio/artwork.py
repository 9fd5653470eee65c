"""What a cover picture is, from its first bytes; it is never decoded here."""

from __future__ import annotations

import hashlib
import struct

from engine.core.track import Artwork

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_STANDALONE = frozenset({0x01, *range(0xD0, 0xDA)})
_FRAME_STARTS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_MAX_SEGMENTS = 1_000


def describe_picture(data: bytes) -> Artwork:
    """Hash, size, type and (where its header says so) width and height in pixels of a PNG or JPEG file."""
    is_png = data.startswith(PNG)
    width, height = _png_size(data) if is_png else _jpeg_size(data)
    return Artwork(
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        mime="image/png" if is_png else "image/jpeg",
        width=width,
        height=height,
    )


def _png_size(data: bytes) -> tuple[int | None, int | None]:
    """From the IHDR chunk, which comes first (W3C PNG, §11.2.1)."""
    if len(data) < 24 or data[12:16] != b"IHDR":
        return None, None
    width, height = struct.unpack(">II", data[16:24])
    return width or None, height or None


def _jpeg_size(data: bytes) -> tuple[int | None, int | None]:
    """From the first start-of-frame segment (ITU-T T.81, §B.2.2)."""
    at = 2
    for _ in range(_MAX_SEGMENTS):
        if at + 9 > len(data) or data[at] != 0xFF:
            return None, None
        marker = data[at + 1]
        if marker == 0xFF or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAME_STARTS:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width or None, height or None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None, None
