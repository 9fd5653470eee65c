"""An analysis in a few lines a musician reads at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli.console import clock, printable
from engine.core.stems import Stem

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.jobs.analyze_track import AnalyzedTrack

_MAX_CHORDS = 8


def describe(result: AnalyzedTrack) -> str:
    """Title, length, tempo, key, first chords, form, notes per stem, log drum; what could not be told says so."""
    analysis = result.analysis
    lines = [
        f"{printable(result.title, 80)}  ({clock(analysis.audio.duration)})",
        f"  tempo     {_tempo(analysis)}",
        f"  key       {_key(analysis)}",
        f"  chords    {_chords(analysis)}",
        f"  form      {' · '.join(f'{s.label} {clock(s.start)}' for s in analysis.sections) or 'cannot tell'}",
        f"  notes     {_notes(analysis)}",
        f"  log drum  {_log_drum(analysis)}",
        f"  loudness  {_loudness(analysis)}",
    ]
    lines += [f"  note      {printable(note)}" for note in result.notes]
    return "\n".join(lines)


def timing_table(seconds: dict[str, float], duration: float) -> str:
    """Seconds of each stage, and as a share of the song's length."""
    total = sum(seconds.values())
    rows = [f"  {stage:<12}{value:7.2f} s  {value / duration:6.3f}× the song" for stage, value in seconds.items()]
    return "\n".join([*rows, f"  {'total':<12}{total:7.2f} s  {total / duration:6.3f}× the song"])


def _tempo(analysis: Analysis) -> str:
    if analysis.tempo_bpm is None:
        return "no steady pulse found"
    meter = f", {analysis.meter.numerator}/{analysis.meter.denominator}" if analysis.meter else ""
    swing = f", swing {analysis.swing:.0%}" if analysis.swing is not None else ""
    sure = f" (confidence {analysis.tempo_confidence:.0%})" if analysis.tempo_confidence is not None else ""
    return (
        f"{analysis.tempo_bpm:.2f} BPM{meter}{swing}, {len(analysis.beats)} beats, {len(analysis.downbeats)} bars{sure}"
    )


def _key(analysis: Analysis) -> str:
    if analysis.key is None:
        return "cannot tell"
    changes = f", {len(analysis.modulations)} key changes" if analysis.modulations else ""
    return f"{analysis.key.tonic} {analysis.key.mode} (confidence {analysis.key.confidence:.0%}){changes}"


def _chords(analysis: Analysis) -> str:
    if not analysis.chords:
        return "none found"
    first = [f"{c.label} {c.roman}" if c.roman else c.label for c in analysis.chords[:_MAX_CHORDS]]
    more = len(analysis.chords) - len(first)
    return " | ".join(first) + (f" … and {more} more" if more > 0 else "")


def _notes(analysis: Analysis) -> str:
    counts = [(stem, analysis.notes.get(stem)) for stem in Stem]
    return ", ".join(f"{stem.value.replace('_', ' ')} {'–' if notes is None else len(notes)}" for stem, notes in counts)


def _log_drum(analysis: Analysis) -> str:
    estimate = analysis.log_drum
    if estimate is None or estimate.probability is None:
        return "cannot tell"
    heard = "heard" if estimate.present else "not heard"
    return f"{heard} (probability {estimate.probability:.0%}), {len(estimate.onsets)} onsets"


def _loudness(analysis: Analysis) -> str:
    loudness, peak = analysis.audio.loudness_lufs, analysis.audio.true_peak_dbtp
    if loudness is None or peak is None:
        return "silence, or too short to measure"
    return f"{loudness:.1f} LUFS, true peak {peak:+.1f} dBTP"
