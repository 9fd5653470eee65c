"""``aurax bench separation``: our separators against named peers, on songs whose stems are known.

Every method hears every clip in one run: the models asked for, what doing nothing scores, what an afternoon's script
scores, and the ceiling of an ideal mask (``separation_bench.methods``). The songs are the product's own test set, or
anybody's with ``--references``. ``--degrade`` plays some of them through a codec, in mono and at other sample rates.

Figures of single clips are kept in the output folder as soon as they are there, so a run that was interrupted goes on
where it was, and a model added later costs only its own time.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import __version__
from engine.cli.separation_bench.conditions import CONDITIONS, ORIGINAL
from engine.cli.separation_bench.kept import Kept
from engine.cli.separation_bench.methods import Kind, Method, models, peers
from engine.cli.separation_bench.references import Clip, Reference, find_references, load_clip
from engine.cli.separation_bench.scores import score
from engine.cli.separation_bench.summary import summary, verdicts
from engine.cli.separation_bench.test_set import own_references, require_count
from engine.core.audio import Audio
from engine.core.errors import EngineError, UserError
from engine.core.jobs import Report, part_of

if TYPE_CHECKING:
    from engine.cli.console import Console, ProgressLine
    from engine.core.rhythm import BeatGrid

SCHEMA = "aurax.separation_bench/1"
DEFAULT_FOLDER = "aurax-bench-separation"
NUM_DEGRADED = 20
_WARM_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for on the command line; see ``aurax bench --help``."""

    references: Path | None = None
    models: tuple[str, ...] = ()
    out: Path = Path(DEFAULT_FOLDER)
    clips: int | None = None
    is_degraded: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    """One method on one clip in one condition."""

    reference: Reference
    condition: str
    method: Method


@dataclass(slots=True)
class _Run:
    """What is there so far: records by condition, method and clip, and sentences about what could not be measured."""

    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, task: _Task, record: dict[str, Any]) -> None:
        by_method = self.records.setdefault(task.condition, {})
        by_method.setdefault(task.method.name, {})[task.reference.id] = record


def run(console: Console, options: Options) -> dict[str, Any]:
    """Measure, write ``separation.json``, ``separation.md`` and ``separation.png`` into ``options.out``.

    Raises:
        UserError: If there is nothing to measure, or a model cannot be used.
        JobCancelled, KeyboardInterrupt: If the user stops it; finished clips stay.
    """
    from engine.separation.setup import Setup

    setup = Setup(console.paths.models)
    separation = console.settings.separation
    compared = [*models(options.models, setup, default=separation.model, overlap=separation.overlap), *peers()]
    if options.references is None:
        references = own_references(console, require_count(options.clips))
    else:
        references = find_references(options.references)
        references = references[: require_count(options.clips) if options.clips is not None else None]
    source = "the product's test set" if options.references is None else str(options.references)
    return measure(console, references, compared, options.out, source=source, is_degraded=options.is_degraded)


def measure(
    console: Console,
    references: Sequence[Reference],
    methods: Sequence[Method],
    out: Path,
    *,
    source: str,
    is_degraded: bool = False,
) -> dict[str, Any]:
    """Every method on every clip; the document that was written.

    Args:
        console: Where progress and problems are shown.
        references: The songs.
        methods: Who is compared.
        out: Where figures are kept and the report goes.
        source: Where the songs come from, in words.
        is_degraded: Measure ``NUM_DEGRADED`` of them in every other condition too.
    """
    from engine.cli.separation_bench.report import write_report

    kept = Kept(out)
    degraded = _spread_over(references, NUM_DEGRADED) if is_degraded else []
    plan = [
        _Task(reference, condition, method)
        for reference in references
        for condition in (CONDITIONS if reference in degraded else (ORIGINAL,))
        for method in methods
    ]
    result = _Run()
    missing = []
    for task in plan:
        record = kept.find(task.reference, task.condition, task.method)
        if record is None:
            missing.append(task)
        else:
            result.add(task, record)
    _work(console, missing, kept, result)
    if not result.records:
        raise UserError("No clip could be measured", result.problems[0] if result.problems else "")
    document = _document(result, references, methods, degraded, source=source, num_kept=len(plan) - len(missing))
    write_report(out, document)
    return document


