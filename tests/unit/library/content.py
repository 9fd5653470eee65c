"""A small library with something in every table, and a text of all its rows to compare."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from engine.core.analysis import Analysis, AudioFacts, KeyEstimate
from engine.core.events import NoteEvent
from engine.core.jobs import JobState
from engine.core.score import CultureScore, MarkerScore
from engine.core.stems import Stem
from engine.core.take import Take, TakeId
from engine.core.track import AudioInfo, Rights, Tags
from engine.library import Library

INFO = AudioInfo("wav", "pcm_s16le", 44100, 2, 441_000, 1_764_044)


def song(folder: Path, name: str | bytes, content: bytes = b"RIFF") -> Path:
    """A file that stands for a recording; the library never decodes."""
    import os

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / os.fsdecode(name)
    path.write_bytes(content)
    return path


def analysis(tempo: float = 112.0) -> Analysis:
    return Analysis(
        engine="test",
        audio=AudioFacts(10.0, 44100, 2, "fp", -14.0, -1.0),
        tempo_bpm=tempo,
        key=KeyEstimate("F", "minor", 0.8),
        notes={
            Stem.BASS: tuple(NoteEvent(i / 4, i / 4 + 0.2, 36 + i % 12, 100) for i in range(200)),
            Stem.VOCALS: None,
        },
    )


def fill(library: Library, songs: Path, *, count: int = 20) -> None:
    """``count`` tracks with analysis, stems and score; two jobs, a take and a failed import."""
    for number in range(count):
        path = song(songs, f"song {number}.wav", b"x" * (number + 1))
        added = library.tracks.add(path, f"fp-{number}", INFO, Tags(title=f"Title {number}"), Rights("own", True, "me"))
        library.analyses.put(added.track.id, analysis(100.0 + number))
        key = library.artifacts.key("stems", {"track": number})
        library.artifacts.store(key, "bass.wav", partial(Path.write_bytes, data=b"b" * (50 + number)))
        library.separations.put(added.track.id, "spectral", b"{}", key)
        score = CultureScore("amapiano", {"engine": "test"}, {"m": MarkerScore("m", 0.5, (0.4, 0.6), "ok")})
        library.scores.put(score, track_id=added.track.id)
    library.takes.put(Take(TakeId(0), "log drum", "sketch", "sketch", "1", 7, "", "own", {"seed": 7}))
    job = library.jobs.add("analyze_track", b"{}", "Analyse")
    library.jobs.set_state(job, JobState.RUNNING)
    library.jobs.add("separate_track", b"{}", "Separate", resource="gpu")
    library.failures.record(songs / "broken.mp3", "AudioReadError", "no audio", "export it again")


def dump(database: Path) -> str:
    """All rows of all tables of a library nobody has open, as text."""
    import apsw

    connection = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        tables = [n for (n,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return "\n".join(f"{table}: {row}" for table in tables for row in connection.execute(f"SELECT * FROM {table}"))
    finally:
        connection.close()
