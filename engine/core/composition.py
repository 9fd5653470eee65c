"""A composed piece: every note with its place, its chord and the reason why it is there."""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.blueprint import STEPS_PER_BAR, Blueprint
from engine.core.events import NoteEvent, Section, Slide
from engine.core.harmony import ChordLabel
from engine.core.rhythm import BeatGrid
from engine.core.roles import ROLES
from engine.core.stems import Stem

__all__ = ["Composition", "Move", "PlayedChord", "PlayedNote", "PlayedSection", "Slide"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedNote:
    """One note of a piece.

    Args:
        onset: Seconds from the start of the piece, swing and micro-timing included, not negative.
        duration: Seconds the key is held.
        pitch: MIDI number; for percussion the General MIDI percussion key. The log drum's is the sounding fundamental.
        velocity: 1–127.
        role: Id in ``ROLES``.
        section: Index of its section.
        chord: Index of the chord it was written over.
        step: Place on the grid in sixteenths from the start of the piece, before swing; fractions for rolls.
        reason: The rule, cell or pattern that made it, in words.
        slide: A glide, or None.
        syllable: Vowel or word of a voice.
    """

    onset: float
    duration: float
    pitch: int
    velocity: int
    role: str
    section: int
    chord: int
    step: float
    reason: str
    slide: Slide | None = None
    syllable: str = ""

    @property
    def stem(self) -> Stem:
        return ROLES[self.role].stem


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedChord:
    """A chord from ``start`` to ``end`` (seconds); ``first_step`` and ``last_step`` (exclusive) are sixteenths."""

    start: float
    end: float
    first_step: int
    last_step: int
    label: ChordLabel
    roman: str
    section: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedSection:
    """A section from ``start`` to ``end`` (seconds), ``num_bars`` bars from bar ``first_bar`` (0 is the first)."""

    start: float
    end: float
    label: str
    name: str
    first_bar: int
    num_bars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An automation of one role: ``kind`` goes in a line from ``first`` at ``start`` to ``last`` at ``end`` (seconds).

    ``kind`` is ``level_db`` (added to the role's level), ``lowpass_hz`` (in a line on a logarithmic scale; above
    18 000 the filter is open) or ``send`` (added to the role's reverb sends, 0–1). Outside of its moves a role is at
    0 dB, open and dry of additions; moves of one kind on one role do not overlap.
    """

    role: str
    kind: str
    start: float
    end: float
    first: float
    last: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A piece as it will sound. Notes are in order of onset; ``duration`` is the end of the last bar in seconds."""

    blueprint: Blueprint
    duration: float
    sections: tuple[PlayedSection, ...]
    chords: tuple[PlayedChord, ...]
    notes: tuple[PlayedNote, ...]
    moves: tuple[Move, ...] = ()

    def of(self, role: str) -> tuple[PlayedNote, ...]:
        """The notes of a role."""
        return tuple(note for note in self.notes if note.role == role)

    @property
    def beats(self) -> BeatGrid:
        """Every beat of the piece; bars are 4/4 and begin at 0."""
        num_beats = self.blueprint.num_bars * 4
        period = 60.0 / self.blueprint.tempo_bpm
        times = tuple(round(beat * period, 9) for beat in range(num_beats))
        return BeatGrid(times, tuple(beat % 4 + 1 for beat in range(num_beats)), 4, confidence=1.0)

    def stem_notes(self) -> dict[Stem, tuple[NoteEvent, ...]]:
        """Each stem's notes as events, effects aside."""
        events: dict[Stem, list[NoteEvent]] = {stem: [] for stem in Stem}
        for note in self.notes:
            if ROLES[note.role].writes_midi:
                events[note.stem].append(NoteEvent(note.onset, note.onset + note.duration, note.pitch, note.velocity))
        return {stem: tuple(sorted(notes)) for stem, notes in events.items()}

    def labelled_sections(self) -> tuple[Section, ...]:
        return tuple(Section(section.start, section.end, section.label) for section in self.sections)

    @property
    def num_steps(self) -> int:
        return self.blueprint.num_bars * STEPS_PER_BAR
