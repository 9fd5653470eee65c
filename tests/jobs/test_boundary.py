"""What crosses a process boundary comes out as it went in, or as a sentence."""

from __future__ import annotations

import errno
import inspect
import pickle
import threading

import pytest

from engine.core import errors
from engine.core.errors import BackendError, EngineError, JobCancelled, UserError
from engine.core.jobs import JobState
from engine.jobs.boundary import attempt, known_error, survives_pickling


def engine_errors() -> list[type[EngineError]]:
    """Every subclass of EngineError in the engine's light modules; heavy ones are reached through their subclasses."""
    import engine.jobs.kinds
    import engine.library  # noqa: F401

    found: list[type[EngineError]] = []
    waiting = [EngineError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("engine."):
            found.append(kind)
    return sorted(set(found), key=lambda kind: kind.__name__)


def example(kind: type[EngineError]) -> EngineError:
    """An instance with a word in every field."""
    if kind.__init__ is EngineError.__init__:
        return kind("something happened")
    parameters = list(inspect.signature(kind.__init__).parameters.values())[1:]
    values = {"known": ("one", "two"), "exit_code": -11}
    return kind(*[values.get(p.name, f"the {p.name}") for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD])


@pytest.mark.parametrize("kind", engine_errors())
def test_every_error_of_ours_survives_pickling(kind: type[EngineError]) -> None:
    error = example(kind)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (str(copy), copy.hint, copy.args) == (str(error), error.hint, error.args)
    assert {k: str(v) for k, v in vars(copy).items()} == {k: str(v) for k, v in vars(error).items()}
    assert survives_pickling(error)


def test_the_list_of_errors_is_not_empty() -> None:
    assert {errors.AudioReadError, errors.LibraryError, errors.WorkerDied} <= set(engine_errors())


class Fragile(EngineError):
    """Of the form that does not survive: its constructor wants more than it hands up, and it holds what no pipe takes
    (where a cluster's library is loaded, that alone decides: it teaches pickle to do without constructors).
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.lock = threading.Lock()


def test_an_error_that_would_not_survive_is_wrapped() -> None:
    outcome = attempt(lambda: (_ for _ in ()).throw(Fragile("a.wav", "broken")))
    assert isinstance(outcome.error, BackendError)
    assert outcome.error.message == "a.wav: broken"
    assert "Traceback" in outcome.error.traceback_text


def raising(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "memory"),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y.wav"), "Permission denied: /x/y.wav"),
    ],
)
def test_what_runs_out_or_cannot_be_opened_is_said_in_words(error: Exception, words: str) -> None:
    outcome = attempt(lambda: raising(error))
    assert isinstance(outcome.error, UserError)
    assert words in str(outcome.error)
    assert outcome.error.hint


def test_an_outcome_has_one_of_three_states() -> None:
    assert attempt(lambda: 7).result == 7
    assert attempt(lambda: raising(JobCancelled())).state is JobState.CANCELLED
    assert attempt(lambda: raising(ValueError("no"))).state is JobState.FAILED


def test_interrupts_pass_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        attempt(lambda: raising(KeyboardInterrupt()))


def test_a_foreign_message_of_many_lines_becomes_one() -> None:
    assert str(known_error(RuntimeError("first\nsecond"))).count("\n") == 0
