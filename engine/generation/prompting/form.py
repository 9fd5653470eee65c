"""Forms that are spelt out: ``intro, drop, break, drop, outro``; ``16-bar intro, 32 bar drop``; ``drop (32 bars)``."""

from __future__ import annotations

from engine.generation.prompting.reader import IGNORED, Reader

MOST_BARS_OF_SECTION = 256
_ORDINALS = frozenset({"1", "2", "3", "4", "a", "b", "c"})


def read_label(reader: Reader, index: int) -> int:
    """A section's name. Two or more in a row are a form, and so is one with its length in bars."""
    length = _length_after(reader, index)
    if length is not None:
        bars, last = length
        return add_section(reader, index, last, bars=bars)
    if not (_leads_on(reader, index) or (reader.draft.form and _continues(reader, index))):
        return reader.pass_over(index)
    return add_section(reader, index, _ordinal(reader, index))


def add_section(reader: Reader, first: int, last: int, *, bars: int = 0, seconds: float = 0.0) -> int:
    """One section of the form, over some items; its length in bars or seconds, or 0 for what the style has.

    Returns:
        The index of the next item.
    """
    label = next(item.name for item in reader.items[first : last + 1] if item.kind == "label")
    text = reader.written(first, last)
    if bars and not reader.draft.within("a section", bars, (1, MOST_BARS_OF_SECTION), text, "bars"):
        bars = 0
    reader.draft.form.append((label, bars, seconds))
    length = f" of {bars} bars" if bars else f" of {seconds:g} s" if seconds else ""
    reader.claim(first, last, f"section: {label}{length}")
    return last + 1


def _length_after(reader: Reader, index: int) -> tuple[int, int] | None:
    """Bars that stand after a label, ``of`` or a bracket between, and the last of their items."""
    place = index + 1
    while reader.is_kind(place, "filler") and place < index + 3:
        place += 1
    if not reader.is_kind(place, "number") or reader.items[place].value.is_negative:
        return None
    value = reader.items[place].value.value
    if reader.is_kind(place + 1, "unit", name="bars"):
        if reader.is_kind(place + 2, "label") and reader.items[place].gap == " " and _has_number_before(reader, index):
            return None  # "16 bar intro 32 bar drop": the length belongs to what follows
        return round(value), place + 1
    has_other_unit = reader.is_kind(place + 1, "unit")
    if place == index + 1 and not has_other_unit and value == int(value) and value >= 4:
        return int(value), place
    return None


def _has_number_before(reader: Reader, index: int) -> bool:
    return index > 0 and reader.items[index - 1].kind == "unit" and not reader.items[index].begins_phrase


def _leads_on(reader: Reader, index: int) -> bool:
    """Whether another label follows with nothing between but commas, arrows, ``then`` and lengths."""
    for place in range(index + 1, min(len(reader.items), index + 8)):
        if reader.items[place].kind == "label":
            return True
        if not _is_between(reader, place):
            return False
    return False


def _is_between(reader: Reader, index: int) -> bool:
    item = reader.items[index]
    if item.kind in ("and", "but") or (
        item.kind == "filler" and reader.folded(index) in ("a", "then", "to", "the", "of")
    ):
        return True
    if item.kind == "unit":
        return item.name == "bars"
    return item.kind in ("number", "filler") and (item.kind == "number" or reader.folded(index) in _ORDINALS)


def _ordinal(reader: Reader, index: int) -> int:
    """``drop 2``, ``drop A``: the number or letter belongs to the name."""
    following = index + 1
    if following < len(reader.items) and not reader.items[following].begins_value:
        return following if reader.folded(following) in _ORDINALS else index
    return index


def _continues(reader: Reader, index: int) -> bool:
    """Whether a label goes on with a form whose last section stands directly before."""
    place = index - 1
    while place >= 0 and reader.items[place].kind in ("and", "but", "filler"):
        place -= 1
    return place >= 0 and reader.fates[place] != IGNORED and reader.items[place].kind in ("label", "unit", "number")
