"""Instruments, percussive."""

from __future__ import annotations

from engine.generation.sketch.instruments.families import InstrumentKind

PERCUSSIVE: dict[str, InstrumentKind] = {}
