"""ID3v2.2–2.4 and ID3v1 text frames and pictures, read lazily and within bounds.

Our own reader because mutagen inflates compressed frames without a limit (a 1 MB tag can ask for 1 GB); only the
frames that are wanted are decoded here, and compressed or encrypted ones are left out.
Source: id3.org, "ID3 tag version 2.4.0 – Main Structure" §3–4 and "2.3.0" §3, "2.2.0" §3; Eric Kemp, "ID3v1".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.audio import mpeg

_TEXT_FRAMES = {
    "title": ("TIT2", "TT2"),
    "artist": ("TPE1", "TP1"),
    "album": ("TALB", "TAL"),
    "year": ("TDRC", "TYER", "TYE"),
    "genre": ("TCON", "TCO"),
    "track_number": ("TRCK", "TRK"),
    "bpm": ("TBPM", "TBP"),
    "isrc": ("TSRC", "TRC"),
    "encoder": ("TSSE", "TENC", "TSS", "TEN"),
}
_FIELD_OF = {frame: name for name, frames in _TEXT_FRAMES.items() for frame in frames}
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_ID3V1_FIELDS = (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93), ("year", 93, 97), ("comment", 97, 125))
_MAX_FRAMES = 2_000
_MAX_TEXT_BYTES = 64_000
_FRONT_COVER = 3


@dataclass(slots=True)
class RawTags:
    """Texts by the names of ``core.track.Tags`` and pictures, the front cover first; nothing is checked yet.

    ``stream_encoder`` is the encoder that the sound's own headers name, tags aside.
    """

    texts: dict[str, str] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)
    stream_encoder: str = ""

    def offer(self, name: str, text: str) -> None:
        """Keep a text unless there is one already: the first source wins."""
        if text.strip("\0 \t\r\n") and name not in self.texts:
            self.texts[name] = text


def read_id3v2(tag: bytes) -> RawTags:
    """The contents of a whole ID3v2 tag, its ten-byte header included; empty where it cannot be understood."""
    found = RawTags()
    if len(tag) < mpeg.ID3_HEADER_BYTES or tag[3] not in (2, 3, 4):
        return found
    version, flags, body = tag[3], tag[5], tag[mpeg.ID3_HEADER_BYTES :]
    if flags & 0x80 and version < 4:
        body = _synchronised(body)
    if flags & 0x40 and version > 2:
        body = body[_extended_header_length(body, version) :]
    for name, content in _frames(body, version):
        if name in _FIELD_OF:
            found.offer(_FIELD_OF[name], _first_text(content))
        elif name in ("COMM", "COM"):
            found.offer("comment", _comment(content))
        elif name in ("APIC", "PIC"):
            _add_picture(found, content, version)
    return found


def read_id3v1(block: bytes) -> RawTags:
    """The 128 bytes at the end of a file, if they are an ID3v1 tag. Its numbered genres are left out."""
    found = RawTags()
    if len(block) == 128 and block[:3] == b"TAG":
        for name, start, end in _ID3V1_FIELDS:
            found.offer(name, block[start:end].split(b"\0")[0].decode("latin-1"))
        if block[125] == 0 and block[126]:
            found.offer("track_number", str(block[126]))
    return found


def _synchronised(data: bytes) -> bytes:
    """Undo unsynchronisation: FF 00 stands for FF."""
    return data.replace(b"\xff\x00", b"\xff")


def _sync_safe(four: bytes) -> int:
    return (four[0] & 0x7F) << 21 | (four[1] & 0x7F) << 14 | (four[2] & 0x7F) << 7 | (four[3] & 0x7F)


def _extended_header_length(body: bytes, version: int) -> int:
    if len(body) < 4:
        return 0
    return _sync_safe(body[:4]) if version == 4 else int.from_bytes(body[:4], "big") + 4


def _frames(body: bytes, version: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of each readable frame, up to the padding."""
    at, head, id_length = 0, (6 if version == 2 else 10), (3 if version == 2 else 4)
    for _ in range(_MAX_FRAMES):
        name = body[at : at + id_length]
        if len(body) - at <= head or not (name.isalnum() and name.isascii()):
            return
        length = _frame_length(body, at, version)
        content = body[at + head : at + head + length]
        plain = _plain_content(content, body[at + 9] if version > 2 else 0, version)
        if plain is not None:
            yield name.decode("ascii"), plain
        at += head + length


def _frame_length(body: bytes, at: int, version: int) -> int:
    if version == 2:
        return int.from_bytes(body[at + 3 : at + 6], "big")
    size = body[at + 4 : at + 8]
    plain, safe = int.from_bytes(size, "big"), _sync_safe(size)
    if version == 3 or plain == safe:
        return plain
    # iTunes wrote plain sizes into 2.4 tags: believe the reading after which a frame, padding or the end follows
    is_plain = _is_end(body, at + 10 + plain) and not _is_end(body, at + 10 + safe)
    return plain if is_plain or any(byte & 0x80 for byte in size) else safe


def _is_end(body: bytes, at: int) -> bool:
    following = body[at : at + 4]
    return at == len(body) or (len(following) == 4 and (following.isalnum() or not any(following)))


def _plain_content(content: bytes, form: int, version: int) -> bytes | None:
    """A frame's content without its optional prefixes; None where it is compressed or encrypted."""
    if version == 3:
        return None if form & 0xC0 else content[1 if form & 0x20 else 0 :]
    if version == 4:
        if form & 0x0C:
            return None
        content = content[(1 if form & 0x40 else 0) + (4 if form & 0x01 else 0) :]
        return _synchronised(content) if form & 0x02 else content
    return content


def _decode(content: bytes, encoding: int) -> str:
    return content.decode(_ENCODINGS[encoding] if encoding < len(_ENCODINGS) else "latin-1", "replace")


def _first_text(content: bytes) -> str:
    content = content[:_MAX_TEXT_BYTES]
    if not content:
        return ""
    return _decode(content[1:], content[0]).lstrip("\ufeff").split("\0")[0]


def _comment(content: bytes) -> str:
    """Encoding, language (3), description, terminator, text. Those that programs leave for themselves are skipped."""
    content = content[:_MAX_TEXT_BYTES]
    if len(content) < 5:
        return ""
    description, _, text = _decode(content[4:], content[0]).partition("\0")
    return "" if description.lstrip("\ufeff").startswith("iTun") else text.lstrip("\ufeff").split("\0")[0]


def _add_picture(found: RawTags, content: bytes, version: int) -> None:
    """Encoding, MIME type, picture type, description, picture."""
    if len(content) < 6:
        return
    mime_end = 4 if version == 2 else content.find(b"\0", 1)
    if mime_end < 0 or mime_end + 2 > len(content):
        return
    kind, rest = content[mime_end if version == 2 else mime_end + 1], content[mime_end + (1 if version == 2 else 2) :]
    if content[0] in (1, 2):  # two bytes per character: the terminator is a zero at an even place
        end = next((at for at in range(0, min(len(rest), _MAX_TEXT_BYTES), 2) if rest[at : at + 2] == b"\0\0"), -2) + 2
    else:
        end = rest.find(b"\0", 0, _MAX_TEXT_BYTES) + 1
    picture = rest[end:]
    if kind == _FRONT_COVER:
        found.pictures.insert(0, picture)
    else:
        found.pictures.append(picture)
