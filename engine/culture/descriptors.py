"""What the style vector is judged by: how a song's drums, low line, chords and voices are played.

The list follows the domain reference 2.3 without what would teach a shop's or a mastering house's habits instead of a
style: tempo, loudness, spectral tilt, length. Everything is counted in bars, beats and sixteenths, against the song's
own key, and as shares; so a song that is played a little faster, higher or louder has the same descriptors. What is
heard knows fewer percussion instruments than what was composed, so they are joined to four classes here.

A descriptor that cannot be measured is None: no drum of a class, no log drum, no chords, no stems.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from engine.core.events import NoteEvent
from engine.core.stems import Stem
from engine.culture.bars import STEPS
from engine.culture.descriptor_timbre import TIMBRE, timbre_of
from engine.culture.harmony import Change, HeardChord, harmony_of
from engine.culture.song import DRUM_KEYS, CultureSong
from engine.culture.voices import chant_share

Floats = NDArray[np.float64]
Values = dict[str, float | None]

DRUMS: dict[str, tuple[int, ...]] = {
    "kick": DRUM_KEYS["kick"],
    "back": (*DRUM_KEYS["snare"], *DRUM_KEYS["clap"], *DRUM_KEYS["rim"]),
    "high": (*DRUM_KEYS["hat"], *DRUM_KEYS["shaker"], *DRUM_KEYS["cymbal"]),
    "hand": DRUM_KEYS["percussion"],
}
"""Percussion keys by class: hats and shakers are heard as one, and so are snares, claps and rims."""
_LAGS = (2, 3, 4, 6, 8)
"""Sixteenths after which a figure is compared with itself: whatever its bar's first beat is taken to be."""
_BEATS = np.arange(STEPS) % 4 == 0
_OFF_BEATS = np.arange(STEPS) % 4 == 2
_ODD = np.arange(STEPS) % 2 == 1
_FAST_STEPS = 0.75  # strokes closer than this belong to a roll
_NEAR_STEPS = 0.4
_SILENT_ENTROPY = 0.05
_WINDOW_BARS = 4
_LEAST_DB = -38.0
"""Level of a stem relative to the whole below which its notes are what a separator left of other instruments. Measured
on pieces without that stem: -40 to -60 dB in most; on pieces with it -31 dB and more."""


def descriptors_of(song: CultureSong) -> Values:
    """All descriptors of a song by name, in the order of ``NAMES``; None for what could not be measured.

    Args:
        song: With bars; without them everything is None.
    """
    values: Values = dict.fromkeys(NAMES)
    if not song.bars.count:
        return values
    for part in (_drums, _low_line, _harmony, _accompaniment, _voices, timbre_of):
        values |= {name: own for name, own in part(song).items() if own is not None and math.isfinite(own)}
    return values


def vector_of(values: Mapping[str, float | None]) -> Floats:
    """Descriptors as one row in the order of ``NAMES``, NaN for what could not be measured."""
    return np.asarray([np.nan if (own := values.get(name)) is None else own for name in NAMES], np.float64)


def _profile_names(name: str) -> list[str]:
    return [f"{name}_step_{step + 1:02d}" for step in range(STEPS)]


def _figure_names(name: str) -> list[str]:
    shares = [f"{name}_{own}" for own in ("active", "per_bar", "on_beat", "off_beat", "odd", "entropy")]
    return [*shares, *(f"{name}_lag_{lag}" for lag in _LAGS), *_profile_names(name)]


_KICK = ("kick_four", *(f"kick_bars_{count}" for count in (1, 2, 3, 4, 5)))
_LOW = tuple(
    f"{line}_{own}"
    for line in ("log", "bass", "low")
    for own in ("on_kick", "kicks_met", "pitch_classes", "steps_long", "alike", "edits", "range", "root")
)
_CHORDS = (
    "chord_rate", "chord_names", "extended", "sevenths", "triads", "suspended", "foreign", "voice_leading",
    "tonic_time", "minor_chords", "minor_key", "chord_time",
)  # fmt: skip
_OTHER = ("other_per_bar", "other_together", "other_spread", "other_off_beat", "other_odd", "other_beats_long")
_VOICES = ("voice_active", "voice_entry", "voice_per_bar", "voice_together", "voice_range", "chant")

