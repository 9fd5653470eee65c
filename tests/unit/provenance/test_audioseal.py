"""AudioSeal's place: a module with the real package's calls stands for it, since it is no part of the studio."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch

from engine.audio.encode import write
from engine.cli import main
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.stems import Stem, Stems
from engine.generation.base import Made
from engine.jobs.provenance import Provenance, marked, marked_sound, payload_of
from engine.provenance import audioseal

SEALED = Provenance(is_neural=True, is_marked=True, watermark="audioseal")
DOCUMENT = {"backend": "musicgen", "prompt": "soul", "seed": 4}
SETTINGS = '[provenance]\nwatermark = "audioseal"\n'
DEPTH = 0.002


class Generator(torch.nn.Module):
    """One sine for each bit that is set, so that the detector can read them; the signature is AudioSeal 0.2's."""

    def get_watermark(
        self, x: torch.Tensor, sample_rate: int | None = None, message: torch.Tensor | None = None
    ) -> torch.Tensor:
        assert (x.dim(), x.shape[1], sample_rate) == (3, 1, 16_000)
        assert message is not None
        assert message.shape == (x.shape[0], 16)
        return DEPTH * torch.einsum("bk,kt->bt", message.float(), sines(x.shape[-1]))[:, None]


class Detector(torch.nn.Module):
    def detect_watermark(
        self,
        x: torch.Tensor,
        sample_rate: int | None = None,
        message_threshold: float = 0.5,
        detection_threshold: float = 0.5,  # noqa: ARG002 - the real signature
    ) -> tuple[float, torch.Tensor]:
        assert (x.dim(), x.shape[0], x.shape[1], sample_rate) == (3, 1, 1, 16_000)
        strengths = 2.0 * (sines(x.shape[-1]) @ x[0, 0]) / x.shape[-1] / DEPTH
        bits = (strengths > message_threshold).int()
        return float(bits.any()), bits[None]


def sines(length: int) -> torch.Tensor:
    time = torch.arange(length) / 16_000
    return torch.stack([torch.sin(2 * torch.pi * (1000.0 + 300.0 * bit) * time) for bit in range(16)])


class AudioSeal:
    @staticmethod
    def load_generator(model_card_or_path: str, nbits: int | None = None) -> Any:
        assert (model_card_or_path, nbits) == ("audioseal_wm_16bits", None)
        return Generator()

    @staticmethod
    def load_detector(model_card_or_path: str, nbits: int | None = None) -> Any:
        assert (model_card_or_path, nbits) == ("audioseal_detector_16bits", None)
        return Detector()


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("audioseal")
    module.AudioSeal = AudioSeal  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "audioseal", module)
    return module


def noise(seed: int, channels: int = 2) -> Audio:
    samples = 0.01 * np.random.default_rng(seed).standard_normal((channels, 4 * 32_000))
    return Audio(samples.astype(np.float32), 32_000)


@pytest.mark.usefixtures("package")
def test_a_take_is_marked_by_audioseal_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drums, other = noise(1), noise(2)
    mix = Audio(drums.samples + other.samples, 32_000)
    stems = Stems({Stem.DRUMS: drums, Stem.OTHER: other}, "test")
    sound, document = marked(Made(mix=mix, stems=stems), dict(DOCUMENT), SEALED)
    payload = payload_of(DOCUMENT) >> 16

    assert document["watermark"] == {"method": "audioseal/16bits", "key": "audioseal", "payload": f"{payload:04x}"}
    found = audioseal.detect(sound.mix)
    assert (found.is_marked, found.payload) == (True, payload)
    assert sound.mix.samples.shape == mix.samples.shape
    assert sound.stems is not None
    together = sound.stems[Stem.DRUMS].samples + sound.stems[Stem.OTHER].samples
    np.testing.assert_allclose(together, sound.mix.samples, atol=1e-6)
    assert audioseal.detect(marked_sound(noise(3, 1), dict(DOCUMENT), SEALED)).payload == payload
    assert not audioseal.detect(mix).is_marked

    write(tmp_path / "mix.wav", sound.mix)
    (tmp_path / "settings.toml").write_text(SETTINGS)
    assert main(["watermark", "detect", str(tmp_path / "mix.wav"), "--home", str(tmp_path)]) == 0
    assert f"AudioSeal finds its mark in 100 % of it: take {payload:04x}" in capsys.readouterr().out


def test_without_the_package_one_sentence_says_so_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "audioseal", None)  # as if it were not there, wherever this runs
    (tmp_path / "settings.toml").write_text(SETTINGS)
    words = ["generate", "soul", "--backend", "musicgen", "--out", str(tmp_path / "takes"), "--home", str(tmp_path)]
    assert main(words) == 1
    assert "needs the package audioseal, which is not installed" in capsys.readouterr().err
    assert not (tmp_path / "takes").exists()
    (tmp_path / "settings.toml").write_text('[provenance]\nwatermark = "seal"\n')
    assert main(words) == 1
    assert "There is no watermark 'seal'" in capsys.readouterr().err


def test_weights_that_are_not_there_are_not_fetched(package: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(model_card_or_path: str, nbits: int | None = None) -> Any:
        import huggingface_hub.constants

        assert huggingface_hub.constants.HF_HUB_OFFLINE
        torch.hub.download_url_to_file(f"https://example.org/{model_card_or_path}", str(nbits))

    monkeypatch.setattr(package.AudioSeal, "load_generator", staticmethod(load))
    with pytest.raises(UserError, match="its weights are not on this machine"):
        audioseal.embed_together(noise(1), (), 1)
