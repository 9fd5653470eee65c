"""Annotated songs in a folder: found in any of three layouts, loaded one at a time.

- one folder a song: ``SONG/{mix,mixture}.flac`` or ``drums.flac``, stems beside it or in ``stems/`` by our names, or by
  MedleyDB's (``STEM_01.flac`` and ``metadata.yaml``), annotations beside it (``beats.txt``, ``chords.lab`` ...);
- flat: ``NAME.flac`` with ``NAME_f0.csv``, ``NAME_beats.txt`` ..., and ``tempi.txt`` for all of a folder;
- our corpus: ``ITEM/{mixture.flac, stems/, truth.json}``.

Annotations may also lie apart, in a second folder of the same layout, where the audio's cannot be written to.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from engine.cli.analysis_bench import readers
from engine.cli.analysis_bench.annotations import Annotations, Notes
from engine.cli.analysis_bench.corpus import TRUTH_FILE, read_truth
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.stems import GIVEN, Stem, Stems

LAYOUT = (
    "Lay each song out as SONG/mix.flac with beats.txt, chords.lab, key.txt, sections.lab, tempo.txt, drum_classes.txt "
    "or vocals_f0.csv beside it; docs/how-to/measure-an-analysis.md has every file with an example."
)
LOOP_S = 30.0
"""Loops are repeated until they last so long: nobody's tempo can be told from four beats."""

_AUDIO = (".wav", ".flac", ".aiff", ".aif", ".mp3", ".m4a", ".ogg", ".opus")
_MIXTURES = ("mixture", "mix")
_TEMPI_FILE = "tempi.txt"
_KINDS = {
    "beats": r"beats",
    "tempo": r"tempo",
    "key": r"key",
    "chords": r"chords",
    "sections": r"(?:sections|segments)",
    "drums": r"drums?_classes",
    "f0": r"(?:(?P<f0_part>[a-z_]+)_)?f0",
    "notes": r"(?:(?P<part>[a-z_]+)_)?notes(?:_?[a-z]?\d+)?",
}
_KIND = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _KINDS.items()))
_TEXT = (".txt", ".lab", ".csv", ".tsv", ".beats")
_SINGERS = ("singer", "vocal", "voice", "rapper", "choir")
_STEM_LINE = re.compile(r"^  (S\d+):")
_FIELD_LINE = re.compile(r"^    (component|filename|instrument):\s*(.*)$")


