"""``aurax genres list|show|match``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.theory.genres import Genre, GenreBook, Shares

_REASONS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    verbs.add_parser("list", help="every genre, and what it is a kind of")
    show = verbs.add_parser("show", help="a genre's conventions, how sure each is, and who says so")
    show.add_argument("genre", metavar="GENRE", help="its id or any of its names")
    match = verbs.add_parser("match", help="why an analysed song is like which genres")
    match.add_argument("file", metavar="ANALYSIS", help="an analysis.json")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    from engine.theory.genres_files import load_genres

    verbs = {"list": _list, "show": _show, "match": _match}
    verbs[arguments.verb](arguments, console, load_genres())


def _list(_arguments: argparse.Namespace, console: Console, book: GenreBook) -> None:
    from engine.theory.genres import conventions

    documents = [
        {"id": one.id, "name": one.title, "parent": one.parent or None, "roots": list(one.roots), **conventions(one)}
        for one in book.genres.values()
    ]
    lines: list[str] = []

    def write(genre: str, depth: int) -> None:
        one = book.genres[genre]
        low, high = one.tempo.usual
        lines.append(f"{'  ' * depth + one.id:<26}{f'{low:g}-{high:g} BPM':<14}{one.description}")
        for kind in book.children(genre):
            write(kind, depth + 1)

    for genre in sorted(genre for genre in book.genres if not book.genres[genre].parent):
        write(genre, 0)
    console.result({"genres": documents}, "\n".join(lines))


def _show(arguments: argparse.Namespace, console: Console, book: GenreBook) -> None:
    from engine.core.codec import to_builtins
    from engine.theory.genres import conventions
    from engine.theory.genres_files import find_genre

    genre = find_genre(arguments.genre, book)
    named = {name: to_builtins(book.sources[name]) for name in genre.sources}
    document = {**conventions(genre), "statements": to_builtins(genre), "sources": named}
    lines = [
        f"{genre.title}  ({', '.join([genre.id, *genre.aliases])})",
        f"  {genre.description}",
        *([f"  a kind of {book.genres[genre.parent].title}"] if genre.parent else []),
        *([f"  from {', '.join(book.genres[root].title for root in genre.roots)}"] if genre.roots else []),
        *_statements(genre),
        f"  evidence     {genre.evidence}",
        *(f"    {name}: {book.sources[name].title} ({book.sources[name].known})" for name in genre.sources),
    ]
    console.result(document, "\n".join(lines))


def _statements(genre: Genre) -> list[str]:
    from engine.theory.genres import MEASURES

    tempo = genre.tempo
    rows = [
        (
            "tempo",
            f"{tempo.usual[0]:g}-{tempo.usual[1]:g} BPM, at most {tempo.extremes[0]:g}-{tempo.extremes[1]:g}",
            tempo.confidence,
        ),
        ("metre", _shares(genre.metres), genre.metres.confidence),
        ("mode", _shares(genre.modes), genre.modes.confidence),
        *(("form", one, genre.structures.confidence) for one in genre.structures.words),
        ("instruments", ", ".join(genre.instruments.words), genre.instruments.confidence),
        ("production", ", ".join(genre.production.words), genre.production.confidence),
        *(("progression", f"{one.numerals} ({one.mode})", one.confidence) for one in genre.progressions),
        *((one.layer, f"{one.grid}  {one.name}, {one.share:.0%}", one.confidence) for one in genre.rhythms),
        *(
            ("measured", f"{MEASURES[name].words}: {span.low:g} to {span.high:g}", span.confidence)
            for name, span in genre.measures.items()
        ),
    ]
    return [f"  {name:<12} [{confidence}] {words}" for name, words, confidence in rows]


def _shares(statement: Shares) -> str:
    return ", ".join(f"{choice} {share:.0%}" for choice, share in statement.shares.items())


def _match(arguments: argparse.Namespace, console: Console, book: GenreBook) -> None:
    from engine.exchange.analysis_json import read_analysis
    from engine.theory.genres_match import match_genres

    answer = match_genres(read_analysis(Path(arguments.file)), book)
    if not answer:
        console.result({}, "Neither beats nor notes were found in this song: nothing can be told of its genre.")
        return
    lines = [f"{answer['words']}."]
    for one in answer["predicted_genres"]:
        lines.append(f"{one['confidence']:5.0%}  {one['name']}")
        lines += [f"        + {reason['words']}" for reason in one["evidence"][:_REASONS]]
        lines += [f"        - {reason['words']}" for reason in one["counter_evidence"][:_REASONS]]
    if answer["unknown"]:
        lines.append(f"Not heard: {', '.join(answer['unknown'])}")
    console.result(answer, "\n".join(lines))
