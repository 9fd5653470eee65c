"""``aurax bench analysis``: what the analysis hears against what is known, with librosa as peer in the same run.

Songs: any folder of annotated data (``--data``), and the product's own test songs, whose instruments and pieces no
trained part has seen (``analysis_bench.own_songs``). Listeners: the analysis on true stems, with ``--separated`` on
those of the separator in use too, and librosa where it has the task. Scores are mir_eval's (``analysis_bench.scores``).

Figures of single songs are kept in the output folder as soon as they are there, so a run that was interrupted goes on
where it was; they are measured again once the analysis's code or weights, or the song's files, have changed.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.cli import bench_rhythms
from engine.cli.analysis_bench import own_songs
from engine.cli.analysis_bench.hearing import LIBROSA, TRUE_STEMS, Listener, is_librosas
from engine.cli.analysis_bench.kept import SCHEMA, Kept
from engine.cli.analysis_bench.scores import f_measure
from engine.cli.analysis_bench.songs import AnnotatedSong, Loaded, find_songs, load
from engine.cli.analysis_bench.summary import failures, summary, time_verdict, times, verdicts
from engine.core.errors import EngineError, UserError

if TYPE_CHECKING:
    from engine.cli.console import Console

__all__ = ["Options", "Song", "f_measure", "measure", "run"]

DEFAULT_FOLDER = "aurax-bench-analysis"
_WITH_STEMS = ("own", "sampled")
UNSEEN = (
    "They are items of the corpus's test split. One-shots and composer seeds are numbered, and a number belongs to one "
    "split by its hash, whatever corpus it turns up in; SoundFont presets and recorded one-shots are split within each "
    "group of like sounds. Every trained part was trained on the train split and chosen on the validation split. "
    "Cells and progressions that the composer draws from are common to all splits; what it makes of them is not."
)


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for on the command line; see ``aurax bench --help``."""

    data: tuple[Path, ...] = ()
    annotations: Path | None = None
    out: Path = Path(DEFAULT_FOLDER)
    songs: int | None = None
    is_sampled: bool = False
    is_separated: bool = False


@dataclass(frozen=True, slots=True)
class Song:
    """A song to measure: its group, its name, what changes when it does, and how to load it."""

    group: str
    id: str
    fingerprint: str
    load: Callable[[], Loaded | None]


@dataclass(slots=True)
class _Run:
    """Records by group, listener and song, and sentences about what could not be measured."""

    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, song: Song, listener: Listener, record: dict[str, Any]) -> None:
        self.records.setdefault(song.group, {}).setdefault(listener.name, {})[song.id] = record


def run(console: Console, options: Options) -> dict[str, Any]:
    """Measure, write ``analysis.json``, ``analysis.md`` and ``analysis.png`` into ``options.out``.

    Raises:
        UserError: If there is nothing to measure.
        JobCancelled, KeyboardInterrupt: If the user stops it; finished songs stay.
    """
    songs = [*_data_songs(options), *_own_songs(console, options)]
    if not songs:
        raise UserError("There is nothing to measure", "Give --data DIR, or --songs of 1 or more.")
    return measure(console, songs, _listeners(console, options), options.out)


def measure(console: Console, songs: Sequence[Song], listeners: Sequence[Listener], out: Path) -> dict[str, Any]:
    """Every listener on every song; the document that was written.

    Raises:
        UserError: If not one song could be measured.
        JobCancelled, KeyboardInterrupt: If the user stops it; finished songs stay.
    """
    from engine.cli.analysis_bench.report import write_report

    kept, result = Kept(out), _Run()
    missing: list[tuple[Song, list[Listener]]] = []
    for song in songs:
        left = []
        for listener in listeners:
            record = kept.find(f"{song.group}/{song.id}", song.fingerprint, listener)
            if record is None:
                left.append(listener)
            else:
                result.add(song, listener, record)
        if left:
            missing.append((song, left))
    _work(console, missing, kept, result)
    if not result.records:
        raise UserError("No song could be measured", result.problems[0] if result.problems else "")
    document = _document(result)
    write_report(out, document)
    return document


