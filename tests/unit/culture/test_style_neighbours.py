"""The music styles are learnt from: the same piece for the same number, patterns of one split only, errors that fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.cli import main
from engine.core.analysis import AudioFacts
from engine.core.stems import Stem
from engine.culture.descriptors import NAMES
from engine.culture.style import FAMILY, NEIGHBOURS
from engine.generation.draws import generator
from engine.generation.truth import truth
from trainer.cli import TRAINER
from trainer.neighbours.bass_lines import figure
from trainer.neighbours.grids import draw_grid, varied
from trainer.neighbours.kinds import KINDS
from trainer.neighbours.pieces import STYLES, draw_piece, item_of
from trainer.recipes.style import EIGHT, balanced
from trainer.recipes.style_hearing import hear
from trainer.recipes.style_rows import Rows, with_borrowed_errors
from trainer.synth_corpus.split import Split, split_of


def test_the_eight_classes_are_styles_and_none_stands_twice() -> None:
    named = [style for own in EIGHT.values() for style in own]
    assert len(EIGHT) == 8
    assert len(set(named)) == len(named)
    assert set(named) <= set(STYLES)
    assert {*NEIGHBOURS} - {"other"} <= {*KINDS}


@pytest.mark.parametrize("style", ["classic", *NEIGHBOURS])
def test_a_number_is_a_piece(style: str) -> None:
    first, second = (draw_piece(Split.TRAIN, style, 3, seconds=20.0) for _ in range(2))
    assert first.composition.notes == second.composition.notes
    assert first.composition.notes != draw_piece(Split.TRAIN, style, 4, seconds=20.0).composition.notes
    if style not in FAMILY and not first.is_pasted:
        assert not first.composition.of("log_drum")


def test_sounds_of_a_piece_belong_to_its_split() -> None:
    item = item_of(draw_piece(Split.TEST, "gqom", 1, seconds=20.0))
    shots = [own.rsplit("/", 1) for source in item.sources for own in source.one_shots.values()]
    assert shots
    assert {split_of(name, int(number)) for name, number in shots} == {Split.TEST}


def test_grids_are_those_of_a_kind_with_few_changes() -> None:
    rng = generator("test")
    pool = KINDS["afrobeats"].layers[0][2]
    for _ in range(20):
        grid = draw_grid(rng, "afrobeats kick", pool, Split.TEST)
        differing = min(sum((a == ".") != (b == ".") for a, b in zip(grid, own, strict=True)) for own in pool)
        assert len(grid) == 16
        assert differing <= 4


def test_strokes_on_the_beat_stay() -> None:
    rng = generator("test beats")
    for _ in range(50):
        assert all(varied(rng, "9...9...9.......")[step] != "." for step in (0, 4, 8))


def test_a_bass_locked_to_the_kick_has_its_strokes() -> None:
    for bar in figure(generator("bass"), "locked", "9...9...9...9..."):
        assert {0, 4, 8} <= {tone.step for tone in bar}


def test_what_is_heard_is_of_the_piece() -> None:
    composition = draw_piece(Split.TRAIN, "classic", 3, seconds=30.0).composition
    whole = truth(composition, AudioFacts(composition.duration, 44_100, 2, "", -9.0, -1.0), engine="composed")
    for number in range(5):
        heard = hear(whole, generator("hear", number))
        assert {note.pitch for note in heard.notes[Stem.DRUMS] or ()} <= {36, 38, 42}
        assert len(heard.chords) <= len(whole.chords)
        assert heard.log_drum is not None
        assert heard.log_drum.probability is not None


def test_errors_are_borrowed_from_what_was_heard() -> None:
    """A corpus of one piece, heard one too high and without its last descriptor: others are heard like that too."""
    plain = np.full((1, len(NAMES)), 2.0)
    heard = plain + 1.0
    heard[0, -1] = np.nan
    told = np.full((1, len(NAMES)), 5.0)
    rows = Rows(
        np.concatenate([heard, plain, told]),
        np.zeros(3, np.int64),
        np.asarray(["train"] * 3),
        np.asarray([True, False, False]),
        np.asarray([False, True, True]),
        np.zeros(3, np.bool_),
    )
    made = with_borrowed_errors(rows, np.random.default_rng(0), times=20)
    own = made.values[3:][1::2]
    assert len(made.values) == 3 + 40
    assert np.nanmax(own) <= 6.1 + 1e-9
    assert 5.4 < np.nanmean(own[:, :-1]) < 6.1
    assert np.isnan(own[:, -1]).mean() > 0.5
    assert not made.heard[3:].any()


def test_balanced_accuracy_counts_classes_alike() -> None:
    names = np.asarray(["classic", "sgija", "gqom", "three_step"])
    styles = np.zeros((4, len(STYLES)))
    for row, style in enumerate(("sgija", "classic", "trap", "three_step")):
        styles[row, STYLES.index(style)] = 0.9
    value, recalls = balanced(styles, names)
    assert value == pytest.approx(2.0 / 3.0, abs=1e-4)
    assert recalls == {"amapiano": "2/2", "three_step": "1/1", "gqom": "0/1"}


def test_a_folder_without_pieces_is_turned_down_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["fit", "style", "--corpus", str(tmp_path), "--out", str(tmp_path / "style.safetensors"), "--quiet"]
    assert main(arguments, program=TRAINER) == 1
    assert "There are no pieces in" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
