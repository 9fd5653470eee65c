"""``aurax train run … --plan FILE`` and ``aurax train resume``: a training under an orchestrator."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from trainer.event_lines import EventLines
from trainer.orchestrator.plan import PLAN_FILE, Plan, read_plan

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from trainer.orchestrator.orchestrate import Outcome
    from trainer.orchestrator.recipe_training import RecipeTraining

ORCHESTRATOR_EVENTS = "orchestrator"
_OF_THE_END = ("total_cost_usd", "days", "decision", "authenticity", "validation_loss", "checkpoint", "reason")


def take_plan(arguments: argparse.Namespace, run: Path, recipe: str, module: ModuleType) -> Plan | None:
    """The plan that is named, or the one the run has; None for a training without.

    Raises:
        UserError: If it is not valid, or the recipe cannot be orchestrated.
    """
    from trainer.orchestrator.recipe_training import check_hooks

    if arguments.plan is None and not (run / PLAN_FILE).exists():
        return None
    check_hooks(recipe, module)
    return read_plan(run / PLAN_FILE if arguments.plan is None else Path(arguments.plan).expanduser())


def keep_plan(arguments: argparse.Namespace, run: Path) -> None:
    """A named plan is the run's from now on."""
    from engine.whole_file import write_bytes

    if arguments.plan is not None:
        write_bytes(run / PLAN_FILE, Path(arguments.plan).expanduser().read_bytes())


def orchestrate_there(
    name: str,
    plan: Plan,
    arguments: argparse.Namespace,
    console: Console,
    module: Any,
    recipe: Any,
    schedule: Any,
    folder: Path,
) -> None:
    """Train in a run's folder under its plan, and say how it ended."""
    from trainer.cli.run import fabric_for, keep_figures
    from trainer.orchestrator.orchestrate import Surroundings, orchestrate
    from trainer.orchestrator.recipe_training import open_training

    folder = folder.absolute()
    fabric = fabric_for(arguments)
    training = open_training(name, module, recipe, schedule, fabric, folder, plan)
    training.listen = keep_figures(folder)
    events = EventLines(console, "run", arguments.events)
    line = console.progress("training")
    board = _board(folder, training)

    def send(event: str, fields: dict[str, Any]) -> None:
        events.send(event, **fields)
        if event == "progress":
            line(fields["fraction"], _stage(fields))
        elif event == "sample":
            line(0.0, f"{fields['milestone']}: {fields['name']} scored")
        elif event in ("decision", "warning", "idle"):
            console.say(f"{event}: {fields['message']}")

    around = Surroundings(send=send, board=board)
    try:
        outcome = orchestrate(training, folder, plan, around=around, despite=getattr(arguments, "despite", ""))
    finally:
        line.close()
        board.close()
    _tell(outcome, folder, events, console)


def _board(folder: Path, training: RecipeTraining) -> Any:
    """Curves of the orchestrator, beside those of the loop: one writer a folder, or TensorBoard stops reading one."""
    from torch.utils.tensorboard import SummaryWriter

    return SummaryWriter(str(folder / "events" / ORCHESTRATOR_EVENTS), purge_step=training.step())


def _stage(fields: dict[str, Any]) -> str:
    loss = "" if fields["loss"] is None else f", loss {fields['loss']:.3f}"
    cost = f", {fields['cost_usd']:.2f} USD" if fields["cost_usd"] else ""
    return f"step {fields['step']} of {fields['steps']}{loss}{cost}"


def _tell(outcome: Outcome, folder: Path, events: EventLines, console: Console) -> None:
    from trainer.orchestrator.state import read_state

    state = read_state(folder)
    document: dict[str, Any] = {
        "run": str(folder),
        "status": outcome.status,
        "weights": outcome.weights,
        "revision": outcome.revision,
    }
    if state is not None:
        document |= {"step": state.step, **{name: getattr(state, name) for name in _OF_THE_END}}
    text = f"{outcome.status} at step {document.get('step')}"
    text += f"; weights in {outcome.weights}" if outcome.weights else f": {document.get('reason')}"
    events.result(document, text)
    if outcome.status == "aborted":
        console.problem(f"the training was stopped: {document.get('reason')}. Read {folder / 'abort_report.json'}")
    elif outcome.status == "idle":
        console.problem(f"the training was idle and was stopped. Go on with: aurax train resume {folder}")
