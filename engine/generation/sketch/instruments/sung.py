"""Instruments, sung."""

from __future__ import annotations

from engine.generation.sketch.instruments.families import InstrumentKind

SUNG: dict[str, InstrumentKind] = {}
