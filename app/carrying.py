"""Carrying a stem's sound or notes out of the window: by drag, by the clipboard, or into a file that is named.

What is carried is what was chosen: the selection, else the loop that is heard, else the whole stem. Alt carries the
whole stem in any case; Shift carries the notes from the handle of the sound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.background import Background
from app.carried import Carried, Extent, Form, Span, carried_notes, carried_sound, span_of_notes
from app.carried_files import CarriedFiles
from app.edits_shown import notes_shown, why_no_notes
from app.playback import Playback
from app.widgets.drag_grip import DragGrip, file_data
from app.widgets.plain_text import plain
from app.widgets.stem_names import stem_name
from app.window_state import WindowState
from engine.core.errors import EngineError
from engine.core.events import NoteEvent
from engine.core.stems import Stem

if TYPE_CHECKING:
    from app.frame import Frame

_FOLDER = "export_folder"


class NotesSource(Protocol):
    """A page whose stem and chosen notes are carried."""

    @property
    def stem(self) -> Stem: ...
    @property
    def grip(self) -> DragGrip: ...
    def isVisible(self) -> bool: ...  # noqa: N802 - Qt's name


class Carrying(QObject):
    """Of one window.

    Args:
        window: Its song page, notes, notices and actions.
        playback: Knows the loop.
        state: Remembers the folder of last time.
        folder: Where files lie that are dragged; part of the cache.
    """

    def __init__(self, window: Frame, playback: Playback, state: WindowState, folder: Path) -> None:
        super().__init__(window)
        self._window, self._playback, self._state = window, playback, state
        self._page, self._store, self._notice = window.song_page, window.note_store, window.notice
        self._notes_page: NotesSource | None = None
        self._wanted: tuple[str, Callable[[Path], None], DragGrip | None] | None = None
        self._background = Background(self)
        self.files = CarriedFiles(folder, self)
        self.files.made.connect(self._on_made)
        self.files.failed.connect(self._on_failed)
        self.is_button_held = _is_button_held
        self._connect()

    def _connect(self) -> None:
        page, acts = self._page, self._window.acts
        page.drag_near.connect(lambda stem, form: self.prepare(stem, form))
        page.drag_wanted.connect(self.drag)
        page.carry_menu_wanted.connect(self.show_menu)
        page.grip_looked_at.connect(self._name)
        handlers: tuple[tuple[str, Callable[[], object]], ...] = (
            ("copy_sound", lambda: self.copy(self.stem, Form.SOUND)),
            ("copy_notes", lambda: self.copy(self.stem, Form.NOTES)),
            ("save_sound", lambda: self.save(self.stem, Form.SOUND)),
            ("save_notes", lambda: self.save(self.stem, Form.NOTES)),
            ("select_in", lambda: page.set_selection_end(0, self._playback.player.position)),
            ("select_out", lambda: page.set_selection_end(1, self._playback.player.position)),
            ("select_none", lambda: page.set_selection(None)),
            ("loop_selection", self.loop_selection),
        )
        for name, act in handlers:
            acts[name].triggered.connect(lambda _checked=False, act=act: act())

    def loop_selection(self) -> None:
        """Loop what is chosen, if anything is."""
        if self._page.selection is not None:
            self._playback.set_loop(self._page.selection)

    def follow_notes(self, page: NotesSource) -> None:
        """Carry what the Notes page shows."""
        self._notes_page = page
        grip = page.grip
        grip.drag_near.connect(lambda: self.prepare(page.stem, Form.NOTES))
        grip.drag_wanted.connect(lambda keys: self.drag(page.stem, Form.NOTES, grip, keys))
        grip.menu_wanted.connect(lambda: self.show_menu(page.stem, Form.NOTES, grip))
        grip.looked_at.connect(lambda: self._name(page.stem, Form.NOTES, grip))

    # what is carried

    @property
    def _is_on_notes(self) -> bool:
        return self._notes_page is not None and self._notes_page.isVisible()

    @property
    def stem(self) -> Stem | None:
        """The stem that is in front: that of the Notes page, or the chosen lane's."""
        if self._notes_page is not None and self._notes_page.isVisible():
            return self._notes_page.stem
        lane = self._page.selected_lane
        return lane.stem if lane is not None else None

    def _chosen_notes(self, stem: Stem) -> tuple[NoteEvent, ...]:
        """Notes that are chosen on the Notes page, while it is in front."""
        picked = self._store.stems.get(stem)
        return picked.chosen_notes if self._is_on_notes and picked is not None else ()

    def extents(self, stem: Stem, form: Form) -> list[Extent]:
        """What can be carried of a stem now; the first is what a drag carries."""
        loop = self._playback.loop
        is_loop_heard = loop is not None and self._window.acts["loop"].isChecked()
        has_selection = bool(self._chosen_notes(stem)) if self._is_on_notes else self._page.selection is not None
        if self._is_on_notes and form is Form.SOUND:
            has_selection = False
        found = [Extent.SELECTION] if has_selection else []
        found += [Extent.LOOP] if is_loop_heard else []
        found.append(Extent.WHOLE)
        if loop is not None and not is_loop_heard:
            found.append(Extent.LOOP)
        return found

    def span(self, stem: Stem, extent: Extent) -> Span | None:
        """The seconds of an extent; None for the whole song."""
        if extent is Extent.WHOLE:
            return None
        if extent is Extent.LOOP:
            return self._playback.loop
        chosen = self._chosen_notes(stem)
        if chosen:
            return span_of_notes(chosen, self._page.clock, self._page.axis.duration)
        return self._page.selection

    def words(self, stem: Stem, extent: Extent) -> str:
        """An extent in words: ``loop, bars 9-12``."""
        span = self.span(stem, extent)
        song = self._page.song
        if span is None or song is None:
            return self.tr("whole stem")
        chosen = len(self._chosen_notes(stem)) if extent is Extent.SELECTION else 0
        if chosen:
            return self.tr("1 chosen note") if chosen == 1 else self.tr("%d chosen notes") % chosen
        from engine.exchange.one_stem import span_words

        where = span_words(song.analysis, span).replace("_", " ")
        return (self.tr("loop, %s") if extent is Extent.LOOP else self.tr("selection, %s")) % where

    def _carried(self, stem: Stem | None, form: Form, extent: Extent | None) -> Carried | str:
        """What is carried, or a sentence why nothing can be."""
        song = self._page.song
        if song is None or stem is None or stem not in self._page.stems:
            return self.tr("Open a song first.")
        if song.is_growing:
            return self.tr("The stem is still being made. Drag it when the song is done.")
        extent = extent or self.extents(stem, form)[0]
        span = self.span(stem, extent)
        if form is Form.SOUND:
            try:
                return carried_sound(song, stem, span)
            except OSError:
                return self.tr("The stem's file is gone. Open the song again; it will be made anew.")
        notes = notes_shown(song, self._store, stem)
        if song.analysis is None or not notes:
            return why_no_notes(song, notes) + "."
        chosen: Sequence[NoteEvent] = self._chosen_notes(stem) if extent is Extent.SELECTION else ()
        words = "notes" if chosen else ""
        return carried_notes(song, stem, chosen or notes, self._store.chords, span, words=words)

    # dragging

    def prepare(self, stem: Stem, form: Form) -> None:
        """Have the file ready before it is dragged."""
        carried = self._carried(stem, form, None)
        if isinstance(carried, Carried):
            self.files.make(carried)

    def drag(self, stem: Stem, form: Form, grip: DragGrip, keys: Qt.KeyboardModifier) -> None:
        """Carry a file with the mouse, now or as soon as it is made and the button still held."""
        if keys & Qt.KeyboardModifier.ShiftModifier:
            form = Form.NOTES
        carried = self._carried(stem, form, Extent.WHOLE if keys & Qt.KeyboardModifier.AltModifier else None)
        if isinstance(carried, str):
            self._notice.tell(carried)
            return

        def carry(file: Path) -> None:
            if self.is_button_held():
                self.files.give(carried)
                grip.carry(file)
            else:
                self._notice.tell(self.tr("“%s” is ready: drag it again.") % carried.name)

        self._want(carried, carry, grip)

    def _want(self, carried: Carried, use: Callable[[Path], None], grip: DragGrip | None = None) -> None:
        self._forget_wanted()
        file = self.files.file(carried)
        if file is not None:
            use(file)
            return
        self._wanted = (carried.key, use, grip)
        if grip is not None:
            grip.set_busy(True)
        self.files.make(carried)

    def _forget_wanted(self) -> None:
        """The newest wish wins."""
        if self._wanted is not None and self._wanted[2] is not None:
            self._wanted[2].set_busy(False)
        self._wanted = None

    def _on_made(self, carried: Carried) -> None:
        if self._wanted is None or self._wanted[0] != carried.key:
            return
        use, file = self._wanted[1], self.files.file(carried)
        self._forget_wanted()
        if file is not None:
            use(file)

    def _on_failed(self, carried: Carried, error: EngineError | OSError) -> None:
        if self._wanted is None or self._wanted[0] != carried.key:
            return  # it was only made ready
        self._forget_wanted()
        self._tell_trouble(carried, error)

    def _tell_trouble(self, carried: Carried, error: EngineError | OSError) -> None:
        reason = plain(getattr(error, "strerror", None) or error)
        hint = plain(getattr(error, "hint", "")) or self.tr("The song's own files are untouched.")
        self._notice.tell(self.tr("“%s” could not be made: %s.") % (carried.name, reason.rstrip(".")), hint, kind="bad")

    # the clipboard, and files

    def copy(self, stem: Stem | None, form: Form, extent: Extent | None = None) -> None:
        """Put the file on the clipboard, to be pasted into a folder or a DAW."""
        carried = self._carried(stem, form, extent)
        if isinstance(carried, str):
            self._notice.tell(carried)
            return

        def put(file: Path) -> None:
            self.files.give(carried)
            QApplication.clipboard().setMimeData(file_data(file))
            self._notice.tell(self.tr("“%s” is copied: paste it into a folder or your DAW.") % carried.name)

        self._want(carried, put)

    def save(self, stem: Stem | None, form: Form, extent: Extent | None = None) -> None:
        """Ask where, then write the file there."""
        carried = self._carried(stem, form, extent)
        if isinstance(carried, str):
            self._notice.tell(carried)
            return
        kind = self.tr("Sound (*.wav)") if form is Form.SOUND else self.tr("MIDI (*.mid)")
        proposed = str(Path(self._state.text(_FOLDER)) / carried.name)
        chosen, _kind = QFileDialog.getSaveFileName(self._window, self.tr("Save as"), proposed, kind)
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != form.value:
            target = target.with_name(target.name + form.value)
        self._state.set_text(_FOLDER, str(target.parent))
        self._background.run(
            lambda: carried.write(target),
            lambda _none: self._notice.tell(self.tr("“%s” is saved.") % plain(target, 200)),
            lambda error: self._tell_trouble(carried, error),
        )

    def show_menu(self, stem: Stem, form: Form, grip: DragGrip) -> None:
        """The same without a mouse: copy or save, for everything that can be carried now."""
        entries: list[tuple[str, Callable[[], object] | None]] = []
        for verb, act in ((self.tr("Copy file (%s)"), self.copy), (self.tr("Save as… (%s)"), self.save)):
            if entries:
                entries.append(("", None))
            entries += [
                (
                    verb % self.words(stem, extent),
                    lambda act=act, extent=extent: act(stem, form, extent),  # type: ignore[misc]
                )
                for extent in self.extents(stem, form)
            ]
        grip.open_menu(entries)

    # what the handles say

    def _name(self, stem: Stem, form: Form, grip: DragGrip) -> None:
        """Say on a handle what a drag carries now."""
        what = self.words(stem, self.extents(stem, form)[0])
        pattern = self.tr("Drag the sound of %s into your DAW: %s")
        more = self.tr("Shift drags its MIDI, Alt the whole stem. Click to copy or save the file.")
        if form is Form.NOTES:
            pattern = self.tr("Drag the MIDI of %s into your DAW: %s")
            more = self.tr("With your edits. Alt drags the whole stem. Click to copy or save the file.")
        grip.name(pattern % (stem_name(stem), what), more)

    def close(self) -> None:
        """Wait for what is being written; files that never left go."""
        self._background.close()
        self.files.close()


def _is_button_held() -> bool:
    return bool(QApplication.mouseButtons() & Qt.MouseButton.LeftButton)
