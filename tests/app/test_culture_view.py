"""Judge: what a score says is what is shown, a click is a jump, and what cannot be told says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from app.song import load_opened_song
from app.theme import DARK, LIGHT
from app.views.culture import CulturePage
from app.widgets.culture_bars import BAR_ROLE
from app.widgets.culture_details import input_rows
from app.widgets.culture_lane import passages_of
from engine.core.jobs import JobState
from engine.core.labels import Contest
from engine.core.track import AudioInfo, Tags
from engine.jobs.score_song import ScoreSong
from tests.app import songs
from tests.app.culture_scores import DEFINITION, a_marker, a_score

PATIENCE_MS = 20_000


def command(studio: Any) -> Any:
    return studio.player._block.command(5)


@pytest.fixture
def page(song_studio: Any, qtbot: Any) -> CulturePage:
    """The page with a score of the made-up song: four bars of two seconds."""
    window = song_studio.window
    qtbot.waitUntil(lambda: not song_studio.background.is_busy, timeout=PATIENCE_MS)  # the library holds none
    window.show_page("culture")
    window.culture_page.show_scores([a_score()])
    window.grab()  # layouts settle
    shown: CulturePage = window.culture_page
    return shown


def middle_of(page: CulturePage, row: int, start: float, end: float, *, is_above: bool) -> QPoint:
    lane = page.rows[row].lane
    return QPoint(round(page.axis.x_of((start + end) / 2, lane.width())), 8 if is_above else lane.height() - 9)


def add_track(studio: Any, file: Path) -> Any:
    """The made-up song as a recording of the library."""
    file.write_bytes(b"x")
    info = AudioInfo("wav", "pcm", songs.SAMPLE_RATE, 2, 8 * songs.SAMPLE_RATE, 1)
    return studio.library.tracks.add(file, "sha256:" + "0" * 64, info, Tags(title="Vibe Test")).track.id


@pytest.fixture
def library_page(studio: Any, opened_folder: Path, tmp_path: Path, qtbot: Any) -> tuple[Any, Any]:
    """A studio that shows the song, which its library knows; and the recording's id."""
    track_id = add_track(studio, tmp_path / "vibe.wav")
    studio.window.show_song(load_opened_song(opened_folder, source=str(tmp_path / "vibe.wav")))
    qtbot.waitUntil(lambda: not studio.background.is_busy, timeout=PATIENCE_MS)
    return studio, track_id


# what is shown


def test_each_marker_shows_value_interval_and_status(page: CulturePage) -> None:
    shown = [(row.title.text(), row.value.text(), row.words.text()) for row in page.rows]
    assert shown[0] == ("Log-drum evidence", "0.92", "0.86–0.96 · exploratory")
    assert shown[4] == ("Hand and organic percussion", "–", "cannot tell")
    assert [row.meter.value for row in page.rows] == [0.92, 0.31, 0.55, 0.74, None]
    assert page.rows[0].meter.interval == (0.86, 0.96)


def test_what_cannot_be_told_says_why(page: CulturePage) -> None:
    page.select_row(4)
    assert "only 8% of the song could be judged" in page.details.passages.title.text()
    assert page.rows[4].accessibleName().endswith("only 8% of the song could be judged, 15% is the least")


def test_order_is_that_of_the_score_not_of_the_values(page: CulturePage) -> None:
    assert [row.marker.marker for row in page.rows] == list(a_score().markers)


def test_total_stands_beside_its_definition_with_gate_and_alarm(page: CulturePage) -> None:
    summary = page.summary
    assert (summary.number.text(), summary.interval.text()) == ("0.83", "0.74–0.89 · exploratory")
    assert summary.definition.text() == DEFINITION
    reading = summary.scale.reading
    assert (reading.gate, reading.alarm) == (0.80, 0.75)
    assert summary.scale.accessibleName() == "Total: 0.83, 90 percent interval 0.74–0.89, gate 0.80, alarm 0.75"
    assert summary.gate.text().startswith("The total of 0.83 reaches 0.80.")


def test_without_a_total_there_is_a_reason_and_no_number(page: CulturePage) -> None:
    page.show_scores([a_score(total=None)])
    assert (page.summary.number.text(), page.summary.interval.text()) == ("–", "cannot tell")
    assert page.summary.gate.text() == "no marker could be told"


