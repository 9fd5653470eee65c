"""Who plays on a recording, as keys that are the same however a name is written.

A split that keeps artists apart is only as good as its idea of an artist: "Kabza De Small ft. DJ Maphorisa",
"DJ MAPHORISA & Kabza de Small" and "Song (DJ Maphorisa Remix)" share people.
"""

from __future__ import annotations

import re
import unicodedata

_FEATURING = r"(?:featuring|feat\.?|ft\.?|with|pres\.?|presents)"
_SEPARATORS = re.compile(
    rf"\s*(?:[;/|]|,|\s[&+×]\s|\s(?:x|vs\.?|and|{_FEATURING})\s|\(\s*{_FEATURING}\s)\s*", re.IGNORECASE
)
_IN_TITLE = re.compile(rf"[(\[]\s*{_FEATURING}\s+([^)\]]+)[)\]]|\s{_FEATURING}\s+(.+)$", re.IGNORECASE)
_REMIX = re.compile(
    r"(?:[(\[]\s*|\s-\s)([^()\[\]]+?)(?:(?:'s|’s)(?:\s+[\w ]+?)?)?\s+"
    r"(?:remix|re-?mix|edit|bootleg|rework|refix|flip|dub|version|mix)\s*[)\]]?",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    {"", "unknown", "unknown artist", "various", "various artists", "va", "n a", "none", "artist", "untitled"}
)
_NO_REMIXER = frozenset(
    {"original", "extended", "radio", "club", "instrumental", "vocal", "main", "album", "short", "long", "clean"}
    | {"dirty", "acoustic", "live", "dj", "full", "intro", "single", "demo", "final", "new", "official"}
)


def artist_key(name: str) -> str:
    """A name without case, accents, punctuation and a leading article; empty where it names nobody."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    key = re.sub(r"^(?:the|dj the)\s+(?=\S)", "", " ".join(kept.split()))
    return "" if key in _NOBODY else key


def artist_keys(artist: str | None, title: str | None = None) -> tuple[str, ...]:
    """Keys of everybody a recording's tags name: performers, guests and remixers; sorted, none twice.

    Args:
        artist: The artist's tag.
        title: The title, which often names guests and remixers.
    """
    names = _SEPARATORS.split(artist or "")
    for match in _IN_TITLE.finditer(title or ""):
        names += _SEPARATORS.split(match.group(1) or match.group(2) or "")
    for match in _REMIX.finditer(title or ""):
        remixer = match.group(1)
        if artist_key(remixer) and not set(artist_key(remixer).split()) <= _NO_REMIXER:
            names += _SEPARATORS.split(remixer)
    keys = {artist_key(re.sub(r"[()\[\]]", " ", name)) for name in names}
    return tuple(sorted(keys - {""}))


def title_key(title: str | None) -> str:
    """A title without case, accents, punctuation and what stands in brackets."""
    return artist_key(re.sub(r"[(\[][^)\]]*[)\]]", " ", title or ""))
