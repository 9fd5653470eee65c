"""Notes on the grid of their song: every onset on the nearest step, lengths in whole steps, swing kept or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from engine.core.analysis import Analysis
from engine.core.errors import UserError
from engine.core.events import NoteEvent
from engine.exchange.midi import TICKS_PER_QUARTER, TempoMap, tempo_map

_STRAIGHT = 0.5
_SWUNG = (1.0 / 2.0, 3.0 / 4.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """Steps of a fraction of a whole note.

    Args:
        step: Such as 1/16, 1/8 or 1/24 (an eighth triplet's half).
        keeps_swing: Whether off-beat sixteenths lie as late as the song plays them. Other steps are never swung.
    """

    step: Fraction = Fraction(1, 16)
    keeps_swing: bool = True

    def __post_init__(self) -> None:
        if not Fraction(1, 64) <= self.step <= 1 or (TICKS_PER_QUARTER * 4 * self.step).denominator != 1:
            raise ValueError(f"a step is between 1/64 and 1 and a whole number of ticks, got {self.step}")

    @classmethod
    def parse(cls, text: str, *, keeps_swing: bool = True) -> Grid:
        """The grid a user writes: ``1/16``, or ``1/16t`` for its triplet.

        Raises:
            UserError: If it is neither.
        """
        try:
            step = Fraction(text.strip().lower().removesuffix("t"))
            step *= Fraction(2, 3) if text.strip().lower().endswith("t") else 1
            return cls(step, keeps_swing)
        except (ValueError, ZeroDivisionError) as error:
            raise UserError(
                f"{text!r} is no grid", "Write a part of a bar such as 1/8, 1/16, 1/32 or 1/16t."
            ) from error


def quantised(analysis: Analysis, grid: Grid) -> Analysis | None:
    """The same song with its notes on the grid; None where it has no beats, for then there is no grid.

    Of notes of one pitch that fall on one step the loudest stays.
    """
    if len(analysis.beats) < 2:
        return None
    song = tempo_map(analysis)
    swing = analysis.swing if grid.keeps_swing and grid.step == Fraction(1, 16) and analysis.swing else _STRAIGHT
    swing = min(_SWUNG[1], max(_SWUNG[0], swing))
    return replace(
        analysis,
        notes={
            stem: None if notes is None else _on_grid(notes, song, grid.step, swing)
            for stem, notes in analysis.notes.items()
        },
    )


def _on_grid(notes: Sequence[NoteEvent], song: TempoMap, step: Fraction, swing: float) -> tuple[NoteEvent, ...]:
    length = int(TICKS_PER_QUARTER * 4 * step)
    origin = song.meters[-1][0]  # a bar line
    late = round(2 * length * (swing - _STRAIGHT))

    def place(index: int) -> int:
        return origin + index * length + (late if index % 2 else 0)

    def nearest(tick: int) -> int:
        around = (tick - origin) // length
        return min(range(around - 1, around + 3), key=lambda index: abs(place(index) - tick))

    kept: dict[tuple[int, int], NoteEvent] = {}
    for note in notes:
        first = nearest(song.tick(note.onset))
        while place(first) < 0:
            first += 1
        last = max(first + 1, nearest(song.tick(note.offset)))
        moved = replace(note, onset=song.seconds(place(first)), offset=song.seconds(place(last)))
        before = kept.get((first, note.pitch))
        if before is None or before.velocity < note.velocity:
            kept[first, note.pitch] = moved
    return tuple(sorted(kept.values()))
