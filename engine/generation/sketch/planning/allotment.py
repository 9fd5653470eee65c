"""Stretching and shrinking a form: how many bars each of its sections gets, and which go when there is no room.

The order stays. A form has two halves, what leads to the first drop and what begins with it, so that the entry of the
log drum can be placed exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

PEAKS = ("drop", "chorus")
"""Labels under which everything plays."""

WITHOUT_LOG_DRUM = "no-log"
"""Among what a section plays: the log drum rests, whatever else opens it."""

_SHORT_UNIT, _LONG_UNIT, _LONG_FORM = 4, 8, 128
_SHORTEST_PEAK = 8
_ROOMY = 48
_GROWTH_OF_PEAKS = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A section before it is a plan.

    Args:
        label: One of ``engine.core.blueprint.SECTION_LABELS``.
        name: For the user.
        energy: 0–1.
        plays: Roles and layers it opens.
        weight: Of its length among the others', while that is not settled.
        num_bars: Its length once it is.
        stage: 0, or which further part of a long section this is.
    """

    label: str
    name: str
    energy: float
    plays: tuple[str, ...]
    weight: float
    num_bars: int = 0
    stage: int = 0

    @property
    def is_peak(self) -> bool:
        return self.label in PEAKS


def split_at_entry(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """What comes before the first peak, and the rest; without a peak all of it is the rest."""
    place = next((index for index, draft in enumerate(drafts) if draft.is_peak), 0)
    return list(drafts[:place]), list(drafts[place:])


def allot(before: Sequence[Draft], after: Sequence[Draft], *, num_bars: int, lead_in: int) -> list[Draft]:
    """Sections with lengths that sum to ``num_bars``.

    Args:
        before: Sections up to the first peak.
        after: The first peak and what follows.
        num_bars: Of the whole.
        lead_in: Bars before the first peak; 0 drops ``before``.
    """
    unit = _LONG_UNIT if num_bars >= _LONG_FORM else _SHORT_UNIT
    lead_in = lead_in if before else 0
    first = _fill(_thin_lead_in(before, lead_in, unit), lead_in, unit, rest_at=0) if lead_in else []
    remaining = num_bars - lead_in
    return first + _fill(_thin_rest(after, remaining, unit), remaining, unit, rest_at=-1)


def usual_lead_in(num_bars: int, share: float) -> int:
    """Bars before the first peak where nothing else asks for a number: ``share`` of the whole, in units.

    A piece of fewer than eight bars is a piece of a drop.
    """
    if num_bars < 8:
        return 0
    if num_bars < 12:
        return 2
    unit = _LONG_UNIT if num_bars >= _LONG_FORM else _SHORT_UNIT
    return max(unit, min(round(num_bars * share / unit) * unit, num_bars - 2 * unit))


def _thin_lead_in(drafts: Sequence[Draft], num_bars: int, unit: int) -> list[Draft]:
    """As many sections as have room: first the middle ones go, then the last; the intro stays."""
    room = max(1, num_bars // unit)
    kept = list(drafts)
    while len(kept) > room:
        kept.pop(-2 if len(kept) > 2 else -1)
    return kept


def _thin_rest(drafts: Sequence[Draft], num_bars: int, unit: int) -> list[Draft]:
    """The first peak and an ending stay; after them, in order of what a short piece can do without."""
    kept = list(drafts)
    if num_bars < 12 and kept:
        ending = [draft for draft in kept[1:] if draft.label == "outro"][-1:]
        return _climax([kept[0], *(ending if num_bars >= 10 else [])], drafts)
    return _climax(_thin(kept, num_bars, unit), drafts)


def _climax(kept: list[Draft], drafts: Sequence[Draft]) -> list[Draft]:
    """Where one peak is left of several, it is the highest of them."""
    peaks = [draft for draft in drafts if draft.is_peak]
    left = [index for index, draft in enumerate(kept) if draft.is_peak]
    if len(left) != 1 or len(peaks) < 2:
        return kept
    highest = max(peaks, key=lambda draft: draft.energy)
    place = left[0]
    kept[place] = replace(highest, weight=kept[place].weight, num_bars=kept[place].num_bars)
    return kept


def _thin(kept: list[Draft], num_bars: int, unit: int) -> list[Draft]:
    # a peak and its ending may fill all there is; more sections need some air
    while len(kept) > 1 and _least(kept, unit, num_bars) > (0.8 if len(kept) > 2 else 1.0) * num_bars:
        kept.pop(_dispensable(kept))
        kept = _without_neighbouring_peaks(kept)
    return kept


def _least(drafts: Sequence[Draft], unit: int, num_bars: int) -> int:
    """Bars below which the sections are too short to say something."""
    roomy = {"bridge", "verse", "break"} if num_bars >= _ROOMY else set()
    return sum(max(unit, _SHORTEST_PEAK) if draft.is_peak or draft.label in roomy else unit for draft in drafts)


def _dispensable(drafts: Sequence[Draft]) -> int:
    """Index of the section to leave out next: solos, then second verses and builds, then later peaks, then breaks."""

    def rank(index: int) -> tuple[int, int]:
        draft = drafts[index]
        if index == 0:
            return (9, 0)
        if draft.label == "outro":
            return (8, 0)
        order = {"bridge": 0, "verse": 1, "build": 2, "intro": 2, "break": 4}
        if draft.is_peak:
            later = sum(other.is_peak for other in drafts[index + 1 :])
            return (1, 0) if later == 0 and sum(other.is_peak for other in drafts) > 2 else (3, -index)
        return (order.get(draft.label, 2), -index)

    return min(range(len(drafts)), key=rank)


def _without_neighbouring_peaks(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        if kept and kept[-1].is_peak and draft.is_peak:
            kept[-1] = replace(kept[-1], weight=kept[-1].weight + 0.5 * draft.weight, energy=draft.energy)
        elif kept and kept[-1].label == draft.label and kept[-1].name == draft.name:
            kept[-1] = replace(kept[-1], weight=kept[-1].weight + 0.5 * draft.weight)
        else:
            kept.append(draft)
    return kept


def _fill(drafts: Sequence[Draft], num_bars: int, unit: int, *, rest_at: int) -> list[Draft]:
    """Lengths in units by largest remainder; what is no whole unit goes to the section at ``rest_at``."""
    if not drafts or num_bars < unit * len(drafts):
        return _fill_tightly(drafts, num_bars)
    units, rest = divmod(num_bars, unit)
    is_cut = rest >= 2 and len(drafts) > 1
    units += is_cut
    roomy = ("bridge", "verse", "break") if num_bars >= _ROOMY else ()
    least = [2 if unit < _SHORTEST_PEAK and (draft.is_peak or draft.label in roomy) else 1 for draft in drafts]
    if sum(least) > units:
        least = [1] * len(drafts)
    lengths = _apportion([_weight(draft, num_bars) for draft in drafts], least, units)
    bars = [length * unit for length in lengths]
    bars[rest_at] += rest - unit if is_cut else rest
    return [replace(draft, num_bars=length) for draft, length in zip(drafts, bars, strict=True)]


def _weight(draft: Draft, num_bars: int) -> float:
    return draft.weight * (_GROWTH_OF_PEAKS if draft.is_peak and num_bars < 48 else 1.0)


def _fill_tightly(drafts: Sequence[Draft], num_bars: int) -> list[Draft]:
    """Fewer bars than sections have units: the peak takes what the others leave, two bars each."""
    kept = list(drafts[: max(1, num_bars)])
    small = 2 if num_bars >= 2 * len(kept) else 1
    bars = [small] * len(kept)
    largest = next((index for index, draft in enumerate(kept) if draft.is_peak), 0)
    bars[largest] += num_bars - sum(bars)
    return [replace(draft, num_bars=length) for draft, length in zip(kept, bars, strict=True)]


def _apportion(weights: Sequence[float], least: Sequence[int], units: int) -> list[int]:
    """Whole numbers near the weights' shares that sum to ``units``, none below its least (Hamilton's method)."""
    total = sum(weights)
    ideal = [max(low, units * weight / total) for weight, low in zip(weights, least, strict=True)]
    lengths = [max(low, int(share)) for share, low in zip(ideal, least, strict=True)]
    while sum(lengths) < units:
        lengths[max(range(len(lengths)), key=lambda index: (ideal[index] - lengths[index], -index))] += 1
    while sum(lengths) > units:
        candidates = [index for index in range(len(lengths)) if lengths[index] > least[index]]
        lengths[min(candidates, key=lambda index: (ideal[index] - lengths[index], -index))] -= 1
    return lengths
