"""Multitracks on disk: a folder a song, a file a stem, read a piece at a time.

Our own corpora are such folders (``<split>/<id>/{mixture.flac, stems/<stem>.flac}``), and so is what a producer exports
from a session (``<song>/{mixture, drums, bass, vocals, other, log_drum}.wav``): ``log_drum`` and one more are enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.core.audio import Audio, Samples
from engine.core.errors import AudioReadError, UserError
from engine.core.stems import Stem
from engine.whole_file import TEMPORARY_PREFIX

SUFFIXES = (".wav", ".flac", ".aiff", ".aif")
_MIXTURE = "mixture"
_MARGIN_S = 0.05  # read on either side of a piece that is resampled: longer than soxr's filter


@dataclass(frozen=True, slots=True)
class AudioFile:
    """A file and its form; ``num_samples`` is per channel at its own rate."""

    path: Path
    sample_rate: int
    num_samples: int

    @property
    def duration(self) -> float:
        return self.num_samples / self.sample_rate


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A piece of a multitrack, all float32 ``[2, samples]``.

    Args:
        mixture: What was heard: the mixture's file, or the sum of the stems where there is none.
        stems: Those there are, the log drum always.
    """

    mixture: Samples
    stems: Mapping[Stem, Samples]

    @property
    def is_complete(self) -> bool:
        """Whether all stems are known."""
        return len(self.stems) == len(Stem)


@dataclass(frozen=True, slots=True)
class Multitrack:
    """A song's files. All begin together; a shorter one is silent after its end.

    Args:
        name: The folder's name.
        stems: File of each stem there is, the log drum among them.
        mixture: The mixture's file, or None.
    """

    name: str
    stems: Mapping[Stem, AudioFile]
    mixture: AudioFile | None

    @property
    def duration(self) -> float:
        """Seconds of the longest file."""
        return max(file.duration for file in (*self.stems.values(), *([self.mixture] if self.mixture else [])))

    def piece(self, stem: Stem, start: float, num_samples: int, sample_rate: int) -> Samples:
        """What ``cut`` gives of one stem alone, for a fifth of the reading."""
        return _piece(self.stems[stem], start, num_samples, sample_rate)

    def cut(self, start: float, num_samples: int, sample_rate: int) -> Cut:
        """The piece from ``start`` seconds, ``num_samples`` long at ``sample_rate``; silent beyond the end.

        Raises:
            AudioReadError: If a file has become unreadable.
        """
        stems = {stem: _piece(file, start, num_samples, sample_rate) for stem, file in self.stems.items()}
        if self.mixture is not None:
            return Cut(_piece(self.mixture, start, num_samples, sample_rate), stems)
        return Cut(np.sum(list(stems.values()), axis=0, dtype=np.float32), stems)


def find_multitracks(folder: Path) -> tuple[Multitrack, ...]:
    """All songs in a folder and the folders in it, by name.

    Raises:
        UserError: If there is none, or a folder that looks like one lacks what a song needs.
        AudioReadError: If a file is no audio that can be read piece by piece.
    """
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}", "Check the path.")
    places = {_place(file) for file in folder.rglob("*") if _is_part(file) and not _is_unfinished(file)}
    songs = tuple(_multitrack(place) for place in sorted(places))
    if not songs:
        raise UserError(
            f"There are no stems in {folder}",
            "It needs a folder a song, with log_drum.wav and mixture.wav or the other stems as files.",
        )
    return songs


def _is_part(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and file.stem.lower() in (*Stem, _MIXTURE) and file.is_file()


def _is_unfinished(file: Path) -> bool:
    """Whether it lies in a folder that a corpus in the making has not given its name yet."""
    return any(parent.name.startswith(TEMPORARY_PREFIX) for parent in file.parents)


def _place(file: Path) -> Path:
    return file.parent.parent if file.parent.name == "stems" else file.parent


def _multitrack(place: Path) -> Multitrack:
    files = {
        file.stem.lower(): file
        for inside in (place, place / "stems")
        if inside.is_dir()
        for file in sorted(inside.iterdir())
        if _is_part(file)
    }
    if Stem.LOG_DRUM not in files:
        raise UserError(
            f"{place} has no log_drum.wav",
            "Put a silent file of that name there if the song has no log drum, or take the folder out.",
        )
    if len(files) < 2:
        raise UserError(f"{place} holds a log drum alone", "Add mixture.wav, or the other stems.")
    stems = {stem: _audio_file(files[stem]) for stem in Stem if stem in files}
    return Multitrack(place.name, stems, _audio_file(files[_MIXTURE]) if _MIXTURE in files else None)


def _audio_file(path: Path) -> AudioFile:
    import soundfile

    try:
        info = soundfile.info(str(path))
    except soundfile.LibsndfileError as error:
        raise AudioReadError(str(path), f"it is no WAV, FLAC or AIFF ({error.error_string})") from error
    if info.channels > 2:
        raise AudioReadError(str(path), f"it has {info.channels} channels", "Export it again in stereo.")
    if info.frames < 1:
        raise AudioReadError(str(path), "it holds no audio")
    return AudioFile(path, info.samplerate, info.frames)


def _piece(file: AudioFile, start: float, num_samples: int, sample_rate: int) -> Samples:
    from engine.audio.resample import resample
    from engine.audio.transform import to_stereo

    if file.sample_rate == sample_rate:
        return to_stereo(_read(file, round(start * sample_rate), num_samples)).samples
    margin = math.ceil(_MARGIN_S * file.sample_rate)
    first = math.floor(start * file.sample_rate)
    length = math.ceil(num_samples * file.sample_rate / sample_rate)
    wide = resample(to_stereo(_read(file, first - margin, length + 2 * margin)), sample_rate)
    skipped = round((start - (first - margin) / file.sample_rate) * sample_rate)
    return np.ascontiguousarray(wide.samples[:, skipped : skipped + num_samples])


def _read(file: AudioFile, first: int, num_samples: int) -> Audio:
    """Samples ``first`` to ``first + num_samples`` of a file, silent where it has none."""
    import soundfile

    inside = max(0, first)
    wanted = max(0, min(first + num_samples, file.num_samples) - inside)
    try:
        with soundfile.SoundFile(str(file.path)) as opened:
            channels = opened.channels
            if wanted:
                opened.seek(inside)
            found = opened.read(wanted, dtype="float32", always_2d=True).T
    except (OSError, soundfile.LibsndfileError) as error:
        raise AudioReadError(str(file.path), f"it has changed since the training began ({error})") from error
    if not np.isfinite(found).all():
        raise AudioReadError(str(file.path), "it holds samples that are not numbers")
    out = np.zeros((channels, num_samples), np.float32)
    out[:, inside - first : inside - first + found.shape[1]] = found
    return Audio(out, file.sample_rate)
