"""Who plays a role: strokes rendered once, placed to the sample, at any place of the piece.

A stroke is played at one of sixteen velocities (eight where it has a pitch), the rest of its dynamics is a gain; its
length is rounded to what nobody hears, so that a bar that comes back costs nothing. Percussion ignores the length and
has several takes of each stroke, chosen by the place in the bar, so that it is never the same hit twice in a row.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Voice
from engine.core.composition import Composition, PlayedNote
from engine.core.roles import ROLES
from engine.generation.sketch.instruments.base import RATE, Instrument, Stroke, Wave
from engine.generation.sketch.instruments.table import make
from engine.generation.sketch.mixing.channel import Channel

_VELOCITY_STEP, _PITCHED_VELOCITY_STEP = 8, 16
_LONGEST_ROUNDING_S = 0.03
_ROUNDING = 1.0 / 8.0
"""Lengths are rounded to an eighth of their octave's lower end (at most 6 % off), above 0.25 s to 30 ms (15 ms off)."""
_PERCUSSION_S = 0.25
_CHOKE_S = 0.008
"""How fast a stroke ends that another one cuts off: short enough to be out of the way, long enough not to click."""
_TOGETHER_S = 0.005
"""Notes closer than this are one chord and do not cut each other off."""
_TAKE_ORDER = (0, 2, 1, 3, 1, 0, 3, 2, 0, 3, 1)
"""Eleven long: neither a bar nor a beat later the same take comes back."""
_INAUDIBLE = 1e-5
_KEPT_BYTES = 48 << 20
_OPEN_HAT, _CLOSED_HAT = 46, 42
_WITH_LENGTH = frozenset({"whistle"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A stroke in the piece: ``start`` and ``cut`` (where another one ends it, 0 for nowhere) in samples."""

    start: int
    held: int
    cut: int
    gain: float
    stroke: Stroke


class Source(Protocol):
    """Where the sound of a role comes from; ``channel`` is what the sum of its strokes has still to go through."""

    @property
    def placed(self) -> Sequence[Placed]: ...

    @property
    def channel(self) -> Channel | None: ...

    def wave(self, index: int) -> Wave: ...

    def done(self, index: int) -> None: ...


class Player:
    """Plays a role with an instrument of ours. Not for two threads at once.

    Strokes of percussion and of the low roles are short or few and go through the channel one by one, before they are
    placed; chords and melodies are longer than the piece, when all notes are added up, and go through it together.
    """

    def __init__(self, notes: Sequence[PlayedNote], voice: Voice, channel: Channel, *, dry: bool = False) -> None:
        self.placed: Sequence[Placed] = placed(notes, channel)
        self._instrument: Instrument = make(voice)
        together = ROLES[channel.role].is_pitched and not channel.is_low
        self.channel = channel if together and not dry else None
        self._own = None if together or dry else channel
        self._left = Counter(place.stroke for place in self.placed)
        self._waves: OrderedDict[Stroke, Wave] = OrderedDict()
        self._bytes = 0

    def wave(self, index: int) -> Wave:
        """The sound of the ``index``-th stroke, ``[1 or 2, samples]``."""
        stroke = self.placed[index].stroke
        known = self._waves.get(stroke)
        if known is not None:
            self._waves.move_to_end(stroke)
            return known
        wave = np.asarray(self._instrument.play(stroke), np.float32)
        made = np.atleast_2d(wave if self._own is None else _trimmed(self._own.treated(wave)))
        self._waves[stroke] = made
        self._bytes += made.nbytes
        while self._bytes > _KEPT_BYTES and len(self._waves) > 1:
            self._bytes -= self._waves.popitem(last=False)[1].nbytes
        return made

    def done(self, index: int) -> None:
        """This stroke has been placed for good; its sound is dropped when no other needs it."""
        stroke = self.placed[index].stroke
        self._left[stroke] -= 1
        if self._left[stroke] <= 0 and stroke in self._waves:
            self._bytes -= self._waves.pop(stroke).nbytes


class Recording:
    """Plays a role from one recording of the whole piece: what came from a sound or an effect of the user's.

    Args:
        sound: ``[2, samples]``.
        channel: Its equaliser; None to leave it dry.
    """

    def __init__(self, sound: Wave, channel: Channel | None) -> None:
        self._sound = sound
        self.channel = channel
        whole = Placed(0, sound.shape[1], 0, 1.0, Stroke(pitch=0, velocity=1, duration=0.0))
        self.placed: Sequence[Placed] = (whole,)

    def wave(self, index: int) -> Wave:  # noqa: ARG002 - a Source
        """The whole recording."""
        return self._sound

    def done(self, index: int) -> None:
        """Nothing: there is only one recording."""


def player(composition: Composition, channel: Channel, num_samples: int, *, dry: bool = False) -> Source:
    """Who plays a role of the piece.

    Raises:
        ValueError: If the role has notes and no voice, or its instrument is unknown.
        UserError: If a SoundFont, plug-in or effect of the user's cannot be used.
    """
    notes = composition.of(channel.role)
    voice = composition.blueprint.voices.get(channel.role)
    if voice is None:
        raise ValueError(f"{channel.role} has notes, but the blueprint names no voice for it")
    if voice.source == "synth" and not voice.effect:
        return Player(notes, voice, channel, dry=dry)
    return Recording(_recorded(notes, voice, channel, num_samples), None if dry else channel)


def _recorded(notes: Sequence[PlayedNote], voice: Voice, channel: Channel, num_samples: int) -> Wave:
    """The whole role, through the user's instrument or ours, then through the user's effect."""
    from engine.generation.sketch.outside import open_effect, open_player

    if voice.source == "synth":
        block = Track(Player(notes, voice, channel, dry=True), is_final=True).block(0, num_samples)
        sound = np.zeros((2, num_samples), np.float32)
        if block is not None:
            sound += block if len(block) == 2 else block * np.float32(math.sqrt(0.5))
    else:
        strokes = [(note.onset, _exact(note)) for note in notes]
        sound = np.asarray(open_player(voice).play_all(strokes, num_samples), np.float32)
    if voice.effect:
        sound = np.asarray(open_effect(voice.effect, voice.effect_preset).treat(sound), np.float32)
    return sound


def placed(notes: Sequence[PlayedNote], channel: Channel) -> tuple[Placed, ...]:
    """Notes (in order of onset) as strokes on the sample grid."""
    cuts = _cuts(notes, channel)
    return tuple(
        Placed(
            start=round(note.onset * RATE),
            held=max(1, round(note.duration * RATE)),
            cut=0 if cut is None else round(cut * RATE),
            gain=note.velocity / _stroke_velocity(note),
            stroke=_stroke(note, channel.strip.takes),
        )
        for note, cut in zip(notes, cuts, strict=True)
    )


def _stroke_velocity(note: PlayedNote) -> int:
    """The next velocity upwards at which strokes are played."""
    step = _PITCHED_VELOCITY_STEP if ROLES[note.role].is_pitched else _VELOCITY_STEP
    return min(127, step * math.ceil(note.velocity / step))


def _stroke(note: PlayedNote, takes: int) -> Stroke:
    role = ROLES[note.role]
    if role.keys and note.role not in _WITH_LENGTH:
        duration = _PERCUSSION_S
    elif role.writes_midi:
        duration = _rounded(note.duration)
    else:
        duration = round(note.duration, 3)  # a riser has to end where the section does
    return Stroke(
        pitch=note.pitch,
        velocity=_stroke_velocity(note),
        duration=duration,
        slide=note.slide,
        syllable=note.syllable,
        variant=_take(note.step, takes) if takes > 1 else 0,
    )


def _exact(note: PlayedNote) -> Stroke:
    return Stroke(
        pitch=note.pitch,
        velocity=note.velocity,
        duration=round(note.duration, 3),
        slide=note.slide,
        syllable=note.syllable,
    )


def _take(step: float, takes: int) -> int:
    """By the place in the piece, so that a change elsewhere leaves it as it is."""
    bar, within = divmod(math.floor(step), STEPS_PER_BAR)
    return _TAKE_ORDER[(within + 3 * bar + round(8 * (step % 1.0))) % len(_TAKE_ORDER)] % takes


def _rounded(duration: float) -> float:
    octave = 2.0 ** math.floor(math.log2(max(duration, 1e-3)))
    quantum = min(_LONGEST_ROUNDING_S, octave * _ROUNDING)
    return round(max(1, round(duration / quantum)) * quantum, 4)


def _cuts(notes: Sequence[PlayedNote], channel: Channel) -> list[float | None]:
    """When each note is ended by a later one: in a line by the next, open hats by any hat."""
    cuts: list[float | None] = [None] * len(notes)
    for index, note in enumerate(notes):
        is_open_hat = channel.role == "hat" and note.pitch == _OPEN_HAT
        if not (channel.strip.is_line or is_open_hat):
            continue
        later = (other.onset for other in notes[index + 1 :] if other.onset > note.onset + _TOGETHER_S)
        cuts[index] = next(later, None)
    return cuts


def _trimmed(wave: Wave) -> Wave:
    """Without what a filter rings on below -100 dB."""
    loud = np.flatnonzero(np.abs(wave).reshape(-1, wave.shape[-1]).max(axis=0) > _INAUDIBLE)
    return np.ascontiguousarray(wave[..., : loud[-1] + 1] if len(loud) else wave[..., :1])


class Track:
    """The sound of a role over a stretch of the piece, block after block.

    Args:
        source: Who plays.
        start: First sample; notes held there are heard, notes that only ring on are not.
        is_final: Each stroke is wanted only once more: what is no longer needed is dropped.
    """

    def __init__(self, source: Source, start: int = 0, *, is_final: bool = False) -> None:
        self._source = source
        self._is_final = is_final
        self._waiting = [i for i, place in enumerate(source.placed) if place.start + place.held > start]
        self._next = 0
        self._sounding: list[int] = []

    def block(self, start: int, stop: int) -> Wave | None:
        """Samples ``start``-``stop`` (may be negative: silence), ``[1 or 2, n]``; None where nothing sounds.

        Stretches must follow each other; they may overlap.
        """
        channel = self._source.channel
        if channel is None:
            return self._sum(start, stop)
        block = self._sum(start - channel.taps, stop)
        if block is None:
            return None
        made = np.atleast_2d(channel.treated(block if len(block) == 2 else block[0]))
        return np.ascontiguousarray(made[:, channel.taps : channel.taps + stop - start])

    def _sum(self, start: int, stop: int) -> Wave | None:
        placed = self._source.placed
        while self._next < len(self._waiting) and placed[self._waiting[self._next]].start < stop:
            self._sounding.append(self._waiting[self._next])
            self._next += 1
        block: Wave | None = None
        still = []
        for index in self._sounding:
            block, end = self._add(block, index, start, stop)
            if end > stop - _REACH:
                still.append(index)
            elif self._is_final:
                self._source.done(index)
        self._sounding = still
        return block

    def _add(self, block: Wave | None, index: int, start: int, stop: int) -> tuple[Wave | None, int]:
        place = self._source.placed[index]
        wave = self._source.wave(index)
        end = place.start + wave.shape[1]
        if place.cut:
            end = min(end, place.cut + _CHOKE_SAMPLES)
        first, last = max(start, place.start), min(stop, end)
        if first >= last:
            return block, end
        if block is None:
            block = np.zeros((wave.shape[0], stop - start), np.float32)
        elif len(block) < len(wave):
            block = np.repeat(block, 2, axis=0) * np.float32(math.sqrt(0.5))
        part = wave[:, first - place.start : last - place.start] * np.float32(place.gain)
        if place.cut and last > place.cut:
            part *= _fade(first - place.cut, last - place.cut)
        if len(block) > len(part):
            part = part * np.float32(math.sqrt(0.5))
        block[:, first - start : last - start] += part
        return block, end


_CHOKE_SAMPLES = round(_CHOKE_S * RATE)
_REACH = 1 << 14
"""Blocks may reach back by this many samples behind the end of the last one: the desk's context and the channel's."""


def _fade(start: int, stop: int) -> Wave:
    """The cut of a stroke from ``start`` to ``stop`` samples after it begins."""
    phase = np.clip(np.arange(start, stop) / _CHOKE_SAMPLES, 0.0, 1.0)
    return (0.5 + 0.5 * np.cos(np.pi * phase)).astype(np.float32)
