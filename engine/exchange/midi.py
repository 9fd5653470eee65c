"""MIDI type 1 of an analysis, aligned with the recording.

**Alignment.** Time 0 of the audio is tick 0: drop the song and this file at the start of an empty project and they run
together. Downbeats fall on bar lines. What lies before the first downbeat (silence, a pickup) becomes one or more bars
of its own: whole bars of the song's metre where their tempo stays within a factor of 1.5 of the song's, otherwise a
first bar of a fitting length such as 3/16. The tempo is constant where every beat lies within 10 ms of a steady line;
then bar lines are those of the line. Otherwise each beat has its own tempo event.
"""

from __future__ import annotations

import bisect
import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.core.analysis import Analysis, ChordEvent
from engine.core.events import NoteEvent
from engine.core.harmony import Key
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.whole_file import whole_file

if TYPE_CHECKING:
    import mido

TICKS_PER_QUARTER = 960
"""The resolution of Live, Logic and FL Studio: 0.55 ms at 113 BPM."""

STEADY_S = 0.010
"""Beats that stay this close to a line share one tempo: below the 20 ms at which two onsets sound as two."""

_BEND_SEMITONES = 12
_BEND_STEP_S = 0.005
_SAME_BEAT_S = 0.005
_NO_OFFSET_S = 0.002
_TEMPO_TOLERANCE_S = 0.0005  # about one tick
_SLOWEST = (1 << 24) - 1  # microseconds a quarter that a tempo event of three bytes holds: 3.6 BPM
_DRUM_CHANNEL = 9  # channel 10 in MIDI's own counting
_CHANNELS = {Stem.DRUMS: _DRUM_CHANNEL, Stem.BASS: 0, Stem.VOCALS: 1, Stem.OTHER: 2, Stem.LOG_DRUM: 3}
MONOPHONIC = (Stem.BASS, Stem.LOG_DRUM)
"""Stems whose slides can be pitch bends, because one note sounds at a time."""
_PROGRAMS = {Stem.BASS: 38, Stem.VOCALS: 52, Stem.OTHER: 4, Stem.LOG_DRUM: 38}  # synth bass, choir, electric piano
STEM_TITLES = {
    Stem.DRUMS: "Drums",
    Stem.BASS: "Bass",
    Stem.VOCALS: "Vocals",
    Stem.OTHER: "Other",
    Stem.LOG_DRUM: "Log drum",
}


@dataclass(frozen=True, slots=True)
class TempoMap:
    """Ticks against seconds.

    Args:
        ticks: Where each tempo begins, the first at 0.
        microseconds: Duration of a quarter note from there on, whole numbers as MIDI stores them.
        meters: ``(tick, time signature as numerator, denominator)``.
    """

    ticks: tuple[int, ...]
    microseconds: tuple[int, ...]
    meters: tuple[tuple[int, int, int], ...]

    def seconds_at(self) -> np.ndarray:
        """Seconds at which each tempo begins."""
        spans = np.diff(self.ticks) * np.asarray(self.microseconds[:-1]) / (1e6 * TICKS_PER_QUARTER)
        return np.concatenate([[0.0], np.cumsum(spans)])

    def tick(self, time: float) -> int:
        """Nearest tick of a time in seconds."""
        starts = _starts(self)
        index = max(0, bisect.bisect_right(starts, time) - 1)
        ticks = (time - starts[index]) * 1e6 * TICKS_PER_QUARTER / self.microseconds[index]
        return round(self.ticks[index] + ticks)

    def seconds(self, tick: int) -> float:
        """Time of a tick: ``tick`` of it is that tick again."""
        index = max(0, bisect.bisect_right(self.ticks, tick) - 1)
        return _starts(self)[index] + (tick - self.ticks[index]) * self.microseconds[index] / 1e6 / TICKS_PER_QUARTER


@functools.lru_cache(maxsize=4)
def _starts(grid: TempoMap) -> list[float]:
    return [float(second) for second in grid.seconds_at()]


