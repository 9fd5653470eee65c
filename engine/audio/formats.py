"""What a file is, judged by its first bytes and never by its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.audio import mpeg
from engine.audio.source import Source

MAX_SCAN_BYTES = 1 << 20
"""How far behind tags or garbage the first MP3 frame is looked for."""

_HEAD_BYTES = 64
_MAX_TAGS = 8
_EXPORT_HINT = "Export it as WAV, FLAC or MP3 and choose that file."
_SONG_HINT = "Choose an audio file: WAV, AIFF, FLAC, MP3, M4A, Ogg Vorbis or Opus."


class Container(StrEnum):
    """The formats that are read."""

    WAV = "WAV"
    RF64 = "RF64"
    W64 = "W64"
    AIFF = "AIFF"
    FLAC = "FLAC"
    OGG = "Ogg"
    OGG_FLAC = "Ogg FLAC"
    MP3 = "MP3"
    MP4 = "MP4"
    ADTS = "ADTS"


@dataclass(frozen=True, slots=True)
class Found:
    """A container and the offset in bytes where it starts (behind ID3v2 tags or garbage)."""

    container: Container
    offset: int
    notes: tuple[str, ...] = ()


_REFUSED = (
    (b"#EXTM3U", "it is a playlist, not a recording", "Choose the songs it lists."),
    (b"ffconcat", "it is a playlist, not a recording", "Choose the songs it lists."),
    (b"[playlist]", "it is a playlist, not a recording", "Choose the songs it lists."),
    (b"\x1aE\xdf\xa3", "it is a Matroska or WebM file", _EXPORT_HINT),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "it is a Windows Media file", _EXPORT_HINT),
    (b"MAC ", "it is a Monkey's Audio file", _EXPORT_HINT),
    (b"wvpk", "it is a WavPack file", _EXPORT_HINT),
    (b"DSD ", "it is a DSD file", _EXPORT_HINT),
    (b"FRM8", "it is a DSD file", _EXPORT_HINT),
    (b"caff", "it is a Core Audio file (CAF)", _EXPORT_HINT),
    (b".snd", "it is a Sun AU file", _EXPORT_HINT),
    (b"FLV", "it is a Flash video", _EXPORT_HINT),
    (b"MThd", "it is a MIDI file: it holds notes, no sound", "Render it to audio in your DAW first."),
    (b"\x89PNG", "it is a picture", _SONG_HINT),
    (b"\xff\xd8\xff", "it is a picture", _SONG_HINT),
    (b"GIF8", "it is a picture", _SONG_HINT),
    (b"%PDF", "it is a PDF document", _SONG_HINT),
    (b"PK\x03\x04", "it is a ZIP archive", "Unpack it and choose the songs inside."),
    (b"Rar!", "it is an archive", "Unpack it and choose the songs inside."),
    (b"7z\xbc\xaf", "it is an archive", "Unpack it and choose the songs inside."),
    (b"\x1f\x8b", "it is an archive", "Unpack it and choose the songs inside."),
    (b"\x7fELF", "it is a program", _SONG_HINT),
    (b"MZ", "it is a program", _SONG_HINT),
)
_W64_MAGIC = bytes.fromhex("726966662e91cf11a5d628db04c10000")
_MP4_ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def identify(source: Source) -> Found:
    """The container a file really is.

    Raises:
        AudioReadError: If it is none that is read; the reason says what it is where that can be told.
    """
    offset, notes = _behind_tags(source)
    head = source.bytes_at(offset, _HEAD_BYTES)
    container = _by_magic(head)
    if container is not None:
        return Found(container, offset, notes)
    _refuse_known(source, head)
    data = source.bytes_at(offset, MAX_SCAN_BYTES)
    start = mpeg.first_frame(data, is_whole=offset + len(data) >= source.size_bytes)
    if start is not None:
        if start:
            notes = (*notes, f"{start} bytes before the first MP3 frame were skipped")
        return Found(Container.MP3, offset + start, notes)
    if not data:
        raise source.refusal("it holds tags but no audio")
    _refuse_text(source, data)
    if not any(data):
        raise source.refusal(
            "it holds nothing but zeros", "The copy or download may have failed: fetch the file again."
        )
    raise source.refusal("it is not in an audio format that is known here", _SONG_HINT)


def _behind_tags(source: Source) -> tuple[int, tuple[str, ...]]:
    offset = 0
    for _ in range(_MAX_TAGS):
        length = mpeg.id3_length(source.bytes_at(offset, mpeg.ID3_HEADER_BYTES))
        if length == 0:
            break
        if offset + length > source.size_bytes:
            return offset + mpeg.ID3_HEADER_BYTES, ("its tag claims to be longer than the file",)
        offset += length
    return offset, ()


def _by_magic(head: bytes) -> Container | None:
    form = head[8:12]
    containers = {
        Container.WAV: head[:4] in (b"RIFF", b"RIFX") and form == b"WAVE",
        Container.RF64: head[:4] in (b"RF64", b"BW64") and form == b"WAVE",
        Container.AIFF: head[:4] == b"FORM" and form in (b"AIFF", b"AIFC"),
        Container.W64: head[:16] == _W64_MAGIC,
        Container.FLAC: head[:4] == b"fLaC",
        Container.OGG_FLAC: head[:4] == b"OggS" and b"\x7fFLAC" in head,
        Container.OGG: head[:4] == b"OggS",
        Container.MP4: head[4:8] in _MP4_ATOMS,
        # an ADTS header is an MPEG header whose layer bits are 00 (ISO/IEC 13818-7 §6.2)
        Container.ADTS: len(head) > 2 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0,
    }
    return next((container for container, is_it in containers.items() if is_it), None)


def _refuse_known(source: Source, head: bytes) -> None:
    if head[:4] == b"RIFF":
        what = "it is an AVI video" if head[8:12] == b"AVI " else "it is a RIFF file without sound"
        raise source.refusal(what, _EXPORT_HINT)
    for magic, reason, hint in _REFUSED:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(magic):
            raise source.refusal(reason, hint)


def _refuse_text(source: Source, data: bytes) -> None:
    sample = data[:4096].removeprefix(b"\xef\xbb\xbf")
    printable = sum(byte in b"\t\n\f\r" or 0x20 <= byte < 0x7F for byte in sample)
    utf8 = sum(character.isprintable() for character in sample.decode("utf-8", "ignore") if ord(character) > 0x7F)
    if sample and printable + utf8 >= 0.9 * len(sample.decode("utf-8", "replace")):
        raise source.refusal("it is a text file, not a recording", _SONG_HINT)
