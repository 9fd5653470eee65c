"""Roman numerals and functions of chords in a key, and back.

**Notation.** Degrees are those of the key's own scale (natural minor in minor): in F minor Db is ``VI`` and Gb ``bII``.
Upper case has a major third, lower case a minor one; a chord without a third takes the case of the scale's triad there.
Qualities follow as charts write them: ``i9``, ``IVmaj7``, ``iiø7``, ``viio``, ``V7sus4``, ``Iadd9``, ``V7alt``; ``6``
is an added sixth, ``69`` one with the ninth, written without the chart's slash, which here begins a bass. The bass
stands behind a slash as the chord's own member: ``I/3``, ``V7/7``. A chord that is not of the scale and is the dominant
of one that is, is written so: ``V7/V``. In minor the Dorian ``IV7`` and the Picardy ``I`` keep their degree, and a
diminished ``viio`` stands on the leading tone, as everywhere in the literature.
"""

from __future__ import annotations

import re
from functools import cache

from engine.core.harmony import QUALITIES, ChordLabel, Key

_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")
_SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
_TRIAD_CASES = {
    "major": (True, False, False, True, True, False, False),
    "minor": (False, False, True, False, False, True, True),
}

# suffix of each quality, and whether its numeral is upper case (None: as the scale's triad)
_SUFFIXES: dict[str, tuple[str, bool | None]] = {
    "maj": ("", True),
    "min": ("", False),
    "dim": ("o", False),
    "aug": ("+", True),
    "5": ("5", None),
    "sus2": ("sus2", None),
    "sus4": ("sus4", None),
    "maj6": ("6", True),
    "min6": ("6", False),
    "7": ("7", True),
    "maj7": ("maj7", True),
    "min7": ("7", False),
    "minmaj7": ("maj7", False),
    "dim7": ("o7", False),
    "hdim7": ("ø7", False),
    "7sus4": ("7sus4", None),
    "9": ("9", True),
    "maj9": ("maj9", True),
    "min9": ("9", False),
    "add9": ("add9", True),
    "minadd9": ("add9", False),
    "11": ("11", True),
    "min11": ("11", False),
    "13": ("13", True),
    "maj13": ("maj13", True),
    "min13": ("13", False),
    "69": ("69", True),
    "min69": ("69", False),
    "maj7#11": ("maj7#11", True),
    "9sus4": ("9sus4", None),
    "13sus4": ("13sus4", None),
    "7b9": ("7b9", True),
    "7#9": ("7#9", True),
    "7#11": ("7#11", True),
    "9#11": ("9#11", True),
    "7alt": ("7alt", True),
}
_SHORT_SUFFIXES = {"sus": "sus4", "7sus": "7sus4", "9sus": "9sus4", "13sus": "13sus4"}
_FROM_SUFFIX = {(suffix, case): quality for quality, (suffix, case) in _SUFFIXES.items()}
_DOMINANT_QUALITIES = frozenset({"7", "9", "11", "13", "7b9", "7#9", "7#11", "9#11", "7alt"})
_DIMINISHED = frozenset({"dim", "dim7", "hdim7"})
_APPLIED_QUALITIES = _DOMINANT_QUALITIES | {"maj"}

_PATTERN = re.compile(
    r"^(?P<accidental>[b#]?)(?P<numeral>[IViv]+)(?P<suffix>[^/]*)"
    r"(?:/(?P<target>[b#]?[IViv]+))?(?:/(?P<bass>[b#]*[1-9]))?$"
)

# degree (semitones above the tonic) to function. Major after Kostka & Payne, "Tonal Harmony"; minor, where VI and VII
# lead home in a loop, after Biamonte, "Triadic Modal and Pentatonic Patterns in Rock Music" (Music Theory Spectrum
# 2010).
_FUNCTIONS = {
    "major": {
        0: "tonic",
        2: "predominant",
        4: "tonic",
        5: "predominant",
        6: "predominant",
        7: "dominant",
        9: "tonic",
        11: "dominant",
        1: "predominant",
        8: "predominant",
        10: "dominant",
    },
    "minor": {
        0: "tonic",
        2: "predominant",
        3: "tonic",
        5: "predominant",
        6: "predominant",
        7: "dominant",
        8: "predominant",
        10: "dominant",
        11: "dominant",
        1: "predominant",
    },
}


