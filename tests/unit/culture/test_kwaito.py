"""Kwaito marker on grooves and chants whose reading is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.analysis import Analysis
from engine.core.score import MarkerScore
from engine.core.stems import Stem
from engine.culture.grooves import back_beat, four_on_the_floor, ostinato, tumbao
from engine.culture.score import score_song
from engine.culture.song import CultureSong
from engine.culture.voices import chant_share, phrases_of
from tests import culture_songs as made

FOUR_CLAP = {"kick": made.FOUR, "clap": made.BACK_BEAT}


def score(analysis: Analysis) -> MarkerScore:
    return score_song(analysis).markers["kwaito_rhythms"]


def value(**wishes: object) -> float:
    own = score(made.song("I IV V IV", **wishes)).value  # type: ignore[arg-type]
    assert own is not None
    return own


def regularity(grid: str) -> float:
    shares = four_on_the_floor(CultureSong(made.song(drums={"kick": grid})))
    assert shares is not None
    return float(shares.mean())


def test_a_kick_on_every_beat_and_nothing_else() -> None:
    assert regularity(made.FOUR) == 1.0
    assert regularity("8...8...8...8..4") == pytest.approx(0.8)  # with a pickup
    assert regularity("9...9...9.......") == 0.0  # three-step
    assert regularity("9.......8.......") == 0.0  # half-time
    assert regularity(made.BROKEN) == 0.0


def test_a_muted_kick_at_the_end_of_a_phrase_counts_less() -> None:
    assert regularity(made.FOUR * 3 + "9...9...........") == pytest.approx(0.75**0.5)


def test_one_bar_that_returns_is_an_ostinato() -> None:
    one = CultureSong(made.song("I", bass="9..9..8.9.8...8."))
    shares = ostinato(one)
    assert shares is not None
    assert shares.min() == pytest.approx(1.0)


def test_an_ostinato_of_two_bars_is_one_too() -> None:
    shares = ostinato(CultureSong(made.song("I", bass="9..9..8.9.8...8.....9.9.....8.8.")))
    assert shares is not None
    assert shares.min() == pytest.approx(1.0)


def test_a_line_that_never_returns_is_none() -> None:
    rng = np.random.default_rng(11)
    grid = "".join("9" if own < 0.3 else "." for own in rng.random(16 * 32))
    shares = ostinato(CultureSong(made.song("I ii iii IV V vi", bass=grid)))
    assert shares is not None
    assert shares.max() < 0.5


def test_a_root_held_for_a_bar_is_no_ostinato() -> None:
    shares = ostinato(CultureSong(made.song("I", bass="9...............")))
    assert shares is not None
    assert shares.max() == 0.0


def test_the_log_drum_is_the_low_line_where_there_is_no_bass() -> None:
    both = made.song("I", bass="9...............", log_drum=made.LOG_RIFF)
    alone = made.without(both, Stem.BASS)
    first, second = ostinato(CultureSong(both)), ostinato(CultureSong(alone))
    assert first is not None
    assert second is not None
    assert first.max() == 0.0
    assert second.min() > 0.9


def test_without_a_transcript_it_cannot_be_told() -> None:
    analysis = made.song()
    nothing = replace(analysis, notes={**analysis.notes, Stem.DRUMS: None})
    assert score(nothing).why == "its drums were not transcribed"
    silent = made.without(made.song(log_drum=made.LOG_RIFF), Stem.DRUMS)
    assert score(silent).why == "no drums were heard"


def test_chants_are_narrow_and_quick() -> None:
    chanted = chant_share(CultureSong(made.song(voice=made.chant(32))))
    sung = chant_share(CultureSong(made.song(voice=made.melody(32))))
    slow = chant_share(CultureSong(made.song(voice=[(2.0 * half, 1.8, 60) for half in range(64)])))
    assert chanted is not None
    assert sung is not None
    assert slow is not None
    assert chanted.mean() == pytest.approx(0.43, abs=0.02)  # three and a half beats of every eight
    assert sung.max() == slow.max() == 0.0


def test_syllables_are_counted_per_beat() -> None:
    for tempo in (80.0, 113.0, 150.0):
        phrases = phrases_of(CultureSong(made.song(tempo_bpm=tempo, voice=made.chant(32))))
        assert {round(phrase.syllables_per_beat, 3) for phrase in phrases} == {2.0}


def test_kwaito_by_construction_and_what_it_is_told_from() -> None:
    kwaito = value(drums=FOUR_CLAP, bass="9..9..8.9.8...8.", voice=made.chant(32))
    house = value(drums=FOUR_CLAP, bass="9..9..8.9.8...8.", voice=made.melody(32))
    broken = value(drums={"kick": made.BROKEN, "clap": made.BACK_BEAT}, bass="9..9..8.9.8...8.")
    rock = value(drums={"kick": made.ROCK_KICK, "snare": made.BACK_BEAT})
    assert kwaito > 0.8
    assert kwaito > house + 0.2
    assert house > broken + 0.2
    assert max(broken, rock) < 0.3


def test_congas_in_a_tumbao_speak_for_it_and_none_say_nothing() -> None:
    groove = {**FOUR_CLAP, "conga": "....7.......7.6."}
    assert value(drums=groove) > value(drums=FOUR_CLAP)
    assert tumbao(CultureSong(made.song(drums=FOUR_CLAP))) is None
    assert "congas" not in score(made.song(drums=FOUR_CLAP)).contributions


def test_claps_are_measured_where_they_are() -> None:
    both = back_beat(CultureSong(made.song(drums=FOUR_CLAP)))
    everywhere = back_beat(CultureSong(made.song(drums={"snare": "9...9...9...9..."})))
    assert both is not None
    assert both.min() == 1.0
    assert everywhere is not None
    assert everywhere.max() == 0.5
    assert back_beat(CultureSong(made.song(drums={"kick": made.FOUR}))) is None


@pytest.mark.parametrize("tempo", [80.0, 104.0, 106.2, 119.8, 150.0])
def test_tempo_is_context_and_never_counts(tempo: float) -> None:
    wishes = {"drums": FOUR_CLAP, "bass": "9..9..8.9.8...8.", "voice": made.chant(32)}
    assert value(**wishes, tempo_bpm=tempo) == value(**wishes)
    (evidence,) = score(made.song("I IV V IV", tempo_bpm=tempo, **wishes)).evidence  # type: ignore[arg-type]
    assert f"{tempo:.0f} BPM, which does not count" in evidence.text


def test_evidence_says_what_is_played() -> None:
    (evidence,) = score(made.song("I", drums=FOUR_CLAP, bass="9..9..8.9.8...8.", voice=made.chant(32))).evidence
    for clause in ("a kick on every beat", "returns (100% alike)", "claps or snares on two and four", "chants for"):
        assert clause in evidence.text


def test_a_waltz_has_no_such_pulse_and_is_judged_all_the_same() -> None:
    waltz = made.song(
        "I", beats_per_bar=3, drums={"kick": "9...........", "snare": "....8...8..."}, bass="9...9...9..."
    )
    own = score(waltz).value
    assert own is not None
    assert own < 0.3
