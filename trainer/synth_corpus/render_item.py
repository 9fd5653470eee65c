"""An item from its plan: sound, stems and truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from engine.generation.sketch.mixing.render import render
from numpy.typing import NDArray

from engine import __version__
from engine.core.audio import Audio
from engine.core.blueprint import Blueprint
from engine.core.codec import to_builtins
from engine.core.composition import Composition, PlayedNote
from engine.core.stems import Stem, Stems
from engine.generation.draws import generator
from engine.generation.sketch.compose import compose
from trainer.synth_corpus.confusers import without_log_drum
from trainer.synth_corpus.item import ItemPlan, Source
from trainer.synth_corpus.treatment import RATE, treat

SCHEMA = "aurax.corpus_truth/1"
_BLEED_SECONDS = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A multitrack with its truth.

    Args:
        plan: What it was made from.
        mixture: What a listener gets, after the codec if there was one.
        stems: All five, silent where nothing plays; without a codec they sum to the mixture.
        truth: The content of ``truth.json``.
    """

    plan: ItemPlan
    mixture: Audio
    stems: Stems
    truth: dict[str, Any]


def render_item(plan: ItemPlan) -> Item:
    """Compose, play, mix and treat an item. The same plan gives the same samples on one machine."""
    rng = generator("corpus treatment", plan.seed, plan.split.value, plan.index)
    num_samples = round(plan.seconds * RATE)
    needed = int(np.ceil(num_samples * max(1.0, plan.treatment.tape_ratio))) + 1
    total: dict[Stem, NDArray[np.float32]] = {stem: np.zeros((2, needed), np.float32) for stem in Stem}
    compositions = []
    for number, source in enumerate(plan.sources):
        composition = compose(replace(source.blueprint, num_samples=needed))
        if plan.confuser and number == 0:
            composition = without_log_drum(composition, plan.confuser)
        compositions.append(composition)
        stems = render(composition, threads=1).stems
        for stem in source.stems:
            total[stem] += stems[stem].samples
    if plan.bleed_db is not None:
        total[Stem.OTHER] += _bleed(total[Stem.LOG_DRUM], plan.bleed_db, rng)
        total[Stem.LOG_DRUM] = np.zeros_like(total[Stem.LOG_DRUM])
    treated = treat(total, plan.treatment, num_samples, rng)
    stems = Stems({stem: Audio(wave, RATE) for stem, wave in treated.stems.items()}, "corpus")
    return Item(plan, Audio(treated.mixture, RATE), stems, _truth(plan, compositions, stems))


def _bleed(log_drum: NDArray[np.float32], level_db: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """A log drum heard only through a far room."""
    from scipy import signal

    t = np.arange(round(_BLEED_SECONDS * RATE)) / RATE
    tail = rng.standard_normal((2, len(t))) * np.exp(-6.908 * t / _BLEED_SECONDS)
    tail /= np.sqrt(np.sum(tail**2, axis=1, keepdims=True))
    wet = signal.oaconvolve(log_drum, tail, axes=1)[:, : log_drum.shape[1]]
    return np.asarray(10.0 ** (level_db / 20.0) * wet, np.float32)


def _truth(plan: ItemPlan, compositions: list[Composition], stems: Stems) -> dict[str, Any]:
    speed = plan.treatment.tape_ratio
    pieces = [
        _piece_truth(composition, source, plan.seconds, speed, is_bleed=plan.bleed_db is not None)
        for composition, source in zip(compositions, plan.sources, strict=True)
    ]
    return {
        "schema": SCHEMA,
        "engine": f"AURA-X Studio {__version__}",
        "id": plan.id,
        "split": plan.split.value,
        "seed": plan.seed,
        "index": plan.index,
        "seconds": plan.seconds,
        "sample_rate": RATE,
        "is_remix": plan.is_remix,
        "confuser": plan.confuser or None,
        "ambiguous": plan.confuser == "eight_o_eight",
        "log_drum": {
            "present": any(piece["notes"]["log_drum"] for piece in pieces),
            "bleed_only": plan.bleed_db is not None,
            "onsets": sorted(note["onset"] for piece in pieces for note in piece["notes"]["log_drum"]),
        },
        "tuning_hz": round(440.0 * speed, 3),
        "treatment": to_builtins(plan.treatment),
        "one_shots": plan.one_shots,
        "stems": {stem.value: {"is_silent": not stems[stem].samples.any()} for stem in Stem},
        **({} if plan.is_remix else pieces[0]),
        "sources": pieces if plan.is_remix else [],
    }


def _piece_truth(
    composition: Composition, source: Source, seconds: float, speed: float, *, is_bleed: bool
) -> dict[str, Any]:
    """Truth of one piece on the item's clock: everything divided by the tape's speed, cut at the item's end."""
    blueprint: Blueprint = composition.blueprint
    beats = composition.beats
    notes: dict[str, list[dict[str, Any]]] = {stem.value: [] for stem in Stem}
    for note in composition.notes:
        heard = note.stem in source.stems and not (is_bleed and note.stem is Stem.LOG_DRUM)
        if heard and note.onset / speed < seconds:
            notes[note.stem.value].append(_note(note, speed))
    return {
        "style": blueprint.style,
        "tempo_bpm": blueprint.tempo_bpm * speed,
        "swing": blueprint.swing,
        "key": {"tonic": blueprint.key.tonic_name, "mode": blueprint.key.mode},
        "plays": [stem.value for stem in source.stems],
        "beats": [round(time / speed, 6) for time in beats.times if time / speed < seconds],
        "downbeats": [round(time / speed, 6) for time in beats.downbeats if time / speed < seconds],
        "chords": [
            {
                "start": round(chord.start / speed, 6),
                "end": round(min(chord.end / speed, seconds), 6),
                "label": str(chord.label),
                "roman": chord.roman,
            }
            for chord in composition.chords
            if chord.start / speed < seconds
        ],
        "sections": [
            {
                "start": round(section.start / speed, 6),
                "end": round(min(section.end / speed, seconds), 6),
                "label": section.label,
            }
            for section in composition.sections
            if section.start / speed < seconds
        ],
        "notes": notes,
    }


def _note(note: PlayedNote, speed: float) -> dict[str, Any]:
    return {
        "onset": round(note.onset / speed, 6),
        "offset": round((note.onset + note.duration) / speed, 6),
        "pitch": note.pitch,
        "velocity": note.velocity,
        "role": note.role,
        **({"slide": to_builtins(note.slide)} if note.slide is not None else {}),
    }
