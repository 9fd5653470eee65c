"""The right side of the Make page: takes as cards, newest batch first; before there are any, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.making import Pending
from app.making_audition import SLOTS
from app.making_growth import GrowingSound
from app.making_takes import TakeView
from app.theme import Theme
from app.widgets.pending_card import PendingCard
from app.widgets.plain_text import PlainLabel
from app.widgets.take_card import TakeCard

EXAMPLES = (
    "private school, 112 bpm, F minor, soulful Rhodes, soft log drum",
    "sgija, 115, darker, busy log drum",
    "three step, 32 bars, deep pads, no vocals",
)

Card = PendingCard | TakeCard


class TakesView(QWidget):
    """Cards in order. It shows; what a card's buttons mean is the page's."""

    slots_changed = Signal()
    example_wanted = Signal(str)

    def __init__(self, theme: Theme, prepare: Callable[[TakeCard], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._prepare = prepare
        self._cards: dict[str, Card] = {}
        self._batch: list[str] = []
        self.only_starred = QPushButton(self.tr("Starred only"))
        self.only_starred.setProperty("chip", True)
        self.only_starred.setCheckable(True)
        self.only_starred.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.only_starred.toggled.connect(lambda _is_on: self._filter())
        self.clock = PlainLabel(role="quiet")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(self.tr("Takes"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(*(tokens.PADDING,) * 4)
        self._column.setSpacing(2 * tokens.GRID)
        self._column.addStretch(1)
        self.area.setWidget(inside)
        self.examples: list[QPushButton] = []
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = self._headline()
        column.addWidget(self._head)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self._empty())  # it shows the first at once, so it has its place by now
        self._stack.addWidget(self.area)
        self._show_state()

    def _headline(self) -> QFrame:
        head = QFrame()
        head.setObjectName("makeHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(PlainLabel(self.tr("Takes"), "heading"))
        for key, words in (
            ("1 – 4", self.tr("hear at the same place")),
            (self.tr("Space"), self.tr("play, pause")),
            ("*", self.tr("star")),
        ):
            row.addWidget(PlainLabel(key, "key"))
            row.addWidget(PlainLabel(words, "quiet"))
        row.addStretch(1)
        row.addWidget(self.clock)
        row.addWidget(self.only_starred)
        return head

    def _empty(self) -> QWidget:
        """What to do here, with examples that can be pressed."""
        page = QWidget()
        inside = QWidget()
        inside.setFixedWidth(tokens.SENTENCE_WIDTH)
        words = PlainLabel(
            self.tr(
                "Say it as you would to a friend in the studio: style, tempo, key, instruments, mood, length. "
                "You see at once what was understood. Takes come one by one, with stems and MIDI, and stay here."
            )
        )
        words.setWordWrap(True)
        column = QVBoxLayout(inside)
        column.setSpacing(tokens.PADDING)
        column.addWidget(PlainLabel(self.tr("Make takes from words"), "big"))
        column.addWidget(words)
        column.addSpacing(tokens.PADDING)
        column.addWidget(PlainLabel(self.tr("Try one"), "caption"))
        for example in EXAMPLES:
            button = QPushButton(example)
            button.clicked.connect(lambda _checked=False, example=example: self.example_wanted.emit(example))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.examples.append(button)
        keys = QHBoxLayout()
        for key, meaning in (
            ("Ctrl+Return", self.tr("makes takes")),
            ("1 – 4", self.tr("hear them at the same place")),
        ):
            keys.addWidget(PlainLabel(key, "key"))
            keys.addWidget(PlainLabel(meaning, "quiet"))
            keys.addSpacing(tokens.PADDING)
        keys.addStretch(1)
        column.addSpacing(tokens.PADDING)
        column.addLayout(keys)
        column.insertStretch(0, 2)
        column.addStretch(3)
        outer = QHBoxLayout(page)
        outer.addStretch(1)
        outer.addWidget(inside)
        outer.addStretch(1)
        return page

    # cards

    def begin_batch(self) -> None:
        """What comes next stands above what is there."""
        self._batch = []

    def show_pending(self, pending: Pending) -> PendingCard | None:
        """A take that is still made, new or further; returns its card where it is new."""
        card = self._cards.get(pending.key)
        if isinstance(card, PendingCard):
            card.show_pending(pending)
        if card is not None:
            return None
        made = PendingCard(pending, self.theme)
        self._batch.append(pending.key)
        self._put(pending.key, made, len(self._batch) - 1)
        return made

    def show_sound(self, sound: GrowingSound) -> None:
        """What there is of a take that is still made."""
        card = self._cards.get(sound.key)
        if isinstance(card, PendingCard):
            card.show_sound(sound)

    def show_take(self, key: str, take: TakeView, *, is_starred: bool, is_earlier: bool = False) -> TakeCard:
        """A finished take, in the place where it was made; earlier ones at the end."""
        place = self._column.count() - 1 if is_earlier else 0
        before = self._cards.pop(key, None)
        if before is not None:
            place = self._column.indexOf(before)
            self._drop(before)
        card = TakeCard(take, self.theme, is_starred=is_starred)
        self._prepare(card)
        self._put(key, card, place)
        return card

    @property
    def shown_takes(self) -> tuple[TakeCard, ...]:
        """The cards of finished takes."""
        return tuple(card for card in self._cards.values() if isinstance(card, TakeCard))

    def _put(self, key: str, card: Card, place: int) -> None:
        self._cards[key] = card
        self._column.insertWidget(place, card)
        card.setVisible(self._passes(card))  # at once: whoever counts the takes must not wait for the event loop
        self._number()

    def remove(self, key: str) -> None:
        """A take that will not come."""
        card = self._cards.pop(key, None)
        if key in self._batch:
            self._batch.remove(key)
        if card is not None:
            self._drop(card)
            self._number()

    def _drop(self, card: Card) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    @property
    def cards(self) -> tuple[Card, ...]:
        """In the order they are shown."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(each for each in widgets if isinstance(each, PendingCard | TakeCard))

    @property
    def takes(self) -> tuple[TakeCard, ...]:
        """The finished ones that are shown."""
        return tuple(card for card in self.cards if isinstance(card, TakeCard) and not card.isHidden())

    @property
    def sounding(self) -> tuple[PendingCard, ...]:
        """Those that are still made and can be heard as far as they are."""
        return tuple(card for card in self.cards if isinstance(card, PendingCard) and card.sound is not None)

    def knows(self, key: str) -> bool:
        return key in self._cards

    def _number(self) -> None:
        """The keys 1 to 4 go to the first four takes."""
        shown = self.takes
        for card in self.cards:
            if isinstance(card, TakeCard):
                at = next((place for place, each in enumerate(shown[:SLOTS], 1) if each is card), 0)
                card.set_slot(at)
        self._show_state()
        self.slots_changed.emit()

    def _filter(self) -> None:
        for card in self.cards:
            card.setVisible(self._passes(card))
        self._number()

    def _passes(self, card: Card) -> bool:
        return isinstance(card, PendingCard) or card.star.isChecked() or not self.only_starred.isChecked()

    def _show_state(self) -> None:
        has_cards = bool(self._cards)
        self._head.setVisible(has_cards)
        self._stack.setCurrentIndex(1 if has_cards else 0)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for card in self.cards:
            card.set_theme(theme)
