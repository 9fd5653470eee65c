"""Files that are wrong, strange or malicious, each with what has to come of it.

Groups A–E: samples, layout, containers, what is no audio at all, names and tags. One table for reading, tags, import,
the command line. ``build(name, folder)`` makes one.

``refused``: one clear sentence (``AudioReadError``). ``read``: finite audio without remark. ``read with note``:
finite audio, and the reader says what it repaired or left out.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.faults import audio_bytes as made
from tests.faults.audio_bytes import SAMPLE_RATE, tone

REFUSED, READ, NOTED = "refused", "read", "read with note"


@dataclass(frozen=True, slots=True)
class HostileFile:
    """``num_samples``: per channel, where one length is right. ``posix``: only where names and links are POSIX."""

    name: str
    expectation: str
    make: Callable[[Path], None]
    file_name: str | bytes = "song.wav"
    num_samples: int | None = None
    posix: bool = False

    @property
    def is_available(self) -> bool:
        return not self.posix or os.name == "posix"


def build(name: str, folder: Path) -> Path:
    """Make one of ``HOSTILE`` in ``folder`` and return its path."""
    hostile = next(h for h in HOSTILE if h.name == name)
    file_name = os.fsdecode(hostile.file_name)
    path = folder / file_name
    hostile.make(path)
    return path


def _bytes(content: Callable[[], bytes]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content())

    return make


def _samples(signal: Callable[[], np.ndarray]) -> Callable[[Path], None]:
    return _bytes(lambda: made.float_wav(signal()))


def _with(index: int | slice, value: float) -> Callable[[Path], None]:
    def signal() -> np.ndarray:
        samples = tone()
        samples[index] = value
        return samples

    return _samples(signal)


def _wav(**fields: object) -> Callable[[Path], None]:
    return _bytes(lambda: made.wav(made.pcm16(tone()), **fields))  # type: ignore[arg-type]


def _coded(container: str, subtype: str) -> Callable[[Path], None]:
    return _bytes(lambda: made.with_soundfile(tone(), container, subtype))


def _channels(count: int) -> Callable[[Path], None]:
    return _bytes(lambda: made.wav(made.pcm16(tone(channels=count)), channels=count))


def _tagged(*frames: bytes) -> Callable[[Path], None]:
    return _bytes(lambda: made.id3(b"".join(frames)) + made.mp3())


def _titled(title: str) -> Callable[[Path], None]:
    return _tagged(made.text_frame("TIT2", title))


def _noise(num_samples: int) -> np.ndarray:
    return 0.89 * np.random.default_rng(1).uniform(-1, 1, (num_samples, 2))


def _click() -> np.ndarray:
    samples = np.zeros((30 * SAMPLE_RATE, 1))
    samples[SAMPLE_RATE] = 1.0
    return samples


A_SAMPLES = (
    HostileFile("nan-burst", NOTED, _with(slice(1000, 1010), np.nan), num_samples=SAMPLE_RATE),
    HostileFile("one-infinity", NOTED, _with(5, np.inf), num_samples=SAMPLE_RATE),
    HostileFile("all-nan", REFUSED, _with(slice(None), np.nan)),
    HostileFile("amplitude-1e30", REFUSED, _samples(lambda: tone() * 1e30)),
    HostileFile("sixteen-bit-numbers-as-floats", REFUSED, _samples(lambda: tone() * 32767)),
    HostileFile("denormals", READ, _samples(lambda: tone() * 1e-40), num_samples=SAMPLE_RATE),
    HostileFile("dc", READ, _samples(lambda: np.full((SAMPLE_RATE, 2), 0.9)), num_samples=SAMPLE_RATE),
    HostileFile("dc-and-tone", READ, _samples(lambda: tone() * 0.1 + 0.5), num_samples=SAMPLE_RATE),
    HostileFile("silence", READ, _samples(lambda: tone() * 0.0), num_samples=SAMPLE_RATE),
    HostileFile("one-channel-silent", READ, _samples(lambda: tone() * [1.0, 0.0]), num_samples=SAMPLE_RATE),
    HostileFile("antiphase", READ, _samples(lambda: tone() * [1.0, -1.0]), num_samples=SAMPLE_RATE),
    HostileFile("square", READ, _samples(lambda: np.sign(tone())), num_samples=SAMPLE_RATE),
    HostileFile("white-noise", READ, _samples(lambda: _noise(SAMPLE_RATE)), num_samples=SAMPLE_RATE),
    HostileFile("click-in-silence", READ, _samples(_click), num_samples=30 * SAMPLE_RATE),
    HostileFile("no-frames", REFUSED, _samples(lambda: tone(0))),
    HostileFile("one-frame", READ, _samples(lambda: tone(1)), num_samples=1),
    HostileFile("hundred-frames", READ, _samples(lambda: tone(100)), num_samples=100),
    HostileFile("44099-frames", READ, _samples(lambda: tone(44_099)), num_samples=44_099),
    HostileFile("8-bit", READ, _coded("WAV", "PCM_U8"), num_samples=SAMPLE_RATE),
    HostileFile("24-bit", READ, _coded("WAV", "PCM_24"), num_samples=SAMPLE_RATE),
    HostileFile("32-bit", READ, _coded("WAV", "PCM_32"), num_samples=SAMPLE_RATE),
    HostileFile("64-bit-float", READ, _coded("WAV", "DOUBLE"), num_samples=SAMPLE_RATE),
    HostileFile("a-law", READ, _coded("WAV", "ALAW"), num_samples=SAMPLE_RATE),
    HostileFile("mu-law", READ, _coded("WAV", "ULAW"), num_samples=SAMPLE_RATE),
    HostileFile("ms-adpcm", REFUSED, _coded("WAV", "MS_ADPCM")),
    HostileFile("ima-adpcm", REFUSED, _coded("WAV", "IMA_ADPCM")),
    HostileFile("ima-adpcm-huge-block", REFUSED, _wav(tag=0x11, bits=4, fmt_extra=struct.pack("<HH", 2, 50_000))),
)


def _list_chunk_of_500_mb() -> bytes:
    return b"LIST" + struct.pack("<I", 500_000_000) + b"INFO"


B_LAYOUT = (
    HostileFile("8-channels", NOTED, _channels(8), num_samples=SAMPLE_RATE),
    HostileFile("16-channels", NOTED, _channels(16), num_samples=SAMPLE_RATE),
    HostileFile("1024-channels-claimed", REFUSED, _wav(channels=1024)),
    HostileFile("no-channels", REFUSED, _wav(channels=0)),
    HostileFile("sample-rate-0", REFUSED, _wav(sample_rate=0)),
    HostileFile("sample-rate-1", REFUSED, _wav(sample_rate=1)),
    HostileFile("sample-rate-7999", REFUSED, _wav(sample_rate=7_999)),
    HostileFile("sample-rate-655350", REFUSED, _wav(sample_rate=655_350)),
    HostileFile("sample-rate-768000", REFUSED, _wav(sample_rate=768_000)),
    HostileFile("sample-rate-4294967295", REFUSED, _wav(sample_rate=0xFFFFFFFF)),
    HostileFile("48k-called-44k", READ, _wav(), num_samples=SAMPLE_RATE),
    HostileFile("bits-0", REFUSED, _wav(bits=0)),
    HostileFile("bits-65535", REFUSED, _wav(bits=0xFFFF, block_align=4)),
    HostileFile("rf64", READ, _coded("RF64", "PCM_16"), num_samples=SAMPLE_RATE),
    HostileFile("w64", READ, _coded("W64", "PCM_24"), num_samples=SAMPLE_RATE),
    HostileFile("data-size-ffffffff", NOTED, _wav(data_size=0xFFFFFFFF), num_samples=SAMPLE_RATE),
    HostileFile("data-size-0", NOTED, _wav(data_size=0), num_samples=SAMPLE_RATE),
    HostileFile("data-size-too-big", NOTED, _wav(data_size=1_000_000), num_samples=SAMPLE_RATE),
    HostileFile(
        "data-cut-in-a-frame", NOTED, _bytes(lambda: made.wav(made.pcm16(tone()))[:-3]), num_samples=SAMPLE_RATE - 1
    ),
    HostileFile("odd-chunk-without-pad", READ, _wav(before_data=b"JUNK\x03\0\0\0abc"), num_samples=SAMPLE_RATE),
    HostileFile("list-of-500-mb", REFUSED, _wav(before_data=_list_chunk_of_500_mb())),
    HostileFile("header-only", REFUSED, _bytes(lambda: made.wav(b"")[:20])),
    HostileFile("wav-named-mp3", READ, _wav(), "song.mp3", num_samples=SAMPLE_RATE),
    HostileFile("mp3-named-wav", READ, _bytes(made.mp3), "song.wav", num_samples=SAMPLE_RATE),
    HostileFile("flac-named-ogg", READ, _bytes(made.flac), "song.ogg", num_samples=SAMPLE_RATE),
    HostileFile("aiff-named-wav", READ, _coded("AIFF", "PCM_24"), num_samples=SAMPLE_RATE),
    HostileFile("m4a-without-suffix", READ, _bytes(made.m4a), "song"),
)


def _xing(frames: int) -> bytes:
    """An MP3 whose Info header claims another number of frames."""
    data = bytearray(made.mp3())
    at = data.index(b"Info")
    data[at + 8 : at + 12] = struct.pack(">I", frames)
    return bytes(data)


def _lame_delays(delay: int, padding: int) -> bytes:
    data = bytearray(made.mp3())
    at = data.index(b"Info") + 0x8D  # delay and padding, 12 bits each (LAME tag, "Mp3 Info Tag rev 1")
    data[at : at + 3] = (delay << 12 | padding).to_bytes(3, "big")
    return bytes(data)


def _without_info(data: bytes) -> bytes:
    """An MP3 without its first frame, which is the Info or Xing header."""
    from engine.audio.mpeg import parse_header

    header = parse_header(data)
    assert header is not None
    return data[header.length :]


def _frankenstein() -> bytes:
    parts = ((48_000, 1), (22_050, 2), (44_100, 2))
    return b"".join(_without_info(made.mp3(2 * rate, channels=channels, sample_rate=rate)) for rate, channels in parts)


def _free_format() -> bytes:
    data = bytearray(_without_info(made.mp3()))
    at = 0
    while at + 4 < len(data) and data[at] == 0xFF:
        from engine.audio.mpeg import parse_header

        header = parse_header(bytes(data[at : at + 4]))
        data[at + 2] &= 0x0F
        if header is None:
            break
        at += header.length
    return bytes(data)


def _compressed_bomb() -> bytes:
    """A 2.4 frame that inflates a thousandfold: 64 MB from 64 kB."""
    content = struct.pack(">I", 0) + zlib.compress(b"\0" * 64_000_000, 9)
    return made.id3(made.id3_frame("TIT2", content, form=0x09, version=4), version=4) + made.mp3()


def _disagreeing_tags() -> bytes:
    first, second = (made.id3(made.text_frame("TIT2", title)) for title in ("First", "Second"))
    ape = b"APETAGEX" + struct.pack("<IIII", 2000, 32, 0, 0) + b"\0" * 8
    v1 = b"TAG" + b"Third".ljust(30, b"\0") + b"\0" * 95
    return first + second + made.mp3() + ape + v1


def _chapters_in_a_circle() -> bytes:
    contents = b"toc\0\x03\x01toc\0"
    return made.id3(made.id3_frame("CTOC", contents) + made.id3_frame("CTOC", contents)) + made.mp3()


def _m4a_offsets_past_end() -> bytes:
    data = bytearray(made.m4a())
    at = data.index(b"stco")
    count = struct.unpack(">I", data[at + 8 : at + 12])[0]
    data[at + 12 : at + 12 + 4 * count] = struct.pack(">I", 0x7FFF_0000) * count
    return bytes(data)


def _flac_total(total: int) -> bytes:
    data = bytearray(made.flac())
    data[21] = data[21] & 0xF0 | total >> 32  # STREAMINFO's last 36 bits before the MD5 (RFC 9639 §8.2)
    data[22:26] = struct.pack(">I", total & 0xFFFFFFFF)
    return bytes(data)


def _noisy_ogg() -> bytes:
    """Noise, because a tone fits on one page."""
    return made.with_soundfile(_noise(2 * SAMPLE_RATE), "OGG", "VORBIS")


def _ogg_chain_of_rates() -> bytes:
    return made.ogg() + made.ogg(48_000, sample_rate=48_000)


def _ogg_chain_of_codecs() -> bytes:
    return made.ogg() + made.ogg(48_000, sample_rate=48_000, subtype="OPUS")


def _half(content: Callable[[], bytes]) -> Callable[[Path], None]:
    return _bytes(lambda: content()[: len(content()) // 2])


C_CONTAINERS = (
    HostileFile("mp3-half", NOTED, _half(made.mp3), "song.mp3"),
    HostileFile("mp3-cut-in-a-frame", NOTED, _bytes(lambda: made.mp3()[:-4000]), "song.mp3"),
    HostileFile("mp3-1000-bytes", REFUSED, _bytes(lambda: made.mp3()[:1000]), "song.mp3"),
    HostileFile("flac-half", NOTED, _half(made.flac), "song.flac"),
    HostileFile("ogg-half", NOTED, _half(_noisy_ogg), "song.ogg"),
    HostileFile("m4a-half", REFUSED, _half(made.m4a), "song.m4a"),
    HostileFile("empty", REFUSED, _bytes(lambda: b""), "song.mp3"),
    HostileFile("text", REFUSED, _bytes(lambda: b"This is not music.\n" * 100), "song.mp3"),
    HostileFile("utf16-text", REFUSED, _bytes(lambda: ("This is not music.\n" * 100).encode("utf-16")), "song.mp3"),
    HostileFile("xing-claims-1.8-years", NOTED, _bytes(lambda: _xing(0x7FFFFFFF)), "song.mp3"),
    HostileFile("xing-claims-nothing", READ, _bytes(lambda: _xing(0)), "song.mp3"),
    HostileFile("vbr-without-xing", READ, _bytes(lambda: _without_info(made.mp3(mode="VARIABLE"))), "song.mp3"),
    HostileFile("lame-delays-4095", READ, _bytes(lambda: _lame_delays(4095, 4095)), "song.mp3"),
    HostileFile("frankenstein", NOTED, _bytes(_frankenstein), "song.mp3"),
    HostileFile("garbage-before-mp3", NOTED, _bytes(lambda: bytes(65_536) + made.mp3()), "song.mp3", SAMPLE_RATE),
    HostileFile("free-format-mp3", REFUSED, _bytes(_free_format), "song.mp3"),
    HostileFile(
        "id3-claims-256-mb",
        NOTED,
        _bytes(lambda: made.id3(b"", claimed=0xFFFFFFF) + made.mp3()),
        "song.mp3",
        SAMPLE_RATE,
    ),
    HostileFile("artwork-20-mb", READ, _tagged(made.picture_frame(bytes(20_000_000))), "song.mp3", SAMPLE_RATE),
    HostileFile(
        "500-artworks",
        READ,
        _tagged(made.picture_frame(b"\x89PNG\r\n\x1a\n" + bytes(100)) * 500),
        "song.mp3",
        SAMPLE_RATE,
    ),
    HostileFile("compressed-frame-bomb", READ, _bytes(_compressed_bomb), "song.mp3", SAMPLE_RATE),
    HostileFile("id3-only", REFUSED, _bytes(lambda: made.id3(made.text_frame("TIT2", "Nothing"))), "song.mp3"),
    HostileFile("disagreeing-tags", READ, _bytes(_disagreeing_tags), "song.mp3"),
    HostileFile("chapters-in-a-circle", READ, _bytes(_chapters_in_a_circle), "song.mp3", SAMPLE_RATE),
    HostileFile("m4a-offsets-past-end", REFUSED, _bytes(_m4a_offsets_past_end), "song.m4a"),
    HostileFile("ogg-chained", READ, _bytes(lambda: made.ogg() + made.ogg()), "song.ogg", 2 * SAMPLE_RATE),
    HostileFile("ogg-chain-of-rates", NOTED, _bytes(_ogg_chain_of_rates), "song.ogg", 2 * SAMPLE_RATE),
    HostileFile("ogg-chain-of-codecs", NOTED, _bytes(_ogg_chain_of_codecs), "song.ogg", 2 * SAMPLE_RATE),
    HostileFile("flac-claims-2^36", NOTED, _bytes(lambda: _flac_total((1 << 36) - 1)), "song.flac", SAMPLE_RATE),
    HostileFile("flac-claims-nothing", READ, _bytes(lambda: _flac_total(0)), "song.flac", SAMPLE_RATE),
)

_ADTS_LIKE = b"\xff\xf1\x50\x80" + b"\0" * 500


def _playlist(line: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        (path.parent / "secret.wav").write_bytes(made.float_wav(tone()))
        text = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{line.format(folder=path.parent)}\n#EXT-X-ENDLIST\n"
        path.write_text(text)

    return make


def _concat_list(path: Path) -> None:
    (path.parent / "secret.wav").write_bytes(made.float_wav(tone()))
    path.write_text("ffconcat version 1.0\n" + "file secret.wav\n" * 100_000)


def _link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _sparse(path: Path) -> None:
    """1 TB of sound by name and by size, a few bytes on the disk."""
    path.write_bytes(made.wav(b"", data_size=0xFFFFFFFF))
    with path.open("r+b") as file:
        try:
            file.truncate(1 << 40)
        except OSError:  # a file system with smaller files: still far more than 12 hours
            file.truncate(1 << 36)


def _hard_link(path: Path) -> None:
    original = path.with_name("original.wav")
    original.write_bytes(made.float_wav(tone()))
    path.hardlink_to(original)


def _unreadable(path: Path) -> None:
    path.write_bytes(made.float_wav(tone()))
    path.chmod(0)


D_NOT_AUDIO = (
    HostileFile("hls-file-url", REFUSED, _playlist("file://{folder}/secret.wav"), "song.mp3"),
    HostileFile("hls-relative", REFUSED, _playlist("../{folder.name}/secret.wav"), "song.mp3"),
    HostileFile("hls-http", REFUSED, _playlist("http://127.0.0.1:9/a.mp3"), "song.mp3"),
    HostileFile("ffconcat", REFUSED, _concat_list, "song.mp3"),
    HostileFile("fifo", REFUSED, lambda path: os.mkfifo(path), "song.mp3", posix=True),
    HostileFile("link-to-dev-zero", REFUSED, _link_to("/dev/zero"), "song.mp3", posix=True),
    HostileFile("link-to-urandom", REFUSED, _link_to("/dev/urandom"), "song.mp3", posix=True),
    HostileFile("link-to-proc", REFUSED, _link_to("/proc/version"), "song.mp3", posix=True),
    HostileFile("link-to-itself", REFUSED, lambda path: path.symlink_to(path.name), "song.mp3", posix=True),
    HostileFile("link-to-nothing", REFUSED, _link_to("nowhere.mp3"), "song.mp3", posix=True),
    HostileFile("folder", REFUSED, lambda path: path.mkdir(), "song.mp3"),
    HostileFile("missing", REFUSED, lambda _path: None, "song.mp3"),
    HostileFile("sparse-terabyte", REFUSED, _sparse),
    HostileFile("hard-link", READ, _hard_link, num_samples=SAMPLE_RATE),
    HostileFile("unreadable", REFUSED, _unreadable, posix=True),
    HostileFile("random-bytes", REFUSED, _bytes(lambda: np.random.default_rng(7).bytes(200_000)), "song.mp3"),
    HostileFile("zeros", REFUSED, _bytes(lambda: bytes(100_000)), "song.mp3"),
    HostileFile("sync-words-only", REFUSED, _bytes(lambda: b"\xff\xfb" * 50_000), "song.mp3"),
    HostileFile("adts-of-zeros", REFUSED, _bytes(lambda: _ADTS_LIKE * 20), "song.aac"),
    HostileFile("zip", REFUSED, _bytes(lambda: b"PK\x03\x04" + bytes(100)), "song.mp3"),
    HostileFile("picture", REFUSED, _bytes(lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)), "song.mp3"),
    HostileFile("midi", REFUSED, _bytes(lambda: b"MThd\0\0\0\x06\0\0\0\x01\0\x60"), "song.mp3"),
    HostileFile("web-page", REFUSED, _bytes(lambda: b"<!DOCTYPE html><title>404</title>"), "song.mp3"),
    HostileFile("ftyp-only", REFUSED, _bytes(lambda: b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\0\0\0\0"), "song.m4a"),
    HostileFile("oggs-only", REFUSED, _bytes(lambda: b"OggS" + bytes(2000)), "song.ogg"),
    HostileFile("flac-marker-only", REFUSED, _bytes(lambda: b"fLaC" + bytes(2000)), "song.flac"),
    HostileFile("dsd", REFUSED, _bytes(lambda: b"DSD " + bytes(2000)), "song.dsf"),
)

_NAMES: tuple[tuple[str, str | bytes, bool], ...] = (
    ("leading-dash", "-vn.mp3", False),
    ("protocol", "a:b.mp3", True),
    ("concat-protocol", "concat:a|b.mp3", True),
    ("image-pattern", "img%03d.mp3", False),
    ("shell", "$(touch x).mp3", True),
    ("semicolon", ";rm -rf ..mp3", True),
    ("newline", "two\nlines.mp3", True),
    ("escape", "\x1b[31mred\t.mp3", True),
    ("no-utf8", b"bad\xff\xfe.mp3", True),
    ("right-to-left", "song\u202e3pm.exe", False),
    ("emoji-255-bytes", "\N{DRUM WITH DRUMSTICKS}" * 62 + ".mp3", True),
    ("trailing-dot", "song.mp3.", True),
    ("trailing-space", "song.mp3 ", True),
    ("reserved", "CON.mp3", True),
    ("decomposed", "Cafe\u0301.mp3", False),
    ("markup", "<img src=x>.mp3", True),
)

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 20_000, 20_000) + b"\x08\x02\0\0\0"
_TAGS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("title-300", _titled("x" * 300)),
    ("title-2-million", _titled("x" * 2_000_000)),
    ("title-controls", _titled("a\nb\tc\x1b[31m\x07")),
    ("title-right-to-left", _titled("song\u202e3pm")),
    ("title-tables", _titled("<table><tr><td>" * 18)),
    ("title-bold", _titled("<b>" * 20_000)),
    ("title-image", _titled('<img src="file:///etc/passwd"><a href="http://127.0.0.1">')),
    ("title-sql", _titled("'; DROP TABLE tracks; --")),
    ("title-formats", _titled("%s%n {0.__class__} ${oc.env:HOME}")),
    ("title-path", _titled("../../evil")),
    ("title-surrogate", _titled("lone \ud800 surrogate")),
    ("title-odd-utf16", _tagged(made.id3_frame("TIT2", b"\x01\xff\xfea"))),
    ("bpm-nan", _tagged(made.text_frame("TBPM", "NaN"))),
    ("bpm-overflow", _tagged(made.text_frame("TBPM", "1e309"))),
    ("bpm-negative", _tagged(made.text_frame("TBPM", "-1"))),
    ("bpm-arabic-digits", _tagged(made.text_frame("TBPM", "١٢٠"))),
    ("year-99999", _tagged(made.text_frame("TYER", "99999"))),
    ("track-1-of-0", _tagged(made.text_frame("TRCK", "1/0"))),
    ("lyrics-17-mb", _tagged(made.id3_frame("USLT", b"\0eng\0" + b"la " * 5_700_000))),
    ("artwork-huge-png", _tagged(made.picture_frame(_PNG))),
    ("artwork-svg", _tagged(made.picture_frame(b'<svg><image href="file:///etc/passwd"/></svg>', b"image/svg+xml"))),
    ("frame-size-overflow", _tagged(b"TIT2\xff\xff\xff\xff\0\0abc")),
)

E_NAMES_AND_TAGS = (
    *(HostileFile(f"name-{n}", READ, _bytes(made.mp3), file, SAMPLE_RATE, posix) for n, file, posix in _NAMES),
    *(HostileFile(n, READ, make, "song.mp3", SAMPLE_RATE) for n, make in _TAGS),
)

HOSTILE: tuple[HostileFile, ...] = (*A_SAMPLES, *B_LAYOUT, *C_CONTAINERS, *D_NOT_AUDIO, *E_NAMES_AND_TAGS)
