"""Jazz marker on progressions and leads whose reading is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.analysis import Analysis
from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.roman import parse_roman
from engine.core.score import MarkerScore
from engine.core.stems import Stem
from engine.culture.harmony import CHARTS, Change, HeardChord, harmony_of
from engine.culture.markers import jazz
from engine.culture.score import score_song
from engine.culture.solos import solo_share
from engine.culture.song import CultureSong
from tests import culture_songs as made


def score(analysis: Analysis) -> MarkerScore:
    return score_song(analysis).markers["jazz_harmonies"]


def value(progression: str, key: str = "C major", **wishes: object) -> float:
    own = score(made.song(progression, key=key, **wishes)).value  # type: ignore[arg-type]
    assert own is not None
    return own


def chord(numeral: str, key: str = "C major") -> HeardChord:
    tonality = Key.parse(key)
    return HeardChord(0.0, 1.0, parse_roman(numeral, tonality), tonality, 1.0)


def changes(progression: str, key: str = "C major") -> list[Change]:
    return list(harmony_of(CultureSong(made.song(progression, key=key, bars=2 * len(progression.split())))).changes)


@pytest.mark.parametrize(
    ("progression", "key", "pairs"),
    [
        ("ii9 V13sus4 Imaj9 vi11", "C major", {"Dm9 - G13sus"}),
        ("iiø7 V7alt i9 i9", "C minor", {"Dm7b5 - G7alt"}),
        ("iii7 V7/ii ii7 V7 Imaj7", "C major", {"Em7 - A7", "Dm7 - G7"}),
        ("i9 IV13", "C minor", set()),  # the same interval, and going nowhere
        ("I V vi IV", "C major", set()),
        ("ii V I I", "C major", set()),  # triads: a cadence, no ii-V of sevenths
    ],
)
def test_two_fives(progression: str, key: str, pairs: set[str]) -> None:
    assert {own.name for own in changes(progression, key) if jazz.is_two_five(own)} == pairs


def test_tritone_substitutes() -> None:
    assert {own.name for own in changes("ii9 bII7#11 Imaj9 Imaj9") if jazz.is_substitute(own)} == {"Db7#11 - Cmaj9"}
    assert not any(jazz.is_substitute(own) for own in changes("i bIImaj7", "C minor"))  # Phrygian, no dominant


@pytest.mark.parametrize(
    ("numeral", "key", "share"),
    [
        ("Imaj9", "C major", 0.0),
        ("bII7", "C major", 0.5),
        ("V7", "C minor", 0.0),
        ("IV9", "C minor", 0.0),
        ("V7b9", "C major", 0.2),
    ],
)
def test_tones_foreign_to_the_key(numeral: str, key: str, share: float) -> None:
    assert jazz.foreign_share(chord(numeral, key)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("first", "second", "semitones"),
    [
        ("I", "I", 0.0),
        ("I", "vi", 2.0 / 3.0),  # G to A
        ("I", "IV", 1.0),  # E to F, G to A
        ("ii7", "V7", 0.5 * 1.5),  # C to B, A to B or G: F and D stay
    ],
)
def test_voice_leading_is_the_smallest_motion(first: str, second: str, semitones: float) -> None:
    assert jazz.nearness(chord(first), chord(second)) == pytest.approx(1.0 / (1.0 + semitones))
    assert jazz.nearness(chord(second), chord(first)) == pytest.approx(1.0 / (1.0 + semitones))


@pytest.mark.parametrize("quality", sorted(QUALITIES))
def test_extensions_are_chords_of_five_tones_and_altered_dominants(quality: str) -> None:
    own = HeardChord(0.0, 1.0, ChordLabel(0, quality), None, 1.0)
    steps = set(QUALITIES[quality])
    assert jazz.is_extended(own) == (len(steps) >= 5)
    assert own.name == f"C{CHARTS[quality]}"


def test_two_five_one_is_clearer_than_a_vamp_of_ninths_and_that_than_triads() -> None:
    two_five, vamp = value(made.TWO_FIVE_ONE), value(made.MINOR_VAMP, "F minor")
    triads, axis = value("i VI III VII", "F minor"), value(made.AXIS)
    assert two_five > 0.8
    assert two_five > vamp + 0.2
    assert vamp > triads + 0.2
    assert max(triads, axis) < 0.15


def test_church_and_jazz_are_told_apart() -> None:
    both = {
        name: score_song(made.song(own)).markers for name, own in (("amen", made.AMEN), ("jazz", made.TWO_FIVE_ONE))
    }
    church = {name: own["gospel_influence"].value for name, own in both.items()}
    chords = {name: own["jazz_harmonies"].value for name, own in both.items()}
    assert church["amen"] is not None
    assert church["jazz"] is not None
    assert chords["amen"] is not None
    assert chords["jazz"] is not None
    assert church["amen"] > church["jazz"] + 0.4
    assert chords["jazz"] > chords["amen"] + 0.4


@pytest.mark.parametrize("key", ["Db major", "F# major", "A major"])
def test_every_key_is_alike(key: str) -> None:
    assert value(made.TWO_FIVE_ONE, key) == value(made.TWO_FIVE_ONE)


def test_tempo_and_drums_are_nothing() -> None:
    assert value(made.TWO_FIVE_ONE, tempo_bpm=80.0) == value(made.TWO_FIVE_ONE, tempo_bpm=160.0)
    assert value(made.TWO_FIVE_ONE, drums={"kick": made.BROKEN, "shaker": made.SHAKER}) == value(made.TWO_FIVE_ONE)


def test_a_jazz_waltz_is_judged() -> None:
    waltz = value(made.TWO_FIVE_ONE, beats_per_bar=3, drums={"kick": "9...........", "hat": "....8...8..."})
    assert waltz == value(made.TWO_FIVE_ONE)


def test_evidence_lists_the_chords_with_their_bars() -> None:
    (evidence,) = score(made.song("ii9 V13sus4 Imaj9 Imaj9")).evidence
    assert evidence.text.startswith("Dm9 - G13sus - Cmaj9")
    assert "in bars " in evidence.text
    assert "ii-V Dm9 - G13sus" in evidence.text
    (counter,) = score(made.song("I IV")).counter_evidence
    assert counter.text.startswith("C - F in bars ")
    assert counter.text.endswith("triads and sevenths")


def test_unsure_chords_are_weighed_less() -> None:
    assert score(made.song(made.TWO_FIVE_ONE, confidence=0.4)).coverage == pytest.approx(0.4)
    assert score(made.song(made.TWO_FIVE_ONE, confidence=0.1)).value is None


def test_a_sure_triad_outweighs_an_unsure_ninth() -> None:
    analysis = made.song("I ii9")
    doubted = tuple(replace(own, confidence=0.2 if "9" in own.label else 1.0) for own in analysis.chords)
    inputs = jazz.measure(CultureSong(replace(analysis, chords=doubted))).by_window["extended"]
    assert inputs == pytest.approx(np.full(len(inputs), 1.0 / 6.0))


def solo(bars: int, *, is_riff: bool = False) -> list[tuple[float, float, int]]:
    """Eighths over an octave and a half, new in every bar or the same in all."""
    rng = np.random.default_rng(7)
    rows = []
    for bar in range(bars):
        if is_riff:
            rng = np.random.default_rng(7)
        rows += [(4.0 * bar + step / 2.0, 0.4, int(72 + rng.integers(17))) for step in range(8)]
    return rows


def test_a_solo_never_comes_back_and_a_riff_does() -> None:
    keys = [(4.0 * bar, 3.5, pitch) for bar in range(32) for pitch in (52, 55, 59, 62)]
    shares = {
        name: solo_share(CultureSong(made.song(other=[*keys, *own])))
        for name, own in (("solo", solo(32)), ("riff", solo(32, is_riff=True)), ("none", []))
    }
    assert shares["solo"] is not None
    assert shares["riff"] is not None
    assert shares["none"] is not None
    assert shares["solo"].mean() > 0.8
    assert shares["riff"][1:].max() == 0.0  # its first bar was new
    assert shares["none"].max() == 0.0


def test_a_solo_lifts_the_marker_and_untranscribed_instruments_say_nothing() -> None:
    keys = [(4.0 * bar, 3.5, pitch) for bar in range(32) for pitch in (52, 55, 59, 62)]
    assert value(made.TWO_FIVE_ONE, other=[*keys, *solo(32)]) > value(made.TWO_FIVE_ONE, other=keys)
    analysis = made.song(made.TWO_FIVE_ONE)
    unheard = replace(analysis, notes={**analysis.notes, Stem.OTHER: None})
    assert "solo" not in score(unheard).contributions
