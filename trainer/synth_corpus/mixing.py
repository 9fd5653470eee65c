"""A light desk for training data: roles to stems on the spectrum of the whole item.

The product's desk plays block by block, listens before it mixes and is made to sound good; here throughput counts and
variety. Per role: drive, automation, section levels and ducking in time; then strip equaliser, level by loudness, pan
and sends on the spectrum. Every step is linear or a gain curve but the drive, which stands before the level.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Composition
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing import gains
from engine.generation.sketch.mixing.channel import Channel, channel
from engine.generation.sketch.mixing.ducking import KEYS as DUCKING_KEYS
from engine.generation.sketch.mixing.ducking import Ducking
from engine.generation.sketch.mixing.filters import rfft
from engine.generation.sketch.mixing.render import render_dry
from engine.generation.sketch.mixing.sweeps import REACH, swept
from trainer.synth_corpus.drift import mapped
from trainer.synth_corpus.item import Sound, Source
from trainer.synth_corpus.spectra import Spectrum, k_power, size_near, strip_response

_NOMINAL_DB = -20.0
_DRIVEN = (Stem.DRUMS, Stem.LOG_DRUM)
_STEP_S = 0.1
_GATE_DB = -10.0
_COMPRESSED_DB = 18.0
"""A bus is compressed over this range below its loudest moment."""
_SMOOTHED_S = 0.06


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an item lies: ``num_samples`` from its start, in transforms of ``size`` points at ``tape`` speed.

    ``tape`` is exact: the ratio of two transform lengths.
    """

    num_samples: int
    size: int
    tape: float


@dataclass(frozen=True, slots=True, eq=False)
class Bus:
    """A stem's spectra before its reverbs come back: direct sound ``[2, bins]`` and what goes to each reverb."""

    direct: Spectrum
    sends: dict[str, Spectrum]


def detuned(frame: Frame, cents: float) -> int:
    """Length of the transform in which a stem is taken that sounds about ``cents`` higher at the same tempo."""
    return size_near(frame.size * frame.tape * 2.0 ** (cents / 1200.0))


def cents_of(frame: Frame, taken: int) -> float:
    """How much higher a stem sounds that is taken at this length."""
    return 1200.0 * math.log2(taken / (frame.size * frame.tape))


def mix(composition: Composition, source: Source, frame: Frame) -> dict[Stem, Bus]:
    """The buses of a source's stems; stems in which nothing is played are left out.

    Args:
        composition: The piece on the item's clock: 0 is the item's start.
        source: Which stems, and how they are mixed.
        frame: Of the item.
    """
    buses = {}
    for stem in source.stems:
        own = tuple(note for note in composition.notes if ROLES[note.role].stem is stem)
        if not own:
            continue
        taken = detuned(frame, source.detune_cents.get(stem, 0.0))
        bus = _bus(composition, source, stem, frame, taken)
        if bus is not None:
            buses[stem] = bus
    return buses


def _bus(composition: Composition, source: Source, stem: Stem, frame: Frame, taken: int) -> Bus | None:
    """One stem, played at the speed at which ``taken`` samples become ``frame.size``."""
    speed = taken / frame.size
    lead = math.ceil(source.start / frame.tape * speed * RATE) + 1
    needful = tuple(note for note in composition.notes if ROLES[note.role].stem is stem or note.role in DUCKING_KEYS)
    played = mapped(replace(composition, notes=needful), lambda seconds: seconds * speed + lead / RATE)
    needed = math.ceil(frame.num_samples * speed) + 1
    waves = {role: wave[:, lead:] for role, wave in _waves(played, stem, lead + needed, source.sounds).items()}
    heard = {role: wave for role, wave in waves.items() if wave.any()}
    if not heard:
        return None
    channels = {role: channel(role, composition.blueprint.mix) for role in heard}
    if stem in _DRIVEN:
        heard = {role: _driven(wave, composition.blueprint.mix.drive_db) for role, wave in heard.items()}
    curves = {role: _curve(played, channels[role], lead, wave.shape[1]) for role, wave in heard.items()}
    pressed = _compression(heard, channels, source.bus_db.get(stem, 0.0))
    bins = frame.size // 2 + 1
    bus = Bus(np.zeros((2, bins), np.complex64), {})
    for role, wave in heard.items():
        moving = _swept(wave, played, role, lead) * (curves[role] if pressed is None else curves[role] * pressed)
        _add(bus, moving, channels[role], taken, frame.size)
    return bus


def _waves(played: Composition, stem: Stem, num_samples: int, sounds: Mapping[str, Sound]) -> dict[str, Wave]:
    """What the instruments of a stem play, ``[1 or 2, num_samples]``."""
    notes = [note for note in played.notes if ROLES[note.role].stem is stem]
    only = replace(
        played,
        blueprint=replace(played.blueprint, num_samples=num_samples),
        notes=tuple(note for note in notes if note.role not in sounds),
    )
    waves = {role: audio.samples for role, audio in render_dry(only)}
    for role in dict.fromkeys(note.role for note in notes if note.role in sounds):
        waves[role] = sounds[role].play([note for note in notes if note.role == role], num_samples)
    return waves


