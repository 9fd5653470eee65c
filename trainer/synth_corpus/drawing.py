"""Draws items: which piece, which window of it, which one-shots, which treatment. Ranges: domain reference 5.3."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint, Feel, MixPlan, PlannedSection, Voice
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.draws import generator
from engine.generation.profiles import load_profiles
from engine.generation.sketch.instruments.table import INSTRUMENTS, for_role
from engine.generation.sketch.mixing.channel import channel
from engine.generation.sketch.plan import plan
from engine.generation.wishes import Wishes
from trainer.synth_corpus.codecs import BIT_RATES, CODECS
from trainer.synth_corpus.confusers import CONFUSERS, role_of
from trainer.synth_corpus.drift import MOST_DRIFT, Drift
from trainer.synth_corpus.item import ItemPlan, Source, Treatment, chance
from trainer.synth_corpus.rooms import FAMILIES, draw_room
from trainer.synth_corpus.split import Split, draw_number, variant_rng

WITHOUT_LOG_DRUM = 0.35
BOTH_LOG_DRUM_AND_BASS = 0.15
ONLY_BLEED = 0.05
INCOHERENT = 0.30
DRIFTING = 0.05
DETUNED = 0.20
ANYWHERE = 0.15
"""Windows that need not hold what the item is about: intros, breaks and outros. A design prior."""
_COMPOSER_SEEDS = 1 << 20
_TUNINGS_HZ = (432.0, 446.0)
_RATES_HZ = (22_050, 32_000, 48_000)
_MOST_DETUNED_CENTS = 8.0
_SLACK = 1.03
"""Of the window against the item: tape speed and drift together use up less than 2 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How many items have no log drum, its bleed only, and a bass beside it."""

    without: float = WITHOUT_LOG_DRUM
    only_bleed: float = ONLY_BLEED
    with_bass: float = BOTH_LOG_DRUM_AND_BASS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What the low end of an item is made of: the log drum, a bass, both, or a confuser."""

    confuser: str = ""
    is_bleed: bool = False
    has_bass: bool = False

    @property
    def needed(self) -> tuple[str, ...]:
        """Roles that must be in the window, as composed; a confuser plays what was written for the log drum."""
        if self.confuser == "kick_only":
            return ()
        return ("log_drum", "bass") if self.has_bass and not self.confuser else ("log_drum",)


_SHARES = Shares()


def draw_item(split: Split, seed: int, index: int, *, seconds: float = 12.0, shares: Shares = _SHARES) -> ItemPlan:
    """The item of a number. The same number gives the same item on every machine.

    Args:
        split: Whose sounds and patterns it may use.
        seed: Of the corpus.
        index: Of the item.
        seconds: Length.
        shares: Of what the low end is made of.
    """
    rng = generator("corpus", seed, split.value, index)
    kind = _draw_kind(rng, shares)
    first = _piece(rng, split, seconds, kind, is_first=True)
    sources: tuple[Source, ...] = (first,)
    if chance(rng, INCOHERENT):
        sources = _remix(rng, first, _piece(rng, split, seconds, kind, is_first=False), kind)
    return ItemPlan(
        split=split,
        seed=seed,
        index=index,
        seconds=seconds,
        sources=sources,
        confuser=kind.confuser,
        bleed_db=float(rng.uniform(-32.0, -18.0)) if kind.is_bleed else None,
        treatment=draw_treatment(rng),
    )


def _draw_kind(rng: np.random.Generator, shares: Shares) -> _Kind:
    """What is left of the shares has a log drum and no bass."""
    place = float(rng.random())
    if place < shares.without:
        confuser = str(rng.choice(CONFUSERS))
        return _Kind(confuser=confuser, has_bass=confuser == "tom" and chance(rng, 0.5))
    if place < shares.without + shares.only_bleed:
        return _Kind(is_bleed=True, has_bass=chance(rng, 0.5))
    return _Kind(has_bass=place > 1.0 - shares.with_bass)


