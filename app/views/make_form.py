"""The left side of the Make page: words, chips, how many, who makes them, what it will be and cost."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import icons
from app import theme as tokens
from app.making_engines import SKETCH, EngineChoice, Estimate, Machine
from app.making_order import MAX_PROMPT, Order, Understanding
from app.making_takes import TakeView
from app.making_words import estimate_text
from app.theme import Theme
from app.views.make_like import LikeBox
from app.views.make_wishes import Chips
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.take_chips import PickRow
from app.widgets.take_understood import UnderstoodList
from engine.jobs.sound_likeness import LikeMusic

_TYPING_MS = 180  # a pause in typing: reading starts
_COUNTS = (1, 2, 4, 8)
_MOST_SEED = 2**31


class MakeForm(QFrame):
    """Says what is wanted; knows nothing of how it is made."""

    changed = Signal()
    """The order is another: it is to be read anew."""
    make_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("makeForm")
        self.setFixedWidth(tokens.MAKE_FORM_WIDTH)
        self.theme = theme
        self._source: TakeView | None = None
        self._drawn_seed = secrets.randbelow(_MOST_SEED)
        self._machine = Machine()
        self.prompt = QPlainTextEdit()
        self.prompt.setObjectName("prompt")
        self.prompt.setAccessibleName(self.tr("What do you want to hear?"))
        self.prompt.setTabChangesFocus(True)
        self.prompt.setFixedHeight(tokens.PROMPT_HEIGHT)
        self.chips = Chips()
        self.takes = PickRow(_COUNTS, 4, self.tr("Takes"))
        self.seed = QLineEdit(str(self._drawn_seed))
        self.seed.setAccessibleName(self.tr("Seed"))
        self.seed.setMaxLength(12)
        self.lock = QCheckBox(self.tr("keep"))
        self.lock.setToolTip(self.tr("The same seed, the same takes. Unlocked, every press brings new ones."))
        self.like = LikeBox(theme)
        self.engine = QComboBox()
        self.engine.setAccessibleName(self.tr("Who makes it"))
        self.licence = ElidedLabel(role="quiet")
        self.estimate = PlainLabel(role="quiet")
        self.estimate.setWordWrap(True)
        self.make = QPushButton()
        self.make.setProperty("primary", True)
        self.list = UnderstoodList()
        self.source_box = QFrame()
        self.source_name = ElidedLabel()
        self.source_close = QToolButton()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self.set_machine(self._machine)
        self._lay_out()
        self._connect()
        self.set_source(None)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self.source_box.setObjectName("source")
        box = QHBoxLayout(self.source_box)
        box.setContentsMargins(2 * tokens.GRID, tokens.GRID, tokens.GRID, tokens.GRID)
        box.addWidget(self.source_name, 1)
        box.addWidget(self.source_close)
        self.source_close.setAccessibleName(self.tr("Make new takes instead"))
        self.source_close.setToolTip(self.tr("Make new takes instead"))
        settings = QGridLayout()
        settings.setHorizontalSpacing(2 * tokens.GRID)
        settings.setVerticalSpacing(2 * tokens.GRID)
        settings.setColumnStretch(1, 1)
        seed = QHBoxLayout()
        seed.addWidget(self.seed, 1)
        seed.addWidget(self.lock)
        settings.addWidget(PlainLabel(self.tr("Takes"), "quiet"), 0, 0)
        settings.addWidget(self.takes, 0, 1)
        settings.addWidget(PlainLabel(self.tr("Seed"), "quiet"), 1, 0)
        settings.addLayout(seed, 1, 1)
        settings.addWidget(PlainLabel(self.tr("Made by"), "quiet"), 2, 0)
        settings.addWidget(self.engine, 2, 1)
        settings.addWidget(self.licence, 3, 1)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Wishes"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.PADDING,) * 4)
        column.setSpacing(2 * tokens.GRID + 2)
        self.heading = PlainLabel(self.tr("What do you want to hear?"), "number")
        column.addWidget(self.heading)
        column.addWidget(self.source_box)
        column.addWidget(self.prompt)
        column.addWidget(self.chips)
        column.addWidget(self.like)
        column.addWidget(scroll, 1)
        column.addLayout(settings)
        column.addWidget(self.estimate)
        column.addWidget(self.make)

    def _connect(self) -> None:
        self._typing.timeout.connect(self.changed)
        self.prompt.textChanged.connect(self._typing.start)
        self.chips.changed.connect(self.changed)
        self.like.changed.connect(self.changed)
        self.takes.changed.connect(self._on_takes)
        self.seed.textEdited.connect(lambda _text: self.lock.setChecked(True))
        self.seed.textChanged.connect(lambda _text: self._typing.start())
        self.engine.currentIndexChanged.connect(self._on_engine)
        self.source_close.clicked.connect(lambda: self.set_source(None))
        self.make.clicked.connect(self.make_wanted)

    # what is asked for

    def order(self) -> Order:
        """As it stands in the form."""
        return Order(
            prompt=self.prompt.toPlainText()[:MAX_PROMPT],
            wishes=self.chips.wishes(),
            takes=self.takes.value,
            seed=self._seed(),
            engine=self.chosen_engine if self._source is None else SKETCH,
            source=str(self._source.folder) if self._source is not None else "",
            source_name=self._source.prompt if self._source is not None else "",
            like=self.like.asked if self._source is None else LikeMusic(),
        )

    def _seed(self) -> int:
        text = self.seed.text().strip()
        return int(text) % _MOST_SEED if text.isascii() and text.isdigit() else self._drawn_seed

    @property
    def chosen_engine(self) -> EngineChoice:
        chosen = self.engine.currentData()
        return chosen if isinstance(chosen, EngineChoice) else SKETCH

    def next_seed(self) -> None:
        """After takes were asked for: other ones next time, unless the seed is kept."""
        if not self.lock.isChecked():
            self.draw_seed()

    def draw_seed(self) -> None:
        self._drawn_seed = secrets.randbelow(_MOST_SEED)
        self.seed.setText(str(self._drawn_seed))

    def set_source(self, take: TakeView | None) -> None:
        """Change a take by words from now on; None for new pieces."""
        is_new = (take is None) != (self._source is None)
        self._source = take
        self.source_box.setVisible(take is not None)
        self.engine.setEnabled(take is None)
        self.like.setVisible(take is None)
        if take is not None:
            name = plain(take.prompt or Path(take.folder).name, 60)
            self.source_name.setText(self.tr("Changing “%s”, seed %d") % (name, take.seed))
            self.heading.setText(self.tr("What shall be different?"))
            self.prompt.setPlaceholderText(self.tr("busier log drum · darker · new chords · replace the second drop"))
        else:
            self.heading.setText(self.tr("What do you want to hear?"))
            self.prompt.setPlaceholderText(self.tr("private school, 112 bpm, F minor, soulful Rhodes, soft log drum"))
        if take is not None or is_new:
            self.prompt.clear()
            self.chips.clear()
        self.changed.emit()

    def set_prompt(self, words: str) -> None:
        self.prompt.setPlainText(words)

    # what is known of it

    def set_machine(self, machine: Machine) -> None:
        """Fill the list of engines; the chosen one stays."""
        self._machine = machine
        chosen = self.chosen_engine.id
        self.engine.blockSignals(True)
        self.engine.clear()
        for choice in machine.engines:
            self.engine.addItem(plain(choice.title, 60), choice)
        place = next((at for at, choice in enumerate(machine.engines) if choice.id == chosen), 0)
        self.engine.setCurrentIndex(place)
        self.engine.blockSignals(False)
        self._show_licence()

    def _on_engine(self) -> None:
        self._show_licence()
        self.changed.emit()

    def _show_licence(self) -> None:
        choice = self.chosen_engine
        self.like.set_engine(choice, self._machine)
        if choice.is_sound:
            words = self.tr("%s; %s") % (
                plain(choice.licence, 40),
                self.tr("takes may be sold") if choice.may_sell else self.tr("takes may NOT be sold"),
            )
        elif len(self._machine.engines) == 1:
            words = self.tr("stems and MIDI, any computer, takes are yours")
        else:
            words = self.tr("stems and MIDI, takes are yours")
        self.licence.setText(words)

    def show_understanding(self, read: Understanding, estimate: Estimate) -> None:
        """What the words mean, what the first take will be, how long it takes."""
        self.list.show_understanding(read)
        self.chips.show_said(read.reading.wishes)
        can_make = read.order.asks_something and not read.problem
        self.estimate.setText(estimate_text(estimate, self._machine, read.order) if can_make else "")
        self.make.setEnabled(can_make)

    def _on_takes(self) -> None:
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        count = self.takes.value
        words = self.tr("Make 1 take") if count == 1 else self.tr("Make %d takes") % count
        self.make.setText(words)
        self.make.setToolTip(self.tr("Ctrl+Return, or G outside of the text"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.source_close.setIcon(icons.icon("close", theme.quiet))
        self.like.set_theme(theme)
        self._show_count()
