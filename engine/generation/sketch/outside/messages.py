"""Strokes as MIDI 1.0 channel messages in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.core.composition import Slide
from engine.generation.sketch.instruments.base import Stroke

NOTE_OFF, NOTE_ON, CONTROL, BEND = 0x80, 0x90, 0xB0, 0xE0
CENTRE = 8192
"""Pitch bend at rest."""

_BEND_STEP_S = 0.005
_TIED_S = 0.012
"""How long the two notes of a tie sound together, so that no gap is heard."""

_SHORTEST_S = 0.001

_DRUM_CHANNEL = 9
_SLIDING_CHANNELS = tuple(channel for channel in range(1, 16) if channel != _DRUM_CHANNEL)
_ORDER = {NOTE_OFF: 0, CONTROL: 1, BEND: 2, NOTE_ON: 3}


@dataclass(frozen=True, slots=True)
class Message:
    """A channel message at a time in seconds; ``kind`` is its status without the channel."""

    seconds: float
    kind: int
    channel: int
    first: int
    second: int

    def to_bytes(self) -> bytes:
        """As it goes over the wire."""
        return bytes((self.kind | self.channel, self.first, self.second))

    @property
    def bend(self) -> int:
        """Value of a pitch bend, 0–16383."""
        return self.first | self.second << 7


@dataclass(frozen=True, slots=True)
class _Note:
    onset: float
    end: float
    pitch: int
    velocity: int
    slide: Slide | None
    channel: int = 0


def messages(
    strokes: Sequence[tuple[float, Stroke]], *, bend_semitones: float, one_channel: bool = False
) -> tuple[Message, ...]:
    """Everything a role has to play.

    A key that is struck again while it is held is let go first. A slide within the bend's range bends; a wider one is
    tied: the note it leads to follows without a gap. Where channels are free, each sliding note has one of fourteen, so
    that it does not take the others along.

    Args:
        strokes: With their onsets in seconds.
        bend_semitones: How far the instrument bends at most.
        one_channel: For instruments that hear only the first channel, or do not tell channels apart.
    """
    notes: list[_Note] = []
    for onset, stroke in sorted(strokes, key=lambda item: (item[0], item[1].pitch)):
        end = onset + max(stroke.duration, 0.01)
        note = _Note(max(onset, 0.0), end, stroke.pitch, max(1, min(stroke.velocity, 127)), stroke.slide)
        notes += _tied(note, bend_semitones)
    notes = _on_channels(sorted(notes, key=lambda note: (note.onset, note.pitch)), one_channel)
    out: list[Message] = []
    for note, end in zip(notes, _ends(notes), strict=True):
        if end - note.onset < _SHORTEST_S:
            continue  # the same key twice at once
        if note.slide is not None or one_channel:
            out.append(_bend(note.onset, note.channel, 0.0))
        out.append(Message(note.onset, NOTE_ON, note.channel, note.pitch, note.velocity))
        if note.slide is not None:
            out += _bends(note, end, note.slide, bend_semitones)
        out.append(Message(end, NOTE_OFF, note.channel, note.pitch, 0))
    return tuple(sorted(out, key=lambda message: (message.seconds, _ORDER[message.kind])))


def _tied(note: _Note, bend_semitones: float) -> list[_Note]:
    slide = note.slide
    if slide is None or abs(slide.semitones) <= bend_semitones:
        return [note]
    target = note.pitch + round(slide.semitones)
    turn = note.onset + slide.start + 0.5 * slide.duration
    if not 0 <= target <= 127 or turn >= note.end:
        return [replace(note, slide=None)]
    first = replace(note, end=min(turn + _TIED_S, note.end), slide=None)
    return [first, _Note(turn, note.end, target, note.velocity, None)]


def _on_channels(notes: list[_Note], one_channel: bool) -> list[_Note]:
    out, sliding = [], 0
    for note in notes:
        if note.slide is None or one_channel:
            out.append(note)
            continue
        out.append(replace(note, channel=_SLIDING_CHANNELS[sliding % len(_SLIDING_CHANNELS)]))
        sliding += 1
    return out


def _ends(notes: list[_Note]) -> list[float]:
    """When each note is let go: no later than the same key is struck again on its channel."""
    ends: list[float] = []
    following: dict[tuple[int, int], float] = {}
    for note in reversed(notes):
        key = (note.channel, note.pitch)
        ends.append(min(note.end, following.get(key, note.end)))
        following[key] = note.onset
    return ends[::-1]


def _bend(seconds: float, channel: int, share: float) -> Message:
    value = max(0, min(16_383, CENTRE + round(share * 8192)))
    return Message(seconds, BEND, channel, value & 0x7F, value >> 7)


def _bends(note: _Note, end: float, slide: Slide, bend_semitones: float) -> list[Message]:
    steps = max(1, round(slide.duration / _BEND_STEP_S))
    moments = [
        (note.onset + slide.start + slide.duration * step / steps, slide.semitones * step / steps)
        for step in range(1, steps + 1)
    ]
    return [_bend(at, note.channel, semitones / bend_semitones) for at, semitones in moments if at < end]
