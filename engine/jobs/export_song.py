"""Job: an opened song or a take as a DAW project, a stem pack, loops, JAMS, or a row of a DJ's collection.

All files of one export appear together or not at all; ``rekordbox.xml`` is shared by the songs of a folder and written
last.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.core.mix import StemMix
from engine.core.stems import Stem
from engine.jobs.song import ANALYSIS_FILE, stem_file

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.audio import Audio
    from engine.exchange.dawproject import ProjectTrack
    from engine.exchange.loops import LoopRange
    from engine.jobs.context import JobContext
    from engine.library import Library

DAWPROJECT, JAMS, REKORDBOX, STEM_PACK, LOOPS = "dawproject", "jams", "rekordbox", "stem-pack", "loops"
MIDI, LOOP_MIDI = "midi", "loop-midi"
SONG_FORMS = (DAWPROJECT, JAMS, REKORDBOX, STEM_PACK, LOOPS, LOOP_MIDI, MIDI)
AUDIO_FORMATS = ("wav", "flac", "mp3")
BITS = {"16": "pcm16", "24": "pcm24", "32f": "float32"}
_STEMS_FOLDER, _MIX_FILE = "stems", "mix.wav"


@dataclass(frozen=True, slots=True)
class ExportSong:
    """Write the song in ``song_folder`` into ``folder`` in each of ``forms``.

    Args:
        song_folder: Of an opened song or a take: stems and ``analysis.json``.
        folder: Where the files go.
        name: The song's name, for titles and the names of files.
        forms: Of ``SONG_FORMS``.
        source: The song's own file, for a DJ's collection; empty for a take, whose mix stands for it.
        audio_format: Of the stem pack: ``wav``, ``flac`` or ``mp3``.
        bits: Of ``BITS``; empty for 24 in packs and loops (float where a stem is louder than full scale, which
            integers would clip) and for the stems as they are in a project.
        bars: First and last bar of a loop, counted from 1; empty for a loop of every section.
        stems: Which; empty for all there are.
        collection: The DJ's collection; empty for ``rekordbox.xml`` beside ``folder``.
        mix: How the stems stand in a project; those that are not named at 0 dB.
    """

    song_folder: str
    folder: str
    name: str
    forms: tuple[str, ...]
    source: str = ""
    audio_format: str = "wav"
    bits: str = ""
    bars: tuple[int, ...] = ()
    stems: tuple[str, ...] = ()
    collection: str = ""
    mix: tuple[StemMix, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedSong:
    """Names of what was written, told from ``folder``, and sentences about what was left out or changed."""

    folder: str
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()
    collection: str = ""


@dataclass(frozen=True, slots=True)
class _Work:
    """One export: what is asked, what is known, where files go meanwhile, and who is told."""

    spec: ExportSong
    analysis: Analysis
    inside: Path
    context: JobContext

    @property
    def song(self) -> Path:
        return Path(self.spec.song_folder)

    def sources(self) -> dict[Stem, Path]:
        """The stems that were asked for and are there."""
        found = stem_files(self.song)
        wanted = [Stem(name) for name in self.spec.stems] or list(Stem)
        missing = [stem for stem in wanted if stem not in found and self.spec.stems]
        if missing:
            raise UserError(
                f"The song in {self.song} has no {missing[0].value.replace('_', ' ')} stem",
                f"It has: {', '.join(stem.value for stem in found) or 'none'}.",
            )
        return {stem: found[stem] for stem in wanted if stem in found}

    def require_stems(self) -> dict[Stem, Path]:
        found = self.sources()
        if not found:
            raise UserError(f"There are no stems in {self.song}", "Open the song again; it will be made anew.")
        return found


def stem_files(folder: Path) -> dict[Stem, Path]:
    """The stems of an opened song or a take, in the order of the lanes; a take keeps them in a folder of their own."""
    place = folder / _STEMS_FOLDER if (folder / _STEMS_FOLDER).is_dir() else folder
    return {stem: place / stem_file(stem) for stem in Stem if (place / stem_file(stem)).is_file()}


def check(spec: ExportSong) -> None:
    """Refuse what cannot be done before a song is separated for it.

    Raises:
        UserError: If a form, a format, bits, bars or a stem do not exist or do not go together.
    """
    for said, known, what in (
        (spec.forms, SONG_FORMS, "export"),
        ((spec.audio_format,), AUDIO_FORMATS, "format"),
        ((spec.bits,) if spec.bits else (), tuple(BITS), "number of bits"),
        (spec.stems, tuple(stem.value for stem in Stem), "stem"),
    ):
        wrong = [value for value in said if value not in known]
        if wrong:
            raise UserError(f"There is no {what} '{wrong[0]}'", f"Choose from: {', '.join(known)}.")
    if spec.bits == "32f" and spec.audio_format == "flac":
        raise UserError("FLAC holds no 32-bit float", "Choose --bits 24, or --format wav.")
    if spec.bits and spec.audio_format == "mp3":
        raise UserError("MP3 has no bits a sample", "Leave --bits out, or choose --format wav or flac.")
    for strip in spec.mix:
        if not (math.isfinite(strip.gain_db) and -1.0 <= strip.pan <= 1.0):
            raise UserError(f"The mix of the {strip.stem.value} is no fader's", "Pan lies from -1 (left) to 1 (right).")
    if spec.bars and (len(spec.bars) != 2 or not 1 <= spec.bars[0] <= spec.bars[1]):
        raise UserError("Bars are two numbers from 1, the first not behind the second", "Write them as --bars 9-16.")


def run(spec: ExportSong, context: JobContext) -> ExportedSong:
    """Write everything into a temporary folder of the target, then let it appear.

    Raises:
        UserError: If something that is needed is missing, or the folder cannot be written.
        AudioWriteError: If a file of audio cannot be written.
    """
    from engine.exchange.analysis_json import read_analysis
    from engine.exchange.edits_json import read_edits, with_edits

    check(spec)
    song, folder = Path(spec.song_folder), Path(spec.folder)
    analysis = with_edits(read_analysis(song / ANALYSIS_FILE), read_edits(song))
    forms = [form for form in SONG_FORMS if form in spec.forms]
    files: list[str] = []
    notes: list[str] = []
    if REKORDBOX in forms:
        with _told(_collection(spec).parent):
            _require_collectable(spec)
    with _told(folder):
        if any(form != REKORDBOX for form in forms):
            with _together(folder) as inside:
                work = _Work(spec, analysis, inside, context)
                for number, form in enumerate(forms):
                    context.progress(number / len(forms), form.replace("-", " "))
                    written, remarks = _WRITERS[form](work)
                    files += written
                    notes += remarks
    collection = ""
    if REKORDBOX in forms:
        with _told(_collection(spec).parent):
            collection = _collect(spec, analysis)
        files.append(_from(folder, Path(collection)))
    return ExportedSong(str(folder), tuple(files), tuple(notes), collection)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(
            f"Cannot write to {folder}: {error.strerror or error}", "Choose another folder, or make room on the disk."
        ) from error


@contextmanager
def _together(folder: Path) -> Iterator[Path]:
    """A folder whose files move into the target together. No file describes the set: the last name is any of it."""
    from engine.whole_file import remove_temporaries, whole_set

    remove_temporaries(folder)
    with whole_set(folder, last=".none") as inside:
        yield inside


def _from(folder: Path, file: Path) -> str:
    import os

    return Path(os.path.relpath(file, folder)).as_posix()


_Written = tuple[list[str], list[str]]


def _write_dawproject(work: _Work) -> _Written:
    from engine.core.names import safe_name
    from engine.exchange.dawproject import write_dawproject

    name = f"{safe_name(work.spec.name)}.dawproject"
    scratch = work.inside / ".audio"  # hidden and removed: what is embedded need not lie beside the project
    try:
        write_dawproject(work.inside / name, work.analysis, _tracks(work, scratch), _title(work))
    finally:
        _remove(scratch)
    return [name], []


def _remove(scratch: Path) -> None:
    import shutil

    shutil.rmtree(scratch, ignore_errors=True)


def _title(work: _Work) -> str:
    return str(work.analysis.metadata.get("title") or work.spec.name)


def _tracks(work: _Work, scratch: Path) -> list[ProjectTrack]:
    """Each stem's audio and below it its notes; the mix alone for a take that has no stems."""
    from engine.jobs.export_tracks import TrackFiles, mix_track, stem_tracks

    files = TrackFiles(scratch, BITS.get(work.spec.bits, ""), work.context.check)
    sources = work.sources()
    if not sources and (work.song / _MIX_FILE).is_file():
        return [mix_track(work.song / _MIX_FILE, files)]
    mix = {strip.stem: strip for strip in work.spec.mix}
    return stem_tracks(sources or work.require_stems(), work.analysis, mix, files)


