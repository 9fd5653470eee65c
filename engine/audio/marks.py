"""What a WAV file says of itself: a RIFF ``LIST INFO`` chunk behind the samples, which every DAW leaves alone.

Chunk ids are those of Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0" (1991).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

_IDS = {"title": b"INAM", "artist": b"IART", "comment": b"ICMT", "genre": b"IGNR", "software": b"ISFT"}


def mark_wav(path: Path, texts: Mapping[str, str]) -> None:
    """Append texts to a RIFF WAV file; a file of another form (RF64 beyond 4 GB) is left as it is.

    Args:
        path: A complete WAV file.
        texts: Of ``title``, ``artist``, ``comment``, ``genre`` and ``software``.

    Raises:
        OSError: If the file cannot be written.
        ValueError: If a text has an unknown name.
    """
    unknown = set(texts) - set(_IDS)
    if unknown:
        raise ValueError(f"texts are {', '.join(_IDS)}, got {', '.join(sorted(unknown))}")
    body = b"INFO" + b"".join(_chunk(_IDS[name], text.encode() + b"\0") for name, text in texts.items() if text)
    with path.open("rb+") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return
        file.seek(0, 2)
        if file.tell() % 2:
            file.write(b"\0")
        file.write(_chunk(b"LIST", body))
        size = file.tell() - 8
        file.seek(4)
        file.write(struct.pack("<I", size))


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