def _driven(wave: Wave, drive_db: float) -> Wave:
    """Soft clipping at ``drive_db`` below the highest peak."""
    ceiling = np.float32(float(np.abs(wave).max()) * 10.0 ** (-drive_db / 20.0))
    made: Wave = np.tanh(wave / ceiling) if drive_db > 0.0 else wave
    return made


def _curve(played: Composition, strip: Channel, lead: int, length: int) -> Wave:
    """Gain by sample: the levels of sections, moves of the fader, ducking."""
    num_points = -(-length // gains.STEP)
    at = (lead + gains.STEP * np.arange(num_points + 1)) / RATE
    level = gains.moved([m for m in played.moves if m.role == strip.role and m.kind == "level_db"], at)
    plans = [section.role(strip.role) for section in played.blueprint.sections]
    level += gains.section_levels(played.sections, [0.0 if plan is None else plan.level_db for plan in plans], at)
    depth = strip.strip.duck * played.blueprint.mix.duck_db
    if depth > 0.0:
        share = Ducking(played).share(lead // gains.STEP * gains.STEP, (lead // gains.STEP + num_points) * gains.STEP)
        level -= depth * share
    return gains.spread(np.power(10.0, level / 20.0))[:length]


def _swept(wave: Wave, played: Composition, role: str, lead: int) -> Wave:
    """A role through the low-pass its moves describe."""
    moves = [move for move in played.moves if move.role == role and move.kind == "lowpass_hz"]
    inside = [m for m in moves if m.start * RATE < lead + wave.shape[1] and m.end * RATE > lead]
    if not inside:
        return wave
    return swept(np.pad(wave, ((0, 0), (REACH, REACH))), lead - REACH, inside)[:, REACH:-REACH]


def _compression(waves: Mapping[str, Wave], channels: Mapping[str, Channel], most_db: float) -> Wave | None:
    """Gain by sample of a bus's compressor, from its roles at about their levels; ``most_db`` at its loudest."""
    if most_db <= 0.0:
        return None
    cell = gains.STEP * 8
    key = np.zeros(0)
    for role, wave in waves.items():
        length = wave.shape[1] // cell * cell
        power = np.mean(np.square(wave[:, :length]).reshape(len(wave), -1, cell), axis=(0, 2), dtype=np.float64)
        loud = power * 10.0 ** (channels[role].level_lu / 10.0) / max(float(power.mean()), 1e-12)
        key = loud if not len(key) else key + loud
    level = 10.0 * np.log10(np.maximum(key, 1e-9 * max(float(key.max()), 1e-12)))
    share = np.clip((level - level.max()) / _COMPRESSED_DB + 1.0, 0.0, 1.0)
    window = np.hanning(round(_SMOOTHED_S * RATE / cell) + 2)
    smooth = np.convolve(np.pad(share, len(window) // 2, mode="edge"), window / window.sum(), mode="same")
    points = np.power(10.0, -most_db * smooth[len(window) // 2 : len(window) // 2 + len(share)] / 20.0)
    curve = gains.spread(np.append(points, points[-1]), cell)
    total = next(iter(waves.values())).shape[1]
    return np.concatenate([curve, np.full(total - len(curve), curve[-1], np.float32)])


def _add(bus: Bus, wave: Wave, strip: Channel, taken: int, size: int) -> None:
    """Equalise, level, pan and send a role, all on its spectrum."""
    kept = min(taken, size) // 2 + 1
    equaliser = strip_response(strip.strip.sections, size)[:kept]
    spectra = [rfft(channel_wave, taken)[:kept] * equaliser for channel_wave in wave]
    # a transform back with another length scales by the ratio of lengths
    level = 10.0 ** ((_NOMINAL_DB + strip.level_lu) / 20.0) / _loudness_rms(wave, spectra, taken, size) * size / taken
    sides = strip.sides(len(wave))
    bus.direct[0, :kept] += spectra[0] * np.float32(level * sides.left)
    bus.direct[1, :kept] += spectra[-1] * np.float32(level * sides.right)
    if not strip.sends:
        return
    middle = spectra[0] if len(spectra) == 1 else (spectra[0] + spectra[1]) * np.float32(math.sqrt(0.5))
    for name, share in strip.sends.items():
        if name not in bus.sends:
            bus.sends[name] = np.zeros(size // 2 + 1, np.complex64)
        bus.sends[name][:kept] += middle * np.float32(level * share)


def _loudness_rms(wave: Wave, spectra: list[Spectrum], taken: int, size: int) -> float:
    """K-weighted RMS where the role plays (BS.1770-4's relative gate, on the unweighted signal)."""
    weight = k_power(size)[: len(spectra[0])]
    total = 0.0
    for spectrum in spectra:
        parts = spectrum.view(np.float32).reshape(-1, 2)
        total += float(np.einsum("nc,nc,n->", parts, parts, weight, dtype=np.float32)) * 2.0 / taken
    step = round(_STEP_S * RATE)
    length = wave.shape[1] // step * step
    powers: NDArray[np.float64] = np.sum(
        np.square(wave[:, :length]).reshape(len(wave), -1, step), axis=(0, 2), dtype=np.float64
    )
    loud = powers[powers > powers.mean() * 10.0 ** (_GATE_DB / 10.0)] if len(powers) else powers
    share = float(loud.sum() / powers.sum()) if len(loud) else 1.0
    return math.sqrt(max(total * share / max(1, len(loud)) / step, 1e-16))
