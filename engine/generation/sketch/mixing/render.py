"""From a composition to mastered stems and their mix: the whole piece, or block by block as it is played."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from engine.core.audio import Audio
from engine.core.composition import Composition
from engine.core.jobs import Report, no_report
from engine.core.roles import ROLES
from engine.core.stems import Stems
from engine.generation.base import OnSound
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.calibration import Calibration, calibrate, predicted_gain_db
from engine.generation.sketch.mixing.channel import Channel, channel
from engine.generation.sketch.mixing.desk import BLOCK, STEMS, Desk
from engine.generation.sketch.mixing.early import EarlySound
from engine.generation.sketch.mixing.ending import Ending, ending, ends_at, faded
from engine.generation.sketch.mixing.gains import amplitude
from engine.generation.sketch.mixing.levels import Meter
from engine.generation.sketch.mixing.limiter import Cells, PeakEnvelope
from engine.generation.sketch.mixing.master import Master, Material, curves, solve_gain
from engine.generation.sketch.mixing.players import Source, Track, player

MODEL = "sketch"
_SAFE_DB = 0.005


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rendered:
    """A piece as it sounds.

    Args:
        stems: All five, stereo, mastered.
        mix: Their sum in float32.
        loudness_lufs, true_peak_dbtp: Of the mix; None for silence.
        role_loudness: LUFS of each role before mastering, in the bars it was calibrated on.
        master_gain_db: Gain from the desk to the limiter.
        reduction_db: What the limiter takes from the loudest twentieth of the piece.
        seconds: What each step cost.
    """

    stems: Stems
    mix: Audio
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    role_loudness: dict[str, float]
    master_gain_db: float
    reduction_db: float
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A mastered stretch of the mix from ``start_sample``."""

    start_sample: int
    mix: Audio


@dataclass(frozen=True, slots=True)
class _Session:
    """A piece set up at the desk."""

    composition: Composition
    channels: dict[str, Channel]
    sources: dict[str, Source]
    ending: Ending
    calibration: Calibration | None

    def desk(self) -> Desk | None:
        if self.calibration is None:
            return None
        return Desk(self.composition, self.channels, self.sources, self.calibration.settings, is_final=True)


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = round(now - self._last, 4)
        self._last = now


def render(
    composition: Composition, *, report: Report = no_report, threads: int = 2, on_sound: OnSound | None = None
) -> Rendered:
    """The whole piece. The result does not depend on ``threads``, nor on whether somebody listens.

    ``on_sound`` is handed the mix as it is played; its level is predicted, as in ``stream``.

    Raises:
        ValueError: If a role has notes and no voice, or an instrument is unknown.
        UserError: If a SoundFont or plug-in of the user's cannot be used.
    """
    clock = _Clock()
    with ThreadPoolExecutor(threads) as executor:
        session = _set_up(composition, executor)
        clock.lap("calibrate")
        report(0.15)
        early = None if on_sound is None else _early(session, executor, on_sound)
        played = _play(session, executor, report, early)
        clock.lap("play")
        plan = composition.blueprint.mix
        solution = solve_gain(played.material, plan.ceiling_dbtp, plan.target_lufs)
        mix = _master(played, plan.ceiling_dbtp, solution.gain_db)
        length = ends_at(mix, session.ending)
        clock.lap("master")
        whole = Audio(mix[:, :length], RATE)
        facts = _measure(whole, executor)
        if facts.true_peak_dbtp is not None and facts.true_peak_dbtp > plan.ceiling_dbtp:
            facts = _turned_down(played.stems, mix, facts, facts.true_peak_dbtp - plan.ceiling_dbtp + _SAFE_DB)
        clock.lap("measure")
    report(1.0)
    return Rendered(
        stems=Stems({stem: Audio(played.stems[i, :, :length], RATE) for i, stem in enumerate(STEMS)}, MODEL),
        mix=whole,
        loudness_lufs=facts.loudness_lufs,
        true_peak_dbtp=facts.true_peak_dbtp,
        role_loudness=dict(session.calibration.role_loudness) if session.calibration else {},
        master_gain_db=solution.gain_db,
        reduction_db=solution.reduction_db,
        seconds=clock.seconds,
    )


