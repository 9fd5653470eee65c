"""What a file says about itself, as plain text within bounds. A broken tag is an absent tag: nothing raises for one."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.audio import mpeg
from engine.audio.artwork import JPEG, PNG, describe_picture
from engine.audio.formats import Container, identify
from engine.audio.pcm import chunks_of
from engine.audio.source import Source, open_source
from engine.audio.tags_id3 import RawTags, read_id3v1, read_id3v2
from engine.core.errors import AudioReadError
from engine.core.track import Artwork, Tags

MAX_TAG_BYTES = 16 << 20
"""Larger tag blocks and pictures are ignored."""
MAX_CHARACTERS = 500
_MAX_READ_BYTES = 48 << 20
_MAX_RAW_CHARACTERS = 4_000
_FIRST_FRAME_BYTES = 512
_BPM_RANGE = (20.0, 400.0)
_LET_THROUGH = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(struct.error, EOFError, RecursionError),
)
"""What mutagen may raise on damaged files beside its own error."""
_JOINERS = "\u200c\u200d"
"""Zero-width joiners are not printable to Python, but scripts and emoji need them."""

_VORBIS_KEYS = {
    "title": ("title",),
    "artist": ("artist",),
    "album": ("album",),
    "year": ("date", "year"),
    "genre": ("genre",),
    "track_number": ("tracknumber", "track"),
    "bpm": ("bpm", "tempo"),
    "isrc": ("isrc",),
    "comment": ("comment", "description"),
    "encoder": ("encoder", "encoded-by"),
}
_MP4_KEYS = {
    "title": ("\xa9nam",),
    "artist": ("\xa9ART", "aART"),
    "album": ("\xa9alb",),
    "year": ("\xa9day",),
    "genre": ("\xa9gen",),
    "track_number": ("trkn",),
    "bpm": ("tmpo", "----:com.apple.iTunes:BPM"),
    "isrc": ("----:com.apple.iTunes:ISRC",),
    "comment": ("\xa9cmt",),
    "encoder": ("\xa9too",),
}
_INFO_KEYS = {
    b"INAM": "title",
    b"IART": "artist",
    b"IPRD": "album",
    b"ICRD": "year",
    b"IGNR": "genre",
    b"ITRK": "track_number",
    b"ICMT": "comment",
    b"ISFT": "encoder",
}
_AIFF_KEYS = {b"NAME": "title", b"AUTH": "artist", b"ANNO": "comment"}


def read_tags(path: Path) -> Tags:
    """The tags of any audio file; empty where there are none, they are broken, or the file cannot be opened.

    Texts carry no control, direction or surrogate characters and at most 500 others. A year outside 1000–2999, a
    tempo outside 20–400 BPM and an ISRC of the wrong form are None.
    """
    raw = _collect(path)
    texts = {name: _clean(text) for name, text in raw.texts.items()}
    return Tags(
        title=texts.get("title"),
        artist=texts.get("artist"),
        album=texts.get("album"),
        year=_number(r"([12]\d{3})(?!\d)", texts.get("year")),
        genre=_genre(texts.get("genre")),
        track_number=_number(r"0*([1-9]\d{0,3})(?!\d)", texts.get("track_number")),
        bpm=_bpm(texts.get("bpm")),
        isrc=_isrc(texts.get("isrc")),
        comment=texts.get("comment"),
        encoder=texts.get("encoder"),
        has_artwork=_first_picture(raw) is not None,
    )


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file tells beside its texts: its cover, and what coded it, by its tags or by the stream itself."""

    artwork: Artwork | None = None
    encoder: str | None = None


def read_file_facts(path: Path) -> FileFacts:
    """Cover and encoder of any audio file; None where there is none, it is broken, or the file cannot be opened."""
    raw = _collect(path)
    picture = _first_picture(raw)
    encoder = _clean(raw.texts.get("encoder", "")) or _clean(raw.stream_encoder)
    return FileFacts(None if picture is None else describe_picture(picture), encoder)


