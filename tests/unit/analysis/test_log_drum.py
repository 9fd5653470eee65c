"""Log drum: notes of known riffs, and what is not one."""

import numpy as np
import pytest

from engine.analysis.f0 import track_pitch
from engine.analysis.log_drum import MIN_SECONDS, stem_notes, transcribe_log_drum
from engine.cli import bench_rhythms
from engine.core.audio import Audio
from tests.signals import noise, silence, sine

BPM = 113.0
STEP = 15.0 / BPM
RATE = bench_rhythms.RATE


def _hz(midi: float) -> float:
    return 440.0 * 2.0 ** ((midi - 69) / 12)


def _riff(
    grid: str, semitones: list[int], *, root: int, bars: int = 4, voice=None
) -> tuple[Audio, list[tuple[float, int]]]:
    """A monophonic riff and its notes ``(onset, pitch)``."""
    out = np.zeros(round((bars * 16 * STEP + 0.4) * RATE))
    notes = []
    hits = [i for i in range(bars * 16) if grid[i % len(grid)] != "."]
    for number, i in enumerate(hits):
        pitch = root + semitones[number % len(semitones)]
        loudness = int(grid[i % len(grid)])
        wave = bench_rhythms.log_drum(_hz(pitch), round(loudness * 127 / 9)) if voice is None else voice(_hz(pitch))
        start = round(i * STEP * RATE)
        out[start:] = 0.0  # one voice: the new note ends the old one
        stop = min(len(out), start + len(wave))
        out[start:stop] += 0.4 * loudness / 9 * wave[: stop - start]
        notes.append((i * STEP, pitch))
    return Audio(np.tile(out.astype(np.float32), (2, 1)), RATE), notes


RIFFS = {
    "tresillo": ("9..8..7.9..8..7.", [0, 0, 3, 0, 0, -2]),
    "doubles": ("9..99..8...9..88", [0, 0, 12, 0, 7, 5, 3]),
    "dense": ("9.98.99..8.99.98", [0, 0, 12, 0, 0, 3, 0, 0, 5, 3]),
    "roll": ("9..9..9..9..9..89..9..9..9..8899", [0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 5, 7, 5, 3]),
}


@pytest.mark.parametrize("riff", RIFFS)
@pytest.mark.parametrize("root", [31, 36, 41])
def test_notes_of_a_riff(riff: str, root: int) -> None:
    grid, semitones = RIFFS[riff]
    audio, truth = _riff(grid, semitones, root=root)
    notes = transcribe_log_drum(audio, audio, None).notes
    assert len(notes) == len(truth)
    np.testing.assert_allclose(
        [n.onset for n in notes], [t for t, _ in truth], atol=0.012
    )  # two frames of 5 ms and their rounding
    assert [n.pitch for n in notes] == [p for _, p in truth]


def test_louder_notes_have_higher_velocities() -> None:
    audio, _ = _riff("9..4..9..4..9..4", [0, 3, 5, -2], root=36)
    velocities = [n.velocity for n in transcribe_log_drum(audio, audio, None).notes]
    assert len(velocities) == 24
    assert min(velocities[::2]) > max(velocities[1::2])


def test_a_slide_counts_at_the_pitch_it_reaches() -> None:
    t = np.arange(round(0.5 * RATE)) / RATE

    def sliding(frequency_hz: float) -> np.ndarray:
        glide = frequency_hz * 2.0 ** (-5.0 / 12.0 * np.clip(1.0 - t / 0.08, 0.0, 1.0))  # a fourth up within 80 ms
        return np.sin(2 * np.pi * np.cumsum(glide) / RATE) * np.exp(-t / 0.25)

    audio, truth = _riff("9.......9.......", [0, 3], root=38, bars=4, voice=sliding)
    assert [n.pitch for n in stem_notes(audio)] == [p for _, p in truth]


@pytest.mark.parametrize("riff", RIFFS)
def test_a_log_drum_is_recognised(riff: str) -> None:
    grid, semitones = RIFFS[riff]
    audio, truth = _riff(grid, semitones, root=36)
    estimate = transcribe_log_drum(audio, audio, None).estimate
    assert estimate.present
    assert estimate.probability is not None
    assert estimate.probability > 0.8
    assert len(estimate.onsets) == len(truth)


def _long_sub(frequency_hz: float) -> np.ndarray:
    t = np.arange(round(1.2 * RATE)) / RATE
    return np.sin(2 * np.pi * frequency_hz * t) * np.minimum(1.0, t / 0.01) * np.exp(-t / 1.5)


def _eight_o_eight(frequency_hz: float) -> np.ndarray:
    t = np.arange(round(1.2 * RATE)) / RATE
    pitch = frequency_hz * (1.0 + 3.0 * np.exp(-t / 0.03))
    return np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-t / 0.7)


def _saw(frequency_hz: float) -> np.ndarray:
    t = np.arange(round(0.35 * RATE)) / RATE
    return sum(np.sin(2 * np.pi * frequency_hz * k * t) / k for k in range(1, 20)) * np.minimum(1.0, t / 0.005) * 0.5


