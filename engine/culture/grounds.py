"""On what grounds a song is judged at all, or its harmony is.

What is judged here is music with drums: every reference there is, and every weight, speaks of such. So a recording is
turned down that has no bars, too few of them, no steady pulse or hardly any drums. Where nothing can be told, nothing
is said: no default, no low value.

A metre other than 4/4 is no reason: a waltz with drums has chords like any song, and its kick and claps are simply not
those of kwaito. Drums alone have a rhythm that can be judged; what needs chords then has none (``why_no_harmony``).
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from engine.core.stems import Stem
from engine.culture.song import SILENT_DB, CultureSong

LEAST_BARS = 4
"""One stretch, over which everything here is judged (domain reference 4.4)."""
LEAST_SECONDS = 6.0
"""Four bars at 160 BPM: a pulse taken twice too fast does not make four bars of two."""
LEAST_PULSE = 0.45
"""Confidence of the tempo. Measured: speech and singing alone up to 0.38, a table of sounds without order none at all;
music with drums from 0.62 on."""
LEAST_DRUMS_DB = -20.0
"""Level of drums and log drum together, relative to the whole. Measured: keys or voices alone at most -22 dB (which is
what the separator leaves there), quiet brushes under a jazz quartet -15 dB."""
LEAST_STROKES_PER_BAR = 1.0
_LEAST_PITCHED_DB = -25.0
_CLICK_STROKES_PER_BEAT = 1.1
_ON_THE_BEAT = 0.95
_LEAST_CHORD_NOTES_PER_BAR = 2.0
"""Notes of the accompaniment. Measured on drum recordings without any: at most 1.6 a bar; songs have 3.8 and more."""
_LEAST_CHORDS_DB = -20.0
"""Relative to the whole. Measured: on drum recordings at most -23 dB, in songs from -16 dB on."""
_BUSY_DB = 5.0  # notes in plenty speak for an accompaniment that is mixed low


def why_not(song: CultureSong) -> str:
    """One sentence why a song cannot be judged, empty if it can.

    Args:
        song: Its stems, where they are there, tell how loud its drums are; otherwise their notes must do.
    """
    analysis, bars = song.analysis, song.bars.count
    if analysis.audio.loudness_lufs is None and not analysis.downbeats:
        return "it is silent, or too short to be heard"
    if analysis.tempo_bpm is None or not bars:
        return "no bars were found: it has no pulse that could be followed"
    if bars < LEAST_BARS:
        return f"it has {bars} whole bar{'s' if bars > 1 else ''}, and {LEAST_BARS} are the least that can be judged"
    spanned = float(song.bars.lines[-1] - song.bars.lines[0])
    if spanned < LEAST_SECONDS:
        return f"its bars last {spanned:.1f} s, and {LEAST_SECONDS:.0f} s are the least that can be judged"
    pulse = analysis.tempo_confidence
    if pulse is not None and pulse < LEAST_PULSE:
        return f"its pulse is too unsure (confidence {pulse:.2f}, {LEAST_PULSE:.2f} is the least)"
    return _why_no_drums(song) or _why_only_a_click(song)


def why_no_harmony(song: CultureSong) -> str:
    """One sentence why nothing can be said about a song's chords, empty if something can."""
    if not any(chord.label not in ("N", "X") for chord in song.analysis.chords):
        return "no chords were heard"
    if song.analysis.notes.get(Stem.OTHER) is None or not song.bars.count:
        return ""
    if _is_sung_in_chords(song):
        return ""
    per_bar = len(song.notes(Stem.OTHER)) / song.bars.count
    heard = level_db(song, Stem.OTHER)
    least = _LEAST_CHORDS_DB - (_BUSY_DB if per_bar >= _LEAST_CHORD_NOTES_PER_BAR else 0.0)
    is_missing = per_bar < _LEAST_CHORD_NOTES_PER_BAR if heard is None else heard < least
    return "no instrument that plays chords was heard" if is_missing else ""


def level_db(song: CultureSong, *chosen: Stem) -> float | None:
    """Level of some stems together relative to all of them, dB; None without stems."""
    if song.stems is None:
        return None
    powers = [10.0 ** (song.levels_db[stem] / 10.0) for stem in chosen if stem in song.levels_db]
    return max(SILENT_DB, 10.0 * math.log10(sum(powers))) if powers else SILENT_DB


def _why_no_drums(song: CultureSong) -> str:
    heard = level_db(song, Stem.DRUMS, Stem.LOG_DRUM)
    if heard is not None and heard < LEAST_DRUMS_DB:
        return f"hardly any drums are heard ({heard:.0f} dB of the whole, {LEAST_DRUMS_DB:.0f} dB is the least)"
    if song.analysis.notes.get(Stem.DRUMS) is None:
        return ""
    strokes = len(song.notes(Stem.DRUMS)) + len(song.notes(Stem.LOG_DRUM))
    if strokes < LEAST_STROKES_PER_BAR * song.bars.count:
        return f"hardly any drums are heard ({strokes} strokes in {song.bars.count} bars)"
    return ""


def _why_only_a_click(song: CultureSong) -> str:
    """A metronome has a steady pulse and strokes, and is no music."""
    has_chords = any(chord.label not in ("N", "X") for chord in song.analysis.chords)
    pitched = level_db(song, Stem.BASS, Stem.VOCALS, Stem.OTHER, Stem.LOG_DRUM)
    if has_chords or (pitched is not None and pitched >= _LEAST_PITCHED_DB):
        return ""
    if pitched is None and any(song.notes(stem) for stem in (Stem.OTHER, Stem.LOG_DRUM)):
        return ""
    onsets = [note.onset for note in song.notes(Stem.DRUMS)]
    beats = np.asarray(song.analysis.beats)
    if not len(beats) or len(onsets) > _CLICK_STROKES_PER_BEAT * len(beats):
        return ""
    usual = float(np.median(np.diff(beats))) if len(beats) > 1 else 0.5
    near = [float(np.abs(beats - onset).min()) < 0.1 * usual for onset in onsets]
    is_click = not near or float(np.mean(near)) >= _ON_THE_BEAT
    return "nothing is heard but one stroke on each beat" if is_click else ""


def _is_sung_in_chords(song: CultureSong) -> bool:
    """Whether voices sing together often enough to be the accompaniment."""
    notes = sorted(song.notes(Stem.VOCALS))
    together = sum(second.onset < first.offset - 0.05 for first, second in pairwise(notes))
    return together >= _LEAST_CHORD_NOTES_PER_BAR * song.bars.count
