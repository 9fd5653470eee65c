"""Log-drum evidence: whether a log drum is clearly heard, and whether it plays as one.

After the domain reference 4.4 (M1): active bars after the first entry, the timbre of single notes, off-beats, room for
the kick, edits from cell to cell, role inversion, pitch classes, and the song's verdict. A song without a log drum has
a low value and no fault: the genre is older than the instrument.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from engine.culture.bars import Window
from engine.culture.judging import MarkerInputs
from engine.culture.log_drum_line import LogDrumLine, line_of
from engine.culture.log_drum_song import tone_of
from engine.culture.song import CultureSong

Floats = NDArray[np.float64]

BEFORE_ENTRY = 0.02
"""Weight of a stretch before the log drum's first bar: absent there, it takes hardly anything away (1.6.6)."""
SURELY_ABSENT = 0.25
"""Below this probability no notes mean no log drum; above, it was near enough that its bars cannot be told."""
_USUAL_EDITS = 0.3
"""Share of a cell that changes in the next one: the middle of what our own styles write, an inverted U (4.4)."""


def measure(song: CultureSong) -> MarkerInputs:
    """What speaks for a log drum in a song."""
    heard = song.analysis.log_drum
    if heard is None or heard.probability is None:
        return MarkerInputs(why="whether there is a log drum was not judged: the recording is too short or silent")
    if not song.windows:
        return MarkerInputs(why="no bars were found to judge a riff by")
    line = line_of(song)
    is_doubtful = not len(line.onsets) and heard.probability > SURELY_ABSENT
    rows = np.asarray([_stretch(line, window) for window in song.windows], np.float64)
    rows[:, 0] = np.where(is_doubtful, np.nan, rows[:, 0])
    edits = line.edits()
    return MarkerInputs(
        by_window=dict(zip(("presence", "timbre", "off_beat", "kick_room", "pitch_classes"), rows.T, strict=True)),
        weights=_weights(line),
        judged=np.ones(len(song.windows)),
        whole={
            "probability": heard.probability,
            "edit": None if edits is None else 1.0 - min(1.0, abs(edits - _USUAL_EDITS) / _USUAL_EDITS),
            "role_inversion": line.role_inversion(),
        },
        words=lambda window: words(line, window),
    )


def _stretch(line: LogDrumLine, window: Window) -> tuple[float, float, float, float, float]:
    """Share of active bars, timbre, share off the beat, share off the kick, pitch classes in four bars."""
    active = line.active[window.first_bar - 1 : window.last_bar]
    own = line.within(window)
    if not active.any():
        return 0.0, np.nan, np.nan, np.nan, np.nan
    return (
        float(active.mean()),
        float(line.sure[own].mean()) if own.any() else np.nan,
        line.off_beat(own),
        1.0 - line.on_kick(own),
        line.pitch_classes(own),
    )


def _weights(line: LogDrumLine) -> Floats:
    first = line.first_bar
    return np.asarray(
        [BEFORE_ENTRY if first is not None and window.last_bar <= first else 1.0 for window in line.song.windows]
    )


def words(line: LogDrumLine, window: Window) -> str:
    """What was heard in a stretch: ``13 log-type notes in 4 bars, f0 55-82 Hz, odd/even +24 dB, 62% off-beat``."""
    own = line.within(window)
    alike = own & (line.sure >= 0.5)
    bars = "1 bar" if window.num_bars == 1 else f"{window.num_bars} bars"
    if not own.any():
        return f"no low pitched strokes that are surely a log drum's in {bars}"
    if not alike.any():
        return f"{_count(int(own.sum()), 'low note')} in {bars}, none like a log drum's{_tone(line, own)}"
    parts = [f"{_count(int(alike.sum()), 'log-type note')} in {bars}{_tone(line, alike)}"]
    off, kick = line.off_beat(alike), line.on_kick(alike)
    parts += [f"{off:.0%} off-beat"] if np.isfinite(off) else []
    parts += [f"{kick:.0%} on the kick"] if np.isfinite(kick) else []
    return ", ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _tone(line: LogDrumLine, own: NDArray[np.bool_]) -> str:
    pitches = line.pitches[own]
    pitches = pitches[np.isfinite(pitches)]
    if not len(pitches):
        return ""
    low, high = (440.0 * 2.0 ** ((float(pitch) - 69.0) / 12.0) for pitch in (pitches.min(), pitches.max()))
    text = f", f0 {low:.0f} Hz" if round(low) == round(high) else f", f0 {low:.0f}-{high:.0f} Hz"
    samples = line.song.samples(Stem.LOG_DRUM)
    if samples is None:
        return text
    odd_even = tone_of(samples, line.onsets[own])
    return text if odd_even is None else f"{text}, odd/even {odd_even:+.0f} dB"
