"""Everything by keyboard and with a name: each page is walked with every control it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLineEdit, QTabBar, QWidget

from app.actions import action_specs
from app.chrome import RAIL_ICONS

PAGES = tuple(RAIL_ICONS)
"""All of the rail: a new page is audited without being named here."""
TRAIN_STEPS = range(6)


def focusable(root: QWidget) -> list[QWidget]:
    """What the Tab key can reach in what is shown."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and widget.objectName() not in ("qt_tabwidget_tabbar", "qt_tabwidget_stackedwidget", "qt_spinbox_lineedit")
        and not (isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox))
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader says: the given name, or the words on the control."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader has no words for."""
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in focusable(root)
        if not name_of(widget) and not isinstance(widget, QTabBar)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name(song_studio: Any, page: str) -> None:
    window = song_studio.window
    window.show_page(page)
    window.show_drawer(0)
    assert not nameless(window)


def test_every_step_of_a_training_is_named_and_reached(song_studio: Any, tmp_path: Path) -> None:
    """Also with a folder on the list, where each row has controls of its own."""
    window = song_studio.window
    window.show_page("train")
    page = window.pages.page("train")
    page.training.material.add_folders([tmp_path])
    for step in TRAIN_STEPS:
        page.show_step(step)
        assert not nameless(page), step
        assert set(map(id, focusable(page))) <= chain(window), step


@pytest.mark.parametrize("name", ["project", "setup_engine", "export_presets"])
def test_every_control_of_a_project_and_what_leaves_it_has_a_name(
    song_studio: Any, name: str, tmp_path: Path, qtbot: Any
) -> None:
    from app.project_menu import ProjectMenu

    window = song_studio.window
    with qtbot.waitSignal(song_studio.projects.keeper.opened, timeout=5000):
        song_studio.projects.create(tmp_path / "P")
    window.acts[name].trigger()
    dialog = window.exporting.dialog if name == "export_presets" else window.findChild(ProjectMenu).dialog
    if name == "setup_engine":
        qtbot.waitUntil(lambda: dialog.engines.rowCount() > 0, timeout=5000)
    assert dialog.windowTitle()
    assert len(focusable(dialog)) > 2
    assert nameless(dialog) == []
    assert set(map(id, focusable(dialog))) <= chain(dialog)
    dialog.close()


@pytest.mark.parametrize("name", ["palette", "shortcuts", "sheet", "help", "machine"])
def test_every_control_of_the_dialogs_has_a_name(song_studio: Any, monkeypatch: Any, name: str) -> None:
    from app import gpu_badge

    monkeypatch.setattr(gpu_badge, "ask_doctor", lambda: gpu_badge.Machine((), "2", is_used=False))
    window = song_studio.window
    window.acts[name].trigger()
    dialog = window.shell.dialog
    assert dialog.windowTitle()
    assert [type(widget).__name__ for widget in focusable(dialog) if not name_of(widget)] == []


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_round_every_control_once(song_studio: Any, page: str) -> None:
    """The chain of the Tab key holds every control: none is lost, none is a trap."""
    window = song_studio.window
    window.show_page(page)
    assert set(map(id, focusable(window))) <= chain(window)


def chain(root: QWidget) -> set[int]:
    """What the Tab key comes by on its way round."""
    seen: set[int] = set()
    widget = root.nextInFocusChain()
    for _ in range(5000):
        if widget is root:
            return seen
        assert id(widget) not in seen
        seen.add(id(widget))
        widget = widget.nextInFocusChain()
    pytest.fail("the chain does not come back")


def test_every_action_can_be_reached_by_keyboard(studio: Any) -> None:
    """By keys of its own, or in the palette, which has some; and the menu opens with F10."""
    window = studio.window
    found = {command.text for command in window.shell.commands()}
    assert all(spec.text in found for spec in action_specs())
    assert window.acts["palette"].shortcut() == QKeySequence("Ctrl+K")
    assert window.transport.menu_button.shortcut() == QKeySequence("F10")
    in_menus = {action for menu in window.menu.actions() if menu.menu() for action in menu.menu().actions()}
    assert all(window.acts[name] in in_menus for name, spec in window.acts.specs.items() if spec.menu)


def test_no_motion_is_longer_than_the_design_allows() -> None:
    """The window is drawn without animations at all, so there is nothing that reduced motion would have to stop."""
    moving = ("QPropertyAnimation", "QVariantAnimation", "QParallelAnimationGroup", "QTimeLine")
    root = Path(__file__).resolve().parents[2] / "app"
    for path in root.rglob("*.py"):
        text = path.read_text("utf-8")
        assert not any(word in text for word in moving), path
