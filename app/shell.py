"""What surrounds the pages: palette, keys, help, size and language, what computes here. All made when wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDialog, QMenu

from app import language, scale
from app.actions import Actions
from app.shortcuts import Shortcuts
from app.widgets.plain_text import plain

if TYPE_CHECKING:
    from app.main_window import MainWindow
    from app.palette import Command
    from app.theme import Theme

_LOOK_FOR_GPU_AFTER_MS = 1500  # not while the window is being drawn


class Shell(QObject):
    """Belongs to one window.

    Args:
        window: Which.
        acts: Its actions.
        shortcuts: Their keys.
    """

    def __init__(self, window: MainWindow, acts: Actions, shortcuts: Shortcuts) -> None:
        super().__init__(window)
        self._window, self._acts, self.shortcuts = window, acts, shortcuts
        self._more: list[tuple[str, QAction]] = []
        self.dialog: QDialog | None = None

    # menus

    def add_menus(self, menu: QMenu, choose_look: Callable[[str], None]) -> dict[str, QAction]:
        """Look, size and language, each one choice; returns the looks' actions by name."""
        looks = self._choice(
            menu,
            self.tr("Look"),
            {"dark": self.tr("Dark"), "light": self.tr("Light"), "contrast": self.tr("High contrast")},
            choose_look,
        )
        sizes = self._choice(
            menu, self.tr("Size"), {str(size): f"{size} %" for size in scale.SCALES}, self._choose_scale
        )
        sizes[str(scale.chosen(self._window.state.text(scale.KEY)))].setChecked(True)
        tongues = self._choice(menu, self.tr("Language"), dict(language.LANGUAGES), self._choose_language)
        tongues[language.chosen(self._window.state.text(language.KEY))].setChecked(True)
        return looks

    def _choice(
        self, menu: QMenu, heading: str, choices: dict[str, str], choose: Callable[[str], None]
    ) -> dict[str, QAction]:
        submenu = menu.addMenu(heading)
        group = QActionGroup(menu)
        made = {}
        for name, words in choices.items():
            action = submenu.addAction(words)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, name=name: choose(name))
            group.addAction(action)
            self._more.append((heading, action))
            made[name] = action
        return made

    def _choose_scale(self, percent: str) -> None:
        self._window.state.set_text(scale.KEY, percent)
        self._window.state.save()
        self._window.notice.tell(
            self.tr("Everything is drawn at %s percent from the next start.") % percent,
            self.tr("Close the studio and open it again when it suits you."),
        )

    def _choose_language(self, code: str) -> None:
        self._window.state.set_text(language.KEY, code)
        self._window.state.save()
        meaning = self.tr("Close the studio and open it again when it suits you.")
        if code != language.SOURCE:
            meaning += " " + self.tr(
                "It is a machine's draft that no speaker has read yet; what is missing stays English."
            )
        self._window.notice.tell(self.tr("%s from the next start.") % language.LANGUAGES[code], meaning)

    # dialogs; one at a time, none while somebody listens blind

    def show_palette(self) -> None:
        """Every action, by a few letters."""
        from app.palette import Palette

        palette = Palette(self.commands(), self._window)
        self._show(palette)
        place = self._window.geometry()
        palette.move(place.center().x() - palette.width() // 2, place.top() + self._window.transport.height() + 24)

    def show_shortcuts(self) -> None:
        """Where keys are changed."""
        from app.views.shortcuts import ShortcutsDialog

        self._show(ShortcutsDialog(self._acts, self.shortcuts, self._window))

    def show_sheet(self) -> None:
        """All keys by heading."""
        from app.views.shortcuts import ShortcutSheet

        self._show(ShortcutSheet(self._acts, self.shortcuts, self._window))

    def show_help(self) -> None:
        """What the page in front is for."""
        from app.views.help import HelpDialog

        page = self._window.pages.current_name
        title = self._acts[f"show_{page}"].iconText()
        self._show(HelpDialog(page, title, self._acts, self.shortcuts, self._window))

    def show_machine(self) -> None:
        """What computes here, in plain words."""
        from app.gpu_badge import GpuDialog, ask_doctor

        dialog = GpuDialog(self._window.theme, self._window)
        self._show(dialog)

        def is_there() -> bool:
            return self.dialog is dialog

        self._window.background.run(
            ask_doctor,
            lambda machine: dialog.show_machine(machine) if is_there() else None,
            lambda error: dialog.show_error(error) if is_there() else None,
        )

    def look_for_gpu_soon(self) -> None:
        """Ask ``nvidia-smi`` once the window has been drawn."""
        QTimer.singleShot(_LOOK_FOR_GPU_AFTER_MS, self, self.look_for_gpu)

    def look_for_gpu(self) -> None:
        """Ask ``nvidia-smi`` in a thread."""
        from engine.models.device import find_gpus

        self._window.background.run(find_gpus, self._window.transport.gpu.show_gpus, lambda _error: None)

    def _show(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()

    # the palette's lines

    def commands(self) -> list[Command]:
        """Every action as it stands now."""
        from app.palette import Command

        made = []
        for name, spec in self._acts.specs.items():
            why_not = "" if self._acts[name].isEnabled() else self._why_not(name)
            run = self._acts[name].trigger
            made.append(Command(spec.text, run, self.shortcuts.shown(name), spec.menu, name.replace("_", " "), why_not))
        for heading, action in self._more:
            made.append(Command(plain(action.text(), 80), action.trigger, heading=heading))
        return made

    def _why_not(self, name: str) -> str:
        song = self._window.song_page.song
        if self._window.curtain.is_drawn:
            return self.tr("Not during a listening test.")
        if self._acts.specs[name].needs_song and song is None:
            return self.tr("Open a song first.")
        if name == "cancel_job":
            return self.tr("Nothing is running.")
        if song is not None and song.is_growing:
            return self.tr("The song's stems are still being made.")
        return self.tr("Not now.")

    def set_theme(self, theme: Theme) -> None:
        """Dress the badge."""
        self._window.transport.set_theme(theme)
