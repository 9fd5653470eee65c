"""Chords read in context: what a numeral alone cannot tell, because it depends on where the chord leads.

``engine.core.roman`` names a chord by itself. Here its neighbours decide as textbooks do (Kostka & Payne, "Tonal
Harmony", chapters 16-23; for jazz Nettles & Graf, "The Chord Scale Theory and Jazz Harmony", 1997): a diminished
seventh that rises into the dominant is ``viio7/V``; a major triad off the scale is a secondary dominant only where it
resolves; ``I7`` and ``IV7`` of a blues are at home; a minor seventh before a secondary dominant is its ``ii7``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.roman import (
    applied_numeral,
    applied_target,
    chord_function,
    degree_numeral,
    key_steps,
    roman_numeral,
    target_numeral,
)
from engine.theory.mixture import borrowed_from

DOMINANT_SEVENTHS = frozenset({"7", "9", "11", "13", "7b9", "7#9", "7#11", "9#11", "7alt"})
_SUSPENDED = frozenset({"sus4", "7sus4", "9sus4", "13sus4"})
_MAJOR_COLOURS = frozenset({"maj", "maj7", "maj9", "add9", "maj6", "69", "maj7#11"})
_DIMINISHED = frozenset({"dim", "dim7", "hdim7"})
_TWOS = frozenset({"min", "min7", "min9", "min11", "min13", "hdim7"})
_TRIADS = frozenset({"maj", "min", "dim", "aug"})
_SEVENTH_CHORDS = frozenset({"7", "maj7", "min7", "minmaj7", "dim7", "hdim7"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One chord in its key and place.

    Args:
        roman: Its numeral in the notation of ``engine.core.roman``.
        figured: The same with the figures of figured bass: ``V65``, ``I64``, ``Ger+6``.
        function: ``tonic``, ``predominant``, ``dominant`` or ``other``.
        tags: What it is besides: ``secondary_dominant``, ``secondary_leading_tone``, ``related_two``, ``borrowed``,
            ``neapolitan``, ``augmented_sixth``, ``tritone_substitution``, ``backdoor``, ``cadential_six_four``,
            ``picardy``, ``passing_diminished``, ``common_tone_diminished``, ``chromatic_mediant``, ``blues_seventh``.
        target: Numeral of the degree an applied chord or a substitute leads to; None for others.
        source: The scale a borrowed chord comes from; None for others.
    """

    roman: str
    figured: str
    function: str
    tags: tuple[str, ...] = ()
    target: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A chord with what stands beside it: the next chord, and the next ones on another root (the last of a row looks to
    the first).
    """

    label: ChordLabel
    key: Key
    adjacent: ChordLabel | None
    following: ChordLabel | None
    after: ChordLabel | None
    is_last: bool
    is_blues: bool

    @property
    def degree(self) -> int:
        return _degree(self.label, self.key)

    @property
    def goal(self) -> int | None:
        """Degree of the next chord's root."""
        return None if self.following is None else _degree(self.following, self.key)


def _degree(label: ChordLabel, key: Key) -> int:
    assert label.root is not None
    return (label.root - key.tonic) % 12


def read_chords(labels: Sequence[ChordLabel], keys: Sequence[Key | None]) -> tuple[Reading | None, ...]:
    """A reading of each chord in the key that holds there; None for ``N``, ``X`` and where there is no key."""
    readings: list[Reading | None] = []
    sounding = [label for label in labels if label.root is not None]
    place_of = -1  # among the sounding ones
    blues = {
        key: is_blues([label for label, k in zip(labels, keys, strict=True) if k == key], key)
        for key in set(keys)
        if key is not None
    }
    for label, key in zip(labels, keys, strict=True):
        place_of += label.root is not None
        if label.root is None or key is None:
            readings.append(None)
            continue
        row = _others(label, sounding, range(place_of + 1, len(sounding)), 2) or _others(
            label, sounding, range(place_of), 1
        )
        adjacent = next((sounding[i] for i in range(place_of + 1, len(sounding)) if sounding[i] != label), None)
        place = _Place(
            label,
            key,
            adjacent or (row[0] if row else None),
            row[0] if row else None,
            row[1] if len(row) > 1 else None,
            is_last=place_of == len(sounding) - 1,
            is_blues=blues[key],
        )
        readings.append(_read(place))
    return tuple(readings)