def artwork(path: Path) -> bytes | None:
    """The cover (PNG or JPEG by its first bytes, at most 16 MB), front cover preferred; None where there is none."""
    return _first_picture(_collect(path))


def _collect(path: Path) -> RawTags:
    try:
        with open_source(path) as source:
            found = identify(source)
            raw = _leading_id3(source)
            _READERS[found.container](source, found.offset, raw)
    except AudioReadError:
        return RawTags()
    return raw


def _leading_id3(source: Source) -> RawTags:
    length = mpeg.id3_length(source.bytes_at(0, mpeg.ID3_HEADER_BYTES))
    return read_id3v2(source.bytes_at(0, length)) if 0 < length <= min(MAX_TAG_BYTES, source.size_bytes) else RawTags()


def _mp3(source: Source, offset: int, raw: RawTags) -> None:
    _offer_all(raw, _mutagen(source, "apev2", "APEv2"), {name: (name, *keys) for name, keys in _VORBIS_KEYS.items()})
    last = read_id3v1(source.bytes_at(max(0, source.size_bytes - 128), 128))
    for name, text in last.texts.items():
        raw.offer(name, text)
    raw.stream_encoder = mpeg.encoder_of(source.bytes_at(offset, _FIRST_FRAME_BYTES))


def _riff(source: Source, offset: int, raw: RawTags) -> None:
    for chunk in chunks_of(source, offset):
        if chunk.size > MAX_TAG_BYTES or chunk.id not in (b"LIST", b"id3 ", b"ID3 ", *_AIFF_KEYS):
            continue
        body = source.bytes_at(chunk.body, chunk.size)
        if chunk.id in (b"id3 ", b"ID3 "):
            _merge(raw, read_id3v2(body))
        elif chunk.id == b"LIST" and body[:4] == b"INFO":
            _info_list(body, raw)
        elif chunk.id in _AIFF_KEYS:
            raw.offer(_AIFF_KEYS[chunk.id], _text(body))


