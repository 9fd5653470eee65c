"""Form: boundaries of songs put together from known parts."""

from itertools import pairwise

import numpy as np
import pytest

from engine.analysis.sections import find_form, find_sections
from engine.cli import bench_rhythms
from engine.core.audio import Audio
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stem, Stems
from tests.signals import noise, silence, sine

BPM = 113.0
BAR = 240.0 / BPM
LABELS = {"intro", "build", "drop", "break", "verse", "chorus", "bridge", "outro"}
TOP = {"shaker": "5383538353835383", "clap": "....8.......8..."}
FULL = {**TOP, "kick": "9...9...9...9...", "log_drum": "9..8..7.9..8..7."}


def _song(*parts: tuple[dict[str, str], int]) -> tuple[Audio, Stems, BeatGrid]:
    """Parts one after another, with stems of drums and log drum, and the true grid."""
    rendered = [bench_rhythms.render(grids, tempo_bpm=BPM, bars=bars, tail_s=0.0) for grids, bars in parts]
    mixture = np.concatenate([r.audio.samples for r in rendered], axis=1)
    log_drum = np.concatenate(
        [r.parts["log_drum"].samples if "log_drum" in r.parts else np.zeros_like(r.audio.samples) for r in rendered],
        axis=1,
    )
    audio = {Stem.DRUMS: Audio(mixture - log_drum, 44_100), Stem.LOG_DRUM: Audio(log_drum, 44_100)}
    count = 4 * sum(bars for _, bars in parts)
    grid = BeatGrid(tuple((np.arange(count) * BAR / 4).tolist()), tuple(1 + i % 4 for i in range(count)))
    return Audio(mixture, 44_100), Stems(audio, model="test"), grid


@pytest.mark.parametrize("has_stems", [False, True])
def test_a_b_a_is_cut_at_its_bar_lines(has_stems: bool) -> None:
    mixture, stems, grid = _song((TOP, 8), (FULL, 16), (TOP, 8))
    sections = find_sections(mixture, stems if has_stems else None, grid)
    assert [round(s.start / BAR, 2) for s in sections] == [0, 8, 24]
    assert [s.label for s in sections] == ["intro", "drop", "outro"]


def test_a_break_between_drops_is_heard() -> None:
    mixture, stems, grid = _song((TOP, 8), (FULL, 16), ({"shaker": TOP["shaker"]}, 8), (FULL, 16))
    sections = find_sections(mixture, stems, grid)
    assert [round(s.start / BAR, 2) for s in sections] == [0, 8, 24, 32]
    assert sections[2].label in ("break", "build")
    assert sections[1].label == sections[3].label == "drop"


@pytest.mark.parametrize("has_grid", [False, True])
def test_sections_cover_the_recording_without_gaps(has_grid: bool) -> None:
    mixture, stems, grid = _song((TOP, 4), (FULL, 8), (TOP, 6))
    sections = find_sections(mixture, stems, grid if has_grid else None)
    assert sections[0].start == 0.0
    assert sections[-1].end == pytest.approx(mixture.duration)
    assert all(a.end == b.start for a, b in pairwise(sections))
    assert {s.label for s in sections} <= LABELS


def test_boundaries_lie_on_downbeats() -> None:
    mixture, stems, grid = _song((TOP, 8), (FULL, 8))
    sections = find_sections(mixture, stems, grid)
    assert all(min(abs(s.start - d) for d in grid.downbeats) < 1e-9 for s in sections)


@pytest.mark.parametrize("audio", [sine(220.0, 0.2), sine(220.0, 6.0), noise(3.0)])
def test_a_short_recording_is_one_section(audio: Audio) -> None:
    sections = find_sections(audio, None, None)
    assert len(sections) == 1
    assert (sections[0].start, sections[0].end) == (0.0, pytest.approx(audio.duration))
    assert sections[0].label in LABELS


def test_a_loop_without_change_is_one_section() -> None:
    mixture, stems, grid = _song((FULL, 16))
    assert [s.label for s in find_sections(mixture, stems, grid)] == ["drop"]


def test_silence_has_no_form() -> None:
    assert find_sections(silence(10.0), None, None) == ()


def test_gain_does_not_change_the_form() -> None:
    mixture, _, grid = _song((TOP, 8), (FULL, 8))
    quiet = Audio((mixture.samples * np.float32(0.02)).astype(np.float32), 44_100)
    assert find_sections(mixture, None, grid) == find_sections(quiet, None, grid)


def test_phrases_fill_the_sections() -> None:
    """They cover what the sections cover, end with them, and count their bars."""
    mixture, stems, grid = _song((TOP, 8), (FULL, 16), (TOP, 8))
    form = find_form(mixture, stems, grid)
    assert all(a.end == b.start for a, b in pairwise(form.phrases))
    assert {s.start for s in form.sections} <= {p.start for p in form.phrases}
    assert all(p.num_bars == round((p.end - p.start) / BAR) for p in form.phrases)
    assert form.phrases[0].num_bars == 8


def test_without_bars_there_are_no_phrases() -> None:
    mixture, stems, _ = _song((TOP, 8), (FULL, 16))
    assert find_form(mixture, stems, None).phrases == ()
