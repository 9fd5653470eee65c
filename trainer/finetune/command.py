"""``aurax train run musicgen``: arguments to a recipe, and a finished run to a model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from trainer.finetune.network import Adapters
from trainer.finetune.presets import PRESETS, estimate
from trainer.finetune.recipe import Cosine, FineTune, TuneOptions, cache_folder
from trainer.recipes.loop import Finished

if TYPE_CHECKING:
    import argparse

    from engine.generation.musicgen.source import Source
    from engine.paths import Paths
    from trainer.dataset.store import StoredDataset
    from trainer.finetune.hooks import CultureHooks

MODEL_FOLDER = "model"
KINDS = ("", "classic", "private-school", "fusion", "interim")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the recipe can be told."""
    parser.add_argument("--base", required=True, metavar="MODEL", help="an installed MusicGen's id, or its folder")
    parser.add_argument("--dataset", required=True, metavar="NAME", help="of 'aurax train dataset make', or its folder")
    parser.add_argument("--datasets", default="", metavar="DIR", help="where data sets lie; usually the program's own")
    parser.add_argument("--preset", choices=sorted(PRESETS, key=lambda name: PRESETS[name].gigabytes), help="by VRAM")
    parser.add_argument("--method", choices=("lora", "full"), default="lora", help="lora: small weights on top")
    parser.add_argument("--rank", type=int, default=16, metavar="N", help="of LoRA (default 16)")
    parser.add_argument("--steps", type=int, default=1000, metavar="N", help="optimiser steps in all (default 1000)")
    parser.add_argument("--batch", type=int, default=4, metavar="N", help="clips at once (default 4)")
    parser.add_argument("--accumulate", type=int, default=1, metavar="N", help="batches of a step (default 1)")
    parser.add_argument("--seconds", type=float, default=0.0, metavar="N", help="of a clip; 0 (default) for all of it")
    parser.add_argument("--learning-rate", type=float, metavar="X", help="default 2e-4 for LoRA, 1e-5 for full")
    parser.add_argument("--warmup", type=int, default=20, metavar="N", help="steps of the rise (default 20)")
    parser.add_argument("--ema", type=float, default=0.99, metavar="X", help="decay of averaged weights (default 0.99)")
    parser.add_argument("--untold", type=float, default=0.3, metavar="X", help="share of clips without words (0.3)")
    parser.add_argument("--culture", type=float, default=0.3, metavar="X", help="weight of the cultural loss (0.3)")
    parser.add_argument("--no-culture", action="store_true", help="ablation: no cultural loss, no head")
    parser.add_argument("--samples", type=int, default=0, metavar="N", help="pieces played and scored at validations")
    parser.add_argument("--held-out", type=int, default=64, metavar="N", help="most clips that judge (default 64)")
    parser.add_argument("--validate-every", type=int, default=100, metavar="N", help="steps (default 100)")
    parser.add_argument("--saves-memory", action="store_true", help="compute layers again instead of keeping them")
    parser.add_argument("--kind", choices=KINDS, default="", help="which specialist this is, for its card")
    parser.add_argument("--cache", default="", metavar="DIR", help="of tokens; usually beside the data set's versions")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of all that is drawn")


def options_of(arguments: argparse.Namespace) -> TuneOptions:
    """What was asked for; a preset wins over single settings.

    Raises:
        UserError: If a number is out of range.
    """
    own = arguments
    if min(own.batch, own.accumulate, own.held_out, own.validate_every, own.rank) < 1 or min(own.seed, own.samples) < 0:
        raise UserError(
            "--batch, --accumulate, --rank, --held-out and --validate-every must be 1 or more", "Leave them out."
        )
    if not 0.0 <= own.untold <= 1.0 or not 0.0 <= own.culture <= 100.0 or not 0.0 <= own.seconds <= 3600.0:
        raise UserError("--untold must lie between 0 and 1, --culture and --seconds at 0 or above", "Leave them out.")
    options = TuneOptions(
        adapters=None if own.method == "full" else Adapters(own.rank, float(own.rank)),
        batch=own.batch,
        accumulate=own.accumulate,
        seconds=own.seconds,
        untold=own.untold,
        culture=0.0 if own.no_culture else own.culture,
        held_out=own.held_out,
        samples=own.samples,
        saves_memory=own.saves_memory,
        seed=own.seed,
    )
    return PRESETS[own.preset].applied(options) if own.preset else options


def _paths(arguments: argparse.Namespace) -> Paths:
    """The program's folders, as the command line finds them; a resumed run knows AURAX_HOME alone."""
    import os

    from engine.paths import Paths

    home = getattr(arguments, "home", None) or os.environ.get("AURAX_HOME")
    return Paths.under(Path(home)) if home else Paths.for_user()


