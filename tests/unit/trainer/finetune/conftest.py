"""A tiny MusicGen in audiocraft's files, and clips of random tokens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tiny_musicgen import CARDINALITY, TEXT_WIDTH, write_audiocraft


@pytest.fixture(scope="session")
def base_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_audiocraft(tmp_path_factory.mktemp("finetune") / "mono")


@pytest.fixture(scope="session")
def checkpoint(base_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    from engine.generation.musicgen.checkpoint import open_checkpoint

    return open_checkpoint(base_folder, model="tiny", scratch=tmp_path_factory.mktemp("scratch"))


@pytest.fixture
def clips() -> list[Any]:
    import torch

    from trainer.finetune.batch import Clip

    draw = torch.Generator().manual_seed(5)

    def clip(steps: int, words: int, markers: list[float]) -> Clip:
        tokens = torch.randint(0, CARDINALITY, (4, steps), generator=draw)
        return Clip(tokens, torch.randn(words, TEXT_WIDTH, generator=draw), torch.tensor(markers))

    return [clip(12, 5, [1.0, 0.0, float("nan")]), clip(9, 3, [0.0, 0.5, float("nan")])]
