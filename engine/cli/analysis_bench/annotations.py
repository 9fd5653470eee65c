"""What is known or said about a song, in one form: annotators' truth and analysers' answers alike.

Scores compare two of these. What nobody says is None or missing, and is not scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DRUM_CLASSES = ("KD", "SD", "HH", "TT", "CY", "OT")
"""Of MDB Drums (Southall, Wu, Lerch & Hockman, ISMIR 2017): kick, snare, hats, toms, cymbals, and others."""

_GENERAL_MIDI = {
    "KD": (35, 36),
    "SD": (38, 39, 40),  # a clap plays the snare's part
    "HH": (42, 44, 46),
    "TT": (41, 43, 45, 47, 48, 50),
    "CY": (49, 51, 52, 53, 55, 57, 59),
}
_CLASS_OF_KEY = {key: name for name, keys in _GENERAL_MIDI.items() for key in keys}
_KIND_OF_KEY = {
    35: "kick",
    36: "kick",
    37: "rim",
    38: "snare",
    39: "clap",
    40: "snare",
    42: "closed_hat",
    44: "closed_hat",
    46: "open_hat",
    54: "shaker",
    69: "shaker",
    70: "shaker",
    82: "shaker",
    **dict.fromkeys((41, 43, 45, 47, 48, 50), "tom"),
    **dict.fromkeys((60, 61, 62, 63, 64), "conga"),
    **dict.fromkeys((49, 51, 52, 53, 55, 57, 59), "cymbal"),
}


def drum_class(key: int) -> str:
    """MDB's class of a General MIDI percussion key; sidesticks, tambourines and hand drums are ``OT``, as there."""
    return _CLASS_OF_KEY.get(key, "OT")


def drum_kind(key: int) -> str:
    """A finer class for our own songs, whose truth has keys; ``other`` for what the drum transcriber does not know."""
    return _KIND_OF_KEY.get(key, "other")


@dataclass(frozen=True, slots=True, eq=False)
class Notes:
    """Notes in order of onset: seconds, and MIDI numbers that may have a fraction."""

    onsets: Array
    offsets: Array
    pitches: Array

    @classmethod
    def of(cls, rows: Iterable[tuple[float, float, float]]) -> Notes:
        """From ``(onset, offset, pitch)``."""
        table = np.array(sorted(rows), np.float64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2])

    def __len__(self) -> int:
        return len(self.onsets)


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Drum strokes in order of time, each with a class."""

    times: Array
    names: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[float, str]]) -> Hits:
        """From ``(time, class)``."""
        ordered = sorted(rows)
        return cls(np.array([time for time, _ in ordered], np.float64), tuple(name for _, name in ordered))

    def of_class(self, name: str) -> Array:
        """Times of one class."""
        chosen: Array = self.times[np.array([own == name for own in self.names], bool)]
        return chosen


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Stretches of the song with a label each, in order of time: ``[n, 2]`` seconds."""

    intervals: Array
    labels: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[float, float, str]]) -> Spans:
        """From ``(start, end, label)``; empty stretches are left out."""
        kept = [row for row in sorted(rows, key=lambda own: own[:2]) if row[1] > row[0]]
        edges = np.array([row[:2] for row in kept], np.float64).reshape(-1, 2)
        return cls(edges, tuple(row[2] for row in kept))


@dataclass(frozen=True, slots=True, eq=False)
class PitchLine:
    """The frequency of one voice over time: seconds, and Hz, 0 or negative where it is silent (mir_eval's signs)."""

    times: Array
    hz: Array


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Annotations:
    """What somebody says about a song.

    Args:
        beats, downbeats: Seconds.
        tempo_bpm: Of the whole song.
        is_steady: Whether the tempo is constant; None where nobody says.
        key: ``F minor``; mir_eval's words.
        chords: Harte labels.
        sections: The form.
        notes: By part (a stem's name, or a role's), one table an annotator.
        ringing: Pitches that sound already as the song begins, by part: finding them is no mistake.
        drums: Strokes by ``DRUM_CLASSES``.
        drum_kinds: Strokes by ``drum_kind``.
        voice: The sung frequency.
        log_drum: Onsets; empty where there is none.
    """

    beats: Array | None = None
    downbeats: Array | None = None
    tempo_bpm: float | None = None
    is_steady: bool | None = None
    key: str | None = None
    chords: Spans | None = None
    sections: Spans | None = None
    notes: Mapping[str, Sequence[Notes]] = field(default_factory=dict)
    ringing: Mapping[str, frozenset[int]] = field(default_factory=dict)
    drums: Hits | None = None
    drum_kinds: Hits | None = None
    voice: PitchLine | None = None
    log_drum: Array | None = None
    has_log_drum: bool | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is said, by name."""
        said = {
            "beats": self.beats is not None,
            "downbeats": self.downbeats is not None,
            "tempo": self.tempo_bpm is not None,
            "key": self.key is not None,
            "chords": self.chords is not None,
            "sections": self.sections is not None,
            "notes": bool(self.notes),
            "drums": self.drums is not None,
            "voice": self.voice is not None,
            "log_drum": self.has_log_drum is not None,
        }
        return tuple(name for name, is_said in said.items() if is_said)