def _work(console: Console, missing: Sequence[tuple[Song, list[Listener]]], kept: Kept, result: _Run) -> None:
    """What is missing, song by song, so that every file is read once and every figure is on disk at once."""
    total = sum(len(left) for _, left in missing)
    line = console.progress("bench analysis")
    done = 0
    try:
        _warm({listener.name: listener for _, left in missing for listener in left}.values())
        for song, left in missing:
            line(done / max(1, total), f"{song.group}/{song.id}")
            try:
                loaded = song.load()
                if loaded is not None:
                    for listener in left:
                        line(done / total, f"{song.group}/{song.id}, {listener.name}")
                        record = _record(loaded, listener)
                        kept.keep(f"{song.group}/{song.id}", song.fingerprint, listener, record)
                        result.add(song, listener, record)
                        done += 1
            except EngineError as error:
                result.problems.append(f"{song.group}/{song.id}: {error}")
                console.problem(f"{song.group}/{song.id}: {error}. {error.hint}")
        line(1.0)
    finally:
        line.close()


def _warm(listeners: Iterable[Listener]) -> None:
    """Imports, caches and first-time compilation are not what is measured."""
    song = _rhythm("warm", {"kick": "9...9...9...9..."}, 120.0, 0.5, 0, bars=2).load()
    for listener in listeners:
        if song is not None:
            listener.hear(song)


def _record(song: Loaded, listener: Listener) -> dict[str, Any]:
    from engine.cli.analysis_bench.scores import score

    started = time.perf_counter()
    heard = listener.hear(song)
    wall = time.perf_counter() - started
    figures = score(song.reference, heard.answer, duration=song.mixture.duration)
    if listener.name == LIBROSA:
        figures = {name: value for name, value in figures.items() if is_librosas(name)}
    return {
        "duration": song.mixture.duration,
        "is_steady": song.reference.is_steady is True,
        "truth": list(song.reference.kinds),
        "seconds": heard.seconds,
        "wall_seconds": round(wall, 3),
        "cpu_seconds": round(heard.cpu_seconds, 3),
        "figures": figures,
    }


def _data_songs(options: Options) -> list[Song]:
    """A group is named by the folder below the searched one, or by that itself where songs lie right in it."""
    found: dict[tuple[str, str], Song] = {}
    for folder in options.data:
        for own in find_songs(folder, options.annotations):
            top, slash, rest = own.id.partition("/")
            song = _annotated(f"data:{top if slash else folder.name}", own, rest or top)
            if (song.group, song.id) in found:
                raise UserError(
                    f"Two songs are called {song.id} in {top}", "Measure the folders apart, each with --out."
                )
            found[song.group, song.id] = song
    return list(found.values())


def _own_songs(console: Console, options: Options) -> list[Song]:
    count = own_songs.NUM_SONGS if options.songs is None else options.songs
    if count < 0:
        raise UserError(f"--songs {count} cannot be measured", "Choose 0 or more.")
    if not count:
        return []
    found = [_annotated("own", own, Path(own.id).name) for own in own_songs.own_songs(console, own_songs.OWN, count)]
    if options.is_sampled:
        sampled = own_songs.own_songs(console, own_songs.SAMPLED, count)
        found += [_annotated("sampled", own, Path(own.id).name) for own in sampled]
    return [*found, *_rhythms()]


def _annotated(group: str, own: AnnotatedSong, name: str) -> Song:
    return Song(group, name, own.fingerprint, lambda: load(own))


