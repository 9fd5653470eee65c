"""The bench's document for people: the table of the musts, perturbations, nulls and subgroups, as Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.core.codec import encode_json
from engine.whole_file import write_bytes

DOCUMENT, READABLE = "culture.json", "culture.md"
_NOTHING = "-"


def write_report(out: Path, document: Mapping[str, Any]) -> None:
    """Write ``culture.json`` and ``culture.md`` whole.

    Raises:
        OSError: If they cannot be written.
    """
    write_bytes(out / DOCUMENT, encode_json(dict(document), indent=1) + b"\n")
    write_bytes(out / READABLE, ("\n".join(readable(document)) + "\n").encode())


def table(document: Mapping[str, Any]) -> str:
    """What the terminal shows: every must with its figure."""
    rows = document["targets"]
    width = max(len(row["title"]) for row in rows)
    return "\n".join(
        f"{row['title']:<{width}}  {_figure(row['value'], row['unit']):>8}  must {_figure(row['must'], row['unit']):>6}"
        f"  goal {_figure(row['goal'], row['unit']):>6}  {row['verdict']:<13}  {row['of']}"
        for row in rows
    )


def readable(document: Mapping[str, Any]) -> Iterator[str]:
    """Lines of Markdown."""
    yield f"# Cultural scoring, {document['engine']}"
    yield ""
    yield document["unseen"]
    yield ""
    yield "| | measured | must | goal | | over |"
    yield "|---|---|---|---|---|---|"
    for row in document["targets"]:
        unit = row["unit"]
        cells = (_figure(row["value"], unit), _figure(row["must"], unit), _figure(row["goal"], unit))
        yield f"| {row['title']} | {' | '.join(cells)} | {row['verdict']} | {row['of']} |"
    yield from _groups(document)
    yield from _recalls(document)
    yield from _perturbations(document["perturbations"])
    yield from _nulls(document["nulls"])
    yield from _false_low(document)
    yield from _wrong(document["wrong"])


def _groups(document: Mapping[str, Any]) -> Iterator[str]:
    for title, part in (("songs with confusers", "songs"), ("labelled pieces", "pieces")):
        groups = document["presence"].get(part, {}).get("groups", {})
        if groups:
            yield f"\n## Log drum present or absent, {title}\n"
            yield "| group | right | of |"
            yield "|---|---|---|"
            for name, own in groups.items():
                yield f"| {name} | {_figure(own['value'], '%')} | {own['pieces']} |"


def _recalls(document: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Eight classes\n"
    yield "| class | recall | of |"
    yield "|---|---|---|"
    for name, own in document["eight_classes"]["recalls"].items():
        yield f"| {name} | {_figure(own['value'], '%')} | {own['pieces']} |"


def _perturbations(rows: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Perturbations\n"
    yield "Each marker before and after; a word where it moved as it should not have.\n"
    names = list(dict.fromkeys(move["marker"] for row in rows.values() for move in row["moves"]))
    if not names:
        return
    yield f"| | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for row in rows.values():
        cells = {move["marker"]: move for move in row["moves"]}
        shown = [_move(cells[name]) if name in cells else _NOTHING for name in names]
        yield f"| {row['title']} ({row['kind']}) | {' | '.join(shown)} |"


def _move(move: Mapping[str, Any]) -> str:
    told = f"{_figure(move['before'], '')} to {_figure(move['after'], '')}"
    return f"{told} **{move['fault']}**" if move["fault"] else told


def _nulls(rows: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## What nothing is said of\n"
    yield "| sound | nothing said | why |"
    yield "|---|---|---|"
    for name, row in rows.items():
        yield f"| {name} | {'yes' if row['is_null'] else '**no**'} | {row['why']} |"


def _false_low(document: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Subgroups: false-low rates\n"
    yield "Share of the pieces of a style that have the trait by construction and on which the marker is below 0.5;"
    yield "surely below: its whole 90 % interval is.\n"
    styles = sorted({style for own in document["false_low"].values() for style in own} - {"all"})
    yield f"| marker, the trait is there where | all | surely below | {' | '.join(styles)} |"
    yield f"|---|---|---|{'---|' * len(styles)}"
    for name, own in document["false_low"].items():
        cells = [
            f"{_figure(cell['value'], '%')} of {cell['pieces']}" if (cell := own.get(style)) else _NOTHING
            for style in ("all", *styles)
        ]
        sure = document["surely_low"].get(name, {})
        cells.insert(1, f"{_figure(sure.get('value'), '%')}")
        yield f"| {name}: {document['trait_rules'].get(name, '')} | {' | '.join(cells)} |"
    yield "\n## Medians by style\n"
    markers = list(next(iter(document["medians"].values()), {}))
    yield f"| style | {' | '.join(markers)} |"
    yield f"|---|{'---|' * len(markers)}"
    for style, values in document["medians"].items():
        yield f"| {style} | {' | '.join(_figure(values[name], '') for name in markers)} |"


def _wrong(names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield "\n## What was judged wrongly\n"
    for title, own in names.items():
        yield f"- {title.replace('_', ' ')}: {', '.join(own) or 'nothing'}"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return _NOTHING
    return f"{100.0 * value:.1f} %" if unit == "%" else f"{value:.2f}{' ' + unit if unit else ''}"
