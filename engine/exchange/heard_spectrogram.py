"""``heard.png``: what was heard in a song, drawn over what it sounds like, so that eyes can check ears.

Above, the whole song: sections, chords and bars over a spectrogram. Below, eight bars close up: beats, chords with
numerals, the notes of every stem where they sound, and the drums' strokes by class.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.analysis import Analysis, ChordEvent
from engine.core.audio import Audio
from engine.core.stems import Stem
from engine.exchange.overview import chart_name, detail_window
from engine.exchange.overview_canvas import GROUND, LINE, QUIET, STEM_BADGES, STEM_COLOURS, SURFACE_2, TEXT, mixed
from engine.exchange.stem_spectrograms import log_spectrogram
from engine.whole_file import whole_file

_RANGE_DB = 60.0
_HEADROOM_DB = 14.0  # nothing is white: what was heard stands out against what sounds
_TILT_DB = 1.5  # an octave; music in bands of equal ratio falls by about so much
_WHOLE_N_FFT, _CLOSE_N_FFT = 8192, 4096  # columns of 93 and 46 ms at 44.1 kHz: bars above, sixteenths below
_CLOSE_TOP_HZ = 4_200.0  # C8, where notes end
_INCHES = (17.0, 11.0)
_DPI = 100
_TEXT_INCHES = 0.075  # width of a character of the chords' names
_DRUM_ROWS = (
    ("kick", (35, 36)),
    ("snare, clap", (38, 39, 40)),
    ("rim", (37,)),
    ("hats", (42, 44, 46)),
    ("shaker", (54, 69, 70, 82)),
    ("toms, congas", (41, 43, 45, 47, 48, 50, 60, 61, 62, 63, 64)),
    ("cymbals", (49, 51, 52, 53, 55, 57, 59)),
)
_OTHER_ROW = "other"
_SECTION_TINTS = {
    "intro": "#6B7785",
    "verse": "#6FCF97",
    "build": "#E6C04A",
    "drop": "#F2A33A",
    "chorus": "#F2A33A",
    "break": "#8F7BE8",
    "bridge": "#5AA9E6",
    "outro": "#6B7785",
}
_FUNCTION_TINTS = {"tonic": "#59B98C", "predominant": "#5AA9E6", "dominant": "#E6C04A"}
_PITCHED = (Stem.OTHER, Stem.VOCALS, Stem.BASS, Stem.LOG_DRUM)


def write_heard_spectrogram(path: Path, mixture: Audio, analysis: Analysis, *, title: str) -> None:
    """Draw a song and what was heard in it into a PNG, which appears whole.

    Args:
        path: The picture.
        mixture: The song.
        analysis: What was heard; what is missing in it is left out.
        title: The song's name.

    Raises:
        OSError: If it cannot be written.
    """
    import warnings

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=_INCHES, layout="constrained", facecolor=GROUND)
    FigureCanvasAgg(figure)
    parts: Any = figure.subfigures(2, 1, height_ratios=(1.0, 1.45), hspace=0.02)
    whole, close = parts
    for part in (whole, close):
        part.set_facecolor(GROUND)
    _draw_whole(whole, mixture, analysis)
    _draw_close(close, mixture, analysis)
    figure.suptitle(f"{title}\n{_facts(analysis)}", fontsize=11, color=TEXT, parse_math=False, x=0.01, ha="left")
    with whole_file(path) as temporary, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # a name in a script the face lacks shows boxes
        figure.savefig(temporary, format="png", dpi=_DPI, facecolor=GROUND)


def _facts(analysis: Analysis) -> str:
    parts = [f"{analysis.tempo_bpm:.2f} BPM" if analysis.tempo_bpm else "no pulse"]
    if analysis.meter is not None:
        parts.append(f"{analysis.meter.numerator}/{analysis.meter.denominator}")
    key = analysis.key
    parts.append(f"{key.tonic} {key.mode} ({min(0.99, key.confidence):.0%} sure)" if key else "no key")
    parts += [f"to {own.tonic} {own.mode} at {own.time:.0f} s" for own in analysis.modulations[:4]]
    if analysis.swing is not None:
        parts.append(f"swing {analysis.swing:.0%}")
    log_drum = analysis.log_drum
    if log_drum is not None and log_drum.probability is not None:
        parts.append(f"log drum {min(0.99, log_drum.probability):.0%} likely")
    return "   ".join(parts)


def _draw_whole(figure: Any, mixture: Audio, analysis: Analysis) -> None:
    duration = max(mixture.duration, 1e-3)
    sections, chords, sound = figure.subplots(3, 1, sharex=True, height_ratios=(0.55, 0.5, 6.0))
    _strip(
        sections,
        "sections",
        [(s.start, s.end, s.label, _SECTION_TINTS.get(s.label, QUIET)) for s in analysis.sections],
        duration,
    )
    _strip(chords, "chords", _chord_cells(analysis.chords, has_numerals=False), duration)
    _spectrogram(sound, mixture, 0.0, _WHOLE_N_FFT, top_hz=16_000.0)
    for time in analysis.downbeats:
        sound.axvline(time, ymin=0.965, color=TEXT, linewidth=0.7)
    for section in analysis.sections[1:]:
        sound.axvline(section.start, color=_SECTION_TINTS.get(section.label, QUIET), linewidth=1.4, linestyle="--")
    for own in analysis.modulations:
        sound.axvline(own.time, color=TEXT, linewidth=1.2, linestyle=":")
    start, end = detail_window(analysis, mixture.duration)
    sound.axvspan(start, end, ymax=0.02, color=TEXT)
    sound.set_xlim(0.0, duration)
    sound.set_xlabel(
        "seconds; ticks above are bars, the white line below marks what is drawn close up", fontsize=8, color=QUIET
    )


def _draw_close(figure: Any, mixture: Audio, analysis: Analysis) -> None:
    start, end = detail_window(analysis, mixture.duration)
    chords, sound, drums = figure.subplots(3, 1, sharex=True, height_ratios=(0.6, 7.0, 1.7))
    first, last = round(start * mixture.sample_rate), round(end * mixture.sample_rate)
    part = Audio(np.ascontiguousarray(mixture.samples[:, first:last]), mixture.sample_rate)
    cells = [cell for cell in _chord_cells(analysis.chords, has_numerals=True) if cell[1] > start and cell[0] < end]
    _strip(chords, "chords", [(max(a, start), min(b, end), text, tint) for a, b, text, tint in cells], end - start)
    _spectrogram(sound, part, start, _CLOSE_N_FFT, top_hz=_CLOSE_TOP_HZ)
    _notes(sound, analysis, start, end)
    _strokes(drums, analysis, start, end)
    downbeats = set(analysis.downbeats)
    for number, time in enumerate(analysis.downbeats, start=1):
        if start - 1e-6 <= time < end:
            chords.annotate(
                str(number),
                (time, 1.0),
                (2, 1),
                textcoords="offset points",
                fontsize=7,
                color=QUIET,
                xycoords=("data", "axes fraction"),
            )
    for time in analysis.beats:
        if start - 1e-6 <= time < end:
            is_down = time in downbeats
            for axis in (sound, drums):
                axis.axvline(
                    time,
                    color=TEXT if is_down else QUIET,
                    linewidth=1.1 if is_down else 0.5,
                    alpha=0.8 if is_down else 0.5,
                )
    drums.set_xlim(start, end)
    drums.set_xlabel(
        "seconds; thick lines are downbeats, thin ones beats, numbers above are bars", fontsize=8, color=QUIET
    )


def _chord_cells(chords: Sequence[ChordEvent], *, has_numerals: bool) -> list[tuple[float, float, str, str]]:
    cells = []
    for own in chords:
        if own.label == "N":
            cells.append((own.start, own.end, "", SURFACE_2))
            continue
        text = chart_name(own.label) + (f"\n{own.roman}" if has_numerals and own.roman else "")
        cells.append((own.start, own.end, text, _FUNCTION_TINTS.get(own.function or "", QUIET)))
    return cells


def _strip(axis: Any, name: str, cells: Sequence[tuple[float, float, str, str]], seconds: float) -> None:
    """Labelled stretches of time; a name that has no room is left out."""
    _plain(axis)
    axis.set_yticks([0.5], [name], fontsize=8, color=QUIET)
    axis.set_ylim(0.0, 1.0)
    inches_per_second = 0.9 * _INCHES[0] / max(seconds, 1e-3)
    for start, end, text, tint in cells:
        axis.axvspan(start, end, facecolor=mixed(tint, GROUND, 0.35), edgecolor=GROUND, linewidth=0.8)
        room = (end - start) * inches_per_second
        if text and room > _TEXT_INCHES * max(map(len, text.split("\n"))):
            axis.text((start + end) / 2.0, 0.5, text, fontsize=7.5, color=TEXT, ha="center", va="center", clip_on=True)
    if not any(text for _, _, text, _ in cells):
        axis.text(0.01, 0.5, f"no {name} found", fontsize=8, color=QUIET, va="center", transform=axis.transAxes)


def _spectrogram(axis: Any, audio: Audio, start: float, n_fft: int, *, top_hz: float) -> None:
    spectrogram = log_spectrogram(audio, n_fft=n_fft, columns=1_600)
    level = 10.0 * np.log10(spectrogram.power + 1e-14)
    level -= level.max()
    rows = spectrogram.edges_hz[:-1] < top_hz
    edges = spectrogram.edges_hz[: int(rows.sum()) + 1]
    times = np.linspace(start, start + max(spectrogram.seconds, 1e-3), level.shape[1] + 1)
    tilt = _TILT_DB * np.log2(edges[:-1] / edges[0])[:, None]
    shown = level[rows] + tilt
    top = shown.max()
    axis.pcolormesh(times, edges, shown, vmin=top - _RANGE_DB, vmax=top + _HEADROOM_DB, cmap="gray", rasterized=True)
    axis.set_yscale("log")
    ticks = [hz for hz in (32.7, 65.4, 130.8, 261.6, 523.3, 1046.5, 2093.0, 4186.0, 8372.0) if hz < edges[-1]]
    _plain(axis)
    axis.set_yticks(ticks, [f"C{place + 1}" for place in range(len(ticks))], fontsize=8, color=QUIET)
    axis.minorticks_off()


def _notes(axis: Any, analysis: Analysis, start: float, end: float) -> None:
    """Every note as a box one semitone high where its fundamental sounds."""
    from matplotlib.patches import Patch, Rectangle

    handles = []
    for stem in _PITCHED:
        rows = analysis.notes.get(stem)
        if rows is None:
            continue
        handles.append(Patch(color=STEM_COLOURS[stem], label=f"{STEM_BADGES[stem][1]}: {len(rows)} notes"))
        for note in rows:
            if note.onset < end and note.offset > start:
                low, high = (440.0 * 2.0 ** ((note.pitch + side - 69) / 12.0) for side in (-0.5, 0.5))
                left, right = max(note.onset, start), min(note.offset, end)
                alpha = 0.35 + 0.5 * note.velocity / 127.0
                axis.add_patch(
                    Rectangle(
                        (left, low),
                        right - left,
                        high - low,
                        facecolor=STEM_COLOURS[stem],
                        alpha=alpha,
                        edgecolor=STEM_COLOURS[stem],
                        linewidth=1.0,
                    )
                )
    if handles:
        legend = axis.legend(
            handles=handles, loc="upper right", fontsize=7.5, facecolor=GROUND, edgecolor=LINE, ncols=4
        )
        for text in legend.get_texts():
            text.set_color(TEXT)


def _strokes(axis: Any, analysis: Analysis, start: float, end: float) -> None:
    """A row a class, a tick a stroke, higher where it is louder."""
    _plain(axis)
    names = [name for name, _ in _DRUM_ROWS] + [_OTHER_ROW]
    row_of = {key: row for row, (_, keys) in enumerate(_DRUM_ROWS) for key in keys}
    strokes = analysis.notes.get(Stem.DRUMS)
    axis.set_yticks([row + 0.45 for row in range(len(names))], names, fontsize=7.5, color=QUIET)
    axis.set_ylim(len(names), 0.0)
    if strokes is None:
        axis.text(0.01, 0.5, "drums not transcribed", fontsize=8, color=QUIET, transform=axis.transAxes)
        return
    for note in strokes:
        if start - 0.02 <= note.onset < end:
            row = row_of.get(note.pitch, len(names) - 1)
            height = 0.4 + 0.5 * note.velocity / 127.0
            axis.vlines(note.onset, row + 0.95 - height, row + 0.95, color=STEM_COLOURS[Stem.DRUMS], linewidth=2.6)


def _plain(axis: Any) -> None:
    axis.set_facecolor(GROUND)
    axis.tick_params(axis="both", length=0, labelsize=7.5, colors=QUIET)
    for spine in axis.spines.values():
        spine.set_visible(False)
