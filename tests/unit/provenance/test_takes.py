"""What a take says of its making, by the job's own steps and the command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.audio.encode import write
from engine.cli import main
from engine.core.audio import Audio
from engine.core.stems import Stem, Stems
from engine.generation.base import Made
from engine.jobs.provenance import UNSIGNED, Provenance, make_known, marked, payload_of, recipe_for_files
from engine.provenance.manifest import validate
from engine.provenance.mark_detect import detect
from engine.provenance.mark_keys import PUBLIC, known_keys
from engine.provenance.recipe_tags import read_recipe

DOCUMENT = {
    "engine": "AURA-X Studio 0.1.0",
    "backend": "musicgen",
    "licence": "CC-BY-NC-4.0",
    "prompt": "soul",
    "seed": 4,
}


def noise(seed: int) -> Audio:
    samples = 0.05 * np.random.default_rng(seed).standard_normal((2, 10 * 32_000))
    return Audio(samples.astype(np.float32), 32_000)


@pytest.fixture(scope="module")
def made() -> Made:
    drums, other = noise(1), noise(2)
    mix = Audio(drums.samples + other.samples, 32_000)
    return Made(mix=mix, stems=Stems({Stem.DRUMS: drums, Stem.OTHER: other}, "test"))


def test_a_take_is_marked_with_its_recipe(made: Made) -> None:
    sound, told = marked(made, dict(DOCUMENT), UNSIGNED)
    found = detect(sound.mix, (PUBLIC,))[0]
    assert f"{found.payload:08x}" == told["watermark"]["payload"]
    assert told["watermark"]["key"] == "aurax"
    assert sound.loudness_lufs is not None
    assert sound.stems is not None
    np.testing.assert_allclose(
        sound.stems[Stem.DRUMS].samples + sound.stems[Stem.OTHER].samples, sound.mix.samples, atol=1e-6
    )
    again, _ = marked(made, dict(DOCUMENT), UNSIGNED)
    np.testing.assert_array_equal(again.mix.samples, sound.mix.samples)


def test_a_take_that_asks_for_no_mark_is_left_as_it_is(made: Made) -> None:
    sound, told = marked(made, dict(DOCUMENT), Provenance(is_neural=False, is_marked=False))
    assert sound is made
    assert "watermark" not in told


def test_the_payload_follows_the_sound_and_not_its_judgement() -> None:
    assert payload_of(DOCUMENT) == payload_of({**DOCUMENT, "gate": {"why": "good"}})
    assert payload_of(DOCUMENT) != payload_of({**DOCUMENT, "seed": 5})


def test_a_secret_key_is_made_and_used(made: Made, tmp_path: Path) -> None:
    sound, told = marked(made, dict(DOCUMENT), Provenance(True, True, tmp_path, "own"))
    assert not detect(sound.mix, (PUBLIC,))[0].is_marked
    assert detect(sound.mix, known_keys(tmp_path))[0].key_id == told["watermark"]["key"]


def test_files_carry_recipe_credits_and_a_manifest_beside(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "take-1"
    write(folder / "mix.wav", made.mix)
    write(folder / "stems" / "drums.wav", made.mix)
    make_known(
        folder, "take-1", recipe_for_files(DOCUMENT), Provenance(True, True, tmp_path / "home", manifest="beside")
    )
    assert read_recipe(folder / "mix.wav")["licence"] == "CC-BY-NC-4.0"
    assert read_recipe(folder / "stems" / "drums.wav")["part"] == "drums"
    assert "CC-BY-NC-4.0" in (folder / "credits.txt").read_text(encoding="utf-8")
    found = validate(folder / "mix.wav")
    assert found is not None
    assert found.is_intact
    assert (folder / "mix.c2pa").is_file()


def test_the_command_line_marks_and_finds(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, out, home = tmp_path / "a.wav", tmp_path / "b.mp3", ["--home", str(tmp_path / "home")]
    write(plain, made.mix)
    assert main(["watermark", "embed", str(plain), "--payload", "2a", "--out", str(out), *home]) == 0
    capsys.readouterr()
    assert main(["watermark", "detect", str(plain), str(out), "--json", *home]) == 0
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert not first["is_marked"]
    assert (second["is_marked"], second["payload"], second["key"]) == (True, "0000002a", "aurax")


@pytest.mark.parametrize(
    "arguments",
    [
        ["watermark", "detect", "nowhere.wav"],
        ["watermark", "embed", "nowhere.wav", "--out", "b.ogg"],
        ["watermark", "embed", "nowhere.wav", "--out", "b.wav", "--payload", "xyz"],
        ["watermark", "embed", "nowhere.wav", "--out", "b.wav", "--key", "nobody"],
        ["watermark", "keys", "--add", "nowhere.key"],
        ["generate", "--show-recipe", "nowhere.wav"],
        ["bench", "watermark", "--clips", "1"],
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, "--home", str(tmp_path / "home")]) == 1
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
