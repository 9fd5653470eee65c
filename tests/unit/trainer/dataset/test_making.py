"""A data set from a small collection: what lies in it, that it never changes, and that it can be made again alike."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
import soundfile

from engine.cli import main
from engine.core.errors import JobCancelled, UserError
from engine.core.labels import Statement as Said
from engine.jobs.executor_inline import InlineExecutor
from engine.library import Library
from engine.paths import Paths
from tests.small_collection import ARTISTS, BAR, FIRST_BAR, RATE, SILENT_FROM, SILENT_TO, fill, make_songs
from trainer.cli import TRAINER
from trainer.collection.rules import QualityRules
from trainer.collection.statements import Statement, read_statements, state
from trainer.collection.survey import Terms, survey
from trainer.dataset.assemble import export_egs
from trainer.dataset.comparing import compare
from trainer.dataset.making import MadeDataset, Making, bytes_needed, last_plan, make_dataset, stored_plan
from trainer.dataset.manifest import read_manifest, verify
from trainer.dataset.plan import DatasetOptions
from trainer.dataset.planning import make_plan
from trainer.dataset.shards import write_shards
from trainer.dataset.store import open_dataset, record_use, uses

OPTIONS = DatasetOptions(seconds=4.0, model="identity", scores=False)
TERMS = Terms(QualityRules(min_seconds=5.0))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collection")
    make_songs(folder / "songs")
    fill(folder / "home", folder / "songs")
    with Library.open(Paths.under(folder / "home").library) as library:
        first = next(iter(library.tracks.all()))
        said = Said(cultural_markers={"gospel_influence": 0.7}, sub_genre="private school", by="Ear")
        library.labels.say(first.id, said, replace(said, start=0.0, end=3.0, sub_genre=None))
    return folder / "home"


def made(
    home: Path,
    root: Path,
    *,
    options: DatasetOptions = OPTIONS,
    terms: Terms = TERMS,
    on_song: Callable[[str, str], None] = lambda _name, _why: None,
) -> MadeDataset:
    paths = Paths.under(home)
    with Library.open(paths.library) as library:
        found = survey(library, read_statements(home / "training"), terms)
        plan = make_plan("tiny", found, terms, options, library)
        return make_dataset(plan, Making(root, paths, 1.0, on_song=on_song), library, InlineExecutor())


@pytest.fixture(scope="module")
def dataset(home: Path, tmp_path_factory: pytest.TempPathFactory) -> MadeDataset:
    return made(home, tmp_path_factory.mktemp("datasets"))


def documents(dataset: MadeDataset) -> list[dict[str, Any]]:
    return [json.loads(file.read_text()) for file in sorted(dataset.dataset.folder.glob("audio/*/*/*.json"))]


def test_every_segment_is_the_song_from_a_bar_line_on_at_one_level(dataset: MadeDataset, home: Path) -> None:
    folder = dataset.dataset.folder
    sources = {}
    with Library.open(Paths.under(home).library) as library:
        for track in library.tracks.all():
            sources[track.fingerprint[7:23]] = soundfile.read(track.path, dtype="float64")[0]
    for document in documents(dataset):
        samples, rate = soundfile.read(folder / document["file"], dtype="float64")
        assert (rate, samples.shape) == (RATE, (4 * RATE, 2))
        assert (document["start"] - FIRST_BAR) % BAR == pytest.approx(0.0, abs=1e-6)
        source = sources[document["song"]]
        gain = 10.0 ** (-1.0 / 20.0) / np.abs(source).max()
        part = gain * source[document["start_sample"] :][: 4 * RATE]
        assert np.abs(samples - part).max() < 2.0 / 32_768.0 + 1e-6  # 16 bit with triangular dither
        events = document["events"]
        assert events["downbeats"] == [0.0, 2.0]
        assert all(0.0 <= chord["start"] < chord["end"] <= 4.0 for chord in events["chords"])
    for song in {document["song"] for document in documents(dataset)}:
        split = next(document["split"] for document in documents(dataset) if document["song"] == song)
        stem, _ = soundfile.read(folder / f"stems/{split}/{song}/other.flac", dtype="float64")
        assert 20.0 * np.log10(np.abs(stem).max()) == pytest.approx(-1.0, abs=0.01)


def test_silence_is_in_no_segment(dataset: MadeDataset, home: Path) -> None:
    with Library.open(Paths.under(home).library) as library:
        silent = next(t for t in library.tracks.all() if Path(t.path).stem == f"{len(ARTISTS) - 1:02d}")
    own = [document for document in documents(dataset) if document["song"] == silent.fingerprint[7:23]]
    assert own
    assert all(document["end"] <= SILENT_FROM + 2.0 or document["start"] >= SILENT_TO - 2.0 for document in own)
    song = json.loads((dataset.dataset.folder / "songs" / own[0]["song"] / "song.json").read_text())
    assert any("silent" in one["reason"] for one in song["left_out"])


def test_artists_are_on_one_side_and_sidecars_name_nobody(dataset: MadeDataset) -> None:
    songs = [json.loads(file.read_text()) for file in dataset.dataset.folder.glob("songs/*/song.json")]
    sides: dict[str, set[str]] = {}
    for song in songs:
        for key in song["artists"]:
            sides.setdefault(key, set()).add(song["split"])
    assert all(len(own) == 1 for own in sides.values())
    assert {song["split"] for song in songs} == {"train", "validation", "test"}
    for document in documents(dataset):
        text = json.dumps({name: own for name, own in document.items() if name != "labels"}).casefold()
        assert not any(name.casefold() in text for name in ("buhle", "cebo", "dudu", "gugu"))
        assert document["rights"] == "own"
        assert document["region"] == "Soweto"


def test_what_people_say_stands_beside_what_is_scored(dataset: MadeDataset) -> None:
    said = [document for document in documents(dataset) if document["labels"] is not None]
    assert said
    assert all(document["labels"]["cultural_markers"] == {"gospel_influence": 0.7} for document in said)
    assert all(document["genre"] == "private school" for document in said)
    assert len(said[0]["labels"]["segments"]) == 1
    assert said[0]["labels"]["segments"][0]["end"] == pytest.approx(3.0 - said[0]["start"])


def test_other_tools_read_it(dataset: MadeDataset) -> None:
    folder = dataset.dataset.folder
    table = pq.read_table(folder / "tables" / "segments.parquet")
    assert table.num_rows == len(documents(dataset)) == dataset.dataset.document["num_segments"]
    assert set(table["file"].to_pylist()) == {document["file"] for document in documents(dataset)}
    assert pq.read_table(folder / "tables" / "songs.parquet").num_rows == len(ARTISTS)
    for split in ("train", "validation", "test"):
        rows = [json.loads(line) for line in (folder / "audio" / split / "metadata.jsonl").read_text().splitlines()]
        assert all((folder / "audio" / split / row["file_name"]).is_file() for row in rows)
    samples = json.loads((folder / "training_dataset.json").read_text())
    assert [set(sample) for sample in samples] == [{"id", "audio_stems", "features", "metadata"}] * len(ARTISTS)
    assert all((folder / path).is_file() for sample in samples for path in sample["audio_stems"].values() if path)


@pytest.mark.slow  # importing audiocraft takes half a minute
def test_audiocraft_reads_it(dataset: MadeDataset, tmp_path: Path) -> None:
    pytest.importorskip("audiocraft.data.audio_dataset", reason="audiocraft is not installed", exc_type=ImportError)
    from audiocraft.data.audio_dataset import AudioMeta
    from audiocraft.data.music_dataset import MusicInfo

    counts = export_egs(dataset.dataset.folder, tmp_path)
    assert sum(counts.values()) == len(documents(dataset))
    lines = [json.loads(line) for file in tmp_path.glob("*/data.jsonl") for line in file.read_text().splitlines()]
    for line in lines:
        meta = AudioMeta.from_dict(line)
        assert Path(meta.path).is_file()
        info = json.loads(Path(meta.path).with_suffix(".json").read_text())
        extra = {"meta": meta, "seek_time": 0.0, "n_frames": 1, "total_frames": 1, "sample_rate": RATE, "channels": 2}
        extra["audio_tokens"] = None
        music = MusicInfo.from_dict({**info, **extra}, fields_required=True)
        assert music.description == info["description"]
        assert music.bpm == info["bpm"]
        assert music.key == "a minor"


def test_shards_hold_every_clip_with_its_words_and_are_the_same_each_time(dataset: MadeDataset, tmp_path: Path) -> None:
    counts = write_shards(dataset.dataset.folder, tmp_path / "a", shard_bytes=1_000_000)
    write_shards(dataset.dataset.folder, tmp_path / "b", shard_bytes=1_000_000)
    names = sorted(file.name for file in (tmp_path / "a").iterdir())
    assert len(names) > 3
    clips = []
    for name in names:
        content = (tmp_path / "a" / name).read_bytes()
        assert content == (tmp_path / "b" / name).read_bytes()
        with tarfile.open(fileobj=io.BytesIO(content)) as shard:
            clips += [Path(member.name).suffix for member in shard.getmembers()]
    assert clips == [".flac", ".json"] * sum(counts.values())


def test_it_is_hashed_read_only_and_a_change_is_noticed(home: Path, tmp_path: Path) -> None:
    own = made(home, tmp_path).dataset
    assert verify(own.folder) == ()
    files = [own.folder / file.path for file in own.manifest.files]
    assert not any(file.stat().st_mode & 0o222 for file in files)
    assert len(files) + 2 == sum(path.is_file() for path in own.folder.rglob("*"))
    victim = own.folder / own.manifest.files[0].path
    os.chmod(victim, 0o644)  # noqa: PTH101
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(bytes(content))
    (own.folder / "more.txt").write_text("x")
    (own.folder / own.manifest.files[1].path).unlink()
    assert {one.kind for one in verify(own.folder)} == {"changed", "unexpected", "missing"}
    assert [one.kind for one in verify(own.folder, is_quick=True)].count("changed") == 0
    manifest = own.folder / "manifest.json"
    os.chmod(manifest, 0o644)  # noqa: PTH101
    manifest.write_text(manifest.read_text().replace(own.manifest.files[2].sha256, "0" * 64))
    with pytest.raises(UserError, match="root hash"):
        read_manifest(own.folder)


def test_the_same_again_is_the_same_and_a_change_makes_a_new_version(home: Path, tmp_path: Path) -> None:
    first, second = made(home, tmp_path / "a"), made(home, tmp_path / "b")
    assert first.dataset.manifest == second.dataset.manifest, "made twice, it is the same to the last byte"
    again = made(home, tmp_path / "a")
    assert (again.is_new, again.dataset.version) == (False, 1)
    other = made(home, tmp_path / "a", options=replace(OPTIONS, seed=1))
    assert (other.is_new, other.dataset.title) == (True, "tiny/v2")
    assert verify(first.dataset.folder) == ()
    difference = compare(first.dataset, other.dataset)
    assert difference["options"] == {"seed": [0, 1]}
    assert not difference["same"]
    assert open_dataset(tmp_path / "a", "tiny").version == 2
    assert open_dataset(tmp_path / "a", "tiny/v1").manifest == first.dataset.manifest
    record_use(first.dataset, by="a run")
    assert [use["by"] for use in uses(first.dataset)] == ["a run"]
    assert uses(other.dataset) == []


def test_what_a_killed_run_left_goes_also_where_no_song_is_left_to_prepare(
    dataset: MadeDataset, home: Path, tmp_path: Path
) -> None:
    scratch = Paths.under(home).cache / "datasets"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()

    prepared: list[str] = []

    def killed_at_the_end(name: str, _why: str) -> None:
        prepared.append(name)
        if len(prepared) == dataset.dataset.document["num_songs"]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(home, tmp_path, on_song=killed_at_the_end)
    (scratch / f".tmp-{dead.pid}-0123456789ab.f32").touch()

    made(home, tmp_path)

    assert list(scratch.glob(".tmp-*")) == []


def test_a_set_in_the_making_survives_a_new_statement(tmp_path: Path) -> None:
    """Stopped after two songs; then the rights are stated anew: no song is prepared twice, and every paper is right."""
    make_songs(tmp_path / "songs", count=3)
    fill(tmp_path / "home", tmp_path / "songs")
    seen: list[str] = []

    def stop_after_two(name: str, why: str) -> None:
        seen.append(name + why)
        if len(seen) == 2:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        made(tmp_path / "home", tmp_path / "d", on_song=stop_after_two)
    sounds = {file: file.stat().st_mtime_ns for file in (tmp_path / "d").rglob("*.flac")}
    assert len(sounds) > 4
    anew = Statement(place=str(tmp_path / "songs"), rights="licensed", proof="page 3", by="Else", region="Mamelodi")
    state(tmp_path / "home" / "training", anew)
    done = made(tmp_path / "home", tmp_path / "d", on_song=lambda name, why: seen.append(name + why))
    assert len(set(seen)) == len(seen) == 3
    kept = {Path(str(file).replace("v1.making", "v1")): at for file, at in sounds.items()}
    assert all(file.stat().st_mtime_ns == at for file, at in kept.items())
    assert {(own["rights"], own["region"]) for own in documents(done)} == {("licensed", "Mamelodi")}
    assert done.dataset.manifest == made(tmp_path / "home", tmp_path / "fresh").dataset.manifest


def test_the_next_version_prepares_only_what_is_new(tmp_path: Path) -> None:
    make_songs(tmp_path / "songs", count=2)
    fill(tmp_path / "home", tmp_path / "songs")
    first = made(tmp_path / "home", tmp_path / "d").dataset
    whole, damaged = (Path(file.path) for file in first.manifest.files if file.path.endswith("other.flac"))
    os.chmod(first.folder / damaged, 0o644)  # noqa: PTH101
    with (first.folder / damaged).open("r+b") as opened:
        opened.write(b"x")
    make_songs(tmp_path / "songs", count=3)
    fill(tmp_path / "home", tmp_path / "songs")
    state(tmp_path / "home" / "training", Statement(place=str(tmp_path / "songs"), rights="licensed", by="Else"))
    seen: list[str] = []
    second = made(tmp_path / "home", tmp_path / "d", on_song=lambda name, _why: seen.append(name)).dataset
    assert second.title == "tiny/v2"
    assert len(seen) == 2, "the new song, and the one whose stem is not what it was"
    assert damaged.parent.name in seen
    before, after = stored_plan(first.folder), stored_plan(second.folder)
    assert before is not None
    assert after is not None
    moved = {song.name: song.split for song in before.songs if song not in after.songs}
    kept = whole.parent.name
    assert moved[kept] != next(song.split for song in after.songs if song.name == kept), "it went to another split"
    with Library.open(Paths.under(tmp_path / "home").library) as library:
        found = survey(library, read_statements(tmp_path / "home" / "training"), TERMS)
        following = make_plan("tiny", found, TERMS, OPTIONS, library, before=last_plan(tmp_path / "d", "tiny"))
        other = make_plan("tiny", found, TERMS, OPTIONS, library, before=before)
    assert following.songs == after.songs
    sides = {song.name: song.split for song in before.songs}
    assert {song.name: song.split for song in other.songs if song.name in sides} == sides
    if os.name == "posix":
        own = next(second.folder.glob(f"stems/*/{kept}/other.flac"))
        assert own.samefile(first.folder / whole), "sound takes no room twice"
    assert second.manifest == made(tmp_path / "home", tmp_path / "fresh").dataset.manifest
    assert {one.path for one in verify(first.folder)} == {damaged.as_posix()}, "the older version is as it was"


def test_nothing_without_rights_is_in_and_every_exclusion_has_its_reason(tmp_path: Path) -> None:
    make_songs(tmp_path / "songs", count=4)
    (tmp_path / "songs" / "copies").mkdir()
    (tmp_path / "songs" / "copies" / "02 again.wav").write_bytes((tmp_path / "songs" / "02.wav").read_bytes())
    (tmp_path / "songs" / "03 broken.wav").write_bytes(b"RIFF" + bytes(300))
    fill(tmp_path / "home", tmp_path / "songs", rights=None)
    with pytest.raises(UserError, match="no rights"):
        made(tmp_path / "home", tmp_path / "d")
    for name, rights in (("00.wav", "own"), ("01.wav", "research"), ("02.wav", "none")):
        place = str(tmp_path / "songs" / name)
        state(tmp_path / "home" / "training", Statement(place=place, rights=rights, by="T"))
    own = made(tmp_path / "home", tmp_path / "d").dataset
    excluded = {
        Path(one["path"]).name: one["reasons"] for one in json.loads((own.folder / "excluded.json").read_text())
    }
    assert own.document["rights"] == {"own": 1}
    assert own.document["commercial_use"] is True
    assert excluded["01.wav"] == ["it is for research only, and this is not a research data set (--research)"]
    assert excluded["02.wav"] == ["there are no rights to train on it (stated by T)"]
    assert excluded["02 again.wav"] == [f"it holds the same samples as {tmp_path / 'songs' / '02.wav'}"]
    assert excluded["03.wav"] == ["there are no rights to train on it: nobody has stated any"]
    assert excluded["03 broken.wav"][0].startswith("it could not be read: ")
    assert len(excluded) == 5
    research = made(tmp_path / "home", tmp_path / "d", terms=replace(TERMS, allows_research=True)).dataset
    assert research.document["rights"] == {"own": 1, "research": 1}
    assert research.document["commercial_use"] is False
    assert research.title == "tiny/v2"


def test_what_the_disk_cannot_take_is_refused_before_anything_is_prepared(
    home: Path, dataset: MadeDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = stored_plan(dataset.dataset.folder)
    assert plan is not None
    sounds = [file for file in dataset.dataset.manifest.files if file.path.endswith(".flac")]
    assert sum(file.size_bytes for file in sounds) < bytes_needed(plan.songs, plan.options)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage._replace(free=1_000_000))
    with pytest.raises(UserError, match="GB are free"):
        made(home, tmp_path)
    assert not (tmp_path / "tiny" / "v1.making" / "songs").exists()


def test_other_rates_channels_stems_and_scores(tmp_path: Path) -> None:
    make_songs(tmp_path / "songs", count=3, rate=48_000)
    fill(tmp_path / "home", tmp_path / "songs")
    options = replace(OPTIONS, format="wav", channels=1, stems=4, scores=True)
    folder = made(tmp_path / "home", tmp_path / "d", options=options).dataset.folder
    sounds = [soundfile.info(file) for file in folder.rglob("*.wav")]
    assert {(sound.samplerate, sound.channels, sound.subtype) for sound in sounds} == {(44_100, 1, "PCM_16")}
    song = json.loads(next(folder.glob("songs/*/song.json")).read_text())
    assert "log_drum" not in song["stems"]
    assert soundfile.info(folder / song["stems"]["other"]).frames == round(13.0 * 44_100)
    markers = song["cultural_markers"]
    assert len(markers) == 5
    assert all(set(marker) == {"value", "interval", "status"} for marker in markers.values())


def test_reviewed_songs_alone(home: Path, tmp_path: Path) -> None:
    own = made(home, tmp_path, terms=replace(TERMS, needs_review=True)).dataset
    assert own.document["num_songs"] == 1
    assert own.document["num_excluded"] == len(ARTISTS) - 1


def test_the_command_line_goes_all_the_way(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def aurax(*words: str) -> dict[str, Any]:
        assert main(["--home", str(home), "--quiet", "--json", *words], TRAINER) == 0
        document: dict[str, Any] = json.loads(capsys.readouterr().out)
        return document

    rules = ["--min-minutes", "0.1"]
    report = aurax("collection", "report", *rules, "--out", str(tmp_path / "report"))
    assert (report["chosen"], report["rights"]) == (len(ARTISTS), {"own": len(ARTISTS)})
    assert (tmp_path / "report" / "report.md").read_text().startswith(f"# Collection: {len(ARTISTS)} of {len(ARTISTS)}")
    assert "| dataset mix, GB |" in (tmp_path / "report" / "report.md").read_text()
    place = ["--datasets", str(tmp_path / "d")]
    make = ["dataset", "make", "own", *rules, *place, "--seconds", "4", "--stems", "0", "--workers", "1"]
    done = aurax(*make)
    assert (done["dataset"], done["is_new"]) == ("own/v1", True)
    assert aurax("dataset", "verify", "own", *place)["sound"] is True
    assert aurax("dataset", "show", "own", *place)["root_sha256"] == done["root_sha256"]
    assert [row["dataset"] for row in aurax("dataset", "list", *place)["datasets"]] == ["own/v1"]
    assert aurax("dataset", "diff", "own", "own/v1", *place)["same"] is True
    assert sum(
        aurax("dataset", "export", "own", *place, "--as", "audiocraft", "--out", str(tmp_path))["clips"].values()
    )
    assert main(["--home", str(home), "--quiet", *make, "--events"], TRAINER) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [events[0]["event"], events[1]["event"], events[-1]["event"]] == ["begin", "plan", "result"]
    assert events[-1]["is_new"] is False
    assert main(["--home", str(home), "--quiet", "dataset", "show", "nothing"], TRAINER) == 1
    said = capsys.readouterr().err
    assert said.startswith("aurax: There is no data set 'nothing'")


@pytest.mark.slow  # dask starts its workers in a few seconds
def test_on_a_cluster_it_is_the_same_data_set(home: Path, dataset: MadeDataset, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    from engine.jobs.executor_dask import DaskExecutor, DaskOptions

    paths = Paths.under(home)
    with Library.open(paths.library) as library:
        plan = make_plan("tiny", survey(library, read_statements(home / "training"), TERMS), TERMS, OPTIONS, library)
        executor = DaskExecutor(DaskOptions(paths.logs, num_workers=2))
        own = make_dataset(plan, Making(tmp_path, paths, 1.0, is_elsewhere=True), library, executor)
    assert own.dataset.manifest == dataset.dataset.manifest
