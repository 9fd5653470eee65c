"""The HTDemucs backend as a separator: what the loop, the user and the record see of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.core.errors import JobCancelled, ModelNotInstalled
from engine.core.stems import Stem, Stems
from engine.separation.base import Batched, ListensFirst, OnDevice, PlansSegments
from engine.separation.demucs import DemucsSeparator, demucs_revision, load_demucs
from engine.separation.overlap import separate
from engine.separation.preview import preview_ends
from engine.separation.setup import Setup
from tests.demucs_files import install, smallest_htdemucs
from tests.tiny_htdemucs import FOUR

torch = pytest.importorskip("torch")
pytest.importorskip("demucs")

RATE = 44_100


def noise(samples: int, *, channels: int = 2, seed: int = 1, level: float = 0.1) -> Audio:
    rng = np.random.default_rng(seed)
    return Audio((level * rng.standard_normal((channels, samples))).astype(np.float32), RATE)


def opened(folder: Path, *networks: Any, precision: str = "fp32", shifts: int = 0) -> DemucsSeparator:
    models = folder / "models"
    return load_demucs(install(models, *networks), Setup(models, "cpu", precision, shifts))


def rms(samples: Any) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))


def distance(first: Stems, second: Stems) -> float:
    """Of two separations, relative to the first; without ``other``, which holds the remainder."""
    stems = [stem for stem in first if stem is not Stem.OTHER]
    error = np.concatenate([first[stem].samples - second[stem].samples for stem in stems])
    return rms(error) / rms(np.concatenate([first[stem].samples for stem in stems]))


def test_it_offers_what_the_loop_can_use(tmp_path: Path) -> None:
    separator = opened(tmp_path, smallest_htdemucs())
    assert isinstance(separator, Batched)
    assert isinstance(separator, ListensFirst)
    assert isinstance(separator, OnDevice)
    assert isinstance(separator, PlansSegments)
    assert separator.sources == (Stem.DRUMS, Stem.BASS, Stem.VOCALS, Stem.OTHER)
    assert (separator.sample_rate, separator.segment_samples(RATE)) == (RATE, 11_025)
    assert (separator.device, separator.precision, separator.notes) == ("cpu", "fp32", ())


def test_four_stems_that_sum_to_the_song(tmp_path: Path) -> None:
    mixture = noise(25_000)
    stems = separate(mixture, opened(tmp_path, smallest_htdemucs()))
    assert tuple(stems) == (Stem.DRUMS, Stem.BASS, Stem.VOCALS, Stem.OTHER)
    assert stems.residual_db(mixture) < -120


def direct(network: Any, part: Audio) -> dict[str, Any]:
    """The network's estimates of one segment, scaled as demucs scales a song."""
    mono = part.samples.mean(axis=0)
    mean, deviation = mono.mean(), mono.std(ddof=1)
    with torch.no_grad():
        estimates = network(torch.tensor((part.samples - mean) / deviation)[None])[0].numpy() * deviation + mean
    return dict(zip(network.sources, estimates, strict=True))


def test_sources_of_any_order_find_their_stems_and_a_log_drum_is_one(tmp_path: Path) -> None:
    network = smallest_htdemucs(["log_drum", "vocals", "drums", "other", "bass"])
    part = noise(11_025)
    separator = opened(tmp_path, network)
    assert separator.sources == tuple(Stem)
    stems = separator.separate_segment(part.samples, RATE)
    for source, expected in direct(network, part).items():
        np.testing.assert_allclose(stems[Stem(source)], expected, atol=1e-6)


def test_guitar_and_piano_are_other(tmp_path: Path) -> None:
    network = smallest_htdemucs([*FOUR, "guitar", "piano"])
    part = noise(11_025)
    separator = opened(tmp_path, network)
    assert separator.sources == (Stem.DRUMS, Stem.BASS, Stem.VOCALS, Stem.OTHER)
    named, raw = separator.separate_segment(part.samples, RATE), direct(network, part)
    np.testing.assert_allclose(named[Stem.OTHER], raw["other"] + raw["guitar"] + raw["piano"], atol=1e-6)
    np.testing.assert_allclose(named[Stem.BASS], raw["bass"], atol=1e-6)


def test_the_same_seed_gives_the_same_shifts(tmp_path: Path) -> None:
    mixture = noise(20_000)
    separator = opened(tmp_path, smallest_htdemucs(), shifts=2)
    first, again = separate(mixture, separator), separate(mixture, separator)
    assert distance(first, again) == 0.0
    assert distance(first, separate(mixture, opened(tmp_path / "b", smallest_htdemucs()))) > 1e-3


def test_loudness_does_not_matter(tmp_path: Path) -> None:
    separator = opened(tmp_path, smallest_htdemucs())
    mixture = noise(15_000)
    loud = Audio(mixture.samples * np.float32(8.0), RATE)
    quiet = Stems(
        {stem: Audio(audio.samples / np.float32(8), RATE) for stem, audio in separate(loud, separator).audio.items()},
        "m",
    )
    assert distance(separate(mixture, separator), quiet) < 1e-4


