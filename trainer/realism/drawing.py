"""Draws realistic items: a band without a log drum, or an amapiano piece, with sounds of both worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import Composition, PlayedNote
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.draws import generator
from engine.generation.sketch.compose import compose
from trainer.realism.bands import compose_band, pitch_classes, sung
from trainer.realism.dressing import Wishes, dress
from trainer.realism.melody import Tone
from trainer.synth_corpus.confusers import role_of
from trainer.synth_corpus.drawing import (
    DRIFTING,
    Shares,
    draw_drift,
    draw_item,
    draw_mix,
    draw_treatment,
    taking,
)
from trainer.synth_corpus.item import ItemPlan, Source, chance
from trainer.synth_corpus.split import Split

BANDS = 0.3
"""Items by bands. With the shares below, 42 % of all items have no log drum."""
SHARES = Shares(without=0.15, only_bleed=0.025, with_bass=0.2)
WITH_BAND = 0.25
"""Of the amapiano items, those in which stems of a band take the place of the piece's own."""
_TWO_BANDS = 0.15
_SUNG_BARS = 0.65
"""Of the amapiano pieces without a voice, those that get one."""

_BAND_LEVELS = {"guitar": 3.0, "snare": 3.0, "bass": 1.0, "riff": -1.0, "hat": -1.0}
"""Bands against the amapiano desk, LU; design priors."""
_OTHER_PIECE = 0x5EED

SAMPLED_BASS = "sampled_bass"
"""Confuser of an item whose riff is played by a SoundFont's bass."""


def draw_realistic(split: Split, seed: int, index: int, *, seconds: float = 12.0, cache: str) -> ItemPlan:
    """The realistic item of a number.

    Args:
        split: Whose sounds and pieces.
        seed: Of the corpus.
        index: Of the item.
        seconds: Length.
        cache: Folder of spoken clips.
    """
    rng = generator("realism", seed, split.value, index)
    if chance(rng, BANDS):
        return _band_item(rng, split, seed, index, seconds, cache)
    plan = draw_item(split, seed ^ _OTHER_PIECE, index, seconds=seconds, shares=SHARES)
    # half of the confusers stay what they were drawn to be; the 808 always, for truth calls it ambiguous
    is_other = plan.confuser != "eight_o_eight" and chance(rng, 0.5)
    sources = [
        _dressed(rng, own, split, cache, plan.confuser if number == 0 else "", is_other=is_other)
        for number, own in enumerate(plan.sources)
    ]
    if role_of(plan.confuser) == "bass" and "bass" in sources[0].sounds:
        plan = replace(plan, confuser=SAMPLED_BASS)
    if len(sources) == 1 and chance(rng, WITH_BAND):
        sources = list(_mixed(rng, sources[0], band_source(rng, split, seconds, cache), role_of(plan.confuser)))
    return replace(plan, seed=seed, sources=tuple(sources))


def _band_item(rng: np.random.Generator, split: Split, seed: int, index: int, seconds: float, cache: str) -> ItemPlan:
    first = band_source(rng, split, seconds, cache)
    sources: tuple[Source, ...] = (first,)
    if chance(rng, _TWO_BANDS):
        sources = _mixed(rng, first, band_source(rng, split, seconds, cache), "")
    return ItemPlan(
        split=split,
        seed=seed,
        index=index,
        seconds=seconds,
        sources=sources,
        confuser="",
        bleed_db=None,
        treatment=draw_treatment(rng),
    )


def band_source(rng: np.random.Generator, split: Split, seconds: float, cache: str) -> Source:
    """A band's piece with its sounds and mix."""
    composition = compose_band(rng, seconds=seconds)
    wishes = Wishes(sampled=0.85, one_shot=0.15, sung=0.9)
    dressed = dress(rng, composition, split, cache=cache, wishes=wishes)
    mix = draw_mix(rng, dressed.composition.blueprint)
    levels = {role: level + _BAND_LEVELS.get(role, 0.0) for role, level in mix.levels_lu.items()}
    # no pumping: bands have no side chain
    mix = replace(mix, levels_lu=levels, duck_db=0.0 if chance(rng, 0.8) else mix.duck_db)
    blueprint = replace(dressed.composition.blueprint, mix=mix)
    return Source(
        blueprint=blueprint,
        composition=replace(dressed.composition, blueprint=blueprint),
        stems=tuple(Stem),
        start=float(rng.uniform(0.0, STEPS_PER_BAR * blueprint.seconds_per_step)),
        drift=draw_drift(rng) if chance(rng, 3 * DRIFTING) else None,
        bus_db={stem: float(rng.uniform(0.0, 6.0)) for stem in Stem if chance(rng, 0.5)},
        one_shots=dressed.names,
        sounds=dressed.sounds,
    )


