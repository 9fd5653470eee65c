"""What the window and the player say to each other through the pipe; all small, all frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenStems:
    """Window → player: play these files from the start."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenVersions:
    """Window → player: play these versions of one piece in step, one of them heard, from the start."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrowVersion:
    """Window → player: play this take, which is still being made; again whenever it has grown.

    Args:
        path: Its sound so far: float32, frame after frame; the same one means that it has grown.
        sample_rate: Hz.
        num_channels: One or two.
        num_frames: What it will have, as far as that is known.
        audible: Frames that can be read by now.
    """

    path: str
    sample_rate: int
    num_channels: int
    num_frames: int
    audible: int


@dataclass(frozen=True, slots=True)
class FinishVersion:
    """Window → player: the growing take is done; go on with this file where it is."""

    path: str


@dataclass(frozen=True, slots=True)
class GrowStems:
    """Window → player: play this song, whose stems are still being made; again whenever they have grown.

    Args:
        song: Its identity: the same one means that it has grown.
        mixture: File with the song's samples, whole.
        stems: Files of the stems, in the order of the lanes; not there yet while ``audible`` is 0.
        previews: Files of the stems' beginnings; not there while ``preview_frames`` is 0.
        sample_rate: Hz.
        num_channels: Of all these files.
        num_frames: Of the song and of each stem.
        num_stems: Lanes.
        preview_frames: Of each preview.
        audible: Frames of the stems that can be read by now.
    """

    song: str
    mixture: str
    stems: tuple[str, ...]
    previews: tuple[str, ...]
    sample_rate: int
    num_channels: int
    num_frames: int
    num_stems: int
    preview_frames: int = 0
    audible: int = 0


@dataclass(frozen=True, slots=True)
class FinishStems:
    """Window → player: the growing song is done; go on with these files where it is."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetBeats:
    """Window → player: where the metronome clicks, seconds; ``bars`` are those of ``beats`` that begin a bar."""

    beats: tuple[float, ...]
    bars: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CloseStems:
    """Window → player: let go of the files."""


@dataclass(frozen=True, slots=True)
class StemsOpened:
    """Player → window: ready to play."""

    sample_rate: int
    num_frames: int


@dataclass(frozen=True, slots=True)
class StemsFinished:
    """Player → window: nothing of what grew is heard or read any more."""


@dataclass(frozen=True, slots=True)
class OutputChanged:
    """Player → window: where the sound goes now (``control.SOUND_CARD``…).

    ``reason`` is a sentence where it goes nowhere.
    """

    output: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlayerProblem:
    """Player → window: one sentence."""

    sentence: str
