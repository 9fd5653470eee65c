"""The analysis bench on songs of a few seconds with listeners whose answers are known."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import numpy as np
import pytest

from engine.audio.files import write
from engine.cli import bench_analysis, main
from engine.cli.analysis_bench import hearing, own_songs
from engine.cli.analysis_bench.annotations import Annotations, Notes, Spans
from engine.cli.analysis_bench.hearing import LIBROSA, TRUE_STEMS, Heard, Listener, librosa_peer
from engine.cli.analysis_bench.report import table
from engine.cli.analysis_bench.songs import Loaded
from engine.cli.analysis_bench.summary import TARGETS, TIME_TARGET, failures, summary, verdicts
from engine.cli.bench_analysis import Options, Song, measure
from engine.cli.console import Console
from engine.core.audio import Audio
from engine.core.errors import AudioReadError, JobCancelled, UserError
from engine.core.stems import GIVEN, Stem, Stems
from engine.paths import Paths
from engine.settings import Settings
from tests.signals import noise, place, sine

RATE = 44_100
BEATS = np.arange(0.5, 8.0, 0.5)
TRUTH = Annotations(
    beats=BEATS,
    downbeats=BEATS[::4],
    tempo_bpm=120.0,
    is_steady=True,
    key="F minor",
    chords=Spans.of([(0.0, 4.0, "F:min7"), (4.0, 8.0, "Db:maj7")]),
    notes={"bass": (Notes.of([(0.5, 1.0, 41.0), (4.5, 5.0, 37.0)]),)},
)


@pytest.fixture
def console(tmp_path: Path) -> Console:
    return Console(Paths.under(tmp_path / "home"), Settings(), quiet=True, out=io.StringIO(), err=io.StringIO())


def song(name: str, group: str = "own", fingerprint: str = "1") -> Song:
    return Song(group, name, fingerprint, lambda: Loaded(name, sine(220.0, 8.0), None, TRUTH))


def listener(
    answer: Annotations, *, name: str = TRUE_STEMS, revision: str = "1", heard: list[str] | None = None
) -> Listener:
    def hear(loaded: Loaded) -> Heard:
        if heard is not None:
            heard.append(loaded.id)
        return Heard(answer, {"beats": 0.2, "chords": 0.1}, 0.25)

    return Listener(name, revision, hear)


def test_who_hears_everything_reaches_every_goal(console: Console, tmp_path: Path) -> None:
    document = measure(console, [song("one"), song("two", "data:set")], [listener(TRUTH)], tmp_path / "out")
    reached = {(own["figure"], own["group"]): own["reached"] for own in document["targets"]}
    assert reached
    assert set(reached.values()) == {"goal"}
    assert document["failures"] == []
    assert document["problems"] == []


def test_who_hears_nothing_fails_by_name_in_every_figure(console: Console, tmp_path: Path) -> None:
    document = measure(console, [song("one"), song("two", "data:set")], [listener(Annotations())], tmp_path / "out")
    assert {own["reached"] for own in document["targets"] if own["figure"] != TIME_TARGET.label} == {"no"}
    named = {(own["figure"], own["song"]) for own in document["failures"]}
    assert ("key, weighted", "one") in named
    assert ("beat F (70 ms)", "two") in named
    assert "one 0.000" in table(document)


def test_a_run_goes_on_where_it_was_interrupted(console: Console, tmp_path: Path) -> None:
    heard: list[str] = []

    def until_two(loaded: Loaded) -> Heard:
        if loaded.id == "two":
            raise JobCancelled
        return listener(TRUTH, heard=heard).hear(loaded)

    songs = [song("one"), song("two")]
    with pytest.raises(JobCancelled):
        measure(console, songs, [Listener(TRUE_STEMS, "1", until_two)], tmp_path)
    assert not (tmp_path / "analysis.json").exists()
    document = measure(console, songs, [listener(TRUTH, heard=heard)], tmp_path)
    assert [name for name in heard if name != "warm"] == ["one", "two"]
    assert document["groups"]["own"]["num_songs"] == 2


@pytest.mark.parametrize("change", ["code", "file"])
def test_other_code_or_another_file_is_measured_again(console: Console, tmp_path: Path, change: str) -> None:
    measure(console, [song("one")], [listener(TRUTH)], tmp_path)
    heard: list[str] = []
    again = listener(TRUTH, revision="2" if change == "code" else "1", heard=heard)
    measure(console, [song("one", fingerprint="2" if change == "file" else "1")], [again], tmp_path)
    assert "one" in heard
    heard.clear()
    measure(console, [song("one", fingerprint="2" if change == "file" else "1")], [again], tmp_path)
    assert heard == []


def test_a_song_that_cannot_be_read_is_named_and_stops_nobody(console: Console, tmp_path: Path) -> None:
    def broken() -> Loaded:
        raise AudioReadError("bad.flac", "no audio in it")

    document = measure(console, [Song("own", "bad", "1", broken), song("good")], [listener(TRUTH)], tmp_path)
    assert document["groups"]["own"]["num_songs"] == 1
    assert "bad.flac" in document["problems"][0]
    assert "bad" in (tmp_path / "analysis.md").read_text(encoding="utf-8")


def test_nothing_but_broken_songs_is_an_error(console: Console, tmp_path: Path) -> None:
    def broken() -> Loaded:
        raise AudioReadError("bad.flac", "no audio in it")

    with pytest.raises(UserError, match="No song"):
        measure(console, [Song("own", "bad", "1", broken)], [listener(TRUTH)], tmp_path)
    assert not (tmp_path / "analysis.json").exists()


def test_the_report_has_a_table_a_plot_and_every_song(console: Console, tmp_path: Path) -> None:
    listeners = [listener(TRUTH), listener(TRUTH, name=LIBROSA)]
    measure(console, [song("one"), song("two")], listeners, tmp_path)
    document = json.loads((tmp_path / "analysis.json").read_text(encoding="utf-8"))
    assert set(document["songs"]["own"][TRUE_STEMS]) == {"one", "two"}
    assert (tmp_path / "analysis.png").read_bytes().startswith(b"\x89PNG")
    text = (tmp_path / "analysis.md").read_text(encoding="utf-8")
    for heading in ("## What is promised", "## Time", "## Failures", "## own"):
        assert heading in text
    assert "key, MIREX weighted" in text


def test_librosa_is_judged_only_where_it_answers(console: Console, tmp_path: Path) -> None:
    document = measure(console, [song("one")], [listener(TRUTH), listener(Annotations(), name=LIBROSA)], tmp_path)
    peer = document["summary"]["own"][LIBROSA]
    assert peer["beat_f"]["mean"] == 0.0
    assert not any(name.startswith(("key", "chord", "section", "presence")) for name in peer)


@pytest.mark.slow  # librosa compiles its tracker at first use
def test_librosa_finds_clicks_and_their_tempo() -> None:
    click = sine(1_000.0, 0.03, amplitude=0.8).samples[0]
    clicks = place([(float(time), click) for time in BEATS], 8.0)
    heard = librosa_peer().hear(Loaded("clicks", clicks, None, TRUTH))
    assert heard.answer.tempo_bpm == pytest.approx(120.0, rel=0.03)
    assert heard.answer.key is None


def test_time_is_told_for_three_minutes_and_against_the_missions_ten() -> None:
    record = {
        "duration": 90.0,
        "seconds": {"beats": 6.0, "chords": 4.0},
        "cpu_seconds": 9.0,
        "is_steady": False,
        "figures": {},
    }
    own = summary({"a": record, "b": record})["time"]
    assert own["wall_seconds_per_3_minutes"] == pytest.approx(20.0)
    assert own["cpu_seconds_per_3_minutes"] == pytest.approx(18.0)
    assert own["share_of_the_missions_10_minutes"] == pytest.approx(20.0 / 600.0, abs=1e-4)
    assert own["steps"] == {"beats": 12.0, "chords": 8.0}


def record(**figures: float | dict[str, float]) -> dict[str, object]:
    return {"duration": 10.0, "seconds": {"all": 1.0}, "cpu_seconds": 1.0, "is_steady": True, "figures": figures}


def test_chords_are_weighted_by_the_seconds_that_can_be_asked_about() -> None:
    long = record(chord_root=1.0, chord_seconds={"root": 90.0})
    short = record(chord_root=0.0, chord_seconds={"root": 10.0})
    assert summary({"a": long, "b": short})["chord_root"]["mean"] == pytest.approx(0.9)


def test_drums_are_pooled_over_strokes() -> None:
    many = record(drum_f=1.0, drums={"KD": [90, 90, 90]})
    few = record(drum_f=0.0, drums={"KD": [0, 10, 0], "HH": [0, 0, 10]})
    own = summary({"a": many, "b": few})
    assert own["drum_f"]["mean"] == pytest.approx(2 * 90 / (100 + 100))
    assert own["drum_f"]["mean_of_songs"] == pytest.approx(0.5)
    assert own["drums"]["KD"]["f"] == pytest.approx(2 * 90 / 190, abs=1e-4)


def test_one_wrong_tempo_misses_the_promise_and_is_named() -> None:
    songs = {
        "right": record(tempo_accuracy_1=1.0, tempo_error_octave_free_bpm=0.01),
        "wrong": record(tempo_accuracy_1=1.0, tempo_error_octave_free_bpm=0.3),
    }
    rows = [own for own in verdicts({"data:loops": summary(songs)}, {}) if own["figure"].startswith("tempo")]
    assert [(own["value"], own["reached"]) for own in rows] == [(0.3, "no")]
    assert [own["song"] for own in failures("data:loops", songs)] == ["wrong"]


def test_a_song_without_a_tempo_misses_the_promise() -> None:
    songs = {"silent": record(tempo_accuracy_1=0.0)}
    rows = [own for own in verdicts({"data:loops": summary(songs)}, {}) if own["figure"].startswith("tempo")]
    assert [(own["value"], own["reached"]) for own in rows] == [(None, "no")]


@pytest.mark.parametrize("target", TARGETS, ids=lambda own: own.label)
def test_a_goal_is_harder_than_a_must(target) -> None:
    assert target.reached(target.goal) == "goal"
    assert target.reached(target.must) == "must"
    assert target.reached(2.0 * target.must - target.goal) == "no"


def run_cli(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(list(arguments))
    return status, out.getvalue(), err.getvalue()


def test_the_command_measures_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "librosa_peer", lambda: listener(Annotations(), name=LIBROSA))
    folder = tmp_path / "songs" / "clicks"
    click = sine(1_000.0, 0.03, amplitude=0.8).samples[0]
    audio = place([(float(time), click) for time in BEATS], 8.0)
    folder.mkdir(parents=True)
    write(folder / "mix.wav", Audio(audio.samples + 0.001 * noise(8.0).samples, RATE))
    (folder / "beats.txt").write_text("\n".join(f"{t:.3f} {i % 4 + 1}" for i, t in enumerate(BEATS)), encoding="utf-8")
    status, out, err = run_cli(
        "bench", "analysis", "--data", str(tmp_path / "songs"), "--songs", "0", "--out", str(tmp_path / "out"),
        "--home", str(tmp_path / "home"), "--json", "--quiet",
    )  # fmt: skip
    assert status == 0, err
    document = json.loads(out)
    assert document["summary"]["data:songs"][TRUE_STEMS]["beat_f"]["mean"] > 0.9
    assert (tmp_path / "out" / "analysis.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--songs", "0"), "nothing to measure"),
        (("--songs", "-1"), "cannot be measured"),
        (("--songs", "0", "--data", "no-such-folder"), "no folder"),
        (("--parity", "no-such-folder"), "no expected scores"),
    ],
)
def test_what_cannot_be_measured_is_said_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    status, _, err = run_cli("bench", "analysis", *arguments, "--out", str(tmp_path / "out"), "--home", str(tmp_path))
    assert status == 1
    assert words in err
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


def test_own_songs_are_made_until_there_are_enough(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second item is a remix, which has no one truth."""
    orders: list[list[str]] = []

    def trainer(arguments: list[str], *, is_silent: bool = False) -> int:
        orders.append(arguments)
        hours = float(arguments[arguments.index("--hours") + 1])
        out = Path(arguments[arguments.index("--out") + 1])
        for index in range(round(hours * 3600.0 / own_songs.SECONDS)):
            folder = out / "test" / f"item-{index}"
            folder.mkdir(parents=True, exist_ok=True)
            write(folder / "mixture.wav", sine(220.0, 0.1))
            (folder / "truth.json").write_text(
                json.dumps({"schema": "aurax.corpus_truth/1", "is_remix": index % 2 == 0})
            )
        return 0

    monkeypatch.setattr("engine.cli.train.run_trainer", trainer)
    monkeypatch.setattr(own_songs, "read_truth", lambda path: None if "true" in path.read_text() else Annotations())
    songs = own_songs.own_songs(console, own_songs.OWN, 4)
    assert [own.id for own in songs] == [f"test/item-{index}" for index in (1, 3, 5, 7)]
    assert len(orders) > 1
    assert all(order[order.index("--split") + 1] == "test" for order in orders)
    orders.clear()
    own_songs.own_songs(console, own_songs.OWN, 3)
    assert orders == []