def _work(console: Console, missing: Sequence[_Task], kept: Kept, result: _Run) -> None:
    """What is missing, clip by clip, so that every file is read once a run and every figure is on disk at once."""
    line = console.progress("bench separation")
    clips, broken = _Clips(), set[str]()

    def failed(what: str, error: EngineError) -> None:
        result.problems.append(f"{what}: {error}")
        console.problem(f"{what}: {error}. {error.hint}")

    try:
        for method in dict.fromkeys(task.method for task in missing):
            _warm(method)
        for index, task in enumerate(missing):
            if task.reference.id in broken:
                continue
            watch = _watch(line, task, index, len(missing))
            try:
                clip = clips.get(task)
            except EngineError as error:
                broken.add(task.reference.id)
                failed(task.reference.id, error)
                continue
            try:
                record = score(clip.clip, task.method, clip.grid, report=watch)
            except EngineError as error:
                failed(f"{task.reference.id} ({task.condition}, {task.method.name})", error)
                continue
            kept.keep(task.reference, task.condition, task.method, record)
            result.add(task, record)
            watch(1.0)
    finally:
        line.close()


def _watch(line: ProgressLine, task: _Task, index: int, total: int) -> Report:
    what = f"{task.reference.id}, {task.condition}, {task.method.name}"
    return part_of(lambda fraction: line(fraction, what), index / total, (index + 1) / total)


@dataclass(frozen=True, slots=True, eq=False)
class _InHand:
    """A clip in a condition, with the mixture's beats, which are the same for every method."""

    id: str
    condition: str
    clip: Clip
    grid: BeatGrid | None


@dataclass(slots=True)
class _Clips:
    """Loads what a task needs and keeps it until another clip's turn comes."""

    _loaded: Clip | None = None
    _in_hand: _InHand | None = None

    def get(self, task: _Task) -> _InHand:
        """The task's clip.

        Raises:
            AudioReadError, UserError: If it cannot be read.
        """
        from engine.analysis.beats import track_beats

        reference, condition = task.reference, task.condition
        if self._in_hand is not None and (self._in_hand.id, self._in_hand.condition) == (reference.id, condition):
            return self._in_hand
        self._in_hand = None
        if self._loaded is None or self._loaded.id != reference.id:
            self._loaded = None  # room for the next one
            self._loaded = load_clip(reference)
        clip = CONDITIONS[condition](self._loaded)
        self._in_hand = _InHand(reference.id, condition, clip, track_beats(clip.mixture))
        return self._in_hand


def _warm(method: Method) -> None:
    """Imports, caches and first-time compilation are not what is measured."""
    from engine.core.stems import Stem

    rate = 44_100
    rng = np.random.default_rng(440)
    noise = 0.1 * rng.standard_normal((2, round(_WARM_SECONDS * rate)))
    audio = Audio(noise.astype(np.float32), rate)
    if method.kind is Kind.MODEL:
        method.separate(Clip("warm", audio, dict.fromkeys(Stem, audio)), lambda _: None)


def _spread_over(references: Sequence[Reference], count: int) -> list[Reference]:
    """``count`` of them, evenly chosen."""
    places = np.unique(np.linspace(0, len(references) - 1, min(count, len(references))).round().astype(int))
    return [references[place] for place in places]


def _document(
    result: _Run,
    references: Sequence[Reference],
    methods: Sequence[Method],
    degraded: Sequence[Reference],
    *,
    source: str,
    num_kept: int,
) -> dict[str, Any]:
    original = result.records.get(ORIGINAL, {})
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "engine": f"AURA-X Studio {__version__}",
        "machine": _machine(),
        "references": {"source": source, "num_clips": len(references), "seconds": _seconds(original)},
        "methods": {own.name: {"kind": own.kind.value, "revision": own.revision} for own in methods},
        "num_figures_from_earlier_runs": num_kept,
        "problems": result.problems,
        "summary": {name: summary(list(clips.values())) for name, clips in original.items()},
    }
    document["targets"] = {
        own.name: verdicts(document["summary"][own.name])
        for own in methods
        if own.kind is Kind.MODEL and own.name in document["summary"]
    }
    if degraded:
        chosen = {reference.id for reference in degraded}
        document["degraded"] = {
            "num_clips": len(degraded),
            "summary": {
                condition: dict(_summaries(result.records.get(condition, {}), chosen)) for condition in CONDITIONS
            },
        }
    document["clips"] = result.records
    return document


def _summaries(records: dict[str, dict[str, Any]], chosen: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, clips in records.items():
        own = [record for clip, record in clips.items() if clip in chosen]
        if own:
            yield name, summary(own)


def _seconds(records: dict[str, dict[str, Any]]) -> float:
    lengths: dict[str, float] = {
        clip: record["seconds_of_audio"] for clips in records.values() for clip, record in clips.items()
    }
    return round(sum(lengths.values()), 2)


def _machine() -> dict[str, Any]:
    import os

    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "load_at_the_end": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }
