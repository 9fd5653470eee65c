"""DAWproject 1.0, which Bitwig Studio, Studio One, Cubase and others open: a song with its stems and notes, in place.

The format is Bitwig's and PreSonus' ("DAWproject", 2023): a ZIP file with ``project.xml``, ``metadata.xml`` and audio.

**Alignment.** Time 0 of the recording is beat 0, downbeats fall on bar lines, as in our MIDI files. Positions are
quarter notes of ``engine.exchange.midi.tempo_map``; where the tempo moves it is written as automation that holds from
beat to beat, so audio and notes stay together. Audio is placed in seconds and is not stretched: the stems sum to the
song as they do on disk. Where no beat was found the project stands at 120 BPM, because a project must have a tempo.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from engine import __version__
from engine.core.events import NoteEvent
from engine.exchange.midi import TICKS_PER_QUARTER, TempoMap, tempo_map
from engine.exchange.xml_text import document, legal
from engine.whole_file import whole_file

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

PROJECT, METADATA = "project.xml", "metadata.xml"
VERSION = "1.0"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # ZIP knows no earlier time: the same song gives the same file
_DRIFT_S = 0.0005  # a round tempo stands for the exact one while the song's end moves by less than half a millisecond
_DECIMALS = 6
_SLOWEST_BPM, _FASTEST_BPM = 20.0, 666.0  # the range of Bitwig's own files; wider where a song's own tempo leaves it
_LOUDEST = 2.0  # linear gain at a fader's top, +6 dB, as Bitwig's own files have it
_SECTION_COLOURS = {
    "intro": "#7D838B",
    "build": "#E6C04A",
    "drop": "#F2A33A",
    "chorus": "#F2A33A",
    "verse": "#6FCF97",
    "break": "#8F7BE8",
    "bridge": "#E07BB5",
    "outro": "#7D838B",
}
_OTHER_COLOUR = "#5AA9E6"
_TEXTS = (("title", "Title"), ("artist", "Artist"), ("album", "Album"), ("year", "Year"), ("genre", "Genre"))


@dataclass(frozen=True, slots=True)
class AudioClip:
    """A file that goes into the project as it is, from time 0 of the song.

    Args:
        file: Where it lies now.
        name: Its name in the project, such as ``drums.wav``.
        sample_rate: Hz.
        num_channels: Of the file.
        num_samples: Per channel.
    """

    file: Path
    name: str
    sample_rate: int
    num_channels: int
    num_samples: int

    @property
    def path(self) -> str:
        """Where it lies in the project."""
        return f"audio/{self.name}"

    @property
    def duration(self) -> float:
        return self.num_samples / self.sample_rate


@dataclass(frozen=True, slots=True)
class ProjectTrack:
    """One track: a clip of audio, or notes.

    Args:
        title: Its name.
        colour: ``#rrggbb``.
        audio: What it plays; None for a track of notes.
        notes: In seconds of the song.
        gain: Linear, 0-2.
        pan: -1 left to 1 right.
        is_muted: Whether it is silent at first.
        is_soloed: Whether it is heard alone at first, with others that are.
    """

    title: str
    colour: str
    audio: AudioClip | None = None
    notes: Sequence[NoteEvent] = field(default_factory=tuple)
    gain: float = 1.0
    pan: float = 0.0
    is_muted: bool = False
    is_soloed: bool = False


def write_dawproject(path: Path, analysis: Analysis, tracks: Sequence[ProjectTrack], title: str) -> None:
    """Write a project whole.

    Args:
        path: ``.dawproject``.
        analysis: For tempo, metre, sections and the song's tags.
        tracks: From top to bottom.
        title: The song's name.

    Raises:
        OSError: If it cannot be written, or a file of audio cannot be read.
    """
    with whole_file(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, content in (
            (METADATA, metadata_xml(analysis, title)),
            (PROJECT, project_xml(analysis, tracks)),
        ):
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
        for clip in (track.audio for track in tracks if track.audio is not None):
            entry = _entry(clip.path, zipfile.ZIP_STORED)  # samples hardly shrink, and programs play them in place
            entry.file_size = clip.file.stat().st_size
            with clip.file.open("rb") as source, archive.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry


def metadata_xml(analysis: Analysis, title: str) -> bytes:
    """Title and what the song's tags say; what they do not say is left out."""
    known = {**analysis.metadata, "title": title}
    root = Element("MetaData")
    for key, tag in _TEXTS:
        text = legal(known[key]) if known.get(key) is not None else ""
        if text:
            SubElement(root, tag).text = text
    SubElement(root, "Comment").text = legal(f"Made by {analysis.engine}")
    return document(root)


