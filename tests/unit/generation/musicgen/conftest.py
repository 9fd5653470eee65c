"""Tiny MusicGens, written and opened once: importing transformers alone takes seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tiny_musicgen import write_audiocraft, write_transformers


@pytest.fixture(scope="session")
def audiocraft_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_audiocraft(tmp_path_factory.mktemp("audiocraft") / "mono")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """In the transformers layout, which needs no conversion; the mono one in several shards."""
    root = tmp_path_factory.mktemp("published")
    return {
        "mono": write_transformers(root / "mono", "mono", shard="60KB"),
        "stereo": write_transformers(root / "stereo", "stereo"),
        "melody": write_transformers(root / "melody", "melody"),
    }


@pytest.fixture(scope="session")
def models(published: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    from engine.generation.musicgen.checkpoint import open_checkpoint
    from engine.generation.musicgen.model import MusicGen

    scratch = tmp_path_factory.mktemp("scratch")
    return {kind: MusicGen(open_checkpoint(folder, model=kind, scratch=scratch)) for kind, folder in published.items()}
