"""The sketch backend: plan, compose, render."""

from __future__ import annotations

import time
from dataclasses import dataclass

from engine.core.audio import Audio
from engine.core.blueprint import Blueprint
from engine.core.jobs import Report, no_report, part_of
from engine.generation.base import Made, OnSound, Planned, Request

REVISION = "1"
"""Raised whenever the same blueprint would sound different."""


@dataclass(frozen=True, slots=True)
class SketchGenerator:
    """Our own composer and synthesizer. Needs no weights; what it makes belongs to whoever asked for it."""

    id: str = "sketch"
    model: str = "sketch"
    revision: str = REVISION
    licence: str = "none: no weights are used; what it makes is yours"

    def plan(self, request: Request) -> Planned:
        """The request's own blueprint, or a new one from its wishes."""
        if request.blueprint is not None:
            return Planned(request.blueprint, ())
        from engine.generation.sketch.plan import plan

        planned = plan(request.wishes, request.seed)
        return Planned(planned.blueprint, planned.choices)

    def first_bars(self, blueprint: Blueprint, num_bars: int) -> Audio:
        """The beginning of the mix, long before the whole is done; its level may differ a little from the take's."""
        from engine.generation.sketch.compose import compose
        from engine.generation.sketch.mixing.render import stream

        return next(stream(compose(blueprint), block_bars=num_bars)).mix

    def make(self, request: Request, *, report: Report = no_report, on_sound: OnSound | None = None) -> Made:
        """Every note, then every sound; ``on_sound`` is handed the mix as it is played, at a level that is predicted.

        Raises:
            UserError: If a SoundFont or plug-in of the user's cannot be used.
        """
        from engine.generation.sketch.compose import compose
        from engine.generation.sketch.mixing.render import render

        blueprint = self.plan(request).blueprint
        assert blueprint is not None
        started = time.perf_counter()
        composition = compose(blueprint)
        composed = time.perf_counter()
        report(0.05)
        rendered = render(composition, report=part_of(report, 0.05, 1.0), on_sound=on_sound)
        return Made(
            mix=rendered.mix,
            stems=rendered.stems,
            composition=composition,
            loudness_lufs=rendered.loudness_lufs,
            true_peak_dbtp=rendered.true_peak_dbtp,
            seconds={"compose": round(composed - started, 3), **rendered.seconds},
            role_loudness=rendered.role_loudness,
        )
