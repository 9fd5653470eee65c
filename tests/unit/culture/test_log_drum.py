"""Log-drum evidence on songs whose notes are known, and on sounds that are no log drum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.analysis import Analysis, LogDrumEstimate
from engine.core.audio import Audio
from engine.core.score import NOT_ASSESSABLE, MarkerScore
from engine.core.stems import GIVEN, Stem, Stems
from engine.culture.log_drum_line import LogDrumLine, line_of
from engine.culture.markers.log_drum import measure, words
from engine.culture.score import score_song
from engine.culture.song import CultureSong
from tests import culture_songs as made

PLAIN = {"kick": made.FOUR, "clap": made.BACK_BEAT, "shaker": made.SHAKER}
EVERY_QUARTER = "9...9...9...9..."
ALL_OFF = "..9...9...9...9."


def score(analysis: Analysis, stems: Stems | None = None) -> MarkerScore:
    return score_song(analysis, stems).markers["log_drum_authenticity"]


def line(analysis: Analysis) -> LogDrumLine:
    return line_of(CultureSong(analysis))


def from_bar(analysis: Analysis, bar: int) -> Analysis:
    """The log drum enters in a bar, counted from 1."""
    start = analysis.downbeats[bar - 1]
    notes = tuple(note for note in analysis.notes[Stem.LOG_DRUM] or () if note.onset >= start)
    return replace(analysis, notes={**analysis.notes, Stem.LOG_DRUM: notes})


def heard(analysis: Analysis, probability: float | None) -> Analysis:
    onsets = tuple(note.onset for note in analysis.notes[Stem.LOG_DRUM] or ())
    is_present = None if probability is None else probability >= 0.5
    return replace(analysis, log_drum=LogDrumEstimate(is_present, probability, onsets))


def test_a_riff_that_is_heard_throughout() -> None:
    found = score(made.song(drums=PLAIN, log_drum=made.LOG_RIFF))
    assert found.value is not None
    assert found.interval is not None
    assert found.value > 0.9
    assert found.interval[0] > 0.7
    assert found.evidence[0].bars == (1, 32)
    assert "log-type notes in 4 bars" in found.evidence[0].text


def test_no_log_drum_is_a_low_value_and_not_null() -> None:
    found = score(made.song(drums=PLAIN))
    assert found.value is not None
    assert found.value < 0.05
    assert not found.evidence
    assert "no low pitched strokes" in found.counter_evidence[0].text
    assert found.inputs["presence"] == 0.0
    assert found.coverage == 1.0


@pytest.mark.parametrize("bar", [17, 25, 29])
def test_entering_late_takes_little_away(bar: int) -> None:
    whole = made.song(drums=PLAIN, log_drum=made.LOG_RIFF)
    late = score(from_bar(whole, bar))
    early = score(whole)
    assert late.value is not None
    assert early.value is not None
    assert late.value > early.value - 0.06  # a stretch before the entry weighs a fiftieth
    assert late.coverage == 1.0
    assert [window.value is not None and window.value > 0.5 for window in late.windows] == [
        window.bars[1] >= bar for window in late.windows
    ]


def test_stopping_again_takes_more_away_than_entering_late() -> None:
    whole = made.song(drums=PLAIN, log_drum=made.LOG_RIFF)
    teased = replace(
        whole,
        notes={
            **whole.notes,
            Stem.LOG_DRUM: tuple(n for n in whole.notes[Stem.LOG_DRUM] or () if n.onset < whole.downbeats[4]),
        },
    )
    value, late = score(teased).value, score(from_bar(whole, 29)).value
    assert value is not None
    assert late is not None
    assert value < late


def test_an_unsure_verdict_is_an_unsure_value() -> None:
    song = made.song(drums=PLAIN, log_drum=made.LOG_RIFF)
    values = [score(heard(song, probability)).value for probability in (0.55, 0.75, 0.95)]
    assert all(value is not None for value in values)
    assert values == sorted(values, key=lambda value: value or 0.0)
    assert (values[0] or 0.0) < 0.75


def test_a_near_miss_is_no_certain_absence() -> None:
    near, sure = (score(heard(made.song(drums=PLAIN), probability)) for probability in (0.45, 0.05))
    assert near.inputs["presence"] is None
    assert near.interval is not None
    assert sure.interval is not None
    assert near.interval[1] > 0.05 > sure.interval[1]


def test_where_nothing_was_judged_nothing_is_said() -> None:
    found = score(heard(made.song(drums=PLAIN, log_drum=made.LOG_RIFF), None))
    assert found.value is None
    assert found.status == NOT_ASSESSABLE
    assert "not judged" in found.why


@pytest.mark.parametrize(("grid", "share"), [(EVERY_QUARTER, 0.0), (ALL_OFF, 1.0), ("9..8..7.9..8..7.", 4.0 / 6.0)])
def test_the_share_off_the_beat(grid: str, share: float) -> None:
    own = line(made.song(drums=PLAIN, log_drum=grid))
    assert own.off_beat(np.ones(len(own.onsets), np.bool_)) == pytest.approx(share)


@pytest.mark.parametrize(("grid", "share"), [(EVERY_QUARTER, 1.0), (ALL_OFF, 0.0), ("9.9.............", 0.5)])
def test_the_share_on_the_kick(grid: str, share: float) -> None:
    own = line(made.song(drums=PLAIN, log_drum=grid))
    assert own.on_kick(np.ones(len(own.onsets), np.bool_)) == pytest.approx(share)


def test_a_drop_without_a_kick_leaves_all_the_room() -> None:
    own = line(made.song(drums={"shaker": made.SHAKER}, log_drum=made.LOG_RIFF))
    assert own.on_kick(np.ones(len(own.onsets), np.bool_)) == 0.0


@pytest.mark.parametrize(
    ("grid", "active"),
    [
        ("9.9.............", [True, True]),
        ("9...............", [True, True]),  # two in two bars: a sparse riff
        ("9..............." + "." * 16, [False, False]),
        ("9.9............." + "." * 16, [True, False]),
    ],
)
def test_active_bars(grid: str, active: list[bool]) -> None:
    assert line(made.song(drums=PLAIN, log_drum=grid)).active[:2].tolist() == active


def test_edits_of_a_cell() -> None:
    assert line(made.song(drums=PLAIN, log_drum=made.LOG_RIFF)).edits() == 0.0
    swapped = "9...9..........." * 2 + "9.....9........." * 2
    assert line(made.song(drums=PLAIN, log_drum=swapped)).edits() == pytest.approx(2.0 / 3.0)  # one of two moves
    assert line(made.song(drums=PLAIN)).edits() is None


def test_roles_are_inverted_where_the_low_end_varies_and_the_hats_do_not() -> None:
    varied = "9..8..7.9..8..7." + "..8...8...8..889" + "9......8..9....8"
    inverted = line(made.song(drums=PLAIN, log_drum=varied)).role_inversion()
    usual = line(made.song(drums={"kick": made.FOUR, "hat": varied}, log_drum=EVERY_QUARTER)).role_inversion()
    assert inverted is not None
    assert usual is not None
    assert inverted > 1.0 > -1.0 > usual
    assert line(made.song(drums={"kick": made.FOUR}, log_drum=varied)).role_inversion() is None


def test_without_stems_to_transcribe_onsets_are_judged() -> None:
    song = made.song(drums=PLAIN, log_drum=made.LOG_RIFF)
    bare = replace(heard(song, 0.9), notes=dict.fromkeys(Stem))
    inputs = measure(CultureSong(bare))
    assert inputs.by_window["off_beat"] == pytest.approx(4.0 / 6.0)
    assert np.isnan(inputs.by_window["kick_room"]).all()
    assert np.isnan(inputs.by_window["pitch_classes"]).all()
    value = score(bare).value
    assert value is not None
    assert value > 0.8


def test_words_tell_notes_pitch_and_rhythm() -> None:
    song = CultureSong(made.song("i", key="A minor", drums=PLAIN, log_drum=made.LOG_RIFF))
    text = words(line_of(song), song.windows[0])
    # A1 is 55 Hz, E2 82 Hz in this riff's octave is MIDI 40
    assert text == "24 log-type notes in 4 bars, f0 82-110 Hz, 67% off-beat, 33% on the kick"


@pytest.mark.parametrize("sound", ["silence", "noise", "sine"])
def test_a_stem_that_is_no_log_drum_gives_no_timbre(sound: str) -> None:
    analysis = made.song(drums=PLAIN, log_drum=made.LOG_RIFF)
    times = np.arange(round(analysis.audio.duration * 22_050)) / 22_050.0
    wave = {
        "silence": np.zeros(len(times)),
        "noise": 0.1 * np.random.default_rng(2).standard_normal(len(times)),
        "sine": 0.2 * np.sin(2.0 * np.pi * 110.0 * times),
    }[sound]
    stem = Audio(wave[None].astype(np.float32), 22_050)
    inputs = measure(CultureSong(heard(analysis, 0.5), Stems({Stem.LOG_DRUM: stem}, GIVEN)))
    timbre = inputs.by_window["timbre"]
    assert not np.any(timbre > 0.5)
