"""Who plays: roles and instruments that are asked for, refused, or the only ones."""

from __future__ import annotations

from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.prompting.draft import Draft, Refusal
from engine.generation.prompting.feel import turn
from engine.generation.prompting.items import Item
from engine.generation.prompting.reader import Reader

_INSTRUMENTS_OF_ROLE = {
    "riff": ("piano", "marimba", "kalimba", "mbira", "pluck"),
    "stab": ("rhodes", "dx_piano", "wurli", "piano", "organ", "house_organ"),
    "lead": ("sax", "flute", "trumpet"),
    "pad": ("strings",),
}
"""Instruments that can take a role named right behind them: "piano riff", "organ stabs", "sax solo"."""
_DRUMS = tuple(role.id for role in ROLES.values() if role.stem is Stem.DRUMS)
_VOICES = tuple(role.id for role in ROLES.values() if role.stem is Stem.VOCALS)


def read_role(reader: Reader, index: int) -> int:
    """A role or an instrument, with the role it is to play if that stands behind it."""
    if index in reader.scopes.denied_items:
        return index + 1  # its negation has spoken for it
    item = reader.items[index]
    role, instrument = item.value["role"], item.value.get("instrument", "")
    last = index
    following = reader.items[index + 1] if reader.is_kind(index + 1, "role") else None
    if following is not None and not following.begins_value and not following.value.get("instrument"):
        joined = _joined(role, instrument, following)
        if joined is not None:
            role, last = joined, index + 1
    text = reader.written(index, last)
    got = reader.draft.ask(role, instrument, tuple(item.value.get("instead", ())), text)
    _weigh(reader, index)
    reader.claim(index, last, _meaning(got, instrument))
    return last + 1


def read_group(reader: Reader, index: int) -> int:
    """``drums``, ``percussion``: asked for, they are the style's own business."""
    if index in reader.scopes.denied_items:
        return index + 1
    for role in reader.items[index].value.get("ask", ()):
        reader.draft.ask(role, "", (), reader.written(index))
    _weigh(reader, index)
    reader.claim(index, index, reader.items[index].name)
    return index + 1


def read_negation(reader: Reader, index: int) -> int:
    """``no kick``, ``without kick and clap``, ``drums off``."""
    if index not in reader.scopes.denied:
        is_exception = reader.items[index].kind == "except"  # to what was denied before
        return reader.pass_over(index, "filler" if is_exception else "ignored")
    denied = reader.scopes.denied[index]
    band = [place for place in denied if reader.items[place].kind in ("role", "group")]
    if band:
        first, last = min(index, *band), max(index, *band)
        text = reader.written(first, last)
        names = [reader.folded(place) for place in band]
        for place in band:
            take_away(reader, reader.items[place], text)
        reader.claim(first, last, ", ".join(f"no {name}" for name in names))
        return max(last, index) + 1
    understood = [place for place in denied if reader.items[place].kind in ("swing", "mode", "instrumental")]
    has_meaning = understood or any(_turns(reader.items[place]) for place in denied)
    return reader.pass_over(index, "filler" if has_meaning else "ignored")


def read_only(reader: Reader, index: int) -> int:
    """``only drums and log drum``, ``log drum only``."""
    kept = reader.scopes.only.get(index, [])
    if not kept:
        return reader.pass_over(index, "filler")
    text = reader.written(min(index, *kept), max(index, *kept))
    for place in kept:
        item = reader.items[place]
        roles = item.value["roles"] if item.kind == "group" else item.value.get("all", (item.value["role"],))
        reader.draft.only.update(dict.fromkeys(roles, text))
    reader.claim(index, index, "only " + ", ".join(reader.folded(place) for place in sorted(kept)))
    return index + 1


def read_instrumental(reader: Reader, index: int) -> int:
    """``instrumental``, ``drumless``, ``a cappella``."""
    name = reader.items[index].name
    text = reader.written(index)
    if index in reader.scopes.denied_items:
        reader.draft.ask("vocal", "", (), text)
        reader.claim(index, index, "with a voice")
        return index + 1
    if name == "acappella":
        reader.draft.only.update(dict.fromkeys(_VOICES, text))
    else:
        taken = {"drumless": _DRUMS, "kickless": ("kick",)}.get(name, _VOICES)
        reader.draft.refuse(taken, Refusal(text, is_general=True))
    reader.claim(index, index, {"": "no voices", "acappella": "voices only"}.get(name, name))
    return index + 1


def settle_band(reader: Reader) -> tuple[dict[str, str], frozenset[str]]:
    """Roles asked for and roles left out; contradictions are settled here."""
    draft = reader.draft
    without = {role: refusal.text for role, refusal in draft.refused.items() if not _gives_way(draft, role, refusal)}
    if draft.only:
        words = next(iter(draft.only.values()))
        others = [role for role in draft.roles if role not in draft.only and role not in without]
        if others:
            names = ", ".join(ROLES[role].title.lower() for role in others)
            draft.conflicts.append(f"“{words}” leaves no place for what else was asked for ({names}); both are kept.")
        allowed = {*draft.only, *draft.roles}
        without |= {role: words for role in ROLES if role not in allowed}
    for role in [role for role in draft.roles if role in without]:
        draft.conflicts.append(
            f"“{draft.role_words[role]}” and “{without[role]}” contradict each other; "
            f"{ROLES[role].title.lower()} is left out."
        )
    roles = {role: instrument for role, instrument in draft.roles.items() if role not in without}
    if len(without) == len(ROLES):
        draft.conflicts.append("Nothing would be left to play; nothing is left out.")
        return roles, frozenset()
    return roles, frozenset(without)


def _gives_way(draft: Draft, role: str, refusal: Refusal) -> bool:
    """Whether the role was asked for more particularly than it was refused."""
    if role not in draft.roles:
        return False
    return refusal.is_general or bool(refusal.instrument and draft.roles[role] not in ("", refusal.instrument))


def _joined(role: str, instrument: str, following: Item) -> str | None:
    """The role of an instrument and the word behind it, or None if they are two things."""
    wanted = following.value["role"]
    if wanted == role or following.value.get("chords"):
        return role
    if not instrument:
        return None
    if wanted in ("lead", "riff") and instrument not in _INSTRUMENTS_OF_ROLE[wanted]:
        return role if wanted == "lead" or role in ("guitar", "bass", "vocal") else None
    return wanted if instrument in _INSTRUMENTS_OF_ROLE.get(wanted, ()) else None


def _meaning(role: str, instrument: str) -> str:
    title = ROLES[role].title.lower()
    name = instrument.replace("_", " ")
    return title if not name or name == title else f"{title}: {name}"


def _weigh(reader: Reader, index: int) -> None:
    degree = reader.scopes.degree.get(index)
    if degree in ("more", "less"):
        turn(reader, index, degree)


def take_away(reader: Reader, item: Item, text: str) -> None:
    """``no …`` takes away an instrument's role, a group, or with ``no vocals`` every voice."""
    if item.kind == "group":
        reader.draft.refuse(tuple(item.value["roles"]), Refusal(text, is_general=True))
        return
    reader.draft.refuse(tuple(item.value.get("all", ())), Refusal(text, is_general=True))
    reader.draft.refuse((item.value["role"],), Refusal(text, instrument=item.value.get("instrument", "")))


def _turns(item: Item) -> bool:
    return item.kind == "mood" and any(axis in item.value for axis in ("energy", "tempo", "slides", "density", "level"))
