"""rekordbox XML: songs with beat grid, key and cues for a DJ's collection (File, Import playlist, "rekordbox xml").

Attributes are those of Pioneer DJ's "rekordbox xml format list" (2020): ``TEMPO`` anchors the grid (``Inizio`` seconds,
``Battito`` the beat of the bar), ``POSITION_MARK`` of type 0 is a cue, ``Num`` 0-7 a hot cue and -1 a memory cue. Times
are seconds of the decoded file.

A file that is there already is added to: other songs, playlists, and what was changed by hand in this song's row
(rating, comments, play count, a user's own cues) stay.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.exchange.lab import beat_positions
from engine.exchange.midi import tempo_map
from engine.exchange.one_writer import one_writer
from engine.exchange.xml_text import document, legal, parsed
from engine.whole_file import write_bytes

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

FILE = "rekordbox.xml"
_LARGEST = 256 << 20
_ROOT, _PRODUCT = "DJ_PLAYLISTS", "AURA-X Studio"
_PLAYLIST = "AURA-X Studio"
_ANCHOR_S = 0.010
"""A new anchor stands where the grid of the last one is this far from the beat: half of what is heard as two onsets."""
_HOT_CUES = 8
_PITCHES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
"""rekordbox's own spelling, in both modes."""
_RGB = {
    "intro": (125, 131, 139),
    "build": (230, 192, 74),
    "drop": (242, 163, 58),
    "chorus": (242, 163, 58),
    "verse": (111, 207, 151),
    "break": (143, 123, 232),
    "bridge": (224, 123, 181),
    "outro": (125, 131, 139),
}
_OTHER_RGB = (90, 169, 230)


@dataclass(frozen=True, slots=True)
class DjTrack:
    """A song as a DJ's program knows it.

    Args:
        file: The audio file, by its absolute path.
        title: The song's name.
        analysis: Its beats, key and sections.
        size_bytes: Of the file.
        kind: ``WAV File``, ``MP3 File``…
        bit_rate: kbit/s; None where it is not known.
    """

    file: PurePath
    title: str
    analysis: Analysis
    size_bytes: int
    kind: str
    bit_rate: int | None = None


def write_rekordbox(path: Path, tracks: Iterable[DjTrack]) -> None:
    """Add songs to a file, or begin one; written whole.

    Raises:
        UserError: If the file that is there is no rekordbox XML.
        OSError: If it cannot be read or written; the old file is still there then.
    """
    with one_writer(path):
        write_bytes(path, merged(_content(path), tracks, path))


def require_collection(path: Path) -> None:
    """Refuse a file that songs cannot be added to, before other work is done.

    Raises:
        UserError: If it is there and is no rekordbox XML.
        OSError: If it cannot be read.
    """
    content = _content(path)
    if content is not None:
        _root(content, path)


def _content(path: Path) -> bytes | None:
    try:
        if path.stat().st_size > _LARGEST:
            raise _refused(path, f"it is larger than {_LARGEST >> 20} MB")
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _refused(path: Path, why: str) -> UserError:
    return UserError(f"{path} is no rekordbox XML that songs can be added to: {why}", "Choose another folder.")


def merged(existing: bytes | None, tracks: Iterable[DjTrack], path: Path = Path(FILE)) -> bytes:
    """The document with these songs in it.

    Args:
        existing: The document so far.
        tracks: Songs; one that is there already (by its location) is brought up to date in its place.
        path: For the words of an error.

    Raises:
        UserError: If ``existing`` is no such document.
    """
    root = _new_root() if existing is None else _root(existing, path)
    collection = _child(root, "COLLECTION")
    for track in tracks:
        row = _row(collection, location(track.file))
        _fill(row, track)
        _list(root, row)
    collection.set("Entries", str(len(collection.findall("TRACK"))))
    return document(root)


def _new_root() -> Element:
    from engine import __version__

    root = Element(_ROOT, Version="1.0.0")
    SubElement(root, "PRODUCT", Name=_PRODUCT, Version=__version__, Company="")
    SubElement(root, "COLLECTION", Entries="0")
    return root


def _root(existing: bytes, path: Path) -> Element:
    try:
        root = parsed(existing)
    except ValueError as error:
        raise _refused(path, str(error)) from error
    if root.tag != _ROOT:
        raise _refused(path, f"its first element is {legal(root.tag, 40)}, not {_ROOT}")
    return root


def _child(parent: Element, tag: str) -> Element:
    found = parent.find(tag)
    return SubElement(parent, tag) if found is None else found


def location(file: PurePath) -> str:
    """``file://localhost/…``, every byte but plain letters percent-encoded; Windows paths keep their drive's colon."""
    raw = os.fsencode(file.as_posix().lstrip("/"))
    drive, colon, rest = raw.partition(b":")
    if colon and len(drive) == 1:
        return f"file://localhost/{drive.decode('ascii', 'replace')}:{quote(rest)}"
    return f"file://localhost/{quote(raw)}"


def _row(collection: Element, where: str) -> Element:
    """The song's row: the one with its location, or a new one with a free number."""
    rows = collection.findall("TRACK")
    for row in rows:
        if row.get("Location") == where:
            return row
    taken = {int(number) for row in rows if (number := row.get("TrackID", "")).isdecimal()}
    return SubElement(collection, "TRACK", TrackID=str(max(taken, default=0) + 1), Location=where)


