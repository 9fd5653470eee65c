"""``aurax bench separation --pictures SONG…``: what the models do to real songs, to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.running import song_folders
from engine.cli.separation_bench.methods import Method, models
from engine.cli.separation_bench.references import Clip
from engine.core.errors import EngineError
from engine.core.jobs import part_of
from engine.core.names import safe_name

if TYPE_CHECKING:
    from engine.cli.console import Console, ProgressLine
    from engine.core.audio import Audio
    from engine.core.stems import Stems

FOLDER = "pictures"
_DRAWN_SHARE = 0.15  # of the time of a song, roughly; only the progress line follows it


def draw_songs(console: Console, songs: Sequence[Path], ids: Sequence[str], out: Path) -> dict[str, Any]:
    """Separate songs and draw mixture and stems into ``OUT/pictures/<song>-<model>.png``.

    A song that cannot be read is named and does not stop the others.

    Args:
        console: Where progress and problems are shown.
        songs: Audio files.
        ids: Models; the one of the settings without any.
        out: The output folder.

    Raises:
        UnknownModel, ModelNotInstalled: If a model cannot be used.
        JobCancelled, KeyboardInterrupt: If the user stops it; finished pictures stay.
    """
    from engine.separation.setup import Setup

    separation = console.settings.separation
    methods = models(
        ids or [separation.model],
        Setup(console.paths.models),
        default=separation.model,
        overlap=separation.overlap,
    )
    pairs = song_folders(songs, out / FOLDER)
    line = console.progress("bench separation: pictures")
    drawn: list[dict[str, Any]] = []
    try:
        for index, (song, name) in enumerate(pairs):
            start, end = index / len(pairs), (index + 1) / len(pairs)
            try:
                drawn += _draw_song(line, song, name, methods, start, end)
            except EngineError as error:
                console.problem(f"{error}. {error.hint}")
    finally:
        line.close()
    return {"pictures": drawn}


def _draw_song(
    line: ProgressLine, song: Path, name: Path, methods: Sequence[Method], start: float, end: float
) -> list[dict[str, Any]]:
    from engine.analysis.beats import track_beats
    from engine.jobs.song import load_song

    mixture = load_song(song, max_hours=1.0).audio
    grid = track_beats(mixture)
    drawn = []
    for number, method in enumerate(methods):
        first, last = (start + (end - start) * (number + part) / len(methods) for part in (0, 1))
        watch = part_of(lambda fraction: line(fraction, song.name), first, last - _DRAWN_SHARE * (last - first))
        stems = method.separate(Clip(song.name, mixture, {}), watch)
        picture = name.with_name(f"{name.name}-{safe_name(method.name)}.png")
        drawn.append({"song": str(song), "model": method.name, **_picture(picture, song, mixture, stems, grid)})
        line(last, song.name)
    return drawn


def _picture(path: Path, song: Path, mixture: Audio, stems: Stems, grid: Any) -> dict[str, Any]:
    from engine.analysis.log_drum import transcribe_log_drum
    from engine.cli.separation_bench.scores import bounded
    from engine.core.stems import Stem
    from engine.exchange.stem_spectrograms import write_stem_spectrograms
    from engine.separation.measure import rms_dbfs

    facts: dict[str, Any] = {
        "picture": str(path),
        "residual_db": bounded(stems.residual_db(mixture)),
        "levels_dbfs": {stem.value: round(bounded(rms_dbfs(stems[stem])), 2) for stem in stems},
    }
    remarks = [f"{stems.model}; stems sum to the song within {facts['residual_db']:.0f} dB"]
    if Stem.LOG_DRUM in stems:
        heard = transcribe_log_drum(stems[Stem.LOG_DRUM], mixture, grid, is_separated=True)
        facts["log_drum_probability"] = heard.estimate.probability
        facts["log_drum_notes"] = len(heard.notes)
        if heard.estimate.probability is not None:
            remarks[0] += f"; log drum {heard.estimate.probability:.0%} probable, {len(heard.notes)} notes"
    write_stem_spectrograms(path, mixture, stems, title=song.stem, remarks=remarks)
    return facts


def told(document: dict[str, Any]) -> str:
    """One line a picture."""
    lines = []
    for own in document["pictures"]:
        levels = ", ".join(f"{stem.replace('_', ' ')} {level:.0f}" for stem, level in own["levels_dbfs"].items())
        probability = own.get("log_drum_probability")
        presence = "" if probability is None else f"; log drum {probability:.0%} probable"
        lines.append(f"{own['picture']}: dBFS {levels}{presence}")
    return "\n".join(lines)