@dataclass(frozen=True, slots=True)
class AnnotatedSong:
    """A song that was found.

    Args:
        id: Its path below the folder that was searched, without the suffix.
        mixture: Its file; None where it is the sum of the stems.
        stems: Files of each stem, summed.
        annotations: Files by kind; notes and frequency as ``notes:PART`` and ``f0:PART``.
        truth: The corpus's own, or None.
        tempo: From the folder's list, or None.
    """

    id: str
    mixture: Path | None
    stems: Mapping[Stem, tuple[Path, ...]]
    annotations: Mapping[str, tuple[Path, ...]]
    truth: Path | None = None
    tempo: readers.Tempo | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        own = [path for group in (self.stems, self.annotations) for paths in group.values() for path in paths]
        return tuple(path for path in (self.mixture, self.truth, *own) if path is not None)

    @property
    def fingerprint(self) -> str:
        """Changes when a file is replaced."""
        facts = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in self.files]
        return hashlib.sha256(repr((self.id, facts, self.tempo)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A song in memory. ``stems`` are the true ones, None where there are none."""

    id: str
    mixture: Audio
    stems: Stems | None
    reference: Annotations
    notes: tuple[str, ...] = field(default=())


def find_songs(folder: Path, annotations: Path | None = None) -> list[AnnotatedSong]:
    """The annotated songs in a folder, sorted by id; what has no annotation is left out.

    Args:
        folder: Searched at any depth.
        annotations: Where annotations lie too, in the same layout.

    Raises:
        UserError: If there is no such folder or no annotated song in it.
    """
    for own in (folder, annotations):
        if own is not None and not own.is_dir():
            raise UserError(f"There is no folder {own}", LAYOUT)
    found: list[AnnotatedSong] = []
    num_audio = 0
    for place, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith(".") and name != "stems")
        here = _Folder.of(Path(place), names, folder, annotations)
        num_audio += len(here.audio)
        found += here.songs()
    if not found:
        seen = f", though {num_audio} recordings" if num_audio else ""
        raise UserError(f"There is no annotated song in {folder}{seen}", LAYOUT)
    return sorted(found, key=lambda song: song.id)


@dataclass(frozen=True, slots=True)
class _Folder:
    """One folder's audio by name, and its other files."""

    path: Path
    id: str
    audio: Mapping[str, Path]
    others: tuple[Path, ...]

    @classmethod
    def of(cls, path: Path, names: Sequence[str], root: Path, annotations: Path | None) -> _Folder:
        relative = path.relative_to(root)
        own = [path / name for name in names if not name.startswith(".")]
        others = [file for file in own if file.suffix.lower() not in _AUDIO]
        apart = annotations / relative if annotations is not None else None
        if apart is not None and apart.is_dir():
            others += [file for file in apart.iterdir() if file.is_file() and not file.name.startswith(".")]
        return cls(path, relative.as_posix(), _by_name(own), tuple(sorted(others)))

    def songs(self) -> Iterator[AnnotatedSong]:
        stems = self._stems()
        is_song = any(name in self.audio for name in _MIXTURES) or bool(stems)
        if is_song:
            mixture = next((self.audio[name] for name in _MIXTURES if name in self.audio), None)
            yield from self._annotated(self.id if self.id != "." else self.path.name, mixture, stems, ("",))
            return
        for name, file in sorted(self.audio.items()):
            prefixes = (f"{name}_", f"{name}.", f"{name}-", *(("",) if len(self.audio) == 1 else ()))
            identity = file.stem if self.id == "." else f"{self.id}/{file.stem}"
            yield from self._annotated(identity, file, {}, prefixes)

    def _annotated(
        self, identity: str, mixture: Path | None, stems: Mapping[Stem, tuple[Path, ...]], prefixes: Sequence[str]
    ) -> Iterator[AnnotatedSong]:
        annotations: dict[str, list[Path]] = {}
        for file in self.others:
            kind = next(filter(None, (_kind(file, prefix) for prefix in prefixes)), "")
            if kind:
                annotations.setdefault(kind, []).append(file)
        truth = next((file for file in self.others if file.name == TRUTH_FILE and "" in prefixes), None)
        tempi = next((file for file in self.others if file.name == _TEMPI_FILE), None)
        tempo = readers.read_tempi(tempi).get(Path(identity).name) if tempi is not None else None
        if annotations or truth is not None or tempo is not None:
            kept = {kind: tuple(files) for kind, files in annotations.items()}
            yield AnnotatedSong(identity, mixture, stems, kept, truth, tempo)

    def _stems(self) -> dict[Stem, tuple[Path, ...]]:
        subfolder = self.path / "stems"
        apart = _by_name(subfolder.iterdir()) if subfolder.is_dir() else {}
        metadata = next((file for file in self.others if file.name == "metadata.yaml"), None)
        if metadata is not None:
            return _medleydb(metadata, {**self.audio, **apart})
        every = {**self.audio, **apart}
        return {stem: (every[stem.value],) for stem in Stem if stem.value in every}


def _by_name(files: Iterator[Path] | Sequence[Path]) -> dict[str, Path]:
    """Stem of the name, in lower case, to file; of one name in two formats the first of ``_AUDIO``."""
    known = [file for file in files if file.suffix.lower() in _AUDIO and not file.name.startswith(".")]
    known.sort(key=lambda file: (-_AUDIO.index(file.suffix.lower()), file.name))
    return {file.stem.lower(): file for file in known}


def _kind(file: Path, prefix: str) -> str:
    """What a file annotates: a kind, with the part where it has one; empty for anything else."""
    name, suffix = file.stem.lower(), file.suffix.lower()
    if suffix in (".mid", ".midi"):
        part = name.removeprefix(prefix) if prefix and name.startswith(prefix) else name if not prefix else ""
        return f"notes:{part}" if part in {stem.value for stem in Stem} else ""
    if suffix == ".jams":
        return "jams" if not prefix or name == prefix[:-1] else ""
    if suffix not in _TEXT or not name.startswith(prefix):
        return ""
    match = _KIND.fullmatch(name.removeprefix(prefix))
    if match is None:
        return ""
    kind = next(own for own in _KINDS if match[own] is not None)
    if kind == "f0":
        return f"f0:{match['f0_part'] or 'vocals'}"
    return f"notes:{match['part'] or 'vocals'}" if kind == "notes" else kind


def _medleydb(metadata: Path, audio: Mapping[str, Path]) -> dict[Stem, tuple[Path, ...]]:
    """MedleyDB's stems by ours: drum sets, electric and double basses, voices, and everything else."""
    found: dict[Stem, list[Path]] = {}
    number, fields = "", dict[str, str]()
    for line in [*metadata.read_text(encoding="utf-8").splitlines(), "  S0:"]:
        start = _STEM_LINE.match(line)
        if start is not None:
            file = _medleydb_file(fields, number, audio)
            if file is not None:
                found.setdefault(_medleydb_stem(fields.get("instrument", "")), []).append(file)
            number, fields = start[1], {}
        match = _FIELD_LINE.match(line)
        if match is not None:
            fields[match[1]] = match[2].strip("'\" ")
    return {stem: tuple(files) for stem, files in found.items()}


def _medleydb_file(fields: Mapping[str, str], number: str, audio: Mapping[str, Path]) -> Path | None:
    whole = Path(fields.get("filename", "")).stem.lower()
    return audio.get(whole) or audio.get(f"stem_{number[1:]}")


def _medleydb_stem(instrument: str) -> Stem:
    name = instrument.lower()
    if "drum" in name or "percussion" in name:
        return Stem.DRUMS
    if "bass" in name:
        return Stem.BASS
    return Stem.VOCALS if any(word in name for word in _SINGERS) else Stem.OTHER


def load(song: AnnotatedSong) -> Loaded | None:
    """Read a song's audio and annotations; None of a corpus remix, which has no one truth.

    Raises:
        AudioReadError: If a file cannot be heard.
        UserError: If an annotation cannot be read, or files do not belong together.
    """
    from engine.audio.files import read

    reference = reference_of(song)
    if reference is None:
        return None
    parts = {stem: [read(path) for path in paths] for stem, paths in song.stems.items()}
    mixture = read(song.mixture) if song.mixture is not None else None
    everything = [audio for own in parts.values() for audio in own]
    whole = mixture if mixture is not None else _sum(everything, song.id)
    stems = {stem: _shaped(_sum(own, song.id), whole) for stem, own in parts.items()}
    solo = _solo(song)
    if not stems and solo is not None:
        stems = {solo: whole}
    if song.tempo is not None and song.tempo.is_loop:
        whole, stems = _repeated(whole), {stem: _repeated(audio) for stem, audio in stems.items()}
    return Loaded(song.id, whole, Stems(stems, GIVEN) if stems else None, reference)


def reference_of(song: AnnotatedSong) -> Annotations | None:
    """All that is said about a song; None of a corpus remix."""
    if song.truth is not None:
        return read_truth(song.truth)
    found = Annotations()
    if "jams" in song.annotations:
        from engine.cli.analysis_bench.jams import read_jams

        found = read_jams(song.annotations["jams"][0])
    files = {kind: paths[0] for kind, paths in song.annotations.items()}
    tempo = song.tempo or (readers.read_tempo(files["tempo"]) if "tempo" in files else None)
    if tempo is not None:
        found = replace(found, tempo_bpm=tempo.bpm, is_steady=True)
    if "beats" in files:
        beats = readers.read_beats(files["beats"])
        found = replace(found, beats=beats.times, downbeats=beats.downbeats)
    if "key" in files:
        found = replace(found, key=readers.read_key(files["key"]))
    if "chords" in files:
        found = replace(found, chords=readers.read_chords(files["chords"]))
    if "sections" in files:
        found = replace(found, sections=readers.read_spans(files["sections"]))
    if "drums" in files:
        found = replace(found, drums=readers.read_drum_classes(files["drums"]))
    if "f0:vocals" in files:
        found = replace(found, voice=readers.read_pitch_line(files["f0:vocals"]))
    notes = {kind.partition(":")[2]: paths for kind, paths in song.annotations.items() if kind.startswith("notes:")}
    read = {part: tuple(_note_file(path) for path in paths) for part, paths in notes.items()}
    return replace(found, notes={**found.notes, **read})


def _note_file(path: Path) -> Notes:
    return readers.read_midi(path) if path.suffix.lower() in (".mid", ".midi") else readers.read_note_table(path)


def _solo(song: AnnotatedSong) -> Stem | None:
    """The stem a recording without stems is, where the only notes or frequency said of it are one part's."""
    parts = {kind.partition(":")[2] for kind in song.annotations if kind.startswith(("f0:", "notes:"))}
    known = {stem.value for stem in Stem}
    return Stem(parts.pop()) if len(parts) == 1 and parts <= known else None


def _sum(parts: Sequence[Audio], identity: str) -> Audio:
    rates = {part.sample_rate for part in parts}
    if len(rates) != 1:
        raise UserError(
            f"The files of {identity} have different sample rates: {', '.join(f'{rate} Hz' for rate in sorted(rates))}",
            "Export mixture and stems from one project at one rate.",
        )
    if len(parts) == 1:
        return parts[0]
    channels, length = max(p.num_channels for p in parts), max(p.num_samples for p in parts)
    total = np.zeros((channels, length), np.float32)
    for part in parts:
        total[:, : part.num_samples] += part.samples
    return Audio(total, parts[0].sample_rate)


def _shaped(audio: Audio, like: Audio) -> Audio:
    """A stem with the mixture's channels and length."""
    if audio.sample_rate != like.sample_rate:
        raise UserError(
            f"A stem has {audio.sample_rate} Hz and its mixture {like.sample_rate} Hz",
            "Export mixture and stems from one project at one rate.",
        )
    samples = audio.samples[:, : like.num_samples]
    samples = np.pad(samples, ((0, 0), (0, like.num_samples - samples.shape[1])))
    if samples.shape[0] != like.num_channels:
        samples = np.repeat(samples.mean(axis=0, keepdims=True), like.num_channels, axis=0)
    return Audio(np.ascontiguousarray(samples, np.float32), like.sample_rate)


def _repeated(audio: Audio) -> Audio:
    times = max(1, int(np.ceil(LOOP_S / max(audio.duration, 1e-3))))
    return Audio(np.tile(audio.samples, (1, times)), audio.sample_rate)
