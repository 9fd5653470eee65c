"""``aurax generate`` as its user meets it: files, truth, repetition, changes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mido
import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.core.stems import Stem
from engine.library import Library
from engine.paths import Paths

STEMS = [stem.value for stem in Stem]
WORDS = ["private school, 112 bpm, F minor, Rhodes, zzyzx", "--seconds", "12", "--seed", "7"]


def generate(folder: Path, *words: str, home: Path | None = None) -> int:
    return main(["generate", *words, "--out", str(folder), "--home", str(home or folder / "home"), "--quiet"])


def document(folder: Path, name: str = "take.json") -> dict[str, Any]:
    loaded = json.loads((folder / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def samples(file: Path) -> np.ndarray:
    return soundfile.read(file, dtype="float32")[0]


@pytest.fixture(scope="module")
def take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("takes")
    assert generate(out, *WORDS) == 0
    return out / "take-1"


def test_a_take_has_its_files_and_nothing_else(take: Path) -> None:
    names = {path.relative_to(take).as_posix() for path in take.rglob("*") if path.is_file()}

    assert names >= {"mix.wav", "take.mid", "parts.mid", "take.json", "analysis.json", "culture.json", "chords.lab"}
    assert {f"stems/{stem}.wav" for stem in STEMS} <= names
    assert not [name for name in names if ".tmp" in name]


def test_stems_sum_to_the_mix(take: Path) -> None:
    mix = samples(take / "mix.wav")
    stems = [samples(take / "stems" / f"{stem}.wav") for stem in STEMS]

    assert len(mix) == 12 * 44_100
    assert np.max(np.abs(np.sum(stems, axis=0, dtype=np.float64) - mix)) < 1e-6  # float32 sums
    assert np.max(np.abs(mix)) < 1.0
    assert np.sqrt(np.mean(mix**2)) > 0.02


def test_the_recipe_says_what_was_understood_and_what_was_not(take: Path) -> None:
    recipe = document(take)

    assert recipe["prompt"] == WORDS[0]
    assert "zzyzx" in recipe["ignored"]
    assert any(item["text"] == "112 bpm" for item in recipe["understood"])
    assert (recipe["tempo_bpm"], recipe["key"], recipe["style"]) == (
        112.0,
        {"tonic": "F", "mode": "minor"},
        "private_school",
    )
    assert recipe["seed"] == 7
    assert recipe["backend"] == "sketch"
    assert recipe["gate"]["threshold"] == 0.8
    assert len(recipe["gate"]["history"]) in (1, 2, 3)
    assert recipe["gate"]["history"][recipe["gate"]["kept"] - 1]["reason"] in recipe["gate"]["why"]


def test_every_note_says_where_it_belongs_and_why(take: Path) -> None:
    recipe = document(take)

    for note in recipe["notes"]:
        assert note["stem"] in STEMS
        assert note["reason"]
        chord, section = recipe["chords"][note["chord"]], recipe["sections"][note["section"]]
        step = note["step"]
        assert chord["first_step"] <= step < chord["last_step"]
        assert section["first_bar"] <= step / 16 < section["first_bar"] + section["num_bars"]


def test_midi_and_recipe_agree(take: Path) -> None:
    recipe, midi = document(take), mido.MidiFile(take / "take.mid")
    names = {"drums": "Drums", "bass": "Bass", "vocals": "Vocals", "other": "Other", "log_drum": "Log drum"}
    tempo = next(m.tempo for m in midi.tracks[0] if m.type == "set_tempo")

    assert mido.tempo2bpm(tempo) == pytest.approx(112.0, abs=1e-3)
    for track in midi.tracks[1:]:
        stem = next(stem for stem, name in names.items() if name == track.name)
        now, onsets = 0, []
        for message in track:
            now += message.time
            if message.type == "note_on" and message.velocity:
                onsets.append((mido.tick2second(now, midi.ticks_per_beat, tempo), message.note))
        wanted = {(n["onset"], n["pitch"]) for n in recipe["notes"] if n["stem"] == stem and n["role"] != "fx"}
        assert len(onsets) == pytest.approx(len(wanted), abs=0.02 * len(wanted) + 1)  # two on one tick are one
        for time, pitch in onsets:
            assert min(abs(time - onset) for onset, own in wanted if own == pitch) < 0.001


def test_the_analysis_is_the_truth_of_the_recipe(take: Path) -> None:
    recipe, analysis = document(take), document(take, "analysis.json")

    assert analysis["schema"] == "aurax.analysis/1"
    assert analysis["tempo_bpm"] == 112.0
    assert [chord["start"] for chord in analysis["chords"]] == pytest.approx(
        [chord["start"] for chord in recipe["chords"]], abs=1e-5
    )
    assert analysis["audio"]["fingerprint"] == recipe["audio"]["fingerprint"]
    assert analysis["theory"]["harmonic"]


def test_the_same_command_gives_the_same_take(take: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, *WORDS) == 0

    again = tmp_path / "take-1"
    assert (again / "mix.wav").read_bytes() == (take / "mix.wav").read_bytes()
    for name in ("take.json", "culture.json", "analysis.json"):
        assert (again / name).read_bytes() == (take / name).read_bytes()


def test_another_seed_gives_another_take(take: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, *WORDS[:-1], "8") == 0

    assert not np.array_equal(samples(tmp_path / "take-1" / "mix.wav"), samples(take / "mix.wav"))


def test_a_take_is_made_again_from_its_recipe(take: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, "--from", str(take), "--seed", "99") == 0

    assert np.array_equal(samples(tmp_path / "take-1" / "mix.wav"), samples(take / "mix.wav"))


def notes_of(folder: Path, *roles: str) -> list[tuple[float, int, int]]:
    recipe = document(folder)
    return [(n["onset"], n["pitch"], n["velocity"]) for n in recipe["notes"] if n["role"] in roles]


def test_a_busier_log_drum_leaves_the_rest_alone(take: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, "--from", str(take), "busier log drum") == 0

    changed = tmp_path / "take-1"
    assert len(notes_of(changed, "log_drum")) > len(notes_of(take, "log_drum"))
    for role in ("kick", "shaker", "clap", "rim", "pad"):
        assert notes_of(changed, role) == notes_of(take, role)
    assert document(changed)["blueprint"]["lineage"] == ["busier log drum"]


def test_new_chords_keep_the_drums(take: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, "--from", str(take), "new chords, keep the drums", "--seed", "3") == 0

    changed = tmp_path / "take-1"
    roman = [[chord["roman"] for chord in document(folder)["chords"]] for folder in (take, changed)]
    assert roman[0] != roman[1]
    assert notes_of(changed, "kick", "shaker", "clap") == notes_of(take, "kick", "shaker", "clap")


def test_one_section_is_replaced_and_the_others_stay(take: Path, tmp_path: Path) -> None:
    sections = document(take)["sections"]
    last = len(sections)
    assert generate(tmp_path, "--from", str(take), "--section", str(last), "--seed", "5") == 0

    before, after = document(take)["notes"], document(tmp_path / "take-1")["notes"]
    assert [n for n in before if n["section"] < last - 1] == [n for n in after if n["section"] < last - 1]
    assert [n for n in before if n["section"] == last - 1] != [n for n in after if n["section"] == last - 1]


def test_stems_in_24_bit_sum_to_the_mix_exactly(tmp_path: Path) -> None:
    words = ["soulful", "--seconds", "4", "--seed", "1", "--format", "pcm24", "--loudness", "-18"]
    assert generate(tmp_path, *words) == 0

    stems = [samples(tmp_path / "take-1" / "stems" / f"{stem}.wav") for stem in STEMS]
    assert soundfile.info(tmp_path / "take-1" / "mix.wav").subtype == "PCM_24"
    assert np.array_equal(np.sum(stems, axis=0, dtype=np.float32), samples(tmp_path / "take-1" / "mix.wav"))


def test_several_takes_stand_in_the_library(tmp_path: Path) -> None:
    assert generate(tmp_path, "sgija", "--seconds", "6", "--takes", "2", "--seed", "1") == 0

    assert {path.name for path in tmp_path.glob("take-*")} == {"take-1", "take-2"}
    with Library.open(Paths.under(tmp_path / "home").library) as library:
        kept = list(library.takes.list())
    assert [take.seed for take in kept] == [1, 2]
    assert kept[0].artifact == document(tmp_path / "take-1")["audio"]["fingerprint"]


def test_another_take_is_never_overwritten(tmp_path: Path) -> None:
    for seed in ("1", "2", "2"):
        assert generate(tmp_path, "tech", "--seconds", "4", "--seed", seed) == 0

    assert {path.name for path in tmp_path.glob("take-*")} == {"take-1", "take-2"}
    assert document(tmp_path / "take-1")["seed"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x", "--bpm", "900"], "--bpm 900"),
        (["x", "--seconds", "0"], "--seconds 0"),
        (["x", "--key", "H quark"], "names no key"),
        (["x", "--style", "polka"], "no style 'polka'"),
        (["x", "--backend", "musicgen"], "is not installed"),
        (["x", "--backend", "tuba"], "no model called 'tuba'"),
        (["x", "--gate", "8"], "totals lie between 0 and 1"),
        (["x", "--without", "tuba"], "no role 'tuba'"),
        (["x", "--redraw", "harmony"], "--from"),
        (["--from", "nowhere"], "no take at"),
        (["x", "--sound", "keys=/nowhere.sf2"], "nowhere.sf2"),
        (["x", "--sound", "keys=/nowhere.txt"], "neither"),
        ([], "what you want to hear"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(
    tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(tmp_path / "out", *words, home=tmp_path / "home") == 1

    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_json_is_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(tmp_path, "classic", "--seconds", "4", "--seed", "1", "--json") == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["takes"][0]["files"]
    assert answer["takes"][0]["audio"]["stems_residual_db"] <= -100.0


def test_plan_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(tmp_path / "out", "classic", "--plan", "--seed", "1", home=tmp_path / "home") == 0

    assert "bars" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_take_is_exported_for_a_daw(take: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = ["--as", "stems", "--as", "midi", "--as", "picture"]
    words = ["export", str(take), *forms, "--out", str(tmp_path), "--json", "--quiet"]
    assert main([*words, "--home", str(tmp_path / "home")]) == 0

    files = json.loads(capsys.readouterr().out)["files"]
    assert "112bpm_Fmin_01_drums.wav" in files
    assert "112bpm_Fmin_take-1.mid" in files
    assert (tmp_path / "take-1" / "arrangement.png").stat().st_size > 5_000


@pytest.mark.parametrize(
    ("voice", "option"),
    [({"source": "vst3", "file": "/x/Evil.vst3"}, "--sound"), ({"effect": "/x/Evil.vst3"}, "--effect")],
)
def test_a_recipe_starts_no_plug_in_that_was_not_named(
    take: Path, tmp_path: Path, voice: dict[str, str], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = document(take)
    recipe["blueprint"]["voices"]["keys"] |= voice
    (tmp_path / "take.json").write_text(json.dumps(recipe), encoding="utf-8")

    assert generate(tmp_path / "out", "--from", str(tmp_path), home=tmp_path / "home") == 1

    said = capsys.readouterr().err
    assert "runs the plug-in" in said
    assert f"{option} keys=/x/Evil.vst3" in said
