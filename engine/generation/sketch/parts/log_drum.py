"""The log drum: the riff and the bass of the piece in one (domain reference 1.6)."""

from __future__ import annotations

from engine.generation.sketch.grid import Passage, Written
from engine.generation.sketch.parts.log_pitch import pitched
from engine.generation.sketch.parts.log_rhythm import section_hits


def write_log_drum(passage: Passage) -> Written:
    """The log drum of a section: rhythm first, then pitch.

    Raises:
        ValueError: If the blueprint lets it play without saying how.
    """
    plan = passage.blueprint.log_drum
    if plan is None:
        raise ValueError("a section plays the log drum, but the blueprint does not say how it behaves")
    return Written(pitched(passage, plan, section_hits(passage, plan)))