def _dataset(arguments: argparse.Namespace) -> StoredDataset:
    from trainer.cli.dataset import DATASETS_FOLDER
    from trainer.dataset.store import open_dataset

    root = Path(arguments.datasets).expanduser() if arguments.datasets else _paths(arguments).home / DATASETS_FOLDER
    return open_dataset(root.absolute(), arguments.dataset)


def _source(arguments: argparse.Namespace) -> Source:
    from engine.generation.musicgen.source import source_of
    from engine.generation.setup import GeneratorSetup

    return source_of(GeneratorSetup(models_folder=_paths(arguments).models, model=arguments.base))


class CommandedFineTune(FineTune):
    """The recipe with what its result's card will say of it."""

    arguments: argparse.Namespace
    source: Source
    dataset: StoredDataset


def open_recipe(arguments: argparse.Namespace) -> CommandedFineTune:
    """The recipe that was asked for, its cache filled.

    Raises:
        UserError: If something is out of range or not there.
    """
    from engine.generation.musicgen.lora import open_source
    from trainer.dataset.store import record_use
    from trainer.finetune.cache import fill_cache
    from trainer.finetune.hooks import CultureHooks

    options, dataset, source = options_of(arguments), _dataset(arguments), _source(arguments)
    caches = Path(arguments.cache).expanduser() if arguments.cache else cache_folder(dataset.folder)
    checkpoint = open_source(source, caches / "converted")
    cached = fill_cache(dataset, checkpoint, caches)
    recipe = CommandedFineTune(checkpoint, cached, options, dataset_name=dataset.title)
    recipe.arguments, recipe.source, recipe.dataset = arguments, source, dataset
    recipe.scores = CultureHooks(recipe, home=_paths(arguments).home).scores
    record_use(dataset, by=f"the training {Path(arguments.out).expanduser().absolute()}, from {source.model}")
    return recipe


def told(recipe: CommandedFineTune) -> list[str]:
    """What is said before it begins."""
    return [
        f"{len(recipe.clips)} clips, {len(recipe.cached.clips['validation'])} held out, {recipe.num_markers} markers",
        f"on a graphics card: {estimate(recipe.checkpoint, recipe.options).words}",
    ]


def schedule(arguments: argparse.Namespace) -> Cosine:
    """How long and how fast."""
    rate = arguments.learning_rate
    if rate is None:
        rate = 1e-5 if options_of(arguments).adapters is None else 2e-4
    if arguments.steps < 1 or arguments.warmup < 0 or not 0.0 < rate < 1.0 or not 0.0 <= arguments.ema < 1.0:
        raise UserError("--steps must be 1 or more, --learning-rate and --ema below 1", "Leave them out for defaults.")
    return Cosine(
        steps=arguments.steps,
        learning_rate=rate,
        warmup=arguments.warmup,
        clip=1.0,
        ema=arguments.ema,
        validate_steps=arguments.validate_every,
    )


def open_hooks(recipe: CommandedFineTune, pass_at: float | None) -> CultureHooks:
    """What is played and scored at a milestone; see ``trainer.orchestrator``."""
    from trainer.finetune.hooks import CultureHooks
    from trainer.finetune.recipe import DRIFT_BELOW

    home = _paths(recipe.arguments).home
    return CultureHooks(recipe, DRIFT_BELOW if pass_at is None else pass_at, home=home)


def finish(recipe: CommandedFineTune, run: Path, state: dict[str, Any]) -> Finished:
    """Write the averaged weights as a model."""
    from engine.generation.musicgen.checkpoint import LANGUAGE_FILE
    from trainer.finetune.network import base_tensors, hash_of
    from trainer.finetune.result import Story, write_result
    from trainer.runs import FIGURES_FILE

    network = recipe.network()
    before = hash_of(base_tensors(network))
    network.load_state_dict(state["average"], strict=False)
    options, dataset = recipe.options, recipe.dataset
    figures = run / FIGURES_FILE
    own = dataset.document
    story = Story(
        base=recipe.model_name,
        base_sha256=before,
        method="LoRA" if options.adapters is not None else "full fine-tuning",
        settings={
            name: value for name, value in vars(recipe.arguments).items() if isinstance(value, str | int | float | bool)
        },
        dataset={
            "name": dataset.title,
            "root_sha256": dataset.manifest.root_sha256,
            **{name: own[name] for name in ("rights", "use", "commercial_use", "num_songs", "hours") if name in own},
        },
        markers=recipe.cached.markers if recipe.num_markers else (),
        step=int(state["step"]),
        figures=[json.loads(line) for line in figures.read_text().splitlines()] if figures.is_file() else [],
        kind=recipe.arguments.kind,
    )
    folder = run / MODEL_FOLDER
    hashes = write_result(folder, recipe.source.folder, recipe.checkpoint, network.eval(), story)
    return Finished(folder / LANGUAGE_FILE, hashes["model_sha256"][:16])
