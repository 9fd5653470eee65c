"""How an instrument stands in the table."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import Instrument

Draw = Callable[[np.random.Generator], dict[str, float]]


@dataclass(frozen=True, slots=True)
class InstrumentKind:
    """An instrument: its class, the roles it can play, and how its parameters are drawn.

    Args:
        build: The frozen dataclass of its parameters, each with a default.
        roles: Ids of the roles it suits.
        draw: Parameters for a new piece: the tasteful range around the defaults.
        draw_wide: Parameters for training data: the whole range of the domain reference, odd sounds included.
        title: Its name for the user.
    """

    title: str
    build: type
    roles: tuple[str, ...]
    draw: Draw
    draw_wide: Draw

    def make(self, parameters: Mapping[str, float]) -> Instrument:
        """An instrument with these parameters and defaults for the rest.

        Raises:
            ValueError: If a parameter is unknown.
        """
        known = {field.name: field.type for field in dataclasses.fields(self.build)}
        unknown = set(parameters) - set(known)
        if unknown:
            raise ValueError(f"{self.title} has no parameter {', '.join(sorted(unknown))}")
        # parameters come from JSON, where 3 and 3.0 are one number
        values = {name: int(value) if known[name] == "int" else float(value) for name, value in parameters.items()}
        instrument: Instrument = self.build(**values)
        return instrument
