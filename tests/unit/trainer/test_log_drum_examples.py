"""What a log-drum head hears: fixed by numbers, sums that hold, songs held out by name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import UserError
from engine.core.stems import Stem
from tests.unit.trainer.test_multitracks import RATE, put, sine
from trainer.multitracks import Cut, find_multitracks
from trainer.recipes.log_drum_examples import (
    ComposedSongs,
    Example,
    MixedSongs,
    SongsOnDisk,
    split_songs,
    training_example,
    validation_example,
)
from trainer.synth_corpus.split import Split
from trainer.synth_corpus.stream import SynthCorpus

LOG_DRUM = list(Stem).index(Stem.LOG_DRUM)


class Constant:
    """Songs whose stems are constants: 1, 2, 4, 8 and 16 hundredths."""

    def __init__(self, *stems: Stem) -> None:
        self.stems = stems or tuple(Stem)

    def draw(self, _rng: np.random.Generator, num_samples: int, _sample_rate: int) -> Cut:
        stems = {stem: np.full((2, num_samples), 0.01 * 2**place, np.float32) for place, stem in enumerate(Stem)}
        mixture = np.sum(list(stems.values()), axis=0, dtype=np.float32)
        return Cut(mixture, {stem: stems[stem] for stem in self.stems})


def examples(songs: object, count: int = 40) -> list[Example]:
    return [training_example(songs, seed=1, step=2, number=n, num_samples=64, sample_rate=RATE) for n in range(count)]  # type: ignore[arg-type]


def test_an_example_follows_from_its_numbers() -> None:
    first, again = examples(Constant()), examples(Constant())
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.mixture, other.mixture)
        np.testing.assert_array_equal(one.targets, other.targets)
    assert len({float(example.mixture[0, 0]) for example in first}) > 30
    elsewhere = training_example(Constant(), seed=1, step=3, number=0, num_samples=64, sample_rate=RATE)
    assert float(elsewhere.mixture[0, 0]) != float(first[0].mixture[0, 0])


def test_targets_sum_to_the_mixture() -> None:
    for example in examples(Constant()):
        assert example.is_known == (True,) * 5
        np.testing.assert_allclose(example.targets.sum(0), example.mixture, rtol=1e-5)


def test_only_the_log_drum_is_known_of_a_mixture_and_a_log_drum() -> None:
    """Its level moves against the rest, which is the mixture without it."""
    ratios = set()
    for example in examples(Constant(Stem.LOG_DRUM)):
        assert example.is_known == (False, False, False, False, True)
        assert not example.targets[:LOG_DRUM].any()
        rest = example.mixture - example.targets[LOG_DRUM]
        ratios.add(round(float(example.targets[LOG_DRUM][0, 0] / rest[0, 0]), 4))
    assert min(ratios) >= round(16 / 15 * 10 ** (-6 / 20), 3)
    assert max(ratios) <= 16 / 15 * 10 ** (6 / 20) + 0.001
    assert round(16 / 15, 4) in ratios  # some are left as they were heard
    assert len(ratios) > 20


def test_a_place_where_the_log_drum_plays_is_preferred(tmp_path: Path) -> None:
    late = np.concatenate([np.zeros(3 * RATE, np.float32), sine(55, 1.0)])
    put(tmp_path / "song", "log_drum.wav", late)
    put(tmp_path / "song", "other.wav", sine(440, 4.0))
    songs = SongsOnDisk(find_multitracks(tmp_path))
    drawn = [songs.draw(np.random.default_rng(n), 1000, RATE).stems[Stem.LOG_DRUM].any() for n in range(200)]
    by_chance = 0.25  # it plays in a quarter of the song
    expected = 0.25 * by_chance + 0.75 * (1 - (1 - by_chance) ** 4)
    assert abs(np.mean(drawn) - expected) < 0.1


def test_held_out_examples_are_as_heard_and_always_the_same(tmp_path: Path) -> None:
    put(tmp_path / "song", "log_drum.wav", sine(55, 1.0))
    put(tmp_path / "song", "mixture.wav", sine(440, 1.0))
    songs = SongsOnDisk(find_multitracks(tmp_path))
    first, again = (validation_example(songs, number=3, num_samples=500, sample_rate=RATE) for _ in range(2))
    np.testing.assert_array_equal(first.mixture, again.mixture)
    assert float(np.abs(first.mixture).max()) <= 0.3


def test_songs_are_held_out_by_name(tmp_path: Path) -> None:
    for number in range(30):
        put(tmp_path / f"song {number}", "log_drum.wav", sine(55, 0.01))
        put(tmp_path / f"song {number}", "mixture.wav", sine(55, 0.01))
    songs = find_multitracks(tmp_path)
    split = split_songs(songs)
    held_out = {song.name for song in split.validation}
    assert len(held_out) == 3
    assert len(split.training) == 27
    fewer = split_songs([song for song in songs if song.name != split.training[0].name])
    assert {song.name for song in fewer.validation} == held_out
    two = split_songs(songs[:2])
    assert (len(two.training), len(two.validation)) == (1, 1)
    with pytest.raises(UserError, match="too few"):
        split_songs(songs[:1])


def test_composed_songs_are_drawn_as_they_are_needed() -> None:
    songs = ComposedSongs(SynthCorpus(Split.TRAIN, seconds=2.0))
    rng = np.random.default_rng(0)
    cut = songs.draw(rng, 22_050, RATE)
    assert cut.is_complete
    assert cut.mixture.shape == (2, 22_050)
    longer = songs.draw(rng, 100_000, RATE)
    assert longer.mixture.shape == (2, 100_000)
    assert not longer.mixture[:, 88_200:].any()
    with pytest.raises(ValueError, match="44100 Hz"):
        songs.draw(rng, 100, 48_000)


def test_kinds_come_in_their_shares() -> None:
    songs = MixedSongs((Constant(Stem.LOG_DRUM), Constant()), (0.25, 0.75))
    rng = np.random.default_rng(0)
    complete = [songs.draw(rng, 4, RATE).is_complete for _ in range(400)]
    assert abs(np.mean(complete) - 0.75) < 0.07