def _write_jams(work: _Work) -> _Written:
    from engine.core.names import safe_name
    from engine.exchange.jams import write_jams

    name = f"{safe_name(work.spec.name)}.jams"
    write_jams(work.inside / name, work.analysis, _title(work))
    return [name], []


def _write_midi(work: _Work) -> _Written:
    """The song's MIDI files, with the user's edits, named as in a pack of stems."""
    import shutil

    from engine.exchange.stems_pack import pack_files

    pairs = pack_files(work.song, work.analysis, work.spec.name, [MIDI])
    for source, name in pairs:
        shutil.copyfile(source, work.inside / name)
    return [name for _source, name in pairs], []


def _write_stem_pack(work: _Work) -> _Written:
    from engine.audio.encode import write
    from engine.audio.files import read
    from engine.exchange.file_names import file_name

    names: list[str] = []
    notes: list[str] = []
    for stem, file in work.require_stems().items():
        work.context.check()
        name = file_name(work.spec.name, work.analysis, stem.value, suffix=f".{work.spec.audio_format}")
        audio = read(file)
        write(work.inside / name, audio, subtype=_subtype(work.spec, audio, name, notes))
        _name_inside(work, work.inside / name, stem)
        names.append(name)
    return names, notes


def _subtype(spec: ExportSong, audio: Audio, name: str, notes: list[str]) -> str:
    """As asked; what is louder than full scale stays float where nothing was asked, and is said where it is clipped."""
    import numpy as np

    wanted = BITS[spec.bits or "24"]
    peak = float(max(np.abs(audio.samples).max(initial=0.0), 0.0))
    if peak <= 1.0 or wanted == "float32" or spec.audio_format == "mp3":
        return wanted
    if not spec.bits and spec.audio_format == "wav":
        return "float32"
    notes.append(f"{name} is clipped: it is {20.0 * np.log10(peak):.1f} dB louder than whole numbers can hold")
    return wanted