def tempo_map(analysis: Analysis) -> TempoMap:
    """The map described at the top of this file; 120 BPM in 4/4 where no beat was found."""
    meter = analysis.meter_changes[0].meter if analysis.meter_changes else analysis.meter or Meter(4, 4)
    beats = np.asarray(analysis.beats, np.float64)
    signature = (0, meter.numerator, meter.denominator)
    if len(beats) < 2:
        return TempoMap((0,), (500_000,), (signature,))
    index = np.arange(len(beats))
    period, start = np.polyfit(index, beats, 1)
    if float(np.abs(beats - (start + period * index)).max()) <= STEADY_S:
        beats = start + period * index
        if beats[0] < 0.0:  # a line that begins a hair before time 0
            beats -= beats[0]
    if analysis.meter_changes:  # beats of several lengths: the lead-in has those of the beginning
        period = float(np.median(np.diff(beats[:9])))
    first = _nearest(analysis.beats, analysis.downbeats[0]) if analysis.downbeats else 0
    lead_in = _lead_in(float(beats[0]), float(period), first, meter)
    ticks = [0] if lead_in.ticks else []
    targets = [0.0] if lead_in.ticks else []
    steps = [_ticks_per_beat(here) for here in _meters_at_beats(analysis, meter)]
    own = lead_in.ticks + np.concatenate([[0], np.cumsum(steps[:-1])])
    ticks += [int(tick) for tick in own]
    targets += [float(beat) for beat in beats] if lead_in.ticks else [float(beat - beats[0]) for beat in beats]
    changes = tuple(
        (
            int(own[_nearest(analysis.beats, change.time)]),
            change.numerator,
            change.denominator,
        )
        for change in analysis.meter_changes[1:]
    )
    return TempoMap(*_whole_microseconds(ticks, targets), lead_in.meters + changes)


def _nearest(beats: Sequence[float], time: float) -> int:
    """Index of the beat nearest to a time: another program's downbeats need not be among its beats."""
    return int(np.argmin(np.abs(np.asarray(beats) - time)))


def _ticks_per_beat(meter: Meter) -> int:
    return int(TICKS_PER_QUARTER * meter.quarters_per_beat)


def _meters_at_beats(analysis: Analysis, meter: Meter) -> list[Meter]:
    """The metre that each beat belongs to."""
    found = []
    for beat in analysis.beats:
        begun = [change.meter for change in analysis.meter_changes if change.time <= beat + _SAME_BEAT_S]
        found.append(begun[-1] if begun else meter)
    return found


@dataclass(frozen=True, slots=True)
class _LeadIn:
    ticks: int
    meters: tuple[tuple[int, int, int], ...]


