"""A rater's way through a session: join, the next trial, the vote."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.core.errors import UserError
from engine.core.rating import CANNOT_JUDGE, Answer, NextTrial, Question, RaterProfile, Session, Trial, Vote
from engine.rating import store
from engine.rating.sessions import item_path, refuse_if_unblinded

ROLES = ("", "producer", "dj", "dancer", "listener", "other")
LISTENING = ("", "headphones", "speakers")
_LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Heard:
    """How a trial was listened to: seconds of each item by place, of the trial in all, switches, changes of volume."""

    listened: tuple[float, ...]
    seconds: float
    switches: int = 0
    volume_changes: int = 0


def join(folder: Path, session: Session, profile: RaterProfile) -> RaterProfile:
    """The rater as this session keeps them: a newcomer gets the plan that fewest have, with consent.

    Args:
        folder: Of the session.
        session: What it holds.
        profile: ``pseudonym`` and what else the rater has said; its ``id`` and ``plan`` are chosen here.

    Raises:
        UserError: Without consent, after a withdrawal, or once the session is unblinded.
    """
    rater = store.rater_id(session, profile.pseudonym)
    known = store.ballot_of(folder, rater)
    if known is not None:
        return known.rater
    refuse_if_unblinded(folder)
    if not profile.pseudonym.strip():
        raise UserError("A rater has a name, which may be made up", "Name one with --rater.")
    if store.has_withdrawn(folder, session, rater):
        raise UserError("This rater has withdrawn from the session", "Whoever wants to vote again takes another name.")
    if not profile.consented_at:
        raise UserError(
            "Votes are kept only of raters who agree to it",
            "Say --consent: votes are kept under the pseudonym for this test, and 'aurax rate withdraw' deletes them.",
        )
    if profile.role not in ROLES or profile.listening not in LISTENING:
        raise UserError(f"{profile.role or profile.listening} is none of the choices", f"There are: {_choices()}.")
    joined = replace(profile, id=rater, pseudonym=profile.pseudonym.strip(), plan=_free_plan(folder, session, rater))
    store.append(folder, joined)
    return joined


def _choices() -> str:
    return ", ".join(filter(None, (*ROLES, *LISTENING)))


def _free_plan(folder: Path, session: Session, rater: str) -> int:
    """The plan taken least here; among equals the rater's own hash decides, so that two machines differ."""
    taken = Counter(ballot.rater.plan for ballot in store.ballots(folder))

    def rank(plan: int) -> tuple[int, str]:
        return taken[plan], hashlib.sha256(f"{rater}{plan}".encode()).hexdigest()

    return min(range(len(session.plans)), key=rank)


def _plan(session: Session, rater: RaterProfile) -> tuple[Trial, ...]:
    return session.plans[rater.plan % len(session.plans)]


def next_trial(folder: Path, session: Session, rater: str) -> NextTrial:
    """What the rater hears next; ``trial`` is None when all is done.

    Raises:
        UserError: If the rater has not joined, or the session is unblinded.
    """
    refuse_if_unblinded(folder)
    ballot = _known(folder, rater)
    plan = _plan(session, ballot.rater)
    answered = {vote.trial for vote in ballot.votes}
    number = next((index for index, trial in enumerate(plan) if trial.id not in answered), len(plan))
    questions, least = session.questions, session.must_listen_seconds
    if number == len(plan):
        return NextTrial(session.id, None, number, len(plan), (), None, questions, least)
    trial = plan[number]
    files = tuple(str(item_path(folder, item).absolute()) for item in trial.items)
    reference = str(item_path(folder, trial.reference).absolute()) if trial.reference else None
    return NextTrial(session.id, trial.id, number + 1, len(plan), files, reference, questions, least)


def _known(folder: Path, rater: str) -> store.Ballot:
    ballot = store.ballot_of(folder, rater)
    if ballot is None:
        raise UserError("This rater has not joined the session", "Say --rater NAME --consent with serve-next first.")
    return ballot


def vote(folder: Path, session: Session, ballot: Vote) -> int:
    """Keep a vote; returns how many trials are left. When this returns, the vote is on the disk.

    Raises:
        UserError: If it is not the rater's next trial, an answer is missing or no choice, or an item was not heard
            long enough.
    """
    refuse_if_unblinded(folder)
    known = _known(folder, ballot.rater)
    plan = _plan(session, known.rater)
    answered = {one.trial for one in known.votes}
    left = [trial for trial in plan if trial.id not in answered]
    if not left:
        raise UserError("All trials are answered", "Thank you; the result is shown when the session is unblinded.")
    if ballot.trial != left[0].id:
        raise UserError("This is not the next trial", "Ask for it with: aurax rate serve-next. A vote is final.")
    _check_listening(Heard(ballot.listened, ballot.seconds, ballot.switches), session, left[0])
    checked = check_answers(ballot.answers, session.questions, len(left[0].items))
    if len(ballot.comment) > _LONGEST_TEXT:
        raise UserError(f"The comment has more than {_LONGEST_TEXT} characters", "Shorten it.")
    store.append(folder, replace(ballot, answers=checked))
    return len(left) - 1


def _check_listening(heard: Heard, session: Session, trial: Trial) -> None:
    least = session.must_listen_seconds
    times = heard.listened
    if len(times) != len(trial.items) or not all(
        math.isfinite(time) and time >= 0.0 for time in (*times, heard.seconds)
    ):
        raise UserError(f"The seconds listened to each of the {len(trial.items)} items must be told", "Say --listened.")
    if min(times) < least:
        raise UserError(
            f"Each item is heard for at least {least:g} s before a vote counts; the shortest had {min(times):g} s",
            "Listen on and vote then.",
        )
    if heard.seconds < max(times):
        raise UserError("A trial cannot be shorter than the listening in it", "Say --seconds.")


def check_answers(answers: Mapping[str, Answer], questions: tuple[Question, ...], num_items: int) -> dict[str, Answer]:
    """All questions answered, each by one of its choices; digits of a scale become numbers.

    Raises:
        UserError: Naming the first that is not.
    """
    names = [question.id for question in questions]
    strange = [name for name in answers if name not in names]
    if strange:
        raise UserError(f"The session does not ask {strange[0]}", f"It asks: {', '.join(names)}.")
    return {question.id: _checked(question, answers.get(question.id), num_items) for question in questions}


def _checked(question: Question, answer: Answer | None, num_items: int) -> Answer:
    if answer is None:
        raise UserError(f"The question {question.id} is not answered", f"Choices: {_allowed(question)}.")
    if question.kind == "quality":
        fits = isinstance(answer, list) and len(answer) == num_items and all(0 <= one <= 100 for one in answer)
        if not fits:
            raise UserError(f"{question.id} takes {num_items} numbers of 0 to 100, one for each item", "Correct it.")
        return answer
    word = str(answer)
    if word not in question.choices:
        raise UserError(f"{word} is no answer to {question.id}", f"Choices: {_allowed(question)}.")
    return int(word) if question.kind == "scale" and word != CANNOT_JUDGE else word


def _allowed(question: Question) -> str:
    return ", ".join(question.choices) or "numbers of 0 to 100"
