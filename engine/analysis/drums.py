"""Drum transcription: which drum is struck when, and how hard.

Every attack gives a vector of what was added in eight frequency ranges (``drum_attacks``). Non-negative least squares
explains it as a sum of prototypes of kick, snare, rim, clap and hat, so that drums struck together are told apart: the
idea of Dittmar & Gärtner, "Real-time transcription and separation of drum recordings based on NMF decomposition"
(DAFx 2014), applied to attacks instead of frames. Decay and rise then tell hats, cymbals and shakers from one another.
"""

from __future__ import annotations

import numpy as np

from engine.analysis.drum_attacks import Attacks, find_attacks
from engine.analysis.spectrum import is_silent, mono
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.jobs import Report, no_report, part_of

KICK, RIM, SNARE, CLAP = 36, 37, 38, 39
CLOSED_HAT, OPEN_HAT, CRASH = 42, 46, 49
LOW_TOM, HIGH_TOM, SHAKER = 45, 47, 70

_PROTOTYPES = {
    # what an attack adds in the ranges of ``drum_attacks``, as square roots of magnitude (half the decibels): the
    # shapes of membranes, sticks and plates in general, not those of any recording
    "kick": (1.00, 0.42, 0.22, 0.12, 0.12, 0.06, 0.02, 0.01),
    "snare": (0.25, 0.60, 0.50, 0.36, 0.24, 0.15, 0.09, 0.06),
    "rim": (0.05, 0.15, 0.45, 0.75, 0.80, 0.35, 0.15, 0.08),
    "clap": (0.00, 0.04, 0.10, 0.30, 0.80, 0.80, 0.50, 0.30),
    "hat": (0.00, 0.02, 0.06, 0.10, 0.20, 0.50, 0.85, 0.90),
}
_KICK, _SNARE, _RIM, _CLAP, _HAT = range(5)
# weighs the quiet top like the loud bottom: about one over what a full kit adds there
_RANGE_WEIGHTS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.5, 5.0, 6.0)

# least amount, and least share of the track's strong hits of the same drum
_FLOORS = {_KICK: 0.25, _SNARE: 0.10, _RIM: 0.10, _HAT: 0.012}
_SHARES = {_KICK: 0.45, _SNARE: 0.15, _RIM: 0.25, _HAT: 0.25}
_SNARE_IN_HAT = 0.03  # so much of a snare's amount may be its own noise, brighter than the prototype

# where no hat is ever heard alone, what shines above kick and snare is likelier their own
_ALONE_SHARE, _ACCOMPANIED_FLOOR = 0.05, 0.05

_OPEN_S = 0.13
_CRASH_S = 0.45
_SOFT_S = 0.006
_TOM_BRIGHTNESS = 0.10
_CLAP_BRIGHTNESS = 0.6
_HIGH_TOM_BALANCE = 1.2
_NOTE_S = {KICK: 0.12, SNARE: 0.12, OPEN_HAT: 0.2, CRASH: 0.5}
_SHORT_S = 0.08


def transcribe_drums(drums: Audio, *, report: Report = no_report) -> tuple[NoteEvent, ...]:
    """Notes of a drum stem with General MIDI percussion keys, in order of time; empty for silence.

    Args:
        drums: Drums alone; the cleaner the stem, the better.
        report: Progress and cancellation.

    Returns:
        Notes of 36 kick, 37 rim, 38 snare, 39 clap, 42 closed and 46 open hat, 45/47 toms, 49 crash and 70 shaker.
        Velocities follow the attack's level within its class; offsets are nominal, as drums ring as they will.
    """
    samples = mono(drums)
    if is_silent(samples):
        return ()
    attacks = find_attacks(samples, drums.sample_rate, report=part_of(report, 0.0, 0.9))
    if not len(attacks.times):
        return ()
    amounts = explain(attacks.added)
    notes = [*_kicks(attacks, amounts), *_sticks(attacks, amounts), *_plates(attacks, amounts)]
    report(1.0)
    return tuple(sorted(notes))


