"""Small listening sessions for tests: systems of tones and noises, raters who answer by a rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from engine.core.rating import PAIRS, Answer, NextTrial, RaterProfile, Session, Vote
from engine.rating import serving, store
from engine.rating.building import Order, SourceItem, build
from engine.rating.design import Numbers
from engine.rating.questions import questions_for
from engine.rating.sessions import key_path
from engine.rating.stimuli import Cut

NAMES = ("zebra-base", "okapi-tuned")
"""Names that occur nowhere else, so that a leak is told from a coincidence."""
RATE = 22_050


def write_systems(
    folder: Path, names: tuple[str, ...] = NAMES, *, num_prompts: int = 4, seconds: float = 1.6
) -> dict[str, dict[str, SourceItem]]:
    """Noise of another colour, level and length for each system and prompt."""
    rng = np.random.default_rng(8)
    systems: dict[str, dict[str, SourceItem]] = {}
    for number, name in enumerate(names):
        for prompt in range(num_prompts):
            file = folder / name / f"quagga-prompt-{prompt}.wav"
            file.parent.mkdir(parents=True, exist_ok=True)
            noise = rng.standard_normal(round(RATE * (seconds + 0.1 * number))) * 0.05 * (1 + number)
            soundfile.write(file, noise, RATE, subtype="PCM_16")
            systems.setdefault(name, {})[file.stem] = SourceItem(file)
    return systems


def make_session(
    folder: Path,
    *,
    kind: str = PAIRS,
    names: tuple[str, ...] = NAMES,
    trials: int = 8,
    raters: int = 4,
    repeats: int = 1,
    catches: int = 1,
    num_prompts: int = 4,
    seed: int = 3,
    reference: bool = False,
    must_listen: float = 10.0,
) -> tuple[Path, Session]:
    """The session's folder and the session; its sources lie in ``folder``, too."""
    systems = write_systems(folder / "sources", names, num_prompts=num_prompts)
    true = write_systems(folder / "true", ("truth",), num_prompts=num_prompts)["truth"] if reference else {}
    order = Order(
        kind=kind,
        systems=systems,
        questions=questions_for(kind),
        numbers=Numbers(trials, raters, repeats, catches),
        cut=Cut(),
        title="A test",
        seed=seed,
        made_at="2026-11-28T00:00:00+00:00",
        reference=true,
        must_listen=must_listen,
    )
    target = folder / "session"
    return target, build(order, target, key_path(target))


def join(folder: Path, session: Session, name: str = "thandi") -> RaterProfile:
    profile = RaterProfile("", name, 0, "2026-11-28T00:00:00+00:00", role="producer")
    return serving.join(folder, session, profile)


def cast(
    folder: Path, session: Session, rater: str, trial: NextTrial, answers: dict[str, Answer], *, listened: float = 5.0
) -> int:
    assert trial.trial is not None
    heard = (listened,) * len(trial.files)
    ballot = Vote(rater, trial.trial, answers, heard, 30.0, 4, "2026-11-28T00:01:00+00:00")
    return serving.vote(folder, session, ballot)


def vote_all(
    folder: Path, session: Session, name: str, answer: Callable[[NextTrial], dict[str, Answer]]
) -> RaterProfile:
    """A rater's whole session."""
    rater = join(folder, session, name)
    while (trial := serving.next_trial(folder, session, rater.id)).trial is not None:
        cast(folder, session, rater.id, trial, answer(trial))
    return rater


def always(trial: NextTrial) -> dict[str, Answer]:
    """An answer of each question that fits."""
    return {
        one.id: [100] + [50] * (len(trial.files) - 1) if one.kind == "quality" else one.choices[0]
        for one in trial.questions
    }


def all_votes(folder: Path) -> list[Vote]:
    return [vote for ballot in store.ballots(folder) for vote in ballot.votes]
