"""What happens inside a segment, with times from its beginning: what was heard of the whole song, cut to size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from engine.core.analysis import Analysis
from engine.core.audio import Audio
from engine.core.labels import Label
from engine.core.stems import Stem
from trainer.dataset.captions import Heard
from trainer.dataset.segments import Segment

_AUDIBLE_DB = -30.0
"""A stem this far below the loudest one is a residue of the separation, or not worth a word."""
_WORDS = {Stem.DRUMS: "drums", Stem.BASS: "bass", Stem.VOCALS: "vocals", Stem.LOG_DRUM: "log drum"}
_MOST_OF_IT = 0.6
_SUNG = 0.1  # of a segment: less is a shout, or an instrument that was taken for a voice
_DECIMALS = 4


def segment_events(analysis: Analysis, segment: Segment) -> dict[str, Any]:
    """Beats, bar lines, chords, sections, the key and the log drum's onsets inside a segment, in its own seconds."""
    start, end = segment.start, segment.end

    def times(values: Iterable[float]) -> list[float]:
        return [_at(value - start) for value in values if start <= value < end]

    def spans(values: Iterable[Any], **names: str) -> list[dict[str, Any]]:
        return [
            {
                "start": _at(max(0.0, one.start - start)),
                "end": _at(min(end, one.end) - start),
                **{name: getattr(one, own) for name, own in names.items()},
            }
            for one in values
            if one.start < end and one.end > start
        ]

    return {
        "beats": times(analysis.beats),
        "downbeats": times(analysis.downbeats),
        "chords": spans(analysis.chords, label="label", roman="roman", function="function"),
        "sections": spans(analysis.sections, label="label"),
        "key": key_at(analysis, (start + end) / 2.0),
        "tempo_bpm": _rounded(tempo_in(analysis, segment)),
        "log_drum_onsets": times(analysis.log_drum.onsets) if analysis.log_drum is not None else [],
    }


def _rounded(tempo_bpm: float | None) -> float | None:
    return None if tempo_bpm is None else round(tempo_bpm, 3)


def _at(seconds: float) -> float:
    return round(seconds, _DECIMALS)


def key_at(analysis: Analysis, time: float) -> str | None:
    """The key in words at a time, changes of key counted."""
    if analysis.key is None:
        return None
    tonic, mode = analysis.key.tonic, analysis.key.mode
    for change in analysis.modulations:
        if change.time <= time:
            tonic, mode = change.tonic, change.mode
    return f"{tonic} {mode}"


def tempo_in(analysis: Analysis, segment: Segment) -> float | None:
    """Beats per minute inside a segment, from its own beats where there are enough of them, else the song's."""
    curve = analysis.tempo_curve
    if not curve:
        return analysis.tempo_bpm
    inside = [point.bpm for point in curve if segment.start <= point.time < segment.end]
    return float(np.mean(inside)) if inside else analysis.tempo_bpm


def levels_db(stems: Mapping[Stem, Audio], segment: Segment) -> dict[Stem, float]:
    """RMS of each stem inside a segment, dB below the loudest; silent ones are not there."""
    part = slice(segment.start_sample, segment.start_sample + segment.num_samples)
    rms = {stem: float(np.sqrt(np.mean(np.square(a.samples[:, part], dtype=np.float64)))) for stem, a in stems.items()}
    loudest = max(rms.values(), default=0.0)
    return {stem: 20.0 * float(np.log10(value / loudest)) for stem, value in rms.items() if value > 0.0}


def heard_in(
    analysis: Analysis, segment: Segment, events: Mapping[str, Any], levels: Mapping[Stem, float] | None, style: str
) -> Heard:
    """What a caption may say of a segment. ``levels``: see ``levels_db``; None where there are no stems."""
    audible = {stem for stem, level in (levels or {}).items() if level > _AUDIBLE_DB}
    if not _sings(analysis, segment):
        audible.discard(Stem.VOCALS)
    if analysis.log_drum is not None and not analysis.log_drum.present:
        audible.discard(Stem.LOG_DRUM)
    if Stem.LOG_DRUM in audible and not events["log_drum_onsets"]:
        audible.discard(Stem.LOG_DRUM)
    return Heard(
        style=style,
        tempo_bpm=events["tempo_bpm"],
        key=events["key"],
        instruments=tuple(word for stem, word in _WORDS.items() if stem in audible),
        has_vocals=None if levels is None else Stem.VOCALS in audible,
        chords=_changes(events["chords"]),
        section=_main_section(events["sections"], segment),
        swing=analysis.swing,
    )


def _sings(analysis: Analysis, segment: Segment) -> bool:
    """Whether sung notes fill enough of a segment: a stem of vocals also holds what was taken for a voice."""
    notes = analysis.notes.get(Stem.VOCALS)
    if notes is None:
        return True  # nobody has looked: the stem's level decides
    overlaps = (min(note.offset, segment.end) - max(note.onset, segment.start) for note in notes)
    return sum(length for length in overlaps if length > 0.0) >= _SUNG * (segment.end - segment.start)


def _changes(chords: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Roman numerals, each change once; a progression that is repeated whole is said once."""
    row: list[str] = []
    for chord in chords:
        if chord["roman"] and (not row or row[-1] != chord["roman"]):
            row.append(chord["roman"])
    for period in range(1, len(row) // 2 + 1):
        if all(own == row[place % period] for place, own in enumerate(row)):
            return tuple(row[:period])
    return tuple(row)


def _main_section(sections: Iterable[Mapping[str, Any]], segment: Segment) -> str:
    lengths: dict[str, float] = {}
    for one in sections:
        lengths[one["label"]] = lengths.get(one["label"], 0.0) + one["end"] - one["start"]
    label = max(lengths, key=lambda name: lengths[name], default="")
    return label if label and lengths[label] >= _MOST_OF_IT * (segment.end - segment.start) else ""


def said_of(label: Label, segment: Segment) -> list[dict[str, Any]]:
    """What people say of stretches that overlap a segment, in its own seconds."""
    return [
        {
            "start": _at(max(0.0, own.start - segment.start)),
            "end": _at(min(segment.end, own.end) - segment.start),
            "cultural_markers": dict(own.cultural_markers),
            "sub_genre": own.sub_genre,
            "by": own.by,
            "at": own.at,
        }
        for own in label.segments
        if own.start < segment.end and own.end > segment.start
    ]
