"""Gospel marker on progressions and voices whose reading is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.analysis import Analysis, Modulation
from engine.core.score import MarkerScore
from engine.core.stems import Stem
from engine.culture.harmony import harmony_of
from engine.culture.markers.gospel import CADENCES, measure
from engine.culture.score import score_song
from engine.culture.song import CultureSong
from engine.culture.voices import call_response, choir, melisma
from tests import culture_songs as made


def score(analysis: Analysis) -> MarkerScore:
    return score_song(analysis).markers["gospel_influence"]


def found(progression: str, key: str = "C major") -> dict[str, list[str]]:
    """Which changes of a loop, with its way back, count as what."""
    harmony = harmony_of(CultureSong(made.song(progression, key=key, bars=2 * len(progression.split()))))
    first = harmony.changes[: len(progression.split())]
    return {name: rows for name, (_, holds) in CADENCES.items() if (rows := [own.name for own in first if holds(own)])}


@pytest.mark.parametrize(
    ("progression", "key", "cadences"),
    [
        ("I IV69 I iv6", "C major", {"plagal": ["F6/9 - C"], "minor_plagal": ["Fm6 - C"]}),
        ("I IV I/5 V7", "C major", {"six_four": ["C/G - G7"]}),
        ("i iv i/5 V7", "C minor", {"six_four": ["Cm/G - G7"]}),
        ("IV #ivo7 I/5 V", "C major", {"six_four": ["Gbdim7 - C/G", "C/G - G"]}),
        ("I V7/ii ii9 V13sus4", "C major", {"applied": ["A7 - Dm9"]}),
        ("I V7/V V I", "C major", {"applied": ["D7 - G"]}),
        ("vi #io7 ii V", "C major", {"applied": ["Dbdim7 - Dm"]}),
        ("i9 iv9", "F minor", {}),  # the vamp of half of all dance music is no amen
        ("i9 IV13", "F minor", {}),
        ("i VI III VII", "A minor", {}),
        ("ii9 V13sus4 Imaj9 vi11", "C major", {}),
        ("I IV/5 V", "C major", {}),
    ],
)
def test_church_cadences_are_counted_and_nothing_else(
    progression: str, key: str, cadences: dict[str, list[str]]
) -> None:
    assert found(progression, key) == cadences


def test_a_hymn_is_clearer_than_pop_and_pop_than_a_vamp() -> None:
    hymn, amen = score(made.song(made.HYMN, bars=33)).value, score(made.song(made.AMEN)).value
    marabi, pop = score(made.song(made.MARABI)).value, score(made.song(made.AXIS)).value
    vamp = score(made.song(made.MINOR_VAMP, key="F minor")).value
    assert hymn is not None
    assert amen is not None
    assert marabi is not None
    assert pop is not None
    assert vamp is not None
    assert min(hymn, amen) > marabi > pop > vamp
    assert min(hymn, amen) > 0.6
    assert pop < 0.4
    assert vamp < 0.2


@pytest.mark.parametrize("key", ["Db major", "F# major", "A major"])
def test_every_key_is_alike(key: str) -> None:
    assert score(made.song(made.HYMN, key=key)).value == score(made.song(made.HYMN)).value


def test_tempo_is_nothing() -> None:
    slow, fast = (score(made.song(made.HYMN, tempo_bpm=tempo, voice=made.choir(32))).value for tempo in (80.0, 150.0))
    assert slow == fast


def test_evidence_names_chords_and_bars() -> None:
    (evidence,) = score(made.song(made.AMEN)).evidence
    assert evidence.bars == (5, 32)  # the first two cadences are one short of the others
    assert "plagal cadence F6/9 - C" in evidence.text
    assert "minor subdominant to the tonic Fm6 - C" in evidence.text


def test_the_absence_is_told_in_plain_words() -> None:
    (counter,) = score(made.song(made.MINOR_VAMP, key="F minor")).counter_evidence
    assert counter.text.startswith("Fm9 - Bbm9 in bars")


def test_a_cadence_counts_in_the_key_that_holds_there() -> None:
    """F C is no cadence in D minor, and one in the C major the song has gone to."""
    analysis = made.song("VI VII", key="D minor", bars=16)
    moved = replace(analysis, chords=made.song("IV I", bars=16).chords, modulations=(Modulation(0.0, "C", "major"),))
    stayed = replace(moved, modulations=())
    assert max(measure(CultureSong(moved)).by_window["plagal"]) > 0.4
    assert max(measure(CultureSong(stayed)).by_window["plagal"]) == 0.0


def test_unsure_chords_are_weighed_less() -> None:
    sure, unsure = score(made.song(made.AMEN)), score(made.song(made.AMEN, confidence=0.3))
    assert sure.coverage == 1.0
    assert unsure.coverage == pytest.approx(0.3)
    assert score(made.song(made.AMEN, confidence=0.1)).value is None


def test_no_chords_no_value() -> None:
    drums = replace(made.song(), chords=())
    assert score(drums).why == "no chords were heard"
    assert "key" in measure(CultureSong(replace(made.song(), key=None))).why


def test_three_voices_in_one_rhythm_are_a_choir() -> None:
    shares = choir(CultureSong(made.song(voice=made.choir(32))))
    assert shares is not None
    assert shares.min() > 0.85
    two = choir(CultureSong(made.song(voice=made.choir(32, voices=(60, 64)))))
    assert two is not None
    assert two.max() == 0.0


def test_a_round_is_no_choir() -> None:
    """Three voices that never begin together: a held chord built up note by note."""
    rows = [(4.0 * bar + 1.0 * voice, 3.9, 60 + 4 * voice) for bar in range(32) for voice in range(3)]
    shares = choir(CultureSong(made.song(voice=rows)))
    assert shares is not None
    assert shares.max() == 0.0


def test_one_line_cannot_tell_whether_there_is_a_choir() -> None:
    assert choir(CultureSong(made.song(voice=made.melody(32)))) is None
    assert choir(CultureSong(made.song())) is None


def test_a_choir_lifts_the_marker() -> None:
    alone, sung = score(made.song(made.AMEN)), score(made.song(made.AMEN, voice=made.choir(32)))
    assert alone.value is not None
    assert sung.value is not None
    assert sung.value > alone.value + 0.1


def test_runs_are_melisma_and_syllables_are_not() -> None:
    run = [
        (4.0 * bar + 0.25 * step, 0.25, pitch)
        for bar in range(0, 32, 2)
        for step, pitch in enumerate((72, 71, 69, 67, 69))
    ]
    spoken = [(4.0 * bar + 0.5 * step, 0.3, 60 + step) for bar in range(0, 32, 2) for step in range(5)]
    assert melisma(CultureSong(made.song(voice=run))) == 1.0
    assert melisma(CultureSong(made.song(voice=spoken))) == 0.0
    assert melisma(CultureSong(made.song())) is None


def test_turns_of_two_bars_are_call_and_response() -> None:
    turns = [(4.0 * bar + beat, 0.9, 60) for bar in range(0, 32, 2) for beat in range(4)]
    peak = call_response(CultureSong(made.song(voice=turns)))
    assert peak is not None
    assert peak > 0.8
    rng = np.random.default_rng(5)
    scattered = [(float(beat), 0.9, 60) for beat in np.flatnonzero(rng.random(128) < 0.5)]
    loose = call_response(CultureSong(made.song(voice=scattered)))
    assert loose is not None
    assert loose < 0.4
    assert call_response(CultureSong(made.song(voice=[(beat, 1.0, 60) for beat in range(128)]))) is None


def test_voices_the_separator_made_of_nothing_are_not_heard() -> None:
    from engine.core.audio import Audio
    from engine.core.stems import Stems

    levels = {Stem.DRUMS: 0.1, Stem.OTHER: 0.1, Stem.VOCALS: 0.001}
    stems = Stems({stem: Audio(np.full((1, 700), own, np.float32), 44_100) for stem, own in levels.items()}, "any")
    analysis = made.song(voice=made.choir(32))
    assert choir(CultureSong(analysis)) is not None
    assert choir(CultureSong(analysis, stems)) is None


def test_the_ear_tells_of_organ_and_choir_where_notes_cannot() -> None:
    from engine.core.audio import Audio
    from engine.core.stems import Stems
    from engine.culture.instruments import InstrumentActivity

    sound = Audio(np.full((1, 700), 0.1, np.float32), 44_100)
    stems = Stems({Stem.DRUMS: sound, Stem.OTHER: sound}, "any")
    song = CultureSong(made.song(made.AMEN), stems)
    count = len(song.windows)
    ear = {"organ": np.full(count, 0.9), "choir": np.full(count, 0.2)}
    song.__dict__["instruments"] = InstrumentActivity(ear)
    heard = measure(song).by_window
    assert heard["organ"].tolist() == [1.0] * count
    assert heard["choir_sound"].tolist() == [0.0] * count  # doubted everywhere is nothing
    assert "choir" not in heard
    assert {"organ", "choir_sound"}.isdisjoint(measure(CultureSong(made.song(made.AMEN))).by_window)
