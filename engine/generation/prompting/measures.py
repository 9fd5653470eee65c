"""Numbers with their units: tempo, length, swing, loudness, levels, and the bar where the log drum enters."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.generation.prompting import draft as limits
from engine.generation.prompting.form import add_section
from engine.generation.prompting.items import Item
from engine.generation.prompting.reader import IGNORED, Reader
from engine.generation.prompting.scopes import band_after, band_before

_SECONDS = {"seconds": 1.0, "minutes": 60.0, "hours": 3_600.0}
_USUAL_BPM = (100.0, 130.0)
"""A number alone that lies here is a tempo: title lines read "private school 112 Fm"."""
_GLUED_ONLY = frozenset({"s", "m", "h"})
_MOST_DB = 12.0


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or the middle of a range, and the first item after it."""

    value: float
    next: int
    sign: float = 1.0


def read_number(reader: Reader, index: int) -> int:
    """A number, with its unit behind or the word it belongs to before."""
    amount = _amount(reader, index)
    unit = _unit(reader, amount.next)
    if unit == "bpm":
        return _tempo(reader, index, amount, amount.next)
    if unit in _SECONDS:
        return _length(reader, index, amount)
    if unit == "bars":
        return _bars(reader, index, amount)
    if unit == "lufs":
        return _loudness(reader, index, amount, amount.next)
    if unit == "percent":
        return _percent(reader, index, amount)
    if unit == "decibels":
        return _level(reader, index, amount)
    return _without_unit(reader, index, amount)


def read_unit(reader: Reader, index: int) -> int:
    """A unit before its number: ``BPM: 112``, ``log drum at bar 33``, ``bars = 64``."""
    if reader.is_kind(index + 1, "filler") and reader.folded(index + 1) in reader.words.contexts["about"]:
        return reader.pass_over(index, "filler")
    if not reader.is_kind(index + 1, "number"):
        return reader.pass_over(index)
    amount = _amount(reader, index + 1)
    unit = reader.items[index].name
    if _unit(reader, amount.next) is not None:
        return reader.pass_over(index)
    if unit == "bpm":
        return _tempo(reader, index, amount, amount.next - 1)
    if unit == "lufs":
        return _loudness(reader, index, amount, amount.next - 1)
    if unit == "bars" and (reader.items[index + 1].begins_value or reader.folded(index) != "bar"):
        return _total_bars(reader, index, amount, amount.next - 1)
    if unit == "bars":
        return _place(reader, index, amount.value, amount.next - 1)
    if unit in _SECONDS and reader.items[index + 1].begins_value:
        return _set_length(reader, index, amount.next - 1, amount.value * _SECONDS[unit])
    return reader.pass_over(index)


def read_time(reader: Reader, index: int) -> int:
    """``3:30`` or ``3'30``: a length, a section's length, or when the log drum enters."""
    minutes, seconds = reader.items[index].value.strip("\"'").replace("'", ":").split(":")
    value = 60.0 * float(minutes) + float(seconds)
    if float(seconds) >= 60.0:
        return reader.pass_over(index)
    last = index + 1 if _unit(reader, index + 1) == "minutes" else index
    return _moment_or_length(reader, index, last, value)


def _amount(reader: Reader, index: int) -> _Amount:
    """The number at an item; of a range its middle."""
    number = reader.items[index].value
    value, following = number.value, index + 1
    second = None
    if reader.is_kind(following, "number") and reader.items[following].gap == "-" and not number.in_words:
        second = following
    elif reader.is_kind(following + 1, "number") and _joins_range(reader, index, following):
        second = following + 1
    sign = -1.0 if number.is_negative else 1.0
    if second is None:
        return _Amount(value, following, sign)
    return _Amount((value + reader.items[second].value.value) / 2.0, second + 1, sign)


def _joins_range(reader: Reader, index: int, between: int) -> bool:
    word = reader.folded(between)
    if reader.items[between].begins_value or reader.items[between + 1].begins_value:
        return False
    return word in reader.words.contexts["range"] or (
        word in ("and", "&") and index > 0 and reader.folded(index - 1) == "between"
    )


def _unit(reader: Reader, index: int) -> str | None:
    if reader.is_kind(index, "ordinal") and reader.folded(index) == "second":
        return "seconds"  # "a 30 second intro"
    if not reader.is_kind(index, "unit"):
        return None
    item = reader.items[index]
    is_last = index + 1 >= len(reader.items) or reader.items[index + 1].begins_phrase
    if reader.folded(index) in _GLUED_ONLY and item.gap and not (item.name == "seconds" and is_last):
        return None
    return item.name


