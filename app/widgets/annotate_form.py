"""What is said of the whole song or of one part of it: five markers, style, and words. Every change is said at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.annotate_slider import ValueField
from app.widgets.culture_words import marker_name
from app.widgets.plain_text import PlainLabel, plain
from engine.core.labels import MARKERS

_MOST_WORDS = 4000
_IDLE_MS = 800
"""Words are kept when typing rests as long as this, or when the field is left."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """The form's content. ``markers``: what was not judged is not there; None is "can't judge"."""

    markers: Mapping[str, float | None] = field(default_factory=dict)
    sub_genre: str = ""
    reference_artists: tuple[str, ...] = ()
    cultural_significance: str = ""
    educational_value: str = ""


def names_of(text: str) -> tuple[str, ...]:
    """``Kabza De Small, DJ Maphorisa`` as two names."""
    return tuple(name for name in (part.strip() for part in text.split(",")) if name)


class LabelForm(QWidget):
    """Shows sayings, and says which the user wants instead."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sayings = Sayings()
        self.title = PlainLabel(role="heading")
        self.note = PlainLabel(role="quiet")
        self.note.setWordWrap(True)
        self.fields: dict[str, ValueField] = {}
        self.texts: dict[str, QLineEdit] = {}
        self._whole_only: list[QWidget] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self.settle)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.PADDING)
        self._grid.setVerticalSpacing(tokens.GRID)
        self._grid.setColumnStretch(1, 1)
        for name in MARKERS:
            self._add_marker(name, theme)
        self._add_text("sub_genre", self.tr("Style"), self.tr("ids or words, with commas: classic, private_school"))
        self._add_text("reference_artists", self.tr("Sounds like"), self.tr("names, with commas"))
        self._add_text("cultural_significance", self.tr("Significance"), self.tr("what it means, and to whom"))
        self._add_text("educational_value", self.tr("Worth learning"), self.tr("what somebody can learn from it"))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        column.setSpacing(tokens.GRID)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addLayout(self._grid)
        column.addStretch(1)

    def _add_marker(self, name: str, theme: Theme) -> None:
        own = ValueField(marker_name(name), theme)
        own.said.connect(lambda value, name=name: self._say(name, value))
        own.taken_back.connect(lambda name=name: self._take_back(name))
        row = self._grid.rowCount()
        self._grid.addWidget(PlainLabel(marker_name(name)), row, 0)
        self._grid.addWidget(own, row, 1)
        self.fields[name] = own

    def _add_text(self, name: str, words: str, example: str) -> None:
        edit = QLineEdit()
        edit.setMaxLength(_MOST_WORDS)
        edit.setPlaceholderText(example)
        edit.setAccessibleName(words)
        edit.textEdited.connect(lambda _text: self._idle.start())
        edit.editingFinished.connect(self.settle)
        label = PlainLabel(words)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(edit, row, 1)
        self.texts[name] = edit
        if name != "sub_genre":
            self._whole_only += [label, edit]

    def show_sayings(self, title: str, note: str, sayings: Sayings, *, is_whole: bool) -> None:
        """Show what was said; of a part only markers and style can be said."""
        self._idle.stop()
        self._sayings = sayings
        self.title.setText(title)
        self.note.setText(note)
        for name, own in self.fields.items():
            own.show_value(sayings.markers.get(name), is_said=name in sayings.markers)
        for name, edit in self.texts.items():
            words = ", ".join(sayings.reference_artists) if name == "reference_artists" else getattr(sayings, name)
            cut = plain(words, _MOST_WORDS)
            if edit.text() != cut:
                edit.setText(cut)
            edit.setModified(False)
        for widget in self._whole_only:
            widget.setVisible(is_whole)

    @property
    def is_being_typed(self) -> bool:
        """Whether words stand here that were not said yet."""
        return self._idle.isActive()

    def settle(self) -> None:
        """Say what was typed and not yet said."""
        self._idle.stop()
        typed = {name: edit.text().strip() for name, edit in self.texts.items() if edit.isModified()}
        for edit in self.texts.values():
            edit.setModified(False)
        own = self._sayings
        artists = typed.get("reference_artists")
        self._want(
            replace(
                own,
                sub_genre=typed.get("sub_genre", own.sub_genre),
                reference_artists=own.reference_artists if artists is None else names_of(artists),
                cultural_significance=typed.get("cultural_significance", own.cultural_significance),
                educational_value=typed.get("educational_value", own.educational_value),
            )
        )

    def _say(self, name: str, value: float | None) -> None:
        self._want(replace(self._sayings, markers={**self._sayings.markers, name: value}))

    def _take_back(self, name: str) -> None:
        left = {other: value for other, value in self._sayings.markers.items() if other != name}
        self._want(replace(self._sayings, markers=left))

    def _want(self, wanted: Sayings) -> None:
        if wanted != self._sayings:
            self._sayings = wanted
            self.changed.emit(wanted)

    def set_theme(self, theme: Theme) -> None:
        for own in self.fields.values():
            own.set_theme(theme)

    def take_focus(self) -> None:
        next(iter(self.fields.values())).slider.setFocus(Qt.FocusReason.ShortcutFocusReason)
