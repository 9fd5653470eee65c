"""Evidence of markers on the song's own timeline."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from app.widgets.evidence_lane import ROW, EvidenceLane
from tests.app import songs
from tests.app.culture_scores import a_score

_PATIENCE_MS = 20_000


@pytest.fixture
def lane(song_studio: Any, qtbot: Any) -> EvidenceLane:
    """A score of the made-up song: four bars of two seconds."""
    window = song_studio.window
    qtbot.waitUntil(lambda: not song_studio.background.is_busy, timeout=_PATIENCE_MS)  # the library holds none
    assert not window.song_page.evidence.isVisible(), "no score, no strip"
    window.scoring.scores_read.emit((a_score(),))
    window.grab()
    shown: EvidenceLane = window.song_page.evidence.lane
    assert shown.isVisible()
    return shown


def point(lane: EvidenceLane, row: int, time: float, *, is_above: bool) -> QPoint:
    return QPoint(round(lane.axis.x_of(time, lane.width())), row * ROW + (4 if is_above else ROW - 5))


def test_every_passage_stands_at_its_time_and_is_found_there(lane: EvidenceLane) -> None:
    for row, passages in enumerate(lane.passages):
        for passage in passages:
            box = lane.box(row, passage)
            assert box.left() == pytest.approx(lane.axis.x_of(passage.start, lane.width()))
            found = lane.passage_at(box.center().x(), box.center().y())
            assert found == passage


def test_a_click_goes_where_the_evidence_is(lane: EvidenceLane, song_studio: Any, qtbot: Any) -> None:
    passage = lane.passages[0][-1]
    qtbot.mouseClick(lane, Qt.MouseButton.LeftButton, pos=lane.box(0, passage).center().toPoint())
    assert song_studio.player._block.command(5).seek_frame == round(passage.start * songs.SAMPLE_RATE)


def test_hovering_names_the_marker_and_says_what_was_heard(lane: EvidenceLane) -> None:
    last = point(lane, 0, 7.0, is_above=True)
    assert lane.words_at(last.x(), last.y()) == (
        "Log-drum evidence · for · bar 4 · 13 log-type notes in 4 bars, 62% off the beat"
    )
    first = point(lane, 0, 1.0, is_above=False)
    assert "against · bar 1 · no low note is struck here" in lane.words_at(first.x(), first.y())


def test_what_cannot_be_told_says_so_and_why(lane: EvidenceLane, song_studio: Any) -> None:
    row = next(place for place, marker in enumerate(lane.markers) if marker.value is None)
    words = lane.words_at(10, row * ROW + 5)
    assert "cannot tell" in words
    assert "only 8% of the song could be judged" in words
    assert song_studio.window.song_page.evidence.names[row].text().startswith("cannot tell")


def test_the_strip_is_switched_off_and_on_and_stays_so(lane: EvidenceLane, song_studio: Any) -> None:
    window = song_studio.window
    window.acts["evidence"].trigger()
    assert not lane.isVisible()
    assert not window.state.flag("evidence", default=True)
    window.scoring.scores_read.emit((a_score(),))
    assert not lane.isVisible(), "a new score does not bring it back"
    window.acts["evidence"].trigger()
    assert lane.isVisible()


def test_another_song_has_none_of_it(lane: EvidenceLane, song_studio: Any) -> None:
    song_studio.window.song_page.evidence.show_scores(())
    assert not lane.isVisible()
