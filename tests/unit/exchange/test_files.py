"""analysis.json, .lab and overview.png: round trips, complete keys, clear errors."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import mir_eval
import numpy as np
import pytest
from PIL import Image

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate, Modulation, Theory
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter
from engine.core.stems import Stem, Stems
from engine.exchange.analysis_json import read_analysis, write_analysis
from engine.exchange.lab import beat_positions, beats_lab, write_labs
from engine.exchange.overview import chart_name, detail_window, draw_overview, peak_columns, pitch_range
from tests.signals import noise, silence, sine


def heard() -> Analysis:
    beats = tuple(round(0.25 + 0.5 * i, 6) for i in range(24))
    return Analysis(
        engine="aurax 0.1",
        audio=AudioFacts(12.5, 44_100, 2, "sha256:0", -9.123457, -1.0),
        metadata={"title": "Ümcimbi", "year": 2024, "quality": {"dc_offset": 0.0}},
        tempo_bpm=120.0,
        tempo_confidence=0.9,
        meter=Meter(4, 4),
        beats=beats,
        downbeats=beats[1::4],
        swing=0.54,
        key=KeyEstimate("F", "minor", 0.8),
        modulations=(Modulation(6.0, "Ab", "major"),),
        chords=(ChordEvent(0.0, 6.0, "F:min9", 0.9, "i9", "tonic"), ChordEvent(6.0, 12.5, "N", 0.7)),
        sections=(Section(0.0, 6.0, "intro"), Section(6.0, 12.5, "drop")),
        notes={Stem.OTHER: (NoteEvent(0.25, 0.75, 60, 100), NoteEvent(6.3, 6.9, 67, 64)), Stem.VOCALS: None},
        log_drum=LogDrumEstimate(True, 0.97, (0.25, 0.75)),
        theory=Theory(harmonic={"loop": None, "extension_share": 0.5}),
    )


def test_an_analysis_comes_back_as_it_was(tmp_path: Path) -> None:
    write_analysis(tmp_path / "analysis.json", heard())
    again = read_analysis(tmp_path / "analysis.json")
    assert replace(again, notes={}) == replace(heard(), notes={})
    assert again.notes[Stem.OTHER] == heard().notes[Stem.OTHER]
    assert again.notes[Stem.BASS] is None


def test_every_key_of_the_contract_is_there(tmp_path: Path) -> None:
    nothing = Analysis(engine="x", audio=AudioFacts(1.0, 8_000, 1, "sha256:0", None, None))
    write_analysis(tmp_path / "analysis.json", nothing)
    document = json.loads((tmp_path / "analysis.json").read_text("utf-8"))
    assert document["schema"] == "aurax.analysis/1"
    for key in ("engine", "audio", "metadata", "tempo_bpm", "tempo_confidence", "meter", "beats", "downbeats", "swing",
    "key",
                "modulations", "chords", "sections", "notes", "log_drum", "theory"):  # fmt: skip
        assert key in document
    assert document["key"] is None
    assert list(document["notes"]) == ["drums", "bass", "vocals", "other", "log_drum"]
    assert set(document["theory"]) == {"harmonic", "rhythmic", "melodic", "form", "genre"}


def test_floats_have_six_decimals(tmp_path: Path) -> None:
    write_analysis(tmp_path / "analysis.json", replace(heard(), tempo_bpm=112.123456789))
    assert '"tempo_bpm": 112.123457' in (tmp_path / "analysis.json").read_text("utf-8")


@pytest.mark.parametrize(
    "text", [b"", b"no json", b"[1]", b'{"schema": "aurax.analysis/9"}', b'{"schema": "aurax.analysis/1"}', b"\xff\xfe",
             b'{"schema": "aurax.analysis/1", "engine": "x", "audio": 3}'],
)  # fmt: skip
def test_a_file_that_does_not_fit_says_why(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "analysis.json"
    path.write_bytes(text)
    with pytest.raises(UserError) as caught:
        read_analysis(path)
    assert str(path) in str(caught.value)
    assert caught.value.hint


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Cannot read"):
        read_analysis(tmp_path / "nothing.json")


def test_labs_are_what_mir_eval_reads(tmp_path: Path) -> None:
    write_labs(tmp_path, heard())
    intervals, labels = mir_eval.io.load_labeled_intervals(str(tmp_path / "chords.lab"))
    assert labels == ["F:min9", "N"]
    assert intervals.tolist() == [[0.0, 6.0], [6.0, 12.5]]
    times, positions = mir_eval.io.load_labeled_events(str(tmp_path / "beats.lab"))
    assert times.tolist() == list(heard().beats)
    assert positions[:6] == ["4", "1", "2", "3", "4", "1"]  # one beat before the first downbeat
    _, sections = mir_eval.io.load_labeled_intervals(str(tmp_path / "sections.lab"))
    assert sections == ["intro", "drop"]


def test_beats_without_downbeats_are_times_alone() -> None:
    assert beats_lab(replace(heard(), downbeats=(), beats=(0.5, 1.0))) == "0.500000\n1.000000\n"


def test_positions_count_back_into_a_pickup_and_restart_at_a_short_bar() -> None:
    assert beat_positions((0, 1, 2, 3, 4, 5, 6, 7), (2, 5), 4) == (3, 4, 1, 2, 3, 1, 2, 3)


def stems() -> Stems:
    parts = {stem: silence(12.5) for stem in Stem} | {Stem.OTHER: sine(440.0, 12.5), Stem.DRUMS: noise(12.5)}
    return Stems(parts, "truth")


@pytest.mark.parametrize("with_stems", [True, False])
def test_the_overview_is_a_picture_with_the_stems_colours(tmp_path: Path, with_stems: bool) -> None:
    path = tmp_path / "overview.png"
    draw_overview(path, noise(12.5), stems() if with_stems else None, heard(), "Ümcimbi – ‘one’ 日")
    with Image.open(path) as picture:
        assert picture.size == (1600, 960)
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}
    assert (0x12, 0x14, 0x17) in colours  # the ground
    assert ((0x6F, 0xCF, 0x97) in colours) is True  # the other stem, at least in the legend
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("audio", [silence(0.0), silence(0.3), silence(3.0)], ids=["empty", "short", "silence"])
def test_an_empty_song_has_an_overview_too(tmp_path: Path, audio: Audio) -> None:
    nothing = Analysis(engine="x", audio=AudioFacts(audio.duration, 44_100, 2, "sha256:0", None, None))
    draw_overview(tmp_path / "overview.png", audio, None, nothing, "x" * 400)
    assert (tmp_path / "overview.png").stat().st_size > 1000


def test_peaks_find_a_single_loud_sample() -> None:
    samples = np.zeros((2, 10_000), np.float32)
    samples[1, 7_777] = -0.9
    peaks = peak_columns(Audio(samples, 44_100), 100)
    assert int(np.argmax(peaks)) == 77
    assert float(peaks.max()) == pytest.approx(0.9)


def test_the_detail_window_goes_where_the_notes_are() -> None:
    beats = tuple(0.5 * i for i in range(129))
    late = tuple(NoteEvent(40.0 + 0.1 * i, 40.05 + 0.1 * i, 60, 90) for i in range(100))
    analysis = replace(heard(), beats=beats, downbeats=beats[::4], notes={Stem.OTHER: late})
    start, end = detail_window(analysis, 64.0)
    assert start <= 40.0 < end
    assert end - start == pytest.approx(16.0)


def test_charts_write_chords_short() -> None:
    assert [chart_name(c) for c in ("F:min9", "C:maj", "G:sus4(b7)", "C:maj/3", "A:hdim7", "Db:maj9", "E:min/b3",
    "A:(1,5)")] == [
        "Fm9", "C", "G7sus4", "C/3", "Am7b5", "Dbmaj9", "Em/b3", "A5",
    ]  # fmt: skip


def test_the_roll_shows_at_least_two_octaves() -> None:
    assert pitch_range([60]) == (48, 72)
    assert pitch_range([30, 90]) == (30, 90)