def _info_list(body: bytes, raw: RawTags) -> None:
    at = 4
    while at + 8 <= len(body):
        name, size = struct.unpack("<4sI", body[at : at + 8])
        if name in _INFO_KEYS:
            raw.offer(_INFO_KEYS[name], _text(body[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2


def _text(data: bytes) -> str:
    data = data[:_MAX_RAW_CHARACTERS].split(b"\0")[0]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _flac(source: Source, offset: int, raw: RawTags) -> None:
    tags = _mutagen(source, "flac", "FLAC", offset)
    _offer_all(raw, tags, _VORBIS_KEYS)
    _offer_vendor(raw, getattr(tags, "tags", None))
    raw.pictures.extend(picture.data for picture in getattr(tags, "pictures", ()))


def _ogg(source: Source, offset: int, raw: RawTags) -> None:
    head = source.bytes_at(offset, 64)
    kinds = (
        (b"OpusHead", "oggopus", "OggOpus"),
        (b"\x7fFLAC", "oggflac", "OggFLAC"),
        (b"\x01vorbis", "oggvorbis", "OggVorbis"),
    )
    for mark, module, name in kinds:
        if mark in head:
            tags = _mutagen(source, module, name, offset)
            _offer_all(raw, tags, _VORBIS_KEYS)
            _offer_vendor(raw, getattr(tags, "tags", None))
            for block in (tags or {}).get("metadata_block_picture", ())[:4]:
                _flac_picture(block, raw)


def _offer_vendor(raw: RawTags, comments: Any) -> None:
    """The program that wrote the stream names itself at the head of the comments (xiph.org, "Ogg Vorbis comment")."""
    vendor = getattr(comments, "vendor", None)
    if isinstance(vendor, str):
        raw.stream_encoder = vendor[:_MAX_RAW_CHARACTERS]


def _flac_picture(block: str, raw: RawTags) -> None:
    """A FLAC picture block in base64 (xiph.org, "VorbisComment: METADATA_BLOCK_PICTURE")."""
    try:
        data = base64.b64decode(block)
        mime = struct.unpack_from(">I", data, 4)[0]
        description = struct.unpack_from(">I", data, 8 + mime)[0]
        raw.pictures.append(data[8 + mime + 4 + description + 20 :])
    except (binascii.Error, struct.error, ValueError):
        return


def _mp4(source: Source, offset: int, raw: RawTags) -> None:
    tags = _mutagen(source, "mp4", "MP4", offset)
    _offer_all(raw, tags, _MP4_KEYS)
    raw.pictures.extend(bytes(picture) for picture in (tags or {}).get("covr", ())[:4])


def _nothing(_source: Source, _offset: int, _raw: RawTags) -> None:
    return


_READERS: dict[Container, Callable[[Source, int, RawTags], None]] = {
    Container.WAV: _riff,
    Container.RF64: _riff,
    Container.W64: _nothing,
    Container.AIFF: _riff,
    Container.FLAC: _flac,
    Container.OGG: _ogg,
    Container.OGG_FLAC: _ogg,
    Container.MP3: _mp3,
    Container.MP4: _mp4,
    Container.ADTS: _mp3,
}


def _mutagen(source: Source, module: str, name: str, offset: int = 0) -> Any:
    """Mutagen's view of a file through a window that hands out a bounded number of bytes; None where it fails."""
    import importlib

    import mutagen

    window = source.window(offset, budget=_MAX_READ_BYTES)
    kind = getattr(importlib.import_module(f"mutagen.{module}"), name)
    try:
        return kind(fileobj=window)
    except (mutagen.MutagenError, *_LET_THROUGH):
        return None


def _offer_all(raw: RawTags, tags: Mapping[str, Any] | None, keys: Mapping[str, tuple[str, ...]]) -> None:
    if not tags:
        return
    for name, candidates in keys.items():
        for key in candidates:
            value = tags.get(key)
            if value:
                raw.offer(name, _first(value))


def _first(value: Any) -> str:
    """The first of mutagen's values as text: a list, a (number, total) pair, bytes or a plain value."""
    while isinstance(value, list | tuple) and value:
        value = value[0]
    if isinstance(value, bytes):
        return value[:_MAX_RAW_CHARACTERS].decode("utf-8", "replace")
    return str(value)[:_MAX_RAW_CHARACTERS]


def _merge(raw: RawTags, other: RawTags) -> None:
    for name, text in other.texts.items():
        raw.offer(name, text)
    raw.pictures.extend(other.pictures)


def _first_picture(raw: RawTags) -> bytes | None:
    return next((p for p in raw.pictures if p.startswith((PNG, JPEG)) and len(p) <= MAX_TAG_BYTES), None)


def _clean(text: str) -> str | None:
    kept = "".join(c if c.isprintable() or c in _JOINERS else " " for c in text[:_MAX_RAW_CHARACTERS])
    return " ".join(kept.split())[:MAX_CHARACTERS].strip() or None


def _number(pattern: str, text: str | None) -> int | None:
    match = re.match(pattern, text or "", re.ASCII)
    return int(match[1]) if match else None


def _genre(text: str | None) -> str | None:
    """ID3 may name a genre by its number: ``17`` or ``(17)Rock``."""
    match = re.fullmatch(r"\(?(\d{1,3})\)?(.*)", text or "", re.ASCII)
    if match is None:
        return text
    if match[2].strip():
        return match[2].strip()
    from mutagen.id3 import TCON

    number = int(match[1])
    return TCON.GENRES[number] if number < len(TCON.GENRES) else text


def _bpm(text: str | None) -> float | None:
    if text is None or not re.fullmatch(r"\d{1,3}([.,]\d{1,6})?", text, re.ASCII):
        return None
    value = float(text.replace(",", "."))
    return value if _BPM_RANGE[0] <= value <= _BPM_RANGE[1] else None


def _isrc(text: str | None) -> str | None:
    """ISO 3901: two letters, three letters or digits, seven digits."""
    code = (text or "").replace("-", "").replace(" ", "").upper()
    return code if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{3}\d{7}", code, re.ASCII) else None
