"""Label: what is said is kept at once, nothing begins at a number, and every change can be taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from app.said import difference
from app.song import load_opened_song
from app.views.annotate import AnnotatePage
from app.widgets import annotate_segments as segments
from app.widgets.annotate_segments import Part, parts_of
from engine.core.events import Section
from engine.core.labels import MARKERS, Label, LabelSegment, Statement, label_of, statements_of
from engine.core.track import AudioInfo, Tags
from tests.app import songs

PATIENCE_MS = 20_000
LOG_DRUM, GOSPEL = MARKERS[0], MARKERS[1]
NAME = "Vibe Test"


class Labelled:
    """A studio that shows the made-up song on the Label page, with its recording in the library."""

    def __init__(self, studio: Any, track_id: Any, qtbot: Any) -> None:
        self.studio, self.track_id, self.qtbot = studio, track_id, qtbot
        self.window = studio.window
        self.page: AnnotatePage = studio.window.annotate_page

    def kept(self) -> Label:
        """What the library holds once everything is written, without who and when."""
        labelling = self.window.labelling
        self.qtbot.waitUntil(lambda: not labelling._waiting and not self.studio.background.is_busy, timeout=PATIENCE_MS)
        label: Label = self.studio.library.labels.get(self.track_id, name=NAME)
        return bare(label)

    def press(self, marker: str, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.page.form.fields[marker].slider, key)

    def write(self, name: str, words: str) -> None:
        edit = self.page.form.texts[name]
        edit.clear()
        self.qtbot.keyClicks(edit, words)


def bare(label: Label) -> Label:
    parts = tuple(replace(own, by="", at="") for own in label.segments)
    return replace(label, by="", at="", segments=parts)


@pytest.fixture
def labelled(song_studio: Any, tmp_path: Path, qtbot: Any) -> Labelled:
    file = tmp_path / "vibe.wav"
    file.write_bytes(b"x")
    info = AudioInfo("wav", "pcm", songs.SAMPLE_RATE, 2, 8 * songs.SAMPLE_RATE, 1)
    added = song_studio.library.tracks.add(file, "sha256:" + "0" * 64, info, Tags(title="Vibe Test"))
    song_studio.operations.library_changed.emit()
    song_studio.window.show_page("annotate")
    song_studio.window.grab()
    qtbot.waitUntil(lambda: not song_studio.background.is_busy, timeout=PATIENCE_MS)
    return Labelled(song_studio, added.track.id, qtbot)


# saying


def test_nothing_is_said_before_somebody_says_it(labelled: Labelled) -> None:
    for own in labelled.page.form.fields.values():
        assert (own.value, own.is_said, own.words.text()) == (None, False, "nothing said")
    labelled.page.choose(2)
    labelled.page.choose(None)
    assert labelled.kept() == Label(track_id=NAME)
    assert labelled.studio.library.labels.history(labelled.track_id) == ()


def test_a_marker_is_kept_as_it_is_set(labelled: Labelled) -> None:
    labelled.press(LOG_DRUM, Qt.Key.Key_9)
    assert labelled.page.form.fields[LOG_DRUM].words.text() == "0.90"
    assert labelled.kept().cultural_markers == {LOG_DRUM: 0.9}
    labelled.press(LOG_DRUM, Qt.Key.Key_Right)
    labelled.press(GOSPEL, Qt.Key.Key_Home)
    assert labelled.kept().cultural_markers == {LOG_DRUM: 0.95, GOSPEL: 0.0}, "0 is said, not left out"
    assert labelled.page.head.kept.text().startswith("kept ")


def test_cannot_judge_is_said_and_taken_back(labelled: Labelled, qtbot: Any) -> None:
    own = labelled.page.form.fields[GOSPEL]
    qtbot.mouseClick(own.cannot, Qt.MouseButton.LeftButton)
    assert labelled.kept().cultural_markers == {GOSPEL: None}
    assert own.slider.accessibleName() == "Gospel harmony and voices: can't judge"
    qtbot.mouseClick(own.clear, Qt.MouseButton.LeftButton)
    assert labelled.kept().cultural_markers == {}
    own.cannot.setFocus()
    qtbot.keyClick(own.cannot, Qt.Key.Key_Space)
    assert labelled.kept().cultural_markers == {GOSPEL: None}, "reached by Tab, Space presses the button"


def test_the_mouse_sets_a_value_once(labelled: Labelled, qtbot: Any) -> None:
    slider = labelled.page.form.fields[LOG_DRUM].slider
    with qtbot.waitSignal(labelled.page.label_changed, timeout=PATIENCE_MS):
        qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        qtbot.mouseMove(slider, QPoint(slider.width() // 3, 10))
        qtbot.mouseMove(slider, QPoint(slider.width() // 2, 10))
        qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, 10))
    assert labelled.kept().cultural_markers == {LOG_DRUM: 0.5}
    assert len(labelled.studio.library.labels.history(labelled.track_id)) == 1, "not what was passed over"


def test_words_are_kept(labelled: Labelled, qtbot: Any) -> None:
    labelled.write("sub_genre", "classic, private_school")
    labelled.write("reference_artists", "Kabza De Small,  DJ Maphorisa ,")
    labelled.write("cultural_significance", "High - traditional township sound")
    labelled.write("educational_value", "Demonstrates classic log drum programming")
    qtbot.keyClick(labelled.page.form.texts["educational_value"], Qt.Key.Key_Return)
    assert labelled.kept() == Label(
        track_id=NAME,
        sub_genre="classic, private_school",
        reference_artists=("Kabza De Small", "DJ Maphorisa"),
        cultural_significance="High - traditional township sound",
        educational_value="Demonstrates classic log drum programming",
    )


def test_what_is_being_typed_is_kept_when_another_song_comes(labelled: Labelled, tmp_path: Path) -> None:
    labelled.write("cultural_significance", "half a sentence")
    other = songs.write_opened_song(tmp_path / "other", seconds=2.0, with_analysis=False)
    labelled.window.show_song(load_opened_song(other, source="/music/other.wav"))
    assert labelled.kept().cultural_significance == "half a sentence"
    assert labelled.page.form.texts["cultural_significance"].text() == ""


def test_what_is_being_typed_is_kept_when_the_window_closes(labelled: Labelled) -> None:
    labelled.write("educational_value", "the last word")
    labelled.window.close()
    labelled.studio.background.close()
    labelled.window.labelling.close()
    assert labelled.studio.library.labels.get(labelled.track_id, name=NAME).educational_value == "the last word"


def test_typing_goes_on_while_something_else_is_being_kept(labelled: Labelled, qtbot: Any) -> None:
    labelled.press(LOG_DRUM, Qt.Key.Key_9)
    labelled.write("cultural_significance", "half a")
    labelled.kept()
    qtbot.keyClicks(labelled.page.form.texts["cultural_significance"], " sentence")
    assert labelled.page.form.texts["cultural_significance"].text() == "half a sentence"
    qtbot.waitUntil(lambda: not labelled.page.form.is_being_typed, timeout=PATIENCE_MS)
    assert labelled.kept().cultural_significance == "half a sentence", "kept when typing rests"


def test_what_is_said_elsewhere_is_shown_and_not_taken_back_here(labelled: Labelled) -> None:
    labelled.press(LOG_DRUM, Qt.Key.Key_9)
    labelled.kept()
    labelled.studio.library.labels.say(labelled.track_id, Statement(cultural_markers={GOSPEL: 0.4}, by="Sipho"))
    labelled.studio.operations.library_changed.emit()
    labelled.kept()
    assert labelled.page.form.fields[GOSPEL].value == 0.4
    labelled.page.undo()
    assert labelled.kept().cultural_markers == {LOG_DRUM: 0.9, GOSPEL: 0.4}


def test_who_says_it_is_kept(labelled: Labelled, qtbot: Any) -> None:
    by = labelled.page.head.by
    by.clear()
    qtbot.keyClicks(by, "Thandi")
    qtbot.keyClick(by, Qt.Key.Key_Return)
    labelled.press(LOG_DRUM, Qt.Key.Key_5)
    labelled.kept()
    assert labelled.studio.library.labels.history(labelled.track_id)[-1].by == "Thandi"
    assert labelled.studio.state.text("labels_by") == "Thandi"


def test_a_song_that_left_the_library_is_told_and_nothing_is_lost(labelled: Labelled, qtbot: Any) -> None:
    labelled.studio.library.tracks.remove(labelled.track_id)
    with qtbot.waitSignal(labelled.window.labelling.problem, timeout=PATIENCE_MS) as caught:
        labelled.press(LOG_DRUM, Qt.Key.Key_5)
    assert "not in the library any more" in caught.args[0].sentence
    assert caught.args[0].retry is not None
    assert labelled.page.form.fields[LOG_DRUM].value == 0.5


# parts


def test_the_analysed_sections_are_the_parts_to_start_with(labelled: Labelled) -> None:
    page = labelled.page
    assert [part.name for part in page.parts] == ["intro", "build", "drop", "break", "drop", "outro"]
    rows = [page.rows.index(row, 0).data() for row in range(page.rows.rowCount())]
    assert rows == ["Whole song", "intro", "build", "drop", "break", "drop", "outro"]


def test_a_part_is_labelled_by_itself(labelled: Labelled) -> None:
    page = labelled.page
    page.choose(2)
    assert not page.form.texts["reference_artists"].isVisible(), "of a part only markers and style are said"
    labelled.press(LOG_DRUM, Qt.Key.Key_8)
    place = page.parts[2].place
    assert labelled.kept().segments == (LabelSegment(start=place[0], end=place[1], cultural_markers={LOG_DRUM: 0.8}),)
    assert page.rows.index(3, 3).data() == "0.80 – – – –"
    page.choose(None)
    assert page.form.fields[LOG_DRUM].value is None


def test_a_click_on_a_part_chooses_it_and_goes_there(labelled: Labelled, qtbot: Any) -> None:
    page, strip = labelled.page, labelled.page.strip
    x = round(page.axis.x_of(sum(page.parts[3].place) / 2, strip.width()))
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(x, 20))
    assert page.chosen == 3
    assert page.form.title.text().startswith("break")
    page.table.clicked.emit(page.rows.index(2, 0))
    command = labelled.studio.player._block.command(5)
    assert command.seek_frame == round(page.parts[1].start * songs.SAMPLE_RATE)


def test_a_dragged_border_takes_what_was_said_with_it(labelled: Labelled, qtbot: Any) -> None:
    page, strip = labelled.page, labelled.page.strip
    page.choose(2)
    labelled.press(LOG_DRUM, Qt.Key.Key_8)
    old = page.parts
    start, end = (round(page.axis.x_of(time, strip.width())) for time in (old[2].end, 4.5))
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(start, 30))
    qtbot.mouseMove(strip, QPoint((start + end) // 2, 30))
    qtbot.mouseMove(strip, QPoint(end, 30))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(end, 30))
    assert page.parts[2].place == (old[2].start, 4.5), "on the beat"
    assert page.parts[3].start == 4.5
    assert [(own.start, own.end) for own in labelled.kept().segments] == [(old[2].start, 4.5)]
    page.undo()
    assert page.parts == old
    assert [(own.start, own.end) for own in labelled.kept().segments] == [old[2].place]


def test_the_keyboard_chooses_parts_and_moves_borders(labelled: Labelled, qtbot: Any) -> None:
    page, strip = labelled.page, labelled.page.strip
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert page.chosen == 1
    qtbot.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.parts[1].end == page.parts[2].start == 3.5, "the next part keeps half a second"
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert page.form.title.text() == "The whole song"
    qtbot.keyClick(strip, Qt.Key.Key_Space)
    assert labelled.studio.player._block.command(5).is_playing


def test_a_part_is_split_and_joined(labelled: Labelled, qtbot: Any) -> None:
    page = labelled.page
    page.choose(2)
    labelled.press(LOG_DRUM, Qt.Key.Key_8)
    labelled.window.playback.seek(3.4)
    qtbot.mouseClick(page.head.split, Qt.MouseButton.LeftButton)
    first, second = page.parts[2], page.parts[3]
    assert (first.end, second.start) == (3.5, 3.5)
    assert [own.cultural_markers for own in labelled.kept().segments] == [{LOG_DRUM: 0.8}, {LOG_DRUM: 0.8}]
    qtbot.mouseClick(page.head.join, Qt.MouseButton.LeftButton)
    assert len(page.parts) == 6
    assert [(own.start, own.end) for own in labelled.kept().segments] == [(first.start, second.end)]


def test_a_part_can_be_looped(labelled: Labelled, qtbot: Any) -> None:
    labelled.page.choose(1)
    qtbot.mouseClick(labelled.page.head.loop, Qt.MouseButton.LeftButton)
    assert labelled.window.playback.loop == labelled.page.parts[1].place


# taking back


def test_undo_takes_back_one_change_after_the_other(labelled: Labelled, qtbot: Any) -> None:
    labelled.press(LOG_DRUM, Qt.Key.Key_8)
    labelled.press(LOG_DRUM, Qt.Key.Key_3)
    labelled.write("sub_genre", "gqom")
    qtbot.keyClick(labelled.page.form.texts["sub_genre"], Qt.Key.Key_Return)
    labelled.page.table.setFocus()
    qtbot.keyClick(labelled.page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert labelled.kept() == Label(track_id=NAME, cultural_markers={LOG_DRUM: 0.3})
    labelled.page.undo()
    assert labelled.kept().cultural_markers == {LOG_DRUM: 0.8}
    labelled.page.undo()
    assert labelled.kept() == Label(track_id=NAME)
    labelled.page.undo()
    assert labelled.kept() == Label(track_id=NAME), "there is nothing more to take back"


# in and out


def test_a_label_goes_out_and_in_as_the_command_line_reads_it(labelled: Labelled, tmp_path: Path, qtbot: Any) -> None:
    labelled.press(LOG_DRUM, Qt.Key.Key_9)
    labelled.page.choose(2)
    labelled.press(GOSPEL, Qt.Key.Key_4)
    before = labelled.kept()
    target = tmp_path / "vibe.labels.json"
    with qtbot.waitSignal(labelled.window.labelling.exported, timeout=PATIENCE_MS):
        labelled.window.labelling.export(target)
    document = json.loads(target.read_text("utf-8"))
    assert list(document)[:3] == ["track_id", "cultural_markers", "sub_genre"], "the mission's form first"
    assert document["cultural_markers"] == {LOG_DRUM: 0.9}
    labelled.page.undo()
    labelled.page.undo()
    assert labelled.kept() == Label(track_id=NAME)
    labelled.window.judging.bring_in(target)
    assert labelled.kept() == before
    assert labelled.page.label.cultural_markers == {LOG_DRUM: 0.9}
    labelled.page.undo()
    assert labelled.kept() == Label(track_id=NAME), "an import is taken back like any change"


def test_the_missions_own_example_is_read(labelled: Labelled, tmp_path: Path) -> None:
    example = {
        "track_id": "kabza_001",
        "cultural_markers": dict(zip(MARKERS, (0.95, 0.8, 0.7, 0.3, 0.9), strict=True)),
        "sub_genre": "classic_amapiano",
        "reference_artists": ["Kabza De Small", "DJ Maphorisa"],
        "cultural_significance": "High - traditional township sound",
        "educational_value": "Demonstrates classic log drum programming",
    }
    (tmp_path / "label.json").write_text(json.dumps(example), "utf-8")
    labelled.window.judging.bring_in(tmp_path / "label.json")
    said = labelled.kept()
    assert said.cultural_markers == example["cultural_markers"]
    assert labelled.page.form.texts["reference_artists"].text() == "Kabza De Small, DJ Maphorisa"


def test_what_cannot_be_shown_as_it_is_is_not_changed(labelled: Labelled) -> None:
    words = "two lines,\nand names with, commas"
    said = Statement(cultural_significance=words, reference_artists=("Mas, Musiq",))
    labelled.studio.library.labels.say(labelled.track_id, said)
    labelled.studio.operations.library_changed.emit()
    labelled.kept()
    labelled.press(LOG_DRUM, Qt.Key.Key_9)
    labelled.page.choose(1)
    label = labelled.kept()
    assert (label.cultural_significance, label.reference_artists) == (words, ("Mas, Musiq",))


def test_a_file_that_does_not_fit_changes_nothing(labelled: Labelled, tmp_path: Path, qtbot: Any) -> None:
    (tmp_path / "bad.json").write_text('{"track_id": "x", "cultural_markers": {"log_drum": 3}}', "utf-8")
    with qtbot.waitSignal(labelled.window.labelling.problem, timeout=PATIENCE_MS) as caught:
        labelled.window.judging.bring_in(tmp_path / "bad.json")
    assert "Nothing was imported" in caught.args[0].sentence
    assert labelled.kept() == Label(track_id=NAME)


# truths about the pure parts

values = st.one_of(st.none(), st.sampled_from((0.0, 0.25, 1.0)))
markers = st.dictionaries(st.sampled_from(MARKERS), values, max_size=3)
words = st.sampled_from(("", "classic", "a word"))


@st.composite
def labels(draw: st.DrawFn) -> Label:
    places = draw(st.lists(st.sampled_from(((0.0, 1.0), (1.0, 2.5), (2.5, 4.0))), unique=True, max_size=3))
    parts = [
        LabelSegment(start=start, end=end, cultural_markers=draw(markers), sub_genre=draw(words))
        for start, end in places
    ]
    return Label(
        track_id="song",
        cultural_markers=draw(markers),
        sub_genre=draw(words),
        reference_artists=draw(st.sampled_from(((), ("A",), ("A", "B")))),
        cultural_significance=draw(words),
        educational_value=draw(words),
        segments=segments.in_order(parts),
    )


def in_order(label: Label) -> Label:
    """Markers in the mission's order, as the library gives them."""

    def ordered(own: dict[str, float | None]) -> dict[str, float | None]:
        return {name: own[name] for name in MARKERS if name in own}

    parts = tuple(replace(own, cultural_markers=ordered(own.cultural_markers)) for own in label.segments)
    return replace(label, cultural_markers=ordered(label.cultural_markers), segments=parts)


