"""Drum transcription: which drum is struck when, and how hard.

Every attack is described by what it adds in eight frequency ranges and what of that is left a moment later
(``drum_attacks``). Two judges name it. One explains it as a non-negative sum of prototypes of kick, snare, stick and
hat, so that drums struck together are told apart: the idea of Dittmar & Gärtner, "Real-time transcription and
separation of drum recordings based on NMF decomposition" (DAFx 2014), applied to attacks instead of frames. The other
is a small network trained on synthetic kits (``drum_net``). They err on different sounds, acoustic and electronic;
together they are right more often than either.
"""

from __future__ import annotations

import numpy as np

from engine.analysis import drum_net
from engine.analysis.drum_attacks import Attacks, find_attacks
from engine.analysis.spectrum import is_silent, mono
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.jobs import Report, no_report, part_of

KICK, RIM, SNARE, CLAP = 36, 37, 38, 39
CLOSED_HAT, OPEN_HAT, CRASH, RIDE = 42, 46, 49, 51
LOW_TOM, HIGH_TOM, SHAKER = 45, 47, 70

_PROTOTYPES = (
    # what an attack adds in the ranges of ``drum_attacks``, as square roots of magnitude (half the decibels): the
    # shapes of membranes, sticks and plates in general, not those of any recording
    (1.00, 0.42, 0.22, 0.12, 0.12, 0.06, 0.02, 0.01),  # kick
    (0.25, 0.60, 0.50, 0.36, 0.24, 0.15, 0.09, 0.06),  # snare
    (0.05, 0.15, 0.45, 0.75, 0.80, 0.35, 0.15, 0.08),  # rim
    (0.00, 0.04, 0.10, 0.30, 0.80, 0.80, 0.50, 0.30),  # clap
    (0.00, 0.02, 0.06, 0.10, 0.20, 0.50, 0.85, 0.90),  # hat
)
_RANGE_WEIGHTS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.5, 5.0, 6.0)  # the quiet top counts like the loud bottom

# least amount of a prototype, and least share of the track's strong hits of it
_FLOORS = {"kick": 0.25, "snare": 0.10, "stick": 0.10, "hat": 0.012}
_SHARES = {"kick": 0.45, "snare": 0.15, "stick": 0.25, "hat": 0.25}
_SNARE_IN_HAT = 0.03  # so much of a snare's amount may be its own noise, brighter than the prototype
# where no hat is ever heard alone, what shines above kick and snare is likelier their own
_ALONE_SHARE, _ACCOMPANIED_FLOOR = 0.05, 0.05

_PROTOTYPES_SAY = 0.4  # weight of the prototypes' verdict against the network's
_PROTOTYPES_SAY_RIM = 0.2  # they lose a rim under a shaker
_YES, _NO = 0.9, 0.1
_OUTPUTS = ("kick", "snare", "clap", "rim", "closed_hat", "open_hat", "shaker", "tom", "crash", "ride")
_KICK_DEPTH = 0.7  # a kick adds at least so much below 130 Hz of what it adds anywhere else
_OPEN_S = 0.13  # closed hats fall by 20 dB within 0.1 s, open ones take 0.2 s and more
_SHAKEN_RISE_S = 0.0035  # struck metal rises within 2-4 ms, beads in 5-10
_CLAP_BODY = 1.0  # claps lie below 1, snares above 1.5
_HIGH_TOM_BALANCE = 1.2

_LENGTHS_S = {KICK: 0.12, SNARE: 0.12, LOW_TOM: 0.15, HIGH_TOM: 0.15, OPEN_HAT: 0.2, CRASH: 0.5, RIDE: 0.2}
_SHORT_S = 0.08