def _lead_in(offset: float, period: float, pickup_beats: int, meter: Meter) -> _LeadIn:
    """Length of what precedes the first beat, and the time signatures that put the first downbeat on a bar line."""
    per_beat = _ticks_per_beat(meter)
    song = (meter.numerator, meter.denominator)
    length = Fraction(0)  # in beats
    if offset > _NO_OFFSET_S:
        bars = max(1, round((offset / period + pickup_beats) / meter.beats_per_bar))
        whole = Fraction(bars * meter.beats_per_bar - pickup_beats)
        if whole > 0 and 1 / 1.5 <= float(whole) * period / offset <= 1.5:
            length = whole
        else:
            length = _fitting_length(offset / period, 64 // meter.denominator)
    total = length + pickup_beats
    ticks = int(length * per_beat)
    partial = total % meter.beats_per_bar
    if partial == 0:
        return _LeadIn(ticks, ((0, *song),))
    eighths = 3 if meter.is_compound else 1
    pickup = (0, eighths * partial.numerator, meter.denominator * partial.denominator)
    return _LeadIn(ticks, (pickup, (int(partial * per_beat), *song)))


def _fitting_length(beats: float, finest: int) -> Fraction:
    """The coarsest fraction of a beat (1, 1/2 … 1/finest) whose multiple is within a quarter of ``beats``."""
    division = 1
    while division < finest and not 0.8 <= max(1, round(beats * division)) / division / beats <= 1.25:
        division *= 2
    return Fraction(max(1, round(beats * division)), division)


def _whole_microseconds(ticks: Sequence[int], times: Sequence[float]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Tempo events that reach each tick at its time; rounding is carried over, so it never adds up.

    A tempo is kept while it stays within half a millisecond of the goal: a steady grid has one event.
    """
    starts: list[int] = []
    tempos: list[int] = []
    now = 0.0
    intervals = list(zip(pairwise(ticks), pairwise(times), strict=True))
    for (tick, next_tick), (_, goal) in intervals:
        quarters = (next_tick - tick) / TICKS_PER_QUARTER
        tempo = min(_SLOWEST, max(1, round(1e6 * (goal - now) / quarters)))
        if tempos and abs(now + tempos[-1] * quarters / 1e6 - goal) < _TEMPO_TOLERANCE_S:
            tempo = tempos[-1]
        else:
            starts.append(tick)
            tempos.append(tempo)
        now += tempo * quarters / 1e6
    return tuple(starts), tuple(tempos)


def write_midi(path: Path, analysis: Analysis, glides: Mapping[Stem, Sequence[Glide]] | None = None) -> None:
    """Write a type 1 file: a conductor track, then one track per stem in the order of ``Stem``, drums on channel 10.

    Glides of monophonic stems become pitch bends: those given, otherwise the slides of the notes themselves.

    The conductor holds tempo map, time and key signatures, and UTF-8 markers: chords as ``Fm9 i9``-like labels with
    their Roman numerals, sections in brackets. The track of a stem that was not transcribed holds only its name.

    Raises:
        OSError: If it cannot be written.
    """
    if glides is None:
        glides = {stem: glides_of(analysis.notes.get(stem) or ()) for stem in MONOPHONIC}
    parts = [stem_part(stem, analysis.notes.get(stem) or (), glides.get(stem, ())) for stem in Stem]
    write_parts(path, analysis, parts)


def write_parts(path: Path, analysis: Analysis, parts: Sequence[Part]) -> None:
    """Write a type 1 file of any tracks over an analysis' conductor track.

    Raises:
        OSError: If it cannot be written.
    """
    import mido

    grid = tempo_map(analysis)
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER, charset="utf-8")
    file.tracks.append(conductor(analysis, grid))
    for part in parts:
        file.tracks.append(part_track(part, grid))
    with whole_file(path) as temporary:
        file.save(temporary)


def conductor(analysis: Analysis, grid: TempoMap) -> mido.MidiTrack:
    """Tempo, metre, keys, sections and chords as the first track."""
    import mido

    title = analysis.metadata.get("title")
    events: list[tuple[int, int, mido.MetaMessage]] = [
        (0, 0, mido.MetaMessage("track_name", name=str(title) if title else "Conductor"))
    ]
    events += [
        (tick, 1, mido.MetaMessage("time_signature", numerator=numerator, denominator=denominator))
        for tick, numerator, denominator in grid.meters
    ]
    events += [
        (tick, 2, mido.MetaMessage("set_tempo", tempo=tempo))
        for tick, tempo in zip(grid.ticks, grid.microseconds, strict=True)
    ]
    keys = [(0.0, analysis.key.tonic, analysis.key.mode)] if analysis.key else []
    keys += [(m.time, m.tonic, m.mode) for m in analysis.modulations]
    events += [
        (grid.tick(time), 3, mido.MetaMessage("key_signature", key=_signature(tonic, mode)))
        for time, tonic, mode in keys
    ]
    events += [(grid.tick(s.start), 4, mido.MetaMessage("marker", text=f"[{s.label}]")) for s in analysis.sections]
    events += [(grid.tick(c.start), 5, mido.MetaMessage("marker", text=_chord_text(c))) for c in analysis.chords]
    end = grid.tick(max(0.0, analysis.audio.duration))
    return _track(events, end)


def _chord_text(chord: ChordEvent) -> str:
    return f"{chord.label} {chord.roman}" if chord.roman else chord.label


def _signature(tonic: str, mode: str) -> str:
    key = Key.parse(f"{tonic} {mode}")
    return key.tonic_name + ("m" if key.mode == "minor" else "")


@dataclass(frozen=True, slots=True)
class Part:
    """One track of notes: name, MIDI channel (0–15), General MIDI program or None, notes, and glides within them."""

    title: str
    channel: int
    program: int | None
    notes: Sequence[NoteEvent]
    glides: Sequence[Glide] = ()


@dataclass(frozen=True, slots=True)
class Glide:
    """A pitch bend of a monophonic part: from ``start`` to ``end`` seconds by ``semitones``, held until ``release``."""

    start: float
    end: float
    release: float
    semitones: float


def glides_of(notes: Sequence[NoteEvent]) -> tuple[Glide, ...]:
    """Slides of a monophonic line as glides that are taken back where the note ends or the next one begins."""
    ordered = sorted(notes)
    glides = []
    for note, following in zip(ordered, [*(n.onset for n in ordered[1:]), math.inf], strict=False):
        if note.slide is None:
            continue
        release = min(note.offset, following)
        start = note.onset + note.slide.start
        if start < release:
            glides.append(Glide(start, min(start + note.slide.duration, release), release, note.slide.semitones))
    return tuple(glides)


def stem_part(stem: Stem, notes: Sequence[NoteEvent], glides: Sequence[Glide] = ()) -> Part:
    """The track of a stem: drums on channel 10, the others on channels of their own."""
    return Part(STEM_TITLES[stem], _CHANNELS[stem], _PROGRAMS.get(stem), notes, glides)


def part_track(part: Part, grid: TempoMap) -> mido.MidiTrack:
    """A part as a track. Two notes of one pitch on one tick are one note."""
    import mido

    channel = part.channel
    events: list[tuple[int, int, mido.MetaMessage | mido.Message]] = [
        (0, 0, mido.MetaMessage("track_name", name=part.title))
    ]
    if part.program is not None:
        events.append((0, 1, mido.Message("program_change", channel=channel, program=part.program)))
    by_pitch: dict[int, list[NoteEvent]] = {}
    for note in sorted(part.notes):
        by_pitch.setdefault(note.pitch, []).append(note)
    for pitch, same in by_pitch.items():
        onsets = [grid.tick(note.onset) for note in same]
        for index, note in enumerate(same):
            following = onsets[index + 1] if index + 1 < len(same) else math.inf
            if following == onsets[index]:
                continue  # two notes of one pitch on one tick are one note
            # a note ends before its own repetition, or the second would be cut off by the first's end
            stop = int(min(max(grid.tick(note.offset), onsets[index] + 1), following))
            events.append(
                (onsets[index], 4, mido.Message("note_on", channel=channel, note=pitch, velocity=note.velocity))
            )
            events.append((stop, 2, mido.Message("note_off", channel=channel, note=pitch, velocity=64)))
    return _track(events + _bends(part, grid))


def _bends(part: Part, grid: TempoMap) -> list[tuple[int, int, mido.Message]]:
    """Pitch bends of the glides, one step each 5 ms, over a range of an octave (RPN 0, MIDI 1.0 specification)."""
    import mido

    if not part.glides:
        return []
    channel = part.channel
    setting = ((101, 0), (100, 0), (6, _BEND_SEMITONES), (38, 0))
    events = [(0, 1, mido.Message("control_change", channel=channel, control=c, value=v)) for c, v in setting]
    for glide in part.glides:
        steps = max(1, round((glide.end - glide.start) / _BEND_STEP_S))
        for step in range(1, steps + 1):
            time = glide.start + (glide.end - glide.start) * step / steps
            bend = round(8191 * max(-1.0, min(1.0, glide.semitones * step / steps / _BEND_SEMITONES)))
            events.append((grid.tick(time), 3, mido.Message("pitchwheel", channel=channel, pitch=bend)))
        events.append((grid.tick(glide.release), 3, mido.Message("pitchwheel", channel=channel, pitch=0)))
    return events


def _track(events: Sequence[tuple[int, int, mido.MetaMessage | mido.Message]], end: int = 0) -> mido.MidiTrack:
    """Delta times from absolute ones; at one tick by rank, so that note ends come before note starts."""
    import mido

    track = mido.MidiTrack()
    now = 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=max(0, end - now)))
    return track
