"""``aurax train run drum-classes``: arguments to a recipe, and a finished run to the file that ships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.analysis.drum_hearing import WEIGHTS
from engine.core.errors import UserError
from trainer.recipes.drum_classes import DrumRecipe, DrumSettings
from trainer.recipes.loop import Finished, Schedule

if TYPE_CHECKING:
    import argparse

_LEARNING_RATE, _WARMUP, _DECAY, _EMA = 4e-3, 60, 0.5, 0.99
_FEWEST_STROKES = 7


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the recipe can be told."""
    add = parser.add_argument
    add("--bank", metavar="FILE", help="where the energies of single strokes are kept; made where missing")
    add(
        "--own-sounds-only",
        action="store_true",
        help="do without kits of SoundFonts and recorded CC0 one-shots (needs no packages; worse on real drums)",
    )
    add("--strokes", type=int, default=54, metavar="N", help="drums synthesised for each class (default 54)")
    add("--seconds", type=float, default=6.0, metavar="S", help="length of a scene (default 6)")
    add("--steps", type=int, default=2000, metavar="N", help="default 2000")
    add("--batch", type=int, default=16, metavar="N", help="scenes in a step (default 16)")
    add("--seed", type=int, default=0, metavar="N", help="of the new weights and the scenes")


def open_recipe(arguments: argparse.Namespace) -> DrumRecipe:
    """The recipe that was asked for.

    Raises:
        UserError: If a number is out of range, or packages are missing.
    """
    if arguments.batch < 1:
        raise UserError("--batch must be 1 or more", "Leave it out for the default.")
    if arguments.strokes < _FEWEST_STROKES:
        raise UserError(f"--strokes must be {_FEWEST_STROKES} or more", "Leave it out for the default.")
    if not 1.0 <= arguments.seconds <= 60.0:
        raise UserError("--seconds must be 1 to 60", "Leave it out for the default.")
    return DrumRecipe(
        DrumSettings(
            bank=None if arguments.bank is None else Path(arguments.bank).expanduser(),
            recorded=not arguments.own_sounds_only,
            strokes=arguments.strokes,
            seconds=arguments.seconds,
            batch=arguments.batch,
            seed=arguments.seed,
        )
    )


def schedule(arguments: argparse.Namespace) -> Schedule:
    """How long and how fast."""
    if arguments.steps < 1:
        raise UserError("--steps must be 1 or more", "Leave it out for the default.")
    return Schedule(
        steps=arguments.steps,
        learning_rate=_LEARNING_RATE,
        warmup=min(_WARMUP, arguments.steps // 10),
        decay=_DECAY,
        ema=_EMA,
        validate_steps=max(1, arguments.steps // 4),
    )


def finish(recipe: DrumRecipe, run: Path, state: dict[str, Any]) -> Finished:
    """Write the averaged weights and the thresholds that suit them as one file, whole."""
    import torch
    from lightning_fabric import Fabric
    from safetensors.torch import save_file

    from engine.whole_file import whole_file

    network = recipe.network()
    network.load_state_dict(state["average"])
    fabric = Fabric(accelerator="cpu", devices=1)
    weights = {name: value.contiguous().float().cpu() for name, value in state["average"].items()}
    weights["threshold"] = torch.from_numpy(recipe.thresholds(network, fabric))
    with whole_file(run / WEIGHTS) as temporary:
        save_file(weights, temporary)
    return Finished(run / WEIGHTS, f"{run.name}-{state['step']}")
