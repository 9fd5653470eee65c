"""Instruments, melodic."""

from __future__ import annotations

from engine.generation.sketch.instruments.families import InstrumentKind

MELODIC: dict[str, InstrumentKind] = {}
