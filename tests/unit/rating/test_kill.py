"""``kill -9`` at any vote: whatever the rater was told is kept stays kept, and the session goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.core.rating import Session
from engine.rating import serving, store, unblinding
from engine.rating.sessions import key_path
from tests.rating_sessions import always, cast, join, make_session

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")

ROOT = Path(__file__).resolve().parents[3]
_VOTER = """
import sys
import time
from pathlib import Path
from engine.rating import serving
from engine.rating.sessions import read_session
from tests.rating_sessions import always, cast, join
folder = Path(sys.argv[1])
session = read_session(folder)
rater = join(folder, session).id
print("joined", flush=True)
while (trial := serving.next_trial(folder, session, rater)).trial is not None:
    cast(folder, session, rater, trial, always(trial))
    print(trial.trial, flush=True)  # the rater is told: from here on it must be there
    time.sleep(0.03)  # a busy machine must not let all votes pass before the kill
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Session]:
    return make_session(tmp_path_factory.mktemp("kill"), trials=120, raters=1, repeats=0, catches=0, num_prompts=2)


def vote_until_killed(folder: Path, seconds: float) -> list[str]:
    """What the rater had been told when the process was killed, so long after it had joined."""
    voter = subprocess.Popen(
        [sys.executable, "-c", _VOTER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert voter.stdout is not None
    assert voter.stdout.readline() == "joined\n"
    time.sleep(seconds)
    voter.send_signal(signal.SIGKILL)
    said, _ = voter.communicate()
    lines = said.split("\n")
    return [line for line in lines[:-1] if line]  # the last one may be torn: it was not told


def test_no_vote_that_was_told_is_lost(made: tuple[Path, Session], tmp_path: Path) -> None:
    folder, session = tmp_path / "session", made[1]
    shutil.copytree(made[0], folder)
    shutil.copyfile(key_path(made[0]), key_path(folder))
    told: list[str] = []
    for seconds in np.random.default_rng(9).uniform(0.0, 0.4, 4):
        told += vote_until_killed(folder, float(seconds))
        ballot = store.ballot_of(folder, join(folder, session).id)
        assert ballot is not None
        kept = [vote.trial for vote in ballot.votes]
        assert set(told) <= set(kept)
        assert len(kept) == len(set(kept)), "and none counts twice"
        plan = [trial.id for trial in session.plans[0]]
        assert kept == plan[: len(kept)], "no trial was passed over"
    assert 0 < len(told) < session.num_trials, "it was killed in the middle"
    rater = join(folder, session).id
    while (trial := serving.next_trial(folder, session, rater)).trial is not None:
        cast(folder, session, rater, trial, always(trial))
    assert unblinding.left_to_do(folder, session) == 0
