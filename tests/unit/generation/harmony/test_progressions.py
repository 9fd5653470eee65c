"""Loops: what is drawn keeps to its pool, to the rules of its family and to the key it is written in."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.core.harmony import QUALITIES, Key
from engine.core.roman import parse_roman
from engine.generation.sketch.harmony.colour import coloured, kind
from engine.generation.sketch.harmony.pools import families
from engine.generation.sketch.harmony.progressions import (
    BARS_PER_CHORD,
    KINDS,
    Loop,
    changes_per_4_bars,
    clearness,
    draw_loop,
    fill,
    variation,
)
from engine.generation.sketch.harmony.reharmonise import keeps_function

STYLES = (
    ({"minor_vamp": 0.6, "dorian": 0.2}, 0.5, (2, 4)),
    ({"private": 0.75, "gospel": 0.1}, 0.85, (4, 8)),
    ({"gospel": 1.0}, 0.6, (3, 5)),
    ({"pop": 1.0, "marabi": 0.3}, 0.5, (4, 4)),
    ({"modal_dark": 1.0}, 0.2, (1, 2)),
)


def rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def drawn(seed: int, mode: str | None = None) -> tuple[Loop, str, float]:
    weights, richness, rate = STYLES[seed % len(STYLES)]
    mode = mode or ("major" if seed % 3 == 0 else "minor")
    return draw_loop(rng(seed), mode=mode, families=weights, richness=richness, chords_per_4_bars=rate), mode, richness


def test_the_pools_hold_both_modes_of_every_family_that_styles_share() -> None:
    pool = families()
    assert {"minor_vamp", "dorian", "private", "gospel", "marabi", "modal_dark"} <= set(pool)
    for name in ("private", "gospel", "marabi", "pop"):
        assert pool[name].of("major")
        assert pool[name].of("minor")


def test_a_draw_repeats_with_its_seed() -> None:
    for seed in range(20):
        assert drawn(seed) == drawn(seed)
    assert len({drawn(seed)[0].numerals for seed in range(60)}) > 40


def test_loops_are_whole_bars_and_can_be_read() -> None:
    for seed in range(200):
        loop, mode, _ = drawn(seed)
        assert loop.bars_per_chord in BARS_PER_CHORD
        assert loop.num_bars in (2.0, 4.0, 8.0)
        for numeral in loop.numerals:
            parse_roman(numeral, Key(seed % 12, mode))
        assert loop.reason


def test_harmonic_rhythm_lies_in_what_was_asked_for() -> None:
    rates = [changes_per_4_bars(loop.numerals, loop.bars_per_chord) for loop, _, _ in map(drawn, range(0, 200, 5))]
    # the nearest possible where a row fits no rhythm: 0.95 leaves two of forty
    assert np.mean([2 <= rate <= 4 for rate in rates]) >= 0.95


def test_a_family_without_the_mode_gives_way_and_says_so() -> None:
    loop = draw_loop(rng(1), mode="major", families={"modal_dark": 1.0}, richness=0.2, chords_per_4_bars=(2, 4))
    assert loop.family != "modal_dark"
    assert "dark, modal has none in major" in loop.reason


@pytest.mark.parametrize(("mode", "weights"), [("dorian", {"dorian": 1.0}), ("minor", {"polka": 1.0})])
def test_what_does_not_exist_is_refused(mode: str, weights: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        draw_loop(rng(0), mode=mode, families=weights, richness=0.5, chords_per_4_bars=(2, 4))
    with pytest.raises(ValueError, match="contrast"):
        variation(drawn(0)[0], rng(0), mode="major", richness=0.5, kind="louder")


def test_richness_is_the_share_of_chords_with_a_ninth_or_more() -> None:
    for richness in (0.0, 0.25, 0.5, 0.85, 1.0):
        stream = rng(11)
        labels = [
            parse_roman(coloured(numeral, "minor", richness, stream), Key(0, "minor"))
            for _ in range(300)
            for numeral in ("i", "iv", "VI", "V7")
        ]
        large = np.mean([len(QUALITIES[label.quality]) > 4 or label.quality == "minadd9" for label in labels])
        added = np.mean([label.quality == "add9" for label in labels])
        # 0.05: three standard deviations of 1200 draws
        assert abs(large + added - richness) < 0.05


def test_no_richness_gives_triads() -> None:
    for seed in range(60):
        loop = draw_loop(rng(seed), mode="minor", families={"minor_vamp": 1.0}, richness=0.0, chords_per_4_bars=(2, 4))
        for numeral in loop.numerals:
            assert len(QUALITIES[parse_roman(numeral, Key(0, "minor")).quality]) == 3


def test_colour_keeps_root_bass_and_kind() -> None:
    for mode, numerals in (("minor", ("i9", "IV13", "v7", "VImaj9", "V7alt", "iiø7")), ("major", ("I/5", "V13sus"))):
        key = Key(3, mode)
        for seed in range(50):
            for numeral in numerals:
                before, after = parse_roman(numeral, key), parse_roman(coloured(numeral, mode, 0.6, rng(seed)), key)
                assert (before.root, before.bass) == (after.root, after.bass)
                assert kind(after) == kind(before) or (kind(before) == "dominant" and kind(after) == "major")


def test_dominants_never_fall_back_where_harmony_is_functional() -> None:
    for seed in range(300):
        loop, mode, richness = drawn(seed)
        if not families()[loop.family].functional:
            continue
        for made in (loop, variation(loop, rng(seed), mode=mode, richness=richness, kind="reharmonise")):
            assert keeps_function(made.numerals, Key(0, mode)), made


def test_reharmonising_changes_something_and_keeps_length() -> None:
    changed = 0
    for seed in range(200):
        loop, mode, richness = drawn(seed)
        made = variation(loop, rng(seed), mode=mode, richness=richness, kind="reharmonise")
        assert made.num_bars == loop.num_bars
        changed += made.numerals != loop.numerals
    assert changed > 100  # one-chord and two-chord modal vamps have little to be changed


def test_a_contrast_is_in_the_same_rhythm_and_no_copy() -> None:
    for seed in range(200):
        loop, mode, richness = drawn(seed)
        made = variation(loop, rng(seed), mode=mode, richness=richness, kind="contrast")
        assert made.bars_per_chord == loop.bars_per_chord
        assert made.family == loop.family
        if len(loop.numerals) > 1:
            assert made.numerals != loop.numerals


def test_a_cadence_leads_home() -> None:
    """The last chord of the section is no tonic but one that leads to it, or the loop's own tonic led to."""
    for seed in range(200):
        loop, mode, richness = drawn(seed)
        key = Key(0, mode)
        made = variation(loop, rng(seed), mode=mode, richness=richness, kind="cadence")
        assert "cadence" in made.reason
        labels = [parse_roman(numeral, key) for numeral in made.numerals]
        into_home = [
            a for a, b in pairwise([*labels, parse_roman("i" if mode == "minor" else "I", key)]) if b.root == 0
        ]
        assert any(label.root in (1, 2, 5, 7, 10) for label in into_home)


