"""The parts of a song that labels are set for: where they begin and end. Pure; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.core.events import Section
from engine.core.labels import Label, LabelSegment

LEAST_SECONDS = 0.5
"""A part is never shorter than this; nobody could judge it."""
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Part:
    """``start``–``end`` seconds; ``name`` is that of the section it began as, empty for a part of the user's own."""

    start: float
    end: float
    name: str = ""

    @property
    def place(self) -> tuple[float, float]:
        return self.start, self.end


def parts_of(sections: Sequence[Section], said: Iterable[LabelSegment], duration: float) -> tuple[Part, ...]:
    """The analysed sections, or the whole song; cut anew where something was said of other places."""
    parts = tuple(
        Part(max(0.0, own.start), min(own.end, duration), own.label)
        for own in sections
        if min(own.end, duration) - max(0.0, own.start) >= LEAST_SECONDS
    )
    parts = parts or (Part(0.0, duration),)
    places = sorted({(own.start, own.end) for own in said if own.start < duration})
    own_parts = [Part(start, end, _name_at(parts, start, end)) for start, end in places]
    for start, end in places:
        parts = _without(parts, start, end)
    return tuple(sorted((*parts, *own_parts), key=lambda part: part.place))


def _name_at(parts: Sequence[Part], start: float, end: float) -> str:
    """The name of the part in which a stretch lies; empty where it lies in none."""
    return next((own.name for own in parts if own.start - _SAME <= start and end <= own.end + _SAME), "")


def _without(parts: Sequence[Part], start: float, end: float) -> tuple[Part, ...]:
    """What is left of the parts outside a stretch."""
    kept = []
    for own in parts:
        left, right = replace(own, end=min(own.end, start)), replace(own, start=max(own.start, end))
        kept += [piece for piece in (left, right) if piece.end - piece.start >= LEAST_SECONDS]
    return tuple(kept)


def carved(parts: Sequence[Part], start: float, end: float) -> tuple[Part, ...]:
    """The parts with one from ``start`` to ``end`` among them; what lay there gives way."""
    for own in parts:
        if abs(own.start - start) < _SAME and abs(own.end - end) < _SAME:
            return tuple(replace(other, start=start, end=end) if other is own else other for other in parts)
    own = Part(start, end, _name_at(parts, start, end))
    return tuple(sorted((*_without(parts, start, end), own), key=lambda part: part.place))


def moved_border(parts: Sequence[Part], index: int, time: float) -> tuple[Part, ...]:
    """The end of part ``index`` moved to ``time``; the next part begins there if it did before. No part vanishes."""
    own = parts[index]
    is_joined = index + 1 < len(parts) and abs(parts[index + 1].start - own.end) < _SAME
    least = own.start + LEAST_SECONDS
    most = parts[index + 1].end - LEAST_SECONDS if is_joined else _next_start(parts, index)
    time = min(max(time, least), max(least, most))
    changed = list(parts)
    changed[index] = replace(own, end=time)
    if is_joined:
        changed[index + 1] = replace(parts[index + 1], start=time)
    return tuple(changed)


def _next_start(parts: Sequence[Part], index: int) -> float:
    return parts[index + 1].start if index + 1 < len(parts) else parts[index].end


def split(parts: Sequence[Part], index: int, time: float) -> tuple[Part, ...]:
    """Part ``index`` as two; as it was where one of them would be too short."""
    own = parts[index]
    if time - own.start < LEAST_SECONDS or own.end - time < LEAST_SECONDS:
        return tuple(parts)
    return (*parts[:index], replace(own, end=time), replace(own, start=time), *parts[index + 1 :])


def joined(parts: Sequence[Part], index: int) -> tuple[Part, ...]:
    """Part ``index`` and the next as one, under the first one's name."""
    if index + 1 >= len(parts):
        return tuple(parts)
    return (*parts[:index], replace(parts[index], end=parts[index + 1].end), *parts[index + 2 :])


def part_at(parts: Sequence[Part], time: float) -> int | None:
    """Place of the part that sounds at ``time``."""
    return next((place for place, own in enumerate(parts) if own.start <= time < own.end), None)


def followed(place: tuple[float, float], before: Sequence[Part], after: Sequence[Part]) -> list[Part]:
    """Where what was said of ``place`` is said once the borders are other ones.

    A part that was split says it in both; what is said of parts that were joined is said of the whole.
    """
    if any(own.place == place for own in after):
        return [own for own in after if own.place == place]
    if len(after) == len(before):
        return [new for old, new in zip(before, after, strict=True) if old.place == place]
    if len(after) > len(before):
        return [own for own in after if place[0] <= own.start and own.end <= place[1]]
    return [own for own in after if own.start <= place[0] and place[1] <= own.end]


def say_the_same(one: Label, other: Label) -> bool:
    """Whether two labels say the same of the music, whoever said it, whenever, under whatever name of the song."""
    return _bare(one) == _bare(other)


def _bare(label: Label) -> Label:
    parts = tuple(replace(own, by="", at="") for own in label.segments)
    return replace(label, track_id="", by="", at="", segments=parts)


def in_order(said: Sequence[LabelSegment]) -> tuple[LabelSegment, ...]:
    """By time, without those that say nothing; of two for one place the first stays."""
    kept = {(own.start, own.end): own for own in reversed(said) if own.cultural_markers or own.sub_genre}
    return tuple(kept[place] for place in sorted(kept))
