"""An item from its plan: sound, stems and truth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from engine.core.audio import Audio
from engine.core.stems import Stems
from engine.generation.sketch.compose import compose
from engine.generation.sketch.instruments.base import RATE
from trainer.synth_corpus.confusers import without_log_drum
from trainer.synth_corpus.drift import mapped
from trainer.synth_corpus.item import ItemPlan, Source
from trainer.synth_corpus.mixing import Frame, mix
from trainer.synth_corpus.rooms import LONGEST_S
from trainer.synth_corpus.treatment import frame_of, treat
from trainer.synth_corpus.truth import Played, truth


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
    """Compose, play, mix and treat an item. The same plan gives the same samples on one machine.

    Raises:
        RuntimeError: If the composer fails, with the item's number.
    """
    num_samples = round(plan.seconds * RATE)
    frame = frame_of(num_samples, plan.treatment, math.ceil(LONGEST_S * RATE))
    played = [
        _played(source, frame, plan.confuser if number == 0 else "") for number, source in enumerate(plan.sources)
    ]
    buses = [mix(own.composition, own.source, frame) for own in played]
    treated = treat(buses, plan.treatment, frame, bleed_db=plan.bleed_db)
    stems = Stems({stem: Audio(wave, RATE) for stem, wave in treated.stems.items()}, "corpus")
    return Item(plan, Audio(treated.mixture, RATE), stems, truth(plan, played, stems, frame))


def _played(source: Source, frame: Frame, confuser: str) -> Played:
    """A source composed and put on the item's clock: drift, then the item's beginning, then the tape's speed."""
    composition = compose(source.blueprint) if source.composition is None else source.composition
    if confuser:
        composition = without_log_drum(composition, confuser)

    def clock(seconds: float) -> float:
        drifted = seconds if source.drift is None else source.drift.at(seconds)
        return (drifted - source.start) / frame.tape

    beats = tuple(clock(time) for time in composition.beats.times)
    return Played(source, mapped(composition, clock), beats)