def test_a_trainer_that_fails_or_is_stopped_says_so(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.cli.train.run_trainer", lambda *_, **__: 1)
    with pytest.raises(UserError, match="could not be made"):
        own_songs.own_songs(console, own_songs.SAMPLED, 1)
    monkeypatch.setattr("engine.cli.train.run_trainer", lambda *_, **__: 130)
    with pytest.raises(JobCancelled):
        own_songs.own_songs(console, own_songs.OWN, 1)


def test_grooves_without_a_kick_have_their_truth_too() -> None:
    grooves = {own.id: own for own in bench_analysis._rhythms()}
    loaded = grooves["log drum, no kick, 113 BPM"].load()
    assert loaded is not None
    assert np.diff(loaded.reference.beats) == pytest.approx(60.0 / 113.0)
    assert loaded.reference.downbeats == pytest.approx(loaded.reference.beats[::4])


def test_two_songs_of_one_name_are_not_taken_for_one(tmp_path: Path) -> None:
    for side in ("left", "right"):
        folder = tmp_path / side / "set" / "song"
        folder.mkdir(parents=True)
        write(folder / "mix.wav", sine(220.0, 0.1))
        (folder / "key.txt").write_text("C major", encoding="utf-8")
    folders = (tmp_path / "left", tmp_path / "right")
    assert [own.id for own in bench_analysis._data_songs(Options(data=folders[:1]))] == ["song"]
    with pytest.raises(UserError, match="Two songs are called song"):
        bench_analysis._data_songs(Options(data=folders))


def test_the_products_own_ear_tells_the_frequency_of_a_voice() -> None:
    partials = [sine(220.0 * number, 3.0, amplitude=0.4 / number).samples for number in range(1, 9)]
    voice = Audio(np.sum(partials, axis=0, dtype=np.float32), RATE)
    heard = hearing.ours().hear(Loaded("a", voice, Stems({Stem.VOCALS: voice}, GIVEN), Annotations()))
    assert heard.answer.voice is not None
    assert np.median(heard.answer.voice.hz) == pytest.approx(220.0, rel=0.01)
    assert heard.wall_seconds > 0.0