def _remix(rng: np.random.Generator, first: Source, other: Source, kind: _Kind) -> tuple[Source, ...]:
    """Stems from two pieces that have nothing to do with each other (random mixing, arXiv:2402.18407).

    The log drum, or what takes its place, stays with the first.
    """
    kept = {Stem.LOG_DRUM} | ({ROLES[role].stem} if (role := role_of(kind.confuser)) else set())
    free = [stem for stem in Stem if stem not in kept]
    count = int(rng.integers(1, len(free)))
    taken = {free[int(place)] for place in rng.choice(len(free), size=count, replace=False)}
    return taking(first, set(Stem) - taken), taking(other, taken)


def taking(source: Source, stems: set[Stem]) -> Source:
    """A source of these stems only."""
    return replace(
        source,
        stems=tuple(stem for stem in Stem if stem in stems),
        one_shots={role: shot for role, shot in source.one_shots.items() if ROLES[role].stem in stems},
    )


def _piece(rng: np.random.Generator, split: Split, seconds: float, kind: _Kind, *, is_first: bool) -> Source:
    """A window of a new piece with one-shots of the split."""
    wished = (("log_drum",) if is_first else ()) + (("bass",) if kind.has_bass else ())
    wishes = Wishes(
        style=str(rng.choice(sorted(load_profiles()))),
        tempo_bpm=round(float(rng.uniform(100.0, 126.0)), 2) if chance(rng, 0.5) else None,
        swing=round(float(rng.uniform(0.5, 0.66)), 3) if chance(rng, 0.5) else None,
        roles=dict.fromkeys(wished, ""),
        without=frozenset() if kind.has_bass else frozenset({"bass"}),
    )
    whole = plan(wishes, draw_number(rng, "composer", split, of=_COMPOSER_SEEDS)).blueprint
    is_anywhere = not is_first or (not kind.confuser and chance(rng, ANYWHERE))
    window = _window(rng, whole, seconds, needed=() if is_anywhere else kind.needed)
    shots: dict[str, str] = {}
    window = _with_one_shots(rng, window, split, shots, kind.confuser if is_first else "")
    window = replace(window, mix=draw_mix(rng, window), feel=_feel(rng, window))
    has_detune = chance(rng, DETUNED)
    return Source(
        blueprint=window,
        stems=tuple(Stem),
        start=float(rng.uniform(0.0, STEPS_PER_BAR * window.seconds_per_step)),
        drift=draw_drift(rng) if chance(rng, DRIFTING) else None,
        detune_cents={stem: float(rng.uniform(-1, 1)) * _MOST_DETUNED_CENTS for stem in Stem} if has_detune else {},
        bus_db={stem: float(rng.uniform(0.0, 6.0)) for stem in Stem if chance(rng, 0.5)},
        one_shots=shots,
    )


def draw_mix(rng: np.random.Generator, window: Blueprint) -> MixPlan:
    """Levels of the domain reference 1.10 +/- 6 dB, pans, sends, ducking and drive."""
    mix = window.mix
    channels = {role: channel(role, mix) for role in {*window.roles, *window.voices}}
    return replace(
        mix,
        levels_lu={role: channels[role].level_lu + float(rng.uniform(-6.0, 6.0)) for role in sorted(channels)},
        pans={role: _side(channels[role].pan + float(rng.normal(0.0, 0.2))) for role in sorted(channels)},
        sends={role: _sends(rng, channels[role].sends) for role in sorted(channels)},
        duck_db=float(rng.uniform(0.0, 8.0)),
        drive_db=float(rng.uniform(0.0, 9.0)),
    )


def _side(pan: float) -> float:
    return min(1.0, max(-1.0, pan))


def _sends(rng: np.random.Generator, usual: dict[str, float]) -> dict[str, float]:
    """The role's own sends, from none of them to double."""
    return {name: share * float(rng.uniform(0.0, 2.0)) for name, share in usual.items()}