def _fill(row: Element, track: DjTrack) -> None:
    analysis = track.analysis
    facts: dict[str, object] = {
        "Name": track.title,
        "Artist": analysis.metadata.get("artist") or "",
        "Album": analysis.metadata.get("album") or "",
        "Genre": analysis.metadata.get("genre") or "",
        "Kind": track.kind,
        "Size": track.size_bytes,
        "TotalTime": max(1, round(analysis.audio.duration)),  # cues are not read without it
        "Year": analysis.metadata.get("year") or 0,
        "BitRate": track.bit_rate or 0,
        "SampleRate": analysis.audio.sample_rate,
    }
    anchors = _anchors(analysis)
    if analysis.tempo_bpm is not None:
        facts["AverageBpm"] = f"{analysis.tempo_bpm:.2f}"
    if analysis.key is not None:
        facts["Tonality"] = tonality(analysis.key.tonic, analysis.key.mode)
    for name, value in facts.items():
        row.set(name, legal(value))
    cues = _cues(analysis)
    for old in [*row.findall("TEMPO"), *(mark for mark in row.findall("POSITION_MARK") if _is_ours(mark, cues))]:
        row.remove(old)
    used = {mark.get("Num") for mark in row.findall("POSITION_MARK")}
    kept = row.findall("POSITION_MARK")
    for mark in kept:
        row.remove(mark)
    row.extend(anchors)
    row.extend(kept)
    row.extend(_numbered(cues, used))


def tonality(tonic: str, mode: str) -> str:
    """``Fm``, ``Db``, ``F#m``: rekordbox's spelling."""
    key = Key.parse(f"{tonic} {mode}")
    return _PITCHES[key.tonic] + ("m" if key.mode == "minor" else "")


def _anchors(analysis: Analysis) -> list[Element]:
    """Beat-grid anchors: one where the tempo is constant, otherwise as few as stay within 10 ms of every beat."""
    meter = analysis.meter
    if len(analysis.beats) < 2 or meter is None:
        return []
    positions: Sequence[int] = (1,) * len(analysis.beats)
    if analysis.downbeats:
        positions = beat_positions(analysis.beats, analysis.downbeats, meter.beats_per_bar)
    grid = tempo_map(analysis)  # beats within 10 ms of a steady line are those of the line
    beats = [grid.seconds(grid.tick(time)) for time in analysis.beats]
    shift = analysis.beats[0] - beats[0]
    metre = f"{meter.beats_per_bar}/4" if meter.is_compound else f"{meter.numerator}/{meter.denominator}"
    return [
        Element(
            "TEMPO",
            Inizio=f"{beats[first] + shift:.3f}",
            Bpm=f"{hundredths / 100.0:.2f}",
            Metro=metre,
            Battito=str(positions[first]),
        )
        for first, hundredths in _spans(beats)
    ]


def _spans(beats: Sequence[float]) -> list[tuple[int, int]]:
    """Where each anchor stands and its tempo in hundredths of a BPM, which is all that rekordbox stores.

    Each takes as many beats as one tempo of two decimals can keep within the tolerance.
    """
    spans: list[tuple[int, int]] = []
    first = 0
    while first < len(beats) - 1:
        shortest, longest = 1e-3, float("inf")
        hundredths, last = round(6000.0 / (beats[first + 1] - beats[first])), first + 1
        for index in range(first + 1, len(beats)):
            length, steps = beats[index] - beats[first], index - first
            shortest = max(shortest, (length - _ANCHOR_S) / steps)
            longest = min(longest, (length + _ANCHOR_S) / steps)
            slowest, fastest = math.ceil(6000.0 / longest), math.floor(6000.0 / shortest)
            if slowest > fastest:
                break
            hundredths, last = min(fastest, max(slowest, round(6000.0 * steps / length))), index
        spans.append((first, hundredths))
        first = last
    return spans


def _cues(analysis: Analysis) -> list[Element]:
    """A cue where each section begins: the first eight as hot cues, all of them as memory cues."""
    return [_cue(section.label, section.start) for section in analysis.sections]


def _cue(label: str, start: float) -> Element:
    red, green, blue = _RGB.get(label, _OTHER_RGB)
    return Element(
        "POSITION_MARK", Name=legal(label, 60), Type="0", Start=f"{start:.3f}", Num="-1",
        Red=str(red), Green=str(green), Blue=str(blue),
    )  # fmt: skip


def _is_ours(mark: Element, cues: list[Element]) -> bool:
    """Whether we made a cue: a section's name in that section's colour."""
    names = {*_RGB, *(cue.get("Name") for cue in cues)}
    name = mark.get("Name")
    colour = tuple(mark.get(part) for part in ("Red", "Green", "Blue"))
    return name in names and colour == tuple(str(part) for part in _RGB.get(str(name), _OTHER_RGB))


def _numbered(cues: list[Element], used: set[str | None]) -> list[Element]:
    """Memory cues for all, and hot cues on the pads that are free."""
    free = [str(number) for number in range(_HOT_CUES) if str(number) not in used]
    hot = []
    for cue, number in zip(cues, free, strict=False):
        hot.append(Element("POSITION_MARK", {**cue.attrib, "Num": number}))
    return [*cues, *hot]


def _list(root: Element, row: Element) -> None:
    """Put a song into our playlist, once."""
    playlists = _child(root, "PLAYLISTS")
    top = playlists.find("NODE")
    if top is None:
        top = SubElement(playlists, "NODE", Type="0", Name="ROOT", Count="0")
    ours = next(
        (node for node in top.findall("NODE") if node.get("Name") == _PLAYLIST and node.get("Type") == "1"), None
    )
    if ours is None:
        ours = SubElement(top, "NODE", Name=_PLAYLIST, Type="1", KeyType="0", Entries="0")
        top.set("Count", str(len(top.findall("NODE"))))
    number = row.get("TrackID", "")
    if all(entry.get("Key") != number for entry in ours.findall("TRACK")):
        SubElement(ours, "TRACK", Key=number)
    ours.set("Entries", str(len(ours.findall("TRACK"))))
