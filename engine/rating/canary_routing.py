"""Which model a generation goes to while a canary runs, and what is written down of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.rating.canary import RULE_FILE, assign, read_decision, read_rule


@dataclass(frozen=True, slots=True)
class Routed:
    """A generation that a canary has sent one way.

    Args:
        canary: Its name.
        generation: What was assigned: opaque, the same for the same prompt and seed.
        model: As the rule names it.
        is_new: Whether that is the new model.
        outcome: What was decided before; empty while the canary runs.
    """

    canary: str
    generation: str
    model: str
    is_new: bool
    outcome: str = ""

    def document(self) -> dict[str, Any]:
        """As it stands in ``take.json``."""
        return {
            "name": self.canary,
            "generation": self.generation,
            "model": self.model,
            "arm": "treatment" if self.is_new else "control",
            "outcome": self.outcome or None,
        }


def route(home: Path, asked: Collection[str], prompt: str, seed: int) -> Routed | None:
    """Where a generation goes that was asked of a model; None where no canary is about that model.

    Of several canaries about one model the newest rule counts.

    Args:
        home: The user's folder.
        asked: Names by which a rule may call the model that was asked for.
        prompt: With the seed it names the generation: made again, it goes the same way.
        seed: Of its first take.

    Raises:
        UserError: If a rule was changed after it was sealed.
    """
    folders = sorted(file.parent for file in (home / "canary").glob(f"*/{RULE_FILE}"))
    running = [(folder, read_rule(folder)) for folder in folders]
    own = [(rule.made_at, folder.name, folder, rule) for folder, rule in running if rule.control in asked]
    if not own:
        return None
    _made_at, _name, folder, rule = max(own, key=lambda one: one[:2])
    decision = read_decision(folder)
    generation = hashlib.sha256(f"{seed}\n{prompt}".encode()).hexdigest()[:16]
    model = assign(rule, generation, decision)
    return Routed(rule.name, generation, model, model == rule.treatment, decision.outcome if decision else "")
