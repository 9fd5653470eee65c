"""The picture of a score: whole, as high as it needs, and with its evidence where it lies in the song."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.core.labels import Contest
from engine.core.score import CultureScore, Evidence, MarkerScore, MarkerWindow
from engine.exchange.culture_picture import AGAINST, CONTESTED, FOR, WIDTH, draw_culture
from tests.culture_songs import song

BARS = 16
SONG = song(bars=BARS)
LENGTH = SONG.audio.duration


def colour(text: str) -> np.ndarray:
    return np.asarray([int(text[place : place + 2], 16) for place in (1, 3, 5)])


def marker(name: str, **given: Any) -> MarkerScore:
    quarter = LENGTH / 4
    windows = tuple(MarkerWindow(n * quarter, (n + 1) * quarter, (4 * n + 1, 4 * n + 4), 0.5) for n in range(4))
    return MarkerScore(name, 0.5, (0.3, 0.7), "exploratory", title=name, coverage=1.0, windows=windows, **given)


def drawn(tmp_path: Path, *markers: MarkerScore, contests: tuple[Contest, ...] = (), **style: Any) -> np.ndarray:
    total = {"value": 0.83, "interval": [0.7, 0.9], "status": "exploratory", "definition": "sqrt(traits x family)"}
    score = CultureScore("aurax", {"features": "1"}, {own.marker: own for own in markers}, style, total)
    draw_culture(tmp_path / "culture.png", score, SONG, title="Song", contests=contests)
    return np.asarray(Image.open(tmp_path / "culture.png").convert("RGB")).astype(int)


def places(picture: np.ndarray, wanted: str, rows: slice = slice(0, None)) -> np.ndarray:
    """Columns in which a colour stands, the legend at the foot left out."""
    inside = picture[rows][:-60]
    return np.unique(np.nonzero(np.abs(inside - colour(wanted)).max(axis=2) < 12)[1])


@pytest.mark.parametrize(("speaks", "shown"), [("evidence", FOR), ("counter_evidence", AGAINST)])
def test_evidence_lies_where_it_is_heard(tmp_path: Path, speaks: str, shown: str) -> None:
    one = Evidence(LENGTH / 2, 3 * LENGTH / 4, "heard", (9, 12), 1.0)
    columns = places(drawn(tmp_path, marker("jazz_harmonies", **{speaks: (one,)})), shown)
    columns = columns[columns > 300]  # the square before the words stands at the left end
    left, right = 260 + (WIDTH - 24 - 260) / 2, 260 + 3 * (WIDTH - 24 - 260) / 4
    assert columns.min() == pytest.approx(left, abs=2)
    assert columns.max() == pytest.approx(right, abs=3)


def test_a_contest_is_marked(tmp_path: Path) -> None:
    contest = Contest(marker="jazz_harmonies", start=0.0, end=LENGTH, why="no")
    assert len(places(drawn(tmp_path, marker("jazz_harmonies"), contests=(contest,)), CONTESTED)) > 1000
    assert len(places(drawn(tmp_path, marker("jazz_harmonies")), CONTESTED)) == 0


def test_it_is_as_high_as_markers_and_styles_need(tmp_path: Path) -> None:
    few = drawn(tmp_path, marker("a"))
    more = drawn(tmp_path, marker("a"), marker("b"), MarkerScore("c", None, None, "not_assessable", why="too short"))
    many = drawn(tmp_path, marker("a"), probabilities={f"style_{n}": n / 20 for n in range(19)}, named=["style_18"])
    assert few.shape[1] == more.shape[1] == WIDTH
    assert few.shape[0] < more.shape[0]
    assert few.shape[0] < many.shape[0]
    assert [path.name for path in tmp_path.iterdir()] == ["culture.png"]


def test_names_from_anywhere_are_drawn(tmp_path: Path) -> None:
    """Text of others never stops the picture: signs the face lacks, endless words, nothing at all."""
    strange = Evidence(0.0, 1.0, "\u202eéß漢字\x00" + "x" * 3000, None, None)
    drawn(tmp_path, marker("", evidence=(strange,)), why="")
    assert (tmp_path / "culture.png").stat().st_size > 5_000
