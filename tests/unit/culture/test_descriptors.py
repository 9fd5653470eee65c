"""Descriptors say how a song is played, not how fast, how high or how loud."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.harmony import ChordLabel, Key
from engine.core.stems import Stem, Stems
from engine.culture.descriptors import NAMES, descriptors_of, vector_of
from engine.culture.song import HEARD_RATE, CultureSong
from engine.generation.sketch.compose import compose
from engine.generation.sketch.plan import plan
from engine.generation.truth import truth
from engine.generation.wishes import Wishes


@pytest.fixture(scope="module")
def piece() -> Analysis:
    composition = compose(plan(Wishes(style="classic", seconds=60.0), 3).blueprint)
    return truth(composition, AudioFacts(composition.duration, 44_100, 2, "", -9.0, -1.0), engine="composed")


def _slower(analysis: Analysis, ratio: float) -> Analysis:
    def notes(own: tuple[NoteEvent, ...] | None) -> tuple[NoteEvent, ...] | None:
        return own and tuple(replace(note, onset=note.onset * ratio, offset=note.offset * ratio) for note in own)

    return replace(
        analysis,
        audio=replace(analysis.audio, duration=analysis.audio.duration * ratio),
        tempo_bpm=(analysis.tempo_bpm or 0.0) / ratio,
        beats=tuple(beat * ratio for beat in analysis.beats),
        downbeats=tuple(beat * ratio for beat in analysis.downbeats),
        chords=tuple(replace(own, start=own.start * ratio, end=own.end * ratio) for own in analysis.chords),
        sections=(),
        notes={stem: notes(own) for stem, own in analysis.notes.items()},
    )


def _higher(analysis: Analysis, semitones: int) -> Analysis:
    def chord(own: ChordEvent) -> ChordEvent:
        label = ChordLabel.parse(own.label)
        return replace(
            own, label=str(replace(label, root=None if label.root is None else (label.root + semitones) % 12))
        )

    assert analysis.key is not None
    key = Key.parse(f"{analysis.key.tonic} {analysis.key.mode}")
    moved = Key((key.tonic + semitones) % 12, key.mode)
    return replace(
        analysis,
        key=KeyEstimate(moved.tonic_name, moved.mode, 1.0),
        chords=tuple(chord(own) for own in analysis.chords),
        notes={
            stem: own
            if stem is Stem.DRUMS or own is None
            else tuple(replace(n, pitch=n.pitch + semitones) for n in own)
            for stem, own in analysis.notes.items()
        },
    )


def _same(first: Analysis, second: Analysis) -> None:
    one, two = (vector_of(descriptors_of(CultureSong(each))) for each in (first, second))
    np.testing.assert_allclose(one, two, atol=1e-6, equal_nan=True)


@pytest.mark.parametrize("ratio", [1.0 / 1.06, 1.0 / 0.94])
def test_tempo_does_not_count(piece: Analysis, ratio: float) -> None:
    _same(piece, _slower(piece, ratio))


@pytest.mark.parametrize("semitones", [-2, 2])
def test_key_does_not_count(piece: Analysis, semitones: int) -> None:
    _same(piece, _higher(piece, semitones))


def test_velocity_and_loudness_do_not_count(piece: Analysis) -> None:
    softer = {
        stem: own and tuple(replace(note, velocity=max(1, note.velocity // 2)) for note in own)
        for stem, own in piece.notes.items()
    }
    _same(piece, replace(piece, audio=replace(piece.audio, loudness_lufs=-20.0), notes=softer))


def test_a_known_bar_is_told(piece: Analysis) -> None:
    """Kick on each beat, claps on two and four, off-beat hats: counted by hand."""
    beat = 0.5
    strokes = []
    for bar in range(8):
        for place in range(4):
            at = (4 * bar + place) * beat
            strokes += [NoteEvent(at, at + 0.1, 36, 100), NoteEvent(at + beat / 2, at + beat / 2 + 0.1, 42, 80)]
            if place % 2:
                strokes.append(NoteEvent(at, at + 0.1, 39, 100))
    song = CultureSong(
        replace(
            piece,
            audio=replace(piece.audio, duration=32 * beat),
            beats=tuple(n * beat for n in range(32)),
            downbeats=tuple(n * 4 * beat for n in range(8)),
            notes={Stem.DRUMS: tuple(sorted(strokes))},
            chords=(),
            log_drum=None,
        )
    )
    told = descriptors_of(song)
    assert told["kick_four"] == 1.0
    assert told["kick_per_bar"] == 4.0
    assert told["kick_bars_4"] == 1.0
    assert told["back_on_beat"] == 1.0
    assert told["back_step_05"] == 1.0
    assert told["back_step_01"] == 0.0
    assert told["high_off_beat"] == 1.0
    assert told["high_entropy"] == pytest.approx(0.0, abs=1e-6)
    assert told["log_per_bar"] is None
    assert told["extended"] is None


def test_nothing_is_said_without_bars(piece: Analysis) -> None:
    told = descriptors_of(CultureSong(replace(piece, beats=(), downbeats=())))
    assert tuple(told) == NAMES
    assert set(told.values()) == {None}


def test_the_timbre_of_a_log_drum_does_not_depend_on_its_level(piece: Analysis) -> None:
    """A tone of one third harmonic at a tenth: its level is told as -20 dB, loud or soft."""
    notes = piece.notes[Stem.LOG_DRUM]
    assert notes
    samples = np.zeros(round((piece.audio.duration + 1.0) * HEARD_RATE), np.float32)
    for note in notes:
        first = 440.0 * 2.0 ** ((note.pitch - 69) / 12.0)
        time = np.arange(round(0.3 * HEARD_RATE)) / HEARD_RATE
        start = round(note.onset * HEARD_RATE)
        tone = np.sin(2 * np.pi * first * time) + 0.1 * np.sin(2 * np.pi * 3 * first * time)
        samples[start : start + len(time)] = tone
    told = []
    for gain in (0.5, 0.125):
        stems = Stems({Stem.LOG_DRUM: Audio(gain * samples[None], HEARD_RATE)}, "given")
        told.append(descriptors_of(CultureSong(piece, stems)))
    assert told[0]["log_h3"] == pytest.approx(-2.0, abs=0.35)  # the window of 0.14 s widens the lowest tones
    assert told[0]["log_h3"] == pytest.approx(told[1]["log_h3"], abs=1e-3)
    assert told[0]["log_click"] == pytest.approx(told[1]["log_click"], abs=1e-3)
