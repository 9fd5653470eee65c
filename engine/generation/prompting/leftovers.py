"""What is not followed: unknown words, names of artists, other genres. Nothing is dropped silently.

Names of artists are no style prompts, by policy (domain reference 4.8: never name living artists as style prompts). A
name after "like" is reported whole, so that no word of it is read as a wish.
"""

from __future__ import annotations

from engine.generation.prompting.reader import IGNORED, Reader

_ENDS_A_NAME = frozenset({"but", "number", "time", "negation", "key", "loop", "only"})
_STRUCTURAL = frozenset(
    {"filler", "and", "or", "but", "degree", "similar", "place", "only", "ordinal", "redraw", "keep", "part"}
)
_FARTHEST = 12


def read_similar(reader: Reader, index: int) -> int:
    """``like …``: a name if there is an unknown word or a known name in it, else only a filler before known words."""
    end = index + 1
    while end < len(reader.items) and end <= index + _FARTHEST:
        item = reader.items[end]
        if item.begins_value or item.kind in _ENDS_A_NAME:
            break
        end += 1
    following = range(index + 1, end)
    opens_with_article = len(following) > 0 and reader.folded(index + 1) in ("a", "an")  # a likeness, not a name
    if opens_with_article or not any(reader.items[place].kind in ("unknown", "artist") for place in following):
        return reader.pass_over(index, "filler")
    reader.fates[index:end] = [IGNORED] * (end - index)
    return end


def read_name(reader: Reader, index: int) -> int:
    """An artist or a genre that is no style here."""
    return reader.pass_over(index)


def collect_ignored(reader: Reader) -> tuple[str, ...]:
    """What was not understood, as it was written; neighbours in one phrase together."""
    pieces: list[tuple[int, int]] = []
    for index, fate in enumerate(reader.fates):
        if fate != IGNORED:
            continue
        first = index
        if pieces and _joins(reader, pieces[-1][1], index):
            first = pieces.pop()[0]
        pieces.append((first, index))
    return tuple(reader.written(first, last) for first, last in pieces)


def _joins(reader: Reader, last: int, index: int) -> bool:
    """Whether nothing but fillers stands between two ignored items of one phrase."""
    if index - last > 4:
        return False
    between = range(last + 1, index)
    return not any(reader.items[place].begins_value for place in range(last + 1, index + 1)) and all(
        reader.items[place].kind in _STRUCTURAL and reader.fates[place] == "filler" for place in between
    )