def _others(label: ChordLabel, row: Sequence[ChordLabel], places: range, most: int) -> list[ChordLabel]:
    """The first chords among some places that have another root."""
    return list(islice((row[place] for place in places if row[place].root != label.root), most))


def is_blues(labels: Sequence[ChordLabel], key: Key) -> bool:
    """Whether I and IV mostly carry dominant sevenths: then neither wants to move."""
    tonics = [label.quality in DOMINANT_SEVENTHS for label in labels if label.root == key.tonic]
    fours = [label.quality in DOMINANT_SEVENTHS for label in labels if label.root == (key.tonic + 5) % 12]
    if key.mode == "minor" or not tonics or not fours:
        return False
    return sum(tonics) * 2 > len(tonics) and sum(fours) * 2 > len(fours)


def _read(place: _Place) -> Reading:
    for rule in (_six_four, _blues, _diminished, _substitute, _applied, _related_two, _neapolitan):
        reading = rule(place)
        if reading is not None:
            return reading
    return _plain(place)


def _make(place: _Place, roman: str, function: str, *tags: str, target: str | None = None) -> Reading:
    return Reading(roman, figured(roman, place.label), function, tags, target)


def figured(roman: str, label: ChordLabel) -> str:
    """The numeral with figured bass instead of the slash, for triads and seventh chords over one of their own notes."""
    if label.bass == 0 or "/" not in roman:
        return roman
    body = roman[: roman.rindex("/")]
    numeral, _, target = body.partition("/")
    steps = sorted(QUALITIES[label.quality])
    if label.bass not in steps:
        return roman
    member = steps.index(label.bass)
    if label.quality in _TRIADS:
        numeral += ("", "6", "64")[member]
    elif label.quality in _SEVENTH_CHORDS:
        numeral = numeral.removesuffix("7") + ("7", "65", "43", "42")[member]
    else:
        return roman
    return f"{numeral}/{target}" if target else numeral


def is_dominant(label: ChordLabel | None, key: Key) -> bool:
    """Whether a chord stands on the fifth degree with its major third, or suspends it."""
    if label is None or label.root is None or _degree(label, key) != 7:
        return False
    return 4 in QUALITIES[label.quality] or label.quality in _SUSPENDED or label.quality == "5"


def _is_six_four(label: ChordLabel | None, key: Key) -> bool:
    return label is not None and label.quality in ("maj", "min") and label.root == key.tonic and label.bass == 7


def _six_four(place: _Place) -> Reading | None:
    """The cadential six-four: a tonic over the fifth that is the dominant's suspension (Aldwell & Schachter)."""
    if not (_is_six_four(place.label, place.key) and is_dominant(place.following, place.key)):
        return None
    return _make(place, roman_numeral(place.label, place.key), "dominant", "cadential_six_four")


def _blues(place: _Place) -> Reading | None:
    """Sevenths of the blues on I and IV are colour, not dominants (Biamonte 2010)."""
    if place.label.quality not in DOMINANT_SEVENTHS or place.key.mode == "minor" or place.degree not in (0, 5):
        return None
    leads = place.goal is not None and place.goal in _resolutions((place.degree + 5) % 12, place.key)
    if not place.is_blues and (place.degree == 5 or leads):
        return None
    roman = f"{degree_numeral(place.degree, place.key, upper=True)}{_suffix_and_bass(place.label, place.key)}"
    return _make(place, roman, "tonic" if place.degree == 0 else "predominant", "blues_seventh")


def _suffix_and_bass(label: ChordLabel, key: Key) -> str:
    """Suffix and bass of a chord as the fifth degree writes them, where no reading as a secondary dominant applies."""
    return roman_numeral(replace(label, root=(key.tonic + 7) % 12), key).removeprefix("V")


