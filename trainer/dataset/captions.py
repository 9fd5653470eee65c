"""Sentences that say what is heard in a segment, for models that are conditioned on text.

Drawn from templates by a seed, so that the same segment always gets the same sentence, and another seed other words.
They say only what is known: a part whose fact is unknown is left out, never guessed, and nobody is named, so that no
model learns to imitate a person by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.generation.draws import generator

_OPENINGS = ("{style}", "{style} track", "a {style} piece", "{style} instrumental or song", "{style} groove")
_NO_STYLE = ("house track", "electronic track", "dance track")
_TEMPI = ("at {bpm:.0f} BPM", "{bpm:.0f} BPM", "with a tempo of {bpm:.0f} BPM")
_KEYS = ("in {key}", "in the key of {key}")
_INSTRUMENTS = ("with {list}", "featuring {list}", "{list} playing")
_ABSENT = ("without vocals", "no vocals")
_CHORDS = ("over {chords}", "chord progression {chords}", "the harmony goes {chords}")
_SECTIONS = ("from the {section}", "{section} section", "the {section}")
_SWING = ("swung sixteenths", "a swinging feel")
_STRAIGHT = ("straight sixteenths",)
_SWUNG, _EVEN = 0.54, 0.51
_SHARE = {"key": 0.8, "chords": 0.4, "section": 0.5, "feel": 0.4, "absent": 0.5}
"""How often a part that is known is said: a model is to follow short prompts as well as long ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is known of a segment; None or empty where it is not.

    Args:
        style: In words.
        tempo_bpm: Of the segment.
        key: Such as ``F minor``.
        instruments: What is clearly heard in it, in words.
        has_vocals: Whether anybody sings; None where that was not looked at.
        chords: Roman numerals, each change once.
        section: Its function, where one fills most of it.
        swing: 0.5 straight to 0.75.
    """

    style: str = ""
    tempo_bpm: float | None = None
    key: str | None = None
    instruments: tuple[str, ...] = ()
    has_vocals: bool | None = None
    chords: tuple[str, ...] = ()
    section: str = ""
    swing: float | None = None


def caption(heard: Heard, *, seed: int, name: str) -> str:
    """One sentence; ``name`` is the segment's, and with ``seed`` decides which words are chosen."""
    rng = generator("caption", seed, name)
    head = _pick(rng, _OPENINGS).format(style=heard.style) if heard.style else _pick(rng, _NO_STYLE)
    if heard.has_vocals is not False:
        head = head.replace("instrumental or song", "song")
    else:
        head = head.replace("instrumental or song", "instrumental")
    parts = [*_measures(heard, rng), *_sound(heard, rng), *_form(heard, rng)]
    order = rng.permutation(len(parts))
    return ", ".join([head, *(parts[i] for i in order)])


def _measures(heard: Heard, rng: np.random.Generator) -> list[str]:
    parts = []
    if heard.tempo_bpm is not None:
        parts.append(_pick(rng, _TEMPI).format(bpm=heard.tempo_bpm))
    if heard.key and _says(rng, "key"):
        parts.append(_pick(rng, _KEYS).format(key=heard.key))
    return parts


def _sound(heard: Heard, rng: np.random.Generator) -> list[str]:
    parts = []
    if heard.instruments:
        words = [heard.instruments[i] for i in rng.permutation(len(heard.instruments))]
        parts.append(_pick(rng, _INSTRUMENTS).format(list=listed(words)))
    if heard.has_vocals is False and _says(rng, "absent"):
        parts.append(_pick(rng, _ABSENT))
    return parts


def _form(heard: Heard, rng: np.random.Generator) -> list[str]:
    parts = []
    if heard.chords and len(heard.chords) <= 8 and _says(rng, "chords"):
        parts.append(_pick(rng, _CHORDS).format(chords="-".join(heard.chords)))
    if heard.section and _says(rng, "section"):
        parts.append(_pick(rng, _SECTIONS).format(section=heard.section))
    if heard.swing is not None and _says(rng, "feel"):
        if heard.swing >= _SWUNG:
            parts.append(_pick(rng, _SWING))
        elif heard.swing <= _EVEN:
            parts.append(_pick(rng, _STRAIGHT))
    return parts


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def keywords(heard: Heard) -> list[str]:
    """The same facts as single words."""
    facts: Mapping[str, str | None] = {"style": heard.style, "section": heard.section}
    return [word for word in (*facts.values(), *heard.instruments) if word]


def _pick(rng: np.random.Generator, words: Sequence[str]) -> str:
    return words[int(rng.integers(len(words)))]


def _says(rng: np.random.Generator, part: str) -> bool:
    return bool(rng.random() < _SHARE[part])
