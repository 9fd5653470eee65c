"""Keys of the watermark: one that every copy of the studio knows, and secret ones that lie in the user's home.

The public key lets everybody tell that a piece was made by a program, which is what a mark under Article 50(2) of
Regulation (EU) 2024/1689 is for; who knows it can also forge or remove the mark. A secret key cannot be forged, but
only those who hold it find its mark.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

from engine.core.errors import UserError
from engine.provenance.mark_detect import MarkKey
from engine.whole_file import whole_file

PUBLIC = MarkKey("aurax", hashlib.sha256(b"AURA-X Studio watermark, first public key").digest())
_FOLDER = "provenance"
_BYTES = 32
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_PATTERN = re.compile(r"watermark-([0-9a-f]{8})\.key")


def known_keys(home: Path) -> tuple[MarkKey, ...]:
    """The public key, then the secret ones in ``home`` by name.

    Raises:
        UserError: If a key file there is damaged.
    """
    folder = home / _FOLDER
    files = sorted(folder.glob("watermark-*.key")) if folder.is_dir() else []
    return (PUBLIC, *(_read(file) for file in files if _PATTERN.fullmatch(file.name)))


def key_file(home: Path, key_id: str) -> Path:
    """Where a secret key lies."""
    return home / _FOLDER / f"watermark-{key_id}.key"


def own_key(home: Path) -> MarkKey:
    """The user's first secret key; made at first use, readable by the user alone.

    Raises:
        OSError: If it cannot be written.
    """
    found = known_keys(home)[1:]
    return found[0] if found else _keep(home, secrets.token_bytes(_BYTES))


def add_key(home: Path, file: Path) -> MarkKey:
    """Take in a key that somebody gave, so that their mark can be found here.

    Raises:
        UserError: If it is no key.
        OSError: If it cannot be read or written.
    """
    return _keep(home, _read(file).secret)


def named(keys: tuple[MarkKey, ...], key_id: str) -> MarkKey:
    """The key of that name.

    Raises:
        UserError: If there is none.
    """
    for key in keys:
        if key.id == key_id:
            return key
    raise UserError(f"There is no watermark key '{key_id}'", f"Keys here: {', '.join(key.id for key in keys)}.")


def _keep(home: Path, secret: bytes) -> MarkKey:
    key = MarkKey(hashlib.sha256(secret).hexdigest()[:8], secret)
    with whole_file(key_file(home, key.id)) as temporary, os.fdopen(os.open(temporary, _NEW, 0o600), "w") as file:
        file.write(secret.hex() + "\n")
    return key


def _read(file: Path) -> MarkKey:
    hint = "A key file holds 64 hexadecimal digits; get it again from whom you have it."
    try:
        with file.open("rb") as opened:
            secret = bytes.fromhex(opened.read(4 * _BYTES).decode("ascii").strip())
    except ValueError as error:
        raise UserError(f"{file} is no watermark key", hint) from error
    if len(secret) != _BYTES:
        raise UserError(f"{file} is no watermark key", hint)
    return MarkKey(hashlib.sha256(secret).hexdigest()[:8], secret)
