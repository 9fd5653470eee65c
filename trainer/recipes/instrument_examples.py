"""Stretches of rendered multitracks as the instrument ear is given them, with what plays in them.

A label is 1 where an instrument plays enough to be named, 0 where it does not play at all, and NaN in between, or where
a sampled sound is none of the classes and yet like one of them: such a label counts neither way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem, Stems
from engine.culture.instrument_features import UNITS, stretch_features
from engine.culture.instruments import CLASSES, LEAST_LEVEL_DB, LEAST_STROKES, LENSES

if TYPE_CHECKING:
    from engine.separation.base import Separator

Array = NDArray[np.float32]

SPANS = ((0.0, 8.2), (3.8, 12.0))
"""Seconds of an item that are a stretch each: four bars at 117 BPM."""
_HELD_OUT = 8
_LEAST_SHARE = 0.1  # of a stretch in which a held sound plays
_BEFORE_S, _AFTER_S = 0.045, 0.035  # a stroke within this of a moment is the moment's
_INTO_S = 0.15  # what is held this long after a moment sounds in its picture

ROLES: dict[str, str] = {
    "shaker": "shaker",
    "shaker_dark": "shaker",
    "tambourine": "tambourine",
    "conga": "hand_drum",
    "bongo": "hand_drum",
    "cowbell": "cowbell",
    "agogo": "cowbell",
    "rim": "rim",
    "clap": "clap",
    "tom": "tom",
    "whistle": "whistle",
    "choir": "choir",
    "vocal": "lead_voice",
    "adlib": "lead_voice",
    "chant": "chant",
}
"""Roles whose class does not depend on the sound that plays them."""
OWN_SOUNDS: dict[str, str] = {
    "organ": "organ",
    "house_organ": "organ",
    "piano": "piano",
    "rhodes": "electric_piano",
    "wurli": "electric_piano",
    "dx_piano": "electric_piano",
    "electric_guitar": "guitar",
    "nylon_guitar": "guitar",
    "sax": "horn",
    "trumpet": "horn",
    "flute": "horn",
    "marimba": "marimba",
    "mbira": "marimba",
    "kalimba": "marimba",
    "pad": "pad",
    "strings": "pad",
    "pluck": "",
}
"""Our instruments to classes; empty for one that is none of them."""
PROGRAMS: dict[str, tuple[int, ...]] = {
    "piano": (0, 1, 2, 3),
    "electric_piano": (4, 5),
    "marimba": (11, 12, 13, 108),
    "organ": (16, 17, 18, 19, 20),
    "guitar": tuple(range(24, 32)),
    "pad": (48, 49, 50, 51, *range(88, 96)),
    "horn": tuple(range(56, 80)),
}
"""General MIDI programs (counted from 0) of the classes."""
ALIKE: dict[int, tuple[str, ...]] = {
    **dict.fromkeys((6, 7), ("piano", "electric_piano", "guitar")),
    **dict.fromkeys((8, 9, 10, 14, 15), ("marimba", "electric_piano")),
    **dict.fromkeys((21, 22, 23), ("organ", "horn")),
    **dict.fromkeys((40, 41, 42, 43, 44), ("pad", "horn")),
    **dict.fromkeys((45, 46, 55), ("guitar", "pad", "marimba")),
    **dict.fromkeys(range(80, 88), ("horn", "pad")),
    **dict.fromkeys((104, 105, 106, 107), ("guitar",)),
    **dict.fromkeys((110, 111), ("horn", "pad")),
}
"""Programs that are none of the classes, and which they are like."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Examples of one stem.

    Args:
        units, whole: As ``StretchFeatures`` has them, in half precision.
        labels: ``[stretches, classes]``: 1, 0 or NaN.
        moments: What sounds at each unit, ``[stretches, UNITS, classes]``: 1, 0.
    """

    units: NDArray[np.float16]
    whole: Array
    labels: Array
    moments: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class ItemExamples:
    """Of one item: its split, and by kind of stems (``true``, ``separated``) and stem its stretches."""

    split: str
    stretches: dict[tuple[str, Stem], Stretches]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that plays: its class, and what it is like (classes that are not told by it)."""

    name: str
    alike: tuple[str, ...]
    onset: float
    offset: float


def item_folders(corpus: Path) -> list[Path]:
    """The items of a corpus, in order."""
    return sorted(file.parent for file in corpus.rglob("truth.json"))


def corpus_examples(
    corpus: Path, report: Callable[[float], None], *, separated_every: int = 3
) -> Iterator[ItemExamples]:
    """Examples of all items of a corpus.

    Args:
        corpus: Its folder; corpora may lie side by side in it.
        report: Told the share that is done.
        separated_every: Of so many items of the train split one is separated as well; of the others all are.
    """
    from engine.separation.registry import load_separator

    folders = item_folders(corpus)
    separator = load_separator("embedded")
    for number, folder in enumerate(folders):
        report(number / len(folders))
        is_train = folder.parent.name == "train"
        yield item_examples(folder, separator if not is_train or number % separated_every == 0 else None)
    report(1.0)


