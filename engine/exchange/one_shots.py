"""A log drum taken out of its stem, for a DAW: stem, notes with bends, one-shots that know their key, and SFZ.

Names: ``Song - log drum 1 - A1 (33).wav`` is the first sound at the key most played; further keys and layers of it are
``Song - log drum 1 - key C2 (36).wav``. The MIDI number stands in every name because programs disagree about octaves:
60 is C4 here, C3 in Live and Logic, C5 in FL Studio.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.audio.files import write
from engine.audio.sampler_marks import mark_sample
from engine.core.analysis import Analysis
from engine.core.events import NoteEvent
from engine.core.names import safe_name
from engine.core.one_shots import OneShot, StemInstrument
from engine.exchange.midi import Glide, Part, write_parts
from engine.exchange.sfz import timbre_sfz
from engine.whole_file import remove_temporaries, whole_set

_PITCH_CLASSES = ("C", "Cs", "D", "Ds", "E", "F", "Fs", "G", "Gs", "A", "As", "B")  # '#' cuts names in some samplers
_CHANNELS = (3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15)  # 3 is the log drum's in the song's own MIDI file
_PROGRAM = 38  # synth bass 1
_SUBTYPE = "pcm24"
_LONGEST_NAME = 120
"""Characters of the song's name that are kept: what is added must fit into 255 bytes."""


@dataclass(frozen=True, slots=True)
class OneShotFiles:
    """Names of what was written: ``one_shots`` by index in the instrument, the others by what they are."""

    stem: str
    midi: str
    sfz: tuple[str, ...]
    one_shots: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (self.stem, self.midi, *self.sfz, *self.one_shots)


def key_name(key: int) -> str:
    """``A1`` for 33, ``Cs2`` for 37; 60 is ``C4``."""
    return f"{_PITCH_CLASSES[key % 12]}{key // 12 - 1}"


def one_shot_files(instrument: StemInstrument, song: str) -> OneShotFiles:
    """The names of an instrument's files.

    Args:
        instrument: What is written.
        song: The song's name; made safe here.
    """
    base = f"{safe_name(song[:_LONGEST_NAME])} - log drum"
    taken: set[str] = set()
    names = []
    for one_shot in instrument.one_shots:
        place = f"{'' if one_shot.is_root else 'key '}{key_name(one_shot.key)} ({one_shot.key})"
        stem = f"{base} {one_shot.timbre} - {place}"
        name, number = stem, 2
        while name in taken:
            name, number = f"{stem} layer {number}", number + 1
        taken.add(name)
        names.append(f"{name}.wav")
    timbres = sorted({one_shot.timbre for one_shot in instrument.one_shots})
    return OneShotFiles(f"{base}.wav", f"{base}.mid", tuple(f"{base} {timbre}.sfz" for timbre in timbres), tuple(names))


def write_one_shots(
    folder: Path, song: str, instrument: StemInstrument, stem: Path, analysis: Analysis
) -> OneShotFiles:
    """Write everything into ``folder``, all of it or nothing; other files there stay.

    Args:
        folder: Created where missing.
        song: For the names.
        instrument: With at least one hit.
        stem: The stem's file, which is copied.
        analysis: For tempo map, metre, chords and sections of the MIDI file.

    Raises:
        OSError: If a file cannot be written.
        AudioWriteError: If a one-shot cannot be written.
    """
    files = one_shot_files(instrument, song)
    remove_temporaries(folder)
    with whole_set(folder, last=files.midi) as inside:
        shutil.copyfile(stem, inside / files.stem)
        for one_shot, name in zip(instrument.one_shots, files.one_shots, strict=True):
            write(inside / name, one_shot.audio, subtype=_SUBTYPE)
            mark_sample(
                inside / name, key=one_shot.key, cents=_marked_cents(one_shot), sample_rate=one_shot.audio.sample_rate
            )
        by_index = dict(enumerate(files.one_shots))
        for timbre, name in enumerate(files.sfz, 1):
            text = timbre_sfz(instrument, timbre, by_index, title=name.removesuffix(".sfz"))
            (inside / name).write_text(text, encoding="utf-8", newline="\n")
        write_parts(inside / files.midi, analysis, instrument_parts(instrument))
    return files


def instrument_parts(instrument: StemInstrument) -> list[Part]:
    """A MIDI track for each timbre: notes, and slides as pitch bends."""
    parts = []
    count = max((one_shot.timbre for one_shot in instrument.one_shots), default=0)
    for timbre in range(1, count + 1):
        hits = [hit for hit in instrument.hits if instrument.one_shots[hit.one_shot].timbre == timbre]
        notes = [NoteEvent(hit.onset, hit.offset, hit.key, hit.velocity) for hit in hits]
        title = "Log drum" if count == 1 else f"Log drum {timbre}"
        channel = _CHANNELS[(timbre - 1) % len(_CHANNELS)]
        parts.append(Part(title, channel, _PROGRAM, notes, _glides(instrument, timbre)))
    return parts


def _glides(instrument: StemInstrument, timbre: int) -> tuple[Glide, ...]:
    glides = []
    followers = [hit.onset for hit in instrument.hits[1:]] + [float("inf")]
    for hit, following in zip(instrument.hits, followers, strict=False):
        if hit.slide is None or instrument.one_shots[hit.one_shot].timbre != timbre:
            continue
        start = hit.onset + hit.slide.start
        release = min(max(hit.offset, start + hit.slide.duration), following)
        if start < release:
            end = min(start + hit.slide.duration, release)
            glides.append(Glide(start, end, release, hit.slide.semitones))
    return tuple(glides)


def _marked_cents(one_shot: OneShot) -> float:
    return min(50.0, max(-50.0, one_shot.cents))


def one_shots_document(instrument: StemInstrument, files: OneShotFiles) -> dict[str, Any]:
    """What was found, ready for JSON: hits, timbres, one-shots, slides, and how much of the stem they explain."""
    hits = [
        {
            "onset": round(hit.onset, 6),
            "offset": round(hit.offset, 6),
            "key": hit.key,
            "pitch": round(hit.pitch, 3),
            "velocity": hit.velocity,
            "timbre": instrument.one_shots[hit.one_shot].timbre,
            "one_shot": hit.one_shot,
            "fit": round(hit.fit, 4),
            "slide": None
            if hit.slide is None
            else {
                "start": round(float(hit.slide.start), 4),
                "duration": round(float(hit.slide.duration), 4),
                "semitones": round(float(hit.slide.semitones), 2),
            },
        }
        for hit in instrument.hits
    ]
    one_shots = [
        {
            "file": name,
            "timbre": one_shot.timbre,
            "key": one_shot.key,
            "name": key_name(one_shot.key),
            "cents": round(one_shot.cents, 1),
            "averaged_hits": one_shot.num_hits,
            "is_root": one_shot.is_root,
            "seconds": round(one_shot.audio.duration, 4),
        }
        for one_shot, name in zip(instrument.one_shots, files.one_shots, strict=True)
    ]
    return {
        "hits": hits,
        "one_shots": one_shots,
        "timbres": len(instrument.roots),
        "slides": sum(hit.slide is not None for hit in instrument.hits),
        "tuning_cents": round(instrument.tuning_cents, 1),
        "is_choked": instrument.is_choked,
        "explained_db": None if instrument.explained_db is None else round(instrument.explained_db, 2),
    }
