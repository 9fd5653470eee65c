"""``aurax bench analysis``: our beat tracker against ``librosa.beat.beat_track`` on the same recordings in one run.

Rendered rhythms have exact truth; ``--audio DIR`` adds annotated recordings laid out as ``DIR/<song>/beats.txt`` (time,
position in bar) beside ``mix.flac`` or ``drums.flac``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.cli import bench_rhythms
from engine.core.audio import Audio
from engine.core.errors import UserError

if TYPE_CHECKING:
    from engine.cli.console import Console

WINDOW_S = 0.07
"""A beat is right within 70 ms (Davies, Degara & Plumbley, "Evaluation methods for … beat tracking", 2009)."""

_LIBROSA_RATE_HZ = 22_050


@dataclass(frozen=True, slots=True, eq=False)
class _Song:
    name: str
    audio: Audio
    beats: np.ndarray


def run(console: Console, audio: str | None = None) -> dict[str, Any]:
    """Beat F-measure and seconds of both trackers, per recording and in the mean.

    Args:
        console: Where progress is shown.
        audio: A folder of annotated recordings to measure on too.

    Raises:
        UserError: If the folder holds none.
    """
    document = {"rendered": _measure(console, "rendered rhythms", list(_rendered()))}
    if audio is not None:
        songs = list(_annotated(Path(audio).expanduser()))
        if not songs:
            raise UserError(
                f"There is no annotated recording in {audio}",
                "Give a folder that holds one folder per song, each with beats.txt and mix.flac or drums.flac.",
            )
        document["annotated"] = _measure(console, "annotated recordings", songs)
    return document


def f_measure(reference: np.ndarray, estimate: np.ndarray, *, window_s: float = WINDOW_S) -> float:
    """F-measure of events that match one to one within a window; both ascending. 1 where neither has any."""
    if not len(reference) or not len(estimate):
        return 1.0 if len(reference) == len(estimate) else 0.0
    matched = i = j = 0
    while i < len(reference) and j < len(estimate):
        difference = float(estimate[j] - reference[i])
        if abs(difference) <= window_s:
            matched, i, j = matched + 1, i + 1, j + 1
        elif difference > 0:
            i += 1
        else:
            j += 1
    return 2.0 * matched / (len(reference) + len(estimate))


def _measure(console: Console, label: str, songs: list[_Song]) -> dict[str, Any]:
    trackers: dict[str, Callable[[Audio], np.ndarray]] = {"aurax": _ours, "librosa": _librosa}
    warm = bench_rhythms.render({"kick": "9...9...9...9..."}, tempo_bpm=120.0, bars=4).audio
    for track in trackers.values():  # compilation and imports are not the measurement
        track(warm)
    rows: dict[str, dict[str, float]] = {}
    seconds = dict.fromkeys(trackers, 0.0)
    line = console.progress(f"bench analysis: {label}")
    for index, song in enumerate(songs):
        line(index / len(songs), song.name)
        row: dict[str, float] = {}
        for name, track in trackers.items():
            started = time.perf_counter()
            estimate = track(song.audio)
            seconds[name] += time.perf_counter() - started
            row[name] = f_measure(song.beats, estimate)
        rows[song.name] = row
    line.close()
    length = sum(song.audio.duration for song in songs)
    means = {name: float(np.mean([row[name] for row in rows.values()])) for name in trackers}
    return {
        "songs": len(songs),
        "seconds_of_audio": length,
        "beat_f_measure": means,
        "realtime_factor": {name: spent / length for name, spent in seconds.items()},
        "ours_over_librosa": {
            "beat_f_measure": means["aurax"] / means["librosa"] if means["librosa"] else None,
            "seconds": seconds["aurax"] / seconds["librosa"] if seconds["librosa"] else None,
        },
        "per_song": rows,
    }


def _ours(audio: Audio) -> np.ndarray:
    from engine.analysis.beats import track_beats

    grid = track_beats(audio)
    return np.asarray(grid.times if grid is not None else ())


def _librosa(audio: Audio) -> np.ndarray:
    from librosa.beat import beat_track

    from engine.audio.resample import resample

    mono = resample(audio, _LIBROSA_RATE_HZ).samples.mean(axis=0)
    _, beats = beat_track(y=mono, sr=_LIBROSA_RATE_HZ, units="time")
    return np.asarray(beats)


def _rendered() -> Iterator[_Song]:
    """Grooves of several tempi, swings and densities; deterministic."""
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
    for number, (name, grids) in enumerate(grooves.items()):
        for tempo_bpm, swing in ((92.0, 0.5), (113.0, 0.54), (126.5, 0.5)):
            rhythm = bench_rhythms.render(
                grids, tempo_bpm=tempo_bpm, bars=8, swing=swing, offset=0.1 * (number + 1), seed=number
            )
            yield _Song(f"{name}, {tempo_bpm:g} BPM", rhythm.audio, rhythm.beats)


def _annotated(folder: Path) -> Iterator[_Song]:
    from engine.audio.files import read

    for beats in sorted(folder.glob("*/beats.txt")):
        recording = next((beats.with_name(n) for n in ("mix.flac", "drums.flac") if beats.with_name(n).is_file()), None)
        if recording is None:
            continue
        times = [float(line.split()[0]) for line in beats.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield _Song(beats.parent.name, read(recording), np.asarray(times))