def transcribe_drums(drums: Audio, *, report: Report = no_report) -> tuple[NoteEvent, ...]:
    """Notes of a drum stem with General MIDI percussion keys, in order of time; empty for silence.

    Args:
        drums: Drums alone; the cleaner the stem, the better.
        report: Progress and cancellation.

    Returns:
        Notes of 36 kick, 37 rim, 38 snare, 39 clap, 42 closed and 46 open hat, 45/47 toms, 49 crash, 51 ride and
        70 shaker. Velocities follow the attack's level within its class; offsets are nominal.
    """
    samples = mono(drums)
    if is_silent(samples):
        return ()
    attacks = find_attacks(samples, drums.sample_rate, report=part_of(report, 0.0, 0.9))
    if not len(attacks.times):
        return ()
    notes = tuple(note for note in _notes(attacks) if note.onset < drums.duration)  # a frame may reach past the end
    report(1.0)
    return notes


def explain(added: np.ndarray) -> np.ndarray:
    """Amounts of each prototype in each attack: least squares with none negative (Lawson & Hanson 1974).

    Args:
        added: What attacks add, ``[attacks, ranges]``.

    Returns:
        Amounts of kick, snare, rim, clap and hat, ``[attacks, 5]``.
    """
    from scipy.optimize import nnls

    weights = np.array(_RANGE_WEIGHTS)
    shapes = np.array(_PROTOTYPES).T * weights[:, None]
    return np.array([nnls(shapes, vector * weights)[0] for vector in added])


def name_attacks(attacks: Attacks) -> dict[str, np.ndarray]:
    """The network's probability of each drum in each attack, ``{drum: [attacks]}``."""
    inputs = np.concatenate(
        [
            np.log10(0.01 + attacks.added) + 1.2,
            np.log10(0.01 + attacks.later) + 1.2,
            np.clip(attacks.rise_s[:, None] * 100.0, 0.0, 2.0) - 0.4,
            np.log10(0.02 + attacks.decay_s[:, None]) + 0.8,
        ],
        axis=1,
    )
    hidden = np.maximum(0.0, inputs @ np.array(drum_net.FIRST).T + drum_net.FIRST_BIAS)
    hidden = np.maximum(0.0, hidden @ np.array(drum_net.SECOND).T + drum_net.SECOND_BIAS)
    scores = hidden @ np.array(drum_net.LAST).T + drum_net.LAST_BIAS
    return dict(zip(_OUTPUTS, 1.0 / (1.0 + np.exp(-scores.T)), strict=True))


def _verdicts(attacks: Attacks) -> dict[str, np.ndarray]:
    """Which attacks the prototypes find to be kick, snare, stick (rim or clap) and hat, ``{drum: bool [attacks]}``."""
    kick, snare, rim, clap, hat = explain(attacks.added).T
    stick = rim + clap

    def threshold(values: np.ndarray, drum: str) -> float:
        return max(_FLOORS[drum], _SHARES[drum] * float(np.percentile(values, 95)))

    alone = (kick < 0.2) & (snare + clap < 0.1)
    hat_floor = threshold(hat, "hat")
    if np.count_nonzero(alone & (hat > hat_floor)) < max(2, _ALONE_SHARE * len(hat)):
        hat_floor = max(hat_floor, _ACCOMPANIED_FLOOR)
    return {
        "kick": kick > threshold(kick, "kick"),
        "snare": (snare > threshold(snare, "snare")) & (snare > stick),
        "stick": (stick > threshold(stick, "stick")) & (stick >= snare),
        "hat": hat > hat_floor + _SNARE_IN_HAT * (snare + clap),
    }


