"""The pieces of these tests are played on sines."""

import pytest

from engine.generation.sketch.instruments import table
from tests.unit.generation.mixing.pieces import SINE


@pytest.fixture(autouse=True)
def _sines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(table.INSTRUMENTS, "sine", SINE)
