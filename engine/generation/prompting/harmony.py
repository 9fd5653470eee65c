"""Keys, modes and progressions of a prompt."""

from __future__ import annotations

from engine.core.harmony import FLAT_NAMES, Key
from engine.generation.prompting.chords import Loop
from engine.generation.prompting.draft import Draft
from engine.generation.prompting.reader import Reader


def read_key(reader: Reader, index: int) -> int:
    """``F minor``, ``in C``."""
    found = reader.items[index].value
    text = reader.written(index)
    known = reader.draft.values.get("key")
    if known is not None and known[0] == found.tonic and None in (known[1], found.mode):
        reader.draft.values["key"] = (found.tonic, found.mode or known[1])  # "in F … F minor" is no contradiction
    else:
        reader.draft.say("key", (found.tonic, found.mode), text)
    last = index
    if found.mode is None and reader.is_kind(index + 1, "mode"):
        last = index + 1
        reader.draft.values["key"] = (found.tonic, reader.items[last].name)
    name = str(Key(found.tonic, found.mode)) if found.mode else f"{FLAT_NAMES[found.tonic]} as the tonic"
    reader.claim(index, last, f"key {name}" if last == index else f"key {Key(found.tonic, reader.items[last].name)}")
    return last + 1


def read_mode(reader: Reader, index: int) -> int:
    """``minor`` or ``Dorian`` without a tonic."""
    mode = reader.items[index].name
    word = reader.folded(index)
    if index in reader.scopes.denied_items:
        mode = "major" if mode == "minor" else "minor"
    reader.draft.say("mode", mode, reader.written(index))
    reader.claim(index, index, mode if word.startswith((mode[:3], "moll", "dur")) else f"{mode} ({word})")
    return index + 1


def read_loop(reader: Reader, index: int) -> int:
    """Chord names or Roman numerals."""
    loop: Loop = reader.items[index].value
    reader.draft.say("loop", loop, reader.written(index))
    simplified = f"; {', '.join(loop.simplified)} as the nearest chord there is" if loop.simplified else ""
    reader.claim(index, index, f"a progression of {len(loop.names)} chords{simplified}")
    return index + 1


def settle(draft: Draft) -> tuple[Key | None, str | None, tuple[str, ...]]:
    """Key, mode (where no key is named) and progression, once everything is read."""
    named, mode = draft.values.get("key"), draft.values.get("mode")
    loop: Loop | None = draft.values.get("loop")
    key = _key(draft, named, mode, loop) if named is not None else None
    if loop is None:
        return key, None if key else mode, ()
    if key is None and loop.labels:
        key = loop.first_key()
        draft.conflicts.append(
            f"“{draft.said['loop']}” names no key: {key} is taken, from its first chord; name the key to change that."
        )
    home = key or Key(0, mode or loop.mode)
    return key, None if key else home.mode, loop.in_key(home)


def _key(draft: Draft, named: tuple[int, str | None], mode: str | None, loop: Loop | None) -> Key:
    tonic, own = named
    if own is not None and mode is not None and mode != own:
        draft.conflicts.append(
            f"“{draft.said['key']}” and “{draft.said['mode']}” contradict each other; the named key is followed."
        )
    suggested = loop.mode if loop is not None and not loop.labels else None
    key = Key(tonic, own or mode or suggested or draft.values.get("mood_mode") or "major")
    if own is None and mode is None:
        draft.note(len(draft.understood), draft.said["key"], f"{key}, as no mode was named")
    return key
