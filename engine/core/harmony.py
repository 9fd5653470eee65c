"""Keys and chords. Chord labels follow Harte et al., "Symbolic Representation of Musical Chords" (ISMIR 2005)."""

from __future__ import annotations

import re
from dataclasses import dataclass

FLAT_NAMES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
SHARP_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_FLAT_MINOR_TONICS = frozenset({0, 2, 3, 5, 7, 10})
_FLAT_MAJOR_TONICS = frozenset({0, 1, 3, 5, 8, 10})

QUALITIES: dict[str, tuple[int, ...]] = {
    "maj": (0, 4, 7),
    "min": (0, 3, 7),
    "dim": (0, 3, 6),
    "aug": (0, 4, 8),
    "5": (0, 7),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "maj6": (0, 4, 7, 9),
    "min6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "min7": (0, 3, 7, 10),
    "minmaj7": (0, 3, 7, 11),
    "dim7": (0, 3, 6, 9),
    "hdim7": (0, 3, 6, 10),
    "7sus4": (0, 5, 7, 10),
    "9": (0, 2, 4, 7, 10),
    "maj9": (0, 2, 4, 7, 11),
    "min9": (0, 2, 3, 7, 10),
    "add9": (0, 2, 4, 7),
    "minadd9": (0, 2, 3, 7),
    "11": (0, 2, 4, 5, 7, 10),
    "min11": (0, 2, 3, 5, 7, 10),
    "13": (0, 2, 4, 7, 9, 10),
    "maj13": (0, 2, 4, 7, 9, 11),
    "min13": (0, 2, 3, 7, 9, 10),
    "69": (0, 2, 4, 7, 9),
    "min69": (0, 2, 3, 7, 9),
    "maj7#11": (0, 4, 6, 7, 11),
    "9sus4": (0, 2, 5, 7, 10),
    "13sus4": (0, 2, 5, 7, 9, 10),
    "7b9": (0, 1, 4, 7, 10),
    "7#9": (0, 3, 4, 7, 10),
    "7#11": (0, 4, 6, 7, 10),
    "9#11": (0, 2, 4, 6, 7, 10),
    "7alt": (0, 3, 4, 8, 10),
}
"""Pitch classes above the root of each quality, as Harte shorthands; where Harte has none (``add9``, ``13``…)
the common chart name. ``7alt`` leaves the choice of its altered tones to the player; here they are #9 and b13, the
usual left-hand voicing (Levine, "The Jazz Piano Book", 1989), both at home in the minor key it leads to."""

_HARTE_EXTENSIONS = {
    "add9": "maj(9)",
    "minadd9": "min(9)",
    "7sus4": "sus4(b7)",
    "5": "(1,5)",
    "69": "maj6(9)",
    "min69": "min6(9)",
    "maj7#11": "maj7(#11)",
    "9sus4": "sus4(b7,9)",
    "13sus4": "sus4(b7,9,13)",
    "7b9": "7(b9)",
    "7#9": "7(#9)",
    "7#11": "7(#11)",
    "9#11": "9(#11)",
    "7alt": "7(*5,#9,b13)",
}
_FROM_HARTE = {harte: name for name, harte in _HARTE_EXTENSIONS.items()}
_BASS_DEGREES = ("1", "b2", "2", "b3", "3", "4", "b5", "5", "b6", "6", "b7", "7")
_LABEL = re.compile(r"^(?P<root>[A-G][#b]*)(?::(?P<quality>[^/]+))?(?:/(?P<bass>[#b]*\d+))?$")