def _tempo(reader: Reader, first: int, amount: _Amount, last: int) -> int:
    shift = reader.items[last + 1] if reader.is_kind(last + 1, "mood") else None
    if shift is not None and "tempo" in shift.value and shift.form == "more":
        step = math.copysign(min(amount.value, 60.0), shift.value["tempo"])
        reader.draft.steps["tempo_bpm"] = step
        reader.draft.say("tempo_shift", shift.value["tempo"], reader.written(first, last + 1))
        reader.claim(first, last + 1, f"{abs(step):g} BPM {'faster' if step > 0 else 'slower'}")
        return last + 2
    text = reader.written(first, last)
    if reader.draft.within("a tempo", amount.value, (limits.SLOWEST_BPM, limits.FASTEST_BPM), text, "BPM"):
        reader.draft.say("tempo_bpm", round(amount.value, 3), text)
        reader.claim(first, last, f"tempo {amount.value:g} BPM")
    else:
        reader.claim(first, last, f"a tempo of {amount.value:g} BPM, which is not possible")
    return last + 1


def _length(reader: Reader, index: int, amount: _Amount) -> int:
    last = amount.next
    unit = str(_unit(reader, last))
    if _is_decade(reader, index, last):
        reader.pass_over(index)
        return reader.pass_over(last)
    value = amount.value * _SECONDS[unit]
    rest = last + 2 if reader.is_kind(last + 1, "and") else last + 1
    if unit != "seconds" and reader.is_kind(rest, "number") and reader.items[rest].gap != "-":
        extra, after = reader.items[rest].value.value, _unit(reader, rest + 1)
        smaller = "seconds" if unit == "minutes" else "minutes"
        if extra < 60 and after in (None, smaller) and (after or rest == last + 1) and not _has_use(reader, rest):
            value += extra * _SECONDS[smaller]
            last = rest + (after is not None)
    return _moment_or_length(reader, index, last, value)


def _has_use(reader: Reader, index: int) -> bool:
    """Whether a number belongs to what follows it rather than to the minutes before."""
    return reader.is_kind(index + 1, "unit", "label", "style") and _unit(reader, index + 1) not in ("seconds", None)


def _is_decade(reader: Reader, index: int, last: int) -> bool:
    """``90s house``, ``the 90s``."""
    number = reader.items[index].value
    if reader.folded(last) != "s" or number.value not in (50, 60, 70, 80, 90) or reader.items[last].gap:
        return False
    if index and not reader.items[index].begins_phrase and reader.folded(index - 1) in ("the", "early", "late"):
        return True
    return last + 1 < len(reader.items) and (
        not reader.items[last + 1].begins_phrase and reader.folded(last + 1) in reader.words.contexts["decade"]
    )


def _moment_or_length(reader: Reader, first: int, last: int, seconds: float) -> int:
    place = reader.context_before(first, "at")
    if place is not None and _about(reader, place):
        band = band_before(reader.items, first) or band_after(reader.items, last)
        if band is not None and band.name.startswith("log_drum"):
            tempo = reader.draft.values.get("tempo_bpm", limits.MIDDLE_TEMPO_BPM)
            return _enter(reader, first, last, math.floor(seconds * tempo / 240.0 + 1e-6) + 1)
        if place == first - 1 and reader.folded(place) in ("at", "after", "from") and seconds < limits.LONGEST:
            return _skip(reader, first, last)
    if reader.is_kind(last + 1, "label"):
        return add_section(reader, first, last + 1, seconds=seconds)
    return _set_length(reader, first, last, seconds)


def _about(reader: Reader, place: int) -> bool:
    return reader.folded(place) not in ("around", "by")


def _set_length(reader: Reader, first: int, last: int, seconds: float) -> int:
    text = reader.written(first, last)
    shown = f"{seconds:g} s" if seconds < 120 else f"{int(seconds // 60)} min {seconds % 60:g} s"
    if reader.draft.within("a length", seconds, (limits.SHORTEST, limits.LONGEST), text, "seconds"):
        reader.draft.say("length", ("seconds", float(seconds)), text)
        reader.claim(first, last, f"length {shown}")
    else:
        reader.claim(first, last, f"a length of {shown}, which is not possible")
    return last + 1


def _bars(reader: Reader, index: int, amount: _Amount) -> int:
    last = amount.next
    number = round(amount.value)
    if reader.is_kind(last + 1, "label"):
        return add_section(reader, index, last + 1, bars=number)
    before = reader.folded(index - 1) if index and not reader.items[index].begins_phrase else ""
    if before in reader.words.contexts["after"]:
        return _place(reader, index, number + 1, last)
    speaks_of_role = reader.is_kind(last + 1, "filler") and band_after(reader.items, last + 1) is not None
    if before in reader.words.contexts["not_a_length"] or (speaks_of_role and reader.folded(last + 1) == "of"):
        return _skip(reader, index, last)
    return _total_bars(reader, index, amount, last)


