"""A version becomes the one that plays by the votes of listeners alone, and the ledger says who, when and why."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.cli import generate, main, rate_routing
from engine.cli.console import Console
from engine.core.codec import encode_json
from engine.core.errors import UserError
from engine.core.rating import Answer, NextTrial
from engine.generation.musicgen.source import usual_model
from engine.models.catalog import Catalog, write_card
from engine.models.installed import RECORD_FILE, Installation
from engine.models.promotions import PROMOTIONS_FILE, Promotion, in_force, promotions, record
from engine.paths import Paths
from engine.rating import canary
from engine.rating.opened import found_in
from engine.rating.report_files import JSON
from engine.rating.sealed import read_key
from engine.rating.sessions import key_path, read_session
from engine.settings import Settings
from tests.rating_sessions import vote_all, write_systems

OLD, NEW = "interim-1", "mine-1"


def install(models: Path, name: str, **changes: Any) -> None:
    """A card and the record of its weights: all that choosing a version looks at."""
    card = replace(Catalog().get("musicgen-small"), id=name, stage="interim", **changes)
    write_card(card, models)
    (models / name).mkdir()
    (models / name / RECORD_FILE).write_bytes(encode_json(Installation(name, "1", card.licence, "", ())))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in (OLD, NEW):
        install(tmp_path / "home" / "models", name)
    assert usual_model(tmp_path / "home" / "models", "") == OLD
    return tmp_path / "home"


def rule(home: Path, name: str = "move", **changes: Any) -> canary.Rule:
    made = canary.Rule(**{
        "name": name, "control": f"musicgen:{OLD}", "treatment": f"musicgen:{NEW}", "share": 0.1,
        "question": "preference", "votes": 100, "raters": 6, "promote_above": 0.5, "withdraw_below": 0.5, "salt": "ab",
        "made_at": "2026-11-01T00:00:00+00:00", **changes,
    })  # fmt: skip
    canary.write_rule(canary.folder_of(home, name), made)
    return made


def report(folder: Path, share: float, low: float, high: float, **changes: Any) -> Path:
    pair = {
        "first": NEW, "second": OLD, "wins": 80, "losses": 30, "ties": 10, "share": share, "interval": [low, high],
        "design_effect": 1.2, "raters": 12,
    }  # fmt: skip
    document = {
        "schema": "aurax.rating-report/1", "kind": "pairs", "made_at": "2026-11-20T00:00:00+00:00",
        "systems": [NEW, OLD], "questions": [{"question": "preference", "pairs": [pair]}], **changes,
    }  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / "report.json").write_text(json.dumps(document))
    return folder


def aurax(capsys: pytest.CaptureFixture[str], home: Path, *words: object, status: int = 0) -> dict[str, Any]:
    assert main(["--home", str(home), "--json", "--quiet", *map(str, words)]) == status
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    found: dict[str, Any] = told.get("error", told)
    return found


def test_votes_make_a_version_the_one_that_plays(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the rule over a blind session and its report to the default, as its user types it."""
    short = ("--votes", 30, "--raters", 5)
    aurax(capsys, home, "rate", "canary", "new", "move", "--control", OLD, "--treatment", f"musicgen:{NEW}", *short)
    assert "Nobody has decided" in aurax(capsys, home, "models", "promote", "move", status=1)["message"]
    write_systems(tmp_path, (OLD, NEW))
    session = tmp_path / "panel"
    systems = [f"{name}={tmp_path / name}" for name in (OLD, NEW)]
    more = ("--trials", 8, "--raters", 5, "--questions", "preference", "--repeats", 0, "--catch", 0)
    aurax(capsys, home, "rate", "new", *systems, "--out", session, *more)
    made = read_session(session)
    key = read_key(key_path(session), made)

    def prefers_new(trial: NextTrial) -> dict[str, Answer]:
        return {"preference": "first" if key.items[Path(trial.files[0]).stem].system == NEW else "second"}

    for rater in ("thandi", "sipho", "lerato", "palesa", "kagiso"):
        vote_all(session, made, rater, prefers_new)
    missing = aurax(capsys, home, "models", "promote", "move", "--report", tmp_path / "panel-report", status=1)
    assert "no finished report" in missing["message"]
    aurax(capsys, home, "rate", "unblind", session)
    written = tmp_path / "panel-report"  # as aurax rate report writes it, without the seconds that its pictures take
    written.mkdir()
    (written / JSON).write_bytes(encode_json(found_in(session)[0], indent=2))
    told = aurax(capsys, home, "models", "promote", "move", "--report", written, "--by", "Thandi", "--why", "warmer")
    assert (told["model"], told["in_place_of"], told["by"], told["note"]) == (NEW, OLD, "Thandi", "warmer")
    assert (told["share"], told["votes"], told["raters"], len(told["evidence_sha256"])) == (1.0, 40, 5, 64)
    assert "40 votes" in told["why"]
    assert usual_model(home / "models", "") == NEW
    assert aurax(capsys, home, "rate", "canary", "show", "move")["decision"]["outcome"] == "promote"
    listed = {card["id"]: card for card in aurax(capsys, home, "models", "list")["models"]}
    assert (listed[OLD]["replaced_by"], listed[NEW]["promoted"][0]["by"]) == (NEW, "Thandi")
    again = aurax(capsys, home, "models", "promote", "move", "--report", written, status=1)
    assert "plays in place of" in again["message"]


