"""``aurax panel create|list|show|remove``: recordings that songs are compared with, chosen by the user."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.library_views import count
from engine.core.errors import UserError
from engine.core.score import Panel, PanelMember

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.jobs.score_song import ScoredSong
    from engine.library import Library

_LEAST = 2
_MANY = 50
_LONGEST_NAME = 80


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    create = verbs.add_parser("create", help="measure songs and keep what describes them under a name")
    create.add_argument("name", metavar="NAME")
    create.add_argument("songs", metavar="SONG", nargs="+", help="as for aurax score")
    verbs.add_parser("list", help="the panels there are")
    for verb, words in (("show", "the songs of a panel"), ("remove", "forget a panel; scores made with it stay")):
        verbs.add_parser(verb, help=words).add_argument("name", metavar="NAME")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    from engine.library import Library

    verbs: dict[str, Callable[[argparse.Namespace, Console, Library], None]] = {
        "create": _create,
        "list": _list,
        "show": _show,
        "remove": _remove,
    }
    with Library.open(console.paths.library) as library:
        verbs[arguments.verb](arguments, console, library)


def _create(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    name = arguments.name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UserError("A panel needs a name of 1 to 80 letters", "For example: aurax panel create kasi SONG...")
    if any(panel.name == name for panel in library.panels.list()):
        raise UserError(
            f"There is a panel {name} already",
            f"Choose another name, or remove it first: aurax panel remove {name}",
        )
    members = _members(arguments.songs, console, library)
    library.panels.put(Panel(name, members))
    small = f" It is small: from {_MANY} on it tells more." if len(members) < _MANY else ""
    text = f"panel {name} holds {count(len(members), 'song')}.{small}"
    console.result(_document(library.panels.get(name)), text)


def _members(songs: list[str], console: Console, library: Library) -> tuple[PanelMember, ...]:
    """What describes each song; one that has no style descriptors keeps the panel from being made.

    Raises:
        UserError: If there are fewer than two different songs, or one cannot be described.
    """
    from engine.cli.running import run_job
    from engine.jobs.score_song import ScoreSong

    found: dict[str, PanelMember] = {}
    for song in songs:
        path = Path(song).expanduser()
        scored: ScoredSong = run_job(ScoreSong(str(path)), console, path.name, library=library)
        descriptors = scored.score.style.get("descriptors") or {}
        if not any(value is not None for value in descriptors.values()):
            why = scored.score.style.get("why") or "nothing could be measured"
            raise UserError(f"{path.name} cannot be part of a panel: {why}", "Leave it out.")
        member = PanelMember(scored.title, scored.fingerprint, dict(descriptors), scored.score.versions)
        found[scored.fingerprint or str(path)] = member
    if len(found) < _LEAST:
        raise UserError("A panel needs two different songs or more", f"From {_MANY} on it tells more.")
    return tuple(found.values())


def _document(panel: Panel) -> dict[str, Any]:
    from engine.core.codec import to_builtins

    document: dict[str, Any] = to_builtins(panel)
    return document


def _list(_arguments: argparse.Namespace, console: Console, library: Library) -> None:
    panels = library.panels.list()
    lines = [f"{panel.name}  {count(len(panel.members), 'song')}" for panel in panels]
    empty = "no panels yet; make one with: aurax panel create NAME SONG..."
    documents = [{"name": panel.name, "songs": len(panel.members)} for panel in panels]
    console.result({"panels": documents}, "\n".join(lines) or empty)


def _show(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    from engine.cli.console import printable

    panel = library.panels.get(arguments.name)
    lines = [f"{panel.name}  {count(len(panel.members), 'song')}"]
    for one in panel.members:
        versions = ", ".join(f"{name} {one.versions[name]}" for name in ("features", "model") if name in one.versions)
        lines.append(f"  {printable(one.title, 60):<60}  {versions}")
    console.result(_document(panel), "\n".join(lines))


def _remove(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    if not library.panels.remove(arguments.name):
        library.panels.get(arguments.name)  # says that there is none, and which there are
    console.result({"removed": arguments.name}, f"panel {arguments.name} is forgotten; scores made with it stay")
