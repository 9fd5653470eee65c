# ruff: noqa: T201 - it speaks on stdout
"""A trainer that trains nothing: it speaks the documented events and answers, for the window's tests.

Run like the real one. ``FAKE_TRAINER`` names a folder: it keeps what was asked there (``asked.jsonl``) and obeys
``orders.json``: ``crash_at`` a step, ``seconds`` a step, ``steps``, ``title`` of its songs.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import wave
from pathlib import Path
from typing import Any

PLACE = Path(os.environ["FAKE_TRAINER"])
ORDERS: dict[str, Any] = json.loads((PLACE / "orders.json").read_text()) if (PLACE / "orders.json").exists() else {}


def send(event: str, **fields: Any) -> None:
    print(json.dumps({"event": event, "at": "2026-11-28T19:58:18.120+00:00", **fields}), flush=True)


def news(run: Path, event: str, **fields: Any) -> None:
    """An event that the run's folder keeps, too."""
    send(event, **fields)
    with (run / "events.jsonl").open("a") as file:
        file.write(json.dumps({"event": event, "at": "2026-11-28T19:58:18.120+00:00", **fields}) + "\n")


def begin(command: str) -> None:
    send("begin", schema="aurax.train-events/1", command=command)


def fail(sentence: str) -> int:
    sys.stderr.write(f"aurax: {sentence}\n")
    return 1


def songs() -> list[dict[str, Any]]:
    title = ORDERS.get("title", "Vibe")
    row = {"title": title, "artist": title, "rights": "own", "by": "Thandi", "style": "sgija", "bpm": 112.0}
    row |= {"key": "F minor", "seconds": 210.0, "verdict": "good", "is_in": True, "reasons": []}
    none = {"is_in": False, "rights": "none", "reasons": ["there are no rights to train on it: nobody has stated any"]}
    return [
        *({**row, "path": f"/m/{number}.mp3"} for number in range(3)),
        {**row, **none, "path": "/m/none.mp3"},
        {"path": "/m/broken.mp3", "title": title, "is_in": False, "reasons": ["it could not be read: it is no audio"]},
    ]


def answer(words: list[str]) -> dict[str, Any]:
    if words[:2] == ["collection", "report"]:
        shares = {"counts": {"sgija": 3}, "shares": {"sgija": 1.0}, "effective": 1.0, "unknown": 0}
        return {
            "recordings": 4,
            "chosen": ORDERS.get("chosen", 3),
            "hours": 0.2,
            "songs": songs(),
            "bias": {"warnings": ["one artist makes 100 % of the music"], "style": shares, "artist": shares},
            "balance": {"advice": ["more private school"]},
            "advice": {"words": "3 songs are few", "costs": []},
            "problems": [],
        }
    made = (PLACE / "dataset.made").exists()
    own = {"dataset": "mine/v1", "is_finished": True, "num_segments": 12, "hours": 0.1, "root_sha256": "ab" * 32}
    if words[:2] == ["dataset", "list"]:
        return {"datasets": [own] if made else []}
    if words[:2] == ["dataset", "show"]:
        splits = {"train": {"songs": 2, "segments": 10, "artists": 2}, "validation": {"songs": 1, "segments": 2}}
        return {**own, "splits": splits, "size_bytes": 10**9, "commercial_use": True, "warnings": ["few artists"]}
    return {}


def clip(file: Path, loudness: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        period = bytes([loudness, 20]) * 16 + bytes([loudness, 236]) * 16  # a square wave of 250 Hz
        out.writeframes(period * 1500)


def train(run: Path, first: int) -> int:
    """Steps with the orchestrator's events, a look in the middle, a checkpoint at SIGTERM."""
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
    steps = int(ORDERS.get("steps", 40))
    run.mkdir(parents=True, exist_ok=True)
    (run / "run.json").write_text("{}")
    (run / "events").mkdir(exist_ok=True)
    begin("run")
    for step in range(first + 1, steps + 1):
        time.sleep(float(ORDERS.get("seconds", 0.02)))
        if step == ORDERS.get("crash_at"):
            return fail("The graphics card ran out of memory. Choose a smaller preset.")
        loss = 3.0 / step
        with (run / "figures.jsonl").open("a") as file:
            file.write(json.dumps({"step": step, "loss": loss, "learning_rate": 1e-3}) + "\n")
        send(
            "progress",
            step=step,
            steps=steps,
            fraction=step / steps,
            loss=loss,
            learning_rate=1e-3,
            eta_seconds=3.0,
            cost_usd=0.1,
        )
        if step == steps // 2:
            look(run, step)
        if asked:
            state(run, "paused", step, steps)
            news(run, "checkpoint", folder=f"step_{step:08d}", step=step)
            news(run, "stopped", reason="signal", step=step)
            sys.stderr.write("\naurax: cancelled, nothing half-written was left\n")
            return 130
    state(run, "completed", steps, steps)
    finish(run)
    send("result", status="completed", weights=str(run / "model" / "state_dict.bin"), step=steps, total_cost_usd=0.1)
    return 0


def look(run: Path, step: int) -> None:
    news(run, "validation", step=step, loss=1.5, best=1.5, figures={"loss": 1.5, "culture": 0.7})
    news(run, "milestone", name="half", look=1)
    for name, folder in (("base", run / "milestones/base"), ("half", run / "milestones/half/look_1")):
        for number in range(4):
            file = folder / f"sample_{number:04d}.wav"
            clip(file, number)
            own = {"name": ORDERS.get("title", file.stem), "score": 0.8, "passed": True}
            with (folder / "samples.jsonl").open("a") as out:
                out.write(json.dumps({**own, "file": file.name}) + "\n")
            send("sample", milestone=name, **{**own, "file": str(file)})
    criteria = [{"name": "authenticity", "status": "met", "words": "4 of 4 pass"}]
    news(run, "decision", step=step, name="half", look=1, decision="go", criteria=criteria, message="half: go")


def state(run: Path, status: str, step: int, steps: int) -> None:
    own = {"status": status, "reason": "", "step": step, "target_steps": steps, "run_seconds": 10.0}
    (run / "orchestrator_state.json").write_text(json.dumps(own))


def finish(run: Path) -> None:
    (run / "model").mkdir(exist_ok=True)
    card = {
        "base": "musicgen-small",
        "method": "LoRA",
        "step": 40,
        "licence": "CC-BY-NC-4.0",
        "dataset": {"name": "mine/v1"},
    }
    (run / "model" / "card.json").write_text(json.dumps(card))


def main(words: list[str]) -> int:
    with (PLACE / "asked.jsonl").open("a") as file:
        file.write(json.dumps(words) + "\n")
    if words[0] == "tensorboard":
        print(json.dumps({"address": "http://127.0.0.1:6006/"}, indent=2), flush=True)
        time.sleep(60)
        return 0
    if words[0] == "run":
        return train(Path(words[words.index("--out") + 1]), 0)
    if words[0] == "resume":
        own = json.loads((Path(words[1]) / "figures.jsonl").read_text().splitlines()[-1])
        return train(Path(words[1]), int(own["step"]))
    if "--events" not in words:
        print(json.dumps(answer(words)))
        return 0
    begin(" ".join(words[:2]))
    if ORDERS.get("refuse"):
        return fail(str(ORDERS["refuse"]))
    send("progress", fraction=0.5, eta_seconds=1.0, stage="half", phase="importing")
    if words[:2] == ["dataset", "make"]:
        (PLACE / "dataset.made").touch()
        send("result", dataset="mine/v1")
    else:
        send("result", imported=3)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
