"""How the verdict on log drums is learned: riffs, the network in batches against the engine's own, calibration."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.core.stems import Stem
from engine.culture.log_drum_song import song_probability, stretch_odds, stroke_odds
from engine.culture.log_drum_strokes import NUM_FEATURES, RATE, Strokes, measure_strokes
from trainer.recipes.log_drum_song import calibration, figures
from trainer.recipes.log_drum_song_composed import plans
from trainer.recipes.log_drum_song_examples import beside
from trainer.recipes.log_drum_song_groups import SHARES as GROUP_SHARES
from trainer.recipes.log_drum_song_groups import Material, groups_of
from trainer.recipes.log_drum_song_kept import Kept
from trainer.recipes.log_drum_song_net import Bag, Group, read, train_strokes
from trainer.recipes.log_drum_song_pieces import FOLDER, bled_bags, piece_bags, piece_folders
from trainer.recipes.log_drum_song_riffs import LOG_DRUM, SECONDS, SHARES, draw_riff, no_instrument
from trainer.synth_corpus.split import Split

pytest.importorskip("torch")

STEMS = ("log_drum", "bass", "drums")


def bags(count: int, *, seed: int, shift: float) -> list[Bag]:
    """Bags of which every other has strokes that differ in one feature from all others."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        size = int(rng.integers(8, 30))
        features = rng.standard_normal((size, NUM_FEATURES)).astype(np.float32) * 0.3
        is_log = np.zeros(size, np.float32)
        if number % 2:
            is_log[: size // 2] = 1.0
            features[: size // 2, -12:] += shift
        found.append(Bag(features, np.zeros(size, np.float32), is_log, "yes" if number % 2 else "no", 0.5))
    return found


def test_a_riff_follows_from_its_number() -> None:
    one, two = draw_riff(Split.TRAIN, 0, 3), draw_riff(Split.TRAIN, 0, 3)
    assert one.instrument == two.instrument
    assert np.array_equal(one.wave, two.wave)
    assert np.abs(one.wave).max() == pytest.approx(1.0, abs=1e-4)
    assert np.all((one.onsets >= 0.0) & (one.onsets < SECONDS))
    assert sum(SHARES.values()) == pytest.approx(1.0)


def test_strokes_of_a_riff_are_told_by_its_onsets() -> None:
    silence = {name: np.zeros(12 * RATE, np.float32) for name in ("drums", "bass")}
    riffs = [draw_riff(Split.TRAIN, 0, number) for number in range(8)]
    own = next(riff for riff in riffs if riff.is_log_drum)
    other = next(riff for riff in riffs if not riff.is_log_drum)
    (bag,) = beside(own, [silence], 1)  # type: ignore[list-item]
    assert bag.has_log_drum
    assert bag.kind == LOG_DRUM
    assert bag.is_log.mean() > 0.6
    assert not any(bag.has_log_drum for bag in beside(other, [silence], 1))  # type: ignore[list-item]


@pytest.mark.parametrize("number", range(6))
def test_what_is_no_instrument_is_sound(number: int) -> None:
    wave = no_instrument(number, RATE, seconds=2.0)
    assert np.isfinite(wave).all()
    assert np.abs(wave).max() == pytest.approx(0.2)


def test_it_learns_and_the_engine_reads_what_the_trainer_read() -> None:
    import torch
    from torch import nn

    told: list[float] = []
    tensors = train_strokes([Group(bags(64, seed=0, shift=1.0), 1.0)], steps=30, nets=2, report=told.append)
    assert told == [0.5, 1.0]
    held_out = bags(40, seed=1, shift=1.0)
    tensors |= calibration(held_out, tensors)
    assert figures(held_out, tensors)["right"] > 0.9
    bag = held_out[1]
    scaled = torch.from_numpy(np.clip((bag.features - tensors["mean"]) / tensors["deviation"], -4.0, 4.0))[None]
    notes, stretches = [], []
    for net in range(2):
        layers = nn.ModuleDict()
        for name in ("first", "second", "note", "pool", "out"):
            weight = torch.from_numpy(tensors[f"{name}.weight"][net].T.copy())
            layer = nn.Linear(weight.shape[1], weight.shape[0])
            layer.weight.data, layer.bias.data = weight, torch.from_numpy(tensors[f"{name}.bias"][net].copy())
            layers[name] = layer
        with torch.no_grad():
            odds, stretch = read(layers, scaled, torch.from_numpy(bag.level_db)[None], torch.ones(1, len(bag.features)))
        notes.append(odds[0].numpy())
        stretches.append(stretch.item())
    assert notes[0] != pytest.approx(notes[1], abs=1e-3)
    assert np.mean(notes, axis=0) == pytest.approx(stroke_odds(bag.features, tensors), abs=1e-4)
    times = np.linspace(0.0, 4.0, len(bag.features), dtype=np.float64)
    strokes = Strokes(times, bag.features, bag.level_db.astype(np.float64), times, times)
    assert np.mean(stretches) == pytest.approx(stretch_odds(strokes, 0.0, 99.0, tensors), abs=1e-3)


def test_more_odds_are_more_probable() -> None:
    tensors = {"alone": np.array([0.7, 0.1], np.float32), "together": np.array([0.5, 0.3, 0.0], np.float32)}
    alone = [song_probability(odds, None, tensors) for odds in (-4.0, 0.0, 4.0)]
    beside_separator = [song_probability(0.0, heard, tensors) for heard in (0.1, 0.5, 0.9)]
    assert alone == sorted(alone)
    assert beside_separator == sorted(beside_separator)
    assert beside_separator[1] == pytest.approx(0.5)


def test_test_signals_have_strokes_or_none_but_no_failure() -> None:
    for number in range(6):
        assert measure_strokes(no_instrument(number, RATE, seconds=2.0), None, None).features.shape[1] == NUM_FEATURES


def piece(folder: Path, *, split: str, onsets: list[float]) -> None:
    """A heard piece of 20 s, a stroke of a log drum every half second."""
    folder.mkdir(parents=True)
    own = next(riff for riff in (draw_riff(Split.TRAIN, 0, number) for number in range(8)) if riff.is_log_drum)
    wave = np.tile(resampled(own.wave), 4)[: 20 * RATE]
    silence = np.zeros_like(wave)
    sound = {f"{whose}.{stem.value}": silence for whose in ("heard", "truth") for stem in Stem}
    sound |= {"heard.log_drum": wave, "truth.log_drum": wave, "truth.other": 0.1 * wave[::-1]}
    np.savez(folder / "sound.npz", **{name: (3e4 * one).astype(np.int16) for name, one in sound.items()})  # type: ignore[arg-type]
    about = {"split": split, "style": "kwaito", "index": 0, "is_pasted": False}
    (folder / "piece.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "truth.json").write_text(json.dumps({"log_drum": {"onsets": onsets}}), encoding="utf-8")


def resampled(wave: np.ndarray) -> np.ndarray:
    import soxr

    return np.asarray(soxr.resample(wave, 44_100, RATE, quality="QQ"), np.float32)


def test_stretches_of_heard_pieces_are_told_by_their_truth(tmp_path: Path) -> None:
    piece(tmp_path / FOLDER / "one", split="train", onsets=[])
    piece(tmp_path / FOLDER / "two", split="validation", onsets=[])
    (folder,) = piece_folders(tmp_path, Split.TRAIN)
    bags = piece_bags(folder)
    assert len(bags) >= 2
    assert {bag.kind for bag in bags} == {"kwaito"}
    assert not any(bag.has_log_drum for bag in bags)
    own = measure_strokes(*(np.load(folder / "sound.npz")[f"heard.{name}"] / 32_767.0 for name in STEMS))
    piece(tmp_path / FOLDER / "three", split="train", onsets=own.times[own.times < 5.0].tolist())
    first, *others = piece_bags(tmp_path / FOLDER / "three")
    assert first.has_log_drum
    assert not any(bag.has_log_drum for bag in others)
    assert piece_folders(tmp_path / "elsewhere", Split.TRAIN) == []


def test_clips_without_an_opinion_of_the_separator_move_the_lone_calibration() -> None:
    tensors = train_strokes([Group(bags(64, seed=0, shift=1.0), 1.0)], steps=30)
    own = bags(40, seed=1, shift=1.0)
    hard = [bag for bag in bags(40, seed=2, shift=1.0) if bag.has_log_drum]
    liars = [Bag(bag.features, bag.level_db, np.zeros_like(bag.is_log)) for bag in hard]
    before, after = calibration(own, tensors), calibration(own, tensors, liars)
    # what sounds like a log drum and is none makes it more careful
    assert song_probability(1.0, None, after) < song_probability(1.0, None, before)


def test_a_piece_bleeds_in_another_way_for_each_number(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER / "one"
    piece(folder, split="train", onsets=[0.05, 2.0, 4.0])
    one, again, other = (bled_bags(folder, number) for number in (1, 1, 2))
    assert len(one) == len(again) > 0
    assert np.array_equal(one[0].features, again[0].features)
    assert one[0].features.shape != other[0].features.shape or not np.allclose(one[0].features, other[0].features)


def test_songs_of_a_round_are_of_its_split_and_confusers_play_in_many() -> None:
    train, held_out = (list(plans(split, 5)) for split in (Split.TRAIN, Split.VALIDATION))
    assert 4 <= len(train) <= 12
    assert 1 <= len(held_out) <= 3
    assert {plan.split for plan, _ in train} == {Split.TRAIN}
    assert {plan.split for plan, _ in held_out} == {Split.VALIDATION}
    assert any(kind for _, kind in train)


def test_what_was_measured_is_kept_until_it_follows_from_something_else(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> list[Bag]:
        made.append(1)
        return bags(3, seed=0, shift=1.0)

    kept = Kept(tmp_path, "1")
    first, second = (kept.bags("some", ["a"], make) for _ in range(2))
    assert len(made) == 1
    for one, two in zip(first, second, strict=True):
        assert np.array_equal(one.features, two.features)
        assert (one.kind, one.heard, one.has_log_drum) == (two.kind, two.heard, two.has_log_drum)
    kept.bags("some", ["b"], make)
    Kept(tmp_path, "2").bags("some", ["a"], make)
    assert len(made) == 3
    assert kept.bags("none", [], list) == []


def test_groups_without_examples_leave_their_share_to_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = {"riffs": bags(4, seed=0, shift=1.0), "signals": bags(2, seed=1, shift=0.0)}
    monkeypatch.setattr(Material, "of", lambda _self, name: ([], lambda: some.get(name, [])))
    groups = groups_of(Material(Split.TRAIN, None, (), (), 0), Kept(tmp_path, ""), lambda _share: None)  # type: ignore[arg-type]
    assert set(groups) == set(some)
    assert sum(group.share for group in groups.values()) == pytest.approx(1.0)
    assert sum(GROUP_SHARES.values()) == pytest.approx(1.0)
