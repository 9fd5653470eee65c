"""``aurax bench generation --report DIR``: every style's take, measured and drawn, and every instrument's sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.generation_figures import descriptors, sound
from engine.cli.generation_spectra import log_drum_table, write_spectra
from engine.whole_file import whole_set

if TYPE_CHECKING:
    from engine.cli.console import Console

SECONDS = 90.0
SEED = 7
REPORT, DOCUMENT, SPECTRA = "report.md", "report.json", "instruments.png"
_INSTRUMENTS_SHARE = 0.15  # of the wall seconds, roughly; only the progress line follows it


def write_report(
    console: Console, folder: Path, *, styles: tuple[str, ...] = (), seconds: float = SECONDS, seed: int = SEED
) -> dict[str, Any]:
    """Make a take of every style and write pictures, ``report.md`` and ``report.json``: all of them or, stopped, none.

    Args:
        console: Where progress is shown.
        folder: Made if it is not there; other files in it stay.
        styles: Ids of profiles; empty is all.
        seconds: Length of each take.
        seed: Of every take.

    Raises:
        OSError: If something cannot be written.
    """
    from engine.generation.profiles import load_profiles

    chosen = styles or tuple(sorted(load_profiles()))
    line = console.progress("bench generation: report")
    document: dict[str, Any] = {"seconds": seconds, "seed": seed, "takes": {}}
    try:
        with whole_set(folder, last=DOCUMENT) as temporary:
            for index, style in enumerate(chosen):
                line((1.0 - _INSTRUMENTS_SHARE) * index / len(chosen), style)
                document["takes"][style] = _take(temporary, style, seconds, seed)
            line(1.0 - _INSTRUMENTS_SHARE, "instruments")
            document["instruments"] = write_spectra(temporary / SPECTRA)
            document["log_drum"] = log_drum_table()
            (temporary / REPORT).write_text(readable(document), encoding="utf-8")
            text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
            (temporary / DOCUMENT).write_text(text + "\n", encoding="utf-8")
    finally:
        line.close()
    return document


def _take(folder: Path, style: str, seconds: float, seed: int) -> dict[str, Any]:
    from engine.exchange.arrangement import write_arrangement
    from engine.generation.profiles import load_profile
    from engine.generation.sketch.compose import compose
    from engine.generation.sketch.mixing.render import render
    from engine.generation.sketch.plan import plan
    from engine.generation.wishes import Wishes

    composition = compose(plan(Wishes(style=style, seconds=seconds), seed).blueprint)
    picture = f"arrangement-{style}.png"
    write_arrangement(folder / picture, composition)
    sounding = {note.role for note in composition.notes}
    planned = {role.role for section in composition.blueprint.sections for role in section.roles}
    return {
        "arrangement": picture,
        "tempo_bpm": composition.blueprint.tempo_bpm,
        "key": str(composition.blueprint.key),
        "roles_planned_without_a_note": sorted(planned - sounding),
        "descriptors": descriptors(composition, load_profile(style)),
        "sound": sound(composition, render(composition)),
    }


def readable(document: dict[str, Any]) -> str:
    """The document as Markdown; a figure outside of its range carries a ``!``."""
    takes = document["takes"]
    lines = ["# Generation report", "", f"Takes of {document['seconds']:g} s, seed {document['seed']}.", ""]
    stems = list(next(iter(takes.values()))["sound"]["stems_relative_lu"])
    lines += ["## Loudness", "", "Stems: LU relative to the mix in the main drop.", ""]
    head = ["style", "LUFS", "dBTP", "limiter dB", "corr. < 120 Hz", "drop LUFS", *stems]
    lines += _head(head)
    for style, take in takes.items():
        heard = take["sound"]
        cells = [style, shown(heard["loudness_lufs"]), shown(heard["true_peak_dbtp"])]
        cells += [f"{heard['limiter_reduction_db']:g}", shown(heard["correlation_below_120_hz"])]
        cells += [str(heard["drop_lufs"]), *(shown(heard["stems_relative_lu"][stem]) for stem in stems)]
        lines.append(_row(cells))
    lines += ["", "## Notes against the style's profile", "", *_descriptor_lines(takes)]
    lines += ["", "## Log drum", "", "Bare program against the domain reference 1.6.2, dB.", ""]
    rows = document["log_drum"]
    lines += _head(list(rows[0])) + [_row([str(value) for value in row.values()]) for row in rows]
    lines += ["", "## Instruments", "", f"![Spectra and envelopes]({SPECTRA})", "", "## Arrangements"]
    for style, take in takes.items():
        empty = ", ".join(take["roles_planned_without_a_note"]) or "none"
        lines += ["", f"### {style}", "", f"{take['tempo_bpm']:g} BPM, {take['key']}. Planned without a note: {empty}."]
        lines += ["", f"![{style}]({take['arrangement']})"]
    return "\n".join(lines) + "\n"


def _descriptor_lines(takes: dict[str, Any]) -> list[str]:
    names = list(next(iter(takes.values()))["descriptors"])
    rows = [_row([style, *(shown(take["descriptors"][name]) for name in names)]) for style, take in takes.items()]
    return [*_head(["style", *names]), *rows]


def shown(figure: dict[str, Any]) -> str:
    """``-7.2 (-8–-4)``, with ``!`` where it is outside, ``–`` where there is none."""
    if figure["value"] is None:
        return "–"
    low, high = ("" if end is None else f"{end:g}" for end in (figure["low"], figure["high"]))
    ends = f" ({low}–{high})" if low or high else ""
    return f"{figure['value']:g}{ends}{' !' if figure['is_inside'] is False else ''}"


def _head(cells: list[str]) -> list[str]:
    return [_row(cells), _row(["---"] * len(cells))]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
