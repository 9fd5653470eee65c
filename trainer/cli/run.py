"""``aurax train run RECIPE … --out DIR``: train; the same command goes on after a stop."""

from __future__ import annotations

import argparse
import math
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from trainer import event_lines
from trainer.cli.orchestrated import keep_plan, orchestrate_there, take_plan
from trainer.orchestrator.session import validation_figures
from trainer.recipes import RECIPES
from trainer.runs import RunOrder, add_figures, write_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.cli.console import Console
    from trainer.recipes.loop import Progress

_FIGURES_EVERY = 20  # steps
_PRECISIONS: dict[str, Any] = {"fp32": "32-true", "bf16": "bf16-mixed", "fp16": "16-mixed"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare a verb for each recipe, with its own arguments."""
    recipes = parser.add_subparsers(dest="recipe", required=True, metavar="RECIPE")
    for name, slot in RECIPES.items():
        own = recipes.add_parser(name, help=slot.summary, description=slot.summary)
        own.add_argument("--out", required=True, metavar="DIR", help="folder of the run; a stopped run goes on there")
        slot.load().add_arguments(own.add_argument_group("the recipe"))
        own.add_argument("--plan", metavar="FILE", help="orchestrate: budget, milestones, thresholds, hooks (TOML)")
        event_lines.add_argument(own)
        add_machine_arguments(own)


def add_machine_arguments(parser: argparse.ArgumentParser) -> None:
    """How the machine is used; the results do not depend on it, but for rounding and the number of processes."""
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16", "fp16"), default="auto")
    parser.add_argument(
        "--processes", type=int, default=1, metavar="N", help="on this machine; on a GPU machine one a card"
    )
    parser.add_argument(
        "--threads", type=int, default=0, metavar="N", help="of each process on a CPU; 0: all cores, shared"
    )
    parser.add_argument("--hosts", type=int, default=1, metavar="N", help="machines, each started by torchrun")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Begin or go on."""
    folder = Path(arguments.out).expanduser()
    module = RECIPES[arguments.recipe].load()
    recipe, schedule = module.open_recipe(arguments), module.schedule(arguments)
    for line in module.told(recipe) if hasattr(module, "told") else ():
        console.say(line)
    plan = take_plan(arguments, folder, arguments.recipe, module)
    write_order(folder, RunOrder(arguments.recipe, own_arguments(module, arguments), home=_home(arguments)))
    keep_plan(arguments, folder)
    train = train_there if plan is None else partial(orchestrate_there, arguments.recipe, plan)
    train(arguments, console, module, recipe, schedule, folder)


def _home(arguments: argparse.Namespace) -> str:
    """The program's folder where one was named, for whoever resumes the run; empty for the usual one."""
    import os

    home = arguments.home or os.environ.get("AURAX_HOME")
    return str(Path(home).expanduser().absolute()) if home else ""


def own_arguments(module: ModuleType, arguments: argparse.Namespace) -> dict[str, Any]:
    """Those of the arguments that are the recipe's own, by name."""
    parser = argparse.ArgumentParser(add_help=False)
    module.add_arguments(parser)
    return {action.dest: getattr(arguments, action.dest) for action in parser._actions}  # noqa: SLF001 - no public list


def train_there(
    arguments: argparse.Namespace, console: Console, module: Any, recipe: Any, schedule: Any, folder: Path
) -> None:
    """Train in a run's folder, then write its weights and say where they are."""
    from trainer.checkpoint import load_checkpoint
    from trainer.recipes.loop import train

    fabric = fabric_for(arguments)
    is_first = bool(fabric.is_global_zero)
    events = event_lines.EventLines(console, "run", arguments.events and is_first)
    line = console.progress("training")
    try:
        checkpoint = train(recipe, folder, schedule, fabric, on_step=_listener(folder, line, events, is_first))
    finally:
        line.close()
    if not fabric.is_global_zero:
        return
    finished = module.finish(recipe, folder, load_checkpoint(checkpoint))
    document = {
        "run": str(folder),
        "step": checkpoint.step,
        "weights": str(finished.weights),
        "revision": finished.revision,
    }
    events.result(document, f"{checkpoint.step} steps done; weights in {finished.weights}")


def _listener(
    folder: Path, line: Callable[[float, str], None], events: event_lines.EventLines, is_first: bool
) -> Callable[[Progress], None]:
    keep = keep_figures(folder)
    begun: list[int] = []

    def on_step(progress: Progress) -> None:
        if not is_first:
            return
        begun[:] = begun or [progress.step - 1]
        keep(progress)
        share = (progress.step - begun[0]) / max(1, progress.steps - begun[0])
        line(share, f"step {progress.step} of {progress.steps}, loss {progress.figures['loss']:.3f}")
        events.progress(
            share,
            step=progress.step,
            steps=progress.steps,
            loss=finite(progress.figures["loss"]),
            learning_rate=progress.figures.get("learning_rate"),
        )
        if found := validation_figures(progress.figures):
            events.send("validation", step=progress.step, loss=found.get("loss"), best=None, figures=found)

    return on_step


def finite(value: float) -> float | None:
    """A figure, or None where it is no number."""
    return value if math.isfinite(value) else None


def keep_figures(folder: Path) -> Callable[[Progress], None]:
    """Means of the figures, a line every 20 steps, into the run's folder."""
    gathered: dict[str, list[float]] = {}

    def keep(progress: Progress) -> None:
        for name, value in progress.figures.items():
            if math.isfinite(value):
                gathered.setdefault(name, []).append(value)
        if progress.step % _FIGURES_EVERY == 0 or progress.step == progress.steps:
            means = {name: round(sum(values) / len(values), 5) for name, values in gathered.items()}
            add_figures(folder, {"step": progress.step, "seconds": round(progress.seconds, 1), **means})
            gathered.clear()

    return keep


def fabric_for(arguments: argparse.Namespace) -> Any:
    """Fabric on the machine that was asked for, launched."""
    import os

    import torch
    from lightning_fabric import Fabric

    from engine.separation.network_runner import choose_device, choose_precision

    if arguments.processes < 1 or arguments.threads < 0 or arguments.hosts < 1:
        raise UserError(
            "--processes and --hosts must be 1 or more, --threads 0 or more", "Leave them out for defaults."
        )
    device = choose_device(arguments.device)
    precision = choose_precision(arguments.precision, device)
    if device == "cpu":
        threads = arguments.threads or max(1, (os.cpu_count() or 1) // arguments.processes)
        torch.set_num_threads(threads)
    many = arguments.processes * arguments.hosts > 1
    fabric = Fabric(
        accelerator=device,
        devices=arguments.processes,
        num_nodes=arguments.hosts,
        strategy="ddp" if many else "auto",
        precision=_PRECISIONS[precision],
    )
    fabric.launch()
    return fabric
