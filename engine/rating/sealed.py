"""The key of a session: packed so that no glance or search of the disk shows a name, and bound by its hash."""

from __future__ import annotations

import base64
import hashlib
import os
import zlib
from contextlib import suppress
from pathlib import Path

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.rating import Session, SessionKey
from engine.whole_file import write_bytes

_HEAD = b"AURAX RATING KEY. Opening it breaks the blinding; it is opened by: aurax rate unblind\n"


def pack(key: SessionKey) -> bytes:
    """The key file's content. It is no cipher: it keeps eyes and search tools from reading it by accident."""
    return _HEAD + base64.b85encode(zlib.compress(encode_json(key), 9)) + b"\n"


def fingerprint(packed: bytes) -> str:
    return hashlib.sha256(packed).hexdigest()


def write_key(path: Path, packed: bytes) -> None:
    """Write it readable for its owner only."""
    write_bytes(path, packed)
    with suppress(OSError):
        os.chmod(path, 0o600)  # noqa: PTH101 - Path.chmod follows links on some systems


def read_key(path: Path, session: Session) -> SessionKey:
    """The session's key.

    Raises:
        UserError: If it is missing, changed, or another session's.
    """
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"The session's key {path} cannot be read: {error.strerror}", "Name the file with --key FILE."
        ) from error
    if fingerprint(packed) != session.key_sha256:
        raise UserError(
            f"{path} is not the key that this session was sealed with, or it was changed",
            "Take the file that was written beside the session when it was made.",
        )
    try:
        return decode_json(zlib.decompress(base64.b85decode(packed[len(_HEAD) :].strip())), SessionKey)
    except (ValueError, zlib.error, msgspec.MsgspecError) as error:  # the hash fits: written by a newer version
        raise UserError(f"The key {path} was written by another version: {error}", "Update the product.") from error