def roman_numeral(label: ChordLabel, key: Key) -> str:
    """The chord's numeral in the key, in this module's notation.

    Raises:
        ValueError: For ``N`` and ``X``, which have none.
    """
    if label.root is None:
        raise ValueError(f"{label.quality} has no Roman numeral")
    bass = f"/{_bass_name(label.quality, label.bass)}" if label.bass else ""
    target = applied_target(label, key)
    if target is not None:
        return f"V{_SUFFIXES[label.quality][0]}/{_numeral(target, key, _target_case(target, key))}{bass}"
    degree = (label.root - key.tonic) % 12
    suffix, case = _SUFFIXES[label.quality]
    if key.mode == "minor" and degree == 7 and case is None:
        case = True  # a suspended dominant resolves to the major one
    if key.mode == "minor" and label.quality in _DIMINISHED and degree in (10, 11):
        return f"{'b' if degree == 10 else ''}vii{suffix}{bass}"
    return f"{_numeral(degree, key, case)}{suffix}{bass}"


def degree_numeral(degree: int, key: Key, *, upper: bool | None = None) -> str:
    """The bare numeral of a degree in semitones above the tonic: ``bVI``, ``iv``; ``upper`` None: the scale's triad."""
    return _numeral(degree % 12, key, upper)


def applied_numeral(step: str, label: ChordLabel, target: str) -> str:
    """A chord named from another degree: ``viio7/V``, ``ii7/IV``; its bass follows, as in ``roman_numeral``.

    Args:
        step: The chord's numeral in the major scale of the target, in the case that is to be written.
        label: The chord, for quality and bass.
        target: The numeral of the degree it is applied to.
    """
    bass = f"/{_bass_name(label.quality, label.bass)}" if label.bass else ""
    return f"{step}{_SUFFIXES[label.quality][0]}/{target}{bass}"


def target_numeral(target: int, key: Key) -> str:
    """How the goal of an applied chord is written: the scale's own triad, ``V`` for the dominant of both modes."""
    upper = target == 7 or _TRIAD_CASES[key.mode][_SCALES[key.mode].index(target)] if target in key_steps(key) else None
    return _numeral(target, key, upper if upper is not None else True)


def key_steps(key: Key) -> tuple[int, ...]:
    """Semitones of the key's own scale (natural minor in minor) above its tonic."""
    return _SCALES[key.mode]


def chord_function(label: ChordLabel, key: Key) -> str:
    """``tonic``, ``predominant``, ``dominant`` or ``other`` (degrees outside any of them, ``N`` and ``X``).

    Dominants of other degrees and the tritone substitute (``bII7``) are dominants; ``bVII`` in major is the back-door
    dominant; ``VI`` in minor leads on and counts as predominant.
    """
    if label.root is None:
        return "other"
    degree = (label.root - key.tonic) % 12
    if applied_target(label, key) is not None or (degree == 1 and label.quality in _DOMINANT_QUALITIES):
        return "dominant"
    return _FUNCTIONS[key.mode].get(degree, "other")


def applied_target(label: ChordLabel, key: Key) -> int | None:
    """Degree, in semitones above the tonic, of which the chord is a secondary dominant; None if it is none."""
    if label.root is None or label.quality not in _APPLIED_QUALITIES:
        return None
    degree = (label.root - key.tonic) % 12
    target = (degree + 5) % 12
    own = {(label.root + step) % 12 for step in QUALITIES[label.quality]}
    if own <= set(key.scale) or target == 0 or target not in _SCALES[key.mode]:
        return None
    if key.mode == "minor" and (degree == 5 or (degree == 0 and label.quality == "maj")):
        return None  # Dorian IV, Picardy third
    if key.mode == "major" and target == 11:
        return None  # a diminished triad is no goal
    if key.mode == "minor" and target == 2:
        return None
    return target


