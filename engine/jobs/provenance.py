"""What every take says of its making: the mark in its sound, the recipe in its files, credits, a signed manifest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.core.stems import Stems

if TYPE_CHECKING:
    from engine.core.audio import Audio
    from engine.core.blueprint import Blueprint
    from engine.generation.base import Made
    from engine.jobs.context import JobContext
    from engine.provenance.mark_detect import MarkKey

METHOD = "aurax-patchwork/1"
WATERMARKS = ("aurax", "audioseal")
"""Methods by their names in the settings."""
_NOT_THE_SOUND = ("gate", "watermark", "heard", "audio", "canary", "preview")
_MANY = ("notes", "automation", "chords", "schema", "preview")


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a take is made known.

    Args:
        is_neural: Made by a trained model.
        is_marked: With a watermark.
        home: Where keys lie; None for the public watermark key and no manifest.
        key: Id of the watermark key; ``own`` for the user's secret one.
        manifest: ``none``, ``beside`` the mix or ``inside`` it.
        with_prompt: The prompt in the manifest too.
        watermark: Which method marks: ``aurax`` or ``audioseal``.
    """

    is_neural: bool
    is_marked: bool
    home: Path | None = None
    key: str = "aurax"
    manifest: str = "none"
    with_prompt: bool = False
    watermark: str = "aurax"


UNSIGNED = Provenance(is_neural=True, is_marked=True)
"""A take of a trained model where no home is known: the public watermark, the recipe, credits; no manifest."""


def neural(context: JobContext, *, is_embedded: bool = False) -> Provenance:
    """As for every take of a trained model: watermark, and a manifest beside the mix.

    Raises:
        UserError: If the watermark that the settings name is not there.
    """
    return _chosen(context, is_neural=True, is_marked=True, manifest="inside" if is_embedded else "beside")


def by_rules(context: JobContext, *, is_marked: bool, is_embedded: bool) -> Provenance:
    """As for a take of the composer: only what was asked for.

    Raises:
        UserError: If a mark was asked for and the one that the settings name is not there.
    """
    return _chosen(context, is_neural=False, is_marked=is_marked, manifest="inside" if is_embedded else "none")


def _chosen(context: JobContext, *, is_neural: bool, is_marked: bool, manifest: str) -> Provenance:
    chosen = context.settings.provenance
    if chosen.watermark not in WATERMARKS:
        raise UserError(
            f"There is no watermark '{chosen.watermark}', which the settings name under [provenance]",
            f"Choose from: {', '.join(WATERMARKS)}.",
        )
    if is_marked and chosen.watermark == "audioseal":
        from engine.provenance.audioseal import require_installed

        require_installed()
    home, key = context.paths.home, chosen.watermark_key
    return Provenance(is_neural, is_marked, home, key, manifest, chosen.prompt_in_manifest, chosen.watermark)


def payload_of(document: dict[str, Any]) -> int:
    """32 bits that name a take: of the SHA-256 of all in its recipe that decides its sound."""
    from engine.core.codec import encode_json, to_builtins

    decides = {name: document[name] for name in sorted(document) if name not in _NOT_THE_SOUND}
    return int.from_bytes(hashlib.sha256(encode_json(to_builtins(decides))).digest()[:4], "big")


def marked(made: Made, document: dict[str, Any], provenance: Provenance) -> tuple[Made, dict[str, Any]]:
    """The piece with its watermark, stems alike so that they still sum to the mix, and the recipe that says so."""
    if not provenance.is_marked:
        return made, document
    from engine.audio.loudness import integrated_loudness, true_peak_dbtp

    payload = payload_of(document)
    stems = tuple(made.stems) if made.stems is not None else ()
    parts = tuple(made.stems[stem] for stem in stems) if made.stems is not None else ()
    (mix, *others), told = _embedded(made.mix, parts, payload, provenance)
    kept = None if made.stems is None else Stems(dict(zip(stems, others, strict=True)), made.stems.model)
    loudness, peak = integrated_loudness(mix), true_peak_dbtp(mix)
    return (
        replace(made, mix=mix, stems=kept, loudness_lufs=loudness, true_peak_dbtp=peak),
        {**document, "watermark": told},
    )