def _resolutions(target: int, key: Key) -> frozenset[int]:
    """Where a dominant of ``target`` resolves: to it, to its tritone substitute, or deceptively to its sixth."""
    sixth = 8 if _is_minor_degree(target, key) else 9
    return frozenset({target, (target + 6) % 12, (target + sixth) % 12})


def _is_minor_degree(degree: int, key: Key) -> bool:
    minor_degrees = (2, 4, 9) if key.mode == "major" else (0, 5, 7)
    return degree in minor_degrees


def _diminished(place: _Place) -> Reading | None:
    label, key, degree = place.label, place.key, place.degree
    if label.quality not in _DIMINISHED or _is_home_diminished(label, degree, key):
        return None
    target = (degree + 1) % 12
    following = place.following
    rises = place.goal == target and following is not None and following.quality not in _DIMINISHED
    if rises and target != 0 and target in key_steps(key):
        numeral = target_numeral(target, key)
        roman = applied_numeral("vii", label, numeral)
        return _make(place, roman, "dominant", "secondary_leading_tone", target=numeral)
    adjacent = place.adjacent
    if adjacent is None or adjacent.root is None or label.root is None:
        return None
    roman, function = roman_numeral(label, key), chord_function(label, key)
    step = ((adjacent.root + adjacent.bass) - (label.root + label.bass)) % 12
    if step in (1, 11):
        return _make(place, roman, function, "passing_diminished")
    if label.quality == "dim7" and adjacent.root in label.pitch_classes:
        return _make(place, roman, function, "common_tone_diminished")
    return None


def _is_home_diminished(label: ChordLabel, degree: int, key: Key) -> bool:
    """Vii in both modes, ii in minor: diminished by themselves. (``viio7`` in major is borrowed, but at home.)"""
    return degree == 11 or (key.mode == "minor" and degree == 2 and label.quality != "dim7")


def _substitute(place: _Place) -> Reading | None:
    """Dominant sevenths that fall a semitone: tritone substitutes, and German and French sixths before the dominant."""
    label, key = place.label, place.key
    target = (place.degree - 1) % 12
    if label.quality not in DOMINANT_SEVENTHS or place.degree == 7 or place.following is None:
        return None
    if place.degree == 8 and (is_dominant(place.following, key) or _is_six_four(place.following, key)):
        name = "Fr+6" if "#11" in label.quality else "Ger+6"
        roman = roman_numeral(label, key)
        tags = ("augmented_sixth", "tritone_substitution")
        return Reading(roman, name, "predominant", tags, target_numeral(7, key))
    if place.goal != target or target not in key_steps(key) or label.pitch_classes <= set(key.scale):
        return None
    if applied_target(label, key) is not None and place.following.quality in DOMINANT_SEVENTHS:
        return None  # a chain of dominants whose next link is the substitute
    roman = f"{degree_numeral(place.degree, key, upper=True)}{_suffix_and_bass(label, key)}"
    return _make(place, roman, "dominant", "tritone_substitution", target=target_numeral(target, key))


def _applied(place: _Place) -> Reading | None:
    """Secondary dominants: sevenths wherever they lead, plain triads where they resolve."""
    label, key = place.label, place.key
    target = applied_target(label, key)
    if target is None:
        target = _far_target(place)
        if target is None:
            return None
        numeral = target_numeral(target, key)
        return _make(place, applied_numeral("V", label, numeral), "dominant", "secondary_dominant", target=numeral)
    if label.quality == "maj" and not _resolves(place, target):
        return None
    numeral = target_numeral(target, key)
    return _make(place, roman_numeral(label, key), "dominant", "secondary_dominant", target=numeral)


def _resolves(place: _Place, target: int) -> bool:
    if place.goal is None:
        return False
    to_cadence = target == 7 and _is_six_four(place.following, place.key)
    return to_cadence or place.goal in _resolutions(target, place.key) - {(target + 6) % 12}