def parse_roman(text: str, key: Key) -> ChordLabel:
    """The chord a numeral stands for in a key; the inverse of ``roman_numeral``.

    Also reads ``°`` for ``o``, ``h7`` for ``ø7``, ``♭`` and ``♯``, and ``sus`` for ``sus4`` (``V13sus``).

    Raises:
        ValueError: If the text is no numeral of this notation.
    """
    plain = text.strip().replace("°", "o").replace("♭", "b").replace("♯", "#").replace("h7", "ø7")
    match = _PATTERN.match(plain)
    if match is None:
        raise ValueError(f"not a Roman numeral: {text!r}")
    numeral = match["numeral"]
    if numeral.upper() not in _NUMERALS or numeral not in (numeral.upper(), numeral.lower()):
        raise ValueError(f"not a Roman numeral: {text!r}")
    upper = numeral.isupper()
    suffix = _SHORT_SUFFIXES.get(match["suffix"], match["suffix"])
    quality = _FROM_SUFFIX.get((suffix, upper)) or _FROM_SUFFIX.get((suffix, None))
    if quality is None:
        raise ValueError(f"unknown chord quality {suffix!r} in {text!r}")
    degree = _degree(match["accidental"], numeral, key)
    if key.mode == "minor" and numeral == "vii" and quality in _DIMINISHED:
        degree += 1
    if match["target"]:
        target = match["target"].lstrip("b#")
        base = _degree(match["target"][: len(match["target"]) - len(target)], target, key)
        # the applied chord is measured in the major scale of its goal
        degree = base + _SCALES["major"][_NUMERALS.index(numeral.upper())] + _shift(match["accidental"])
    bass = _bass_degree(quality, match["bass"]) if match["bass"] else 0
    return ChordLabel((key.tonic + degree) % 12, quality, bass, flats=key.prefers_flats)


def _shift(accidental: str) -> int:
    return accidental.count("#") - accidental.count("b")


def _degree(accidental: str, numeral: str, key: Key) -> int:
    return (_SCALES[key.mode][_NUMERALS.index(numeral.upper())] + _shift(accidental)) % 12


def _numeral(degree: int, key: Key, case: bool | None) -> str:
    scale = _SCALES[key.mode]
    if degree in scale:
        index, accidental = scale.index(degree), ""
    elif degree == 6 or (
        key.mode == "minor" and degree in (4, 9, 11)
    ):  # raised: #IV, and III, VI, VII of the major scale
        index, accidental = scale.index(degree - 1), "#"
    else:
        index, accidental = scale.index(degree + 1), "b"
    upper = _TRIAD_CASES[key.mode][index] if case is None else case
    return accidental + (_NUMERALS[index] if upper else _NUMERALS[index].lower())


def _target_case(target: int, key: Key) -> bool:
    if target == 7:
        return True  # V of a minor key stands for its major dominant
    return _TRIAD_CASES[key.mode][_SCALES[key.mode].index(target)]


@cache
def _bass_names(quality: str) -> dict[str, int]:
    """Names of bass notes above a root: the chord's own third, fifth and seventh first, then altered degrees."""
    steps = QUALITIES[quality]
    own = {
        3: next((s for s in (4, 3) if s in steps), 4),  # a sharp ninth beside the major third is no third
        5: next((s for s in (7, 6, 8) if s in steps), 7),
        7: next((s for s in steps if s in (10, 11)), 9 if quality == "dim7" else 11),
    }
    degrees = {**own, 2: 2, 4: 5, 6: 9, 1: 0}
    names: dict[str, int] = {}
    for accidental, shift in (("", 0), ("b", -1), ("#", 1)):
        for degree, step in degrees.items():
            names.setdefault(f"{accidental}{degree}", (step + shift) % 12)
    return names


def _bass_name(quality: str, bass: int) -> str:
    return next(name for name, step in _bass_names(quality).items() if step == bass)


def _bass_degree(quality: str, name: str) -> int:
    names = _bass_names(quality)
    if name not in names:
        raise ValueError(f"unknown bass degree {name!r}")
    return names[name]