def stream(
    composition: Composition, *, block_bars: int = 4, gain_db: float | None = None, threads: int = 2
) -> Iterator[Block]:
    """The mix, ``block_bars`` bars at a time, as it is played; the last block holds the rest and the tail.

    Everything but the master's gain is ``render``'s own path. That gain has to be known before the piece has been
    heard: it is predicted, and the result may be a little louder or quieter than ``render``'s. With ``render``'s own
    ``master_gain_db`` as ``gain_db`` the blocks are ``render``'s mix to the bit.

    Raises:
        ValueError, UserError: As ``render``.
    """
    with ThreadPoolExecutor(threads) as executor:
        session = _set_up(composition, executor)
        plan = composition.blueprint.mix
        if gain_db is None and session.calibration is not None:
            gain_db = predicted_gain_db(composition, session.channels, session.sources, session.calibration, executor)
        master = Master(plan.ceiling_dbtp, gain_db or 0.0)
        bar = composition.duration / composition.blueprint.num_bars
        yield from _in_bars(_mastered(session, master, executor), session.ending, bar * block_bars)


def render_dry(composition: Composition) -> Iterator[tuple[str, Audio]]:
    """Each role as its instrument plays it: no equaliser, level, pan, ducking or reverb, ``[1 or 2, samples]``.

    All have the length of the piece with its tail (4 s where the blueprint gives no length).
    """
    num_samples = ending(composition).num_samples
    for role, strip in _channels(composition).items():
        source = player(composition, strip, num_samples, dry=True)
        track = Track(source, is_final=True)
        whole: Wave | None = None
        for start in range(0, num_samples, BLOCK):
            stop = min(start + BLOCK, num_samples)
            part = track.block(start, stop)
            if part is None:
                continue
            if whole is None or len(whole) < len(part):
                known = whole
                whole = np.zeros((len(part), num_samples), np.float32)
                if known is not None:
                    whole[:] = known * np.float32(np.sqrt(0.5))
            whole[:, start:stop] = part if len(part) == len(whole) else part * np.float32(np.sqrt(0.5))
        yield role, Audio(np.zeros((1, num_samples), np.float32) if whole is None else whole, RATE)


def _channels(composition: Composition) -> dict[str, Channel]:
    playing = {note.role for note in composition.notes}
    return {role: channel(role, composition.blueprint.mix) for role in ROLES if role in playing}


def _set_up(composition: Composition, executor: ThreadPoolExecutor) -> _Session:
    channels = _channels(composition)
    end = ending(composition)
    sources = {role: player(composition, strip, end.num_samples) for role, strip in channels.items()}
    calibration = calibrate(composition, channels, sources, executor) if channels else None
    return _Session(composition, channels, sources, end, calibration)


@dataclass(frozen=True, slots=True, eq=False)
class _Played:
    """Stems ``[5, 2, samples]`` before mastering, peaks in the pieces in which they came, and energies."""

    stems: Wave
    cells: list[Cells]
    material: Material


def _early(session: _Session, executor: ThreadPoolExecutor, on_sound: OnSound) -> EarlySound:
    composition, calibration = session.composition, session.calibration
    gain_db = 0.0
    if calibration is not None:
        gain_db = predicted_gain_db(composition, session.channels, session.sources, calibration, executor)
    return EarlySound(composition.blueprint.mix.ceiling_dbtp, gain_db, session.ending.num_samples, on_sound)


