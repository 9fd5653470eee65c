"""``aurax rate`` from files to report, as its user types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from tests.rating_sessions import NAMES, write_systems


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


@pytest.fixture
def session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    write_systems(tmp_path)
    systems = [f"{name}={tmp_path / name}" for name in NAMES]
    made = aurax(
        capsys, tmp_path / "home", "new", *systems, "--out", str(tmp_path / "test"), "--trials", "6", "--raters", "2",
        "--questions", "preference", "mix", "--seed", "5", "--repeats", "0.17", "--catch", "1",
    )  # fmt: skip
    assert (made["trials"], made["raters"], made["questions"]) == (6, 2, ["preference", "mix"])
    assert "80 %" in made["power"] or "too few" in made["power"]
    return tmp_path / "test"


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
    assert aurax(capsys, home, "unblind", str(session))["complete"]
    found = aurax(capsys, home, "report", str(session))
    assert found["systems"] == list(NAMES)
    assert {question["question"] for question in found["questions"]} == {"preference", "mix"}
    assert Path(found["folder"], "report.html").is_file()
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


def test_a_canary_is_decided_by_the_votes(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = session.parent / "home"
    rule = (
        "canary", "new", "one", "--control", NAMES[0], "--treatment", NAMES[1], "--votes", "8", "--raters", "2",
    )  # fmt: skip
    aurax(capsys, home, *rule)
    ids = [f"take {number}" for number in range(400)]
    first = aurax(capsys, home, "canary", "assign", "one", *ids)
    assert first == aurax(capsys, home, "canary", "assign", "one", *ids)
    assert 15 <= first["counts"][NAMES[1]] <= 70
    aurax(capsys, home, *rule, status=1)
    for rater in ("thandi", "sipho"):
        walk(capsys, session, rater, "tie")
    aurax(capsys, home, "unblind", str(session))
    refused = aurax(capsys, home, "canary", "decide", "one", str(session), status=1)
    assert "older than the rule" in refused["error"]["message"] or "asks for" in refused["error"]["message"]
