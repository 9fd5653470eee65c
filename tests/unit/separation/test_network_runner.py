"""Devices, precisions and the ladder down when memory ends; the parts that need a GPU are marked."""

# ruff: noqa: ARG002 - fakes have the signature of what they stand for

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.core.errors import JobCancelled, UserError
from engine.separation import network_runner
from engine.separation.network_runner import Batch, NetworkRunner, choose_device, choose_precision

torch = pytest.importorskip("torch")
needs_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")


class Doubling(torch.nn.Module):
    """One source, twice the mixture, by five layers."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = torch.nn.Sequential(*(torch.nn.Identity() for _ in range(5)))

    def forward(self, mix: Any) -> Any:
        return 2.0 * self.layers(mix)[:, None]


def noise(batch: int, samples: int = 100) -> Batch:
    return np.random.default_rng(1).standard_normal((batch, 2, samples)).astype(np.float32)


class Small(NetworkRunner):
    """A GPU that holds ``room`` segments; computed on the CPU."""

    room = 0

    def _compute(self, index: int, part: Batch, report: Any) -> Batch:
        if self.device == "cuda" and len(part) > self.room:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 9 GiB")
        return 2.0 * part[:, None]


def test_a_batch_is_done_in_turns_of_what_fits() -> None:
    batch = noise(5)
    runner = NetworkRunner((Doubling(),), "cpu", "fp32", at_once=2)
    np.testing.assert_array_equal(runner.run(0, batch), 2.0 * batch[:, None])
    assert runner.notes == []


@pytest.mark.parametrize(("room", "at_once", "device"), [(8, 8, "cuda"), (3, 2, "cuda"), (1, 1, "cuda"), (0, 1, "cpu")])
def test_when_the_gpu_is_full_fewer_go_at_once_and_then_the_processor_takes_over(
    room: int, at_once: int, device: str
) -> None:
    batch = noise(8)
    runner = Small((Doubling(),), "cuda", "fp32", at_once=8)
    runner.room = room
    np.testing.assert_array_equal(runner.run(0, batch), 2.0 * batch[:, None])
    assert (runner.at_once, runner.device) == (at_once, device)
    assert any("continued on the processor" in note for note in runner.notes) == (device == "cpu")
    assert any("fewer segments" in note for note in runner.notes) == (room < 8)


@pytest.mark.parametrize("words", ["cuDNN error: CUDNN_STATUS_ALLOC_FAILED", "cuFFT error: CUFFT_ALLOC_FAILED"])
def test_libraries_that_run_out_in_their_own_words_are_understood(words: str) -> None:
    class Picky(Small):
        def _compute(self, index: int, part: Batch, report: Any) -> Batch:
            if self.device == "cuda":
                raise RuntimeError(words)
            return 2.0 * part[:, None]

    runner = Picky((Doubling(),), "cuda", "fp32", at_once=1)
    assert runner.run(0, noise(1)).shape == (1, 1, 2, 100)
    assert runner.device == "cpu"


def test_other_errors_are_not_taken_for_a_full_gpu() -> None:
    class Broken(Small):
        def _compute(self, index: int, part: Batch, report: Any) -> Batch:
            raise RuntimeError("shape mismatch")

    with pytest.raises(RuntimeError, match="shape mismatch"):
        Broken((Doubling(),), "cuda", "fp32", at_once=1).run(0, noise(1))


def test_a_full_memory_on_the_processor_is_said_in_a_sentence() -> None:
    class Full(Small):
        def _compute(self, index: int, part: Batch, report: Any) -> Batch:
            raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried 9 bytes")

    with pytest.raises(UserError, match="not enough memory"):
        Full((Doubling(),), "cpu", "fp32").run(0, noise(1))


def test_half_precision_that_overflows_becomes_single_precision() -> None:
    class Overflowing(Small):
        def _compute(self, index: int, part: Batch, report: Any) -> Batch:
            return 2.0 * part[:, None] * (np.float32("inf") if self.precision == "fp16" else np.float32(1))

    batch = noise(2)
    runner = Overflowing((Doubling(),), "cuda", "fp16", at_once=2)
    runner.room = 2
    np.testing.assert_array_equal(runner.run(0, batch), 2.0 * batch[:, None])
    assert runner.precision == "fp32"
    assert runner.notes == ["fp16 overflowed; continued with fp32"]


def test_on_the_processor_every_layer_reports_and_can_stop() -> None:
    seen: list[float] = []
    runner = NetworkRunner((Doubling(),), "cpu", "fp32")
    runner.run(0, noise(1), report=seen.append)
    assert seen == sorted(seen)
    assert len(seen) >= 5
    assert seen[-1] == 1.0

    def stop(_fraction: float) -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        runner.run(0, noise(1), report=stop)
    runner.run(0, noise(1))  # nothing is left behind by the interrupted one
    assert not any(layer._forward_hooks for layer in runner.networks[0].modules())


def test_bf16_is_near_and_leaves_the_weights_alone() -> None:
    network = torch.nn.Sequential(torch.nn.Conv1d(2, 16, 9, padding=4), torch.nn.Conv1d(16, 2, 9, padding=4)).eval()
    batch = noise(1, 4_000)
    exact = NetworkRunner((network,), "cpu", "fp32").run(0, batch)
    near = NetworkRunner((network,), "cpu", "bf16").run(0, batch)
    error = np.sqrt(np.mean((near - exact) ** 2) / np.mean(exact**2))
    assert 1e-5 < error < 2e-2  # eight bits of mantissa: 2^-9 for each rounding
    assert all(parameter.dtype == torch.float32 for parameter in network.parameters())


def test_finish_sees_what_the_network_gave() -> None:
    runner = NetworkRunner((Doubling(),), "cpu", "fp32", finish=lambda index, estimate: estimate + index + 1)
    batch = noise(1)
    np.testing.assert_allclose(runner.run(0, batch), 2.0 * batch[:, None] + 1)


def test_cuda_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert choose_device("auto") == choose_device("cpu") == "cpu"
    with pytest.raises(UserError, match="CUDA does not work") as caught:
        choose_device("cuda")
    assert "--device cpu" in caught.value.hint


def test_precisions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_runner, "_cpu_has_bf16", lambda: True)
    assert choose_precision("auto", "cpu") == "bf16"
    assert choose_precision("fp32", "cpu") == "fp32"
    with pytest.raises(UserError, match="CUDA"):
        choose_precision("fp16", "cpu")
    monkeypatch.setattr(network_runner, "_cpu_has_bf16", lambda: False)
    assert choose_precision("auto", "cpu") == "fp32"
    assert choose_precision("bf16", "cpu") == "bf16"
    for capability, chosen in (((7, 5), "fp32"), ((8, 0), "bf16"), ((9, 0), "bf16")):
        monkeypatch.setattr(torch.cuda, "get_device_capability", lambda found=capability: found)
        assert choose_precision("auto", "cuda") == chosen
        assert choose_precision("fp16", "cuda") == "fp16"


def test_the_gpus_memory_says_how_many_go_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for free, expected in ((4e9, 2), (1e8, 1), (80e9, 16)):
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda found=free: (int(found), 0))
        assert NetworkRunner((), "cuda", "fp32", 1e9).at_once == expected


def test_single_precision_on_a_gpu_is_not_rounded_and_settings_are_put_back() -> None:
    cudnn, matmul = torch.backends.cudnn, torch.backends.cuda.matmul
    before = cudnn.allow_tf32, matmul.allow_tf32, cudnn.benchmark
    for precision, fast in (("fp32", False), ("bf16", True)):
        with NetworkRunner((), "cuda", precision, at_once=1)._exactness():
            assert (cudnn.allow_tf32, matmul.allow_tf32, cudnn.benchmark) == (fast, fast, True)
        assert (cudnn.allow_tf32, matmul.allow_tf32, cudnn.benchmark) == before


@pytest.mark.gpu
@needs_cuda
def test_the_gpu_gives_what_the_processor_gives() -> None:
    from tests.demucs_files import smallest_htdemucs

    batch = noise(5, 11_025)
    exact = NetworkRunner((smallest_htdemucs(),), "cpu", "fp32").run(0, batch)
    same = NetworkRunner((smallest_htdemucs(),), "cuda", "fp32", at_once=3).run(0, batch)
    np.testing.assert_allclose(same, exact, atol=1e-5)
    for precision in ("bf16", "fp16"):
        near = NetworkRunner((smallest_htdemucs(),), "cuda", precision, at_once=5).run(0, batch)
        assert np.sqrt(np.mean((near - exact) ** 2) / np.mean(exact**2)) < 3e-2


@pytest.mark.gpu
@needs_cuda
def test_several_networks_take_turns_on_the_gpu() -> None:
    networks = tuple(torch.nn.Sequential(torch.nn.Conv1d(2, 2, 3, padding=1)).eval() for _ in range(2))
    runner = NetworkRunner(networks, "cuda", "fp32", at_once=2)
    for index in (0, 1, 0):
        runner.run(index, noise(2))
        places = [next(network.parameters()).device.type for network in networks]
        assert places == ["cuda" if place == index else "cpu" for place in range(2)]
