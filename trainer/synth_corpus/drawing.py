"""Draws items: which piece, which window of it, which one-shots, which treatment. Ranges: domain reference 5.3."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint, PlannedSection, Voice
from engine.core.stems import Stem
from engine.generation.draws import generator
from engine.generation.profiles import load_profiles
from engine.generation.sketch.instruments.table import INSTRUMENTS, for_role
from engine.generation.sketch.plan import plan
from engine.generation.wishes import Wishes
from trainer.synth_corpus.item import ItemPlan, Source, Treatment, chance
from trainer.synth_corpus.split import Split, draw_number, variant_rng

WITHOUT_LOG_DRUM = 0.35
BOTH_LOG_DRUM_AND_BASS = 0.15
ONLY_BLEED = 0.05
INCOHERENT = 0.30
CONFUSERS = ("eight_o_eight", "saw_bass", "upright_bass", "reese_bass", "tom", "kick_only")
_CODECS = ("aac", "mp3", "opus")
_COMPOSER_SEEDS = 1 << 20


def draw_item(split: Split, seed: int, index: int, *, seconds: float = 12.0) -> ItemPlan:
    """The item of a number. The same number gives the same item on every machine.

    Args:
        split: Whose sounds and patterns it may use.
        seed: Of the corpus.
        index: Of the item.
        seconds: Length.
    """
    rng = generator("corpus", seed, split.value, index)
    shots: dict[str, str] = {}
    kind = float(rng.random())
    confuser, bleed_db = "", None
    if kind < WITHOUT_LOG_DRUM:
        confuser = str(rng.choice(CONFUSERS))
    elif kind < WITHOUT_LOG_DRUM + ONLY_BLEED:
        bleed_db = float(rng.uniform(-32.0, -18.0))
    has_both = not confuser and kind > 1.0 - BOTH_LOG_DRUM_AND_BASS
    blueprint = _piece(rng, split, seconds, shots, confuser=confuser, with_bass=has_both)
    sources: tuple[Source, ...] = (Source(blueprint=blueprint, stems=tuple(Stem)),)
    if chance(rng, INCOHERENT):
        sources = _remix(rng, split, seconds, shots, blueprint)
    return ItemPlan(
        split=split,
        seed=seed,
        index=index,
        seconds=seconds,
        sources=sources,
        confuser=confuser,
        bleed_db=bleed_db,
        treatment=_treatment(rng),
        one_shots=shots,
    )


def _remix(
    rng: np.random.Generator, split: Split, seconds: float, shots: dict[str, str], first: Blueprint
) -> tuple[Source, ...]:
    """Stems from two pieces that have nothing to do with each other (random mixing, arXiv:2402.18407)."""
    other = _piece(rng, split, seconds, shots, confuser="", with_bass=True)
    stems = list(Stem)
    count = int(rng.integers(1, len(stems) - 1))
    taken = {stems[int(place)] for place in rng.choice(len(stems), size=count, replace=False)} - {Stem.LOG_DRUM}
    return (
        Source(blueprint=first, stems=tuple(stem for stem in stems if stem not in taken)),
        Source(blueprint=other, stems=tuple(stem for stem in stems if stem in taken)),
    )


def _piece(
    rng: np.random.Generator,
    split: Split,
    seconds: float,
    shots: dict[str, str],
    *,
    confuser: str,
    with_bass: bool,
) -> Blueprint:
    """A window of a new piece with one-shots of the split."""
    styles = sorted(load_profiles())
    wishes = Wishes(
        style=str(rng.choice(styles)),
        tempo_bpm=round(float(rng.uniform(100.0, 126.0)), 2) if chance(rng, 0.5) else None,
        swing=round(float(rng.uniform(0.5, 0.66)), 3) if chance(rng, 0.5) else None,
        roles={"bass": ""} if with_bass else {},
        without=frozenset() if with_bass or chance(rng, 0.5) else frozenset({"bass"}),
    )
    composer_seed = draw_number(rng, "composer", split, of=_COMPOSER_SEEDS)
    whole = plan(wishes, composer_seed).blueprint
    window = _window(rng, whole, seconds, needs_log_drum=not confuser)
    window = _with_one_shots(rng, window, split, shots, confuser)
    levels = {role: level + float(rng.uniform(-6.0, 6.0)) for role, level in window.mix.levels_lu.items()}
    pans = {role: float(np.clip(pan + rng.normal(0.0, 0.2), -1.0, 1.0)) for role, pan in window.mix.pans.items()}
    mix = replace(
        window.mix,
        levels_lu=levels,
        pans=pans,
        duck_db=float(rng.uniform(0.0, 8.0)),
        drive_db=float(rng.uniform(0.0, 9.0)),
        target_lufs=-14.0,
    )
    feel = {
        role: replace(
            own,
            late_ms=float(rng.uniform(-12.0, 12.0)) if chance(rng, 0.5) else own.late_ms,
            jitter_ms=float(rng.uniform(0.0, 9.0)),
        )
        for role, own in window.feel.items()
    }
    return replace(window, mix=mix, feel=feel, num_samples=round(seconds * 44_100))


def _window(rng: np.random.Generator, blueprint: Blueprint, seconds: float, *, needs_log_drum: bool) -> Blueprint:
    """Consecutive bars of a piece that last at least ``seconds``: intros and breaks too, drops more often."""
    bar = STEPS_PER_BAR * blueprint.seconds_per_step
    num_bars = min(blueprint.num_bars, int(np.ceil(seconds / bar)) + 1)
    starts = np.arange(0, blueprint.num_bars - num_bars + 1)
    with_log_drum = np.asarray([_log_drum_bars(blueprint, int(s), num_bars) > 0 for s in starts])
    if needs_log_drum and with_log_drum.any() and chance(rng, 0.85):
        starts = starts[with_log_drum]
    first = int(rng.choice(starts))
    return replace(blueprint, sections=_cut(blueprint.sections, first, num_bars))


def _log_drum_bars(blueprint: Blueprint, first: int, num_bars: int) -> int:
    return sum(s.num_bars for s in _cut(blueprint.sections, first, num_bars) if s.role("log_drum") is not None)


def _cut(sections: tuple[PlannedSection, ...], first: int, num_bars: int) -> tuple[PlannedSection, ...]:
    """The parts of sections within ``num_bars`` bars from bar ``first``."""
    cut = []
    start = 0
    for section in sections:
        end = start + section.num_bars
        overlap = min(end, first + num_bars) - max(start, first)
        if overlap > 0:
            cut.append(replace(section, num_bars=overlap))
        start = end
    return tuple(cut)


def _with_one_shots(
    rng: np.random.Generator, blueprint: Blueprint, split: Split, shots: dict[str, str], confuser: str
) -> Blueprint:
    """Every voice is a numbered one-shot of the split; some roles get another instrument that can play them."""
    voices = {}
    for role in blueprint.roles:
        able = for_role(role)
        usual = blueprint.voices[role].instrument if role in blueprint.voices else able[0]
        instrument = str(rng.choice(able)) if chance(rng, 0.5) else usual
        if role == "bass" and confuser not in ("", "tom", "kick_only"):
            instrument = confuser
        voices[role] = _one_shot(rng, instrument, split, shots, role)
    if confuser and confuser != "kick_only":
        role = "tom" if confuser == "tom" else "bass"
        voices[role] = _one_shot(rng, confuser, split, shots, role)
    return replace(blueprint, voices=voices)


def _one_shot(rng: np.random.Generator, instrument: str, split: Split, shots: dict[str, str], role: str) -> Voice:
    number = draw_number(rng, instrument, split)
    shots[role] = f"{instrument}/{number}"
    return Voice(instrument=instrument, parameters=INSTRUMENTS[instrument].draw_wide(variant_rng(instrument, number)))


def _treatment(rng: np.random.Generator) -> Treatment:
    codec = str(rng.choice(_CODECS)) if chance(rng, 0.4) else ""
    has_room = chance(rng, 0.2)
    return Treatment(
        tape_ratio=float(rng.uniform(432.0, 446.0) / 440.0) if chance(rng, 0.5) else 1.0,
        tilt_db=float(rng.uniform(-6.0, 6.0)) if chance(rng, 0.5) else 0.0,
        phone_band=chance(rng, 0.02),
        mono=chance(rng, 0.05),
        clip_db=float(rng.uniform(0.0, 3.0)) if chance(rng, 0.3) else 0.0,
        target_lufs=float(rng.uniform(-16.0, -5.0)),
        codec=codec,
        bit_rate=int(rng.choice([64, 96, 128, 160, 192, 256, 320])) if codec else 0,
        room_seconds=float(rng.uniform(0.2, 0.8)) if has_room else 0.0,
        room_wet=float(rng.uniform(0.02, 0.15)) if has_room else 0.0,
    )
