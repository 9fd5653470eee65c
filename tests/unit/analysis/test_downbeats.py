"""Beat 1: metres and bar lines of patterns whose downbeats are known."""

import numpy as np
import pytest

from engine.analysis.bar_features import at_steps, harmonic_change, step_times
from engine.analysis.bar_patterns import BY_METRE, standardised
from engine.analysis.beats import track_beats
from engine.analysis.rhythm_evidence import chroma_frames
from engine.cli import bench_rhythms
from engine.cli.bench_analysis import f_measure
from engine.core.audio import Audio
from tests.signals import click_track


@pytest.mark.parametrize("beats_per_bar", [3, 4])
@pytest.mark.parametrize("tempo_bpm", [90.0, 128.0])
def test_accents_give_the_metre(beats_per_bar: int, tempo_bpm: float) -> None:
    grid = track_beats(click_track(tempo_bpm, 20.0, beats_per_bar=beats_per_bar, offset=0.2))
    assert grid is not None
    assert grid.beats_per_bar == beats_per_bar
    truth = np.arange(0.2, 19.9, beats_per_bar * 60.0 / tempo_bpm)
    assert f_measure(truth, np.asarray(grid.downbeats)) > 0.9


@pytest.mark.parametrize("start_beat", [0, 3])
def test_a_back_beat_tells_beat_one_even_if_the_recording_begins_before_it(start_beat: int) -> None:
    grids = {"kick": "9.......9.9.....", "snare": "....9.......9...", "closed_hat": "8.6.8.6.8.6.8.6."}
    rhythm = bench_rhythms.render(grids, tempo_bpm=110.0, bars=10)
    cut = round(start_beat * 60.0 / 110.0 * 44_100)
    grid = track_beats(Audio(np.ascontiguousarray(rhythm.audio.samples[:, cut:]), 44_100))
    assert grid is not None
    found = np.asarray(grid.downbeats) + cut / 44_100
    assert f_measure(rhythm.downbeats[rhythm.downbeats >= cut / 44_100 - 0.01], found) > 0.9


@pytest.mark.parametrize(
    "grids",
    [
        {"log_drum": "9..8..7.9..8..7.", "shaker": "5383538353835383", "clap": "....7.......7..4"},
        {"kick": "9...............", "shaker": "8.47..478.47..47", "rim": "8..7..8...7.8..."},
        {"kick": "9...9...9.......", "log_drum": "9..8..9...8..7..", "closed_hat": "3.5.3.5.3.5.3.5."},
    ],
)
def test_amapiano_bars_are_found(grids: dict[str, str]) -> None:
    rhythm = bench_rhythms.render(grids, tempo_bpm=113.0, bars=10, offset=0.7, swing=0.53)
    grid = track_beats(rhythm.audio)
    assert grid is not None
    assert f_measure(rhythm.downbeats, np.asarray(grid.downbeats)) > 0.9


def _with_chords(rhythm: bench_rhythms.Rhythm, shift_beats: int) -> Audio:
    """A chord per bar, changed ``shift_beats`` after each bar of the clicks."""
    bar = 240.0 / 112.0
    chords = [(220.0, 261.63, 329.63), (174.61, 220.0, 261.63), (146.83, 220.0, 349.23), (164.81, 207.65, 329.63)]
    out = np.zeros(rhythm.audio.num_samples)
    for index in range(10):
        start = round((index * bar + shift_beats * bar / 4) * 44_100)
        wave = bench_rhythms.pad(chords[index % 4], bar)
        stop = min(len(out), start + len(wave))
        if start < stop:
            out[start:stop] += wave[: stop - start]
    return Audio((rhythm.audio.samples + out[None]).astype(np.float32), 44_100)


def test_chords_change_at_bar_lines() -> None:
    clicks = bench_rhythms.render({"rim": "9...9...9...9..."}, tempo_bpm=112.0, bars=10)
    for shift in (1, 3):
        grid = track_beats(_with_chords(clicks, shift))
        assert grid is not None
        truth = clicks.beats[shift::4]
        assert f_measure(truth, np.asarray(grid.downbeats)) > 0.85


def test_harmonic_change_peaks_where_the_chord_changes() -> None:
    first, second = bench_rhythms.pad((220.0, 277.18, 329.63), 4.0), bench_rhythms.pad((196.0, 246.94, 293.66), 4.0)
    steps = np.arange(0.0, 8.0, 0.125)
    chroma = chroma_frames(np.concatenate([first, second]).astype(np.float32), 44_100)
    change = harmonic_change(chroma, 20.0, steps)
    assert steps[int(np.argmax(change))] == pytest.approx(4.0, abs=0.13)  # one step


def test_steps_divide_beats_and_reach_one_beat_beyond() -> None:
    beats = np.array([1.0, 1.5, 2.0])
    steps = step_times(beats)
    assert len(steps) == 4 * 4
    np.testing.assert_allclose(np.diff(steps), 0.125)
    assert steps[0] == pytest.approx(0.5)
    values = np.zeros(300)
    values[150] = 1.0
    at = at_steps(values, 100.0, steps)
    assert steps[int(np.argmax(at))] == pytest.approx(1.5)


@pytest.mark.parametrize("metre", BY_METRE)
def test_patterns_are_whole_bars(metre: tuple[int, int]) -> None:
    beats, steps = metre
    registers = BY_METRE[metre]
    for grids in (registers.low, registers.middle, registers.high, registers.balance):
        rows = standardised(grids)
        assert rows.shape == (len(grids), beats * steps)
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0)
