"""What happens to an item's buses: reverbs come back, the master's filters, loudness, and a codec.

Everything but the codec is linear, or a gain curve of the mixture applied to every stem, so the stems still sum to
``clean``; ``mixture`` is what a codec has made of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import Wave
from engine.generation.sketch.mixing.filters import irfft, rfft
from trainer.synth_corpus import spectra
from trainer.synth_corpus.codecs import through_codec
from trainer.synth_corpus.item import Treatment
from trainer.synth_corpus.master import master_gain
from trainer.synth_corpus.mixing import Bus, Frame
from trainer.synth_corpus.rooms import Room, impulse_response
from trainer.synth_corpus.spectra import Spectrum


@dataclass(frozen=True, slots=True, eq=False)
class Treated:
    """Stems ``[2, samples]`` that sum to ``clean``, and the mixture a listener gets."""

    stems: dict[Stem, Wave]
    clean: Wave
    mixture: Wave


def frame_of(num_samples: int, treatment: Treatment, longest_tail: int) -> Frame:
    """Where an item lies; its tape speed is the nearest to the one asked for that two transforms can make."""
    size = spectra.output_size(num_samples, longest_tail)
    return Frame(num_samples, size, spectra.size_near(size * treatment.tape_ratio) / size)


def treat(
    sources: Sequence[Mapping[Stem, Bus]], treatment: Treatment, frame: Frame, *, bleed_db: float | None = None
) -> Treated:
    """Buses to stems and mixture of ``frame.num_samples`` samples.

    Args:
        sources: The buses of each source; a stem comes from one of them at most.
        treatment: What to do.
        frame: Of the item.
        bleed_db: The log drum is heard only through the room, at this level, in ``other``; None where it is there.
    """
    buses = {stem: bus for source in sources for stem, bus in source.items()}
    returns = {name: _room_response(room, frame.size) for name, room in _used(buses, treatment, bleed_db).items()}
    wholes = {stem: _with_returns(bus, returns) for stem, bus in buses.items()}
    if bleed_db is not None and Stem.LOG_DRUM in wholes:
        bleed = wholes.pop(Stem.LOG_DRUM) * returns["hall"] * np.float32(10.0 ** (bleed_db / 20.0) * np.sqrt(2.0))
        wholes[Stem.OTHER] = wholes[Stem.OTHER] + bleed if Stem.OTHER in wholes else bleed
    master = _master_response(treatment, frame.size)
    wholes = {stem: _mastered(whole, master, is_mono=treatment.mono) for stem, whole in wholes.items()}
    return _levelled(wholes, treatment, frame)


def _used(buses: Mapping[Stem, Bus], treatment: Treatment, bleed_db: float | None) -> dict[str, Room]:
    sent = {name for bus in buses.values() for name in bus.sends} | ({"hall"} if bleed_db is not None else set())
    return {name: room for name, room in treatment.rooms.items() if name in sent}


def _room_response(room: Room, size: int) -> Spectrum:
    return rfft(impulse_response(room), size)


def _with_returns(bus: Bus, returns: Mapping[str, Spectrum]) -> Spectrum:
    whole = bus.direct
    for name, sent in bus.sends.items():
        whole = whole + returns[name] * sent
    return whole


def _master_response(treatment: Treatment, size: int) -> Spectrum | None:
    """``[bins]`` or, with a room around everything, ``[2, bins]``; None where nothing is to be done."""
    parts: list[Spectrum] = []
    if treatment.around is not None:
        room = _room_response(treatment.around, size) * np.float32(treatment.around_wet * np.sqrt(2.0))
        parts.append(room + np.float32(1.0))
    if treatment.tilt_db:
        parts.append(spectra.tilt(treatment.tilt_db, size))
    if treatment.phone_band:
        parts.append(spectra.phone_band(size))
    if treatment.resample_hz:
        parts.append(spectra.band_limit(treatment.resample_hz, size).astype(np.complex64))
    whole: Spectrum | None = None
    for part in parts:
        whole = part if whole is None else whole * part
    return whole


def _mastered(whole: Spectrum, master: Spectrum | None, *, is_mono: bool) -> Spectrum:
    if master is not None:
        whole = whole * master
    if is_mono:
        whole = np.repeat(whole.mean(axis=0, keepdims=True), 2, axis=0)
    return whole


def _levelled(wholes: Mapping[Stem, Spectrum], treatment: Treatment, frame: Frame) -> Treated:
    """Back in time, at the loudness asked for."""
    length = frame.num_samples
    silence = np.zeros((2, length), np.float32)
    if not wholes:
        return Treated(dict.fromkeys(Stem, silence), silence, silence)
    waves = {stem: irfft(whole, frame.size)[:, :length] for stem, whole in wholes.items()}
    weighted = irfft(np.sum(list(wholes.values()), axis=0) * spectra.k_response(frame.size), frame.size)[:, :length]
    gain = master_gain(_sum(waves), weighted, treatment.target_lufs, treatment.clip_db)
    stems = {stem: waves[stem] * gain if stem in waves else silence for stem in Stem}
    clean = _sum(stems)
    return Treated(stems, clean, through_codec(clean, treatment.codec, treatment.bit_rate))


def _sum(stems: Mapping[Stem, Wave]) -> Wave:
    """In the order of ``Stem``, so that whoever adds them up again gets the same samples."""
    total: Wave | None = None
    for stem in Stem:
        if stem in stems:
            total = stems[stem].copy() if total is None else np.add(total, stems[stem], out=total)
    assert total is not None
    return total
