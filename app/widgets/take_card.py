"""A take as a card: what it is, how it sounds, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayoutItem,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import icons
from app import theme as tokens
from app.making_takes import MIDI, MIX, TakeView
from app.making_words import facts_text, gate_lines, has_passed, recipe_rows, score_text
from app.theme import Theme
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.take_drag import DragHandle
from app.widgets.take_wave import TakeWave
from engine.core.blueprint import PARTS


class TakeCard(QFrame):
    """A finished take.

    Args:
        take: What it shows.
        theme: Its dress.
        is_starred: Whether it is a favourite.
    """

    hear_wanted = Signal()
    seek_wanted = Signal(float)
    star_toggled = Signal(bool)
    variation_wanted = Signal()
    continue_wanted = Signal()
    change_wanted = Signal()
    redraw_wanted = Signal(str)
    """A part's name."""
    section_wanted = Signal(int)
    open_wanted = Signal()
    drag_near = Signal(str)
    drag_wanted = Signal(str)
    part_menu_wanted = Signal(str)
    """A click on a handle, or its key: the same without dragging."""

    def __init__(self, take: TakeView, theme: Theme, *, is_starred: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.take, self.theme = take, theme
        self.slot = 0
        self._is_heard = False
        self.title = ElidedLabel(take.prompt or self.tr("free choice"), "heading")
        self.slot_label = PlainLabel(role="slot")
        self.slot_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.slot_label.setFixedSize(tokens.TAKE_KEY_WIDTH, tokens.TAKE_KEY_WIDTH)
        self.play = self._icon_button(self.tr("Hear this take"), self.hear_wanted.emit)
        self.star: QToolButton = self._icon_button(self.tr("Star (*)"), self._tell_star)
        self.star.setCheckable(True)
        self.star.setChecked(is_starred)
        self.star.toggled.connect(lambda _is_on: self._draw_icons())
        self.wave = TakeWave(take, theme)
        self.wave.seek_wanted.connect(self.seek_wanted)
        self.why = self._button(self._why_text(), self._toggle_why)
        self.recipe = self._button(self.tr("Recipe"), self._toggle_recipe)
        self.replace = self._button(self.tr("Replace…"), self._open_replace)
        self.replace_menu = self._replace_menu()
        self.replace.setEnabled(take.is_planned)
        if not take.is_planned:
            self.replace.setToolTip(self.tr("There is no plan behind this take, so no part can be drawn anew."))
        self.variation = self._button(self.tr("Variation"), self.variation_wanted.emit)
        self.longer = self._button(self.tr("Continue"), self.continue_wanted.emit)
        self.change = self._button(self.tr("Change…"), self.change_wanted.emit)
        self.change.setEnabled(take.is_planned)
        self.open = self._button(self.tr("Open in Split"), self.open_wanted.emit)
        parts = [MIX, *(stem.value for stem in take.stems), *([MIDI] if take.has_midi else [])]
        self.handles = [DragHandle(part, theme) for part in parts]
        self.details = QWidget()
        self._details_kind = ""
        self._details_grid = QGridLayout(self.details)
        self._feet = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.set_theme(theme)
        self.set_slot(0)
        self.setAccessibleName(f"{self.title.text()}, {facts_text(take)}")

    def _icon_button(self, name: str, act: object) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())  # type: ignore[operator]
        return button

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("compact", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())  # type: ignore[operator]
        return button

    def _tell_star(self) -> None:
        self.star_toggled.emit(self.star.isChecked())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * tokens.GRID)
        head.addWidget(self.slot_label)
        head.addWidget(self.play)
        head.addWidget(self.title, 1)
        head.addWidget(PlainLabel(facts_text(self.take), "quiet"))
        head.addWidget(self.star)
        acts, carried = QHBoxLayout(), QHBoxLayout()
        for row in (acts, carried):
            row.setSpacing(tokens.GRID)
        for button in (self.variation, self.longer, self.change, self.replace, self.why, self.recipe, self.open):
            acts.addWidget(button)
        acts.addStretch(1)
        carried.addStretch(1)
        for handle in self.handles:
            handle.drag_near.connect(lambda part=handle.part: self.drag_near.emit(part))
            handle.drag_wanted.connect(lambda _keys, part=handle.part: self.drag_wanted.emit(part))
            handle.menu_wanted.connect(lambda part=handle.part: self.part_menu_wanted.emit(part))
            carried.addWidget(handle)
        self._feet.setSpacing(tokens.GRID)
        self._feet.addLayout(acts, 1)
        self._feet.addLayout(carried)
        self._details_grid.setContentsMargins(0, tokens.GRID, 0, 0)
        self._details_grid.setHorizontalSpacing(tokens.PADDING)
        self._details_grid.setVerticalSpacing(2)
        self._details_grid.setColumnStretch(1, 1)
        self.details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        column.setSpacing(tokens.GRID + 2)
        column.addLayout(head)
        column.addWidget(self.wave)
        column.addLayout(self._feet)
        column.addWidget(self.details)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as its widest row; the handles can go below the buttons."""
        rows = [item.minimumSize().width() for item in self._feet_rows()]
        sides = self.contentsMargins().left() + self.contentsMargins().right() + 2 * tokens.PADDING
        return QSize(max(rows) + sides, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        wanted = sum(item.sizeHint().width() for item in self._feet_rows()) + tokens.GRID
        is_wide = wanted <= self.contentsRect().width() - 2 * tokens.PADDING
        self._feet.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)

    def _feet_rows(self) -> list[QLayoutItem]:
        items = (self._feet.itemAt(place) for place in range(self._feet.count()))
        return [item for item in items if item is not None]

    def _why_text(self) -> str:
        score, passed = score_text(self.take.gate), has_passed(self.take.gate)
        if not score:
            return self.tr("Not judged")
        if passed is None:
            return self.tr("Score %s") % score
        return (self.tr("%s passed") if passed else self.tr("%s rejected: why?")) % score

    def _replace_menu(self) -> QMenu:
        menu = QMenu(self)
        sections = menu.addMenu(self.tr("A section"))
        for index, section in enumerate(self.take.sections):
            action = sections.addAction(f"{index + 1}  {plain(section.name, 40)}".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, index=index: self.section_wanted.emit(index))
        parts = menu.addMenu(self.tr("A part"))
        names = self._part_names()
        for part in PARTS:
            action = parts.addAction(names.get(part, part))
            action.triggered.connect(lambda _checked=False, part=part: self.redraw_wanted.emit(part))
        return menu

    def _part_names(self) -> dict[str, str]:
        return {
            "form": self.tr("Form"),
            "harmony": self.tr("Chords"),
            "drums": self.tr("Drums"),
            "log_drum": self.tr("Log drum"),
            "bass": self.tr("Bass"),
            "keys": self.tr("Keys"),
            "melody": self.tr("Melody"),
            "vocals": self.tr("Voices"),
            "sounds": self.tr("Sounds"),
            "mix": self.tr("Mix"),
        }

    def _open_replace(self) -> None:
        self.replace_menu.popup(self.replace.mapToGlobal(self.replace.rect().bottomLeft()))

    # what it says of itself

    def _toggle_why(self) -> None:
        self._show_details("why", [("", line) for line in gate_lines(self.take.gate)])

    def _toggle_recipe(self) -> None:
        self._show_details("recipe", list(recipe_rows(self.take.recipe)))

    def _show_details(self, kind: str, rows: list[tuple[str, str]]) -> None:
        """Open these words below the waveform, or close them if they are open."""
        while self._details_grid.count():
            item = self._details_grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._details_kind = "" if kind == self._details_kind else kind
        if self._details_kind:
            for place, (name, value) in enumerate(rows):
                words = PlainLabel(value, "quiet")
                words.setWordWrap(True)
                words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                if name:
                    self._details_grid.addWidget(PlainLabel(name, "caption"), place, 0, Qt.AlignmentFlag.AlignTop)
                self._details_grid.addWidget(words, place, 1)
        self.details.setVisible(bool(self._details_kind))

    @property
    def said(self) -> list[str]:
        """The words that are open."""
        items = (self._details_grid.itemAt(place) for place in range(self._details_grid.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget.text() for widget in widgets if isinstance(widget, PlainLabel)]

    # listening

    def set_slot(self, slot: int) -> None:
        """The key it is heard by, 1 to 4; 0 for none."""
        self.slot = slot
        self.slot_label.setText(str(slot) if slot else "")
        self.slot_label.setToolTip(self.tr("Press %d to hear this take at the same place") % slot if slot else "")

    def set_heard(self, *, is_heard: bool, is_playing: bool) -> None:
        """Light up while it is this take that is heard."""
        self.slot_label.set_role("slotHeard" if is_heard else "slot")
        if is_heard != self._is_heard:
            self._is_heard = is_heard
            self.setProperty("heard", is_heard)
            self.style().unpolish(self)
            self.style().polish(self)
        if not is_heard:
            self.wave.set_position(None)
        shows_pause = is_heard and is_playing
        if self.play.property("pauses") != shows_pause:
            self.play.setProperty("pauses", shows_pause)
            self._draw_icons()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.wave.set_theme(theme)
        for handle in self.handles:
            handle.set_theme(theme)
        self._draw_icons()

    def _draw_icons(self) -> None:
        self.play.setIcon(icons.icon("pause" if self.play.property("pauses") else "play", self.theme.text))
        name = "star_full" if self.star.isChecked() else "star"
        self.star.setIcon(icons.icon(name, self.theme.accent if self.star.isChecked() else self.theme.quiet))
