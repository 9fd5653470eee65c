"""The strokes that training scenes are made of: energies in bands, by source, class and split, kept in one file.

Four sources: strokes synthesised at random, the product's percussion with its widest parameters, kits of SoundFonts and
recorded CC0 one-shots. The last two are used where their packages are installed (``trainer/realism/packages.py``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis.drum_features import CLOCK, RATE, WINDOW, band_energies
from engine.core.composition import PlayedNote
from engine.generation.draws import generator
from trainer.recipes.drum_classes_strokes import STROKES
from trainer.synth_corpus.split import Split

if TYPE_CHECKING:
    from trainer.realism.soundfonts import FontSound

Energies = NDArray[np.float32]

CLASSES = tuple(STROKES)
"""All a scene can hold; the last, ``other``, has no class of the network's."""

SOURCES = ("strokes", "product", "fonts", "shots")

PHASES = 2
"""A stroke is kept as it looks when it begins on a frame, and half a frame later."""

LEAD = -(-WINDOW // (2 * CLOCK.hop_length))
"""Frames in which a stroke is seen before it begins: half a window."""

_LONGEST_S = 1.6
_QUIET = 1e-7  # of the loudest frame: where a stroke is cut
_HARDNESSES = (0.45, 1.0)
_VELOCITIES = (56, 116)
_EVERY = 1.6  # seconds between the strokes of a kit
_FAMILY, _VARIATIONS = 8, 2  # kits come in families of eight programs, which share most samples
_BRUSHES = 5  # the family of kits whose key 39 is a brush, not a clap
_NUM_STROKES, _NUM_PRODUCT = 54, 24
_HELD_OUT = 6  # every sixth drawn stroke is for validation

_INSTRUMENTS = {
    "kick": (("kick", 36),),
    "snare": (("snare", 38),),
    "clap": (("clap", 39),),
    "rim": (("rim", 37), ("woodblock", 37)),
    "closed_hat": (("hats", 42),),
    "open_hat": (("hats", 46),),
    "shaker": (("shaker", 70), ("cabasa", 69), ("shekere", 70), ("tambourine", 54)),
    "tom": (("tom", 47), ("tom", 43), ("tom", 50)),
    "conga": (("conga", 63), ("djembe", 63), ("bongo", 60), ("conga", 62)),
    "crash": (("crash", 49),),
    "other": (("cowbell", 56), ("agogo", 67), ("triangle", 81)),
}
_KEYS = {
    "kick": (35, 36),
    "snare": (38, 40),
    "clap": (39,),
    "rim": (37,),
    "closed_hat": (42, 44),
    "open_hat": (46,),
    "shaker": (69, 70, 82, 54),
    "tom": (41, 43, 45, 47, 48, 50),
    "conga": (60, 61, 62, 63, 64),
    "crash": (49, 57, 55),
    "ride": (51, 59, 53),
    "other": (56, 67, 75, 76, 81),
}
_SHOT_KINDS = {
    "kick": "kick", "snare": "snare", "clap": "clap", "rim": "rim", "closed_hat": "hat", "open_hat": "hat_open",
    "tom": "tom", "conga": "conga", "crash": "cymbal", "other": "cowbell",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Drum:
    """One drum.

    Args:
        kit: Strokes of one kit go together; empty for none.
        layers: Energies by hardness, 0–1, ``[phases, frames, bands]``, the hardest's loudest frame summing to 1.
    """

    kit: str
    layers: tuple[tuple[float, Energies], ...]


Bank = Mapping[tuple[str, Split, str], tuple[Drum, ...]]
"""By source, split and class."""


def stroke_energies(wave: NDArray[np.float32]) -> Energies:
    """Energies of a stroke, ``[phases, frames, bands]``; frame ``LEAD`` stands where it begins."""
    wave = wave[: round(_LONGEST_S * RATE)]
    rows = []
    for phase in range(PHASES):
        late = LEAD * CLOCK.hop_length + phase * CLOCK.hop_length // PHASES
        rows.append(band_energies(np.pad(wave, (late, 3 * CLOCK.hop_length))))
    frames = min(map(len, rows))
    made = np.stack([row[:frames] for row in rows])
    level = made.sum(axis=2).max(axis=0)
    loud = np.flatnonzero(level > _QUIET * max(float(level.max()), 1e-20))
    return np.asarray(made[:, : (int(loud[-1]) + 1 if len(loud) else 1)], np.float32)


def _drum(kit: str, waves: list[tuple[float, NDArray[np.float32]]]) -> Drum | None:
    layers = [(hardness, stroke_energies(wave)) for hardness, wave in waves if float(np.abs(wave).max(initial=0)) > 0]
    if not layers:
        return None
    return Drum(kit, tuple((h, own / np.float32(own.sum(axis=2).max())) for h, own in layers))


def make_bank(*, num_strokes: int = _NUM_STROKES, num_product: int = _NUM_PRODUCT, recorded: bool = True) -> Bank:
    """Every drum there is.

    Args:
        num_strokes: Drawn drums of a class.
        num_product: Numbered instruments of the product for a class.
        recorded: Whether SoundFonts and one-shots are used.
    """
    made: dict[tuple[str, Split, str], list[Drum]] = {}
    parts = [_drawn(num_strokes), _product(num_product)]
    if recorded:
        parts += [_fonts(), _shots()]
    for part in parts:
        for key, drum in part:
            if drum is not None:
                made.setdefault(key, []).append(drum)
    return {key: tuple(drums) for key, drums in made.items()}


_Made = Iterator[tuple[tuple[str, Split, str], Drum | None]]


def _split(number: int) -> Split:
    return Split.VALIDATION if number % _HELD_OUT == 0 else Split.TRAIN


def _drawn(count: int) -> _Made:
    for name, makers in STROKES.items():
        for number in range(count):
            stroke = makers[number % len(makers)]
            waves = [(hard, stroke(generator("drum", name, number), hard)) for hard in _HARDNESSES]
            yield ("strokes", _split(number), name), _drum("", waves)


def _product(count: int) -> _Made:
    from engine.generation.sketch.instruments.base import Stroke
    from engine.generation.sketch.instruments.percussive import PERCUSSIVE
    from trainer.synth_corpus.split import split_of, variant_rng

    for name, able in _INSTRUMENTS.items():
        for number in range(count):
            instrument, key = able[number % len(able)]
            split = split_of(instrument, number)
            if split is Split.TEST:  # the corpora that judge are rendered with these
                continue
            kind = PERCUSSIVE[instrument]
            sound = kind.make(kind.draw_wide(variant_rng(instrument, number)))
            waves = []
            for hard in _HARDNESSES:
                own = sound.play(Stroke(pitch=key, velocity=round(127 * hard), duration=0.5, variant=number))
                waves.append((hard, own.mean(axis=0) if own.ndim == 2 else own))
            yield ("product", split, name), _drum("", waves)


def _fonts() -> _Made:
    from trainer.realism import soundfonts

    for split in (Split.TRAIN, Split.VALIDATION):
        for file, preset in soundfonts.choices("kick", split):
            program = int(preset.split(":")[1])
            if program % _FAMILY < _VARIATIONS:
                for name, drum in _kit(soundfonts.FontSound(file=file, preset=preset), f"{Path(file).stem}#{preset}"):
                    named = "snare" if program // _FAMILY == _BRUSHES and name == "clap" else name
                    yield ("fonts", split, named), drum


def _kit(sound: FontSound, kit: str) -> Iterator[tuple[str, Drum | None]]:
    """Every key of a kit at every velocity, played one after another."""
    order = [(name, key) for name, keys in _KEYS.items() for key in keys]
    strokes = [(key, velocity) for _, key in order for velocity in _VELOCITIES]
    notes = [
        PlayedNote(
            onset=_EVERY * place, duration=_EVERY - 0.1, pitch=key, velocity=velocity,
            role="", section=0, chord=0, step=0.0, reason="",
        )
        for place, (key, velocity) in enumerate(strokes)
    ]  # fmt: skip
    played = sound.play(notes, round(_EVERY * RATE * len(notes))).mean(axis=0)
    for number, (name, _) in enumerate(order):
        waves = []
        for layer, velocity in enumerate(_VELOCITIES):
            first = round(_EVERY * (number * len(_VELOCITIES) + layer) * RATE)
            waves.append((velocity / 127.0, _from_onset(played[first : first + round(_EVERY * RATE)])))
        yield name, _drum(kit, waves)


def _shots() -> _Made:
    from trainer.realism import one_shots

    for split in (Split.TRAIN, Split.VALIDATION):
        for name, kind in _SHOT_KINDS.items():
            for file in one_shots.choices(kind, split):
                yield ("shots", split, name), _drum("", [(1.0, one_shots.sample(file).mean(axis=0))])


def _from_onset(wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """From where it reaches a twentieth of its peak, less a millisecond: samples begin with silence of any length."""
    peak = float(np.abs(wave).max(initial=0.0))
    if peak < 1e-4:
        return np.zeros(0, np.float32)
    first = int(np.argmax(np.abs(wave) > 0.05 * peak))
    return np.asarray(wave[max(0, first - RATE // 1000) :], np.float32)


def write_bank(file: Path, bank: Bank) -> None:
    """Keep a bank."""
    from engine.whole_file import write_bytes

    rows: list[str] = []
    energies: list[Energies] = []
    for (source, split, name), drums in sorted(bank.items()):
        for number, drum in enumerate(drums):
            for hardness, own in drum.layers:
                rows.append(f"{source}|{split.value}|{name}|{number}|{drum.kit}|{hardness}|{own.shape[1]}")
                energies.append(own.transpose(1, 0, 2))
    content = io.BytesIO()
    np.savez(content, rows=np.array(rows), energies=np.concatenate(energies))
    write_bytes(file, content.getvalue())


def read_bank(file: Path) -> Bank:
    """A bank that was kept."""
    with np.load(file) as kept:
        rows, energies = kept["rows"], kept["energies"]
    drums: dict[tuple[str, Split, str, int], tuple[str, list[tuple[float, Energies]]]] = {}
    first = 0
    for row in rows:
        source, split, name, number, kit, hardness, frames = str(row).split("|")
        own = np.ascontiguousarray(energies[first : first + int(frames)].transpose(1, 0, 2))
        first += int(frames)
        key = (source, Split(split), name, int(number))
        drums.setdefault(key, (kit, []))[1].append((float(hardness), own))
    bank: dict[tuple[str, Split, str], list[Drum]] = {}
    for (source, split_, name, _), (kit, layers) in drums.items():
        bank.setdefault((source, split_, name), []).append(Drum(kit, tuple(layers)))
    return {key: tuple(own) for key, own in bank.items()}
