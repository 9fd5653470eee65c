"""Our MusicGen against audiocraft's own loop, token by token; see ``musicgen_cases.py`` for what is compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("audiocraft")

TOLERANCE = 1e-4
"""Of audio of about full scale: other orders of addition in convolutions leave 1e-6."""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """One process for all cases: the imports alone take a minute on a slow core."""
    variables = os.environ | {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.parity.musicgen_cases", str(tmp_path_factory.mktemp("models"))],
        cwd=Path(__file__).parents[2],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=850,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
@pytest.mark.timeout(900)
class TestParity:
    def test_every_token_is_audiocrafts(self, table: dict[str, float]) -> None:
        tokens = {name: share for name, share in table.items() if not name.endswith("difference")}

        assert len(tokens) > 50
        assert {name: share for name, share in tokens.items() if share != 1.0} == {}

    def test_the_sound_is_theirs(self, table: dict[str, float]) -> None:
        sounds = {name: value for name, value in table.items() if name.endswith("difference")}

        assert len(sounds) >= 4
        assert max(sounds.values()) < TOLERANCE, sounds
