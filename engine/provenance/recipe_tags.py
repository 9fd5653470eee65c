"""The recipe inside a sound file: iXML in WAV, a Vorbis comment in FLAC, a TXXX frame in MP3.

iXML is the chunk of the Institute of Broadcast Sound, "iXML specification 3.01": our JSON stands in ``USER``, which is
free text. It is read back without an XML parser, so that no entity can be made to grow.
"""

from __future__ import annotations

import html
import re
import struct
from pathlib import Path
from typing import Any

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError

NAME = "AURAX_TAKE"
SCHEMA = "aurax.recipe/1"
_MAX_BYTES = 4 << 20
_MAX_CHUNKS = 10_000
_UNKNOWN_SIZE = 0xFFFF_FFFF
_USER = re.compile(rb"<USER>(.*?)</USER>", re.DOTALL)


def write_recipe(path: Path, recipe: dict[str, Any]) -> None:
    """Put a recipe into a complete WAV, FLAC or MP3 file; the sound in it is not touched.

    A WAV file beyond 4 GB (RF64) is left as it is.

    Raises:
        ValueError: If the suffix is another.
        OSError: If the file cannot be written.
    """
    text = encode_json({"schema": SCHEMA, **recipe}).decode()
    suffix = path.suffix.lower()
    if suffix == ".wav":
        _write_wav(path, text)
    elif suffix == ".flac":
        from mutagen.flac import FLAC

        flac = FLAC(path)
        flac[NAME] = text
        flac.save()
    elif suffix == ".mp3":
        from mutagen.id3 import ID3, TXXX, ID3NoHeaderError

        try:
            tags = ID3(path)
        except ID3NoHeaderError:
            tags = ID3()
        tags.setall(f"TXXX:{NAME}", [TXXX(encoding=3, desc=NAME, text=[text])])
        tags.save(path)
    else:
        raise ValueError(f"a recipe goes into .wav, .flac or .mp3, got {path.suffix!r}")


def read_recipe(path: Path) -> dict[str, Any]:
    """The recipe inside a sound file; told by content, not by name.

    Raises:
        UserError: If there is none, or it cannot be understood.
    """
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except (OSError, ValueError) as error:
        raise UserError(f"Cannot read {path}", "Name a WAV, FLAC or MP3 file, or the folder of a take.") from error
    if head[:4] in (b"RIFF", b"RF64") and head[8:] == b"WAVE":
        content = _from_wav(path)
    elif head[:4] == b"fLaC":
        content = _from_flac(path)
    else:
        content = (_from_id3(path) or _from_flac(path)) if head[:3] == b"ID3" else None  # FLAC may stand behind ID3
    if content is None:
        raise UserError(f"{path} carries no recipe of ours", "Only takes and exports of this studio do.")
    return _decoded(path, content)


def _decoded(path: Path, content: bytes) -> dict[str, Any]:
    import msgspec

    try:
        document = decode_json(content, dict)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"The recipe inside {path} is damaged: {error}", "Ask for the take's folder.") from error
    if document.get("schema") != SCHEMA:
        raise UserError(
            f"The recipe inside {path} is of {str(document.get('schema'))[:40]!r}; this engine reads {SCHEMA!r}",
            "Use the version of the studio that made it.",
        )
    return dict(document)


def _write_wav(path: Path, text: str) -> None:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><BWFXML><IXML_VERSION>3.01</IXML_VERSION>'
        f"<PROJECT>AURA-X Studio</PROJECT><USER>{html.escape(text, quote=False)}</USER></BWFXML>"
    ).encode()
    with path.open("rb+") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return
        file.seek(0, 2)
        if file.tell() % 2:
            file.write(b"\0")
        file.write(b"iXML" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2))
        size = file.tell() - 8
        file.seek(4)
        file.write(struct.pack("<I", size))


def _from_wav(path: Path) -> bytes | None:
    end = path.stat().st_size
    with path.open("rb") as file:
        at = 12
        for _ in range(_MAX_CHUNKS):
            file.seek(at)
            head = file.read(8)
            if len(head) < 8:
                return None
            size = struct.unpack("<I", head[4:])[0]
            if head[:4] == b"iXML" and size <= min(_MAX_BYTES, end - at - 8):
                found = _USER.search(file.read(size))
                if found and found[1].lstrip().startswith(b"{"):
                    return html.unescape(found[1].decode("utf-8", "replace")).encode()
            if size == _UNKNOWN_SIZE:  # RF64 keeps the true size elsewhere; we write no recipe there
                return None
            at += 8 + size + size % 2
    return None


def _from_flac(path: Path) -> bytes | None:
    from mutagen import MutagenError
    from mutagen.flac import FLAC

    try:
        found = (FLAC(path).tags or {}).get(NAME)
    except (MutagenError, OSError, ValueError, MemoryError):
        return None
    return found[0].encode() if found and len(found[0]) <= _MAX_BYTES else None


def _from_id3(path: Path) -> bytes | None:
    """Our TXXX frame; only plain frames are looked at, so that nothing is inflated. Id3.org, ID3v2.4, §4.2.6."""
    with path.open("rb") as file:
        head = file.read(10)
        if len(head) < 10 or head[3] not in (3, 4):
            return None
        tag = file.read(min(_safe(head[6:10]), 4 * _MAX_BYTES))
    at = 0
    while at + 10 <= len(tag) and tag[at : at + 4].isalnum():
        size = _safe(tag[at + 4 : at + 8]) if head[3] == 4 else int.from_bytes(tag[at + 4 : at + 8], "big")
        content = tag[at + 10 : at + 10 + size]
        if tag[at : at + 4] == b"TXXX" and tag[at + 9] == 0 and content[:1] == b"\x03" and size <= _MAX_BYTES:
            name, _, text = content[1:].partition(b"\0")
            if name == NAME.encode():
                return text.rstrip(b"\0")
        at += 10 + size
    return None


def _safe(four: bytes) -> int:
    return (four[0] & 0x7F) << 21 | (four[1] & 0x7F) << 14 | (four[2] & 0x7F) << 7 | (four[3] & 0x7F)