def _rhythms() -> list[Song]:
    """Grooves of several tempi, swings and densities, two without a kick; exact truth."""
    grooves = {
        "clicks": {"rim": "9...5...5...5..."},
        "four on the floor": {"kick": "9...9...9...9...", "closed_hat": "..7...7...7...7."},
        "rock": {"kick": "9.......9.9.....", "snare": "....9.......9...", "closed_hat": "8.6.8.6.8.6.8.6."},
        "shaker and clap": {"shaker": "5383538353835383", "clap": "....8.......8..."},
        "log drum, soft kick": {
            "log_drum": "9..8..7.9..8..7.",
            "kick": "4...4...4...4...",
            "shaker": "6475647564756475",
            "clap": "....7.......7..4",
        },
        "log drum, no kick": {"log_drum": "9..99..8...9..88", "shaker": "8.47..478.47..47", "rim": "8..7..8...7.8..."},
    }
    return [
        _rhythm(f"{name}, {tempo_bpm:g} BPM", grids, tempo_bpm, swing, number)
        for number, (name, grids) in enumerate(grooves.items())
        for tempo_bpm, swing in ((92.0, 0.5), (113.0, 0.54), (126.5, 0.5))
    ]


def _rhythm(name: str, grids: dict[str, str], tempo_bpm: float, swing: float, number: int, *, bars: int = 8) -> Song:
    from engine.cli.analysis_bench.annotations import Annotations

    def load_rhythm() -> Loaded:
        rhythm = bench_rhythms.render(
            grids, tempo_bpm=tempo_bpm, bars=bars, swing=swing, offset=0.1 * (number + 1), seed=number
        )
        truth = Annotations(beats=rhythm.beats, downbeats=rhythm.beats[::4], tempo_bpm=tempo_bpm, is_steady=True)
        return Loaded(name, rhythm.audio, None, truth)

    return Song("rhythms", name, f"{grids} {tempo_bpm} {swing} {number} {bars}", load_rhythm)


def _listeners(console: Console, options: Options) -> list[Listener]:
    from engine.cli.analysis_bench.hearing import librosa_peer, ours, ours_separated

    found = [ours(), librosa_peer()]
    if options.is_separated:
        from engine.separation.registry import load_separator
        from engine.separation.setup import Setup

        separation = console.settings.separation
        separator = load_separator(separation.model, Setup(console.paths.models))
        found.append(ours_separated(separator, separation.overlap))
    return found


def _document(result: _Run) -> dict[str, Any]:
    summaries = {
        group: {name: summary(songs) for name, songs in listeners.items()}
        for group, listeners in result.records.items()
    }
    own = {group: listeners[TRUE_STEMS] for group, listeners in summaries.items() if TRUE_STEMS in listeners}
    peers = {group: listeners[LIBROSA] for group, listeners in summaries.items() if LIBROSA in listeners}
    names = dict.fromkeys(name for listeners in result.records.values() for name in listeners)
    return {
        "schema": SCHEMA,
        "engine": f"AURA-X Studio {__version__}",
        "machine": _machine(),
        "unseen": UNSEEN,
        "groups": {group: _group(listeners) for group, listeners in result.records.items()},
        "targets": [*verdicts(own, peers), *_time_verdicts(own)],
        "time": {name: times(_time_records(result, name)) for name in names},
        "failures": [
            failure
            for group, listeners in result.records.items()
            for failure in failures(group, listeners.get(TRUE_STEMS, {}))
        ],
        "problems": result.problems,
        "summary": summaries,
        "songs": result.records,
    }


def _time_verdicts(own: dict[str, Any]) -> list[dict[str, Any]]:
    """Of the sets with all stems of long songs; what a short clip costs at least would weigh too much."""
    return [time_verdict(group, own[group]["time"], own[group]["num_songs"]) for group in _WITH_STEMS if group in own]


def _group(listeners: dict[str, dict[str, Any]]) -> dict[str, Any]:
    songs = {song: record for own in listeners.values() for song, record in own.items()}
    return {"num_songs": len(songs), "seconds": round(sum(record["duration"] for record in songs.values()), 2)}


def _time_records(result: _Run, listener: str) -> list[dict[str, Any]]:
    """Of long songs with all their stems where there are any, else of all songs."""
    records = {group: list(own[listener].values()) for group, own in result.records.items() if listener in own}
    chosen = [group for group in _WITH_STEMS if group in records] or list(records)
    return [record for group in chosen for record in records[group]]


def _machine() -> dict[str, Any]:
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "load_at_the_end": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }
