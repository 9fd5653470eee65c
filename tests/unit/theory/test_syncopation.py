"""Syncopation, cross rhythm, metre and grooves against closed forms and published figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.events import NoteEvent
from engine.core.harmony import ChordLabel, ChordSegment
from engine.theory import groove, rhythm, syncopation
from engine.theory.cross_rhythm import find_cross_rhythms
from engine.theory.metre import metric_hierarchy

FOUR = frozenset({0, 4, 8, 12})
CLAVES = {  # the six of Gomez et al. 2005
    "shiko": (0, 4, 6, 10, 12),
    "son": (0, 3, 6, 10, 12),
    "soukous": (0, 3, 6, 10, 11),
    "rumba": (0, 3, 7, 10, 12),
    "gahu": (0, 3, 6, 10, 14),
    "bossa": (0, 3, 6, 10, 13),
}
BEATS = [0.5 * i for i in range(33)]
DOWNBEATS = BEATS[::4]


def hits(
    steps: tuple[float, ...], bars: int = 8, *, pitch: int = 36, velocity: int = 100, late: float = 0.0
) -> tuple[NoteEvent, ...]:
    times = [2.0 * bar + 0.125 * step + late for bar in range(bars) for step in steps]
    return tuple(NoteEvent(time, time + 0.05, pitch, velocity) for time in times)


def placed(notes: tuple[NoteEvent, ...]) -> rhythm.GridNotes:
    grid = rhythm.on_grid(notes, BEATS, DOWNBEATS, 4)
    assert grid is not None
    return grid


def test_the_tree_of_a_bar() -> None:
    assert syncopation.metrical_weights(16) == (0, -4, -3, -4, -2, -4, -3, -4, -1, -4, -3, -4, -2, -4, -3, -4)
    assert syncopation.metrical_weights(12) == (0, -3, -2, -3, -1, -3, -2, -3, -1, -3, -2, -3)  # 3/4
    assert syncopation.metrical_weights(20) is None


def test_what_falls_on_beats_is_not_syncopated() -> None:
    bars = [FOUR] * 4
    assert syncopation.syncopation_per_bar(bars, 16) == 0.0
    assert syncopation.syncopation_index(bars, 16) == 0.0
    assert syncopation.weighted_note_to_beat(bars, 16) == 0.0
    assert syncopation.witek(bars, [frozenset()] * 4, [frozenset()] * 4) == 0.0


def test_off_beat_quavers() -> None:
    # levels -3 before silent beats of levels -2, -1, -2 and 0: 1 + 2 + 1 + 3
    off = [frozenset({2, 6, 10, 14})] * 2
    assert syncopation.longuet_higgins_lee(off, 16) == (1, 2, 1, 3) * 2
    assert syncopation.syncopation_index(off, 16) == pytest.approx(7 / 16)


def test_the_son_clave() -> None:
    # 3 is silent over beat 2 (-4 to -2), 6 over beat 3 (-3 to -1); 0, 10 and 12 reach no stronger step
    assert syncopation.longuet_higgins_lee([frozenset(CLAVES["son"])], 16) == (0, 2, 2, 0, 0)


def test_the_most_syncopated_note_has_the_index_one() -> None:
    assert syncopation.longuet_higgins_lee([frozenset({15}), frozenset()], 16) == (4,)
    assert syncopation.syncopation_index([frozenset({15})], 16) == 1.0


@pytest.mark.parametrize(
    ("clave", "published"),
    [("shiko", 1.2), ("son", 2.8), ("soukous", 3.6), ("rumba", 3.6), ("gahu", 3.6), ("bossa", 4.0)],
)
def test_note_to_beat_distance_is_that_of_the_paper(clave: str, published: float) -> None:
    assert syncopation.weighted_note_to_beat([frozenset(CLAVES[clave])], 16) == pytest.approx(published)


bars_of_notes = st.lists(st.frozensets(st.integers(0, 15)), min_size=1, max_size=4)


@given(bars_of_notes)
def test_measures_stay_in_their_ranges_and_do_not_mind_repetition(bars: list[frozenset[int]]) -> None:
    index = syncopation.syncopation_index(bars, 16)
    assert index is None or 0.0 <= index <= 1.0
    value = syncopation.syncopation_per_bar(bars, 16)
    assert value is not None
    assert value >= 0.0
    distance = syncopation.weighted_note_to_beat(bars, 16)
    if all(bars):  # a bar of rest is cut short at its length
        assert syncopation.syncopation_per_bar(bars * 2, 16) == pytest.approx(value)
        assert syncopation.weighted_note_to_beat(bars * 2, 16) == pytest.approx(distance)


def test_witek_of_known_kits() -> None:
    hats = [frozenset(range(0, 16, 2))]
    none = [frozenset()]
    back = [frozenset({4, 12})]
    assert syncopation.witek([frozenset({0, 8})], back, hats) == 0.0
    # a kick on the last quaver before beat 4, on which snare and hat sound: -1 + 2 + 2
    assert syncopation.witek([frozenset({0, 10})], back, hats) == 3.0
    # the same before beat 3, on which only the hat sounds: -1 + 2 + 5
    assert syncopation.witek([frozenset({0, 6})], back, hats) == 6.0
    # a snare a sixteenth before the kick of the next bar: 0 + 3 + 1
    assert syncopation.witek([frozenset({0})], [frozenset({4, 12, 15})], hats) == 4.0
    assert syncopation.witek(none, none, hats) == 0.0


def test_cross_rhythms_by_their_period() -> None:
    dotted = tuple(float(step) for step in range(0, 16, 3))
    (cross,) = find_cross_rhythms(hits(tuple(float(s) for s in range(0, 48, 3)), 1), "percussion", BEATS)
    assert (cross.ratio, cross.layer) == ("4:3", "percussion")
    assert cross.share == pytest.approx(1.0, abs=0.1)  # the last note has no gap of its own
    thirds = tuple(8 / 3 * i for i in range(12))
    (cross,) = find_cross_rhythms(hits(thirds, 1), "rim", BEATS)
    assert cross.ratio == "3:2"
    assert find_cross_rhythms(hits(tuple(map(float, range(16)))), "hat", BEATS) == ()  # running sixteenths
    assert find_cross_rhythms(hits((0.0, 3.0, 6.0, 10.0, 12.0)), "rim", BEATS) == ()  # two dotted quavers are a clave
    assert find_cross_rhythms(hits(dotted[:2], 1), "rim", BEATS) == ()


def test_metre_is_measured_where_it_is_told() -> None:
    chords = [ChordSegment(2.0 * i, 2.0 * i + 2.0, ChordLabel(i % 12, "maj"), 1.0) for i in range(8)]
    even = metric_hierarchy({"kick": hits((0, 4, 8, 12))}, (), DOWNBEATS, 4)
    assert (even.strong_beats, even.weak_beats, even.source) == ((1, 3), (2, 4), "time signature")
    rock = metric_hierarchy({"kick": hits((0, 8)), "snare": hits((4, 12), pitch=38)}, chords, DOWNBEATS, 4)
    assert (rock.strong_beats, rock.weak_beats, rock.source) == ((1, 3), (2, 4), "measured")
    turned = metric_hierarchy({"kick": hits((0, 4, 12)), "bass": hits((0, 4, 12), pitch=40)}, (), DOWNBEATS, 4)
    assert (turned.strong_beats, turned.weak_beats, turned.source) == ((1, 2, 4), (3,), "measured")
    waltz = metric_hierarchy({"bass": hits((0,), pitch=40)}, chords, DOWNBEATS, 3)
    assert (waltz.strong_beats, waltz.weak_beats) == ((1,), (2, 3))


def test_a_groove_is_recognised_by_its_pattern() -> None:
    layers = {
        "kick": placed(hits((0, 4, 8, 12))),
        "clap": placed(hits((4, 12), pitch=39)),
        "rim": placed(hits(CLAVES["son"], pitch=37)),
    }
    named = {(match.name, match.layer): match.score for match in groove.match_patterns(layers)}
    assert named["four on the floor", "kick"] == 1.0
    assert named["backbeat", "clap"] == 1.0
    assert named["son clave", "rim"] == 1.0


def test_the_grids_of_the_log_drum_are_recognised() -> None:
    first = (0, 3, 6, 8, 11, 14)  # L1 of the domain's seeds
    best = groove.match_patterns({"log_drum": placed(hits(first, pitch=41))})[0]
    assert best.name in ("log-drum cell L1", "tresillo")


@pytest.mark.parametrize(
    ("swing", "name"), [(0.5, "straight"), (0.54, "MPC swing 54 %"), (0.62, "MPC swing 62 %"), (0.66, "MPC swing 66 %")]
)
def test_a_swing_is_recognised(swing: float, name: str) -> None:
    delay = 2 * (2 * swing - 1) / 2  # of an odd sixteenth, in sixteenths
    steps = tuple(step + (delay if step % 2 else 0.0) for step in range(16))
    best = groove.match_timing({"shaker": hits(steps, pitch=70)}, BEATS)[0]
    assert (best.name, best.score) == (name, pytest.approx(1.0, abs=1e-3))


def test_a_shuffle_is_recognised_and_too_little_is_nothing() -> None:
    shuffled = hits((0, 8 / 3, 4, 4 + 8 / 3, 8, 8 + 8 / 3, 12, 12 + 8 / 3), pitch=42)
    assert groove.match_timing({"hat": shuffled}, BEATS)[0].name == "shuffle"
    assert groove.match_timing({"kick": hits((0, 4, 8, 12))}, BEATS) == ()


def test_a_late_snare_is_laid_back() -> None:
    rng = np.random.default_rng(3)
    snare = tuple(
        NoteEvent(n.onset + d, n.offset + d, n.pitch, n.velocity)
        for n, d in zip(hits((4, 12), pitch=38), 0.018 + 0.002 * rng.standard_normal(16), strict=True)
    )
    (match,) = groove.match_feel({"kick": placed(hits((0, 8))), "snare": placed(snare)})
    assert (match.name, match.layer) == ("laid-back backbeat", "snare")
    assert match.offset_ms == pytest.approx(18.0, abs=2.0)  # the standard error of 16 notes is half a millisecond
    assert groove.match_feel({"kick": placed(hits((0, 8))), "snare": placed(hits((4, 12), pitch=38))}) == ()


def test_a_template_holds_what_was_played() -> None:
    notes = hits((0,), velocity=120) + hits((3,), velocity=60, late=0.01)
    row = groove.template({"kick": placed(notes)})["kick"]
    assert row["occupancy"][:4] == [1.0, 0.0, 0.0, 1.0]
    assert row["velocity"][:4] == [120.0, None, None, 60.0]
    assert row["timing_ms"][3] == pytest.approx(10.0, abs=0.01)  # floating point
