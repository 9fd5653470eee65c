"""SoundFonts through FluidSynth, with one that is written here."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from engine.core.blueprint import Voice
from engine.core.composition import Slide
from engine.core.errors import UserError
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency
from engine.generation.sketch.outside import open_player
from engine.generation.sketch.outside.soundfont import presets
from tests.unit.generation.outside.made_soundfont import write_sine_font


@pytest.fixture
def font(tmp_path: Path) -> Path:
    return write_sine_font(tmp_path / "sine.sf2")


@pytest.fixture
def playable(font: Path) -> Path:
    """The font, where the library to play it is installed."""
    try:
        import fluidsynth  # noqa: F401
    except (ImportError, OSError):
        pytest.skip("needs FluidSynth (Debian: libfluidsynth3)")
    return font


def played(font: Path, strokes: Sequence[tuple[float, Stroke]], seconds: float = 2.0, preset: str = "0:4") -> Wave:
    player = open_player(Voice(instrument="", source="soundfont", file=str(font), preset=preset))
    return player.play_all(strokes, round(seconds * RATE))


def hertz(sound: Wave, start: float, end: float) -> float:
    part = sound[0, int(start * RATE) : int(end * RATE)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 19))
    return float(np.argmax(spectrum) * RATE / (1 << 19))


def cents(hz: float, pitch: float) -> float:
    return abs(1200.0 * np.log2(hz / frequency(pitch)))


@pytest.mark.parametrize("pitch", [48, 69, 81])
def test_a_note_sounds_at_its_pitch(playable: Path, pitch: int) -> None:
    sound = played(playable, [(0.5, Stroke(pitch=pitch, velocity=100, duration=1.0))])
    assert sound.shape == (2, 2 * RATE)
    assert sound.dtype == np.float32
    assert cents(hertz(sound, 0.6, 1.4), pitch) < 3.0  # the sample's own correction is in whole cents


def test_a_note_begins_and_ends_where_it_should(playable: Path) -> None:
    sound = played(playable, [(0.5, Stroke(pitch=69, velocity=100, duration=1.0))])
    heard = np.flatnonzero(np.abs(sound).max(axis=0) > 1e-4) / RATE
    assert heard[0] == pytest.approx(0.5, abs=0.003)  # FluidSynth's block is 1.5 ms
    assert heard[-1] == pytest.approx(1.5, abs=0.03)


def test_harder_strokes_are_louder(playable: Path) -> None:
    soft, hard = (
        np.abs(played(playable, [(0.0, Stroke(pitch=69, velocity=velocity, duration=0.5))], 1.0)).max()
        for velocity in (40, 120)
    )
    assert hard > 3.0 * soft


def test_a_slide_bends_its_note_and_no_other(playable: Path) -> None:
    sliding = Stroke(pitch=48, velocity=100, duration=1.5, slide=Slide(0.3, 0.2, -7.0))
    alone = played(playable, [(0.0, sliding)])
    assert cents(hertz(alone, 0.02, 0.28), 48) < 8.0
    assert cents(hertz(alone, 0.6, 1.4), 41) < 3.0
    both = played(playable, [(0.0, sliding), (0.0, Stroke(pitch=81, velocity=127, duration=1.5))])
    high = both[0, int(0.6 * RATE) : int(1.4 * RATE)]
    spectrum = np.abs(np.fft.rfft(high * np.hanning(len(high)), 1 << 19))
    spectrum[: int(600 / RATE * (1 << 19))] = 0.0
    assert cents(float(np.argmax(spectrum) * RATE / (1 << 19)), 81) < 3.0


def test_it_plays_the_same_twice(playable: Path) -> None:
    strokes = [(0.25 * step, Stroke(pitch=60 + step, velocity=90, duration=0.3)) for step in range(6)]
    assert np.array_equal(played(playable, strokes), played(playable, strokes))


def test_without_strokes_there_is_silence(playable: Path) -> None:
    assert not played(playable, []).any()


def test_presets_are_listed_without_loading_samples(font: Path) -> None:
    assert [(preset.id, preset.name) for preset in presets(font)] == [("0:4", "Sine piano"), ("8:40", "Sine violin")]


def test_no_preset_means_the_first(playable: Path) -> None:
    strokes = [(0.0, Stroke(pitch=69, velocity=100, duration=0.5))]
    assert np.array_equal(played(playable, strokes, preset=""), played(playable, strokes))


@pytest.mark.parametrize("preset", ["0:99", "violin", "0", "::"])
def test_an_unknown_preset_is_refused_with_those_there_are(font: Path, preset: str) -> None:
    with pytest.raises(UserError, match="has no preset") as caught:
        open_player(Voice(instrument="", source="soundfont", file=str(font), preset=preset))
    assert "0:4 Sine piano" in caught.value.hint


def test_a_missing_font_is_named() -> None:
    with pytest.raises(UserError, match=r"there is no SoundFont '/nowhere/x\.sf2'"):
        open_player(Voice(instrument="", source="soundfont", file="/nowhere/x.sf2"))


def test_a_damaged_font_is_refused(font: Path, tmp_path: Path) -> None:
    whole = font.read_bytes()
    for name, content, words in (
        ("empty", b"", "not a SoundFont"),
        ("wave", b"RIFF\0\0\0\0WAVE" + bytes(100), "not a SoundFont"),
        ("cut", whole[: len(whole) // 2], "ends before"),
        ("hollow", whole.replace(b"phdr", b"xhdr"), "ends before"),
    ):
        path = tmp_path / f"{name}.sf2"
        path.write_bytes(content)
        with pytest.raises(UserError, match=words):
            open_player(Voice(instrument="", source="soundfont", file=str(path)))


def test_a_font_whose_samples_cannot_be_loaded_is_refused(playable: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(playable.read_bytes().replace(b"shdr", b"xhdr"))
    with pytest.raises(UserError, match="FluidSynth finds an error"):
        played(broken, [])


def test_without_fluidsynth_the_user_is_told_how_to_get_it(font: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "fluidsynth", None)  # an import of it raises ImportError
    with pytest.raises(UserError, match="FluidSynth, which is not installed") as caught:
        open_player(Voice(instrument="", source="soundfont", file=str(font)))
    assert "libfluidsynth3" in caught.value.hint


def test_a_voice_of_ours_or_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="one of our instruments"):
        open_player(Voice(instrument="rhodes"))
    with pytest.raises(UserError, match="no sound source 'vst2'"):
        open_player(Voice(instrument="", source="vst2", file="x.dll"))