def _dressed(
    rng: np.random.Generator, source: Source, split: Split, cache: str, confuser: str, *, is_other: bool
) -> Source:
    """A composed source with sounds of both worlds, and with a voice more often than it was written."""
    composition = compose(source.blueprint)
    if not any(note.stem is Stem.VOCALS for note in composition.notes) and chance(rng, _SUNG_BARS):
        composition = with_voices(rng, composition)
    role = role_of(confuser)
    also = (role,) if role and is_other else ()
    wishes = Wishes(sampled=float(rng.uniform(0.2, 0.9)), one_shot=float(rng.uniform(0.0, 0.4)), sung=0.85)
    dressed = dress(rng, composition, split, cache=cache, wishes=wishes, also=also)
    sounds, names = dict(dressed.sounds), {**source.one_shots, **dressed.names}
    blueprint = dressed.composition.blueprint
    if role and not also:
        sounds.pop(role, None)
        names[role] = source.one_shots.get(role, confuser)
        blueprint = replace(blueprint, voices={**blueprint.voices, role: source.blueprint.voices[role]})
    return replace(
        source,
        blueprint=blueprint,
        composition=replace(dressed.composition, blueprint=blueprint),
        sounds={own: sound for own, sound in sounds.items() if ROLES[own].stem in source.stems},
        one_shots={own: name for own, name in names.items() if ROLES[own].stem in source.stems},
    )


def with_voices(rng: np.random.Generator, composition: Composition) -> Composition:
    """A piece with a voice over its chords, and perhaps others."""
    blueprint = composition.blueprint
    bar = STEPS_PER_BAR * blueprint.seconds_per_step
    classes = []
    for number in range(blueprint.num_bars):
        middle = (number + 0.25) * bar
        chord = next((own for own in composition.chords if own.start <= middle < own.end), None)
        label = None if chord is None else chord.label
        classes.append(blueprint.key.scale[::2] if label is None or label.root is None else pitch_classes(label))

    def as_note(role: str, tone: Tone) -> PlayedNote:
        return PlayedNote(
            onset=max(
                0.0, tone.step * blueprint.seconds_per_step + float(np.clip(rng.normal(0.0, 0.008), -0.02, 0.02))
            ),
            duration=tone.length * blueprint.seconds_per_step,
            pitch=tone.pitch,
            velocity=tone.velocity,
            role=role,
            section=_section(composition, tone.step * blueprint.seconds_per_step),
            chord=0,
            step=tone.step,
            reason="sung over the chords",
        )

    likely = {"vocal": 0.85, "choir": 0.2, "adlib": 0.25, "chant": 0.25}
    notes = sung(rng, classes, blueprint.key.scale, as_note, likely)
    merged = sorted((*composition.notes, *notes), key=lambda note: (note.onset, note.pitch))
    return replace(composition, notes=tuple(merged))


def _section(composition: Composition, seconds: float) -> int:
    places = [place for place, own in enumerate(composition.sections) if own.start <= seconds]
    return places[-1] if places else 0


def _mixed(rng: np.random.Generator, first: Source, other: Source, role: str) -> tuple[Source, Source]:
    """Stems of two pieces; the log drum, or what takes its place, stays with the first."""
    kept = {Stem.LOG_DRUM} | ({ROLES[role].stem} if role else set())
    free = [stem for stem in Stem if stem not in kept]
    count = int(rng.integers(1, len(free)))
    taken = {free[int(place)] for place in rng.choice(len(free), size=count, replace=False)}
    return _only(first, set(Stem) - taken), _only(other, taken)


def _only(source: Source, stems: set[Stem]) -> Source:
    kept = taking(source, stems)
    return replace(kept, sounds={role: own for role, own in source.sounds.items() if ROLES[role].stem in stems})
