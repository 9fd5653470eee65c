"""Artifacts appear whole, once, and are what was written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.errors import UserError
from engine.core.track import TrackId
from engine.library import Library, artifact_key
from tests.unit.library.content import INFO, song

KEY = artifact_key("stems", {"fingerprint": "f", "model": "m", "overlap": 0.25})


@pytest.fixture
def library(tmp_path: Path) -> Any:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def leftovers(library: Library) -> list[Path]:
    return [path for path in library.artifacts.root.rglob("*") if ".tmp-" in path.name]


@given(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.booleans() | st.none(), max_size=4)
)
def test_the_key_does_not_depend_on_the_order_of_what_made_it(inputs: dict[str, Any]) -> None:
    backwards = dict(reversed(inputs.items()))
    assert artifact_key("k", inputs) == artifact_key("k", backwards)
    assert len(artifact_key("k", inputs)) == 64
    assert artifact_key("k", inputs) != artifact_key("l", inputs)


def test_the_key_is_the_same_in_every_version() -> None:
    """Written down: a change would make every stored result look unknown."""
    expected = hashlib.sha256(b'{"inputs":{"a":1,"b":[1.5,"\xc3\xa4"]},"kind":"k"}').hexdigest()
    assert artifact_key("k", {"b": [1.5, "ä"], "a": 1}) == expected


def test_a_stored_file_is_found_with_size_and_hash(library: Library) -> None:
    made = library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"sound"))
    assert library.artifacts.get(KEY) == made
    assert made.path().read_bytes() == b"sound"
    assert made.path("mix.wav") == library.artifacts.path(KEY, "mix.wav")
    assert (made.files[0].size_bytes, made.files[0].sha256) == (5, hashlib.sha256(b"sound").hexdigest())
    assert leftovers(library) == []


def test_a_stored_folder_appears_as_a_whole(library: Library) -> None:
    def write(folder: Path) -> None:
        for name in ("bass.wav", "drums.wav"):
            (folder / name).write_text(name)
        assert library.artifacts.get(KEY) is None

    folder = library.artifacts.store_folder(KEY, write)
    assert folder == library.artifacts.folder(KEY)
    assert sorted(p.name for p in folder.iterdir()) == ["bass.wav", "drums.wav"]
    assert [f.name for f in library.artifacts.get(KEY).files] == ["bass.wav", "drums.wav"]  # type: ignore[union-attr]


def test_a_failed_making_leaves_nothing(library: Library) -> None:
    def write(file: Path) -> None:
        file.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.artifacts.store(KEY, "mix.wav", write)
    assert library.artifacts.get(KEY) is None
    assert [p for p in library.artifacts.root.rglob("*") if p.is_file()] == []


def test_a_failed_commit_leaves_no_row(library: Library) -> None:
    """The crash between rename and commit: files without a row are replaced by the next making."""
    with pytest.raises(KeyboardInterrupt), library.transaction():
        library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"first"))
        raise KeyboardInterrupt
    assert library.artifacts.get(KEY) is None
    made = library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"second"))
    assert made.path().read_bytes() == b"second"
    assert list(library.artifacts.problems(KEY)) == []


def test_making_it_again_keeps_the_first(library: Library) -> None:
    first = library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"first"))
    assert library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"other")) == first
    assert first.path().read_bytes() == b"first"
    assert leftovers(library) == []


@pytest.mark.parametrize("damage", ["deleted", "cut"])
def test_what_is_gone_or_cut_is_not_there_and_can_be_made_again(library: Library, damage: str) -> None:
    made = library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"first"))
    made.path().unlink() if damage == "deleted" else made.path().write_bytes(b"f")
    assert library.artifacts.get(KEY) is None
    assert len(list(library.artifacts.problems(KEY))) == 1
    again = library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"again"))
    assert again.path().read_bytes() == b"again"
    assert list(library.artifacts.problems(KEY)) == []


def test_verify_finds_a_flipped_bit(library: Library) -> None:
    made = library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"first"))
    made.path().write_bytes(b"firsT")
    (problem,) = library.verify().problems
    assert (problem.kind, problem.subject) == ("artifact", KEY)
    assert "hash differs" in problem.text


def test_verify_finds_missing_and_changed_originals(library: Library, tmp_path: Path) -> None:
    gone, grown, good = (song(tmp_path, name) for name in ("gone.wav", "grown.wav", "good.wav"))
    for path in (gone, grown, good):
        library.tracks.add(path, path.name, INFO)
    gone.unlink()
    grown.write_bytes(b"longer than before")
    found = library.verify()
    assert [(p.kind, p.subject) for p in found.problems] == [("original", "track 1"), ("original", "track 2")]
    assert found.num_tracks == 3


def test_leftovers_of_dead_processes_go_at_opening_and_work_in_hand_stays(library: Library) -> None:
    dead = library.artifacts.root / ".tmp-999999999-abc"
    dead.mkdir()
    (dead / "bass.wav").write_bytes(b"half")
    with library.artifacts.workspace() as mine:
        (mine / "bass.wav").write_bytes(b"half")
        with Library.open(library.folder.root):
            assert not dead.exists()
            assert mine.exists()
        assert library.artifacts.adopt(KEY, mine).path("bass.wav").exists()
    assert mine.parent == library.artifacts.root


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "/etc/passwd"])
def test_names_stay_in_their_folder(library: Library, name: str) -> None:
    with pytest.raises(ValueError, match="path component"):
        library.artifacts.store(KEY, name, lambda _file: None)


def test_links_and_nothing_are_no_artifacts(library: Library) -> None:
    with pytest.raises(ValueError, match="plain files"):
        library.artifacts.store(KEY, "x", lambda file: file.symlink_to("/etc/hostname"))
    with pytest.raises(ValueError, match="nothing was written"):
        library.artifacts.store(KEY, "x", lambda _file: None)


def test_discarding_takes_rows_files_and_references(library: Library, tmp_path: Path) -> None:
    made = library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"x"))
    track = library.tracks.add(song(tmp_path, "a.wav"), "fp", INFO).track
    library.separations.put(track.id, "m", b"{}", KEY)
    assert library.artifacts.discard(KEY)
    assert not made.folder.exists()
    assert library.separations.get(track.id) is None
    assert not library.artifacts.discard(KEY)


def test_stems_of_a_track_that_was_removed_meanwhile(library: Library) -> None:
    library.artifacts.store(KEY, "mix.wav", lambda file: file.write_bytes(b"x"))
    with pytest.raises(UserError, match="track 5"):
        library.separations.put(TrackId(5), "m", b"{}", KEY)
