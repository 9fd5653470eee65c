"""The credit sheet of a take: what made it, on what terms, and what people gave to it. It holds no date."""

from __future__ import annotations

from typing import Any

SCHEMA = "aurax.credits/1"
CREDITS_TEXT, CREDITS_JSON = "credits.txt", "credits.json"
NEURAL_DATA = "See the model's card for the recordings it was trained on; the studio has no part in them."
OWN_DATA = "None: notes and sounds are made by rules and synthesis of the studio's own."


def credits_document(recipe: dict[str, Any], *, is_neural: bool) -> dict[str, Any]:
    """Credits from a recipe, for machines."""
    parameters = recipe.get("parameters") or {}
    given = {
        name: parameters[name] for name in ("sounds", "effects", "melody", "like", "continues") if parameters.get(name)
    }
    people = [f"wrote the words: {recipe['prompt']}"] if recipe.get("prompt") else []
    people += [f"chose {name}: {_short(value)}" for name, value in parameters.items() if name not in given]
    people += [f"gave {name}: {_short(value)}" for name, value in given.items()]
    instruments = recipe.get("instruments") or {}
    return {
        "schema": SCHEMA,
        "software": recipe.get("engine", ""),
        "generator": recipe.get("backend", ""),
        "model": recipe.get("model", ""),
        "revision": recipe.get("revision", ""),
        "licence_of_the_weights": recipe.get("licence", ""),
        "commercial_use": recipe.get("commercial_use", not is_neural),
        "training_data": NEURAL_DATA if is_neural else OWN_DATA,
        "made_by": "a trained model" if is_neural else "rules",
        "seed": recipe.get("seed"),
        "prompt": recipe.get("prompt", ""),
        "human_contributions": people,
        "sounds": {role: voice.get("instrument") or voice.get("source", "") for role, voice in instruments.items()},
        "synthetic_voices": list(recipe.get("synthetic") or []),
        "watermark": recipe.get("watermark"),
    }


def credits_text(document: dict[str, Any]) -> str:
    """The same, for people."""
    terms = "allowed by the licence of the weights" if document["commercial_use"] else "NOT allowed"
    mark = document["watermark"]
    lines = [
        "CREDITS",
        f"Software:         {document['software']}",
        f"Generator:        {document['generator']} (made by {document['made_by']})",
        f"Model:            {document['model']} {document['revision']}".rstrip(),
        f"Licence:          {document['licence_of_the_weights']}",
        f"Commercial use:   {terms}",
        f"Training data:    {document['training_data']}",
        f"Seed:             {document['seed']}",
        *(f"A person:         {line}" for line in document["human_contributions"]),
        *(f"Sound of {role + ':':<9}{name}" for role, name in document["sounds"].items()),
        *(f"Synthetic voice:  {role}" for role in document["synthetic_voices"]),
        f"Watermark:        {'key ' + mark['key'] + ', take ' + mark['payload'] if mark else 'none'}",
    ]
    return "\n".join(" ".join(line.splitlines()) for line in lines) + "\n"


def _short(value: Any) -> str:
    return ", ".join(f"{name} {each}" for name, each in value.items()) if isinstance(value, dict) else str(value)
