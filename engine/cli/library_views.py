"""What ``aurax library`` shows of recordings: the list, one in full, and the list as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.core.analysis import Analysis
    from engine.core.track import Track, TrackId
    from engine.library import AnalysisSummary, Library

_TITLE_WIDTH = 40


def listing(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    tracks = list(library.tracks.search(" ".join(arguments.words)) if arguments.words else library.tracks.all())
    summaries = library.analyses.summaries()
    failures = library.failures.count()
    places = library.tracks.num_places()
    documents = [
        {**_document(track, summaries.get(track.id)), "num_places": places.get(track.id, 0)} for track in tracks
    ]
    lines = [_line(document) for document in documents] or ["no recordings; add some with: aurax library add FOLDER"]
    if failures:
        lines.append(f"{count(failures, 'file')} could not be imported; try again with: aurax library rescan")
    console.result({"tracks": documents, "num_failures": failures}, "\n".join(lines))


def _document(track: Track, summary: AnalysisSummary | None) -> dict[str, Any]:
    from engine.core.codec import to_builtins
    from engine.library.database import storable

    return {
        **to_builtins(track),
        "path": storable(track.path),
        "duration": track.info.duration,
        "tempo_bpm": summary.tempo_bpm if summary else None,
        "key": summary.key if summary else None,
        "analysed": summary is not None,
    }


def _line(document: dict[str, Any]) -> str:
    from engine.cli.console import clock, printable

    tags = document["tags"]
    title = tags["title"] or Path(document["path"]).name or "(no file)"
    name = printable(f"{tags['artist']} – {title}" if tags["artist"] else title, _TITLE_WIDTH)
    tempo = f"{document['tempo_bpm']:.1f} BPM" if document["tempo_bpm"] is not None else ""
    training = "may train" if document["rights"]["may_train"] else ""
    columns = f"{document['id']:>6}  {name:<{_TITLE_WIDTH}}  {clock(document['duration']):>7}  {tempo:>9}"
    return (
        f"{columns}  {document['key'] or '':<9} {printable(document['rights']['licence'], 12):<12} {training}".rstrip()
    )


def find(words: str, library: Library) -> Track:
    """The recording with this id or at this path.

    Raises:
        UserError: If there is none.
    """
    from engine.core.errors import UserError
    from engine.core.track import TrackId

    if words.isascii() and words.isdigit() and len(words) <= 18:
        track = library.tracks.get(TrackId(int(words)))
    else:
        track = library.tracks.by_path(Path(words).expanduser())
    if track is None:
        raise UserError(f"There is no track '{words}' in the library", "See what there is with: aurax library list")
    return track


def show(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    from engine.cli.console import printable
    from engine.cli.score_summary import newest
    from engine.core.codec import to_builtins

    track = find(arguments.track, library)
    analysis = library.analyses.get(track.id)
    summary = library.analyses.summaries().get(track.id)
    locations = [location.display for location in library.tracks.locations(track.id)]
    separation_models = [separation.model for separation in library.separations.list(track.id)]
    scores = library.scores.list(track_id=track.id)
    failure = _failure(track.id, library)
    document = {
        **_document(track, summary),
        "locations": locations,
        "separations": separation_models,
        "analysis": to_builtins(analysis),
        "analysis_failure": failure,
        "scores": to_builtins(scores),
    }
    facts: list[tuple[str, Any]] = [
        ("track", track.id),
        *((name, value) for name, value in to_builtins(track.tags).items() if value),
        *(("file", place) for place in locations or [f"gone (last seen: {library.tracks.last_seen(track.id)})"]),
        ("sound", _sound(track)),
        ("fingerprint", track.fingerprint),
        ("rights", f"{track.rights.licence}{', may train' if track.rights.may_train else ''} {track.rights.proof}"),
        ("added", track.added_at),
        ("stems", ", ".join(separation_models) or "not separated"),
        ("analysis", _heard(summary) if failure is None else f"failed: {failure['message']}. {failure['hint']}"),
        ("for training", _fitness(analysis, len(locations))),
        ("scores", newest(scores)),
    ]
    console.result(document, "\n".join(f"{name.replace('_', ' '):<14}{printable(str(value))}" for name, value in facts))


def _fitness(analysis: Analysis | None, num_places: int) -> str:
    """Whether a recording is good material, in words: the analysis' verdict, and copies of it."""
    quality = analysis.metadata.get("quality", {}) if analysis is not None else {}
    reasons = [*quality.get("reasons", ())]
    if num_places > 1:
        reasons.append(f"the same recording lies in {num_places} files")
    return "; ".join([quality.get("verdict", "not known yet"), *reasons])


def _failure(track_id: TrackId, library: Library) -> dict[str, Any] | None:
    """Why the last attempt to analyse a recording failed; None if it did not."""
    import json

    entry = library.analysis_ledger.get(track_id)
    return None if entry is None or entry.error_json is None else json.loads(entry.error_json)


def _sound(track: Track) -> str:
    from engine.cli.console import clock

    info = track.info
    length = clock(info.duration)
    return f"{length}, {info.sample_rate} Hz, {count(info.num_channels, 'channel')}, {info.container} ({info.codec})"


def _heard(summary: AnalysisSummary | None) -> str:
    if summary is None:
        return "not analysed"
    tempo = f"{summary.tempo_bpm:.1f} BPM" if summary.tempo_bpm is not None else "tempo unknown"
    return f"{tempo}, {summary.key or 'key unknown'} (engine {summary.engine})"


def export(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    from engine.core.codec import encode_json
    from engine.whole_file import write_bytes

    summaries = library.analyses.summaries()
    documents = [_document(track, summaries.get(track.id)) for track in library.tracks.all()]
    if arguments.format == "csv":
        content = _csv(documents)
    else:
        content = encode_json({"schema": "aurax.library/1", "tracks": documents}, indent=2).decode()
    if arguments.out is None:
        console.result({"schema": "aurax.library/1", "tracks": documents}, content.rstrip("\n"))
        return
    target = Path(arguments.out).expanduser()
    write_bytes(target, content.encode())
    console.result({"file": str(target), "tracks": len(documents)}, f"{count(len(documents), 'recording')} in {target}")


def _csv(documents: list[dict[str, Any]]) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*_CSV_FIELDS])
    for document in documents:
        flat = {**document, **document["tags"], **document["rights"], **document["info"]}
        writer.writerow([_cell(flat[name]) for name in _CSV_FIELDS])
    return text.getvalue()


_CSV_FIELDS = (
    *("id", "artist", "title", "album", "year", "genre", "duration", "sample_rate", "tempo_bpm", "key", "licence"),
    *("may_train", "proof", "path", "fingerprint", "added_at"),
)


def _cell(value: Any) -> Any:
    """Spreadsheets run text that begins like a formula; an apostrophe makes it text (OWASP, "CSV Injection")."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
