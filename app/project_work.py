"""The open project in the window: which of its songs is shown, what of the work goes into it, what the user is told."""

from __future__ import annotations

import json
import logging
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.curtain import TITLE
from app.project import ProjectKeeper
from app.project_notes import EDITS, ProjectNotes
from app.song import SongView
from app.widgets.plain_text import plain
from engine.core.errors import EngineError
from engine.core.names import safe_name

if TYPE_CHECKING:
    from app.main_window import MainWindow
    from app.note_editing_store import NoteStore
    from app.said import SaidOfSong
    from engine.jobs.stem_spool import GrowingStems
    from engine.library.projects import OpenedProject, ProjectDocument, ProjectFolder, ProjectSong
    from engine.paths import Paths

logger = logging.getLogger(__name__)

LAST, RECENT = "project", "recent_projects"
PROJECTS_FOLDER, SPARE_FOLDER, DEMO_FOLDER = "projects", "unsaved", "demo"
_MOST_RECENT = 8
_SHOWN_NAME = 60


class ProjectWork(QObject):
    """Between one window and its project.

    Args:
        window: Which.
        paths: The user's folders.
    """

    song_added = Signal(str)
    """The id of a song or take that is in the project now."""

    def __init__(self, window: MainWindow, paths: Paths) -> None:
        super().__init__(window)
        self._window, self._paths, self._state = window, paths, window.state
        self.keeper = ProjectKeeper(paths.home / SPARE_FOLDER, self)
        self.notes = ProjectNotes(self.keeper)
        self._state.notes = window.labelling.project = self.notes
        self._shown: SongView | None = None
        self._awaited: set[str] = set()
        self._is_edited = False
        self._wants_song = True
        self.keeper.gather = self._with_edits
        self.notes.on_take = self.add_take
        self.keeper.opened.connect(self._on_opened)
        self.keeper.closed.connect(self._on_closed)
        self.keeper.changed.connect(self._show_name)
        self.keeper.kept.connect(self._show_time)
        self.keeper.problem.connect(lambda sentence, help_: self._tell(sentence, help_, kind="bad"))
        self._follow(window)

    def _follow(self, window: MainWindow) -> None:
        store = self._store
        store.edited.connect(self._on_edited)
        store.leaving.connect(self._take_edits)
        store.saved.connect(lambda: self._show_time(time.time()) if not self._is_of_project else None)
        window.operations.project_wanted.connect(self.keeper.open)
        window.song_shown.connect(self._on_song)
        window.playback.loop_changed.connect(self._on_loop)
        window.windowTitleChanged.connect(lambda _title: self._show_name())
        window.labelling.read.connect(self._on_label)

    @property
    def _store(self) -> NoteStore:
        """Where notes and chords are edited; asked for without making the page that shows them."""
        return self._window.note_store

    def _tell(self, sentence: str, meaning: str = "", *, kind: str = "good") -> None:
        end = "" if sentence.endswith((".", "!", "?")) else "."
        self._window.notice.tell(plain(sentence) + end, plain(meaning), kind=kind)

    @property
    def models(self) -> Path:
        """Where models are installed."""
        return self._paths.models

    # opening

    @property
    def home(self) -> Path:
        """Where projects lie unless the user says otherwise."""
        return self._paths.home / PROJECTS_FOLDER

    @property
    def recent(self) -> tuple[Path, ...]:
        """Projects that were open, newest first."""
        with suppress(ValueError, TypeError):
            return tuple(Path(each) for each in json.loads(self._state.text(RECENT, "[]")) if isinstance(each, str))
        return ()

    def resume(self) -> bool:
        """Open the project that was open when the studio was closed or killed; whether there is one."""
        last = self._state.text(LAST)
        if not last:
            return False
        if not Path(last).is_dir():
            self._state.set_text(LAST, "")
            self._tell(
                self.tr("The project “%s” is not where it was.") % plain(Path(last).name, _SHOWN_NAME),
                self.tr("Connect its disk, or choose where it is now with “Open project…”."),
                kind="bad",
            )
            return False
        self.keeper.open(Path(last))
        return True

    def begin_demo(self, piece: Path) -> None:
        """The first project of a new user: a piece of ours, taken in as soon as its stems are made."""
        self._awaited.add(str(piece))
        root = self.home / piece.stem.replace("_", " ").title()
        self._wants_song = False  # it is being opened as a song
        if root.exists():
            self.keeper.open(root)
        else:
            self.keeper.create(root, root.name)
        self._hear_at_once(piece)

    def _hear_at_once(self, piece: Path) -> None:
        place = self._paths.cache / DEMO_FOLDER

        def work() -> GrowingStems:
            from app.project_demo import heard_at_once

            return heard_at_once(piece, place)

        def failed(error: EngineError | OSError) -> None:
            logger.warning("the demo piece is heard once its job reads it: %s", error)

        self._window.background.run(work, self._window.operations.hear_before, failed)

    def create(self, root: Path) -> None:
        self.keeper.create(root, root.name)

    def close_project(self) -> None:
        """The user has done with it."""
        self.keeper.close()
        self._state.set_text(LAST, "")

    def close(self) -> None:
        """The studio closes: the project is written, and opened again next time."""
        self._take_edits()
        self.keeper.close()
        shutil.rmtree(self._paths.cache / DEMO_FOLDER, ignore_errors=True)

    def _on_opened(self, found: OpenedProject) -> None:
        folder = self.keeper.folder
        assert folder is not None  # it has just been opened
        root = str(folder.root)
        self.notes.forget()
        self._is_edited = False
        others = [str(each) for each in self.recent if str(each) != root]
        self._state.set_text(RECENT, json.dumps([root, *others][:_MOST_RECENT]))
        self._state.set_text(LAST, root)
        self._show_stars()
        self._tell_state(found)
        songs = [song for song in found.document.songs if song.kind == "song"]
        first = found.document.song(found.document.open_song) or next(iter(songs), None)
        if first is not None and self._wants_song:
            self.show_song(first)
        self._wants_song = True

    def _tell_state(self, found: OpenedProject) -> None:
        name = plain(found.document.name, _SHOWN_NAME)
        if found.restored is not None and found.saved is not None:
            saved = found.saved
            self._window.notice.tell(
                self.tr("Your edits of %s are back.") % clock(found.document.changed),
                self.tr("The studio was not closed as usual, so “%s” was not saved. Close this message to keep them.")
                % name,
                button=self.tr("Go back to %s") % clock(saved.changed),
                action=lambda: self.go_back(saved),
            )
        elif found.restored is not None:
            self._tell(
                self.tr("“%(name)s” could not be read; its state of %(time)s is open.")
                % {"name": name, "time": clock(found.document.changed)},
                found.problem,
                kind="bad",
            )
        elif not self.keeper.is_writable:
            self._tell(
                self.tr("“%s” can be read here, but not written.") % name,
                self.tr("Your edits are kept in your own folder. Save the project under another name to write it."),
                kind="bad",
            )

    def _on_closed(self) -> None:
        self.notes.forget()
        self._show_stars()

    # songs

    def show_song(self, song: ProjectSong) -> None:
        """Lay a song's files out and show it, with the edits of the project; a take as the song it is."""
        document = self.keeper.document
        if document is None:
            return
        place = self._paths.cache / PROJECTS_FOLDER / document.id / song.id

        def work(folder: ProjectFolder, now: ProjectDocument) -> Path:
            from engine.jobs.projects import write_work
            from engine.library.projects import lay_out

            laid = lay_out(folder.audio, song, place)
            write_work(laid, (now.song(song.id) or song).work)
            return laid

        def show(laid: Path) -> None:
            self.notes.put(laid, song.id)
            if song.kind == "take":
                self._window.open_songs([laid / "mix.wav"])
            else:
                self._window.operations.show_folder(laid, source=song.source or f"{song.title}")
                self._window.show_page("song")

        self._take_edits()
        self._store.settle()  # or the store would write over what is laid out when it is opened again
        self.keeper.run(work, show)

    def add_shown(self, *, is_told: bool = True) -> None:
        """Take the song that is shown into the project."""
        song = self._window.song_page.song
        if song is None or song.is_growing:
            return
        if not self.keeper.is_open:
            self._tell(self.tr("No project is open."), self.tr("Make one with “New project…” first."), kind="bad")
            return
        is_ours = song.folder.is_relative_to(self._paths.library)
        own = song.source if Path(song.source).is_absolute() else ""
        self._add(song.folder, song.title, "song", own, is_ours=is_ours, is_told=is_told)

    def add_take(self, folder: Path, title: str) -> None:
        """A take that was given a star goes into the project; its card has told so, nothing else does."""
        self._add(folder, title or folder.name, "take", "", is_ours=False, is_told=False)

    def _add(self, source: Path, title: str, kind: str, own: str, *, is_ours: bool, is_told: bool) -> None:
        def work(folder: ProjectFolder, now: ProjectDocument) -> ProjectSong:
            from engine.jobs.projects import work_of
            from engine.library.projects import add_folder

            made = add_folder(
                folder, source, title=title, kind=kind, own_file=own, work=work_of(source), may_link=is_ours
            )
            return next((each for each in now.songs if dict(each.files) == dict(made.files)), made)

        def put(song: ProjectSong) -> None:
            mix = self._state.mix(str(source))
            self.notes.put(source, song.id)
            self.keeper.change(lambda now: now if now.song(song.id) is not None else now.with_song(song))
            self.notes.set_mix(str(source), mix)
            self._on_loop()
            self._window.labelling.refresh()
            self.keeper.save()
            if is_told:
                self._tell(self.tr("“%s” is in the project.") % plain(title, 80))
            self.song_added.emit(song.id)

        self.keeper.run(work, put)

    def take_out(self, song_id: str) -> None:
        """A song is no more in the project; its files stay until the folder is cleared, and snapshots know it."""
        self.keeper.change(lambda now: replace(now, songs=tuple(each for each in now.songs if each.id != song_id)))

    def _on_song(self) -> None:
        song = self._window.song_page.song
        self._shown = song
        self._show_name()
        if song is None:
            return
        song_id = self.notes.song_id(song.folder)
        if not song_id and song.source in self._awaited and not song.is_growing and self.keeper.is_open:
            self._awaited.discard(song.source)
            self.add_shown(is_told=False)  # the welcome with its button stays
        if song_id:
            self.keeper.change(lambda now: replace(now, open_song=song_id))
            loop = self.notes.loop(song.folder)
            if loop is not None:
                self._window.playback.set_loop(loop[0], is_on=loop[1])

    @property
    def _is_of_project(self) -> bool:
        return self._shown is not None and bool(self.notes.song_id(self._shown.folder))

    # what goes into it

    def _on_edited(self) -> None:
        self._is_edited = True
        self.keeper.touch()

    def _take_edits(self) -> None:
        """Before another song is taken up."""
        if self._is_edited:
            self.keeper.change(self._with_edits)

    def _with_edits(self, document: ProjectDocument) -> ProjectDocument:
        store = self._store
        song_id = self.notes.song_id(store.folder) if store.folder is not None else ""
        if not self._is_edited or not song_id:
            return document
        self._is_edited = False
        edits = store.edits
        return document.with_work(song_id, EDITS, None if edits.is_empty else edits)

    def _on_loop(self) -> None:
        song = self._window.song_page.song
        if song is None or song is not self._shown:  # another one is being loaded
            return
        playback = self._window.playback
        self.notes.set_loop(song.folder, playback.loop, is_on=self._window.acts["loop"].isChecked())

    def _on_label(self, said: SaidOfSong) -> None:
        if self._is_of_project and self._shown is not None and not said.is_empty:
            self.notes.put_said(self._shown.folder, said)

    # states

    def go_back(self, to: ProjectDocument) -> None:
        """Another state of the project is the newest one, and its song is shown anew."""
        self._is_edited = False
        self.keeper.go_back(to)
        self._show_stars()
        song = to.song(to.open_song) or next(iter(to.songs), None)
        if song is not None:
            self._shown = None
            self.show_song(song)

    def _show_stars(self) -> None:
        for screen in self._window.pages.screens:
            screen.stars_changed()

    def _show_name(self) -> None:
        """The project stands in the title, unless somebody listens blind."""
        window, document = self._window, self.keeper.document
        song = window.song_page.song
        parts = [plain(song.title, 80) if song is not None else ""]
        parts.append(plain(document.name, _SHOWN_NAME) if document is not None else "")
        title = " – ".join([*dict.fromkeys(filter(None, parts)), TITLE])  # a song may be called as its project
        if not window.curtain.is_drawn and window.windowTitle() != title:
            window.curtain.name(title)

    def _show_time(self, at: float) -> None:
        self._window.status.set_saved(clock(at, with_seconds=True))

    # places

    def default_place(self, name: str = "") -> Path:
        return self.home / (safe_name(name) if name else self.tr("New project"))


def clock(at: float, *, with_seconds: bool = False) -> str:
    """``14:02`` today, with the date on other days."""
    then, now = time.localtime(at), time.localtime()
    form = "%H:%M:%S" if with_seconds else "%H:%M"
    return time.strftime(form if then[:3] == now[:3] else f"%Y-%m-%d {form}", then)
