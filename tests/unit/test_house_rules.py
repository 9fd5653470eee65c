"""What a reviewer should not have to say: lint, types and the direction of imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent


def complaints(*command: str | Path) -> str:
    """What a checker says; empty where it is content."""
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=580
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr)[-6000:]


def test_ruff_is_content() -> None:
    assert complaints(PROGRAMS / "ruff", "check", "--output-format", "concise", ".") == ""


def test_imports_point_downward() -> None:
    assert complaints(PROGRAMS / "lint-imports") == ""


@pytest.mark.slow
@pytest.mark.timeout(620)  # of a machine that does other things too
def test_types_hold() -> None:
    assert complaints(sys.executable, "-m", "mypy") == ""
