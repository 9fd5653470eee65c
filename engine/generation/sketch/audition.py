"""A few notes of a stem as sound, for a piano roll: each through an instrument that plays such a stem in our pieces."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.core.blueprint import Voice
from engine.core.events import NoteEvent
from engine.core.roles import ROLES, roles_of
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave
from engine.generation.sketch.instruments.table import for_role, make
from engine.whole_file import whole_file

_ROLES = {Stem.LOG_DRUM: "log_drum", Stem.BASS: "bass", Stem.OTHER: "keys", Stem.VOCALS: "vocal"}
_NEIGHBOURS = {
    35: "kick",
    40: "snare",
    44: "hat",
    41: "tom",
    45: "tom",
    48: "tom",
    51: "cymbal",
    53: "cymbal",
    57: "cymbal",
}
"""Keys of the General MIDI percussion map that no role of ours carries, and what comes nearest."""
_OTHERWISE = "rim"
_PERCUSSION_S, _LONGEST_S = 0.25, 60.0
_FADE_S = 0.01
_PEAK = 0.5
"""-6 dBFS: an audition is never louder than the song it stands in."""


def role_of(stem: Stem, pitch: int) -> str:
    """Id of the role that plays a note of a stem."""
    if stem is not Stem.DRUMS:
        return _ROLES[stem]
    own = next((role.id for role in roles_of(stem) if pitch in role.keys), None)
    return own or _NEIGHBOURS.get(pitch, _OTHERWISE)


def render_notes(stem: Stem, notes: Sequence[NoteEvent]) -> Wave:
    """The notes from the first one's onset on, ``[2, samples]`` at ``RATE``; at most a minute of them.

    Raises:
        ValueError: If there is no note.
    """
    if not notes:
        raise ValueError("there is no note to hear")
    start = min(note.onset for note in notes)
    heard = [note for note in notes if note.onset - start < _LONGEST_S]
    waves = [(round((note.onset - start) * RATE), _wave(stem, note)) for note in heard]
    mixed = np.zeros((2, max(place + wave.shape[1] for place, wave in waves)), np.float32)
    for place, wave in waves:
        mixed[:, place : place + wave.shape[1]] += wave
    peak = float(np.abs(mixed).max())
    # a single soft note stays soft; only what would be too loud is turned down
    return np.asarray(mixed * min(_PEAK, _PEAK / max(peak, 1e-9)), np.float32)


def _wave(stem: Stem, note: NoteEvent) -> Wave:
    role = ROLES[role_of(stem, note.pitch)]
    pitch = note.pitch if role.is_pitched or note.pitch in role.keys else role.keys[0]
    instrument = make(Voice(instrument=for_role(role.id)[0]))
    duration = _PERCUSSION_S if role.keys else min(note.offset - note.onset, _LONGEST_S)
    slide = note.slide if role.is_pitched else None
    wave = np.atleast_2d(
        np.asarray(
            instrument.play(Stroke(pitch=pitch, velocity=note.velocity, duration=duration, slide=slide)), np.float32
        )
    )
    fade = min(wave.shape[1], round(_FADE_S * RATE))
    wave = wave.copy()
    wave[:, wave.shape[1] - fade :] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
    return np.asarray(np.broadcast_to(wave, (2, wave.shape[1])) if len(wave) == 1 else wave, np.float32)


def write_notes(stem: Stem, notes: Sequence[NoteEvent], path: Path) -> None:
    """Write what ``render_notes`` makes as a float WAV file.

    Raises:
        OSError: If it cannot be written.
    """
    import soundfile

    wave = render_notes(stem, notes)
    with whole_file(path) as temporary:
        soundfile.write(temporary, wave.T, RATE, subtype="FLOAT")