def _feel(rng: np.random.Generator, window: Blueprint) -> dict[str, Feel]:
    """Jitter of each layer, and for half of them a bias early or late."""
    return {
        role: replace(
            own,
            late_ms=float(rng.uniform(-12.0, 12.0)) if chance(rng, 0.5) else own.late_ms,
            jitter_ms=float(rng.uniform(0.0, 9.0)),
        )
        for role, own in sorted(window.feel.items())
    }


def draw_drift(rng: np.random.Generator) -> Drift:
    """A tempo that wanders."""
    return Drift(
        amplitude=float(rng.uniform(0.2, 1.0)) * MOST_DRIFT,
        period=float(rng.uniform(8.0, 40.0)),
        phase=float(rng.uniform(0.0, 2.0 * math.pi)),
    )


def _window(rng: np.random.Generator, blueprint: Blueprint, seconds: float, *, needed: tuple[str, ...]) -> Blueprint:
    """Consecutive bars of a piece that last ``seconds`` from anywhere in the first bar on."""
    bar = STEPS_PER_BAR * blueprint.seconds_per_step
    num_bars = min(blueprint.num_bars, math.ceil(_SLACK * seconds / bar) + 1)
    starts = np.arange(0, blueprint.num_bars - num_bars + 1)
    if needed:
        most = [min(_bars_of(blueprint, role, int(start), num_bars) for role in needed) for start in starts]
        starts = starts[np.asarray(most) >= min(2, max(most))]
    first = int(rng.choice(starts))
    return replace(blueprint, sections=_cut(blueprint.sections, first, num_bars))


def _bars_of(blueprint: Blueprint, role: str, first: int, num_bars: int) -> int:
    return sum(s.num_bars for s in _cut(blueprint.sections, first, num_bars) if s.role(role) is not None)


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
    """Every voice is a numbered one-shot of the split; half of the roles get another instrument that can play them."""
    voices = {}
    for role in blueprint.roles:
        able = for_role(role)
        usual = blueprint.voices[role].instrument if role in blueprint.voices else able[0]
        voices[role] = draw_one_shot(rng, str(rng.choice(able)) if chance(rng, 0.5) else usual, split, shots, role)
    role = role_of(confuser)
    if role:
        voices[role] = draw_one_shot(rng, confuser, split, shots, role)
    return replace(blueprint, voices=voices)


def draw_one_shot(rng: np.random.Generator, instrument: str, split: Split, shots: dict[str, str], role: str) -> Voice:
    """A numbered one-shot of the split; its number is written down in ``shots``."""
    number = draw_number(rng, instrument, split)
    shots[role] = f"{instrument}/{number}"
    return Voice(instrument=instrument, parameters=INSTRUMENTS[instrument].draw_wide(variant_rng(instrument, number)))


def draw_treatment(rng: np.random.Generator) -> Treatment:
    """What the master does to an item."""
    codec = str(rng.choice(sorted(CODECS))) if chance(rng, 0.4) else ""
    has_around = chance(rng, 0.2)
    return Treatment(
        tape_ratio=float(rng.uniform(*_TUNINGS_HZ) / 440.0) if chance(rng, 0.5) else 1.0,
        rooms={family: draw_room(rng, family) for family in FAMILIES},
        tilt_db=float(rng.uniform(-6.0, 6.0)) if chance(rng, 0.5) else 0.0,
        phone_band=chance(rng, 0.02),
        resample_hz=int(rng.choice(_RATES_HZ)) if chance(rng, 0.1) else 0,
        mono=chance(rng, 0.05),
        around=draw_room(rng, "room") if has_around else None,
        around_wet=float(rng.uniform(0.02, 0.15)) if has_around else 0.0,
        target_lufs=float(rng.uniform(-16.0, -5.0)),
        clip_db=float(rng.uniform(0.0, 3.0)) if chance(rng, 0.3) else 0.0,
        codec=codec,
        bit_rate=int(rng.choice(BIT_RATES)) if codec else 0,
    )
