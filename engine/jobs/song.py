"""One song through the engine: load, separate, analyse, write. The steps that jobs and the command line are made of."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import encode_json
from engine.core.errors import UserError
from engine.core.jobs import Report, no_report
from engine.core.names import safe_name
from engine.core.stems import GIVEN, Stem, Stems

if TYPE_CHECKING:
    from engine.core.audio import Audio
    from engine.core.track import AudioInfo, Tags
    from engine.separation.base import Separator
    from engine.separation.setup import Setup

SEPARATION_FILE = "separation.json"
ANALYSIS_FILE = "analysis.json"
OVERVIEW_FILE = "overview.png"
MIXTURE_PEAKS_FILE = "mixture.peaks.npz"
EXACT_RESIDUAL_DB = -300.0  # stands for "they sum exactly" (minus infinity has no JSON), below what float64 resolves
_BYTES_PER_SAMPLE = 4
_COPIES_IN_MEMORY = 14  # 10 minutes of stereo peaked at 2.81 GB in `aurax analyze`: 13.3 times their float32 PCM


def stem_file(stem: Stem) -> str:
    return f"{stem.value}.wav"


def stem_peaks_file(stem: Stem) -> str:
    return f"{stem.value}.peaks.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Song:
    """A decoded file: its PCM (one or two channels), what it is, what it says of itself, and its identity.

    ``notes`` are sentences about what had to be repaired or left out while decoding; ``samples_file`` is where the PCM
    lies if it is not in memory.
    """

    path: Path
    audio: Audio
    info: AudioInfo
    tags: Tags
    fingerprint: str
    notes: tuple[str, ...]
    samples_file: Path | None = None

    @property
    def name(self) -> str:
        """Name of the song's output folder: the file's name without its last suffix, made safe."""
        return safe_name(self.path.stem)

    @property
    def title(self) -> str:
        return self.tags.title or self.path.stem


def load_song(path: Path, *, max_hours: float, report: Report = no_report) -> Song:
    """Decode a file once and read its tags.

    Raises:
        AudioReadError: If it cannot be heard.
        UserError: If this machine's memory cannot hold it.
    """
    from engine.audio.files import probe, read_with_notes
    from engine.audio.fingerprint import fingerprint
    from engine.audio.tags import read_tags

    info = probe(path)
    require_memory(info.duration, info.sample_rate)
    recording = read_with_notes(path, max_hours=max_hours, report=report)
    tags = read_tags(path)
    return Song(path, recording.audio, recording.info, tags, fingerprint(recording.audio), recording.notes)


def require_memory(duration: float, sample_rate: int, *, copies: float = _COPIES_IN_MEMORY) -> None:
    """Refuse a song that would not fit into memory, before hours are spent on it.

    Args:
        duration: Seconds.
        sample_rate: Hz.
        copies: How many times its PCM the work takes, in stereo.

    Raises:
        UserError: With what is needed and what is there.
    """
    import psutil

    needed = duration * sample_rate * 2 * _BYTES_PER_SAMPLE * copies
    available = psutil.virtual_memory().available
    if needed > available:
        raise UserError(
            f"This recording lasts {duration / 60:.0f} minutes and needs about {needed / 1e9:.1f} GB of memory; "
            f"{available / 1e9:.1f} GB are free",
            "Close other programs, or cut the file into shorter pieces.",
        )


@dataclass(frozen=True, slots=True)
class SeparationOptions:
    """How to separate: model id, share of overlap between chunks, ``device`` (auto, cpu, cuda), four or five stems,
    numbers to compute with (``precision``: auto, fp32, bf16, fp16) and time shifts to average over.
    """

    model: str = "embedded"
    overlap: float = 0.25
    device: str = "auto"
    num_stems: int = 5
    subtype: str = "float32"
    precision: str = "auto"
    shifts: int = 0

    @property
    def parameters(self) -> dict[str, Any]:
        """What the result depends on, beside the model: part of ``separation.json`` and of every cache key."""
        chosen = {"overlap": self.overlap, "stems": self.num_stems, "subtype": self.subtype}
        # only where they differ from the default, so that stems made before there was a choice are known again
        if self.precision != "auto":
            chosen["precision"] = self.precision
        if self.shifts:
            chosen["shifts"] = self.shifts
        return chosen

    def setup(self, models_folder: Path | None) -> Setup:
        """What the separator's loader is told."""
        from engine.separation.setup import Setup

        return Setup(models_folder, self.device, self.precision, self.shifts)


@dataclass(frozen=True, slots=True)
class SeparationFacts:
    """``separation.json``."""

    model: str
    revision: str
    parameters: dict[str, Any]
    device: str
    seconds: float
    realtime_factor: float
    residual_db: float
    mixture_sha256: str
    sample_rate: int
    num_samples: int
    engine: str
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    precision: str = "fp32"
    log_drum_probability: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Separated:
    """Stems in memory with the facts about how they were made."""

    stems: Stems
    facts: SeparationFacts


def separate_song(
    song: Song, options: SeparationOptions, *, models_folder: Path | None = None, report: Report = no_report
) -> Separated:
    """Split a song into its stems; weights come from ``models_folder``.

    Raises:
        UnknownModel: If no separator has that id.
        ModelNotInstalled: If its weights are not on this machine.
        UserError: If the model does not run on the device asked for.
    """
    from engine.separation.overlap import separate
    from engine.separation.registry import load_separator

    separator = load_separator(options.model, options.setup(models_folder))
    started = time.perf_counter()
    stems = separate(song.audio, separator, overlap=options.overlap, report=report)
    seconds = time.perf_counter() - started
    if options.num_stems == 4:
        stems = fold_log_drum(stems)
    return Separated(stems, separation_facts(song, options, separator, stems, seconds))


