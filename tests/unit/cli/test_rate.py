"""``aurax rate`` from files to report, as its user types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.core.rating import Answer, NextTrial
from engine.culture.profile import find_profile, load_culture_profile, profiles_folder, user_profiles_folder
from engine.rating.sealed import read_key
from engine.rating.sessions import key_path, read_session
from tests.rating_sessions import NAMES, vote_all, write_systems


def aurax(capsys: pytest.CaptureFixture[str], home: Path, *words: str, status: int = 0) -> dict[str, Any]:
    assert main(["--home", str(home), "--json", "--quiet", "rate", *words]) == status
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert not any(name in out + err for name in NAMES) or words[0] in {
        "new",
        "unblind",
        "report",
        "canary",
        "calibrate",
    }
    return told if isinstance(told, dict) else {}


def new_session(tmp_path: Path, capsys: pytest.CaptureFixture[str], *, catches: int = 1) -> Path:
    write_systems(tmp_path)
    systems = [f"{name}={tmp_path / name}" for name in NAMES]
    made = aurax(
        capsys, tmp_path / "home", "new", *systems, "--out", str(tmp_path / "test"), "--trials", "6", "--raters", "2",
        "--questions", "preference", "mix", "--seed", "5", "--repeats", "0.17", "--catch", str(catches),
    )  # fmt: skip
    assert (made["trials"], made["raters"], made["questions"]) == (6, 2, ["preference", "mix"])
    assert "80 %" in made["power"] or "too few" in made["power"]
    return tmp_path / "test"


@pytest.fixture
def session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    return new_session(tmp_path, capsys)


def walk(capsys: pytest.CaptureFixture[str], session: Path, rater: str, answer: str = "first") -> None:
    home = session.parent / "home"
    who = ["--rater", rater]
    while True:
        trial = aurax(capsys, home, "serve-next", str(session), *who, "--consent", "--role", "producer")
        if trial["trial"] is None:
            return
        assert len(trial["files"]) == 2
        assert all(Path(file).is_file() for file in trial["files"])
        aurax(
            capsys, home, "vote", str(session), *who, "--trial", trial["trial"], "--answer", f"preference={answer}",
            "mix=tie", "--listened", "5,6", "--switches", "3",
        )  # fmt: skip


def test_a_whole_session(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = session.parent / "home"
    refused = aurax(capsys, home, "report", str(session), status=1)
    assert "blind" in refused["error"]["message"]
    walk(capsys, session, "thandi")
    assert aurax(capsys, home, "status", str(session))["left"] == 6
    aurax(capsys, home, "unblind", str(session), status=1)
    walk(capsys, session, "sipho", "tie")
    exported = aurax(capsys, home, "export", str(session), "--out", str(session.parent / "votes.json"))
    assert exported["votes"] == 12
    again = aurax(capsys, home, "import", str(session), str(session.parent / "votes.json"))
    assert again["files"][0]["num_known"] == 12
    for file in home.rglob("*"):  # logs, above all
        assert file.is_dir() or not any(name.encode() in file.read_bytes() for name in NAMES), file
    assert aurax(capsys, home, "unblind", str(session))["complete"]
    found = aurax(capsys, home, "report", str(session))
    assert found["systems"] == list(NAMES)
    assert {question["question"] for question in found["questions"]} == {"preference", "mix"}
    assert Path(found["folder"], "report.html").is_file()
    taught = session.parent / "chosen.jsonl"
    aurax(capsys, home, "export", str(session), "--out", str(taught), "--preferences", "preference", status=1)
    assert not taught.exists(), "nobody has agreed to that"
    assert aurax(capsys, home, "withdraw", str(session), "--rater", "thandi")["deleted_votes"] == 6


def test_mistakes_are_one_sentence(session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    for words, message in (
        (("status", str(tmp_path / "nowhere")), "no listening session"),
        (("serve-next", str(session), "--rater", "x"), "agree"),
        (("new", f"a={tmp_path / 'none'}", "b=c", "--out", str(tmp_path / "s2")), "no file or folder"),
        (("new", "a", "--out", str(tmp_path / "s2")), "names no system"),
        (("new", f"a={tmp_path / NAMES[0]}", "--out", str(tmp_path / "s2")), "two systems"),
        (("withdraw", str(session), "--rater", "nobody"), "Nobody"),
        (("calibrate", str(session)), "session of pairs"),
    ):
        assert message in aurax(capsys, home, *words, status=1)["error"]["message"]
    assert not (tmp_path / "s2").exists()


def test_a_canary_is_decided_by_the_votes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    rule = (
        "canary", "new", "one", "--control", NAMES[0], "--treatment", NAMES[1], "--votes", "8", "--raters", "2",
    )  # fmt: skip
    aurax(capsys, home, *rule)
    aurax(capsys, home, *rule, status=1)
    ids = [f"take {number}" for number in range(400)]
    first = aurax(capsys, home, "canary", "assign", "one", *ids)
    assert first == aurax(capsys, home, "canary", "assign", "one", *ids)
    assert 15 <= first["counts"][NAMES[1]] <= 70
    session = new_session(tmp_path, capsys, catches=0)
    assert "blind" in aurax(capsys, home, "canary", "decide", "one", str(session), status=1)["error"]["message"]
    for rater in ("thandi", "sipho"):
        walk(capsys, session, rater, "tie")
    aurax(capsys, home, "unblind", str(session))
    decision = aurax(capsys, home, "canary", "decide", "one", str(session))
    assert (decision["outcome"], decision["share"], decision["votes"]) == ("undecided", 0.5, 10)
    assert "decided" in aurax(capsys, home, "canary", "decide", "one", str(session), status=1)["error"]["message"]


def test_ratings_become_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Thirty scored takes, six raters who hear what the machine measured: the profile is found and shows a number."""
    home, rng = tmp_path / "home", np.random.default_rng(1)
    values = np.linspace(0.05, 0.95, 30)
    for number, value in enumerate(values):
        take = tmp_path / "takes" / f"take-{number}"
        take.mkdir(parents=True)
        soundfile.write(take / "mix.wav", 0.1 * rng.standard_normal(24_000), 22_050)
        markers = {"log_drum_authenticity": {"value": float(value), "status": "exploratory"}}
        (take / "culture.json").write_text(json.dumps({"markers": markers, "total": {"value": 0.5}}))
        (take / "analysis.json").write_text(json.dumps({"metadata": {"artist": f"artist {number % 10}"}}))
    session = tmp_path / "test"
    aurax(
        capsys, home, "new", f"okapi-tuned={tmp_path / 'takes'}", "--kind", "ratings", "--out", str(session),
        "--trials", "30", "--repeats", "0", "--catch", "0", "--raters", "6", "--questions", "log_drum_authenticity",
    )  # fmt: skip
    made = read_session(session)
    key = read_key(key_path(session), made)

    def answer(trial: NextTrial) -> dict[str, Answer]:
        value = key.items[Path(trial.files[0]).stem].markers["log_drum_authenticity"]
        return {"log_drum_authenticity": int(np.clip(round(1 + 4 * value + 0.25 * rng.standard_normal()), 1, 5))}

    for number in range(6):
        vote_all(session, made, f"rater {number}", answer)
    aurax(capsys, home, "unblind", str(session))
    told = aurax(capsys, home, "calibrate", str(session))
    own = told["markers"]["log_drum_authenticity"]
    assert own["display"] == "number"
    assert own["half_width"] < 0.35
    assert set(told["not_calibrated"]) == {
        "gospel_influence", "kwaito_rhythms", "jazz_harmonies", "traditional_percussion",
    }  # fmt: skip
    profile = load_culture_profile(find_profile("aurax-calibrated", home))
    curve = profile.markers["log_drum_authenticity"].calibration
    assert curve is not None
    assert curve.share[0] < 0.2
    assert curve.share[-1] > 0.8
    assert profile.version == told["version"]
    assert Path(told["file"]).with_suffix(".report.json").is_file()
    own_profile = user_profiles_folder(home) / "mine.toml"
    own_profile.write_text((profiles_folder() / "aurax.toml").read_text().replace('version = "', 'version = "mine.', 1))
    again = aurax(capsys, home, "calibrate", str(session), "--profile", "mine")
    assert again["base"]["profile"] == "mine"
    assert load_culture_profile(find_profile("mine-calibrated", home)).version.startswith("mine.")
    refused = aurax(capsys, home, "calibrate", str(session), "--profile", "aurax-calibrated", status=1)
    assert "calibrated already" in refused["error"]["message"]


def test_separators_against_true_stems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    write_systems(tmp_path, ("truth", *NAMES))
    made = aurax(
        capsys, home, "new", *(f"{name}={tmp_path / name}" for name in NAMES), "--kind", "mushra", "--reference",
        str(tmp_path / "truth"), "--out", str(tmp_path / "test"), "--raters", "1",
    )  # fmt: skip
    assert (made["trials"], made["items"]) == (4, 4 * 6)
    who = ["--rater", "thandi"]
    trial = aurax(capsys, home, "serve-next", str(tmp_path / "test"), *who, "--consent")
    assert len(trial["files"]) == 5
    assert trial["reference"] not in trial["files"]
    refused = aurax(
        capsys, home, "vote", str(tmp_path / "test"), *who, "--trial", trial["trial"], "--answer", "quality=1,2,3",
        "--listened", "9,9,9,9,9", status=1,
    )  # fmt: skip
    assert "5 numbers" in refused["error"]["message"]
    told = aurax(
        capsys, home, "vote", str(tmp_path / "test"), *who, "--trial", trial["trial"], "--answer",
        "quality=100,20,3,55,7", "--listened", "9,9,9,9,9",
    )  # fmt: skip
    assert told["left"] == 3
