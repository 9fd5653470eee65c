"""The table of subcommands: one line each. The module behind a name is imported only when that command runs.

A command module offers ``add_arguments(parser)`` and ``run(arguments, console) -> None``; one that starts a program of
its own offers ``hand_over(arguments) -> exit status`` instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: its line in ``--help`` and the loader of its module."""

    summary: str
    load: Callable[[], ModuleType]


def _demo() -> ModuleType:
    import engine.cli.demo as module

    return module


def _doctor() -> ModuleType:
    import engine.cli.doctor as module

    return module


def _generate() -> ModuleType:
    import engine.cli.generate as module

    return module


def _separate() -> ModuleType:
    import engine.cli.separate as module

    return module


def _analyze() -> ModuleType:
    import engine.cli.analyze as module

    return module


def _score() -> ModuleType:
    import engine.cli.score as module

    return module


def _library() -> ModuleType:
    import engine.cli.library as module

    return module


def _project() -> ModuleType:
    import engine.cli.project as module

    return module


def _panel() -> ModuleType:
    import engine.cli.panel as module

    return module


def _labels() -> ModuleType:
    import engine.cli.labels as module

    return module


def _export() -> ModuleType:
    import engine.cli.export as module

    return module


def _train() -> ModuleType:
    import engine.cli.train as module

    return module


def _models() -> ModuleType:
    import engine.cli.models as module

    return module


def _jobs() -> ModuleType:
    import engine.cli.jobs as module

    return module


def _bench() -> ModuleType:
    import engine.cli.bench as module

    return module


def _genres() -> ModuleType:
    import engine.cli.genres as module

    return module


def _rate() -> ModuleType:
    import engine.cli.rate as module

    return module


def _watermark() -> ModuleType:
    import engine.cli.watermark as module

    return module


def _studio() -> ModuleType:
    import engine.cli.studio as module

    return module


COMMANDS: dict[str, Command] = {
    "demo": Command("one song all the way: stems, beats, key, chords, notes, MIDI, picture", _demo),
    "generate": Command("pieces from a prompt: mix, stems, MIDI, chords, sections", _generate),
    "separate": Command("split songs into five stems", _separate),
    "analyze": Command("beats, key, chords, sections and notes of songs, as JSON, MIDI and .lab", _analyze),
    "score": Command("cultural markers, style and total of songs, with the evidence they rest on", _score),
    "panel": Command("reference panels of yours, to tell how unusual a song is against one", _panel),
    "labels": Command("what people say of songs: show, set, contest, export, import", _labels),
    "library": Command("the collection: add, list, show, rescan, verify, backup, restore", _library),
    "project": Command("folders with songs, takes and edits: new, add, verify, collect, copy, restore", _project),
    "export": Command("stems, MIDI or .lab files of a song, for your DAW", _export),
    "train": Command("data sets for training: a corpus of our own", _train),
    "models": Command("weights on this machine: list, download, import, verify, remove", _models),
    "jobs": Command("the queue: list, resume, cancel", _jobs),
    "doctor": Command("what this machine can do, in plain words", _doctor),
    "bench": Command("measure speed and quality against named peers", _bench),
    "rate": Command("blind listening tests, their reports, calibration and canaries", _rate),
    "genres": Command("what each genre usually does, with sources, and why a song is like which", _genres),
    "watermark": Command("was this made by a program? find or put in the inaudible mark; its keys", _watermark),
    "studio": Command("open the window", _studio),
}
