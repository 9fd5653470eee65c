"""``aurax library add|analyze|rescan|list|show|verify|backup|restore|export|remove``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.library_views import count, find

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.core.track import Rights, Track
    from engine.library import Library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    from engine.cli import library_analysis

    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = verbs.add_parser(
        "add", help="import songs and folders, then analyse them; what was done before and is unchanged is skipped"
    )
    add.add_argument("paths", metavar="PATH", nargs="+", help="songs, or folders that are searched for songs")
    add.add_argument("--licence", metavar="L", help="own, licensed, research, unknown or an SPDX id such as CC-BY-4.0")
    add.add_argument("--may-train", action="store_true", help="models may learn from these recordings")
    add.add_argument("--proof", metavar="T", help="where the permission is written down")
    add.add_argument(
        "--resume", action="store_true", help="go on after an interruption (what is done is never done twice)"
    )
    library_analysis.add_switch(add)
    analyze = verbs.add_parser("analyze", help="analyse what is in the library and not analysed by this version yet")
    analyze.add_argument(
        "tracks", metavar="ID|PATH", nargs="*", help="recordings or folders; default: the whole library"
    )
    analyze.add_argument("--again", action="store_true", help="also what is analysed")
    library_analysis.add_options(analyze)
    rescan = verbs.add_parser(
        "rescan", help="look again: new in imported folders, changed, moved, missing, failed before"
    )
    library_analysis.add_switch(rescan)
    listing = verbs.add_parser("list", help="the recordings, or those with all WORDs in title, artist, genre or name")
    listing.add_argument("words", metavar="WORD", nargs="*")
    show = verbs.add_parser("show", help="everything known about one recording")
    show.add_argument("track", metavar="ID|PATH")
    verbs.add_parser("verify", help="check the database, every stored file's hash and every original's size")
    backup = verbs.add_parser("backup", help="copy the database and read the copy back")
    backup.add_argument("file", metavar="FILE", nargs="?", help="default: a numbered file in the library's backups")
    restore = verbs.add_parser("restore", help="go back to a backup; the present library is kept beside it")
    restore.add_argument("file", metavar="FILE", nargs="?", help="default: the newest sound backup")
    restore.add_argument("--list", action="store_true", help="only list the backups")
    export = verbs.add_parser("export", help="the list of recordings as a file")
    export.add_argument("--format", choices=("json", "csv"), default="json")
    export.add_argument("--out", metavar="FILE", help="default: stdout")
    remove = verbs.add_parser("remove", help="forget a recording; its file is never touched")
    remove.add_argument("track", metavar="ID|PATH")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    if arguments.verb == "restore":
        _restore(arguments, console)
        return
    from engine.cli import library_analysis, library_views
    from engine.library import Library

    verbs: dict[str, Callable[[argparse.Namespace, Console, Library], None]] = {
        "add": _add,
        "analyze": library_analysis.run,
        "rescan": _rescan,
        "list": library_views.listing,
        "show": library_views.show,
        "verify": _verify,
        "backup": _backup,
        "export": library_views.export,
        "remove": _remove,
    }
    with Library.open(console.paths.library) as library:
        verbs[arguments.verb](arguments, console, library)


def _add(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    rights = _stated_rights(arguments)
    paths = [Path(path).expanduser() for path in arguments.paths]
    document = _import(paths, rights, console, library)
    text = _summary(document)
    if rights is not None:
        changed = _state_rights(paths, rights, library)
        if changed:
            document["rights_changed"] = changed
            text += f"\nrights of {count(changed, 'recording')} set to {rights.licence}"
    text += _analyse(paths, arguments, console, library, document)
    console.result(document, text)


def _analyse(
    paths: Sequence[Path], arguments: argparse.Namespace, console: Console, library: Library, document: dict[str, Any]
) -> str:
    """The analysis after an import, unless it is not wanted: into the document, and as a line of text."""
    from engine.cli import library_analysis

    if not arguments.analyze:
        return ""
    is_rescan = arguments.verb == "rescan"
    document["analysis"] = library_analysis.analyse(paths, arguments, console, library, retry=is_rescan)
    return f"\n{library_analysis.summary(document['analysis'])}"


def _stated_rights(arguments: argparse.Namespace) -> Rights | None:
    """The rights named on the command line, None if none were."""
    from engine.core.track import Rights

    if arguments.licence is None and arguments.proof is None and not arguments.may_train:
        return None
    return Rights(arguments.licence or "unknown", arguments.may_train, arguments.proof or "")


def _import(paths: Sequence[Path], rights: Rights | None, console: Console, library: Library) -> dict[str, Any]:
    from engine.cli.console import printable
    from engine.cli.running import run_job
    from engine.core.track import Rights
    from engine.jobs.import_tracks import ImportReport, ImportTracks

    spec = ImportTracks(paths=tuple(str(path.absolute()) for path in paths), rights=rights or Rights())
    done: ImportReport = run_job(spec, console, "importing", library=library) if paths else ImportReport()
    for path, reason, hint in done.failed:
        console.problem(f"{path}: {reason}. {hint}".rstrip())
    document: dict[str, Any] = {
        "imported": done.imported,
        "duplicates": done.duplicates,
        "unchanged": done.unchanged,
        "passed_over": done.passed_over,
        "failed": [
            {"path": printable(path), "reason": printable(why), "hint": hint} for path, why, hint in done.failed
        ],
        "tracks": library.tracks.count(),
    }
    return document


def _summary(document: dict[str, Any]) -> str:
    parts = [
        f"{document['imported']} imported",
        count(document["duplicates"], "duplicate"),
        f"{document['unchanged']} unchanged",
        f"{len(document['failed'])} failed",
    ]
    return f"{', '.join(parts)}; the library holds {count(document['tracks'], 'recording')}"


def _state_rights(paths: Iterable[Path], rights: Rights, library: Library) -> int:
    """What was stated holds for files that were known already, too; returns for how many that was news."""
    stated: dict[int, Track] = {}
    for path in paths:
        here = library.tracks.by_path(path)
        stated |= {track.id: track for track in ([here] if here else library.tracks.under(path))}
    changed = [track for track in stated.values() if track.rights != rights]
    with library.transaction():
        for track in changed:
            library.tracks.set_rights(track.id, rights)
    return len(changed)


def _rescan(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    changed: list[Path] = []
    missing: list[str] = []
    unchanged = moved = 0
    for track in library.tracks.all():
        locations = library.tracks.locations(track.id)
        there = [location for location in locations if Path(location.path).exists()]
        for path in (Path(location.path) for location in there):
            if library.tracks.known_unchanged(path):
                unchanged += 1
            else:
                changed.append(path)
        for gone in (location for location in locations if location not in there):
            # a folder that is still there no longer holds the file: it was moved; else a drive is unplugged
            if there and Path(gone.path).parent.is_dir():
                library.tracks.forget_location(Path(gone.path))
                moved += 1
            else:
                missing.append(gone.display)
    folders = _folders_before(library)
    document = _import([*changed, *_failed_before(library), *folders], None, console, library)
    for path_text in missing:
        console.problem(f"{path_text}: the file is not there. Bring it back, or forget it with: aurax library remove")
    # the importer counts what it passes over in the folders, which was counted here already
    unchanged += 0 if folders else document["unchanged"]
    document |= {"unchanged": unchanged, "missing": missing, "moved": moved}
    text = f"{_summary(document)}; {moved} moved, {len(missing)} missing"
    text += _analyse((), arguments, console, library, document)
    console.result(document, text)


def _folders_before(library: Library) -> list[Path]:
    """Folders that were imported as such and are still there: they may hold new songs."""
    from engine.core.jobs import JobState
    from engine.jobs.kinds import KINDS
    from engine.jobs.ledger import Ledger

    ledger = Ledger(library, KINDS)
    folders: dict[Path, None] = {}
    for stored in library.jobs.list([JobState.SUCCEEDED]):
        if stored.kind == "import_tracks":
            folders |= {Path(path): None for path in ledger.read(stored).spec.paths if Path(path).is_dir()}
    return list(folders)


def _failed_before(library: Library) -> list[Path]:
    """Files whose import failed; those that are gone are forgotten."""
    failed = [Path(failure.path) for failure in library.failures.all()]
    for path in failed:
        if not path.exists():
            library.failures.clear(path)
    return [path for path in failed if path.exists()]


def _verify(_arguments: argparse.Namespace, console: Console, library: Library) -> None:
    from engine.core.codec import to_builtins

    line = console.progress("verifying")
    try:
        found = library.verify(line)
    finally:
        line.close()
    for problem in found.problems:
        console.problem(f"{problem.kind}: {problem.text}")
    checked = f"{count(found.num_tracks, 'recording')} and {count(found.num_artifacts, 'stored result')} checked"
    verdict = "all sound" if found.is_sound else count(len(found.problems), "problem")
    console.result({**to_builtins(found), "sound": found.is_sound}, f"{checked}: {verdict}")


def _backup(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    made = library.backup(Path(arguments.file).expanduser() if arguments.file else None)
    size = made.stat().st_size
    console.result(
        {"backup": str(made), "size_bytes": size}, f"backup {made} ({size / 1e6:.1f} MB), read back and sound"
    )


def _restore(arguments: argparse.Namespace, console: Console) -> None:
    from engine.library import latest_backups, restore, restore_newest

    folder = console.paths.library
    if arguments.list:
        backups = latest_backups(folder)
        documents = [{"path": str(b.path), "format": b.version, "made_at": b.made_at.isoformat()} for b in backups]
        lines = [f"{b.made_at:%Y-%m-%d %H:%M} UTC  {b.path}" for b in backups]
        console.result({"backups": documents}, "\n".join(lines) or "no backups yet")
        return
    done = restore(folder, Path(arguments.file).expanduser()) if arguments.file else restore_newest(folder)
    kept = str(done.replaced) if done.replaced else None
    text = f"restored {done.backup}" + (f"; the library that was there is kept in {kept}" if kept else "")
    console.result({"restored": str(done.backup), "replaced": kept}, text)


def _remove(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    track = find(arguments.track, library)
    keys = {separation.artifact_key for separation in library.separations.list(track.id)}
    library.tracks.remove(track.id)
    for key in keys - library.separations.used_artifacts():
        library.artifacts.discard(key)
    console.result({"removed": track.id}, f"track {track.id} is forgotten; its file was not touched")
