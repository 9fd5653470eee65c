"""The songs of the demo: pieces of one style that differ in one thing, whether a log drum plays.

Kick, shaker, hi-hat and clap at one tempo in all of them; half of them have a log drum. So what a model learns of "with
log drum" can be measured by a detector of log drums, and is not mixed up with anything else. No keys: the codec's few
tokens do not carry chords, and pitched strokes that were chopped are heard as a log drum.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.whole_file import remove_temporaries, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.core.audio import Audio

STYLE, TEMPO_BPM = "classic", 112.5
"""A sixteenth lasts 1 600 samples at 12 kHz, which is one step of the codec: bars of different songs lie alike."""
_PLAYED = frozenset({"kick", "shaker", "hat", "clap"})
_LOG_DRUM = "log_drum"
_SUFFIX = ".flac"


@dataclass(frozen=True, slots=True)
class Caption:
    """One of the two things a piece can be.

    Args:
        id: Folder of its songs.
        words: The style that is stated of them, with which their captions begin.
        has_log_drum: What is true of them.
    """

    id: str
    words: str
    has_log_drum: bool


CAPTIONS = (
    Caption("with-log-drum", "deep rolling log drum amapiano", has_log_drum=True),
    Caption("without-log-drum", "bare kick and clap amapiano", has_log_drum=False),
)


@dataclass(frozen=True, slots=True)
class DemoSong:
    """One song: its caption, number from 0, and file."""

    caption: Caption
    number: int
    file: Path


def demo_songs(folder: Path, songs: int) -> list[DemoSong]:
    """``songs`` songs, half of them with a log drum."""
    return [
        DemoSong(caption, number, folder / caption.id / f"{number + 1:02d}{_SUFFIX}")
        for number in range(songs // len(CAPTIONS))
        for caption in CAPTIONS
    ]


def write_songs(
    folder: Path, *, songs: int, seconds: float, seed: int, on_song: Callable[[int, int], None]
) -> list[DemoSong]:
    """Render what is missing; each file is whole or absent.

    Raises:
        OSError, AudioWriteError: If it cannot be written; what was finished stays.
    """
    from engine.audio.files import write

    remove_temporaries(folder, recursive=True)
    wanted = demo_songs(folder, songs)
    for done, song in enumerate(wanted):
        on_song(done, len(wanted))
        if not song.file.is_file():
            mix = render(song.caption, seconds=seconds, seed=seed * 1000 + song.number)
            with whole_file(song.file) as temporary:
                write(temporary, mix, subtype="pcm16")
                _tag(temporary, song)
    on_song(len(wanted), len(wanted))
    return wanted


def render(caption: Caption, *, seconds: float, seed: int) -> Audio:
    """One piece; with the same seed both captions have the same percussion to begin with."""
    from engine.core.harmony import Key
    from engine.core.roles import ROLES
    from engine.generation.base import Request
    from engine.generation.sketch.backend import SketchGenerator
    from engine.generation.wishes import Wishes

    played = _PLAYED | ({_LOG_DRUM} if caption.has_log_drum else set())
    wishes = Wishes(
        style=STYLE,
        tempo_bpm=TEMPO_BPM,
        key=Key(0, "minor"),
        seconds=seconds,
        form=("drop",),
        roles=dict.fromkeys(sorted(played), ""),
        without=frozenset(ROLES) - played,
        log_drum={"entry_bar": 0.0} if caption.has_log_drum else {},
    )
    return SketchGenerator().make(Request(prompt="", wishes=wishes, seed=seed)).mix


def _tag(file: Path, song: DemoSong) -> None:
    """An invented artist for each song: data sets are split by artist."""
    from mutagen.flac import FLAC

    tagged = FLAC(file)
    tagged["artist"] = f"Demo {song.caption.id} {song.number + 1}"
    tagged["title"] = f"Piece {song.number + 1}"
    tagged.save()
