"""Changes to a take in words: "busier log drum", "new chords, keep the drums", "replace the second drop"."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.core.blueprint import PARTS
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.prompting.band import take_away
from engine.generation.prompting.draft import Refusal
from engine.generation.prompting.form import read_label
from engine.generation.prompting.grammar import HANDLERS, finish, read
from engine.generation.prompting.items import Item
from engine.generation.prompting.measures import read_number
from engine.generation.prompting.reader import Handler, Reader
from engine.generation.wishes import Understood, Wishes

_PART_OF_STEM = {Stem.DRUMS: "drums", Stem.LOG_DRUM: "log_drum", Stem.BASS: "bass", Stem.VOCALS: "vocals"}
_PART_OF_ROLE = {"riff": "melody", "lead": "melody", "fx": "mix"}
_FARTHEST = 10
_LETTERS = ("A", "B", "C", "D", "E")
"""Drops are named by letters in a form: the second is DROP B."""
_BETWEEN_TARGETS = frozenset({"mood", "ordinal", "and", "or", "only"})
_BEFORE_TARGETS = _BETWEEN_TARGETS | {"filler", "degree"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be different in a take.

    Args:
        wishes: What was asked for, as in a prompt. A comparative stands here as what it comes to where nothing is known
            of the take ("busier log drum" as a busy one).
        redraw: Parts to be drawn anew, of ``engine.core.blueprint.PARTS``.
        keep: Parts that must stay as they are.
        sections: Sections the change is for; empty for the whole piece. A number counts from 0; ``"drop"`` is every
            section of that label, ``"drop 2"`` its second, ``"drop last"`` its last. With neither wishes nor ``redraw``
            they are to be replaced.
        steps: Comparatives as differences from the take, by wish: ``log_drum.busy`` +0.2, ``levels_db.keys`` -3,
            ``tempo_bpm`` +4, ``energy``, ``swing``, ``densities.shaker`` …, in the wish's unit.
        understood: Which words asked for what, in their order.
        ignored: Words that were not understood, each as it was written.
        conflicts: One sentence for each contradiction and each thing that is not possible.
    """

    wishes: Wishes = field(default_factory=Wishes)
    redraw: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    sections: tuple[int | str, ...] = ()
    steps: dict[str, float] = field(default_factory=dict)
    understood: tuple[Understood, ...] = ()
    ignored: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def read_change(text: str) -> Change:
    """Read what is to be changed in a take. Never raises for what is in a text."""
    reader = read(text, CHANGE_HANDLERS)
    reading = finish(reader)
    draft = reader.draft
    redraw = {part for part in draft.redraw if part != "rest"}
    if "rest" in draft.redraw:
        redraw |= set(PARTS) - set(draft.keep)
    keep = {part for part in draft.keep if part != "rest"}
    if "rest" in draft.keep:
        keep |= set(PARTS) - redraw
    conflicts = list(reading.conflicts)
    both = [part for part in PARTS if part in redraw and part in keep]
    if both:
        names = ", ".join(part.replace("_", " ") for part in both)
        conflicts.append(f"To draw anew and to keep contradict each other ({names}); what is to be kept is kept.")
    return Change(
        wishes=reading.wishes,
        redraw=tuple(part for part in PARTS if part in redraw and part not in keep),
        keep=tuple(part for part in PARTS if part in keep),
        sections=tuple(dict.fromkeys(draft.sections)),
        steps=dict(draft.steps),
        understood=reading.understood,
        ignored=reading.ignored,
        conflicts=tuple(conflicts),
    )


def _read_redraw(reader: Reader, index: int) -> int:
    """``new chords``, ``replace the second drop``, ``swap the sax for a flute``."""
    targets = _targets(reader, index)
    if not targets:
        return reader.pass_over(index, "filler")  # "change the key to …": what follows speaks for itself
    last = targets[-1] + _belongs_to_label(reader, targets[-1] + 1, targets[-1])
    if reader.folded(index) in ("replace", "swap", "change") and _gives_another(reader, last):
        item = reader.items[last]
        reader.draft.refuse((item.value["role"],), Refusal(reader.written(last), is_general=True))
        reader.claim(index, last, f"something else than {reader.folded(last)}")
        return last + 1
    parts = _parts(reader, targets)
    reader.draft.redraw += parts
    if "only" in reader.folded(index):
        reader.draft.keep.append("rest")
    sections = _sections(reader, targets)
    names = ", ".join(part.replace("_", " ") for part in dict.fromkeys((*parts, *sections)))
    reader.claim(index, last, f"drawn anew: {names}")
    return last + 1


def _read_keep(reader: Reader, index: int) -> int:
    """``keep the drums``, ``same chords``."""
    targets = [place for place in _targets(reader, index) if reader.items[place].kind != "label"]
    if not targets:
        return reader.pass_over(index, "filler")
    parts = _parts(reader, targets)
    reader.draft.keep += parts
    reader.claim(index, targets[-1], "kept: " + ", ".join(part.replace("_", " ") for part in dict.fromkeys(parts)))
    return targets[-1] + 1


