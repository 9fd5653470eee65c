"""A session from making to unblinding: blind, complete, consented, final, mergeable."""

from __future__ import annotations

import os
import shutil
import wave
from pathlib import Path

import pytest

from engine.core.errors import UserError
from engine.core.rating import MUSHRA, RATINGS, RaterProfile, Session
from engine.rating import exchange, sealed, serving, store, unblinding
from engine.rating.building import refuse_names
from engine.rating.sessions import item_path, key_path, read_session
from tests.rating_sessions import NAMES, all_votes, always, cast, join, make_session, vote_all

NOW = "2026-11-28T12:00:00+00:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Session]:
    return make_session(tmp_path_factory.mktemp("rating"))


@pytest.fixture
def session(made: tuple[Path, Session], tmp_path: Path) -> tuple[Path, Session]:
    """A copy that a test may vote in."""
    folder = tmp_path / "session"
    shutil.copytree(made[0], folder)
    shutil.copyfile(key_path(made[0]), key_path(folder))
    return folder, made[1]


def test_a_session_reads_as_it_was_made(made: tuple[Path, Session]) -> None:
    assert read_session(made[0]) == made[1]
    assert len({trial.id for plan in made[1].plans for trial in plan}) == 4 * 8


def test_nothing_in_the_folder_tells_what_is_what(session: tuple[Path, Session]) -> None:
    folder, opened = session
    vote_all(folder, opened, "thandi", always)
    told = [*NAMES, *(name.split("-")[0] for name in NAMES), "quagga", "sources", "repeat_of", 'catch"', "anchor"]
    for file in [*folder.rglob("*"), key_path(folder)]:
        assert not any(word in file.name for word in told if word), file
        if file.is_file():
            content = file.read_bytes().lower()
            assert not any(word.encode() in content for word in told), file


def test_items_differ_in_their_samples_only(made: tuple[Path, Session]) -> None:
    folder, session = made
    for plan in session.plans:
        for trial in plan:
            files = [item_path(folder, item) for item in trial.items]
            assert len({file.stat().st_size for file in files}) == 1
            assert len({file.stat().st_mtime for file in files}) == 1
            shapes = set()
            for file in files:
                with wave.open(str(file)) as opened:
                    shapes.add(opened.getparams())
                chunks = file.read_bytes()
                assert b"LIST" not in chunks[:200]
            assert len(shapes) == 1


def test_the_same_seed_makes_the_same_session(tmp_path: Path, made: tuple[Path, Session]) -> None:
    _, again = make_session(tmp_path)
    assert again.plans == made[1].plans
    assert again.items == made[1].items
    _, other = make_session(tmp_path / "other", seed=4)
    assert not set(other.items) & set(again.items)


def test_names_of_systems_are_kept_out_of_title_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="tells of the system"):
        make_session(tmp_path, names=("session", "b"))
    assert not (tmp_path / "session").exists()


@pytest.mark.parametrize(
    ("name", "text", "is_told"),
    [
        ("a", "panel", False),
        ("a", "panel a", True),
        ("v2", "test-V2", True),
        ("v2", "v21", False),
        ("tuned", "finetuned-1", True),
    ],
)
def test_short_names_are_told_as_words_only(name: str, text: str, is_told: bool) -> None:
    if is_told:
        with pytest.raises(UserError, match="tells of the system"):
            refuse_names([name], text, "title")
    else:
        refuse_names([name], text, "title")


def test_votes_need_consent(session: tuple[Path, Session]) -> None:
    folder, opened = session
    with pytest.raises(UserError, match="agree"):
        serving.join(folder, opened, RaterProfile("", "sipho", 0, ""))
    assert store.ballots(folder) == ()


def test_a_vote_must_fit_and_is_final(session: tuple[Path, Session]) -> None:
    folder, opened = session
    rater = join(folder, opened).id
    trial = serving.next_trial(folder, opened, rater)
    fits = always(trial)
    for answers, words in (
        ({}, "is not answered"),
        ({**fits, "colour": "red"}, "does not ask"),
        ({**fits, "preference": "zebra"}, "no answer"),
    ):
        with pytest.raises(UserError, match=words):
            cast(folder, opened, rater, trial, answers)
    with pytest.raises(UserError, match="heard for at least"):
        cast(folder, opened, rater, trial, fits, listened=0.5)
    assert all_votes(folder) == []
    assert cast(folder, opened, rater, trial, fits) == 7
    with pytest.raises(UserError, match="not the next trial"):
        cast(folder, opened, rater, trial, fits)
    assert serving.next_trial(folder, opened, rater).number == 2


def test_raters_get_different_plans(session: tuple[Path, Session]) -> None:
    folder, opened = session
    assert {join(folder, opened, name).plan for name in ("a", "b", "c", "d")} == {0, 1, 2, 3}


def test_unblinding_waits_for_the_declared_votes_and_ends_voting(session: tuple[Path, Session]) -> None:
    folder, opened = session
    vote_all(folder, opened, "a", always)
    late = join(folder, opened, "late")
    trial = serving.next_trial(folder, opened, late.id)
    exported = folder.parent / "votes.json"
    exchange.export_votes(folder, opened, exported)
    with pytest.raises(UserError, match="24 of the declared votes"):
        unblinding.unblind(folder, opened, key_path(folder), at=NOW)
    done = unblinding.unblind(folder, opened, key_path(folder), at=NOW, early="the panel went home")
    assert not done.complete
    assert {item.system for item in done.key.items.values()} == set(NAMES)
    with pytest.raises(UserError, match="no more votes"):
        cast(folder, opened, late.id, trial, always(trial))
    with pytest.raises(UserError, match="no more votes"):
        exchange.import_votes(folder, opened, exported)


