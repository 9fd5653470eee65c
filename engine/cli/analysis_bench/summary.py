"""From figures of single songs to those of a group of songs: means, pooled rates, time, what was promised, failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.cli.analysis_bench.scores import counted_f

Record = Mapping[str, Any]

_POOLED = ("drums", "drum_kinds")
MISSION_SECONDS = 600.0
"""The mission's own estimate for one song (document 004)."""
_SONG_S = 180.0


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that is promised.

    Args:
        label: In words.
        figure: Its name in a group's summary.
        sets: On whose songs: ``data`` (annotated recordings), ``own``, ``sampled``.
        must, goal: At least, or at most where ``must`` is the greater.
        elsewhere: Today's best elsewhere, from the literature or measured with other software; empty where unknown.
        song_must: Where single songs fail, if that is not ``must``.
    """

    label: str
    figure: str
    sets: tuple[str, ...]
    must: float
    goal: float
    elsewhere: str = ""
    song_must: float | None = None

    def reached(self, value: float) -> str:
        """``goal``, ``must`` or ``no``."""
        if self._is_reached(value, self.goal):
            return "goal"
        return "must" if self._is_reached(value, self.must) else "no"

    def is_failure(self, value: float) -> bool:
        """Whether a single song falls short."""
        return not self._is_reached(value, self.must if self.song_must is None else self.song_must)

    def _is_reached(self, value: float, bound: float) -> bool:
        return value <= bound if self.must > self.goal else value >= bound


_DATA, _OWN = ("data",), ("own", "sampled")
TARGETS = (
    Target("beat F (70 ms)", "beat_f", _DATA, 0.95, 0.975, "0.967"),
    Target("downbeat F (70 ms)", "downbeat_f", _DATA, 0.75, 0.88, "0.507 simple, 0.944 oracle"),
    Target("tempo of steady music, worst error, BPM", "worst_tempo_error_octave_free_bpm", _DATA, 0.1, 0.05, "8 of 10"),
    Target("key, weighted", "key_weighted", _OWN, 0.85, 0.92, "0.653", 1.0),
    Target("chords, root WCSR", "chord_root", _OWN, 0.85, 0.92, "0.735"),
    Target("chords, majmin WCSR", "chord_majmin", _OWN, 0.80, 0.88, "0.458"),
    Target("chords, sevenths WCSR", "chord_sevenths", _OWN, 0.65, 0.80),
    Target("sections HR.5 F", "section_hr05_f", _OWN, 0.70, 0.85),
    Target("sections HR3 F", "section_hr3_f", _OWN, 0.85, 0.95),
    Target("vocal F0, overall accuracy", "voice_overall_accuracy", _DATA, 0.955, 0.965, "0.962"),
    Target("drum classes F (50 ms)", "drum_f", _DATA, 0.75, 0.82, "0.648 floor, ~0.81"),
    Target("notes of the log drum, onset+pitch F1", "log_drum_pitch_f1", _OWN, 0.92, 0.97),
    Target("notes of the bass, onset+pitch F1", "bass_pitch_f1", _OWN, 0.90, 0.95),
    Target("notes of the keys, onset+pitch F1", "other_pitch_f1", _OWN, 0.80, 0.88),
)
TIME_TARGET = Target("3-minute song, stems given, wall s", "", (), 25.0, 12.0, "27 CPU-s")


def summary(records: Mapping[str, Record]) -> dict[str, Any]:
    """Figures of one listener over a group of songs.

    Rates are means over songs; chords are weighted by duration (WCSR's definition), drums pooled over strokes.

    Args:
        records: By song.
    """
    found: dict[str, Any] = {"num_songs": len(records)}
    figures = [record["figures"] for record in records.values()]
    names = dict.fromkeys(name for own in figures for name in own if not isinstance(own[name], dict))
    for name in names:
        values = [own[name] for own in figures if name in own]
        found[name] = {"mean": _rounded(np.mean(values)), "n": len(values), "min": _rounded(min(values))}
    _add_chords(found, figures)
    for name in _POOLED:
        _add_counts(found, name, [own[name] for own in figures if name in own])
    steady = [record for record in records.values() if record["is_steady"]]
    errors = [record["figures"].get("tempo_error_octave_free_bpm", np.inf) for record in steady]
    if errors and "tempo_accuracy_1" in names:
        finite = [error for error in errors if np.isfinite(error)]
        worst = max(finite) if len(finite) == len(errors) else None
        found["worst_tempo_error_octave_free_bpm"] = {
            "mean": None if worst is None else _rounded(worst),
            "n": len(errors),
        }
    found["time"] = times(list(records.values()))
    return found


def times(records: Sequence[Record]) -> dict[str, Any]:
    """Seconds a 3-minute song takes, from all songs' seconds by their length, in all and by step."""
    length = sum(record["duration"] for record in records)
    steps: dict[str, float] = {}
    for record in records:
        for name, spent in record["seconds"].items():
            steps[name] = steps.get(name, 0.0) + spent
    scale = _SONG_S / max(length, 1e-9)
    wall = scale * sum(steps.values())
    return {
        "audio_seconds": _rounded(length),
        "wall_seconds_per_3_minutes": _rounded(wall),
        "cpu_seconds_per_3_minutes": _rounded(scale * sum(record["cpu_seconds"] for record in records)),
        "share_of_the_missions_10_minutes": _rounded(wall / MISSION_SECONDS),
        "steps": {name: _rounded(scale * spent) for name, spent in steps.items()},
    }


def verdicts(
    summaries: Mapping[str, Mapping[str, Any]], peers: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What each promise came to, group by group.

    Args:
        summaries: Of our analysis, by group; a group's set is what stands before its colon.
        peers: librosa's, by group.
    """
    found = []
    for target in TARGETS:
        for group, own in summaries.items():
            value = own.get(target.figure, {}).get("mean")
            if group.partition(":")[0] not in target.sets or target.figure not in own:
                continue
            row: dict[str, Any] = {
                "figure": target.label,
                "group": group,
                "n": own[target.figure]["n"],
                "elsewhere": target.elsewhere,
                "librosa": peers.get(group, {}).get(target.figure, {}).get("mean"),
                "must": target.must,
                "goal": target.goal,
                "value": value,
                "reached": "no" if value is None else target.reached(value),
            }
            found.append(row)
    return found


def time_verdict(group: str, own: Mapping[str, Any], num_songs: int) -> dict[str, Any]:
    """What the promised time came to.

    Args:
        group: Whose songs were timed.
        own: ``times`` of our analysis; librosa does a part of the work only.
        num_songs: How many.
    """
    value = own["wall_seconds_per_3_minutes"]
    return {
        "figure": TIME_TARGET.label,
        "group": group,
        "n": num_songs,
        "elsewhere": TIME_TARGET.elsewhere,
        "librosa": None,
        "must": TIME_TARGET.must,
        "goal": TIME_TARGET.goal,
        "value": value,
        "reached": TIME_TARGET.reached(value),
    }


def failures(group: str, records: Mapping[str, Record]) -> list[dict[str, Any]]:
    """Songs that fall short of a promise, by name, worst first within each figure."""
    found = []
    for target in TARGETS:
        if group.partition(":")[0] not in target.sets:
            continue
        name = target.figure.removeprefix("worst_")
        rows = [
            (record["figures"][name], song)
            for song, record in records.items()
            if name in record["figures"] and (record["is_steady"] or name == target.figure)
        ]
        rows = [row for row in rows if target.is_failure(row[0])]
        rows.sort(reverse=target.must > target.goal)
        found += [{"figure": target.label, "group": group, "song": song, "value": _rounded(v)} for v, song in rows]
    return found


def _add_chords(found: dict[str, Any], figures: Sequence[Mapping[str, Any]]) -> None:
    """The sum of rightly named seconds over the seconds that can be asked about."""
    for name in {name for own in figures for name in own.get("chord_seconds", {})}:
        pairs = [(own["chord_seconds"][name], own[f"chord_{name}"]) for own in figures if f"chord_{name}" in own]
        asked = sum(seconds for seconds, _ in pairs)
        if asked > 0.0:
            right = sum(seconds * share for seconds, share in pairs)
            found[f"chord_{name}"] = {**found[f"chord_{name}"], "mean": _rounded(right / asked)}


def _add_counts(found: dict[str, Any], name: str, tables: Sequence[Mapping[str, list[int]]]) -> None:
    if not tables:
        return
    pooled: dict[str, list[int]] = {}
    for table in tables:
        for own, row in table.items():
            pooled[own] = [a + b for a, b in zip(pooled.get(own, [0, 0, 0]), row, strict=True)]
    found[name] = {own: {"f": _rounded(counted_f({own: row})), "strokes": row[1]} for own, row in pooled.items()}
    if name == "drums":
        songs = found["drum_f"]["mean"]
        found["drum_f"] = {**found["drum_f"], "mean": _rounded(counted_f(pooled)), "mean_of_songs": songs}
        main = {own: row for own, row in pooled.items() if own in ("KD", "SD", "HH")}
        found["drum_f_kd_sd_hh"] = {"mean": _rounded(counted_f(main)), "n": len(tables)}


def _rounded(value: Any) -> float:
    return round(float(value), 4)
