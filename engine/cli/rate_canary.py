"""``aurax rate canary new|assign|decide|show``."""

from __future__ import annotations

import secrets
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.rate_sessions import now
from engine.core.errors import UserError
from engine.core.rating import PAIRS

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.rating.results import Row


def add_verb(verbs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the verbs below ``canary``."""
    canary = verbs.add_parser("canary", help="a share of generations to a new model, kept or ended by votes")
    own = canary.add_subparsers(dest="canary", metavar="VERB", required=True)
    new = own.add_parser("new", help="write the rule down, before the first generation")
    new.add_argument("name", metavar="NAME")
    new.add_argument("--control", metavar="MODEL", required=True, help="the model in use")
    new.add_argument("--treatment", metavar="MODEL", required=True, help="the new one")
    new.add_argument("--share", type=float, default=0.1, help="of generations for the new one (default 0.1)")
    new.add_argument("--question", default="preference", metavar="Q", help="that decides (default preference)")
    new.add_argument("--votes", type=int, default=200, metavar="N", help="before anything is decided (default 200)")
    new.add_argument("--raters", type=int, default=12, metavar="N", help="who gave them, at least (default 12)")
    new.add_argument("--promote-above", type=float, default=0.5, metavar="SHARE", help="default 0.5")
    new.add_argument("--withdraw-below", type=float, default=0.5, metavar="SHARE", help="default 0.5")
    assign = own.add_parser("assign", help="which model each generation goes to")
    assign.add_argument("name", metavar="NAME")
    assign.add_argument("generations", metavar="ID", nargs="+", help="any id that stays, such as a job's or take's")
    decide = own.add_parser("decide", help="apply the rule to unblinded sessions, once")
    decide.add_argument("name", metavar="NAME")
    decide.add_argument("sessions", metavar="SESSION", nargs="+", help="pairs whose systems are named as the models")
    show = own.add_parser("show", help="the rule and what was decided")
    show.add_argument("name", metavar="NAME")
    show.add_argument("--takes", metavar="DIR", nargs="+", default=[], help="what the takes there scored, by model")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    verbs = {"new": _new, "assign": _assign, "decide": _decide, "show": _show}
    verbs[arguments.canary](arguments, console)


def _new(arguments: argparse.Namespace, console: Console) -> None:
    from engine.core.codec import to_builtins
    from engine.rating import canary
    from engine.rating.power import before

    rule = canary.Rule(
        name=arguments.name,
        control=arguments.control,
        treatment=arguments.treatment,
        share=arguments.share,
        question=arguments.question,
        votes=arguments.votes,
        raters=arguments.raters,
        promote_above=arguments.promote_above,
        withdraw_below=arguments.withdraw_below,
        salt=secrets.token_hex(8),
        made_at=now(),
    )
    folder = canary.folder_of(console.paths.home, arguments.name)
    seal = canary.write_rule(folder, rule)
    power = before(rule.votes, rule.raters)
    console.result(
        {"rule": to_builtins(rule), "sha256": seal, "file": str(folder / canary.RULE_FILE), "power": power},
        f"the rule of {rule.name} is written down ({seal[:12]}): {rule.share:.0%} of generations go to "
        f"{rule.treatment}\n"
        f"{power}",
    )


def _assign(arguments: argparse.Namespace, console: Console) -> None:
    from engine.rating import canary

    folder = canary.folder_of(console.paths.home, arguments.name)
    rule, decision = canary.read_rule(folder), canary.read_decision(folder)
    models = {one: canary.assign(rule, one, decision) for one in arguments.generations}
    counts = Counter(models.values())
    document = {"models": models, "counts": dict(counts), "decided": decision.outcome if decision else None}
    console.result(document, "\n".join(f"{one}  {model}" for one, model in models.items()))


def _decide(arguments: argparse.Namespace, console: Console) -> None:
    from engine.core.codec import to_builtins
    from engine.rating import canary
    from engine.rating.preferences import share_of

    folder = canary.folder_of(console.paths.home, arguments.name)
    rule = canary.read_rule(folder)
    if canary.read_decision(folder) is not None:
        raise UserError("This canary is decided", f"See: aurax rate canary show {arguments.name}")
    rows = [row for session in arguments.sessions for row in _rows(Path(session).expanduser(), rule.made_at)]
    systems = {system for row in rows for system in row.systems}
    new, old = (canary.called(model, systems) for model in (rule.treatment, rule.control))
    found = share_of(rows, new, old, rule.question)
    if found is None:
        raise UserError(
            f"No vote compares {rule.treatment} with {rule.control} on {rule.question}",
            "Name the systems of the session as the rule names its models.",
        )
    decision = canary.decide(rule, found, arguments.sessions, at=now())
    canary.write_decision(folder, decision)
    console.result(to_builtins(decision), decision.words)


def _rows(folder: Path, since: str) -> list[Row]:
    """The rows that count of an unblinded session of pairs that is younger than the rule."""
    from engine.rating.opened import counted_rows
    from engine.rating.sessions import read_session

    session = read_session(folder)
    if session.kind != PAIRS:
        raise UserError(f"{folder} is a session of {session.kind}", "A canary is decided by sessions of pairs.")
    if session.made_at < since:
        raise UserError(f"{folder} is older than the rule", "Votes decide that were given after it was written down.")
    return counted_rows(folder)


def _show(arguments: argparse.Namespace, console: Console) -> None:
    from engine.core.codec import to_builtins
    from engine.rating import canary

    folder = canary.folder_of(console.paths.home, arguments.name)
    rule, decision = canary.read_rule(folder), canary.read_decision(folder)
    document = {"rule": to_builtins(rule), "decision": to_builtins(decision) if decision else None}
    lines = [decision.words if decision else f"{rule.share:.0%} to {rule.treatment}; not decided"]
    if arguments.takes:
        from engine.rating.canary_scores import scores_of

        document["scores"] = scores_of(rule.name, [Path(place).expanduser() for place in arguments.takes])
        lines += [own["words"] for own in document["scores"].values()]
    console.result(document, "\n".join(lines))
