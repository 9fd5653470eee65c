"""Loops: whole bars of a stem that repeat without a click and say how many beats they have.

Each file carries ``smpl`` (loop points, root) and ``acid`` (beats, metre, tempo, root), which Live, Cubase, FL Studio,
Reaper and samplers read. Length and tempo agree exactly: a loop's beats at its tempo last as many samples as it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.audio.encode import write
from engine.audio.sampler_marks import Beats, mark_beats, mark_loop
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.core.stems import Stem
from engine.exchange.bars import Bar, bars_of
from engine.exchange.file_names import file_name

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

_SEAM_S = 0.005
"""How long the end is faded into what precedes the beginning: shorter than a stroke, longer than a click."""
_SILENT_PEAK = 10.0 ** (-60.0 / 20.0)
_LOWEST_ROOT = 60  # acid counts from middle C


@dataclass(frozen=True, slots=True)
class LoopRange:
    """Consecutive bars, and what they are called: a section's name, or nothing."""

    bars: tuple[Bar, ...]
    label: str = ""

    @property
    def start(self) -> float:
        return self.bars[0].start

    @property
    def end(self) -> float:
        return self.bars[-1].end

    @property
    def words(self) -> str:
        first, last = self.bars[0].number, self.bars[-1].number
        return f"bar {first}" if first == last else f"bars {first}-{last}"


def chosen_bars(analysis: Analysis, first: int, last: int) -> LoopRange:
    """The bars ``first`` to ``last``, both included, counted from 1.

    Raises:
        UserError: If the song does not have them.
    """
    bars = _require_bars(analysis)
    if not 1 <= first <= last <= len(bars):
        raise UserError(f"There are no bars {first}-{last}: the song has bars 1-{len(bars)}", "Choose from those.")
    return LoopRange(bars[first - 1 : last])


def section_bars(analysis: Analysis) -> tuple[LoopRange, ...]:
    """A range for each section that has a whole bar; all bars as one where no section is known.

    Raises:
        UserError: If no bars are known.
    """
    bars = _require_bars(analysis)
    if not analysis.sections:
        return (LoopRange(bars),)
    found = []
    for section in analysis.sections:
        inside = tuple(bar for bar in bars if section.start <= (bar.start + bar.end) / 2.0 < section.end)
        if inside:
            found.append(LoopRange(inside, section.label))
    return tuple(found)


def _require_bars(analysis: Analysis) -> tuple[Bar, ...]:
    bars = bars_of(analysis)
    if not bars:
        raise UserError(
            "No bars were heard in this song, so no loop can be cut from it", "Export its stems instead: --as stem-pack"
        )
    return bars


def loop_of(audio: Audio, bars: LoopRange) -> Audio:
    """The bars cut out, their end faded into what precedes their beginning: the seam sounds as the song does there.

    Before a beginning at the song's own there is silence, so the end fades out.
    """
    start, stop = round(bars.start * audio.sample_rate), round(bars.end * audio.sample_rate)
    stop = min(stop, audio.num_samples)
    samples = np.array(audio.samples[:, start:stop], np.float32)
    length = min(round(_SEAM_S * audio.sample_rate), samples.shape[1] // 2)
    before = np.zeros((audio.num_channels, length), np.float32)
    there = min(length, start)
    if there:
        before[:, length - there :] = audio.samples[:, start - there : start]
    fade = (np.arange(1, length + 1) / (length + 1)).astype(np.float32)
    samples[:, samples.shape[1] - length :] *= 1.0 - fade
    samples[:, samples.shape[1] - length :] += before * fade
    return Audio(samples, audio.sample_rate)


def is_silent(audio: Audio) -> bool:
    """Whether nothing rises above -60 dBFS."""
    return float(np.abs(audio.samples).max(initial=0.0)) < _SILENT_PEAK


def beats_of(bars: LoopRange, loop: Audio) -> Beats:
    """Quarters in a loop, or notes of the metre's denominator where quarters do not come out even, and their tempo."""
    meter = bars.bars[0].meter
    quarters = sum(bar.meter.numerator * 4.0 / bar.meter.denominator for bar in bars.bars)
    count = round(quarters)
    if abs(quarters - count) > 1e-6:
        count = (
            sum(round(bar.meter.numerator * 16 / bar.meter.denominator) for bar in bars.bars) * meter.denominator // 16
        )
    return Beats(count, meter.numerator, meter.denominator, 60.0 * count / loop.duration)


def root_of(analysis: Analysis, stem: Stem) -> int | None:
    """The tonic above middle C; None for drums and where no key is known."""
    if stem is Stem.DRUMS or analysis.key is None:
        return None
    return _LOWEST_ROOT + Key.parse(f"{analysis.key.tonic} {analysis.key.mode}").tonic


def write_loop(
    folder: Path, song: str, analysis: Analysis, bars: LoopRange, stem: Stem, loop: Audio, *, bits: str
) -> str:
    """Write one loop with its marks; returns its name.

    Args:
        folder: Where it goes.
        song: For the name.
        analysis: For tempo, key and root.
        bars: Which bars it is.
        stem: Whose.
        loop: From ``loop_of``.
        bits: ``float32``, ``pcm24`` or ``pcm16``.

    Raises:
        AudioWriteError: If it cannot be written.
        OSError: If it cannot be marked.
    """
    name = _loop_name(song, analysis, bars, stem, ".wav")
    root = root_of(analysis, stem)
    write(folder / name, loop, subtype=bits)
    mark_loop(
        folder / name, num_samples=loop.num_samples, sample_rate=loop.sample_rate, key=60 if root is None else root
    )
    mark_beats(folder / name, beats_of(bars, loop), root=root)
    return name


def write_loop_midi(folder: Path, song: str, analysis: Analysis, bars: LoopRange, stem: Stem) -> str:
    """Write a loop's notes, from tick 0 and as long as its sound; returns the name, empty where no note is in it.

    Raises:
        OSError: If it cannot be written.
    """
    from engine.exchange.midi_excerpt import cut_notes, write_stem_midi

    notes = analysis.notes.get(stem) or ()
    if not cut_notes(notes, bars.start, bars.end):
        return ""
    name = _loop_name(song, analysis, bars, stem, ".mid")
    write_stem_midi(folder / name, analysis, stem, notes, (bars.start, bars.end))
    return name


def _loop_name(song: str, analysis: Analysis, bars: LoopRange, stem: Stem, suffix: str) -> str:
    parts = [part for part in (bars.label, bars.words, stem.value) if part]
    return file_name(song, analysis, *parts, suffix=suffix)
