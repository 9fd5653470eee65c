"""Figures of merit: what their definitions say, and what the reference implementations say."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch

from engine.core.audio import Audio
from engine.separation.measure import frame_sdr, is_silent, leakage_dbfs, level_db, rms_dbfs, sdr, si_sdr
from tests.signals import noise, silence, sine

RATE = 8_000  # BSSEval's filters make it slow: short signals of a low rate


def package_file(package: str, name: str) -> Path:
    """A file of a package, which need not be importable: museval and demucs.evaluate want packages nobody needs."""
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name(name)


@pytest.fixture(scope="module")
def museval() -> ModuleType:
    spec = importlib.util.spec_from_file_location("museval_metrics", package_file("museval", "metrics.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def new_sdr() -> Any:
    """demucs.evaluate.new_sdr, the function alone."""
    source = package_file("demucs", "evaluate.py").read_text(encoding="utf-8")
    function = next(
        node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == "new_sdr"
    )
    names: dict[str, Any] = {"th": torch}
    exec(compile(ast.Module([function], []), "evaluate.py", "exec"), names)
    return names["new_sdr"]


def band(low: float, high: float, *, seed: int, seconds: float = 3.5) -> np.ndarray:
    """Noise of a band, ``[2, samples]``: what separators confuse has a spectrum."""
    white = np.random.default_rng(seed).standard_normal((2, round(seconds * RATE)))
    spectrum = np.fft.rfft(white)
    hz = np.fft.rfftfreq(white.shape[1], 1 / RATE)
    return 0.2 * np.fft.irfft(spectrum * ((hz >= low) & (hz < high)), white.shape[1])


def audio(samples: np.ndarray) -> Audio:
    return Audio(samples.astype(np.float32), RATE)


@pytest.fixture(scope="module")
def song() -> tuple[list[Audio], list[Audio]]:
    """Two stems and estimates with interference, a wrong filter and artefacts."""
    low, high = band(50, 900, seed=1), band(600, 3_000, seed=2)
    smeared = low + 0.5 * np.roll(low, 7, axis=1)
    estimates = [0.8 * smeared + 0.1 * high + 0.02 * band(0, 4_000, seed=3), high + 0.3 * low]
    return [audio(low), audio(high)], [audio(e) for e in estimates]


def bss_eval(museval: ModuleType, references: list[Audio], estimates: list[Audio]) -> np.ndarray:
    """SDR ``[stems, frames]`` of BSSEval v4, as SiSEC and demucs call it."""
    stacked = [np.stack([a.samples.T for a in group]).astype(np.float64) for group in (references, estimates)]
    ratios, *_ = museval.bss_eval(
        *stacked,
        window=RATE,
        hop=RATE,
        compute_permutation=False,
        framewise_filters=False,
        bsseval_sources_version=False,
    )
    return np.asarray(ratios)


def test_frame_sdr_is_that_of_museval(museval: ModuleType, song: tuple[list[Audio], list[Audio]]) -> None:
    expected = bss_eval(museval, *song)
    found = [frame_sdr(reference, estimate) for reference, estimate in zip(*song, strict=True)]
    assert expected.shape == (2, 3)
    np.testing.assert_allclose(found, expected, atol=1e-6)  # projections on 512 taps add and subtract: some 1e-9


def test_silent_frames_are_left_out_as_museval_does(museval: ModuleType, song: tuple[list[Audio], list[Audio]]) -> None:
    samples = song[0][0].samples.copy()
    samples[:, RATE : 2 * RATE] = 0.0
    reference, estimate = Audio(samples, RATE), song[1][0]
    expected = bss_eval(museval, [reference], [estimate])[0]
    found = frame_sdr(reference, estimate)
    assert np.isnan(expected).tolist() == [False, True, False]
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert np.nanmedian(found) == pytest.approx(np.nanmedian(expected), abs=1e-6)


def test_a_signal_shorter_than_a_window_is_one_frame(museval: ModuleType) -> None:
    reference, estimate = (Audio(band(50, 900, seed=seed)[:, :6_000].astype(np.float32), RATE) for seed in (1, 2))
    np.testing.assert_allclose(frame_sdr(reference, estimate), bss_eval(museval, [reference], [estimate])[0], atol=1e-6)


def test_dither_is_silence_and_a_silent_estimate_is_no_excuse() -> None:
    dither = noise(2.0, amplitude=2**-15)
    assert is_silent(dither)
    assert np.isnan(frame_sdr(dither, sine(100.0, 2.0))).all()
    np.testing.assert_allclose(frame_sdr(sine(100.0, 2.0), silence(2.0)), 0.0, atol=1e-9)


def test_sdr_is_that_of_demucs(new_sdr: Any, song: tuple[list[Audio], list[Audio]]) -> None:
    stacked = [torch.tensor(np.stack([a.samples for a in group])[None]).double() for group in song]
    found = [sdr(reference, estimate) for reference, estimate in zip(*song, strict=True)]
    np.testing.assert_allclose(found, new_sdr(*stacked)[0], atol=1e-5)  # its 1e-7 against energies of hundreds


def test_sdr_is_what_its_definition_says() -> None:
    truth = Audio(np.array([[1.0, -1.0, 1.0, -1.0]], np.float32), 8_000)
    estimate = Audio(truth.samples * np.float32(0.9), 8_000)
    assert sdr(truth, estimate) == pytest.approx(20.0, abs=1e-4)  # an error of a tenth
    assert sdr(truth, Audio(0 * truth.samples, 8_000)) == pytest.approx(0.0, abs=1e-9)
    assert si_sdr(truth, estimate) > 80.0  # a mere gain is no distortion; float32 leaves some
    assert level_db(estimate, truth) == pytest.approx(20 * np.log10(0.9), abs=1e-4)


@pytest.mark.parametrize("gain", [0.01, 1.0, -30.0])
def test_si_sdr_knows_no_gain(gain: float) -> None:
    """Of a reference and something orthogonal to it, a tenth as loud, 20 dB whatever the gain."""
    truth, other = sine(100.0), sine(200.0, amplitude=0.05)
    estimate = Audio(np.float32(gain) * (truth.samples + other.samples), truth.sample_rate)
    assert si_sdr(truth, estimate) == pytest.approx(20.0, abs=1e-3)
    assert si_sdr(truth, silence()) == float("-inf")


def test_levels_are_against_full_scale() -> None:
    assert rms_dbfs(sine(100.0, amplitude=1.0)) == pytest.approx(-3.01, abs=0.01)
    assert rms_dbfs(silence()) == float("-inf")


def test_leakage_is_heard_where_the_reference_rests() -> None:
    estimate = sine(100.0, 4.0, amplitude=0.1)
    reference = estimate.samples.copy()
    assert leakage_dbfs(estimate, estimate) is None
    assert leakage_dbfs(silence(4.0), estimate) == pytest.approx(-23.01, abs=0.01)
    reference[:, 44_100 : 3 * 44_100] = 0.0
    quiet = np.where(reference == 0.0, np.float32(0.1), np.float32(1.0)) * estimate.samples
    found = leakage_dbfs(Audio(reference, 44_100), Audio(quiet, 44_100))
    assert found == pytest.approx(-43.01, abs=0.01)
