"""Annotation files: each format to one part of ``Annotations``.

Text files have one entry a line, fields apart by spaces, tabs or commas; ``#`` begins a comment. Times are seconds.
docs/how-to/measure-an-analysis.md describes every file with an example.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from engine.cli.analysis_bench.annotations import Array, Hits, Notes, PitchLine, Spans
from engine.core.errors import UserError

_MODES = {
    "": "major",
    "maj": "major",
    "major": "major",
    "ionian": "major",
    "lydian": "major",
    "mixolydian": "major",
    "m": "minor",
    "min": "minor",
    "minor": "minor",
    "aeolian": "minor",
    "dorian": "minor",
    "phrygian": "minor",
}
"""MIREX knows two modes; the church modes count as the one they share their third with."""
_A4_HZ = 440.0
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, eq=False)
class Beats:
    """Beat times; the downbeats among them are None where no position in the bar stands beside them."""

    times: Array
    downbeats: Array | None


@dataclass(frozen=True, slots=True)
class Tempo:
    """Beats a minute, and whether the recording is a loop that is to be repeated."""

    bpm: float
    is_loop: bool = False


def read_beats(path: Path) -> Beats:
    """``time [position in the bar]``: 1 is the downbeat."""

    def parse(lines: Sequence[Sequence[str]]) -> Beats:
        times = np.array([float(fields[0]) for fields in lines], np.float64)
        if not all(len(fields) > 1 for fields in lines):
            return Beats(times, None)
        # "3.2", beat 2 of bar 3, is how some annotators write a position
        positions = [int(fields[1].rpartition(".")[2]) for fields in lines]
        return Beats(times, times[np.array(positions, int) == 1])

    return _parsed(path, parse, "time and position in the bar, e.g. 0.58 2")


def read_tempo(path: Path) -> Tempo:
    """``BPM [loop]``."""
    return _parsed(path, lambda lines: _tempo(lines[0]), "beats a minute, e.g. 113.0")


def read_tempi(path: Path) -> dict[str, Tempo]:
    """A folder's tempi: ``name BPM [loop]``; a name with blanks is fine."""

    def parse(lines: Sequence[Sequence[str]]) -> dict[str, Tempo]:
        found = {}
        for fields in lines:
            count = 2 if fields[-1].lower() == "loop" else 1
            found[" ".join(fields[:-count])] = _tempo(fields[-count:])
        return found

    return _parsed(path, parse, "name and beats a minute, e.g. loop_garzul 120.0 loop")


def _tempo(fields: Sequence[str]) -> Tempo:
    bpm = float(fields[0])
    if not 0.0 < bpm < math.inf:
        raise ValueError(bpm)
    return Tempo(bpm, len(fields) > 1 and fields[1].lower() == "loop")


def read_key(path: Path) -> str:
    """``F minor``, ``Bb:maj``, ``F#m``."""

    def parse(lines: Sequence[Sequence[str]]) -> str:
        return key_words(" ".join(lines[0]))

    return _parsed(path, parse, "a key, e.g. F minor")


def key_words(text: str) -> str:
    """A key in mir_eval's words.

    Raises:
        ValueError: If the words name no key.
    """
    from mir_eval.key import validate_key

    tonic, mode = "", ""
    fields = text.replace(":", " ").split()
    if len(fields) == 1 and fields[0][-1:] == "m":
        tonic, mode = fields[0][:-1], "minor"
    elif fields:
        tonic, mode = fields[0], _MODES.get(" ".join(fields[1:]).lower(), " ".join(fields[1:]).lower())
    words = f"{tonic} {mode}"
    validate_key(words)
    return words


def read_spans(path: Path) -> Spans:
    """``start end label``, as Isophonics' ``.lab`` files; a label may hold blanks."""

    def parse(lines: Sequence[Sequence[str]]) -> Spans:
        return Spans.of((float(fields[0]), float(fields[1]), " ".join(fields[2:])) for fields in lines)

    return _parsed(path, parse, "start, end and label, e.g. 0.0 2.1 F:min7")


def read_chords(path: Path) -> Spans:
    """As ``read_spans``; every label must be one mir_eval knows (Harte et al. 2005)."""
    from mir_eval.chord import InvalidChordException, validate_chord_label

    spans = read_spans(path)
    for label in dict.fromkeys(spans.labels):
        try:
            validate_chord_label(label)
        except InvalidChordException as error:
            raise _unreadable(path, label, "a chord such as F:min7 or N") from error
    return spans


def read_drum_classes(path: Path) -> Hits:
    """``time class``, MDB Drums' ``class`` annotations."""

    def parse(lines: Sequence[Sequence[str]]) -> Hits:
        return Hits.of((float(fields[0]), fields[1]) for fields in lines)

    return _parsed(path, parse, "time and class, e.g. 0.055 KD")


def read_pitch_line(path: Path) -> PitchLine:
    """``time Hz``, 0 or less where nothing is sung."""

    def parse(lines: Sequence[Sequence[str]]) -> PitchLine:
        table = np.array([[float(fields[0]), float(fields[1])] for fields in lines], np.float64)
        return PitchLine(table[:, 0], table[:, 1])

    return _parsed(path, parse, "time and hertz, e.g. 1.25 220.0")


def read_note_table(path: Path) -> Notes:
    """``onset Hz duration``, as vocadito and the MTG's singing sets have them."""

    def parse(lines: Sequence[Sequence[str]]) -> Notes:
        rows = [[float(field) for field in fields[:3]] for fields in lines]
        return Notes.of((onset, onset + length, pitch_of(hz)) for onset, hz, length in rows)

    return _parsed(path, parse, "onset, hertz and duration, e.g. 0.66 143.7 0.29")


def read_midi(path: Path) -> Notes:
    """Every note of a MIDI file, on its tempo map; percussion (channel 10) left out.

    Raises:
        UserError: If it is no MIDI file.
    """
    import mido

    rows: list[tuple[float, float, float]] = []
    sounding: dict[tuple[int, int], list[float]] = {}
    now = 0.0
    try:
        for message in mido.MidiFile(path):
            now += message.time
            if message.type not in ("note_on", "note_off") or message.channel == 9:
                continue
            key = (message.channel, message.note)
            if message.type == "note_on" and message.velocity:
                sounding.setdefault(key, []).append(now)
            elif sounding.get(key):
                rows.append((sounding[key].pop(0), now, float(message.note)))
    except (EOFError, OSError, ValueError, KeyError, IndexError) as error:
        raise _unreadable(path, type(error).__name__, "a Standard MIDI File") from error
    return Notes.of(rows)


def pitch_of(hz: float) -> float:
    """MIDI number with its fraction.

    Raises:
        ValueError: If the frequency is not positive.
    """
    return 69.0 + 12.0 * math.log2(hz / _A4_HZ)


def _parsed(path: Path, parse: Callable[[Sequence[Sequence[str]]], _T], example: str) -> _T:
    """A text file's lines, understood.

    Raises:
        UserError: If it cannot be read, or says something else.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, type(error).__name__, example) from error
    lines = [line.partition("#")[0] if line.lstrip().startswith("#") else line for line in text.splitlines()]
    fields = [line.replace(",", " ").split() for line in lines if line.strip()]
    try:
        return parse(fields)
    except (ValueError, IndexError) as error:
        raise _unreadable(path, str(error), example) from error


def _unreadable(path: Path, found: str, example: str) -> UserError:
    return UserError(f"{path} cannot be read as annotation: {found}", f"Every line should be {example}.")
