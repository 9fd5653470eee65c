"""The table of instruments: one line each, in the table of its family. Importing it is cheap."""

from __future__ import annotations

from engine.core.blueprint import Voice
from engine.generation.sketch.instruments.base import Instrument
from engine.generation.sketch.instruments.families import InstrumentKind
from engine.generation.sketch.instruments.melodic import MELODIC
from engine.generation.sketch.instruments.percussive import PERCUSSIVE
from engine.generation.sketch.instruments.sung import SUNG

INSTRUMENTS: dict[str, InstrumentKind] = {**PERCUSSIVE, **MELODIC, **SUNG}


def make(voice: Voice) -> Instrument:
    """The instrument of a voice with ``source`` ``synth``.

    Raises:
        ValueError: If there is no such instrument, or it has no such parameter.
    """
    if voice.instrument not in INSTRUMENTS:
        raise ValueError(f"there is no instrument {voice.instrument!r}")
    return INSTRUMENTS[voice.instrument].make(voice.parameters)


def for_role(role: str) -> tuple[str, ...]:
    """Ids of the instruments that can play a role, the usual one first."""
    return tuple(name for name, kind in INSTRUMENTS.items() if role in kind.roles)