NAMES: tuple[str, ...] = (
    *_figure_names("kick"), *_KICK,
    *_figure_names("back"), "back_fast",
    *_figure_names("high"), "high_fast",
    "hand_active", "hand_per_bar",
    *_figure_names("log"), "log_heard", "log_entry",
    *_figure_names("bass"),
    *_figure_names("low"),
    *_LOW, "inversion",
    *_CHORDS, *_OTHER, *_VOICES, *TIMBRE,
)  # fmt: skip
"""Every descriptor, in the order in which the network takes them."""


def _figure(name: str, raster: NDArray[np.bool_]) -> Values:
    """How a layer is played: when, how often, on which sixteenths, and after which lag it is like itself.

    Args:
        name: Of the layer.
        raster: Its onsets, ``[bars, 16]``. Only bars in which it plays count, beside ``active``.
    """
    played = raster[raster.any(axis=1)]
    found: Values = {f"{name}_active": float(raster.any(axis=1).mean())}
    if not len(played):
        return found
    profile = played.mean(axis=0)
    total = float(profile.sum())
    found |= {
        f"{name}_per_bar": total,
        f"{name}_on_beat": float(profile[_BEATS].sum()) / total,
        f"{name}_off_beat": float(profile[_OFF_BEATS].sum()) / total,
        f"{name}_odd": float(profile[_ODD].sum()) / total,
        f"{name}_entropy": _entropy(profile),
    }
    power = float(profile @ profile)
    found |= {f"{name}_lag_{lag}": float(profile @ np.roll(profile, lag)) / power for lag in _LAGS}
    found |= dict(zip(_profile_names(name), profile.tolist(), strict=True))
    return found


def _entropy(profile: Floats) -> float:
    """Mean binary entropy of "something begins on this sixteenth" across bars, bits (domain reference 1.2)."""
    p = np.clip(profile, 1e-9, 1.0 - 1e-9)
    return float(np.mean(-p * np.log2(p) - (1.0 - p) * np.log2(1.0 - p)))


def _drums(song: CultureSong) -> Values:
    if song.analysis.notes.get(Stem.DRUMS) is None:
        return {}
    found: Values = {}
    times = {name: _onsets(song, keys) for name, keys in DRUMS.items()}
    rasters = {name: song.bars.raster(own) for name, own in times.items()}
    for name in ("kick", "back", "high"):
        found |= _figure(name, rasters[name])
    hand = _figure("hand", rasters["hand"])
    found |= {name: hand.get(name) for name in ("hand_active", "hand_per_bar")}
    found |= {f"{name}_fast": _fast(song, times[name]) for name in ("back", "high")}
    kicks = rasters["kick"][rasters["kick"].any(axis=1)]
    if len(kicks):
        counts = np.minimum(kicks.sum(axis=1), 5)
        found["kick_four"] = float(kicks[:, _BEATS].all(axis=1).mean())
        found |= {f"kick_bars_{count}": float((counts == count).mean()) for count in range(1, 6)}
    return found


def _heard(song: CultureSong, stem: Stem) -> tuple[NoteEvent, ...]:
    """Notes of a stem, none where it is all but silent."""
    return () if song.levels_db.get(stem, 0.0) < _LEAST_DB else song.notes(stem)


def _onsets(song: CultureSong, keys: tuple[int, ...]) -> Floats:
    return np.asarray(sorted(note.onset for note in song.notes(Stem.DRUMS) if note.pitch in keys), np.float64)


def _fast(song: CultureSong, times: Floats) -> float | None:
    """Share of strokes that follow upon another faster than sixteenths."""
    places = song.bars.places(times) * STEPS
    places = places[np.isfinite(places)]
    if len(places) < 2:
        return None
    gaps = np.diff(places)
    return float(((gaps < _FAST_STEPS) & (gaps > 0.2)).mean())