def test_silence_gives_silence(tmp_path: Path) -> None:
    separator = opened(tmp_path, smallest_htdemucs())
    stems = separate(Audio(np.zeros((2, 15_000), np.float32), RATE), separator)
    assert all(np.abs(stems[stem].samples).max() < 1e-6 for stem in stems)


def test_more_than_two_channels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="channels"):
        opened(tmp_path, smallest_htdemucs()).separate_segment(noise(100, channels=3).samples, RATE)


def test_bf16_is_near_enough_not_to_be_heard(tmp_path: Path) -> None:
    mixture = noise(20_000)
    exact = separate(mixture, opened(tmp_path / "a", smallest_htdemucs()))
    separator = opened(tmp_path / "b", smallest_htdemucs(), precision="bf16")
    near = separate(mixture, separator)
    assert separator.precision == "bf16"
    assert 1e-5 < distance(exact, near) < 0.02  # -34 dB on random weights, far below what any separator gets wrong


def test_progress_goes_on_within_a_segment_and_a_cancelled_job_leaves_there(tmp_path: Path) -> None:
    mixture = noise(11_025)  # a single segment
    separator = opened(tmp_path, smallest_htdemucs())
    seen: list[float] = []
    separate(mixture, separator, report=seen.append)
    assert seen == sorted(seen)
    assert len(seen) > 50
    assert seen[-1] == 1.0

    def stop(fraction: float) -> None:
        if fraction > 0.3:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        separate(mixture, separator, report=stop)


def test_stems_give_up_the_log_drum_that_a_branch_hears(tmp_path: Path) -> None:
    from engine.separation.demucs_branch import LogDrumHTDemucs
    from engine.separation.demucs_five_file import save_five_source

    base = smallest_htdemucs(seed=4)
    plain = separate(noise(15_000), opened(tmp_path / "a", base))
    branched = tmp_path / "b" / "models"
    card = install(branched, base)
    save_five_source(LogDrumHTDemucs(base, first_layer=1), branched / "m" / card.files[0].name)
    separator = load_demucs(card, Setup(branched, "cpu", "fp32"))
    stems = separate(noise(15_000), separator)

    assert separator.sources == tuple(Stem)
    log_drum = stems[Stem.LOG_DRUM].samples
    assert rms(log_drum) > 1e-4
    np.testing.assert_allclose(stems[Stem.VOCALS].samples, plain[Stem.VOCALS].samples, atol=1e-6)
    before = sum(plain[stem].samples for stem in (Stem.DRUMS, Stem.BASS, Stem.OTHER))
    after = sum(stems[stem].samples for stem in (Stem.DRUMS, Stem.BASS, Stem.OTHER))
    np.testing.assert_allclose(before, after + log_drum, atol=1e-5)
    assert rms(stems[Stem.BASS].samples - plain[Stem.BASS].samples) > 1e-5


def test_no_preview_where_a_few_seconds_take_as_long_as_a_segment(tmp_path: Path) -> None:
    mixture = Audio(np.zeros((2, 30 * RATE), np.float32), RATE)
    assert preview_ends(mixture, opened(tmp_path, smallest_htdemucs(segment=10))) == ()
    any_length = opened(tmp_path / "b", smallest_htdemucs(segment=10, use_train_segment=False))
    assert len(preview_ends(mixture, any_length)) == 1


def test_the_revision_is_that_of_the_weights(tmp_path: Path) -> None:
    first = install(tmp_path / "a", smallest_htdemucs(seed=1))
    second = install(tmp_path / "b", smallest_htdemucs(seed=2))
    revisions = [demucs_revision(first, Setup(tmp_path / "a")), demucs_revision(second, Setup(tmp_path / "b"))]
    assert revisions[0] != revisions[1]
    assert load_demucs(first, Setup(tmp_path / "a", "cpu")).revision == revisions[0]


def test_weights_that_are_not_there_are_named(tmp_path: Path) -> None:
    card = install(tmp_path / "models", smallest_htdemucs())
    for folder in (None, tmp_path / "elsewhere"):
        with pytest.raises(ModelNotInstalled, match="'m' is not installed"):
            load_demucs(card, Setup(folder, "cpu"))
        with pytest.raises(ModelNotInstalled):
            demucs_revision(card, Setup(folder))


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_a_song_on_the_gpu_is_the_song_on_the_processor(tmp_path: Path) -> None:
    mixture = noise(100_000)
    card = install(tmp_path, smallest_htdemucs())
    exact = separate(mixture, load_demucs(card, Setup(tmp_path, "cpu", "fp32")))
    on_gpu = load_demucs(card, Setup(tmp_path, "cuda", "fp32"))
    assert distance(exact, separate(mixture, on_gpu)) < 1e-4
    assert (on_gpu.device, on_gpu.notes) == ("cuda", ())
    assert distance(exact, separate(mixture, load_demucs(card, Setup(tmp_path, "cuda", "auto")))) < 0.03
