"""The trainer's verbs: one line each. The module behind a verb is imported only when it runs."""

from __future__ import annotations

from types import ModuleType

from engine.cli import Program
from engine.cli.commands import Command


def _corpus() -> ModuleType:
    import trainer.cli.corpus as module

    return module


def _collection() -> ModuleType:
    import trainer.cli.collection as module

    return module


def _dataset() -> ModuleType:
    import trainer.cli.dataset as module

    return module


def _run() -> ModuleType:
    import trainer.cli.run as module

    return module


def _fit() -> ModuleType:
    import trainer.cli.fit as module

    return module


def _demo() -> ModuleType:
    import trainer.cli.demo as module

    return module


def _evaluate() -> ModuleType:
    import trainer.cli.evaluate as module

    return module


def _resume() -> ModuleType:
    import trainer.cli.resume as module

    return module


def _status() -> ModuleType:
    import trainer.cli.status as module

    return module


def _report() -> ModuleType:
    import trainer.cli.report as module

    return module


def _tensorboard() -> ModuleType:
    import trainer.cli.tensorboard as module

    return module


TRAINER = Program(
    "aurax train",
    "Data sets and training, on this machine.",
    {
        "corpus": Command("our own multitracks with exact truth: make, variety", _corpus),
        "collection": Command("your own songs: import, rights, report of what may be trained on", _collection),
        "dataset": Command("immutable data sets: make, list, show, verify, diff, export, magnatagatune", _dataset),
        "run": Command("train a recipe: checkpoints, figures, weights", _run),
        "fit": Command("fit a small model in one go", _fit),
        "resume": Command("go on with a training that was stopped", _resume),
        "status": Command("how far a training is", _status),
        "evaluate": Command("a tuned model against its base: held-out loss, AURA-X, log drums by caption", _evaluate),
        "report": Command("decisions, costs and result of a training with a plan", _report),
        "demo": Command("the whole way on a tiny model, in a quarter of an hour: songs to a blind comparison", _demo),
        "tensorboard": Command("the curves of a training, in a browser of this machine", _tensorboard),
    },
)