def _low_line(song: CultureSong) -> Values:
    """The log drum, the bass, and both as one line, for a separator may give one to the other."""
    notes = {"log": _heard(song, Stem.LOG_DRUM), "bass": _heard(song, Stem.BASS)}
    notes["low"] = tuple(sorted((*notes["log"], *notes["bass"])))
    if all(song.analysis.notes.get(stem) is None for stem in (Stem.LOG_DRUM, Stem.BASS)):
        return {}
    kicks = song.bars.places(_onsets(song, DRUMS["kick"])) * STEPS
    kicks = kicks[np.isfinite(kicks)]
    found: Values = {}
    for name, own in notes.items():
        raster = song.bars.raster([note.onset for note in own])
        found |= _figure(name, raster)
        if raster.any():
            found |= {f"{name}_{what}": value for what, value in _line(song, own, raster, kicks).items()}
    estimate = song.analysis.log_drum
    found["log_heard"] = None if estimate is None else estimate.probability
    first = min((note.onset for note in notes["log"]), default=None)
    found["log_entry"] = _share_of_song(song, first)
    low, high = found.get("low_entropy"), _figure("high", song.bars.raster(_onsets(song, DRUMS["high"])))
    if low is not None:
        found["inversion"] = math.log((low + _SILENT_ENTROPY) / ((high.get("high_entropy") or 0.0) + _SILENT_ENTROPY))
    return found


def _line(song: CultureSong, notes: tuple[NoteEvent, ...], raster: NDArray[np.bool_], kicks: Floats) -> Values:
    onsets = song.bars.places([note.onset for note in notes]) * STEPS
    inside = np.isfinite(onsets)
    onsets = onsets[inside]
    pitches = np.asarray([note.pitch for note in notes])[inside]
    seconds = np.asarray([note.offset - note.onset for note in notes])[inside]
    step = float(np.median(np.diff(song.bars.lines))) / STEPS
    classes = [len(set((pitches[_within(onsets, first)] % 12).tolist())) for first in _firsts(song)]
    commonest = np.bincount(pitches % 12, minlength=12).max() / len(pitches)
    return {
        "on_kick": _met(onsets, kicks),
        "kicks_met": _met(kicks, onsets),
        "pitch_classes": float(np.mean([own for own in classes if own])) if any(classes) else None,
        "steps_long": float(np.median(seconds)) / step,
        "alike": _alike(raster),
        "edits": _edits(raster),
        "range": float(np.percentile(pitches, 90) - np.percentile(pitches, 10)),
        "root": float(commonest),
    }


def _firsts(song: CultureSong) -> range:
    return range(0, song.bars.count, _WINDOW_BARS)


def _within(onsets: Floats, first_bar: int) -> NDArray[np.bool_]:
    return (onsets >= first_bar * STEPS) & (onsets < (first_bar + _WINDOW_BARS) * STEPS)


def _met(first: Floats, second: Floats) -> float | None:
    """Share of the first onsets at which one of the second falls; both in sixteenths."""
    if not len(first) or not len(second):
        return None
    ordered = np.sort(second)
    at = np.searchsorted(ordered, first)
    left = np.abs(first - ordered[np.maximum(at - 1, 0)])
    right = np.abs(first - ordered[np.minimum(at, len(ordered) - 1)])
    return float((np.minimum(left, right) < _NEAR_STEPS).mean())


def _alike(raster: NDArray[np.bool_]) -> float | None:
    """Mean cosine of a bar with the one after it or the one after that, whichever is more alike, of bars that play."""
    best = []
    for lag in (1, 2):
        first, second = raster[:-lag].astype(np.float64), raster[lag:].astype(np.float64)
        power = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1))
        both = power > 0.0
        if both.any():
            best.append(float(np.mean((first * second).sum(axis=1)[both] / power[both])))
    return max(best, default=None)


