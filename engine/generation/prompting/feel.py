"""Style, mood, swing and kick patterns; how strongly an adjective counts."""

from __future__ import annotations

from typing import Any

from engine.core.roles import ROLES
from engine.generation.prompting.measures import set_swing
from engine.generation.prompting.reader import Reader

_DEGREES = {"strong": 1.35, "weak": 0.6, "more": 1.0, "less": -0.7, "too": 1.0}
"""How far from the middle a degree moves what an adjective says; design priors."""
_DENIED = -0.6
"""``not dark``, ``not too busy``: to the other side, less far."""
_SOFT_LOG_DRUM_DB = -2.0
"""Most of a log drum's softness is drive; design prior."""
_STEP_DB = 3.0
"""``more keys``: the smallest change of level that is heard as another balance (design prior)."""
_CENTRES = {"density": 0.5, "drive": 0.5, "slides": 0.5, "energy": 0.5, "level": 0.0, "low": 0.0, "tempo": 0.0}
_LIMITS = {"level": (-9.0, 9.0), "low": (-1.0, 1.0), "tempo": (-1.0, 1.0)}
_LOG_DRUM = {
    "density": "busy",
    "drive": "drive",
    "level": "level_db",
    "low": "low",
    "slides": "slides",
    "entry": "entry_bar",
}
_STEPS = {"density": 0.2, "drive": 0.25, "slides": 0.25, "low": 0.5, "energy": 0.2, "tempo": 4.0}
"""What one comparative ("busier") moves, in the unit of the wish; tempo in BPM. Design priors."""


def read_style(reader: Reader, index: int) -> int:
    """A style; weak words for one count at the end, where none was named outright."""
    item = reader.items[index]
    text = reader.written(index)
    if index in reader.scopes.denied_items:
        return reader.pass_over(index)
    if item.form == "weak":
        reader.draft.weak_styles.append((index, item.name, text))
        return index + 1
    reader.draft.say("style", item.name, text)
    reader.claim(index, index, f"style {item.name.replace('_', ' ')}")
    return index + 1


def settle_style(reader: Reader) -> None:
    """Weak words decide where nothing stronger did; else they are reported, unless they were a mood as well."""
    for index, name, text in reader.draft.weak_styles:
        if reader.draft.values.get("style") in (None, name):
            reader.draft.say("style", name, text)
            if reader.fates[index] != "understood":
                reader.claim(index, index, f"style {name.replace('_', ' ')}")
        else:
            reader.pass_over(index)


def read_mood(reader: Reader, index: int) -> int:
    """An adjective: of a role, or of the whole piece."""
    item = reader.items[index]
    scale = _scale(reader, index)
    role = reader.scopes.role_of.get(index)
    if item.value.get("of"):
        role_ids: tuple[str, ...] = (item.value["of"],)
    elif role is not None:
        target = reader.items[role]
        role_ids = tuple(target.value["roles"]) if target.kind == "group" else (target.value["role"],)
    else:
        role_ids = ()
    applied = _to_roles(reader, index, role_ids, scale) if role_ids else []
    if applied:
        names = (
            ROLES[role_ids[0]].title.lower() if len(role_ids) == 1 else reader.folded(role) if role is not None else ""
        )
        reader.claim(index, index, f"{names}: {', '.join(applied)}")
        return index + 1
    if item.value.get("bound") or reader.is_kind(index + 1, "label"):
        return reader.pass_over(index)
    return _to_piece(reader, index, scale)


def read_swing(reader: Reader, index: int) -> int:
    """``swung``, ``straight``, ``56 % swing``, ``swing 56``."""
    place = index + 1
    while reader.is_kind(place, "filler") and place < index + 3:
        place += 1
    item = reader.items[index]
    if (
        reader.is_kind(place, "number")
        and item.name != "straight"
        and not reader.is_kind(place + 1, "unit", name="bpm")
    ):
        last = place + 1 if reader.is_kind(place + 1, "unit", name="percent") else place
        value = reader.items[place].value.value
        if last > place or value <= 1.0 or value >= 50.0:
            return set_swing(reader, index, last, value)
    value = 50.0 if item.name == "straight" else float(item.name)
    if index in reader.scopes.denied_items:
        value = 57.0 if item.name == "straight" else 50.0
    elif reader.scopes.degree.get(index) in ("more", "less"):
        reader.draft.steps["swing"] = 0.03 if reader.scopes.degree[index] == "more" else -0.03
        value = 61.0 if reader.scopes.degree[index] == "more" else 52.0
    return set_swing(reader, index, index, value)


def read_kick(reader: Reader, index: int) -> int:
    """A named pattern of the kick."""
    if index in reader.scopes.denied_items:
        return reader.pass_over(index)
    reader.draft.say("kick", reader.items[index].name, reader.written(index))
    reader.claim(index, index, f"kick pattern {reader.items[index].name}")
    return index + 1


def read_meter(reader: Reader, index: int) -> int:
    """Only 4/4 is made; anything else is said to be so."""
    if reader.items[index].kind == "meter":
        reader.claim(index, index, "4/4, as everything here")
    elif reader.folded(index).split("/")[-1] in ("2", "4", "8", "16"):
        text = reader.written(index)
        reader.draft.conflicts.append(f"“{text}” is not possible: pieces are in 4/4.")
        reader.claim(index, index, f"a meter of {text}, which is not possible")
    else:
        return reader.pass_over(index)
    return index + 1


