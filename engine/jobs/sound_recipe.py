"""The recipe of a take of sound: words, model, seed, and what was asked for beside words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.generation.base import Request
    from engine.generation.gate import Order
    from engine.jobs.generate_sound import GenerateSound, SoundWork


def recipe_of(work: SoundWork, order: Order) -> dict[str, Any]:
    """What made a take: enough to make it again."""
    from engine import __version__
    from engine.core.codec import to_builtins

    spec, generator = work.spec, work.generator
    request = work.request(order, order.seed)
    asked = {name: value for name, value in to_builtins(spec.options).items() if value not in (None, [], {}, ())}
    return {
        "engine": f"AURA-X Studio {__version__}",
        "backend": generator.id,
        "model": generator.model,
        "revision": generator.revision,
        "licence": generator.licence,
        "commercial_use": generator.commercial_use,
        "prompt": spec.prompt,
        "told": generator.told(request),
        "seed": order.seed,
        **_sections(work, request),
        "seconds": work.target.seconds,
        "parameters": {**asked, **generator.parameters(), **_shaping_asked(spec)},
        **({"canary": spec.canary} if spec.canary else {}),
    }


def _sections(work: SoundWork, request: Request) -> dict[str, Any]:
    """The words of each section; or why there is one prompt for all, where the piece is long."""
    told = [
        {"start": round(each.start, 3), "label": each.label, "words": each.words}
        for each in work.generator.told_sections(request)
        if each.start < work.target.made_seconds
    ]
    if not told and not work.telling.why:
        return {}
    return {"sections": {"told": told, **({"why": work.telling.why} if work.telling.why else {})}}


def _shaping_asked(spec: GenerateSound) -> dict[str, Any]:
    """What was asked for beside words, as far as it was."""
    from engine.jobs.generate_sound import GenerateSound

    usual = GenerateSound("", "", 0)
    names = {
        "melody": "melody",
        "beginning": "continues",
        "only_new": "only_new",
        "variation_of": "variation_of",
        "replaces": "replaces",
        "region": "region",
        "template": "template",
        "candidates": "num_candidates",
        "fit_grid": "fit_grid",
        "loop": "loop",
    }
    asked = {shown: getattr(spec, name) for name, shown in names.items() if getattr(spec, name) != getattr(usual, name)}
    asked |= {"like": asdict(spec.like)} if spec.like.file else {}
    return {**asked, "strength": spec.strength} if spec.variation_of else asked