def _edits(raster: NDArray[np.bool_]) -> float | None:
    """Mean share of sixteenths by which successive cells of two bars differ, of those that play (4.4, M1)."""
    pairs = raster[: len(raster) // 2 * 2].reshape(-1, 2 * STEPS)
    if len(pairs) < 2:
        return None
    both = pairs[:-1].any(axis=1) & pairs[1:].any(axis=1)
    if not both.any():
        return None
    struck = (pairs[:-1] | pairs[1:]).sum(axis=1)[both]
    return float(np.mean((pairs[:-1] ^ pairs[1:]).sum(axis=1)[both] / struck))


def _share_of_song(song: CultureSong, time: float | None) -> float | None:
    if time is None:
        return None
    return float(np.clip(time / max(song.analysis.audio.duration, 1e-6), 0.0, 1.0))


def _harmony(song: CultureSong) -> Values:
    harmony = harmony_of(song)
    chords = harmony.chords
    spans = np.asarray([chord.end - chord.start for chord in chords], np.float64)
    whole = float(song.bars.lines[-1] - song.bars.lines[0])
    found: Values = {"chord_time": min(1.0, float(spans.sum()) / whole)}
    if not len(chords):
        return found
    num_bars = float(spans.sum()) / whole * song.bars.count

    def time_share(holds: Callable[[HeardChord], bool]) -> float:
        return float(spans @ np.asarray([holds(chord) for chord in chords], np.float64) / spans.sum())

    found |= {
        "chord_rate": 4.0 * len(harmony.changes) / max(num_bars, 1.0),
        "chord_names": len({(chord.root, chord.label.quality) for chord in chords}) / max(num_bars, 1.0) ** 0.5,
        "extended": time_share(lambda chord: len(chord.steps) >= 5 or chord.label.quality in ("add9", "minadd9")),
        "sevenths": time_share(lambda chord: len(chord.steps) == 4),
        "triads": time_share(lambda chord: len(chord.steps) <= 3),
        "suspended": time_share(lambda chord: not chord.is_major and not chord.is_minor),
        "minor_chords": time_share(lambda chord: chord.is_minor),
        "voice_leading": _voice_leading(harmony.changes),
    }
    if chords[0].key is not None:
        found |= {
            "tonic_time": time_share(lambda chord: chord.degree == 0),
            "foreign": float(spans @ np.asarray([_foreign(chord) for chord in chords]) / spans.sum()),
            "minor_key": time_share(lambda chord: chord.key is not None and chord.key.mode == "minor"),
        }
    return found


def _foreign(chord: HeardChord) -> float:
    """Share of a chord's tones outside the scale of its key."""
    if chord.key is None:
        return 0.0
    tones = [(chord.root + step) % 12 for step in chord.steps]
    return float(np.mean([tone not in chord.key.scale for tone in tones]))


def _voice_leading(changes: tuple[Change, ...]) -> float | None:
    """Mean semitones from each tone of a chord to the nearest one of the next."""
    if not changes:
        return None
    moves = []
    for change in changes:
        before = np.asarray([(change.before.root + step) % 12 for step in change.before.steps])
        after = np.asarray([(change.after.root + step) % 12 for step in change.after.steps])
        apart = np.abs(before[:, None] - after[None])
        moves.append(float(np.minimum(apart, 12 - apart).min(axis=1).mean()))
    return float(np.mean(moves))


def _accompaniment(song: CultureSong) -> Values:
    if song.analysis.notes.get(Stem.OTHER) is None:
        return {}
    notes = _heard(song, Stem.OTHER)
    raster = song.bars.raster([note.onset for note in notes])
    figure = _figure("other", raster)
    found: Values = {"other_per_bar": len(notes) / song.bars.count}
    if figure.get("other_per_bar") is None:
        return found
    step = float(np.median(np.diff(song.bars.lines))) / STEPS
    pitches = [note.pitch for note in notes]
    return found | {
        "other_together": len(notes) / max(1, int(raster.sum())),
        "other_spread": float(np.percentile(pitches, 90) - np.percentile(pitches, 10)),
        "other_off_beat": figure["other_off_beat"],
        "other_odd": figure["other_odd"],
        "other_beats_long": float(np.median([note.offset - note.onset for note in notes])) / step / 4.0,
    }


def _voices(song: CultureSong) -> Values:
    if song.analysis.notes.get(Stem.VOCALS) is None:
        return {}
    notes = _heard(song, Stem.VOCALS)
    raster = song.bars.raster([note.onset for note in notes])
    found: Values = {"voice_active": float(raster.any(axis=1).mean())}
    if not notes:
        return found
    pitches = [note.pitch for note in notes]
    chants = chant_share(song)
    return found | {
        "voice_entry": _share_of_song(song, min(note.onset for note in notes)),
        "voice_per_bar": len(notes) / max(1, int(raster.any(axis=1).sum())),
        "voice_together": len(notes) / max(1, int(raster.sum())),
        "voice_range": float(np.percentile(pitches, 90) - np.percentile(pitches, 10)),
        "chant": None if chants is None or not len(chants) else float(chants.mean()),
    }
