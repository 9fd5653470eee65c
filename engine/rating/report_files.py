"""The report as files: ``report.html`` (one file, figures inside), ``report.pdf``, ``report.json``, CSV and figures."""

from __future__ import annotations

import csv
import html
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from engine.core.codec import encode_json
from engine.rating.plots import Estimates, draw, estimates_of, save
from engine.rating.report_text import Block, Heading, Table, blocks
from engine.rating.results import Row
from engine.whole_file import whole_folder

HTML, PDF, JSON, VOTES_CSV, RESULTS_CSV = "report.html", "report.pdf", "report.json", "votes.csv", "results.csv"
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:62em;margin:2em auto;padding:0 1em;color:#222;background:#fff}
table{border-collapse:collapse;margin:.8em 0;font-size:13px}
td,th{border:1px solid #bbb;padding:.25em .6em;text-align:left}
h2{margin-top:1.6em;font-size:1.15em}svg{max-width:100%;height:auto}
"""
_LINES_PER_PAGE, _LINE_WIDTH = 62, 104


def write_report(document: dict[str, Any], rows: Sequence[Row], folder: Path) -> None:
    """Write all files; an older report in ``folder`` is replaced as a whole."""
    with whole_folder(folder) as temporary:
        shown = estimates_of(document)
        names = save(shown, temporary)
        figures = [(temporary / name).read_text(encoding="utf-8") for name in names]
        (temporary / JSON).write_bytes(encode_json(document, indent=2) + b"\n")
        (temporary / HTML).write_text(page(document, figures), encoding="utf-8")
        _write_csv(temporary / VOTES_CSV, _vote_lines(rows))
        _write_csv(temporary / RESULTS_CSV, _result_lines(document))
        _write_pdf(temporary / PDF, document, shown)


def page(document: dict[str, Any], figures: Sequence[str]) -> str:
    """The HTML page; it loads nothing from anywhere."""
    title = html.escape(document["title"])
    body = "\n".join(map(_as_html, blocks(document)))
    drawn = "\n".join(figure[figure.index("<svg") :] for figure in figures)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head>'
        f"<body><h1>{title}</h1>{body}<h2>Figures</h2>{drawn}</body></html>\n"
    )


def _as_html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{html.escape(block.text)}</h2>"
    if isinstance(block, str):
        return f"<p>{html.escape(block)}</p>"
    head, *rows = block.rows
    cells = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"


def _write_csv(path: Path, lines: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_harmless(cell) for cell in line] for line in lines)


def _harmless(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe (CWE-1236)."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _vote_lines(rows: Sequence[Row]) -> Iterator[Sequence[object]]:
    yield (
        "rater", "role", "scene", "trial", "kind", "prompt", "systems", "question", "answer", "listened", "seconds",
        "switches", "at", "gains_db", "comment",
    )  # fmt: skip
    for row in rows:
        rater, vote = row.rater, row.vote
        systems = " | ".join(item.system if item.role == "system" else item.role for item in row.items)
        who = rater.pseudonym, rater.role, rater.scene
        gains = " ".join(str(item.gain_db) for item in row.items)
        how = " ".join(map(str, vote.listened)), vote.seconds, vote.switches, vote.at, gains, vote.comment
        for question, answer in vote.answers.items():
            given = " ".join(map(str, answer)) if isinstance(answer, list) else answer
            yield *who, vote.trial, row.role, row.prompt, systems, question, given, *how


def _result_lines(document: dict[str, Any]) -> Iterator[Sequence[object]]:
    yield "table", "what", "value", "low", "high"
    for shown in estimates_of(document):
        for name, (value, low, high) in zip(shown.names, shown.values, strict=True):
            yield shown.title, name.replace("\n", ": "), value, low, high


def _write_pdf(path: Path, document: dict[str, Any], shown: Sequence[Estimates]) -> None:
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    lines = [document["title"], "", *(line for block in blocks(document) for line in _as_lines(block))]
    with PdfPages(path, metadata={"Title": document["title"], "CreationDate": None}) as pages:
        for start in range(0, len(lines), _LINES_PER_PAGE):
            sheet = Figure(figsize=(8.27, 11.69))
            text = "\n".join(lines[start : start + _LINES_PER_PAGE]).replace("$", r"\$")
            sheet.text(0.07, 0.95, text, va="top", family="monospace", fontsize=7.5)
            pages.savefig(sheet)
        for one in shown:
            pages.savefig(draw(one))


def _as_lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return ["", block.text.upper(), ""]
    if isinstance(block, str):
        return textwrap.wrap(block, _LINE_WIDTH) or [""]
    return ["", *_columns(block), ""]


def _columns(table: Table) -> list[str]:
    """A table in columns if it fits the page, else one line for each cell."""
    widths = [max(len(row[place]) for row in table.rows) for place in range(len(table.rows[0]))]
    if sum(widths) + 2 * len(widths) <= _LINE_WIDTH:
        return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table.rows]
    head, *rows = table.rows
    return [
        line
        for row in rows
        for line in textwrap.wrap(
            "; ".join(f"{name} {cell}" for name, cell in zip(head, row, strict=True) if cell), _LINE_WIDTH
        )
    ]