def marked_sound(audio: Audio, document: dict[str, Any], provenance: Provenance) -> Audio:
    """Another sound of the same take, such as a candidate that was not chosen, with the same mark."""
    if not provenance.is_marked:
        return audio
    (sound, *_), _told = _embedded(audio, (), payload_of(document), provenance)
    return sound


def _embedded(
    mix: Audio, parts: tuple[Audio, ...], payload: int, provenance: Provenance
) -> tuple[list[Audio], dict[str, Any]]:
    """Mix and parts with the mark of the chosen method, and what the recipe says of it."""
    if provenance.watermark == "audioseal":
        from engine.provenance import audioseal

        bits = payload >> (32 - audioseal.BITS)  # the first of the same hash
        told = {"method": audioseal.METHOD, "key": "audioseal", "payload": f"{bits:04x}"}
        return audioseal.embed_together(mix, parts, bits), told
    from engine.provenance.mark_embed import embed_together

    key = _key(provenance)
    told = {"method": METHOD, "key": key.id, "payload": f"{payload:08x}"}
    return list(embed_together(mix, parts, key.secret, payload)), told


def _key(provenance: Provenance) -> MarkKey:
    from engine.provenance.mark_keys import PUBLIC, known_keys, named, own_key

    if provenance.home is None:
        return PUBLIC
    return own_key(provenance.home) if provenance.key == "own" else named(known_keys(provenance.home), provenance.key)


def recipe_for_files(document: dict[str, Any], blueprint: Blueprint | None = None) -> dict[str, Any]:
    """What goes into sound files: the recipe without the notes, which follow from it."""
    from engine.core.codec import to_builtins

    recipe = {name: value for name, value in document.items() if name not in _MANY}
    return recipe if blueprint is None else {**recipe, "blueprint": to_builtins(blueprint)}


def make_known(inside: Path, name: str, recipe: dict[str, Any], provenance: Provenance) -> None:
    """Write the recipe into every sound file of a take, then sign the mix.

    Raises:
        OSError: If a file cannot be written.
        UserError: If the mix cannot be signed.
    """
    from engine.jobs.take_files import MIX_FILE
    from engine.provenance.recipe_tags import write_recipe

    for file in (inside / MIX_FILE, *sorted((inside / "stems").glob("*.wav"))):
        write_recipe(file, recipe if file.name == MIX_FILE else {**recipe, "part": file.stem})
    if provenance.is_neural:
        write_credits(inside, recipe)
    if provenance.home is None or provenance.manifest == "none":
        return
    from engine.provenance.certificates import credential
    from engine.provenance.manifest import definition, sign_beside, sign_inside

    content = definition(recipe, title=name, is_neural=provenance.is_neural, with_prompt=provenance.with_prompt)
    sign = sign_inside if provenance.manifest == "inside" else sign_beside
    sign(inside / MIX_FILE, content, credential(provenance.home))


def write_credits(folder: Path, recipe: dict[str, Any]) -> tuple[str, ...]:
    """``credits.txt`` and ``credits.json``; returns their names.

    Raises:
        OSError: If they cannot be written.
    """
    from engine.core.codec import encode_json
    from engine.provenance.credits import CREDITS_JSON, CREDITS_TEXT, credits_document, credits_text
    from engine.whole_file import write_bytes

    document = credits_document(recipe, is_neural=recipe.get("backend") != "sketch")
    write_bytes(folder / CREDITS_JSON, encode_json(document, indent=1) + b"\n")
    write_bytes(folder / CREDITS_TEXT, credits_text(document).encode())
    return CREDITS_TEXT, CREDITS_JSON
