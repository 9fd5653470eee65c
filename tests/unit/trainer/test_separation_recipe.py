"""The separation recipe: crops, loss, and from the command line to weights that the studio loads."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from engine.cli import main
from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.separation.embedded.bands import COMPLEX_BINS, FINE_BINS
from engine.separation.embedded.network import Masks
from engine.separation.embedded.separator import load_embedded
from engine.separation.setup import Setup
from trainer.cli import TRAINER
from trainer.recipes.separation import fit_logistic
from trainer.recipes.separation_data import Augmentation, MultitrackCrops, Pool, complete_songs, read_ahead
from trainer.recipes.separation_loss import Prepared, loss_of, prepare
from trainer.synth_corpus.split import Split

RATE = 44_100


def stems_of(seed: int, seconds: float = 1.5) -> dict[Stem, np.ndarray]:
    """A stem a band: 60 Hz, 300 Hz, 1 kHz, 4 kHz and 10 kHz, on different sides; the bass of odd seeds is silent."""
    time = np.arange(round(seconds * RATE)) / RATE
    rng = np.random.default_rng(seed)
    made = {}
    for place, (stem, hz) in enumerate(zip(Stem, (10_000, 60, 1000, 4000, 300), strict=True)):
        tone = 0.1 * np.sin(2 * np.pi * hz * time + rng.uniform(0, 6)) * (1 + 0.3 * np.sin(9 * time))
        sides = np.array([[1.0], [0.5 + 0.1 * place]])
        made[stem] = (tone * sides if stem is not Stem.BASS or seed % 2 == 0 else 0 * tone * sides).astype(np.float32)
    return made


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for split, count in ((Split.TRAIN, 3), (Split.VALIDATION, 2)):
        for number in range(count):
            place = folder / split.value / f"song{number}" / "stems"
            place.mkdir(parents=True)
            stems = stems_of(number)
            for stem, wave in stems.items():
                soundfile.write(place / f"{stem.value}.wav", wave.T, RATE, subtype="FLOAT")
            soundfile.write(place.parent / "mixture.wav", sum(stems.values()).T, RATE, subtype="FLOAT")
    return folder


USUAL = Augmentation()


def crops(corpus: Path, augmentation: Augmentation = USUAL) -> MultitrackCrops:
    return MultitrackCrops([Pool(complete_songs(corpus, Split.TRAIN))], 3, 1.0, 2, augmentation)


def test_a_batch_follows_from_its_number_alone(corpus: Path) -> None:
    some = crops(corpus)
    ahead = list(read_ahead(some, range(7)))
    assert len(ahead) == 7
    for number in (5, 0, 3):
        assert np.array_equal(ahead[number].mixture, some[number].mixture)
        assert np.array_equal(ahead[number].stems, crops(corpus)[number].stems)
    assert not np.array_equal(ahead[0].mixture, ahead[1].mixture)
    assert not np.array_equal(ahead[0].mixture, replace(some, seed=4)[0].mixture)


def test_stems_of_a_crop_sum_to_its_mixture(corpus: Path) -> None:
    for number in range(6):
        batch = crops(corpus)[number]
        assert batch.mixture.shape == (2, 2, RATE)
        assert batch.stems.shape == (2, 5, 2, RATE)
        assert np.allclose(batch.stems.sum(axis=1), batch.mixture, atol=1e-6)


def test_a_stem_that_is_swapped_in_plays(corpus: Path) -> None:
    always = Augmentation(as_made=0.0, swap=1.0, swap_bass=1.0, drop=0.0)
    heard = [crops(corpus, always)[number].stems[:, 1].any(axis=(1, 2)) for number in range(20)]
    assert np.mean(heard) > 0.95  # two of three songs have a bass, and a silent one is drawn again up to three times


def test_songs_without_all_stems_are_no_material(tmp_path: Path) -> None:
    place = tmp_path / "song"
    place.mkdir()
    for stem in (Stem.DRUMS, Stem.LOG_DRUM):
        soundfile.write(place / f"{stem.value}.wav", np.zeros((100, 2)), RATE)
    with pytest.raises(UserError, match="all five stems"):
        complete_songs(tmp_path, Split.TRAIN)


def ideal(prepared: Prepared) -> Masks:
    """Masks that say the truth, complex where masks may be."""
    true = prepared.stems / (prepared.mixture[..., None] + 1e-9)
    _, product, mixture = prepared.coarse_energy
    shares = true.real.clamp(0.0, 1.0)
    turns = (true - shares)[:, :, :COMPLEX_BINS]
    return Masks(shares, turns, (product / (mixture + 1e-9)).clamp(0.0, 1.0), 20.0 * (prepared.activity - 0.5))


def test_the_truth_is_nearly_without_loss_and_nothing_is_zero_decibels() -> None:
    stems = torch.from_numpy(np.stack([list(stems_of(seed).values()) for seed in (0, 1)]))
    prepared = prepare(stems.sum(1), stems)
    answer = loss_of(ideal(prepared), prepared)
    assert answer.present.tolist() == [[True] * 5, [True, False, True, True, True]]
    assert answer.sdr_db[answer.present].min() > 15
    silent = Masks(*(0 * part for part in ideal(prepared)))
    nothing = loss_of(silent, prepared)
    assert torch.allclose(nothing.sdr_db[nothing.present], torch.zeros(9), atol=1e-3)
    assert answer.total < nothing.total - 10


def test_sdr_on_the_spectrogram_is_sdr_in_time() -> None:
    """Gains as masks: the error is a known share of each stem, in time as on the spectrogram."""
    stems = torch.from_numpy(np.stack([list(stems_of(0).values())]))
    alone = torch.zeros_like(stems)
    alone[:, 4] = stems[:, 4]  # one stem is the mixture, so that a real mask can be any gain of it
    prepared = prepare(alone.sum(1), alone)
    shares = torch.full((1, prepared.fine.shape[1], FINE_BINS, 2, 5), 0.9)
    masks = Masks(
        shares,
        torch.zeros(1, prepared.fine.shape[1], COMPLEX_BINS, 2, 5, dtype=torch.complex64),
        torch.full((1, prepared.fine.shape[1], 384, 2, 5), 0.9),
        torch.zeros(1, prepared.fine.shape[1], 5),
    )
    assert float(loss_of(masks, prepared).sdr_db[0, 4]) == pytest.approx(20.0, abs=0.01)  # 1 / 0.1


def test_a_logistic_fit_finds_the_odds() -> None:
    rng = np.random.default_rng(0)
    witnesses = np.stack([rng.normal(0.0, 2.0, 4000), rng.uniform(-50.0, 0.0, 4000)], axis=1)
    odds = 1.5 * witnesses[:, 0] + 0.1 * witnesses[:, 1] + 2.0
    found = fit_logistic(witnesses, rng.random(4000) < 1 / (1 + np.exp(-odds)))
    # two standard errors at this size
    assert found.slope == pytest.approx(1.5, abs=0.2)
    assert found.level_slope == pytest.approx(0.1, abs=0.02)
    assert found.offset == pytest.approx(2.0, abs=0.4)


def run(*words: str) -> int:
    return main(list(words), program=TRAINER)


@pytest.mark.slow
def test_from_the_command_line_to_weights(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    begin = [
        "run",
        "separation",
        "--corpus",
        str(corpus),
        "--out",
        str(out),
        "--seconds",
        "1",
        "--batch",
        "1",
        "--held-out",
        "1",
    ]
    machine = ["--device", "cpu", "--precision", "fp32", "--threads", "1", "--json", "--quiet"]
    assert run(*begin, "--steps", "2", *machine) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["step"] == 2
    assert load_embedded(Setup(device="cpu"), Path(document["weights"])).revision == "run-2"
    assert run("resume", str(out), "--steps", "3", *machine) == 0
    assert json.loads(capsys.readouterr().out)["step"] == 3
    assert run("status", str(out), "--json") == 0
    status = json.loads(capsys.readouterr().out)
    assert status["checkpoint_step"] == 3
    assert status["figures"]["step"] == 3
    assert run(*begin, "--steps", "9", *machine) == 1  # another plan in the same folder
    assert "another training" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["run", "separation", "--corpus", "/nowhere/at/all", "--out", "x"],
        ["resume", "/nowhere/at/all"],
        ["status", "/nowhere/at/all"],
    ],
)
def test_what_is_not_there_is_a_sentence(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words) == 1
    assert list(tmp_path.iterdir()) == []
