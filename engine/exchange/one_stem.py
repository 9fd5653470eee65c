"""One stem as one file: its sound, whole or a stretch of it, under a name that a DAW's browser can be searched by."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.stems import Stem
from engine.exchange.bars import Bar, bars_of
from engine.exchange.stems_pack import pack_prefix
from engine.whole_file import whole_file

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

_SAME_LINE_S = 0.03
"""A loop drawn on beats that a player moved lies this close to the bar lines of the tempo map."""


def bars_in(analysis: Analysis, span: tuple[float, float]) -> tuple[Bar, ...]:
    """The bars of a stretch that begins and ends on bar lines; none for other stretches."""
    inside = tuple(
        bar for bar in bars_of(analysis) if bar.start >= span[0] - _SAME_LINE_S and bar.end <= span[1] + _SAME_LINE_S
    )
    fits = inside and inside[0].start - span[0] <= _SAME_LINE_S and span[1] - inside[-1].end <= _SAME_LINE_S
    return inside if fits else ()


def span_words(analysis: Analysis | None, span: tuple[float, float]) -> str:
    """``bars_9-12``, ``bar_9``, or ``0m12.345-0m15.000`` for a stretch between bar lines."""
    bars = bars_in(analysis, span) if analysis is not None else ()
    if bars:
        first, last = bars[0].number, bars[-1].number
        return f"bar_{first}" if first == last else f"bars_{first}-{last}"
    return "-".join(_clock(time) for time in span)


def _clock(time: float) -> str:
    minutes, rest = divmod(round(1000 * time), 60_000)
    return f"{minutes}m{rest / 1000:06.3f}"


def stem_file_name(
    song: str, analysis: Analysis | None, stem: Stem, *parts: str, suffix: str, number: int | None = None
) -> str:
    """``112bpm_Fmin_02_bass_bars_9-12.wav``; a song that was not analysed has its own name in front.

    Args:
        song: The song's safe name.
        analysis: For tempo and key.
        stem: Whose file it is.
        parts: What else there is to say, such as the stretch.
        suffix: With its dot.
        number: The stem's place in the song's pack, so that all its files stand in one order.
    """
    front = pack_prefix(analysis) if analysis is not None else ""
    numbered = "" if number is None else f"{number:02d}_"
    return (front or f"{song}_") + "_".join((numbered + stem.value, *parts)) + suffix


def write_stem_sound(
    target: Path, source: Path, analysis: Analysis | None, stem: Stem, span: tuple[float, float] | None
) -> None:
    """Copy a stem's WAV file, or cut a stretch out of it, sample by sample; ``target`` appears whole.

    Whole bars say how many beats they have and that they repeat (``acid`` and ``smpl`` chunks); their samples are the
    stem's, with no fade at the seam.

    Raises:
        AudioReadError: If the stem cannot be read.
        AudioWriteError: If the stretch cannot be written.
        OSError: If the file cannot be copied or marked.
    """
    if span is None:
        with whole_file(target) as temporary:
            shutil.copyfile(source, temporary)
        return
    from engine.audio.encode import write
    from engine.audio.excerpt import read_excerpt
    from engine.audio.sampler_marks import mark_beats, mark_loop
    from engine.exchange.loops import LoopRange, beats_of, root_of

    cut = read_excerpt(source, *span)
    bars = bars_in(analysis, span) if analysis is not None else ()
    with whole_file(target) as temporary:
        write(temporary, cut.audio, subtype=cut.subtype)
        if analysis is not None and bars:
            root = root_of(analysis, stem)
            samples, rate = cut.audio.num_samples, cut.audio.sample_rate
            mark_loop(temporary, num_samples=samples, sample_rate=rate, key=60 if root is None else root)
            mark_beats(temporary, beats_of(LoopRange(bars), cut.audio), root=root)
