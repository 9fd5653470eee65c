"""``aurax labels show|set|contest|export|import``: what people say of songs, apart from what the program scores."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.library_views import count, find
from engine.core.errors import UserError
from engine.core.labels import MARKERS, Contest, Statement, label_of, marker_like, statements_of

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.core.labels import Label
    from engine.core.track import Track, TrackId
    from engine.exchange.labels_json import WrittenLabel
    from engine.library import Library

_SLACK_SECONDS = 1.0  # a stretch may be rounded up beyond the song's last sample


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    show = verbs.add_parser("show", help="what people say of a song, and what they contest")
    show.add_argument("song", metavar="SONG", help="a recording of the library: its id, its path or a copy of it")
    say = verbs.add_parser("set", help="label a song, or a stretch of it")
    say.add_argument("song", metavar="SONG")
    say.add_argument(
        "--marker",
        action="append",
        metavar="NAME=VALUE",
        default=[],
        help="0-1, ? where you cannot tell, nothing to take it back; markers: " + ", ".join(MARKERS),
    )
    say.add_argument("--sub-genre", metavar="STYLE", help='your word for its style; "" takes it back')
    say.add_argument("--artist", action="append", metavar="NAME", help="whom it sounds like; several are possible")
    say.add_argument("--significance", metavar="TEXT", help="its cultural significance")
    say.add_argument("--educational", metavar="TEXT", help="what can be learnt from it")
    say.add_argument("--id", metavar="TRACK_ID", help="the song's name in label files")
    _add_stretch(say, is_required=False)
    contest = verbs.add_parser("contest", help="say that you hear a stretch otherwise than a score does")
    contest.add_argument("song", metavar="SONG")
    contest.add_argument("--marker", metavar="NAME", required=True)
    _add_stretch(contest, is_required=True)
    contest.add_argument("--why", metavar="TEXT", required=True)
    contest.add_argument("--value", type=float, metavar="X", help="what you would say, 0-1")
    contest.add_argument("--profile", metavar="ID", help="of the score (default: the settings', aurax)")
    export = verbs.add_parser("export", help="labels as JSON")
    export.add_argument("songs", metavar="SONG", nargs="*")
    export.add_argument("--all", action="store_true", help="every song of which something was said")
    export.add_argument("--out", metavar="FILE", help="default: stdout")
    take_in = verbs.add_parser("import", help="take in labels; all of them or none")
    take_in.add_argument("files", metavar="FILE", nargs="+")
    take_in.add_argument("--song", metavar="SONG", help="the recording that the one label is of")
    for verb in (say, contest, take_in):
        verb.add_argument("--by", metavar="NAME", help="who says so (default: your name on this machine)")


def _add_stretch(parser: argparse.ArgumentParser, *, is_required: bool) -> None:
    parser.add_argument("--from", dest="start", metavar="M:SS", required=is_required, help="such as 1:02 or 62.5")
    parser.add_argument("--to", dest="end", metavar="M:SS", required=is_required)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    from engine.library import Library

    verbs: dict[str, Callable[[argparse.Namespace, Console, Library], None]] = {
        "show": _show,
        "set": _set,
        "contest": _contest,
        "export": _export,
        "import": _import,
    }
    with Library.open(console.paths.library) as library:
        verbs[arguments.verb](arguments, console, library)


def _show(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    from engine.core.codec import to_builtins

    track = _recording(arguments.song, library)
    document = {**_document(track, library), "history": to_builtins(library.labels.history(track.id))}
    console.result(document, "\n".join(_lines(track, library)))


def _recording(words: str, library: Library) -> Track:
    """The recording with this id or at this path, or the one that sounds the same as the file there.

    Raises:
        UserError: If there is none.
    """
    from engine.audio.files import read
    from engine.audio.fingerprint import fingerprint

    path = Path(words).expanduser()
    try:
        return find(words, library)
    except UserError:
        if not path.is_file():
            raise
    track = library.tracks.by_fingerprint(fingerprint(read(path)))
    if track is None:
        raise UserError(
            f"{path.name} is not in the library, and what is said of songs is kept there",
            f"Take it in first: aurax library add {path}",
        )
    return track


def _lines(track: Track, library: Library) -> list[str]:
    from engine.cli.console import clock, printable
    from engine.cli.score_summary import contest_lines

    label = _label(track, library)
    said = f"{_by(label.by, label.at)}" if not label.is_empty else "nobody has said anything of it yet"
    lines = [f"{printable(label.track_id, 80)}  {said}".rstrip()]
    lines += [f"  {name:<24}{_value(value)}" for name, value in label.cultural_markers.items()]
    texts = {
        "sub_genre": label.sub_genre,
        "reference_artists": ", ".join(label.reference_artists),
        "cultural_significance": label.cultural_significance,
        "educational_value": label.educational_value,
    }
    lines += [f"  {name:<24}{printable(text)}" for name, text in texts.items() if text]
    for own in label.segments:
        parts = [f"{name} {_value(value)}" for name, value in own.cultural_markers.items()]
        parts += [printable(own.sub_genre, 80)] if own.sub_genre else []
        lines.append(f"  {clock(own.start)}-{clock(own.end)}: {', '.join(parts)}  {_by(own.by, own.at)}".rstrip())
    return lines + [f"  contested {line}" for line in contest_lines(library.contests.list(track.id))]


def _value(value: float | None) -> str:
    return "cannot tell" if value is None else f"{value:.2f}"


def _by(who: str, when: str) -> str:
    from engine.cli.console import printable

    words = ", ".join(printable(word, 40) for word in (who, when[:10]) if word)
    return f"({words})" if words else ""


def _set(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    track = _recording(arguments.song, library)
    said = _statement(arguments, track)
    if said == Statement(start=said.start, end=said.end, by=said.by):
        raise UserError("Nothing is said of this song", "Add for example --marker log_drum_authenticity=0.9.")
    library.labels.say(track.id, said)
    console.result(_document(track, library), "\n".join(_lines(track, library)))


def _statement(arguments: argparse.Namespace, track: Track) -> Statement:
    start, end = _stretch(arguments, track)
    whole_song = ("artist", "significance", "educational", "id")
    if start is not None and any(getattr(arguments, name) is not None for name in whole_song):
        raise UserError(
            "Of a stretch only markers and the style can be said", "Leave out --from and --to for the rest."
        )
    values, taken_back = _markers(arguments.marker)
    return Statement(
        track_id=arguments.id,
        cultural_markers=values,
        taken_back=taken_back,
        sub_genre=arguments.sub_genre,
        reference_artists=None if arguments.artist is None else tuple(name for name in arguments.artist if name),
        cultural_significance=arguments.significance,
        educational_value=arguments.educational,
        start=start,
        end=end,
        by=_who(arguments),
    )


def _markers(given: list[str]) -> tuple[dict[str, float | None], tuple[str, ...]]:
    values: dict[str, float | None] = {}
    taken_back = []
    for text in given:
        name, sign, value = (part.strip() for part in text.partition("="))
        _require_marker(name)
        if not sign:
            raise UserError(f"--marker {text} is not understood", f"Write a value, such as {name}=0.9.")
        if not value:
            taken_back.append(name)
        else:
            values[name] = None if value == "?" else _number(value, name)
    return values, tuple(taken_back)


def _require_marker(name: str) -> None:
    if name not in MARKERS:
        near = marker_like(name)
        hint = f"Did you mean {near}?" if near else f"Markers are {', '.join(MARKERS)}."
        raise UserError(f"There is no marker {name!r}", hint)


def _number(text: str, name: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not 0.0 <= value <= 1.0:
        raise UserError(f"{name} cannot be {text}", "Give a number from 0 to 1, or ? where you cannot tell.")
    return value


def _stretch(arguments: argparse.Namespace, track: Track) -> tuple[float | None, float | None]:
    if arguments.start is None and arguments.end is None:
        return None, None
    if arguments.start is None or arguments.end is None:
        raise UserError("A stretch has a beginning and an end", "Give both --from and --to.")
    start, end = _seconds(arguments.start), _seconds(arguments.end)
    problem = _why_not(start, end, track)
    if problem:
        raise UserError(problem, "Give --from and --to as minutes and seconds, such as 1:02.")
    return start, end


def _why_not(start: float, end: float, track: Track) -> str:
    """One sentence why a stretch is none of this song, empty if it is."""
    from engine.cli.console import clock

    if start >= end:
        return f"The stretch ends at {clock(end)}, not after its beginning at {clock(start)}"
    if end > track.info.duration + _SLACK_SECONDS:
        return f"The stretch ends at {clock(end)}, and the song at {clock(track.info.duration)}"
    return ""


def _seconds(text: str) -> float:
    """``1:02``, ``1:02.5``, ``1:00:02`` or ``62.5`` as seconds."""
    total = 0.0
    try:
        for part in text.split(":"):
            total = 60.0 * total + float(part)
    except ValueError:
        total = float("nan")
    if not 0.0 <= total < float("inf"):
        raise UserError(f"{text!r} is no time", "Write minutes and seconds, such as 1:02, or seconds, such as 62.5.")
    return total


def _who(arguments: argparse.Namespace) -> str:
    import getpass

    if arguments.by is not None:
        return str(arguments.by)
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a machine that has no name for its user
        return ""


def _contest(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    track = _recording(arguments.song, library)
    _require_marker(arguments.marker)
    value = None if arguments.value is None else _number(f"{arguments.value:g}", arguments.marker)
    start, end = _stretch(arguments, track)
    assert start is not None
    assert end is not None
    if not arguments.why.strip():
        raise UserError("A contest says why", 'For example: --why "that is an 808, not a log drum"')
    contest = Contest(
        marker=arguments.marker,
        start=start,
        end=end,
        why=arguments.why,
        value=value,
        profile=arguments.profile or console.settings.scoring.profile,
        by=_who(arguments),
    )
    library.contests.add(track.id, contest)
    console.result(_document(track, library), "\n".join(_lines(track, library)))


def _label(track: Track, library: Library) -> Label:
    return library.labels.get(track.id, name=_usual_name(track))


def _usual_name(track: Track) -> str:
    return Path(track.path).stem if track.path else f"track-{track.id}"


def _document(track: Track, library: Library) -> dict[str, Any]:
    from engine.exchange.labels_json import label_document

    contests = library.contests.list(track.id)
    return label_document(_label(track, library), fingerprint=track.fingerprint, contests=contests)


def _export(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    from engine.core.codec import encode_json
    from engine.exchange.labels_json import write_labels

    if arguments.all == bool(arguments.songs):
        raise UserError("Say which labels to export", "Name songs, or give --all.")
    tracks = [_recording(song, library) for song in arguments.songs] or _labelled(library)
    documents = _named_apart([(_document(track, library), track.id) for track in tracks])
    as_list = arguments.all or len(documents) != 1
    if arguments.out is None:
        content = documents if as_list else documents[0]
        console.result(content, encode_json(content, indent=2).decode())
        return
    target = Path(arguments.out).expanduser()
    write_labels(target, documents, as_list=as_list)
    console.result({"file": str(target), "labels": len(documents)}, f"{count(len(documents), 'label')} in {target}")


def _labelled(library: Library) -> list[Track]:
    found = (library.tracks.get(track_id) for track_id in library.labels.labelled())
    return [track for track in found if track is not None]


def _named_apart(documents: list[tuple[dict[str, Any], TrackId]]) -> list[dict[str, Any]]:
    """Two songs of one name get their library's number behind it: a reader of the plain form has only the name."""
    names = [document["track_id"] for document, _ in documents]
    return [
        {**document, "track_id": f"{name}-{track_id}"} if names.count(name) > 1 else document
        for name, (document, track_id) in zip(names, documents, strict=True)
    ]


