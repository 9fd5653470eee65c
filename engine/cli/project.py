"""``aurax project new|open|list|add|verify|collect|copy|snapshots|restore``: folders with songs and edits in them."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from engine.cli.console import Console
    from engine.library.projects import OpenedProject, ProjectDocument, ProjectFolder, Snapshot

PROJECTS_FOLDER = "projects"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    def verb(name: str, help_: str, *, is_new: bool = False) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=help_)
        made.add_argument("project", metavar="FOLDER", help="of the new project" if is_new else "of the project")
        return made

    verb("new", "make an empty project", is_new=True).add_argument("--name", help="default: the folder's name")
    verb("open", "what is in a project, in its newest state")
    listing = verbs.add_parser("list", help="the projects in a folder")
    listing.add_argument("folder", metavar="FOLDER", nargs="?", help=f"default: {PROJECTS_FOLDER} below --home")
    add = verb("add", "take opened songs and takes into a project; they also stay where they are")
    add.add_argument("songs", metavar="SONG", nargs="+", help="a take's folder, or a song that was opened before")
    verify = verb("verify", "check that every file is there and is what it was")
    verify.add_argument("--find", metavar="DIR", action="append", default=[], help="look here for what is missing")
    verb("collect", "copy your own files into the project as well, so that the folder holds all")
    verb("copy", "save a project under another name").add_argument("target", metavar="NEW")
    verb("snapshots", "the states that were kept, newest first")
    verb("restore", "go back to a state; the present one is kept").add_argument("snapshot", metavar="NUMBER|NAME")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    verbs: dict[str, Callable[[argparse.Namespace, Console], None]] = {
        "new": _new,
        "open": _open,
        "list": _list,
        "add": _add,
        "verify": _verify,
        "collect": _collect,
        "copy": _copy,
        "snapshots": _snapshots,
        "restore": _restore,
    }
    verbs[arguments.verb](arguments, console)


def _folder(arguments: argparse.Namespace, console: Console) -> ProjectFolder:
    from engine.library.projects import ProjectFolder

    return ProjectFolder(Path(arguments.project).expanduser(), spare=console.paths.home / "unsaved")


@contextmanager
def _alone(folder: ProjectFolder) -> Iterator[OpenedProject]:
    """The project's newest state while nobody else can change it."""
    from engine.library.projects import ProjectLock

    folder.open()  # before a lock is put where there is no project
    lock = ProjectLock(folder.root)
    lock.take()
    try:
        yield folder.open()
    finally:
        lock.release()


def _new(arguments: argparse.Namespace, console: Console) -> None:
    from engine.library.projects import ProjectFolder

    root = Path(arguments.project).expanduser()
    _folder, document = ProjectFolder.create(root, arguments.name or root.absolute().name)
    console.result(summary(document, root), f"{root} is a new project")


def summary(document: ProjectDocument, root: Path) -> dict[str, Any]:
    """A project as JSON."""
    return {
        "project": str(root),
        "name": document.name,
        "schema": document.schema,
        "revision": document.revision,
        "changed": document.changed,
        "stars": len(document.stars),
        "songs": [
            {
                "id": song.id,
                "kind": song.kind,
                "title": song.title,
                "source": song.source,
                "files": len(song.files),
                "collected": song.original is not None,
                "work": sorted(song.work),
            }
            for song in document.songs
        ],
    }


def _open(arguments: argparse.Namespace, console: Console) -> None:
    from engine.cli.console import printable

    folder = _folder(arguments, console)
    opened = folder.open()
    lines = [f"{printable(opened.document.name)}: {len(opened.document.songs)} songs and takes"]
    if opened.restored is not None:
        lines.append(f"the newest edits are of {_when(opened.restored.at)}; they are newer than what was saved")
    for song in opened.document.songs:
        edited = f" ({', '.join(sorted(song.work))})" if song.work else ""
        lines.append(printable(f"  {song.kind}  {song.title}{edited}"))
    document = summary(opened.document, folder.root)
    document["restored"] = opened.restored.name if opened.restored is not None else None
    console.result(document, "\n".join(lines))