@given(labels(), labels())
@settings(deadline=None, max_examples=80)
def test_the_difference_leads_from_one_label_to_the_other(now: Label, wanted: Label) -> None:
    said = (*statements_of(now), *difference(now, wanted))
    assert bare(label_of(said, track_id="song")) == in_order(wanted)
    assert difference(wanted, wanted) == ()


times = st.floats(0.0, 60.0)


@given(st.lists(times, min_size=2, max_size=9, unique=True), times, times)
@settings(deadline=None, max_examples=80)
def test_a_carved_stretch_is_there_and_nothing_overlaps_it(borders: list[float], first: float, second: float) -> None:
    borders.sort()
    parts = [Part(a, b, "x") for a, b in pairwise(borders)]
    start, end = sorted((first, second))
    if end - start < segments.LEAST_SECONDS:
        return
    after = segments.carved(parts, start, end)
    assert any(own.start == pytest.approx(start) and own.end == pytest.approx(end) for own in after)
    for one, other in pairwise(after):
        assert one.end <= other.start + 1e-6


@given(st.integers(0, 4), st.floats(-10.0, 80.0))
@settings(deadline=None, max_examples=60)
def test_a_moved_border_leaves_every_part_its_least(index: int, time: float) -> None:
    parts = [Part(10.0 * n, 10.0 * (n + 1)) for n in range(5)]
    after = segments.moved_border(parts, index, time)
    assert len(after) == len(parts)
    assert all(own.end - own.start >= segments.LEAST_SECONDS for own in after)
    assert [own.start for own in after[1:]] == pytest.approx([own.end for own in after[:-1]])


def test_said_places_are_parts_whatever_the_sections_are() -> None:
    said = [LabelSegment(start=5.0, end=15.0), LabelSegment(start=12.0, end=18.0)]
    parts = parts_of([Section(0.0, 10.0, "intro"), Section(10.0, 20.0, "drop")], said, 20.0)
    assert [own.place for own in parts] == [(0.0, 5.0), (5.0, 15.0), (12.0, 18.0), (18.0, 20.0)]
    assert parts_of([], [], 20.0) == (Part(0.0, 20.0),)
