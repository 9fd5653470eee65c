"""The clips that are measured without ``--references``: composed and rendered here, from parts no training has used.

They are items of the corpus's test split, whose kits, patterns and synth parameters belong to no other split. The
trainer makes them, in a process of its own, and they are kept in the user's cache.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.cli.separation_bench.references import Reference, find_references
from engine.core.codec import decode_json
from engine.core.errors import JobCancelled, UserError

if TYPE_CHECKING:
    from engine.cli.console import Console

NUM_CLIPS = 160
"""38 % of the items have a bass and 58 % a log drum: more than fifty clips of each stem."""
SECONDS = 12.0
SEED = 20_261
"""Of no corpus anybody trains on by default; the split keeps them apart in any case."""
_MB_PER_ITEM = 4.7
_CANCELLED = 130


def own_references(console: Console, count: int) -> list[Reference]:
    """The first ``count`` clips of the test set, made where they are missing.

    Raises:
        UserError: If they cannot be made.
        JobCancelled: If the user stops it; what is finished stays.
    """
    folder = test_set_folder(console.paths.cache)
    if _num_there(folder) < count:
        _make(console, folder, count)
    return find_references(folder)[:count]


def test_set_folder(cache: Path) -> Path:
    """Where a version's test set lies."""
    return cache / "bench" / f"separation-{__version__}-{SEED}-{SECONDS:g}s"


def _num_there(folder: Path) -> int:
    """Items the manifest lists: it is written once all are there."""
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return 0
    try:
        document: dict[str, Any] = decode_json(manifest.read_bytes(), dict)
        return len(document["items"])
    except (KeyError, TypeError, ValueError):
        return 0


def _make(console: Console, folder: Path, count: int) -> None:
    from engine.cli.train import run_trainer

    console.say(f"Making the test set: {count} clips, about {count * _MB_PER_ITEM / 1000.0:.1f} GB, in {folder}")
    order = ["corpus", "make", "--split", "test", "--seed", str(SEED), "--item-seconds", f"{SECONDS:g}"]
    # a little more than the whole number, so that rounding in between cannot lose a clip
    order += ["--hours", f"{(count + 0.01) * SECONDS / 3600.0:.9f}", "--out", str(folder)]
    status = run_trainer([*order, *(["--quiet"] if console.quiet else [])], is_silent=True)
    if status == _CANCELLED:
        raise JobCancelled
    if status != 0:
        raise UserError(
            f"The test set could not be made: the trainer ended with {status}, its message is above",
            "To measure on songs of your own: aurax bench separation --references DIR",
        )


def require_count(count: int | None) -> int:
    """``--clips``, or as many as the figures need.

    Raises:
        UserError: If it is below one.
    """
    if count is None:
        return NUM_CLIPS
    if count < 1:
        raise UserError(f"--clips {count} leaves nothing to measure", "Choose 1 or more; default is all of them.")
    return count
