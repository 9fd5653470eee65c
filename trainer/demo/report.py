"""``report.md`` and ``report.json``: every figure of a demo, what it shows and what it does not."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.core.codec import encode_json
from engine.whole_file import write_bytes
from trainer.demo.measures import heard_takes, summary
from trainer.demo.plan import BUDGET_SECONDS
from trainer.demo.steps import MODELS, prompt_of

if TYPE_CHECKING:
    from trainer.demo.plan import DemoFolders
    from trainer.demo.steps import Stage
    from trainer.demo.walking import DoneStep

SCHEMA = "aurax.train-demo/1"
REPORT_JSON, REPORT_MD = "report.json", "report.md"
LIMITS = (
    "The model is a toy: it learns a few songs half by heart, as the held-out loss shows, and no more.",
    "Songs, codec and steps were chosen by looking at this very measure, at seed 0; other seeds are the check of it.",
    "Songs, detector and score are all of this program: that they agree shows that the parts fit together.",
    "Whether people hear it so, only the blind comparison can say, and it has no votes yet.",
    "The captions differ in words that are the same in every song of its half; nothing is shown about new wordings.",
    "Takes of one model are not independent songs: the intervals hold for this model and these prompts, over seeds.",
    "Nothing is learnt here about real sizes, real music, or any GPU.",
)


def build_report(stage: Stage, steps: Sequence[DoneStep]) -> dict[str, Any]:
    """The report as data."""
    folders, by_id = stage.folders, {step.id: step for step in steps}
    models = {name: summary(heard_takes(folders.takes(name), name)) for name in MODELS}
    seconds, cpu = sum(step.seconds for step in steps), sum(step.cpu_seconds for step in steps)
    return {
        "schema": SCHEMA,
        "engine": __version__,
        "machine": {"processor": platform.machine(), "threads": stage.threads},
        "prompts": {caption.id: prompt_of(caption) for caption in _captions()},
        "budget_seconds": BUDGET_SECONDS,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "within_budget": seconds <= BUDGET_SECONDS,
        "corpus": by_id["corpus"].document,
        "dataset": _dataset(by_id["dataset"].document),
        "codec": by_id["model"].document,
        "training": {name: _training(by_id[name].document) for name in MODELS},
        "models": models,
        "listening": by_id["session"].document,
        "steps": [
            {"id": one.id, "title": one.title, "seconds": one.seconds, "cpu_seconds": one.cpu_seconds} for one in steps
        ],
        "commands": [command for step in steps for command in step.commands],
        "verdict": verdict(models),
        "limits": list(LIMITS),
    }


def _captions() -> Any:
    from trainer.demo.corpus import CAPTIONS

    return CAPTIONS


def _dataset(document: dict[str, Any]) -> dict[str, Any]:
    names = ("dataset", "root_sha256", "sound", "splits")
    return {name: document[name] for name in names if name in document} | {"captions": document["captions"][:4]}


def _training(document: dict[str, Any]) -> dict[str, Any]:
    figures = document["figures"]
    held_out = [line["validation/loss"] for line in figures if "validation/loss" in line]
    return {
        "steps": document["step"],
        "revision": document["revision"],
        "loss_first": figures[0]["cross_entropy"],
        "loss_last": figures[-1]["cross_entropy"],
        "loss_left": figures[-1]["cross_entropy"] / figures[0]["cross_entropy"],
        "held_out": held_out,
    }


def verdict(models: dict[str, Any]) -> list[str]:
    """What the figures say, in sentences."""
    said = []
    for name, own in models.items():
        apart = own["difference"]
        if apart["share"] is None:
            said.append(f"{name}: the detector could not judge enough takes to compare the captions.")
            continue
        tells = "tells the two captions apart" if apart["tells_apart"] else "does not tell the two captions apart"
        said.append(
            f"{name} {tells}: a log drum is heard {100 * apart['share']:+.0f} points more often when it is asked for "
            f"(95 %: {100 * apart['low']:+.0f} to {100 * apart['high']:+.0f}; Fisher's exact p {apart['p']:.2g})."
        )
    return said


def write_report(folders: DemoFolders, report: dict[str, Any]) -> None:
    """Write both files; the text is made of the data."""
    write_bytes(folders.out / REPORT_JSON, encode_json(report, indent=1) + b"\n")
    write_bytes(folders.out / REPORT_MD, report_text(report).encode())


def report_text(report: dict[str, Any]) -> str:
    """The report for people."""
    parts = [
        "# From songs to a blind comparison, on a tiny model",
        "",
        *(f"- {sentence}" for sentence in report["verdict"]),
        f"- {_time(report)}",
        "",
        "![Curves and what was heard](report.png)",
        "",
        "## What was heard",
        "",
        "| model | told | log drum heard | 95 % (Wilson) | no verdict | mean probability |",
        "|---|---|---|---|---|---|",
        *_heard_rows(report),
        "",
        "| model | takes scored | mean AURA-X | passed the gate |",
        "|---|---|---|---|",
        *(
            f"| {name} | {own['scored']} of {len(own['takes'])} | {_figure(own['mean_total'])} | {own['passed_gate']} |"
            for name, own in report["models"].items()
        ),
        "",
        *_not_scored_lines(report),
        "## What was learnt",
        "",
        "| training | steps | loss at first | at the end | what is left | held-out loss |",
        "|---|---|---|---|---|---|",
        *(_training_row(name, own) for name, own in report["training"].items()),
        "",
        _codec_line(report),
        "",
        *_data_lines(report),
        "",
        "## Time",
        "",
        "| step | seconds | processor seconds |",
        "|---|---|---|",
        *(f"| {one['title']} | {one['seconds']:.0f} | {one['cpu_seconds']:.0f} |" for one in report["steps"]),
        "",
        *_listening_lines(),
        "",
        "## What this does not prove",
        "",
        *(f"- {sentence}" for sentence in report["limits"]),
        "",
        "## By hand",
        "",
        "```",
        *report["commands"],
        "```",
    ]
    return "\n".join(parts) + "\n"


def _time(report: dict[str, Any]) -> str:
    from engine.cli.console import clock

    inside = "within" if report["within_budget"] else "over"
    return (
        f"{clock(report['seconds'])} of {clock(report['budget_seconds'])} ({inside} the budget), "
        f"{report['cpu_seconds']:.0f} seconds of a processor. "
        "The clock runs longer where the machine does other things; runs of a step that were stopped are not counted."
    )


def _heard_rows(report: dict[str, Any]) -> list[str]:
    return [
        f"| {name} | {report['prompts'][caption]} | {_rate(rate)} | {own['no_verdict'][caption]} | "
        f"{_figure(own['mean_probability'][caption])} |"
        for name, own in report["models"].items()
        for caption, rate in own["log_drum_heard"].items()
    ]


def _rate(rate: dict[str, Any] | None) -> str:
    if rate is None:
        return "none could be judged | unknown"
    return f"{rate['hits']} of {rate['num']} | {rate['low']:.2f} to {rate['high']:.2f}"


def _not_scored_lines(report: dict[str, Any]) -> list[str]:
    """Why takes have no score; nothing where all have one."""
    lines = [
        f"- {count} of {name}: {why}"
        for name, own in report["models"].items()
        for why, count in own["not_scored"].items()
    ]
    return ["Not scored:", "", *lines, ""] if lines else []


def _training_row(name: str, own: dict[str, Any]) -> str:
    held_out = ", ".join(f"{value:.2f}" for value in own["held_out"])
    return (
        f"| {name} | {own['steps']} | {own['loss_first']:.2f} | {own['loss_last']:.2f} | "
        f"{100 * own['loss_left']:.0f} % | {held_out} |"
    )


def _codec_line(report: dict[str, Any]) -> str:
    codec = report["codec"]["codec"]
    ratios = ", ".join(f"{ratio:.1f}" for ratio in codec["signal_to_error_db"])
    rate = f"{codec['token_rate']:.0f} steps a second"
    return (
        f"Codec: {codec['codebooks']} codebooks of {codec['codebook_size']} at {rate}. "
        f"Songs stand {ratios} dB above its error."
    )


def _data_lines(report: dict[str, Any]) -> list[str]:
    dataset = report["dataset"]
    sound = "all files as they were made" if dataset["sound"] else "FILES ARE NOT AS THEY WERE MADE"
    lines = [f"Data set {dataset['dataset']}, root {dataset['root_sha256'][:16]}, {sound}. Its captions begin so:", ""]
    return lines + [f"- {caption}" for caption in dataset["captions"]]


def _listening_lines() -> list[str]:
    return [
        "## Listen, blind",
        "",
        "`aurax rate serve-next listening --rater YOU --consent` gives the first pair; the key knows who made what.",
        "`aurax train tensorboard runs/tuned` shows the curves.",
    ]


def _figure(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"