def test_inputs_are_listed_with_what_they_add(page: CulturePage) -> None:
    rows = [[page.details.inputs.model.index(row, column).data() for column in (0, 1, 3)] for row in range(5)]
    assert rows[0] == ["log notes per bar", "+1.62", "3.4"]
    assert rows[2] == ["kick overlap", "−0.41", "0.38"]
    assert rows[4] == ["slides", "–", "not heard"], "what could not be measured is told, and adds nothing"
    bar = page.details.inputs.model.index(2, 2).data(BAR_ROLE)
    assert bar.value == -0.41
    assert (bar.least, bar.most) == (-1.62, 1.62)
    assert "log notes per bar +1.62" in page.rows[0].head.toolTip(), "also on hover"


def test_inputs_that_count_come_before_those_that_do_not() -> None:
    marker = replace(a_marker("jazz_harmonies"), contributions={"a": 0.1, "b": -0.9}, inputs={"c": 1.0, "a": 2.0})
    assert [row.name for row in input_rows(marker)] == ["b", "a", "c"]


def test_style_names_are_those_of_the_score(page: CulturePage) -> None:
    panel = page.details.style_panel
    assert panel.named.text() == "classic, private school"
    assert panel.family.text() == "amapiano family 0.91 (0.84–0.95)"
    assert [panel.model.index(0, column).data() for column in (0, 1)] == ["classic", "0.71"]


def test_an_abstaining_style_vector_says_so(page: CulturePage) -> None:
    score = a_score()
    page.show_scores([replace(score, style={**score.style, "named": []})])
    assert page.details.style_panel.named.text() == "abstains: no style is clear enough to be named"
    page.show_scores([replace(score, style={"probabilities": {}, "named": [], "why": "no style network"})])
    assert page.details.style_panel.named.text() == "cannot tell: no style network"
    assert page.details.style_panel.model.rowCount() == 0


def test_typicality_is_told_against_its_panel(page: CulturePage) -> None:
    panel = page.details.style_panel
    assert not panel.typical.isVisible(), "no panel, no word"
    told = {"panel": "mine", "percentile": 0.62, "num_songs": 12, "meaning": "neither good nor bad", "why": ""}
    score = a_score()
    page.show_scores([replace(score, style={**score.style, "typicality": told})])
    words = "against the panel mine: farther from the others than 62% of its 12 songs; neither good nor bad"
    assert panel.typical.text() == words
    page.show_scores([replace(score, style={**score.style, "typicality": {"panel": "mine", "why": "one song"}})])
    assert panel.typical.text() == "against the panel mine: cannot tell, one song"


def test_several_scores_are_kept_and_the_newest_is_shown(page: CulturePage, qtbot: Any) -> None:
    older, newer = a_score(model="style 1", total=0.61), a_score(model="style 2", total=0.83)
    page.show_scores([older, newer])
    assert page.summary.number.text() == "0.83"
    assert page.summary.versions.text() == "profile aurax 1 · features 1 · model style 2 · aurax 0.6.0"
    assert page.summary.choice.count() == 2
    page.summary.choice.setCurrentIndex(1)
    page.summary.choice.activated.emit(1)
    assert page.summary.number.text() == "0.61"


def test_nothing_is_red(page: CulturePage) -> None:
    """Neither a low value nor counter-evidence wears the colour of a fault."""
    for theme in (DARK, LIGHT):
        page.set_theme(theme)
        bad = QColor(theme.bad).name()
        for canvas in (*(row.lane for row in page.rows), *(row.meter for row in page.rows), page.summary.scale):
            image = canvas.grab().toImage()
            seen = {
                image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
            }
            assert bad not in seen


# going there


def test_a_click_on_a_bar_goes_there(page: CulturePage, song_studio: Any, qtbot: Any) -> None:
    against = page.rows[0].marker.counter_evidence[0]
    last = page.rows[0].marker.evidence[0]
    lane = page.rows[0].lane
    qtbot.mouseClick(lane, Qt.MouseButton.LeftButton, pos=middle_of(page, 0, last.start, last.end, is_above=True))
    assert command(song_studio).seek_frame == round(last.start * songs.SAMPLE_RATE)
    assert page.passage is not None
    assert page.passage.text == last.text
    assert page.details.passages.words.text() == last.text
    spot = middle_of(page, 0, against.start, against.end, is_above=False)
    qtbot.mouseClick(lane, Qt.MouseButton.LeftButton, pos=spot)
    assert command(song_studio).seek_frame == 0
    assert page.passage.speaks_for is False
    assert "against · bar 1 · no low note" in lane.words_at(spot.x(), spot.y()), "also on hover"


