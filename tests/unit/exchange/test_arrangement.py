"""The picture of an arrangement: what is planned is tinted, every note is there, nothing else is."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.core.blueprint import Blueprint, PlannedSection, RolePlan, Voice
from engine.core.composition import Composition, Move, PlayedChord, PlayedNote, PlayedSection
from engine.core.harmony import ChordLabel, Key
from engine.exchange.arrangement import WIDTH, loop_of, write_arrangement

SECONDS_PER_BAR = 240.0 / 120.0
LEFT, RIGHT = 210, WIDTH - 24
FIRST_LANE, LANE, GAP = 226, 26, 10


def piece(*, moves: tuple[Move, ...] = ()) -> Composition:
    """Eight bars of kick, then eight with a log drum too."""
    sections = (
        PlannedSection(label="intro", name="INTRO", num_bars=8, roles=(RolePlan(role="kick"),)),
        PlannedSection(label="drop", name="DROP", num_bars=8, roles=(RolePlan(role="kick"), RolePlan(role="log_drum"))),
    )
    blueprint = Blueprint(
        style="classic", tempo_bpm=120.0, swing=0.5, key=Key(5, "minor"), sections=sections, seed=1,
        voices={"kick": Voice(instrument="kick"), "log_drum": Voice(instrument="fm_log_drum")},
    )  # fmt: skip
    chords = tuple(
        PlayedChord(start=2.0 * bar, end=2.0 * bar + 2.0, first_step=16 * bar, last_step=16 * bar + 16,
                    label=ChordLabel(5, "min9"), roman="i9", section=bar // 8, reason="test")
        for bar in range(16)
    )  # fmt: skip
    return Composition(
        blueprint=blueprint,
        duration=32.0,
        sections=(
            PlayedSection(start=0.0, end=16.0, label="intro", name="INTRO", first_bar=0, num_bars=8),
            PlayedSection(start=16.0, end=32.0, label="drop", name="DROP", first_bar=8, num_bars=8),
        ),
        chords=chords,
        notes=(note("kick", 4.0), note("log_drum", 24.0, pitch=41)),
        moves=moves,
    )


def note(role: str, onset: float, pitch: int = 36) -> PlayedNote:
    return PlayedNote(onset=onset, duration=0.2, pitch=pitch, velocity=127, role=role, section=int(onset >= 16),
                      chord=0, step=onset * 8, reason="test")  # fmt: skip


def pixels(path: Path, composition: Composition) -> NDArray[np.int64]:
    from PIL import Image

    file = path / "arrangement.png"
    write_arrangement(file, composition)
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB")).astype(np.int64)


def lane(picture: NDArray[np.int64], index: int, gaps: int) -> NDArray[np.int64]:
    top = FIRST_LANE + index * LANE + gaps * GAP
    return picture[top : top + LANE - 2, LEFT:RIGHT]


def test_a_lane_is_tinted_where_its_role_is_planned_and_plain_where_it_rests(tmp_path: Path) -> None:
    picture = pixels(tmp_path, piece())
    assert picture.shape == (FIRST_LANE + 2 * LANE + GAP + 52, WIDTH, 3)
    row = lane(picture, 1, gaps=1)[3]
    half = (RIGHT - LEFT) // 2
    resting, playing = row[20 : half - 20], row[half + 20 : half + 200]
    assert len(np.unique(resting, axis=0)) == len(np.unique(playing, axis=0)) == 1
    assert playing[0].sum() > resting[0].sum() + 20


def test_every_note_is_a_tick_at_its_time(tmp_path: Path) -> None:
    with_notes = pixels(tmp_path, piece())
    without = pixels(tmp_path, replace(piece(), notes=()))
    for index, onset in ((0, 4.0), (1, 24.0)):
        # only the lanes: the heading counts the notes too
        difference = np.abs(lane(with_notes, index, index) - lane(without, index, index)).sum(axis=2).max(axis=0)
        changed = np.flatnonzero(difference > 30)  # less is the ringing of the reduced picture
        expected = (RIGHT - LEFT) * onset / 32.0
        assert len(changed)
        assert abs(changed[0] - expected) <= 2
        assert changed[-1] - changed[0] <= 12


def test_a_move_is_a_line_through_its_own_lane_only(tmp_path: Path) -> None:
    move = Move(role="log_drum", kind="lowpass_hz", start=16.0, end=32.0, first=200.0, last=18_000.0)
    plain, moved = pixels(tmp_path, piece()), pixels(tmp_path, piece(moves=(move,)))
    assert (lane(plain, 0, 0) == lane(moved, 0, 0)).all()
    changed = np.abs(lane(plain, 1, 1) - lane(moved, 1, 1)).sum(axis=2) > 60
    columns = np.flatnonzero(changed.any(axis=0))
    assert columns[0] >= (RIGHT - LEFT) / 2 - 3
    heights = [np.flatnonzero(changed[:, column]).mean() for column in (columns[5], columns[-5])]
    assert heights[0] > heights[1] + 10  # it opens: the line rises


def test_the_same_piece_gives_the_same_picture(tmp_path: Path) -> None:
    assert (pixels(tmp_path, piece()) == pixels(tmp_path, piece())).all()


@pytest.mark.parametrize(
    ("romans", "loop", "ending"),
    [
        (("i", "iv", "i", "iv"), ("i", "iv"), ()),
        (("i",) * 8, ("i",), ()),
        (("i", "iv", "V", "I"), ("i", "iv", "V", "I"), ()),
        (("i", "iv", "i", "iv", "i", "V"), ("i", "iv"), ("V",)),
        ((), (), ()),
    ],
)
def test_a_loop_is_shown_once(romans: tuple[str, ...], loop: tuple[str, ...], ending: tuple[str, ...]) -> None:
    assert loop_of(romans) == (loop, ending)