@pytest.mark.parametrize(
    ("share", "low", "high", "words", "outcome"),
    [(0.55, 0.45, 0.65, "undecided", "undecided"), (0.3, 0.2, 0.4, "withdraw", "withdraw")],
)
def test_another_verdict_promotes_nothing_and_stands(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], share: float, low: float, high: float, words: str,
    outcome: str,
) -> None:  # fmt: skip
    rule(home)
    found = report(tmp_path / "found", share, low, high)
    assert words in aurax(capsys, home, "models", "promote", "move", "--report", found, status=1)["message"]
    decision = canary.read_decision(canary.folder_of(home, "move"))
    assert decision is not None
    assert decision.outcome == outcome
    better = report(tmp_path / "better", 0.7, 0.6, 0.8)
    assert words in aurax(capsys, home, "models", "promote", "move", "--report", better, status=1)["message"]
    assert promotions(home / "models") == ()
    assert usual_model(home / "models", "") == OLD


def test_what_is_no_verdict_is_refused_with_a_sentence_and_decides_nothing(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule(home)
    rule(home, "much", votes=1_000)
    rule(home, "folder", treatment=str(tmp_path))
    rule(home, "composer", control="sketch")
    good = (0.7, 0.6, 0.8)
    for name, place, message in (
        ("nobody", report(tmp_path / "a", *good), "no canary called nobody"),
        ("move", tmp_path / "nowhere", "no finished report"),
        ("move", report(tmp_path / "b", *good, schema="aurax.culture/1"), "no report of a listening test of pairs"),
        ("move", report(tmp_path / "c", *good, made_at="2026-10-01"), "older than the rule"),
        ("move", report(tmp_path / "d", *good, questions=[{"question": "mix", "pairs": []}]), "does not compare"),
        ("move", report(tmp_path / "e", 0.7, 0.8, 0.6), "does not fit"),
        ("move", report(tmp_path / "f", *good, questions=[{}]), "does not fit"),
        ("much", report(tmp_path / "g", *good), "asks for 1000 votes of 6 raters; there are 120 of 12"),
        ("folder", report(tmp_path / "h", *good), "no version of MusicGen in the catalogue"),
        ("composer", report(tmp_path / "i", *good), "no version of MusicGen in the catalogue"),
    ):
        assert message in aurax(capsys, home, "models", "promote", name, "--report", place, status=1)["message"]
    (home / "models" / NEW / RECORD_FILE).unlink()
    refused = aurax(capsys, home, "models", "promote", "move", "--report", report(tmp_path / "j", *good), status=1)
    assert refused["type"] == "ModelNotInstalled"
    assert not list((home / "canary").rglob("decision.json"))
    assert not (home / "models" / PROMOTIONS_FILE).exists()


def test_a_promotion_is_taken_back_with_a_reason(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule(home, share=0.999999)
    found = report(tmp_path / "found", 0.7, 0.6, 0.8)
    aurax(capsys, home, "models", "promote", "move", "--report", found)
    assert asked(home, "--backend", "musicgen", "--model", OLD).model == NEW
    back = ("models", "promote", "move", "--take-back")
    assert "Say why" in aurax(capsys, home, *back, status=1)["message"]
    assert aurax(capsys, home, *back, "--why", "muddy bass", "--by", "Sipho")["why"] == "muddy bass"
    assert usual_model(home / "models", "") == OLD
    assert asked(home, "--backend", "musicgen", "--model", OLD).model == OLD, "its canary shares out nothing any more"
    assert "promoted nothing" in aurax(capsys, home, *back, "--why", "twice", status=1)["message"]
    aurax(capsys, home, "models", "promote", "move", "--by", "Thandi")  # the verdict stands, and may be followed again
    assert [(line.action, line.by) for line in promotions(home / "models")][1:] == [
        ("taken_back", "Sipho"), ("promoted", "Thandi"),
    ]  # fmt: skip
    assert usual_model(home / "models", "") == NEW
    aurax(capsys, home, "models", "remove", NEW)
    assert usual_model(home / "models", "") == OLD, "without its weights it cannot play"


def asked(home: Path, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    generate.add_arguments(parser)
    arguments = parser.parse_args(["soulful", "--seed", "5", *words])
    rate_routing.ask(arguments, Console(Paths.under(home), Settings(), quiet=True))
    return arguments


def test_the_canary_has_its_share_of_what_names_no_model(home: Path) -> None:
    rule(home, share=0.999999)
    assert asked(home, "--backend", "musicgen").model == NEW, "the one in use would have played"
    assert asked(home, "--backend", "musicgen", "--model", "musicgen-small").model == "musicgen-small"
    assert asked(home).backend == "sketch"


def test_a_line_that_a_crash_cut_off_was_never_said(home: Path, tmp_path: Path) -> None:
    line = Promotion(action="promoted", model=NEW, in_place_of=OLD, canary="move", by="Thandi", at="now", why="votes")
    record(home / "models", line)
    file = home / "models" / PROMOTIONS_FILE
    whole = file.read_bytes()
    for cut in range(1, len(whole), 9):
        file.write_bytes(whole + whole[:cut])
        assert promotions(home / "models") == (line,)
    record(home / "models", replace(line, by="Sipho"))
    assert [one.by for one in promotions(home / "models")] == ["Thandi", "Sipho"]
    assert in_force(promotions(home / "models"))[OLD].by == "Sipho"
    file.write_bytes(b"{}\n" + whole)
    with pytest.raises(UserError, match="Line 1"):
        promotions(home / "models")
