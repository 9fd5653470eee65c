"""Takes of sound while they are made, and told section by section: end to end on a tiny checkpoint."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.core.analysis import Analysis, AudioFacts
from engine.core.audio import Audio
from engine.core.jobs import Progress
from engine.generation.wishes import Wishes
from engine.jobs import inline, sound_preview
from engine.jobs.generate_sound import GenerateSound
from engine.jobs.provenance import UNSIGNED, marked_sound, payload_of
from engine.jobs.sound_preview import SoundPreview
from engine.jobs.sound_sections import form_of, tempo_by_section
from tests.jobs.test_growing_take import Watcher
from tests.tiny_musicgen import write_transformers

PROMPT = "private school amapiano, 112 bpm, F minor, warm rhodes"
LARGEST_DIFFERENCE = 1e-3
"""Of the loudest sample: streamed sound against the finished take (2e-7 was measured with this tiny codec, whose LSTM
forgets sooner than a published one's)."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_transformers(tmp_path_factory.mktemp("models") / "tiny", "mono")


def generate(out: Path, model: Path, *words: str) -> int:
    command = ["generate", PROMPT, *words, "--backend", "musicgen", "--model", str(model), "--device", "cpu"]
    return main([*command, "--seed", "7", "--no-gate", "--out", str(out), "--home", str(out / "home"), "--json"])


def recipe(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "take.json").read_text(encoding="utf-8"))
    return loaded


def test_a_take_is_heard_while_it_is_made(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    heard: list[np.ndarray] = []
    stages: list[str] = []
    take, run = SoundPreview.take, inline.run_inline

    def keep(self: SoundPreview, sound: Audio, start: float) -> None:
        take(self, sound, start)
        assert self.file is not None
        assert self.file.name == "preview-take-1.wav"
        heard.append(soundfile.read(self.file, dtype="float32", always_2d=True)[0].T)

    def listening(spec: Any, **rest: Any) -> Any:
        def note(progress: Progress) -> None:
            stages.append(progress.stage)

        return run(spec, **{**rest, "on_progress": note})

    monkeypatch.setattr(sound_preview.SoundPreview, "take", keep)
    monkeypatch.setattr("engine.jobs.context.MIN_SECONDS_BETWEEN_PROGRESS", 0.0)
    monkeypatch.setattr(inline, "run_inline", listening)
    assert generate(tmp_path, model, "--seconds", "4", "--preview", "--sections") == 0
    (told,) = json.loads(capsys.readouterr().out)["takes"]
    mix = soundfile.read(tmp_path / "take-1" / "mix.wav", dtype="float32", always_2d=True)[0].T
    document = recipe(tmp_path / "take-1")

    assert [block.shape[1] for block in heard] == [32_000, 64_000, 96_000, 128_000]
    plain = {name: value for name, value in document.items() if name not in ("schema", "preview")}
    marked = marked_sound(Audio(heard[-1], 32_000), plain, UNSIGNED).samples  # the take is marked, the preview is not
    difference = float(np.abs(marked - mix).max() / np.abs(mix).max())
    assert difference < LARGEST_DIFFERENCE
    assert not list(tmp_path.glob("preview-*"))
    assert any("GB of memory" in stage for stage in stages)
    assert any("the first 1.0 s are in preview-take-1.wav" in stage for stage in stages)
    assert 0.0 < document["preview"]["first_sound_seconds"] == told["seconds"]["first_sound"]
    assert b"first_sound" not in (tmp_path / "take-1" / "mix.wav").read_bytes()
    assert int(document["watermark"]["payload"], 16) == payload_of(plain)
    sections = document["sections"]["told"]
    assert sections == told["sections"]["told"]
    assert sections[0]["start"] == 0.0
    assert all("112 bpm" in each["words"] and "F minor" in each["words"] for each in sections)
    assert [each["label"] for each in document["heard"]["tempo_by_section"]] == [each["label"] for each in sections]


def test_the_window_hears_the_first_take_while_it_is_made(model: Path, tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    spec = GenerateSound("amapiano", str(tmp_path / "out"), 7, model=str(model), device="cpu", is_gated=False)
    made = watcher.work(replace(spec, options=Wishes(seconds=2.0), is_watched=True))
    assert [told.audible for told in watcher.told] == [32_000, 64_000]
    mix = soundfile.read(Path(made.takes[0].folder) / "mix.wav", dtype="float32", always_2d=True)[0].T
    # the take is marked inaudibly, the preview is not
    assert np.corrcoef(watcher.heard.ravel(), mix.ravel())[0, 1] > 0.999
    assert not Path(watcher.told[-1].file).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--decoder", "reference", "--preview"), "hands over no sound on its way"),
        (("--decoder", "reference", "--sections"), "takes one prompt for the whole piece"),
    ],
)
def test_audiocrafts_own_loop_says_what_it_cannot(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert generate(tmp_path, model, "--seconds", "4", *words) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("*take-*"))


def test_the_preview_begins_anew_and_is_not_written_for_every_block(tmp_path: Path) -> None:
    preview = SoundPreview(tmp_path / "preview-take-1.wav", "float32")
    writes = 0
    for number in range(40):
        before = preview._written
        preview.take(Audio(np.full((1, 100), number / 100, np.float32), 16_000), number * 100 / 16_000)
        writes += preview._written != before
    assert 10 < writes < 16
    preview.take(Audio(np.ones((1, 50), np.float32), 16_000), 0.0)
    assert np.array_equal(soundfile.read(tmp_path / "preview-take-1.wav")[0], np.ones(50))
    nobody = SoundPreview(None, "float32")
    nobody.take(Audio(np.ones((1, 50), np.float32), 16_000), 0.0)
    assert nobody.words == ""


def test_the_form_is_the_styles_or_the_words_and_does_not_depend_on_the_seed() -> None:
    long = form_of("private school, 112 bpm", Wishes(), 180.0)
    assert long == form_of("private school, 112 bpm", Wishes(), 180.0)
    assert long.tempo_bpm == 112.0
    assert len(long.sections) > 3
    spelt = form_of("112 bpm, intro 8 bars, drop 16 bars, outro 8 bars", Wishes(), 70.0)
    assert [section.label for section in spelt.sections] == ["intro", "drop", "outro"]


def test_the_tempo_of_each_section_shows_a_drift() -> None:
    """Ten seconds at 120 BPM, then ten 5 % slower."""
    first, second = np.arange(0.0, 10.0, 0.5), np.arange(10.0, 20.0, 0.5 / 0.95)
    facts = AudioFacts(20.0, 32_000, 1, "", None, None)
    analysis = Analysis(engine="", audio=facts, tempo_bpm=120.0, beats=(*first.tolist(), *second.tolist()))
    told = [{"start": 0.0, "label": "INTRO"}, {"start": 10.0, "label": "DROP"}, {"start": 25.0, "label": "OUTRO"}]
    rows = tempo_by_section(analysis, told)

    assert [row["label"] for row in rows] == ["INTRO", "DROP"]
    assert [(row["start"], row["end"]) for row in rows] == [(0.0, 10.0), (10.0, 20.0)]
    assert rows[0]["tempo_bpm"] == pytest.approx(120.0, abs=0.1)
    assert rows[1]["tempo_bpm"] == pytest.approx(114.0, abs=0.1)
    assert rows[1]["drift_percent"] == pytest.approx(-5.0, abs=0.1)
    silent = tempo_by_section(replace(analysis, beats=(), tempo_bpm=None), told)
    assert {row["tempo_bpm"] for row in silent} == {None}