def pitch_class(name: str) -> int:
    """Pitch class 0–11 of a note name such as ``F#`` or ``Bb``.

    Raises:
        ValueError: If the name is no note.
    """
    if not name or name[0] not in _NATURALS or set(name[1:]) - {"#", "b"}:
        raise ValueError(f"not a note name: {name!r}")
    return (_NATURALS[name[0]] + name[1:].count("#") - name[1:].count("b")) % 12


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic (pitch class 0–11) and a mode, ``major`` or ``minor``."""

    tonic: int
    mode: str

    def __post_init__(self) -> None:
        if not 0 <= self.tonic <= 11 or self.mode not in ("major", "minor"):
            raise ValueError(f"not a key: {self.tonic} {self.mode}")

    @classmethod
    def parse(cls, text: str) -> Key:
        """Key from words such as ``F minor``, ``Bb major``, ``F#m`` or ``C``.

        Raises:
            ValueError: If the words name no key.
        """
        match = re.fullmatch(r"\s*([A-Ga-g])([#b♯♭]*)\s*(major|minor|maj|min|m)?\s*", text)
        if match is None:
            raise ValueError(f"not a key: {text!r} (write e.g. 'F minor' or 'Bb major')")
        name = match[1].upper() + match[2].replace("♯", "#").replace("♭", "b")
        return cls(pitch_class(name), "minor" if match[3] in ("minor", "min", "m") else "major")

    @property
    def prefers_flats(self) -> bool:
        """Whether the key's signature is written with flats (C major and A minor count as flat)."""
        return self.tonic in (_FLAT_MINOR_TONICS if self.mode == "minor" else _FLAT_MAJOR_TONICS)

    @property
    def tonic_name(self) -> str:
        return (FLAT_NAMES if self.prefers_flats else SHARP_NAMES)[self.tonic]

    @property
    def scale(self) -> tuple[int, ...]:
        """Pitch classes of the major or natural minor scale."""
        steps = (0, 2, 3, 5, 7, 8, 10) if self.mode == "minor" else (0, 2, 4, 5, 7, 9, 11)
        return tuple((self.tonic + step) % 12 for step in steps)

    def __str__(self) -> str:
        return f"{self.tonic_name} {self.mode}"


@dataclass(frozen=True, slots=True)
class ChordLabel:
    """A chord: root pitch class, a quality of ``QUALITIES``, and the bass in semitones above the root.

    ``root is None`` stands for ``N`` (no chord) with quality ``"N"`` and for ``X`` (unknown) with ``"X"``.
    """

    root: int | None
    quality: str
    bass: int = 0
    flats: bool = True

    def __post_init__(self) -> None:
        allowed = ("N", "X") if self.root is None else QUALITIES
        if self.quality not in allowed or not 0 <= self.bass <= 11:
            raise ValueError(f"not a chord: root {self.root}, quality {self.quality!r}, bass {self.bass}")

    @classmethod
    def parse(cls, text: str) -> ChordLabel:
        """Chord from Harte syntax: ``F:min9/5``, ``C`` (major), ``N``, ``X``.

        Raises:
            ValueError: If the text is no chord of ``QUALITIES``.
        """
        if text in ("N", "X"):
            return cls(None, text)
        match = _LABEL.match(text)
        if match is None:
            raise ValueError(f"not a chord label: {text!r}")
        quality = _FROM_HARTE.get(match["quality"] or "maj", match["quality"] or "maj")
        bass = 0
        if match["bass"]:
            accidentals, degree = re.fullmatch(r"([#b]*)(\d+)", match["bass"]).groups()  # type: ignore[union-attr]
            bass = (
                (0, 2, 4, 5, 7, 9, 11)[(int(degree) - 1) % 7] + accidentals.count("#") - accidentals.count("b")
            ) % 12
        return cls(pitch_class(match["root"]), quality, bass, flats="#" not in match["root"])

    @property
    def root_name(self) -> str:
        if self.root is None:
            return self.quality
        return (FLAT_NAMES if self.flats else SHARP_NAMES)[self.root]

    @property
    def pitch_classes(self) -> frozenset[int]:
        """Pitch classes that sound, bass included; empty for ``N`` and ``X``."""
        if self.root is None:
            return frozenset()
        return frozenset((self.root + step) % 12 for step in (*QUALITIES[self.quality], self.bass))

    def __str__(self) -> str:
        if self.root is None:
            return self.quality
        quality = _HARTE_EXTENSIONS.get(self.quality, self.quality)
        return f"{self.root_name}:{quality}" + (f"/{_BASS_DEGREES[self.bass]}" if self.bass else "")


@dataclass(frozen=True, slots=True)
class ChordSegment:
    """A chord from ``start`` to ``end`` (seconds) with a confidence of 0–1."""

    start: float
    end: float
    label: ChordLabel
    confidence: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.start < self.end or not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"not a chord segment: {self.start}–{self.end}, confidence {self.confidence}")
