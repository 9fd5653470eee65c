"""What a DAWproject 1.0 file must keep to, in our own words: which element stands where, what it must say, and in which
words. ``broken(root)`` names every rule that a document breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

UNITS = {"linear", "normalized", "percent", "decibel", "hertz", "semitones", "seconds", "beats", "bpm"}
TIME_UNITS = {"beats", "seconds"}
ROLES = {"regular", "master", "effect", "submix", "vca"}
CONTENTS = {"audio", "automation", "notes", "video", "markers", "tracks"}
EXPRESSIONS = {"gain", "pan", "transpose", "timbre", "formant", "pressure", "channelController", "channelPressure"}
INTERPOLATIONS = {"hold", "linear"}
BOOLEANS = {"true", "false"}
NAMED = {"name", "color", "comment"}
REFERENCED = {*NAMED, "id"}
TIMELINE = {*REFERENCED, "timeUnit", "track"}
NUMBERS = {
    *("time", "duration", "playStart", "playStop", "loopStart", "loopEnd", "fadeInTime", "fadeOutTime"),
    *("contentTime", "value", "min", "max", "vel", "rel"),
}
WHOLE = {"channel", "key", "channels", "sampleRate", "audioChannels", "numerator", "denominator", "parameterID"}
CONTENT = ("Lanes", "Notes", "Clips", "Audio", "Warps", "Points")


@dataclass(frozen=True)
class Rule:
    """``children`` in their order: ``?`` at most one, ``*`` any number, ``+`` at least one, else exactly one; a group
    in brackets is any of them in any order.
    """

    children: str = ""
    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    words: dict[str, set[str]] = field(default_factory=dict)


def rule(children: str = "", *, needs: str = "", may: Iterable[str] = (), **words: set[str]) -> Rule:
    return Rule(children, frozenset(needs.split()), frozenset(may), words)


RULES: dict[str, Rule] = {
    "Project": rule("Application Transport? Structure? Arrangement? Scenes?", needs="version"),
    "Application": rule(needs="name version"),
    "Transport": rule("Tempo? TimeSignature?"),
    "Tempo": rule(needs="unit", may={*REFERENCED, "value", "min", "max", "parameterID"}, unit=UNITS),
    "Volume": rule(needs="unit", may={*REFERENCED, "value", "min", "max", "parameterID"}, unit=UNITS),
    "Pan": rule(needs="unit", may={*REFERENCED, "value", "min", "max", "parameterID"}, unit=UNITS),
    "Mute": rule(may={*REFERENCED, "value", "parameterID"}, value=BOOLEANS),
    "TimeSignature": rule(needs="numerator denominator", may={*REFERENCED, "parameterID"}),
    "Structure": rule("(Track|Channel)*"),
    "Track": rule("Channel? Track*", may={*REFERENCED, "contentType", "loaded"}, contentType=CONTENTS, loaded=BOOLEANS),
    "Channel": rule(
        "Devices? Mute? Pan? Sends? Volume?",
        may={*REFERENCED, "audioChannels", "destination", "role", "solo"},
        role=ROLES,
        solo=BOOLEANS,
    ),
    "Arrangement": rule("Lanes? Markers? TempoAutomation? TimeSignatureAutomation?", may=REFERENCED),
    "Lanes": rule(f"({'|'.join(CONTENT)})*", may=TIMELINE, timeUnit=TIME_UNITS),
    "Clips": rule("Clip*", may=TIMELINE, timeUnit=TIME_UNITS),
    "Clip": rule(
        f"({'|'.join(CONTENT)})?",
        needs="time",
        may={
            *(*NAMED, "duration", "contentTimeUnit", "playStart", "playStop", "loopStart", "loopEnd", "fadeTimeUnit"),
            *("fadeInTime", "fadeOutTime", "enable", "reference"),
        },
        contentTimeUnit=TIME_UNITS,
        fadeTimeUnit=TIME_UNITS,
    ),
    "Notes": rule("Note*", may=TIMELINE, timeUnit=TIME_UNITS),
    "Note": rule(f"({'|'.join(CONTENT)})?", needs="time duration channel key", may={"vel", "rel"}),
    "Audio": rule("File", needs="channels sampleRate duration", may={*TIMELINE, "algorithm"}, timeUnit=TIME_UNITS),
    "File": rule(needs="path", may={"external"}, external=BOOLEANS),
    "Markers": rule("Marker+", may=TIMELINE, timeUnit=TIME_UNITS),
    "Marker": rule(needs="time", may=NAMED),
    "TempoAutomation": rule("Target RealPoint*", may={*TIMELINE, "unit"}, unit=UNITS, timeUnit=TIME_UNITS),
    "TimeSignatureAutomation": rule("Target TimeSignaturePoint*", may={*TIMELINE, "unit"}, timeUnit=TIME_UNITS),
    "Points": rule("Target RealPoint*", may={*TIMELINE, "unit"}, unit=UNITS, timeUnit=TIME_UNITS),
    "Target": rule(may={"parameter", "expression", "channel", "key", "controller"}, expression=EXPRESSIONS),
    "RealPoint": rule(needs="time value", may={"interpolation"}, interpolation=INTERPOLATIONS),
    "TimeSignaturePoint": rule(needs="time numerator denominator"),
}
REFERENCES = {"destination", "track", "parameter", "reference"}


def broken(root: Element) -> list[str]:
    """Every rule that the document breaks, in words; nothing for a good one."""
    found = [] if root.tag == "Project" else [f"the root is {root.tag}"]
    ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
    found += [f"the id {name} stands twice" for name in {name for name in ids if ids.count(name) > 1}]
    for element in root.iter():
        if element.tag not in RULES:
            found.append(f"there is no element {element.tag}")
            continue
        found += _attributes(element, RULES[element.tag], {str(name) for name in ids})
        spelled = "".join(f"{child.tag} " for child in element)
        if not re.fullmatch(_pattern(RULES[element.tag].children), spelled):
            found.append(f"{element.tag} holds {spelled or 'nothing'}")
    return found


def _pattern(children: str) -> str:
    parts = []
    for part in children.split():
        name, count = (part[:-1], part[-1]) if part[-1] in "?*+" else (part, "")
        parts.append(f"(?:(?:{name.strip('()')}) ){count}")
    return "".join(parts)


def _attributes(element: Element, known: Rule, ids: set[str]) -> list[str]:
    found = [f"{element.tag} lacks {name}" for name in known.needs - set(element.attrib)]
    for name, value in element.attrib.items():
        words = known.words.get(name)
        if name not in known.needs | known.may:
            found.append(f"{element.tag} has {name}")
        elif words is not None:
            found += [f"{element.tag} {name}={word}" for word in value.split() or [""] if word not in words]
        elif name in REFERENCES and value not in ids:
            found.append(f"{element.tag} {name} points to {value}, which is not there")
        elif name == "id" and not re.fullmatch(r"[A-Za-z_][\w.-]*", value):
            found.append(f"{value} is no id")
        elif name in NUMBERS and not re.fullmatch(r"-?\d+(\.\d+)?", value):
            found.append(f"{element.tag} {name}={value} is no number")
        elif name in WHOLE and not re.fullmatch(r"\d+", value):
            found.append(f"{element.tag} {name}={value} is no whole number")
        elif name == "color" and not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            found.append(f"{element.tag} {name}={value} is no colour")
    return found