def _import(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    from engine.exchange.labels_json import read_labels

    found = [read_labels(Path(file).expanduser()) for file in arguments.files]
    problems = [sentence for one in found for sentence in one.problems]
    written = [label for one in found for label in one.labels]
    if arguments.song and not problems and len(written) != 1:
        problems.append(f"--song {arguments.song} is one recording, and the files hold {count(len(written), 'label')}")
    songs = [] if problems else _songs(written, arguments, library, problems)
    if problems:
        for sentence in problems:
            console.problem(sentence)
        raise UserError(
            f"Nothing was imported: {count(len(problems), 'field')} did not fit", "Correct what is named above."
        )
    num_new = 0
    with library.transaction():
        for label, track in songs:
            num_new += _take_in(label, track, _who(arguments), library)
    document = {"labels": len(songs), "new_statements": num_new, "tracks": [track.id for _, track in songs]}
    console.result(document, f"{count(len(songs), 'label')} imported, {count(num_new, 'statement')} of them new")


def _songs(
    written: list[WrittenLabel], arguments: argparse.Namespace, library: Library, problems: list[str]
) -> list[tuple[WrittenLabel, Track]]:
    """Each label with its recording; a sentence for each that has none, or that speaks of what lies beyond its end."""
    by_name: dict[str, list[Track]] = {}
    for track in library.tracks.all():
        for name in {_label(track, library).track_id, _usual_name(track)}:
            by_name.setdefault(name, []).append(track)
    pairs = []
    for one in written:
        named = library.tracks.by_fingerprint(one.fingerprint) if one.fingerprint else None
        same_name = by_name.get(one.label.track_id, [])
        if arguments.song:
            pairs.append((one, _recording(arguments.song, library)))
        elif named is not None:
            pairs.append((one, named))
        elif len(same_name) == 1:
            pairs.append((one, same_name[0]))
        else:
            why = "no recording" if not same_name else f"{len(same_name)} recordings"
            problems.append(f"{one.place}: {why} of the library has the name {one.label.track_id!r}; use --song")
    for one, track in pairs:
        stretches = [(own.start, own.end) for own in one.label.segments]
        for start, end in (*stretches, *((own.start, own.end) for own in one.contests)):
            problem = _why_not(start, end, track)
            problems += [f"{one.place}: {problem[0].lower()}{problem[1:]}"] if problem else []
    return pairs


def _take_in(one: WrittenLabel, track: Track, who: str, library: Library) -> int:
    """Add what is new in a label; returns how many statements and contests that are."""
    num_new = 0
    name = _usual_name(track)
    for said in statements_of(one.label):
        before = library.labels.history(track.id)
        if _without_author(label_of((*before, said), track_id=name)) != _without_author(
            label_of(before, track_id=name)
        ):
            library.labels.say(track.id, said if said.by else replace(said, by=who))
            num_new += 1
    for contest in one.contests:
        num_new += library.contests.add(track.id, contest if contest.by else replace(contest, by=who))
    return num_new


def _without_author(label: Label) -> Label:
    return replace(label, by="", at="", segments=tuple(replace(own, by="", at="") for own in label.segments))
