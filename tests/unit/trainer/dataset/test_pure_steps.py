"""Splitting, cutting and captions: what they promise whatever the songs are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.audio import Audio
from engine.core.score import MarkerScore, MarkerWindow
from engine.generation.prompting import read_prompt
from trainer.dataset.captions import Heard, caption
from trainer.dataset.prepare import marker_in
from trainer.dataset.segments import cut
from trainer.dataset.split import SPLITS, split_by_artist

KEYS = st.lists(st.sampled_from([f"artist {n}" for n in range(30)]), max_size=3)


@given(st.dictionaries(st.text("abc0", min_size=1, max_size=6), KEYS, max_size=40), st.integers(0, 5))
def test_nobody_is_in_two_splits_and_the_order_does_not_matter(songs: dict[str, list[str]], seed: int) -> None:
    found = split_by_artist(songs, seed=seed)
    assert set(found.of) == set(songs)
    sides: dict[str, set[str]] = {}
    for song, keys in songs.items():
        for key in keys:
            sides.setdefault(key, set()).add(found.of[song])
    assert all(len(own) == 1 for own in sides.values())
    again = split_by_artist(dict(reversed(songs.items())), seed=seed)
    assert again.of == found.of


def test_shares_are_kept_and_small_collections_leave_no_split_empty() -> None:
    many = {f"s{n}": [f"a{n}"] for n in range(2_000)}
    of = split_by_artist(many).of
    shares = {split: sum(own == split for own in of.values()) / len(of) for split in SPLITS}
    # a binomial of 2,000 at 0.1 has a deviation of 0.0067: five of them
    assert shares["validation"] == pytest.approx(0.1, abs=0.034)
    assert shares["test"] == pytest.approx(0.1, abs=0.034)
    for seed in range(20):
        few = split_by_artist({f"s{n}": [f"a{n}"] for n in range(3)}, seed=seed)
        assert set(few.of.values()) == set(SPLITS)


def test_another_song_of_a_known_artist_moves_no_other() -> None:
    songs = {f"s{n}": [f"a{n}"] for n in range(50)}
    before = split_by_artist(songs).of
    after = split_by_artist({**songs, "new": ["a7"], "newer": ["somebody else"]}).of
    assert {song: after[song] for song in before} == before
    assert after["new"] == before["s7"]


@given(
    st.dictionaries(st.text("abc0", min_size=1, max_size=6), KEYS, max_size=30),
    st.dictionaries(st.text("abc0", min_size=1, max_size=6), KEYS, max_size=30),
)
def test_nobody_who_was_trained_on_is_tested_in_the_next_version(
    old: dict[str, list[str]], new: dict[str, list[str]]
) -> None:
    first = split_by_artist(old)
    before = {one: first.of[song] for song, keys in old.items() if keys for one in (song, *keys)}
    then = split_by_artist({**old, **new}, before=before)
    assert split_by_artist(old, before=before).of == first.of, "without anything new it stays as it was"
    taught = {key for song, keys in old.items() for key in keys if first.of[song] == "train"}
    for song, keys in {**old, **new}.items():
        assert then.of[song] == "train" or not taught.intersection(keys)
    learned = {song for song, own in first.of.items() if own != "train" and then.of[song] == "train"}
    assert bool(learned) == any("the version before held out" in warning for warning in then.warnings)


def test_a_guest_who_ties_held_out_songs_to_others_is_said() -> None:
    songs = {f"s{n}": [f"a{n}"] for n in range(60)}
    first = split_by_artist(songs)
    before = {one: first.of[song] for song, keys in songs.items() for one in (song, *keys)}
    tested, trained = (next(s for s in songs if first.of[s] == split) for split in ("test", "train"))
    then = split_by_artist({**songs, "both": [*songs[tested], *songs[trained]]}, before=before)
    assert {then.of[song] for song in (tested, trained, "both")} == {"train"}
    assert {s: own for s, own in then.of.items() if s not in (tested, "both")} == {
        s: own for s, own in first.of.items() if s != tested
    }
    assert any(warning.startswith("of the songs that the version before held out 1 are") for warning in then.warnings)


@pytest.mark.parametrize("seed", range(12))
def test_where_everybody_sings_with_everybody_they_are_trained_on_and_others_are_held_out(seed: int) -> None:
    scene = {f"s{n}": [f"star {n % 9}", f"star {(n + 1) % 9}"] for n in range(160)}
    others = {f"o{n}": [f"loner {n}"] for n in range(30)}
    found = split_by_artist(scene | others, seed=seed)
    assert {found.of[song] for song in scene} == {"train"}
    for split in ("validation", "test"):
        assert 2 <= list(found.of.values()).count(split) <= 24
    assert any("160 of 190 songs are tied together" in words and "trained on" in words for words in found.warnings)
    more = split_by_artist(scene | others | {"new": ["loner 3"], "newer": ["star 2"]}, seed=seed).of
    assert all(more[song] == split for song, split in found.of.items()), "a song more moves no other"
    two = split_by_artist(scene | {"a": ["x"], "b": ["y"]}, seed=seed).of
    assert {two["a"], two["b"]} == {"validation", "test"}


def noise(seconds: float, rate: int = 8_000) -> Audio:
    rng = np.random.default_rng(1)
    return Audio((0.1 * rng.standard_normal((2, round(seconds * rate)))).astype(np.float32), rate)


@given(st.floats(0.0, 3.0), st.floats(0.8, 4.0), st.floats(3.0, 12.0))
def test_segments_begin_on_bar_lines_have_one_length_and_do_not_overlap(
    first: float, bar: float, seconds: float
) -> None:
    audio = noise(40.0)
    lines = np.arange(first, 40.0, bar)
    done = cut(audio, lines.tolist(), seconds=seconds)
    previous = 0
    for segment in done.segments:
        assert segment.num_samples == round(seconds * 8_000)
        assert segment.start_sample >= previous
        assert np.abs(lines - segment.start).min() <= 0.5 / 8_000 + 1e-9
        previous = segment.start_sample + segment.num_samples
    assert previous <= audio.num_samples
    # between two segments there is less than a bar, as nothing is silent
    starts = [segment.start for segment in done.segments]
    assert all(b - a < seconds + bar + 1e-3 for a, b in pairwise(starts))


def test_silence_is_passed_over_and_said() -> None:
    audio = noise(40.0)
    samples = audio.samples.copy()
    samples[:, 10 * 8_000 : 17 * 8_000] = 0.0
    done = cut(Audio(samples, 8_000), np.arange(0.0, 40.0, 2.0).tolist(), seconds=8.0)
    assert [segment.start for segment in done.segments] == [0.0, 16.0, 24.0, 32.0]
    assert any("silent" in reason for _, _, reason in done.left_out)


def test_without_bars_it_is_cut_by_the_clock_and_says_so() -> None:
    done = cut(noise(20.0), (), seconds=6.0)
    assert [segment.start for segment in done.segments] == [0.0, 6.0, 12.0]
    assert not any(segment.is_on_bar_line for segment in done.segments)
    assert done.segments[0].first_bar is None


HEARD = Heard(
    style="private school amapiano",
    tempo_bpm=112.0,
    key="F minor",
    instruments=("drums", "log drum"),
    has_vocals=False,
    chords=("i", "iv"),
    section="drop",
    swing=0.56,
)


def test_the_same_segment_always_gets_the_same_words_and_another_seed_others() -> None:
    words = {caption(HEARD, seed=seed, name="a-000") for seed in range(40)}
    assert caption(HEARD, seed=3, name="a-000") == caption(HEARD, seed=3, name="a-000")
    assert len(words) > 30
    assert caption(HEARD, seed=0, name="a-000") != caption(HEARD, seed=0, name="a-001")


@pytest.mark.parametrize("seed", range(20))
def test_a_caption_says_what_is_known_as_the_product_reads_it(seed: int) -> None:
    wishes = read_prompt(caption(HEARD, seed=seed, name="x")).wishes
    assert wishes.tempo_bpm == 112.0
    if wishes.key is not None:
        assert (wishes.key.tonic, wishes.key.mode) == (5, "minor")
    assert wishes.style == "private_school"


def test_what_is_unknown_is_not_said() -> None:
    for seed in range(40):
        words = caption(Heard(), seed=seed, name="x")
        assert "BPM" not in words
        assert "key" not in words
        assert "None" not in words
        assert "vocals" not in words


def test_a_marker_in_a_segment_is_the_mean_of_its_windows_there() -> None:
    windows = (
        MarkerWindow(0.0, 4.0, (1, 2), 1.0),
        MarkerWindow(4.0, 8.0, (3, 4), 0.0),
        MarkerWindow(8.0, 12.0, (5, 6), None),
    )
    score = MarkerScore("gospel_influence", 0.5, (0.4, 0.6), "exploratory", windows=windows)
    segments = cut(noise(14.0), [1.0, 7.0, 13.0], seconds=6.0).segments
    assert [marker_in(score, segment) for segment in segments] == [0.5, 0.0]
    assert marker_in(MarkerScore("gospel_influence", 0.5, None, "exploratory"), segments[0]) is None
