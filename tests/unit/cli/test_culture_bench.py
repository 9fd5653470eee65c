"""Figures of the culture bench on rows whose answers are known, and its report."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from engine.cli.bench_culture import lengthened, targets
from engine.cli.culture_bench import figures, report
from engine.cli.culture_bench.figures import EIGHT, Row
from engine.cli.culture_bench.nulls import is_null, told
from engine.cli.culture_bench.perturbations import GOSPEL, JAZZ, KWAITO, LOG_DRUM, PERCUSSION
from engine.cli.culture_bench.traits import RULES, traits_of
from engine.core.audio import Audio
from engine.core.stems import Stem, Stems
from engine.culture.score import score_song
from tests import culture_songs as made


def row(style: str = "classic", **more: object) -> Row:
    fields: dict[str, object] = {
        "name": style,
        "style": style,
        "group": style,
        "present": True,
        "said_present": True,
        "onset_f1": 0.9,
        "styles": {style: 0.9, "other": 0.1},
    }
    return Row(**{**fields, **more})  # type: ignore[arg-type]


def test_presence_counts_what_was_not_told_as_wrong() -> None:
    rows = [row(), row(said_present=False), row(said_present=None), row(present=False, said_present=False)]
    found = figures.presence(rows)
    assert found["value"] == 0.5
    assert found["with"]["value"] == pytest.approx(1.0 / 3.0)
    assert found["without"]["value"] == 1.0
    assert found["interval"][0] < 0.5 < found["interval"][1]


def test_onsets_are_of_pieces_that_have_a_log_drum() -> None:
    assert figures.onsets([row(), row(onset_f1=0.5), row(onset_f1=None)]) == {"value": pytest.approx(0.7), "pieces": 2}
    assert figures.onsets([row(onset_f1=None)])["value"] is None


def test_private_school_against_classic() -> None:
    rows = [
        row("classic", styles={"classic": 0.3, "private_school": 0.2}),
        row("private_school", styles={"classic": 0.3, "private_school": 0.4}),
        row("private_school", styles={"classic": 0.5, "private_school": 0.4}),
        row("classic", styles={}),  # turned down: wrong
        row("gqom"),
    ]
    found = figures.private_or_classic(rows)
    assert (found["value"], found["pieces"]) == (0.5, 4)


def test_eight_classes_weigh_each_class_alike() -> None:
    rows = [*(row("classic") for _ in range(9)), row("gqom", styles={"classic": 0.9, "gqom": 0.1})]
    found = figures.eight_classes(rows)
    assert found["value"] == 0.5  # not 0.9
    assert found["recalls"]["gqom"]["value"] == 0.0
    assert len(EIGHT) == 8
    assert found["recalls"]["trap"]["value"] is None
    sgija = figures.eight_classes([row("sgija", styles={"classic": 0.9})])
    assert sgija["value"] == 1.0  # one class of the family


def test_false_low_counts_pieces_with_the_trait_alone() -> None:
    rows = [
        row(traits=(JAZZ,), markers={JAZZ: 0.4}),
        row(traits=(JAZZ,), markers={JAZZ: 0.6}),
        row(traits=(JAZZ,), markers={JAZZ: None}),
        row(traits=(), markers={JAZZ: 0.0}),
    ]
    found = figures.false_low(rows)[JAZZ]
    assert (found["classic"]["value"], found["classic"]["pieces"]) == (pytest.approx(1.0 / 3.0), 3)
    assert figures.medians(rows)["classic"][JAZZ] == 0.4


def test_what_is_low_within_its_interval_is_surely_low_and_errors_have_names() -> None:
    rows = [
        row(traits=(JAZZ,), markers={JAZZ: 0.4}, uppers={JAZZ: 0.45}),
        row(traits=(JAZZ,), markers={JAZZ: 0.4}, uppers={JAZZ: 0.6}),
    ]
    assert figures.surely_low(rows)[JAZZ]["value"] == 0.5
    rows = [row("gqom", name="a", present=False, said_present=True, styles={"classic": 0.9})]
    rows += [row("gqom", name="b", present=True, said_present=None, styles={"gqom": 0.9})]
    assert figures.wrong(rows) == {
        "log_drum_heard_in_nothing": ["a"],
        "log_drum_missed": ["b"],
        "another_class": ["a: classic"],
    }


def test_traits_are_read_from_notes_and_chords() -> None:
    congas = {"kick": made.FOUR, "conga": "....7.......7.6."}
    assert traits_of(made.song(made.AMEN)) == {GOSPEL}
    assert traits_of(made.song(made.TWO_FIVE_ONE)) == {JAZZ}
    assert traits_of(made.song(made.AXIS, log_drum=made.LOG_RIFF, drums={"shaker": made.SHAKER})) == {LOG_DRUM}
    assert traits_of(made.song("i VI", key="A minor", voice=made.chant(32))) == {KWAITO}
    assert traits_of(made.song("i VI", key="A minor", drums=congas)) == {PERCUSSION}
    assert set(RULES) == {LOG_DRUM, GOSPEL, KWAITO, JAZZ, PERCUSSION}


def test_a_song_repeated_from_bar_line_to_bar_line_keeps_its_bars() -> None:
    analysis = made.song(made.TWO_FIVE_ONE, bars=9, tempo_bpm=120.0)
    samples = np.zeros((1, round(18.0 * 1_000)), np.float32)
    longer, stems = lengthened(analysis, Stems({Stem.DRUMS: Audio(samples, 1_000)}, "any"), 60.0)
    assert longer.audio.duration == pytest.approx(64.0)
    np.testing.assert_allclose(np.diff(longer.downbeats), 2.0)
    assert stems.num_samples == 64_000
    assert len(longer.notes[Stem.DRUMS] or ()) == 4 * sum(
        note.onset < 16.0 for note in analysis.notes[Stem.DRUMS] or ()
    )
    before, after = score_song(analysis).markers[JAZZ].value, score_song(longer).markers[JAZZ].value
    assert before is not None
    assert after == pytest.approx(before, abs=0.05)  # its first bar had no change before it


def test_nothing_said_is_nothing_at_all() -> None:
    silent = score_song(replace(made.song(), downbeats=(), tempo_bpm=None))
    assert told(silent) == {"is_null": True, "why": "no bars were found: it has no pulse that could be followed"}
    assert not is_null(score_song(made.song()))


def test_the_report_names_every_must_and_every_fault(tmp_path: Path) -> None:
    rows = [row(traits=(JAZZ,), markers={JAZZ: 0.4})]
    move = {"marker": JAZZ, "before": 0.2, "after": 0.9, "fault": "may move 0.02, moved +0.70"}
    document = {
        "engine": "AURA-X Studio",
        "unseen": "Synthetic.",
        "presence": {"all": figures.presence(rows), "pieces": figures.presence(rows)},
        "onsets": figures.onsets(rows),
        "private_or_classic": figures.private_or_classic(rows),
        "eight_classes": figures.eight_classes(rows),
        "seconds": {"song": 180.0, "score": 0.7},
        "false_low": figures.false_low(rows),
        "surely_low": figures.surely_low(rows),
        "wrong": figures.wrong(rows),
        "trait_rules": RULES,
        "medians": figures.medians(rows),
        "nulls": {"speech": {"is_null": False, "why": ""}},
        "perturbations": {"shaker": {"title": "shaker over pop", "kind": "notes", "moves": [move]}},
        "rows": [asdict(own) for own in rows],
    }
    document["targets"] = targets(document)
    report.write_report(tmp_path, document)
    written = json.loads((tmp_path / report.DOCUMENT).read_text(encoding="utf-8"))
    verdicts = {own["title"]: own["verdict"] for own in written["targets"]}
    assert verdicts["log drum present or absent"] == "goal reached"
    assert verdicts["markers that move only where they should"] == "not reached"
    assert verdicts["nothing said of what is no music with drums"] == "not reached"
    assert verdicts["score of a 3-minute analysed song"] == "must reached"
    text = (tmp_path / report.READABLE).read_text(encoding="utf-8")
    assert "**may move 0.02, moved +0.70**" in text
    assert "**no**" in text
    assert all(own["title"] in report.table(written) for own in written["targets"])