def _play(session: _Session, executor: ThreadPoolExecutor, report: Report, early: EarlySound | None) -> _Played:
    total = session.ending.num_samples
    num_blocks = -(-total // BLOCK)
    stems = np.zeros((len(STEMS), 2, num_blocks * BLOCK), np.float32)
    envelope = PeakEnvelope(session.composition.blueprint.mix.ceiling_dbtp)
    meter, cells = Meter(), []
    for index, block in enumerate(_blocks(session, executor)):
        start = index * BLOCK
        stems[:, :, start : start + BLOCK] = block
        mix = block.sum(axis=0)
        is_last = index == num_blocks - 1
        cells.append(envelope.push(mix, block, is_last=is_last))
        if early is not None:
            early.push(mix, cells[-1], is_last=is_last)
        meter.push(mix[:, : total - start])
        report(0.15 + 0.7 * (index + 1) / num_blocks)
    return _Played(stems, cells, Material(meter.cells, np.concatenate(cells)))


def _blocks(session: _Session, executor: ThreadPoolExecutor) -> Iterator[Wave]:
    """The desk's blocks with the ending's fade; silence without notes."""
    total = session.ending.num_samples
    desk = session.desk()
    if desk is None:
        for _ in range(-(-total // BLOCK)):
            yield np.zeros((len(STEMS), 2, BLOCK), np.float32)
        return
    for index, block in enumerate(desk.blocks(total, executor)):
        yield faded(block, index * BLOCK, session.ending)


def _master(played: _Played, ceiling_dbtp: float, gain_db: float) -> Wave:
    """Apply the master's curve to the stems in place; returns their sum."""
    mix = np.empty(played.stems.shape[1:], np.float32)
    start = 0
    for curve in curves(played.cells, ceiling_dbtp, gain_db):
        part = played.stems[:, :, start : start + len(curve)]
        part *= curve
        part.sum(axis=0, out=mix[:, start : start + len(curve)])
        start += len(curve)
    return mix


def _mastered(session: _Session, master: Master, executor: ThreadPoolExecutor) -> Iterator[Wave]:
    num_blocks = -(-session.ending.num_samples // BLOCK)
    for index, block in enumerate(_blocks(session, executor)):
        yield master.push(block, is_last=index == num_blocks - 1).sum(axis=0)


def _in_bars(parts: Iterator[Wave], end: Ending, seconds: float) -> Iterator[Block]:
    """Regroup a mix: blocks of so many seconds up to the end of the bars, then one with all the rest."""
    waiting = np.zeros((2, 0), np.float32)
    start, number = 0, 1
    for part in parts:
        waiting = np.concatenate([waiting, part], axis=1)
        while (
            round((number + 1) * seconds * RATE) <= end.last_bar
            and waiting.shape[1] >= round(number * seconds * RATE) - start
        ):
            length = round(number * seconds * RATE) - start
            yield Block(start, Audio(waiting[:, :length].copy(), RATE))
            waiting, start, number = waiting[:, length:], start + length, number + 1
    length = ends_at(waiting, end, start) - start
    if length > 0:
        yield Block(start, Audio(waiting[:, :length].copy(), RATE))


def _turned_down(stems: Wave, mix: Wave, facts: _Facts, by_db: float) -> _Facts:
    """The last resort where the limiter's steep gain on very bright peaks let one through by a fraction of a dB."""
    stems *= np.float32(amplitude(-by_db))
    stems.sum(axis=0, out=mix)
    loudness, peak = facts.loudness_lufs, facts.true_peak_dbtp
    return _Facts(None if loudness is None else loudness - by_db, None if peak is None else peak - by_db)


@dataclass(frozen=True, slots=True)
class _Facts:
    loudness_lufs: float | None
    true_peak_dbtp: float | None


def _measure(mix: Audio, executor: ThreadPoolExecutor) -> _Facts:
    from engine.audio.loudness import true_peak_dbtp
    from engine.generation.sketch.mixing.levels import gated_loudness

    peak = executor.submit(true_peak_dbtp, mix)
    meter = Meter()
    for start in range(0, mix.num_samples, BLOCK):
        meter.push(mix.samples[:, start : start + BLOCK])
    return _Facts(gated_loudness(meter.energies), peak.result())
