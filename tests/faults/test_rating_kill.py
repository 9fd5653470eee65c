"""``kill -9`` at any moment of voting: what a rater was told is kept is kept, and voting goes on where it was.

A process votes and says each vote after the store has returned; it is killed at random moments (seeded), also right
before chosen system calls where strace is installed.
"""

from __future__ import annotations

import itertools
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.core.rating import Session
from engine.rating import serving, store, unblinding
from tests.faults.killing import ROOT, killed_before, needs_strace, posix_only
from tests.rating_sessions import all_votes, always, join, make_session, vote_all

pytestmark = posix_only

NUM_KILLS = 12
NUM_TRIALS = 120

VOTER = """
import sys
from pathlib import Path
from engine.core.rating import Vote
from engine.rating import serving, store
from engine.rating.sessions import read_session

folder = Path(sys.argv[1])
session = read_session(folder)
rater = store.rater_id(session, "thandi")
print("ready", flush=True)
while (trial := serving.next_trial(folder, session, rater)).trial is not None:
    answers = {one.id: one.choices[0] for one in trial.questions}
    serving.vote(folder, session, Vote(rater, trial.trial, answers, (5.0, 5.0), 30.0, 1, "now"))
    print(trial.trial, flush=True)
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Session]:
    return make_session(
        tmp_path_factory.mktemp("kill"), trials=NUM_TRIALS, raters=1, repeats=10, catches=5, num_prompts=2
    )


def voter(folder: Path) -> list[str]:
    return [sys.executable, "-c", VOTER, str(folder)]


def killed_after(folder: Path, seconds: float) -> tuple[list[str], bool]:
    """The votes a process has said before it was killed so many seconds after its start, and whether it was."""
    with subprocess.Popen(voter(folder), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        said = process.stdout.read()
        is_killed = process.wait() == -signal.SIGKILL
    return [line for line in said.split("\n")[:-1] if line], is_killed


def check(folder: Path, session: Session, said: list[str], *, processes: int = 1) -> None:
    """All that was said is there, in order; of each process at most one vote more, killed before it could say so."""
    kept = [vote.trial for vote in all_votes(folder)]
    assert set(said) <= set(kept), "a vote that was confirmed is lost"
    assert len(kept) - len(said) <= processes
    assert kept == [trial.id for trial in session.plans[0]][: len(kept)], "votes are in order, and none is there twice"


@pytest.mark.slow
def test_kills_at_random_moments_lose_no_confirmed_vote(session: tuple[Path, Session], tmp_path: Path) -> None:
    chance = random.Random(9)
    folder = tmp_path / "session"
    num_kills = rounds = 0
    while num_kills < NUM_KILLS:
        rounds += 1
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(session[0], folder)
        rater = join(folder, session[1]).id
        said: list[str] = []
        for processes in itertools.count(1):
            more, is_killed = killed_after(folder, chance.uniform(0.0, 0.06))
            num_kills += is_killed
            said += more
            check(folder, session[1], said, processes=processes)
            if not is_killed or num_kills >= NUM_KILLS:
                break
        vote_all(folder, session[1], "thandi", always)
        ballot = store.ballot_of(folder, rater)
        assert ballot is not None
        assert len(ballot.votes) == NUM_TRIALS
        assert serving.next_trial(folder, session[1], rater).trial is None
        assert unblinding.left_to_do(folder, session[1]) == 0
        assert rounds < 20, "kills never come in time: the test proves nothing"


@pytest.mark.slow
@needs_strace
@pytest.mark.parametrize(("call", "when"), [("fsync", 1), ("fsync", 17), ("lseek", 40)])
def test_kills_before_a_chosen_system_call(session: tuple[Path, Session], tmp_path: Path, call: str, when: int) -> None:
    folder = tmp_path / "session"
    shutil.copytree(session[0], folder)
    rater = join(folder, session[1]).id
    killed = killed_before(voter(folder), call, when)
    check(folder, session[1], killed.stdout.split("\n")[1:-1])
    vote_all(folder, session[1], "thandi", always)
    ballot = store.ballot_of(folder, rater)
    assert ballot is not None
    assert len(ballot.votes) == NUM_TRIALS


def test_a_line_cut_anywhere_is_passed_over(session: tuple[Path, Session], tmp_path: Path) -> None:
    """As after a power cut: the last line ends anywhere, even within a character."""
    folder = tmp_path / "session"
    shutil.copytree(session[0], folder)
    rater = join(folder, session[1]).id
    file = store.votes_file(folder, rater)
    for _ in range(3):
        with subprocess.Popen(voter(folder), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _line in range(4):
                process.stdout.readline()
            process.kill()
            process.communicate()
        content = file.read_bytes()
        before = len(all_votes(folder))
        file.write_bytes(content[: len(content) - random.Random(before).randrange(2, 60)])
        assert len(all_votes(folder)) == before - 1
    vote_all(folder, session[1], "thandi", always)
    ballot = store.ballot_of(folder, rater)
    assert ballot is not None
    assert (len(ballot.votes), ballot.num_torn) == (NUM_TRIALS, 3)
