"""``aurax bench culture``: what cultural scoring says against what is known by construction.

Labelled pieces and songs are of the test split (``culture_bench.pieces``, ``analysis_bench.own_songs``); they are
synthetic, all of them, and so are the figures. What listeners would say is for listeners.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import __version__
from engine.cli.culture_bench import figures
from engine.cli.culture_bench.figures import Row
from engine.cli.culture_bench.judged import judged_notes, judged_sound, keep, uppers
from engine.cli.culture_bench.pieces import Piece, folder_of, make, pieces
from engine.core.analysis import Analysis
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.events import NoteEvent
from engine.core.score import CultureScore
from engine.core.stems import Stems
from engine.culture.score import score_song

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.cli.culture_bench.perturbations import Expectation
    from engine.separation.base import Separator

DEFAULT_FOLDER = "aurax-bench-culture"
SCHEMA = "aurax.culture_bench/1"
ROUNDS, SONGS = 8, 16
UNSEEN = (
    "Pieces and songs are of the corpus's test split: no trained part was trained on their one-shots or composer "
    "seeds, nor chosen by them. Cells and progressions that the composer draws from are common to all splits. "
    "Everything is synthetic: a style here is what our composer writes for it."
)
_LONG_S = 180.0
_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for on the command line; see ``aurax bench --help``.

    Args:
        out: Where the report goes.
        rounds: Rounds of twelve labelled pieces; None for the default.
        songs: Songs with confusers; None for the default.
        data: Folder of labelled pieces that is there, instead of the cache's.
    """

    out: Path = Path(DEFAULT_FOLDER)
    rounds: int | None = None
    songs: int | None = None
    data: Path | None = None


def run(console: Console, options: Options) -> dict[str, Any]:
    """Measure, write ``culture.json`` and ``culture.md`` into ``options.out``.

    Raises:
        UserError: If there is nothing to measure.
        JobCancelled, KeyboardInterrupt: If the user stops it; songs that were heard stay.
    """
    from engine.cli.culture_bench.report import write_report
    from engine.separation.registry import load_separator
    from engine.separation.setup import Setup

    folder = options.data or folder_of(console)
    if options.data is None:
        make(console, folder, ROUNDS if options.rounds is None else options.rounds)
    separation = console.settings.separation
    separator = load_separator(separation.model, Setup(console.paths.models))
    line = console.progress("bench culture")
    try:
        labelled, longest = [], None
        for number, piece in enumerate(pieces(folder)):
            line(0.3 * number / (number + 10.0), piece.name)
            labelled.append(row_of(piece))
            if longest is None or piece.heard.audio.duration > longest.heard.audio.duration:
                longest = piece
        if longest is None:
            raise UserError(f"There are no pieces of the test split in {folder}", "Leave out --data to have them made.")
        songs = list(_songs(console, options, separator, separation.overlap, line))
        document = _document(labelled, songs, longest)
        if options.data is not None:
            document["unseen"] += " The pieces are taken as they were heard when they were made (--data)."
        document["nulls"] = dict(_nulls(separator, separation.overlap, line))
        document["perturbations"] = dict(_perturbations(separator, separation.overlap, line, options.out))
        document["targets"] = targets(document)
        line(1.0)
    finally:
        line.close()
    write_report(options.out, document)
    return document


def row_of(piece: Piece) -> Row:
    """What is said of a labelled piece."""
    from engine.cli.culture_bench.songs import onset_f1
    from engine.cli.culture_bench.traits import traits_of

    score = score_song(piece.heard, piece.stems)
    truth, heard = piece.truth.log_drum, piece.heard.log_drum
    present = bool(truth is not None and truth.present)
    return Row(
        name=piece.name,
        style=piece.style,
        group="pasted into another style" if piece.is_pasted else piece.style,
        present=present,
        said_present=None if heard is None else heard.present,
        onset_f1=onset_f1(np.asarray(truth.onsets), piece.heard, piece.stems) if present and truth else None,
        traits=tuple(sorted(traits_of(piece.truth))),
        markers={name: own.value for name, own in score.markers.items()},
        styles=score.style.get("probabilities", {}),
        uppers=uppers(score),
    )


