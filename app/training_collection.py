"""What the trainer says of a collection, as rows and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.widgets.plain_text import plain

RIGHTS = ("own", "licensed", "research", "none")
"""As ``aurax train collection rights --as`` knows them, from the widest to none."""
_MOST_SHARES, _MOST_SENTENCES = 8, 12


@dataclass(frozen=True, slots=True)
class SongRow:
    """One file of the collection. ``rights`` is empty for what is no recording of its own: broken files, copies."""

    path: str
    title: str
    artist: str = ""
    rights: str = ""
    by: str = ""
    style: str = ""
    bpm: float | None = None
    key: str = ""
    seconds: float | None = None
    verdict: str = ""
    is_in: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def is_copy(self) -> bool:
        """Whether it is left out for another file that holds the same."""
        return any("same samples as" in reason or "same performance as" in reason for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Share:
    """One name of a view (a style, an artist) with its share of the music, 0-1."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class CollectionView:
    """A report: rows, and what it means."""

    songs: tuple[SongRow, ...] = ()
    chosen: int = 0
    recordings: int = 0
    hours: float = 0.0
    warnings: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    views: tuple[tuple[str, tuple[Share, ...], int], ...] = ()
    """Style, artist, era and region: name, shares, how many songs say nothing."""
    gpu_hours: float | None = None


def read_collection(document: dict[str, Any]) -> CollectionView:
    """The report's document, read leniently: a field that is missing is empty."""
    bias, balance = _table(document.get("bias")), _table(document.get("balance"))
    advice = _table(document.get("advice"))
    own: dict[str, Any] = next(
        (row for row in advice.get("costs") or () if row.get("songs") == document.get("chosen")), {}
    )
    return CollectionView(
        songs=tuple(_row(each) for each in document.get("songs") or () if isinstance(each, dict)),
        chosen=int(document.get("chosen") or 0),
        recordings=int(document.get("recordings") or 0),
        hours=float(document.get("hours") or 0.0),
        warnings=_sentences([*(bias.get("warnings") or ()), *(document.get("problems") or ())]),
        advice=_sentences([advice.get("words") or "", *(balance.get("advice") or ())]),
        views=tuple(
            (name, _shares(_table(bias.get(name))), int(_table(bias.get(name)).get("unknown") or 0))
            for name in ("style", "artist", "era", "region")
        ),
        gpu_hours=own.get("adapter_gpu_hours"),
    )


def _row(own: dict[str, Any]) -> SongRow:
    return SongRow(
        path=str(own.get("path") or ""),
        title=plain(own.get("title") or str(own.get("path") or "").replace("\\", "/").rpartition("/")[2], 200),
        artist=plain(own.get("artist") or "", 120),
        rights=str(own.get("rights") or ""),
        by=plain(own.get("by") or "", 60),
        style=plain(own.get("style") or "", 60),
        bpm=own.get("bpm"),
        key=plain(own.get("key") or "", 20),
        seconds=own.get("seconds"),
        verdict=plain(own.get("verdict") or "", 20),
        is_in=bool(own.get("is_in")),
        reasons=tuple(plain(reason, 300) for reason in own.get("reasons") or ()),
    )


def _shares(view: dict[str, Any]) -> tuple[Share, ...]:
    shares = sorted(_table(view.get("shares")).items(), key=lambda pair: -float(pair[1]))
    return tuple(Share(plain(name, 60), float(share)) for name, share in shares[:_MOST_SHARES])


def _sentences(lines: list[Any]) -> tuple[str, ...]:
    return tuple(plain(line, 400) for line in lines if line)[:_MOST_SENTENCES]


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
