"""Sound like this music: a place to drop a file, and how close takes shall come. Says why where an engine cannot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import icons
from app import theme as tokens
from app.jobs_model import clock_text
from app.making_engines import EngineChoice, Machine
from app.making_like import LikeSource
from app.theme import Theme
from app.widgets.drop_zone import dropped_paths
from app.widgets.excerpt_wave import ExcerptWave
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from engine.jobs.sound_likeness import LIKE_SECONDS, MOST_CLOSENESS, MOST_WORDS, USUAL_CLOSENESS, LikeMusic

_SECONDS = (LIKE_SECONDS[0], 2.0, 3.0, 4.0, LIKE_SECONDS[1])
_USUAL = LikeMusic()


class LikeBox(QFrame):
    """Holds a wish; reading the file is somebody else's."""

    changed = Signal()
    file_wanted = Signal(object)
    """A ``Path`` that was dropped or chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.theme = theme
        self.source: LikeSource | None = None
        self.folder = ""
        self._can = False
        self._start = 0.0
        self.choose = QPushButton(self.tr("Sound like a song…"))
        self.choose.setProperty("compact", True)
        self.choose.clicked.connect(self._choose)
        self.words = PlainLabel(role="quiet")
        self.words.setWordWrap(True)
        self.name = ElidedLabel()
        self.place = PlainLabel(role="quiet")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(self.tr("Sound like nothing in particular"))
        self.close_button.setToolTip(self.close_button.accessibleName())
        self.close_button.clicked.connect(self.clear)
        self.wave: ExcerptWave | None = None
        self.seconds = self._list([(self.tr("%g s") % each, each) for each in _SECONDS], _USUAL.seconds)
        self.closeness = self._list(
            [(self._close_text(step), step) for step in range(1, MOST_CLOSENESS + 1)], USUAL_CLOSENESS
        )
        self.weight = self._list(
            [(self.tr("words × %d") % step, float(step)) for step in range(1, round(MOST_WORDS) + 1)], _USUAL.words
        )
        self._name_lists()
        self._lay_out()
        self.setAcceptDrops(True)
        self.set_theme(theme)
        self._show()

    def _list(self, entries: list[tuple[str, object]], usual: object) -> QComboBox:
        box = QComboBox()
        for text, value in entries:
            box.addItem(text, value)
        box.setCurrentIndex(next(at for at, (_text, value) in enumerate(entries) if value == usual))
        box.currentIndexChanged.connect(self._on_choice)
        return box

    def _close_text(self, step: int) -> str:
        ends = {1: self.tr("free (1)"), MOST_CLOSENESS: self.tr("close (%d)") % MOST_CLOSENESS}
        return ends.get(step, self.tr("closeness %d") % step)

    def _name_lists(self) -> None:
        for box, name, hint in (
            (self.seconds, self.tr("Length of the excerpt"), self.tr("How many seconds of the song are heard.")),
            (self.closeness, self.tr("Closeness"), self.tr("How close takes come to it: 1 is free, 3 is usual.")),
            (
                self.weight,
                self.tr("Weight of the words"),
                self.tr("How much your words weigh beside the song: 1 is no more than it does, 5 is usual."),
            ),
        ):
            box.setAccessibleName(name)
            box.setToolTip(hint)

    def _lay_out(self) -> None:
        empty, head, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (empty, head, foot):
            row.setSpacing(2 * tokens.GRID)
        empty.addWidget(self.choose)
        empty.addWidget(self.words, 1)
        head.addWidget(self.name, 1)
        head.addWidget(self.place)
        head.addWidget(self.close_button)
        for box in (self.seconds, self.closeness, self.weight):
            foot.addWidget(box, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * tokens.GRID, tokens.GRID, tokens.GRID, tokens.GRID)
        self._column.setSpacing(tokens.GRID)
        self._column.addLayout(empty)
        self._column.addLayout(head)
        self._column.addLayout(foot)

    # what is wished

    @property
    def asked(self) -> LikeMusic:
        """As the engine reads it; nothing where the engine cannot hear it."""
        if self.source is None or not self._can:
            return LikeMusic()
        return LikeMusic(
            str(self.source.file),
            self._start,
            float(self.seconds.currentData()),
            int(self.closeness.currentData()),
            float(self.weight.currentData()),
        )

    def set_engine(self, engine: EngineChoice, machine: Machine) -> None:
        """Whether the chosen engine can hear music, and what to say where it cannot."""
        self._can = engine.can_like
        able = next((each for each in machine.engines if each.can_like), None)
        if self._can:
            self.words.setText(self.tr("or drop one here"))
        elif able is not None:
            self.words.setText(self.tr("%s cannot hear music; choose %s.") % (_title(engine), _title(able)))
        else:
            self.words.setText(self.tr("%s cannot hear music. MusicGen style can: see Set up engine.") % _title(engine))
        self.choose.setToolTip(self.words.text() if not self._can else "")
        self._show()

    def show_source(self, source: LikeSource) -> None:
        """The file has been read: hear its middle until another place is chosen."""
        self.source = source
        if self.wave is None:
            self.wave = ExcerptWave(source, self.theme)
            self.wave.seek_wanted.connect(self._go_to)
            self.wave.moved.connect(lambda by: self._go_to(self._start + self._length / 2 + by))
            self._column.insertWidget(2, self.wave)
        self.wave.show_take(source)
        self.name.setText(self.tr("Like “%s”") % source.name)
        self._go_to(source.duration / 2)
        self._show()

    def clear(self) -> None:
        """Sound like nothing in particular."""
        if self.source is not None:
            self.source = None
            self._show()
            self.changed.emit()

    @property
    def _length(self) -> float:
        return float(self.seconds.currentData())

    def _on_choice(self) -> None:
        if self.source is not None:
            self._go_to(self._start + self._length / 2)

    def _go_to(self, middle: float) -> None:
        source = self.source
        if source is None or self.wave is None:
            return
        self._start = source.start_of(middle, self._length)
        self.wave.set_excerpt(self._start, self._length)
        whole, tenth = divmod(round(10 * self._start), 10)
        self.place.setText(self.tr("from %s") % f"{clock_text(whole)}.{tenth}")
        self.changed.emit()

    def _show(self) -> None:
        has_song = self.source is not None and self._can
        self.choose.setVisible(not has_song)
        self.choose.setEnabled(self._can)
        self.words.setVisible(not has_song)
        for part in (self.name, self.place, self.close_button, self.seconds, self.closeness, self.weight, self.wave):
            if part is not None:
                part.setVisible(has_song)

    # where it comes from

    def _choose(self) -> None:
        kinds = self.tr("Music (*.wav *.flac *.aiff *.aif *.mp3 *.m4a *.ogg *.opus);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Sound like which song?"), self.folder, kinds)
        if path:
            self.folder = str(Path(path).parent)
            self.file_wanted.emit(Path(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self._can and self._dropped(event) is not None:
            event.acceptProposedAction()
            self._light(is_on=True)
        else:
            event.ignore()  # the window takes it

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        super().dragLeaveEvent(event)
        self._light(is_on=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._light(is_on=False)
        file = self._dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.file_wanted.emit(file)

    def _dropped(self, event: QDragEnterEvent | QDropEvent) -> Path | None:
        return next((path for path in dropped_paths(event) if path.is_file()), None)

    def _light(self, *, is_on: bool) -> None:
        self.setProperty("heard", is_on)  # lit, as a card that is listened to
        self.style().unpolish(self)
        self.style().polish(self)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.close_button.setIcon(icons.icon("close", theme.quiet))
        if self.wave is not None:
            self.wave.set_theme(theme)


def _title(engine: EngineChoice) -> str:
    return plain(engine.title, 40)
