"""What people say of recordings is added to, never overwritten; panels keep their members' descriptors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.core.errors import UserError
from engine.core.labels import Contest, Statement
from engine.core.score import CultureScore, Panel, PanelMember
from engine.core.track import TrackId
from engine.library import Library
from engine.library.migrate import load_migrations
from tests.unit.library.content import INFO, fill, song
from tests.unit.library.test_migrations import know

TRACK = TrackId(1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        opened.tracks.add(song(tmp_path, "a.wav"), "fp", INFO)
        yield opened


def test_later_statements_win_and_earlier_ones_stay(library: Library) -> None:
    first = Statement(cultural_markers={"jazz_harmonies": 0.3}, sub_genre="classic", by="Thabo", at="2026-01-01")
    second = Statement(cultural_markers={"jazz_harmonies": 0.6}, by="Lerato", at="2026-01-02")
    library.labels.say(TRACK, first)
    library.labels.say(TRACK, second)

    label = library.labels.get(TRACK, name="a")
    assert label.cultural_markers == {"jazz_harmonies": 0.6}
    assert (label.track_id, label.sub_genre, label.by, label.at) == ("a", "classic", "Lerato", "2026-01-02")
    assert library.labels.history(TRACK) == (first, second)
    assert library.labels.labelled() == (TRACK,)


def test_a_statement_without_a_time_is_of_now(library: Library) -> None:
    library.labels.say(TRACK, Statement(sub_genre="sgija"))
    assert library.labels.get(TRACK, name="a").at.startswith("20")


def test_labels_of_a_track_that_is_not_there(library: Library) -> None:
    with pytest.raises(UserError, match="track 9"):
        library.labels.say(TrackId(9), Statement(sub_genre="sgija"))
    with pytest.raises(UserError, match="track 9"):
        library.contests.add(TrackId(9), Contest(marker="jazz_harmonies", start=0.0, end=1.0, why=""))


def test_a_contest_is_kept_once_and_rescoring_leaves_it(library: Library) -> None:
    contest = Contest(marker="log_drum_authenticity", start=62.0, end=90.0, why="it is an 808", value=0.1, by="Thabo")
    assert library.contests.add(TRACK, contest)
    assert not library.contests.add(TRACK, contest)
    for version in ("1", "2"):
        library.scores.put(CultureScore("aurax", {"features": version}, {}), track_id=TRACK)
    assert [replace(own, at="") for own in library.contests.list(TRACK)] == [contest]
    assert len(library.scores.list(track_id=TRACK)) == 2


def test_panels(library: Library) -> None:
    member = PanelMember("Mine", "fp", {"low_entropy": 0.5, "swing": None}, {"features": "1"})
    panel = Panel("kasi", (member,))
    library.panels.put(panel)
    assert library.panels.get("kasi") == panel
    with pytest.raises(UserError, match="kasi already"):
        library.panels.put(panel)
    with pytest.raises(UserError, match="no panel kwesine"):
        library.panels.get("kwesine")
    assert library.panels.remove("kasi")
    assert not library.panels.remove("kasi")
    assert library.panels.list() == ()


def test_scores_of_an_older_library_survive_the_step_that_lets_them_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = load_migrations()
    know(monkeypatch, *steps[:2])
    with Library.open(tmp_path / "old") as library:
        fill(library, tmp_path / "songs")
        before = [library.scores.list(track_id=TrackId(number)) for number in range(1, 21)]
    know(monkeypatch, *steps)
    with Library.open(tmp_path / "old", daily_backup=False) as library:
        assert [library.scores.list(track_id=TrackId(number)) for number in range(1, 21)] == before
        library.scores.put(CultureScore("amapiano", {"features": "2"}, {}), track_id=TRACK)
        assert len(library.scores.list(track_id=TRACK)) == 2
