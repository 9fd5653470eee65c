"""The table of torch builds against what ``nvidia-smi`` says on real and on broken machines."""

from __future__ import annotations

import subprocess

import pytest

from installers.common import gpu
from installers.common.gpu import Gpu, find_gpus, load_matrix, parse_nvidia_smi

RTX_3060 = "NVIDIA GeForce RTX 3060, 8.6, 535.183.01, 12288 MiB\n"
RTX_4090 = "NVIDIA GeForce RTX 4090, 8.9, 580.65.06, 24564 MiB\n"
GTX_1080 = "NVIDIA GeForce GTX 1080, 6.1, 580.95.05, 8192 MiB\n"
RTX_5090 = "NVIDIA GeForce RTX 5090, 12.0, 590.44, 32607 MiB\n"
RTX_5090_FIRST_DRIVER = "NVIDIA GeForce RTX 5090, 12.0, 572.16, 32607 MiB\n"
V100 = "Tesla V100-SXM2-16GB, 7.0, 550.54.15, 16384 MiB\n"
GTX_680 = "NVIDIA GeForce GTX 680, 3.0, 470.256.02, 2048 MiB\n"
OLD_DRIVER = "NVIDIA GeForce RTX 3060, 8.6, 470.256.02, 12288 MiB\n"


@pytest.mark.parametrize("system", ["linux", "win32"])
@pytest.mark.parametrize(
    ("output", "build"),
    [
        (RTX_3060, "cu126"),  # CUDA 12.6 runs on every driver of the CUDA 12 family
        (RTX_4090, "cu130"),
        (GTX_1080, "cu126"),  # a new driver does not help: CUDA 13 has no kernels for Pascal
        (V100, "cu126"),
        (RTX_5090, "cu130"),
        (RTX_5090_FIRST_DRIVER, "cu128"),  # 12.6 has no kernels for Blackwell
    ],
)
def test_build_for_a_card(output: str, build: str, system: str) -> None:
    choice = load_matrix(system).choose(parse_nvidia_smi(output))
    assert choice.build == build
    assert choice.advice == ""


@pytest.mark.parametrize(("system", "build"), [("linux", "cu130"), ("win32", "cpu"), ("darwin", "mps")])
def test_without_a_card_the_lock_is_taken_as_it_is(system: str, build: str) -> None:
    matrix = load_matrix(system)
    assert matrix.choose(()).build == matrix.lock_build == build


@pytest.mark.parametrize(("output", "word"), [(OLD_DRIVER, "driver"), (GTX_680, "No current build")])
def test_a_card_that_cannot_be_used_gets_the_locks_build_and_a_reason(output: str, word: str) -> None:
    matrix = load_matrix("linux")
    choice = matrix.choose(parse_nvidia_smi(output))
    assert choice.build == matrix.lock_build
    assert word in choice.advice


def test_the_card_with_the_most_memory_decides() -> None:
    assert load_matrix("linux").choose(parse_nvidia_smi(GTX_1080 + RTX_5090)).build == "cu130"


@pytest.mark.parametrize(
    "output",
    [
        "",
        "No devices were found\n",
        'Field "compute_cap" is not a valid field to query.\n',
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n",
        "a, b, c, d\n",
        "NVIDIA GeForce RTX 3060, [N/A], 535.183.01, [N/A]\n",
        "\x00\xff, 8.6.1, 1, 1 MiB",
    ],
)
def test_garbage_is_no_card(output: str) -> None:
    assert parse_nvidia_smi(output) == ()


def test_a_line_is_read_with_its_units() -> None:
    assert parse_nvidia_smi(RTX_3060) == (Gpu("NVIDIA GeForce RTX 3060", (8, 6), (535, 183, 1), 12288),)


def test_no_tool_a_silent_tool_and_a_failing_tool_are_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu, "_OTHER_PLACES", {})
    monkeypatch.setattr(gpu.shutil, "which", lambda _: None)
    assert find_gpus() == ()
    monkeypatch.setattr(gpu.shutil, "which", lambda _: "/x/nvidia-smi")

    def silent(*args: object, **kwargs: object) -> None:
        raise subprocess.TimeoutExpired("nvidia-smi", 10)

    monkeypatch.setattr(gpu.subprocess, "run", silent)
    assert find_gpus() == ()
    answers = {0: 1, 9: 0}  # exit status -> cards believed
    for status, count in answers.items():
        done = subprocess.CompletedProcess((), status, stdout=RTX_3060)
        monkeypatch.setattr(gpu.subprocess, "run", lambda *_, done=done, **__: done)
        assert len(find_gpus()) == count


@pytest.mark.parametrize(("value", "wanted"), [("", None), ("auto", None), (" CU126 ", "cu126"), ("cpu", "cpu")])
def test_the_user_has_the_last_word(value: str, wanted: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAX_TORCH_BUILD", value)
    assert gpu.wanted_build() == wanted


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_every_row_is_whole_and_names_no_host(system: str) -> None:
    matrix = load_matrix(system)
    assert matrix.lock_build in matrix.offered
    for key in matrix.offered:
        build = matrix.build(key)
        assert 0 < build.download_gb < build.disk_gb
        assert build.torch_backend is not None or key == matrix.lock_build
    assert "://" not in gpu.MATRIX_FILE.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="expected one of"):
        matrix.build("rocm")
