"""Fixtures every test may use. Nothing here needs the network, a GPU, an audio device or a screen."""

from __future__ import annotations

import os
from pathlib import Path

if "PYTEST_XDIST_WORKER" in os.environ:  # each process has a core; threads of each would only wait for one another
    os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("studio", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("studio")  # how fast a busy machine draws examples says nothing about the product
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHARED_AUDIO = Path(__file__).resolve().parent.parent.parent / "shared" / "audio"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that no process is left alone with one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(440)


@pytest.fixture
def shared_audio() -> Path:
    """The folder of annotated recordings some tests measure against; they are not part of the product."""
    if not SHARED_AUDIO.is_dir():
        pytest.skip("the folder of annotated real recordings is not on this machine")
    return SHARED_AUDIO