def _tom(frequency_hz: float) -> np.ndarray:
    t = np.arange(round(0.4 * RATE)) / RATE
    phase = 2 * np.pi * np.cumsum(2 * frequency_hz * (1.0 + 0.2 * np.exp(-t / 0.03))) / RATE
    return sum(
        a * np.sin(m * phase) * np.exp(-t * m / 0.2) for m, a in ((1.0, 1.0), (1.59, 0.5), (2.14, 0.3), (2.3, 0.2))
    )


@pytest.mark.parametrize("voice", [_long_sub, _eight_o_eight, _saw, _tom], ids=["sub", "808", "saw", "tom"])
def test_other_low_voices_are_none(voice) -> None:
    audio, _ = _riff(*RIFFS["tresillo"], root=36, voice=voice)
    estimate = transcribe_log_drum(audio, audio, None).estimate
    assert not estimate.present
    assert estimate.probability is not None
    assert estimate.probability < 0.5


@pytest.mark.parametrize(
    "audio", [silence(8.0), noise(8.0), sine(65.4, 8.0), sine(110.0, 8.0)], ids=["silence", "noise", "sub", "sine"]
)
def test_nothing_struck_is_none(audio: Audio) -> None:
    for stem in (audio, None):
        transcript = transcribe_log_drum(stem, audio, None)
        assert transcript.estimate.present is False
        assert transcript.notes == ()


@pytest.mark.parametrize("grid", ["9...9...9...9...", "9.....8...8....."])
def test_kicks_are_none(grid: str) -> None:
    rhythm = bench_rhythms.render({"kick": grid, "closed_hat": "..7...7...7...7."}, tempo_bpm=BPM, bars=6)
    for stem in (rhythm.parts["kick"], None):
        assert transcribe_log_drum(stem, rhythm.audio, None).estimate.present is False


def test_a_log_drum_is_heard_in_a_mixture() -> None:
    riff, _ = _riff(*RIFFS["doubles"], root=36, bars=8)
    drums = bench_rhythms.render(
        {"shaker": "5383538353835383", "clap": "....8.......8..."}, tempo_bpm=BPM, bars=8
    ).audio
    length = min(riff.num_samples, drums.num_samples)
    mixture = Audio(riff.samples[:, :length] + 0.4 * drums.samples[:, :length], RATE)
    transcript = transcribe_log_drum(None, mixture, None)
    assert transcript.estimate.present
    assert transcript.notes == ()  # notes are the stem's


def test_too_little_audio_says_nothing() -> None:
    audio, _ = _riff("9..8..7.9..8..7.", [0, 3], root=36, bars=1)
    assert audio.duration < MIN_SECONDS
    estimate = transcribe_log_drum(audio, audio, None).estimate
    assert (estimate.present, estimate.probability) == (None, None)


def test_bleed_in_a_stem_is_no_log_drum() -> None:
    riff, _ = _riff(*RIFFS["tresillo"], root=36)
    stem = Audio((0.01 * riff.samples).astype(np.float32), RATE)
    assert transcribe_log_drum(stem, riff, None).estimate.present is False


@pytest.mark.parametrize("share", [1.0, 0.0, 0.5], ids=["in its stem", "in the bass", "every other note"])
def test_what_a_separator_left_in_the_bass_is_read_there(share: float) -> None:
    riff, truth = _riff(*RIFFS["doubles"], root=36)
    onsets = np.asarray([onset for onset, _ in truth])
    held = np.arange(len(truth)) % 2 if share == 0.5 else np.full(len(truth), 1 - round(share))
    places = np.clip(np.searchsorted(onsets, np.arange(riff.num_samples) / RATE, side="right") - 1, 0, len(truth) - 1)
    in_bass = held[places].astype(np.float32)
    stem, bass = (Audio(riff.samples * own, RATE) for own in (1.0 - in_bass, in_bass))
    transcript = transcribe_log_drum(stem, riff, None, is_separated=True, heard=0.9, attacks=onsets, beside=bass)
    assert transcript.estimate.onsets == tuple(onsets.tolist())
    assert [(note.onset, note.pitch) for note in transcript.notes] == truth
    absent = transcribe_log_drum(stem, riff, None, is_separated=True, heard=0.1, attacks=onsets, beside=bass)
    assert absent.estimate.present is False
    assert (absent.notes, absent.estimate.onsets) == ((), ())


@pytest.mark.parametrize("midi", [29, 36, 43, 50, 57])
def test_pitch_of_low_tones(midi: int) -> None:
    track = track_pitch(sine(_hz(midi), 1.0).samples[0], RATE)
    middle = track.pitch[20:80]
    np.testing.assert_allclose(middle, midi, atol=0.05)  # five cents


def test_noise_has_no_pitch() -> None:
    assert np.isnan(track_pitch(noise(2.0).samples[0], RATE).pitch).mean() > 0.9
