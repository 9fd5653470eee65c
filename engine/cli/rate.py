"""``aurax rate new|serve-next|vote|status|withdraw|unblind|report|export|import|calibrate|canary``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.core.rating import KINDS, PAIRS

if TYPE_CHECKING:
    from engine.cli.console import Console


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    from engine.cli import rate_calibrate, rate_canary

    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    _add_new(verbs.add_parser("new", help="a blind session of any systems: takes, settings, models, separators"))
    _add_rater(verbs)
    unblind = _on_session(verbs, "unblind", "open the key: voting ends, the report may be read")
    unblind.add_argument("--key", metavar="FILE", help="default: beside the session")
    unblind.add_argument(
        "--early", metavar="WHY", default="", help="before all declared votes are there; the report says why"
    )
    report = _on_session(verbs, "report", "the report of an unblinded session: HTML, PDF, CSV, JSON and plots")
    report.add_argument("--out", metavar="DIR", help="default: SESSION-report")
    _on_session(verbs, "status", "how many votes are there and how many were declared; nothing else while it is blind")
    export = _on_session(verbs, "export", "the votes as a file, for whoever makes the report")
    export.add_argument("--out", metavar="FILE", required=True)
    export.add_argument("--rater", metavar="NAME", help="only of this one")
    export.add_argument(
        "--preferences",
        metavar="Q",
        help="instead, once unblinded: what was chosen over what, of raters who let it teach",
    )
    importing = _on_session(verbs, "import", "votes that other machines have exported")
    importing.add_argument("files", metavar="FILE", nargs="+")
    rate_calibrate.add_verb(verbs)
    rate_canary.add_verb(verbs)


def _on_session(verbs: argparse._SubParsersAction, name: str, words: str) -> argparse.ArgumentParser:  # type: ignore[type-arg]
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=words)
    verb.add_argument("session", metavar="SESSION", help="the session's folder")
    return verb


def _add_new(new: argparse.ArgumentParser) -> None:
    new.add_argument(
        "systems",
        metavar="SYSTEM=PATH",
        nargs="+",
        help="a name and its folder or file; or made now: 'NAME=generate:PROMPT --swing 62', 'NAME=separate:MODEL'",
    )
    new.add_argument("--takes", type=int, default=4, metavar="N", help="of each system made by generate: (default 4)")
    new.add_argument("--out", metavar="SESSION", required=True, help="the session's folder; it goes to the raters")
    new.add_argument("--key", metavar="FILE", help="the sealed key, which does not; default: SESSION.key")
    new.add_argument(
        "--kind", choices=KINDS, default=PAIRS, help="two at a time (default), one, or against a reference"
    )
    new.add_argument("--reference", metavar="PATH", help="mushra: the true recordings, named like the systems' items")
    new.add_argument("--trials", type=int, metavar="N", help="for each rater, fixed from now on; default 20")
    new.add_argument("--raters", type=int, default=12, metavar="N", help="how many raters are planned (default 12)")
    new.add_argument("--questions", nargs="+", default=[], metavar="Q", help="the first is the main one; default: all")
    new.add_argument("--repeats", type=float, default=0.1, metavar="SHARE", help="trials asked twice (default 0.1)")
    new.add_argument("--catch", type=int, metavar="N", help="trials with a degraded copy; default 1 in 20")
    new.add_argument("--no-tie", action="store_true", help="the rater must choose one")
    new.add_argument("--seed", type=int, metavar="N", help="default: drawn; it is kept in the key")
    new.add_argument("--start", type=float, default=0.0, metavar="S", help="where the stretch begins (default 0)")
    new.add_argument("--seconds", type=float, default=20.0, metavar="S", help="its length at most (default 20)")
    new.add_argument("--bpm", type=float, metavar="N", help="cut to whole bars of four beats at this tempo")
    new.add_argument("--by-order", action="store_true", help="match items in order, not by name")
    new.add_argument("--title", default="Listening test", help="shown to raters; it may not name a system")
    new.add_argument("--must-listen", type=float, default=10.0, metavar="S", help="seconds of each item (default 10)")


def _add_rater(verbs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    serve = _on_session(verbs, "serve-next", "the next trial of a rater: opaque files and questions")
    serve.add_argument("--rater", metavar="NAME", required=True, help="a pseudonym")
    serve.add_argument("--consent", action="store_true", help="votes may be kept under the pseudonym for this test")
    serve.add_argument("--may-train", action="store_true", help="votes may teach models too")
    serve.add_argument("--role", default="", help="producer, dj, dancer, listener or other")
    serve.add_argument("--years", type=float, metavar="N", help="with amapiano")
    serve.add_argument("--scene", default="", help="such as pretoria, soweto, durban, diaspora")
    serve.add_argument("--language", default="")
    serve.add_argument("--listening", default="", help="headphones or speakers")
    vote = _on_session(verbs, "vote", "answer a trial; when the command returns, the vote is on the disk")
    vote.add_argument("--rater", metavar="NAME", required=True)
    vote.add_argument("--trial", metavar="ID", required=True, help="as serve-next named it")
    vote.add_argument(
        "--answer", metavar="Q=A", nargs="+", required=True,
        help="first, second or tie; 1 to 5 or cannot_judge; for quality numbers by place: quality=90,30,60",
    )  # fmt: skip
    vote.add_argument("--listened", metavar="S,S", required=True, help="seconds heard of each item, by place")
    vote.add_argument("--seconds", type=float, metavar="S", help="of the whole trial; default: their sum")
    vote.add_argument("--switches", type=int, default=0, metavar="N")
    vote.add_argument("--comment", default="", metavar="TEXT")
    withdraw = _on_session(verbs, "withdraw", "delete a rater's votes and profile, for good")
    withdraw.add_argument("--rater", metavar="NAME", required=True)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    from engine.cli import rate_calibrate, rate_canary, rate_report, rate_sessions

    verbs: dict[str, Callable[[argparse.Namespace, Console], None]] = {
        "new": rate_sessions.new,
        "serve-next": rate_sessions.serve_next,
        "vote": rate_sessions.vote,
        "status": rate_sessions.status,
        "withdraw": rate_sessions.withdraw,
        "export": rate_sessions.export,
        "import": rate_sessions.import_votes,
        "unblind": rate_report.unblind,
        "report": rate_report.report,
        "calibrate": rate_calibrate.run,
        "canary": rate_canary.run,
    }
    verbs[arguments.verb](arguments, console)