def turn(reader: Reader, index: int, degree: str) -> None:
    """``more log drum``, ``less keys``: a role's level."""
    item = reader.items[index]
    roles = tuple(item.value["roles"]) if item.kind == "group" else (item.value["role"],)
    step = _STEP_DB if degree in ("more", "strong") else -_STEP_DB
    for role in roles:
        _set_level(reader, role, step)


def _scale(reader: Reader, index: int) -> float:
    scale = _DEGREES.get(reader.scopes.degree.get(index, ""), 1.0)
    return _DENIED * abs(scale) if index in reader.scopes.denied_items else scale


def _scaled(axis: str, value: float, scale: float) -> float:
    centre = _CENTRES.get(axis, 0.5)
    lowest, highest = _LIMITS.get(axis, (0.0, 1.0))
    return round(min(highest, max(lowest, centre + (value - centre) * scale)), 3)


def _to_roles(reader: Reader, index: int, roles: tuple[str, ...], scale: float) -> list[str]:
    """What an adjective does to roles; empty if it says nothing a role can follow."""
    item = reader.items[index]
    applied: dict[str, None] = {}
    for role in roles:
        for axis in ("level", "density", "drive", "low", "slides", "entry"):
            if axis not in item.value:
                continue
            value = float(item.value[axis]) if axis == "entry" else _scaled(axis, item.value[axis], scale)
            if role == "log_drum" and axis == "level" and item.name == "soft":
                value = _scaled(axis, _SOFT_LOG_DRUM_DB, scale)
            if axis == "slides" and index in reader.scopes.denied_items:
                value = 0.0
            if _set(reader, role, axis, value, index):
                applied[f"{axis} {value:+g} dB" if axis == "level" else f"{axis} {value:g}"] = None
    return list(applied)


def _set(reader: Reader, role: str, axis: str, value: float, index: int) -> bool:
    draft, item = reader.draft, reader.items[index]
    is_more = reader.scopes.degree.get(index) in ("more", "less")
    if role == "log_drum":
        draft.log_drum[_LOG_DRUM[axis]] = value
        topic = f"log_drum.{_LOG_DRUM[axis]}"
    elif axis == "level":
        draft.levels_db[role] = value
        topic = f"levels_db.{role}"
    elif axis == "density":
        draft.densities[role] = value
        topic = f"densities.{role}"
    else:
        return False
    if item.form == "more" or is_more:
        sign = 1.0 if value > _CENTRES.get(axis, 0.5) else -1.0
        draft.steps[topic] = value if axis == "level" else sign * _STEPS.get(axis, 0.0)
    return True


def _set_level(reader: Reader, role: str, step: float) -> None:
    if role == "log_drum":
        reader.draft.log_drum["level_db"] = step
        reader.draft.steps["log_drum.level_db"] = step
    else:
        reader.draft.levels_db[role] = step
        reader.draft.steps[f"levels_db.{role}"] = step


def _to_piece(reader: Reader, index: int, scale: float) -> int:
    item = reader.items[index]
    data = item.value
    meanings: list[str] = []
    if data.get("mood", True) and scale > 0:
        if item.name not in reader.draft.moods:
            reader.draft.moods.append(item.name)
        meanings.append(f"mood {item.name}")
    if "style" in data and scale > 0:
        reader.draft.weak_styles.append((index, data["style"], reader.written(index)))
    if "energy" in data:
        value = _scaled("energy", data["energy"], scale)
        reader.draft.values.setdefault("energies", []).append(value)
        if item.form == "more" or reader.scopes.degree.get(index) in ("more", "less"):
            reader.draft.steps["energy"] = _STEPS["energy"] if value > 0.5 else -_STEPS["energy"]
        meanings.append(f"energy {value:g}")
    meanings += _once(reader, index, data, scale)
    if not meanings:
        return reader.pass_over(index)
    reader.claim(index, index, ", ".join(meanings))
    return index + 1


def _once(reader: Reader, index: int, data: Any, scale: float) -> list[str]:
    """What has one value in a piece: tempo, richness, loudness."""
    draft, text, item = reader.draft, reader.written(index), reader.items[index]
    meanings = []
    if "tempo" in data:
        shift = _scaled("tempo", data["tempo"], scale)
        draft.say("tempo_shift", shift, text)
        if item.form == "more" or reader.scopes.degree.get(index) in ("more", "less"):
            draft.steps["tempo_bpm"] = shift * _STEPS["tempo"]
        meanings.append("faster than usual" if shift > 0 else "slower than usual" if shift < 0 else "a middling tempo")
    if "richness" in data and scale > 0:
        draft.values["richness"] = max(draft.values.get("richness", 0.0), data["richness"])
        meanings.append(f"richness of chords {data['richness']:g}")
    if "lufs" in data and scale > 0:
        draft.say("target_lufs", float(data["lufs"]), text)
        meanings.append(f"loudness {data['lufs']:g} LUFS")
    if "mode" in data and scale > 0:
        draft.values.setdefault("mood_mode", data["mode"])
    return meanings
