"""Faders, drives and the master's gain, found by listening to a few bars before the piece is played."""

from __future__ import annotations

import math
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Composition
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing import gains
from engine.generation.sketch.mixing.buses import Drive, driven
from engine.generation.sketch.mixing.channel import Channel
from engine.generation.sketch.mixing.density import Density, density
from engine.generation.sketch.mixing.desk import NOMINAL_LUFS, STEMS, Desk, Settings
from engine.generation.sketch.mixing.levels import CELL, Meter, by_step, energies, gated_loudness, power
from engine.generation.sketch.mixing.limiter import PeakEnvelope
from engine.generation.sketch.mixing.master import HARDEST_DB, Material, limited
from engine.generation.sketch.mixing.players import Source, Track

_ENOUGH = 0.5
"""A role that plays less than this share of what it plays at its densest is listened to elsewhere."""
_SHORTEST_S = 1.0
_STEPS_PER_BAR = 20
"""Steps of 100 ms of a bar at 113 BPM, near enough for gating."""
_TRIED_DB = np.arange(-16.0, 21.0, 2.0)
_HARDER_DB = 1.0
"""The limiter works about so much harder in the fullest window than in the piece (0-2 dB, measured on 15 pieces)."""
_HIGHEST_PEAK_DB = NOMINAL_LUFS + 6.5
"""A stick of a few milliseconds that was as loud as its level says would tower above everything: percussion is turned
down until it peaks no higher than this."""
_ABOVE_DRIVE_DB = 2.0
"""How far the drums' peaks may stand above the level at which they are driven."""
_INAUDIBLE_LUFS = -70.0
_RINGING = RATE // 2 // gains.STEP * gains.STEP
"""Half a second more, so that a stroke at the end of the window is heard."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What listening found.

    Args:
        settings: For the desk.
        role_loudness: LUFS of each role before mastering, in the window in which it was listened to, drive excluded.
        windows: First bar of that window by role.
        fullest: First bar of the fullest window of the piece.
        density: How much each role plays by bar.
    """

    settings: Settings
    role_loudness: dict[str, float]
    windows: dict[str, int]
    fullest: int
    density: Density


def calibrate(
    composition: Composition, channels: Mapping[str, Channel], sources: Mapping[str, Source], threads: Executor
) -> Calibration:
    """Listen to each role where the piece is fullest, or where the role plays most if it hardly plays there."""
    playing = density(composition)
    fullest = playing.fullest(channels)
    windows = {role: fullest if playing.share(role, fullest) >= _ENOUGH else playing.densest(role) for role in channels}

    def listen(role: str) -> Wave | None:
        start, stop = stretch(composition, windows[role], playing.window_bars)
        return Track(sources[role], start).block(start, stop + _RINGING)

    heard = dict(zip(channels, threads.map(listen, channels), strict=True))
    found = {role: _level(wave, channels[role]) for role, wave in heard.items()}
    faders = {role: level.fader_db for role, level in found.items()}
    settings = Settings(faders, _drives(composition, channels, heard, faders))
    loudness = {role: level.loudness_lufs for role, level in found.items()}
    return Calibration(settings, loudness, windows, fullest, playing)