def test_complete_sessions_open_without_a_reason(session: tuple[Path, Session]) -> None:
    folder, opened = session
    for name in "abcd":
        vote_all(folder, opened, name, always)
    assert unblinding.left_to_do(folder, opened) == 0
    assert unblinding.unblind(folder, opened, key_path(folder), at=NOW).complete


def test_a_changed_key_item_or_declaration_is_told(session: tuple[Path, Session]) -> None:
    folder, opened = session
    vote_all(folder, opened, "a", always)
    key = key_path(folder)
    whole = key.read_bytes()
    key.write_bytes(whole + b" ")
    with pytest.raises(UserError, match="not the key"):
        unblinding.unblind(folder, opened, key, at=NOW, early="test")
    key.write_bytes(whole)
    item = item_path(folder, next(iter(opened.items)))
    item.write_bytes(item.read_bytes()[:-1] + b"\x01")
    with pytest.raises(UserError, match="not what the session was made with"):
        unblinding.unblind(folder, opened, key, at=NOW, early="test")
    file = folder / "session.json"
    file.write_text(file.read_text().replace("more than half", "more than a third"))
    with pytest.raises(UserError, match="changed afterwards"):
        read_session(folder)


def test_votes_of_two_machines_merge_and_twice_is_once(session: tuple[Path, Session], tmp_path: Path) -> None:
    here, opened = session
    there = tmp_path / "there"
    shutil.copytree(here, there)
    vote_all(here, opened, "thandi", always)
    vote_all(there, opened, "sipho", always)
    exchange.export_votes(there, opened, tmp_path / "sipho.json")
    first = exchange.import_votes(here, opened, tmp_path / "sipho.json")
    again = exchange.import_votes(here, opened, tmp_path / "sipho.json")
    assert (first.num_new, again.num_new, again.num_known) == (8, 0, 8)
    exchange.export_votes(here, opened, tmp_path / "all.json")
    exchange.import_votes(there, opened, tmp_path / "all.json")
    assert store.fingerprint(store.ballots(here)) == store.fingerprint(store.ballots(there))


def test_withdrawal_deletes_and_no_import_brings_it_back(session: tuple[Path, Session], tmp_path: Path) -> None:
    folder, opened = session
    rater = vote_all(folder, opened, "thandi", always)
    vote_all(folder, opened, "sipho", always)
    exchange.export_votes(folder, opened, tmp_path / "all.json")
    assert store.withdraw(folder, opened, rater.id) == 8
    assert b"thandi" not in b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    merged = exchange.import_votes(folder, opened, tmp_path / "all.json")
    assert (merged.num_new, merged.num_withdrawn) == (0, 1)
    assert {vote.rater for vote in all_votes(folder)} == {store.rater_id(opened, "sipho")}
    with pytest.raises(UserError, match="withdrawn"):
        join(folder, opened, "thandi")


def test_any_torn_tail_loses_nothing_whole(session: tuple[Path, Session]) -> None:
    folder, opened = session
    rater = vote_all(folder, opened, "thandi", always)
    file = store.votes_file(folder, rater.id)
    whole = file.read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    for cut in range(start, len(whole) - 1, 7):
        file.write_bytes(whole[:cut])
        kept = store.ballot_of(folder, rater.id)
        assert kept is not None
        assert len(kept.votes) == 7
        trial = serving.next_trial(folder, opened, rater.id)
        assert cast(folder, opened, rater.id, trial, always(trial)) == 0
        mended = store.ballot_of(folder, rater.id)
        assert mended is not None
        assert (len(mended.votes), mended.num_torn) == (8, int(cut > start))


def test_a_full_disk_is_said_and_the_vote_does_not_count(
    session: tuple[Path, Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, opened = session
    rater = join(folder, opened).id
    trial = serving.next_trial(folder, opened, rater)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:40]))
    with pytest.raises(UserError, match="could not be kept"):
        cast(folder, opened, rater, trial, always(trial))
    monkeypatch.undo()
    assert all_votes(folder) == []
    assert cast(folder, opened, rater, trial, always(trial)) == 7


def test_a_reference_session_hides_its_reference_among_the_items(tmp_path: Path) -> None:
    folder, opened = make_session(tmp_path, kind=MUSHRA, trials=4, raters=2, repeats=0, catches=0, reference=True)
    key = sealed.read_key(key_path(folder), opened)
    for plan in opened.plans:
        for trial in plan:
            roles = sorted(key.items[item].role for item in trial.items)
            assert roles == ["anchor_3500", "anchor_7000", "reference", "system", "system"]
            assert trial.reference is not None
            assert trial.reference not in trial.items
            hidden = next(item for item in trial.items if key.items[item].role == "reference")
            assert opened.items[hidden].sha256 != opened.items[trial.reference].sha256
            assert key.items[trial.reference].source == key.items[hidden].source


def test_a_rating_session_plays_one_item(tmp_path: Path) -> None:
    folder, opened = make_session(tmp_path, kind=RATINGS, trials=10, raters=2, repeats=1, catches=1)
    assert all(len(trial.items) == 1 for plan in opened.plans for trial in plan)
    rater = vote_all(folder, opened, "a", always)
    kept = store.ballot_of(folder, rater.id)
    assert kept is not None
    assert kept.votes[0].answers["log_drum_authenticity"] == 1
