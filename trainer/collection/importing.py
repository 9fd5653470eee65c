"""Songs into the library through the product's own import, with events for whoever watches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.core.track import Rights
    from engine.library import Library
    from trainer.event_lines import EventLines


def import_songs(
    paths: Sequence[Path], rights: Rights, console: Console, events: EventLines, library: Library
) -> dict[str, Any]:
    """Import files and folders; files that cannot be read are told and do not stop the others.

    Returns:
        ``imported``, ``duplicates``, ``unchanged``, ``passed_over``, ``failed`` with path, reason and hint.
    """
    from engine.cli.console import printable
    from engine.cli.running import run_job
    from engine.jobs.import_tracks import ImportReport, ImportTracks

    spec = ImportTracks(paths=tuple(map(str, paths)), rights=rights)
    done: ImportReport = run_job(spec, console, "importing", library=library)
    failed = [{"path": printable(path), "reason": printable(why), "hint": hint} for path, why, hint in done.failed]
    for one in failed:
        console.say(f"aurax: {one['path']}: {one['reason']}. It is left out.")
        events.send("warning", path=one["path"], message=one["reason"])
    return {
        "imported": done.imported,
        "duplicates": done.duplicates,
        "unchanged": done.unchanged,
        "passed_over": done.passed_over,
        "failed": failed,
    }
