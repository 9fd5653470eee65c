"""``aurax train run separation``: arguments to a recipe, and a finished run to weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from trainer.recipes.loop import Finished, Schedule
from trainer.recipes.separation import SeparationRecipe
from trainer.recipes.separation_data import Pool, complete_songs
from trainer.synth_corpus.split import Split

if TYPE_CHECKING:
    import argparse

    from engine.separation.embedded.network import NetworkShape
    from trainer.orchestrator.seam import SampleHooks

WEIGHTS_FILE = "embedded.safetensors"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the recipe can be told."""
    parser.add_argument(
        "--corpus", action="append", required=True, metavar="DIR[:WEIGHT]",
        help="multitracks of 'aurax train corpus make', or song folders with five stems; repeatable, with weights",
    )  # fmt: skip
    parser.add_argument("--steps", type=int, default=4000, metavar="N", help="optimiser steps in all (default 4000)")
    parser.add_argument("--batch", type=int, default=2, metavar="N", help="crops in a step, by process (default 2)")
    parser.add_argument("--seconds", type=float, default=4.0, metavar="N", help="length of a crop (default 4)")
    parser.add_argument("--learning-rate", type=float, default=3e-3, metavar="X", help="default 0.003")
    parser.add_argument("--decay", type=float, default=0.3, metavar="X", help="last share of the steps, falling")
    parser.add_argument("--optimiser", choices=("muon", "adamw"), default="muon", help="of the layers inside")
    parser.add_argument("--held-out", type=int, default=32, metavar="N", help="crops that judge (default 32)")
    parser.add_argument("--validate-every", type=int, default=200, metavar="N", help="steps (default 200)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of weights and crops")
    parser.add_argument(
        "--size", choices=("full", "small"), default="full", help="small: for rehearsals, ten times faster"
    )
    parser.add_argument("--start-from", metavar="FILE", help="begin with the weights of this safetensors file")


def open_recipe(arguments: argparse.Namespace) -> SeparationRecipe:
    """The recipe that was asked for.

    Raises:
        UserError: If a number is out of range or a folder holds no multitracks.
    """
    if min(arguments.batch, arguments.held_out, arguments.validate_every) < 1 or arguments.seed < 0:
        raise UserError(
            "--batch, --held-out and --validate-every must be 1 or more", "Leave them out for the defaults."
        )
    if not 1.0 <= arguments.seconds <= 30.0:
        raise UserError("--seconds must lie between 1 and 30", "Leave it out for 4.")
    folders = [_weighted(word) for word in arguments.corpus]
    return SeparationRecipe(
        training=[Pool(complete_songs(folder, Split.TRAIN), weight) for folder, weight in folders],
        validation=_held_out(folders),
        shape=_small() if getattr(arguments, "size", "full") == "small" else None,  # older runs have no such word
        seed=arguments.seed,
        seconds=arguments.seconds,
        batch=arguments.batch,
        validation_items=arguments.held_out,
        calibration_items=5 * arguments.held_out,
        start_from=None if arguments.start_from is None else Path(arguments.start_from).expanduser(),
    )


def _small() -> NetworkShape:
    from engine.separation.embedded.network import NetworkShape

    return NetworkShape(width=32, blocks=3, time_attention=(2,), band_attention=(0, 2))


def _held_out(folders: list[tuple[Path, float]]) -> list[Pool]:
    """Validation splits; folders without splits, which are a user's own songs, hold none."""
    held_out = [
        Pool(complete_songs(folder, Split.VALIDATION), weight)
        for folder, weight in folders
        if (folder / Split.VALIDATION.value).is_dir()
    ]
    if not held_out:
        raise UserError(
            "None of the folders has a validation split, so nothing would tell how good the network is",
            "Give at least one folder of 'aurax train corpus make'.",
        )
    return held_out


def schedule(arguments: argparse.Namespace) -> Schedule:
    """How long and how fast."""
    if arguments.steps < 1 or not 0.0 < arguments.learning_rate < 1.0 or not 0.0 <= arguments.decay <= 1.0:
        raise UserError(
            "--steps must be 1 or more, --learning-rate and --decay below 1", "Leave them out for defaults."
        )
    return Schedule(
        steps=arguments.steps,
        learning_rate=arguments.learning_rate,
        decay=arguments.decay,
        validate_steps=arguments.validate_every,
        muon="blocks" if arguments.optimiser == "muon" else "",
    )


def finish(recipe: SeparationRecipe, run: Path, state: dict[str, Any]) -> Finished:
    """Write the averaged weights as the separator reads them."""
    from engine.separation.embedded.weights import save_weights

    network: Any = recipe.network()
    network.load_state_dict(state["average"])
    revision = f"{run.name}-{state['step']}"
    save_weights(run / WEIGHTS_FILE, network, revision, recipe.calibration(network.eval()))
    return Finished(run / WEIGHTS_FILE, revision)


def _weighted(word: str) -> tuple[Path, float]:
    path, colon, weight = word.rpartition(":")
    try:
        return (Path(path).expanduser(), float(weight)) if colon and path else (Path(word).expanduser(), 1.0)
    except ValueError:  # a colon that belongs to the path
        return Path(word).expanduser(), 1.0


def open_hooks(recipe: SeparationRecipe, pass_at: float | None) -> SampleHooks:
    """What is shown and scored at a milestone; see ``trainer.orchestrator``."""
    from trainer.orchestrator.separation_hooks import LogDrumHooks

    return LogDrumHooks(recipe, recipe.validation_items, LogDrumHooks.usual(pass_at))
