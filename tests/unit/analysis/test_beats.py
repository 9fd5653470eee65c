"""Beats: known tempi and times, no pulse where there is none, and annotated recordings."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from engine.analysis.beats import ANY_TEMPO, HOUSE, NO_PULSE, TempoPrior, track_beats
from engine.analysis.tempo import loop_tempo
from engine.cli import bench_rhythms
from engine.cli.bench_analysis import f_measure
from engine.core.audio import Audio
from engine.core.errors import JobCancelled
from engine.core.rhythm import BeatGrid
from tests.signals import click, click_track, noise, place, silence, sine


def _errors(grid: BeatGrid, truth: np.ndarray) -> np.ndarray:
    times = np.asarray(grid.times)
    return np.array([times[np.argmin(np.abs(times - t))] - t for t in truth])


@pytest.mark.parametrize("tempo_bpm", [60.0, 67.5, 80.0, 95.0, 110.0, 113.37, 128.0, 140.0, 160.0, 174.0, 185.0, 200.0])
@pytest.mark.parametrize("offset", [0.0, 0.23])
def test_clicks_give_their_tempo_and_times(tempo_bpm: float, offset: float) -> None:
    truth = np.arange(offset, 15.9, 60.0 / tempo_bpm)
    grid = track_beats(click_track(tempo_bpm, 16.0, offset=offset))
    assert grid is not None
    assert grid.tempo_bpm == pytest.approx(tempo_bpm, abs=0.05)  # the contract's precision
    assert np.abs(_errors(grid, truth)).max() < 0.010  # sample-accurate attacks at 1 ms, and room
    assert abs(len(grid.times) - len(truth)) <= 1
    assert grid.confidence > 0.6


def test_beats_are_unbiased() -> None:
    errors = [
        _errors(_grid(click_track(t, 12.0, offset=0.1)), np.arange(0.1, 11.9, 60 / t)) for t in (90.0, 113.0, 131.0)
    ]
    assert abs(float(np.mean(np.concatenate(errors)))) < 0.0015  # half a frame of 1 ms either way, and the click's rise


def _grid(audio: Audio, prior: TempoPrior = ANY_TEMPO) -> BeatGrid:
    grid = track_beats(audio, prior=prior)
    assert grid is not None
    return grid


@pytest.mark.parametrize(("first_bpm", "last_bpm"), [(100.0, 112.0), (120.0, 104.0)])
def test_drifting_tempo_is_followed(first_bpm: float, last_bpm: float) -> None:
    times = [0.2]
    while times[-1] < 30.0:
        times.append(times[-1] + 60.0 / (first_bpm + (last_bpm - first_bpm) * times[-1] / 30.0))
    grid = _grid(place([(t, click()) for t in times], 31.0))
    assert np.abs(_errors(grid, np.asarray(times))).max() < 0.010


def test_a_step_in_tempo_is_followed() -> None:
    times = list(np.arange(0.2, 15.0, 0.5))
    while times[-1] < 30.0:
        times.append(times[-1] + 60.0 / 112.0)
    errors = np.abs(_errors(_grid(place([(t, click()) for t in times], 31.0)), np.asarray(times)))
    assert errors.max() < 0.035  # the local line bends over three beats around the step
    assert np.median(errors) < 0.005


GROOVES = {
    "house": {"kick": "9...9...9...9...", "closed_hat": "..7...7...7...7.", "clap": "....8.......8..."},
    "amapiano": {"shaker": "5383538353835383", "log_drum": "9..8..7.9..8..7.", "clap": "....7.......7..4"},
    "half time": {"kick": "9.......8.......", "rim": "8..7..8...7.8...", "shaker": "6475647564756475"},
}


@pytest.mark.parametrize("groove", GROOVES)
@pytest.mark.parametrize(("tempo_bpm", "swing"), [(108.0, 0.5), (113.0, 0.54), (119.5, 0.56)])
def test_grooves_are_tracked_to_the_beat(groove: str, tempo_bpm: float, swing: float) -> None:
    rhythm = bench_rhythms.render(GROOVES[groove], tempo_bpm=tempo_bpm, bars=10, swing=swing, offset=0.4)
    grid = _grid(rhythm.audio)
    assert grid.tempo_bpm == pytest.approx(tempo_bpm, abs=0.05)
    assert np.abs(_errors(grid, rhythm.beats)).max() < 0.012  # a shaker's attack takes 8 ms
    assert f_measure(rhythm.beats, np.asarray(grid.times)) > 0.97


def test_players_jitter_does_not_bend_the_tempo() -> None:
    rhythm = bench_rhythms.render(GROOVES["house"], tempo_bpm=113.0, bars=16, jitter_s=0.006, seed=3)
    grid = _grid(rhythm.audio)
    assert grid.tempo_bpm == pytest.approx(113.0, abs=0.05)
    assert np.ptp(np.diff(grid.times)) < 1e-6  # one tempo


def test_the_intro_and_the_end_have_beats() -> None:
    rhythm = bench_rhythms.render(GROOVES["house"], tempo_bpm=113.0, bars=8, offset=1.0, tail_s=3.0)
    times = _grid(rhythm.audio).times
    assert times[0] == pytest.approx(rhythm.beats[0], abs=0.01)
    assert rhythm.beats[-1] - 0.01 < times[-1] < rhythm.beats[-1] + 1.1  # silence has none, a tail may have one
    assert all(b - a == pytest.approx(60 / 113.0, abs=1e-3) for a, b in pairwise(times))


def test_the_house_prior_settles_octaves() -> None:
    audio = click_track(57.0, 20.0)
    assert _grid(audio).tempo_bpm == pytest.approx(57.0, abs=0.05)
    assert _grid(audio, HOUSE).tempo_bpm == pytest.approx(114.0, abs=0.1)


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.5, 20.0])
def test_silence_has_no_pulse(seconds: float) -> None:
    assert track_beats(silence(seconds)) is None


@pytest.mark.parametrize("seconds", [0.3, 2.0, 5.0, 20.0])
@pytest.mark.parametrize("seed", [1, 2])
def test_noise_has_no_pulse(seconds: float, seed: int) -> None:
    assert track_beats(noise(seconds, seed=seed)) is None


def test_drones_and_single_clicks_have_no_pulse() -> None:
    assert track_beats(sine(110.0, 20.0)) is None
    assert track_beats(place([(3.0, click())], 10.0)) is None
    chord = sum(sine(f, 12.0, amplitude=0.2).samples for f in (220.0, 277.18, 329.63))
    assert track_beats(Audio(np.asarray(chord, np.float32), 44_100)) is None


def test_gain_polarity_and_channels_change_nothing() -> None:
    audio = bench_rhythms.render(GROOVES["house"], tempo_bpm=112.0, bars=6).audio
    expected = _grid(audio)
    for samples in (audio.samples * np.float32(0.003), -audio.samples, audio.samples[:1]):
        grid = _grid(Audio(np.ascontiguousarray(samples, np.float32), audio.sample_rate))
        np.testing.assert_allclose(grid.times, expected.times, atol=0.002)
        assert grid.positions == expected.positions


def test_the_same_recording_gives_the_same_beats() -> None:
    audio = bench_rhythms.render(GROOVES["amapiano"], tempo_bpm=112.0, bars=6).audio
    assert _grid(audio) == _grid(audio)


def test_confidence_tells_a_groove_from_vagueness() -> None:
    clear = bench_rhythms.render(GROOVES["house"], tempo_bpm=112.0, bars=8).audio
    masked = Audio(clear.samples + 5.0 * noise(clear.duration, seed=5).samples[:, : clear.num_samples], 44_100)
    vague = track_beats(masked)
    assert _grid(clear).confidence > (vague.confidence if vague is not None else NO_PULSE)


def test_a_cancelled_run_stops() -> None:
    def cancel(fraction: float) -> None:
        if fraction > 0.2:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        track_beats(click_track(120.0, 20.0), report=cancel)


def test_progress_rises_to_one() -> None:
    seen: list[float] = []
    track_beats(click_track(120.0, 10.0), report=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_loops_are_cut_to_whole_bars() -> None:
    assert loop_tempo(119.7, 8.0) == pytest.approx(120.0)
    assert loop_tempo(119.0, 8.0 + 0.5) is None  # 17 beats are no bars
    assert loop_tempo(119.7, 80.0) is None  # a song, not a loop


@pytest.mark.parametrize("bars", [1, 2, 4])
def test_a_loop_gives_its_exact_tempo(bars: int) -> None:
    rhythm = bench_rhythms.render(GROOVES["house"], tempo_bpm=97.0, bars=bars, tail_s=0.0)
    assert _grid(rhythm.audio).tempo_bpm == pytest.approx(97.0, abs=0.01)  # from the length, to a sample


def test_f_measure_agrees_with_mir_eval(rng: np.random.Generator) -> None:
    mir_eval = pytest.importorskip("mir_eval")
    for _ in range(20):
        reference = np.sort(rng.uniform(0, 30, 50))
        estimate = np.sort(reference + rng.normal(0, 0.06, 50))[rng.random(50) > 0.2]
        expected = mir_eval.beat.f_measure(reference, estimate)
        assert f_measure(reference, estimate) == pytest.approx(expected, abs=1e-9)


def _read(path: Path) -> Audio:
    from engine.audio.files import read

    return read(path)


def test_beats_and_downbeats_of_annotated_drummers(shared_audio: Path) -> None:
    """Floors: essentia reaches beat F .967 on this family and librosa .730; a plain kick heuristic downbeat F .507."""
    beat_scores, downbeat_scores = [], []
    for song in sorted((shared_audio / "mdb_drums").iterdir()):
        truth = np.loadtxt(song / "beats.txt")
        mix = song / "mix.flac"
        grid = _grid(_read(mix if mix.exists() else song / "drums.flac"))
        beat_scores.append(f_measure(truth[:, 0], np.asarray(grid.times)))
        downbeat_scores.append(f_measure(truth[truth[:, 1] == 1, 0], np.asarray(grid.downbeats)))
    assert np.mean(beat_scores) > 0.97  # measured .997
    assert np.mean(downbeat_scores) > 0.75  # measured .87: 7 of 8 songs


def test_tempo_of_loops_with_exact_lengths(shared_audio: Path) -> None:
    beats = {
        "arovane_beat_a": 32,
        "arovane_beat_c": 16,
        "loop_garzul": 16,
        "loop_tabla": 16,
        "loop_mehackit1": 4,
        "loop_perc1": 4,
    }
    for name, count in beats.items():
        audio = _read(shared_audio / "sonic_pi" / f"{name}.flac")
        assert _grid(audio).tempo_bpm == pytest.approx(60.0 * count / audio.duration, abs=0.1), name
        tiled = Audio(np.tile(audio.samples, (1, 1 + int(20.0 / audio.duration))), audio.sample_rate)
        assert _grid(tiled).tempo_bpm == pytest.approx(60.0 * count / audio.duration, abs=0.005), name
