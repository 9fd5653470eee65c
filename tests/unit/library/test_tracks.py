"""Recordings and places: identity is the fingerprint, one place holds one recording, nothing is counted twice."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.core.errors import UserError
from engine.core.track import Rights, Tags, TrackId
from engine.library import FileStamp, Library
from tests.unit.library.content import INFO, analysis, song


@pytest.fixture
def library(tmp_path: Path) -> Any:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def test_a_track_comes_back_as_it_was_put(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    tags = Tags("Title", "Artist", "Album", 2024, "Amapiano", 3, 112.5, "ISRC", "Comment", "LAME", has_artwork=True)
    added = library.tracks.add(path, "fp", INFO, tags, Rights("CC-BY-4.0", True, "https://x"))
    assert added.is_new
    assert (added.track.path, added.track.info, added.track.tags) == (str(path), INFO, tags)
    assert (
        library.tracks.get(added.track.id)
        == library.tracks.by_path(path)
        == library.tracks.by_fingerprint("fp")
        == added.track
    )


def test_a_second_copy_is_a_second_place_not_a_second_track(library: Library, tmp_path: Path) -> None:
    one, two = song(tmp_path, "a.wav"), song(tmp_path, "copy of a.wav")
    first = library.tracks.add(one, "fp", INFO)
    second = library.tracks.add(two, "fp", INFO, Tags(title="worse tags"))
    assert not second.is_new
    assert second.track == first.track
    assert [location.path for location in library.tracks.locations(first.track.id)] == [str(one), str(two)]


def test_a_file_that_was_replaced_by_another_recording_belongs_to_that_one(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    old = library.tracks.add(path, "old", INFO).track
    new = library.tracks.add(path, "new", INFO).track
    assert library.tracks.by_path(path) == new
    orphan = library.tracks.get(old.id)
    assert orphan is not None
    assert orphan.path == ""  # never the path of another recording
    assert library.tracks.last_seen(old.id) == str(path)


def test_new_tags_in_the_same_file_are_taken_over(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    library.tracks.add(path, "fp", INFO, Tags(title="Befor"))
    assert library.tracks.add(path, "fp", INFO, Tags(title="Before")).track.tags.title == "Before"
    assert [track.tags.title for track in library.tracks.search("before")] == ["Before"]


def test_stated_rights_are_not_lost_by_importing_again(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    track = library.tracks.add(path, "fp", INFO).track
    assert track.rights == Rights()
    stated = Rights("own", True, "me")
    assert library.tracks.add(path, "fp", INFO, rights=stated).track.rights == stated
    assert library.tracks.add(path, "fp", INFO, rights=Rights("research")).track.rights == stated
    library.tracks.set_rights(track.id, Rights("research"))
    assert library.tracks.by_path(path).rights == Rights("research")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name",
    [
        b"bad\xff\xfe.mp3",
        "é\u0301 \u202e.wav".encode(),
        b"a\nb\t.wav",
        b"-vn.mp3",
        b"'; DROP TABLE tracks.wav",
        b"%s{0}.wav",
    ],
)
def test_any_file_name_works(library: Library, tmp_path: Path, name: bytes) -> None:
    path = song(tmp_path / "songs", name)
    track = library.tracks.add(path, "fp", INFO).track
    assert os.fsencode(track.path) == os.fsencode(path)
    assert Path(track.path).read_bytes() == b"RIFF"
    assert library.tracks.known_unchanged(path)
    assert library.tracks.by_path(path) == track
    assert [t.id for t in library.tracks.under(tmp_path / "songs")] == [track.id]
    library.tracks.locations(track.id)[0].display.encode("utf-8")  # plain text
    library.failures.record(path, "X", f"cannot read {path}")
    assert [os.fsencode(f.path) for f in library.failures.all()] == [os.fsencode(path)]


def test_tags_with_broken_text_are_stored_as_plain_text(library: Library, tmp_path: Path) -> None:
    track = library.tracks.add(song(tmp_path, "a.wav"), "fp", INFO, Tags(title="a\ud800b\0c")).track
    assert track.tags.title == "a\N{REPLACEMENT CHARACTER}b\0c"


def test_known_and_unchanged_by_size_and_time(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    assert not library.tracks.known_unchanged(path)
    library.tracks.add(path, "fp", INFO)
    assert library.tracks.known_unchanged(path)
    os.utime(path, ns=(0, 0))
    assert not library.tracks.known_unchanged(path)
    path.unlink()
    assert not library.tracks.known_unchanged(path)


def test_a_file_that_changed_while_it_was_decoded_is_not_called_known(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    before = FileStamp.of(path)
    path.write_bytes(b"something longer")
    library.tracks.add(path, "fp", INFO, stamp=before)
    assert not library.tracks.known_unchanged(path)


def test_search_wants_every_word_and_ignores_case(library: Library, tmp_path: Path) -> None:
    library.tracks.add(song(tmp_path, "one.wav"), "1", INFO, Tags(title="Straße", artist="DJ Ä"))
    library.tracks.add(song(tmp_path, "two.wav"), "2", INFO, Tags(title="100%_sure", genre="Amapiano"))

    def found(text: str) -> list[str]:
        return [track.fingerprint for track in library.tracks.search(text)]

    assert found("STRASSE dj ä") == ["1"]
    assert found("amapiano two") == ["2"]
    assert found("%") == ["2"]
    assert found("strasse amapiano") == []
    assert found("") == ["1", "2"]


def test_folders_are_not_prefixes_of_names(library: Library, tmp_path: Path) -> None:
    library.tracks.add(song(tmp_path / "a", "x.wav"), "1", INFO)
    library.tracks.add(song(tmp_path / "ab", "x.wav"), "2", INFO)
    assert [t.fingerprint for t in library.tracks.under(tmp_path / "a")] == ["1"]


def test_all_pages_come_in_order_while_others_write(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    stamp = FileStamp.of(path)
    with library.transaction():
        for number in range(1203):
            library.tracks.add(tmp_path / f"{number}.wav", f"fp{number}", INFO, stamp=stamp)
    tracks = library.tracks.all()
    first = next(tracks)
    library.tracks.add(path, "late", INFO)
    ids = [first.id, *(track.id for track in tracks)]
    assert ids == sorted(set(ids))
    assert len(ids) == 1204


def test_removing_forgets_everything_but_the_file(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    track = library.tracks.add(path, "fp", INFO).track
    library.analyses.put(track.id, analysis())
    assert library.tracks.remove(track.id)
    assert not library.tracks.remove(track.id)
    assert path.read_bytes() == b"RIFF"
    assert library.analyses.get(track.id) is None
    assert library._database.rows("PRAGMA foreign_key_check") == []
    again = library.tracks.add(path, "fp", INFO)
    assert again.is_new
    assert again.track.id > track.id  # an id never means two recordings


def test_a_failed_import_is_remembered_until_it_succeeds(library: Library, tmp_path: Path) -> None:
    path = song(tmp_path, "a.wav")
    library.failures.record(path, "AudioReadError", "first reason", "hint")
    library.failures.record(path, "AudioReadError", "second reason", "hint")
    (failure,) = library.failures.all()
    assert (failure.reason, failure.display) == ("second reason", str(path))
    library.tracks.add(path, "fp", INFO)
    assert library.failures.count() == 0


def test_rights_of_a_track_that_is_not_there(library: Library) -> None:
    with pytest.raises(UserError, match="no track 5"):
        library.tracks.set_rights(TrackId(5), Rights())


PATHS = st.sampled_from([b"a.wav", b"b.wav", b"c\xff.wav", b"d.wav"])
PRINTS = st.sampled_from(["f1", "f2", "f3"])
RIGHTS = st.sampled_from([Rights(), Rights("own", True, "x"), Rights("research")])


class Collection(RuleBasedStateMachine):
    """The library against a model of two dictionaries: recordings by fingerprint, and the recording at each path."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.library = Library.open(self.root / "library")
        self.rights: dict[str, Rights] = {}
        self.places: dict[bytes, str] = {}
        self.failed: set[bytes] = set()

    def file(self, name: bytes) -> Path:
        return self.root / os.fsdecode(name)

    @rule(name=PATHS, fingerprint=PRINTS, rights=RIGHTS)
    def add(self, name: bytes, fingerprint: str, rights: Rights) -> None:
        song(self.root, name)
        added = self.library.tracks.add(self.file(name), fingerprint, INFO, Tags(), rights)
        assert added.is_new == (fingerprint not in self.rights)
        if self.rights.get(fingerprint, Rights()) == Rights():
            self.rights[fingerprint] = rights
        self.places[name] = fingerprint
        self.failed.discard(name)

    @rule(fingerprint=PRINTS)
    def remove(self, fingerprint: str) -> None:
        track = self.library.tracks.by_fingerprint(fingerprint)
        assert (track is not None) == (fingerprint in self.rights)
        if track is not None:
            self.library.tracks.remove(track.id)
            del self.rights[fingerprint]
            self.places = {name: there for name, there in self.places.items() if there != fingerprint}

    @rule(name=PATHS)
    def forget(self, name: bytes) -> None:
        assert self.library.tracks.forget_location(self.file(name)) == (name in self.places)
        self.places.pop(name, None)

    @rule(name=PATHS)
    def fail(self, name: bytes) -> None:
        self.library.failures.record(self.file(name), "AudioReadError", "reason")
        self.failed.add(name)

    @rule(name=PATHS, fingerprint=PRINTS)
    def add_and_give_up(self, name: bytes, fingerprint: str) -> None:
        song(self.root, name)
        with pytest.raises(KeyboardInterrupt), self.library.transaction():
            self.library.tracks.add(self.file(name), fingerprint, INFO)
            raise KeyboardInterrupt

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.root / "library", daily_backup=False)

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "library"):
            return
        tracks = list(self.library.tracks.all())
        assert {t.fingerprint: t.rights for t in tracks} == self.rights
        assert [t.id for t in tracks] == sorted(t.id for t in tracks)
        found = {
            os.fsencode(Path(at.path).name): t.fingerprint for t in tracks for at in self.library.tracks.locations(t.id)
        }
        assert found == self.places
        assert {os.fsencode(Path(f.path).name) for f in self.library.failures.all()} == self.failed

    def teardown(self) -> None:
        if hasattr(self, "library"):
            self.library.close()
            self.folder.cleanup()


Collection.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestCollection = Collection.TestCase