def separation_facts(
    song: Song, options: SeparationOptions, separator: Separator, stems: Stems, seconds: float, *, share: float = 1.0
) -> SeparationFacts:
    """What is worth knowing about a separation that has just been made.

    Args:
        song: What was separated.
        options: How.
        separator: By what.
        stems: The result.
        seconds: How long it took.
        share: Of the song that was done in that time, where an earlier run has done the rest.
    """
    from engine import __version__
    from engine.separation.base import OnDevice

    residual = stems.residual_db(song.audio)
    run = separator if isinstance(separator, OnDevice) else None
    return SeparationFacts(
        model=separator.id,
        revision=separator.revision,
        parameters=options.parameters,
        device=run.device if run else "cpu",
        seconds=round(seconds, 3),
        realtime_factor=round(share * song.audio.duration / max(seconds, 1e-9), 2),
        residual_db=round(max(residual, EXACT_RESIDUAL_DB), 2),
        mixture_sha256=song.fingerprint.removeprefix("sha256:"),
        sample_rate=song.audio.sample_rate,
        num_samples=song.audio.num_samples,
        engine=__version__,
        notes=song.notes + (run.notes if run else ()),
        files=tuple(stem_file(stem) for stem in stems),
        precision=run.precision if run else "fp32",
        log_drum_probability=stems.log_drum_probability,
    )


def fold_log_drum(stems: Stems) -> Stems:
    """Four stems: the log drum goes back into the bass, where four-stem tools leave it; theirs stay as they are."""
    import numpy as np

    from engine.core.audio import Audio

    if Stem.LOG_DRUM not in stems:
        return stems
    together = np.add(stems[Stem.BASS].samples, stems[Stem.LOG_DRUM].samples)
    audio: dict[Stem, Audio] = {stem: stems[stem] for stem in stems if stem is not Stem.LOG_DRUM}
    audio[Stem.BASS] = Audio(together, stems.sample_rate)
    return Stems(audio, stems.model, stems.log_drum_probability)


def write_stems(
    folder: Path,
    separated: Separated,
    *,
    with_peaks: bool = False,
    mixture: Audio | None = None,
    report: Report = no_report,
) -> None:
    """Write stems and ``separation.json`` into ``folder``; all of them appear or none.

    Args:
        folder: Created where missing; other files in it stay.
        separated: What to write.
        with_peaks: Also write the waveform pyramids that the window draws.
        mixture: The song itself, for its pyramid; not written as audio.
        report: Progress.
    """
    from engine.audio.files import write
    from engine.audio.peaks import build_peaks, save_peaks
    from engine.whole_file import remove_temporaries, whole_set

    remove_temporaries(folder)
    with whole_set(folder, last=SEPARATION_FILE) as inside:
        for index, (stem, audio) in enumerate(separated.stems.audio.items()):
            report(index / len(separated.stems.audio))
            write(inside / stem_file(stem), audio, subtype=separated.facts.parameters["subtype"])
            if with_peaks:
                save_peaks(inside / stem_peaks_file(stem), build_peaks(audio))
        if with_peaks and mixture is not None:
            save_peaks(inside / MIXTURE_PEAKS_FILE, build_peaks(mixture))
        (inside / SEPARATION_FILE).write_bytes(encode_json(separated.facts, indent=2) + b"\n")
    report(1.0)


def stored_separation(folder: Path) -> SeparationFacts | None:
    """The facts of a complete separation in ``folder``; None where there is none or its files are not all there."""
    import msgspec

    from engine.core.codec import decode_json

    try:
        facts = decode_json((folder / SEPARATION_FILE).read_bytes(), SeparationFacts)
    except (OSError, msgspec.MsgspecError):
        return None
    bytes_of_samples = {"float32": 4, "pcm24": 3, "pcm16": 2}.get(str(facts.parameters.get("subtype")), 2)
    smallest = facts.num_samples * bytes_of_samples
    complete = facts.files and all(_size(folder / name) > smallest for name in facts.files)
    return facts if complete else None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def find_stems(folder: Path, song: Song) -> Stems:
    """Stems of a song from a folder that ``separate`` (or another tool) wrote.

    Looks for ``drums.wav`` and the like in ``folder/<song>`` and in ``folder``; four stems are enough.

    Raises:
        UserError: If there are none, or they do not belong to this song by length and rate.
    """
    from engine.audio.files import read

    place = next((p for p in (folder / song.name, folder) if (p / stem_file(Stem.DRUMS)).is_file()), None)
    if place is None:
        raise UserError(
            f"There are no stems of this song in {folder}", "Run 'aurax separate' first, or leave out --stems."
        )
    found: dict[Stem, Audio] = {}
    for stem in Stem:
        file = place / stem_file(stem)
        if file.is_file():
            audio = read(file)
            if audio.sample_rate != song.audio.sample_rate or audio.num_samples != song.audio.num_samples:
                raise UserError(
                    f"{file} has {audio.num_samples} samples at {audio.sample_rate} Hz, the song has "
                    f"{song.audio.num_samples} at {song.audio.sample_rate} Hz",
                    "Give the stems of this very file, or leave out --stems.",
                )
            found[stem] = _with_channels(audio, song.audio.num_channels)
    facts = stored_separation(place)
    return Stems(found, facts.model if facts else GIVEN, facts.log_drum_probability if facts else None)


def _with_channels(audio: Audio, num_channels: int) -> Audio:
    from engine.audio.transform import to_mono, to_stereo

    if audio.num_channels == num_channels:
        return audio
    return to_mono(audio) if num_channels == 1 else to_stereo(audio)