def test_a_click_beside_the_bars_moves_the_play_head_only(page: CulturePage, song_studio: Any, qtbot: Any) -> None:
    lane = page.rows[1].lane
    qtbot.mouseClick(lane, Qt.MouseButton.LeftButton, pos=QPoint(round(lane.width() * 3 / 8), lane.height() // 2))
    assert command(song_studio).seek_frame == pytest.approx(3.0 * songs.SAMPLE_RATE, abs=songs.SAMPLE_RATE / 20)
    assert page.passage is None
    assert page.selected_row is page.rows[1]


def test_an_entry_of_the_list_goes_there(page: CulturePage, song_studio: Any) -> None:
    panel = page.details.passages
    cells = [panel.model.index(2, column).data() for column in (0, 1, 2, 4)]
    assert cells == ["for", "4", "0:06–0:08", "13 log-type notes in 4 bars, 62% off the beat"]
    panel.table.clicked.emit(panel.model.index(2, 0))
    assert command(song_studio).seek_frame == 6 * songs.SAMPLE_RATE
    assert page.passage == passages_of(page.rows[0].marker)[2]


def test_the_keyboard_goes_through_markers_and_passages(page: CulturePage, song_studio: Any, qtbot: Any) -> None:
    qtbot.waitUntil(page.rows[0].hasFocus, timeout=PATIENCE_MS)
    qtbot.keyClick(page.rows[0], Qt.Key.Key_Down)
    assert page.rows[1].hasFocus()
    assert page.details.passages.title.text() == "Gospel harmony and voices"
    qtbot.keyClick(page.rows[1], Qt.Key.Key_Right)
    assert page.passage == page.rows[1].passages[0]
    qtbot.keyClick(page.rows[1], Qt.Key.Key_Right)
    assert command(song_studio).seek_frame == round(page.rows[1].passages[1].start * songs.SAMPLE_RATE)
    song_studio.window.playback.seek(1.0)
    qtbot.keyClick(page.rows[1], Qt.Key.Key_Return)
    assert command(song_studio).seek_frame == round(page.rows[1].passages[1].start * songs.SAMPLE_RATE)
    qtbot.keyClick(page.rows[1], Qt.Key.Key_Space)
    assert command(song_studio).is_playing, "Space plays from here too"


def test_the_play_head_is_that_of_the_song(page: CulturePage, song_studio: Any) -> None:
    song_studio.window.playback.seek(5.0)
    assert [row.lane.playhead for row in page.rows] == [5.0] * 5
    assert page.rows[0].lane.axis is song_studio.window.song_page.axis


def test_a_drag_chooses_whole_bars(page: CulturePage, qtbot: Any) -> None:
    lane = page.rows[2].lane
    points = [QPoint(round(page.axis.x_of(time, lane.width())), lane.height() // 2) for time in (2.2, 3.0, 5.8)]
    qtbot.mousePress(lane, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        qtbot.mouseMove(lane, point)
    qtbot.mouseRelease(lane, Qt.MouseButton.LeftButton, pos=points[-1])
    assert page.passage is not None
    assert (page.passage.marker, page.passage.bars) == ("kwaito_rhythms", (2, 3))
    assert (page.passage.start, page.passage.end) == (2.0, 6.0)


def test_a_passage_is_contested(page: CulturePage, qtbot: Any) -> None:
    button = page.details.passages.contest
    assert not button.isEnabled(), "nothing is chosen"
    page.go_to(page.rows[0].passages[0])
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = page.dialog
    assert dialog is not None
    assert not dialog.keep.isEnabled(), "a contest without a reason says nothing"
    qtbot.keyClicks(dialog.why, "a tom is struck there")
    qtbot.keyClick(dialog.field.slider, Qt.Key.Key_8)
    with qtbot.waitSignal(page.contest_wanted, timeout=PATIENCE_MS) as caught:
        qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    said = caught.args[0]
    assert (said.marker, said.start, said.end, said.profile) == ("log_drum_authenticity", 0.0, 2.0, "aurax")
    assert (said.why, said.value) == ("a tom is struck there", 0.8)


def test_a_contest_stays_beside_every_score(library_page: Any, qtbot: Any) -> None:
    studio, track_id = library_page
    page, labelling = studio.window.culture_page, studio.window.labelling
    labelling.by = "Thandi"
    said = Contest(marker="kwaito_rhythms", start=2.0, end=6.0, why="the chant is there", value=0.9)
    labelling.contest(said)
    qtbot.waitUntil(lambda: bool(studio.library.contests.list(track_id)), timeout=PATIENCE_MS)
    kept = studio.library.contests.list(track_id)[0]
    assert (kept.why, kept.by, bool(kept.at)) == ("the chant is there", "Thandi", True)
    studio.library.scores.put(a_score(), track_id=track_id)
    studio.operations.library_changed.emit()
    qtbot.waitUntil(lambda: page.score is not None and len(page.rows[2].passages) == 4, timeout=PATIENCE_MS)
    contested = next(own for own in page.rows[2].passages if own.by is not None)
    assert (contested.bars, contested.text) == ((2, 3), "0.90 · the chant is there")
    page.select_row(2)
    rows = [page.details.passages.model.index(row, 0).data() for row in range(4)]
    assert "contested" in rows
    words = page.rows[2].lane.words_at(page.axis.x_of(3.0, page.rows[2].lane.width()), 30)
    assert words.startswith("contested · bars 2–3")


# scoring


def test_scoring_is_a_job_on_what_is_shown(song_studio: Any, pool: Any, qtbot: Any) -> None:
    window = song_studio.window
    window.show_page("culture")
    page = window.culture_page
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    job_id, spec, label = pool.submitted[-1]
    assert spec == ScoreSong(str(window.song_page.song.folder))
    assert label == "Score of “Vibe Test”"
    assert not page.button.isEnabled()
    assert page.button.text() == "Scoring…"
    window.scoring.score()
    assert len(pool.submitted) == 1, "one at a time"
    pool.finish(job_id, JobState.CANCELLED)
    window.poll()
    assert page.button.isEnabled()


# where scores come from


def test_scores_are_read_from_the_library(studio: Any, opened_folder: Path, tmp_path: Path, qtbot: Any) -> None:
    file = tmp_path / "vibe.wav"
    track_id = add_track(studio, file)
    window = studio.window

    def shown() -> list[Any]:
        return [window.culture_page.score] if window.culture_page.score is not None else []

    with qtbot.waitSignal(studio.window.scoring.scores_read, timeout=PATIENCE_MS):
        window.show_song(load_opened_song(opened_folder, source=str(file)))
    assert not shown()
    studio.library.scores.put(a_score(), track_id=track_id)
    with qtbot.waitSignal(studio.window.scoring.scores_read, timeout=PATIENCE_MS):
        studio.operations.library_changed.emit()
    assert shown() == [a_score()]
    other = songs.write_opened_song(tmp_path / "other", seconds=2.0)
    window.show_song(load_opened_song(other, source="/music/other.wav"))
    assert not shown(), "a score is never shown over another song"


def test_before_a_score_the_page_says_what_one_is(song_studio: Any) -> None:
    song_studio.window.show_page("culture")
    page = song_studio.window.culture_page
    assert "A trait that is not there is no fault" in page.sentence.text()


def test_a_song_without_analysis_cannot_be_judged(studio: Any, tmp_path: Path) -> None:
    folder = songs.write_opened_song(tmp_path / "bare", seconds=3.0, with_analysis=False)
    studio.window.show_song(load_opened_song(folder, source="/music/bare.wav"))
    page = studio.window.culture_page
    assert "not analysed" in page.sentence.text()
    assert not page.button.isVisibleTo(page)


def test_hostile_words_in_a_score_are_text(page: CulturePage) -> None:
    score = a_score()
    marker = replace(score.markers["log_drum_authenticity"], title="<img src=x>" * 1000, meaning="<b>" * 9999)
    page.show_scores([replace(score, markers={**score.markers, "log_drum_authenticity": marker})])
    assert len(page.rows[0].title.text()) <= 60
    assert "<img" not in page.rows[0].head.toolTip()
