"""The verbs of ``aurax rate`` that work while a session is blind."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine import __version__
from engine.core.errors import UserError
from engine.core.rating import MUSHRA, PAIRS, Answer

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.rating.building import Order
    from engine.rating.design import Numbers

_DEFAULT_TRIALS = 20


def now() -> str:
    """The moment a record carries, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new(arguments: argparse.Namespace, console: Console) -> None:
    """Make a session and its key."""
    from engine.cli import rate_making
    from engine.rating.building import build
    from engine.rating.power import CLEAR, votes_needed
    from engine.rating.sessions import key_path

    arguments.seed = arguments.seed if arguments.seed is not None else secrets.randbits(63)
    folder = Path(arguments.out).expanduser()
    key = Path(arguments.key).expanduser() if arguments.key else key_path(folder)
    with rate_making.made(arguments, console):
        order = _order(arguments)
        progress = console.progress("making items alike")
        try:
            session = build(order, folder, key, report=progress)
        finally:
            progress.close()
    document = {
        "session": str(folder),
        "key": str(key),
        "id": session.id,
        "kind": session.kind,
        "trials": session.num_trials,
        "raters": len(session.plans),
        "items": len(session.items),
        "must_listen_seconds": session.must_listen_seconds,
        "questions": [question.id for question in session.questions],
        "preregistration": session.preregistration,
        "preregistration_sha256": session.preregistration_sha256,
        "key_sha256": session.key_sha256,
    }
    if session.kind == PAIRS:
        document["power"] = _power_before(order.numbers)
        document["votes_needed"] = votes_needed(CLEAR)
    text = (
        f"{folder}: {session.num_trials} trials for each of {len(session.plans)} raters\n{session.preregistration}\n"
        f"The key is {key}: keep it from the raters until the session is unblinded."
    )
    console.result(document, text)


def _power_before(numbers: Numbers) -> str:
    from engine.rating.power import before

    return before(numbers.main * numbers.raters, numbers.raters)


def _order(arguments: argparse.Namespace) -> Order:
    from engine.jobs.rating_sources import items_of, systems_of
    from engine.rating.building import Order
    from engine.rating.questions import questions_for
    from engine.rating.stimuli import Cut

    if (arguments.kind == MUSHRA) != bool(arguments.reference):
        raise UserError("A reference belongs to a session of kind mushra", "Say both --kind mushra and --reference.")
    if arguments.seconds <= 0.0 or arguments.start < 0.0 or (arguments.bpm is not None and arguments.bpm <= 0.0):
        raise UserError("Start, length and tempo are positive numbers", "Correct --start, --seconds or --bpm.")
    systems = systems_of(arguments.systems, by_order=arguments.by_order)
    reference = items_of(Path(arguments.reference), by_order=arguments.by_order) if arguments.reference else {}
    shared = set.intersection(*(set(items) for items in (*systems.values(), *([reference] if reference else []))))
    return Order(
        kind=arguments.kind,
        systems=systems,
        questions=questions_for(arguments.kind, arguments.questions, with_ties=not arguments.no_tie),
        numbers=_numbers(arguments, len(shared), len(systems)),
        cut=Cut(arguments.start, arguments.seconds, 240.0 / arguments.bpm if arguments.bpm else None),
        title=arguments.title,
        seed=arguments.seed,
        made_at=now(),
        reference=reference,
        must_listen=arguments.must_listen,
    )


def _numbers(arguments: argparse.Namespace, num_prompts: int, num_systems: int) -> Numbers:
    """As asked; a session against a reference has its own controls and needs no repeats and catches."""
    from engine.rating.design import Numbers

    if arguments.kind == MUSHRA:
        if arguments.catch:
            raise UserError("A session against a reference has no catch trials", "Its hidden reference is the control.")
        return Numbers(arguments.trials or max(1, num_prompts), arguments.raters, 0, 0)
    most = _DEFAULT_TRIALS if arguments.kind == PAIRS else max(1, min(_DEFAULT_TRIALS, num_prompts * num_systems))
    trials = arguments.trials or most
    can_catch = arguments.kind == PAIRS or not arguments.questions or "mix" in arguments.questions
    catches = arguments.catch if arguments.catch is not None else round(trials / 20) * can_catch
    return Numbers(trials, arguments.raters, round(arguments.repeats * trials), catches)


def serve_next(arguments: argparse.Namespace, console: Console) -> None:
    """Join if new, then tell the next trial."""
    from engine.core.codec import to_builtins
    from engine.core.rating import RaterProfile
    from engine.rating import serving
    from engine.rating.sessions import read_session

    folder = Path(arguments.session).expanduser()
    session = read_session(folder)
    profile = RaterProfile(
        "", arguments.rater, 0, now() if arguments.consent else "", arguments.may_train, arguments.role,
        arguments.years, arguments.scene, arguments.language, arguments.listening,
    )  # fmt: skip
    joined = serving.join(folder, session, profile)
    trial = serving.next_trial(folder, session, joined.id)
    if trial.trial is None:
        console.result(to_builtins(trial), f"All {trial.of} trials are answered. Thank you.")
        return
    lines = [f"trial {trial.number} of {trial.of}: {trial.trial}"]
    lines += [f"  reference  {trial.reference}"] if trial.reference else []
    lines += [f"  {place}  {file}" for place, file in enumerate(trial.files, start=1)]
    lines += [f"  {one.id}: {one.text} ({', '.join(one.choices) or '0-100'})" for one in trial.questions]
    console.result(to_builtins(trial), "\n".join(lines))


