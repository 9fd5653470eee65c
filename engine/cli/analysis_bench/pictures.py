"""``aurax bench analysis --pictures SONG…``: what is heard in real songs, drawn over their spectrograms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.running import song_folders
from engine.core.errors import EngineError
from engine.core.stems import Stem

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.core.analysis import Analysis
    from engine.core.stems import Stems
    from engine.jobs.song import Song

FOLDER = "pictures"
_NAMELESS = frozenset({"mix", "mixture", "drums"})
_SUFFIXES = frozenset({".wav", ".flac", ".aiff", ".aif", ".mp3", ".m4a", ".ogg", ".opus"})


def draw_songs(console: Console, songs: Sequence[Path], out: Path) -> dict[str, Any]:
    """Hear songs as ``aurax analyze`` does and draw each into ``OUT/pictures/<song>.png``.

    Beside it ``<song>-overview.png``, the picture every analysed song gets. A folder stands for the recordings in it.
    Songs are separated first, but for a file called ``drums``, which is a drum stem by its name. One that cannot be
    read is named and does not stop the others.

    Raises:
        JobCancelled, KeyboardInterrupt: If the user stops it; finished pictures stay.
    """
    files = [file for song in songs for file in _recordings(song)]
    pairs = [
        (file, name) for file, (_, name) in zip(files, song_folders(map(_named, files), out / FOLDER), strict=True)
    ]
    line = console.progress("bench analysis: pictures")
    drawn: list[dict[str, Any]] = []
    try:
        for index, (song, name) in enumerate(pairs):
            line(index / len(pairs), song.name)
            try:
                drawn.append(_draw_song(console, song, name))
            except EngineError as error:
                console.problem(f"{error}. {error.hint}")
    finally:
        line.close()
    return {"pictures": drawn}


def _recordings(song: Path) -> list[Path]:
    """The file itself, or a folder's recordings: its mixtures where there are stems beside them."""
    if not song.is_dir():
        return [song]
    files = [file for file in sorted(song.rglob("*")) if file.suffix.lower() in _SUFFIXES]
    return [file for file in files if "stems" not in file.relative_to(song).parts[:-1]]


def _named(file: Path) -> Path:
    """A file called ``mix`` or ``drums`` is named by its folder."""
    return file.parent.with_suffix(file.suffix) if file.stem.lower() in _NAMELESS else file


def _draw_song(console: Console, song: Path, name: Path) -> dict[str, Any]:
    from engine.exchange.heard_spectrogram import write_heard_spectrogram
    from engine.exchange.overview import draw_overview
    from engine.jobs.song import load_song
    from engine.jobs.song_analysis import analyse_song

    loaded = load_song(song, max_hours=1.0)
    stems = _stems(console, loaded)
    analysis = analyse_song(loaded, stems, report=lambda _fraction, _stage: None).analysis
    title = loaded.tags.title or name.name
    picture, overview = name.with_name(f"{name.name}.png"), name.with_name(f"{name.name}-overview.png")
    write_heard_spectrogram(picture, loaded.audio, analysis, title=f"{title} ({_from(stems)})")
    draw_overview(overview, loaded.audio, stems, analysis, title)
    return {"song": str(song), "picture": str(picture), "overview": str(overview), **_facts(analysis)}


def _stems(console: Console, song: Song) -> Stems:
    from engine.core.stems import GIVEN
    from engine.core.stems import Stems as StemSet
    from engine.jobs.song import SeparationOptions, separate_song

    if song.path.stem.lower() == Stem.DRUMS.value:  # a recording of drums alone says so by its name
        return StemSet({Stem.DRUMS: song.audio}, GIVEN)
    separation = console.settings.separation
    options = SeparationOptions(model=separation.model, overlap=separation.overlap)
    return separate_song(song, options, models_folder=console.paths.models).stems


def _from(stems: Stems) -> str:
    from engine.core.stems import GIVEN

    return "drums alone" if stems.model == GIVEN else f"stems by {stems.model}"


def _facts(analysis: Analysis) -> dict[str, Any]:
    return {
        "tempo_bpm": analysis.tempo_bpm,
        "key": f"{analysis.key.tonic} {analysis.key.mode}" if analysis.key else None,
        "num_chords": len(analysis.chords),
        "num_sections": len(analysis.sections),
        "num_notes": {stem.value: None if rows is None else len(rows) for stem, rows in analysis.notes.items()},
    }


def told(document: dict[str, Any]) -> str:
    """One line a picture."""
    lines = []
    for own in document["pictures"]:
        tempo = "no pulse" if own["tempo_bpm"] is None else f"{own['tempo_bpm']:.2f} BPM"
        lines.append(f"{own['picture']}: {tempo}, {own['key'] or 'no key'}, {own['num_sections']} sections")
    return "\n".join(lines)
