"""How strikes are learned: songs by number, kept once; the network in batches against the engine's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.core.stems import Stem
from engine.separation.instrument.attack_features import CLOCK, NUM_BANDS
from engine.separation.instrument.strikes import HEARD, LEAD_FRAMES, NUM_FEATURES, load_weights, strike_log_odds
from trainer.recipes.log_drum_strikes import Heard, equaliser, f_measure, strike_network, target, train_strikes
from trainer.recipes.log_drum_strikes_songs import GROUPS, take_apart
from trainer.synth_corpus.item import ItemPlan
from trainer.synth_corpus.split import Split

pytest.importorskip("torch")


def songs(count: int) -> list[Heard]:
    """Noise in which the low bands of the bass's stem rise where a log drum is struck."""
    found = []
    for number in range(count):
        rng = np.random.default_rng(number)
        features = rng.uniform(0.0, 0.3, (700, NUM_FEATURES)).astype(np.float32)
        onsets = np.cumsum(rng.uniform(0.2, 0.5, 7))
        for onset in onsets:
            place = LEAD_FRAMES + round(onset * CLOCK.rate)
            features[place : place + 6, NUM_BANDS : NUM_BANDS + 20] += 1.5
        found.append(Heard(features.astype(np.float16), onsets))
    return found


def test_it_learns_and_the_engine_reads_what_the_trainer_read() -> None:
    import torch

    told: list[float] = []
    tensors = train_strikes(songs(12), steps=60, report=told.append)
    assert told[-1] == 1.0
    assert {name: own.shape for name, own in tensors.items()} == {
        name: own.shape for name, own in load_weights().items()
    }
    held_out = songs(14)[12:]
    measured = f_measure(held_out, tensors)
    assert measured is not None
    assert measured > 0.9
    assert f_measure([Heard(held_out[0].features, np.zeros(0))], tensors) is None
    network = strike_network()
    network.load_state_dict({name: torch.from_numpy(own) for name, own in tensors.items()})
    features = held_out[0].features
    with torch.no_grad():
        _, log_odds = network(torch.from_numpy(features.T[None].astype(np.float32)))
    np.testing.assert_allclose(strike_log_odds(features, tensors), log_odds[0].numpy(), atol=2e-3)


def test_the_same_seed_gives_the_same_weights() -> None:
    one, other = (train_strikes(songs(2), steps=2, seed=3) for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_targets_stand_at_the_strikes() -> None:
    wanted = target(np.array([0.0, 0.5]), 300)
    assert wanted[LEAD_FRAMES] == 1.0
    assert np.argmax(wanted[100:]) + 100 == LEAD_FRAMES + round(0.5 * CLOCK.rate)
    assert (wanted > 0).sum() <= 8
    assert not target(np.zeros(0), 10).any()


def test_an_equaliser_is_one_curve_for_both_windows(rng: np.random.Generator) -> None:
    curve = equaliser(rng)
    assert curve.shape == (NUM_BANDS,)
    assert curve[0] == pytest.approx(curve[(NUM_BANDS + 1) // 2])


@pytest.mark.parametrize("group", GROUPS)
def test_a_song_follows_from_its_number(group: str) -> None:
    one, same, other = (GROUPS[group](Split.TRAIN, number) for number in (3, 3, 4))
    assert one.index == same.index
    assert repr(one) == repr(same)
    assert repr(one) != repr(other)


def test_pasted_songs_have_a_log_drum_and_another_style() -> None:
    from engine.culture.style import NEIGHBOURS

    for number, style in enumerate(NEIGHBOURS[:3]):
        plan = GROUPS["pasted"](Split.VALIDATION, number)
        assert plan.sources[0].composition is not None, style
        assert any(note.role == "log_drum" for note in plan.sources[0].composition.notes)


class HalfAndHalf:
    """A separator that gives half of everything to the log drum and half to the bass."""

    revision = "half-and-half"
    calls = 0

    def separate_segments(self, segments: list[np.ndarray], _rate: int) -> list[dict[Stem, np.ndarray]]:
        self.calls += 1
        return [{name: own * np.float32(name in (Stem.LOG_DRUM, Stem.BASS)) / 2 for name in Stem} for own in segments]


def test_a_song_is_taken_apart_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.recipes import log_drum_strikes_songs as room
    from trainer.synth_corpus.drawing import draw_item

    def short(split: Split, number: int) -> ItemPlan:
        return draw_item(split, 0, number, seconds=2.0)

    monkeypatch.setitem(room.GROUPS, "song", short)
    separator = HalfAndHalf()
    first, again = (take_apart(tmp_path, separator, Split.TRAIN, "song", 1) for _ in range(2))  # type: ignore[arg-type]
    assert separator.calls == 1
    assert len(list(tmp_path.iterdir())) == 1
    assert np.array_equal(first.mixture, again.mixture)
    assert set(first.waves) == set(HEARD)
    np.testing.assert_allclose(first.waves[Stem.LOG_DRUM] * 2, first.mixture, atol=1e-4)
