"""``aurax score`` as its user meets it: what it rests on, what it writes, says, keeps and refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.encode import write
from engine.audio.files import read
from engine.audio.fingerprint import fingerprint
from engine.cli import main
from engine.core.audio import Audio
from engine.core.labels import MARKERS, Contest
from engine.core.stems import Stem
from engine.exchange.analysis_json import write_analysis
from engine.exchange.culture_json import read_culture
from engine.jobs.inline import run_inline
from engine.jobs.score_song import ScoredSong, ScoreSong
from engine.library import Library
from engine.paths import Paths
from engine.settings import Settings
from tests.culture_songs import TWO_FIVE_ONE, song

KEYS = {"schema", "song", "profile", "versions", "markers", "style", "total", "gate", "contests"}
MARKER_KEYS = {"value", "interval", "status", "evidence", "counter_evidence", "contributions", "why", "coverage"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An analysed song of sixteen bars without stems."""
    place = tmp_path / "jazzy"
    place.mkdir()
    write_analysis(place / "analysis.json", song(TWO_FIVE_ONE, bars=16))
    return place


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with Library.open(Paths.under(home).library) as opened:
        yield opened


def score(home: Path, *words: object) -> int:
    return main(["score", *map(str, words), "--home", str(home), "--quiet"])


def document(folder: Path) -> dict[str, Any]:
    loaded = json.loads((folder / "culture.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def with_stems(folder: Path) -> None:
    """Stems as long as the analysed song: quiet noise, so that none is silent."""
    analysis = song(TWO_FIVE_ONE, bars=16)
    rng = np.random.default_rng(1)
    for stem in Stem:
        samples = 0.05 * rng.standard_normal((1, round(analysis.audio.duration * 8000)))
        write(folder / f"{stem.value}.wav", Audio(samples.astype(np.float32), 8000))


def test_every_key_of_the_contract_is_there(folder: Path, home: Path) -> None:
    assert score(home, folder) == 0

    found = document(folder)
    assert set(found) == KEYS
    assert found["schema"] == "aurax.culture/1"
    assert {"profile", "features", "model", "engine", "analysis", "stems"} <= set(found["versions"])
    assert found["versions"]["stems"] == "none"
    assert set(found["markers"]) <= set(MARKERS)
    for marker in found["markers"].values():
        assert set(marker) >= MARKER_KEYS
        assert (marker["value"] is None) == bool(marker["why"]) == (marker["interval"] is None)
    assert {"probabilities", "family", "family_interval", "named", "why", "descriptors", "typicality"} <= set(
        found["style"]
    )
    assert {"value", "interval", "status", "definition", "parts", "why"} <= set(found["total"])
    assert {"threshold", "alarm", "passed", "alarmed", "reason"} <= set(found["gate"])
    assert not [path for path in folder.iterdir() if path.name.startswith(".tmp")]


def test_what_is_written_is_read_again(folder: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score(home, folder, "--json") == 0

    said = json.loads(capsys.readouterr().out)
    assert read_culture(folder / "culture.json").markers.keys() == said["culture"]["markers"].keys()
    assert said["culture"]["markers"] == document(folder)["markers"]


def test_judging_twice_writes_the_same_bytes(folder: Path, home: Path) -> None:
    assert score(home, folder) == 0
    before = (folder / "culture.json").read_bytes()
    assert score(home, folder) == 0
    assert (folder / "culture.json").read_bytes() == before


def test_the_summary_says_values_intervals_evidence_and_the_total_beside_its_definition(
    folder: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score(home, folder) == 0

    said = capsys.readouterr().out
    found = document(folder)
    for marker in found["markers"].values():
        assert marker["title"] in said
        if marker["value"] is None:
            assert "cannot tell" in said
        else:
            assert f"{marker['value']:.2f}  ({marker['interval'][0]:.2f} to {marker['interval'][1]:.2f})" in said
    assert "bars 1-16, 0:00-0:34" in said  # the ii-V-I goes round from the first bar to the last
    assert "= sqrt(traits x family)" in said
    assert "never blocks an export" in said
    assert "no stems are here" in said


def test_stems_in_the_folder_are_used(folder: Path, home: Path) -> None:
    with_stems(folder)
    assert score(home, folder) == 0

    assert document(folder)["versions"]["stems"] == "given"
    assert document(folder)["song"]["notes"] == []


def test_stems_of_another_song_are_refused(
    folder: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = tmp_path / "others"
    others.mkdir()
    write(others / "drums.wav", Audio(np.zeros((1, 8000), np.float32), 8000))
    assert score(home, folder, "--stems", others) == 1

    assert "lasts 1.00 s" in capsys.readouterr().err
    assert not (folder / "culture.json").exists()


def test_an_output_folder_of_ones_own(folder: Path, home: Path, tmp_path: Path) -> None:
    assert score(home, folder, "--out", tmp_path / "out") == 0

    assert document(tmp_path / "out" / "jazzy")["profile"] == "aurax"
    assert not (folder / "culture.json").exists()


def test_a_folder_of_analysed_songs_is_each_of_them(folder: Path, home: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    (second / "analysis.json").write_bytes((folder / "analysis.json").read_bytes())
    assert score(home, tmp_path) == 0

    assert document(folder)["markers"] == document(second)["markers"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.wav"], "nowhere.wav"),
        (["EMPTY"], "neither a take nor an analysis"),
        (["SONG", "--profile", "aurx"], "no scoring profile aurx"),
        (["SONG", "--gate", "80"], "totals lie between 0 and 1"),
        (["SONG", "--stems", "nowhere"], "no stems in nowhere"),
        (["DAMAGED"], "is not an analysis"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_a_sentence(
    folder: Path, home: Path, tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in (("empty", ""), ("damaged", "{")):
        (tmp_path / name).mkdir()
        if content:
            (tmp_path / name / "analysis.json").write_text(content)
    places = {"SONG": folder, "EMPTY": tmp_path / "empty", "DAMAGED": tmp_path / "damaged"}
    assert score(home, *(places.get(word, word) for word in words)) == 1

    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert not list(tmp_path.rglob("culture.json"))


def judged(library: Library, home: Path, source: Path, **options: Any) -> ScoredSong:
    spec = ScoreSong(str(source), **options)
    done = run_inline(spec, paths=Paths.under(home), settings=Settings(), library=library)
    assert isinstance(done, ScoredSong)
    return done


def known(library: Library, folder: Path) -> tuple[Path, Any]:
    """A recording of the library with its analysis and stems kept, as opening it leaves them."""
    from engine.core.track import AudioInfo, Tags

    with_stems(folder)
    source = folder / "mixture.wav"
    mixture = sum(read(folder / f"{stem.value}.wav").samples for stem in Stem)
    write(source, Audio(np.asarray(mixture, np.float32), 8000))
    audio = read(source)
    info = AudioInfo("wav", "pcm_f32le", 8000, 1, audio.num_samples, source.stat().st_size)
    track = library.tracks.add(source, fingerprint(audio), info, Tags(title="Mine")).track
    analysis = song(TWO_FIVE_ONE, bars=16)
    library.analyses.put(
        track.id,
        replace(analysis, audio=replace(analysis.audio, fingerprint=track.fingerprint, duration=audio.duration)),
    )
    key = library.artifacts.key("song", {"of": "test"})
    with library.artifacts.workspace() as built:
        for stem in Stem:
            (built / f"{stem.value}.wav").write_bytes((folder / f"{stem.value}.wav").read_bytes())
        library.artifacts.adopt(key, built)
    library.separations.put(track.id, "embedded", b"{}", key)
    return source, track


def test_what_the_library_keeps_of_a_song_is_used_and_its_score_is_added(
    library: Library, home: Path, folder: Path
) -> None:
    source, track = known(library, folder)
    done = judged(library, home, source)

    assert done.origin == "stems and analysis of the library"
    assert (done.title, done.fingerprint, done.files) == ("Mine", track.fingerprint, ())
    assert [one.markers for one in library.scores.list(track_id=track.id)] == [done.score.markers]
    judged(library, home, source)
    assert len(library.scores.list(track_id=track.id)) == 1  # the very same is not added again
    judged(library, home, source, threshold=0.5)
    assert [one.gate["threshold"] for one in library.scores.list(track_id=track.id)] == [0.8, 0.5]


def test_a_contest_stands_in_the_score_and_outlives_it(library: Library, home: Path, folder: Path) -> None:
    source, track = known(library, folder)
    contest = Contest(marker="jazz_harmonies", start=2.0, end=8.0, why="it is a hymn", value=0.1, by="Zodwa")
    library.contests.add(track.id, contest)
    out = home / "out"
    judged(library, home, source, folder=str(out))
    judged(library, home, source, folder=str(out), threshold=0.1)

    (stored,) = document(out)["contests"]
    assert (stored["why"], stored["value"], stored["by"]) == ("it is a hymn", 0.1, "Zodwa")
    assert [replace(own, at="") for own in library.contests.list(track.id)] == [contest]


def test_a_song_of_which_nothing_is_known_is_separated_and_analysed(home: Path, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    write(tmp_path / "noise.wav", Audio((0.1 * rng.standard_normal((1, 4 * 22_050))).astype(np.float32), 22_050))
    out = tmp_path / "out"
    assert score(home, tmp_path / "noise.wav", "--out", out) == 0

    names = {path.name for path in (out / "noise").iterdir()}
    assert {"culture.json", "analysis.json", "noise.mid"} <= names
    found = document(out / "noise")
    assert found["song"]["rests_on"] == "analysed now, separated now"
    assert found["versions"]["stems"] == "embedded"
    assert all(marker["value"] is None for marker in found["markers"].values())  # noise has none of them
    assert found["total"]["value"] is None
    assert score(home, tmp_path / "noise.wav", "--out", out) == 0
    assert document(out / "noise")["song"]["rests_on"] == "analysis in its folder, separated now"


def test_cancelling_leaves_nothing(library: Library, home: Path, folder: Path, tmp_path: Path) -> None:
    from engine.core.errors import JobCancelled

    def stop(_progress: object) -> None:
        raise KeyboardInterrupt

    spec = ScoreSong(str(folder), str(tmp_path / "out"))
    with pytest.raises((JobCancelled, KeyboardInterrupt)):
        run_inline(spec, paths=Paths.under(home), settings=Settings(), library=library, on_progress=stop)
    assert not (tmp_path / "out").exists()
