"""Events on stdout: whole JSON lines, not too many, and none where nobody asked."""

from __future__ import annotations

import io
import json
from pathlib import Path

from engine.cli.console import Console
from engine.paths import Paths
from engine.settings import Settings
from trainer.event_lines import EventLines


def console(tmp_path: Path) -> Console:
    return Console(Paths.under(tmp_path), Settings(), out=io.StringIO(), err=io.StringIO())


def events_of(own: Console) -> list[dict[str, object]]:
    assert isinstance(own.out, io.StringIO)
    return [json.loads(line) for line in own.out.getvalue().splitlines()]


def test_the_first_says_what_the_last_says_how_it_ended_and_progress_is_thinned(tmp_path: Path) -> None:
    own = console(tmp_path)
    events = EventLines(own, "dataset make", is_wanted=True)
    for number in range(1_000):
        events.progress(number / 1_000, "songs")
    events.progress(1.0, "done\nwith a line break")
    events.result({"dataset": "a/v1"}, "text")
    found = events_of(own)
    assert found[0] | {"at": ""} == {
        "event": "begin", "at": "", "schema": "aurax.train-events/1", "command": "dataset make",
    }  # fmt: skip
    assert len(found) < 20
    assert found[-2]["fraction"] == 1.0
    assert found[-1] | {"at": ""} == {"event": "result", "at": "", "dataset": "a/v1"}


def test_parts_that_know_nothing_of_events_are_heard_with_their_phase(tmp_path: Path) -> None:
    own = console(tmp_path)
    watched = EventLines(own, "collection import", is_wanted=True).watching()
    for label in ("importing", "analysing"):
        line = watched.progress(label)
        line(1.0, "all")
        line.close()
    assert [event.get("phase") for event in events_of(own)] == [None, "importing", "analysing"]


def test_nobody_asked(tmp_path: Path) -> None:
    own = console(tmp_path)
    events = EventLines(own, "x", is_wanted=False)
    events.progress(1.0)
    events.result({"a": 1}, "a text")
    assert isinstance(own.out, io.StringIO)
    assert own.out.getvalue() == "a text\n"
