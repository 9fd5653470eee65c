"""What is true of an item, as ``truth.json`` holds it. All times are seconds from the item's first sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import __version__
from engine.core.codec import to_builtins
from engine.core.composition import Composition, PlayedNote
from engine.core.stems import Stem, Stems
from engine.generation.sketch.instruments.base import RATE
from trainer.synth_corpus.confusers import AMBIGUOUS
from trainer.synth_corpus.item import ItemPlan, Source
from trainer.synth_corpus.mixing import Frame, cents_of, detuned

SCHEMA = "aurax.corpus_truth/1"


@dataclass(frozen=True, slots=True)
class Played:
    """One source as it was played.

    Args:
        source: Its plan.
        composition: The piece on the item's clock; times before the item are negative.
        beats: Every beat of the window on the item's clock; bars have four and the first beat is a downbeat.
    """

    source: Source
    composition: Composition
    beats: tuple[float, ...]


def truth(plan: ItemPlan, played: Sequence[Played], stems: Stems, frame: Frame) -> dict[str, Any]:
    """The document of an item. A remix lists its pieces in ``sources``; else the one piece's truth is the item's."""
    pieces = [_piece(own, plan, frame) for own in played]
    log_drum = [note for piece in pieces for note in piece["notes"]["log_drum"] if not note.get("from_before")]
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
        "ambiguous": plan.confuser in AMBIGUOUS,
        "log_drum": {
            "present": any(piece["notes"]["log_drum"] for piece in pieces),
            "bleed_only": plan.bleed_db is not None,
            "onsets": sorted(note["onset"] for note in log_drum),
        },
        "tuning_hz": round(440.0 * frame.tape, 3),
        "treatment": to_builtins(plan.treatment),
        "stems": {stem.value: {"is_silent": not stems[stem].samples.any()} for stem in Stem},
        **({"sources": pieces} if plan.is_remix else pieces[0]),
    }


def _piece(played: Played, plan: ItemPlan, frame: Frame) -> dict[str, Any]:
    source, composition, seconds = played.source, played.composition, plan.seconds
    blueprint = composition.blueprint
    inside = [(place, time) for place, time in enumerate(played.beats) if 0.0 <= time < seconds]
    times = [time for _, time in inside]
    return {
        "style": blueprint.style,
        "tempo_bpm": round(_tempo(times, blueprint.tempo_bpm * frame.tape), 4),
        "drift": to_builtins(source.drift),
        "swing": blueprint.swing,
        "key": {"tonic": blueprint.key.tonic_name, "mode": blueprint.key.mode},
        "plays": [stem.value for stem in source.stems],
        "detune_cents": {
            stem.value: round(cents_of(frame, detuned(frame, cents)), 3) for stem, cents in source.detune_cents.items()
        },
        "one_shots": source.one_shots,
        "beats": [round(time, 6) for time in times],
        "downbeats": [round(time, 6) for place, time in inside if place % 4 == 0],
        "chords": [
            {**_span(chord.start, chord.end, seconds), "label": str(chord.label), "roman": chord.roman}
            for chord in composition.chords
            if chord.start < seconds and chord.end > 0.0
        ],
        "sections": [
            {**_span(section.start, section.end, seconds), "label": section.label}
            for section in composition.sections
            if section.start < seconds and section.end > 0.0
        ],
        "notes": {
            stem.value: [
                _note(note)
                for note in sorted(composition.notes, key=lambda note: note.onset)
                if note.stem is stem
                and stem in source.stems
                and not (stem is Stem.LOG_DRUM and plan.bleed_db is not None)
                and note.onset < seconds
                and note.onset + note.duration > 0.0
            ]
            for stem in Stem
        },
    }


def _tempo(beats: Sequence[float], nominal: float) -> float:
    """Mean tempo of the item, beats per minute."""
    return 60.0 / float(np.mean(np.diff(beats))) if len(beats) > 1 else nominal


def _span(start: float, end: float, seconds: float) -> dict[str, float]:
    return {"start": round(max(start, 0.0), 6), "end": round(min(end, seconds), 6)}


def _note(note: PlayedNote) -> dict[str, Any]:
    """A note; one that began before the item has the onset 0 and ``from_before``."""
    return {
        "onset": round(max(note.onset, 0.0), 6),
        "offset": round(note.onset + note.duration, 6),
        "pitch": note.pitch,
        "velocity": note.velocity,
        "role": note.role,
        **({"from_before": True} if note.onset < 0.0 else {}),
        **({"slide": to_builtins(note.slide)} if note.slide is not None else {}),
        **({"syllable": note.syllable} if note.syllable else {}),
    }
