"""A stranger's checkpoint cannot run code, lie about its size, or bring numbers that are none."""

from __future__ import annotations

import io
import pickle
import struct
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import ModelRefused
from engine.models.safe_load import container_of, convert

torch = pytest.importorskip("torch")


class Canary:
    """Unpickling this creates a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.path,))


def refuse(path: Path, **options: object) -> str:
    target = path.parent / "out.safetensors"
    with pytest.raises(ModelRefused) as caught:
        convert(path, target, model="m", **options)  # type: ignore[arg-type]
    assert not target.exists()
    assert [p for p in path.parent.iterdir() if p.name.startswith(".tmp-")] == []
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_honest_checkpoint_becomes_safetensors(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    weight = torch.randn(3, 4)
    torch.save(
        {"state": {"a.weight": weight, "step": torch.tensor(7)}, "xp.cfg": "lr: 0.1", "epoch": 3}, tmp_path / "w.th"
    )

    report = convert(tmp_path / "w.th", tmp_path / "w.safetensors", model="m")

    loaded = load_file(tmp_path / "w.safetensors")
    assert torch.equal(loaded["state.a.weight"], weight)
    assert report.tensors["state.a.weight"] == ((3, 4), "float32")
    assert report.values == {"xp.cfg": "lr: 0.1", "epoch": 3}


def test_a_model_class_is_read_as_an_empty_placeholder(tmp_path: Path) -> None:
    torch.save({"klass": Fraction, "state": {"w": torch.ones(2)}}, tmp_path / "w.th")

    refuse(tmp_path / "w.th")
    report = convert(tmp_path / "w.th", tmp_path / "w.safetensors", model="m", inert=("fractions.Fraction",))

    assert list(report.tensors) == ["state.w"]
    assert report.values == {"klass": {"inert": "fractions.Fraction"}}


def test_what_a_placeholder_was_given_is_kept_as_words(tmp_path: Path) -> None:
    package = {"args": (["drums", "bass"],), "kwargs": {"segment": Fraction(39, 5), "bands": []}, "w": torch.ones(2)}
    torch.save(package, tmp_path / "w.th")

    report = convert(tmp_path / "w.th", tmp_path / "w.safetensors", model="m", inert=("fractions.Fraction",))

    segment = report.values["kwargs.segment"]
    assert segment["inert"] == "fractions.Fraction"
    assert Fraction(*segment["arguments"]) == Fraction(39, 5)  # one word or two numbers, by the Python that wrote it
    assert report.values["args"] == [["drums", "bass"]]
    assert report.values["kwargs.bands"] == []


def test_numbers_of_numpy_are_read_where_they_are_allowed(tmp_path: Path) -> None:
    package = {"loss": np.float64(0.5), "w": torch.ones(2)}
    torch.save(package, tmp_path / "w.th")
    inert = ("numpy._core.multiarray.scalar", "numpy.core.multiarray.scalar", "numpy.dtype")

    refuse(tmp_path / "w.th")
    report = convert(tmp_path / "w.th", tmp_path / "w.safetensors", model="m", inert=inert)

    assert list(report.tensors) == ["w"]


def test_lists_nested_beyond_reason_are_refused(tmp_path: Path) -> None:
    nest: list[object] = []
    for _ in range(50):
        nest = [nest]
    torch.save({"nest": nest, "w": torch.ones(2)}, tmp_path / "w.th")

    assert "nested too deeply" in refuse(tmp_path / "w.th")


def test_code_in_a_torch_file_does_not_run(tmp_path: Path) -> None:
    canary = tmp_path / "canary" / "ran"
    canary.parent.mkdir()
    torch.save({"w": torch.ones(2), "x": Canary(canary)}, tmp_path / "w.pt")

    refuse(tmp_path / "w.pt")

    assert not canary.exists()


@pytest.mark.parametrize("protocol", [0, 2, 4])
@pytest.mark.parametrize("name", ["w.bin", "w.safetensors", "w.Safetensors"])
def test_a_bare_pickle_is_refused_whatever_its_name(tmp_path: Path, protocol: int, name: str) -> None:
    canary = tmp_path / "canary" / "ran"
    canary.parent.mkdir()
    (tmp_path / name).write_bytes(pickle.dumps(Canary(canary), protocol=protocol))

    refuse(tmp_path / name)

    assert not canary.exists()


def test_numbers_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    torch.save({"w": torch.tensor([1.0, float("nan")])}, tmp_path / "w.pt")

    assert "not finite" in refuse(tmp_path / "w.pt")


def test_a_tensor_larger_than_its_file_is_refused(tmp_path: Path) -> None:
    torch.save({"w": torch.zeros(1).expand(2_000_000_000)}, tmp_path / "w.pt")  # stride 0: 8 GB from four bytes

    assert "more numbers than the file holds" in refuse(tmp_path / "w.pt")


def test_a_deflated_archive_is_refused_unopened(tmp_path: Path) -> None:
    plain = io.BytesIO()
    torch.save({"w": torch.zeros(1000, 1000)}, plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(tmp_path / "w.pt", "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, source.read(entry))

    assert "compressed" in refuse(tmp_path / "w.pt")


def test_an_archive_with_two_pickles_is_refused(tmp_path: Path) -> None:
    torch.save({"w": torch.ones(1)}, tmp_path / "w.pt")
    with zipfile.ZipFile(tmp_path / "w.pt", "a") as archive:
        archive.writestr("other/data.pkl", b"cposix\nsystem\n.")

    assert "twice" in refuse(tmp_path / "w.pt")


@pytest.mark.parametrize(
    "content",
    [
        struct.pack("<Q", 2**63) + b"{}",
        struct.pack("<Q", 60) + b'{"w":{"dtype":"F32","shape":[4294967295,4294967295],"data_offsets":[0,4]}}',
        struct.pack("<Q", 62) + b'{"w":{"dtype":"F32","shape":[1000],"data_offsets":[0,4000]}}  ' + bytes(10),
        struct.pack("<Q", 100_000) + b"[" * 100_000,
        b"",
        b"not a checkpoint",
    ],
    ids=["header 2^63", "shape overflow", "truncated", "deep json", "empty", "text"],
)
def test_hostile_safetensors_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.safetensors").write_bytes(content)

    refuse(tmp_path / "w.safetensors")


def test_containers_are_judged_by_content(tmp_path: Path) -> None:
    torch.save({}, tmp_path / "a.safetensors")
    (tmp_path / "b.pt").write_bytes(struct.pack("<Q", 2) + b"{}")

    assert container_of(tmp_path / "a.safetensors") == "torch-zip"
    assert container_of(tmp_path / "b.pt") == "safetensors"


def test_the_parent_never_imports_torch(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from engine.models import safe_load, installed, catalog;"
        "catalog.Catalog(pathlib.Path(sys.argv[1])); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
