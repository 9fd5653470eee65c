"""Songs that keep a genre's conventions are told by them; what speaks for it is said, and sums to the score."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.codec import to_builtins
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.theory.genres_chords import covered
from engine.theory.genres_files import load_genres
from engine.theory.genres_heard import hear
from engine.theory.genres_match import match_genres
from tests.genre_songs import BACK, FOUR, OFF, QUAVERS, SIXTEENTHS, SONGS, TRACK, VERSES, song

NOTHING = Analysis(engine="test", audio=AudioFacts(60.0, 44_100, 2, "sha256:0", -9.0, -1.0))


@cache
def told(genre: str) -> dict[str, Any]:
    return match_genres(SONGS[genre])


def confidence(answer: dict[str, Any], genre: str) -> float:
    return next((p["confidence"] for p in answer["predicted_genres"] if p["genre"] == genre), 0.0)


def ranked(answer: dict[str, Any]) -> list[str]:
    return [prediction["genre"] for prediction in answer["predicted_genres"]]


@pytest.mark.parametrize("genre", SONGS)
def test_a_song_that_keeps_the_conventions_is_of_the_genre(genre: str) -> None:
    answer = told(genre)
    assert genre in (answer["primary_genre"], ranked(answer)[0])
    assert genre in ranked(answer)[:3]
    assert answer["other"] < 0.1


@pytest.mark.parametrize("genre", SONGS)
def test_the_explanation_sums_to_the_score(genre: str) -> None:
    answer = told(genre)
    assert len(answer["predicted_genres"]) >= 3  # never one bare label
    for one in answer["predicted_genres"]:
        reasons = [*one["evidence"], *one["counter_evidence"]]
        assert one["score"] == pytest.approx(one["prior"] + sum(e["contribution"] for e in reasons), abs=1e-9)
        assert all(e["contribution"] > 0.0 for e in one["evidence"])
        assert all(e["contribution"] < 0.0 for e in one["counter_evidence"])
        assert all(e["words"] and e["expected"] is not None for e in reasons)
        assert 0.0 <= one["confidence"] <= 1.0
    confidences = [one["confidence"] for one in answer["predicted_genres"]]
    assert all(a >= b for a, b in pairwise(confidences))
    json.dumps(to_builtins(answer), allow_nan=False)


def test_confidences_are_the_softmax_over_all_genres_and_other() -> None:
    book = load_genres()
    answer = told("drum_and_bass")
    one = answer["predicted_genres"][0]
    # a family without kinds: its confidence against "other", whose score is its prior, 0.1
    assert one["parent"] is None
    assert not book.children(one["genre"])
    assert math.log(one["confidence"] / answer["other"]) == pytest.approx(one["score"] - math.log(0.1), abs=0.1)


@pytest.mark.parametrize("genre", ["rock", "house", "jazz", "amapiano"])
def test_a_log_drum_never_speaks_against_amapiano(genre: str) -> None:
    bare = SONGS[genre]
    without = replace(bare, notes={**bare.notes, Stem.LOG_DRUM: ()}, log_drum=LogDrumEstimate(False, 0.02))
    values = [confidence_of(without)]
    beat = 60.0 / (bare.tempo_bpm or 120.0)
    for probability, riff in ((0.3, (0, 3, 6, 10, 13)), (0.6, (0, 2, 4)), (0.9, (0, 3, 6, 10, 13)), (0.99, range(16))):
        notes = tuple(
            NoteEvent(4 * beat * bar + beat * step / 4, 4 * beat * bar + beat * step / 4 + 0.1, 36, 100)
            for bar in range(24)
            for step in riff
        )
        present = LogDrumEstimate(probability > 0.5, probability)
        values.append(confidence_of(replace(without, notes={**without.notes, Stem.LOG_DRUM: notes}, log_drum=present)))
    assert all(b >= values[0] for b in values[1:])
    assert values[3] > values[1]


def confidence_of(analysis: Analysis, genre: str = "amapiano") -> float:
    """With a book of which every genre is shown, so that small confidences are not cut off."""
    import engine.theory.genres_match as module

    least = module._LEAST, module._MOST
    module._LEAST = module._MOST = 99
    try:
        return confidence(match_genres(analysis), genre)
    finally:
        module._LEAST, module._MOST = least


def test_the_same_riff_more_surely_a_log_drum_is_more_amapiano() -> None:
    riff = SONGS["amapiano"]
    sure = [confidence_of(replace(riff, log_drum=LogDrumEstimate(p > 0.5, p))) for p in (0.05, 0.3, 0.5, 0.8, 0.95)]
    assert all(b >= a for a, b in pairwise(sure))
    assert sure[-1] > sure[0] + 0.05


def test_amapiano_without_a_log_drum_is_still_near() -> None:
    """The music is older than its log drum."""
    bare = SONGS["amapiano"]
    keys = replace(bare, notes={**bare.notes, Stem.LOG_DRUM: ()}, log_drum=LogDrumEstimate(False, 0.05))
    assert "amapiano" in ranked(match_genres(keys))[:3]


def test_private_school_is_told_from_the_street_by_its_chords() -> None:
    drums = {"kick": FOUR, "clap": "....x.......x..x", "rim": "...x..x....x..x.", "shaker": SIXTEENTHS}
    jazz = ["D:min9", "G:13sus4", "C:maj9", "A:min11"]
    refined = song(111, drums, jazz, key="C major", log_drum="x.....x.........", swing=0.54, sung=0.45, labels=TRACK)
    raw = song(114, drums, ["F:min"], key="F minor", log_drum="x.xxx.x.xx.x.xxx", swing=0.54, sung=0.1, labels=TRACK)
    assert confidence_of(refined, "private_school_amapiano") > 3 * confidence_of(raw, "private_school_amapiano")
    assert confidence_of(raw, "sgija") > 3 * confidence_of(refined, "sgija")


@pytest.mark.parametrize(("genre", "tracked"), [("drum_and_bass", 87.0), ("trap", 70.0), ("techno", 66.0)])
def test_a_tempo_tracked_at_half_is_counted_right(genre: str, tracked: float) -> None:
    whole = SONGS[genre]
    half = replace(whole, tempo_bpm=tracked, beats=whole.beats[::2], downbeats=whole.downbeats[::2], swing=None)
    answer = match_genres(half)
    assert genre in ranked(answer)[:3]
    count = [e for p in answer["predicted_genres"] if p["genre"] == genre for e in p["counter_evidence"]]
    assert any(e["feature"] == "count" and e["value"] == 2.0 for e in count)


def test_a_bar_that_begins_on_the_wrong_beat_is_seen_through() -> None:
    whole = SONGS["amapiano"]
    turned = replace(whole, downbeats=tuple(whole.beats[1::4]))
    assert match_genres(turned)["primary_genre"] == "amapiano"


def test_every_key_is_the_same() -> None:
    there = song(120, {"kick": "x.......x.x.....", "snare": BACK}, ["C", "G", "A:min", "F"], key="C major", sung=0.6)
    here = song(120, {"kick": "x.......x.x.....", "snare": BACK}, ["Eb", "Bb", "C:min", "Ab"], key="Eb major", sung=0.6)
    assert match_genres(there) == match_genres(here)


def test_music_unlike_all_of_them_says_so() -> None:
    strange = song(
        205,
        {"kick": "x..x.x...xx.x...x.x.", "snare": ".x..x...x.x..xx..x..", "tom": "x.x..x.x..x...x..xx."},
        ["C:aug", "F#:dim7", "B:7alt", "Eb:min6", "G:aug", "D:dim7"],
        beats_per_bar=5, swing=0.65, lufs=-31.0,
    )  # fmt: skip
    answer = match_genres(strange)
    assert answer["confidence"] < 0.2
    assert answer["other"] > 0.5
    assert answer["words"].startswith("Like none of the genres described here")


def test_a_tempo_alone_is_not_a_genre() -> None:
    known = replace(NOTHING, tempo_bpm=113.0, beats=tuple(i * 60 / 113 for i in range(65)))
    answer = match_genres(known)
    assert answer["confidence"] < 0.3
    assert {"metre", "mode", "rhythms", "progression", "swing", "sevenths", "vocals"} <= set(answer["unknown"])
    assert answer["words"].startswith("Not clearly any")


def test_nothing_is_said_of_nothing() -> None:
    assert match_genres(NOTHING) == {}
    assert match_genres(replace(NOTHING, notes={Stem.DRUMS: (), Stem.BASS: None})) == {}


def test_what_is_missing_is_neither_for_nor_against() -> None:
    whole = SONGS["house"]
    deaf = replace(whole, notes={**whole.notes, Stem.VOCALS: None}, swing=None)
    answer = match_genres(deaf)
    features = {e["feature"] for p in answer["predicted_genres"] for e in (*p["evidence"], *p["counter_evidence"])}
    assert not features & {"vocals", "swing"}
    assert {"vocals", "swing"} <= set(answer["unknown"])


def test_a_kind_is_part_of_its_family() -> None:
    answer = told("deep_house")
    assert confidence(answer, "house") >= confidence(answer, "deep_house") > 0.3
    # and the narrowest that holds more than half of it is named
    assert answer["primary_genre"] == "deep_house"


def test_half_of_a_song_says_the_same() -> None:
    for genre in ("amapiano", "rock", "techno"):
        whole = SONGS[genre]
        end = whole.audio.duration / 2
        part = replace(
            whole,
            audio=replace(whole.audio, duration=end),
            beats=tuple(t for t in whole.beats if t <= end), downbeats=tuple(t for t in whole.downbeats if t <= end),
            chords=tuple(c for c in whole.chords if c.end <= end),
            notes={s: n and tuple(x for x in n if x.offset <= end) for s, n in whole.notes.items()},
        )  # fmt: skip
        assert match_genres(part)["primary_genre"] == genre


@pytest.mark.parametrize(
    ("changes", "cycle", "share"),
    [
        (((2, 3), (7, 4), (0, 4)) * 3, ((2, 3), (7, 4), (0, 4)), 1.0),
        (((4, 3), (9, 4), (2, 4)) * 2, ((2, 3), (7, 4), (0, 4)), 1.0),  # in D
        (((0, 4), (7, 4), (9, 3), (5, 4), (1, 4), (6, 4)), ((0, 4), (7, 4), (9, 3), (5, 4)), 4 / 6),
        (((9, 3), (5, 4), (0, 4), (7, 4)), ((0, 4), (7, 4), (9, 3), (5, 4)), 1.0),  # begins elsewhere
        (((0, 4), (5, 4)), ((0, 4), (5, 4)), 0.0),  # once there and back is no pattern
        (((0, 0), (5, 0), (0, 0), (5, 0)), ((0, 4), (5, 4)), 1.0),  # power chords
        (((0, 3), (5, 3), (0, 3)), ((0, 4), (5, 4)), 0.0),
        ((), ((0, 4), (5, 4)), 0.0),
    ],
)  # fmt: skip
def test_progressions_are_found_in_any_key(changes: Any, cycle: Any, share: float) -> None:
    assert covered(changes, cycle) == pytest.approx(share)


def test_what_is_heard_of_a_plain_bar() -> None:
    heard = hear(
        song(120, {"kick": FOUR, "snare": BACK, "hat": OFF, "shaker": QUAVERS}, ["C:min7", "F:min9"], swing=0.5)
    )
    assert heard is not None
    first = heard.readings[0]
    assert first.measures["kicks_per_bar"] == pytest.approx(4.0)
    assert first.measures["snares_per_bar"] == pytest.approx(2.0)
    assert first.measures["chords_per_bar"] == pytest.approx(1.0)
    assert first.grids["kick"].tolist() == [float(sign == "x") for sign in FOUR]
    assert heard.measures["sevenths"] == 1.0
    assert heard.measures["extensions"] == pytest.approx(0.5)
    twice = next(reading for reading in heard.readings if reading.speed == 2.0 and reading.shift == 0)
    assert twice.tempo_bpm == 240.0
    assert twice.grids["kick"].tolist() == [float(step in (0, 8)) for step in range(16)]
    shuffled = hear(song(120, {"hat": QUAVERS}, shuffled=True))
    assert shuffled is not None
    assert shuffled.readings[0].measures["shuffle"] == 1.0


def test_sections_tell_tracks_from_songs() -> None:
    track, verses = hear(song(120, {}, labels=TRACK)), hear(song(120, {}, labels=VERSES))
    assert track is not None
    assert verses is not None
    assert (track.measures["drops"], verses.measures["drops"]) == (1.0, 0.0)


times = st.floats(0.0, 30.0, allow_nan=False)
notes = st.builds(
    lambda t, d, p, v: NoteEvent(t, t + d, p, v), times, st.floats(0.01, 5.0), st.integers(0, 127), st.integers(1, 127)
)
rows = st.one_of(st.none(), st.lists(notes, max_size=12).map(tuple))
labels = st.sampled_from(["N", "X", "C", "F#:min7", "Bb:7alt", "E:5", "G:sus4", "Ab:dim7"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    bpm=st.one_of(st.none(), st.floats()),
    beats=st.lists(times, max_size=20, unique=True).map(sorted),
    downbeats=st.lists(times, max_size=6, unique=True).map(sorted),
    meter=st.one_of(st.none(), st.builds(Meter, st.integers(1, 13), st.sampled_from([2, 4, 8]))),
    chords=st.lists(st.tuples(st.floats(0.0, 30.0), st.floats(0.1, 4.0), labels), max_size=8),
    drums=rows, other=rows, log_drum=rows, probability=st.one_of(st.none(), st.floats(0.0, 1.0)),
    swing=st.one_of(st.none(), st.floats(0.0, 1.0)), lufs=st.one_of(st.none(), st.floats(-120.0, 20.0)),
)  # fmt: skip
def test_anything_at_all_gets_a_sane_answer(
    bpm: Any, beats: Any, downbeats: Any, meter: Any, chords: Any, drums: Any, other: Any, log_drum: Any,
    probability: Any, swing: Any, lufs: Any,
) -> None:  # fmt: skip
    analysis = replace(
        NOTHING,
        audio=replace(NOTHING.audio, loudness_lufs=lufs), tempo_bpm=bpm, beats=tuple(beats), downbeats=tuple(downbeats),
        meter=meter, swing=swing, key=KeyEstimate("F#", "minor", 0.4),
        chords=tuple(ChordEvent(t, t + d, label, 0.5) for t, d, label in chords),
        sections=(Section(0.0, 30.0, "drop"),),
        notes={Stem.DRUMS: drums, Stem.OTHER: other, Stem.LOG_DRUM: log_drum},
        log_drum=LogDrumEstimate(None, probability),
    )  # fmt: skip
    answer = match_genres(analysis)
    if answer:
        assert len(answer["predicted_genres"]) >= 3
        assert 0.0 <= answer["other"] <= 1.0
        assert all(math.isfinite(one["score"]) for one in answer["predicted_genres"])
        json.dumps(to_builtins(answer), allow_nan=False)


@pytest.mark.parametrize(
    ("style", "kind"), [("private_school", "private_school_amapiano"), ("bacardi", "new_age_bacardi")]
)
def test_a_piece_composed_in_a_style_is_heard_as_it(style: str, kind: str) -> None:
    """The composer draws from the style profiles; these files were written apart, from the same reference."""
    from engine.generation.sketch.compose import compose
    from engine.generation.sketch.plan import plan
    from engine.generation.truth import truth
    from engine.generation.wishes import Wishes

    piece = compose(plan(Wishes(style=style, seconds=90.0), 1000).blueprint)
    facts = AudioFacts(piece.beats.times[-1], 44_100, 2, "sha256:0", -9.0, -1.0)
    answer = match_genres(truth(piece, facts, engine="test"))
    assert ranked(answer)[0] == "amapiano"
    assert kind in ranked(answer)[:3]
