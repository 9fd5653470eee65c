"""The separation bench on songs of two seconds with separators whose answers are known."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.files import write
from engine.cli import bench_separation, main
from engine.cli.bench_separation import measure
from engine.cli.console import Console
from engine.cli.separation_bench import test_set as own_set
from engine.cli.separation_bench.conditions import CONDITIONS
from engine.cli.separation_bench.methods import Kind, Method, models, peers
from engine.cli.separation_bench.references import Clip, LogDrumTruth, find_references, load_clip
from engine.cli.separation_bench.report import table
from engine.cli.separation_bench.scores import comparable, log_drum_scores, onset_scores, score, stem_scores
from engine.core.audio import Audio
from engine.core.errors import JobCancelled, ModelNotInstalled, UserError
from engine.core.jobs import Report
from engine.core.stems import Stem, Stems
from engine.paths import Paths
from engine.separation.identity import IdentitySeparator
from engine.separation.registry import CASCADES
from engine.separation.setup import Setup
from engine.settings import Settings
from tests.signals import noise, place, silence, sine

RATE = 44_100
SECONDS = 2.0


def song(*, has_log_drum: bool = True, seconds: float = SECONDS) -> dict[Stem, Audio]:
    """Stems that hardly overlap in frequency; the log drum is struck at 0.25 s and every half second after it."""
    stroke = sine(87.0, 0.3, amplitude=0.6).samples[0] * np.exp(-np.arange(round(0.3 * RATE)) / (0.08 * RATE))
    strokes = [(0.25 + 0.5 * index, stroke.astype(np.float32)) for index in range(int(2 * seconds))]
    return {
        Stem.DRUMS: noise(seconds, amplitude=0.02),
        Stem.BASS: sine(45.0, seconds, amplitude=0.2),
        Stem.VOCALS: sine(700.0, seconds, amplitude=0.1),
        Stem.OTHER: sine(2_000.0, seconds, amplitude=0.05),
        Stem.LOG_DRUM: place(strokes, seconds) if has_log_drum else silence(seconds),
    }


def mix(stems: dict[Stem, Audio]) -> Audio:
    return Audio(np.sum([audio.samples for audio in stems.values()], axis=0, dtype=np.float32), RATE)


def clip(*, has_log_drum: bool = True, seconds: float = SECONDS) -> Clip:
    stems = song(has_log_drum=has_log_drum, seconds=seconds)
    onsets = tuple(0.25 + 0.5 * index for index in range(int(2 * seconds))) if has_log_drum else ()
    return Clip("song", mix(stems), stems, LogDrumTruth(has_log_drum, onsets, "log_drum" if has_log_drum else "tom"))


def put(folder: Path, stems: dict[Stem, Audio], *, has_mixture: bool = True) -> None:
    """A song as MUSDB18-HQ lays it out."""
    for stem, audio in stems.items():
        write(folder / f"{stem.value}.wav", audio)
    if has_mixture:
        write(folder / "mixture.wav", mix(stems))


@pytest.fixture
def console(tmp_path: Path) -> Console:
    return Console(Paths.under(tmp_path / "home"), Settings(), quiet=True, out=io.StringIO(), err=io.StringIO())


@dataclass
class Fake:
    """The true stems plus a tenth of the mixture, and a count of the clips it heard."""

    name: str = "fake"
    revision: str = "1"
    heard: list[str] = field(default_factory=list)

    @property
    def method(self) -> Method:
        return Method(self.name, Kind.MODEL, self.revision, self.separate)

    def separate(self, clip: Clip, report: Report) -> Stems:
        if clip.id != "warm":
            self.heard.append(clip.id)
        report(1.0)
        leak = np.float32(0.1) * clip.mixture.samples
        return Stems(
            {stem: Audio(audio.samples + leak, audio.sample_rate) for stem, audio in clip.stems.items()}, "fake"
        )


# --- references ---------------------------------------------------------------------------------------------------


def test_both_layouts_are_found_at_any_depth(tmp_path: Path) -> None:
    put(tmp_path / "test" / "A song", song())
    for stem, audio in song().items():
        write(tmp_path / "corpus" / "test-0-1" / "stems" / f"{stem.value}.flac", audio, subtype="pcm16")
    write(tmp_path / "corpus" / "test-0-1" / "mixture.flac", mix(song()), subtype="pcm16")
    (tmp_path / "corpus" / ".tmp-1" / "stems").mkdir(parents=True)
    found = find_references(tmp_path)
    assert [own.id for own in found] == ["corpus/test-0-1", "test/A song"]
    assert all(set(own.stems) == set(Stem) and own.mixture is not None for own in found)


def test_the_truth_of_the_corpus_is_read(tmp_path: Path) -> None:
    put(tmp_path / "item", song())
    truth = {"present": True, "bleed_only": False, "onsets": [0.25, 0.75]}
    document = {"schema": "aurax.corpus_truth/1", "confuser": None, "log_drum": truth}
    (tmp_path / "item" / "truth.json").write_text(json.dumps(document))
    assert load_clip(find_references(tmp_path)[0]).log_drum == LogDrumTruth(True, (0.25, 0.75), "log_drum")
    document |= {"confuser": "eight_o_eight", "log_drum": {**truth, "present": False, "onsets": []}}
    (tmp_path / "item" / "truth.json").write_text(json.dumps(document))
    assert load_clip(find_references(tmp_path)[0]).log_drum == LogDrumTruth(False, (), "eight_o_eight")
    (tmp_path / "item" / "truth.json").write_text("[]")
    with pytest.raises(UserError, match=r"truth of item cannot be read"):
        load_clip(find_references(tmp_path)[0])


def test_a_missing_mixture_is_the_sum(tmp_path: Path) -> None:
    put(tmp_path / "song", song(), has_mixture=False)
    found = load_clip(find_references(tmp_path)[0])
    np.testing.assert_allclose(found.mixture.samples, mix(song()).samples, atol=1e-6)


def test_mono_stems_of_a_stereo_mixture_are_on_both_sides(tmp_path: Path) -> None:
    put(tmp_path / "song", song())
    write(tmp_path / "song" / "bass.wav", sine(45.0, SECONDS, channels=1))
    assert {audio.samples.shape for audio in load_clip(find_references(tmp_path)[0]).stems.values()} == {(2, 88_200)}


def test_a_folder_of_other_names_is_a_sentence(tmp_path: Path) -> None:
    write(tmp_path / "song" / "kick.wav", sine(50.0))
    write(tmp_path / "song" / "snare.wav", sine(200.0))
    with pytest.raises(UserError, match=r"no song with known stems .*; found instead: kick\.wav, snare\.wav") as caught:
        find_references(tmp_path)
    assert "SONG/mixture.wav" in caught.value.hint
    with pytest.raises(UserError, match="There is no folder"):
        find_references(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (sine(45.0, SECONDS, sample_rate=48_000), "different sample rates: 44100 Hz, 48000 Hz"),
        (sine(45.0, 1.0), r"different lengths: 1\.0 s to 2\.0 s"),
    ],
)
def test_files_that_do_not_belong_together_are_refused(wrong: Audio, sentence: str, tmp_path: Path) -> None:
    put(tmp_path / "song", song())
    write(tmp_path / "song" / "bass.wav", wrong)
    with pytest.raises(UserError, match=sentence):
        load_clip(find_references(tmp_path)[0])


# --- conditions -----------------------------------------------------------------------------------------------------


def test_mp3_stays_in_time_and_leaves_the_references_alone() -> None:
    own = clip()
    heard = CONDITIONS["mp3_128"](own)
    assert heard.stems is own.stems
    assert heard.mixture.samples.shape == own.mixture.samples.shape
    error = heard.mixture.samples - own.mixture.samples
    assert 0.0 < np.sum(error**2) < 0.03 * np.sum(own.mixture.samples**2)  # late by a single sample the voice is off


@pytest.mark.parametrize(
    ("condition", "channels", "rate"), [("mono", 1, RATE), ("22050_hz", 2, 22_050), ("48000_hz", 2, 48_000)]
)
def test_what_changes_the_form_changes_the_references_too(condition: str, channels: int, rate: int) -> None:
    heard = CONDITIONS[condition](clip())
    assert (heard.mixture.num_channels, heard.mixture.sample_rate) == (channels, rate)
    assert heard.mixture.duration == pytest.approx(SECONDS, abs=1e-3)
    assert Stems(heard.stems, "true").residual_db(heard.mixture) < -100.0


# --- figures --------------------------------------------------------------------------------------------------------


def test_a_known_error_has_its_figures() -> None:
    """The true stem plus a tenth of the mixture: the error is the mixture, 20 dB down."""
    own = clip(has_log_drum=False)
    scores = stem_scores(own, Fake().separate(own, lambda _: None))
    level = 10.0 * np.log10(np.mean(own.mixture.samples.astype(np.float64) ** 2))
    assert scores["log_drum"] == {"is_silent": True, "leakage_dbfs": pytest.approx(level - 20.0, abs=1e-3)}
    bass = scores["bass"]
    expected = 20.0 + 10.0 * np.log10(np.sum(own.stems[Stem.BASS].samples ** 2) / np.sum(own.mixture.samples**2))
    assert bass["usdr_db"] == pytest.approx(expected, abs=1e-3)
    assert bass["csdr_db"] == pytest.approx(expected, abs=0.1)
    assert bass["si_sdr_db"] > bass["usdr_db"]  # a tenth of the error is the bass itself
    assert bass["usdr_improvement_db"] > 10.0
    assert "leakage_dbfs" not in bass


def test_without_a_log_drum_on_one_side_it_counts_as_bass() -> None:
    own = clip()
    four = {stem: audio for stem, audio in own.stems.items() if stem is not Stem.LOG_DRUM}
    for truths, estimates in ((own.stems, four), (four, own.stems)):
        left, right, is_folded = comparable(truths, estimates)
        assert is_folded
        assert set(left) == set(right) == set(four)
        both = left if truths is own.stems else right
        expected = own.stems[Stem.BASS].samples + own.stems[Stem.LOG_DRUM].samples
        np.testing.assert_array_equal(both[Stem.BASS].samples, expected)
    assert comparable(own.stems, own.stems)[2] is False


def test_the_ceiling_lies_above_and_the_mixture_below() -> None:
    own = clip()
    found = {method.name: score(own, method, None) for method in peers()}
    for stem in Stem:
        assert found["oracle_irm"]["stems"][stem.value]["usdr_db"] > 6.0
        assert found["mixture"]["stems"][stem.value]["usdr_improvement_db"] == pytest.approx(0.0, abs=1e-9)
    assert found["oracle_irm"]["residual_db"] < -90.0
    assert found["mixture/5"]["residual_db"] < -100.0
    assert "stems" not in found["true stems"]
    assert found["true stems"]["log_drum"]["onset_f1"] == 1.0
    assert "times_real_time" not in found["oracle_irm"]


def test_the_oracle_leaves_to_unknown_stems_what_is_theirs() -> None:
    own = clip()
    half = Clip("half", own.mixture, {stem: own.stems[stem] for stem in (Stem.BASS, Stem.VOCALS)})
    oracle = next(method for method in peers() if method.kind is Kind.ORACLE)
    scores = score(half, oracle, None)["stems"]
    assert set(scores) == {"bass", "vocals"}
    assert scores["vocals"]["usdr_db"] > 15.0


def test_onsets_match_within_fifty_milliseconds() -> None:
    scores = onset_scores((0.5, 1.0, 1.5, 2.0), (0.54, 1.06, 1.5))
    assert (scores["onset_precision"], scores["onset_recall"]) == (pytest.approx(2 / 3), 0.5)
    assert scores["onset_f1"] == pytest.approx(4 / 7)
    assert onset_scores((1.0,), (0.0, 1.0))["onset_f1"] == 1.0  # what sounded before the clip was not struck at 0
    assert onset_scores((0.01,), (0.01,)) == {}
    assert onset_scores((1.0,), ()) == {"onset_f1": 0.0, "onset_precision": 0.0, "onset_recall": 0.0}


def test_a_silent_log_drum_stem_is_heard_as_none() -> None:
    own = clip(has_log_drum=False, seconds=5.0)
    scores = log_drum_scores(own, Stems(own.stems, "true"), None, is_separated=True)
    assert scores["heard"] is False
    assert (scores["is_present"], scores["kind"], scores["probability"]) == (False, "tom", 0.0)
    assert "onset_f1" not in scores  # there is no note to be found


# --- the run --------------------------------------------------------------------------------------------------------


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        put(tmp_path / "songs" / name, song(has_log_drum=name == "a"))
    return tmp_path / "songs"


@pytest.fixture
def bench(songs: Path, tmp_path: Path, console: Console) -> Callable[..., dict[str, Any]]:
    def run(*fakes: Fake, **options: Any) -> dict[str, Any]:
        methods = [fake.method for fake in fakes]
        return measure(console, find_references(songs), methods, tmp_path / "out", source="here", **options)

    return run


def test_document_table_and_plot(bench: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    document = bench(Fake())
    written = json.loads((tmp_path / "out" / "separation.json").read_text())
    assert written == json.loads(json.dumps(document))
    own = document["summary"]["fake"]
    assert own["num_clips"] == 2
    assert own["stems"]["bass"]["usdr_db"]["n"] == 2
    assert own["stems"]["log_drum"]["usdr_db"]["n"] == own["stems"]["log_drum"]["leakage_dbfs"]["n"] == 1
    assert own["onsets"]["onset_f1"]["n"] == 1
    assert {target["figure"] for target in document["targets"]["fake"]} >= {"bass uSDR, dB", "× real time"}
    assert "| fake |" in (tmp_path / "out" / "separation.md").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "separation.png").read_bytes().startswith(b"\x89PNG")
    assert document["references"] == {"source": "here", "num_clips": 2, "seconds": 2 * SECONDS}


def test_what_was_measured_is_not_measured_again(bench: Callable[..., dict[str, Any]], songs: Path) -> None:
    first, again, other = Fake(), Fake(), Fake("other")
    before = bench(first)
    after = bench(again, other)
    assert (first.heard, again.heard, other.heard) == (["a", "b"], [], ["a", "b"])
    assert after["summary"]["fake"] == before["summary"]["fake"]
    put(songs / "b", song())
    replaced, revised = Fake(), Fake(revision="2")
    bench(replaced)
    bench(revised)
    assert (replaced.heard, revised.heard) == (["b"], ["a", "b"])


def test_an_interrupted_run_goes_on(bench: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    class Stopped(Fake):
        def separate(self, clip: Clip, report: Report) -> Stems:
            if clip.id == "b":
                raise KeyboardInterrupt
            return super().separate(clip, report)

    with pytest.raises(KeyboardInterrupt):
        bench(Stopped())
    assert {file.name for file in (tmp_path / "out").rglob("*") if file.is_file()} == {"a.json"}
    second = Fake()
    assert bench(second)["summary"]["fake"]["num_clips"] == 2
    assert second.heard == ["b"]


def test_a_broken_file_is_named_and_stops_nobody(
    bench: Callable[..., dict[str, Any]], songs: Path, console: Console
) -> None:
    (songs / "a" / "bass.wav").write_bytes(b"RIFF")
    fakes = Fake(), Fake("other")
    document = bench(*fakes)
    assert [fake.heard for fake in fakes] == [["b"], ["b"]]
    assert len(document["problems"]) == 1
    assert "bass.wav" in document["problems"][0]
    assert console.failed
    (songs / "b" / "bass.wav").write_bytes(b"RIFF")
    with pytest.raises(UserError, match="No clip could be measured"):
        bench(Fake("third"))


def test_degraded_clips_stand_beside_the_same_clips_undegraded(
    bench: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    fake = Fake()
    document = bench(fake, is_degraded=True)
    assert fake.heard == ["a"] * 5 + ["b"] * 5
    assert list(document["degraded"]["summary"]) == list(CONDITIONS)
    assert document["degraded"]["summary"]["original"] == document["summary"]
    shown, readable = table(document), (tmp_path / "out" / "separation.md").read_text(encoding="utf-8")
    for condition, summaries in document["degraded"]["summary"].items():
        assert f"2 of them, {condition}:" in shown
        assert f"## 2 clips: {condition}" in readable
        assert summaries["fake"]["stems"]["vocals"]["usdr_db"]["n"] == 2


def test_four_true_stems_are_compared_with_bass_and_log_drum_together(
    bench: Callable[..., dict[str, Any]], songs: Path
) -> None:
    class FiveStems(Fake):
        def separate(self, clip: Clip, report: Report) -> Stems:
            report(1.0)
            return Stems(dict.fromkeys(Stem, clip.mixture), "fake")

    for name in ("a", "b"):
        (songs / name / "log_drum.wav").unlink()
    document = bench(FiveStems())
    own = document["summary"]["fake"]
    assert set(own["stems"]) == {"drums", "bass", "vocals", "other"}
    assert own["stems"]["bass"]["is_folded"]
    assert "presence" not in own


def test_without_a_wish_all_models_that_are_here_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def load(name: str, _: Setup) -> IdentitySeparator:
        loaded.append(name)
        if name in CASCADES:
            raise ModelNotInstalled(name)
        return IdentitySeparator()

    monkeypatch.setattr("engine.separation.registry.load_separator", load)
    found = models((), Setup(tmp_path), default="spectral", overlap=0.25)
    assert loaded[0] == "spectral"
    assert set(CASCADES) <= set(loaded)
    assert "identity" not in loaded
    assert len(found) == len(loaded) - len(CASCADES) == len(set(loaded) - set(CASCADES))
    with pytest.raises(ModelNotInstalled):
        models(tuple(CASCADES), Setup(tmp_path), default="spectral", overlap=0.25)


# --- the test set ---------------------------------------------------------------------------------------------------


def test_the_own_test_set_is_made_once_and_is_of_the_test_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real trainer, in its own process, makes one item; then nobody is asked again."""
    monkeypatch.setenv("AURAX_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(own_set, "SECONDS", 2.0)
    paths = Paths.under(tmp_path / "home")
    console = Console(paths, Settings(), quiet=True, out=io.StringIO(), err=io.StringIO())
    found = own_set.own_references(console, 1)
    assert [own.id for own in found] == [f"test/test-{own_set.SEED}-00000000"]
    assert load_clip(found[0]).log_drum.is_present is not None
    monkeypatch.setattr("engine.cli.train.run_trainer", lambda *_, **__: pytest.fail("asked again"))
    assert own_set.own_references(console, 1) == found


@pytest.mark.parametrize(("status", "error"), [(130, JobCancelled), (1, UserError)])
def test_a_trainer_that_stops_is_reported(
    status: int, error: type[Exception], console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.cli.train.run_trainer", lambda *_, **__: status)
    with pytest.raises(error):
        own_set.own_references(console, 1)


# --- the command ----------------------------------------------------------------------------------------------------


def command(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["bench", "separation", *arguments])
    return status, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAX_HOME", str(tmp_path / "home"))


def test_the_command_compares_a_model_with_its_peers(songs: Path, tmp_path: Path) -> None:
    arguments = ["--references", str(songs), "--models", "spectral", "--clips", "1", "--out", str(tmp_path / "out")]
    status, said, progress = command(*arguments)
    assert status == 0
    assert all(name in said for name in ("spectral", "mixture/5", "librosa_bands", "oracle_irm", "true stems"))
    assert "100%" in progress
    status, said, _ = command(*arguments, "--json")
    document = json.loads(said)
    assert status == 0
    assert document["num_figures_from_earlier_runs"] == 6
    assert "clips" not in document


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (["--models", "nobody"], "There is no model called 'nobody'"),
        (["--clips", "0"], "--clips 0 leaves nothing to measure"),
        (["--references", "nowhere-at-all"], "There is no folder"),
    ],
)
def test_impossible_wishes_are_sentences(wrong: list[str], sentence: str, songs: Path, tmp_path: Path) -> None:
    status, _, said = command("--references", str(songs), "--out", str(tmp_path / "out"), *wrong)
    assert status == 1
    assert sentence in said
    assert not (tmp_path / "out").exists()


def test_pictures_of_songs(tmp_path: Path) -> None:
    write(tmp_path / "piece.wav", clip().mixture)
    (tmp_path / "broken.wav").write_bytes(b"RIFF")
    songs = [str(tmp_path / "broken.wav"), str(tmp_path / "piece.wav")]
    status, said, problems = command("--out", str(tmp_path / "out"), "--models", "spectral", "--pictures", *songs)
    assert status == 1  # one of them could not be read
    assert "broken.wav" in problems
    picture = tmp_path / "out" / "pictures" / "piece-spectral.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert str(picture) in said


def test_degraded_songs_are_evenly_chosen(songs: Path) -> None:
    references = find_references(songs) * 50
    assert len(bench_separation._spread_over(references, 20)) == 20
    assert bench_separation._spread_over(references[:2], 20) == references[:2]
