"""``aurax train evaluate RUN_OR_MODEL``: a tuned model against its base, on held-out clips and by what it plays."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from trainer import event_lines

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.generation.musicgen.checkpoint import Checkpoint
    from trainer.dataset.store import StoredDataset

EVALUATION_FILE = "evaluation.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("model", metavar="RUN_OR_MODEL", help="a run's folder, a tuned model's folder, or its id")
    parser.add_argument("--base", metavar="MODEL", help="what it is compared with; usually what its card names")
    parser.add_argument("--dataset", metavar="NAME", help="whose held-out clips judge; usually what it was tuned on")
    parser.add_argument("--datasets", metavar="DIR", help="where data sets lie; default: datasets in the home folder")
    parser.add_argument("--cache", metavar="DIR", help="of tokens; usually beside the data set's versions")
    parser.add_argument("--split", choices=("validation", "test"), default="validation", help="which clips judge")
    parser.add_argument("--held-out", type=int, default=64, metavar="N", help="most clips that judge (default 64)")
    parser.add_argument("--samples", type=int, default=8, metavar="N", help="pieces played and scored (default 8)")
    parser.add_argument("--base-samples", action="store_true", help="let the base play the same, too")
    parser.add_argument("--seconds", type=float, default=30.0, metavar="N", help="of a piece (default 30)")
    parser.add_argument("--caption", action="append", default=[], metavar="WORDS", help="ask for this; may be repeated")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the first piece")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="on a processor; 0: all cores")
    parser.add_argument("--out", metavar="DIR", help="for pieces and figures; default: evaluation in the run's folder")
    event_lines.add_argument(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Compare, play, hear, and write ``evaluation.json``."""
    from engine.core.codec import encode_json
    from engine.whole_file import write_bytes

    if arguments.held_out < 1 or arguments.samples < 0 or not 0.0 < arguments.seconds <= 600.0:
        raise UserError("--held-out must be 1 or more, --samples 0 or more, --seconds 0 to 600", "Leave them out.")
    asked = _asked(arguments, console)
    out = Path(arguments.out).expanduser() if arguments.out else asked.folder / "evaluation"
    events = event_lines.EventLines(console, "evaluate", arguments.events)
    document = _evaluated(arguments, console, asked, out, events)
    write_bytes(out / EVALUATION_FILE, encode_json(document, indent=1) + b"\n")
    from trainer.finetune.evaluation import told

    events.result(document, "\n".join([*told(document), f"  figures and pieces in {out}"]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is evaluated: its folder (of the run or the model), name of model and base as the generator finds them."""

    folder: Path
    model: str
    base: str
    dataset: str
    datasets: str
    cache: str


def _asked(arguments: argparse.Namespace, console: Console) -> _Asked:
    """From the run's order or the model's card, where nothing else was said."""
    from engine.generation.musicgen.tuned import CARD_FILE
    from trainer.finetune.command import MODEL_FOLDER
    from trainer.finetune.result import read_card
    from trainer.runs import RUN_FILE

    folder = Path(arguments.model).expanduser()
    if not folder.is_dir():
        folder = console.paths.models / arguments.model
    model = folder / MODEL_FOLDER if (folder / RUN_FILE).is_file() else folder
    if not (model / CARD_FILE).is_file():
        raise UserError(
            f"{arguments.model} holds no tuned model",
            "Give the folder of a finished 'aurax train run musicgen', of its model, or a tuned model's id.",
        )
    settings = read_card(model).get("settings", {})

    def said(name: str) -> str:
        return str(getattr(arguments, name) or settings.get(name) or "")

    return _Asked(folder, str(model), said("base"), said("dataset"), said("datasets"), said("cache"))


def _evaluated(
    arguments: argparse.Namespace, console: Console, asked: _Asked, out: Path, events: event_lines.EventLines
) -> dict[str, Any]:
    from trainer.finetune import evaluation as own
    from trainer.finetune.cache import fill_cache
    from trainer.finetune.recipe import cache_folder

    dataset, fabric = _dataset(asked, console), _fabric(arguments)
    caches = Path(asked.cache).expanduser() if asked.cache else cache_folder(dataset.folder)
    model, base = (_checkpoint(name, console, caches / "converted") for name in (asked.model, asked.base))
    cached = own.held_out(fill_cache(dataset, base, caches, splits=(arguments.split,)), arguments.split)
    losses = [
        own.held_out_losses(checkpoint, cached, fabric, clips=arguments.held_out, seconds=0.0)
        for checkpoint in (model, base)
    ]
    captions = own.captions_of(cached, arguments.caption)
    played: dict[str, Any] = {"samples": None, "base_samples": None}
    wanted = {"samples": model, **({"base_samples": base} if arguments.base_samples else {})}
    for name, checkpoint in wanted.items() if arguments.samples else ():
        pieces = _pieces(arguments, console, checkpoint, captions, out / name, events)
        played[name] = asdict(own.culture_of(pieces))
    _warn(played["samples"], console)
    return {
        "schema": own.SCHEMA,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "model": asked.model,
        "base": asked.base,
        "dataset": dataset.title,
        "root_sha256": dataset.manifest.root_sha256,
        "split": arguments.split,
        "seconds": arguments.seconds,
        "held_out": asdict(own.gain_of(*losses)),
        **played,
    }


def _pieces(
    arguments: argparse.Namespace,
    console: Console,
    checkpoint: Checkpoint,
    captions: list[str],
    folder: Path,
    events: event_lines.EventLines,
) -> list[Any]:
    from trainer.finetune.evaluation import played
    from trainer.finetune.hooks import hear as heard

    number = arguments.samples
    line = console.progress(f"{folder.name.replace('_', ' ')}: playing and hearing")

    def on_piece(done: int) -> None:
        line(done / number, f"{done} of {number}")
        events.progress(done / number, item=done, items=number)

    try:
        return played(
            checkpoint,
            captions,
            folder,
            lambda sample: heard(sample, console.paths.home),
            number=number,
            seconds=arguments.seconds,
            seed=arguments.seed,
            device=_fabric(arguments).device.type,
            on_piece=on_piece,
        )
    finally:
        line.close()


def _warn(samples: dict[str, Any] | None, console: Console) -> None:
    from trainer.finetune.recipe import DRIFT_BELOW

    if samples is not None and samples["is_drift"]:
        console.say(f"cultural drift: the pieces score {samples['mean']:.2f} on average, below {DRIFT_BELOW}")


def _dataset(asked: _Asked, console: Console) -> StoredDataset:
    from trainer.cli.dataset import DATASETS_FOLDER
    from trainer.dataset.store import open_dataset

    if not asked.dataset or not asked.base:
        raise UserError("The model's card names no base or no data set", "Add --base MODEL and --dataset NAME.")
    root = Path(asked.datasets).expanduser() if asked.datasets else console.paths.home / DATASETS_FOLDER
    return open_dataset(root.absolute(), asked.dataset)


def _checkpoint(name: str, console: Console, scratch: Path) -> Checkpoint:
    from engine.generation.musicgen.lora import open_source
    from engine.generation.musicgen.source import source_of
    from engine.generation.setup import GeneratorSetup

    source = source_of(GeneratorSetup(models_folder=console.paths.models, model=name))
    return open_source(source, scratch)


def _fabric(arguments: argparse.Namespace) -> Any:
    import argparse as own

    from trainer.cli.run import fabric_for

    return fabric_for(
        own.Namespace(device=arguments.device, precision="fp32", processes=1, threads=arguments.threads, hosts=1)
    )