def _songs(console: Console, options: Options, separator: Separator, overlap: float, line: Any) -> Iterator[Row]:
    from engine.cli.analysis_bench import own_songs
    from engine.cli.culture_bench.songs import rows_of

    count = SONGS if options.songs is None else options.songs
    if count <= 0:
        return
    found = own_songs.own_songs(console, own_songs.OWN, count)
    for number, row in enumerate(rows_of(found, separator, overlap, options.out)):
        line(0.3 + 0.4 * (number + 1) / count, row.name)
        yield row


def _nulls(separator: Separator, overlap: float, line: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    from engine.cli.culture_bench.nulls import sounds, told

    for number, (name, sound) in enumerate(sounds().items()):
        line(0.7 + 0.01 * number, name)
        yield name, told(judged_sound(sound(), separator, overlap).score)


def _perturbations(separator: Separator, overlap: float, line: Any, out: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """How markers move; what is heard before and after is kept with its picture in ``perturbations``."""
    from engine.cli.culture_bench.loops import LOOPS, render, truth
    from engine.cli.culture_bench.perturbations import ON_ANALYSES
    from engine.cli.culture_bench.sound_perturbations import TREATMENTS, pasted

    for name, (kind, change, expected) in ON_ANALYSES.items():
        before = truth(LOOPS[kind])
        changed = judged_notes(change(before))
        keep(out / "perturbations" / f"notes-{name}", changed, expected.title)
        yield f"notes/{name}", _moves("notes", score_song(before), changed.score, expected)
    dry = {kind: render(loop) for kind, loop in LOOPS.items()}
    known = {}
    for kind, piece in dry.items():
        unchanged = judged_sound(piece.mixture, separator, overlap)
        keep(out / "perturbations" / f"before-{kind}", unchanged, f"{kind}, unchanged")
        known[kind] = unchanged.score
    for name, (kind, change_sound, expected) in pasted(LOOPS).items():
        line(0.8, name)
        after = judged_sound(change_sound().mixture, separator, overlap)
        keep(out / "perturbations" / f"sound-{name}", after, expected.title)
        yield f"sound/{name}", _moves("heard from the mixture", known[kind], after.score, expected)
    for name, (treat, expected) in TREATMENTS.items():
        line(0.9, name)
        after = judged_sound(treat(dry["techno"]).mixture, separator, overlap)
        keep(out / "perturbations" / f"sound-{name}", after, expected.title)
        yield f"sound/{name}", _moves("techno, heard from the mixture", known["techno"], after.score, expected)


def _moves(kind: str, before: CultureScore, after: CultureScore, expected: Expectation) -> dict[str, Any]:
    from engine.cli.culture_bench.perturbations import moves

    return {"title": expected.title, "kind": kind, "moves": [asdict(own) for own in moves(before, after, expected)]}


def _document(labelled: Sequence[Row], songs: Sequence[Row], longest: Piece) -> dict[str, Any]:
    from engine.cli.culture_bench.traits import RULES

    everything = [*labelled, *songs]
    return {
        "schema": SCHEMA,
        "engine": f"AURA-X Studio {__version__}",
        "unseen": UNSEEN,
        "presence": {
            "all": figures.presence(everything),
            "pieces": figures.presence(labelled),
            **({"songs": figures.presence(songs)} if songs else {}),
        },
        "onsets": figures.onsets(everything),
        "private_or_classic": figures.private_or_classic(labelled),
        "eight_classes": figures.eight_classes(labelled),
        "seconds": {"song": _LONG_S, "score": seconds_for_a_song(longest)},
        "false_low": figures.false_low(labelled),
        "surely_low": figures.surely_low(labelled),
        "wrong": figures.wrong(everything),
        "trait_rules": RULES,
        "medians": figures.medians(labelled),
        "rows": [asdict(row) for row in everything],
    }


def seconds_for_a_song(piece: Piece) -> float:
    """Seconds to score a song of three minutes: the piece over and over; the fastest of a few runs."""
    analysis, stems = lengthened(piece.heard, piece.stems, _LONG_S)
    spent = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        score_song(analysis, stems)
        spent.append(time.perf_counter() - started)
    return round(min(spent), 3)


def lengthened(analysis: Analysis, stems: Stems, seconds: float) -> tuple[Analysis, Stems]:
    """A song that is repeated from bar line to bar line until it lasts so long."""
    lines = analysis.downbeats
    first, last = (lines[0], lines[-1]) if len(lines) > 1 else (0.0, analysis.audio.duration)
    length = last - first
    times = int(np.ceil(seconds / length))
    shifts = [number * length for number in range(times)]
    rate = stems.sample_rate
    part = slice(0, round(length * rate))
    audio = {stem: Audio(np.tile(own.samples[:, part], (1, times)), rate) for stem, own in stems.audio.items()}

    def again(own: Sequence[NoteEvent]) -> tuple[NoteEvent, ...]:
        inside = [note for note in own if first <= note.onset < last]
        return tuple(
            replace(note, onset=note.onset + shift, offset=note.offset + shift) for shift in shifts for note in inside
        )

    longer = replace(
        analysis,
        audio=replace(analysis.audio, duration=first + length * times),
        beats=tuple(beat + shift for shift in shifts for beat in analysis.beats if first <= beat < last),
        downbeats=tuple(line + shift for shift in shifts for line in lines[:-1]),
        chords=tuple(
            replace(own, start=own.start + shift, end=min(own.end, last) + shift)
            for shift in shifts
            for own in analysis.chords
            if own.start < last
        ),
        notes={stem: None if own is None else again(own) for stem, own in analysis.notes.items()},
    )
    return longer, replace(stems, audio=audio)


def targets(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The issue's table: figure, must, goal, verdict."""
    presence, onsets = document["presence"]["all"], document["onsets"]
    private, eight = document["private_or_classic"], document["eight_classes"]
    nulls = [row["is_null"] for row in document["nulls"].values()]
    moved = [bool(move["fault"]) for row in document["perturbations"].values() for move in row["moves"]]
    rows = (
        ("log drum present or absent", presence["value"], 0.95, 0.99, "%", f"{presence['pieces']} pieces"),
        ("log-drum onset F1 from the mixture", onsets["value"], 0.80, 0.92, "", f"{onsets['pieces']} pieces"),
        ("private school against classic", private["value"], 0.90, 0.97, "%", f"{private['pieces']} synthetic pieces"),
        ("eight classes, balanced accuracy", eight["value"], 0.80, 0.92, "%", f"{eight['pieces']} pieces"),
        ("nothing said of what is no music with drums", _share(nulls), 1.0, 1.0, "%", f"{len(nulls)} sounds"),
        (
            "markers that move only where they should",
            _share([not own for own in moved]),
            1.0,
            1.0,
            "%",
            f"{len(moved)} moves",
        ),
    )
    found = [
        {"title": title, "value": value, "must": must, "goal": goal, "unit": unit, "of": of}
        | {"verdict": _verdict(value, must, goal)}
        for title, value, must, goal, unit, of in rows
    ]
    seconds = document["seconds"]["score"]
    verdict = "goal reached" if seconds <= 0.5 else "must reached" if seconds <= 2.0 else "not reached"
    found.append(
        {"title": "score of a 3-minute analysed song", "value": seconds, "must": 2.0, "goal": 0.5, "unit": "s"}
        | {"of": "the fastest of 3", "verdict": verdict}
    )
    return found


def _verdict(value: float | None, must: float, goal: float) -> str:
    if value is None:
        return "not measured"
    return "goal reached" if value >= goal else "must reached" if value >= must else "not reached"


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
