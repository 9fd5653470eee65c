"""A column at a time: tones stand where they are, as loud as they are, however wide the picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio.spectrum import CEILING_DB, FLOOR_DB, HIGHEST_HZ, LOWEST_HZ, read_spectrum
from engine.core.errors import AudioReadError

RATE, BANDS = 22_050, 64


def band_of(hz: float) -> float:
    """Row of a frequency, from the top."""
    return float(BANDS * (1.0 - np.log(hz / LOWEST_HZ) / np.log(HIGHEST_HZ / LOWEST_HZ)) - 0.5)


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of 110 Hz at -20 dB, two of 3520 Hz at -40 dB, two of silence."""
    path = tmp_path_factory.mktemp("tones") / "tones.wav"
    t = np.arange(2 * RATE) / RATE
    parts = [0.1 * np.sin(2 * np.pi * 110 * t), 0.01 * np.sin(2 * np.pi * 3520 * t), np.zeros(2 * RATE)]
    soundfile.write(path, np.stack([np.concatenate(parts)] * 2, axis=1), RATE, subtype="FLOAT")
    return path


@pytest.mark.parametrize(("span", "columns"), [((0.0, 6.0), 12), ((0.0, 6.0), 600), ((0.5, 1.5), 40)])
def test_tones_stand_where_they_are(tones: Path, span: tuple[float, float], columns: int) -> None:
    picture = read_spectrum(tones, *span, columns=columns, bands=BANDS)
    assert picture.shape == (BANDS, columns)
    times = span[0] + (np.arange(columns) + 0.5) / columns * (span[1] - span[0])
    for column, time in enumerate(times):
        if min(abs(time - edge) for edge in (0.0, 2.0, 4.0, 6.0)) < 0.3:
            continue  # a frame that holds both
        levels = FLOOR_DB + picture[:, column] / 255.0 * (CEILING_DB - FLOOR_DB)
        if time > 4.0:
            assert picture[:, column].max() == 0
            continue
        hz, loud = (110.0, -20.0) if time < 2.0 else (3520.0, -40.0)
        assert abs(int(levels.argmax()) - band_of(hz)) <= 1.5
        assert levels.max() == pytest.approx(loud, abs=1.6), "a Hann window loses 1.4 dB between two bins"


def test_gain_lifts_all_and_beyond_the_file_is_silence(tones: Path) -> None:
    quiet = read_spectrum(tones, 0.5, 1.5, columns=8, bands=BANDS)
    loud = read_spectrum(tones, 0.5, 1.5, columns=8, bands=BANDS, gain_db=6.6)
    step = 255.0 * 6.6 / (CEILING_DB - FLOOR_DB)
    inside = (quiet > 0) & (loud < 255)
    assert np.abs(loud.astype(int) - quiet - step)[inside].max() <= 1.0
    assert read_spectrum(tones, 8.0, 9.0, columns=8, bands=BANDS).max() == 0


def test_what_cannot_be_shown(tones: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="picture"):
        read_spectrum(tones, 1.0, 1.0, columns=8, bands=8)
    with pytest.raises(AudioReadError):
        read_spectrum(tmp_path / "none.wav", 0.0, 1.0, columns=8, bands=8)