def item_examples(folder: Path, separator: Separator | None) -> ItemExamples:
    """Examples of one item, from its true stems and, with a separator, from what that makes of its mixture."""
    from engine.audio.files import read
    from engine.core.codec import decode_json
    from engine.culture.song import CultureSong
    from engine.separation.overlap import separate

    truth: dict[str, Any] = decode_json((folder / "truth.json").read_bytes(), dict)
    suffix = next(folder.glob("mixture.*")).suffix
    parts = parts_of(truth)
    kinds = {
        "true": Stems({stem: read(folder / "stems" / f"{stem.value}{suffix}") for stem in Stem}, model="true"),
    }
    if separator is not None:
        kinds["separated"] = separate(read(folder / f"mixture{suffix}"), separator, overlap=0.25)
    found = {}
    for kind, stems in kinds.items():
        song = CultureSong(_nothing(), stems)
        for stem in CLASSES:
            own = stem_stretches(samples_of(stems, stem), song.levels_db[stem], stem, parts)
            if own is not None:
                found[kind, stem] = own
    return ItemExamples(_split(folder, truth), found)


def _split(folder: Path, truth: dict[str, Any]) -> str:
    """The item's own; of a corpus that has no validation split every eighth item of train stands in for it."""
    has_validation = (folder.parent.parent / "validation").is_dir()
    is_held_out = truth["split"] == "train" and not has_validation and truth["index"] % _HELD_OUT == 1
    return "validation" if is_held_out else str(truth["split"])


def stem_stretches(
    samples: Array, level_db: float, stem: Stem, parts: list[Part], spans: Sequence[tuple[float, float]] = SPANS
) -> Stretches | None:
    """Examples of one stem; None where it is silent.

    Args:
        samples: In one channel at the rate of ``CultureSong.samples``.
        level_db: Of the stem against all of them.
        stem: Which.
        parts: What plays.
        spans: Seconds of the stretches, all as long.
    """
    if level_db <= LEAST_LEVEL_DB or not samples.any():
        return None
    features = stretch_features(samples, spans, level_db, LENSES[stem])
    kept = features.levels_db > LEAST_LEVEL_DB
    labels = np.asarray([[_label(parts, name, span) for name in CLASSES[stem]] for span in spans], np.float32)
    moments = np.stack([_sounds(parts, name, stem, features.moments) for name in CLASSES[stem]], axis=-1)
    return Stretches(features.units.astype(np.float16)[kept], features.whole[kept], labels[kept], moments[kept])


def parts_of(truth: dict[str, Any]) -> list[Part]:
    """Everything that plays in an item of which ``truth.json`` tells."""
    found = []
    for source in truth.get("sources") or [truth]:
        for notes in source["notes"].values():
            for note in notes:
                sound = source["one_shots"].get(note["role"], "")
                name, alike = class_of(note["role"], sound)
                if name or alike:
                    found.append(Part(name, alike, note["onset"], note["offset"]))
    return found


def class_of(role: str, sound: str) -> tuple[str, tuple[str, ...]]:
    """The class of what plays a role, empty for none, and the classes that it says nothing about.

    Args:
        role: Of ``engine.core.roles``.
        sound: As ``truth.json`` names it: ``marimba/12``, ``FluidR3_GM 0:16``.
    """
    if role in ROLES:
        return ROLES[role], ()
    own = sound.split("/", maxsplit=1)[0]
    if own in OWN_SOUNDS:
        return OWN_SOUNDS[own], ()
    if ":" not in sound:
        return "", ()
    program = int(sound.rsplit(":", 1)[1])
    name = next((name for name, programs in PROGRAMS.items() if program in programs), "")
    return name, ALIKE.get(program, ())


def _label(parts: list[Part], name: str, span: tuple[float, float]) -> float:
    start, end = span
    own = [part for part in parts if part.name == name and part.onset < end and part.offset > start]
    if own:
        if name in CLASSES[Stem.DRUMS]:
            strokes = sum(start <= part.onset < end for part in own)
            enough = strokes >= (1 if name == "whistle" else LEAST_STROKES)
        else:
            enough = _covered(own, start, end) >= _LEAST_SHARE * (end - start)
        return 1.0 if enough else np.nan
    is_like = any(name in part.alike and part.onset < end and part.offset > start for part in parts)
    return np.nan if is_like else 0.0


def _covered(parts: list[Part], start: float, end: float) -> float:
    total, reached = 0.0, start
    for part in sorted(parts, key=lambda own: own.onset):
        first, last = max(part.onset, reached), min(part.offset, end)
        total += max(0.0, last - first)
        reached = max(reached, last)
    return total


def _sounds(parts: list[Part], name: str, stem: Stem, moments: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a class is struck, or held, at each moment."""
    own = [part for part in parts if part.name == name]
    if not own:
        return np.zeros((len(moments), UNITS), np.bool_)
    onsets, offsets = (np.asarray([getattr(part, side) for part in own]) for side in ("onset", "offset"))
    at = moments[..., None]
    if stem is Stem.DRUMS:
        return np.asarray(((onsets > at - _BEFORE_S) & (onsets < at + _AFTER_S)).any(axis=-1))
    return np.asarray(((onsets < at + _INTO_S) & (offsets > at)).any(axis=-1))


def samples_of(stems: Stems, stem: Stem) -> Array:
    """A stem as ``CultureSong.samples`` gives it."""
    from engine.culture.song import CultureSong

    samples = CultureSong(_nothing(), stems).samples(stem)
    assert samples is not None
    return samples


def _nothing() -> Any:
    from engine.core.analysis import Analysis, AudioFacts

    return Analysis(engine="", audio=AudioFacts(0.0, 44_100, 2, "", None, None))
