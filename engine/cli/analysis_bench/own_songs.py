"""The songs that are measured without ``--data``: composed and rendered here, from parts no trained part has used.

They are items of the corpus's test split. A one-shot's parameters, a composer's seed and a SoundFont's preset are
numbered, and a number belongs to one split alone, by its hash (``trainer.synth_corpus.split``): nothing whose weights
ship was trained on a number of the test split. The trainer makes them, in a process of its own, and they are kept in
the user's cache.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine import __version__
from engine.cli.analysis_bench.corpus import TRUTH_FILE, read_truth
from engine.cli.analysis_bench.songs import AnnotatedSong, find_songs
from engine.core.errors import JobCancelled, UserError

if TYPE_CHECKING:
    from engine.cli.console import Console

NUM_SONGS = 16
SECONDS = 96.0
"""About 45 bars: four to six sections."""
_REMIXES = 0.30
"""Share of the corpus's items that are stems of two pieces and have no one truth."""
_MB_PER_ITEM = 26.0
_CANCELLED = 130


@dataclass(frozen=True, slots=True)
class OwnSet:
    """A set of test songs.

    Args:
        name: In reports.
        seed: Of no corpus anybody trains on by default; the split keeps them apart in any case.
        options: Of ``aurax train corpus make``.
    """

    name: str
    seed: int
    options: tuple[str, ...] = ()


OWN = OwnSet("own", 20_262)
SAMPLED = OwnSet("sampled", 20_263, ("--realism",))
"""SoundFont instruments, recorded drums, sung words and bands, all of the test split."""


def own_songs(console: Console, own: OwnSet, count: int) -> list[AnnotatedSong]:
    """The first ``count`` songs of a set that are one piece, made where they are missing.

    Raises:
        UserError: If they cannot be made.
        JobCancelled: If the user stops it; what is finished stays.
    """
    folder = console.paths.cache / "bench" / f"analysis-{own.name}-{__version__}-{own.seed}-{SECONDS:g}s"
    num_items = math.ceil(count / (1.0 - _REMIXES))
    songs = _usable(folder)
    while len(songs) < count:
        _make(console, folder, own, num_items)
        songs, num_items = _usable(folder), num_items + count - len(songs) + 1
    return songs[:count]


def _usable(folder: Path) -> list[AnnotatedSong]:
    if not any(folder.glob(f"*/*/{TRUTH_FILE}")):
        return []
    return [song for song in find_songs(folder) if song.truth is not None and read_truth(song.truth) is not None]


def _make(console: Console, folder: Path, own: OwnSet, num_items: int) -> None:
    from engine.cli.train import run_trainer

    console.say(
        f"Making the test songs ({own.name}): {num_items} items, about {num_items * _MB_PER_ITEM / 1000.0:.1f} GB, "
        f"in {folder}"
    )
    # a little more than the whole number, so that rounding in between cannot lose an item
    hours = (num_items + 0.01) * SECONDS / 3600.0
    order = ["corpus", "make", "--split", "test", "--seed", str(own.seed), "--item-seconds", f"{SECONDS:g}"]
    order += ["--hours", f"{hours:.9f}", "--out", str(folder), *own.options]
    status = run_trainer([*order, *(["--quiet"] if console.quiet else [])], is_silent=True)
    if status == _CANCELLED:
        raise JobCancelled
    if status != 0:
        raise UserError(
            f"The test songs ({own.name}) could not be made: the trainer ended with {status}, its message is above",
            "To measure on songs of your own alone: aurax bench analysis --data DIR --songs 0",
        )