def _list(arguments: argparse.Namespace, console: Console) -> None:
    from engine.cli.console import printable
    from engine.core.errors import UserError
    from engine.library.projects import ProjectFolder

    place = Path(arguments.folder).expanduser() if arguments.folder else console.paths.home / PROJECTS_FOLDER
    found = []
    for path in sorted(place.iterdir()) if place.is_dir() else []:
        if not path.is_dir() or not (path / "project.json").is_file():
            continue
        try:
            found.append(summary(ProjectFolder(path).open().document, path))
        except UserError as error:
            console.problem(str(error))
    text = [f"{printable(each['name'])}: {len(each['songs'])} songs and takes  {each['project']}" for each in found]
    console.result(found, "\n".join(text) or f"no projects in {place}")


def _add(arguments: argparse.Namespace, console: Console) -> None:
    from engine.jobs.projects import find_content
    from engine.library import Library
    from engine.library.projects import add_folder

    folder = _folder(arguments, console)
    with _alone(folder) as opened:
        document = opened.document
        for named in arguments.songs:
            with Library.open(console.paths.library) as library:
                content = find_content(Path(named).expanduser(), library)
            song = add_folder(
                folder,
                content.folder,
                title=content.title,
                kind=content.kind,
                own_file=content.own_file,
                work=content.work,
                may_link=content.is_ours,
            )
            known = next((each for each in document.songs if each.files == song.files), None)
            if known is None:
                document = document.with_song(song)
        folder.save(document.touched(time.time()))
    console.result(summary(document, folder.root), f"{len(document.songs)} songs and takes in {document.name}")


def _verify(arguments: argparse.Namespace, console: Console) -> None:
    from engine.library.projects import check, repair

    folder = _folder(arguments, console)
    document = folder.open().document
    line = console.progress("verify")
    findings = check(folder.audio, document, report=line)
    mended: tuple[Any, ...] = ()
    if arguments.find and not findings.is_sound:
        places = [Path(place).expanduser() for place in arguments.find]
        with _alone(folder):
            mended = repair(folder.audio, (*findings.missing, *findings.altered), places)
        findings = check(folder.audio, document, report=line)
    line.close()
    report = {
        "sound": findings.num_sound,
        "missing": [stored.name for stored in findings.missing],
        "altered": [stored.name for stored in findings.altered],
        "found_again": [stored.name for stored in mended],
        "songs": list(findings.songs(document)),
    }
    text = f"{findings.num_sound} files are sound"
    if mended:
        text += f", {len(mended)} of them found again"
    console.result(report, text)
    if not findings.is_sound:
        titles = ", ".join(findings.songs(document)[:5])
        numbers = f"{len(findings.missing)} files are missing and {len(findings.altered)} altered"
        console.problem(f"{numbers} ({titles}). Look for them in a copy with: --find DIR")


def _collect(arguments: argparse.Namespace, console: Console) -> None:
    from engine.library.projects import collect

    folder = _folder(arguments, console)
    line = console.progress("collect")
    with _alone(folder) as opened:
        document, missing = collect(folder, opened.document, line)
        if document != opened.document:
            document = document.touched(time.time())
            folder.save(document)
    line.close()
    have = sum(song.original is not None for song in document.songs)
    for path in missing:
        console.problem(f"{path} is not there any more")
    console.result({"collected": have, "missing": list(missing)}, f"{have} files of yours are in the project")


def _copy(arguments: argparse.Namespace, console: Console) -> None:
    from engine.library.projects import copy_project

    folder, target = _folder(arguments, console), Path(arguments.target).expanduser()
    document = copy_project(folder, folder.open().document, target, target.absolute().name)
    console.result(summary(document, target), f"{target} is a project of its own")


def _snapshots(arguments: argparse.Namespace, console: Console) -> None:
    snapshots = _folder(arguments, console).snapshots()
    lines = [f"{number:3d}  {_when(each.at)}  {each.name}" for number, each in enumerate(snapshots, 1)]
    document = [{"name": each.name, "revision": each.revision, "at": each.at} for each in snapshots]
    console.result(document, "\n".join(lines) or "no snapshots yet")


def _restore(arguments: argparse.Namespace, console: Console) -> None:
    folder = _folder(arguments, console)
    with _alone(folder) as opened:
        snapshot: Snapshot = folder.find_snapshot(arguments.snapshot)
        document = folder.restored(opened.document, snapshot, time.time())
        folder.save(document)
    console.result(summary(document, folder.root), f"{document.name} is as it was at {_when(snapshot.at)}")


def _when(at: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at))