def project_xml(analysis: Analysis, tracks: Sequence[ProjectTrack]) -> bytes:
    """The project: transport, tracks with their mixer, and the arrangement."""
    return document(_Writer(analysis).project(tracks))


class _Writer:
    """Numbers ids as it goes, so that references hold."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._grid = tempo_map(analysis)
        self._starts = [float(second) for second in self._grid.seconds_at()]
        self._tempos = _tempos(self._grid, analysis.audio.duration)
        self._last_id = 0

    def project(self, tracks: Sequence[ProjectTrack]) -> Element:
        root = Element("Project", version=VERSION)
        SubElement(root, "Application", name="AURA-X Studio", version=__version__)
        transport = SubElement(root, "Transport")
        slowest = min(_SLOWEST_BPM, *(bpm for _, bpm in self._tempos))
        fastest = max(_FASTEST_BPM, *(bpm for _, bpm in self._tempos))
        tempo = self._parameter(transport, "Tempo", "bpm", self._tempos[0][1], lowest=slowest, highest=fastest)
        _, numerator, denominator = self._grid.meters[0]
        signature = SubElement(
            transport, "TimeSignature", id=self._id(), numerator=str(numerator), denominator=str(denominator)
        )
        structure = SubElement(root, "Structure")
        channel = self._id()
        ids = [self._track(structure, track, channel) for track in tracks]
        self._master(structure, channel)
        arrangement = SubElement(root, "Arrangement", id=self._id())
        lanes = SubElement(arrangement, "Lanes", timeUnit="beats", id=self._id())
        for track, track_id in zip(tracks, ids, strict=True):
            self._lane(lanes, track, track_id)
        self._markers(arrangement)
        self._tempo_automation(arrangement, tempo)
        self._meter_automation(arrangement, str(signature.get("id")))
        return root

    def _id(self) -> str:
        self._last_id += 1
        return f"id{self._last_id}"

    def _parameter(self, parent: Element, name: str, unit: str, value: float, *, lowest: float, highest: float) -> str:
        number = self._id()
        SubElement(
            parent, name, id=number, name=name, unit=unit, value=_number(value),
            min=_number(lowest), max=_number(highest),
        )  # fmt: skip
        return number

    def _track(self, structure: Element, track: ProjectTrack, destination: str) -> str:
        number = self._id()
        content = "notes" if track.audio is None else "audio"
        element = SubElement(
            structure,
            "Track",
            id=number,
            name=legal(track.title),
            color=track.colour,
            contentType=content,
            loaded="true",
        )
        channels = 2 if track.audio is None else track.audio.num_channels
        channel = SubElement(
            element, "Channel", id=self._id(), audioChannels=str(channels), destination=destination, role="regular",
            solo=_truth(track.is_soloed),
        )  # fmt: skip
        self._mixer(channel, track.gain, track.pan, is_muted=track.is_muted)
        return number

    def _master(self, structure: Element, channel_id: str) -> None:
        element = SubElement(structure, "Track", id=self._id(), name="Master", contentType="audio notes", loaded="true")
        channel = SubElement(element, "Channel", id=channel_id, audioChannels="2", role="master", solo="false")
        self._mixer(channel, 1.0, 0.0, is_muted=False)

    def _mixer(self, channel: Element, gain: float, pan: float, *, is_muted: bool) -> None:
        SubElement(channel, "Mute", id=self._id(), name="Mute", value=_truth(is_muted))
        place = 0.5 + 0.5 * min(1.0, max(-1.0, pan))
        self._parameter(channel, "Pan", "normalized", place, lowest=0.0, highest=1.0)
        self._parameter(channel, "Volume", "linear", min(_LOUDEST, max(0.0, gain)), lowest=0.0, highest=_LOUDEST)

    def _lane(self, lanes: Element, track: ProjectTrack, track_id: str) -> None:
        lane = SubElement(lanes, "Lanes", id=self._id(), track=track_id)
        clips = SubElement(lane, "Clips", id=self._id())
        if track.audio is not None:
            self._audio(clips, track, track.audio)
        elif track.notes:
            self._notes(clips, track)

    def _clip(self, clips: Element, track: ProjectTrack, seconds: float, unit: str) -> Element:
        return SubElement(
            clips, "Clip", name=legal(track.title), color=track.colour, time="0",
            duration=_number(self._beats(seconds)), contentTimeUnit=unit, playStart="0",
        )  # fmt: skip

    def _audio(self, clips: Element, track: ProjectTrack, clip: AudioClip) -> None:
        place = self._clip(clips, track, clip.duration, "seconds")
        place.set("playStop", _number(clip.duration))
        audio = SubElement(
            place, "Audio", id=self._id(), algorithm="raw", channels=str(clip.num_channels),
            duration=_number(clip.duration), sampleRate=str(clip.sample_rate),
        )  # fmt: skip
        SubElement(audio, "File", path=clip.path, external="false")

    def _notes(self, clips: Element, track: ProjectTrack) -> None:
        end = max(self._analysis.audio.duration, *(note.offset for note in track.notes))
        place = self._clip(clips, track, end, "beats")
        notes = SubElement(place, "Notes", id=self._id())
        for note, stop in _apart(track.notes):
            start = self._beats(note.onset)
            element = SubElement(
                notes, "Note", time=_number(start), duration=_number(self._beats(stop) - start), channel="0",
                key=str(note.pitch), vel=_number(note.velocity / 127.0), rel=_number(note.velocity / 127.0),
            )  # fmt: skip
            if note.slide is not None and note.onset + note.slide.start < stop:
                self._slide(element, note)

    def _slide(self, element: Element, note: NoteEvent) -> None:
        """A glide as expression of its note; times are beats from the note's beginning."""
        assert note.slide is not None
        begin = note.onset + note.slide.start
        origin = self._beats(note.onset)
        points = SubElement(element, "Points", id=self._id(), timeUnit="beats", unit="semitones")
        SubElement(points, "Target", expression="transpose")
        for time, semitones in ((begin, 0.0), (begin + note.slide.duration, note.slide.semitones)):
            SubElement(
                points, "RealPoint", time=_number(self._beats(time) - origin), value=_number(semitones),
                interpolation="linear",
            )  # fmt: skip

    def _markers(self, arrangement: Element) -> None:
        if not self._analysis.sections:
            return  # the format allows no empty list of markers
        markers = SubElement(arrangement, "Markers", id=self._id(), timeUnit="beats")
        for section in self._analysis.sections:
            colour = _SECTION_COLOURS.get(section.label, _OTHER_COLOUR)
            time = _number(self._beats(section.start))
            SubElement(markers, "Marker", time=time, name=legal(section.label), color=colour)

    def _tempo_automation(self, arrangement: Element, tempo: str) -> None:
        if len(self._tempos) < 2:
            return
        points = SubElement(arrangement, "TempoAutomation", id=self._id(), timeUnit="beats", unit="bpm")
        SubElement(points, "Target", parameter=tempo)
        for beat, bpm in self._tempos:
            SubElement(points, "RealPoint", time=_number(beat), value=_number(bpm), interpolation="hold")

    def _meter_automation(self, arrangement: Element, signature: str) -> None:
        if len(self._grid.meters) < 2:
            return
        points = SubElement(arrangement, "TimeSignatureAutomation", id=self._id(), timeUnit="beats")
        SubElement(points, "Target", parameter=signature)
        for tick, numerator, denominator in self._grid.meters:
            SubElement(
                points, "TimeSignaturePoint", time=_number(tick / TICKS_PER_QUARTER), numerator=str(numerator),
                denominator=str(denominator),
            )  # fmt: skip

    def _beats(self, seconds: float) -> float:
        """Quarter notes from the beginning, between ticks too."""
        import bisect

        index = max(0, bisect.bisect_right(self._starts, seconds) - 1)
        beat, bpm = self._tempos[index] if len(self._tempos) > 1 else self._tempos[0]
        return max(0.0, beat + (seconds - self._starts[index]) * bpm / 60.0)


