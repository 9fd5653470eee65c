"""The Make page: words become an order, orders become jobs, jobs become cards; one short take by the real composer."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from app.making_engines import (
    SKETCH,
    EngineChoice,
    Machine,
    estimate,
    remember_rate,
    remembered_rate,
    vram_gb,
)
from app.making_order import MORE_BARS, Order, continuation, understand, variation
from app.making_takes import COLUMNS, load_take
from app.making_words import duration_text, facts_text, gate_lines, recipe_rows, score_text
from app.theme import CONTRAST, DARK, LIGHT
from app.widgets.take_card import TakeCard
from app.window_state import WindowState
from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.core.jobs import JobEvent, JobState, Progress
from engine.core.stems import Stem
from engine.generation.wishes import Wishes
from engine.jobs.generate_takes import GenerateTakes
from engine.paths import Paths
from engine.settings import JobSettings, Settings
from tests.app.making import PATIENCE_MS, PROMPT, FakePlayer, arrive, settle


@pytest.fixture
def take(made: Any, tmp_path: Path) -> Any:
    return load_take(Path(made.folder), tmp_path)


@pytest.fixture
def page(studio: Any, qtbot: Any) -> Any:
    """The page, open, with all that it reads at first read."""
    studio.window.show_page("make")
    page = studio.window.pages.page("make")
    qtbot.waitUntil(lambda: not studio.background.is_busy, timeout=PATIENCE_MS)
    return page


# orders


def test_the_window_never_imports_torch_for_it() -> None:
    import subprocess
    import sys

    code = (
        "import sys, app.views.make\n"
        "from app.making_order import Order, understand\n"
        "from app.making_engines import EngineChoice, vram_gb\n"
        "understand(Order(prompt='sgija, 8 bars'))\n"
        "vram_gb(EngineChoice('m', 'M', 'musicgen', 'musicgen-small', is_sound=True), 1, 30.0)\n"
        "print([name for name in ('torch', 'librosa', 'scipy') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    said = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


def test_an_order_is_read_and_planned() -> None:
    read = understand(Order(prompt="sgija, 115, 8 bars, purple elephants", seed=3))
    assert read.reading.ignored == ("purple elephants",)
    assert read.planned is not None
    assert (read.planned.style, read.planned.tempo_bpm, read.planned.num_bars) == ("sgija", 115.0, 8)
    assert sum(bars for _name, bars in read.planned.form) == 8
    assert read.seconds == pytest.approx(8 * 240 / 115, abs=0.01)


def test_chips_win_over_words_and_say_so() -> None:
    read = understand(Order(prompt="115 bpm, F minor", wishes=Wishes(tempo_bpm=110.0, bars=4)))
    assert read.planned is not None
    assert read.planned.tempo_bpm == 110.0
    assert read.planned.key == str(Key.parse("F minor"))
    assert any("115" in sentence and "110" in sentence for sentence in read.reading.conflicts)


def test_a_plan_that_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    read = understand(Order(prompt="busier", source=str(tmp_path / "gone")))
    assert "There is no take at" in read.problem
    assert read.planned is None


def test_the_plan_is_what_is_made(made: Any) -> None:
    read = understand(Order(prompt=PROMPT, seed=5))
    assert read.planned is not None
    summary = made.summary
    assert (read.planned.style, read.planned.tempo_bpm) == (summary["style"], summary["tempo_bpm"])
    assert read.planned.num_bars == summary["num_bars"]


def test_each_planned_take_is_a_job_of_its_own_that_survives_a_restart() -> None:
    order = Order(
        prompt="sgija",
        wishes=Wishes(key=Key.parse("F minor"), without=frozenset({"log_drum"}), bars=4),
        takes=3,
        seed=7,
    )
    specs = order.specs(Path("/takes"))
    assert [spec.seed for spec in specs] == [7, 8, 9]
    assert len({spec.folder for spec in specs}) == 3, "killing one must not clean up another's folder"
    assert [decode_json(encode_json(spec), GenerateTakes) for spec in specs] == list(specs)


def test_a_worker_is_ready_once_the_page_is_open(page: Any, pool: Any, tmp_path: Path) -> None:
    resource, prepare, argument = pool.warmed
    assert resource == "cpu"
    assert page.isVisible()
    prepare(argument, Paths.under(tmp_path))


def test_a_graphics_card_makes_takes_at_once() -> None:
    engine = EngineChoice("musicgen-small", "MusicGen", "musicgen", "musicgen-small", is_sound=True)
    (spec,) = Order(prompt="soulful", takes=4, seed=1, engine=engine).specs(Path("/takes"))
    assert (type(spec).__name__, spec.takes, spec.model) == ("GenerateSound", 4, "musicgen-small")


def test_variation_and_continuation_of_a_plan(made: Any) -> None:
    again = understand(variation(made.folder, "x", backend="sketch", takes=1, seed=99, engine=SKETCH))
    assert again.planned is not None
    assert again.planned.num_bars == 4
    assert any("drawn anew" in choice for choice in again.planned.choices)
    longer = understand(continuation(made.folder, "x", backend="sketch", prompt="", num_bars=4, seed=1, engine=SKETCH))
    assert longer.planned is not None
    assert longer.planned.num_bars == 4 + MORE_BARS


def test_change_by_words_needs_words() -> None:
    assert not Order(source="/take").asks_something
    assert Order(source="/take", prompt="darker").asks_something
    assert Order().asks_something


# what it costs


def test_estimates_learn_from_takes(tmp_path: Path) -> None:
    state, settings = WindowState(tmp_path), Settings(jobs=JobSettings(cpu_workers=2))
    for _take in range(12):
        remember_rate(state, SKETCH, work=62.5, seconds=120.0)
    assert remembered_rate(state, SKETCH) == pytest.approx(0.5, rel=0.01)
    four = estimate(SKETCH, 4, 120.0, Machine(), settings, state)
    assert four.seconds == pytest.approx(2 * 62.5, rel=0.01), "two at a time, two rounds"


def test_one_take_on_a_busy_machine_misleads_no_estimate(tmp_path: Path) -> None:
    state = WindowState(tmp_path)
    for work in (62.5, 62.5, 602.5, 62.5, 302.5):
        remember_rate(state, SKETCH, work=work, seconds=120.0)
    assert remembered_rate(state, SKETCH) == pytest.approx(0.5, rel=0.01)


def test_a_take_of_two_seconds_teaches_nothing(tmp_path: Path) -> None:
    state = WindowState(tmp_path)
    remember_rate(state, SKETCH, work=9.0, seconds=2.0)
    assert remembered_rate(state, SKETCH) is None


def test_a_machine_that_changed_is_followed(tmp_path: Path) -> None:
    state = WindowState(tmp_path)
    for work in (*(62.5,) * 9, *(26.5,) * 5):
        remember_rate(state, SKETCH, work=work, seconds=120.0)
    assert remembered_rate(state, SKETCH) == pytest.approx(0.2, rel=0.01)


def test_an_unknown_engine_has_no_time_before_its_first_take(tmp_path: Path) -> None:
    engine = EngineChoice("musicgen-small", "MusicGen", "musicgen", "musicgen-small", is_sound=True)
    told = estimate(engine, 2, 30.0, Machine((engine,), "RTX", 12.0), Settings(), WindowState(tmp_path))
    assert told.seconds is None
    assert told.has_room


def test_more_takes_and_larger_models_need_more_memory() -> None:
    def needed(model: str, takes: int) -> float:
        gigabytes = vram_gb(EngineChoice(model, model, "musicgen", model, is_sound=True), takes, 30.0)
        assert gigabytes is not None
        return gigabytes

    assert needed("musicgen-small", 1) < needed("musicgen-medium", 1) < needed("musicgen-large", 1)
    assert needed("musicgen-large", 1) <= needed("musicgen-large", 8)
    assert needed("musicgen-large", 1) > 3.3 * 2, "3.3 thousand million numbers of two bytes"


def test_words_for_durations() -> None:
    assert [duration_text(seconds) for seconds in (0.2, 7.4, 27.0, 130.0)] == ["1 s", "7 s", "25 s", "2 min"]


# a take


def test_a_take_is_read_whole(take: Any) -> None:
    assert take.num_bars == 4
    assert take.tempo_bpm == 115.0
    assert take.is_planned
    assert set(take.stems) == set(Stem)
    assert take.sections
    assert take.has_midi
    assert len(take.low) == len(take.high) == COLUMNS
    samples, rate = soundfile.read(take.mix, dtype="float32")
    assert rate == take.sample_rate
    assert take.high.max() == pytest.approx(samples.max(), abs=2e-3), "half-precision outlines"
    assert "115 BPM" in facts_text(take)
    assert take.file_name("log_drum").startswith("115bpm_")
    assert take.file_name("midi").endswith(".mid")


def test_an_outline_is_kept_and_read_again(made: Any, tmp_path: Path) -> None:
    first = load_take(Path(made.folder), tmp_path)
    assert list(tmp_path.glob("*.npz"))
    np.testing.assert_array_equal(load_take(Path(made.folder), tmp_path).low, first.low)
    (kept,) = tmp_path.glob("*.npz")
    kept.write_bytes(b"broken")
    np.testing.assert_array_equal(load_take(Path(made.folder), tmp_path).low, first.low)


def test_no_take_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no take"):
        load_take(tmp_path, tmp_path)


def test_the_gate_speaks_plainly() -> None:
    gate = {
        "threshold": 0.8,
        "passed": True,
        "kept": 2,
        "history": [
            {
                "attempt": 1,
                "total": 0.61,
                "interval": [0.55, 0.66],
                "passed": False,
                "weak": ["log_drum_pattern"],
                "changes": [],
            },
            {"attempt": 2, "total": 0.83, "interval": None, "passed": True, "weak": [], "changes": ["busier log drum"]},
        ],
    }
    lines = gate_lines(gate)
    assert score_text(gate) == "0.83"
    assert "Attempt 1 scores 0.61 (between 0.55 and 0.66): too little, so it was rejected." in lines
    assert any("weakest: log drum pattern" in line for line in lines)
    assert any("made again with: busier log drum" in line for line in lines)
    assert lines[-1].startswith("Attempt 2 was kept")


@pytest.mark.parametrize(
    "gate", [{}, {"history": 3}, {"history": [7]}, {"history": [{"attempt": 1}], "kept": 1}, {"history": [{}]}]
)
def test_a_damaged_gate_history_does_no_harm(gate: dict[str, Any]) -> None:
    assert gate_lines(gate)
    assert score_text(gate) == ""


def test_the_recipe_tells_everything(take: Any) -> None:
    text = " ".join(f"{name} {value}" for name, value in recipe_rows(take.recipe))
    for word in (PROMPT, "sketch", "Seed 5", "tempo bpm 115", "style Sgija: as asked"):
        assert word in text


# the page


def test_an_empty_page_teaches(page: Any, qtbot: Any) -> None:
    assert page.takes._stack.currentIndex() == 0
    qtbot.mouseClick(page.takes.examples[1], Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    words = {word.text(): meaning.text() for word, meaning in page.form.list.rows}
    assert words["115"] == "tempo 115 BPM"
    assert page.form.chips.tempo.text() == "Tempo: 115 BPM"
    assert page.form.list.plan.text().startswith("Sgija · 115 BPM")
    assert page.form.estimate.text().startswith("About ")


def test_what_is_not_understood_is_said(page: Any, qtbot: Any) -> None:
    page.form.set_prompt("sgija, purple elephants")
    settle(page, qtbot)
    assert page.form.list.ignored.text() == "Not understood, so not followed: purple elephants"
    assert not page.form.list.ignored.isHidden()


def test_chips_write_themselves_into_the_order(page: Any) -> None:
    chips = page.form.chips
    chips.tempo.choose_value(112.0)
    chips.key.choose_value(Key.parse("F minor"))
    chips.genre.choose_value("sgija")
    chips.log_drum.choose_value("busy")
    chips.energy.choose_value(0.8)
    chips.length.choose_value(("bars", 16))
    assert page.form.order().wishes == Wishes(
        tempo_bpm=112.0, key=Key.parse("F minor"), style="sgija", log_drum={"busy": 0.85}, energy=0.8, bars=16
    )
    assert chips.tempo.isChecked()
    chips.tempo.choose(None)
    assert page.form.order().wishes.tempo_bpm is None


def test_every_chip_is_something_the_composer_can_follow(page: Any) -> None:
    for chip in page.form.chips.all:
        for _action, choice in chip._actions:
            page.form.chips.clear()
            chip.choose(choice)
            assert understand(Order(wishes=page.form.chips.wishes(), seed=1)).problem == ""


def test_takes_come_as_cards_while_others_are_made(page: Any, pool: Any, qtbot: Any, made: Any) -> None:
    page.form.set_prompt(PROMPT)
    page.form.takes.pick(2)
    page.form.seed.setText("5")
    qtbot.mouseClick(page.form.make, Qt.MouseButton.LeftButton)
    assert [spec.seed for _job, spec, _label in pool.submitted] == [5, 6]
    first, second = (job for job, _spec, _label in pool.submitted)
    page._services.operations.poll()
    assert len(page.takes.cards) == 2
    pool.advance(second, 0.4, "rendering", eta=12.0)
    page._services.operations.poll()
    waiting = page.takes.cards[1]
    assert waiting.pending.fraction == 0.4
    assert waiting._stage.text() == "rendering, 0:12 left"
    arrive(page, pool, qtbot, first, made)
    assert sum(isinstance(card, TakeCard) for card in page.takes.cards) == 1
    assert waiting in page.takes.cards, "the other goes on"
    qtbot.mouseClick(waiting.cancel, Qt.MouseButton.LeftButton)
    assert pool.cancelled == [second]
    page._services.operations.poll()
    assert waiting not in page.takes.cards


def test_a_new_seed_each_time_unless_it_is_kept(page: Any, pool: Any, qtbot: Any) -> None:
    page.form.takes.pick(1)
    page.generate()
    page.generate()
    page.form.lock.setChecked(True)
    page.generate()
    page.generate()
    seeds = [spec.seed for _job, spec, _label in pool.submitted]
    assert len(set(seeds[:3])) == 3
    assert seeds[2] == seeds[3]


def test_a_job_of_the_last_session_has_its_card(page: Any, studio: Any, pool: Any) -> None:
    from engine.jobs.ledger import spec_json

    stored = studio.library.jobs.add("generate_takes", spec_json(GenerateTakes(PROMPT, "/takes", 5)), "Take")
    pool.waiting.append(JobEvent(stored, JobState.RUNNING, Progress(0.25, "rendering")))
    studio.operations.poll()
    (card,) = page.takes.cards
    assert card.pending.title == PROMPT
    assert card.pending.fraction == 0.25


def test_a_failure_is_one_sentence_and_the_card_goes(page: Any, studio: Any, pool: Any) -> None:
    page.form.takes.pick(1)
    page.generate()
    (job_id, _spec, _label) = pool.submitted[0]
    pool.finish(job_id, JobState.FAILED, error=UserError("The disk is full", "Free some space."))
    studio.operations.poll()
    assert studio.window.notice.sentence.text() == "The disk is full."
    assert page.takes.cards == ()


@pytest.fixture
def carded(page: Any, pool: Any, qtbot: Any, made: Any) -> TakeCard:
    """One finished take on the page; what was submitted before it is forgotten."""
    page.form.takes.pick(1)
    page.generate()
    card = arrive(page, pool, qtbot, pool.submitted[0][0], made)
    pool.submitted.clear()
    return card


def test_what_can_be_done_with_a_take(carded: TakeCard, page: Any, pool: Any, qtbot: Any, made: Any) -> None:
    carded.variation.click()
    carded.longer.click()
    carded.redraw_wanted.emit("harmony")
    carded.section_wanted.emit(0)
    vary, longer, part, section = (spec for _job, spec, _label in pool.submitted)
    assert {spec.source for spec in (vary, longer, part, section)} == {made.folder}
    assert "melody" in vary.redraw
    assert longer.options.bars == 4 + MORE_BARS
    assert part.redraw == ("harmony",)
    assert section.sections == (0,)
    pool.submitted.clear()
    carded.change.click()
    settle(page, qtbot)
    assert not page.form.make.isEnabled(), "nothing was said yet"
    page.form.set_prompt("busier log drum")
    settle(page, qtbot)
    assert page.form.make.isEnabled()
    page.form.make.click()
    (_job, spec, _label) = pool.submitted[0]
    assert (spec.source, spec.prompt) == (made.folder, "busier log drum")
    page.form.source_close.click()
    assert page.form.order().source == ""


def test_a_take_explains_itself(carded: TakeCard, qtbot: Any) -> None:
    qtbot.mouseClick(carded.why, Qt.MouseButton.LeftButton)
    assert any(line.startswith("Attempt 1 scores") for line in carded.said)
    qtbot.mouseClick(carded.recipe, Qt.MouseButton.LeftButton)
    assert PROMPT in carded.said
    qtbot.mouseClick(carded.recipe, Qt.MouseButton.LeftButton)
    assert carded.details.isHidden()


def test_stars_stay(carded: TakeCard, page: Any, studio: Any, qtbot: Any) -> None:
    page.takes.area.setFocus()
    qtbot.keyClick(page.takes.area, Qt.Key.Key_Asterisk)
    assert carded.star.isChecked()
    assert page.making.is_starred(carded.take)
    assert studio.state.text("starred_takes")
    page.takes.only_starred.click()
    assert page.takes.takes == (carded,)
    carded.star.click()
    assert not page.making.is_starred(carded.take)


def test_opened_in_split_it_brings_its_true_stems(carded: TakeCard, studio: Any, pool: Any) -> None:
    carded.open.click()
    (_job, spec, _label) = pool.submitted[0]
    assert spec.source == str(carded.take.mix)
    assert studio.window.pages.currentWidget() is studio.window.song_page


def test_parts_are_dragged_as_files_with_a_name(carded: TakeCard, page: Any, qtbot: Any) -> None:
    assert [handle.part for handle in carded.handles] == ["mix", *(stem.value for stem in carded.take.stems), "midi"]
    carded.drag_near.emit("log_drum")
    qtbot.waitUntil(lambda: page.making.draggable(carded.take, "log_drum") is not None, timeout=PATIENCE_MS)
    file = page.making.draggable(carded.take, "log_drum")
    assert file.read_bytes() == carded.take.source("log_drum").read_bytes()
    assert file.name.startswith("115bpm_")


def test_a_part_is_copied_without_dragging(
    carded: TakeCard, page: Any, studio: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Any] = []
    handle = next(each for each in carded.handles if each.part == "bass")
    monkeypatch.setattr(handle, "open_menu", offered.extend)
    handle.setFocus()
    qtbot.keyClick(handle, Qt.Key.Key_Return)
    ((words, copy),) = offered
    assert words == "Copy file (Bass)"
    copy()
    qtbot.waitUntil(lambda: "is copied" in studio.window.notice.sentence.text(), timeout=PATIENCE_MS)
    (url,) = QApplication.clipboard().mimeData().urls()
    assert url.toLocalFile() == str(page.making.draggable(carded.take, "bass"))


def test_a_take_whose_file_has_gone_says_so(carded: TakeCard, page: Any, studio: Any) -> None:
    carded.take.source("bass").unlink()
    for act in (lambda: page._copy(carded.take, "bass"), lambda: page._drag(carded, "bass")):
        studio.window.notice.tell("")
        act()
        assert "no longer there" in studio.window.notice.sentence.text()


def test_a_card_that_is_narrow_puts_its_handles_below_its_buttons(carded: TakeCard) -> None:
    """Words are longer in other languages: what is cut off at the right cannot be dragged or starred."""
    card = TakeCard(carded.take, LIGHT, is_starred=False)
    card.open.setText("Open in Split, as it is called in a language of long words")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(card)
    area.show()
    for width, is_below in ((1400, False), (card.minimumSizeHint().width() + 20, True)):
        area.resize(width, 300)
        QApplication.processEvents()
        assert card.width() <= area.viewport().width()
        assert (card.handles[0].y() > card.open.geometry().bottom()) is is_below
        assert all(each.x() >= 0 and each.geometry().right() < card.width() for each in (*card.handles, card.star))
    area.close()


def test_a_part_is_dragged_by_its_handle(
    carded: TakeCard, page: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[Any] = []
    handle = carded.handles[0]
    monkeypatch.setattr(handle, "carry", dragged.append)
    handle.drag_near.emit()
    qtbot.waitUntil(lambda: page.making.draggable(carded.take, "mix") is not None, timeout=PATIENCE_MS)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(handle, handle.rect().center() + QPoint(0, 2 * QApplication.startDragDistance()))
    assert dragged == [page.making.draggable(carded.take, "mix")]


@pytest.fixture
def players(page: Any) -> list[FakePlayer]:
    made: list[FakePlayer] = []

    def make() -> FakePlayer:
        made.append(FakePlayer())
        return made[-1]

    page.audition._player._make = make
    return made


def show_two(page: Any, take: Any, tmp_path: Path) -> None:
    """Two takes at once: the same sound under two names."""
    from dataclasses import replace

    page.takes.show_take("a", take, is_starred=False)
    page.takes.show_take("b", replace(take), is_starred=False)


def test_keys_switch_takes_at_the_same_place(
    page: Any, players: list[FakePlayer], take: Any, tmp_path: Path, qtbot: Any
) -> None:
    show_two(page, take, tmp_path)
    first, second = page.takes.takes
    assert (first.slot, second.slot) == (1, 2)
    page.takes.area.setFocus()
    qtbot.keyClick(page.takes.area, Qt.Key.Key_1)
    page.poll()
    (player,) = players
    assert player.opened == [(first.take.mix, second.take.mix)], "both are open, so that they can be switched in step"
    assert (player.version, player.wants_play) == (0, True)
    player.position = 3.25
    qtbot.keyClick(page.takes.area, Qt.Key.Key_2)
    page.poll()
    assert len(player.opened) == 1, "nothing is loaded again: the player crosses its gains"
    assert (player.version, player.position, player.wants_play) == (1, 3.25, True)
    assert page.audition.heard is second.take
    qtbot.keyClick(page.takes.area, Qt.Key.Key_Space)
    assert not player.wants_play


def test_a_new_take_joins_at_the_same_place(page: Any, players: list[FakePlayer], take: Any, tmp_path: Path) -> None:
    from dataclasses import replace

    show_two(page, take, tmp_path)
    page.hear_slot(0)
    page.poll()
    (player,) = players
    player.position = 2.5
    page.takes.show_take("c", replace(take), is_starred=False)
    assert player.wants_play, "what plays is not interrupted"
    page.hear_slot(0)
    page.poll()
    assert len(player.opened[-1]) == 3
    assert (player.position, player.wants_play) == (2.5, True)


def test_keys_belong_to_the_text_while_somebody_writes(page: Any, players: list[FakePlayer], qtbot: Any) -> None:
    page.form.prompt.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_G):
        qtbot.keyClick(page.form.prompt, key)
    assert page.form.prompt.toPlainText() == "1 g"
    assert players == []


def test_leaving_the_page_stops_what_plays(
    page: Any, players: list[FakePlayer], take: Any, tmp_path: Path, studio: Any
) -> None:
    show_two(page, take, tmp_path)
    page.hear_slot(0)
    page.poll()
    studio.window.show_page("song")
    assert not players[0].wants_play


def test_every_dress_and_every_name(carded: TakeCard, page: Any, studio: Any) -> None:
    from PySide6.QtWidgets import QAbstractButton

    for theme in (LIGHT, CONTRAST, DARK):
        studio.window.set_theme(theme)
        assert not page.grab().isNull()
    nameless = [each for each in page.findChildren(QAbstractButton) if not (each.accessibleName() or each.text())]
    assert nameless == []


def test_typing_never_waits_for_the_plan(page: Any) -> None:
    started = time.perf_counter()
    for count in range(40):
        page.form.set_prompt("sgija, 115 bpm, busy log drum, " + "deep pads, " * count)
        page._read()
    assert (time.perf_counter() - started) / 40 < 0.016, "a frame of 60 Hz"


def test_hostile_words_are_text(page: Any, pool: Any, qtbot: Any) -> None:
    page.form.set_prompt("<img src=x onerror=alert(1)> \u202e %s %d &amp; " + "x" * 10_000)
    settle(page, qtbot)
    page.form.takes.pick(1)
    page.generate()
    page._services.operations.poll()
    (_job, spec, label) = pool.submitted[0]
    assert len(spec.prompt) <= 2000
    assert len(label) <= 120
    assert "\u202e" not in label
    assert Path(spec.folder).parent.parent == page._services.paths.home / "takes"


def test_a_take_opens_under_its_own_name(studio: Any, pool: Any, take: Any) -> None:
    """Every take's file is called ``mix``, which tells nothing in the queue."""
    studio.window.show_page("make")
    studio.window.pages.page("make").making.open_in_split(take)
    _job, spec, label = pool.submitted[-1]
    assert Path(spec.source) == take.mix.absolute()
    assert label
    assert label != "mix"