def _far_target(place: _Place) -> int | None:
    """Goals outside the scale, or without a triad of their own, count where the next chord is that goal."""
    label, key, following = place.label, place.key, place.following
    target = (place.degree + 5) % 12
    if label.quality not in DOMINANT_SEVENTHS or following is None or place.goal != target or target == 0:
        return None
    if following.quality in _DIMINISHED or label.pitch_classes <= set(key.scale) or place.degree == 7:
        return None
    if key.mode == "minor" and place.degree == 5 and following.quality not in DOMINANT_SEVENTHS | _MAJOR_COLOURS:
        return None
    return target


def _related_two(place: _Place) -> Reading | None:
    """The ii of a secondary dominant that follows, where it is no chord of the key itself."""
    label, key, following = place.label, place.key, place.following
    if label.quality not in _TWOS or following is None or label.pitch_classes <= set(key.scale):
        return None
    if place.goal != (place.degree + 5) % 12 or following.quality not in DOMINANT_SEVENTHS | {"maj"}:
        return None
    target = (place.degree + 10) % 12
    applied = applied_target(following, key)
    if applied != target and not (place.after is not None and _degree(place.after, key) == target):
        return None
    if target == 0:
        return None
    numeral = target_numeral(target, key)
    return _make(place, applied_numeral("ii", label, numeral), "predominant", "related_two", target=numeral)


def _neapolitan(place: _Place) -> Reading | None:
    """The major chord on the lowered second degree, on its way to the dominant or in first inversion."""
    label, key = place.label, place.key
    if place.degree != 1 or label.quality not in _MAJOR_COLOURS:
        return None
    ahead = [chord for chord in (place.following, place.after) if chord is not None]
    leads = bool(ahead) and (is_dominant(ahead[0], key) or any(_is_six_four(chord, key) for chord in ahead[:1]))
    passes = len(ahead) == 2 and is_dominant(ahead[1], key) and ahead[0].quality in _DIMINISHED | DOMINANT_SEVENTHS
    if not (leads or passes or label.bass == 4):
        return None
    return _make(place, roman_numeral(label, key), "predominant", "neapolitan")


def _plain(place: _Place) -> Reading:
    label, key, degree = place.label, place.key, place.degree
    steps = QUALITIES[label.quality]
    if applied_target(label, key) is not None and label.quality == "maj":  # a major triad that does not resolve
        roman = f"{degree_numeral(degree, key, upper=True)}{_suffix_and_bass(label, key)}"
        tags = ("chromatic_mediant",) if degree in (4, 9) and key.mode == "major" else ()
        return _with_source(_make(place, roman, _BY_DEGREE.get(degree, "other"), *tags), place)
    reading = _make(place, roman_numeral(label, key), _function(label, degree, key))
    if key.mode == "minor" and degree == 0 and 4 in steps and 3 not in steps and label.quality in _MAJOR_COLOURS:
        return replace(reading, tags=("picardy",) if place.is_last else ("borrowed",), source="parallel major")
    if key.mode == "major" and degree == 10 and label.quality in DOMINANT_SEVENTHS:
        reading = replace(reading, tags=("backdoor",))
    return _with_source(reading, place)


_BY_DEGREE = {0: "tonic", 2: "predominant", 4: "tonic", 9: "tonic", 11: "dominant"}


def _function(label: ChordLabel, degree: int, key: Key) -> str:
    if key.mode == "major" and degree == 3 and 4 in QUALITIES[label.quality]:
        return "tonic"  # the mediant of the parallel minor
    if key.mode == "minor" and degree == 9 and label.quality in _DIMINISHED:
        return "predominant"  # the raised sixth of melodic minor carries ii's upper notes
    return chord_function(label, key)


def _with_source(reading: Reading, place: _Place) -> Reading:
    if "chromatic_mediant" in reading.tags or is_dominant(place.label, place.key):
        return reading  # the ninths and sharpenings of V are colour in both modes
    if place.key.mode == "minor" and place.degree == 0 and 3 in QUALITIES[place.label.quality]:
        return reading  # so are the sixth and the major seventh of i
    source = borrowed_from(place.label, place.key)
    if source is None:
        return reading
    return replace(reading, tags=(*reading.tags, "borrowed"), source=source)
