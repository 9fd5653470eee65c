"""A signed C2PA manifest: what made this sound, bound to its bytes. Works offline: no timestamp server is asked."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core.errors import UserError
from engine.provenance.certificates import Credential
from engine.whole_file import whole_file, write_bytes

_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_FORMATS = {".wav": "audio/wav", ".mp3": "audio/mpeg", ".flac": "audio/flac"}
SIDECAR = ".c2pa"
_MAX_SIDECAR_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class Validated:
    """What a reader says: ``state`` is Valid, Trusted or Invalid; ``problems`` are the codes of its faults."""

    state: str
    problems: tuple[str, ...]
    source_type: str
    manifest: dict[str, Any]

    @property
    def is_intact(self) -> bool:
        """Signature and bytes fit; the signer may still be one that no list of trust knows."""
        return self.state in ("Valid", "Trusted")


def definition(recipe: dict[str, Any], *, title: str, is_neural: bool, with_prompt: bool) -> dict[str, Any]:
    """The manifest's content: created by an algorithm, by which, under which licence.

    Args:
        recipe: Of the take.
        title: Of the file.
        is_neural: Made by a trained model (``trainedAlgorithmicMedia``), else by rules (``algorithmicMedia``).
        with_prompt: The user's words too; they may be private.
    """
    name, _, version = str(recipe.get("engine", "AURA-X Studio")).rpartition(" ")
    agent = {"name": name or version, "version": version if name else ""}
    kept = ("backend", "model", "revision", "licence", "seed", "watermark", *(("prompt",) if with_prompt else ()))
    action = {
        "action": "c2pa.created",
        "softwareAgent": agent,
        "digitalSourceType": _SOURCE_TYPES + ("trainedAlgorithmicMedia" if is_neural else "algorithmicMedia"),
    }
    return {
        "claim_generator_info": [agent],
        "title": title,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [action]}},
            {"label": "org.aurax.recipe", "data": {name: recipe[name] for name in kept if name in recipe}},
        ],
    }


def sign_beside(path: Path, content: dict[str, Any], signer: Credential) -> Path:
    """Write ``<name>.c2pa`` beside a WAV file, which stays as it is byte for byte.

    Raises:
        ValueError: If it is no WAV file; c2pa binds other formats only to a file that it has changed.
        UserError: If it cannot be signed.
        OSError: If it cannot be written.
    """
    if path.suffix.lower() != ".wav":
        raise ValueError(f"a manifest can stand beside .wav only, got {path.suffix!r}")
    with path.open("rb") as source:
        signed = _signed(path, content, signer, source, io.BytesIO(), is_embedded=False)
    target = path.with_suffix(SIDECAR)
    write_bytes(target, signed)
    return target


def sign_inside(path: Path, content: dict[str, Any], signer: Credential) -> None:
    """Put the manifest into a WAV, MP3 or FLAC file (there in an ID3 tag before ``fLaC``, as C2PA has it).

    Raises:
        UserError: If it cannot be signed.
        OSError: If it cannot be written.
    """
    with whole_file(path) as temporary, path.open("rb") as source, temporary.open("w+b") as target:
        _signed(path, content, signer, source, target, is_embedded=True)


def validate(path: Path) -> Validated | None:
    """What the manifest inside a file, or else beside it, says; None where there is none.

    Raises:
        UserError: If the manifest cannot be read.
    """
    import c2pa

    beside = path.with_suffix(SIDECAR)
    try:
        with path.open("rb") as stream:
            if beside.is_file() and beside.stat().st_size <= _MAX_SIDECAR_BYTES:
                reader = c2pa.Reader(_format(path), stream, beside.read_bytes())
            else:
                reader = c2pa.Reader(_format(path), stream)
            with reader:
                return _read(reader)
    except c2pa.C2paError.ManifestNotFound:
        return None
    except (c2pa.C2paError, OSError) as error:
        raise UserError(f"The manifest of {path} cannot be read: {str(error)[:200]}", "Get the file again.") from error


def _read(reader: Any) -> Validated:
    import json

    active = reader.get_active_manifest() or {}
    results = (reader.get_validation_results() or {}).get("activeManifest", {})
    problems = tuple(str(item.get("code")) for item in results.get("failure", []))
    assertions = {item.get("label", ""): item.get("data", {}) for item in active.get("assertions", [])}
    actions: dict[str, Any] = next((data for label, data in assertions.items() if label.startswith("c2pa.actions")), {})
    types = [str(action.get("digitalSourceType", "")) for action in actions.get("actions", [])]
    kind = types[0].removeprefix(_SOURCE_TYPES) if types else ""
    return Validated(str(reader.get_validation_state()), problems, kind, json.loads(json.dumps(active)))


def _format(path: Path) -> str:
    found = _FORMATS.get(path.suffix.lower())
    if found is None:
        raise UserError(f"{path.name} cannot carry a C2PA manifest", "WAV, FLAC and MP3 can.")
    return found


def _signed(
    path: Path, content: dict[str, Any], signer: Credential, source: Any, target: Any, *, is_embedded: bool
) -> bytes:
    import c2pa

    try:
        info = c2pa.C2paSignerInfo(b"es256", signer.chain.encode(), signer.private_key.encode(), b"")
        info.ta_url = None  # an empty address would be asked for the time; None is not
        with c2pa.Signer.from_info(info) as key, c2pa.Builder({**content, "format": _format(path)}) as builder:
            if not is_embedded:
                builder.set_no_embed()
            return bytes(builder.sign(key, _format(path), source, target))
    except c2pa.C2paError as error:
        raise UserError(f"{path.name} could not be signed: {str(error)[:200]}", "See aurax doctor.") from error