def _name_inside(work: _Work, file: Path, stem: Stem) -> None:
    """Title and maker, where the format has a place that every program reads (WAV)."""
    from engine.audio.marks import mark_wav

    if work.spec.audio_format == "wav":
        title = f"{_title(work)[:200]} - {stem.value.replace('_', ' ')}".encode("utf-8", "replace").decode()
        mark_wav(file, {"title": title, "software": work.analysis.engine})


def _write_loops(work: _Work) -> _Written:
    from engine.audio.files import read
    from engine.exchange.loops import is_silent, loop_of, write_loop

    ranges = _loop_ranges(work)
    names: list[str] = []
    notes: list[str] = []
    for stem, file in work.require_stems().items():
        audio: Audio = read(file)
        for place in ranges:
            work.context.check()
            loop = loop_of(audio, place)
            if is_silent(loop):
                notes.append(f"{stem.value} is silent in {place.words}: no loop was written")
                continue
            bits = _subtype(replace(work.spec, audio_format="wav"), loop, f"{stem.value}, {place.words}", notes)
            names.append(write_loop(work.inside, work.spec.name, work.analysis, place, stem, loop, bits=bits))
    if not names:
        raise UserError(
            "Every stem is silent in these bars", "Choose other bars, or leave --bars out for all sections."
        )
    return names, notes


def _loop_ranges(work: _Work) -> tuple[LoopRange, ...]:
    from engine.exchange.loops import chosen_bars, section_bars

    bars = work.spec.bars
    return (chosen_bars(work.analysis, bars[0], bars[1]),) if bars else section_bars(work.analysis)


def _write_loop_midi(work: _Work) -> _Written:
    from engine.exchange.loops import write_loop_midi

    song, analysis = work.spec.name, work.analysis
    wanted = [Stem(name) for name in work.spec.stems] or list(Stem)
    made = [write_loop_midi(work.inside, song, analysis, bars, s) for s in wanted for bars in _loop_ranges(work)]
    names = [name for name in made if name]
    if not names:
        raise UserError("There are no notes in these bars", "Choose other bars, or leave --bars out for all sections.")
    return names, []


_WRITERS: dict[str, Callable[[_Work], _Written]] = {
    DAWPROJECT: _write_dawproject,
    JAMS: _write_jams,
    STEM_PACK: _write_stem_pack,
    LOOPS: _write_loops,
    LOOP_MIDI: _write_loop_midi,
    MIDI: _write_midi,
    REKORDBOX: lambda _work: ([], []),  # shared by songs, so written when the rest is in place
}


def _collection(spec: ExportSong) -> Path:
    from engine.exchange.rekordbox import FILE

    return Path(spec.collection) if spec.collection else Path(spec.folder).parent / FILE


def _song_file(spec: ExportSong) -> Path:
    return Path(spec.source) if spec.source else Path(spec.song_folder) / _MIX_FILE


def _require_collectable(spec: ExportSong) -> None:
    """Refuse a song whose file is gone, and a collection that is none, before anything is written."""
    from engine.exchange.rekordbox import require_collection

    file = _song_file(spec)
    if not file.is_file():
        raise UserError(f"{file} is not there, so no collection can name it", "Put the file back, or open it again.")
    require_collection(_collection(spec))


def _collect(spec: ExportSong, analysis: Analysis) -> str:
    """Add the song to the collection; returns where that lies."""
    from engine.audio.files import probe
    from engine.exchange.rekordbox import DjTrack, write_rekordbox

    file = _song_file(spec)
    info = probe(file)
    kind = f"{info.container.upper()} File"
    rate = round(info.size_bytes * 8 / 1000.0 / max(info.duration, 1e-3))
    track = DjTrack(
        file.absolute(), str(analysis.metadata.get("title") or spec.name), analysis, info.size_bytes, kind, rate
    )
    write_rekordbox(_collection(spec), [track])
    return str(_collection(spec))


def record(_spec: ExportSong, _result: ExportedSong, _library: Library) -> None:
    """Files in the user's own folder are the user's; the library keeps no row of them."""
