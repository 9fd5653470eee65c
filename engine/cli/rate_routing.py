"""``aurax generate`` asks the canary: a share of generations goes to a new model, by the rule of ``aurax rate canary``.

A rule calls a generator ``sketch``, ``musicgen``, ``musicgen:WEIGHTS`` (an id or folder) or just ``WEIGHTS``.
One command is one generation: all its takes go the same way.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from engine.cli.console import Console
    from engine.rating.canary_routing import Routed

_ONLY_SKETCH = ("source", "redraw", "section", "sound", "effect", "without", "plan", "swing", "loudness")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the way round a canary."""
    parser.set_defaults(canary={})
    parser.add_argument(
        "--no-canary", action="store_true", help="the model that is asked for, whatever 'aurax rate canary' shares out"
    )


def ask(arguments: argparse.Namespace, console: Console) -> None:
    """Let the canary choose backend and weights; ``arguments.canary`` says what it chose, for ``take.json``.

    A take that is made again from its recipe, and what the new model cannot do, stay where they are.

    Raises:
        UserError: If a canary's rule was changed after it was sealed.
    """
    from engine.rating.canary_routing import route

    if arguments.no_canary or arguments.source:
        return
    seed = arguments.seed if arguments.seed is not None else secrets.randbelow(1 << 31)
    prompt = " ".join(arguments.prompt).strip()
    routed = route(console.paths.home, _names(arguments, prompt, console.paths.models), prompt, seed)
    if routed is None or _is_taken_back(routed, console.paths.models):
        return
    backend, model = _generator(routed.model, arguments.backend)
    if routed.is_new:
        if not _can_make(backend, arguments):
            return
        arguments.backend, arguments.model = backend, model or None
    arguments.seed = seed
    arguments.canary = routed.document()
    console.say(f"canary {routed.canary}: this generation goes to {routed.model}")


def _names(arguments: argparse.Namespace, prompt: str, models: Path) -> set[str]:
    """How a rule may call what was asked for; where no weights are named, those that would play are meant too."""
    weights = arguments.model or (_usual(arguments, prompt, models) if arguments.backend == "musicgen" else None)
    names = {weights, f"{arguments.backend}:{weights}"} if weights else set()
    return names if arguments.model else names | {arguments.backend}


def _usual(arguments: argparse.Namespace, prompt: str, models: Path) -> str | None:
    """The weights that would play: of the style that was asked for, by option or in the words."""
    from engine.generation.musicgen.source import usual_model
    from engine.generation.prompting import read_prompt

    return usual_model(models, arguments.style or read_prompt(prompt).wishes.style or "")


def _is_taken_back(routed: Routed, models: Path) -> bool:
    """Whether a canary had promoted its model and that was taken back since (``aurax models promote --take-back``)."""
    from engine.models.promotions import is_taken_back, promotions
    from engine.rating.canary import PROMOTE

    return routed.outcome == PROMOTE and is_taken_back(promotions(models), routed.canary)


def _generator(name: str, asked: str) -> tuple[str, str]:
    """Backend and weights that a rule means; weights alone are those of the backend that was asked for."""
    from engine.generation.registry import GENERATORS

    backend, _, model = name.partition(":")
    if backend in GENERATORS:
        return backend, model
    return (asked if asked != "sketch" else "musicgen"), name


def _can_make(backend: str, arguments: argparse.Namespace) -> bool:
    """Whether a generator can do all that was asked."""
    from engine.cli.generate_sound import only_sound

    if arguments.variation_of:  # a take is varied by what made it
        return False
    if backend == "sketch":
        return not only_sound(arguments)
    if backend == "external" and arguments.preview:  # a program hands over no sound on its way
        return False
    return not any(getattr(arguments, name) for name in _ONLY_SKETCH)
