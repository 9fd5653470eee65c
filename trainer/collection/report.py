"""The collection's report: what is in, what is not and why, balance, bias, advice; as a document and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.core.errors import UserError
from engine.whole_file import write_bytes
from trainer.collection.advice import Basis, advise
from trainer.collection.balance import balance, bias
from trainer.collection.survey import Survey

REPORT_SCHEMA = "aurax.collection-report/1"
_MOST_SHOWN = 12


def report_document(found: Survey, *, workers: int, gpu_usd_hour: float) -> dict[str, Any]:
    """All of it.

    Args:
        found: The survey.
        workers: Songs at a time on this machine.
        gpu_usd_hour: Price of a GPU hour.
    """
    chosen = found.chosen
    taken = [song.seconds_taken for song in found.songs if song.seconds_taken]
    basis = Basis(
        num_songs=len(chosen),
        hours=sum(song.duration for song in chosen) / 3600.0,
        seconds_per_song=sum(taken) / len(taken) if taken else None,
        workers=workers,
        gpu_usd_hour=gpu_usd_hour,
    )
    return {
        "schema": REPORT_SCHEMA,
        "recordings": len(found.songs),
        "chosen": len(chosen),
        "hours": round(basis.hours, 3),
        "rights": dict(Counter(song.stated.rights for song in found.songs).most_common()),
        "verdicts": dict(Counter(song.verdict or "not analysed" for song in found.songs).most_common()),
        "excluded": [
            {"path": _plain(one.path), "title": _plain(one.title), "reasons": [_plain(r) for r in one.reasons]}
            for one in found.left_out
        ],
        "balance": balance(chosen),
        "bias": bias(chosen),
        "advice": advise(basis),
        "problems": list(found.problems),
    }


def song_rows(found: Survey) -> list[dict[str, Any]]:
    """Every recording with what is stated, heard and against it; then the files that are none (broken ones, copies)."""
    rows = [
        {
            "path": _plain(song.track.path),
            "title": _plain(song.track.tags.title or ""),
            "artist": _plain(song.track.tags.artist or ""),
            "rights": song.stated.rights,
            "proof": _plain(song.stated.proof),
            "by": _plain(song.stated.by),
            "style": _plain(song.style or song.heard_style),
            "region": _plain(song.stated.region),
            "bpm": song.tempo_bpm,
            "key": song.key,
            "seconds": song.duration,
            "verdict": song.verdict,
            "copies": max(0, len(song.paths) - 1),
            "is_in": not song.reasons,
            "reasons": [_plain(reason) for reason in song.reasons],
        }
        for song in found.songs
    ]
    known = {song.track.path for song in found.songs}
    files = [
        {"path": _plain(one.path), "title": _plain(one.title), "reasons": [_plain(r) for r in one.reasons]}
        for one in found.left_out
        if one.path not in known
    ]
    return [*rows, *({**one, "is_in": False} for one in files)]


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def report_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The report for people, as Markdown."""
    yield f"# Collection: {document['chosen']} of {document['recordings']} recordings, {document['hours']:.2f} hours"
    yield ""
    yield f"Rights: {_counts(document['rights'])}. Quality: {_counts(document['verdicts'])}."
    yield from _section("Warnings", [*document["bias"]["warnings"], *document["problems"]])
    yield from _section("Balance", document["balance"]["advice"])
    for name, title in (("style", "Style"), ("artist", "Artist"), ("era", "Era"), ("region", "Region")):
        yield from _shares(title, document["bias"][name])
    yield from ["", "## What can be trained", "", document["advice"]["words"], ""]
    yield from _options(document["advice"])
    yield from _table(document["advice"]["costs"])
    yield from ["", "Assumptions:", ""]
    yield from (f"- {line}" for line in document["advice"]["assumptions"])
    yield from ["", f"## Not in: {len(document['excluded'])} files", ""]
    yield from (f"- {one['path']}: {'; '.join(one['reasons'])}" for one in document["excluded"])


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing"


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ["", f"## {title}", ""]
        yield from (f"- {line}" for line in lines)


def _shares(title: str, view: Mapping[str, Any]) -> Iterator[str]:
    counts = list(view["counts"].items())
    if not counts:
        return
    shown = ", ".join(f"{name} {view['shares'][name]:.0%}" for name, _ in counts[:_MOST_SHOWN])
    more = f" and {len(counts) - _MOST_SHOWN} more" if len(counts) > _MOST_SHOWN else ""
    yield from ["", f"{title} (as if {view['effective']:.1f} equal ones; {view['unknown']} unknown): {shown}{more}"]


def _options(advice: Mapping[str, Any]) -> Iterator[str]:
    for one in advice["options"]:
        most = f"{one['max_songs']:,}" if one["max_songs"] else "more"
        fits = " (fits)" if one["option"] in advice["recommended"] else ""
        yield (
            f"- {one['option']}{fits}: {one['title']}; {one['min_songs']:,} to {most} songs; the guide says "
            f"{one['guide_duration']}, {one['guide_usd']} USD in all"
        )
    yield ""


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    columns = list(rows[0]) if rows else []
    yield f"| {' | '.join(_heading(name) for name in columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(f'{row[name]:,}' for name in columns)} |"


def _heading(column: str) -> str:
    """``dataset_mix_gb`` as people write it: ``dataset mix, GB``."""
    words = column.split("_")
    if words[-1] in ("gb", "usd"):
        return f"{' '.join(words[:-1])}, {words[-1].upper()}"
    return " ".join(words).replace("gpu", "GPU")


def write_report(folder: Any, document: Mapping[str, Any]) -> list[str]:
    """``report.json`` and ``report.md`` into a folder; returns their names.

    Raises:
        UserError: If they cannot be written.
    """
    from pathlib import Path

    from engine.core.codec import encode_json

    place = Path(folder)
    try:
        write_bytes(place / "report.json", encode_json(dict(document), indent=1) + b"\n")
        write_bytes(place / "report.md", ("\n".join(report_lines(document)) + "\n").encode("utf-8", "replace"))
    except OSError as error:
        raise UserError(f"Cannot write to {place}: {error.strerror}", "Choose another folder.") from error
    return ["report.json", "report.md"]