def test_filling_a_section_gives_its_bars_and_ends_with_the_ending() -> None:
    for seed in range(100):
        loop, mode, richness = drawn(seed)
        ending = variation(loop, rng(seed), mode=mode, richness=richness, kind="cadence")
        for num_bars in (4, 8, 16, 32):
            row = fill(loop, num_bars, ending)
            assert len(row) == max(1, round(num_bars / loop.bars_per_chord))
            assert row[: len(row) // 2] == fill(loop, num_bars)[: len(row) // 2]
            count = min(len(row) // 2, len(ending.numerals))
            assert not count or row[-count:] == ending.numerals[-count:]


def test_an_ending_of_another_rhythm_is_refused() -> None:
    slow = Loop(("i", "iv"), 2.0, "minor_vamp", "test")
    with pytest.raises(ValueError, match="bars a chord"):
        fill(slow, 8, Loop(("i", "v"), 1.0, "minor_vamp", "test"))


def test_most_loops_say_their_key_by_themselves() -> None:
    leads = [clearness(drawn(seed)[0].numerals, drawn(seed)[1]) for seed in range(200)]
    # measured 0.98; what is left is made clear by pedals
    assert np.mean([lead > 0.0 for lead in leads]) >= 0.93


def test_every_kind_of_variation_repeats() -> None:
    for name in KINDS:
        loop, mode, richness = drawn(7)
        first, second = (variation(loop, rng(3), mode=mode, richness=richness, kind=name) for _ in range(2))
        assert first == second
