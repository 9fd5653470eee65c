"""A generated piece with everything that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NewType

TakeId = NewType("TakeId", int)


@dataclass(frozen=True, slots=True)
class Take:
    """One generated piece. ``artifact`` names the mix in the artifact store; ``recipe`` rebuilds it."""

    id: TakeId
    prompt: str
    backend: str
    model: str
    revision: str
    seed: int
    artifact: str
    licence: str
    recipe: dict[str, Any] = field(default_factory=dict)
    created_at: str = ""