def _notes(attacks: Attacks) -> tuple[NoteEvent, ...]:
    heard, verdict = name_attacks(attacks), _verdicts(attacks)

    def blended(probability: np.ndarray, drum: str, say: float = _PROTOTYPES_SAY) -> np.ndarray:
        return np.asarray((1.0 - say) * probability + say * np.where(verdict[drum], _YES, _NO))

    def any_of(*drums: str) -> np.ndarray:
        return np.asarray(1.0 - np.prod([1.0 - heard[drum] for drum in drums], axis=0))

    kick = blended(heard["kick"], "kick") * (attacks.added[:, 0] > _KICK_DEPTH * attacks.added[:, 1:].max(axis=1))
    snare, rim = blended(any_of("snare", "clap"), "snare"), blended(heard["rim"], "stick", _PROTOTYPES_SAY_RIM)
    # the prototypes call a clap a stick, the network calls it a clap: it may count for either side
    snare = np.maximum(snare, blended(heard["clap"], "stick"))
    hat, cymbal = blended(any_of("closed_hat", "open_hat", "shaker"), "hat"), np.maximum(heard["crash"], heard["ride"])
    notes: list[NoteEvent] = []
    notes += _struck(attacks, kick > 0.5, np.full(len(kick), KICK), slice(0, 1))
    tom = (heard["tom"] > 0.5) & (heard["tom"] > snare)
    notes += _struck(attacks, tom, _tom_keys(attacks), slice(0, 3))
    is_stick = (np.maximum(snare, rim) > 0.5) & ~tom
    backbeats = np.where(_is_clap(attacks, kick > 0.5, is_stick), CLAP, SNARE)
    notes += _struck(attacks, is_stick, np.where(rim > snare, RIM, backbeats), slice(1, 6))
    is_cymbal = (cymbal > 0.5) & (cymbal > hat)
    is_hat = (hat > 0.5) & ~is_cymbal
    alone = is_hat & (kick <= 0.5) & ~is_stick
    short = SHAKER if _is_shaken(attacks, alone) else CLOSED_HAT
    notes += _struck(attacks, is_hat, np.where(attacks.decay_s > _OPEN_S, OPEN_HAT, short), slice(5, 8))
    notes += _struck(attacks, is_cymbal, np.where(heard["crash"] > heard["ride"], CRASH, RIDE), slice(5, 8))
    return tuple(sorted(notes))


def _is_clap(attacks: Attacks, with_kick: np.ndarray, is_stick: np.ndarray) -> np.ndarray:
    """Whether a hit lacks a shell's body (130–520 Hz against 1.1–5 kHz), less what the track's kick alone has there."""
    body, middle = attacks.added[:, 1:3].mean(axis=1), attacks.added[:, 4:6].mean(axis=1)
    kick_alone = with_kick & ~is_stick
    if kick_alone.any():  # magnitudes add, of which these are square roots
        rest = np.sqrt(np.maximum(0.0, body**2 - float(np.median(body[kick_alone])) ** 2))
        body = np.where(with_kick, rest, body)
    return np.asarray(body < _CLAP_BODY * middle)


def _is_shaken(attacks: Attacks, alone: np.ndarray) -> bool:
    """Whether a track's short bright sounds are a shaker's: three quarters of them slow to rise.

    One answer for a track: the two differ by milliseconds, and one of them usually plays all of the pattern.
    """
    return bool(alone.any()) and float(np.percentile(attacks.rise_s[alone], 25)) > _SHAKEN_RISE_S


def _tom_keys(attacks: Attacks) -> np.ndarray:
    return np.where(attacks.added[:, 2] > _HIGH_TOM_BALANCE * attacks.added[:, 0], HIGH_TOM, LOW_TOM)


def _struck(attacks: Attacks, is_struck: np.ndarray, keys: np.ndarray, ranges: slice) -> list[NoteEvent]:
    """Notes of the attacks that are struck; their velocity follows what they add in the drum's own ranges."""
    level = attacks.added[:, ranges].mean(axis=1)
    full = float(np.percentile(level[is_struck], 80)) if is_struck.any() else 1.0
    notes = []
    for i in np.flatnonzero(is_struck):
        # the square root of the square root's 1.6th power: MIDI velocity grows with about the 0.8th power of amplitude
        velocity = int(np.clip(round(100.0 * (float(level[i]) / max(full, 1e-9)) ** 1.6), 1, 127))
        time, key = float(attacks.times[i]), int(keys[i])
        notes.append(NoteEvent(time, time + _LENGTHS_S.get(key, _SHORT_S), key, velocity))
    return notes