def _read_part(reader: Reader, index: int) -> int:
    """A part that stands before its verb: ``the mix unchanged``; alone it says nothing."""
    return reader.pass_over(index)


def _read_section(reader: Reader, index: int) -> int:
    """A section that the change is for; lengths and spelt-out forms are read as in a prompt."""
    if _is_verb(reader, index):
        take_away(reader, reader.items[index + 2], reader.written(index, index + 2))
        reader.claim(index, index + 2, f"no {reader.folded(index + 2)}")
        return index + 3
    following = read_label(reader, index)
    if reader.fates[index] == "ignored":
        reader.fates[index] = ""
        names = _sections(reader, [index])
        has_ordinal = index > 0 and reader.items[index - 1].kind == "ordinal" and not reader.items[index].begins_value
        first = index - 1 if has_ordinal else index
        last = index if has_ordinal or not _number_behind(reader, index) else index + 1
        reader.claim(first, last, f"in {', '.join(names)}")
        following = last + 1
    return following


def _is_verb(reader: Reader, index: int) -> bool:
    """``drop the vocals`` at the beginning of a phrase; "in the drop the log drum …" is none."""
    if not reader.items[index].begins_phrase or reader.folded(index) != "drop":
        return False
    is_followed = reader.is_kind(index + 1, "filler") and reader.is_kind(index + 2, "role", "group")
    return is_followed and reader.folded(index + 1) in ("the", "all")


def _read_number(reader: Reader, index: int) -> int:
    """``section 3``; else as in a prompt."""
    value = reader.items[index].value.value
    if index and not reader.items[index].begins_phrase and reader.folded(index - 1) == "section" and value >= 1:
        reader.draft.sections.append(int(value) - 1)
        reader.claim(index - 1, index, f"in section {int(value)}")
        return index + 1
    return read_number(reader, index)


CHANGE_HANDLERS: dict[str, Handler] = {
    **HANDLERS,
    "redraw": _read_redraw,
    "keep": _read_keep,
    "part": _read_part,
    "label": _read_section,
    "number": _read_number,
}


def _targets(reader: Reader, index: int) -> list[int]:
    """The parts, roles and sections a word such as ``new`` speaks of: to the end of its phrase, through ``and``."""
    targets: list[int] = []
    for place in range(index + 1, min(len(reader.items), index + _FARTHEST)):
        item = reader.items[place]
        if item.begins_value:
            break
        if item.kind in ("role", "group", "part", "label"):
            targets.append(place)
        elif targets and _belongs_to_label(reader, place, targets[-1]):
            continue
        elif item.kind not in (_BETWEEN_TARGETS if targets else _BEFORE_TARGETS):
            break
    return targets


def _belongs_to_label(reader: Reader, place: int, target: int) -> bool:
    """Whether an item is the number of the section before it."""
    return place == target + 1 and reader.items[target].kind == "label" and bool(_number_behind(reader, target))


def _gives_another(reader: Reader, last: int) -> bool:
    """Whether ``with`` or ``for`` and another instrument follow a replaced one."""
    if reader.items[last].kind != "role" or last + 1 >= len(reader.items):
        return False
    if reader.items[last + 1].begins_value or reader.folded(last + 1) not in ("with", "for", "to", "by"):
        return False
    return any(reader.is_kind(place, "role") for place in range(last + 2, min(len(reader.items), last + 6)))


def _parts(reader: Reader, targets: list[int]) -> list[str]:
    parts: list[str] = []
    for place in targets:
        item = reader.items[place]
        if item.kind == "part":
            parts += PARTS if item.name == "all" else (item.name,)
        elif item.kind != "label":
            parts.append(_part_of(item))
    return parts


def _part_of(item: Item) -> str:
    if "part" in item.value:
        return str(item.value["part"])
    role = item.value["roles"][0] if item.kind == "group" else item.value["role"]
    return _PART_OF_ROLE.get(role) or _PART_OF_STEM.get(ROLES[role].stem, "keys")


def _sections(reader: Reader, targets: list[int]) -> list[str]:
    names = []
    for place in targets:
        if reader.items[place].kind == "label":
            ordinal = _ordinal(reader, place)
            names.append(f"{reader.items[place].name} {ordinal}".rstrip())
    reader.draft.sections += names
    return names


def _ordinal(reader: Reader, index: int) -> str:
    """Which section of a label: ``the second drop``, ``drop 2``."""
    if index and reader.items[index - 1].kind == "ordinal" and not reader.items[index].begins_value:
        return reader.items[index - 1].name
    return _number_behind(reader, index)


def _number_behind(reader: Reader, index: int) -> str:
    """``drop 2``, ``drop B``: the number or letter that belongs to a label, or nothing."""
    if index + 1 >= len(reader.items) or reader.items[index + 1].begins_value:
        return ""
    item = reader.items[index + 1]
    if item.kind == "number":
        value = item.value.value
        return str(int(value)) if value == int(value) and 1 <= value <= 9 else ""
    written = reader.written(index + 1)
    return str(_LETTERS.index(written) + 1) if written in _LETTERS else ""
