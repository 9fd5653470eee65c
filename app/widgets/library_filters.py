"""What the library is narrowed to: a row of choices, and below it one chip for each that is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QRegularExpression, QSignalBlocker, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app import theme as tokens
from app.collection import (
    BELOW,
    COPIES,
    MAY_TRAIN,
    MISSING,
    NOT_STATED,
    PASSED,
    UNANALYSED,
    UNSCORED,
    UNTOLD,
    Collection,
    Wanted,
    camelot,
)
from app.tracks_model import key_text, rights_text, style_text, verdict_text
from app.widgets.plain_text import PlainLabel, plain
from engine.core.harmony import Key

_BPM_WIDTH = 64
_BOX_WIDTH = 132
_BOX_FRAME, _LINE_FRAME = 38, 26
"""What a box and a line have beside their text: padding, and the box its arrow."""


class LibraryFilters(QWidget):
    """``changed`` tells a ``Wanted`` without its words: those are typed elsewhere."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = Wanted()
        self.bpm_from = self._bpm(self.tr("from"), self.tr("Slowest tempo in BPM"))
        self.bpm_to = self._bpm(self.tr("to"), self.tr("Fastest tempo in BPM"))
        self.key = self._choices(self.tr("Key"), self.tr("any key"), _key_choices())
        self.mixing = QCheckBox(self.tr("and keys that mix with it"))
        self.mixing.setToolTip(self.tr("Neighbours on the Camelot wheel: a fifth up, a fifth down, the relative key"))
        self.style_box = self._choices(self.tr("Style"), self.tr("any style"), ())
        verdicts = [(verdict_text(word), word) for word in (PASSED, BELOW, UNTOLD)]
        self.verdict = self._choices(
            self.tr("Score"), self.tr("any score"), [*verdicts, (self.tr("not scored"), UNSCORED)]
        )
        self.rights = self._choices(self.tr("Rights"), self.tr("any rights"), ())
        states = [
            (self.tr("files that are missing"), MISSING),
            (self.tr("with copies"), COPIES),
            (self.tr("not analysed yet"), UNANALYSED),
        ]
        self.only = self._choices(self.tr("Only"), self.tr("all songs"), states)
        self.boxes = (self.key, self.style_box, self.verdict, self.rights, self.only)
        for box in self.boxes:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumWidth(max(_BOX_WIDTH, box.fontMetrics().horizontalAdvance(box.itemText(0)) + _BOX_FRAME))
            box.currentIndexChanged.connect(self._read)
        self.mixing.toggled.connect(self._read)
        self.clear_button = QPushButton(self.tr("Show all"))
        self.clear_button.clicked.connect(self.clear)
        self.chips: list[QPushButton] = []
        self._chip_row = QWidget()
        self._chip_row.setAccessibleName(self.tr("Filters in use"))
        self._lay_out()
        self.offer(Collection())
        self._show()

    def _bpm(self, hint: str, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)
        line.setFixedWidth(max(_BPM_WIDTH, line.fontMetrics().horizontalAdvance(hint) + _LINE_FRAME))
        line.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,3}([.,]\d?)?"), line))
        line.textChanged.connect(self._read)
        return line

    def _choices(self, name: str, nothing: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.addItem(nothing, "")
        for text, value in choices:
            box.addItem(plain(text, 60), value)
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(tokens.PADDING, 0, tokens.PADDING, 2 * tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(PlainLabel(self.tr("BPM"), "quiet"))
        row.addWidget(self.bpm_from)
        row.addWidget(PlainLabel("–", "quiet"))
        row.addWidget(self.bpm_to)
        row.addWidget(self.key)
        row.addWidget(self.mixing)
        for box in self.boxes[1:]:
            row.addWidget(box)
        row.addStretch(1)
        self._chips = QHBoxLayout(self._chip_row)
        self._chips.setContentsMargins(tokens.PADDING, 0, tokens.PADDING, 2 * tokens.GRID)
        self._chips.setSpacing(2 * tokens.GRID)
        self._chips.addWidget(self.clear_button)
        self._chips.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._chip_row)

    def offer(self, collection: Collection) -> None:
        """Offer the styles and licences there are; a choice that is made stays, even where nothing has it."""
        licences = sorted({*collection.licences, "own", "licensed", "research"})
        rights = [(self.tr("models may learn from it"), MAY_TRAIN), *((rights_text(word), word) for word in licences)]
        _fill(self.style_box, [(style_text(style), style) for style in collection.styles], self.wanted.style)
        _fill(self.rights, [*rights, (rights_text(NOT_STATED), NOT_STATED)], self.wanted.rights)

    def set_wanted(self, wanted: Wanted) -> None:
        """Make these choices."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._show()
            self.changed.emit(wanted)

    def clear(self) -> None:
        """Narrow to nothing."""
        self.set_wanted(Wanted())

    def _read(self) -> None:
        """The choices as they stand in the row."""
        self.set_wanted(
            Wanted(
                bpm_from=_number(self.bpm_from.text()),
                bpm_to=_number(self.bpm_to.text()),
                key=self.key.currentData() or "",
                with_mixing=self.mixing.isChecked() and bool(self.key.currentData()),
                style=self.style_box.currentData() or "",
                verdict=self.verdict.currentData() or "",
                rights=self.rights.currentData() or "",
                only=self.only.currentData() or "",
            )
        )

    def _show(self) -> None:
        wanted = self.wanted
        blockers = [QSignalBlocker(each) for each in (self.bpm_from, self.bpm_to, self.mixing, *self.boxes)]
        for line, number in ((self.bpm_from, wanted.bpm_from), (self.bpm_to, wanted.bpm_to)):
            if _number(line.text()) != number:
                line.setText("" if number is None else f"{number:g}")
        values = (wanted.key, wanted.style, wanted.verdict, wanted.rights, wanted.only)
        for box, value in zip(self.boxes, values, strict=True):
            _choose(box, value)
        self.mixing.setChecked(wanted.with_mixing)
        self.mixing.setEnabled(bool(wanted.key))
        blockers.clear()
        self._show_chips()

    def _show_chips(self) -> None:
        for chip in self.chips:
            self._chips.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for text, without in self._active():
            chip = QPushButton(f"{plain(text, 60)}  ×".replace("&", "&&"))
            chip.setProperty("chip", True)
            chip.setAccessibleName(self.tr("Remove the filter: %s") % plain(text, 60))
            chip.clicked.connect(lambda _checked=False, without=without: self.set_wanted(without()))
            self._chips.insertWidget(len(self.chips), chip)
            self.chips.append(chip)
        self._chip_row.setVisible(bool(self.chips))

    def _active(self) -> list[tuple[str, Callable[[], Wanted]]]:
        """Each filter in use in words, and what is wanted without it."""
        wanted = self.wanted
        words: list[tuple[str, dict[str, object]]] = []
        if wanted.bpm_from is not None or wanted.bpm_to is not None:
            words.append((_range_text(wanted), {"bpm_from": None, "bpm_to": None}))
        if wanted.key:
            mixing = self.tr("%s and keys that mix with it") % key_text(wanted.key)
            words.append((mixing if wanted.with_mixing else key_text(wanted.key), {"key": "", "with_mixing": False}))
        names = {"style": self.style_box, "verdict": self.verdict, "rights": self.rights, "only": self.only}
        for name, box in names.items():
            if getattr(wanted, name):
                words.append((f"{box.accessibleName()}: {box.currentText()}", {name: ""}))
        return [(text, partial(self._without, **gone)) for text, gone in words]

    def _without(self, **gone: object) -> Wanted:
        return msgspec.structs.replace(self.wanted, **gone)


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    """Other choices behind the first, which is none."""
    blocker = QSignalBlocker(box)
    while box.count() > 1:
        box.removeItem(1)
    for text, value in choices:
        box.addItem(plain(text, 60), value)
    _choose(box, chosen)
    blocker.unblock()


def _choose(box: QComboBox, value: str) -> None:
    if box.findData(value) < 0:
        box.addItem(plain(value, 60), value)
    box.setCurrentIndex(box.findData(value))


def _key_choices() -> list[tuple[str, str]]:
    """All keys round the wheel, so that neighbours mix."""
    keys = [Key(tonic, mode) for mode in ("minor", "major") for tonic in range(12)]
    keys.sort(key=lambda key: (key.mode == "major", int(camelot(key)[:-1])))
    return [(f"{key_text(str(key))}  {camelot(key)}", str(key)) for key in keys]


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ".")) or None
    except ValueError:
        return None


def _range_text(wanted: Wanted) -> str:
    if wanted.bpm_from is None:
        return f"≤ {wanted.bpm_to:g} BPM"
    return f"≥ {wanted.bpm_from:g} BPM" if wanted.bpm_to is None else f"{wanted.bpm_from:g}–{wanted.bpm_to:g} BPM"