def _tempos(grid: TempoMap, duration: float) -> list[tuple[float, float]]:
    """``(beat, quarters per minute)`` of each tempo; a constant one as round as the song's length allows."""
    exact = [60e6 / microseconds for microseconds in grid.microseconds]
    beats = [tick / TICKS_PER_QUARTER for tick in grid.ticks]
    if len(exact) == 1:
        bpm = exact[0]
        rounded = (round(bpm, decimals) for decimals in range(_DECIMALS))
        short = next((value for value in rounded if duration * abs(bpm - value) / bpm < _DRIFT_S and value > 0), bpm)
        return [(beats[0], short)]
    return list(zip(beats, exact, strict=True))


def _apart(notes: Sequence[NoteEvent]) -> list[tuple[NoteEvent, float]]:
    """Notes with their ends, cut where the same pitch is struck again: no program lets a pitch overlap itself."""
    following: dict[int, float] = {}
    found = []
    for note in sorted(notes, reverse=True):
        stop = min(note.offset, following.get(note.pitch, float("inf")))
        if stop > note.onset:  # else it begins with its own repetition: one note
            found.append((note, stop))
            following[note.pitch] = note.onset
    return found[::-1]


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _number(value: float) -> str:
    """A decimal without exponent: schemas call it a double, but some readers do not know ``1e-05``."""
    return f"{value:.9f}".rstrip("0").rstrip(".") or "0"
