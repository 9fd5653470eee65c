"""Pages of an Ogg file (RFC 3533 §6): where its chained recordings begin, and whether the last one was finished."""

from __future__ import annotations

from dataclasses import dataclass

from engine.audio.source import Source

_HEADER_BYTES = 27
_BEGINS, _ENDS = 0x02, 0x04
_SEARCH_BYTES = 1 << 17
"""Twice the longest page: a gap in which no page begins is the end of what can be read."""


@dataclass(frozen=True, slots=True)
class Link:
    """One recording of a chain: bytes ``start`` to ``start + length`` of the file."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Chain:
    """``is_finished``: the last page says that it is the last. Most files have one link."""

    links: tuple[Link, ...]
    is_finished: bool


def read_chain(source: Source, offset: int) -> Chain:
    """Walk over the pages from ``offset`` on."""
    starts, at = [offset], offset
    was_beginning, is_finished = True, False
    while True:
        header = source.bytes_at(at, _HEADER_BYTES)
        if len(header) < _HEADER_BYTES:
            break
        if header[:4] != b"OggS":
            step = source.bytes_at(at, _SEARCH_BYTES).find(b"OggS", 1)
            if step < 0:
                break
            at += step
            continue
        flags, num_segments = header[5], header[26]
        segments = source.bytes_at(at + _HEADER_BYTES, num_segments)
        # a stream that begins after others have sent data is a new link; several that begin together are one
        if flags & _BEGINS and not was_beginning:
            starts.append(at)
        was_beginning = bool(flags & _BEGINS)
        at += _HEADER_BYTES + num_segments + sum(segments)
        is_finished = bool(flags & _ENDS) and at <= source.size_bytes
    ends = [*starts[1:], source.size_bytes]
    return Chain(tuple(Link(start, end - start) for start, end in zip(starts, ends, strict=True)), is_finished)
