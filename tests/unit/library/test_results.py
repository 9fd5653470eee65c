"""Analyses, separations, takes and scores come back as they were put."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.core.errors import LibraryError, UserError
from engine.core.score import CultureScore, Evidence, MarkerScore
from engine.core.take import Take, TakeId
from engine.core.track import TrackId
from engine.library import AnalysisSummary, Library
from tests.unit.library.content import INFO, analysis, song


@pytest.fixture
def library(tmp_path: Path) -> Any:
    with Library.open(tmp_path / "library") as opened:
        opened.tracks.add(song(tmp_path, "a.wav"), "fp", INFO)
        yield opened


TRACK = TrackId(1)


def test_an_analysis(library: Library) -> None:
    assert library.analyses.get(TRACK) is None
    library.analyses.put(TRACK, analysis(100.0))
    library.analyses.put(TRACK, analysis())
    assert library.analyses.get(TRACK) == analysis()
    assert library.analyses.summaries() == {TRACK: AnalysisSummary(TRACK, "test", 112.0, "F minor")}


def test_what_was_not_heard_stays_unknown(library: Library) -> None:
    silent = replace(analysis(), tempo_bpm=None, key=None, notes={})
    library.analyses.put(TRACK, silent)
    assert library.analyses.get(TRACK) == silent
    assert library.analyses.summaries()[TRACK].key is None


def test_an_analysis_of_another_schema_counts_as_none(library: Library) -> None:
    library.analyses.put(TRACK, replace(analysis(), schema="aurax.analysis/0"))
    assert library.analyses.get(TRACK) is None
    assert library.analyses.summaries() == {}


def test_an_analysis_of_a_track_that_was_removed_meanwhile(library: Library) -> None:
    with pytest.raises(UserError, match="track 9"):
        library.analyses.put(TrackId(9), analysis())


@pytest.mark.parametrize("damage", [b"", b"not zlib", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_document_is_said_to_be_damaged(library: Library, damage: bytes) -> None:
    library.analyses.put(TRACK, analysis())
    library._database.rows("UPDATE analyses SET document = ?", (damage,))
    with pytest.raises(LibraryError, match="analysis of track 1 is damaged"):
        library.analyses.get(TRACK)


def test_separations_by_model_newest_first(library: Library) -> None:
    keys = [library.artifacts.key("stems", {"n": n}) for n in range(3)]
    for key in keys:
        library.artifacts.store(key, "x", lambda file: file.write_bytes(b"x"))
    library.separations.put(TRACK, "a", b"{}", keys[0])
    library.separations.put(TRACK, "b", b"{}", keys[1])
    library.separations.put(TRACK, "a", b'{"overlap":0.5}', keys[2])
    assert library.separations.get(TRACK, "a").artifact_key == keys[2]  # type: ignore[union-attr]
    assert library.separations.get(TRACK, "b").artifact_key == keys[1]  # type: ignore[union-attr]
    assert library.separations.get(TRACK, "c") is None
    library.separations.put(TRACK, "b", b"{}", keys[0])
    assert library.separations.get(TRACK).artifact_key == keys[0]  # type: ignore[union-attr]
    assert [s.model for s in library.separations.list(TRACK)] == ["a", "a", "b"]


def test_takes(library: Library) -> None:
    take = Take(
        TakeId(0), "prompt", "sketch", "sketch", "1", 2**63, "key/mix.wav", "own", {"bars": 8, "nested": {"a": [1]}}
    )
    stored = library.takes.put(take)
    assert stored.id == 1
    assert library.takes.get(stored.id) == stored
    assert replace(stored, id=TakeId(0), created_at="") == take
    assert list(library.takes.list()) == [stored]
    assert library.takes.remove(stored.id)
    assert library.takes.get(stored.id) is None


def test_scores_of_tracks_and_takes(library: Library) -> None:
    take = library.takes.put(Take(TakeId(0), "", "sketch", "sketch", "1", 1, "", "own"))
    marker = MarkerScore("m", 0.5, (0.4, 0.6), "ok", (Evidence(0.0, 1.0, "log drum"),), (), {"x": 0.1})
    score = CultureScore("amapiano", {"engine": "1"}, {"m": marker}, {"style": 1}, {"value": None})
    assert library.scores.put(replace(score, versions={}), track_id=TRACK)
    assert library.scores.put(score, track_id=TRACK)
    assert not library.scores.put(score, track_id=TRACK)  # the very same as the newest
    library.scores.put(replace(score, profile="kwaito"), take_id=take.id)
    assert library.scores.get("amapiano", track_id=TRACK) == score
    assert library.scores.list(track_id=TRACK) == (replace(score, versions={}), score)
    assert library.scores.get("amapiano", take_id=take.id) is None
    assert [s.profile for s in library.scores.list(take_id=take.id)] == ["kwaito"]
    with pytest.raises(ValueError, match="a track or a take"):
        library.scores.put(score)
    with pytest.raises(UserError, match="take 9"):
        library.scores.put(score, take_id=TakeId(9))
