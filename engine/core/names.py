"""File names that every system accepts, made from titles and names that nobody vetted."""

from __future__ import annotations

import re
import unicodedata

_MAX_BYTES = 200  # leaves room for a suffix below the 255 bytes of ext4, APFS and NTFS
_RESERVED = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?$", re.IGNORECASE)
_FORBIDDEN = set('<>:"/\\|?*')


def safe_name(text: str, *, fallback: str = "untitled") -> str:
    r"""One path component from any text: NFC, no separators, control or direction characters, no reserved names.

    The rules are those of Windows (the strictest of the three systems): no ``<>:"/\\|?*``, no trailing dot or space,
    no ``CON``, ``NUL``, ``COM¹``…; at most 200 bytes of UTF-8.

    Args:
        text: A title or file name; surrogate escapes stand for bytes that are no UTF-8.
        fallback: Name where nothing usable remains.
    """
    normal = unicodedata.normalize("NFC", text[:2000].encode("utf-8", "replace").decode("utf-8"))
    kept = "".join(_replacement(c) for c in normal)
    name = re.sub(r"\s+", " ", kept).strip(" ").rstrip(". ")
    if not name.strip("._- "):
        return fallback
    if _RESERVED.match(name):
        name = f"_{name}"
    while len(name.encode()) > _MAX_BYTES:
        name = name[:-1].rstrip(". ")
    return name


def _replacement(character: str) -> str:
    if character in _FORBIDDEN:
        return "_"
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") else character