def _total_bars(reader: Reader, first: int, amount: _Amount, last: int) -> int:
    number = round(amount.value)
    text = reader.written(first, last)
    if reader.draft.within("a length", number, (limits.LEAST_BARS, limits.MOST_BARS), text, "bars"):
        reader.draft.say("length", ("bars", number), text)
        reader.claim(first, last, f"length {number} bars")
    else:
        reader.claim(first, last, f"a length of {number} bars, which is not possible")
    return last + 1


def _place(reader: Reader, first: int, bar: float, last: int) -> int:
    """A bar of the piece: the log drum's entry, where it is the one spoken of."""
    band = band_before(reader.items, first) or band_after(reader.items, last)
    if band is None or not band.name.startswith("log_drum"):
        return _skip(reader, first, last)
    return _enter(reader, first, last, round(bar))


def _enter(reader: Reader, first: int, last: int, bar: int) -> int:
    text = reader.written(first, last)
    if reader.draft.within("the log drum's first bar", bar, (1, limits.MOST_BARS), text, "(bars of the piece)"):
        reader.draft.log_drum["entry_bar"] = float(bar)
    reader.claim(first, last, f"the log drum enters at bar {bar}")
    return last + 1


def _loudness(reader: Reader, first: int, amount: _Amount, last: int) -> int:
    text = reader.written(first, last)
    value = -abs(amount.value)  # nobody means +8 LUFS
    if reader.draft.within("loudness", value, (limits.QUIETEST_LUFS, limits.LOUDEST_LUFS), text, "LUFS"):
        reader.draft.say("target_lufs", value, text)
        reader.claim(first, last, f"loudness {value:g} LUFS")
    else:
        reader.claim(first, last, f"a loudness of {value:g} LUFS, which is not possible")
    return last + 1


def _percent(reader: Reader, index: int, amount: _Amount) -> int:
    last = amount.next
    if reader.is_kind(last + 1, "swing"):
        return set_swing(reader, index, last + 1, amount.value)
    if reader.context_before(index, "swing") is not None:
        return set_swing(reader, index, last, amount.value)
    return _skip(reader, index, last)


def set_swing(reader: Reader, first: int, last: int, value: float) -> int:
    """Swing as a share (0.56) or in per cent (56)."""
    share = value if value <= 1.0 else value / 100.0
    text = reader.written(first, last)
    if reader.draft.within("swing", share * 100.0, (100 * limits.STRAIGHT, 100 * limits.MOST_SWUNG), text, "%"):
        reader.draft.say("swing", round(share, 4), text)
        reader.claim(first, last, f"swing {share * 100:g} %")
    else:
        reader.claim(first, last, f"swing of {share * 100:g} %, which is not possible")
    return last + 1


def _level(reader: Reader, index: int, amount: _Amount) -> int:
    band = band_before(reader.items, index) or band_after(reader.items, amount.next)
    if band is None:
        return _skip(reader, index, amount.next)
    value = amount.sign * min(amount.value, _MOST_DB)
    for role in _roles(band):
        if role == "log_drum":
            reader.draft.log_drum["level_db"] = value
        else:
            reader.draft.levels_db[role] = value
    reader.claim(index, amount.next, f"level {value:+g} dB")
    return amount.next + 1


def _roles(band: Item) -> tuple[str, ...]:
    return tuple(band.value["roles"]) if band.kind == "group" else (band.value["role"],)


def _without_unit(reader: Reader, index: int, amount: _Amount) -> int:
    last = amount.next - 1
    if reader.is_kind(amount.next, "swing") and 0.5 <= amount.value <= 100 and not reader.items[index].value.in_words:
        return set_swing(reader, index, amount.next, amount.value)
    if reader.context_before(index, "tempo") is not None:
        return _tempo(reader, index, amount, last)
    if reader.context_before(index, "swing") is not None:
        return set_swing(reader, index, last, amount.value)
    if amount.sign < 0 and reader.context_before(index, "loudness") is not None:
        return _loudness(reader, index, amount, last)
    in_words = reader.items[index].value.in_words
    if _USUAL_BPM[0] <= amount.value <= _USUAL_BPM[1] and not in_words and _has_no_noun(reader, amount.next):
        return _tempo(reader, index, amount, last)
    if in_words and amount.value == 1.0:
        reader.fates[index : last + 1] = ["filler"] * (last + 1 - index)
        return amount.next
    return _skip(reader, index, last)


def _has_no_noun(reader: Reader, index: int) -> bool:
    """Whether nothing unknown follows that the number might count."""
    return not reader.is_kind(index, "unknown", "unit", "ratio", "time")


def _skip(reader: Reader, first: int, last: int) -> int:
    reader.fates[first : last + 1] = [IGNORED] * (last + 1 - first)
    return last + 1
