"""``aurax library``: each verb by what it leaves in the library and says. The import itself is stood in for by a
function that takes the file's bytes for its sound (tests/jobs has the real one)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine import __version__, cli
from engine.core.track import Rights, Tags
from engine.jobs import inline
from engine.jobs.analyze_tracks import AnalysisReport, AnalyzeTracks, FailedSong, tracks_at
from engine.jobs.import_tracks import FailedFile, ImportReport, ImportTracks
from engine.library import Library
from tests.unit.library.content import INFO, analysis, fill, song


def run_by_bytes(spec: Any, *, library: Library, **_options: Any) -> Any:
    return _analysed(spec, library) if isinstance(spec, AnalyzeTracks) else _imported(spec, library)


def _analysed(spec: AnalyzeTracks, library: Library) -> AnalysisReport:
    """What is asked for, except songs that hold ``mute``."""
    failed = []
    num_done = 0
    for track in tracks_at(spec.paths, library):
        entry = library.analysis_ledger.get(track.id)
        if entry is None or not entry.is_open:
            continue
        if b"mute" in Path(track.path).read_bytes():
            failed.append(FailedSong(track.id, track.path, "nothing is heard", "Play it.", "UserError"))
            library.analysis_ledger.close(track.id, seconds=1.0, error_json=b'{"message": "no", "hint": "Play it."}')
        else:
            num_done += 1
            library.analyses.put(track.id, replace(analysis(), engine=f"aurax {__version__}"))
            library.analysis_ledger.close(track.id, seconds=1.0)
    return AnalysisReport(num_done, tuple(failed))


def _imported(spec: ImportTracks, library: Library) -> ImportReport:
    files = [f for p in map(Path, spec.paths) for f in (sorted(p.rglob("*.wav")) if p.is_dir() else [p])]
    imported = duplicates = unchanged = 0
    failed = []
    for file in files:
        if library.tracks.known_unchanged(file):
            unchanged += 1
        elif not file.exists() or b"bad" in file.read_bytes():
            failed.append(FailedFile(str(file), "no audio", "Export it again."))
            library.failures.record(file, "AudioReadError", "no audio")
        else:
            fingerprint = hashlib.sha256(file.read_bytes()).hexdigest()
            if library.tracks.add(file, fingerprint, INFO, Tags(title=f"={file.stem}"), spec.rights).is_new:
                imported += 1
            else:
                duplicates += 1
    return ImportReport(imported, duplicates, unchanged, 0, tuple(failed))


@pytest.fixture
def aurax(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """``aurax(verb, …)`` → exit status, JSON document, stderr."""
    monkeypatch.setattr(inline, "run_inline", run_by_bytes)
    monkeypatch.setenv("AURAX_HOME", str(tmp_path / "home"))

    def run(*arguments: object) -> tuple[int, Any, str]:
        status = cli.main(["library", *map(str, arguments), "--json"])
        said = capsys.readouterr()
        return status, json.loads(said.out) if said.out else None, said.err

    return run


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        song(tmp_path / "songs", f"{name}.wav", name.encode())
    song(tmp_path / "songs", b"odd\xff.wav", b"odd")
    return tmp_path / "songs"


def test_add_list_and_add_again(aurax: Any, songs: Path) -> None:
    status, document, _ = aurax("add", songs, "--licence", "own", "--may-train", "--proof", "contract 7")
    assert (status, document["imported"], document["tracks"]) == (0, 4, 4)
    _, document, _ = aurax("list")
    assert [t["rights"] for t in document["tracks"]] == [
        {"licence": "own", "may_train": True, "proof": "contract 7"}
    ] * 4
    status, document, _ = aurax("add", songs, "--resume")
    assert (status, document["imported"], document["unchanged"]) == (0, 0, 4)
    assert aurax("list", "=A")[1]["tracks"][0]["id"] == 1


def test_what_is_added_is_analysed_once(aurax: Any, songs: Path) -> None:
    assert aurax("add", songs / "a.wav", "--no-analyze")[1].get("analysis") is None
    _, document, said = aurax("add", songs)
    assert (document["analysis"]["analysed"], document["analysis"]["failed"]) == (4, [])
    assert "4 recordings to analyse" in said
    assert all(track["analysed"] for track in aurax("list")[1]["tracks"])
    assert aurax("add", songs)[1]["analysis"]["analysed"] == 0
    assert aurax("analyze")[1]["analysed"] == 0
    assert aurax("analyze", songs / "a.wav", "--again")[1]["analysed"] == 1


def test_a_song_that_cannot_be_analysed_is_told_and_tried_again_when_asked(aurax: Any, songs: Path) -> None:
    song(songs, "silent.wav", b"mute")
    status, document, said = aurax("add", songs)
    assert (status, document["imported"], document["analysis"]["analysed"]) == (1, 5, 4)
    (failed,) = document["analysis"]["failed"]
    assert (failed["path"], failed["reason"]) == (str(songs / "silent.wav"), "nothing is heard")
    assert "silent.wav: nothing is heard. Play it." in said
    assert aurax("show", songs / "silent.wav")[1]["analysis_failure"] == {"message": "no", "hint": "Play it."}
    status, document, _ = aurax("add", songs)
    assert (status, document["analysis"]["failed"], document["analysis"]["failed_before"]) == (0, [], 1)
    song(songs, "silent.wav", b"loud now")
    assert aurax("rescan")[1]["analysis"]["failed"] == []
    assert aurax("show", songs / "silent.wav")[1]["analysed"]


def test_copies_of_a_recording_are_counted(aurax: Any, songs: Path, capsys: Any) -> None:
    song(songs, "a copy.wav", b"a")
    aurax("add", songs)
    counts = sorted(track["num_places"] for track in aurax("list")[1]["tracks"])
    assert counts == [1, 1, 1, 2]
    assert cli.main(["library", "show", str(songs / "a.wav")]) == 0
    assert "the same recording lies in 2 files" in capsys.readouterr().out


def test_options_and_files_in_any_order(aurax: Any, songs: Path) -> None:
    assert aurax("add", songs / "a.wav", "--licence", "own", songs / "b.wav")[1]["imported"] == 2


def test_rights_stated_later_hold_for_known_files(aurax: Any, songs: Path) -> None:
    aurax("add", songs)
    _, document, _ = aurax("add", songs / "a.wav", "--licence", "CC-BY-4.0")
    assert document["rights_changed"] == 1
    licences = [track["rights"]["licence"] for track in aurax("list")[1]["tracks"]]
    assert sorted(licences) == ["CC-BY-4.0", "unknown", "unknown", "unknown"]
    aurax("add", songs)
    assert [track["rights"]["licence"] for track in aurax("list")[1]["tracks"]] == licences


def test_a_bad_file_is_told_and_the_good_ones_are_there(aurax: Any, songs: Path) -> None:
    song(songs, "bad.wav", b"bad")
    status, document, said = aurax("add", songs)
    assert (status, document["imported"]) == (1, 4)
    assert document["failed"] == [{"path": str(songs / "bad.wav"), "reason": "no audio", "hint": "Export it again."}]
    assert "bad.wav: no audio. Export it again." in said
    assert aurax("list")[1]["num_failures"] == 1


def test_rescan_finds_changed_moved_missing_and_repaired_files(aurax: Any, songs: Path) -> None:
    song(songs, "bad.wav", b"bad")
    aurax("add", songs)
    song(songs, "a.wav", b"a, mixed again")
    song(songs / "new place", "b.wav", b"b")
    aurax("add", songs / "new place")
    (songs / "b.wav").unlink()
    (songs / "c.wav").unlink()
    song(songs, "bad.wav", b"good now")
    status, document, said = aurax("rescan")
    assert (status, document["imported"], document["moved"]) == (1, 2, 1)
    assert document["missing"] == [str(songs / "c.wav")]
    assert "c.wav: the file is not there" in said
    _, shown, _ = aurax("show", songs / "new place" / "b.wav")
    assert shown["locations"] == [str(songs / "new place" / "b.wav")]
    song(songs, "c.wav", b"c")
    status, document, _ = aurax("rescan")
    assert (status, document["missing"]) == (0, [])


def test_show_tells_everything_in_words_and_json(aurax: Any, songs: Path, tmp_path: Path, capsys: Any) -> None:
    aurax("add", songs)
    with Library.open(tmp_path / "home" / "library") as library:
        library.analyses.put(1, analysis())  # type: ignore[arg-type]
    _, document, _ = aurax("show", "1")
    assert (document["tempo_bpm"], document["key"], document["analysis"]["schema"]) == (
        112.0,
        "F minor",
        "aurax.analysis/1",
    )
    assert cli.main(["library", "show", str(songs / "a.wav")]) == 0
    text = capsys.readouterr().out
    assert "112.0 BPM, F minor" in text
    assert "0:10, 44100 Hz, 2 channels" in text


@pytest.mark.parametrize("unknown", ["99", "/no/such/file.wav", "9" * 30])
def test_show_and_remove_what_is_not_there(aurax: Any, unknown: str) -> None:
    for verb in ("show", "remove"):
        status, document, said = aurax(verb, unknown)
        assert (status, document["error"]["type"]) == (1, "UserError")
        assert "There is no track" in said


def test_remove_forgets_and_leaves_the_file(aurax: Any, songs: Path, tmp_path: Path) -> None:
    aurax("add", songs)
    with Library.open(tmp_path / "home" / "library") as library:
        key = library.artifacts.key("stems", {})
        made = library.artifacts.store(key, "x", lambda file: file.write_bytes(b"x"))
        library.separations.put(1, "m", b"{}", key)  # type: ignore[arg-type]
    assert aurax("remove", "1")[0] == 0
    assert (songs / "a.wav").read_bytes() == b"a"
    assert not made.folder.exists()
    assert len(aurax("list")[1]["tracks"]) == 3


def test_verify(aurax: Any, songs: Path) -> None:
    aurax("add", songs)
    assert aurax("verify")[:1] == (0,)
    (songs / "a.wav").unlink()
    status, document, said = aurax("verify")
    assert (status, document["sound"], len(document["problems"])) == (1, False, 1)
    assert "a.wav" in said


def test_backup_and_restore(aurax: Any, songs: Path, tmp_path: Path) -> None:
    aurax("add", songs / "a.wav")
    status, document, _ = aurax("backup", tmp_path / "mine.db")
    assert (status, document["backup"]) == (0, str(tmp_path / "mine.db"))
    aurax("add", songs)
    assert len(aurax("list")[1]["tracks"]) == 4
    status, document, _ = aurax("restore", tmp_path / "mine.db")
    assert status == 0
    assert Path(document["replaced"]).is_dir()
    assert len(aurax("list")[1]["tracks"]) == 1
    assert len(aurax("restore", "--list")[1]["backups"]) >= 1
    (tmp_path / "home" / "library" / "library.db").write_bytes(b"wrecked")
    status, document, _ = aurax("list")
    assert (status, document["error"]["type"]) == (1, "LibraryError")
    assert "aurax library restore" in document["error"]["hint"]
    assert aurax("restore")[0] == 0
    assert aurax("list")[0] == 0


def test_export(aurax: Any, songs: Path, tmp_path: Path, capsys: Any) -> None:
    aurax("add", songs)
    assert len(aurax("export")[1]["tracks"]) == 4
    assert aurax("export", "--format", "csv", "--out", tmp_path / "list.csv")[1]["tracks"] == 4
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text())))
    assert [row["title"] for row in rows][:3] == ["'=a", "'=b", "'=c"]  # no formula for a spreadsheet to run
    assert cli.main(["library", "export"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "aurax.library/1"


def test_words_on_a_terminal_are_printable_whatever_the_name(aurax: Any, songs: Path, capsys: Any) -> None:
    aurax("add", songs)
    for verb in (["list"], ["show", str(songs / os.fsdecode(b"odd\xff.wav"))], ["export", "--format", "csv"]):
        assert cli.main(["library", *verb]) == 0
        capsys.readouterr().out.encode("utf-8")


def test_wrong_usage(aurax: Any) -> None:
    assert aurax()[0] == 2
    assert aurax("add")[0] == 2
    assert aurax("ad")[0] == 2


def test_a_large_library_lists(aurax: Any, tmp_path: Path) -> None:
    with Library.open(tmp_path / "home" / "library") as library:
        fill(library, tmp_path / "songs")
        library.tracks.set_rights(1, Rights("research"))  # type: ignore[arg-type]
    assert len(aurax("list")[1]["tracks"]) == 20
