"""``aurax export TAKE --as dawproject|stem-pack|loops|rekordbox|jams``: files that appear together and read back."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import mutagen
import numpy as np
import pytest
import soundfile

from engine.audio.files import write
from engine.cli import main
from engine.core.audio import Audio
from engine.core.errors import JobCancelled
from engine.core.events import NoteEvent
from engine.core.jobs import Progress
from engine.core.stems import Stem
from engine.exchange.edits_json import Edits, write_edits
from engine.exchange.midi import write_midi
from engine.jobs.export_song import ExportSong
from engine.jobs.inline import run_inline
from engine.paths import Paths
from engine.settings import Settings
from tests.dawproject_rules import broken
from tests.export_songs import RATE, SECONDS, analysis, stem_audio, take_folder


@pytest.fixture
def take(tmp_path: Path) -> Path:
    return take_folder(tmp_path)


def export(take: Path, *more: str) -> list[str]:
    return [
        "export",
        str(take),
        "--out",
        str(take.parent / "out"),
        "--home",
        str(take.parent / "home"),
        "--quiet",
        *more,
    ]


def document(capsys: pytest.CaptureFixture[str]) -> dict:
    found = json.loads(capsys.readouterr().out)
    folder = Path(found["folder"])
    assert all((folder / name).is_file() for name in found["files"])
    return found


def test_a_project_holds_every_stem_and_its_notes(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(export(take, "--as", "dawproject", "--json")) == 0
    found = document(capsys)
    with zipfile.ZipFile(Path(found["folder"]) / found["files"][0]) as archive:
        root = ET.fromstring(archive.read("project.xml"))
        for stem in Stem:
            assert archive.read(f"audio/{stem.value}.wav") == (take / "stems" / f"{stem.value}.wav").read_bytes()
        title = ET.fromstring(archive.read("metadata.xml")).findtext("Title")
    assert broken(root) == []
    assert title == "Dlala <Song> & more"
    names = [track.get("name") for track in root.findall("Structure/Track")]
    assert names == ["Drums", "Bass", "Bass notes", "Vocals", "Other", "Log drum", "Log drum notes", "Master"]


def test_bits_and_stems_of_a_project_are_a_choice(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(export(take, "--as", "dawproject", "--bits", "16", "--only", "bass", "--json")) == 0
    found = document(capsys)
    with zipfile.ZipFile(Path(found["folder"]) / found["files"][0]) as archive:
        assert [name for name in archive.namelist() if name.endswith(".wav")] == ["audio/bass.wav"]
        with archive.open("audio/bass.wav") as file:
            assert soundfile.info(file).subtype == "PCM_16"
    assert [path.name for path in Path(found["folder"]).iterdir()] == found["files"]


def test_the_mixer_of_a_project_stands_as_it_was_asked(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wishes = ["--gain", "bass=-6", "--pan", "bass=-1", "--mute", "vocals", "--solo", "log_drum", "--gain", "other=-60"]
    assert main(export(take, "--as", "dawproject", *wishes, "--json")) == 0
    found = document(capsys)
    with zipfile.ZipFile(Path(found["folder"]) / found["files"][0]) as archive:
        root = ET.fromstring(archive.read("project.xml"))
    assert broken(root) == []
    strips = {
        track.get("name"): (
            round(float(track.find("Channel/Volume").get("value")), 4),
            float(track.find("Channel/Pan").get("value")),
            track.find("Channel/Mute").get("value"),
            track.find("Channel").get("solo"),
        )
        for track in root.findall("Structure/Track")
    }
    assert strips["Bass"] == (0.5012, 0.0, "false", "false")  # -6 dB
    assert strips["Vocals"] == (1.0, 0.5, "true", "false")
    assert strips["Log drum"] == (1.0, 0.5, "false", "true")
    assert strips["Other"][0] == 0.0, "the lowest gain is silence"
    assert strips["Bass notes"] == strips["Master"] == strips["Drums"] == (1.0, 0.5, "false", "false")


def test_a_mix_without_a_project_is_told(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(export(take, "--as", "jams", "--mute", "vocals")) == 1
    assert "--mute says something about dawproject" in capsys.readouterr().err
    assert main(export(take, "--as", "dawproject", "--pan", "bass=2")) == 1
    assert "-1 (left)" in capsys.readouterr().err


def test_the_users_edits_are_in_the_project(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_edits(take, Edits(notes={Stem.BASS: (NoteEvent(1.0, 1.5, 50, 90),)}))
    assert main(export(take, "--as", "dawproject", "--as", "jams", "--only", "bass", "--json")) == 0
    found = document(capsys)
    folder = Path(found["folder"])
    with zipfile.ZipFile(folder / "take-1.dawproject") as archive:
        notes = ET.fromstring(archive.read("project.xml")).iter("Note")
    assert [note.get("key") for note in notes] == ["50"]
    heard = json.loads((folder / "take-1.jams").read_text("utf-8"))["annotations"]
    bass = next(a for a in heard if a["sandbox"].get("stem") == "bass")
    assert [seen["value"] for seen in bass["data"]] == [50]


def test_a_take_without_stems_is_its_mix(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (take / "stems").iterdir():
        file.unlink()
    assert main(export(take, "--as", "dawproject", "--json")) == 0
    found = document(capsys)
    with zipfile.ZipFile(Path(found["folder"]) / found["files"][0]) as archive:
        assert "audio/mix.wav" in archive.namelist()
    assert main(export(take, "--as", "stem-pack")) == 1
    assert "There are no stems" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "suffix", "subtype"),
    [
        ((), ".wav", "PCM_24"),
        (("--bits", "16"), ".wav", "PCM_16"),
        (("--bits", "32f"), ".wav", "FLOAT"),
        (("--format", "flac"), ".flac", "PCM_24"),
        (("--format", "mp3"), ".mp3", "MPEG_LAYER_III"),
    ],
)
def test_stem_packs_are_named_by_tempo_and_key(
    take: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], suffix: str, subtype: str
) -> None:
    assert main(export(take, "--as", "stem-pack", *options, "--json")) == 0
    found = document(capsys)
    assert found["files"] == [f"take-1 - 120 BPM - Fm - {stem.value}{suffix}" for stem in Stem]
    for name, stem in zip(found["files"], Stem, strict=True):
        path = Path(found["folder"]) / name
        samples, rate = soundfile.read(path, always_2d=True)
        assert (soundfile.info(path).subtype, rate) == (subtype, RATE)
        expected = stem_audio(stem).samples.T
        if suffix == ".mp3":
            assert mutagen.File(path).info.length == pytest.approx(SECONDS, abs=0.1)
        else:
            np.testing.assert_allclose(samples, expected, atol=2.0**-14)


def test_the_songs_midi_is_copied(take: Path, tmp_path: Path) -> None:
    write_midi(take / "take-1.mid", analysis())
    spec = ExportSong(str(take), str(tmp_path / "out"), "take-1", ("midi",))
    result = run_inline(spec, paths=Paths.under(tmp_path / "home"), settings=Settings(), library=None)
    (name,) = result.files
    assert (tmp_path / "out" / name).read_bytes() == (take / "take-1.mid").read_bytes()
    assert name.startswith("120bpm_Fmin_")


def test_stems_in_another_format_are_a_pack(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(export(take, "--as", "stems", "--format", "flac", "--only", "drums", "--json")) == 0
    assert document(capsys)["files"] == ["take-1 - 120 BPM - Fm - drums.flac"]


def test_stems_louder_than_full_scale_are_not_clipped(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loud = Audio(np.full((2, 1000), 1.5, np.float32), RATE)
    write(take / "stems" / "bass.wav", loud)
    assert main(export(take, "--as", "stem-pack", "--only", "bass", "--json")) == 0
    found = document(capsys)
    assert soundfile.read(Path(found["folder"]) / found["files"][0])[0].max() == 1.5
    assert main(export(take, "--as", "stem-pack", "--only", "bass", "--bits", "16", "--json")) == 0
    assert "3.5 dB louder" in document(capsys)["notes"][0]


def test_loops_of_every_section_and_of_given_bars(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(export(take, "--as", "loops", "--json")) == 0
    found = document(capsys)
    assert "take-1 - 120 BPM - Fm - drop - bars 3-4 - vocals.wav" in found["files"]
    assert len(found["files"]) == 9
    assert found["notes"] == ["vocals is silent in bars 1-2: no loop was written"]
    assert main(export(take, "--as", "loops", "--bars", "2-3", "--only", "log_drum", "--json")) == 0
    (name,) = document(capsys)["files"]
    assert name == "take-1 - 120 BPM - Fm - bars 2-3 - log_drum.wav"


def test_the_notes_of_loops_begin_at_their_first_tick(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import mido

    assert main(export(take, "--as", "loop-midi", "--bars", "1-2", "--json")) == 0
    found = document(capsys)
    names = {name.rsplit(" - ", 1)[1]: name for name in found["files"]}
    assert names["log_drum.mid"] == "take-1 - 120 BPM - Fm - bars 1-2 - log_drum.mid"
    assert set(names) == {"bass.mid", "log_drum.mid"}, "the other stems have no notes"
    for name in names.values():
        file = mido.MidiFile(Path(found["folder"]) / name)
        assert file.length == pytest.approx(4.0, abs=0.002), "two bars at 120 BPM, though its last note ends before"
    assert main(export(take, "--as", "loop-midi", "--bars", "3-4")) == 1
    assert "no notes" in capsys.readouterr().err


def test_songs_share_a_collection(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second = take_folder(take.parent, "take 2 é#", analysis(metadata={"title": "\x01<b>"}))
    words = export(take, "--as", "rekordbox", "--json")
    assert main([words[0], words[1], str(second), *words[2:]]) == 0
    found = json.loads(capsys.readouterr().out)["songs"]
    collection = Path(found[0]["collection"])
    assert collection == take.parent / "out" / "rekordbox.xml"
    assert (Path(found[0]["folder"]) / found[0]["files"][0]).resolve() == collection.resolve()
    rows = ET.parse(collection).getroot().findall("COLLECTION/TRACK")
    assert [row.get("Name") for row in rows] == ["Dlala <Song> & more", "<b>"]
    assert rows[1].get("Location").endswith("/take%202%20%C3%A9%23/mix.wav")
    assert rows[0].get("Kind") == "WAV File"


def test_a_file_in_the_way_of_a_collection_is_kept(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = take.parent / "mine.xml"
    mine.write_text("<playlist/>", "utf-8")
    assert main(export(take, "--as", "rekordbox", "--as", "jams", "--collection", str(mine))) == 1
    assert "no rekordbox XML" in capsys.readouterr().err
    assert not (take.parent / "out").exists()
    assert mine.read_text("utf-8") == "<playlist/>"


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (("--as", "dawprojekt"), 1, "dawproject"),
        (("--as", "stem-pack", "--format", "ogg"), 2, "ogg"),
        (("--as", "stem-pack", "--format", "flac", "--bits", "32f"), 1, "FLAC holds no"),
        (("--as", "stem-pack", "--format", "mp3", "--bits", "16"), 1, "MP3 has no bits"),
        (("--as", "loops", "--bars", "3-1"), 2, "expected two bars"),
        (("--as", "loops", "--bars", "0-4"), 2, "expected two bars"),
        (("--as", "loops", "--bars", "4-9"), 1, "bars 1-4"),
        (("--as", "loops", "--only", "guitar"), 2, "guitar"),
        (("--bars", "1-2"), 1, "--as loops"),
        (("--as", "jams", "--format", "flac"), 1, "--as stem-pack"),
    ],
)
def test_bad_requests_are_answered_in_a_sentence(
    take: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], status: int, words: str
) -> None:
    assert main(export(take, *options)) == status
    said = capsys.readouterr()
    assert words in said.err
    assert "Traceback" not in said.err
    assert [path for path in (take.parent / "out").rglob("*") if path.is_file()] == []


def test_all_files_appear_or_none(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (take / "stems" / "other.wav").write_bytes(b"RIFF")
    assert main(export(take, "--as", "jams", "--as", "stem-pack", "--as", "loops")) == 1
    assert "Cannot read" in capsys.readouterr().err
    assert not (take.parent / "out" / "take-1").exists()


def test_a_folder_that_cannot_be_written_is_said(take: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (take.parent / "out").mkdir()
    (take.parent / "out" / "take-1").write_text("in the way", "utf-8")
    assert main(export(take, "--as", "dawproject")) == 1
    said = capsys.readouterr().err
    assert "Cannot write to" in said
    assert "Traceback" not in said


def test_a_cancelled_export_leaves_nothing(take: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.jobs.context.MIN_SECONDS_BETWEEN_PROGRESS", 0.0)
    spec = ExportSong(str(take), str(tmp_path / "out"), "take-1", ("stem-pack", "loops"))

    def stop(progress: Progress) -> None:
        if progress.stage == "loops":
            raise KeyboardInterrupt

    with pytest.raises(JobCancelled):
        run_inline(spec, paths=Paths.under(tmp_path / "home"), settings=Settings(), library=None, on_progress=stop)
    assert not (tmp_path / "out").exists()
