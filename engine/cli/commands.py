"""The table of subcommands: one line each. The module behind a name is imported only when that command runs.

A command module offers ``add_arguments(parser)`` and ``run(arguments, console) -> None``.
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
    from engine.cli import demo

    return demo


def _doctor() -> ModuleType:
    from engine.cli import doctor

    return doctor


def _separate() -> ModuleType:
    from engine.cli import separate

    return separate


def _analyze() -> ModuleType:
    from engine.cli import analyze

    return analyze


def _library() -> ModuleType:
    from engine.cli import library

    return library


def _export() -> ModuleType:
    from engine.cli import export

    return export


def _models() -> ModuleType:
    from engine.cli import models

    return models


def _jobs() -> ModuleType:
    from engine.cli import jobs

    return jobs


def _bench() -> ModuleType:
    from engine.cli import bench

    return bench


def _studio() -> ModuleType:
    from engine.cli import studio

    return studio


COMMANDS: dict[str, Command] = {
    "demo": Command("one song all the way: stems, beats, key, chords, notes, MIDI, picture", _demo),
    "separate": Command("split songs into five stems", _separate),
    "analyze": Command("beats, key, chords, sections and notes of songs, as JSON, MIDI and .lab", _analyze),
    "library": Command("the collection: add, list, show, rescan, verify, backup, restore", _library),
    "export": Command("stems, MIDI or .lab files of a song, for your DAW", _export),
    "models": Command("weights on this machine: list, download, import, verify, remove", _models),
    "jobs": Command("the queue: list, resume, cancel", _jobs),
    "doctor": Command("what this machine can do, in plain words", _doctor),
    "bench": Command("measure speed and quality against named peers", _bench),
    "studio": Command("open the window", _studio),
}
