"""The desk: every role of a piece in its channel, every stem on its bus, glued; block after block, before mastering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np

from engine.core.composition import Composition, Move
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing import gains
from engine.generation.sketch.mixing.buses import REACH, Bus, Drive, RolePart
from engine.generation.sketch.mixing.channel import Channel
from engine.generation.sketch.mixing.ducking import Ducking
from engine.generation.sketch.mixing.gains import Points
from engine.generation.sketch.mixing.glue import Glue
from engine.generation.sketch.mixing.players import Source, Track
from engine.generation.sketch.mixing.sweeps import swept

BLOCK = 3640 * gains.STEP
"""Samples the desk works on at a time, 3 s: the length at which the hall's FFT costs least per sample."""
NOMINAL_LUFS = -20.0
"""Loudness of the full mix before mastering, to which levels in LU refer."""
_GLUE_FROM_DB = NOMINAL_LUFS + 2.0
STEMS = tuple(Stem)


@dataclass(frozen=True, slots=True)
class Settings:
    """What calibration found: fader of each role (dB) and drive of each stem's bus."""

    faders_db: Mapping[str, float]
    drives: Mapping[Stem, Drive]


class Desk:
    """Plays a stretch of a piece.

    Args:
        composition: The piece.
        channels: Of every role that has notes, in the order of ``ROLES``.
        sources: Who plays them.
        settings: Faders and drives.
        start: First sample, a multiple of ``gains.STEP``; reverbs are empty there.
        is_final: Sounds are dropped as soon as they are not needed any more.
    """

    def __init__(
        self,
        composition: Composition,
        channels: Mapping[str, Channel],
        sources: Mapping[str, Source],
        settings: Settings,
        *,
        start: int = 0,
        is_final: bool = False,
    ) -> None:
        ducking = Ducking(composition) if composition.blueprint.mix.duck_db > 0.0 else None
        self._roles = {
            role: _RoleChannel(composition, channel, Track(sources[role], start, is_final=is_final), settings, ducking)
            for role, channel in channels.items()
        }
        self._buses = {
            stem: Bus(_reverbs(composition, channels, stem), BLOCK, settings.drives.get(stem, Drive()))
            for stem in STEMS
        }
        self._glue = Glue(_GLUE_FROM_DB)
        self._position = start

    def blocks(self, stop: int, threads: Executor) -> Iterator[Wave]:
        """Stems ``[5, 2, BLOCK]`` in the order of ``Stem``, up to the block that holds sample ``stop`` - 1."""
        parts = self._play(threads)
        while self._position < stop:
            played = {role: job.result() for role, job in parts.items()}
            self._position += BLOCK
            if self._position < stop:
                parts = self._play(threads)
            yield self._mixed(played, threads)

    def _play(self, threads: Executor) -> dict[str, Future[RolePart | None]]:
        return {
            role: threads.submit(channel.part, self._position, self._position + BLOCK)
            for role, channel in self._roles.items()
        }

    def _mixed(self, played: Mapping[str, RolePart | None], threads: Executor) -> Wave:
        by_stem = {
            stem: [part for role, part in played.items() if part is not None and ROLES[role].stem is stem]
            for stem in STEMS
        }
        stems = np.stack(list(threads.map(lambda stem: self._buses[stem].block(by_stem[stem]), STEMS)))
        gain = gains.spread(self._glue.push(stems.sum(axis=0)))
        stems *= gain
        return stems


class _RoleChannel:
    """A role's sound with its fader, moves and ducking."""

    def __init__(
        self, composition: Composition, channel: Channel, track: Track, settings: Settings, ducking: Ducking | None
    ) -> None:
        moves = [move for move in composition.moves if move.role == channel.role]
        self._channel = channel
        self._track = track
        self._fader_db = settings.faders_db[channel.role]
        self._sections = composition.sections
        self._levels_db = _section_levels(composition, channel.role)
        self._moves = {
            kind: [move for move in moves if move.kind == kind] for kind in ("level_db", "lowpass_hz", "send")
        }
        self._ducking = ducking
        self._duck_db = channel.strip.duck * composition.blueprint.mix.duck_db

    def part(self, start: int, stop: int) -> RolePart | None:
        """Samples ``start`` - ``stop``; None where the role is silent."""
        first, last = start - REACH, stop + REACH
        wave = self._track.block(first, last)
        if wave is None:
            return None
        sweeps = _near(self._moves["lowpass_hz"], first, last)
        if sweeps:
            wave = swept(wave, first, sweeps)
        level = self._level(first, last)
        wave *= (
            np.float32(gains.amplitude(float(level[0])))
            if np.ptp(level) == 0.0
            else gains.spread(np.power(10.0, level / 20.0))
        )
        return RolePart(wave, self._channel.sides(len(wave)), self._sends(wave[:, REACH:-REACH], start, stop))

    def _level(self, first: int, last: int) -> Points:
        at = gains.times(first, last)
        level = self._fader_db + gains.section_levels(self._sections, self._levels_db, at)
        level += gains.moved(self._moves["level_db"], at)
        if self._ducking is not None and self._duck_db > 0.0:
            level -= self._duck_db * self._ducking.share(first, last)
        return level

    def _sends(self, dry: Wave, start: int, stop: int) -> dict[str, Wave]:
        mono = dry[0] if len(dry) == 1 else (dry[0] + dry[1]) * np.float32(np.sqrt(0.5))
        throws = _near(self._moves["send"], start, stop)
        if not throws:
            return {name: mono * np.float32(share) for name, share in self._channel.sends.items()}
        thrown = gains.spread(np.clip(gains.moved(throws, gains.times(start, stop)), 0.0, 1.0))
        shares = self._channel.sends or {THROWN_TO: 0.0}
        return {name: mono * (np.float32(share) + thrown) for name, share in shares.items()}


THROWN_TO = "hall"
"""Where a throw goes whose role is dry otherwise."""


def _reverbs(composition: Composition, channels: Mapping[str, Channel], stem: Stem) -> frozenset[str]:
    names: set[str] = set()
    for role, channel in channels.items():
        if ROLES[role].stem is stem:
            names |= set(channel.sends)
            if not channel.sends and any(move.role == role and move.kind == "send" for move in composition.moves):
                names.add(THROWN_TO)
    return frozenset(names)


def _section_levels(composition: Composition, role: str) -> list[float]:
    """A role's level in each section; where it rests, that of the section before: nothing jumps as it rings out."""
    levels: list[float | None] = []
    for section in composition.blueprint.sections:
        plan = section.role(role)
        levels.append(plan.level_db if plan is not None else levels[-1] if levels else None)
    first = next((level for level in levels if level is not None), 0.0)
    return [first if level is None else level for level in levels]


def _near(moves: list[Move], start: int, stop: int) -> list[Move]:
    margin = 2 * REACH
    return [move for move in moves if move.start * RATE < stop + margin and move.end * RATE > start - margin]
