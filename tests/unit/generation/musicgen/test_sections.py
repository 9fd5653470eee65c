"""Long pieces told section by section: where windows end, what each is told, and that tempo is said in all."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import torch

from engine.core.blueprint import Blueprint, PlannedSection, RolePlan
from engine.core.harmony import Key
from engine.generation.musicgen.model import Section, Wanted
from engine.generation.musicgen.sampling import Noise, Sampling
from engine.generation.musicgen.sections import told_sections

TOP_K = Sampling(top_k=20)


def windows(model: Any, seconds: float, *starts: float) -> list[tuple[int, int]]:
    sections = tuple(Section(start, ("words",)) for start in starts)
    return list(model._windows(Wanted(texts=["words"], seconds=seconds, sections=sections), 0))


def test_without_sections_windows_are_audiocrafts(models: dict[str, Any]) -> None:
    """30 seconds each, 18 beyond the one before (``extend_stride``)."""
    assert windows(models["mono"], 20.0) == [(0, 1000)]
    assert windows(models["mono"], 60.0) == [(0, 1500), (900, 1500), (1800, 1200)]


def test_a_window_ends_where_a_section_begins_and_hears_twelve_seconds_before(models: dict[str, Any]) -> None:
    found = windows(models["mono"], 60.0, 0.0, 17.0, 34.0)
    ends = [offset + length for offset, length in found]

    assert {850, 1700, 3000} <= set(ends)
    assert ends == sorted(set(ends))
    assert all(length <= 1500 for _, length in found)
    assert [end - offset for end, (offset, _) in zip(ends[:-1], found[1:], strict=True)] == [600] * (len(ends) - 1)


def test_sections_that_begin_at_once_leave_no_splinters(models: dict[str, Any]) -> None:
    found = windows(models["mono"], 24.0, 0.0, 1.0, 1.5, 23.0)
    ends = [0, *(offset + length for offset, length in found)]

    assert ends[-1] == 1200
    assert min(after - before for before, after in pairwise(ends)) >= 100


def test_words_change_what_follows_and_nothing_before(models: dict[str, Any]) -> None:
    model = models["mono"]

    def play(second: str) -> torch.Tensor:
        sections = (Section(0.0, ("rain",)), Section(3.0, (second,)))
        wanted = Wanted(texts=["rain"], seconds=5.0, sampling=TOP_K, sections=sections)
        codes: torch.Tensor = model.tokens(wanted, Noise([4]))
        return codes

    one, other = play("a soulful amapiano groove"), play("hard tech bounce in f minor")
    assert one.shape[-1] == 250
    assert torch.equal(one[..., :150], other[..., :150])
    assert not torch.equal(one[..., 150:], other[..., 150:])


def test_every_section_is_told_the_same_tempo_and_key() -> None:
    sections = (
        PlannedSection(label="intro", num_bars=8, energy=0.2, roles=(RolePlan(role="pad"),)),
        PlannedSection(label="drop", num_bars=16, energy=0.9, roles=(RolePlan(role="log_drum", density=0.9),)),
    )
    plan = Blueprint(
        style="private_school", tempo_bpm=112.0, swing=0.5, key=Key.parse("F minor"), sections=sections, seed=1
    )
    told = told_sections(plan, "warm Rhodes")

    assert [section.start for section in told] == [0.0, 8 * 4 * 60.0 / 112.0]
    assert all("warm Rhodes" in section.words and "112 bpm" in section.words for section in told)
    assert all("F minor" in section.words for section in told)
    assert "intro, calm and sparse, pad" in told[0].words
    assert "drop, full and energetic, log drum" in told[1].words
    assert told_sections(plan, "warm Rhodes, 112 BPM, F minor")[0].words.lower().count("112 bpm") == 1


def test_what_says_most_of_a_section_is_told_first() -> None:
    busy = ("fx", "shaker_dark", "shaker", "kick", "keys", "lead", "log_drum")
    section = PlannedSection(
        label="drop", num_bars=8, roles=tuple(RolePlan(role=role, density=1.0 / (n + 1)) for n, role in enumerate(busy))
    )
    plan = Blueprint(style="classic", tempo_bpm=112.0, swing=0.5, key=Key.parse("F"), sections=(section,), seed=1)

    assert told_sections(plan, "soul")[0].words.startswith("soul, drop, log drum, solo, keys, shaker, 112 bpm")