def explain(added: np.ndarray) -> np.ndarray:
    """Amounts of each prototype in each attack: least squares with none negative (Lawson & Hanson 1974).

    Args:
        added: What attacks add, ``[attacks, ranges]``.

    Returns:
        Amounts of kick, snare, rim, clap and hat, ``[attacks, 5]``.
    """
    from scipy.optimize import nnls

    weights = np.array(_RANGE_WEIGHTS)
    shapes = np.array(list(_PROTOTYPES.values())).T * weights[:, None]
    return np.array([nnls(shapes, vector * weights)[0] for vector in added])


def _threshold(values: np.ndarray, drum: int) -> float:
    return max(_FLOORS[drum], _SHARES[drum] * float(np.percentile(values, 95)))


def _note(time: float, key: int, amount: float, usual: float) -> NoteEvent:
    velocity = int(np.clip(round(100.0 * (amount / max(usual, 1e-9)) ** 0.8), 1, 127))
    return NoteEvent(time, time + _NOTE_S.get(key, _SHORT_S), key, velocity)


def _usual(values: np.ndarray) -> float:
    """The level of a full hit: velocity 100."""
    return float(np.percentile(values, 80)) if len(values) else 1.0


def _kicks(attacks: Attacks, amounts: np.ndarray) -> list[NoteEvent]:
    values = amounts[:, _KICK]
    struck = np.flatnonzero(values > _threshold(values, _KICK))
    return [_note(float(attacks.times[i]), KICK, float(values[i]), _usual(values[struck])) for i in struck]


def _sticks(attacks: Attacks, amounts: np.ndarray) -> list[NoteEvent]:
    """Snare, rim, clap and toms: one at a time, the one that explains most of the attack."""
    snare = amounts[:, _SNARE]
    dry = amounts[:, _RIM] + amounts[:, _CLAP]
    dry_is_clap = attacks.added[:, 5] + attacks.added[:, 6] > _CLAP_BRIGHTNESS * (
        attacks.added[:, 3] + attacks.added[:, 4]
    )
    notes: list[NoteEvent] = []
    is_snare = snare > dry
    for values, drum, chosen in ((snare, _SNARE, is_snare), (dry, _RIM, ~is_snare)):
        struck = np.flatnonzero((values > _threshold(values, drum)) & chosen)
        usual = _usual(values[struck])
        for i in struck:
            if drum == _SNARE:
                key = _snare_or_tom(attacks.added[i], float(amounts[i, _KICK]))
            else:
                key = CLAP if dry_is_clap[i] else RIM
            notes.append(_note(float(attacks.times[i]), key, float(values[i]), usual))
    return notes


def _snare_or_tom(added: np.ndarray, kick: float) -> int:
    """A snare's body without its noise is a tom."""
    body = float(added[1] + added[2])
    if kick > 0.3 or float(added[5] + added[6]) > _TOM_BRIGHTNESS * body:
        return SNARE
    return HIGH_TOM if added[2] > _HIGH_TOM_BALANCE * added[0] else LOW_TOM


def _plates(attacks: Attacks, amounts: np.ndarray) -> list[NoteEvent]:
    """Hats, crashes and shakers."""
    values = amounts[:, _HAT]
    stick = amounts[:, _SNARE] + amounts[:, _CLAP]
    alone = (amounts[:, _KICK] < 0.2) & (stick < 0.1)
    floor = _threshold(values, _HAT)
    if np.count_nonzero(alone & (values > floor)) < max(2, _ALONE_SHARE * len(values)):
        floor = max(floor, _ACCOMPANIED_FLOOR)
    struck = np.flatnonzero(values > floor + _SNARE_IN_HAT * stick)
    usual = _usual(values[struck])
    soft = attacks.rise_s > _SOFT_S
    heard = struck[alone[struck]]
    is_shaken = len(heard) > 0 and float(np.median(attacks.rise_s[heard])) > _SOFT_S
    notes: list[NoteEvent] = []
    for i in struck:
        if attacks.decay_s[i] > _CRASH_S and values[i] > usual:
            key = CRASH
        elif is_shaken and (soft[i] or not alone[i]) and attacks.decay_s[i] < _OPEN_S:
            key = SHAKER
        else:
            key = OPEN_HAT if attacks.decay_s[i] > _OPEN_S else CLOSED_HAT
        notes.append(_note(float(attacks.times[i]), key, float(values[i]), usual))
    return notes
