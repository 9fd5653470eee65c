"""The demo piece with the truth it was made from."""

from __future__ import annotations

import functools

from engine.core.composition import Composition
from engine.exchange.recipe_flac import read_recipe
from engine.generation.sketch.compose import compose
from engine.paths import resources

SONG = resources() / "demo" / "first_light.flac"


@functools.cache
def composition() -> Composition:
    """What is played, from the recipe inside the file."""
    blueprint = read_recipe(SONG)
    assert blueprint is not None
    return compose(blueprint)
