"""Songs whose stems are known, found in a folder of either layout, and loaded one at a time.

``SONG/{mixture,drums,bass,vocals,other,log_drum}.wav`` as MUSDB18-HQ has them, or ``SONG/mixture.flac`` with
``SONG/stems/<stem>.flac`` and ``SONG/truth.json`` as our corpus has them, at any depth. A missing mixture is the sum of
the stems; a stem without a file is not judged.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.audio.files import read
from engine.core.audio import Audio
from engine.core.codec import decode_json
from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.separation.measure import is_silent

STEMS_FOLDER = "stems"
TRUTH_FILE = "truth.json"
TRUTH_SCHEMA = "aurax.corpus_truth/1"
_MIXTURES = ("mixture", "mix")
_SUFFIXES = (".wav", ".flac", ".aiff", ".aif", ".mp3", ".m4a", ".ogg", ".opus")
_LENGTHS_DIFFER_S = 0.1  # encoders pad; more is another recording
_LAYOUT = (
    "Lay each song out as SONG/mixture.wav with SONG/drums.wav, bass.wav, vocals.wav, other.wav and, if you have it, "
    "log_drum.wav (or the stems in SONG/stems/)."
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A song that was found.

    Args:
        id: Its folder below the folder that was searched.
        mixture: Its file; None where the mixture is the sum of the stems.
        stems: The files there are, at least one.
        truth: What the corpus says about it, or None.
    """

    id: str
    mixture: Path | None
    stems: Mapping[Stem, Path]
    truth: Path | None = None

    @property
    def fingerprint(self) -> str:
        """Changes when a file is replaced: names, sizes and times of writing."""
        files = [path for path in (self.mixture, *self.stems.values(), self.truth) if path is not None]
        facts = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
        return hashlib.sha256(repr((self.id, facts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class LogDrumTruth:
    """Whether a log drum plays, when, and what plays in its place.

    Args:
        is_present: None where nobody says.
        onsets: Seconds; None where nobody says, and the true stem has to be transcribed.
        kind: ``log_drum``, a confuser's name (``eight_o_eight``, ``tom`` …), ``bleed``, ``none``, or ``""`` unknown.
    """

    is_present: bool | None = None
    onsets: tuple[float, ...] | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A song in memory: mixture and true stems of one form, and what is true of its log drum."""

    id: str
    mixture: Audio
    stems: Mapping[Stem, Audio]
    log_drum: LogDrumTruth = field(default_factory=LogDrumTruth)


def find_references(folder: Path) -> list[Reference]:
    """The songs in a folder, sorted by id.

    Raises:
        UserError: If there is no such folder or no song in it, saying what was found instead.
    """
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}", _LAYOUT)
    found: dict[Path, Reference] = {}
    strangers: list[str] = []
    for place, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        here = Path(place)
        audio = _audio_files(here, names)
        song = here.parent if here.name == STEMS_FOLDER and here != folder else here
        stems = {stem: audio[stem.value] for stem in Stem if stem.value in audio}
        if stems:
            found[song] = _reference(folder, song, stems)
        strangers += [audio[name].name for name in audio if name not in _MIXTURES]
    songs = [own for own in found.values() if own.mixture is not None or len(own.stems) > 1]
    if not songs:
        seen = f"; found instead: {', '.join(sorted(set(strangers))[:6])}" if strangers else ""
        raise UserError(f"There is no song with known stems in {folder}{seen}", _LAYOUT)
    return sorted(songs, key=lambda own: own.id)


def load_clip(reference: Reference) -> Clip:
    """Read a song's files.

    Raises:
        AudioReadError: If one cannot be heard.
        UserError: If they do not belong together, or its truth cannot be read.
    """
    stems = {stem: read(path) for stem, path in reference.stems.items()}
    mixture = read(reference.mixture) if reference.mixture is not None else None
    parts = _one_form(reference, [*stems.values(), *([mixture] if mixture is not None else [])])
    stems = dict(zip(stems, parts, strict=False))
    whole = parts[-1] if mixture is not None else _sum(list(stems.values()))
    return Clip(reference.id, whole, stems, _log_drum_truth(reference, stems))


def _audio_files(folder: Path, names: list[str]) -> dict[str, Path]:
    """Stem of the name to file; of the same name in two formats the first of ``_SUFFIXES``."""
    paths = sorted((folder / name for name in names if not name.startswith(".")), key=lambda path: path.name)
    known = [path for path in paths if path.suffix.lower() in _SUFFIXES]
    known.sort(key=lambda path: _SUFFIXES.index(path.suffix.lower()), reverse=True)
    return {path.stem.lower(): path for path in known}


def _reference(folder: Path, song: Path, stems: dict[Stem, Path]) -> Reference:
    files = _audio_files(song, os.listdir(song))  # noqa: PTH208 - names are what is wanted
    mixture = next((files[name] for name in _MIXTURES if name in files), None)
    truth = song / TRUTH_FILE
    name = song.relative_to(folder).as_posix() if song != folder else song.name
    return Reference(name, mixture, stems, truth if truth.is_file() else None)


def _one_form(reference: Reference, parts: list[Audio]) -> list[Audio]:
    """The same channels and length; a sample rate of their own is refused, for who knows what else was done to them."""
    rates = sorted({part.sample_rate for part in parts})
    if len(rates) > 1:
        raise UserError(
            f"The files of {reference.id} have different sample rates: {', '.join(f'{rate} Hz' for rate in rates)}",
            "Export mixture and stems from one project at one rate.",
        )
    lengths = [part.num_samples for part in parts]
    if max(lengths) - min(lengths) > _LENGTHS_DIFFER_S * rates[0]:
        shortest, longest = (f"{length / rates[0]:.1f} s" for length in (min(lengths), max(lengths)))
        raise UserError(
            f"The files of {reference.id} have different lengths: {shortest} to {longest}",
            "Export mixture and stems from the same start to the same end.",
        )
    channels = max(part.num_channels for part in parts)
    return [_shaped(part, channels, min(lengths)) for part in parts]


def _shaped(audio: Audio, channels: int, length: int) -> Audio:
    samples = audio.samples[:, :length]
    if audio.num_channels != channels:
        samples = np.repeat(samples[:1], channels, axis=0)
    return Audio(np.ascontiguousarray(samples), audio.sample_rate)


def _sum(parts: list[Audio]) -> Audio:
    return Audio(np.sum([part.samples for part in parts], axis=0, dtype=np.float32), parts[0].sample_rate)


def _log_drum_truth(reference: Reference, stems: Mapping[Stem, Audio]) -> LogDrumTruth:
    if reference.truth is None:
        if Stem.LOG_DRUM not in stems:
            return LogDrumTruth()
        has_log_drum = not is_silent(stems[Stem.LOG_DRUM])
        return LogDrumTruth(has_log_drum, None if has_log_drum else (), "log_drum" if has_log_drum else "none")
    try:
        document = decode_json(reference.truth.read_bytes(), dict)
        return _corpus_truth(document)
    except (KeyError, TypeError, ValueError) as error:  # msgspec's errors are ValueErrors
        raise UserError(
            f"The truth of {reference.id} cannot be read: {reference.truth.name} is no {TRUTH_SCHEMA}",
            "Make the corpus again with: aurax train corpus make",
        ) from error


def _corpus_truth(document: dict[str, Any]) -> LogDrumTruth:
    if document["schema"] != TRUTH_SCHEMA:
        raise ValueError(f"expected {TRUTH_SCHEMA}, got {document['schema']}")
    own = document["log_drum"]
    is_present = bool(own["present"])
    kind = "log_drum" if is_present else document["confuser"] or ("bleed" if own["bleed_only"] else "none")
    return LogDrumTruth(is_present, tuple(float(onset) for onset in own["onsets"]), str(kind))