def vote(arguments: argparse.Namespace, console: Console) -> None:
    """Keep a vote."""
    from engine.core.rating import Vote
    from engine.rating import serving, store
    from engine.rating.sessions import read_session

    folder = Path(arguments.session).expanduser()
    session = read_session(folder)
    listened = tuple(_numbers_in(arguments.listened, "--listened"))
    ballot = Vote(
        store.rater_id(session, arguments.rater),
        arguments.trial,
        dict(map(_answer, arguments.answer)),
        listened,
        arguments.seconds if arguments.seconds is not None else sum(listened),
        arguments.switches,
        now(),
        arguments.comment,
        f"aurax {__version__}",
    )
    left = serving.vote(folder, session, ballot)
    console.result({"trial": arguments.trial, "left": left}, f"kept; {left} left")


def _numbers_in(text: str, option: str) -> list[float]:
    try:
        return [float(word) for word in text.split(",")]
    except ValueError as error:
        raise UserError(f"{option} takes numbers with commas between them, got {text!r}", "Such as 12.5,11") from error


def _answer(argument: str) -> tuple[str, Answer]:
    name, _, word = argument.partition("=")
    if not word:
        raise UserError(f"{argument} is no answer", "Write QUESTION=ANSWER.")
    if "," in word:
        return name, [round(number) for number in _numbers_in(word, name)]
    return name, word


def status(arguments: argparse.Namespace, console: Console) -> None:
    """Counts, and nothing that tells a result."""
    from engine.rating import store, unblinding
    from engine.rating.sessions import damaged_items, read_session, read_unblinded

    folder = Path(arguments.session).expanduser()
    session = read_session(folder)
    kept = store.ballots(folder)
    opened = read_unblinded(folder)
    document = {
        "id": session.id,
        "kind": session.kind,
        "title": session.title,
        "raters": {ballot.rater.pseudonym: len(ballot.votes) for ballot in kept},
        "trials": session.num_trials,
        "planned_raters": len(session.plans),
        "votes": sum(len(ballot.votes) for ballot in kept),
        "left": max(0, unblinding.left_to_do(folder, session)),
        "torn_lines": sum(ballot.num_torn for ballot in kept),
        "damaged_items": list(damaged_items(folder, session)),
        "unblinded_at": opened.at if opened else None,
    }
    text = (
        f"{session.title}: {document['votes']} votes of {len(kept)} raters, {document['left']} of those declared are "
        f"missing; {'unblinded at ' + opened.at if opened else 'blind'}"
    )
    console.result(document, text)


def withdraw(arguments: argparse.Namespace, console: Console) -> None:
    """Delete a rater's votes. It works after unblinding too; a report made before keeps its figures."""
    from engine.rating import store
    from engine.rating.sessions import read_session

    folder = Path(arguments.session).expanduser()
    session = read_session(folder)
    rater = store.rater_id(session, arguments.rater)
    if store.ballot_of(folder, rater) is None and not store.has_withdrawn(folder, session, rater):
        raise UserError(f"Nobody called {arguments.rater} has voted here", "Check the name: aurax rate status.")
    num = store.withdraw(folder, session, rater)
    console.result({"deleted_votes": num}, f"{num} votes and the profile are deleted. Make reports anew.")


def export(arguments: argparse.Namespace, console: Console) -> None:
    """Votes into a file; or preferences that may teach a model."""
    from engine.rating import exchange, store
    from engine.rating.sessions import read_session

    folder = Path(arguments.session).expanduser()
    session = read_session(folder)
    rater = store.rater_id(session, arguments.rater) if arguments.rater else None
    target = Path(arguments.out).expanduser()
    if arguments.preferences:
        from engine.rating.opened import counted_rows
        from engine.rating.preference_set import write_preferences

        if session.kind != PAIRS or arguments.preferences not in {one.id for one in session.questions}:
            raise UserError(f"This session does not ask {arguments.preferences} of pairs", "See: aurax rate status")
        num = write_preferences(counted_rows(folder), arguments.preferences, target)
        console.result({"file": str(target), "preferences": num}, f"{num} preferences are in {target}")
        return
    num = exchange.export_votes(folder, session, target, rater=rater)
    console.result({"file": str(target), "votes": num}, f"{num} votes are in {target}")


def import_votes(arguments: argparse.Namespace, console: Console) -> None:
    """Votes out of files."""
    from engine.core.codec import to_builtins
    from engine.rating import exchange
    from engine.rating.sessions import read_session

    folder = Path(arguments.session).expanduser()
    session = read_session(folder)
    merged = [exchange.import_votes(folder, session, Path(file).expanduser()) for file in arguments.files]
    new_votes = sum(one.num_new for one in merged)
    known = sum(one.num_known for one in merged)
    console.result(
        {"files": [{"file": file, **to_builtins(one)} for file, one in zip(arguments.files, merged, strict=True)]},
        f"{new_votes} new votes, {known} known already",
    )
