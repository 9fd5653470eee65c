"""Loops: whole bars, a seam without a click, and marks that libsndfile reads as we mean them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio.sampler_marks import Beats, mark_beats
from engine.core.analysis import AudioFacts
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.exchange.bars import bars_of
from engine.exchange.loops import beats_of, chosen_bars, loop_of, section_bars, write_loop
from tests.export_songs import BEAT, FIRST, RATE, SECONDS, analysis, stem_audio

_GET_LOOP_INFO, _GET_INSTRUMENT = 0x10E0, 0x10D0  # commands of libsndfile


def loop_info(path: Path) -> dict[str, float]:
    """What libsndfile makes of the ``acid`` chunk (``SF_LOOP_INFO``: two shorts, two ints, a float, seven ints)."""
    numbers = _command(path, _GET_LOOP_INFO, np.dtype("i2,i2,i4,i4,f4,i4,6i4"))
    names = ("numerator", "denominator", "mode", "beats", "bpm", "root")
    return dict(zip(names, numbers, strict=False))


def instrument(path: Path) -> tuple[int, int, tuple[int, ...]]:
    """Base note, loops and the first loop (mode, start, end, count) of the ``smpl`` chunk (``SF_INSTRUMENT``)."""
    form = np.dtype([("gain", "i4"), ("notes", "6i1"), ("pad", "V2"), ("num_loops", "i4"), ("loops", "(16,4)u4")])
    with_loops = _command(path, _GET_INSTRUMENT, form)
    return int(with_loops["notes"][0]), int(with_loops["num_loops"]), tuple(int(n) for n in with_loops["loops"][0])


def _command(path: Path, number: int, form: np.dtype):
    with soundfile.SoundFile(path) as file:
        memory = soundfile._ffi.new("char[]", form.itemsize)
        assert soundfile._snd.sf_command(file._file, number, memory, form.itemsize) == 1
        return np.frombuffer(bytes(soundfile._ffi.buffer(memory)), form)[0]


def test_bars_are_those_between_downbeats_and_the_last_that_fits() -> None:
    bars = bars_of(analysis())
    assert [bar.number for bar in bars] == [1, 2, 3, 4]
    assert [bar.start for bar in bars] == pytest.approx([FIRST + k * 4 * BEAT for k in range(4)], abs=0.001)
    assert bars[-1].end == pytest.approx(FIRST + 16 * BEAT, abs=0.001)
    cut = analysis(audio=stem_facts(SECONDS - 0.5))
    assert len(bars_of(cut)) == 3
    assert bars_of(analysis(downbeats=())) == ()


def stem_facts(duration: float) -> AudioFacts:
    return AudioFacts(duration, RATE, 2, "sha256:7", None, None)


def test_a_loop_lasts_its_beats_exactly_and_sounds_as_the_song(tmp_path: Path) -> None:
    audio = stem_audio(Stem.BASS)
    place = chosen_bars(analysis(), 2, 3)
    loop = loop_of(audio, place)
    assert loop.num_samples == pytest.approx(8 * BEAT * RATE, abs=1)
    start = round(place.start * RATE)
    body = loop.num_samples - round(0.006 * RATE)
    np.testing.assert_array_equal(loop.samples[:, :body], audio.samples[:, start : start + body])
    beats = beats_of(place, loop)
    assert beats.count * 60.0 / beats.tempo_bpm * RATE == pytest.approx(loop.num_samples, abs=1e-6)


def test_the_seam_is_no_larger_a_step_than_the_song_makes(rng: np.random.Generator) -> None:
    time = np.arange(round(SECONDS * RATE)) / RATE
    slow = np.sin(2.0 * np.pi * 61.3 * time + 0.7).astype(np.float32)  # out of step with the bars: a cut would click
    audio = Audio(np.stack([slow, -slow]), RATE)
    place = chosen_bars(analysis(), 2, 2)
    loop = loop_of(audio, place).samples
    largest = np.abs(np.diff(slow)).max()
    seam = np.abs(loop[:, 0] - loop[:, -1]).max()
    start, stop = round(place.start * RATE), round(place.end * RATE)
    assert abs(slow[stop - 1] - slow[start]) > 5 * largest  # what a plain cut would do
    assert seam < 2 * largest


def test_marks_are_read_by_libsndfile(tmp_path: Path) -> None:
    place = chosen_bars(analysis(), 1, 2)
    loop = loop_of(stem_audio(Stem.BASS), place)
    name = write_loop(tmp_path, "Song", analysis(), place, Stem.BASS, loop, bits="pcm24")
    assert name == "Song - 120 BPM - Fm - bars 1-2 - bass.wav"
    info = loop_info(tmp_path / name)
    assert (info["beats"], info["numerator"], info["denominator"], info["root"]) == (8, 4, 4, 65)
    assert info["bpm"] == pytest.approx(120.0, abs=0.01)
    root, loops, (_, start, end, count) = instrument(tmp_path / name)
    assert (root, loops, start, count) == (65, 1, 0, 0)
    assert end in (loop.num_samples - 1, loop.num_samples)  # readers differ on whether the last sample is counted
    found = soundfile.info(tmp_path / name)
    assert (found.frames, found.subtype) == (loop.num_samples, "PCM_24")


def test_drums_have_no_root(tmp_path: Path) -> None:
    place = chosen_bars(analysis(), 1, 1)
    loop = loop_of(stem_audio(Stem.DRUMS), place)
    name = write_loop(tmp_path, "S", analysis(), place, Stem.DRUMS, loop, bits="pcm16")
    assert loop_info(tmp_path / name)["root"] == -1


def test_sections_become_ranges_of_whole_bars() -> None:
    ranges = section_bars(analysis())
    assert [(r.label, r.words) for r in ranges] == [("intro", "bars 1-2"), ("drop", "bars 3-4")]
    assert [r.words for r in section_bars(analysis(sections=()))] == ["bars 1-4"]


def test_odd_metres_count_their_own_notes() -> None:
    beats = tuple(0.25 * k for k in range(29))
    heard = analysis(beats=beats, downbeats=beats[::7], meter=Meter(7, 8), sections=(), audio=stem_facts(8.0))
    one = chosen_bars(heard, 1, 1)
    assert beats_of(one, loop_of(stem_audio(Stem.BASS), one)).count == 7
    two = chosen_bars(heard, 1, 2)
    assert beats_of(two, loop_of(stem_audio(Stem.BASS), two)).count == 7  # quarters


@pytest.mark.parametrize(("first", "last"), [(0, 1), (3, 2), (4, 5), (99, 100)])
def test_bars_that_are_not_there_are_named(first: int, last: int) -> None:
    with pytest.raises(UserError, match="bars 1-4"):
        chosen_bars(analysis(), first, last)


def test_a_song_without_bars_says_so() -> None:
    with pytest.raises(UserError, match="No bars were heard"):
        section_bars(analysis(beats=(), downbeats=()))


def test_marks_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    for beats, root in ((Beats(0, 4, 4, 120.0), None), (Beats(4, 4, 4, 0.0), None), (Beats(4, 4, 4, 120.0), 128)):
        with pytest.raises(ValueError, match="expected beats"):
            mark_beats(tmp_path / "x.wav", beats, root=root)
