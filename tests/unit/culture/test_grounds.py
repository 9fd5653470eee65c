"""What is judged at all: music with drums and a pulse, and nothing else, by construction and by ear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.core.analysis import Analysis
from engine.core.audio import Audio
from engine.core.score import NOT_ASSESSABLE
from engine.core.stems import Stem, Stems
from engine.culture.grounds import LEAST_BARS, LEAST_DRUMS_DB, LEAST_PULSE, why_no_harmony, why_not
from engine.culture.score import MARKERS, score_song
from engine.culture.song import CultureSong
from tests import culture_songs as made
from tests import harmonic_songs, signals


def silence() -> Analysis:
    """What the analysis says of silence."""
    facts = replace(made.song().audio, loudness_lufs=None, true_peak_dbtp=None)
    return Analysis(engine="by hand", audio=facts)


SILENT_STEMS = {Stem.DRUMS: 0.001, Stem.OTHER: 0.1}


def why(analysis: Analysis, levels: dict[Stem, float] | None = None) -> str:
    return why_not(CultureSong(analysis, None if levels is None else flat(levels)))


def flat(levels: dict[Stem, float]) -> Stems:
    """Stems of constant level."""
    return Stems({stem: Audio(np.full((1, 700), own, np.float32), 44_100) for stem, own in levels.items()}, "any")


def test_a_song_with_drums_is_judged() -> None:
    assert why(made.song()) == ""
    assert why(made.song(), {Stem.DRUMS: 0.1, Stem.OTHER: 0.1}) == ""


def test_a_waltz_is_judged() -> None:
    assert why(made.song(beats_per_bar=3, drums={"kick": "9...........", "snare": "....8...8..."})) == ""


def test_a_log_drum_without_a_kit_is_drums_enough() -> None:
    analysis = made.song(log_drum=made.LOG_RIFF, drums={})
    assert why(analysis) == ""
    assert why(analysis, {Stem.LOG_DRUM: 0.1, Stem.OTHER: 0.1}) == ""


def test_drums_alone_are_judged_and_have_no_harmony() -> None:
    drums = made.without(made.song(), Stem.OTHER, Stem.BASS)
    assert why(drums) == ""
    assert why_no_harmony(CultureSong(drums)) == "no instrument that plays chords was heard"
    score = score_song(drums)
    assert score.markers["kwaito_rhythms"].value is not None
    assert score.markers["jazz_harmonies"].why == score.markers["gospel_influence"].why != ""


def test_voices_in_chords_are_an_accompaniment() -> None:
    sung = made.without(made.song(made.AMEN, voice=made.choir(32)), Stem.OTHER, Stem.BASS)
    assert why_no_harmony(CultureSong(sung)) == ""


@pytest.mark.parametrize(
    ("analysis", "levels", "words"),
    [
        (replace(made.song(), downbeats=(), tempo_bpm=None), None, "no bars"),
        (silence(), None, "silent"),
        (made.song(bars=LEAST_BARS - 1), None, "3 whole bars"),
        (made.song(bars=LEAST_BARS, tempo_bpm=200.0), None, "last 4.8 s"),
        (replace(made.song(), tempo_confidence=LEAST_PULSE - 0.01), None, "too unsure"),
        (made.song(drums={}), None, "hardly any drums"),
        (made.song(), SILENT_STEMS, "hardly any drums"),
    ],
)
def test_what_cannot_be_judged_has_one_reason_in_one_sentence(
    analysis: Analysis, levels: dict[Stem, float] | None, words: str
) -> None:
    assert words in why(analysis, levels)
    score = score_song(analysis, None if levels is None else flat(levels))
    for marker in score.markers.values():
        assert (marker.value, marker.interval, marker.status) == (None, None, NOT_ASSESSABLE)
        assert marker.why == why(analysis, levels)
    assert score.style["probabilities"] == {}
    assert score.style["family"] is None
    assert score.total["value"] is None
    assert score.gate["passed"] is None


def test_the_least_that_is_judged() -> None:
    assert why(made.song(bars=LEAST_BARS)) == ""
    assert why(replace(made.song(), tempo_confidence=LEAST_PULSE)) == ""
    quiet = 0.1 * 10.0 ** ((LEAST_DRUMS_DB + 0.5) / 20.0)
    assert why(made.song(), {Stem.DRUMS: quiet, Stem.OTHER: 0.1}) == ""


def test_a_metronome_is_no_music() -> None:
    click = replace(made.without(made.song(drums={"rim": made.FOUR}), Stem.BASS, Stem.OTHER), chords=())
    assert "one stroke on each beat" in why(click)
    assert "one stroke on each beat" in why(click, {Stem.DRUMS: 0.1, Stem.VOCALS: 0.001})
    grooving = replace(made.without(made.song(drums={"kick": made.FOUR, "hat": made.EIGHTHS}), Stem.OTHER), chords=())
    assert why(grooving) == ""


def test_untranscribed_drums_are_no_missing_drums() -> None:
    analysis = made.song()
    assert why(replace(analysis, notes={**analysis.notes, Stem.DRUMS: None})) == ""


def keys_alone() -> Audio:
    return harmonic_songs.song(["F:min9", "Bb:min9"], bars=5, with_bass=False, with_drums=False, stabs=True).mixture


def heard(mixture: Audio) -> str:
    analysis, stems = made.listen(mixture)
    score = score_song(analysis, stems)
    values = {marker.value for marker in score.markers.values()}
    reason = why_not(CultureSong(analysis, stems))
    assert set(score.markers) == set(MARKERS)
    if reason:
        assert values == {None}
        assert score.total["value"] is None
    return reason


@pytest.mark.slow
@pytest.mark.parametrize(
    "sound",
    [
        lambda: signals.noise(8.0),
        lambda: signals.sine(440.0, 8.0),
        made.applause,
        made.speech,
        made.singing,
        lambda: signals.click_track(112.0, 10.0),
        keys_alone,
        lambda: harmonic_songs.song(["F:min9", "Bb:min9"], bars=2).mixture,
    ],
    ids=["noise", "sine", "applause", "speech", "singing", "click", "keys alone", "two bars"],
)  # fmt: skip
def test_what_is_no_music_with_drums_is_turned_down(sound: Callable[[], Audio]) -> None:
    assert heard(sound()) != ""


@pytest.mark.slow
def test_a_short_song_with_drums_is_heard_and_judged() -> None:
    assert heard(harmonic_songs.song(["F:min9", "Bb:min9"], bars=6).mixture) == ""


@pytest.mark.slow
def test_recordings_of_drums_and_bands_are_not_turned_down(shared_audio: Path) -> None:
    from engine.audio.files import read

    for name in ("mdb_drums/80sRock/drums.flac", "mdb_drums/Grunge/drums.flac"):
        analysis, stems = made.listen(_beginning(read(shared_audio / name), 14.0))
        assert why_not(CultureSong(analysis, stems)) == "", name
        assert why_no_harmony(CultureSong(analysis, stems)) != "", name
    band = next((shared_audio / "librosa_examples").glob("Karissa*.ogg"))
    analysis, stems = made.listen(_beginning(read(band), 18.0))
    assert why_not(CultureSong(analysis, stems)) == ""
    assert why_no_harmony(CultureSong(analysis, stems)) == ""


@pytest.mark.slow
def test_a_recording_of_a_singer_alone_is_turned_down(shared_audio: Path) -> None:
    from engine.audio.files import read

    assert heard(_beginning(read(shared_audio / "vocadito" / "vocadito_1.flac"), 14.0)) != ""


def _beginning(audio: Audio, seconds: float) -> Audio:
    return Audio(audio.samples[:, : round(seconds * audio.sample_rate)], audio.sample_rate)