def predicted_gain_db(
    composition: Composition,
    channels: Mapping[str, Channel],
    sources: Mapping[str, Source],
    calibration: Calibration,
    threads: Executor,
) -> float:
    """The master's gain, from the fullest window and from how much fuller it is than the rest of the piece."""
    playing = calibration.density
    start, stop = stretch(composition, calibration.fullest, playing.window_bars)
    plan = composition.blueprint.mix
    meter, peaks, cells = Meter(), PeakEnvelope(plan.ceiling_dbtp), []
    desk = Desk(composition, channels, sources, calibration.settings, start=start)
    for block in desk.blocks(stop, threads):
        mix = block.sum(axis=0)
        meter.push(mix)
        cells.append(peaks.push(mix, block))
    nothing = np.zeros((len(STEMS), 2, 0), np.float32)
    cells.append(peaks.push(nothing[0], nothing, is_last=True))
    count = stop - start
    material = Material(meter.cells[: count // CELL], np.concatenate(cells)[: count // CELL])
    promised = playing.promised(calibration.role_loudness, calibration.windows)
    window = promised[calibration.fullest : calibration.fullest + playing.window_bars]
    below_db = 10.0 * np.log10(np.mean(window) / np.maximum(promised, 1e-12 * np.mean(window)))
    return _gain_for(material, below_db, plan.ceiling_dbtp, plan.target_lufs)


def _gain_for(material: Material, below_db: NDArray[np.float64], ceiling_dbtp: float, wanted_lufs: float) -> float:
    """The gain for a piece whose bars are ``below_db`` quieter than the window, of which all is known.

    A bar that is 5 dB quieter loses in the limiter what the window would lose at 5 dB less gain.
    """
    plain = gated_loudness(by_step(material.energies))
    if plain is None:
        return 0.0
    tried = wanted_lufs - plain + _TRIED_DB
    solutions = [limited(material, ceiling_dbtp, float(gain)) for gain in tried]
    loudness = np.array([plain if found.loudness_lufs is None else found.loudness_lufs for found in solutions])
    lost = tried + plain - loudness
    best = float(tried[0])
    for gain in np.arange(tried[0], tried[-1], 0.05):
        bars = power(plain) * np.power(10.0, (gain - below_db - np.interp(gain - below_db, tried, lost)) / 10.0)
        whole = gated_loudness(np.repeat(bars, _STEPS_PER_BAR))
        work = float(np.interp(gain, tried, [found.reduction_db for found in solutions]))
        if whole is None or whole > wanted_lufs or work > HARDEST_DB + _HARDER_DB:
            break
        best = float(gain)
    return best


def stretch(composition: Composition, bar: int, num_bars: int) -> tuple[int, int]:
    """First and last sample of some bars, on the grid of gain points; at least a second."""
    length = composition.duration / composition.blueprint.num_bars
    start = int(bar * length * RATE) // gains.STEP * gains.STEP
    num_points = int(max(num_bars * length, _SHORTEST_S) * RATE) // gains.STEP
    return start, start + num_points * gains.STEP


@dataclass(frozen=True, slots=True)
class _Level:
    """Where a role's fader stands and the loudness that it has there."""

    fader_db: float
    loudness_lufs: float


def _level(wave: Wave | None, channel: Channel) -> _Level:
    goal = NOMINAL_LUFS + channel.level_lu
    loudness = None
    if wave is not None:
        sides = channel.sides(len(wave))
        panned = np.stack([wave[0] * np.float32(sides.left), wave[-1] * np.float32(sides.right)])
        loudness = gated_loudness(energies(panned if len(wave) == 2 else wave))
    if wave is None or loudness is None:
        return _Level(0.0, _INAUDIBLE_LUFS)
    fader_db = goal - loudness
    if ROLES[channel.role].stem is Stem.DRUMS:
        fader_db = min(fader_db, _HIGHEST_PEAK_DB - 20.0 * math.log10(float(np.abs(wave).max())))
    return _Level(fader_db, loudness + fader_db)


def _drives(
    composition: Composition,
    channels: Mapping[str, Channel],
    heard: Mapping[str, Wave | None],
    faders: Mapping[str, float],
) -> dict[Stem, Drive]:
    """Drums and log drum are driven: the ceiling lies ``drive_db`` below their highest peak."""
    drive_db = composition.blueprint.mix.drive_db
    if drive_db <= 0.0:
        return {}
    drives: dict[Stem, Drive] = {}
    for stem in (Stem.DRUMS, Stem.LOG_DRUM):
        waves = {
            role: wave * np.float32(gains.amplitude(faders[role]))
            for role, wave in heard.items()
            if wave is not None and ROLES[role].stem is stem
        }
        peak = max((_side_peak(wave, channels[role]) for role, wave in waves.items()), default=0.0)
        if peak > 0.0:
            ceiling = peak * gains.amplitude(-drive_db)
            if stem is Stem.LOG_DRUM:
                drives[stem] = Drive(ceiling, _makeup(list(waves.values()), ceiling))
            else:
                drives[stem] = Drive(ceiling, peak=ceiling * gains.amplitude(_ABOVE_DRIVE_DB))
    return drives


def _side_peak(wave: Wave, channel: Channel) -> float:
    sides = channel.sides(len(wave))
    return max(float(np.abs(wave[0]).max()) * sides.left, float(np.abs(wave[-1]).max()) * sides.right)


def _makeup(waves: list[Wave], ceiling: float) -> float:
    """What the driven log drum lost in loudness, given back: it is a lead, and its level is the mix's business."""
    if len(waves) != 1:
        return 1.0
    wave = waves[0] * np.float32(np.sqrt(0.5)) if len(waves[0]) == 1 else waves[0]
    before, after = gated_loudness(energies(wave)), gated_loudness(energies(driven(wave, Drive(ceiling))))
    return 1.0 if before is None or after is None else gains.amplitude(before - after)
