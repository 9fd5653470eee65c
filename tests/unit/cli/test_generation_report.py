"""The generation report says what is in the notes and in the sound, and appears whole or not at all."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest

from engine.cli import generation_report
from engine.cli.console import Console
from engine.cli.generation_figures import judged, low_correlation
from engine.cli.generation_report import shown, write_report
from engine.cli.generation_spectra import envelope, log_drum_table, spectrum
from engine.core.audio import Audio
from engine.paths import Paths
from engine.settings import Settings

RATE = 44_100


def sine(hz: float, seconds: float = 1.0) -> np.ndarray:
    return np.sin(2.0 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE).astype(np.float32)


def console(folder: Path) -> Console:
    return Console(Paths.under(folder), Settings(), quiet=True, out=io.StringIO(), err=io.StringIO())


def test_a_figure_is_judged_by_the_ends_it_has() -> None:
    assert judged(0.9, 0.8, None)["is_inside"] is True
    assert judged(0.7, 0.8, None)["is_inside"] is False
    assert judged(0.7, None, None)["is_inside"] is None
    assert judged(None, 0.0, 1.0)["is_inside"] is None
    assert shown(judged(-3.0, -8.0, -4.0)) == "-3 (-8–-4) !"


def test_correlation_hears_the_low_end_alone() -> None:
    low, high = sine(60.0), sine(2000.0)
    assert low_correlation(Audio(np.stack([low + high, low - high]), RATE)) == pytest.approx(1.0, abs=1e-3)
    assert low_correlation(Audio(np.stack([low, -low]), RATE)) == pytest.approx(-1.0, abs=1e-6)


def test_spectrum_and_envelope_of_a_sine() -> None:
    hz, level = spectrum(sine(1000.0))
    assert hz[np.argmax(level)] == pytest.approx(1000.0, abs=RATE / 8192)
    assert envelope(sine(1000.0))[1].min() > 0.99


def test_the_log_drum_is_within_rounding_of_the_reference() -> None:
    rows = log_drum_table()
    assert len(rows) == 24
    assert max(abs(row[f"{name}_difference_db"]) for row in rows for name in ("h3", "h5")) <= 0.51


def test_the_report_is_a_whole_set(tmp_path: Path) -> None:
    document = write_report(console(tmp_path), tmp_path / "out", styles=("classic",), seconds=20.0)
    files = {file.name for file in (tmp_path / "out").iterdir()}
    assert files == {"arrangement-classic.png", "instruments.png", "report.md", "report.json"}
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == document
    assert "| classic |" in (tmp_path / "out" / "report.md").read_text()


def test_stopped_on_the_way_it_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(generation_report, "write_spectra", stop)
    with pytest.raises(KeyboardInterrupt):
        write_report(console(tmp_path), tmp_path / "out", styles=("classic",), seconds=10.0)
    assert not (tmp_path / "out").exists()
