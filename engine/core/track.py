"""A recording in the user's collection, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NewType

TrackId = NewType("TrackId", int)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the user has stated about a recording. Travels with it from import to checkpoint.

    Args:
        licence: ``own``, ``licensed``, ``research``, an SPDX id such as ``CC-BY-4.0``, or ``unknown``.
        may_train: Whether models may learn from it. Never true by default.
        proof: Where the permission is written down.
    """

    licence: str = "unknown"
    may_train: bool = False
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Artwork:
    """A cover, known by its hash. ``mime``: ``image/png`` or ``image/jpeg``; pixels None where its header is broken."""

    sha256: str
    size_bytes: int
    mime: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Tags:
    """What the file says about itself: plain text, never markup, each at most 500 characters."""

    title: str | None = None
    artist: str | None = None
    album: str | None = None
    year: int | None = None
    genre: str | None = None
    track_number: int | None = None
    bpm: float | None = None
    isrc: str | None = None
    comment: str | None = None
    encoder: str | None = None
    has_artwork: bool = False


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What a file is, judged by its content and by decoding, never by its name.

    ``num_samples`` and ``duration`` (seconds) are what decoding delivers, or, straight after a probe, what the
    header claims within the bounds that the file's size allows.
    """

    container: str
    codec: str
    sample_rate: int
    num_channels: int
    num_samples: int
    size_bytes: int

    @property
    def duration(self) -> float:
        return self.num_samples / self.sample_rate


@dataclass(frozen=True, slots=True)
class Track:
    """One recording of the collection. ``fingerprint`` (hash of decoded PCM) is its identity."""

    id: TrackId
    path: str
    fingerprint: str
    info: AudioInfo
    tags: Tags = field(default_factory=Tags)
    rights: Rights = field(default_factory=Rights)
    added_at: str = ""
